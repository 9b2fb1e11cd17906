"""Everything about one case on one page."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from casedesk.circuit.changes import Changes, Home
from casedesk.circuit.filled import FilledSheet
from casedesk.circuit.queries import CasePage
from casedesk.circuit.rights import Right
from casedesk.circuit.sheet import SheetCode
from casedesk.i18n import _
from casedesk.i18n.formats import listed
from casedesk.i18n.labels import label
from casedesk.ui.casefile.account import Account
from casedesk.ui.casefile.alike_card import AlikeCard
from casedesk.ui.casefile.answers import Teller
from casedesk.ui.casefile.chronology import told
from casedesk.ui.casefile.header import CaseHeader
from casedesk.ui.casefile.hold_card import HoldCard
from casedesk.ui.casefile.opening import opened
from casedesk.ui.casefile.paper_run import referral_of
from casedesk.ui.casefile.print_panel import PrintPanel
from casedesk.ui.casefile.sheet_count import short_copies
from casedesk.ui.casefile.steps import Steps, in_order, of_age, still_missing
from casedesk.ui.cases.adding import Adding, AmendForm, NoteForm, TaskForm, TellForm
from casedesk.ui.cases.aside_panel import AsidePanel
from casedesk.ui.cases.attachment_panel import AttachmentPanel
from casedesk.ui.cases.attachments_card import AttachmentsCard
from casedesk.ui.cases.child_card import ChildCard
from casedesk.ui.cases.chronology_card import ChronologyCard
from casedesk.ui.cases.chronology_print import PrintChronology
from casedesk.ui.cases.consent_card import ConsentCard
from casedesk.ui.cases.erase_card import EraseCard
from casedesk.ui.cases.followup_card import FollowUpCard
from casedesk.ui.cases.handover_card import NotesCard, TasksCard
from casedesk.ui.cases.household_card import HouseholdCard
from casedesk.ui.cases.marks_card import MarksCard
from casedesk.ui.cases.referrals_card import ReferralsCard
from casedesk.ui.cases.sheets_card import SheetReading, SheetsCard
from casedesk.ui.navigation import CasePlace
from casedesk.ui.screen import Screen
from casedesk.ui.widgets.layout import Abreast, Notice, Page, fill, tab_through
from casedesk.ui.workspace import Tools


class CaseScreen(Screen):
    """Child, chronology, referrals and sheets of one case, and its next steps.

    Opening it is noted in the journal.
    """

    def __init__(
        self, tools: Tools, place: CasePlace, parent: QWidget | None = None
    ) -> None:
        super().__init__(tools, parent)
        self._tools = tools
        self._case_id = place.case
        self._reading = ""  # the sheet being read; none: the concern
        self._printing = ""  # the sheet offered for printing
        self._page = opened(tools.desk, place.case)
        self._header = CaseHeader()
        self._missing = Notice("info")
        self._short = Notice("danger")
        self._of_age = Notice("warning")
        self._steps = Steps(tools)
        printing = PrintChronology(tools, place.case)
        self._chronology = ChronologyCard(tools.clock(), printing)
        self._print = PrintPanel(tools)
        self._print.printed.connect(self._on_printed)
        self._print.hide()
        self._attachment = AttachmentPanel(tools, place.case)
        self._attachment.told.connect(self.told)
        self._attachment.opened.connect(self._on_attachment)
        self._task, self._note = (
            TaskForm(tools, self._page),
            NoteForm(tools, self._page),
        )
        self._amending = AmendForm(tools, self._page)
        self._telling = TellForm(tools, self._page)
        for each in self._forms():
            each.added.connect(self.told)
            each.opened.connect(self._on_form)
        self._leading, self._trailing, self._below = QWidget(), QWidget(), QWidget()
        self._alike = QWidget()
        self._aside: AsidePanel | None = None
        self._no_more = Notice("info")
        self._arrange()
        self.refresh()

    def title(self) -> str:
        return _("Dossier %(number)s") % {"number": self._page.case.number}

    def concerns(self, changes: Changes) -> bool:
        return changes.home is Home.CASES

    def refresh(self) -> None:
        tools = self._tools
        if self._aside is not None and self._aside.is_moving:
            return  # set apart just now: there is nothing here to read again
        self._page = page = tools.desk.reads.case_page(self._case_id)
        teller, now = Teller.of(tools), tools.clock()
        self._header.tell(page, teller, now)
        self._missing.say(_lacking(page))
        self._short.say(short_copies(page))
        self._of_age.say(_of_age(page, now))
        self._steps.show_page(page)
        self._chronology.show_lines(told(page.chronology, teller, now), now)
        sheets = SheetsCard(tools, page, teller)
        sheets.read_asked.connect(self._read)
        sheets.print_asked.connect(self._offer_print)
        household = HouseholdCard(tools, page, teller, now)
        household.told.connect(self.told)
        around = (ChildCard(tools, page, teller, now), household)
        sheets.amend_asked.connect(self._amend)
        beside = (MarksCard(tools, page, teller), ConsentCard(tools, page, teller))
        leading = _column(*around, *beside, sheets)
        self._leading = self._replaced(self._leading, leading)
        attachments = self._attachments(teller)
        kept = _kept(tools, page)
        tasks = TasksCard(tools, page, teller, self._task.open)
        trailing = _column(
            FollowUpCard(tools, page, self._telling.open),
            ReferralsCard(tools, page),
            tasks,
            attachments,
            *self._supervision(teller),
            *kept,
        )
        self._trailing = self._replaced(self._trailing, trailing)
        self._show_alike()
        self._show_reading(teller)
        printing = self._sheet(self._printing)
        self._print.setVisible(printing is not None)
        if printing is not None:
            self._print.show_sheet(page, printing)
        self._show_erase()
        self._show_aside()
        self._order()

    def bookmark(self) -> tuple[str, str, str]:
        seen = self._attachment.shown
        return self._reading, self._printing, seen.id if seen is not None else ""

    def turn_to(self, bookmark: tuple[str, str, str]) -> None:
        self._reading, self._printing, attached = bookmark
        self.refresh()
        for each in self._tools.desk.reads.attachments(self._case_id):
            if each.id == attached:
                self._attachment.look(each)

    def leave(self) -> None:
        self._attachment.leave()
        for form in self._forms():
            form.leave()
        for each in self.findChildren(HoldCard):
            each.typing.keep()
        if self._aside is not None:
            self._aside.stop()

    def _arrange(self) -> None:
        page = Page(wide=True)
        columns = (self._leading, self._chronology, self._trailing)
        across = Abreast(*columns, shares=(3, 5, 3), gap=16)
        page.add(self._no_more)
        page.add(self._header, self._short, self._of_age, self._missing)
        page.add(
            self._alike, self._steps, self._print, self._attachment, *self._forms()
        )
        page.add(across, self._below)
        self._erase, self._last = QWidget(), QWidget()
        page.add(self._erase, self._last)
        page.body.addStretch(1)
        fill(self, page)
        self._scroll = page

    def _show_reading(self, teller: Teller) -> None:
        page, tools = self._page, self._tools
        sheet = self._sheet(self._reading) or page.file.sheet(SheetCode.CONCERN)
        if sheet is None:
            return
        added = tuple(each for each in page.amendments if each.sheet_id == sheet.id)
        shown: QWidget
        if sheet.code is SheetCode.CONCERN:
            shown = Account(tools.rules.sheets[sheet.code], sheet, added, teller)
        else:
            shown = SheetReading(tools, sheet, added, Teller.of(tools, page))
        self._below = self._replaced(self._below, shown)

    def _order(self) -> None:
        columns = (self._leading, self._chronology, self._trailing)
        panels = (self._print, self._attachment, *self._forms())
        below = self._below, self._erase, self._last
        tab_through(self._alike, self._steps, *panels, *columns, *below)

    def _sheet(self, sheet_id: str) -> FilledSheet | None:
        return next((each for each in self._page.sheets if each.id == sheet_id), None)

    def _read(self, sheet_id: str) -> None:
        self._reading = sheet_id
        self._show_reading(Teller.of(self._tools))
        self._order()
        self._scroll.show_all_of(self._below)

    def _supervision(self, teller: Teller) -> list[QWidget]:
        if not NotesCard.is_offered(self._tools, self._page):
            return []
        return [NotesCard(self._tools, self._page, teller, self._note.open)]

    def _forms(self) -> tuple[Adding, ...]:
        return self._task, self._note, self._amending, self._telling

    def _amend(self, sheet_id: str) -> None:
        sheet = self._sheet(sheet_id)
        if sheet is not None:
            self._amending.open_for(sheet, referral_of(self._page, sheet))

    def _offer_print(self, sheet_id: str) -> None:
        self._printing = sheet_id
        sheet = self._sheet(sheet_id)
        if sheet is not None:
            self._print.show_sheet(self._page, sheet)
            self._print.show()
            self._scroll.show_all_of(self._print)

    def _attachments(self, teller: Teller) -> AttachmentsCard:
        found = self._tools.desk.reads.attachments(self._case_id)
        panel = self._attachment
        panel.keep_to(found)
        return AttachmentsCard(self._tools, found, teller, panel.look, panel.choose)

    def _show_alike(self) -> None:
        """Before anybody takes it further."""
        card = AlikeCard(self._tools, self._page)
        card.told.connect(self.told)
        self._alike = self._replaced(self._alike, card)
        card.setVisible(not card.is_empty)

    def _show_erase(self) -> None:
        offered = EraseCard.is_offered(self._tools, self._page)
        card = EraseCard(self._tools, self._page) if offered else QWidget()
        if isinstance(card, EraseCard):
            card.opened.connect(lambda: self._scroll.show_all_of(card))
        self._erase = self._replaced(self._erase, card)

    def _show_aside(self) -> None:
        """Last on the page: rarely needed, and never by mistake."""
        if not AsidePanel.is_offered(self._tools):
            return
        aside = AsidePanel(self._tools, self._page)
        aside.opened.connect(lambda: self._scroll.show_all_of(aside))
        aside.gone.connect(self._on_gone)
        aside.over.connect(self._on_set_apart)
        self._aside = aside
        self._last = self._replaced(self._last, aside)

    def _on_gone(self) -> None:
        columns = (self._leading, self._chronology, self._trailing, self._below)
        panels = (self._short, self._missing, self._print, self._attachment)
        gone = (self._header, self._alike, self._steps, self._erase)
        for each in (*gone, *panels, *columns):
            each.hide()
        self._no_more.say(_("Ce dossier a été mis à part. Il n'est plus ici."))

    def _on_set_apart(self) -> None:
        self.told.emit(_("Le dossier est mis à part. Renouveler les sauvegardes."))

    def _on_attachment(self) -> None:
        self._scroll.show_all_of(self._attachment)

    def _on_form(self) -> None:
        for each in self._forms():
            if each.isVisible():  # not yet while the page is being made
                self._scroll.show_all_of(each)
                return

    def _on_printed(self) -> None:
        self.told.emit(_("La copie imprimée est inscrite au journal."))

    def _replaced(self, old: QWidget, new: QWidget) -> QWidget:
        parent = old.parentWidget()
        layout = parent.layout() if parent is not None else None
        if layout is not None:
            layout.replaceWidget(old, new)
        old.hide()
        old.deleteLater()
        new.show()
        return new


def _column(*cards: QWidget) -> QWidget:
    column = QWidget()
    column.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
    down = QVBoxLayout(column)
    down.setContentsMargins(0, 0, 0, 0)
    down.setSpacing(16)
    for card in cards:
        down.addWidget(card)
    down.addStretch(1)
    return column


def _kept(tools: Tools, page: CasePage) -> list[QWidget]:
    """Whether it must be kept: for whoever may say so, and for all when it must."""
    held = any(each.is_in_force for each in page.holds)
    if not held and not tools.desk.actor.may(Right.HOLD_CASE):
        return []
    return [HoldCard(tools, page.case.id, page.holds)]


def _of_age(page: CasePage, now: datetime) -> str:
    if not of_age(page, now):
        return ""
    return _(
        "Cet enfant a dix-huit ans : décider de la suite. L'accord qui compte est "
        "désormais le sien."
    )


def _lacking(page: CasePage) -> str:
    """What the step that leads on still waits for."""
    leading_on = next((each for each in in_order(page) if each.permitted), None)
    if leading_on is None or not still_missing(leading_on):
        return ""
    missing = listed(map(label, still_missing(leading_on)))
    return _("Ce qui manque pour avancer : %(missing)s") % {"missing": missing}
