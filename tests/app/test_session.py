"""People, their keys and their passphrases."""

from __future__ import annotations

import sys
from contextlib import contextmanager

import pytest

from casedesk.app.session import ADMINS, KEYS_OF
from casedesk.app.training_texts import DIRECTOR, EDUCATOR, SOCIAL_WORKER, TRAINEES
from casedesk.circuit.changes import Home
from casedesk.circuit.errors import NotPermitted
from casedesk.circuit.people import Duty, NewPerson, Role
from casedesk.circuit.rights import Right
from casedesk.circuit.threshold import VaultUnusable
from casedesk.vault.errors import (
    BadLabel,
    NotAdmin,
    WeakPassphrase,
    WrongPassphrase,
)

OWN = "mangue torrent bascule hérisson verger clocher"


@pytest.mark.parametrize("role", Role)
def test_each_role_is_given_the_keys_that_are_its_own(
    house, add_person, cheap_unlock, role
):
    new = add_person("Nouvelle personne", role)

    keyring = cheap_unlock(house.folder, new.id, new.passphrase)
    assert keyring.compartments == tuple(sorted(KEYS_OF[role]))
    assert keyring.is_admin == (role in ADMINS)
    assert keyring.must_change
    keyring.close()


def test_the_keys_of_a_role_are_those_of_the_design():
    """design §2, the column "holds the key of"."""
    both = {Home.DESK, Home.CASES}
    assert {role: set(homes) for role, homes in KEYS_OF.items()} == {
        Role.EDUCATOR: {Home.DESK},
        Role.SOCIAL_WORKER: both,
        Role.DIRECTOR: both,
        Role.BOARD: {Home.DESK},
        Role.TECHNICIAN: set(),
    }


@pytest.mark.parametrize("role", [Role.EDUCATOR, Role.SOCIAL_WORKER, Role.DIRECTOR])
def test_a_newcomer_works_with_the_rights_of_their_role(
    house, add_person, with_slot_of, role
):
    new = add_person("Nouvelle personne", role, (Duty.DEPUTY,))

    with with_slot_of(house, new.id, new.passphrase) as sitting:
        actor = sitting.desk.actor
        assert (actor.person, actor.role) == (new.id, role)
        assert actor.may(Right.SEE_ALL_CASES)
        assert sitting.desk.holds(Home.CASES) == (role is not Role.EDUCATOR)


def test_a_second_director_brings_others_in(house, add_person, with_slot_of):
    new = add_person("Directeur adjoint", Role.DIRECTOR)

    with with_slot_of(house, new.id, new.passphrase) as sitting:
        third = sitting.add_person("Stagiaire", Role.EDUCATOR)
        sitting.enrol(third, Role.EDUCATOR, ())

    with with_slot_of(house, third.id, third.passphrase) as sitting:
        assert sitting.desk.actor.role is Role.EDUCATOR


@pytest.mark.parametrize("trainee", [EDUCATOR, SOCIAL_WORKER])
def test_only_a_director_adds_people(house, trainee):
    before, people = house.digests(), people_of(house)
    with house.sitting(trainee) as sitting:
        with pytest.raises(NotAdmin):
            sitting.add_person("Complice", Role.EDUCATOR)
        myself = NewPerson(house.person(trainee), trainee.label, "")
        with pytest.raises(NotPermitted):
            sitting.enrol(myself, Role.DIRECTOR, ())

    assert house.digests()["vault.json"] == before["vault.json"]
    assert people_of(house) == people


def people_of(house):
    with house.store(Home.DESK, reading=True) as db:
        return db.rows("SELECT * FROM people ORDER BY id")


@pytest.mark.parametrize("label", ["", " ", EDUCATOR.label, "x" * 41, "a\u202eb"])
def test_a_label_that_cannot_stand_at_the_door_adds_nobody(house, label):
    with house.sitting(DIRECTOR) as sitting, pytest.raises(BadLabel):
        sitting.add_person(label, Role.EDUCATOR)

    assert len(house.entrance.look(house.folder).people) == len(TRAINEES)


def test_two_people_are_added_in_one_sitting(house, with_slot_of):
    with house.sitting(DIRECTOR) as sitting:
        added = [sitting.add_person(label, Role.EDUCATOR) for label in ("Un", "Deux")]
        for each in added:
            sitting.enrol(each, Role.EDUCATOR, ())

    for each in added:
        with with_slot_of(house, each.id, each.passphrase) as sitting:
            assert sitting.desk.actor.label == each.label


