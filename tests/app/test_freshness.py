"""The freshness seal: old files under the right key are told, and left as they are."""

from __future__ import annotations

import json
import shutil
import signal
import subprocess
import sys
from dataclasses import replace

import pytest

from casedesk.app import training
from casedesk.app.training_texts import DIRECTOR, EDUCATOR, SOCIAL_WORKER
from casedesk.circuit import numbers
from casedesk.circuit.changes import Home
from casedesk.circuit.commands.cases import TakeInCharge
from casedesk.circuit.commands.sheets import SaveSheet
from casedesk.circuit.events import EventKind
from casedesk.circuit.journal import AnchorState
from casedesk.circuit.sheet import SheetCode
from casedesk.circuit.threshold import VaultUnusable
from casedesk.i18n.labels import sentence
from casedesk.store.connection import has_log

SEAL = "seal.json"


def refusal(house, trainee=DIRECTOR):
    """What keeps somebody from sitting down, with its words; not one byte changes."""
    before = house.digests()
    with pytest.raises(VaultUnusable) as unusable:
        house.entrance.sit_down(house.unlock(trainee))
    assert sentence(unusable.value)
    assert {
        name: digest
        for name, digest in house.digests().items()
        if not name.endswith("-shm")
    } == before
    return unusable.value


@pytest.fixture
def copied(house, tmp_path):
    """The folder as a thief or a careless hand takes it, while somebody sits."""

    def copy(*without):
        folder = tmp_path / "copie.casedesk"
        ignored = shutil.ignore_patterns("casedesk.lock", "*-shm", *without)
        shutil.copytree(house.folder, folder, ignore=ignored)
        return replace(house, folder=folder)

    return copy


def seal_of(house):
    return json.loads((house.folder / SEAL).read_bytes())


def head_of(house, home):
    with house.store(home, reading=True) as db:
        return db.value("SELECT max(seq) FROM journal")


def test_the_seal_says_where_each_journal_stands_when_all_is_locked(house):
    house.case_in_charge()

    stores = seal_of(house)["stores"]

    assert {cid: each["seq"] for cid, each in stores.items()} == {
        home: head_of(house, home) for home in Home
    }


def test_a_second_after_a_commit_the_seal_knows_it(house):
    with house.sitting(EDUCATOR) as sitting:
        before = seal_of(house)
        training.record(sitting, training.WALKED, house.clock())
        sitting.tick()
        after = seal_of(house)

        assert after["stores"]["desk"]["seq"] > before["stores"]["desk"]["seq"]


def test_a_second_without_a_commit_writes_nothing(house):
    with house.sitting(EDUCATOR) as sitting:
        sitting.tick()
        file = house.folder / SEAL
        before = file.stat().st_ino, file.stat().st_mtime_ns
        sitting.tick()

        assert (file.stat().st_ino, file.stat().st_mtime_ns) == before


def test_what_one_has_no_key_of_stays_sealed_as_it_was(house):
    house.case_in_charge()
    before = seal_of(house)["stores"]["cases"]
    house.record()

    assert seal_of(house)["stores"]["cases"] == before


def test_logs_are_emptied_after_half_a_minute_of_quiet(house, clock):
    with house.sitting(EDUCATOR) as sitting:
        training.record(sitting, training.WALKED, house.clock())
        sitting.tick()
        clock.pass_(seconds=29)
        sitting.tick()
        assert has_log(house.path(Home.DESK))
        clock.pass_(seconds=1)
        sitting.tick()
        assert not has_log(house.path(Home.DESK))


def test_S05_a_log_that_was_lost_is_missed_by_the_number_of_entries(house, copied):
    with house.sitting(EDUCATOR) as sitting:
        began = sitting.desk._stores[Home.DESK].head().sequence
        training.record(sitting, training.WALKED, house.clock())
        sitting.tick()
        ended = sitting.desk._stores[Home.DESK].head().sequence
        cut = copied("*-wal")

    behind = refusal(cut)

    assert behind.reason == "behind"
    # Opening was one entry more; the log has held everything since then
    assert behind.parameters["missing"] == ended - began + 1
    assert str(ended - began + 1) in sentence(behind)


