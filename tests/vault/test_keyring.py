"""What an unlocked person can do, and no longer can after the lock."""

from __future__ import annotations

import inspect
from dataclasses import replace

import pytest
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from casedesk.vault import trust
from casedesk.vault.errors import (
    HeaderOlder,
    KeyringClosed,
    NoKey,
    NotAdmin,
    SealBroken,
)
from casedesk.vault.header import (
    Compartment,
    Header,
    RetiredKey,
    Root,
    Signed,
    Slot,
)
from casedesk.vault.identity import Identity
from casedesk.vault.kdf import KdfParameters
from casedesk.vault.keyring import Keyring
from casedesk.vault.memory import HeaderMemory


def keyring_with(key):
    identity = Identity.new()
    compartment = Compartment("cases.g7.db", 7, b"", {})
    signed = Signed(
        vid="ab" * 16,
        gen=9,
        training=False,
        root=Root(b"", b""),
        admins=(),
        users={"00000001": identity.entry("Directrice")},
        retired={},
        recovery={},
        cmps={"cases": compartment},
    )
    slot = Slot(KdfParameters(8, 1, 1, b""), b"", b"", fresh=False)
    header = Header(signed, b"", {"00000001": slot})
    return Keyring(header, "00000001", identity, {"cases": key})


@pytest.fixture
def director(team):
    return team.unlock(team.director)


@pytest.fixture
def worker(team):
    return team.unlock(team.worker)


@pytest.fixture
def educator(team):
    return team.unlock(team.educator)


def test_everybody_derives_the_same_key_for_a_compartment(director, worker, educator):
    keys = [each.db_key("desk") for each in (director, worker, educator)]

    assert keys[0] == keys[1] == keys[2]
    assert len(keys[0]) == 32


def test_each_compartment_and_each_purpose_has_a_key_of_its_own(director):
    keys = [
        bytes(derive(cid))
        for derive in (director.db_key, director.seal_key)
        for cid in director.compartments
    ]

    assert len(set(keys)) == 4


def test_the_keys_are_derived_as_the_design_says():
    """security §3: HKDF-SHA256, salt vault id, the compartment and its generation."""
    key = bytearray(range(32))
    keyring = keyring_with(key)

    for name, derive in [("db", keyring.db_key), ("seal", keyring.seal_key)]:
        info = f"casedesk/{name}/v1|cases|7".encode()
        expected = HKDF(SHA256(), 32, bytes.fromhex("ab" * 16), info).derive(key)
        assert derive("cases") == expected


def test_a_key_that_was_handed_out_may_be_wiped_without_harm(director):
    key = director.db_key("desk")
    before = bytes(key)
    key[:] = bytes(32)

    assert director.db_key("desk") == before


def test_a_person_has_no_key_to_what_they_were_not_given(educator):
    assert educator.compartments == ("desk",)
    for ask in (educator.db_key, educator.seal_key):
        with pytest.raises(NoKey):
            ask("cases")


def test_a_compartment_the_vault_does_not_have_has_no_key(director):
    for ask in (
        director.db_key,
        director.database_name,
        director.compartment_generation,
    ):
        with pytest.raises(NoKey):
            ask("r-7f3a")


def test_the_keyring_knows_where_it_belongs(team, educator):
    assert educator.person == team.educator
    assert educator.vault_id == team.load()["signed"]["vid"]
    assert educator.training is True
    assert educator.generation == 3
    assert educator.compartment_generation("cases") == 1
    assert educator.database_name("cases") == "cases.g1.db"


def test_K10_a_store_that_has_seen_a_later_header_is_noticed(director):
    """An old header beside a newer store."""
    director.require_generation(2)
    director.require_generation(3)
    with pytest.raises(HeaderOlder):
        director.require_generation(4)


def test_a_signature_is_that_of_its_person_and_message(team, director, educator):
    signature = educator.sign(b"message")

    assert director.verify(team.educator, b"message", signature)
    assert not director.verify(team.worker, b"message", signature)
    assert not director.verify(team.educator, b"messages", signature)
    assert not director.verify(team.educator, b"message", signature[1:])
    assert not director.verify("00000000", b"message", signature)


def test_what_somebody_signed_before_they_left_can_still_be_verified(team, director):
    signature = team.unlock(team.worker).sign(b"message")
    header = director.header
    key = header.signed.users[team.worker].e
    users = {u: e for u, e in header.signed.users.items() if u != team.worker}
    retired = {team.worker: (RetiredKey(key, until_gen=3),)}
    signed = replace(header.signed, users=users, retired=retired)
    director.adopt(replace(header, signed=signed))

    assert director.verify(team.worker, b"message", signature)


