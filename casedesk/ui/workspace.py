"""Everything alive while a person is at their desk; all of it goes when they lock."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QKeySequence,
    QShortcut,
)
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from casedesk.circuit.attachment import Viewer
from casedesk.circuit.circles import CASE_TEAM, CircleId
from casedesk.circuit.codes import Language
from casedesk.circuit.desk import Desk
from casedesk.circuit.entrance import Entrance, Sitting
from casedesk.circuit.errors import NotFound, Refused, Trouble
from casedesk.circuit.paper import Typesetter
from casedesk.circuit.people import PersonId
from casedesk.circuit.ports import Clock
from casedesk.circuit.rights import Right
from casedesk.circuit.rules import Rules
from casedesk.i18n import _, current
from casedesk.ui import carrying, theme
from casedesk.ui.changes import ChangeSignal
from casedesk.ui.circles import circles_of
from casedesk.ui.inside import Seat
from casedesk.ui.jobs import Jobs
from casedesk.ui.language import change_to
from casedesk.ui.lock.watch import IDLE_MINUTES, minutes
from casedesk.ui.navigation import (
    AnswerPlace,
    CasesPlace,
    ChasePlace,
    ConcernPlace,
    HelpPlace,
    HomePlace,
    JournalPlace,
    PassphrasePlace,
    Place,
    SafekeepingPlace,
    SearchPlace,
)
from casedesk.ui.preferences import keep_language, own_language
from casedesk.ui.print_queue import PrintQueue
from casedesk.ui.printing import PrinterTray
from casedesk.ui.prompts import Prompts
from casedesk.ui.screen import Screen
from casedesk.ui.side import Side
from casedesk.ui.widgets.doubts import Doubts
from casedesk.ui.widgets.layout import Banner, focus_first
from casedesk.ui.widgets.queue_notice import QueueNotice
from casedesk.ui.widgets.stick_notice import StickNotice

_SOON, _LATER = 50, 5000  # ms between two parts of the index being made
Tell = Callable[[Refused | Trouble], None]


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the window is given, and knows nothing more of."""

    entrance: Entrance
    clock: Clock
    prompts: Prompts
    make_tray: Callable[[QWidget, Jobs, Tell], PrinterTray]
    queue: PrintQueue
    typesetter: Typesetter
    viewer: Viewer


@dataclass(frozen=True, slots=True)
class Tools:
    """All a screen is given: the desk, and what stands around it."""

    desk: Desk
    changes: ChangeSignal
    jobs: Jobs
    go_to: Callable[[Place], None]
    prompts: Prompts
    clock: Clock
    tray: PrinterTray
    typesetter: Typesetter
    sitting: Sitting
    draw_passphrase: Callable[[], str]
    viewer: Viewer
    enter: Callable[[CircleId], None]  # a restricted circle, or the case team again

    @property
    def rules(self) -> Rules:
        """As they are now: the direction may have settled something since."""
        return self.sitting.rules


MakeScreen = Callable[[Tools, Any], Screen]
"""A screen class; `Any` because each takes its own kind of place."""


