"""One concern that was sent: its number, its dates, and a way to add to it."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QGridLayout, QWidget

from casedesk.circuit.changes import Changes, Kind
from casedesk.circuit.codes import CodeBook
from casedesk.circuit.commands.concerns import SaveComplement, SendComplement
from casedesk.circuit.concern import DropState
from casedesk.circuit.errors import NotFound, Refused, Trouble
from casedesk.circuit.queries import ReceiptRow, StatusRow
from casedesk.circuit.sheet import LONGEST_TEXT
from casedesk.i18n import _
from casedesk.i18n.formats import isolate, moment
from casedesk.ui import refusals
from casedesk.ui.autosave import Autosave
from casedesk.ui.circles import readers_of
from casedesk.ui.navigation import HomePlace, ReceiptPlace
from casedesk.ui.receipt.paper import receipt_certificate
from casedesk.ui.screen import Screen
from casedesk.ui.widgets import buttons
from casedesk.ui.widgets.editors import LongEditor
from casedesk.ui.widgets.field import Field
from casedesk.ui.widgets.layout import (
    Banner,
    Card,
    Notice,
    Page,
    Row,
    fill,
    paragraph,
    title,
)
from casedesk.ui.widgets.press import paper_way
from casedesk.ui.widgets.print_certificate import PrintCertificate
from casedesk.ui.widgets.receipt_list import said
from casedesk.ui.workspace import Tools

_KINDS = (Kind.RECEIPT, Kind.RECEIPT_STATUS)


class ReceiptScreen(Screen):
    """What one may know of it; the text itself is closed to its author (design §3)."""

    def __init__(
        self, tools: Tools, place: ReceiptPlace, parent: QWidget | None = None
    ) -> None:
        super().__init__(tools, parent)
        self._tools, self._receipt = tools, place.receipt
        receipt = self._read()
        self._number = receipt.number
        self._who_reads = readers_of(tools.desk.reads, receipt.circle)
        self._statuses: QWidget | None = None
        self.notice = Notice()
        self.lost = Notice("danger")
        self.added = Banner("info")
        self.editor = LongEditor(LONGEST_TEXT)
        self.text = Field(
            _("Ajouter un complément"),
            self.editor,
            hint=_(
                "Ce que vous avez appris ou oublié. Le complément rejoint le dossier ; "
                "une fois transmis, il ne peut plus être relu ici."
            ),
        )
        self._dates = Card(_("Ce qu'elle devient"))
        if self._who_reads:
            self._dates.add(paragraph(_by_circle(self._who_reads), muted=True))
        self.editor.set_value(tools.desk.reads.my_complement(place.receipt))
        self.autosave = Autosave(self._save, self)
        self.autosave.failed.connect(lambda error: refusals.tell(error, self.notice))
        self.editor.edited.connect(self.autosave.touch)
        self._lay_out()
        self.refresh()

    def title(self) -> str:
        return _("Transmission %(number)s") % {"number": isolate(self._number)}

    def concerns(self, changes: Changes) -> bool:
        return any(changes.of(kind) for kind in _KINDS)

    def refresh(self) -> None:
        shown = _dated(self._read().statuses, self._tools.rules.codes)
        gone, self._statuses = self._statuses, shown
        self._dates.add(self._statuses)
        self._statuses.show()
        if gone is not None:
            gone.hide()
            gone.deleteLater()

        drop = self._tools.desk.reads.receipt_drop(self._receipt)
        self.lost.say(self._lost() if drop is DropState.MISSING else "")

    def leave(self) -> None:
        self.autosave.flush()

    def _save(self) -> None:
        self._tools.desk.do(SaveComplement(self._receipt, self.editor.value()))

    def _read(self) -> ReceiptRow:
        for row in self._tools.desk.reads.my_receipts():
            if row.id == self._receipt:
                return row
        raise NotFound()

    def _lost(self) -> str:
        told = _(
            "Dépôt manquant : ce qui a été transmis n'est plus là, ou n'est plus tel "
            "quel, et n'a pas été reçu. Le redire de vive voix sans attendre, et "
            "montrer ce numéro. À qui : %(who)s."
        )
        return told % {"who": self._who_reads or _("la direction ou la présidence")}

    def _on_add(self) -> None:
        refusals.settle((self.text,), self.notice)
        self.added.hide()
        try:
            self._tools.desk.do(SendComplement(self._receipt, self.editor.value()))
        except (Refused, Trouble) as why_not:
            refusals.tell(why_not, self.notice, {"text": self.text})
            return
        self.autosave.drop()
        self.editor.set_value("")
        sent = _("Complément transmis le %(when)s.")
        self.added.say(sent % {"when": moment(self._tools.clock())})
        self.added.show()

    def _on_paper(self) -> QWidget:
        """What an author has in hand, should the vault ever be gone."""
        paper = paper_way(self._tools)
        reads = self._tools.desk.reads
        write = partial(receipt_certificate, self._read(), reads, paper)
        return PrintCertificate(write, paper, text=_("Imprimer le récépissé"))

    def _lay_out(self) -> None:
        adding = Card()
        send = buttons.primary(
            _("Transmettre le complément"), self._on_add, icon="send"
        )
        buttons.on_control_enter(send)
        adding.add(self.added, self.text, self.notice, Row(send))
        self.added.hide()
        home = buttons.quiet(
            _("Accueil"), lambda: self._tools.go_to(HomePlace()), icon="arrow-left"
        )
        page = Page()
        page.add(Row(home), title(self.title()), self.lost, self._dates, adding)
        page.add(self._on_paper())
        page.body.addStretch(1)
        fill(self, page)


def _by_circle(who_reads: str) -> str:
    told = _(
        "Sera lue par : %(who)s. Personne d'autre ne la verra ; c'est pourquoi aucune "
        "autre date ne paraîtra ici."
    )
    return told % {"who": who_reads}


def _dated(statuses: tuple[StatusRow, ...], codes: CodeBook) -> QWidget:
    listed = QWidget()
    grid = QGridLayout(listed)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(24)
    grid.setColumnStretch(1, 1)
    for line, status in enumerate(statuses):
        when = paragraph(moment(status.at), muted=True)
        when.setMinimumWidth(180)
        grid.addWidget(when, line, 0)
        grid.addWidget(paragraph(said(status, codes)), line, 1)
    return listed
