"""One person of the list: a forgotten passphrase, a departure."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from casedesk.circuit.errors import Refused, Trouble
from casedesk.circuit.people import NewPerson, Person, PersonId
from casedesk.i18n import _
from casedesk.i18n.formats import isolate
from casedesk.i18n.labels import label
from casedesk.ui import refusals
from casedesk.ui.navigation import DeparturePlace
from casedesk.ui.widgets import buttons
from casedesk.ui.widgets.layout import Card, Notice, Row, paragraph
from casedesk.ui.widgets.progress import Progress
from casedesk.ui.workspace import Tools


class PersonCard(Card):
    """`renewed(NewPerson)`: somebody needs their new passphrase told."""

    renewed = Signal(object)

    def __init__(self, tools: Tools, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._tools = tools
        self._person: Person | None = None
        self._who = paragraph("")
        self._notice = Notice()
        self._progress = Progress()
        self.renew = buttons.TwoStep(
            _("A oublié sa phrase de passe"), _("Oui, lui en donner une autre")
        )
        self.renew.confirmed.connect(self._on_renew)
        self.depart = buttons.secondary(
            _("Quitte l'association…"), self._on_depart, icon="log-out"
        )
        self.add(self._who, self._notice, self._progress, Row(self.renew, self.depart))
        self.hide()

    def show_person(self, person: Person, me: PersonId) -> None:
        """Nobody renews or removes themselves."""
        self._person = person
        told = _("%(who)s : %(role)s")
        self._who.setText(
            told % {"who": isolate(person.label), "role": label(person.role)}
        )
        self._notice.say("")
        self.setVisible(person.is_active and person.id != me)

    def _on_renew(self) -> None:
        person = self._person
        if person is None:
            return
        self._wait(_("Préparation des clés…"))
        self._tools.jobs.run(
            lambda: self._tools.sitting.keys.renew(person.id),
            self._on_renewed,
            self._on_failed,
            owner=self,
        )

    def _on_renewed(self, new: NewPerson) -> None:
        self._wait("")
        self._tools.sitting.keys.note_renewal(new)
        self.renewed.emit(new)

    def _on_failed(self, error: Exception) -> None:
        self._wait("")
        if not isinstance(error, Refused | Trouble):
            raise error
        refusals.tell(error, self._notice)

    def _on_depart(self) -> None:
        if self._person is not None:
            self._tools.go_to(DeparturePlace(self._person.id))

    def _wait(self, doing: str) -> None:
        for widget in (self.renew, self.depart):
            widget.setEnabled(not doing)
        if doing:
            self._progress.start(doing)
        else:
            self._progress.stop()