class Workspace(Seat):
    """The navigation, one screen at a time, and the status line."""

    def __init__(
        self,
        sitting: Sitting,
        around: Surroundings,
        screens: Mapping[type[Any], MakeScreen],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._screens = screens
        self._visited: list[Place] = []
        self._screen: Screen | None = None
        self._sitting = sitting
        self._jobs = Jobs(self)
        self._jobs.idle.connect(self.settled)
        self._indexing = QTimer(self, singleShot=True)
        self._indexing.timeout.connect(self._index)
        self._changes = self._changes_of(sitting.desk)
        self._circle = CASE_TEAM
        self.tools = Tools(
            desk=sitting.desk,
            changes=self._changes,
            jobs=self._jobs,
            go_to=self.go_to,
            prompts=around.prompts,
            clock=around.clock,
            tray=around.make_tray(self, self._jobs, self.refused.emit),
            typesetter=around.typesetter,
            sitting=sitting,
            draw_passphrase=around.entrance.draw_passphrase,
            viewer=around.viewer,
            enter=self.enter,
        )
        self._queue = around.queue
        self._across = QHBoxLayout(self)
        self._across.setContentsMargins(0, 0, 0, 0)
        self._across.setSpacing(0)
        self.side: Side
        self._inner: QHBoxLayout  # the navigation, and beside it the screen
        self._whole: QWidget | None = None
        self._settled_doubts: set[str] = set()
        self._furnish()
        self._add_shortcuts()

    @property
    def shown(self) -> Screen | None:
        """The one screen there is."""
        return self._screen

    @property
    def person(self) -> PersonId:
        return self.tools.desk.actor.person

    @property
    def circles(self) -> tuple[CircleId, ...]:
        """Those one can enter from here."""
        return tuple(self._sitting.circles)

    @property
    def training(self) -> bool:
        return self._sitting.training

    @property
    def idle_minutes(self) -> int:
        return minutes(self.tools.desk.reads.setting(IDLE_MINUTES))

    @property
    def is_busy(self) -> bool:
        return self._jobs.is_busy

    @property
    def has_ended(self) -> bool:
        return self._sitting.ended

    @property
    def language(self) -> Language | None:
        return own_language(self._sitting)

    def keep_language(self, language: Language) -> None:
        keep_language(self._sitting, language)

    def change_language(self, language: Language) -> None:
        """The page is made a second time, and takes the place of the first only once
        everything that was typed is found on it again."""
        shown, before = self._screen, current()
        if shown is None:
            change_to(language)
            self._furnish()
            return
        carrying.require_at_rest(shown)
        self.leave()
        parcel, bookmark = carrying.pack(shown), shown.bookmark()
        place, made = self._visited[-1], None
        try:
            change_to(language)
            made = self._screens[type(place)](self.tools, shown.here(place))
            if bookmark is not None:
                made.turn_to(bookmark)
            carrying.unpack(parcel, made)
        except (Refused, Trouble):
            if made is not None:  # what was typed stands on it too
                made.deleteLater()
            change_to(before)
            raise
        self._furnish()
        self._put_in_place(made, place)
        carrying.turn_to(parcel, made)

    def begin(self) -> None:
        """Show what this person sees first: home, or choosing one's own passphrase."""
        self.go_to(PassphrasePlace(forced=True) if self._is_held else HomePlace())
        self._indexing.start(_SOON)

    def tick(self) -> None:
        self._sitting.tick()
        self._stick.tick()
        self.queued.tick()

    def go_to(self, place: Place) -> None:
        """Leave this screen and open another; stays when either cannot be done.

        Before one has a passphrase of one's own there is only one place to be.
        """
        if self._open(place):
            self._visited.append(place)

    def go_back(self) -> None:
        """To the place one came from; a draft that was sent since is passed over."""
        while len(self._visited) > 1:
            try:
                opened = self._open(self._visited[-2], passing=True)
            except NotFound:
                del self._visited[-2]
                continue
            if opened:
                del self._visited[-1]
            return

    def enter(self, circle: CircleId) -> None:
        """Work at the desk of a restricted circle; CASE_TEAM leads back out of it.

        Screens are given another desk and know nothing of it; where one came from is
        forgotten, so that Esc never leads from one into the other.
        """
        try:
            self.leave()
        except (Refused, Trouble) as why_not:
            self.refused.emit(why_not)
            return
        desks = {CASE_TEAM: self._sitting.desk, **self._sitting.circles}
        self._changes.stop()
        self._changes = self._changes_of(desks[circle])
        self._circle = circle
        self.tools = replace(self.tools, desk=desks[circle], changes=self._changes)
        self._visited.clear()
        self._ring.setVisible(bool(circle))
        old, self.side = self.side, self._new_side()
        self._inner.replaceWidget(old, self.side)
        old.hide()
        old.deleteLater()
        self._listen_to_side()
        self.go_to(CasesPlace() if circle else HomePlace())

    def leave(self) -> None:
        """Save what is being typed. Raises Trouble when it cannot be saved."""
        if self._screen is not None:
            self._screen.leave()

    def close_down(self) -> None:
        """Let nothing reach a screen any more."""
        self._indexing.stop()
        self._changes.stop()
        self._jobs.close()

    def lock(self) -> None:
        """Close the vault and forget its keys; never asks."""
        self._sitting.lock()

    @property
    def _is_held(self) -> bool:
        return self._sitting.must_change

    def _open(self, place: Place, *, passing: bool = False) -> bool:
        """Whether it could be. Raises NotFound only when `passing`."""
        if self._is_held and place != PassphrasePlace(forced=True):
            return False
        try:
            self.leave()
            opened = self._screens[type(place)](self.tools, place)
        except (Refused, Trouble) as why_not:
            if passing and isinstance(why_not, NotFound):
                raise
            self.refused.emit(why_not)
            return False
        self._put_in_place(opened, place)
        if opened.focusWidget() is None:
            focus_first(opened)
        return True

    def _put_in_place(self, opened: Screen, place: Place) -> None:
        self._status.hide()
        opened.told.connect(self._say)
        opened.restoring.connect(self.restoring)
        self._stick.keep_quiet(isinstance(place, SafekeepingPlace))
        self._swap(opened)
        self.side.setVisible(not self._is_held)
        self.side.mark(place)

    def _swap(self, opened: Screen) -> None:
        gone, self._screen = self._screen, opened
        opened.setAccessibleName(opened.title())
        self._place.addWidget(opened, 1)
        if gone is not None:
            gone.hide()
            gone.deleteLater()
        opened.show()

    def _changes_of(self, desk: Desk) -> ChangeSignal:
        """What it touched is indexed once nothing has been kept for a while."""
        changes = ChangeSignal(desk, self)
        changes.changed.connect(lambda _: self._indexing.start(_LATER))
        return changes

    def _index(self) -> None:
        """What is not in the index of a compartment yet, a little at a time."""
        lacked = not self.tools.desk.reads.can_compare_all()
        try:
            again = _SOON if self._sitting.make_findable() else 0
        except (Refused, Trouble):
            again = _LATER  # keys are being changed, or the disk is full
        if again:
            self._indexing.start(again)
        if lacked and self._screen and self.tools.desk.reads.can_compare_all():
            self._screen.refresh()  # it said that not everything is known yet

    def _say(self, told: str) -> None:
        self._status.setText(told)
        self._status.setVisible(bool(told))
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, told))

    def _furnish(self) -> None:
        """All around the screen, in the language spoken now; the screen stays."""
        if self._screen is not None:
            self._screen.setParent(self)  # else it would go with what is around it
        gone = self._whole
        self._whole = whole = QWidget()
        self._make_notices()
        self.side = self._new_side()
        self._listen_to_side()
        self._status = theme.look(QLabel(), "small")
        self._place = QVBoxLayout()
        self._place.setContentsMargins(0, 0, 0, 0)
        self._status.setContentsMargins(24, 4, 24, 8)
        self._status.hide()
        beside = QVBoxLayout()
        beside.setSpacing(0)
        for each in (self._ring, self.doubts, self.queued, self._stick):
            beside.addWidget(theme.marked(each, "flush", value=True))
        self._ring.setVisible(bool(self._circle))
        beside.addLayout(self._place, 1)
        beside.addWidget(self._status)
        self._inner = QHBoxLayout(whole)
        self._inner.setContentsMargins(0, 0, 0, 0)
        self._inner.setSpacing(0)
        self._inner.addWidget(self.side)
        self._inner.addLayout(beside, 1)
        self._across.addWidget(whole)
        whole.show()  # at once: layouts do it with the next event only
        if gone is not None:
            self._across.removeWidget(gone)
            gone.hide()
            gone.deleteLater()

    def _make_notices(self) -> None:
        sitting, clock = self._sitting, self.tools.clock
        self._ring = Banner(
            "info",
            _("Cercle restreint : ces dossiers ne se voient nulle part ailleurs."),
        )
        self._stick = StickNotice(
            sitting.safekeeping,
            clock,
            may=sitting.desk.actor.may(Right.BACK_UP),
            go=lambda: self.go_to(SafekeepingPlace()),
        )
        self.queued = QueueNotice(self._queue)
        self.doubts = Doubts(
            sitting,
            clock,
            look=lambda: self.go_to(JournalPlace()),
            lock=self.lock_requested.emit,
            settled=self._settled_doubts,
        )

    def _listen_to_side(self) -> None:
        self.side.chosen.connect(self.go_to)
        self.side.entered.connect(self.enter)
        self.side.language_chosen.connect(self.language_chosen)
        self.side.lock_requested.connect(self.lock_requested)
        self.side.veil_requested.connect(self.veil_requested)

    def _new_side(self) -> Side:
        named = circles_of(self._sitting, self.tools.clock())
        return Side(self.tools.desk.actor, named, self._circle)

    def _go_to_section(self, number: int) -> None:
        """Alt and a digit; there may be fewer sections inside a circle."""
        if number < len(self.side.places):
            self.go_to(self.side.places[number])

    def _add_shortcuts(self) -> None:
        actor = self.tools.desk.actor
        if actor.may(Right.RECORD_CONCERN):
            self._on_key("Ctrl+N", lambda: self.go_to(ConcernPlace()))
        if actor.may(Right.RECORD_ANSWER):
            self._on_key("Ctrl+G", lambda: self.go_to(AnswerPlace()))
            self._on_key("Ctrl+Shift+R", lambda: self.go_to(ChasePlace()))
        self._on_key("Ctrl+K", lambda: self.go_to(SearchPlace()))
        self._on_key("F1", lambda: self.go_to(HelpPlace()))
        self._on_key("Esc", self.go_back)
        for number in range(9):
            self._on_key(f"Alt+{number + 1}", partial(self._go_to_section, number))

    def _on_key(self, keys: str, act: Callable[[], None]) -> None:
        shortcut = QShortcut(QKeySequence(keys), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(act)
