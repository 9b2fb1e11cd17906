"""The one window: a way in, then a workspace, and back when it is locked."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import (
    QCloseEvent,
    QGuiApplication,
    QKeySequence,
    QPaintEvent,
    QShortcut,
)
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QMainWindow,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from casedesk.circuit.errors import Refused, Trouble
from casedesk.circuit.people import PersonId
from casedesk.circuit.threshold import Door, Unlocked, VaultUnusable
from casedesk.i18n import _
from casedesk.i18n.labels import sentence
from casedesk.ui import theme
from casedesk.ui.inside import Inside, Seat
from casedesk.ui.jobs import Jobs
from casedesk.ui.prompts import Prompts
from casedesk.ui.start.start_page import StartPage
from casedesk.ui.start.trouble_page import TroublePage
from casedesk.ui.unlock.unlock_page import UnlockPage
from casedesk.ui.unlock.veil import Veil
from casedesk.ui.widgets import buttons
from casedesk.ui.widgets.layout import Notice


class MainWindow(QMainWindow):
    """Start page, wizard, unlock page, workspace or trouble: one of them at a time.

    `load` is called on a worker as soon as the first page can be seen: what is inside
    takes longer to load than that page to show.
    """

    def __init__(
        self,
        door: Door,
        prompts: Prompts,
        load: Callable[[], Inside],
        vault: Path | None = None,
    ) -> None:
        super().__init__()
        self.setWindowTitle("casedesk")
        self._door, self._prompts = door, prompts
        self._load: Callable[[], Inside] = cache(load)
        self._jobs = Jobs(self)
        self._folder = vault or next(iter(door.recent()), None)
        self._workspace: Seat | None = None
        self._is_seen = False
        self._pages = QStackedWidget()
        self._veil = Veil()
        self._veil.lifted.connect(self._on_lifted)
        self._pages.addWidget(self._veil)
        self._ribbon = _ribbon()
        close = buttons.quiet(_("Fermer"), lambda: self.tell(""))
        self._notice = Notice("warning", action=close)
        self._lay_out()
        QShortcut(QKeySequence("Ctrl+L"), self, self.lock)
        QShortcut(QKeySequence("F12"), self, self.veil)
        self.resize(1366, 768)
        if self._folder is None:
            self.show_start()
        else:
            self._show_threshold(self._folder)

    @property
    def workspace(self) -> Seat | None:
        """What is alive while unlocked, else None."""
        return self._workspace

    @property
    def page(self) -> QWidget | None:
        """What the window shows."""
        return self._pages.currentWidget()

    def tell(self, told: str) -> None:
        """Say something that belongs to no field; nothing takes it back."""
        self._notice.say(told)

    def lock(self) -> None:
        """Save, close, forget the keys, and show the threshold again; never asks.

        What cannot be saved keeps the vault open: losing it would be worse.
        """
        if self._leave():
            self._show_threshold(self._folder)

    def veil(self) -> None:
        """Hide everything at once; a second time, lock."""
        if self._workspace is None:
            return
        if self.page is self._veil:
            self.lock()
        else:
            self._notice.hide()
            self._pages.setCurrentWidget(self._veil)
            self._veil.setFocus()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._is_seen:
            self._is_seen = True
            QTimer.singleShot(0, self._on_seen)  # what is in the window comes first

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._leave():
            self._jobs.close()
            event.accept()
        else:
            event.ignore()

    def _on_seen(self) -> None:
        """Load while the person types: no unlocking waits for it."""
        self._jobs.run(self._load, lambda _: None, _raised)

    def _leave(self) -> bool:
        """Whether nothing is open any more."""
        workspace = self._workspace
        if workspace is None:
            return True
        try:
            workspace.leave()
        except Trouble as trouble:
            self._on_refused(trouble)
            return False
        workspace.close_down()
        clipboard = QGuiApplication.clipboard()
        if clipboard.ownsClipboard():
            clipboard.clear()
        self._workspace = None
        self._show(self._veil)
        workspace.lock()
        return True

    def show_start(self) -> None:
        """Which vault?"""
        start = StartPage(self._door, self._prompts)
        start.chosen.connect(self._show_threshold)
        start.creating.connect(self.show_wizard)
        self._show(start)

    def show_wizard(self) -> None:
        """A new vault."""
        inside = self._load()
        self._show(inside.wizard(self._jobs, self._on_created, self.show_start))

    def _show_threshold(self, folder: Path | None) -> None:
        if folder is None:
            self.show_start()
            return
        self._folder = folder
        try:
            threshold = self._door.look(folder)
        except VaultUnusable as why_not:
            self.show_trouble(why_not)
            return
        unlock = UnlockPage(self._unlock, threshold, self._jobs)
        unlock.unlocked.connect(self.sit_down)
        unlock.unusable.connect(self.show_trouble)
        unlock.elsewhere.connect(self.show_start)
        self._show(unlock, training=threshold.training)

    def show_trouble(self, trouble: Trouble) -> None:
        """Why a vault does not open."""
        page = TroublePage(sentence(trouble))
        page.again.connect(lambda: self._show_threshold(self._folder))
        page.elsewhere.connect(self.show_start)
        self._show(page)

    def _unlock(self, folder: Path, person: PersonId, passphrase: str) -> Unlocked:
        return self._load().unlock(folder, person, passphrase)

    def _on_created(self, folder: Path, unlocked: Unlocked) -> None:
        self._folder = folder
        self.sit_down(unlocked)

    def sit_down(self, unlocked: Unlocked) -> None:
        """From the keys to the desk, and to the first screen."""
        try:
            workspace = self._load().sit_down(unlocked)
        except Trouble as trouble:
            unlocked.close()
            self.show_trouble(trouble)
            return
        workspace.lock_requested.connect(self.lock)
        workspace.veil_requested.connect(self.veil)
        workspace.refused.connect(self._on_refused)
        self._workspace = workspace
        self._show(workspace, training=workspace.training)
        workspace.begin()

    def _on_refused(self, why_not: Refused | Trouble) -> None:
        self.tell(sentence(why_not))

    def _on_lifted(self) -> None:
        if self._workspace is not None:
            self._pages.setCurrentWidget(self._workspace)
            self._notice.setVisible(bool(self._notice.sentence()))

    def _show(self, page: QWidget, *, training: bool = False) -> None:
        """Show this page; whatever was shown before is gone."""
        self.tell("")
        self._ribbon.setVisible(training)
        if self._pages.indexOf(page) < 0:
            self._pages.addWidget(page)
        self._pages.setCurrentWidget(page)
        for at in reversed(range(self._pages.count())):
            gone = self._pages.widget(at)
            if gone is not None and gone not in (page, self._veil):
                self._pages.removeWidget(gone)
                gone.deleteLater()

    def _lay_out(self) -> None:
        whole = QWidget()
        down = QVBoxLayout(whole)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(0)
        margin = QHBoxLayout()
        margin.setContentsMargins(12, 0, 12, 0)
        margin.addWidget(self._notice)
        down.addWidget(self._ribbon)
        down.addLayout(margin)
        down.addWidget(self._pages, 1)
        self.setCentralWidget(whole)


def _raised(error: Exception) -> None:
    raise error


def _ribbon() -> QLabel:
    ribbon = QLabel(_("Coffre d'entraînement : rien ici n'est réel"))
    ribbon.setAlignment(Qt.AlignmentFlag.AlignCenter)
    ribbon.setContentsMargins(12, 6, 12, 6)
    return theme.look(ribbon, "ribbon")
