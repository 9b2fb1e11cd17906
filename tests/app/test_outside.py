"""What the program does to the machine around it, and that machine to the program."""

from __future__ import annotations

import ast
import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from PySide6.QtPrintSupport import QPrinterInfo
from sqlcipher3 import dbapi2 as sqlite

from casedesk.app.folder import LOCK
from casedesk.app.training_texts import DIRECTOR, EDUCATOR
from casedesk.circuit.changes import Home
from casedesk.circuit.commands.concerns import BeginDraft
from casedesk.circuit.threshold import VaultUnusable
from casedesk.i18n.labels import sentence
from casedesk.ui.printing import is_paper

ROOT = Path(__file__).parents[2]
ONLY_WINDOWS = sys.platform != "win32"
MARK = "Zmarqueuse"  # a name that no list of names has
SPEAKS_TO_NETWORKS = {
    *("socket", "ssl", "http", "urllib", "ftplib", "smtplib", "asyncio", "xmlrpc"),
    *("QtNetwork", "QtWebEngineCore", "QtWebEngineWidgets", "QtWebSockets", "requests"),
}

XDG = ("CONFIG", "CACHE", "STATE", "DATA")

# The whole program, without a display: somebody unlocks, types, locks, and leaves
A_SITTING = """
import sys
from functools import partial
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from casedesk.app import clock, start
from casedesk.app.door import VaultDoor
from casedesk.app.entrance import VaultEntrance
from casedesk.app.passphrases import Passphrases
from casedesk.app.rooms import rooms_behind
from casedesk.circuit.commands.concerns import BeginDraft, SaveDraft
from casedesk.ui.main_window import MainWindow
from casedesk.ui.navigation import ConcernPlace
from casedesk.vault.kdf import KdfCost

vault, person, passphrase, mark = Path(sys.argv[1]), *sys.argv[2:]
cheap = Passphrases(KdfCost(8, 1, 1))
start.VaultDoor = partial(VaultDoor, limits=cheap.limits)
start.inside = lambda settings: rooms_behind(
    VaultEntrance(settings, clock.now, cheap), clock.now
)
timer = QTimer()
seen = set()

def act():
    (window,) = [each for each in QApplication.topLevelWidgets()
                 if isinstance(each, MainWindow)]
    seen.update(each.windowTitle() for each in QApplication.topLevelWidgets())
    page, workspace = window.page, window.workspace
    if workspace is None and "typed" not in seen:
        if not page.is_in_use:
            page.choose(person)
            page._passphrase.box.setText(passphrase)
            page._on_open()
    elif "typed" not in seen:
        desk = workspace.tools.desk
        draft = desk.do(BeginDraft("no", "no"))
        desk.do(SaveDraft(draft, {"in_danger": "no", "given_latin": mark}))
        workspace.go_to(ConcernPlace(draft))
        seen.add("typed")
    else:
        seen.update(each.windowTitle() for each in QApplication.topLevelWidgets())
        timer.stop()
        window.lock()
        window.close()

timer.timeout.connect(act)
timer.setInterval(50)
QTimer.singleShot(0, timer.start)
code = start.run(vault)
print(sorted(seen - {"typed"}))
sys.exit(code if "typed" in seen else 1)
"""

# Every sheet of a case: typeset, looked at, and turned into what a printer is given
PAPER = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from PySide6.QtWidgets import QApplication, QWidget
from casedesk import paths
from casedesk.app.entrance import VaultEntrance
from casedesk.app.paper import LatePrinter
from casedesk.app.passphrases import Passphrases
from casedesk.app.training import PastClock, TrainingVault
from casedesk.app.walk import walk
from casedesk.ui.printing import pages_of
from casedesk.ui.widgets.preview import Preview
from casedesk.vault.kdf import KdfCost
from tests.lean import without_locked_memory

without_locked_memory()
application = QApplication([])
clock = PastClock(lambda: datetime(2026, 3, 2, 12, tzinfo=UTC))
entrance = VaultEntrance(Path(sys.argv[2]), clock, Passphrases(KdfCost(8, 1, 1)))
vault = TrainingVault(Path(sys.argv[1]), entrance, clock)
window = QWidget()
preview = Preview("Aperçu", window)
window.show()
pages = 0
for _sheet, pdf in walk(vault, LatePrinter(paths.resource("fonts"))):
    preview.show_pdf(pdf)
    application.processEvents()
    pages += len(pages_of(pdf, 60))
