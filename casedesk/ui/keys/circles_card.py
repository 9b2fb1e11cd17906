"""The restricted circles: made when their sheets are, and whom one lets in."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from casedesk.circuit.circles import Circle, CircleId
from casedesk.circuit.commands.events import NoteEvent
from casedesk.circuit.errors import Refused, Trouble
from casedesk.circuit.events import EventKind
from casedesk.circuit.people import PersonId
from casedesk.i18n import _
from casedesk.ui import refusals
from casedesk.ui.keys.naming import who_is_in
from casedesk.ui.widgets import buttons
from casedesk.ui.widgets.combo import Combo
from casedesk.ui.widgets.field import Field
from casedesk.ui.widgets.layout import Card, Notice, Row, bullet, paragraph
from casedesk.ui.workspace import Tools


class CirclesCard(Card):
    """Each circle by its members; for those one is in, letting one more person in."""

    def __init__(self, tools: Tools, parent: QWidget | None = None) -> None:
        super().__init__(_("Cercles restreints"), parent)
        self._tools = tools
        self._notice = Notice("info")
        self._listed = QWidget()
        self.make = buttons.secondary(_("Créer les cercles"), self._on_make)
        self.add(
            paragraph(
                _(
                    "Un dossier qui met en cause une personne de l'association va dans "
                    "un cercle dont elle n'a pas la clé."
                ),
                muted=True,
            ),
            self._notice,
            self._listed,
            Row(self.make),
        )
        QVBoxLayout(self._listed).setContentsMargins(0, 0, 0, 0)

    def found_missing(self, group: str) -> None:
        """Make the circles every association needs, under the sheets just put in force.

        On this thread: two empty files and two headers.
        """
        office = self._tools.sitting.circle_keys
        missing = office.missing()
        if not missing:
            return
        try:
            for members in missing:
                office.found(members, group)
                self._tools.sitting.desk.do(NoteEvent(EventKind.CIRCLE_MADE))
        except (Refused, Trouble) as error:
            refusals.tell(error, self._notice)
            return
        self._notice.say(
            _("Les cercles sont prêts. Verrouiller, puis rouvrir pour y entrer.")
        )

    def _on_make(self) -> None:
        self._notice.say("")
        self.found_missing(self._sheets())
        self.refresh()

    def _sheets(self) -> str:
        """The set in force for circles, the one last typed in if there are several."""
        held = [
            each
            for each in self._tools.sitting.keys.reach()
            if each.group and not (each.desk or each.cases or each.is_used)
        ]
        dated = [(each.checked_at, each.group) for each in held if each.checked_at]
        return max(dated)[1] if dated else ""

    def refresh(self) -> None:
        missing = self._tools.sitting.circle_keys.missing()
        self.make.setVisible(bool(missing and self._sheets()))
        down = self._listed.layout()
        if down is None:
            return
        while (item := down.takeAt(0)) is not None:
            shown = item.widget()
            if shown is not None:
                shown.deleteLater()
        mine = {each.id for each in self._tools.sitting.circle_keys.may_give()}
        circles = self._tools.desk.reads.circles()
        labels = {each.id: each.label for each in self._tools.desk.reads.people()}
        for circle in circles:
            who = who_is_in(circle, labels)
            who = who or _("La présidence, quand elle ouvrira son cercle")
            down.addWidget(bullet(who))
            if circle.id in mine:
                down.addWidget(self._giving(circle))
        if not circles:
            down.addWidget(
                paragraph(
                    _("Il n'y en a pas encore.")
                    if self._sheets()
                    else _("Il n'y en a pas encore : préparer d'abord leurs feuilles.")
                )
            )

    def _giving(self, circle: Circle) -> QWidget:
        others = [
            (str(each.id), each.label)
            for each in self._tools.desk.reads.people()
            if each.is_active and each.id not in circle.members
        ]
        who = Field(
            _("Donner la clé de ce cercle à"), Combo(others, unset=_("Choisir…"))
        )
        give = buttons.TwoStep(_("Donner la clé"), _("Oui, cette personne lira tout"))
        give.confirmed.connect(partial(self._on_given, circle.id, who.box))
        return Row(who, give)

    def _on_given(self, circle: CircleId, box: Combo) -> None:
        person = PersonId(box.value())
        if not person:
            box.setFocus()
            return
        try:
            self._tools.sitting.circle_keys.give(circle, person)
        except (Refused, Trouble) as error:
            refusals.tell(error, self._notice)
            return
        self._notice.say(
            _("C'est fait : cette personne y entre à sa prochaine ouverture.")
        )
        self.refresh()
