"""The open cases of somebody who leaves: whose they will be, and the list to sign."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from casedesk.circuit.changes import Home
from casedesk.circuit.circles import CASE_TEAM
from casedesk.circuit.commands.events import NoteEvent
from casedesk.circuit.errors import Refused, Trouble
from casedesk.circuit.events import EventKind
from casedesk.circuit.keys import HandoverRow, Succession
from casedesk.circuit.numbers import anchor
from casedesk.circuit.paper import Certificate
from casedesk.circuit.people import Person, PersonId, Role
from casedesk.i18n import _, current, ngettext, on_paper
from casedesk.i18n.formats import became, isolate, local, moment
from casedesk.i18n.labels import label, sentence
from casedesk.ui.widgets import buttons
from casedesk.ui.widgets.combo import Combo
from casedesk.ui.widgets.field import Field
from casedesk.ui.widgets.layout import Card, Notice, Row, paragraph
from casedesk.ui.widgets.press import paper_way
from casedesk.ui.workspace import Tools

_FOLLOW_CASES = (Role.SOCIAL_WORKER, Role.DIRECTOR)


class CasesCard(Card):
    """The rows are read again until `keep`: from then on they are as they were.

    What stands in a restricted circle is seen here by whoever is in it, and is never
    printed: the paper lies on desks where nobody may know of it.
    """

    def __init__(
        self, tools: Tools, person: Person, parent: QWidget | None = None
    ) -> None:
        super().__init__(_("1. Ses dossiers ouverts"), parent)
        self._tools, self._person = tools, person
        self._paper = paper_way(tools)
        self._kept: tuple[HandoverRow, ...] | None = None
        self._notice = Notice()
        self._successor = Field(
            _("&Qui reprend ses dossiers ouverts ?"),
            Combo(self._able(), unset=_("Choisir…")),
        )
        self._successor.box.chosen.connect(self.refresh)
        self._listed = paragraph("")
        self._apart = Notice("info")
        self.print = buttons.secondary(
            _("&Imprimer la liste à signer"), self._on_print, icon="printer"
        )
        self.add(self._successor, self._listed, self._apart, self._notice)
        self.add(Row(self.print))

    @property
    def succession(self) -> Succession:
        return Succession(to=PersonId(self._successor.box.value()))

    def refresh(self) -> None:
        rows = self.rows()
        team = [self._line(row) for row in rows if row.circle == CASE_TEAM]
        apart = [self._line(row) for row in rows if row.circle != CASE_TEAM]
        self._successor.setVisible(bool(rows))
        self.print.setEnabled(bool(team))
        self._listed.setText("\n".join(team) or _("Aucun dossier ouvert."))
        told = _("Dans un cercle restreint, et sur aucune liste imprimée :")
        self._apart.say("\n".join((told, *apart)) if apart else "")

    def rows(self) -> tuple[HandoverRow, ...]:
        """Also before anybody was chosen: then each line says so."""
        if self._kept is not None:
            return self._kept
        waiting = self.succession.to or self._tools.desk.actor.person
        return self._tools.sitting.keys.handover(
            self._person.id, Succession(to=waiting)
        )

    def keep(self, handed_over: tuple[HandoverRow, ...]) -> None:
        """They are no longer the leaver's: the list is of what was handed over."""
        self._kept = handed_over
        self._successor.setEnabled(False)

    def lacks_successor(self) -> bool:
        """Whether somebody has to be chosen first; says so beside the box."""
        self._successor.settle()
        if not self.rows() or self.succession.to:
            return False
        self._successor.complain(_("Choisir qui reprend ces dossiers."))
        self._successor.box.setFocus()
        return True

    def _able(self) -> list[tuple[str, str]]:
        return [
            (str(each.id), each.label)
            for each in self._tools.desk.reads.people()
            if each.is_active
            and each.role in _FOLLOW_CASES
            and each.id != self._person.id
        ]

    def _line(self, row: HandoverRow) -> str:
        """`SAL-26-0K7F · En suivi · avant le 5 mars, 10 h → Assistante sociale`"""
        parts = [isolate(row.number), label(row.stage)]
        if row.due_at:
            parts.append(_("avant le %(when)s") % {"when": moment(row.due_at)})
        to = self.succession.to
        who = (
            self._tools.desk.reads.person_label(row.owner) if to or row.circle else "…"
        )
        return became(" · ".join(parts), isolate(who))

    def _on_print(self) -> None:
        """Journalled first: the paper carries the code of that line."""
        self._notice.say("")
        if self.lacks_successor():
            return
        listed = [row for row in self.rows() if row.circle == CASE_TEAM]
        detail: dict[str, str | int] = {"person": self._person.id, "count": len(listed)}
        desk = self._tools.desk
        try:
            desk.do(NoteEvent(EventKind.HANDOVER_LISTED, detail))
        except (Refused, Trouble) as error:
            self._on_failed(error)
            return
        head = desk.reads.journal_head(Home.DESK)
        code = anchor(head.sequence, head.hash) if head else ""
        self._paper.jobs.run(
            partial(self._paper.typesetter.certify, self._certificate(listed, code)),
            self._on_typeset,
            self._on_failed,
            owner=self,
        )

    @on_paper()
    def _certificate(self, listed: list[HandoverRow], code: str) -> Certificate:
        paper, count = self._paper, len(listed)
        told = ngettext("%(n)d dossier", "%(n)d dossiers", count) % {"n": count}
        return Certificate(
            title=_("Passation de dossiers"),
            sender=paper.sender,
            language=current(),
            printed_at=local(paper.clock()),
            printed_by=paper.printed_by,
            mark=paper.mark,
            facts=((_("De"), self._person.label), (_("Nombre"), told)),
            list_title=_("Dossiers remis, un par un"),
            listed=tuple(map(self._line, listed)),
            signatures=(_("Qui part"), _("Qui reprend"), _("La direction")),
            anchor=code,
        )

    def _on_typeset(self, pdf: bytes) -> None:
        try:
            self._paper.tray.print(pdf, 1, self._on_paper)
        except (Refused, Trouble) as error:
            self._on_failed(error)

    def _on_paper(self, came_out: bool) -> None:
        if not came_out:
            self._notice.say(_("Rien n'est sorti. La liste reste à imprimer."))

    def _on_failed(self, error: Exception) -> None:
        if not isinstance(error, Refused | Trouble):
            raise error
        self._notice.say(sentence(error))
