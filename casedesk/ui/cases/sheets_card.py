"""The sheets of a case: who signed them when, and what was added since."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from casedesk.circuit.commands.handover import ApproveSheet
from casedesk.circuit.commands.sheets import right_to_write
from casedesk.circuit.filled import Amendment, FilledSheet
from casedesk.circuit.queries import CasePage
from casedesk.circuit.referral import Referral
from casedesk.circuit.rights import Right
from casedesk.i18n import _, current, ngettext
from casedesk.i18n.formats import isolate, near_moment
from casedesk.ui import theme
from casedesk.ui.casefile.addressees import name_of
from casedesk.ui.casefile.answers import Teller
from casedesk.ui.casefile.passage import Passage
from casedesk.ui.navigation import BlankPlace
from casedesk.ui.widgets.buttons import link
from casedesk.ui.widgets.layout import Banner, Card, Row, heading, paragraph, rule
from casedesk.ui.workspace import Tools


class SheetsCard(Card):
    """`read_asked`, `print_asked` and `amend_asked` name the sheet by its id."""

    read_asked = Signal(str)
    print_asked = Signal(str)
    amend_asked = Signal(str)

    def __init__(
        self,
        tools: Tools,
        page: CasePage,
        teller: Teller,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(_("Fiches"), parent)
        self._tools, self._teller = tools, teller
        may_print = tools.desk.actor.may(Right.PRINT)
        for number, sheet in enumerate(page.sheets):
            if number:
                self.add(rule())
            added = sum(each.sheet_id == sheet.id for each in page.amendments)
            title = tools.rules.sheets[sheet.code].title.in_language(current())
            self.add(self._part(sheet, title, added, may_print=may_print))
            untold = page.to_be_told(sheet)
            if untold is not None:
                self.add(_to_be_told(untold))
            self._approve(page, sheet)
        if may_print:
            place = BlankPlace(case=page.case.id)
            self.add(link(_("Fiches vierges…"), lambda: tools.go_to(place)))

    def _part(
        self, sheet: FilledSheet, title: str, added: int, *, may_print: bool
    ) -> QWidget:
        part = QWidget()
        down = QVBoxLayout(part)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(2)
        down.addWidget(theme.look(paragraph(f"{sheet.code} · {title}"), "strong"))
        down.addWidget(paragraph(self._signed(sheet), muted=True))
        if added:
            words = ngettext("%(n)d ajout", "%(n)d ajouts", added) % {"n": added}
            down.addWidget(paragraph(words, muted=True))
        read = link(_("Lire"), lambda: self.read_asked.emit(sheet.id))
        read.setAccessibleDescription(title)
        acts = [read]
        if sheet.is_signed and may_print:
            printed = link(_("Imprimer"), lambda: self.print_asked.emit(sheet.id))
            printed.setAccessibleDescription(title)
            acts.append(printed)
        if sheet.is_signed and self._may_amend(sheet):
            amend = link(_("Ajouter…"), lambda: self.amend_asked.emit(sheet.id))
            amend.setAccessibleDescription(title)
            acts.append(amend)
        down.addWidget(Row(*acts, gap=4))
        return part

    def _may_amend(self, sheet: FilledSheet) -> bool:
        declaration = self._tools.rules.sheets[sheet.code]
        return self._tools.desk.actor.may(right_to_write(declaration))

    def _approve(self, page: CasePage, sheet: FilledSheet) -> None:
        """For whoever supervises, of what somebody else signed; once."""
        actor = self._tools.desk.actor
        seen = any(
            (each.sheet_id, each.author) == (sheet.id, actor.person)
            for each in page.approvals
        )
        own = sheet.signed_by == actor.person
        if not sheet.is_signed or own or seen or not actor.may(Right.SUPERVISE):
            return
        approve = ApproveSheet(page.case.id, sheet.id)
        button = link(_("Vu et validé"), lambda: self._tools.desk.do(approve))
        button.setAccessibleDescription(sheet.number)
        self.add(Row(button))

    def _signed(self, sheet: FilledSheet) -> str:
        if sheet.signed_at is None:
            return _("En cours d'écriture, enregistrée le %(when)s") % {
                "when": near_moment(sheet.written_at)
            }
        return _("Signée par %(who)s le %(when)s") % {
            "who": isolate(self._teller.person(sheet.signed_by)),
            "when": near_moment(sheet.signed_at),
        }


def _to_be_told(referral: Referral) -> Banner:
    told = _(
        "%(who)s a reçu cette fiche sans le dernier ajout : le prévenir, et lui "
        "remettre un nouvel exemplaire (Imprimer)."
    )
    return Banner("warning", told % {"who": name_of(referral)})


class SheetReading(Card):
    """One sheet to be read through, with what was added to it."""

    def __init__(
        self,
        tools: Tools,
        sheet: FilledSheet,
        amendments: tuple[Amendment, ...],
        teller: Teller,
        parent: QWidget | None = None,
    ) -> None:
        declared = tools.rules.sheets[sheet.code]
        super().__init__(declared.title.in_language(current()), parent)
        names = {each.id: each.name for each in tools.desk.reads.organisations()}
        content = declared.shown(sheet.content)
        if "addressees" in content:
            content["addressees"] = [
                {"organisation": names[row["organisation"]].in_language(current())}
                if row.get("organisation") in names
                else row
                for row in content["addressees"]
            ]
        for section in declared.sections:
            answers = teller.answers(section.fields, content)
            if answers:
                self.add(heading(section.title.in_language(current())))
            for field, answer in answers:
                self.add(Passage(field.label.in_language(current()), answer))
        for field in declared:
            if field.key in sheet.reasons:
                title = _("Montré par exception\u00a0: %(question)s") % {
                    "question": field.label.in_language(current())
                }
                self.add(Passage(title, sheet.reasons[field.key]))
        for each in amendments:
            title = _("Ajouté le %(when)s par %(who)s") % {
                "when": near_moment(each.written_at),
                "who": isolate(teller.person(each.author)),
            }
            why = _("\nMotif : %(why)s") % {"why": each.reason} if each.reason else ""
            self.add(Passage(title, each.text + why))
