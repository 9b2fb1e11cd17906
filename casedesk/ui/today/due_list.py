"""A part of the day: one line for each thing that is due, and the way to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import partial

from PySide6.QtWidgets import QPushButton, QWidget

from casedesk.circuit.due import DueKind, DueRow
from casedesk.circuit.people import PersonId
from casedesk.circuit.referral import ReferralId
from casedesk.circuit.rights import Right
from casedesk.i18n import _, ngettext
from casedesk.i18n.formats import isolate
from casedesk.ui.navigation import AnswerPlace, CasePlace, FollowUpPlace, ReferPlace
from casedesk.ui.today.day_sheet import what, when
from casedesk.ui.widgets.buttons import link, secondary
from casedesk.ui.widgets.danger import DangerBadge
from casedesk.ui.widgets.due import Due
from casedesk.ui.widgets.layout import Abreast, Card, Row, paragraph, rule, show_if
from casedesk.ui.workspace import Tools

_MOST = 30  # lines of one part; the lists have the others
_LEAST = 54  # times the size of a letter; narrower, what one can do goes below


class DueList(Card):
    """Nothing at all when nothing is due in this part."""

    def __init__(
        self,
        title: str,
        rows: Sequence[DueRow],
        tools: Tools,
        away: Mapping[PersonId, PersonId],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(_("%(part)s  %(n)d") % {"part": title, "n": len(rows)}, parent)
        self._tools, self._away = tools, away
        self._known = {each.id: each for each in tools.desk.reads.organisations()}
        self._numbers: list[QPushButton] = []
        now = tools.clock()
        for number, each in enumerate(rows[:_MOST]):
            if number:
                self.add(rule())
            self.add(self._line(each, now))
        widest = max((each.sizeHint().width() for each in self._numbers), default=0)
        for number_ in self._numbers:  # so that what follows stands in a column
            number_.setMinimumWidth(widest)
        left = len(rows) - _MOST
        if left > 0:
            told = ngettext(
                "Et %(n)d autre, dans « Dossiers ».",
                "Et %(n)d autres, dans « Dossiers ».",
                left,
            )
            self.add(paragraph(told % {"n": left}, muted=True))
        show_if(self, bool(rows))

    def _line(self, row: DueRow, now: datetime) -> QWidget:
        go = partial(self._tools.go_to, CasePlace(row.case_id))
        number = link(row.case_number, go)
        self._numbers.append(number)
        told = " · ".join(filter(None, (self._what(row), self._whose(row))))
        due = Due()
        due.tell(row.due_at, now, "" if row.due_at < now else f"{when(row)} ·")
        trailing: list[QWidget] = [due]
        if row.kind in (DueKind.ANSWER, DueKind.SEND, DueKind.REVIEW):
            trailing.append(self._way(row))
        about = Row(DangerBadge(row.danger), number, paragraph(told))
        return Abreast(about, Row(*trailing), shares=(1, 0), letters=_LEAST)

    def _what(self, row: DueRow) -> str:
        return what(row, self._known)

    def _way(self, row: DueRow) -> QWidget:
        """To the answer of a service, its sheet that is to go, or the review."""
        if row.kind is DueKind.REVIEW:
            review = FollowUpPlace(row.case_id, review=True)
            way = secondary(_("Faire le bilan"), partial(self._tools.go_to, review))
            told = _("Faire le bilan : %(number)s")
            way.setAccessibleName(told % {"number": row.case_number})
            return way
        referral = ReferralId(row.id)
        if row.kind is DueKind.SEND:
            sheet = ReferPlace(row.case_id, referral)
            way = secondary(_("Voir la fiche"), partial(self._tools.go_to, sheet))
            told = _("Voir la fiche : %(number)s")
            way.setAccessibleName(told % {"number": row.case_number})
            return way
        place = AnswerPlace(referral=referral)
        way = secondary(_("Noter la réponse"), partial(self._tools.go_to, place))
        named = _("Noter la réponse : %(number)s") % {"number": row.case_number}
        way.setAccessibleName(named)
        return way

    def _whose(self, row: DueRow) -> str:
        """Whose it is, where it is not one's own: somebody away, or anybody's."""
        me, reads = self._tools.desk.actor, self._tools.desk.reads
        if not row.owner:
            return _("sans responsable")
        if row.owner == me.person:
            return ""
        who = isolate(reads.person_label(row.owner))
        deputy = self._away.get(row.owner)
        if deputy is None:
            return who
        if deputy == me.person and not me.may(Right.SEE_ALL_CASES):
            return _("pour %(who)s, en congé") % {"who": who}
        names = {"who": who, "deputy": isolate(reads.person_label(deputy))}
        return _("%(who)s, en congé : %(deputy)s remplace") % names