print(pages)
"""

# Another process at the same door
SECOND = """
import sys
from pathlib import Path
from time import perf_counter
from casedesk.app import clock
from casedesk.app.entrance import VaultEntrance
from casedesk.app.passphrases import Passphrases
from casedesk.circuit.threshold import VaultUnusable
from casedesk.vault.kdf import KdfCost

door = VaultEntrance(Path(sys.argv[1]), clock.now, Passphrases(KdfCost(8, 1, 1)))
keys = door.unlock(Path(sys.argv[2]), sys.argv[3], sys.argv[4])
began = perf_counter()
try:
    door.sit_down(keys).lock()
except VaultUnusable as refused:
    print(refused.reason, perf_counter() - began)
"""

# Python's own sqlite3 in the place of SQLCipher: everything works, nothing is secret
PLAIN = """
import sqlite3, sys, types
from pathlib import Path

class Plain(sqlite3.Connection):
    def set_key(self, key):
        pass

shim = types.ModuleType("sqlcipher3")
dbapi2 = types.ModuleType("sqlcipher3.dbapi2")
dbapi2.__dict__.update(sqlite3.dbapi2.__dict__)
dbapi2.Connection = Plain
dbapi2.connect = lambda *a, **k: sqlite3.connect(*a, factory=Plain, **k)
shim.dbapi2 = dbapi2
sys.modules.update({"sqlcipher3": shim, "sqlcipher3.dbapi2": dbapi2})

from casedesk.circuit.changes import Home
from casedesk.store.connection import create_database
from casedesk.store.database import StoreIdentity
from casedesk.store.errors import StoreSettings

path = Path(sys.argv[1]) / "desk.g1.db"
try:
    create_database(path, bytearray(32), StoreIdentity("v", "desk", 1, Home.DESK))
except StoreSettings:
    print("refused", sorted(each.name for each in path.parent.iterdir()))
"""

# Bugs wherever they can arise, with a name in everything they know
FAULTY = """
import faulthandler, gc, sqlite3, sys, threading
from pathlib import Path
from PySide6.QtCore import QCoreApplication, QTimer
from casedesk import log
from casedesk.ui.faults import Faults

mark = sys.argv[2]
handler = log.open_log(Path(sys.argv[1]))
told = []
Faults(told.append).install()
application = QCoreApplication([])

def in_a_slot():
    child = {"name": mark}
    raise ValueError(f"no such child: {child}")

def in_sql():
    sqlite3.connect(":memory:").execute(f"SELECT '{mark}' FROM nowhere_{mark}")

def in_a_thread():
    raise LookupError(mark)

class Cleared:
    def __del__(self):
        raise RuntimeError(mark)

def cleared_away():
    cleared = Cleared()
    del cleared
    gc.collect()

def in_words():
    try:
        in_a_slot()
    except ValueError as error:
        raise KeyError(mark) from error

for each in (in_a_slot, in_sql, cleared_away, in_words):
    QTimer.singleShot(0, each)
thread = threading.Thread(target=in_a_thread, name="job")
thread.start()
thread.join()
QTimer.singleShot(50, application.quit)
application.exec()
with open(Path(sys.argv[1]) / "dump", "w") as dump:
    faulthandler.dump_traceback(dump)
log.close_log(handler)
print(faulthandler.is_enabled(), len(told))
"""


# A command in a terminal that falls over, with a record in its hands
FAULTY_COMMAND = """
import atexit, ctypes, resource, sys, threading
from casedesk.app import command_line
from casedesk.app.entrance import VaultEntrance

mark = sys.argv[1]
atexit.register(lambda: print(
    resource.getrlimit(resource.RLIMIT_CORE)[0], ctypes.CDLL(None).prctl(3, 0, 0, 0, 0)
))

class Cleared:
    def __del__(self):
        raise RuntimeError(mark)

def in_a_thread():
    raise LookupError(mark)

def fallen(self, folder):
    Cleared()
    thread = threading.Thread(target=in_a_thread)
    thread.start()
    thread.join()
    child = {"name": mark}
    raise ValueError(f"no such child: {child}")

