"""The people page: who can open the vault, and a newcomer's first passphrase."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from casedesk.circuit.changes import Changes, Kind
from casedesk.circuit.errors import Refused, Trouble
from casedesk.circuit.keys import KeysUnderWay
from casedesk.circuit.people import Duty, NewPerson, Role
from casedesk.i18n import _
from casedesk.i18n.formats import isolate
from casedesk.i18n.labels import label, sentence
from casedesk.ui import refusals
from casedesk.ui.navigation import PeoplePlace
from casedesk.ui.people.idle_card import IdleCard
from casedesk.ui.people.person_card import PersonCard
from casedesk.ui.people.phrase_card import PhraseCard
from casedesk.ui.people.reopen_card import ReopenCard
from casedesk.ui.people.table_model import PeopleModel
from casedesk.ui.people.unfinished import Unfinished
from casedesk.ui.screen import Screen
from casedesk.ui.widgets import buttons
from casedesk.ui.widgets.choice import Choice, Choices
from casedesk.ui.widgets.field import Field
from casedesk.ui.widgets.layout import Card, Notice, Page, Row, title
from casedesk.ui.widgets.progress import Progress
from casedesk.ui.widgets.table import Table
from casedesk.ui.widgets.text import LineEdit
from casedesk.ui.workspace import Tools
from casedesk.vault.errors import BadLabel

_OFFERED = tuple(Role)


class PeopleScreen(Screen):
    """For whoever directs: the list, and adding somebody to it."""

    def __init__(
        self, tools: Tools, place: PeoplePlace, parent: QWidget | None = None
    ) -> None:
        super().__init__(tools, parent)
        self._tools = tools
        self._model = PeopleModel(self)
        self._table = Table(self._model, self.title())
        self._notice = Notice()
        self._label = Field(
            _("&Libellé"),
            LineEdit(),
            hint=_("Une fonction, sans nom : il se voit sur la page d'ouverture."),
        )
        self._role = Field(
            _("&Rôle"), Choice([(role.value, label(role)) for role in _OFFERED])
        )
        self._duties = Field(
            _("&Missions"),
            Choices([(duty.value, label(duty)) for duty in Duty]),
            hint=_("Facultatif. Elles donnent à voir tous les dossiers."),
        )
        self._add = buttons.primary(_("&Ajouter"), self._on_add, icon="plus")
        self._progress = Progress()
        self.phrases = PhraseCard(tools.jobs)
        self.phrases.in_force.connect(self._on_in_force)
        self.phrases.noted.connect(self._label.box.setFocus)
        self.unfinished = Unfinished(tools, self.phrases)
        self.person = PersonCard(tools, self.phrases)
        self.reopen = ReopenCard(tools)
        self.reopen.told.connect(self.told)
        self._table.clicked.connect(self._on_chosen)
        self._table.opened.connect(self._on_chosen)
        self._lay_out()
        self.refresh()

    def title(self) -> str:
        return _("Les personnes qui ouvrent ce coffre")

    def refresh(self) -> None:
        self.unfinished.refresh()
        self._model.start_over(self._tools.desk.reads.people())
        rows = (
            self._model.rowCount() * self._table.verticalHeader().defaultSectionSize()
        )
        self._table.setFixedHeight(
            rows + self._table.horizontalHeader().sizeHint().height() + 6
        )

    def leave(self) -> None:
        """Not before keys that are being made have somebody they belong to."""
        if self._progress.is_running() or self.phrases.is_making:
            raise KeysUnderWay

    def concerns(self, changes: Changes) -> bool:
        return bool(changes.of(Kind.PERSON))

    def _lay_out(self) -> None:
        adding = Card(_("Ajouter une personne"))
        adding.add(self._label, self._role, self._duties, self._progress)
        adding.add(Row(self._add))
        page = Page()
        page.add(title(self.title()), self._notice, self.phrases, self.reopen)
        page.add(self.unfinished, self._table, self.person, adding)
        page.add(IdleCard(self._tools.desk))
        page.body.addStretch(1)
        self.phrases.shown.connect(lambda: page.show_all_of(self.phrases))
        across = QVBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.addWidget(page)

    def _on_add(self) -> None:
        refusals.settle((self._label, self._role), self._notice)
        name, chosen = self._label.box.value(), self._role.box.value()
        if not chosen:
            self._role.complain(_("Choisir un rôle."))
            self._role.box.setFocus()
        if not name:
            self._label.complain(_("Indiquer un libellé."))
            self._label.box.setFocus()
        if not name or not chosen:
            return
        role = Role(chosen)
        duties = tuple(map(Duty, self._duties.box.values()))
        self._wait(_("Préparation des clés…"))
        self._tools.jobs.run(
            lambda: self._tools.sitting.add_person(name, role),
            lambda new: self._on_added(new, role, duties),
            self._on_failed,
            owner=self,
        )

    def _on_added(self, new: NewPerson, role: Role, duties: tuple[Duty, ...]) -> None:
        self._wait("")
        try:
            self._tools.sitting.enrol(new, role, duties)
        except (Refused, Trouble) as error:
            refusals.tell(error, self._notice)
            self.refresh()  # somebody with keys and no role is told with the way on
            return
        self._label.box.clear()
        self._role.box.set_value("")
        self._duties.box.set_values(())
        self.phrases.tell(new)

    def _on_chosen(self, index: QModelIndex) -> None:
        person = index.data(Qt.ItemDataRole.UserRole)
        self.person.show_person(person, self._tools.desk.actor.person)

    def _on_in_force(self, new: NewPerson) -> None:
        told = _("La nouvelle phrase de passe de « %(label)s » est en service.")
        self.told.emit(told % {"label": isolate(new.label)})
        self.reopen.offer(new)

    def _on_failed(self, error: Exception) -> None:
        self._wait("")
        match error:
            case BadLabel():
                self._label.complain(sentence(error))
                self._label.box.setFocus()
            case Refused() | Trouble():
                refusals.tell(error, self._notice)
            case _:
                raise error

    def _wait(self, doing: str) -> None:
        for widget in (self._label, self._role, self._duties, self._add):
            widget.setEnabled(not doing)
        if doing:
            self._progress.start(doing)
        else:
            self._progress.stop()
