"""A header that is not the one the stores remember."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace

import pytest

from casedesk.app.training_texts import DIRECTOR, EDUCATOR, SOCIAL_WORKER
from casedesk.circuit.changes import Home
from casedesk.circuit.keys import Succession
from casedesk.circuit.people import Role
from casedesk.circuit.threshold import VaultUnusable
from casedesk.i18n.labels import sentence
from casedesk.vault import vault
from casedesk.vault.errors import WrongPassphrase
from casedesk.vault.header import Header
from casedesk.vault.header_file import read_header, reinstate_header, write_header

FILES = ("vault.json", "vault.json.bak")


def kept(house):
    """The header as it is now."""
    return (house.folder / "vault.json").read_bytes()


def put_back(house, header):
    for name in FILES:
        (house.folder / name).write_bytes(header)


def add(house, label="Stagiaire"):
    with house.sitting(DIRECTOR) as sitting:
        new = sitting.add_person(label, Role.EDUCATOR)
        sitting.enrol(new, Role.EDUCATOR, ())
    return new


def rotate(house):
    with house.sitting(DIRECTOR) as sitting:
        move = sitting.keys.begin_rotation()
        move.carry_out()
        move.settle()


def refused(house, trainee=DIRECTOR):
    """Why nobody sits down; nothing but the lock and logs may have been touched."""
    before = house.digests()
    with pytest.raises(VaultUnusable) as unusable, house.sitting(trainee):
        pass
    assert sentence(unusable.value)
    assert {name: before[name] for name in before if name.endswith(".db")} == {
        name: digest for name, digest in house.digests().items() if name.endswith(".db")
    }
    return unusable.value.reason


@pytest.mark.parametrize("trainee", [DIRECTOR, SOCIAL_WORKER, EDUCATOR])
def test_K10_an_old_header_beside_newer_stores_is_refused(house, trainee):
    old = kept(house)
    add(house)
    put_back(house, old)

    assert refused(house, trainee) == "older"


def test_K10_an_old_header_whose_stores_are_gone_is_refused_and_deletes_nothing(house):
    old = kept(house)
    rotate(house)
    put_back(house, old)

    assert refused(house) == "missing"
    assert {"cases.g2.db", "desk.g2.db"} <= set(house.digests())


def test_K10_an_old_header_with_its_old_desk_cannot_pass_for_today(house):
    """Only the desk was put back: the case team's store remembers."""
    yesterday = house.folder.with_name("hier.casedesk")
    shutil.copytree(house.folder, yesterday)
    add(house)
    put_back(house, (yesterday / "vault.json").read_bytes())
    shutil.copy(yesterday / "desk.g1.db", house.folder)
    (house.folder / "seal.json").unlink()

    assert refused(house) == "older"


def test_K10_a_new_header_beside_old_stores_is_refused(house):
    yesterday = house.folder.with_name("hier.casedesk")
    shutil.copytree(house.folder, yesterday)
    rotate(house)
    old = replace(house, folder=yesterday)
    put_back(old, kept(house))

    assert refused(old) == "missing"
    for home in Home:  # renamed, they are no more what the header names
        (yesterday / f"{home}.g1.db").rename(yesterday / f"{home}.g2.db")
    assert refused(old) == "foreign"


def test_a_header_under_another_root_than_the_one_remembered_is_refused(house):
    with house.store(Home.DESK) as db:
        db.run("UPDATE header_memory SET pin = zeroblob(32)")

    assert refused(house) == "tampered"