VaultEntrance.is_set = VaultEntrance.look = VaultEntrance.people_of_set = fallen
sys.exit(command_line.run(sys.argv[2:]))
"""


def run(script, *arguments, under=(), **environment):
    return subprocess.run(
        [*under, sys.executable, "-c", script, *map(str, arguments)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", **environment},
        check=False,
    )


@cache
def parts_of_ours():
    """Every part of every module of the program, with the name of its file."""
    return [
        (path.name, node)
        for path in (ROOT / "casedesk").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    ]


def imports():
    """Whatever is imported, by its full name."""
    for _, node in parts_of_ours():
        match node:
            case ast.Import():
                yield from (each.name for each in node.names)
            case ast.ImportFrom():
                yield from (f"{node.module}.{each.name}" for each in node.names)


STRACE = shutil.which("strace")


@dataclass(frozen=True)
class Sitting:
    """One run of the whole program, and everything it left behind."""

    vault: Path
    person: str
    home: Path
    calls: Path
    titles: str


@pytest.fixture(scope="module")
def sat(founded_house, new_house, tmp_path_factory):
    """Watched from outside, as a user whose every file lies in one folder."""
    place = tmp_path_factory.mktemp("sat")
    home, calls = place / "home", place / "calls"
    (home / "tmp").mkdir(parents=True)
    vault = Path(shutil.copytree(founded_house.folder, place / "exercice.casedesk"))
    person = new_house(vault, datetime(2026, 3, 2, tzinfo=UTC)).person(EDUCATOR)
    ended = run(
        *(A_SITTING, vault, person, EDUCATOR.passphrase, MARK),
        under=watched_by(calls) if STRACE else (),
        HOME=str(home),
        TMPDIR=str(home / "tmp"),
        **{f"XDG_{it}_HOME": str(home / it.lower()) for it in XDG},
    )
    assert ended.returncode == 0, ended.stderr
    return Sitting(vault, person, home, calls, ended.stdout.strip())


def watched_by(calls, what="network"):
    """Only what is asked for stops the program: anything else runs as ever."""
    options = ("-f", "--seccomp-bpf", "-qq")
    return (STRACE, *options, "-e", f"trace={what}", "-o", str(calls))


NO_STRACE = pytest.mark.skipif(
    STRACE is None, reason="O02: this machine has no strace to see what is called"
)


@NO_STRACE
def test_O02_the_whole_program_never_opens_a_socket_to_a_network(sat):
    opened = sat.calls.read_text(encoding="utf-8", errors="replace")

    assert "AF_INET" not in opened


@NO_STRACE
def test_O02_a_socket_to_a_network_would_have_been_seen(tmp_path):
    """The control of the test above."""
    calls = tmp_path / "calls"

    run("import socket; socket.socket().close()", under=watched_by(calls))

    assert "AF_INET" in calls.read_text(encoding="utf-8", errors="replace")


def test_O02_nothing_of_ours_imports_what_speaks_to_a_network():
    imported = {part for name in imports() for part in name.split(".")}

    assert "QtWidgets" in imported  # the control
    assert imported & SPEAKS_TO_NETWORKS == set()


def test_M03_a_day_leaves_no_name_in_settings_logs_temporary_files_or_titles(sat):
    written = [each for each in sat.home.rglob("*") if each.is_file()]
    left = [
        str(each.relative_to(sat.home)).encode() + each.read_bytes() for each in written
    ]

    assert any(b"recent" in each for each in left)  # the control: this is where it is
    for name in (MARK, EDUCATOR.label, EDUCATOR.passphrase, sat.person):
        for how in ("utf-8", "utf-16-le"):
            assert not any(name.encode(how) in each for each in left)
    assert sat.titles in ("['', 'casedesk']", "['casedesk']")


def test_M03_what_is_remembered_of_vaults_is_where_they_are(sat):
    (recent,) = sat.home.rglob("recent.json")

    assert json.loads(recent.read_text(encoding="utf-8")) == [str(sat.vault)]


def test_M04_no_word_of_what_went_wrong_is_kept_anywhere(tmp_path):
    """In a slot, in SQL, in a thread, while clearing away; faulthandler as well."""
    ended = run(FAULTY, tmp_path, MARK)

    assert ended.returncode == 0, ended.stderr
    kept = {each.name: each.read_text(encoding="utf-8") for each in tmp_path.iterdir()}
    assert ended.stdout.split() == ["False", "3"]
    assert kept["casedesk.log"].count("ui.fault") == 5
    for kind in ("ValueError", "OperationalError", "LookupError", "RuntimeError"):
        assert kind in kept["casedesk.log"]
    assert "File" in kept["dump"]
    for text in (*kept.values(), ended.stdout, ended.stderr):
        assert MARK not in text


@pytest.mark.skipif(sys.platform != "linux", reason="asks Linux about its dumps")
@pytest.mark.parametrize(
    "command",
    [
        ("verify", "v", "--as", "x"),
        ("backup", "v", "d", "--as", "x"),
        ("restore", "s", "n", "--as", "x", "--with", "y"),
    ],
    ids=lambda command: command[0],
)
def test_M04_a_command_that_falls_over_prints_no_word_of_a_record(tmp_path, command):
    ended = run(FAULTY_COMMAND, MARK, *command, XDG_CONFIG_HOME=str(tmp_path))

    assert ended.returncode == 1
    assert ended.stdout.split() == ["0", "0"]
    assert ended.stderr.count("désolé") == 3
    for kind in ("RuntimeError", "LookupError", "ValueError"):
        assert kind in ended.stderr
    assert "command_line:" in ended.stderr
    assert MARK not in ended.stdout + ended.stderr
    assert "Traceback" not in ended.stderr


def test_S11_a_second_process_is_refused_at_once_and_the_first_goes_on(house, tmp_path):
    who = (house.person(DIRECTOR), DIRECTOR.passphrase)
    with house.sitting(EDUCATOR) as sitting:
        refused = run(SECOND, tmp_path / "settings", house.folder, *who)
        sitting.desk.do(BeginDraft("no", "no"))
        drafts = sitting.desk.reads.my_drafts()
    later = run(SECOND, tmp_path / "settings", house.folder, *who)

    reason, took = refused.stdout.split()
    assert reason == "busy"
    assert "autre fenêtre" in sentence(VaultUnusable(reason))
    assert float(took) < 1
    assert len(drafts) == 1
    assert later.stdout == ""  # let in, once the first had gone
    assert house.problems() == []


@pytest.mark.skipif(
    ONLY_WINDOWS,
    reason="O01: two users signed in at once on one PC are a thing of Windows",
)
def test_O01_a_lock_of_another_session_of_windows_is_respected(house, tmp_path):
    """The lock is of the folder, whoever's session made it: no name is compared."""
    who = (house.person(DIRECTOR), DIRECTOR.passphrase)
    with house.sitting(EDUCATOR):
        refused = run(
            SECOND,
            tmp_path / "settings",
            house.folder,
            *who,
            USERNAME="autre",
            SESSIONNAME="RDP-Tcp#7",
        )

    assert refused.stdout.startswith("busy")
    assert not (house.folder / LOCK).exists()


