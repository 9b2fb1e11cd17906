"""From page to page before anybody sits: which vault, who, and why it does not open."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from casedesk.circuit.errors import Trouble
from casedesk.circuit.people import PersonId
from casedesk.circuit.threshold import (
    HEADER_BACKUP,
    Door,
    Threshold,
    Unlocked,
    VaultUnusable,
)
from casedesk.i18n.labels import sentence
from casedesk.ui.inside import Asked, Inside
from casedesk.ui.jobs import Jobs
from casedesk.ui.prompts import Prompts
from casedesk.ui.start.start_page import StartPage
from casedesk.ui.start.trouble_page import TroublePage
from casedesk.ui.unlock.unlock_page import UnlockPage


class Doorway(QObject):
    """`shown(page, training)` for each page in its turn.

    `arriving(PersonId)` when somebody says who they are; `unlocked(Unlocked)` once
    their keys are open; `forgotten(Threshold)` when they ask for the way of the sheets.
    """

    shown = Signal(object, bool)
    arriving = Signal(str)
    unlocked = Signal(object)
    forgotten = Signal(object)

    def __init__(
        self,
        door: Door,
        prompts: Prompts,
        load: Callable[[], Inside],
        jobs: Jobs,
        now: Callable[[], datetime],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._door, self._prompts, self._load = door, prompts, load
        self._jobs, self._now = jobs, now
        self._folder: Path | None = None

    @property
    def folder(self) -> Path | None:
        """The vault one stands before, or is in."""
        return self._folder

    def show_start(self) -> None:
        """Which vault?"""
        start = StartPage(self._door, self._prompts)
        start.chosen.connect(self.show_threshold)
        start.creating.connect(self.show_wizard)
        start.restoring.connect(lambda: self.show_restoring(Asked()))
        self._show(start)

    def show_wizard(self) -> None:
        """A new vault."""
        inside = self._load()
        self._show(inside.wizard(self._jobs, self._on_created, self.show_start))

    def show_threshold(self, folder: Path | None) -> None:
        """Who unlocks this vault? Of none: which one?"""
        if folder is None:
            self.show_start()
            return
        self._folder = folder
        try:
            threshold = self._door.look(folder)
        except VaultUnusable as why_not:
            self.show_trouble(why_not)
            return
        unlock = UnlockPage(
            self._unlock,
            threshold,
            self._jobs,
            wait_before=lambda *of: self._load().wait_before(*of),
            now=self._now,
        )
        unlock.arriving.connect(self.arriving)
        unlock.unlocked.connect(self.unlocked)
        unlock.unusable.connect(self.show_trouble)
        unlock.elsewhere.connect(self.show_start)
        unlock.forgotten.connect(lambda: self.forgotten.emit(threshold))
        self._show(unlock, training=threshold.training)

    def show_trouble(self, trouble: Trouble) -> None:
        """Why a vault does not open."""
        has_copy = trouble.parameters.get("reason") == HEADER_BACKUP
        page = TroublePage(partial(sentence, trouble), has_copy=has_copy)
        page.reinstating.connect(self._on_reinstating)
        page.again.connect(lambda: self.show_threshold(self._folder))
        page.elsewhere.connect(self.show_start)
        page.restoring.connect(lambda: self.show_restoring(Asked(live=self._folder)))
        self._show(page)

    def show_restoring(self, asked: Asked) -> None:
        """A vault out of a backup set."""
        given_up = partial(self.show_threshold, asked.live)
        inside = self._load()
        self._show(inside.restoring(self._jobs, asked, self.show_threshold, given_up))

    def show_recovery(self, threshold: Threshold) -> None:
        """Back in with two sheets of paper."""
        back = partial(self.show_threshold, threshold.folder)
        page = self._load().recovery(threshold, self._jobs, self.unlocked.emit, back)
        self._show(page, training=threshold.training)

    def _show(self, page: QWidget, *, training: bool = False) -> None:
        self.shown.emit(page, training)

    def _unlock(self, folder: Path, person: PersonId, passphrase: str) -> Unlocked:
        return self._load().unlock(folder, person, passphrase)

    def _on_created(self, folder: Path, unlocked: Unlocked) -> None:
        self._folder = folder
        self.unlocked.emit(unlocked)

    def _on_reinstating(self) -> None:
        """Because a person asks: nothing repairs a header by itself."""
        folder = self._folder
        if folder is None:
            return
        try:
            self._door.reinstate(folder)
        except VaultUnusable as why_not:
            self.show_trouble(why_not)
            return
        self.show_threshold(folder)
