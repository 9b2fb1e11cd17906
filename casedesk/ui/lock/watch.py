"""Watches whether anybody is still there, by the wall clock."""

from __future__ import annotations

from datetime import datetime, timedelta

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QWindow

from casedesk.ui.lock.machine import Now

LOCKS, VEILS = "Ctrl+L", "F12"
IDLE_MINUTES = "idle_minutes"  # the setting of the vault
SHORTEST, USUAL, LONGEST = 1, 5, 15  # minutes without a key or a move
_WARNING = 60  # seconds before it locks
_MINIMISED = 60  # seconds a window may be put away
_DEEP = timedelta(minutes=30)  # locked: what records left in memory has to go
_EVERY = 1000  # milliseconds
_TOUCHES = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.KeyRelease,  # all that is left of a key that was a shortcut
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TouchUpdate,
        QEvent.Type.TabletPress,
        QEvent.Type.TabletMove,
    }
)


def minutes(setting: str) -> int:
    """How long nobody may touch anything, from what the vault says."""
    wanted = int(setting) if setting.isascii() and setting.isdigit() else USUAL
    return max(SHORTEST, min(LONGEST, wanted))


class Watch(QObject):
    """Ticks once a second from the first sitting on.

    A machine that slept is noticed at the next tick, at the next activation of the
    program and at the next touch, which then does nothing else. Setting the clock back
    gains nothing: ticks are counted as well.

    `called(keys)` when LOCKS or VEILS was pressed in a modal question, which shuts out
    the shortcuts of the window.

    `ticked()`; `warned(seconds)` before it locks and `touched()` when that was heard;
    `due()` once, when it is time to lock; `deep()` when it has been locked long.
    """

    ticked = Signal()
    warned = Signal(int)
    touched = Signal()
    due = Signal()
    deep = Signal()
    called = Signal(str)

    def __init__(self, now: Now, parent: QObject) -> None:
        super().__init__(parent)
        self._now = now
        self._limit = timedelta(minutes=USUAL)
        self._sits = False
        self._last = self._locked = now()
        self._ticks = 0
        self._put_away: datetime | None = None
        self._is_warned = self._is_due = False
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY)
        self._timer.timeout.connect(self.tick)
        application = _application()
        application.applicationStateChanged.connect(self._on_state)
        application.focusWindowChanged.connect(self._listen_to)

    def sit_down(self, minutes: int) -> None:
        """Somebody is there; from now on they may be away this long."""
        self._limit = timedelta(minutes=minutes)
        self._put_away = None
        self._sits = True
        self._touch()
        self._listen_to(_application().focusWindow())
        self._timer.start()

    def stand_up(self) -> None:
        """It is locked."""
        self._sits = False
        self._locked = self._now()

    def put_away(self, *, away: bool) -> None:
        """The window was minimised, or is back."""
        if not away:
            self.look()  # before anybody sees what is in it
            self._put_away = None
        elif self._put_away is None:
            self._put_away = self._now()

    def tick(self) -> None:
        """A second has gone by."""
        self._ticks += 1
        self.look()
        self.ticked.emit()

    @property
    def untouched(self) -> timedelta:
        """For how long nobody has touched the program, locked or not."""
        return self._now() - self._last

    def every(self, seconds: int) -> bool:
        """Whether this tick is one of every so many."""
        return self._ticks % seconds == 0

    def look(self) -> None:
        """Look at the clock, and say what it is time for."""
        if not self._sits:
            if self._now() - self._locked >= _DEEP:
                self.deep.emit()
        elif self._is_over() and not self._is_due:
            self._is_due = True
            self.due.emit()
        elif self._left() <= self._warning() and not self._is_warned:
            self._is_warned = True
            self.warned.emit(round(self._left().total_seconds()))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() not in _TOUCHES:
            return False
        if not self._sits:
            self._last = self._now()
            return False
        if isinstance(event, QKeyEvent) and self._is_call(event):
            return True
        if self._is_over() and not self._is_due:
            QTimer.singleShot(0, self.look)  # not from within somebody else's event
            return True
        self._touch()
        return False

    def _is_call(self, event: QKeyEvent) -> bool:
        keys = QKeySequence(event.keyCombination()).toString()
        pressed = event.type() is QEvent.Type.KeyPress and keys in (LOCKS, VEILS)
        if not pressed or QGuiApplication.modalWindow() is None:
            return False
        QTimer.singleShot(0, self, lambda: self.called.emit(keys))
        return True

    def _touch(self) -> None:
        self._last = self._now()
        self._ticks = 0
        self._is_due = False
        if self._is_warned:
            self._is_warned = False
            self.touched.emit()

    def _left(self) -> timedelta:
        idle = max(self._now() - self._last, timedelta(seconds=self._ticks))
        return self._limit - idle

    def _warning(self) -> timedelta:
        return min(timedelta(seconds=_WARNING), self._limit / 2)

    def _is_over(self) -> bool:
        away = self._put_away
        gone = away is not None and self._now() - away >= timedelta(seconds=_MINIMISED)
        return gone or self._left() <= timedelta(0)

    def _on_state(self, state: Qt.ApplicationState) -> None:
        if self._sits and state is Qt.ApplicationState.ApplicationActive:
            self.look()

    def _listen_to(self, window: QWindow | None) -> None:
        """What a person does arrives at the window they look at, dialogs too; the
        widgets in it have many more events."""
        if window is not None and self._sits:
            window.installEventFilter(self)


def _application() -> QGuiApplication:
    application = QCoreApplication.instance()
    if not isinstance(application, QGuiApplication):
        raise TypeError("a window has an application")
    return application
