"""Backups: what they hold, what they survive, and what they tell (security §14.4)."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import timedelta

import pytest

from casedesk.app import training
from casedesk.app.backup_age import newest_backup
from casedesk.app.compartments import compartment_key, identity
from casedesk.app.entrance import VaultEntrance
from casedesk.app.sticks import BackupMemory, Volume
from casedesk.app.training_texts import (
    DIRECTOR,
    EDUCATOR,
    SOCIAL_WORKER,
    TECHNICIAN,
    WALKED,
    Trainee,
)
from casedesk.circuit import numbers
from casedesk.circuit.changes import Home
from casedesk.circuit.errors import NotPermitted
from casedesk.circuit.events import EventKind
from casedesk.circuit.keys import Succession
from casedesk.circuit.longwork import Cancelled, unheard
from casedesk.circuit.people import NOBODY, Role
from casedesk.circuit.safekeeping import (
    AlarmKind,
    FileState,
    SafekeepingTrouble,
)
from casedesk.circuit.threshold import LastBackup
from casedesk.i18n.labels import sentence
from casedesk.store.connection import open_read_only
from casedesk.store.copying import contents
from casedesk.vault.errors import WrongPassphrase

STORES = [f"{home}.g1.db" for home in Home]


@pytest.fixture
def backed_up(house, stick):
    """A verified set of a vault with a case in it."""
    house.case_in_charge()
    return back_up(house, stick).set


def back_up(house, destination, trainee=DIRECTOR, report=unheard):
    with house.sitting(trainee) as sitting:
        made = sitting.safekeeping.back_up(destination, report)
        sitting.safekeeping.note(made)
    return made


def verified(house, folder, trainee=DIRECTOR):
    with house.sitting(trainee) as sitting:
        return sitting.safekeeping.verify(folder, unheard)


def events(house, what):
    with house.store(Home.DESK, reading=True) as db:
        sql = "SELECT detail FROM events WHERE what = ? ORDER BY rowid"
        return [json.loads(row["detail"]) for row in db.rows(sql, (what,))]


def digests(folder):
    return {
        each.name: hashlib.sha256(each.read_bytes()).hexdigest()
        for each in sorted(folder.iterdir())
    }


@contextmanager
def copy_of(made, house, home):
    """The store in a set, as somebody with the keys reads it."""
    with closing(house.keyring(DIRECTOR)) as keyring:
        path = made.folder / f"{home}.g1.db"
        with (
            compartment_key(keyring, home) as key,
            closing(open_read_only(path, key, identity(keyring, home))) as db,
        ):
            yield db


@contextmanager
def disk(folder, size):
    """A little disk of its own, mounted there."""
    options = ["-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)]
    if not run("mount", *options):
        pytest.skip("only an administrator of this machine may mount a disk")
    try:
        yield folder
    finally:
        run("umount", "-l", str(folder))


def run(*command):
    try:
        return subprocess.run(command, check=False, capture_output=True).returncode == 0
    except OSError:
        return False


def test_a_set_has_the_header_a_copy_of_each_store_and_a_manifest(house, backed_up):
    names = {each.name for each in backed_up.folder.iterdir()}

    assert names == {"vault.json", *STORES, "manifest.json"}
    assert re.fullmatch(r"casedesk-\d{8}T\d{4}-g\d+-s\d+", backed_up.name)
    assert verified(house, backed_up.folder).is_sound
    (noted,) = events(house, EventKind.BACKED_UP)
    assert noted["set"] == backed_up.name
    assert noted["manifest"] == digests(backed_up.folder)["manifest.json"]


def test_each_manifest_names_the_one_before(house, stick, clock):
    first = back_up(house, stick)
    clock.pass_(days=1)
    second = back_up(house, stick)

    written = json.loads((second.set.folder / "manifest.json").read_bytes())
    assert written["prev"]
    assert [each.name for each in sets(house, stick)] == [
        second.set.name,
        first.set.name,
    ]


def sets(house, folder):
    with house.sitting(DIRECTOR) as sitting:
        return sitting.safekeeping.sets(folder)


def test_two_backups_in_one_minute_stand_beside_each_other(house, stick):
    assert back_up(house, stick).set.folder != back_up(house, stick).set.folder
    assert len(sets(house, stick)) == 2


def test_an_educator_leaves_backups_to_others(house, stick):
    with house.sitting(EDUCATOR) as sitting, pytest.raises(NotPermitted):
        sitting.safekeeping.back_up(stick, unheard)

    assert list(stick.iterdir()) == []


def test_B01_a_backup_while_somebody_writes_is_the_vault_of_one_instant(house, stick):
    """Through another connection, at every step of the copying."""
    house.case_in_charge()
    with house.sitting(DIRECTOR) as sitting:
        steps = []

        def writing(done, total):
            if len(steps) < 6:
                training.record(sitting, WALKED, house.clock())
            steps.append(done)
            return True

        made = sitting.safekeeping.back_up(stick, writing)

    assert steps == sorted(steps)
    assert len(steps) >= 6
    for each in made.set.compartments:
        with copy_of(made.set, house, each.cid) as db:
            held = contents(db)
        assert (held.head.sequence, held.head.hash) == (each.seq, each.head)
        assert sum(held.rows.values()) == each.rows
    assert verified(house, made.set.folder).is_sound


@pytest.mark.parametrize("name", ["vault.json", *STORES])
@pytest.mark.parametrize("how", ["first byte", "last byte", "dropped", "cut"])
def test_B02_a_verification_names_the_file_that_is_damaged(house, backed_up, name, how):
    file = backed_up.folder / name
    data = bytearray(file.read_bytes())
    match how:
        case "first byte":
            data[0] ^= 1
        case "last byte":
            data[-1] ^= 1
        case "cut":
            del data[-100:]
    if how == "dropped":
        file.unlink()
    else:
        file.write_bytes(data)

    verdict = verified(house, backed_up.folder)

    assert not verdict.is_sound
    assert verdict.damaged == (name,)
    assert name in sentence(SafekeepingTrouble("damaged", file=name))


@pytest.mark.parametrize("how", ["edited", "other author", "cut", "gone"])
def test_B02_a_manifest_that_its_maker_did_not_sign_is_none(house, backed_up, how):
    file = backed_up.folder / "manifest.json"
    written = json.loads(file.read_bytes())
    match how:
        case "edited":
            written["cmps"][0]["rows"] += 1
        case "other author":
            written["by"] = house.person(EDUCATOR)
    text = json.dumps(written, sort_keys=True, separators=(",", ":"))
    if how == "gone":
        file.unlink()
    else:
        file.write_text(text[:-9] if how == "cut" else text, "ascii")

    assert verified(house, backed_up.folder).damaged == ("manifest.json",)
    assert sets(house, backed_up.folder.parent) == ()


def test_B02_a_set_of_swapped_files_under_an_honest_manifest_is_told(
    house, backed_up, clock
):
    house.record()
    clock.pass_(days=1)
    newer = back_up(house, backed_up.folder.parent).set
    for name in STORES:
        shutil.copy(backed_up.folder / name, newer.folder / name)

    assert set(verified(house, newer.folder).damaged) == set(STORES)


@pytest.mark.skipif(sys.platform == "win32", reason="mounts a disk")
def test_B03_a_write_protected_stick_is_read_and_verified(house, stick):
    with disk(stick, "20m"):
        made = back_up(house, stick).set
        assert run("mount", "-o", "remount,ro", str(stick))
        before = digests(made.folder)

        assert verified(house, made.folder).is_sound
        with house.sitting(DIRECTOR) as sitting:
            assert sitting.safekeeping.drill(stick, unheard).verdict.is_sound
        with pytest.raises(SafekeepingTrouble) as refused:
            back_up(house, stick)

        assert refused.value.reason == "read_only"
        assert digests(made.folder) == before


def test_B05_old_sets_go_and_the_newest_ones_stay(house, stick, clock):
    for _ in range(12):
        made = back_up(house, stick)
        clock.pass_(days=1)

    kept = sets(house, stick)
    assert kept[0].name == made.set.name
    assert 7 <= len(kept) < 12
    assert all(verified(house, each.folder).is_sound for each in kept[:2])


def test_B06_a_backup_that_fails_leaves_the_older_ones_as_they_were(house, backed_up):
    before = digests(backed_up.folder)
    house.path(Home.CASES).with_name("cases.g1.db-wal").unlink(missing_ok=True)
    keeper = office_of(house, DIRECTOR)
    house.path(Home.CASES).write_bytes(os.urandom(200_000))

    with pytest.raises(SafekeepingTrouble) as failed, closing(keeper):
        keeper.back_up(backed_up.folder.parent, unheard)

    assert failed.value.reason == "source_damaged"
    assert "cases.g1.db" in sentence(failed.value)
    assert digests(backed_up.folder) == before
    assert [each.name for each in sets_by_hand(backed_up.folder.parent)] == [
        backed_up.name
    ]


def office_of(house, trainee):
    """Somebody at the counter: their keys and no desk."""
    return house.entrance.keep(house.unlock(trainee))


def sets_by_hand(folder):
    return [each for each in folder.iterdir() if (each / "manifest.json").exists()]


def test_B07_half_of_the_records_gone_is_an_alarm_and_no_old_set_is_pruned(
    house, stick, clock
):
    for _ in range(3):
        house.case_in_charge()
    for _ in range(9):
        back_up(house, stick)
        clock.pass_(days=1)
    before = {each.name for each in sets_by_hand(stick)}
    lose_rows(house)

    made = back_up(house, stick)

    kinds = {(each.kind, each.name) for each in made.alarms}
    assert (AlarmKind.FEWER_ROWS, "desk") in kinds
    assert (AlarmKind.UNSOUND, "desk") in kinds
    assert made.removed == ()
    assert before < {each.name for each in sets_by_hand(stick)}
    assert events(house, EventKind.BACKED_UP)[-1]["alarms"] == len(made.alarms)


@pytest.fixture
def closed_to(house, add_person):
    """Somebody who may back up and cannot read the cases."""

    def of(role):
        new = add_person("Quelqu'un", role)
        return Trainee("Quelqu'un", role, new.passphrase)

    return of


def copied_by(house, trainee, stick):
    """A set by somebody who has no key of the cases, at the desk or without one."""
    if trainee.role is Role.TECHNICIAN:
        with closing(office_of(house, trainee)) as office:
            return office.back_up(stick, unheard)
    return back_up(house, stick, trainee)


def overwrite(path):
    """As by a program that encrypts files and leaves their size."""
    path.write_bytes(os.urandom(path.stat().st_size))


CLOSED = pytest.mark.parametrize("role", [Role.TECHNICIAN, Role.BOARD])


@CLOSED
def test_B07_a_closed_file_that_was_written_over_is_told_and_the_good_sets_stay(
    house, stick, clock, closed_to, role
):
    house.case_in_charge()
    somebody = closed_to(role)
    good = [back_up(house, stick).set]
    clock.pass_(days=1)
    good.append(back_up(house, stick).set)
    overwrite(house.path(Home.CASES))

    for _ in range(15):
        clock.pass_(days=1)
        made = copied_by(house, somebody, stick)

        assert AlarmKind.OTHER_FILE in {each.kind for each in made.alarms}
        assert made.removed == ()
    shutil.copy(good[0].folder / "cases.g1.db", house.path(Home.CASES))
    for each in good:
        assert verified(house, each.folder).is_sound


@CLOSED
def test_B05_daily_copies_of_closed_files_never_push_out_what_was_read(
    house, stick, clock, closed_to, role
):
    house.case_in_charge()
    somebody = closed_to(role)
    first = back_up(house, stick).set
    clock.pass_(days=1)
    second = back_up(house, stick).set
    removed = set()
    for _ in range(12):
        clock.pass_(days=1)
        made = copied_by(house, somebody, stick)
        assert made.alarms == ()
        assert "cases" in made.hash_only
        removed |= set(made.removed)

    assert removed
    assert not removed & {first.name, second.name}
    assert verified(house, first.folder).is_sound


def test_B07_after_an_alarm_nothing_goes_until_a_director_accepts_it(
    house, stick, clock
):
    house.case_in_charge()
    for _ in range(9):
        back_up(house, stick)
        clock.pass_(days=1)
    lose_rows(house)

    for _ in range(3):
        made = back_up(house, stick)
        clock.pass_(days=1)
        assert AlarmKind.FEWER_ROWS in {each.kind for each in made.alarms}
        assert made.removed == ()
    with house.sitting(SOCIAL_WORKER) as sitting, pytest.raises(NotPermitted):
        sitting.safekeeping.accept(stick, unheard)
    with house.sitting(DIRECTOR) as sitting:
        accepted = sitting.safekeeping.accept(stick, unheard)
    clock.pass_(days=1)
    later = back_up(house, stick)

    kinds = {each.kind for made in (accepted, later) for each in made.alarms}
    assert kinds == {AlarmKind.UNSOUND}  # what is not as its journal says stays told
    assert accepted.removed == ()


def lose_rows(house):
    with house.store(Home.DESK) as db:
        db.set_authorizer(lambda *_: 0)
        db.run("DELETE FROM codes")
        db.run("DELETE FROM organisations")


def test_B08_a_stick_that_is_always_in_is_told_after_three_days(tmp_path, stick, clock):
    root = tmp_path / "autre"
    root.mkdir()
    mounted = [Volume(stick, "a"), Volume(root, "b")]
    memory = BackupMemory(tmp_path / "s", "7" * 32, clock, lambda: tuple(mounted))
    assert memory.known_stick() is None

    folder = memory.remember_stick(stick)
    assert memory.known_stick() == folder
    assert folder.parent == stick
    for _ in range(2):
        assert not memory.stick_always_in()
        clock.pass_(days=1)
    assert memory.stick_always_in()

    del mounted[0]
    assert not memory.stick_always_in()
    assert memory.known_stick() is None


def test_B08_what_the_machine_remembers_may_be_lost_or_spoilt(tmp_path, stick, clock):
    memory = BackupMemory(tmp_path, "7" * 32, clock, lambda: (Volume(stick, "a"),))
    memory.remember_stick(stick)
    for spoilt in (b"", b"[]", b"{", b'{"' + b"7" * 32 + b'":{"days":4}}', b"\xff"):
        (tmp_path / "backups.json").write_bytes(spoilt)

        assert not memory.stick_always_in()
        assert memory.known_stick() is not None


def test_B09_whoever_left_opens_old_sets_until_they_are_renewed(house, stick):
    made = back_up(house, stick).set
    with house.sitting(DIRECTOR) as sitting:
        local = sitting.safekeeping.back_up(sitting.safekeeping.local, unheard).set
        leaver = house.person(SOCIAL_WORKER)
        sitting.keys.remove_person(leaver, Succession(NOBODY, {}))
    with pytest.raises(WrongPassphrase):
        house.entrance.unlock(house.folder, leaver, SOCIAL_WORKER.passphrase)
    (house.folder / "tries.json").unlink()
    house.entrance.unlock(made.folder, leaver, SOCIAL_WORKER.passphrase).close()

    with house.sitting(DIRECTOR) as sitting:
        renewed = sitting.safekeeping.renew(stick, unheard)
        sitting.safekeeping.note(renewed)

    assert set(renewed.renewed) == {made.name, local.name}
    assert not made.folder.exists()
    assert not local.folder.exists()
    assert [each.name for each in sets_by_hand(stick)] == [renewed.set.name]
    assert verified(house, renewed.set.folder).is_sound


def test_only_the_direction_destroys_old_backups(house, backed_up):
    with house.sitting(SOCIAL_WORKER) as sitting, pytest.raises(NotPermitted):
        sitting.safekeeping.renew(backed_up.folder.parent, unheard)

    assert verified(house, backed_up.folder).is_sound


def test_B10_an_exercise_reads_the_newest_set_and_changes_no_byte(
    house, backed_up, clock
):
    stick = backed_up.folder.parent
    clock.pass_(days=1)
    newest = back_up(house, stick).set
    before = {each.name: digests(each) for each in sets_by_hand(stick)}

    with house.sitting(DIRECTOR) as sitting:
        drill = sitting.safekeeping.drill(stick, unheard)
        sitting.safekeeping.note(drill)

    assert drill.set is not None
    assert drill.set.name == newest.name
    assert drill.verdict.is_sound
    assert drill.by == house.person(DIRECTOR)
    assert drill.anchors == {
        each.cid: numbers.anchor(each.seq, each.head) for each in newest.compartments
    }
    assert set(drill.anchors) == set(Home)
    assert {each.name: digests(each) for each in sets_by_hand(stick)} == before
    assert events(house, EventKind.DRILL) == [
        {"set": newest.name, "sound": 1, "read": 1}
    ]


@CLOSED
def test_B10_an_exercise_that_could_not_read_the_cases_is_not_that_of_the_month(
    house, backed_up, clock, closed_to, role
):
    stick = backed_up.folder.parent
    somebody = closed_to(role)
    if role is Role.TECHNICIAN:
        with closing(office_of(house, somebody)) as office:
            drill = office.drill(stick, unheard)
            office.note(drill)
    else:
        with house.sitting(somebody) as sitting:
            drill = sitting.safekeeping.drill(stick, unheard)
            sitting.safekeeping.note(drill)

    assert drill.verdict.is_sound
    assert "cases.g1.db" in drill.verdict.closed
    assert not drill.verdict.reads_the_records
    with house.sitting(DIRECTOR) as sitting:
        assert sitting.desk.reads.last_drill() is None
        ours = sitting.safekeeping.drill(stick, unheard)
        sitting.safekeeping.note(ours)
        assert sitting.desk.reads.last_drill() == house.clock()


def test_B10_without_any_set_an_exercise_says_so(house, stick):
    with house.sitting(DIRECTOR) as sitting, pytest.raises(SafekeepingTrouble) as none:
        sitting.safekeeping.drill(stick, unheard)

    assert none.value.reason == "no_set"
    assert sentence(none.value)


def test_B11_a_set_and_its_names_tell_nothing_of_anybody(house, backed_up):
    words = ["Salma", "Benali", "سلمى", "بنعلي", "Exemple", "SQLite format 3"]
    told = " ".join(each.name for each in backed_up.folder.rglob("*")) + backed_up.name
    for each in backed_up.folder.iterdir():
        data = each.read_bytes()
        for word in words:
            assert word.encode() not in data
            assert word.encode("utf-16-le") not in data
            assert word not in told


def test_B12_two_vaults_on_one_stick_are_never_mixed(house, other_house, stick):
    ours, theirs = back_up(house, stick).set, back_up(other_house, stick).set

    assert [each.folder for each in sets(house, stick)] == [ours.folder]
    assert [each.folder for each in sets(other_house, stick)] == [theirs.folder]
    foreign = verified(house, theirs.folder)
    assert not foreign.is_sound
    assert [each.state for each in foreign.files] == [FileState.FOREIGN]
    with house.sitting(DIRECTOR) as sitting:
        assert sitting.safekeeping.drill(stick, unheard).set == ours


def test_B13_names_are_safe_on_every_file_system(house, backed_up):
    names = [backed_up.name, *(each.name for each in backed_up.folder.iterdir())]

    for name in names:
        assert name.isascii()
        assert not set(name) & set(':*?"<>|\\/')
        assert len(name) < 60


@pytest.mark.skipif(sys.platform == "win32", reason="mounts a disk")
def test_B13_a_stick_too_small_is_refused_before_anything_is_written(house, stick):
    with disk(stick, "128k"):
        with pytest.raises(SafekeepingTrouble) as refused:
            back_up(house, stick)

        assert refused.value.reason == "no_room"
        assert list(stick.iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="mounts a disk")
def test_C09_a_stick_that_fills_up_leaves_no_backup_but_the_older_ones(house, stick):
    house.case_in_charge()
    with disk(stick, "8m"):
        older = back_up(house, stick).set
        before = digests(older.folder)

        def filling(done, total):
            with (stick / "film.mp4").open("ab", buffering=0) as film:
                try:
                    while film.write(bytes(1 << 16)):
                        pass
                except OSError:
                    return True
            return True

        with pytest.raises(SafekeepingTrouble) as failed:
            back_up(house, stick, report=filling)

        assert failed.value.reason == "full"
        assert sentence(failed.value)
        assert [each.name for each in sets(house, stick)] == [older.name]
        assert digests(older.folder) == before
        assert list(stick.glob("*.partial"))
        (stick / "film.mp4").unlink()
        back_up(house, stick)
        assert not list(stick.glob("*.partial"))


@pytest.mark.skipif(sys.platform == "win32", reason="mounts a disk")
def test_C09_a_stick_that_is_pulled_out_leaves_nothing_that_looks_like_a_backup(
    house, stick
):
    house.case_in_charge()
    with disk(stick, "8m"):

        def pulled(done, total):
            run("umount", "-l", str(stick))
            return True

        with pytest.raises(SafekeepingTrouble) as failed:
            back_up(house, stick, report=pulled)

    assert failed.value.reason in ("gone", "copy_damaged")
    assert sets(house, stick) == ()
    assert house.problems() == []


@pytest.mark.parametrize("at", [0, 1, 3, 5])
def test_a_backup_that_is_stopped_leaves_nothing_behind(house, backed_up, at):
    stick = backed_up.folder.parent
    asked = []

    def stopped(done, total):
        asked.append(done)
        return len(asked) <= at

    with pytest.raises(Cancelled):
        back_up(house, stick, report=stopped)

    assert [each.name for each in stick.iterdir()] == [backed_up.name]


def test_what_a_cut_left_is_cleared_away_and_nothing_else(house, other_house, stick):
    for vault in (house, other_house):
        left = stick / f"casedesk-20260301T1200-g1{vault.folder.stem}.partial"
        left.mkdir()
        shutil.copy(vault.folder / "vault.json", left / "vault.json")
    (stick / "casedesk-photos").mkdir()
    back_up(house, stick)

    assert {each.name for each in stick.iterdir() if each.suffix == ".partial"} == {
        "casedesk-20260301T1200-g1autre.partial"
    }
    assert (stick / "casedesk-photos").exists()


def test_the_age_of_the_last_backup_can_be_told_without_a_key(house, stick, clock):
    """A folder that is on no stick is on this computer."""
    assert house.entrance.look(house.folder).backup_at is None
    with house.sitting(DIRECTOR) as sitting:
        assert sitting.safekeeping.last_verified() is None

    made = back_up(house, stick).set
    assert house.entrance.look(house.folder).backup_at == here(made)
    clock.pass_(days=2)
    with house.sitting(DIRECTOR) as sitting:
        later = sitting.safekeeping.back_up(sitting.safekeeping.local, unheard).set
        assert sitting.safekeeping.last_verified() == LastBackup(
            later.created, only_here=True
        )
    assert later.created - made.created == timedelta(days=2)


def here(made):
    return LastBackup(made.created, only_here=True)


def away(made):
    return LastBackup(made.created, only_here=False)


def test_only_a_backup_on_a_stick_is_known_as_one_that_is_elsewhere(
    house, stick, clock, tmp_path, monkeypatch
):
    mounted = [Volume(tmp_path, "a"), Volume(stick, "b")]
    monkeypatch.setattr(VaultEntrance, "_volumes", lambda _: tuple(mounted))
    with house.sitting(DIRECTOR) as sitting:
        office = sitting.safekeeping
        beside = office.back_up(office.local, unheard).set
        assert office.last_verified() == here(beside)
        clock.pass_(days=1)
        made = office.back_up(office.remember_stick(stick), unheard).set
        assert office.last_verified() == away(made)
        clock.pass_(days=1)
        office.back_up(office.local, unheard)
        del mounted[1]

        assert office.last_verified() == away(made)
    assert house.entrance.look(house.folder).backup_at == away(made)


def test_a_stick_that_another_machine_wrote_on_tells_its_age(
    house, stick, tmp_path, monkeypatch
):
    monkeypatch.setattr(VaultEntrance, "_volumes", lambda _: (Volume(stick, "b"),))
    with house.sitting(DIRECTOR) as sitting:
        office = sitting.safekeeping
        made = office.back_up(office.remember_stick(stick), unheard).set
    (tmp_path / "settings" / "backups.json").unlink()

    with house.sitting(DIRECTOR) as sitting:
        assert sitting.safekeeping.last_verified() == away(made)


@pytest.mark.parametrize("chosen", [".", "Sauvegardes", "{}", "{}/casedesk-x"])
def test_B08_a_stick_is_known_wherever_on_it_one_points(tmp_path, stick, clock, chosen):
    volumes = (Volume(tmp_path, "a"), Volume(stick, "b"))
    memory = BackupMemory(tmp_path / "s", "7" * 32, clock, lambda: volumes)
    marker = f"casedesk-{'7' * 12}"
    folder = stick / chosen.format(marker)
    folder.mkdir(parents=True, exist_ok=True)

    known = memory.remember_stick(folder)

    assert known == stick / marker == memory.known_stick()
    assert [each for each in stick.rglob(marker) if each.is_dir()] == [known]


def test_a_folder_of_backups_on_this_computer_holds_no_second_one(
    tmp_path, stick, clock
):
    memory = BackupMemory(tmp_path / "s", "7" * 32, clock, lambda: ())

    folder = memory.remember_stick(stick)

    assert memory.remember_stick(folder) == folder


@CLOSED
def test_a_copy_of_closed_files_is_not_the_last_verified_backup(
    house, stick, clock, closed_to, role
):
    somebody = closed_to(role)
    verified_one = back_up(house, stick).set
    beside = house.folder / "backups"
    clock.pass_(days=1)
    copied_by(house, somebody, stick)
    copied_by(house, somebody, beside)

    assert house.entrance.look(house.folder).backup_at == here(verified_one)


def test_on_another_machine_the_sets_beside_the_vault_tell_their_age(house, tmp_path):
    with house.sitting(DIRECTOR) as sitting:
        made = sitting.safekeeping.back_up(sitting.safekeeping.local, unheard).set
    (made.folder.parent / "casedesk-99999999T9999-g1-s1").mkdir()
    vault_id = house.keyring(DIRECTOR).vault_id

    assert newest_backup(house.folder, vault_id, tmp_path / "none") == here(made)


@pytest.fixture
def technician(house, add_person):
    """Somebody without keys, with a passphrase of their own."""
    new = add_person(TECHNICIAN.label, TECHNICIAN.role)
    return replace(TECHNICIAN, passphrase=new.passphrase)


def test_somebody_without_keys_backs_up_and_says_what_was_not_read(
    house, stick, technician
):
    house.case_in_charge()
    with closing(office_of(house, technician)) as office:
        made = office.back_up(stick, unheard)
        office.note(made)
        verdict = office.verify(made.set.folder, unheard)
        drill = office.drill(stick, unheard)
        office.note(drill)
        assert {each.state for each in verdict.files} == {
            FileState.SOUND,
            FileState.HASH_ONLY,
        }

    assert set(made.hash_only) == set(Home)
    assert made.set.compartments == ()
    assert verdict.is_sound
    assert drill.verdict.is_sound
    whole = verified(house, made.set.folder)
    assert whole.is_sound, whole.files


def test_what_a_technician_did_is_journalled_at_the_directors_next_unlock(
    house, stick, technician
):
    with closing(office_of(house, technician)) as office:
        office.note(office.back_up(stick, unheard))
    written = house.folder / "technician.json"
    kept = written.read_bytes()

    with house.sitting(EDUCATOR):
        pass
    assert events(house, EventKind.TECHNICIAN) == []
    with house.sitting(DIRECTOR):
        pass
    assert not written.exists()
    written.write_bytes(kept)  # as if the cut had come just before
    with house.sitting(DIRECTOR):
        pass

    (noted,) = events(house, EventKind.TECHNICIAN)
    assert noted["by"] == house.person(technician)
    assert (noted["did"], noted["sound"]) == (EventKind.BACKED_UP, 1)


@pytest.mark.parametrize("how", ["forged", "not json"])
def test_a_line_that_the_technician_did_not_sign_is_journalled_as_such(
    house, stick, technician, how
):
    with closing(office_of(house, technician)) as office:
        office.note(office.back_up(stick, unheard))
    written = house.folder / "technician.json"
    text = written.read_text("ascii")
    forged = {"forged": text.replace("backed_up", "verified"), "not json": "{"}
    written.write_text(forged[how], "ascii")

    with house.sitting(DIRECTOR):
        pass

    (noted,) = events(house, EventKind.TECHNICIAN)
    assert noted["sound"] == 0
    assert "did" not in noted


def test_a_log_that_nobody_emptied_is_not_left_behind(house, stick, technician):
    """Somebody's window died: whoever has no keys cannot copy what it left."""
    with house.sitting(EDUCATOR) as sitting:
        training.record(sitting, WALKED, house.clock())
        log = (house.folder / "desk.g1.db-wal").read_bytes()
    (house.folder / "desk.g1.db-wal").write_bytes(log)

    with (
        closing(office_of(house, technician)) as office,
        pytest.raises(SafekeepingTrouble) as refused,
    ):
        office.back_up(stick, unheard)

    assert refused.value.reason == "log_beside"
    assert sets_by_hand(stick) == []


