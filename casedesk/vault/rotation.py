"""New keys for compartments: after a departure, after a leak, or for a new circle.

The keys come first, in memory; whoever calls makes the store files under them; and the
one replacing of the header, in `finish`, is the commit point. A cut or a change of mind
before it leaves the vault as it was, and at most files that the header does not name.
"""

from __future__ import annotations

import secrets
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from casedesk.vault.errors import KeyringClosed, LastAdmin, NoKey, Tampered
from casedesk.vault.header import KEY, Compartment, Signed, database_name
from casedesk.vault.identity import x25519_public
from casedesk.vault.kdf import DEFAULT_LIMITS, KdfLimits, wipe
from casedesk.vault.keyring import CIRCLE_PREFIX, Keyring
from casedesk.vault.replacing import current, succeed
from casedesk.vault.subkeys import compartment_subkey
from casedesk.vault.succession import (
    require_members,
    without_person,
    without_wraps,
)
from casedesk.vault.wraps import with_wraps


@dataclass(frozen=True, slots=True)
class _NextKey:
    """What a compartment will be opened with; `drop` is empty if it takes no drops."""

    cid: str
    gen: int
    key: bytearray = field(repr=False)
    drop: bytearray = field(repr=False)

    @classmethod
    def drawn(cls, cid: str, gen: int, *, drops: bool) -> _NextKey:
        drop = secrets.token_bytes(KEY if drops else 0)
        return cls(cid, gen, bytearray(secrets.token_bytes(KEY)), bytearray(drop))

    @property
    def file(self) -> str:
        return database_name(self.cid, self.gen)

    def given_to(self, signed: Signed, members: Iterable[str]) -> Signed:
        """The header with this compartment under this key, for these and no others."""
        public = x25519_public(self.drop) if self.drop else b""
        place = Compartment(self.file, self.gen, public, {})
        signed = replace(signed, cmps={**signed.cmps, self.cid: place})
        for member in members:
            signed = with_wraps(signed, member, {self.cid: self.key})
        return signed

    def close(self) -> None:
        wipe(self.key)
        wipe(self.drop)


class _Pending:
    """Keys that no header names yet; used up by `finish`, wiped by `abandon`."""

    __slots__ = ("_folder", "_keyring", "_keys", "_limits", "_over")

    def __init__(
        self,
        folder: Path,
        keyring: Keyring,
        limits: KdfLimits,
        keys: Iterable[_NextKey],
    ) -> None:
        self._folder = folder
        self._keyring = keyring
        self._limits = limits
        self._keys = {each.cid: each for each in keys}
        self._over = False

    def __repr__(self) -> str:
        return f"<{type(self).__name__}>"

    def finish(self) -> None:
        """Replace the header: the keyring then holds it, and the keys given to it.

        Raises LastMember, KeyringClosed after the end, and HeaderOlder or Tampered when
        the header is no longer the one this began with. OSError means that nothing was
        changed; it can be called again.
        """
        if self._over:
            raise KeyringClosed
        header = current(self._folder, self._keyring, self._limits)
        signed = self._changed(header.signed)
        slots = {uid: slot for uid, slot in header.slots.items() if uid in signed.users}
        keys = {each.cid: each.key for each in self._keys.values()}
        succeed(self._folder, self._keyring, signed, slots, keys)
        self.abandon()

    def abandon(self) -> None:
        """Wipe the keys; after `finish` there is nothing left to abandon."""
        self._over = True
        for each in self._keys.values():
            each.close()

    def _changed(self, signed: Signed) -> Signed:
        raise NotImplementedError

    def _next(self, cid: str) -> _NextKey:
        if self._over:
            raise KeyringClosed
        try:
            return self._keys[cid]
        except KeyError:
            raise NoKey from None

    def _db_key(self, cid: str) -> bytearray:
        each = self._next(cid)
        vid, place = self._keyring.vault_id, (cid, each.gen)
        return compartment_subkey(each.key, vid, place, "db")


@dataclass(frozen=True, slots=True)
class _Leaving:
    """Who is not given the new keys, and which compartments may end up with nobody."""

    without: str | None
    out_of: Mapping[str, str]
    forsake: Collection[str]

    def left(self, before: Signed) -> Signed:
        signed = before
        if self.without is not None:
            signed = without_person(signed, self.without)
        for cid, member in self.out_of.items():
            signed = without_wraps(signed, member, [cid])
        require_members(before, signed, self.forsake)
        return signed


