"""What is being typed survives a kill and a full disk, for its author only."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from casedesk.app.training_texts import DIRECTOR, EDUCATOR, SOCIAL_WORKER, WALKED
from casedesk.circuit.changes import Home
from casedesk.circuit.commands.concerns import BeginDraft, SaveDraft, SendConcern
from casedesk.circuit.errors import NotFound
from casedesk.store.errors import StoreFull

TYPE_AND_TYPE = """
import itertools, sys
from pathlib import Path
from casedesk.app import clock
from casedesk.app.entrance import VaultEntrance
from casedesk.app.passphrases import Passphrases
from casedesk.circuit.commands.concerns import BeginDraft, SaveDraft
from casedesk.vault.kdf import KdfCost

door = VaultEntrance(Path(sys.argv[1]), clock.now, Passphrases(KdfCost(8, 1, 1)))
sitting = door.sit_down(door.unlock(Path(sys.argv[2]), sys.argv[3], sys.argv[4]))
draft = sitting.desk.do(BeginDraft("no", "no"))
for typed in itertools.count(1):
    text = "mot " * typed
    sitting.desk.do(SaveDraft(draft, {"in_danger": "no", "words": text}))
    print(typed, flush=True)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="kill -9")
@pytest.mark.parametrize("saves", [1, 7, 40])
def test_C12_a_draft_survives_the_death_of_the_program_for_its_author_only(
    house, tmp_path, saves
):
    arguments = [
        str(tmp_path / "settings"),
        str(house.folder),
        house.person(EDUCATOR),
        EDUCATOR.passphrase,
    ]
    with subprocess.Popen(
        [sys.executable, "-c", TYPE_AND_TYPE, *arguments], stdout=subprocess.PIPE
    ) as typing:
        for _ in range(saves):
            typing.stdout.readline()
        os.kill(typing.pid, signal.SIGKILL)
        acknowledged = saves + len(typing.stdout.read().splitlines())

    with house.sitting(EDUCATOR) as sitting:
        (draft,) = sitting.desk.reads.my_drafts()
    typed = draft.content["words"].count("mot ")
    assert typed in (acknowledged, acknowledged + 1)  # the last may not have been told
    assert house.problems() == []
    for trainee in (DIRECTOR, SOCIAL_WORKER):
        assert_is_closed_to(house, trainee, draft.id)


def assert_is_closed_to(house, trainee, draft):
    with house.store(Home.DESK, reading=True) as db:
        (row,) = db.rows("SELECT sealed FROM drafts")
    with house.sitting(trainee) as sitting:
        assert sitting.desk.reads.my_drafts() == ()
        with pytest.raises(NotFound):
            sitting.desk.do(SaveDraft(draft, {"in_danger": "no"}))
        with pytest.raises(NotFound):
            sitting._seals.open_own(row["sealed"], f"draft:{draft}")


def test_a_draft_is_there_after_locking(house):
    with house.sitting(EDUCATOR) as sitting:
        draft = sitting.desk.do(BeginDraft("no", "no"))
        sitting.desk.do(SaveDraft(draft, {"in_danger": "no", "words": "سلمى"}))

    with house.sitting(EDUCATOR) as sitting:
        (row,) = sitting.desk.reads.my_drafts()
        assert (row.id, row.content["words"]) == (draft, "سلمى")


def test_the_team_learns_after_a_day_that_somebody_is_still_writing(house, clock):
    with house.sitting(EDUCATOR) as sitting:
        draft = sitting.desk.do(BeginDraft("no", "no"))
    since = clock()
    clock.pass_(hours=25)

    with house.sitting(SOCIAL_WORKER) as sitting:
        (unsent,) = sitting.desk.reads.unsent_drafts(since.replace(hour=13))
        assert (unsent.id, unsent.author) == (draft, house.person(EDUCATOR))
        assert sitting.desk.reads.unsent_drafts(since) == ()


class SmallDisk:
    """A disk of its own for one vault, and something to fill it with."""

    def __init__(self, house):
        self._filler = house.folder.parent / "filler"

    @contextmanager
    def full(self):
        with self._filler.open("wb", buffering=0) as filler:
            for size in (1 << 16, 1 << 12, 1):
                self._fill(filler, bytes(size))
        try:
            yield
        finally:
            self._filler.unlink()

    @staticmethod
    def _fill(filler, block):
        while True:
            try:
                filler.write(block)
            except OSError:
                return


