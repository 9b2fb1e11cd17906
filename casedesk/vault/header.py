"""vault.json: who is in the vault, what each may open, and who vouches for it.

Format version 1, in canonical JSON. `signed` changes only with an admin's signature;
each of the `slots` authenticates itself, so a person changes their passphrase alone.

What later operations need is here from the start, so that they need no version 2:

* another director: a certificate of theirs in `admins`, by one already in office. A
  certificate stays, with `until_gen` set, while others hang from it: from then on it
  vouches for those it certified and signs no header any more;
* a forgotten passphrase or a departure: the person's old signing key goes to `retired`,
  also when they are no longer in `users`, so that what they signed can be verified;
* a recovery group: its keys in `recovery`, wraps under its id, and a certificate in
  `admins`, by the root or by an admin. So the root never changes in the life of a
  vault, and every person's pin of it stays right;
* a rotation: `gen` of the compartment, which names the new file and is bound into every
  new wrap.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from casedesk.vault import canonical
from casedesk.vault.canonical import (
    Form,
    array,
    boolean,
    number,
    octets,
    record,
    table,
    text,
)
from casedesk.vault.errors import BadLabel, HeaderDamaged, HeaderNewer
from casedesk.vault.kdf import DEFAULT_LIMITS, KdfLimits, KdfParameters, parameters_form
from casedesk.vault.passphrase import PWNORM

LARGEST = 1 << 20  # bytes
LONGEST_LABEL = 40  # characters
KEY = 32
SIGNATURE = 64
WRAP = 80  # HPKE: 32 for the ephemeral key, 32 for the compartment's, 16 for the tag
SLOT = 112  # AES-GCM: an identity of 96 and the tag
NONCE = 12
LATEST_GEN = (1 << 31) - 1
ROOT = "root"

VAULT_ID = re.compile(r"[0-9a-f]{32}")
PERSON = re.compile(r"[0-9a-f]{8}")
GROUP = re.compile(r"r[0-9]{1,3}")
MEMBER = re.compile(rf"{PERSON.pattern}|{GROUP.pattern}")
VOUCHER = re.compile(rf"{ROOT}|{MEMBER.pattern}")
COMPARTMENT = re.compile(r"[a-z](-?[a-z0-9]){0,30}")


@dataclass(frozen=True, slots=True)
class Slot:
    """A person's identity under their passphrase.

    `fresh` when somebody else chose that passphrase; bound into the encryption.
    """

    kdf: KdfParameters
    nonce: bytes
    ct: bytes
    fresh: bool


@dataclass(frozen=True, slots=True)
class Root:
    """The keys every identity pins: the first director's, and a recovery group's."""

    admin: bytes
    recovery: bytes


@dataclass(frozen=True, slots=True)
class AdminCertificate:
    """`by` vouches that `e` signs headers for `uid`; until_gen 0 means in office."""

    uid: str
    e: bytes
    by: str
    until_gen: int
    sig: bytes


@dataclass(frozen=True, slots=True)
class UserEntry:
    """A person's public keys (X25519, Ed25519) and the label the unlock page shows."""

    x: bytes
    e: bytes
    label: str


@dataclass(frozen=True, slots=True)
class RetiredKey:
    """A signing key that was in use up to this generation of the header."""

    e: bytes
    until_gen: int


@dataclass(frozen=True, slots=True)
class RecoveryGroup:
    """The public keys of an identity that two of three paper shares give back."""

    x: bytes
    e: bytes


@dataclass(frozen=True, slots=True)
class Compartment:
    """One encrypted store: the generation of its key, and that key for each member.

    `drop` is the public key anybody seals to, or empty when it takes no drops.
    """

    file: str
    gen: int
    drop: bytes
    wraps: Mapping[str, bytes]


@dataclass(frozen=True, slots=True)
class Signed:
    """The part of the header that an admin signs."""

    vid: str
    gen: int
    training: bool
    root: Root
    admins: tuple[AdminCertificate, ...]
    users: Mapping[str, UserEntry]
    retired: Mapping[str, tuple[RetiredKey, ...]]
    recovery: Mapping[str, RecoveryGroup]
    cmps: Mapping[str, Compartment]


