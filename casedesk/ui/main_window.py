"""The one window: a way in, then a workspace, and back when it is locked."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import cache
from pathlib import Path

from PySide6.QtCore import QEvent, QTimer
from PySide6.QtGui import (
    QCloseEvent,
    QKeySequence,
    QPaintEvent,
    QShortcut,
)
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QMainWindow,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from casedesk.circuit.codes import Language
from casedesk.circuit.errors import Refused, Trouble
from casedesk.circuit.people import PersonId
from casedesk.circuit.threshold import (
    Door,
    Threshold,
    Unlocked,
)
from casedesk.i18n import _, current
from casedesk.i18n.labels import sentence
from casedesk.ui.above import Above
from casedesk.ui.doorway import Doorway
from casedesk.ui.inside import Asked, Inside, Seat
from casedesk.ui.jobs import Jobs
from casedesk.ui.lock.clipboard import ClipboardKeeper
from casedesk.ui.lock.machine import Machine
from casedesk.ui.lock.watch import LOCKS, VEILS, Watch
from casedesk.ui.prompts import Prompts
from casedesk.ui.unlock.unlock_page import UnlockPage
from casedesk.ui.unlock.veil import Veil
from casedesk.ui.way_in import WayIn
from casedesk.ui.widgets.languages import NEXT, next_language

_AGAIN = 5  # seconds until what could not be saved is tried once more
_BRIEF = timedelta(minutes=1)  # a passphrase half typed, and nobody there any more
_PATIENT = timedelta(minutes=30)  # a wizard: sheets take their time to print


class MainWindow(QMainWindow):
    """Start page, wizard, unlock page, workspace or trouble: one of them at a time.

    `load` is called on a worker as soon as the first page can be seen: what is inside
    takes longer to load than that page to show.

    It locks by itself when nobody touches it, when the machine says that the person
    left, and when they are no longer of the vault. What cannot be locked yet is veiled
    at once and locked as soon as it can be.
    """

    def __init__(
        self,
        door: Door,
        prompts: Prompts,
        load: Callable[[], Inside],
        vault: Path | None = None,
        machine: Machine | None = None,
    ) -> None:
        super().__init__()
        self.setWindowTitle("casedesk")
        self._door = door
        self._machine = machine or Machine()
        self._load: Callable[[], Inside] = cache(load)
        self._jobs = Jobs(self)
        self._workspace: Seat | None = None
        self._sat_last: PersonId | None = None
        self._unfinished: Callable[[], object] | None = None
        self._covered: QWidget | None = None
        self._is_seen = False
        self._chosen: Language | None = None
        self._pages = QStackedWidget()
        self._veil = Veil()
        self._veil.lifted.connect(self._on_lifted)
        self._pages.addWidget(self._veil)
        self._lay_out()
        self._clipboard = ClipboardKeeper(self)
        self._keep_watch()
        QShortcut(QKeySequence(LOCKS), self, self.lock)
        QShortcut(QKeySequence(VEILS), self, self.veil)
        QShortcut(QKeySequence(NEXT), self, self._on_next_language)
        self.resize(1366, 768)
        self._open_door(prompts)
        self.doorway.show_threshold(vault or next(iter(door.recent()), None))

    @property
    def workspace(self) -> Seat | None:
        """What is alive while unlocked, else None."""
        return self._workspace

    @property
    def page(self) -> QWidget | None:
        """What the window shows."""
        return self._pages.currentWidget()

    def expect(self, person: PersonId | None) -> None:
        """Choose this person on the first unlock page: they did so a moment ago."""
        page = self.page
        if person is not None and isinstance(page, UnlockPage):
            page.choose(person)

    def tell(self, told: str) -> None:
        """Say something that belongs to no field; nothing takes it back."""
        self._above.notice.say(told)

    def speak(self, language: Language) -> None:
        """Let the whole window speak another language, with all that is typed in it.

        What cannot be taken over is told, and everything stays as it was.
        """
        page = self.page
        try:
            if page is self._workspace and self._workspace is not None:
                self._workspace.change_language(language)
                self._show_above()
                self._workspace.keep_language(language)
            elif isinstance(page, WayIn):
                page.speak(language)
                self._show_above()
                self._chosen = language
            else:
                return
        except (Refused, Trouble) as why_not:
            self._on_refused(why_not)
            return
        self._door.keep_language(language)

    def _on_next_language(self) -> None:
        self.speak(next_language())

    def lock(self) -> None:
        """Save, close, forget the keys, and show the threshold again; never asks.

        What cannot be saved keeps the vault open, under the veil: losing it would be
        worse. It is tried again, and so is a lock that waits for a job to end.
        """
        if self._leave(self.lock):
            self.doorway.show_threshold(self.doorway.folder)

    def veil(self) -> None:
        """Hide everything at once; a second time, lock.

        Before there is anything to lock it hides what is typed on the way in.
        """
        if self.page is not self._veil:
            self._covered = self.page
            self._cover()
        elif self._workspace is not None:
            self.lock()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._is_seen:
            self._is_seen = True
            QTimer.singleShot(0, self._on_seen)  # what is in the window comes first

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.WindowStateChange:
            self._watch.put_away(away=self.isMinimized())

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._leave(self.close):
            self._machine.away.stop()
            self._clipboard.clear()
            self._jobs.close()
            event.accept()
        else:
            event.ignore()

    def _on_seen(self) -> None:
        """Load while the person types: no unlocking waits for it."""
        self._jobs.run(self._load, lambda _: None, _raised)

    def _leave(self, again: Callable[[], object]) -> bool:
        """Whether nothing is open any more; else it is veiled, and `again` called."""
        workspace = self._workspace
        if workspace is None:
            return True
        self._unfinished = again
        self._cover()
        try:
            workspace.leave()
        except (Refused, Trouble) as why_not:
            if not workspace.has_ended:  # who left may save nothing any more
                self._on_refused(why_not)
                return False
        if workspace.is_busy:
            self._veil.hold(_("Un travail se termine, puis le coffre se verrouille."))
            return False
        self._unfinished = None
        workspace.close_down()
        self._clipboard.clear()
        self._workspace = None
        self._watch.stand_up()
        self._show(self._veil, training=False)
        workspace.lock()
        return True

    def _cover(self) -> None:
        """Show nothing of what is open, at once; a question that was asked is over."""
        self._above.notice.hide()
        for each in QApplication.topLevelWidgets():
            if isinstance(each, QDialog) and each.isVisible():
                each.reject()
        self._veil.release()
        self._pages.setCurrentWidget(self._veil)
        self._veil.setFocus()

    def _open_door(self, prompts: Prompts) -> None:
        self.doorway = Doorway(
            self._door, prompts, self._load, self._jobs, self._machine.now, self
        )
        self.doorway.shown.connect(self._show)
        self.doorway.arriving.connect(self._on_arriving)
        self.doorway.unlocked.connect(self.sit_down)
        self.doorway.forgotten.connect(self._on_forgotten)

    def _keep_watch(self) -> None:
        self._watch = Watch(self._machine.now, self)
        self._watch.warned.connect(self._on_warned)
        self._watch.touched.connect(lambda: self._above.farewell.say(""))
        self._watch.due.connect(self.lock)
        self._watch.deep.connect(self._on_deep)
        self._watch.called.connect(self._on_called)
        self._watch.ticked.connect(self._on_ticked)
        self._machine.away.start(self._on_gone)

    def _on_warned(self, seconds: int) -> None:
        told = _("Verrouillage dans %(seconds)d s. Une touche suffit pour continuer.")
        self._above.farewell.say(told % {"seconds": seconds})

    def _on_called(self, keys: str) -> None:
        """From within a question that keeps the keys of the window to itself."""
        if keys == LOCKS:
            self.lock()
        else:
            self.veil()

    def _on_gone(self) -> None:
        if self._workspace is not None:
            self.lock()

    def _on_ticked(self) -> None:
        if self._workspace is None:
            return
        self._workspace.tick()
        if self._unfinished is not None and self._watch.every(_AGAIN):
            self._on_settled()
        elif self._workspace.has_ended:
            self.lock()
            self.tell(_("Vous n'êtes plus dans ce coffre ; il est verrouillé."))

    def _on_settled(self) -> None:
        """What hindered the lock may be over."""
        if self._unfinished is not None:
            self._unfinished()

    def _on_deep(self) -> None:
        """Locked for long: records stay in memory until the process ends."""
        if self._sat_last is None or self._workspace is not None:
            return
        page, patience = self.page, _PATIENT
        if isinstance(page, UnlockPage):
            patience = _BRIEF if page.is_in_use else timedelta(0)
        if self._watch.untouched >= patience:
            self._begin_again(None)

    def _on_arriving(self, person: PersonId) -> None:
        """Nobody unlocks where another person's records may still be in memory."""
        if self._sat_last not in (None, person):
            self._begin_again(person)

    def _begin_again(self, arriving: PersonId | None) -> bool:
        """In a new process; False if there is none to be had: on as before."""
        folder = self.doorway.folder
        begun = folder is not None and self._machine.restart(folder, arriving)
        if begun:
            self.close()
        else:
            self._sat_last = None
        return begun

    def _on_restoring(self, chosen: Path) -> None:
        """Nobody sits in a vault that another one takes the place of."""
        folder = self.doorway.folder
        self.lock()
        if self._workspace is None:
            self.doorway.show_restoring(Asked(chosen, folder))

    def _on_forgotten(self, threshold: Threshold) -> None:
        """Whoever comes back with sheets of paper is somebody else."""
        if self._sat_last is None or not self._begin_again(None):
            self.doorway.show_recovery(threshold)

    def sit_down(self, unlocked: Unlocked) -> None:
        """From the keys to the desk, and to the first screen."""
        try:
            workspace = self._load().sit_down(unlocked)
        except Trouble as trouble:
            unlocked.close()
            self.doorway.show_trouble(trouble)
            return
        workspace.lock_requested.connect(self.lock)
        workspace.veil_requested.connect(self.veil)
        workspace.refused.connect(self._on_refused)
        workspace.settled.connect(self._on_settled)
        workspace.restoring.connect(self._on_restoring)
        workspace.language_chosen.connect(self.speak)
        self._workspace, self._sat_last = workspace, workspace.person
        self._watch.sit_down(workspace.idle_minutes)
        self._show(workspace, training=workspace.training)
        self._settle_language(workspace)
        workspace.begin()

    def _settle_language(self, workspace: Seat) -> None:
        """One's own; another one that was chosen at the door just now becomes it."""
        chosen, self._chosen = self._chosen, None
        own = workspace.language
        try:
            if chosen is not None and chosen is not own:
                workspace.keep_language(chosen)
            elif own is not None and own is not current():
                workspace.change_language(own)
                self._show_above()
        except (Refused, Trouble) as why_not:
            self._on_refused(why_not)

    def _on_refused(self, why_not: Refused | Trouble) -> None:
        self.tell(sentence(why_not))

    def _on_lifted(self) -> None:
        under = self._workspace or self._covered
        if under is not None:
            self._unfinished = None
            self._pages.setCurrentWidget(under)
            self._above.notice.setVisible(bool(self._above.notice.sentence()))

    def _show(self, page: QWidget, training: bool) -> None:
        """Show this page; whatever was shown before is gone."""
        self.tell("")
        self._above.farewell.say("")
        self._covered = None
        self._above.ribbon.setVisible(training)
        if isinstance(page, WayIn):
            page.language_chosen.connect(self.speak)
        if self._pages.indexOf(page) < 0:
            self._pages.addWidget(page)
        self._pages.setCurrentWidget(page)
        for at in reversed(range(self._pages.count())):
            gone = self._pages.widget(at)
            if gone is not None and gone not in (page, self._veil):
                self._pages.removeWidget(gone)
                gone.deleteLater()

    def _lay_out(self) -> None:
        self._above = Above(lambda: self.tell(""))
        whole = QWidget()
        self._down = QVBoxLayout(whole)
        self._down.setContentsMargins(0, 0, 0, 0)
        self._down.setSpacing(0)
        self._down.addWidget(self._above)
        self._down.addWidget(self._pages, 1)
        self.setCentralWidget(whole)

    def _show_above(self) -> None:
        """What is told above the pages, in the language spoken now."""
        gone = self._above
        training = not gone.ribbon.isHidden()
        self._above = Above(lambda: self.tell(""), training=training)
        self._down.replaceWidget(gone, self._above)
        gone.hide()
        gone.deleteLater()


def _raised(error: Exception) -> None:
    raise error
