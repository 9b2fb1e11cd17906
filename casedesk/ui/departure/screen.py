"""Somebody leaves: whose cases go to whom, a list to sign, the end of their key."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from casedesk.circuit.changes import Changes
from casedesk.circuit.errors import NotFound, Refused, Trouble
from casedesk.circuit.people import Person, PersonId
from casedesk.i18n import _
from casedesk.i18n.formats import isolate
from casedesk.ui import refusals
from casedesk.ui.departure.cases_card import CasesCard
from casedesk.ui.drafts import drafts_told
from casedesk.ui.keychange import ChangeOfKeys
from casedesk.ui.navigation import DeparturePlace, PeoplePlace, SafekeepingPlace
from casedesk.ui.screen import Screen
from casedesk.ui.widgets import buttons
from casedesk.ui.widgets.layout import (
    Banner,
    Card,
    Notice,
    Page,
    Row,
    fill,
    paragraph,
    title,
)
from casedesk.ui.workspace import Tools


class DepartureScreen(Screen):
    """Three things in order, on one page; the second cannot be taken back.

    Whose role has ended already, in a departure that was cut short, goes on from there.
    """

    def __init__(
        self, tools: Tools, place: DeparturePlace, parent: QWidget | None = None
    ) -> None:
        self._person = _known(tools, place.person)
        super().__init__(tools, parent)
        self._tools = tools
        self._notice = Notice()
        self._stage = Notice("info")
        self._drafts = Notice()
        self.cases = CasesCard(tools, self._person)
        self.change = ChangeOfKeys(tools.jobs)
        self.change.over.connect(self._on_over)
        self.leave_for_good = buttons.TwoStep(
            _("Fermer son accès et changer les clés"),
            _("Oui, fermer son accès pour toujours"),
        )
        self.leave_for_good.confirmed.connect(self._on_leave)
        self._lay_out()
        self.refresh()

    def title(self) -> str:
        return _("Départ de « %(who)s »") % {"who": self._person.label}

    def concerns(self, changes: Changes) -> bool:
        return False  # the list is what was seen when it was printed

    def refresh(self) -> None:
        self.cases.refresh()
        self._drafts.say(self._about_drafts())
        self._stage.say(self._reached())
        has_key = self._tools.sitting.keys.has_key(self._person.id)
        self.leave_for_good.setEnabled(has_key and not self.change.is_running)

    def _lay_out(self) -> None:
        key = Card(_("2. Sa clé"))
        key.add(
            paragraph(
                _(
                    "Les dossiers passent à leur nouvelle personne, le rôle prend fin, "
                    "et toutes les clés changent : sa phrase de passe n'ouvre plus "
                    "rien. Personne d'autre n'a à changer la sienne."
                )
            ),
            self._stage,
            self._notice,
            self.change,
            Row(self.leave_for_good),
        )
        after = Card(_("3. Les sauvegardes"))
        renew = buttons.secondary(
            _("Aller à « Sauvegarde »"),
            partial(self._tools.go_to, SafekeepingPlace()),
            icon="save",
        )
        after.add(
            Banner(
                "warning",
                _(
                    "Les sauvegardes déjà faites s'ouvrent encore avec sa phrase. Les "
                    "renouveler ensuite, dans « Sauvegarde »."
                ),
            ),
            Row(renew),
        )
        back = buttons.quiet(
            _("Retour aux personnes"),
            partial(self._tools.go_to, PeoplePlace()),
            icon="arrow-left",
        )
        page = Page()
        page.add(title(self.title()), self._drafts, self.cases, key, after, Row(back))
        page.body.addStretch(1)
        fill(self, page)

    def _on_leave(self) -> None:
        self._notice.say("")
        if self.cases.lacks_successor():
            return
        handed_over = self.cases.rows()
        try:
            move = self._tools.sitting.keys.begin_departure(
                self._person.id, self.cases.succession
            )
        except (Refused, Trouble) as error:
            refusals.tell(error, self._notice)
            return
        self.cases.keep(handed_over)
        self.change.start(move)
        self.leave_for_good.setEnabled(False)

    def _on_over(self, why_not: str, _changed: bool) -> None:
        self.refresh()
        self._notice.say(why_not)

    def _about_drafts(self) -> str:
        drafts = self._tools.desk.reads.unsent_drafts_of(self._person.id)
        if not drafts:
            return ""
        told = _("Personne d'autre ne peut ouvrir ce qui n'est pas transmis.")
        if not self._reached():
            told = _(
                "Personne d'autre ne peut ouvrir ce qui n'est pas transmis : demander "
                "à la personne de transmettre avant de partir."
            )
        return f"{drafts_told(drafts)} {told}"

    def _reached(self) -> str:
        """How far it is; nothing before it has begun."""
        keys, leaver = self._tools.sitting.keys, self._person.id
        if leaver in keys.departures_to_finish():
            return _(
                "Son rôle a pris fin et ses dossiers sont confiés à d'autres. Il reste "
                "à changer les clés."
            )
        if keys.has_key(leaver):
            return ""
        told = _("« %(who)s » n'ouvre plus ce coffre.")
        return told % {"who": isolate(self._person.label)}


def _known(tools: Tools, person: PersonId) -> Person:
    """Also who was never enrolled. Raises NotFound for whoever is in the vault no more,
    and never was in its desk."""
    for each in tools.desk.reads.people():
        if each.id == person:
            return each
    for newcomer in tools.sitting.newcomers():
        if newcomer.id == person:
            return Person(newcomer.id, newcomer.label, newcomer.role)
    raise NotFound()
