"""Compartment keys, each wrapped for one person and for nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from casedesk.vault import canonical, sealing
from casedesk.vault.errors import SealBroken, Tampered
from casedesk.vault.header import Signed
from casedesk.vault.identity import Identity


def with_wraps(signed: Signed, uid: str, keys: Mapping[str, bytearray]) -> Signed:
    """The same compartments, with these keys given to this person."""
    x = signed.users[uid].x
    cmps = dict(signed.cmps)
    for cid, key in keys.items():
        wrap = sealing.seal(x, key, _info(signed, cid, uid))
        cmps[cid] = replace(cmps[cid], wraps={**cmps[cid].wraps, uid: wrap})
    return replace(signed, cmps=cmps)


def unwrapped(signed: Signed, uid: str, identity: Identity) -> dict[str, bytearray]:
    """Every key that was given to this person; raises Tampered."""
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
