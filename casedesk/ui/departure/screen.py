"""Somebody leaves: whose cases go to whom, a list to sign, the end of their key."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from casedesk.circuit.changes import Changes
from casedesk.circuit.codes import Language
from casedesk.circuit.errors import NotFound, Refused, Trouble
from casedesk.circuit.keys import HandoverRow, Succession
from casedesk.circuit.paper import Certificate
from casedesk.circuit.people import Person, PersonId, Role
from casedesk.i18n import _, ngettext
from casedesk.i18n.formats import isolate, local, moment
from casedesk.i18n.labels import label, sentence
from casedesk.ui import refusals
from casedesk.ui.keychange import ChangeOfKeys
from casedesk.ui.navigation import DeparturePlace, PeoplePlace
from casedesk.ui.screen import Screen
from casedesk.ui.widgets import buttons
from casedesk.ui.widgets.combo import Combo
from casedesk.ui.widgets.field import Field
from casedesk.ui.widgets.layout import Banner, Card, Notice, Page, Row, paragraph, title
from casedesk.ui.widgets.share_sheets import paper_way
from casedesk.ui.workspace import Tools

_FOLLOW_CASES = (Role.SOCIAL_WORKER, Role.DIRECTOR)


class DepartureScreen(Screen):
    """Three things in order, on one page; the last cannot be taken back."""

    def __init__(
        self, tools: Tools, place: DeparturePlace, parent: QWidget | None = None
    ) -> None:
        self._person = _known(tools, place.person)
        super().__init__(tools, parent)
        self._tools = tools
        self._paper = paper_way(tools)
        self._notice = Notice()
        self._successor = Field(
            _("&Qui reprend ses dossiers ouverts ?"),
            Combo(self._able(), unset=_("Choisir…")),
        )
        self._successor.box.chosen.connect(self.refresh)
        self._list = Card(_("1. Ses dossiers ouverts"))
        self._rows = paragraph("")
        self.print = buttons.secondary(
            _("&Imprimer la liste à signer"), self._on_print, icon="printer"
        )
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
        rows = self._handover()
        self._successor.setVisible(bool(rows))
        self.print.setEnabled(bool(rows))
        self._rows.setText(
            "\n".join(map(self._line, rows)) or _("Aucun dossier ouvert.")
        )

    def _lay_out(self) -> None:
        self._list.add(self._successor, self._rows, Row(self.print))
        key = Card(_("2. Sa clé"))
        key.add(
            paragraph(
                _(
                    "Les dossiers passent à leur nouvelle personne, le rôle prend fin, "
                    "et toutes les clés changent : sa phrase de passe n'ouvre plus "
                    "rien. Personne d'autre n'a à changer la sienne."
                )
            ),
            self._notice,
            self.change,
            Row(self.leave_for_good),
        )
        after = Card(_("3. Les sauvegardes"))
        after.add(
            Banner(
                "warning",
                _(
                    "Les sauvegardes déjà faites s'ouvrent encore avec sa phrase. Les "
                    "renouveler ensuite, dans « Sauvegarde »."
                ),
            )
        )
        back = buttons.quiet(
            _("Retour aux personnes"),
            partial(self._tools.go_to, PeoplePlace()),
            icon="arrow-left",
        )
        page = Page()
        page.add(title(self.title()), self._list, key, after, Row(back))
        page.body.addStretch(1)
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.addWidget(page)

    def _able(self) -> list[tuple[str, str]]:
        return [
            (str(each.id), each.label)
            for each in self._tools.desk.reads.people()
            if each.is_active
            and each.role in _FOLLOW_CASES
            and each.id != self._person.id
        ]

    def _succession(self) -> Succession:
        return Succession(to=PersonId(self._successor.box.value()))

    def _handover(self) -> tuple[HandoverRow, ...]:
        """Also before anybody was chosen: then each line says so."""
        waiting = self._succession().to or self._tools.desk.actor.person
        return self._tools.sitting.keys.handover(
            self._person.id, Succession(to=waiting)
        )

    def _line(self, row: HandoverRow) -> str:
        """`SAL-26-0K7F · En suivi · avant le 5 mars, 10 h → Assistante sociale`"""
        parts = [isolate(row.number), label(row.stage)]
        if row.due_at:
            parts.append(_("avant le %(when)s") % {"when": moment(row.due_at)})
        to = self._succession().to
        who = (
            self._tools.desk.reads.person_label(row.owner) if to or row.circle else "…"
        )
        return " · ".join(parts) + f" → {isolate(who)}"

    def _on_print(self) -> None:
        if self._lacks_successor():
            return
        count = len(self._handover())
        told = ngettext("%(n)d dossier", "%(n)d dossiers", count) % {"n": count}
        paper = self._paper
        certificate = Certificate(
            title=_("Passation de dossiers"),
            sender=paper.sender,
            language=Language.FRENCH,
            printed_at=local(paper.clock()),
            printed_by=paper.printed_by,
            mark=paper.mark,
            facts=((_("De"), self._person.label), (_("Nombre"), told)),
            list_title=_("Dossiers remis, un par un"),
            listed=tuple(map(self._line, self._handover())),
            signatures=(_("Qui part"), _("Qui reprend"), _("La direction")),
        )
        self._tools.jobs.run(
            partial(paper.typesetter.certify, certificate),
            self._on_typeset,
            self._on_failed,
            owner=self,
        )

    def _on_typeset(self, pdf: bytes) -> None:
        try:
            self._paper.tray.print(pdf, 1, lambda _: None)
        except (Refused, Trouble) as error:
            self._on_failed(error)

    def _on_failed(self, error: Exception) -> None:
        if not isinstance(error, Refused | Trouble):
            raise error
        self._notice.say(sentence(error))

    def _lacks_successor(self) -> bool:
        self._successor.settle()
        if not self._handover() or self._succession().to:
            return False
        self._successor.complain(_("Choisir qui reprend ces dossiers."))
        self._successor.box.setFocus()
        return True

    def _on_leave(self) -> None:
        self._notice.say("")
        if self._lacks_successor():
            return
        try:
            move = self._tools.sitting.keys.begin_departure(
                self._person.id, self._succession()
            )
        except (Refused, Trouble) as error:
            refusals.tell(error, self._notice)
            return
        self.leave_for_good.setEnabled(False)
        self.change.start(move)

    def _on_over(self, why_not: str, changed: bool) -> None:
        self.leave_for_good.setEnabled(not changed)
        self._notice.say(why_not)
        if changed:
            told = _("« %(who)s » n'ouvre plus ce coffre.")
            self._notice.say(told % {"who": isolate(self._person.label)})


def _known(tools: Tools, person: PersonId) -> Person:
    """Raises NotFound for whoever is not in the vault any more."""
    for each in tools.desk.reads.people():
        if each.id == person:
            return each
    raise NotFound()