class GrownFile:
    """Where no disk can be made: a store that may not grow, which is the same to it."""

    def __init__(self, desk):
        self._db = desk._stores[Home.DESK].db

    @contextmanager
    def full(self):
        self._db.set_authorizer(lambda *_: 0)
        self._db.value("PRAGMA max_page_count = 1")  # no smaller than it is
        yield
        self._db.value("PRAGMA max_page_count = 4294967294")


@pytest.fixture
def disk_house(house):
    """The house on a disk of three megabytes, where one may make such a thing."""
    with tempfile.TemporaryDirectory(prefix="casedesk-disk-") as place:
        made = sys.platform == "linux" and did("mount", *SIZED, place)
        moved = replace(house, folder=Path(place) / house.folder.name)
        try:
            shutil.copytree(house.folder, moved.folder)
            yield moved, made
        finally:
            if made:
                assert did("umount", "--lazy", place)


SIZED = ("-t", "tmpfs", "-o", "size=6m", "tmpfs")


def did(*command):
    program = shutil.which(command[0])
    arguments = [program, *command[1:]]
    return (
        program is not None
        and subprocess.run(arguments, capture_output=True, check=False).returncode == 0
    )


def test_a_full_disk_loses_nothing_that_was_saved_and_nothing_that_is_typed(disk_house):
    house, is_a_disk = disk_house
    typed = {"in_danger": "no", "words": "ما بغيتش " * 6_000}
    with house.sitting(EDUCATOR) as sitting:
        disk = SmallDisk(house) if is_a_disk else GrownFile(sitting.desk)
        draft = sitting.desk.do(BeginDraft("no", "no"))
        sitting.desk.do(SaveDraft(draft, {"in_danger": "no", "words": "avant"}))
        told = []
        sitting.desk.watch(told.append)

        with disk.full():
            with pytest.raises(StoreFull):
                sitting.desk.do(SaveDraft(draft, typed))
            assert typed["words"].startswith("ما بغيتش")
            (row,) = sitting.desk.reads.my_drafts()
            assert row.content["words"] == "avant"
        assert told == []

        sitting.desk.do(SaveDraft(draft, typed))
        (row,) = sitting.desk.reads.my_drafts()
        assert row.content == typed

    assert house.problems() == []


def test_a_vault_is_locked_and_opens_again_when_the_disk_stays_full(disk_house):
    house, is_a_disk = disk_house
    sitting = house.entrance.sit_down(house.unlock(EDUCATOR))
    disk = SmallDisk(house) if is_a_disk else GrownFile(sitting.desk)
    for _ in range(10):
        draft = sitting.desk.do(BeginDraft("yes", "no"))

    with disk.full():
        sitting.lock()

    with house.sitting(EDUCATOR) as sitting:
        assert sitting.desk.reads.my_drafts()[0].id == draft
    assert house.problems() == []


def test_a_concern_that_finds_the_disk_full_stays_a_draft(disk_house):
    house, is_a_disk = disk_house
    at = "2026-03-02T11:00 about"
    content = {
        **WALKED,
        "observed_at": at,
        "told_person": house.person(DIRECTOR),
        "told_at": at,
        "actions": [{**row, "at": at} for row in WALKED["actions"]],
        "words": "x" * 20_000,
    }
    with house.sitting(EDUCATOR) as sitting:
        disk = SmallDisk(house) if is_a_disk else GrownFile(sitting.desk)
        draft = sitting.desk.do(BeginDraft("no", "no"))

        with disk.full():
            with pytest.raises(StoreFull):
                sitting.desk.do(SendConcern(draft, content))
            assert [row.id for row in sitting.desk.reads.my_drafts()] == [draft]
            assert sitting.desk.reads.my_receipts() == ()

        number = sitting.desk.do(SendConcern(draft, content))
        (receipt,) = sitting.desk.reads.my_receipts()
        assert receipt.number == number
    assert house.problems() == []
