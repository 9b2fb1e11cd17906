"""Restoring: a new folder, two people, what is lost said before, and the old kept."""

from __future__ import annotations

import getpass
import json
import os
import shutil
import signal
import subprocess
import sys
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import pytest

from casedesk.app import backup_command, command_line, verify
from casedesk.app import restoring as restoring_module
from casedesk.app.backup_command import Someone
from casedesk.app.sticks import Volume
from casedesk.app.training_texts import (
    BOARD,
    DIRECTOR,
    EDUCATOR,
    SOCIAL_WORKER,
    TECHNICIAN,
)
from casedesk.circuit.changes import Home
from casedesk.circuit.events import EventKind
from casedesk.circuit.longwork import Cancelled, unheard
from casedesk.circuit.safekeeping import (
    RestoreFolders,
    SafekeepingRefused,
    SafekeepingTrouble,
)
from casedesk.circuit.threshold import VaultUnusable
from casedesk.circuit.two_people import NotYours, SamePerson
from casedesk.i18n.labels import sentence
from casedesk.vault import vault

ROOT = Path(__file__).parents[2]


@pytest.fixture
def joined(house):
    """Somebody more, with a passphrase of their own."""

    def join(trainee):
        with house.sitting(DIRECTOR) as sitting:
            new = sitting.add_person(trainee.label, trainee.role)
            sitting.enrol(new, trainee.role, ())
        unlocked = house.entrance.unlock(house.folder, new.id, new.passphrase)
        unlocked.close()
        return new

    return join


@pytest.fixture
def board(house, joined):
    """A second person who may, by their own passphrase."""
    new = joined(BOARD)
    with house.sitting(replace(BOARD, passphrase=new.passphrase)) as sitting:
        sitting.change_passphrase(new.passphrase, BOARD.passphrase)
    return BOARD


@pytest.fixture
def backed_up(house, board, stick):
    house.case_in_charge()
    with house.sitting(DIRECTOR) as sitting:
        return sitting.safekeeping.back_up(stick, unheard).set


@pytest.fixture
def restoring(house, backed_up, tmp_path):
    """Restore the set as two of its people; the certificate."""

    def restore(first, second, report=unheard, new=None, made=backed_up):
        folders = RestoreFolders(
            made.folder, new or tmp_path / "nouveau.casedesk", house.folder
        )
        there = replace(house, folder=made.folder)
        with ExitStack() as close:
            both = [there.unlock(each) for each in (first, second)]
            for each in both:
                close.callback(each.close)
            return house.entrance.restore(folders, *both, report)

    return restore


def heads(house):
    found = {}
    for home in Home:
        with house.store(home, reading=True) as db:
            found[home] = tuple(
                db.row(
                    "SELECT seq, hash FROM journal ORDER BY seq DESC LIMIT 1"
                ).values()
            )
    return found


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_B04_a_set_is_restored_into_a_new_folder_by_two_people(
    house, board, backed_up, restoring, order
):
    lived = heads(house)
    house.record()
    both = [DIRECTOR, board]

    done = restoring(both[order[0]], both[order[1]])

    new = replace(house, folder=done.folder)
    assert new.problems() == []
    now = heads(new)
    assert now[Home.CASES] == lived[Home.CASES]
    counted = {each.cid: (each.seq, each.head) for each in backed_up.compartments}
    assert counted[Home.CASES] == now[Home.CASES]
    assert (done.by, done.confirmed_by) == (house.person(DIRECTOR), house.person(board))
    with new.sitting(SOCIAL_WORKER) as sitting:
        assert not sitting.seal_missing
        assert sitting.clock_doubt is None
    assert {each.name for each in done.folder.iterdir()} >= {
        "vault.json",
        "vault.json.bak",
        "seal.json",
    }


def test_B04_the_oldest_set_is_restored_as_well_as_the_newest(
    house, board, backed_up, restoring, clock, tmp_path
):
    stick, lived = backed_up.folder.parent, {backed_up.name: heads(house)}
    for _ in range(5):
        clock.pass_(days=1)
        house.record()
        with house.sitting(DIRECTOR) as sitting:
            made = sitting.safekeeping.back_up(stick, unheard).set
        lived[made.name] = heads(house)
    with house.sitting(DIRECTOR) as sitting:
        newest, *_, oldest = sitting.safekeeping.sets(stick)
    assert oldest.name == backed_up.name

    for made in (oldest, newest):
        done = restoring(DIRECTOR, board, new=tmp_path / f"new-{made.name}", made=made)

        new = replace(house, folder=done.folder)
        assert new.problems() == []
        assert heads(new)[Home.CASES] == lived[made.name][Home.CASES]
        counted = {each.cid: (each.seq, each.head) for each in made.compartments}
        assert counted[Home.CASES] == heads(new)[Home.CASES]
        assert done.set.name == made.name
        with new.sitting(SOCIAL_WORKER) as sitting:
            assert not sitting.seal_missing


