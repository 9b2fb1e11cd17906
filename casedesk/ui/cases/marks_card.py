"""What is true of a case beside its stage, short; and the way to change it."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from casedesk.circuit.apart import ApartRow
from casedesk.circuit.commands.duplicates import DoubtAgain
from casedesk.circuit.errors import Refused, Trouble
from casedesk.circuit.flags import FlagName
from casedesk.circuit.queries import CasePage, LinkRow
from casedesk.circuit.rights import Right
from casedesk.i18n import _
from casedesk.i18n.formats import isolate, near_moment
from casedesk.i18n.labels import label
from casedesk.ui.casefile.answers import Teller
from casedesk.ui.navigation import CasePlace, MarksPlace
from casedesk.ui.refusals import tell
from casedesk.ui.widgets.buttons import link, secondary
from casedesk.ui.widgets.layout import Card, Notice, Row, paragraph
from casedesk.ui.workspace import Tools


class MarksCard(Card):
    """Flags that are up, what kind of concern it is now, and linked cases."""

    def __init__(self, tools: Tools, page: CasePage, teller: Teller) -> None:
        super().__init__(_("Signes et liens"))
        if page.case.episode > 1:
            told = _("Épisode %(n)d de ce dossier") % {"n": page.case.episode}
            self.add(paragraph(told))
        if page.case.entry:
            self.add(paragraph(teller.code("ENTRY", page.case.entry)))
        for flag in FlagName:
            if flag in page.flags:
                self.add(paragraph(label(flag)))
        for row in page.links:
            self.add(self._link(tools, row, page))
        self._notice = Notice("warning")
        for other in tools.desk.reads.told_apart(page.case.id):
            self.add(*self._apart(tools, other, page, teller))
        self.add(self._notice)
        change = secondary(
            _("Noter un signe ou un lien"),
            lambda: tools.go_to(MarksPlace(page.case.id)),
            icon="pencil",
        )
        self.add(Row(change))

    def _apart(
        self, tools: Tools, row: ApartRow, page: CasePage, teller: Teller
    ) -> list[QWidget]:
        """That another case is of another child, and the way to take it back."""
        told = _("Un autre enfant : %(number)s, selon %(who)s, %(when)s.") % {
            "number": isolate(row.number),
            "who": teller.person(row.said_by),
            "when": near_moment(row.said_at),
        }
        lines: list[QWidget] = [paragraph(told, muted=True)]
        if row.visible and tools.desk.actor.may(Right.TAKE_IN_CHARGE):
            command = DoubtAgain(page.case.id, row.case_id)
            again = link(_("En douter de nouveau"), lambda: self._do(tools, command))
            again.setAccessibleDescription(row.number)
            lines.append(Row(again))
        return lines

    def _do(self, tools: Tools, command: DoubtAgain) -> None:
        try:
            tools.desk.do(command)
        except (Refused, Trouble) as error:
            tell(error, self._notice)

    @staticmethod
    def _link(tools: Tools, row: LinkRow, page: CasePage) -> QWidget:
        told = _("%(link)s : %(number)s") % {
            "link": label(row.link.relation),
            "number": isolate(row.number or _("dossier qui n'est plus ici")),
        }
        if not row.visible:
            return paragraph(told)
        other = row.link.other_end(page.case.id)
        return Row(
            secondary(told, lambda: tools.go_to(CasePlace(other)), icon="folder-open")
        )