@pytest.mark.parametrize("later", [1, 3, 10, 40])
def test_S06_an_old_log_beside_a_newer_file_opens_nothing(house, later):
    """What it brings back depends on how far the file has grown since."""
    case_id = house.case_in_charge()
    log = house.path(Home.CASES).with_name("cases.g1.db-wal")
    with house.sitting(SOCIAL_WORKER) as sitting:
        save(sitting, case_id, "Une première version.")
        old = log.read_bytes()
    with house.sitting(SOCIAL_WORKER) as sitting:
        for turn in range(later):
            save(sitting, case_id, f"Une version plus récente, la {turn}e.")
    log.write_bytes(old)

    told = refusal(house, SOCIAL_WORKER)

    assert told.reason in ("behind", "contradicted", "damaged", "foreign")


def test_S06_a_record_that_a_log_brought_back_is_told_with_its_case(house):
    """Pages, structure and journal are whole: only the record says otherwise."""
    case_id = house.case_in_charge()
    with house.sitting(SOCIAL_WORKER) as sitting:
        save(sitting, case_id, "Une version plus récente.")
    file, log = house.path(Home.CASES), house.path(Home.CASES).with_suffix(".db-wal")
    newer = file.read_bytes()
    with house.store(Home.CASES) as db:
        db.set_authorizer(lambda *_: 0)
        number = db.value("SELECT number FROM cases")
        db.run("""UPDATE sheets SET content = '{"living":"Une version ancienne."}'""")
        old = log.read_bytes()
    file.write_bytes(newer)
    log.write_bytes(old)

    told = refusal(house, SOCIAL_WORKER)

    assert told.reason == "contradicted"
    assert number in sentence(told)
    log.unlink()
    with house.sitting(SOCIAL_WORKER) as sitting:
        assert not sitting.seal_missing


def save(sitting, case_id, text):
    sitting.desk.do(SaveSheet(case_id, SheetCode.ASSESSMENT, {"living": text}))


def test_S08_yesterdays_files_are_refused_and_yesterdays_folder_only_by_an_anchor(
    house, tmp_path
):
    """A whole folder put back agrees with itself: only what left it can tell."""
    house.record()
    yesterday = tmp_path / "hier"
    shutil.copytree(house.folder, yesterday)
    house.case_in_charge()
    with house.store(Home.CASES, reading=True) as db:
        head = db.row("SELECT seq, hash FROM journal ORDER BY seq DESC LIMIT 1")
    on_paper = numbers.anchor(head["seq"], head["hash"])
    with house.sitting(DIRECTOR) as sitting:
        typed = numbers.typed_anchor(on_paper)
        assert sitting.desk.reads.anchor(typed).state is AnchorState.PRESENT

    for home in Home:
        shutil.copy(yesterday / f"{home}.g1.db", house.path(home))
    assert refusal(house).reason == "behind"

    shutil.copy(yesterday / SEAL, house.folder / SEAL)
    with house.sitting(DIRECTOR) as sitting:
        assert not sitting.seal_missing
        typed = numbers.typed_anchor(on_paper)
        assert typed is not None
        assert sitting.desk.reads.anchor(typed).state is not AnchorState.PRESENT


def test_S15_a_careless_copy_is_whole_after_a_pause_and_behind_three_commits_later(
    house, copied, clock, tmp_path
):
    with house.sitting(EDUCATOR) as sitting:
        training.record(sitting, training.WALKED, house.clock())
        sitting.tick()
        clock.pass_(seconds=30)
        sitting.tick()
        quiet = copied("*-wal")
        with quiet.sitting(DIRECTOR) as there:
            assert not there.seal_missing
        shutil.rmtree(quiet.folder)
        before = sitting.desk._stores[Home.DESK].head().sequence
        for _ in range(3):
            training.record(sitting, training.WALKED, house.clock())
        sitting.tick()
        more = sitting.desk._stores[Home.DESK].head().sequence - before
        behind = copied("*-wal")

    assert more == 3
    assert refusal(behind).parameters["missing"] == more


