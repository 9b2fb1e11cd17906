"""One step on a page of its own: what it means, what it asks for, and the button."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from casedesk.circuit.commands.typing import typing_page
from casedesk.circuit.errors import Refused, Trouble
from casedesk.circuit.guards import NotReady
from casedesk.circuit.queries import CasePage
from casedesk.circuit.stages import Guard, Step
from casedesk.circuit.two_people import Act
from casedesk.i18n import _, ngettext
from casedesk.i18n.labels import label
from casedesk.ui.casefile.answers import Teller
from casedesk.ui.casefile.header import CaseHeader
from casedesk.ui.casefile.opening import opened
from casedesk.ui.navigation import CasePlace, StepPlace
from casedesk.ui.refusals import settle, tell
from casedesk.ui.screen import Screen
from casedesk.ui.step.forms import form_for
from casedesk.ui.typing import Typing
from casedesk.ui.widgets.buttons import TwoStep, on_control_enter, primary
from casedesk.ui.widgets.layout import Card, Notice, Page, fill, paragraph, title
from casedesk.ui.workspace import Tools


class StepScreen(Screen):
    """Afterwards one is back at the case, where it stands now."""

    def __init__(
        self, tools: Tools, place: StepPlace, parent: QWidget | None = None
    ) -> None:
        super().__init__(tools, parent)
        self._tools, self._place = tools, place
        self._page = opened(tools.desk, place.case)
        self.form = form_for(tools, self._page, place.step)
        if place.into:
            self.form.boxes["into"][1](place.into)
        self._header = CaseHeader()
        self._notice = Notice("warning")
        self._known = Notice("info")
        self._known.say(_known(self._page, place.step))
        self.act = self._button()
        self._typing = Typing(
            tools.sitting,
            typing_page(f"step-{place.step.lower()}", place.case),
            self.form.boxes,
        )
        self._lay_out()
        self.refresh()

    def title(self) -> str:
        return self.form.title

    def refresh(self) -> None:
        page = self._tools.desk.reads.case_page(self._place.case)
        self._header.tell(page, Teller.of(self._tools), self._tools.clock())

    def leave(self) -> None:
        self._typing.keep()

    def _button(self) -> QWidget:
        if self.form.is_grave:
            sure = TwoStep(self.form.act, _("Noter : confirmer"))
            sure.confirmed.connect(self._on_act)
            return sure
        button = primary(self.form.act, self._on_act, icon=self.form.icon)
        on_control_enter(button)
        return button

    def _lay_out(self) -> None:
        card = Card()
        card.add(*self.form.fields.values(), self._notice, self.act)
        whole = Page()
        whole.add(self._header, title(self.form.title), paragraph(self.form.meaning))
        whole.add(self._known, card)
        whole.body.addStretch(1)
        fill(self, whole)

    def _on_act(self) -> None:
        settle(self.form.fields.values(), self._notice)
        try:
            self._tools.desk.do(self.form.make())
        except NotReady as error:
            self._tell_missing(error)
        except (Refused, Trouble) as error:
            tell(error, self._notice, self.form.fields)
        else:
            self._typing.done()
            self._tools.go_to(CasePlace(self._place.case))

    def _tell_missing(self, error: NotReady) -> None:
        whom = self.form.fields.get("addressees")
        if whom is not None and Guard.ADDRESSEE_CHOSEN in error.guards:
            whom.complain(_("Choisir au moins un destinataire."))
        else:
            tell(error, self._notice)


def _known(page: CasePage, step: Step) -> str:
    """What is there already of what the step asks for."""
    file = page.file.current
    match step:
        case Step.SUSPEND:
            since = [each for each in file.contacts if each.noted_at >= page.case.since]
            n = len({each.kind for each in since})
            if not n:
                return _("Aucun essai de contact n'est noté depuis la dernière étape.")
            told = ngettext(
                "%(n)d sorte d'essai de contact est notée depuis la dernière étape.",
                "%(n)d sortes d'essais de contact sont notées depuis la dernière "
                "étape.",
                n,
            )
            return told % {"n": n}
        case Step.REOPEN if any(each.act is Act.REOPEN for each in file.requests):
            latest = [each for each in file.requests if each.act is Act.REOPEN][-1]
            told = _("Une réouverture a déjà été demandée : elle est %(state)s.")
            return told % {"state": label(latest.state)}
        case _:
            return ""