def test_B04_a_restoring_is_journalled_with_both_heads_and_the_second_signature(
    house, board, backed_up, restoring
):
    house.record()
    live = heads(house)
    new = replace(house, folder=restoring(DIRECTOR, board).folder)

    with new.store(Home.DESK, reading=True) as db:
        (row,) = db.rows(
            "SELECT detail FROM events WHERE what = ?", (EventKind.RESTORED,)
        )
    detail = json.loads(row["detail"])
    for each in backed_up.compartments:
        assert detail[f"{each.cid}.set"] == f"{each.seq}:{each.head.hex()}"
    for home, (seq, head) in live.items():
        assert detail[f"{home}.live"] == f"{seq}:{head.hex()}"
    assert detail["with"] == house.person(board)
    assert len(detail["confirmation"]) == 128


def test_B04_what_will_be_lost_is_said_before(house, backed_up):
    kept = {each.cid: each.seq for each in backed_up.compartments}
    for _ in range(3):
        house.record()
    lived = heads(house)

    made, lost = house.entrance.preview(backed_up.folder, house.folder)

    assert made.name == backed_up.name
    assert {each.cid: each.lost for each in lost} == {
        home: lived[home][0] - kept[home] for home in Home
    }
    _, unknown = house.entrance.preview(backed_up.folder, None)
    assert {each.lost for each in unknown} == {None}


def test_B04_the_living_vault_is_renamed_and_never_written_over(
    house, board, restoring
):
    house.record()
    before = house.digests()
    done = restoring(DIRECTOR, board, new=house.folder.with_suffix(".restauration"))

    kept = house.entrance.take_the_place_of(house.folder, done.folder)

    assert kept.name.startswith("avant-restauration-")
    assert replace(house, folder=kept).digests() == before
    assert not done.folder.exists()
    with house.sitting(DIRECTOR) as sitting:
        assert not sitting.seal_missing


@pytest.fixture
def replaced(house, board, restoring):
    """A vault with a backup and a technician's line, restored; what is left to do."""
    with house.sitting(DIRECTOR) as sitting:
        made = sitting.safekeeping.back_up(sitting.safekeeping.local, unheard).set
    (house.folder / "technician.json").write_bytes(b"{")
    done = restoring(DIRECTOR, board, new=house.folder.with_suffix(".restauration"))
    return made, done.folder


def are_there(house, made):
    with house.sitting(DIRECTOR) as sitting:
        sets = [each.name for each in sitting.safekeeping.sets()]
    with house.store(Home.DESK, reading=True) as db:
        sql = "SELECT count(*) FROM events WHERE what = ?"
        lines = db.value(sql, (EventKind.TECHNICIAN,))
    return (sets, lines) == ([made.name], 1)


def test_B04_backups_and_the_technicians_lines_go_on_with_the_restored_vault(
    house, replaced
):
    made, new = replaced

    kept = house.entrance.take_the_place_of(house.folder, new)

    assert not (kept / "backups").exists()
    assert are_there(house, made)
    assert not list(house.folder.glob("replaces*"))


@pytest.mark.parametrize("moves", [0, 1])
def test_B04_a_cut_before_the_backups_were_brought_over_is_made_good_at_unlock(
    house, replaced, monkeypatch, moves
):
    made, new = replaced
    moved = []

    def cut(old, to):
        if len(moved) == moves:
            raise KeyboardInterrupt
        moved.append(old)
        old.rename(to)

    with monkeypatch.context() as cutting:
        cutting.setattr(restoring_module, "_move", cut)
        with pytest.raises(KeyboardInterrupt):
            house.entrance.take_the_place_of(house.folder, new)

    assert are_there(house, made)
    assert not list(house.folder.glob("replaces*"))


def test_B04_a_cut_between_the_two_names_leaves_the_backups_to_be_found(
    house, replaced
):
    made, _ = replaced
    house.folder.rename(house.folder.with_name("avant-restauration-1.casedesk"))

    assert [each.name for each in house.entrance.sets_of(house.folder)] == [made.name]