def test_a_first_unlock_asks_for_a_passphrase_of_ones_own(
    house, add_person, with_slot_of
):
    new = add_person("Nouvelle", Role.EDUCATOR)
    first = house.entrance.unlock(house.folder, new.id, new.passphrase)
    assert first.must_change
    first.close()

    with with_slot_of(house, new.id, new.passphrase) as sitting:
        assert sitting.must_change
        sitting.change_passphrase(new.passphrase, OWN)

    with pytest.raises(WrongPassphrase):
        house.entrance.unlock(house.folder, new.id, new.passphrase)
    with with_slot_of(house, new.id, OWN) as sitting:
        assert not sitting.must_change


def test_a_passphrase_that_was_changed_is_no_longer_asked_for_in_this_sitting(
    house, add_person, with_slot_of
):
    new = add_person("Nouvelle", Role.EDUCATOR)

    with with_slot_of(house, new.id, new.passphrase) as sitting:
        sitting.change_passphrase(new.passphrase, OWN)
        assert not sitting.must_change


def test_changing_ones_passphrase_changes_nobody_elses(house):
    with house.sitting(EDUCATOR) as sitting:
        sitting.change_passphrase(EDUCATOR.passphrase, OWN)

    house.unlock(DIRECTOR).close()
    house.unlock(SOCIAL_WORKER).close()
    house.entrance.unlock(house.folder, house.person(EDUCATOR), OWN).close()


def test_the_copy_of_the_header_forgets_the_old_passphrase_too(house, cheap_unlock):
    with house.sitting(EDUCATOR) as sitting:
        sitting.change_passphrase(EDUCATOR.passphrase, OWN)
    (house.folder / "vault.json.bak").replace(house.folder / "vault.json")

    with pytest.raises(WrongPassphrase):
        cheap_unlock(house.folder, house.person(EDUCATOR), EDUCATOR.passphrase)


def test_a_passphrase_is_not_changed_without_the_old_one(house):
    before = house.digests()
    with house.sitting(EDUCATOR) as sitting, pytest.raises(WrongPassphrase):
        sitting.change_passphrase(DIRECTOR.passphrase, OWN)

    assert house.digests()["vault.json"] == before["vault.json"]


def test_the_same_passphrase_again_is_no_change(house):
    with house.sitting(EDUCATOR) as sitting, pytest.raises(WeakPassphrase) as weak:
        sitting.change_passphrase(EDUCATOR.passphrase, EDUCATOR.passphrase.title())

    assert weak.value.reason == "unchanged"


@pytest.mark.parametrize(
    ("passphrase", "why"),
    [
        ("trop court", "too_short"),
        ("directrice association exemple salé", "common"),
        ("azertyuiopqsdfghjklm", "common"),
        ("oui oui oui oui oui oui", "repeated"),
        *((each.passphrase, "common") for each in TRAINEES),
    ],
)
def test_in_a_real_vault_a_passphrase_must_be_a_good_one(
    entrance, founding, passphrase, why
):
    asked = founding()
    sitting = entrance.sit_down(entrance.create(asked))

    with pytest.raises(WeakPassphrase) as weak:
        sitting.change_passphrase(asked.passphrase, passphrase)
    sitting.lock()

    assert weak.value.reason == why


@contextmanager
def no_room_on_the_disk():
    """No file of this process may get longer than a hundred bytes."""
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.mark.skipif(sys.platform == "win32", reason="has no limit on file sizes")
def test_a_full_disk_leaves_the_people_and_passphrases_as_they_were(house):
    header = (house.folder / "vault.json").read_bytes()
    with house.sitting(DIRECTOR) as sitting:
        with no_room_on_the_disk(), pytest.raises(VaultUnusable) as change:
            sitting.change_passphrase(DIRECTOR.passphrase, OWN)
        with no_room_on_the_disk(), pytest.raises(VaultUnusable) as add:
            sitting.add_person("Nouvelle", Role.EDUCATOR)
        assert (house.folder / "vault.json").read_bytes() == header
        sitting.add_person("Nouvelle", Role.EDUCATOR)

    assert change.value.reason == add.value.reason == "disk_full"


@pytest.mark.skipif(sys.platform == "win32", reason="has no limit on file sizes")
def test_a_full_disk_founds_no_vault_and_says_so(entrance, founding):
    asked = founding()

    with no_room_on_the_disk(), pytest.raises(VaultUnusable) as unusable:
        entrance.create(asked)

    assert unusable.value.reason in ("disk_full", "not_writable")
    entrance.create(asked).close()
