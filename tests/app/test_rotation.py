"""New keys for a vault in use: what they shut out, and what a cut leaves."""

from __future__ import annotations

import shutil
from contextlib import closing

import pytest

from casedesk.app import rotation
from casedesk.app.training_texts import DIRECTOR, EDUCATOR, SOCIAL_WORKER
from casedesk.circuit.changes import Home
from casedesk.circuit.commands.concerns import BeginDraft
from casedesk.circuit.keys import KeysUnderWay, Succession
from casedesk.circuit.longwork import Cancelled
from casedesk.circuit.queries import CaseList
from casedesk.circuit.threshold import VaultUnusable
from casedesk.i18n.labels import sentence
from casedesk.store import connection
from casedesk.store.database import StoreIdentity
from casedesk.store.errors import StoreBusy, StoreNotOurs
from casedesk.store.verify import verify
from casedesk.vault.errors import WrongPassphrase


def stores_of(house):
    """With what lies beside them; an empty log is no other file."""
    names = {each.name for each in house.folder.glob("*.db*")}
    return sorted({name.removesuffix("-wal").removesuffix("-shm") for name in names})


def rotated(house):
    with house.sitting(DIRECTOR) as sitting:
        move = sitting.keys.begin_rotation()
        move.carry_out()
        move.settle()


def remove(house, leaver):
    with house.sitting(DIRECTOR) as sitting:
        succession = Succession(house.person(SOCIAL_WORKER))
        sitting.keys.remove_person(leaver, succession)


def sound(house):
    """Every check on every compartment the director holds; how many cases there are.

    After an unlock, which moves into the file what a cut left beside it.
    """
    with house.sitting(DIRECTOR) as sitting:
        count = sitting.desk.reads.count(CaseList.ALL, house.clock())
    with closing(house.keyring(DIRECTOR)) as keyring:
        for cid in keyring.compartments:
            path = house.folder / keyring.database_name(cid)
            with closing(
                connection.open_read_only(path, keyring.db_key(cid), of(keyring, cid))
            ) as db:
                assert verify(db, keyring.verify).is_sound
    return count


def of(keyring, cid):
    home = Home.DESK if cid == Home.DESK else Home.CASES
    return StoreIdentity(
        keyring.vault_id, cid, keyring.compartment_generation(cid), home
    )


def test_K08_whoever_left_opens_nothing_new_and_new_keys_nothing_old(house):
    house.case_in_charge()
    before = house.folder.with_name("before")
    shutil.copytree(house.folder, before)
    leaver = house.person(EDUCATOR)
    with closing(house.keyring(EDUCATOR)) as old:
        old_key, old_identity = old.db_key(Home.DESK), of(old, Home.DESK)

    remove(house, leaver)

    with pytest.raises(WrongPassphrase):
        house.entrance.unlock(house.folder, leaver, EDUCATOR.passphrase)
    assert stores_of(house) == ["cases.g2.db", "desk.g2.db"]
    with closing(house.keyring(DIRECTOR)) as new:
        new_key, new_identity = new.db_key(Home.DESK), of(new, Home.DESK)
    for folder, name, key, identity in [
        (house.folder, "desk.g2.db", old_key, new_identity),
        (before, "desk.g1.db", new_key, old_identity),
    ]:
        with pytest.raises(StoreNotOurs):
            connection.open_read_only(folder / name, key, identity)
    assert sound(house) == 1


def test_work_goes_on_in_the_same_sitting_after_the_keys_were_changed(house):
    case_id = house.case_in_charge()
    with house.sitting(DIRECTOR) as sitting:
        told = []
        sitting.desk.watch(told.append)
        move = sitting.keys.begin_rotation()
        move.carry_out()
        move.settle()

        assert sitting.desk.reads.count(CaseList.ALL, house.clock()) == 1
        new = sitting.add_person("Stagiaire", EDUCATOR.role)
        sitting.enrol(new, EDUCATOR.role, ())
        assert told
        sitting.tick()
        assert not sitting.ended
    house.record()  # sealed to the new drop key
    with house.sitting(SOCIAL_WORKER) as sitting:
        rows = sitting.desk.reads.cases(CaseList.ALL, house.clock(), None, 10)
        assert len(rows) == 2
        assert case_id in {row.id for row in rows}
    assert sound(house) == 2


