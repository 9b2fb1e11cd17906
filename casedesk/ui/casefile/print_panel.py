"""Printing a signed sheet: language, presence at the printer, and the copies so far."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QCheckBox, QWidget

from casedesk.circuit.errors import Refused, Trouble
from casedesk.circuit.filled import FilledSheet
from casedesk.circuit.paper_language import PaperLanguage
from casedesk.circuit.queries import CasePage
from casedesk.circuit.referral import Copy, CopyId, CopyState
from casedesk.circuit.rights import Right
from casedesk.i18n import _
from casedesk.i18n.formats import isolate, near_moment
from casedesk.i18n.labels import label
from casedesk.ui.casefile.paper_run import PaperRun, referral_of
from casedesk.ui.casefile.sheet_count import SheetCount
from casedesk.ui.refusals import tell
from casedesk.ui.widgets.buttons import primary
from casedesk.ui.widgets.field import Field
from casedesk.ui.widgets.layout import Card, Notice, Row, paragraph
from casedesk.ui.widgets.paper_language import PaperLanguageChoice
from casedesk.ui.widgets.progress import Progress
from casedesk.ui.workspace import Tools


class PrintPanel(Card):
    """`language_chosen` lets a preview follow; `printed` once paper came out."""

    language_chosen = Signal()
    printed = Signal()

    def __init__(self, tools: Tools, parent: QWidget | None = None) -> None:
        super().__init__(_("Imprimer"), parent)
        self._tools = tools
        self._page: CasePage | None = None
        self._sheet: FilledSheet | None = None
        self._run = PaperRun(tools, self)
        self._run.printed.connect(self._on_printed)
        self._run.stopped.connect(self._on_stopped)
        self._run.failed.connect(self._on_failed)
        self._notice = Notice("warning")
        self._language = PaperLanguageChoice(_("Langue de la fiche"))
        self._language.chosen.connect(self.language_chosen)
        self._present = QCheckBox(_("Je suis devant l'imprimante"))
        self._present.clicked.connect(self._enable)
        self._button = primary(_("Imprimer"), self._on_print, icon="printer")
        self._button.setShortcut(QKeySequence("Ctrl+P"))
        self._progress = Progress()
        self._copies = paragraph("", muted=True)
        self.count = SheetCount(tools)
        self.add(
            self._notice,
            Field(_("Langue de la fiche"), self._language),
            Row(self._present, trailing=[self._button]),
            self._progress,
            self.count,
            self._copies,
        )

    def language(self) -> PaperLanguage:
        return self._language.language()

    def show_sheet(self, page: CasePage, sheet: FilledSheet) -> None:
        """Offer this sheet, in the language of the last copy or of its addressee."""
        is_new = self._sheet is None or self._sheet.id != sheet.id
        self._page, self._sheet = page, sheet
        copies = [each for each in page.copies if each.sheet_id == sheet.id]
        if is_new:
            self._language.set_value(self._at_first(page, sheet, copies))
            self.count.settle()
        self._copies.setText("\n".join(map(_told, copies)))
        self._copies.setVisible(bool(copies))
        for short in page.miscounts:
            if short.is_open and any(copy.id == short.id for copy in copies):
                self.count.warn(short)
        if not self._tools.tray.has_printer():
            self._notice.say(
                _(
                    "Aucune imprimante n'est reliée à cet ordinateur. La fiche reste "
                    "prête : l'imprimer dès qu'il y en a une."
                )
            )
        self._enable()

    def _at_first(
        self, page: CasePage, sheet: FilledSheet, copies: Sequence[Copy]
    ) -> str:
        printed = [each for each in copies if each.state is CopyState.PRINTED]
        if printed:
            return printed[-1].language
        referral = referral_of(page, sheet)
        addressee = referral.addressee if referral else None
        return self._tools.rules.paper_languages.default(sheet.code, addressee)

    def _enable(self) -> None:
        busy = self._progress.is_running()
        ready = self._tools.tray.has_printer() and self._tools.desk.actor.may(
            Right.PRINT
        )
        self._present.setEnabled(ready and not busy)
        self._button.setEnabled(ready and not busy and self._present.isChecked())

    def _on_print(self) -> None:
        if self._page is None or self._sheet is None:
            return
        self._notice.say("")
        self._progress.start(_("Mise en page…"))
        self._enable()
        try:
            self._run.start(self._page.case.id, self._sheet, self.language())
        except (Refused, Trouble) as error:
            self._on_failed(error)

    def _on_printed(self, copy: CopyId, sheets: int) -> None:
        self._rest()
        self.count.ask(copy, sheets)
        self.printed.emit()

    def _on_stopped(self) -> None:
        self._rest()
        self._notice.say(_("Rien n'est sorti : cette copie est annulée."))

    def _on_failed(self, error: Refused | Trouble) -> None:
        self._rest()
        tell(error, self._notice)

    def _rest(self) -> None:
        self._progress.stop()
        self._present.setChecked(False)
        self._enable()


def _told(copy: Copy) -> str:
    words = {
        CopyState.PREPARED: _("Copie %(n)d, en préparation depuis le %(when)s"),
        CopyState.PRINTED: _("Copie %(n)d, imprimée le %(when)s"),
        CopyState.VOID: _("Copie %(n)d, annulée le %(when)s"),
    }[copy.state]
    told = words % {"n": copy.number, "when": near_moment(copy.prepared_at)}
    return f"{told} · {isolate(label(PaperLanguage(copy.language)))}"