def test_without_keys_there_is_no_desk(house, technician):
    with pytest.raises(Exception) as refused:  # noqa: PT011 -- whatever it is
        house.entrance.sit_down(house.unlock(technician))

    assert getattr(refused.value, "reason", "") == "not_enrolled"


def test_while_somebody_sits_nobody_else_copies(house, technician):
    with house.sitting(EDUCATOR), pytest.raises(Exception) as refused:  # noqa: PT011
        office_of(house, technician)

    assert getattr(refused.value, "reason", "") == "busy"


@pytest.mark.parametrize("steps", [0, 1, 2])
@pytest.mark.parametrize("what", ["back_up", "verify", "drill", "renew"])
def test_H03_what_the_office_was_stopped_in_leaves_a_desk_that_works(
    house, backed_up, stick, what, steps
):
    """And nothing half done: not on the stick, not in the vault, not in the journal."""
    before, there = house.digests().keys(), sorted(stick.rglob("*"))
    asked = []

    def stopped(done, total):
        asked.append(done)
        return len(asked) <= steps

    with house.sitting(DIRECTOR) as sitting:
        work = getattr(sitting.safekeeping, what)
        with pytest.raises(Cancelled):
            work(backed_up.folder if what == "verify" else stick, stopped)

        assert sorted(stick.rglob("*")) == there
        training.record(sitting, WALKED, house.clock())
        sitting.catch_up()
        assert len(sitting.desk.reads.drops()) == 0
        assert sitting.safekeeping.verify(backed_up.folder, unheard).is_sound
    assert len(asked) == steps + 1
    assert house.digests().keys() == before
    assert len(events(house, EventKind.BACKED_UP)) == 1
    assert events(house, EventKind.VERIFIED) == events(house, EventKind.DRILL) == []
    assert house.problems() == []


