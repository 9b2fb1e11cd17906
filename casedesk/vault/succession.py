"""What is left in the header of a key that is no longer in use."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from casedesk.vault.errors import LastMember
from casedesk.vault.header import RetiredKey, Signed, UserEntry


def without_person(signed: Signed, uid: str) -> Signed:
    """What they signed can still be verified; they open and sign nothing any more."""
    users = {each: user for each, user in signed.users.items() if each != uid}
    return replace(_retired(signed, uid), users=users)


def with_new_identity(signed: Signed, uid: str, entry: UserEntry) -> Signed:
    """The same person under other keys, to whom nothing has been wrapped yet."""
    return replace(_retired(signed, uid), users={**signed.users, uid: entry})


def without_group(signed: Signed, rid: str) -> Signed:
    left = {each: group for each, group in signed.recovery.items() if each != rid}
    signed = _out_of_office(signed, signed.recovery[rid].e)
    return replace(without_wraps(signed, rid, signed.cmps), recovery=left)


def without_shares_of(signed: Signed, rid: str, cids: Iterable[str]) -> Signed:
    """A group without these compartments; it goes when it opens nothing any more."""
    left = without_wraps(signed, rid, cids)
    opens = any(rid in each.wraps for each in left.cmps.values())
    return left if opens else without_group(signed, rid)


def without_wraps(signed: Signed, member: str, cids: Iterable[str]) -> Signed:
    """These compartments without this person or group."""
    cmps = dict(signed.cmps)
    for cid in cids:
        wraps = {each: wrap for each, wrap in cmps[cid].wraps.items() if each != member}
        cmps[cid] = replace(cmps[cid], wraps=wraps)
    return replace(signed, cmps=cmps)


def require_members(before: Signed, after: Signed, forsaken: Iterable[str]) -> None:
    """Raises LastMember for a compartment that nobody could ever open again."""
    lost = {
        cid
        for cid, each in before.cmps.items()
        if each.wraps and not after.cmps[cid].wraps
    }
    if lost - set(forsaken):
        raise LastMember


def _retired(signed: Signed, uid: str) -> Signed:
    own = RetiredKey(signed.users[uid].e, until_gen=signed.gen)
    keys = (*signed.retired.get(uid, ()), own)
    signed = replace(signed, retired={**signed.retired, uid: keys})
    return without_wraps(_out_of_office(signed, own.e), uid, signed.cmps)


def _out_of_office(signed: Signed, e: bytes) -> Signed:
    """Its certificates stay, for those that hang from them."""
    return replace(
        signed,
        admins=tuple(
            replace(each, until_gen=signed.gen)
            if each.e == e and not each.until_gen
            else each
            for each in signed.admins
        ),
    )
