"""Suspend, lid, lock and change of session on Windows, and no pictures of the screen.

By ctypes: Qt hands on none of these messages.
"""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Callable
from ctypes import wintypes
from typing import Any
from uuid import UUID

from PySide6.QtCore import (
    QAbstractNativeEventFilter,
    QByteArray,
    QCoreApplication,
    QEvent,
    QObject,
)
from PySide6.QtGui import QWindow
from PySide6.QtWidgets import QWidget

_END_SESSION, _POWER, _SESSION = 0x0016, 0x0218, 0x02B1  # WM_ENDSESSION and others
_SUSPEND, _SETTING = 0x0004, 0x8013  # PBT_APMSUSPEND, PBT_POWERSETTINGCHANGE
_LEFT = {0x2, 0x4, 0x6, 0x7}  # WTS_… console or remote disconnect, logoff, lock
_THIS_SESSION = 0  # NOTIFY_FOR_THIS_SESSION
_LID = UUID("ba3e0f4d-b817-4094-a2d1-d56379e6a0f3")  # GUID_LIDSWITCH_STATE_CHANGE
_FOR_A_WINDOW = 0  # DEVICE_NOTIFY_WINDOW_HANDLE
_HIDDEN, _BLACK = 0x11, 0x1  # WDA_EXCLUDEFROMCAPTURE, and WDA_MONITOR before 2004


def means_away(message: int, what: int, lid: int | None = None) -> bool:
    """Whether this message of Windows says that nobody is in front of it any more.

    `lid` is what a change of setting says of the lid: 0 is closed.
    """
    if message == _POWER:
        return lid == 0 if what == _SETTING else what == _SUSPEND
    if message == _SESSION:
        return what in _LEFT
    return message == _END_SESSION and bool(what)


class WindowsListener(QAbstractNativeEventFilter):
    """The port `ui.lock.machine.AwayListener`, by a window of its own nobody sees."""

    def __init__(self) -> None:
        super().__init__()
        self._gone: Callable[[], None] | None = None
        self._window: QWindow | None = None

    def start(self, gone: Callable[[], None]) -> None:
        self._gone = gone
        self._window = QWindow()
        self._window.create()
        application = QCoreApplication.instance()
        if application is not None:
            application.installNativeEventFilter(self)
        _register(int(self._window.winId()))

    def stop(self) -> None:
        self._gone = None
        application = QCoreApplication.instance()
        if application is not None:
            application.removeNativeEventFilter(self)
        self._window = None

    def nativeEventFilter(
        self, kind: QByteArray | bytes | bytearray | memoryview, message: int
    ) -> tuple[bool, int]:
        told = wintypes.MSG.from_address(int(message))
        if self._gone is not None and means_away(
            told.message, told.wParam, _lid_of(told)
        ):
            self._gone()  # at once: Windows gives two seconds before it sleeps
        return False, 0


class CaptureShield(QObject):
    """Keeps every window of the program out of screenshots and recordings.

    Windows itself calls it no protection against whoever means it.
    """

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        shown = event.type() in (QEvent.Type.Show, QEvent.Type.WinIdChange)
        if shown and isinstance(watched, QWidget) and watched.isWindow():
            exclude_from_capture(int(watched.winId()))
        return False


def exclude_from_capture(handle: int) -> bool:
    """Whether Windows does so."""
    if sys.platform != "win32":
        return False
    user = ctypes.windll.user32
    return any(user.SetWindowDisplayAffinity(handle, how) for how in (_HIDDEN, _BLACK))


class _Setting(ctypes.Structure):
    """POWERBROADCAST_SETTING, with the one number that a lid has to say."""

    _fields_ = [
        ("setting", ctypes.c_ubyte * 16),
        ("length", wintypes.DWORD),
        ("value", wintypes.DWORD),
    ]


def _lid_of(told: wintypes.MSG) -> int | None:
    if (told.message, told.wParam) != (_POWER, _SETTING) or not told.lParam:
        return None
    setting = _Setting.from_address(told.lParam)
    return int(setting.value) if bytes(setting.setting) == _LID.bytes_le else None


def _register(handle: int) -> None:
    """Windows tells only those windows that ask."""
    if sys.platform == "win32":
        windll: Any = ctypes.windll
        windll.wtsapi32.WTSRegisterSessionNotification(handle, _THIS_SESSION)
        lid = (ctypes.c_ubyte * 16).from_buffer_copy(_LID.bytes_le)
        windll.user32.RegisterPowerSettingNotification(
            wintypes.HANDLE(handle), ctypes.byref(lid), _FOR_A_WINDOW
        )
