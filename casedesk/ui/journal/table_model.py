"""Lines of a journal as rows, the latest first, read a page at a time."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QObject

from casedesk.circuit.journal import JournalFilter, JournalLine
from casedesk.i18n import _, formats
from casedesk.i18n.journal import act_in_full
from casedesk.ui.widgets.rows_model import PAGE, PagedModel
from casedesk.ui.workspace import Tools

NUMBER, WHEN, WHO, WHAT, CASE = range(5)


class JournalModel(PagedModel[JournalLine]):
    """Number, when, who, what, about which case; the UserRole is the line."""

    def __init__(self, tools: Tools, parent: QObject | None = None) -> None:
        heads = (_("Ligne"), _("Quand"), _("Qui"), _("Quoi"), _("Dossier"))
        super().__init__(heads, parent)
        self._tools = tools
        self._which = JournalFilter()
        self._people: Mapping[str, str] = {}
        self._year = 0

    def show_lines(self, which: JournalFilter) -> None:
        """The latest of these; all that were read so far, for the same ones."""
        known = len(self._rows) if which == self._which else 0
        self._which = which
        self._year = formats.local(self._tools.clock()).year
        people = self._tools.desk.reads.people()
        self._people = {person.id: person.label for person in people}
        lines = self.page(None, max(PAGE, known))
        if known and [each.hash for each in lines] == [e.hash for e in self._rows]:
            return
        self.start_over(lines)

    def person(self, line: JournalLine) -> str:
        """Their id when nobody of that id is known."""
        return self._people.get(line.actor, line.actor)

    def what(self, line: JournalLine) -> str:
        return act_in_full(line, self._people)

    def page(self, after: JournalLine | None, limit: int) -> tuple[JournalLine, ...]:
        before = after.sequence if after else None
        return self._tools.desk.reads.journal(self._which, before, limit)

    def text(self, line: JournalLine, column: int) -> str:
        match column:
            case 0:
                return formats.number(line.sequence)
            case 1:
                this_year = formats.local(line.at).year == self._year
                told = formats.near_moment if this_year else formats.moment
                return told(line.at)
            case 2:
                return self.person(line)
            case 3:
                return self.what(line)
            case _:
                return line.case_number