@pytest.mark.skipif(
    ONLY_WINDOWS, reason="C10: only on Windows can a file be held against reading"
)
def test_C10_a_file_held_by_an_antivirus_is_waited_for_or_told_of(house):
    import ctypes

    kernel = ctypes.windll.kernel32
    kernel.CreateFileW.restype = ctypes.c_void_p
    exclusively, existing, reads = 0, 3, 0x80000000
    handle = kernel.CreateFileW(
        str(house.path(Home.DESK)), reads, exclusively, None, existing, 0, None
    )
    keys = house.unlock(EDUCATOR)

    with pytest.raises(VaultUnusable) as refused:
        house.entrance.sit_down(keys)
    kernel.CloseHandle(ctypes.c_void_p(handle))

    assert sentence(refused.value)
    with house.sitting(EDUCATOR) as sitting:
        assert sitting.desk.reads.people()


@pytest.mark.skipif(
    STRACE is None, reason="U03: this machine has no strace to see what is called"
)
def test_U03_every_sheet_is_looked_at_and_printed_and_only_the_vault_is_written_to(
    founded_house, tmp_path
):
    vault = Path(shutil.copytree(founded_house.folder, tmp_path / "exercice.casedesk"))
    calls, elsewhere = tmp_path / "calls", tmp_path / "elsewhere"
    elsewhere.mkdir()
    opening = "open,openat,creat,mkdir,mkdirat,rename,renameat,link,mknod"

    made = run(
        *(PAPER, vault, elsewhere / "settings"),
        under=watched_by(calls, opening),
        HOME=str(elsewhere),
        TMPDIR=str(elsewhere),
        **{f"XDG_{it}_HOME": str(elsewhere) for it in XDG},
    )

    assert made.returncode == 0, made.stderr
    assert int(made.stdout) >= 7
    traced = calls.read_text(encoding="utf-8", errors="replace")
    writing = re.findall(r'"([^"]*)", [^\n]*(?:O_WRONLY|O_RDWR|O_CREAT)', traced)
    written = {each for each in writing if not Path(each).is_char_device()}
    assert any(str(vault) in each for each in written)  # the control
    recent = str(elsewhere / "settings" / "recent.json")  # where vaults are, no more
    assert {each for each in written if str(vault) not in each} <= {recent}
    left = {each.name for each in vault.iterdir() if each.is_file()}
    known = re.compile(r"\.(db|json|bak)$|-wal$|-shm$")
    assert not {each for each in left if not known.search(each)}
    assert [*elsewhere.rglob("*.pdf")] == []


