"""Identities: two private keys under a passphrase."""

from __future__ import annotations

from dataclasses import replace

import pytest

from casedesk.vault.errors import Tampered, WrongPassphrase
from casedesk.vault.identity import Identity, SlotAddress, verifies

PIN = bytes(range(32))
VAULT = "0" * 32


@pytest.fixture
def identity():
    return Identity.new()


@pytest.fixture
def address(identity):
    return SlotAddress(VAULT, "00000001", identity.entry("Directrice"))


@pytest.fixture
def slot(identity, address, cost):
    return address.seal(identity, PIN, b"phrase", cost, fresh=False)


def test_a_slot_gives_back_the_identity_and_its_pin(identity, address, slot):
    opened, pin = address.open(slot, b"phrase")

    assert opened.entry("") == identity.entry("")
    assert pin == PIN


def test_another_passphrase_opens_nothing(address, slot):
    with pytest.raises(WrongPassphrase):
        address.open(slot, b"phrases")


def test_a_slot_opens_for_its_person_its_vault_and_its_keys_only(address, slot):
    other = Identity.new().entry("Directrice")
    elsewhere = [
        replace(address, vid="1" * 32),
        replace(address, uid="00000002"),
        replace(address, entry=replace(address.entry, x=other.x)),
        replace(address, entry=replace(address.entry, e=other.e)),
    ]

    for each in elsewhere:
        with pytest.raises(WrongPassphrase):
            each.open(slot, b"phrase")


def test_a_slot_opens_as_it_was_made_only(address, slot):
    changed = [
        replace(slot, fresh=True),
        replace(slot, nonce=bytes(12)),
        replace(slot, ct=bytes(112)),
        replace(slot, kdf=replace(slot.kdf, salt=bytes(16))),
        replace(slot, kdf=replace(slot.kdf, memory_kib=16)),
    ]

    for each in changed:
        with pytest.raises(WrongPassphrase):
            address.open(each, b"phrase")


def test_keys_that_are_not_those_the_header_lists_are_refused(address, cost):
    stranger = Identity.new()
    slot = address.seal(stranger, PIN, b"phrase", cost, fresh=False)

    with pytest.raises(Tampered):
        address.open(slot, b"phrase")


def test_a_signature_holds_for_its_message_and_its_key(identity):
    signature = identity.sign(b"message")
    public = identity.entry("").e

    assert verifies(public, b"message", signature)
    assert not verifies(public, b"messages", signature)
    assert not verifies(public, b"message", signature[:-1])
    assert not verifies(Identity.new().entry("").e, b"message", signature)


def test_what_a_slot_held_is_wiped_once_the_identity_has_it(address, slot, monkeypatch):
    handed = []

    class Watched(Identity):
        def __init__(self, x, e):
            handed.extend((x, e))
            super().__init__(x, e)

    monkeypatch.setattr("casedesk.vault.identity.Identity", Watched)
    opened, _ = address.open(slot, b"phrase")

    assert [bytes(each) for each in handed] == [bytes(32), bytes(32)]
    assert opened.entry("") == replace(address.entry, label="")


def test_a_closed_identity_holds_only_zeros_and_shows_nothing_before(identity):
    assert identity.payload(b"").hex() not in repr(identity)

    identity.close()

    assert identity.payload(b"") == bytes(64)
