"""The unlock page: who, a passphrase, and nothing else said."""

from __future__ import annotations

import math
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from casedesk.circuit.codes import Language
from casedesk.circuit.people import PersonId
from casedesk.circuit.threshold import Threshold, TooSoon, Unlocked, VaultUnusable
from casedesk.i18n import _
from casedesk.i18n.labels import sentence
from casedesk.ui.jobs import Jobs
from casedesk.ui.lock.machine import Now, wall_clock
from casedesk.ui.way_in import WayIn
from casedesk.ui.widgets import buttons
from casedesk.ui.widgets.backup_age import BackupAge
from casedesk.ui.widgets.combo import Combo
from casedesk.ui.widgets.field import Field
from casedesk.ui.widgets.layout import Card, Page, Row, rule, title
from casedesk.ui.widgets.progress import Progress
from casedesk.ui.widgets.text import PassphraseEdit
from casedesk.vault.errors import WrongPassphrase

Unlock = Callable[[Path, PersonId, str], Unlocked]
"""On a worker. Raises WrongPassphrase, TooSoon or VaultUnusable."""
WaitBefore = Callable[[Path, PersonId], float]
"""Seconds until this person may try again."""
_SECOND = 1000  # milliseconds


class UnlockPage(WayIn):
    """`unlocked(Unlocked)`, `unusable(VaultUnusable)`, `forgotten()` or `elsewhere()`.

    `arriving(PersonId)` before somebody begins to type their passphrase.
    """

    arriving = Signal(str)
    unlocked = Signal(object)
    unusable = Signal(object)
    elsewhere = Signal()
    forgotten = Signal()

    def __init__(
        self,
        unlock: Unlock,
        threshold: Threshold,
        jobs: Jobs,
        *,
        wait_before: WaitBefore = lambda *_: 0,
        now: Now = wall_clock,
    ) -> None:
        super().__init__()
        self._wait_before, self._now = wait_before, now
        self._until, self._longest = now(), timedelta(0)
        self._unlock, self._threshold, self._jobs = unlock, threshold, jobs
        self._seconds = QTimer(self)
        self._seconds.setInterval(_SECOND)
        self._seconds.timeout.connect(self._count_down)
        self.furnish()

    def furnished(self) -> QWidget:
        self._build_boxes()
        card = Card()
        card.body.setContentsMargins(24, 24, 24, 24)
        card.setFixedWidth(30 * self.fontInfo().pixelSize())
        name = title("casedesk")
        name.setAlignment(Qt.AlignmentFlag.AlignCenter)
        card.add(name, self._who, self._passphrase, self._progress)
        card.add(Row(self._open, trailing=[self._forgotten]))
        card.add(Row(trailing=[self._elsewhere]), self._age, rule(), self.languages)
        page = Page()
        centred = QHBoxLayout()
        centred.addStretch(1)
        centred.addWidget(card)
        centred.addStretch(1)
        page.body.addStretch(1)
        page.body.addLayout(centred)
        page.body.addStretch(2)
        return page

    def speak(self, language: Language) -> None:
        """Whoever has to wait before they may try again still has to."""
        is_held_back = self._seconds.isActive()
        try:
            super().speak(language)
        finally:
            if is_held_back:
                self._count_down()

    def _build_boxes(self) -> None:
        threshold = self._threshold
        people = [(str(person), label) for person, label in threshold.people]
        unset = _("Choisir…") if len(people) > 1 else ""
        self._who = Field(_("&Qui êtes-vous ?"), Combo(people, unset=unset))
        self._passphrase = Field(_("&Phrase de passe"), PassphraseEdit())
        self._open = buttons.primary(_("&Ouvrir"), self._on_open)
        self._elsewhere = buttons.link(
            _("Ouvrir un &autre coffre"), self.elsewhere.emit
        )
        self._forgotten = buttons.link(
            _("Phrase de passe ou&bliée"), self.forgotten.emit
        )
        self._age = BackupAge()
        self._age.show_age(threshold.backup_at, self._now())
        self._progress = Progress()
        self._passphrase.box.returnPressed.connect(self._on_open)
        self._passphrase.box.script_typed.connect(self._on_script)
        self._passphrase.box.entered.connect(self._on_entered)
        self._who.box.chosen.connect(self._go_on)

    @property
    def is_in_use(self) -> bool:
        """Whether somebody is typing their passphrase, or waits for it to be tried."""
        return bool(self._passphrase.box.text()) or self._progress.is_running()

    def choose(self, person: PersonId) -> None:
        """Show this person as chosen; nobody, if they are not there any more."""
        self._who.box.set_value(person)
        if self.isVisible():
            self._passphrase.box.setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        chosen = self._who.box.value()
        (self._passphrase if chosen else self._who).box.setFocus()

    def _on_script(self, arabic: bool) -> None:
        self._passphrase.hint(_("Le clavier écrit en arabe.") if arabic else "")

    def _on_entered(self) -> None:
        if self._who.box.value():
            self.arriving.emit(self._who.box.value())

    def _on_open(self) -> None:
        if self._seconds.isActive():
            return
        self._who.settle()
        self._passphrase.settle()
        person = PersonId(self._who.box.value())
        typed = self._passphrase.box.text()
        if not person:
            self._who.complain(_("Choisir une personne."))
            self._who.box.setFocus()
        elif not typed:
            self._passphrase.complain(_("Taper la phrase de passe."))
            self._passphrase.box.setFocus()
        else:
            self.arriving.emit(person)
            self._try(person, typed)

    def _try(self, person: PersonId, passphrase: str) -> None:
        folder = self._threshold.folder
        self._wait(_("Ouverture du coffre…"))
        self._jobs.run(
            lambda: self._unlock(folder, person, passphrase),
            self._on_unlocked,
            self._on_failed,
        )

    def _on_unlocked(self, unlocked: Unlocked) -> None:
        self._wait("")
        self._passphrase.box.clear()
        self.unlocked.emit(unlocked)

    def _on_failed(self, error: Exception) -> None:
        self._wait("")
        match error:
            case WrongPassphrase():
                self._passphrase.complain(sentence(error))
                self._passphrase.box.selectAll()
                self._passphrase.box.setFocus()
                self._hold_back()
            case TooSoon():
                self._hold_back()
            case VaultUnusable():
                self.unusable.emit(error)
            case _:
                raise error

    def _hold_back(self) -> None:
        """Let whoever is chosen wait as long as they have to, after wrong ones."""
        person = PersonId(self._who.box.value())
        wait = self._wait_before(self._threshold.folder, person)
        self._longest = timedelta(seconds=wait)
        self._until = self._now() + self._longest
        self._count_down()

    def _count_down(self) -> None:
        """What may be typed meanwhile is; only trying it waits."""
        self._until = min(self._until, self._now() + self._longest)  # a clock set back
        left = math.ceil((self._until - self._now()).total_seconds())
        if left <= 0:
            self._go_on()
            return
        self._seconds.start()
        self._open.setEnabled(False)
        told = _("Nouvel essai possible dans %(seconds)d s.")
        self._passphrase.hint(told % {"seconds": left})

    def _go_on(self) -> None:
        if self._seconds.isActive():
            self._seconds.stop()
            self._open.setEnabled(True)
            self._passphrase.hint("")

    def _wait(self, doing: str) -> None:
        boxes = (
            self._who,
            self._passphrase,
            self._open,
            self._forgotten,
            self._elsewhere,
            self.languages,
        )
        for widget in boxes:
            widget.setEnabled(not doing)
        if doing:
            self._progress.start(doing)
        else:
            self._progress.stop()