def test_an_admins_signature_is_told_from_that_of_others(director, worker):
    assert worker.admin_verify(b"role", director.sign(b"role"))
    assert not worker.admin_verify(b"role", worker.sign(b"role"))
    assert not worker.admin_verify(b"roles", director.sign(b"role"))
    assert (director.is_admin, worker.is_admin) == (True, False)


def test_nothing_a_person_is_made_to_sign_passes_for_a_header(director):
    signed = director.header.signed
    message = []

    class Listener:
        def sign(self, data):
            message.append(data)
            return b""

    trust.signature(signed, Listener())

    assert director.sign(message[0]) != director.sign_header(signed)


def test_only_an_admin_signs_a_header(worker):
    with pytest.raises(NotAdmin):
        worker.sign_header(worker.header.signed)


def test_a_message_to_a_person_is_read_by_that_person(team, worker, educator):
    sealed = worker.seal_to_person(team.educator, "reçu".encode(), "receipt:1")

    assert educator.open_own(sealed, "receipt:1") == "reçu".encode()
    assert len(sealed) == 4096 + 48


def test_K17_a_message_to_a_person_is_read_by_nobody_else(
    team, director, worker, educator
):
    """Nor by themselves as something else."""
    sealed = director.seal_to_person(team.educator, b"mot", "receipt:1")

    for reader in (director, worker):
        with pytest.raises(SealBroken):
            reader.open_own(sealed, "receipt:1")
    with pytest.raises(SealBroken):
        educator.open_own(sealed, "draft:1")
    with pytest.raises(SealBroken):
        educator.open_own(sealed[:-1], "receipt:1")


def test_nothing_can_be_sealed_to_somebody_the_vault_does_not_know(director):
    with pytest.raises(NoKey):
        director.seal_to_person("00000000", b"mot", "receipt:1")


def test_a_drop_is_read_with_the_drop_key_and_not_by_its_author(team, worker, educator):
    sealed = educator.seal_to_drop("cases", b"concern", "drop:1")
    with pytest.raises(SealBroken):
        worker.open_drop(sealed, "drop:1")

    worker.add_drop_key(bytes(32))  # that of another compartment
    worker.add_drop_key(team.new.drop_private["cases"])

    assert worker.open_drop(sealed, "drop:1") == b"concern"
    with pytest.raises(SealBroken):
        worker.open_drop(sealed, "drop:2")
    with pytest.raises(SealBroken):
        educator.open_drop(sealed, "drop:1")


def test_drops_of_one_step_are_of_one_length(educator):
    lengths = {len(educator.seal_to_drop("cases", b"x" * n, "d")) for n in (0, 4092)}

    assert lengths == {4096 + 48}


@pytest.mark.parametrize("cid", ["desk", "r-7f3a"])
def test_a_compartment_that_takes_no_drops_takes_none(educator, cid):
    with pytest.raises(NoKey):
        educator.seal_to_drop(cid, b"concern", "drop:1")


def test_a_keyring_shows_nothing(team, director):
    assert repr(director) == "<Keyring>"
    assert team.new.drop_private["cases"].hex() not in repr(team.new)
    assert repr(team.new.drop_private["cases"]) not in repr(team.new)


ARGUMENTS = {
    "cid": "desk",
    "rid": "",
    "person": "00000001",
    "plain": b"",
    "message": b"",
    "signature": b"",
    "sealed": b"",
    "private": bytes(32),
    "readers": "",
    "member": "00000001",
    "memory": HeaderMemory(1, b"", b"", ()),
    "context": "",
    "stored": 1,
    "cids": ["desk"],
}
KEEPS_NOTHING = {"close", "adopt", "person", "must_change", "slots_changed"}


def use(keyring, name, header):
    arguments = ARGUMENTS | {"signed": header.signed, "uid": keyring.person}
    attribute = getattr(keyring, name)
    attribute(*(arguments[each] for each in inspect.signature(attribute).parameters))


@pytest.mark.parametrize(
    "name",
    sorted(
        each for each in vars(Keyring) if each[0] != "_" and each not in KEEPS_NOTHING
    ),
)
def test_after_the_lock_every_use_is_refused(director, name):
    header = director.header
    director.close()

    with pytest.raises(KeyringClosed):
        use(director, name, header)


def test_the_lock_wipes_every_key():
    identity, key, drop = Identity.new(), bytearray(b"k" * 32), bytes(32)
    keyring = Keyring(keyring_with(key).header, "00000001", identity, {"cases": key})
    keyring.add_drop_key(drop)

    keyring.close()
    keyring.close()

    assert key == bytes(32)
    assert identity.payload(b"") == bytes(64)
