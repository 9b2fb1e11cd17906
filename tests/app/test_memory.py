"""What stays in memory: read from outside, byte by byte, while the program waits."""

from __future__ import annotations

import base64
import os
import re
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import pytest

from casedesk.app.again import command
from casedesk.app.training_texts import DIRECTOR, SOCIAL_WORKER
from casedesk.circuit.changes import Home
from casedesk.vault.header_file import read_header
from casedesk.vault.kdf import derived
from casedesk.vault.passphrase import normalise

pytestmark = pytest.mark.skipif(
    sys.platform != "linux",
    reason="M01 and M02: only Linux lets a test read another process through /proc",
)

MARK = "Zmarqueuse"  # a name that no list of names has

# Sits down, reads every case, locks, and waits for a line before each of these
SITTING = """
import gc, sys
from pathlib import Path
from casedesk.app import clock
from casedesk.app.entrance import VaultEntrance
from casedesk.app.passphrases import Passphrases
from casedesk.circuit.commands.cases import ViewCase
from casedesk.circuit.queries import CaseList
from casedesk.vault.kdf import KdfCost

def pause(where):
    gc.collect()
    print(where, flush=True)
    sys.stdin.readline()

door = VaultEntrance(Path(sys.argv[1]), clock.now, Passphrases(KdfCost(8, 1, 1)))
pause("begun")
sitting = door.sit_down(door.unlock(Path(sys.argv[2]), sys.argv[3], sys.argv[4]))
pause("unlocked")
desk = sitting.desk
for row in desk.reads.cases(CaseList.ALL, clock.now(), None, 10):
    desk.do(ViewCase(row.id))
    page = desk.reads.case_page(row.id)
sitting.lock()
del sitting, desk
pause("locked")
"""

# The unlock page alone, as a process that was begun again shows it
THRESHOLD = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from casedesk.app import start
from casedesk.app.command_line import _window_parser
from casedesk.app.door import VaultDoor
from casedesk.app.passphrases import Passphrases
from casedesk.ui.main_window import MainWindow
from casedesk.ui.prompts import SystemPrompts
from casedesk.vault.kdf import KdfCost

asked = _window_parser().parse_args(sys.argv[2:])
limits = Passphrases(KdfCost(8, 1, 1)).limits
application = start.prepared(QApplication(sys.argv[:1]))
settings = Path(sys.argv[1])
door = VaultDoor(settings, limits)
window = MainWindow(door, SystemPrompts(), lambda: start.inside(settings), asked.vault)
window.expect(asked.arriving)
window.show()

def wait():
    print(type(window.page).__name__, flush=True)
    sys.stdin.readline()
    application.quit()

QTimer.singleShot(500, wait)
application.exec()
window.close()
"""


class Watched:
    """A child that stops now and then, to be read."""

    def __init__(self, process):
        self._process = process

    def reaches(self):
        return self._process.stdout.readline().strip()

    def goes_on(self):
        self._process.stdin.write("\n")
        self._process.stdin.flush()

    def copies(self, *secrets):
        """How often any of these stands in what the process has written to."""
        found = 0
        for part in self._memory():
            found += sum(part.count(secret) for secret in secrets)
        return found

    def _memory(self):
        process = Path(f"/proc/{self._process.pid}")
        places = re.findall(
            r"^([0-9a-f]+)-([0-9a-f]+) rw.p",
            (process / "maps").read_text(),
            re.MULTILINE,
        )
        with (process / "mem").open("rb", buffering=0) as memory:
            for begin, end in places:
                try:
                    memory.seek(int(begin, 16))
                    yield memory.read(int(end, 16) - int(begin, 16))
                except (OSError, OverflowError, ValueError):
                    continue  # [vvar] and its like cannot be read


@contextmanager
def watched(script, *arguments):
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    with subprocess.Popen(
        [sys.executable, "-c", script, *map(str, arguments)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=environment,
    ) as process:
        try:
            yield Watched(process)
        finally:
            process.kill()


def forms(*secrets):
    """As bytes, in hexadecimal of both cases, in base64."""
    for secret in map(bytes, secrets):
        yield secret
        yield secret.hex().encode()
        yield secret.hex().upper().encode()
        yield base64.b64encode(secret)


def kek_of(house, trainee):
    header = read_header(house.folder, house.entrance._limits)
    slot = header.slots[house.person(trainee)]
    with derived(normalise(trainee.passphrase), slot.kdf) as key:
        return bytes(key)


@dataclass(frozen=True)
class Secrets:
    """Of the director: what is derived and gone at once, and what a sitting holds."""

    passing: tuple[bytes, ...]
    held: tuple[bytes, ...]


@pytest.fixture
def secrets(house):
    """Slot, stores and seals; identity (X25519, Ed25519), wraps and drops."""
    with house.sitting(DIRECTOR) as sitting:
        keyring = sitting._vault.keyring
        stores = [bytes(keyring.db_key(home)) for home in Home]
        seals = [bytes(keyring.seal_key(home)) for home in Home]
        own = [bytes(keyring._identity._x), bytes(keyring._identity._e)]
        wrapped = [bytes(keyring._keys[home]) for home in Home]
        drops = [bytes(key) for key in chain(*keyring._drops.values())]
    assert len(drops) == 1
    return Secrets((kek_of(house, DIRECTOR), *stores, *seals), (*own, *wrapped, *drops))


def test_M01_no_key_is_left_in_memory_after_unlocking_or_after_the_lock(
    house, tmp_path, secrets
):
    who = (house.person(DIRECTOR), DIRECTOR.passphrase)

    with watched(SITTING, tmp_path / "settings", house.folder, *who) as program:
        assert program.reaches() == "begun"
        program.goes_on()
        assert program.reaches() == "unlocked"
        assert program.copies(*forms(*secrets.passing)) == 0
        held = [program.copies(each) for each in secrets.held]
        program.goes_on()
        assert program.reaches() == "locked"
        left = [program.copies(*forms(each)) for each in secrets.passing + secrets.held]

    assert set(left) == {0}
    assert all(held)  # the control: one that is there is found


def test_M02_what_was_read_stays_after_the_lock_and_only_a_new_process_is_free_of_it(
    house, tmp_path
):
    house.record(words=f"{MARK} a dit", given_latin=MARK)
    who = (house.person(SOCIAL_WORKER), SOCIAL_WORKER.passphrase)
    read = [MARK.encode(how) for how in ("utf-8", "utf-16-le")]
    again = command(house.folder, house.person(DIRECTOR))

    with watched(SITTING, tmp_path / "settings", house.folder, *who) as program:
        for where in ("begun", "unlocked"):
            assert program.reaches() == where
            program.goes_on()
        assert program.reaches() == "locked"
        left = program.copies(*read)
    arguments = again[again.index("casedesk") + 1 :]
    with watched(THRESHOLD, tmp_path / "settings", *arguments) as anew:
        assert anew.reaches() == "UnlockPage"
        assert anew.copies(*read) == 0

    assert left > 0  # the control, and the reason for beginning again