def test_no_second_change_of_keys_begins_while_one_is_under_way(house):
    """Each would delete the files of the other; and writing would be allowed again."""
    house.case_in_charge()
    with house.sitting(DIRECTOR) as sitting:
        move = sitting.keys.begin_rotation()
        leaver = house.person(EDUCATOR)
        for begin in (
            sitting.keys.begin_rotation,
            lambda: sitting.keys.begin_departure(leaver, Succession()),
        ):
            with pytest.raises(KeysUnderWay) as refused:
                begin()
            assert sentence(refused.value)
        with pytest.raises(StoreBusy):
            sitting.desk.do(BeginDraft("no", "no"))
        move.carry_out()
        move.settle()
        sitting.keys.remove_person(leaver, Succession())

    assert stores_of(house) == ["cases.g3.db", "desk.g3.db"]
    assert sound(house) == 1


def test_a_concern_dropped_before_new_keys_is_taken_in_after_them(house):
    house.record()
    with house.sitting(DIRECTOR) as sitting:
        # Another drop, sealed before and read after
        assert sitting.desk.reads.count(CaseList.ALL, house.clock()) == 1
    for _ in range(2):
        rotated(house)
    with house.sitting(EDUCATOR) as sitting:
        assert len(sitting.desk.reads.my_receipts()) == 1
    with closing(house.keyring(DIRECTOR)) as keyring:
        path = house.folder / keyring.database_name(Home.CASES)
        key, identity = keyring.db_key(Home.CASES), of(keyring, Home.CASES)
        with closing(connection.open_read_only(path, key, identity)) as db:
            assert db.value("SELECT count(*) FROM drop_key") == 3


def test_nothing_is_written_while_the_copies_are_made(house):
    with house.sitting(DIRECTOR) as sitting:
        move = sitting.keys.begin_rotation()
        with pytest.raises(StoreBusy):
            sitting.enrol(
                sitting.add_person("Stagiaire", EDUCATOR.role), EDUCATOR.role, ()
            )
        assert sitting.desk.reads.people()
        move.settle()
        assert stores_of(house) == ["cases.g1.db", "desk.g1.db"]
        new = sitting.add_person("Autre stagiaire", EDUCATOR.role)
        sitting.enrol(new, EDUCATOR.role, ())


def test_new_keys_that_are_called_off_change_nothing(house):
    house.case_in_charge()
    header = (house.folder / "vault.json").read_bytes()
    with house.sitting(DIRECTOR) as sitting:
        move = sitting.keys.begin_rotation()
        with pytest.raises(Cancelled):
            move.carry_out(lambda done, total: done < total // 2)
        move.settle()
        assert not list(house.folder.glob("*.g2.*"))
        move = sitting.keys.begin_rotation()
        move.carry_out()
        move.settle()
    assert (house.folder / "vault.json").read_bytes() != header
    assert sound(house) == 1


def test_a_disk_without_room_for_the_copies_keeps_the_old_keys(house, monkeypatch):
    def full(*_arguments, **_named):
        raise connection.StoreUnreachable

    with house.sitting(DIRECTOR) as sitting:
        monkeypatch.setattr(rotation, "copy_store", full)
        move = sitting.keys.begin_rotation()
        with pytest.raises(VaultUnusable) as unusable:
            move.carry_out()
        move.settle()
        assert unusable.value.reason == "not_writable"
    monkeypatch.undo()
    assert sound(house) == 0


def test_what_a_cut_left_is_deleted_at_the_next_unlock_and_nothing_else(house):
    left = ["cases.g7.db", "cases.g7.db-wal", "r-0a1b.g1.db", "desk.g2.db.loose"]
    kept = ["notes.txt", "cases.db", "cases.g7.db copie", "photo.g1.dbx"]
    for name in left + kept:
        (house.folder / name).write_bytes(b"x")

    with house.sitting(EDUCATOR):
        assert not [name for name in left if (house.folder / name).exists()]

    assert all((house.folder / name).exists() for name in kept)
