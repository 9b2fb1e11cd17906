"""What becomes of those who tamper with the header, by hand or by accident."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace

import pytest

from casedesk.vault import canonical
from casedesk.vault.errors import (
    HeaderDamaged,
    Tampered,
    VaultError,
    WrongPassphrase,
)
from casedesk.vault.header import Header
from casedesk.vault.identity import Identity
from casedesk.vault.memory import memory_of
from casedesk.vault.people import renew_person
from casedesk.vault.recovery import RecoverySecret, drop_group, found_group
from casedesk.vault.rotation import begin
from casedesk.vault.vault import change_passphrase, create
from tests.faults.headers import in_the_bytes, in_the_value

NEW = "une phrase toute neuve"
DIRECTOR = "phrase de la directrice"


def swap(entries, one, other, *names):
    for name in names:
        entries[one][name], entries[other][name] = (
            entries[other][name],
            entries[one][name],
        )


def swapped_public_key(header, team):
    own = Identity.new().entry("")
    header["signed"]["users"][team.educator]["x"] = canonical.base64_text(own.x)


def swapped_signing_key(header, team):
    swap(header["signed"]["users"], team.worker, team.educator, "e")


def swapped_wraps(header, team):
    wraps = header["signed"]["cmps"]["desk"]["wraps"]
    wraps[team.worker], wraps[team.educator] = wraps[team.educator], wraps[team.worker]


def swapped_drop(header, team):
    own = canonical.base64_text(Identity.new().entry("").x)
    header["signed"]["cmps"]["cases"]["drop"] = own


def added_wrap(header, team):
    wraps = header["signed"]["cmps"]["cases"]["wraps"]
    wraps[team.educator] = wraps[team.worker]


def removed_person(header, team):
    del header["signed"]["users"][team.educator]
    del header["signed"]["cmps"]["desk"]["wraps"][team.educator]
    del header["slots"][team.educator]


def lowered_generation(header, team):
    header["signed"]["gen"] = 2


def left_training(header, team):
    header["signed"]["training"] = False


def another_label(header, team):
    swap(header["signed"]["users"], team.worker, team.educator, "label")


def another_vault(header, team):
    header["signed"]["vid"] = "0" * 32


def another_root(header, team):
    key = header["signed"]["users"][team.educator]["e"]
    header["signed"]["root"]["admin"] = key


def made_oneself_admin(header, team):
    user = header["signed"]["users"][team.educator]
    own = dict(header["signed"]["admins"][0], uid=team.educator, e=user["e"])
    header["signed"]["admins"].append(own)


def no_admin_left(header, team):
    header["signed"]["admins"] = []


def no_signature(header, team):
    header["sig"] = canonical.base64_text(bytes(64))


def swapped_slots(header, team):
    slots = header["slots"]
    slots[team.director], slots[team.worker] = (
        slots[team.worker],
        slots[team.director],
    )


def claimed_own_passphrase(header, team):
    header["slots"][team.director]["fresh"] = True


@pytest.mark.parametrize(
    ("edit", "refusal"),
    [
        (swapped_public_key, Tampered),
        (swapped_signing_key, Tampered),
        (swapped_wraps, Tampered),
        (swapped_drop, Tampered),
        (added_wrap, Tampered),
        (removed_person, Tampered),
        (lowered_generation, Tampered),
        (left_training, Tampered),
        (another_label, Tampered),
        (another_vault, WrongPassphrase),
        (another_root, Tampered),
        (made_oneself_admin, Tampered),
        (no_admin_left, Tampered),
        (no_signature, Tampered),
        (swapped_slots, WrongPassphrase),
        (claimed_own_passphrase, WrongPassphrase),
    ],
    ids=lambda each: each.__name__,
)
def test_K04_a_targeted_edit_is_refused(team, cost, edit, refusal):
    """Each is well formed, and none opens."""
    header = team.load()
    edit(header, team)
    team.save(header)

    with pytest.raises(refusal):
        team.unlock(team.director)
    with pytest.raises(refusal):
        change_passphrase(team.folder, team.director, DIRECTOR, NEW, cost)


def test_a_header_of_ones_own_opens_for_nobody_else(
    team, tmp_path_factory, cost, limits
):
    """Everything replaced but one slot: the identity pins another root."""
    forged = create(
        tmp_path_factory.mktemp("forged"),
        label="Directrice",
        passphrase=NEW,
        training=True,
        cost=cost,
        compartments={"desk": False},
    )
    header = team.load()
    value = canonical.decode(forged.keyring.header.to_bytes())
    value["signed"]["vid"] = header["signed"]["vid"]
    value["signed"]["users"] |= header["signed"]["users"]
    value["slots"] |= header["slots"]
    bare = Header.from_bytes(canonical.encode(value), limits).signed
    value["sig"] = canonical.base64_text(forged.keyring.sign_header(bare))
    team.save(value)

    with pytest.raises(Tampered, match="root"):
        team.unlock(team.director)


def test_a_wrap_that_does_not_open_is_refused_also_under_a_good_signature(team):
    director, header = team.new.keyring, team.new.keyring.header
    place = header.signed.cmps["desk"]
    wraps = {**place.wraps, team.educator: bytes(80)}
    signed = replace(header.signed, cmps={"desk": replace(place, wraps=wraps)})
    sig = director.sign_header(signed)
    team.file.write_bytes(replace(header, signed=signed, sig=sig).to_bytes())

    with pytest.raises(Tampered, match="wrap"):
        team.unlock(team.educator)
    assert team.unlock(team.worker).compartments == ("desk",)


@pytest.fixture
def eventful(association, director, cost, limits):
    """A vault that has seen everything a header can say: see `association`."""
    renewed = {"passphrase": "mots", "cost": cost, "limits": limits}
    renew_person(association.folder, director, association.worker, **renewed)
    leaving = {"without": association.educator, "limits": limits}
    begin(association.folder, director, ["desk", "cases"], **leaving).finish()
    found_group(association.folder, director, RecoverySecret.new(), ["desk"], limits)
    drop_group(association.folder, director, "r1", limits)
    return association


def back_in_office(signed):
    for each in signed["admins"]:
        each["until_gen"] = 0


def another_group(signed):
    signed["recovery"]["r2"]["x"] = signed["recovery"]["r3"]["x"]


def group_with_the_wrap_of_another(signed):
    wraps = signed["cmps"]["desk"]["wraps"]
    wraps["r3"] = wraps["r2"]


def nobody_ever_left(signed):
    signed["retired"] = {}


@pytest.mark.parametrize(
    "edit",
    [
        back_in_office,
        another_group,
        group_with_the_wrap_of_another,
        nobody_ever_left,
    ],
)
def test_K04_nor_what_departures_and_groups_leave_in_it(eventful, edit):
    header = canonical.decode(eventful.file.read_bytes())
    edit(header["signed"])
    eventful.file.write_bytes(canonical.encode(header))

    with pytest.raises(Tampered):
        eventful.unlock(eventful.director)


@pytest.mark.parametrize("mutated", [in_the_bytes, in_the_value])
def test_K03_nor_one_with_groups_circles_and_retired_keys(eventful, mutated):
    keyring = eventful.unlock(eventful.director)
    data, memory = eventful.file.read_bytes(), memory_of(keyring.header)
    assert all([*memory.ended_admins, keyring.circles, keyring.header.signed.retired])
    rng = random.Random(20270101)
    outcomes = Counter()
    for _ in range(500):
        eventful.file.write_bytes(mutated(data, rng))
        try:
            opened = eventful.unlock(eventful.director)
            opened.require_header(memory)
        except VaultError as refusal:
            outcomes[type(refusal)] += 1
        else:
            assert opened.header.signed == keyring.header.signed
            outcomes["opened"] += 1

    assert outcomes.total() == 500
    assert outcomes[HeaderDamaged] > 50


@pytest.mark.parametrize("mutated", [in_the_bytes, in_the_value])
def test_K03_no_random_damage_opens_a_changed_header(team, mutated):
    """500 of each kind; typed refusals only, or what was signed, unchanged."""
    data = team.file.read_bytes()
    signed = team.unlock(team.director).header.signed
    rng = random.Random(20261122)
    outcomes = Counter()
    for _ in range(500):
        team.file.write_bytes(mutated(data, rng))
        try:
            keyring = team.unlock(team.director)
        except VaultError as refusal:
            outcomes[type(refusal)] += 1
        else:
            assert keyring.header.signed == signed
            outcomes["opened"] += 1

    assert outcomes.total() == 500
    assert outcomes[HeaderDamaged] > 50
