"""What a store remembers of the header, against those who put another in its place."""

from __future__ import annotations

import hmac
import os
from dataclasses import replace

import pytest

from casedesk.vault import trust
from casedesk.vault.errors import HeaderOlder, KeyringClosed, Tampered
from casedesk.vault.header import Header
from casedesk.vault.identity import Identity
from casedesk.vault.memory import HeaderMemory
from casedesk.vault.people import renew_person
from casedesk.vault.recovery import drop_group
from casedesk.vault.rotation import begin
from casedesk.vault.vault import add_person, change_passphrase, create, unlock

NOTHING = HeaderMemory(0, b"", b"", ())


@pytest.fixture
def remembered(director):
    """What a store took in at the director's last unlock."""
    first = replace(NOTHING, pin=director.root_pin)
    return director.require_header(first)


@pytest.fixture
def succession(association, director, cost, limits):
    """The first director left: the second, what the first signs with, and over what."""
    uid = add_person(
        association.folder,
        director,
        label="Directeur",
        compartments=["desk", "cases"],
        passphrase="mots",
        cost=cost,
        admin=True,
    )
    second = association.unlock(uid, "mots")
    begin(
        association.folder,
        second,
        ["desk", "cases"],
        without=association.director,
        limits=limits,
    ).finish()
    return second, director._identity, director.header


def forged(header, signer, **changes):
    """A later header as its signer would like it, well formed and signed."""
    signed = replace(header.signed, gen=header.signed.gen + 1, **changes)
    return Header(signed, trust.signature(signed, signer), header.slots)


def read_by(keyring, header):
    """The same person, unlocked under another header that holds in itself."""
    trust.verify(header, keyring.root_pin)
    keyring.adopt(header)
    return keyring


def test_the_same_header_again_is_what_was_remembered(association, remembered):
    again = association.unlock(association.educator)

    assert again.require_header(remembered) == remembered
    assert not again.slots_changed


def test_a_later_header_takes_its_place(association, director, remembered, limits):
    begin(association.folder, director, ["desk"], limits=limits).finish()
    now = association.unlock(association.educator)

    memory = now.require_header(remembered)

    assert memory.generation == remembered.generation + 1 == now.generation
    assert memory.pin == remembered.pin == now.root_pin


def test_K10_an_older_header_is_noticed_by_a_store_that_saw_a_later_one(
    association, director, limits
):
    old = association.unlock(association.educator)
    begin(association.folder, director, ["desk"], limits=limits).finish()
    memory = association.unlock(association.worker).require_header(
        replace(NOTHING, pin=director.root_pin)
    )

    with pytest.raises(HeaderOlder):
        old.require_header(memory)


def test_K10_a_vault_of_somebody_elses_beside_our_stores_is_noticed(
    association, remembered, tmp_path_factory, cost, limits
):
    folder = tmp_path_factory.mktemp("other")
    other = create(
        folder,
        label="Directrice",
        passphrase="mots",
        training=True,
        cost=cost,
        compartments={"desk": False},
    )
    other.finish()
    keyring = unlock(folder, other.keyring.person, "mots", limits=limits)

    with pytest.raises(Tampered, match="root"):
        keyring.require_header(remembered)


def test_K11_a_slot_that_was_touched_is_seen_and_no_reason_to_stay_locked(
    association, remembered
):
    header = association.unlock(association.worker).header
    slot = header.slots[association.educator]
    damaged = replace(slot, ct=bytes([slot.ct[0] ^ 1]) + slot.ct[1:])
    slots = {**header.slots, association.educator: damaged}
    association.file.write_bytes(replace(header, slots=slots).to_bytes())
    keyring = association.unlock(association.worker)

    memory = keyring.require_header(remembered)

    assert keyring.slots_changed
    assert memory.slots == keyring.slots_digest != remembered.slots


def test_a_slot_that_is_new_with_the_header_is_no_surprise(
    association, director, remembered, cost, limits
):
    """A cut came before the store was told."""
    renew_person(
        association.folder,
        director,
        association.worker,
        passphrase="mots",
        cost=cost,
        limits=limits,
    )
    keyring = association.unlock(association.educator)
    keyring.require_header(remembered)

    assert not keyring.slots_changed


