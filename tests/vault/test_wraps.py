"""Wrapped keys: for one compartment, one generation and one person."""

from __future__ import annotations

import itertools
from dataclasses import replace

import pytest

from casedesk.vault.errors import Tampered
from casedesk.vault.header import Compartment, Root, Signed
from casedesk.vault.identity import Identity
from casedesk.vault.wraps import unwrapped, with_wraps

WORKER, EDUCATOR = "00000001", "00000002"


@pytest.fixture
def worker():
    return Identity.new()


@pytest.fixture
def educator():
    return Identity.new()


@pytest.fixture
def signed(worker, educator):
    bare = Signed(
        vid="0" * 32,
        gen=5,
        training=False,
        root=Root(b"", b""),
        admins=(),
        users={WORKER: worker.entry("a"), EDUCATOR: educator.entry("b")},
        retired={},
        recovery={},
        cmps={
            cid: Compartment(f"{cid}.g4.db", 4, b"", {}) for cid in ("desk", "cases")
        },
    )
    keys = {"desk": bytearray(b"d" * 32), "cases": bytearray(b"c" * 32)}
    both = with_wraps(bare, WORKER, keys)
    return with_wraps(both, EDUCATOR, {"desk": keys["desk"]})


def moved(signed, wrap, cid, uid, **changes):
    """The same header with this wrap in this place."""
    place = replace(signed.cmps[cid], wraps={uid: wrap}, **changes)
    return replace(signed, cmps={cid: place})


def test_each_person_gets_the_keys_they_were_given(signed, worker, educator):
    assert unwrapped(signed, WORKER, worker) == {"desk": b"d" * 32, "cases": b"c" * 32}
    assert unwrapped(signed, EDUCATOR, educator) == {"desk": b"d" * 32}
    assert unwrapped(signed, "00000003", educator) == {}


def test_the_educators_identity_opens_no_other_wrap_wherever_it_is_put(
    signed, educator
):
    """Every wrap there is, under every name and for every compartment."""
    wraps = {
        (cid, uid): wrap
        for cid, compartment in signed.cmps.items()
        for uid, wrap in compartment.wraps.items()
    }
    opened = []
    for (source, wrap), cid, uid in itertools.product(
        wraps.items(), signed.cmps, signed.users
    ):
        try:
            opened.append(
                (
                    source,
                    cid,
                    uid,
                    unwrapped(moved(signed, wrap, cid, uid), uid, educator),
                )
            )
        except Tampered:
            continue

    own = (("desk", EDUCATOR), "desk", EDUCATOR, {"desk": b"d" * 32})
    assert len(wraps) == 3
    assert opened == [own]


def test_K17_a_wrap_opens_in_its_own_place_only(signed, worker):
    """Not for another compartment, generation, person or vault."""
    wrap = signed.cmps["cases"].wraps[WORKER]
    elsewhere = [
        (moved(signed, wrap, "desk", WORKER), WORKER),
        (moved(signed, wrap, "cases", WORKER, gen=5), WORKER),
        (moved(signed, wrap, "cases", EDUCATOR), EDUCATOR),
        (replace(moved(signed, wrap, "cases", WORKER), vid="1" * 32), WORKER),
    ]

    for changed, uid in elsewhere:
        with pytest.raises(Tampered, match="wrap"):
            unwrapped(changed, uid, worker)


def test_K17_a_damaged_wrap_is_refused(signed, worker):
    wrap = signed.cmps["cases"].wraps[WORKER]

    for at in range(len(wrap)):
        flipped = bytearray(wrap)
        flipped[at] ^= 1
        with pytest.raises(Tampered):
            unwrapped(moved(signed, bytes(flipped), "cases", WORKER), WORKER, worker)