@dataclass(frozen=True, slots=True)
class Header:
    signed: Signed
    sig: bytes
    slots: Mapping[str, Slot]

    @classmethod
    def from_bytes(cls, data: bytes, limits: KdfLimits = DEFAULT_LIMITS) -> Header:
        """Raises HeaderDamaged, or HeaderNewer; says nothing of the signature."""
        if len(data) > LARGEST:
            raise HeaderDamaged("size")
        value = canonical.decode(data)
        if isinstance(value, dict) and value.get("fmt") == "casedesk-vault":
            version = value.get("ver")
            if type(version) is int and version > 1:
                raise HeaderNewer
        header = header_form(limits).read(value)
        _require_consistent(header)
        return header

    def to_bytes(self) -> bytes:
        return canonical.encode(header_form(DEFAULT_LIMITS).write(self))


def root_form() -> Form[Root]:
    return record(Root, {}, admin=octets(KEY), recovery=octets(0, KEY))


def signed_form() -> Form[Signed]:
    gen, until, public = number(1, LATEST_GEN), number(0, LATEST_GEN), octets(KEY)
    certificate = record(
        AdminCertificate,
        {},
        uid=text(MEMBER.fullmatch),
        e=public,
        by=text(VOUCHER.fullmatch),
        until_gen=until,
        sig=octets(SIGNATURE),
    )
    label = text(lambda label: not label_fault(label))
    user = record(UserEntry, {}, x=public, e=public, label=label)
    retired = record(RetiredKey, {}, e=public, until_gen=gen)
    group = record(RecoveryGroup, {"scheme": "slip39-2of3"}, x=public, e=public)
    compartment = record(
        Compartment,
        {},
        file=text(str),
        gen=gen,
        drop=octets(0, KEY),
        wraps=table(MEMBER, octets(WRAP)),
    )
    return record(
        Signed,
        {"pwnorm": PWNORM},
        vid=text(VAULT_ID.fullmatch),
        gen=gen,
        training=boolean(),
        root=root_form(),
        admins=array(certificate),
        users=table(PERSON, user),
        retired=table(PERSON, array(retired)),
        recovery=table(GROUP, group),
        cmps=table(COMPARTMENT, compartment),
    )


def slots_form(limits: KdfLimits) -> Form[Mapping[str, Slot]]:
    slot = record(
        Slot,
        {},
        kdf=parameters_form(limits),
        nonce=octets(NONCE),
        ct=octets(SLOT),
        fresh=boolean(),
    )
    return table(PERSON, slot)


def header_form(limits: KdfLimits) -> Form[Header]:
    return record(
        Header,
        {"fmt": "casedesk-vault", "ver": 1},
        signed=signed_form(),
        sig=octets(SIGNATURE),
        slots=slots_form(limits),
    )


def database_name(cid: str, gen: int) -> str:
    return f"{cid}.g{gen}.db"


def _require_consistent(header: Header) -> None:
    """What no field can tell by itself."""
    signed = header.signed
    members = signed.users.keys() | signed.recovery.keys()
    gens = [each.until_gen for each in signed.admins]
    gens += [each.until_gen for keys in signed.retired.values() for each in keys]
    gens += [each.gen for each in signed.cmps.values()]
    if max(gens, default=0) > signed.gen:
        raise HeaderDamaged("generation")
    # One possible name, so none that leads out of the folder.
    if any(
        each.file != database_name(cid, each.gen) for cid, each in signed.cmps.items()
    ):
        raise HeaderDamaged("file")
    if any(each.wraps.keys() - members for each in signed.cmps.values()):
        raise HeaderDamaged("wraps")
    if not header.slots or header.slots.keys() - signed.users.keys():
        raise HeaderDamaged("slots")


def label_fault(label: str) -> str:
    """Why a label cannot stand on the unlock page, or nothing."""
    if not 1 <= len(label) <= LONGEST_LABEL or label != label.strip():
        return "length"
    if not label.isprintable():  # also what reorders or hides other text
        return "character"
    return ""


def require_label(label: str, others: Mapping[str, UserEntry]) -> None:
    """Raises BadLabel, also for one that another person already has."""
    fault = label_fault(label)
    if not fault and any(label == other.label for other in others.values()):
        fault = "taken"
    if fault:
        raise BadLabel(fault)
