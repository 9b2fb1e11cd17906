"""Back into a vault with two sheets of paper, when the direction's phrase is lost."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from casedesk.circuit.entrance import Entrance
from casedesk.circuit.people import PersonId
from casedesk.circuit.threshold import Threshold, Unlocked, VaultUnusable
from casedesk.i18n import _
from casedesk.i18n.labels import sentence
from casedesk.ui.jobs import Jobs
from casedesk.ui.way_in import WayIn
from casedesk.ui.widgets import buttons
from casedesk.ui.widgets.combo import Combo
from casedesk.ui.widgets.field import Field
from casedesk.ui.widgets.layout import (
    Card,
    Notice,
    Page,
    Row,
    paragraph,
    tab_through,
    title,
)
from casedesk.ui.widgets.phrase import Phrase, TypedAgain
from casedesk.ui.widgets.progress import Progress
from casedesk.ui.widgets.share_sheets import TypedShares
from casedesk.vault.errors import BadShare, VaultError


class RecoveryPage(WayIn):
    """`recovered(Unlocked)`, or `given_up()`; nothing is written before both hold."""

    recovered = Signal(object)
    given_up = Signal()

    def __init__(
        self,
        entrance: Entrance,
        threshold: Threshold,
        jobs: Jobs,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._entrance, self._threshold, self._jobs = entrance, threshold, jobs
        self._drawn = entrance.draw_passphrase()
        self.furnish()

    def _build_boxes(self) -> None:
        people = [(str(person), label) for person, label in self._threshold.people]
        self._who = Field(_("&Qui êtes-vous ?"), Combo(people, unset=_("Choisir…")))
        self.sheets = TypedShares()
        self.words = Phrase(self._drawn)
        self._typed = TypedAgain(_("Retaper la nouvelle &phrase en lisant le papier"))
        self._notice = Notice()
        self._progress = Progress()
        self._open = buttons.primary(_("&Rouvrir le coffre"), self._on_open)
        self._back = buttons.secondary(_("Re&tour"), self.given_up.emit)

    def furnished(self) -> QWidget:
        self._build_boxes()
        first = Card(_("Quelqu'un d'autre a oublié sa phrase ?"))
        first.add(
            paragraph(
                _(
                    "La direction lui en donne une autre dans « Personnes » : les "
                    "feuilles de secours ne servent pas à cela."
                )
            )
        )
        second = Card(_("La direction a perdu la sienne"))
        second.add(
            paragraph(
                _(
                    "Réunir deux des trois feuilles de secours, et les recopier ici. "
                    "Ce qui était commencé et pas encore transmis se rouvre avec elles."
                )
            ),
            self._who,
            self.sheets,
            paragraph(_("Voici la nouvelle phrase, à écrire sur un papier :")),
            self.words,
            self._typed,
            self._notice,
            self._progress,
            Row(self._open, self._back),
        )
        page = Page()
        page.add(
            self.languages,
            title(_("Rouvrir avec les feuilles de secours")),
            first,
            second,
        )
        page.body.addStretch(1)
        tab_through(first, second, self.languages)
        return page

    def _on_open(self) -> None:
        self._notice.say("")
        person = PersonId(self._who.box.value())
        if not person:
            self._who.complain(_("Choisir une personne."))
            self._who.box.setFocus()
            return
        self._who.settle()
        shares = self.sheets.typed()
        if shares is None or not self._typed.is_like(self._drawn):
            return
        folder, phrase = self._threshold.folder, self._drawn
        self._wait(_("Ouverture du coffre…"))
        self._jobs.run(
            lambda: self._entrance.recover(folder, shares, person, phrase),
            self._on_recovered,
            self._on_failed,
            owner=self,
        )

    def _on_recovered(self, unlocked: Unlocked) -> None:
        self._wait("")
        self.sheets.clear()
        self.words.show_words("")
        self._typed.box.clear()
        self.recovered.emit(unlocked)

    def _on_failed(self, error: Exception) -> None:
        self._wait("")
        match error:
            case BadShare():
                self.sheets.complain(error)
            case VaultUnusable() | VaultError():
                self._notice.say(sentence(error))
            case _:
                raise error

    def _wait(self, doing: str) -> None:
        boxes = (self._who, self.sheets, self._typed, self._open, self._back)
        for widget in (*boxes, self.languages):
            widget.setEnabled(not doing)
        if doing:
            self._progress.start(doing)
        else:
            self._progress.stop()