def test_another_history_of_the_same_length_is_told(house, tmp_path):
    other = tmp_path / "fourche"
    shutil.copytree(house.folder, other)
    fork = replace(house, folder=other)
    house.record()
    fork.record()
    shutil.copy(fork.path(Home.DESK), house.path(Home.DESK))

    assert refusal(house).reason == "diverged"


@pytest.mark.parametrize("how", ["gone", "empty", "another", "edited", "not json"])
def test_a_seal_that_cannot_be_used_stops_nobody_and_is_told_and_journalled(
    house, other_house, how
):
    house.case_in_charge()
    file = house.folder / SEAL
    match how:
        case "gone":
            file.unlink()
        case "empty":
            file.write_bytes(b"")
        case "another":
            shutil.copy(other_house.folder / SEAL, file)
        case "edited":
            seal = json.loads(file.read_bytes())
            seal["stores"]["desk"]["seq"] -= 1
            file.write_text(
                json.dumps(seal, sort_keys=True, separators=(",", ":")), "ascii"
            )
        case "not json":
            file.write_bytes(b"\xff" * 5000)

    with house.sitting(EDUCATOR) as sitting:
        assert sitting.seal_missing
    with house.sitting(DIRECTOR) as sitting:  # an educator could seal the desk only
        assert sitting.seal_missing == (how != "edited")
    with house.sitting(DIRECTOR) as sitting:
        assert not sitting.seal_missing

    with house.store(Home.DESK, reading=True) as db:
        noted = db.value(
            "SELECT count(*) FROM events WHERE what = ?", (EventKind.SEAL_MISSING,)
        )
    assert noted >= 1


def test_a_new_vault_is_sealed_from_the_first_day(entrance, founding):
    sitting = entrance.sit_down(entrance.create(founding()))

    assert not sitting.seal_missing
    sitting.lock()


def test_a_seal_of_a_later_generation_shows_that_the_header_is_older(house):
    seal = seal_of(house)
    seal["stores"]["desk"]["gen"] = 9
    text = json.dumps(seal, sort_keys=True, separators=(",", ":"))
    (house.folder / SEAL).write_text(text, "ascii")

    assert refusal(house).reason == "older"


REPLACE_AND_DIE = """
import os, signal, sys
from pathlib import Path
from casedesk import atomic

def cut(event, arguments):
    if event == {event!r} and ".new" in str(arguments[0]):
        os.kill(os.getpid(), signal.SIGKILL)

sys.addaudithook(cut)
atomic.replace(Path(sys.argv[1]), b"new" * 1000)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="kill -9")
@pytest.mark.parametrize("event", ["open", "os.rename"])
@pytest.mark.parametrize("name", [SEAL, "vault.json", "manifest.json"])
def test_C04_a_cut_while_a_file_is_replaced_leaves_the_old_one(tmp_path, event, name):
    file = tmp_path / name
    file.write_bytes(b"old" * 1000)
    program = REPLACE_AND_DIE.format(event=event)

    died = subprocess.run([sys.executable, "-c", program, str(file)], check=False)

    assert died.returncode == -signal.SIGKILL
    assert file.read_bytes() == b"old" * 1000
    subprocess.run(
        [sys.executable, "-c", REPLACE_AND_DIE.format(event="none"), str(file)],
        check=True,
    )
    assert file.read_bytes() == b"new" * 1000


def test_nothing_of_a_case_stands_in_the_seal(house):
    case_id = house.case_in_charge()

    text = (house.folder / SEAL).read_text("ascii")

    assert case_id not in text
    assert house.person(DIRECTOR) not in text


def test_the_case_team_is_not_stopped_by_what_an_educator_cannot_seal(house):
    """An educator's sitting leaves the mark of the cases where it was."""
    house.case_in_charge()
    house.record()

    with house.sitting(SOCIAL_WORKER) as sitting:
        case_id = training.newest_case(sitting, house.clock())
        sitting.desk.do(TakeInCharge(case_id))
        assert not sitting.seal_missing