def test_nobody_takes_the_place_of_a_vault_somebody_sits_in(house, board, restoring):
    done = restoring(DIRECTOR, board, new=house.folder.with_suffix(".restauration"))

    with house.sitting(EDUCATOR), pytest.raises(VaultUnusable) as busy:
        house.entrance.take_the_place_of(house.folder, done.folder)

    assert busy.value.reason == "busy"
    assert house.folder.exists()


@pytest.mark.parametrize(
    ("first", "second", "refusal"),
    [
        (DIRECTOR, DIRECTOR, SamePerson),
        (DIRECTOR, EDUCATOR, SafekeepingRefused),
        (DIRECTOR, SOCIAL_WORKER, SafekeepingRefused),
        (EDUCATOR, SOCIAL_WORKER, SafekeepingRefused),
        (BOARD, SOCIAL_WORKER, SafekeepingRefused),
    ],
)
def test_B04_it_takes_a_director_and_another_who_may(
    tmp_path, restoring, first, second, refusal
):
    with pytest.raises(refusal) as refused:
        restoring(first, second)

    assert sentence(refused.value)
    new = tmp_path / "nouveau.casedesk"
    assert not new.exists() or list(new.iterdir()) == []


def test_a_passphrase_that_somebody_else_drew_confirms_nothing(
    house, joined, stick, tmp_path
):
    new = joined(TECHNICIAN)
    with house.sitting(DIRECTOR) as sitting:
        made = sitting.safekeeping.back_up(stick, unheard).set
    there = replace(house, folder=made.folder)
    drawn = replace(TECHNICIAN, passphrase=new.passphrase)
    folders = RestoreFolders(made.folder, tmp_path / "nouveau", None)

    with ExitStack() as close:
        both = [there.unlock(each) for each in (DIRECTOR, drawn)]
        for each in both:
            close.callback(each.close)
        with pytest.raises(NotYours):
            house.entrance.restore(folders, *both)


@pytest.mark.parametrize("name", ["desk.g1.db", "cases.g1.db"])
def test_a_set_that_is_damaged_is_not_restored(
    backed_up, board, restoring, tmp_path, name
):
    data = bytearray((backed_up.folder / name).read_bytes())
    data[-1] ^= 1
    (backed_up.folder / name).write_bytes(data)

    with pytest.raises(SafekeepingTrouble) as refused:
        restoring(DIRECTOR, board)

    assert name in sentence(refused.value)
    assert not (tmp_path / "nouveau.casedesk").exists()


@pytest.mark.parametrize("at", [0, 1, 2, 3])
def test_a_restoring_that_is_stopped_leaves_no_vault(board, restoring, tmp_path, at):
    asked = []

    def stopped(done, total):
        asked.append(done)
        return len(asked) <= at

    with pytest.raises(Cancelled):
        restoring(DIRECTOR, board, report=stopped)

    new = tmp_path / "nouveau.casedesk"
    assert not new.exists() or list(new.iterdir()) == []


def test_a_folder_with_files_in_it_is_left_alone(board, restoring, tmp_path):
    there = tmp_path / "photos"
    there.mkdir()
    (there / "été.jpg").write_bytes(b"x")

    with pytest.raises(VaultUnusable) as refused:
        restoring(DIRECTOR, board, new=there)

    assert refused.value.reason == "folder_not_empty"
    assert [each.name for each in there.iterdir()] == ["été.jpg"]


def refused(act, *asked):
    with pytest.raises(VaultUnusable) as unusable:
        act(*asked)
    assert "sauvegarde" in sentence(unusable.value)
    return unusable.value.reason


def test_a_backup_is_not_opened_as_a_vault_and_can_be_restored_afterwards(
    house, board, backed_up, restoring
):
    there = replace(house, folder=backed_up.folder)
    before = there.digests()

    assert refused(house.entrance.look, backed_up.folder) == "is_backup"
    for sit_down in (house.entrance.sit_down, house.entrance.keep):
        assert refused(sit_down, there.unlock(DIRECTOR)) == "is_backup"
    move = house.entrance.take_the_place_of
    assert refused(move, backed_up.folder, house.folder) == "is_backup"

    assert there.digests() == before
    assert backed_up.folder not in house.entrance.recent()
    assert replace(house, folder=restoring(DIRECTOR, board).folder).problems() == []