@pytest.mark.skipif(
    ONLY_WINDOWS, reason="U02: the printers that write files come with Windows"
)
def test_U02_the_printers_of_windows_that_write_files_are_not_offered():
    offered = {
        each.printerName()
        for each in QPrinterInfo.availablePrinters()
        if is_paper(each.printerName(), each.makeAndModel())
    }

    assert not [
        each
        for each in offered
        if re.search("pdf|xps|onenote|fax", each, re.IGNORECASE)
    ]


def test_O03_every_dependency_is_pinned_to_its_very_bytes():
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    entries = re.split(r"\n(?=[a-z0-9])", re.sub(r"(?m)^#.*\n|^ +#.*\n", "", lock))
    pinned = {}
    for entry in filter(str.strip, entries):
        name, _, rest = entry.partition("==")
        pinned[_normal(name)] = re.findall(r"--hash=sha256:([0-9a-f]{64})", rest)
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wanted = {
        _normal(re.split(r"[^\w.-]", each)[0])
        for each in project["project"]["dependencies"]
    }

    assert wanted - {"pyside6-addons"} <= set(pinned)
    assert [name for name, hashes in pinned.items() if not hashes] == []
    assert not {"pyside6", "pyside6-webengine"} & set(pinned)


def _normal(name):
    return re.sub(r"[-_.]+", "-", name.strip()).lower()


def test_O03_what_the_program_imports_is_what_was_pinned():
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    pinned = {_normal(each) for each in re.findall(r"(?m)^([\w.-]+)==", lock)}
    by_import = packages_distributions()
    imported = {each.partition(".")[0] for each in imports()}
    foreign = imported - set(sys.stdlib_module_names) - {"casedesk"}

    assert "PySide6" in foreign  # the control
    for name in foreign:
        assert {_normal(each) for each in by_import[name]} & pinned, name


def test_O06_without_sqlcipher_no_store_is_made_at_all(tmp_path):
    ended = run(PLAIN, tmp_path)

    assert ended.stdout.split("\n")[0] == "refused []", ended.stderr


def test_O06_what_is_made_does_not_begin_like_a_plain_database(house):
    for home in Home:
        assert house.path(home).read_bytes()[:16] != b"SQLite format 3\x00"


def test_H01_a_desk_belongs_to_one_thread_and_another_is_told_so(house):
    with house.sitting(EDUCATOR) as sitting, ThreadPoolExecutor(1) as elsewhere:
        desk = sitting.desk
        desk.do(BeginDraft("no", "no"))

        for misuse in (
            lambda: desk.do(BeginDraft("no", "no")),
            desk.reads.my_drafts,
            desk.reads.people,
        ):
            with pytest.raises(sqlite.ProgrammingError):
                elsewhere.submit(misuse).result(timeout=30)

        desk.do(BeginDraft("no", "no"))
        assert len(desk.reads.my_drafts()) == 2
    assert house.problems() == []


def test_H01_a_key_is_set_where_the_connection_is_made_and_nowhere_else():
    """SQLCipher does not check the thread of `set_key`, nor a key set too late."""
    calls = [
        (file, node) for file, node in parts_of_ours() if isinstance(node, ast.Call)
    ]
    called = [
        (file, node.func.attr)
        for file, node in calls
        if isinstance(node.func, ast.Attribute)
        and node.func.attr in ("set_key", "rekey", "reset_key", "interrupt")
    ]
    unchecked = [
        file
        for file, node in calls
        for keyword in node.keywords
        if keyword.arg == "check_same_thread"
    ]

    assert called == [("connection.py", "set_key")]
    assert unchecked == []