class Rotation(_Pending):
    """The next keys of some compartments: see `begin`."""

    __slots__ = ("_leaving",)

    def __init__(
        self,
        folder: Path,
        keyring: Keyring,
        limits: KdfLimits,
        keys: Iterable[_NextKey],
        leaving: _Leaving,
    ) -> None:
        super().__init__(folder, keyring, limits, keys)
        self._leaving = leaving

    @property
    def compartments(self) -> tuple[str, ...]:
        return tuple(sorted(self._keys))

    def generation(self, cid: str) -> int:
        return self._next(cid).gen

    def database_name(self, cid: str) -> str:
        """Of the new file; an old one of that name is left from a cut attempt."""
        return self._next(cid).file

    def db_key(self, cid: str) -> bytearray:
        """The raw key of the new file, 32 bytes; the caller wipes it."""
        return self._db_key(cid)

    def drop_private(self, cid: str) -> bytes | None:
        """To be kept in the new file beside those before, which open older drops."""
        return bytes(self._next(cid).drop) or None

    def _changed(self, signed: Signed) -> Signed:
        changed = self._leaving.left(signed)
        for cid, each in self._keys.items():
            if signed.cmps[cid].gen + 1 != each.gen:
                raise Tampered("header")
            changed = each.given_to(changed, changed.cmps[cid].wraps)
        return changed


def begin(  # noqa: PLR0913 - who leaves what is named, and seldom given
    folder: Path,
    keyring: Keyring,
    cids: Iterable[str],
    *,
    without: str | None = None,
    out_of: Mapping[str, str] | None = None,
    forsake: Collection[str] = (),
    limits: KdfLimits = DEFAULT_LIMITS,
) -> Rotation:
    """New keys for these compartments, and nothing written before `finish`.

    `without` leaves the vault: they open, sign and vouch for nothing new, lose what
    they had in compartments that are not rotated as well, and what they signed can
    still be verified. `out_of` withdraws somebody from one of the compartments only.
    Who stays, recovery groups included, is given every new key. A compartment that
    nobody opens afterwards has to be named in `forsake`.

    Raises NotAdmin, LastAdmin, LastMember, NoKey for a compartment the keyring cannot
    open or a person the vault does not have, and what `current` raises.
    """
    signed = current(folder, keyring, limits).signed
    keyring.require_admin()
    cids = tuple(dict.fromkeys(cids))
    if set(cids) - set(keyring.compartments):
        raise NoKey
    if without is not None and without not in signed.users:
        raise NoKey
    if without == keyring.person:
        raise LastAdmin
    if set(out_of or {}) - set(cids):
        raise ValueError("withdrawn from what is not rotated")
    leaving = _Leaving(without, dict(out_of or {}), frozenset(forsake))
    leaving.left(signed)
    keys = (
        _NextKey.drawn(cid, signed.cmps[cid].gen + 1, drops=bool(signed.cmps[cid].drop))
        for cid in cids
    )
    return Rotation(folder, keyring, limits, keys, leaving)


class NewCircle(_Pending):
    """A restricted circle whose store can be made now: see `found_circle`."""

    __slots__ = ("_members", "cid")

    def __init__(
        self,
        folder: Path,
        keyring: Keyring,
        limits: KdfLimits,
        key: _NextKey,
        members: tuple[str, ...],
    ) -> None:
        super().__init__(folder, keyring, limits, [key])
        self._members = members
        self.cid = key.cid

    @property
    def database_name(self) -> str:
        return self._next(self.cid).file

    @property
    def generation(self) -> int:
        return self._next(self.cid).gen

    def db_key(self) -> bytearray:
        """The raw key of its store, 32 bytes; the caller wipes it."""
        return self._db_key(self.cid)

    @property
    def drop_private(self) -> bytes:
        """To be kept inside its store."""
        return bytes(self._next(self.cid).drop)

    def _changed(self, signed: Signed) -> Signed:
        return self._next(self.cid).given_to(signed, self._members)


def found_circle(
    folder: Path,
    keyring: Keyring,
    members: Iterable[str],
    *,
    keep: bool,
    limits: KdfLimits = DEFAULT_LIMITS,
) -> NewCircle:
    """A new compartment for these people and recovery groups; `finish` founds it.

    `keep` says that the founder is one of them. Otherwise nothing of the key is left
    with the founder afterwards.
    Raises NotAdmin, NoKey for a member the vault does not have, ValueError when `keep`
    and `members` disagree or nobody is a member, and what `current` raises.
    """
    signed = current(folder, keyring, limits).signed
    keyring.require_admin()
    members = tuple(dict.fromkeys(members))
    if not members or keep != (keyring.person in members):
        raise ValueError("members")
    if set(members) - signed.users.keys() - signed.recovery.keys():
        raise NoKey
    while (cid := f"{CIRCLE_PREFIX}{secrets.token_hex(2)}") in signed.cmps:
        pass
    key = _NextKey.drawn(cid, 1, drops=True)
    return NewCircle(folder, keyring, limits, key, members)


def give(
    folder: Path,
    keyring: Keyring,
    cid: str,
    uid: str,
    limits: KdfLimits = DEFAULT_LIMITS,
) -> None:
    """Let another person or recovery group open a compartment the admin can open.

    Raises NotAdmin, NoKey and what `current` raises.
    """
    header = current(folder, keyring, limits)
    signed = keyring.share(header.signed, uid, [cid])
    succeed(folder, keyring, signed, header.slots)
