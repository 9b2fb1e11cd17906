"""Opening a colleague's case when the child cannot wait for them."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from casedesk.circuit.commands.emergency import OpenInEmergency
from casedesk.circuit.commands.typing import ANYWHERE
from casedesk.circuit.errors import NotFound, Refused, Trouble
from casedesk.circuit.rights import Right
from casedesk.circuit.sheet import SHORTEST_REASON
from casedesk.i18n import _
from casedesk.ui.navigation import CasePlace, EmergencyPlace
from casedesk.ui.refusals import settle, tell
from casedesk.ui.screen import Screen
from casedesk.ui.typing import Typing
from casedesk.ui.widgets.buttons import on_control_enter, primary
from casedesk.ui.widgets.field import Field
from casedesk.ui.widgets.layout import Card, Notice, Page, Row, fill, paragraph, title
from casedesk.ui.widgets.text import CodeEdit, LongText
from casedesk.ui.workspace import Tools


class EmergencyScreen(Screen):
    """A number and a reason; whoever answers for the case reads both."""

    def __init__(
        self, tools: Tools, place: EmergencyPlace, parent: QWidget | None = None
    ) -> None:
        super().__init__(tools, parent)
        tools.desk.actor.require(Right.OPEN_IN_EMERGENCY)
        self._tools = tools
        self._notice = Notice("warning")
        self.number = CodeEdit()
        self.reason = LongText(lines=3)
        self.fields: dict[str, Field[QWidget]] = {
            "number": Field(
                _("&Numéro du dossier"), self.number, hint=_("Par exemple SAL-26-0K7F.")
            ),
            "reason": Field(
                _("&Pourquoi cela ne peut pas attendre"),
                self.reason,
                hint=_("%(n)d caractères au moins.") % {"n": SHORTEST_REASON},
            ),
        }
        self._typing = Typing(
            tools.sitting,
            ANYWHERE,
            {
                "number": (self.number.value, self.number.setText),
                "reason": (self.reason.value, self.reason.set_text),
            },
        )
        self.open = primary(
            _("Ouvrir, et le dire à la direction"), self._on_open, icon="siren"
        )
        on_control_enter(self.open)
        card = Card()
        card.add(
            paragraph(
                _(
                    "Pour un dossier dont quelqu'un d'autre est responsable. La "
                    "direction et cette personne liront votre nom et votre raison. Le "
                    "dossier reste ouvert pour vous jusqu'au verrouillage."
                )
            ),
            *self.fields.values(),
            self._notice,
            Row(self.open),
        )
        page = Page()
        page.add(title(self.title()), card)
        page.body.addStretch(1)
        fill(self, page)

    def title(self) -> str:
        return _("Ouvrir en urgence le dossier d'un collègue")

    def leave(self) -> None:
        self._typing.keep()

    def _on_open(self) -> None:
        settle(self.fields.values(), self._notice)
        asked = OpenInEmergency(self.number.value(), self.reason.value())
        try:
            case_id = self._tools.desk.do(asked)
        except NotFound:
            told = _("Aucun dossier ordinaire ne porte ce numéro. Le relire.")
            self.fields["number"].complain(told)
            self.number.setFocus()
        except (Refused, Trouble) as error:
            tell(error, self._notice, self.fields)
        else:
            self._typing.done()
            self._tools.go_to(CasePlace(case_id))