def test_a_passphrase_one_changed_oneself_is_no_surprise_either(
    association, cost, limits
):
    keyring = association.unlock(association.educator)
    change_passphrase(
        association.folder,
        association.educator,
        f"phrase {association.educator}",
        "une phrase toute neuve",
        cost,
        keyring=keyring,
    )
    memory = keyring.require_header(replace(NOTHING, pin=keyring.root_pin))

    after = association.unlock(association.worker)
    after.require_header(memory)
    assert not after.slots_changed


def test_a_director_who_left_and_comes_back_by_their_own_hand_is_noticed(
    association, succession
):
    """They write the last header again, as it would be had they never left."""
    second, signer, before = succession
    memory = second.require_header(replace(NOTHING, pin=second.root_pin))
    back = forged(before, signer)
    back = replace(back, signed=replace(back.signed, gen=memory.generation + 1))
    back = replace(back, sig=trust.signature(back.signed, signer))

    with pytest.raises(Tampered, match="signature"):
        read_by(second, back).require_header(memory)


def test_a_certificate_somebody_signs_after_they_left_is_noticed(
    association, succession
):
    """They cannot sign headers, but who vouches for whom has no date: an accomplice."""
    second, signer, _ = succession
    memory = second.require_header(replace(NOTHING, pin=second.root_pin))
    accomplice, header = Identity.new(), second.header
    for by in (association.director, "root"):
        users = {**header.signed.users, "0000aaaa": accomplice.entry("Aide")}
        listed = replace(header.signed, users=users)
        admins = trust.certified(listed, "0000aaaa", by, signer).admins
        forgery = forged(header, accomplice, users=users, admins=admins)

        with pytest.raises(Tampered, match="signature"):
            read_by(second, forgery).require_header(memory)


def test_leaving_out_what_one_left_is_noticed(association, succession):
    second, signer, _ = succession
    memory = second.require_header(replace(NOTHING, pin=second.root_pin))
    accomplice, header = Identity.new(), second.header
    users = {**header.signed.users, "0000aaaa": accomplice.entry("Aide")}
    own = trust.certificate(
        header.signed.vid, "0000aaaa", accomplice.entry("").e, "root", signer
    )
    forgery = forged(header, accomplice, users=users, admins=(own,))

    with pytest.raises(Tampered, match="signature"):
        read_by(second, forgery).require_header(memory)


def test_what_the_next_director_signs_goes_on_unnoticed(
    association, succession, cost, limits
):
    second, _, _ = succession
    memory = second.require_header(replace(NOTHING, pin=second.root_pin))
    add_person(
        association.folder,
        second,
        label="Directrice adjointe",
        compartments=["desk"],
        passphrase="mots",
        cost=cost,
        admin=True,
    )
    drop_group(association.folder, second, "r1", limits)

    later = association.unlock(association.educator).require_header(memory)

    assert set(memory.ended_admins) < set(later.ended_admins)
    assert [each[:32] for each in later.ended_admins] == list(second.former_admin_keys)


def test_shares_of_a_dropped_group_are_noticed(association, director, limits):
    before = director.header
    drop_group(association.folder, director, "r1", limits)
    memory = director.require_header(replace(NOTHING, pin=director.root_pin))
    forgery = forged(before, association.group.identity)
    forgery = replace(forgery, signed=replace(forgery.signed, gen=memory.generation))
    sig = trust.signature(forgery.signed, association.group.identity)

    with pytest.raises(Tampered, match="signature"):
        read_by(director, replace(forgery, sig=sig)).require_header(memory)


def test_a_memory_is_plain_values_a_store_can_keep(association, succession):
    second, _, _ = succession
    memory = second.require_header(replace(NOTHING, pin=second.root_pin))

    assert type(memory.generation) is int
    assert [len(memory.slots), len(memory.pin)] == [32, 32]
    assert [len(each) for each in memory.ended_admins] == [64]


def test_a_message_is_sealed_with_the_compartments_own_key(director, monkeypatch):
    message = os.urandom(40)
    handed = []
    real = hmac.digest
    monkeypatch.setattr(
        hmac, "digest", lambda key, *more: handed.append(key) or real(key, *more)
    )

    mac = director.seal_mac("cases", message)

    assert mac == real(director.seal_key("cases"), message, "sha256")
    assert mac != director.seal_mac("desk", message)
    assert handed[0] == bytes(32)
    assert type(handed[0]) is bytearray
    director.close()
    with pytest.raises(KeyringClosed):
        director.seal_mac("cases", message)