def test_a_file_of_a_set_copied_beside_a_vault_is_told_before_anything_is_written(
    house, backed_up
):
    """Somebody who restores by hand is shown the way that checks and journals it."""
    by_hand = shutil.copytree(backed_up.folder, house.folder.with_suffix(".copie"))

    assert refused(house.entrance.look, by_hand) == "is_backup"


@pytest.mark.parametrize("ending", [".partial", ""])
def test_C09_what_is_left_of_a_backup_is_not_opened_as_a_vault(
    house, backed_up, ending
):
    """Under the name it was given, or with the ending taken off by hand."""
    left = backed_up.folder.rename(f"{backed_up.folder}{ending}")
    (left / "manifest.json").unlink()
    there = replace(house, folder=left)
    before = there.digests()

    assert refused(house.entrance.look, left) == "unfinished_backup"
    for sit_down in (house.entrance.sit_down, house.entrance.keep):
        assert refused(sit_down, there.unlock(DIRECTOR)) == "unfinished_backup"

    assert there.digests() == before


# In a terminal


@pytest.fixture
def terminal(passphrases, capfd, monkeypatch, tmp_path):
    """Run a command as these people; exit code and lines."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))

    def back_up(house, destination, trainee, passphrase=""):
        someone = Someone(trainee.label, fed(passphrase or trainee.passphrase))
        code = backup_command.back_up(house.folder, destination, someone, passphrases)
        return code, capfd.readouterr()

    def restore(made, new, *two):
        people = [Someone(each.label, fed(each.passphrase)) for each in two]
        folders = RestoreFolders(made, new)
        return backup_command.restore(folders, people, passphrases), capfd.readouterr()

    return back_up, restore


def fed(text):
    """A descriptor from which this text can be read."""
    reading, writing = os.pipe()
    os.write(writing, f"{text}\n".encode())
    os.close(writing)
    return reading


def test_a_terminal_backs_up_and_restores(house, board, stick, tmp_path, terminal):
    back_up, restore = terminal
    house.case_in_charge()

    code, said = back_up(house, stick, DIRECTOR)
    assert code == 0
    (made,) = stick.iterdir()
    lines = said.out.splitlines()
    assert lines[0] == f"Sauvegarde faite et vérifiée : {made}"
    assert [each.partition(" : repère ")[0] for each in lines[1:]] == [
        "les dossiers",
        "l'accueil commun",
    ]
    assert said.err == ""

    new = tmp_path / "nouveau"
    code, said = restore(made, new, DIRECTOR, board)
    assert code == 0
    assert said.out.splitlines()[0] == f"Coffre restauré : {new}"
    assert len(said.out.splitlines()) == 3
    with replace(house, folder=new).sitting(SOCIAL_WORKER):
        pass


def test_a_backup_in_a_terminal_is_journalled_like_any_other(house, stick, terminal):
    terminal[0](house, stick, SOCIAL_WORKER)

    with house.store(Home.DESK, reading=True) as db:
        count = "SELECT count(*) FROM events WHERE what = ?"
        assert db.value(count, (EventKind.BACKED_UP,)) == 1


def test_a_terminal_says_why_it_does_nothing(house, stick, tmp_path, terminal):
    back_up, restore = terminal

    code, said = back_up(house, stick, DIRECTOR, "autre phrase")
    assert (code, len(said.out.splitlines())) == (1, 1)
    code, said = back_up(house, stick, replace(DIRECTOR, called="Personne"))
    assert (code, len(said.out.splitlines())) == (1, 1)
    code, said = back_up(house, stick, EDUCATOR)
    assert (code, len(said.out.splitlines())) == (1, 1)
    made = stick.parent / "copie"
    shutil.copytree(house.folder, made)
    (made / "manifest.json").write_text("{}")
    code, said = back_up(replace(house, folder=made), stick, DIRECTOR)
    assert (code, len(said.out.splitlines())) == (1, 1)
    with house.sitting(EDUCATOR):
        code, said = back_up(house, stick, SOCIAL_WORKER)
    assert (code, len(said.out.splitlines())) == (2, 1)
    code, said = restore(stick, tmp_path / "x", DIRECTOR, SOCIAL_WORKER)
    assert (code, len(said.out.splitlines())) == (1, 1)
    assert list(stick.iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="sends itself a signal")
def test_Ctrl_C_stops_a_backup_and_leaves_nothing_behind(
    house, stick, terminal, monkeypatch
):
    class Interrupted:
        """A terminal at which somebody presses Ctrl+C when the first line appears."""

        def isatty(self):
            return True

        def write(self, text):
            os.kill(os.getpid(), signal.SIGINT)

        def flush(self):
            return None

    monkeypatch.setattr(sys, "stderr", Interrupted())
    code, said = terminal[0](house, stick, DIRECTOR)

    assert code == 130
    assert said.out.splitlines() == [
        "Arrêté. Rien n'a été gardé de ce qui était en cours."
    ]
    assert list(stick.iterdir()) == []
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


@pytest.mark.parametrize(
    "arguments",
    [
        ["backup", "v", "d"],
        ["backup", "v", "--as", "x"],
        ["restore", "s", "n", "--as", "x"],
        ["restore", "s", "--as", "x", "--with", "y"],
    ],
)
def test_a_command_that_lacks_something_says_what(arguments, capsys):
    with pytest.raises(SystemExit) as ended:
        command_line.run(arguments)

    assert ended.value.code == 2
    assert "casedesk " + arguments[0] in capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments",
    [
        ["verify", "nulle part", "--as", "X"],
        ["backup", "nulle part", "clé", "--as", "X"],
        ["restore", "nulle part", "n", "--as", "X", "--with", "Y"],
    ],
)
def test_a_command_line_reaches_its_command(tmp_path, arguments):
    """There is no such folder: no passphrase is asked for."""
    program = [sys.executable, "-m", "casedesk", *arguments]
    env = {**os.environ, "XDG_CONFIG_HOME": str(tmp_path), "PYTHONPATH": str(ROOT)}

    ended = subprocess.run(
        program, cwd=tmp_path, env=env, capture_output=True, text=True, check=False
    )

    assert (ended.returncode, ended.stderr) == (1, "")
    assert ended.stdout == "Ce dossier ne contient pas de coffre casedesk.\n"


def interrupt(*_asked, **_named):
    """Somebody presses Ctrl+C just then."""
    os.kill(os.getpid(), signal.SIGINT)
    return ""


def left_in(place):
    """Every file of a vault or a backup there."""
    found = (each.relative_to(place) for each in place.rglob("*"))
    return sorted(each for each in found if each.parts[0] != "settings")


@pytest.fixture
def as_director(house, backed_up, tmp_path, passphrases):
    """Each command as somebody whose passphrase is read or asked for; exit code."""

    def run(what, descriptor):
        someone = Someone(DIRECTOR.label, descriptor)
        if what == "verify":
            return verify.run(house.folder, someone.label, descriptor, passphrases)
        if what == "backup":
            stick = backed_up.folder.parent
            return backup_command.back_up(house.folder, stick, someone, passphrases)
        folders = RestoreFolders(backed_up.folder, tmp_path / "nouveau")
        return backup_command.restore(folders, [someone, someone], passphrases)

    return run


@pytest.mark.skipif(sys.platform == "win32", reason="sends itself a signal")
@pytest.mark.parametrize("when", ["asked", "derived"])
@pytest.mark.parametrize("what", ["verify", "backup", "restore"])
def test_Ctrl_C_before_the_work_begins_ends_it_with_a_sentence(
    house, as_director, capfd, monkeypatch, what, when
):
    """While a passphrase is asked for, and while keys are derived from it."""
    place = house.folder.parent
    before, there = house.digests(), left_in(place)
    with monkeypatch.context() as played:
        played.setenv("XDG_CONFIG_HOME", str(place / "settings"))
        if when == "asked":
            played.setattr(getpass, "getpass", interrupt)
        else:
            played.setattr(vault, "unlock", interrupt)
        code = as_director(what, None if when == "asked" else fed("x"))

    assert code == 130
    assert capfd.readouterr().out.splitlines() == [
        "Arrêté. Rien n'a été gardé de ce qui était en cours."
    ]
    assert house.digests() == before
    assert left_in(place) == there
    with house.sitting(DIRECTOR):
        pass


def test_a_backup_on_the_root_of_a_stick_goes_where_the_window_finds_it(
    house, stick, terminal, monkeypatch
):
    plugged = (Volume(stick.resolve(), "a"),)
    monkeypatch.setattr(backup_command, "plugged_in", lambda: plugged)

    code, _ = terminal[0](house, stick, DIRECTOR)

    assert code == 0
    (ours,) = stick.iterdir()
    with house.sitting(DIRECTOR) as sitting:
        assert ours == sitting.safekeeping.remember_stick(stick)
        (made,) = sitting.safekeeping.sets(ours)
    assert made.folder.parent == ours