def test_a_former_director_puts_themself_back_in_office_for_nothing(house):
    """They keep what they could sign with, and even see the new header."""
    with house.sitting(DIRECTOR) as sitting:
        new = sitting.add_person("Directeur adjoint", Role.DIRECTOR)
        sitting.enrol(new, Role.DIRECTOR, ())
    limits = house.entrance._passphrases.limits
    keyring = vault.unlock(house.folder, new.id, new.passphrase, limits=limits)
    with house.sitting(DIRECTOR) as sitting:
        sitting.keys.remove_person(new.id, Succession())

    now, own = read_header(house.folder, limits), keyring.header.signed.users[new.id]
    signed = replace(
        now.signed,
        gen=now.signed.gen + 1,
        users={**now.signed.users, new.id: own},
        admins=tuple(
            replace(each, until_gen=0) if each.uid == new.id else each
            for each in now.signed.admins
        ),
    )
    forged = Header(signed, keyring.sign_header(signed), now.slots)
    write_header(house.folder, forged)
    keyring.close()

    house.unlock(DIRECTOR).close()  # by itself the header is beyond reproach
    assert refused(house) == "tampered"


def flipped_slot(house, trainee):
    """A byte of somebody's slot, as a bad disk would change it."""
    header = json.loads(kept(house))
    slot = header["slots"][house.person(trainee)]
    slot["ct"] = (
        slot["ct"][:10] + ("A" if slot["ct"][10] != "A" else "B") + slot["ct"][11:]
    )
    data = json.dumps(header, sort_keys=True, separators=(",", ":")).encode()
    (house.folder / "vault.json").write_bytes(data)


def test_K11_a_slot_changed_outside_the_program_is_told_and_can_be_mended(house):
    with house.sitting(DIRECTOR) as sitting:
        assert not sitting.slot_warning
    flipped_slot(house, EDUCATOR)

    for trainee in (SOCIAL_WORKER, DIRECTOR):  # it stands until somebody does something
        with house.sitting(trainee) as sitting:
            assert sitting.slot_warning
    with pytest.raises(WrongPassphrase):
        house.unlock(EDUCATOR)
    with house.sitting(DIRECTOR) as sitting:
        sitting.mend_slots()
        assert not sitting.slot_warning

    with house.sitting(EDUCATOR) as sitting:
        assert not sitting.slot_warning


def test_K11_a_copy_that_is_no_better_mends_nothing(house):
    with house.sitting(DIRECTOR):
        pass
    flipped_slot(house, EDUCATOR)
    shutil.copy(house.folder / FILES[0], house.folder / FILES[1])

    with house.sitting(DIRECTOR) as sitting:
        with pytest.raises(VaultUnusable):
            sitting.mend_slots()
        sitting.accept_slots()
    with house.sitting(DIRECTOR) as sitting:
        assert not sitting.slot_warning


def test_what_the_program_changes_itself_is_no_warning(house):
    own = "mangue torrent bascule hérisson verger clocher"
    with house.sitting(EDUCATOR) as sitting:
        sitting.change_passphrase(EDUCATOR.passphrase, own)
    add(house)
    rotate(house)
    for trainee in (replace(EDUCATOR, passphrase=own), SOCIAL_WORKER, DIRECTOR):
        with house.sitting(trainee) as sitting:
            assert not sitting.slot_warning


def test_K15_a_lost_header_comes_back_from_its_copy(house):
    (house.folder / "vault.json").unlink()
    with pytest.raises(VaultUnusable) as unusable:
        house.entrance.look(house.folder)
    assert unusable.value.reason == "header_backup"

    reinstate_header(house.folder, house.entrance._passphrases.limits)

    with house.sitting(DIRECTOR) as sitting:
        assert not sitting.slot_warning


def test_K15_the_header_of_a_backup_counts_only_in_its_own_generation(house):
    add(house, "Première")
    backup = kept(house)
    for name in FILES:
        (house.folder / name).unlink()
    with pytest.raises(VaultUnusable) as unusable:
        house.entrance.look(house.folder)
    assert unusable.value.reason == "header_missing"

    (house.folder / "vault.json").write_bytes(backup)
    with house.sitting(DIRECTOR):
        pass

    add(house, "Seconde")
    put_back(house, backup)
    assert refused(house) == "older"
