"""Adding an organisation to the directory, or correcting one while one is calling."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from casedesk.circuit.codes import Label
from casedesk.circuit.commands.directory import SaveOrganisation
from casedesk.circuit.commands.typing import typing_page
from casedesk.circuit.directory import Entry, Organisation
from casedesk.circuit.errors import NotFound, Refused, Trouble
from casedesk.circuit.rights import Right
from casedesk.i18n import _, current
from casedesk.ui.directory.form import OrganisationForm
from casedesk.ui.directory.offers_card import OffersCard
from casedesk.ui.directory.points_card import PointsCard
from casedesk.ui.navigation import DirectoryPlace, OrganisationPlace
from casedesk.ui.refusals import settle, tell
from casedesk.ui.screen import Screen
from casedesk.ui.typing import Typing
from casedesk.ui.widgets.buttons import on_control_enter, primary, secondary
from casedesk.ui.widgets.combo import Combo
from casedesk.ui.widgets.field import Field
from casedesk.ui.widgets.layout import Card, Notice, Page, Row, fill, title
from casedesk.ui.workspace import Tools


class OrganisationScreen(Screen):
    """For those who keep the directory; what is typed survives a lock."""

    def __init__(
        self, tools: Tools, place: OrganisationPlace, parent: QWidget | None = None
    ) -> None:
        super().__init__(tools, parent)
        tools.desk.actor.require(Right.KEEP_DIRECTORY)
        self._tools, self._id = tools, place.organisation
        self._known = self._entry().organisation
        self.form = OrganisationForm(tools, self._known)
        codes = tools.rules.codes.options("CHECKED_BY")
        self.checked = Combo(
            [(each.code, each.label.in_language(current())) for each in codes],
            unset=_("Pas vérifié à cette occasion"),
        )
        self.checked_field = Field(
            _("Vérifié aujourd'hui auprès du service"), self.checked
        )
        self._notice = Notice("warning")
        self._typing = Typing(
            tools.sitting,
            typing_page("organisation", self._id or "new"),
            {
                **self.form.boxes,
                "checked": (self.checked.value, self.checked.set_value),
            },
        )
        self.save = primary(_("Enregistrer"), self._on_save, icon="save")
        on_control_enter(self.save)
        self.offers: OffersCard | None = None
        self.points: PointsCard | None = None
        self._lay_out()
        self.refresh()

    def title(self) -> str:
        if not self._id:
            return _("Ajouter un organisme à l'annuaire")
        return self._known.name.as_name(current())

    def refresh(self) -> None:
        if self.offers is not None and self.points is not None:
            entry = self._entry()
            self.offers.show_entry(entry)
            self.points.show_entry(entry)

    def leave(self) -> None:
        self._typing.keep()

    def _entry(self) -> Entry:
        """Raises NotFound."""
        if not self._id:
            territory = self._tools.desk.reads.setting("territory")
            return Entry(Organisation("", Label("", ""), "", None, territory))
        for each in self._tools.desk.reads.directory_entries():
            if each.organisation.id == self._id:
                return each
        raise NotFound()

    def _lay_out(self) -> None:
        whole = Page()
        back = secondary(_("Revenir à l'annuaire"), self._go_back, icon="arrow-left")
        whole.add(title(self.title()), self.form)
        done = Card()
        done.add(self.checked_field, self._notice, Row(self.save, back))
        whole.add(done)
        if self._id:
            self.offers = OffersCard(self._tools, self._id)
            self.points = PointsCard(self._tools, self._id)
            whole.add(self.offers, self.points)
        whole.body.addStretch(1)
        fill(self, whole)

    def _go_back(self) -> None:
        self._tools.go_to(DirectoryPlace(self._id))

    def _on_save(self) -> None:
        settle(self.form.fields.values(), self._notice)
        command = SaveOrganisation(self.form.organisation(), self.checked.value())
        try:
            saved = self._tools.desk.do(command)
        except (Refused, Trouble) as error:
            tell(error, self._notice, self.form.fields)
        else:
            self._typing.done()
            self._tools.go_to(DirectoryPlace(saved))
