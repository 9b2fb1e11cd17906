"""Noting that somebody was sought and not reached."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QWidget

from casedesk.circuit.commands.followup import NoteContact
from casedesk.circuit.commands.typing import typing_page
from casedesk.circuit.errors import Refused, Trouble
from casedesk.circuit.followup import KINDS, RESULTS
from casedesk.circuit.sheet import Gap, Incomplete, Lack
from casedesk.i18n import _
from casedesk.ui.casefile.answers import Teller
from casedesk.ui.casefile.boxes import Boxes
from casedesk.ui.casefile.header import CaseHeader
from casedesk.ui.casefile.opening import opened
from casedesk.ui.navigation import AttemptPlace, CasePlace
from casedesk.ui.refusals import settle, tell
from casedesk.ui.screen import Screen
from casedesk.ui.typing import Typing
from casedesk.ui.widgets.buttons import on_control_enter, primary, secondary
from casedesk.ui.widgets.layout import Card, Notice, Page, Row, fill, paragraph, title
from casedesk.ui.workspace import Tools


class AttemptScreen(Screen):
    """When, how, whom, what came of it; afterwards the case is shown again."""

    def __init__(
        self, tools: Tools, place: AttemptPlace, parent: QWidget | None = None
    ) -> None:
        super().__init__(tools, parent)
        self._tools, self._place = tools, place
        opened(tools.desk, place.case)
        self._header = CaseHeader()
        self._notice = Notice("warning")
        self._ask()
        self._typing = Typing(
            tools.sitting, typing_page("attempt", place.case), self._boxes.boxes
        )
        self.keep = primary(_("Noter la tentative"), self._on_keep, icon="check")
        on_control_enter(self.keep)
        self._lay_out()
        self.refresh()

    def title(self) -> str:
        return _("Noter une tentative de contact")

    def refresh(self) -> None:
        page = self._tools.desk.reads.case_page(self._place.case)
        self._header.tell(page, Teller.of(self._tools), self._tools.clock())

    def leave(self) -> None:
        self._typing.keep()

    def _ask(self) -> None:
        self._boxes = boxes = Boxes(self._tools)
        self._at = boxes.moment("at", _("&Quand"))
        self._kind = boxes.code("kind", _("Par quel &moyen"), KINDS)
        self._whom = boxes.line(
            "whom",
            _("Qui l'on a &cherché"),
            _("La fonction ou le lien, pas le nom : la mère, l'école."),
        )
        self._result = boxes.code("result", _("Ce que cela a &donné"), RESULTS)
        self._next = boxes.day("next_on", _("&Réessayer le"), _("Si l'on réessaie."))
        self._detail = boxes.line("detail", _("À &préciser"))

    def _lay_out(self) -> None:
        back = secondary(_("Revenir au dossier"), self._go_back)
        card = Card()
        card.add(*self._boxes.fields.values(), self._notice, Row(self.keep, back))
        told = _(
            "Un contact qui a eu lieu se note comme un suivi. Ici, ce qui a été "
            "tenté sans joindre personne."
        )
        page = Page()
        page.add(self._header, title(self.title()), paragraph(told), card)
        page.body.addStretch(1)
        fill(self, page)

    def _on_keep(self) -> None:
        fields = self._boxes.fields
        settle(fields.values(), self._notice)
        try:
            self._tools.desk.do(self._command())
        except (Refused, Trouble) as error:
            tell(error, self._notice, fields)
        else:
            self._typing.done()
            self._go_back()

    def _command(self) -> NoteContact:
        """Raises Incomplete for a day that is none."""
        return NoteContact(
            self._place.case,
            self._at.value(),
            self._kind.value(),
            self._whom.value(),
            self._result.value(),
            _day(self._next.value()),
            self._detail.value(),
        )

    def _go_back(self) -> None:
        self._tools.go_to(CasePlace(self._place.case))


def _day(text: str) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Incomplete(Gap("next_on", Lack.NOT_A_DATE)) from None
