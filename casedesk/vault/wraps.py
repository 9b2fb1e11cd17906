"""Compartment keys, each wrapped for one person or group and for nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from casedesk.vault import canonical, sealing
from casedesk.vault.errors import NoKey, SealBroken, Tampered
from casedesk.vault.header import Signed
from casedesk.vault.identity import Identity


def with_wraps(signed: Signed, member: str, keys: Mapping[str, bytearray]) -> Signed:
    """The same compartments, with these keys given to this person or group.

    Raises NoKey when the vault knows neither.
    """
    known = signed.users.get(member) or signed.recovery.get(member)
    if known is None:
        raise NoKey
    cmps = dict(signed.cmps)
    for cid, key in keys.items():
        wrap = sealing.seal(known.x, key, _info(signed, cid, member))
        cmps[cid] = replace(cmps[cid], wraps={**cmps[cid].wraps, member: wrap})
    return replace(signed, cmps=cmps)


def unwrapped(signed: Signed, uid: str, identity: Identity) -> dict[str, bytearray]:
    """Every key that was given to this person or group; raises Tampered."""
    try:
        return {
            cid: bytearray(identity.unseal(each.wraps[uid], _info(signed, cid, uid)))
            for cid, each in signed.cmps.items()
            if uid in each.wraps
        }
    except SealBroken:
        raise Tampered("wrap") from None


def _info(signed: Signed, cid: str, uid: str) -> bytes:
    gen = signed.cmps[cid].gen
    return canonical.encode(["casedesk-wrap-v1", signed.vid, cid, gen, uid])
