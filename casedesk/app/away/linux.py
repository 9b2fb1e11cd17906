"""Suspend, lock and change of session on Linux, as logind and screen savers tell."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import SLOT, QObject, Slot
from PySide6.QtDBus import QDBus, QDBusConnection, QDBusMessage

_LOGIND = "org.freedesktop.login1"
_MANAGER = f"{_LOGIND}.Manager"
_SESSION = f"{_LOGIND}.Session"
_PROPERTIES = "org.freedesktop.DBus.Properties"
_SAVERS = ("org.freedesktop.ScreenSaver", "org.gnome.ScreenSaver")
_PATIENCE = 1000  # milliseconds for logind to say which session this is


class BusListener(QObject):
    """The port `ui.lock.machine.AwayListener` on D-Bus; silent where there is none.

    Other buses than those of this machine and session are for tests.
    """

    def __init__(
        self,
        system: QDBusConnection | None = None,
        session: QDBusConnection | None = None,
    ) -> None:
        super().__init__()
        self._system = system or QDBusConnection.systemBus()
        self._session = session or QDBusConnection.sessionBus()
        self._gone: Callable[[], None] | None = None

    def start(self, gone: Callable[[], None]) -> None:
        self._gone = gone
        if self._system.isConnected():
            self._hear(self._system, "", _MANAGER, "PrepareForSleep", "on_told(bool)")
            own = self._own_session()
            self._hear(self._system, own, _SESSION, "Lock", "on_lock()")
            changed = "on_changed(QString,QVariantMap)"
            self._hear(self._system, own, _PROPERTIES, "PropertiesChanged", changed)
        if self._session.isConnected():
            for saver in _SAVERS:
                self._hear(self._session, "", saver, "ActiveChanged", "on_told(bool)")

    def stop(self) -> None:
        self._gone = None

    @Slot(bool)
    def on_told(self, away: bool) -> None:
        """The machine goes to sleep, or the screen saver comes on."""
        if away:
            self.on_lock()

    @Slot()
    def on_lock(self) -> None:
        if self._gone is not None:
            self._gone()

    @Slot(str, "QVariantMap")
    def on_changed(self, interface: str, changed: dict[str, Any]) -> None:
        """Somebody else's session came to the front."""
        if interface == _SESSION and changed.get("Active") is False:
            self.on_lock()

    def _own_session(self) -> str:
        """Its path; empty, which is every session, when nobody says."""
        asked = QDBusMessage.createMethodCall(
            _LOGIND, "/org/freedesktop/login1", _MANAGER, "GetSession"
        )
        asked.setArguments(["auto"])
        told = self._system.call(asked, QDBus.CallMode.Block, _PATIENCE)
        found = told.arguments()
        return str(found[0].path()) if found and hasattr(found[0], "path") else ""

    def _hear(
        self, bus: QDBusConnection, path: str, interface: str, name: str, slot: str
    ) -> None:
        # What `SLOT` gives is the only thing it takes, whatever its stub says
        bus.connect("", path, interface, name, self, SLOT(slot))  # type: ignore[call-overload]