@pytest.mark.parametrize("steps", [0, 1, 2])
def test_H03_a_reading_of_the_journals_that_is_stopped_leaves_them_as_they_are(
    house, steps
):
    house.case_in_charge()
    asked = []

    def stopped(done, total):
        asked.append(done)
        return len(asked) <= steps

    with house.sitting(DIRECTOR) as sitting:
        with pytest.raises(Cancelled):
            sitting.verify(stopped, known={}, thorough=True)
        training.record(sitting, WALKED, house.clock())
        found = sitting.verify(unheard, known={}, thorough=True)

    assert all(each.is_sound for each in found)
    assert house.problems() == []


@pytest.mark.parametrize("steps", [0, 1])
def test_H03_a_look_for_duplicates_that_is_stopped_says_that_it_is_not_whole(
    house, steps
):
    house.case_in_charge()
    house.record()
    asked = []

    def stopped(done, total):
        asked.append(done)
        return len(asked) <= steps

    with house.sitting(DIRECTOR) as sitting:
        assert not sitting.duplicates.look(stopped).whole
        training.record(sitting, WALKED, house.clock())
        sitting.catch_up()
        looked = sitting.duplicates.look(unheard)

    assert looked.whole
    assert len(looked.pairs) == 3  # the same child, written down three times
    assert house.problems() == []
