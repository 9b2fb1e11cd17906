"""The urgent path: call, note whom one reached, choose the services, go."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from casedesk.circuit.commands.cases import GoUrgent
from casedesk.circuit.commands.typing import typing_page
from casedesk.circuit.errors import Refused, Trouble
from casedesk.circuit.guards import NotReady
from casedesk.circuit.queries import CasePage
from casedesk.circuit.sheet import Gap, Lack, SheetCode
from casedesk.circuit.stages import Guard
from casedesk.i18n import _, current
from casedesk.i18n.formats import isolate
from casedesk.ui.casefile.addressees import Addressees
from casedesk.ui.casefile.answers import Teller
from casedesk.ui.casefile.header import CaseHeader
from casedesk.ui.casefile.opening import opened
from casedesk.ui.casefile.parts import only
from casedesk.ui.casefile.passage import Passage
from casedesk.ui.navigation import CasePlace, UrgentPlace
from casedesk.ui.refusals import settle, tell_in_form
from casedesk.ui.screen import Screen
from casedesk.ui.typing import Typing
from casedesk.ui.widgets.buttons import primary
from casedesk.ui.widgets.field import Field
from casedesk.ui.widgets.help_now import HelpNow
from casedesk.ui.widgets.layout import (
    Banner,
    Card,
    Notice,
    Page,
    fill,
    paragraph,
    title,
)
from casedesk.ui.widgets.sheet_form import SheetForm
from casedesk.ui.workspace import Tools

_ACTIONS = "actions"


class UrgentScreen(Screen):
    """Refers at once; the assessment follows within a day (domain §2.5, T04)."""

    def __init__(
        self, tools: Tools, place: UrgentPlace, parent: QWidget | None = None
    ) -> None:
        super().__init__(tools, parent)
        self._tools = tools
        self._case_id = place.case
        page = opened(tools.desk, place.case)
        reads = tools.desk.reads
        self._header = CaseHeader()
        self.form = SheetForm(
            only(tools.rules.sheets[SheetCode.CONCERN], _ACTIONS),
            tools.rules.codes,
            reads.people(),
            intake=False,
            now=tools.clock,
        )
        self.addressees = Addressees(tools, several=True, child=page.child)
        self.addressees_field = Field(_("À qui la fiche est adressée"), self.addressees)
        self._notice = Notice("warning")
        self.go = primary(_("Orienter en urgence"), self._on_go, icon="siren")
        self._lay_out(page)
        self._typing = Typing(
            tools.sitting,
            typing_page("urgent", place.case),
            {
                "content": (self.form.content, self.form.set_content),
                "addressees": (
                    lambda: list(self.addressees.values()),
                    self.addressees.set_values,
                ),
            },
        )
        self.refresh()

    def title(self) -> str:
        return _("Danger imminent : orienter sans attendre")

    def refresh(self) -> None:
        page = self._tools.desk.reads.case_page(self._case_id)
        teller = Teller.of(self._tools)
        self._header.tell(page, teller, self._tools.clock())

    def leave(self) -> None:
        self._typing.keep()

    def _lay_out(self, page: CasePage) -> None:
        whole = Page()
        whole.add(self._header, title(self.title()), self._call_first())
        whole.add(HelpNow(self._tools, hotlines=False))
        done = Card(_("Qui a été joint, et quand"))
        noted = self._noted(page)
        if noted:
            done.add(Passage(_("Déjà noté à la transmission"), noted))
        done.add(
            paragraph(_("Noter chaque appel avec son heure et la fonction jointe."))
        )
        whom = Card(_("Destinataires"))
        whom.add(self.addressees_field)
        later = _("L'évaluation du danger reste à écrire dans les 24 heures.")
        whole.add(
            done, self.form, whom, paragraph(later, muted=True), self._notice, self.go
        )
        whole.body.addStretch(1)
        fill(self, whole)

    def _call_first(self) -> Banner:
        numbers = " · ".join(
            f"{each.name.as_name(current())} {isolate(each.number)}"
            for each in self._tools.desk.reads.hotlines()
        )
        told = _("Appeler d'abord, noter après. %(numbers)s") % {"numbers": numbers}
        return Banner("danger", told)

    def _noted(self, page: CasePage) -> str:
        """What the concern says was done at once."""
        concern = page.file.sheet(SheetCode.CONCERN)
        if concern is None:
            return ""
        asked = self._tools.rules.sheets[SheetCode.CONCERN][_ACTIONS]
        teller = Teller.of(self._tools)
        return teller.answer(asked, concern.content.get(_ACTIONS))

    def _on_go(self) -> None:
        settle([self.addressees_field], self._notice)
        rows = tuple(self.form.content().get(_ACTIONS) or ())
        command = GoUrgent(self._case_id, self.addressees.values(), rows)
        try:
            self._tools.desk.do(command)
        except NotReady as error:
            self._tell_missing(error)
        except (Refused, Trouble) as error:
            fields = {"addressees": self.addressees_field}
            tell_in_form(error, self.form, self._notice, fields)
        else:
            self._typing.done()
            self._tools.go_to(CasePlace(self._case_id))

    def _tell_missing(self, error: NotReady) -> None:
        if Guard.ADDRESSEE_CHOSEN in error.guards:
            self.addressees_field.complain(_("Choisir au moins un destinataire."))
        if Guard.EMERGENCY_ACTION in error.guards:
            self.form.show_gaps([Gap(_ACTIONS, Lack.MISSING)])
            self._notice.say(
                _(
                    "Noter au moins un appel ou un secours extérieur : police, "
                    "gendarmerie, 2511, parquet, UPE ou CAPE, urgences. Prévenir "
                    "l'équipe ne suffit pas."
                )
            )
