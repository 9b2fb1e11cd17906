"""What the machine tells of who is in front of it, and how a process begins again."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtDBus import QDBusConnection, QDBusMessage
from PySide6.QtWidgets import QApplication

from casedesk.app import again, crashes
from casedesk.app.again import command
from casedesk.app.away import windows
from casedesk.app.away.linux import BusListener
from casedesk.app.command_line import _window_parser
from casedesk.circuit.people import PersonId

ONLY_WINDOWS = sys.platform != "win32"
MANAGER = "org.freedesktop.login1.Manager"
SESSION = "org.freedesktop.login1.Session"
PROPERTIES = "org.freedesktop.DBus.Properties"
PATH = "/org/freedesktop/login1"


@pytest.fixture(scope="module")
def buses():
    """Two ends of a bus of our own: who tells, and who hears."""
    daemon = shutil.which("dbus-daemon")
    if daemon is None:
        pytest.skip("C13 and L03: this machine has no dbus-daemon to speak through")
    process = subprocess.Popen(
        [daemon, "--session", "--nofork", "--print-address"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert process.stdout is not None
    address = process.stdout.readline().strip()
    names = ("casedesk-test-tells", "casedesk-test-hears")
    yield tuple(QDBusConnection.connectToBus(address, name) for name in names)
    for name in names:
        QDBusConnection.disconnectFromBus(name)
    process.terminate()
    process.wait(timeout=30)
    process.stdout.close()


@pytest.fixture
def heard(qapp, buses):
    listener, gone = BusListener(buses[1], buses[1]), []
    listener.start(lambda: gone.append("gone"))
    yield gone
    listener.stop()
    listener.deleteLater()


def tell(buses, path, interface, name, *arguments):
    signal = QDBusMessage.createSignal(path, interface, name)
    signal.setArguments(list(arguments))
    assert buses[0].send(signal)


TOLD = {
    "suspend": (PATH, MANAGER, "PrepareForSleep", True),
    "session locked": (f"{PATH}/session/_31", SESSION, "Lock"),
    "user switch": (
        f"{PATH}/session/_31",
        PROPERTIES,
        "PropertiesChanged",
        SESSION,
        {"Active": False},
        [],
    ),
    "screen saver": (
        "/ScreenSaver",
        "org.freedesktop.ScreenSaver",
        "ActiveChanged",
        True,
    ),
}


@pytest.mark.parametrize("what", TOLD)
def test_C13_what_linux_tells_of_somebody_leaving_is_heard(what, heard, buses, qtbot):
    tell(buses, *TOLD[what])

    qtbot.waitUntil(lambda: heard == ["gone"])


def test_C13_waking_up_and_coming_back_lock_nothing(heard, buses, qtbot):
    back = {"Active": True}
    tell(buses, PATH, MANAGER, "PrepareForSleep", False)
    tell(buses, PATH, PROPERTIES, "PropertiesChanged", SESSION, back, [])
    tell(buses, "/ScreenSaver", "org.freedesktop.ScreenSaver", "ActiveChanged", False)
    tell(buses, *TOLD["suspend"])

    qtbot.waitUntil(lambda: heard != [])
    assert heard == ["gone"]  # of the last one only: signals keep their order


def test_L03_without_a_bus_the_listener_is_silent(qapp):
    nowhere = QDBusConnection("casedesk-test-nowhere")
    listener = BusListener(nowhere, nowhere)

    listener.start(pytest.fail)
    listener.stop()

    assert not nowhere.isConnected()


@pytest.mark.parametrize(
    ("message", "what", "lid", "away"),
    [
        (0x02B1, 0x7, None, True),  # session locked
        (0x02B1, 0x8, None, False),  # unlocked
        (0x02B1, 0x2, None, True),  # another user at the console
        (0x02B1, 0x1, None, False),
        (0x0218, 0x4, None, True),  # suspend
        (0x0218, 0x12, None, False),  # resumed
        (0x0218, 0x8013, 0, True),  # lid closed
        (0x0218, 0x8013, 1, False),
        (0x0218, 0x8013, None, False),  # another setting
        (0x0016, 1, None, True),  # the session ends
        (0x0016, 0, None, False),
        (0x000F, 7, None, False),  # paint
    ],
)
def test_L03_what_windows_says_is_understood(message, what, lid, away):
    assert windows.means_away(message, what, lid) is away


@pytest.mark.skipif(
    ONLY_WINDOWS, reason="L03: session, suspend and lid messages come from Windows only"
)
def test_L03_messages_of_windows_lock_within_a_second(qapp, qtbot):
    import ctypes

    gone = []
    listener = windows.WindowsListener()
    listener.start(lambda: gone.append("gone"))
    assert listener._window is not None
    handle = int(listener._window.winId())

    ctypes.windll.user32.PostMessageW(handle, 0x02B1, 0x7, 0)

    qtbot.waitUntil(lambda: gone == ["gone"], timeout=1000)
    listener.stop()


@pytest.mark.skipif(
    ONLY_WINDOWS, reason="C13: only Windows sends PBT_APMSUSPEND before it sleeps"
)
def test_C13_windows_tells_before_it_sleeps(qapp, qtbot):
    import ctypes

    gone = []
    listener = windows.WindowsListener()
    listener.start(lambda: gone.append("gone"))
    assert listener._window is not None
    handle = int(listener._window.winId())

    ctypes.windll.user32.SendMessageW(handle, 0x0218, 0x4, 0)

    assert gone == ["gone"]
    listener.stop()


@pytest.mark.skipif(
    ONLY_WINDOWS, reason="M05: Windows Error Reporting is there on Windows only"
)
def test_M05_windows_is_asked_to_write_no_dump():
    import winreg

    crashes.leave_no_dump()

    excluded = (
        r"Software\Microsoft\Windows\Windows Error Reporting\ExcludedApplications"
    )
    with winreg.OpenKey(winreg.HKEY_CURRENT_USER, excluded) as key:
        assert winreg.QueryValueEx(key, Path(sys.executable).name)[0] == 1


@pytest.mark.skipif(
    sys.platform != "linux", reason="M05: core files and prctl are how Linux dumps"
)
def test_M05_a_crash_on_linux_leaves_no_core_file(tmp_path):
    child = (
        "import ctypes, resource; from casedesk.app.crashes import leave_no_dump\n"
        "leave_no_dump()\n"
        "print(resource.getrlimit(resource.RLIMIT_CORE)[0])\n"
        "print(ctypes.CDLL(None).prctl(3, 0, 0, 0, 0), flush=True)\n"
        "ctypes.string_at(0)\n"
    )
    crashed = subprocess.run(
        [sys.executable, "-c", child],
        capture_output=True,
        text=True,
        cwd=tmp_path,
        check=False,
    )

    assert crashed.returncode < 0
    assert crashed.stdout.split() == ["0", "0"]
    assert list(tmp_path.iterdir()) == []


def test_a_process_begins_again_with_the_vault_and_an_id_that_says_nothing(tmp_path):
    told = command(tmp_path / "coffre", PersonId("3f9c01ab"))

    assert told[0] == sys.executable
    asked = _window_parser().parse_args(told[told.index("casedesk") + 1 :])
    assert asked.vault == tmp_path / "coffre"
    assert asked.arriving == "3f9c01ab"
    assert command(tmp_path, None)[-1] == str(tmp_path)


def test_a_frozen_program_begins_again_as_itself(tmp_path, monkeypatch):
    monkeypatch.setattr(sys, "frozen", True, raising=False)

    assert command(tmp_path, None) == [sys.executable, str(tmp_path)]


def test_a_process_that_begins_again_runs_on_its_own(tmp_path, monkeypatch, qtbot):
    written = tmp_path / "written"
    script = f"import pathlib; pathlib.Path({str(written)!r}).write_text('here')"
    started = [sys.executable, "-c", script]
    monkeypatch.setattr(again, "command", lambda vault, arriving: started)

    begun = again.begin_again(tmp_path, None)

    assert begun
    qtbot.waitUntil(written.exists, timeout=30_000)
    assert isinstance(QApplication.instance(), QApplication)
