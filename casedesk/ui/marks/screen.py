"""What is true of a case beside its stage, on one page: said, changed, never erased."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from casedesk.circuit.changes import Changes, Home
from casedesk.i18n import _
from casedesk.ui.casefile.answers import Teller
from casedesk.ui.casefile.header import CaseHeader
from casedesk.ui.casefile.opening import opened
from casedesk.ui.marks import parts
from casedesk.ui.navigation import CasePlace, MarksPlace
from casedesk.ui.screen import Screen
from casedesk.ui.widgets.buttons import secondary
from casedesk.ui.widgets.layout import Page, Row, fill, title
from casedesk.ui.workspace import Tools


class MarksScreen(Screen):
    """Flags, level of danger, kind of concern, links and a retraction."""

    def __init__(
        self, tools: Tools, place: MarksPlace, parent: QWidget | None = None
    ) -> None:
        super().__init__(tools, parent)
        self._tools, self._case_id = tools, place.case
        page = opened(tools.desk, place.case)
        self._header = CaseHeader()
        self.flags = parts.flags_part(tools, page)
        self.danger = parts.danger_part(tools, page)
        self.entry = parts.entry_part(tools, page)
        self.links = parts.links_part(tools, page)
        self.retraction = parts.retraction_part(tools, page)
        back = secondary(
            _("Revenir au dossier"),
            lambda: tools.go_to(CasePlace(place.case)),
            icon="arrow-left",
        )
        whole = Page()
        whole.add(self._header, title(self.title()), Row(back), *self._parts())
        whole.body.addStretch(1)
        fill(self, whole)
        self.refresh()

    def title(self) -> str:
        return _("Signes, niveaux et liens")

    def concerns(self, changes: Changes) -> bool:
        return changes.home is Home.CASES

    def refresh(self) -> None:
        page = self._tools.desk.reads.case_page(self._case_id)
        teller = Teller.of(self._tools)
        self._header.tell(page, teller, self._tools.clock())
        self.flags.know(parts.known_flags(page))
        self.danger.know(parts.known_levels(page, teller))
        self.entry.know(parts.known_entries(page, teller))
        self.links.know(parts.known_links(page))
        self.retraction.know(())

    def leave(self) -> None:
        for each in self._parts():
            each.typing.keep()

    def _parts(self) -> tuple[parts.Part, ...]:
        return self.flags, self.danger, self.entry, self.links, self.retraction
