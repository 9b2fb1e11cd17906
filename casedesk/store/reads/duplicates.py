"""Cases that may be of one child, as far as this person may know of them.

Within this compartment only: a restricted circle has a store, an index and pairs of its
own, and neither shows in the other.
"""

from __future__ import annotations

from collections.abc import Iterable

from casedesk.circuit.apart import ApartRow, LikelyPair, LikelyRow
from casedesk.circuit.case import CaseId
from casedesk.circuit.changes import Kind
from casedesk.circuit.duplicates import Judgement, Kinship
from casedesk.circuit.errors import NotFound
from casedesk.circuit.family import NO_CASE
from casedesk.circuit.portrait import Portrait
from casedesk.circuit.sheet import Content
from casedesk.store.alike import Known, Likely, known_cases, likely, likely_of
from casedesk.store.reads.asking import Asking
from casedesk.store.tables import codec, selection

_SHOWN = 5  # of one kind; more would be no help
_KIN_SHOWN = 3
_APART = (
    f"{selection(Kind.TOLD_APART)} WHERE (first = :id OR second = :id)"
    " AND taken_back_at IS NULL ORDER BY said_at"
)


class DuplicateReads(Asking):
    """Answers for whoever opens a case, or is about to."""

    def may_be(self, case_id: CaseId) -> tuple[LikelyRow, ...]:
        """Who the child of a case may be, the likeliest first; then their siblings."""
        case = self._visible_case(case_id)
        known = known_cases(self._cases.db, (case.id,)).get(case.id)
        if known is None:
            raise NotFound(kind=Kind.CHILD)
        return self._shown(likely_of(self._cases.db, known))

    def may_be_typed(
        self, content: Content, besides: CaseId = NO_CASE
    ) -> tuple[LikelyRow, ...]:
        """The same of a child who is just being typed, leaving out one case."""
        db = self._cases.db
        return self._shown(likely(db, Portrait.typed(content), besides))

    def told_apart(self, case_id: CaseId) -> tuple[ApartRow, ...]:
        """The cases of other children, as somebody said of them and this one."""
        case = self._visible_case(case_id)
        found = []
        for row in self._cases.db.rows(_APART, {"id": case.id}):
            told = codec(Kind.TOLD_APART).to_record(row)
            other = self._find_case(told.other_of(case.id))
            if other is not None:
                visible = self._sees(other)
                found.append(
                    ApartRow(
                        other.number, visible, other.id, told.said_at, told.said_by
                    )
                )
        return tuple(found)

    def _shown(self, found: Iterable[Likely]) -> tuple[LikelyRow, ...]:
        """Those one sees first; of the others even an order would tell something."""
        same = [each for each in found if each.judgement.kinship is Kinship.SAME]
        kin = [each for each in found if each.judgement.kinship is Kinship.SIBLING]
        visible = [each for each in same if self._sees(each.known.case)]
        hidden = [each for each in same if not self._sees(each.known.case)]
        hidden.sort(key=lambda each: each.known.case.number)
        related = [each for each in kin if self._sees(each.known.case)]
        return (
            *(likely_row(each.known, each.judgement) for each in visible[:_SHOWN]),
            *(_number_only(each.known) for each in hidden[:_SHOWN]),
            *(likely_row(each.known, each.judgement) for each in related[:_KIN_SHOWN]),
        )


def likely_row(known: Known, judgement: Judgement) -> LikelyRow:
    case, child = known.case, known.child
    names = (
        f"{child.given_latin} {child.family_latin}".strip(),
        f"{child.given_arabic} {child.family_arabic}".strip(),
    )
    return LikelyRow(
        number=case.number,
        owner=case.owner,
        visible=True,
        case_id=case.id,
        stage=case.stage,
        names=tuple(filter(None, names)),
        usual_name=child.usual_name,
        birth=child.birth,
        sex=child.sex,
        commune=child.commune,
        opened_at=case.opened_at,
        judgement=judgement,
    )


def pair_of(known: Known, other: Likely) -> LikelyPair:
    """The one that came first, and the one that is perhaps the same again."""
    ordered = sorted((known, other.known), key=lambda each: each.case.opened_at)
    older, newer = (likely_row(each, other.judgement) for each in ordered)
    return LikelyPair(older, newer, other.judgement)


def _number_only(known: Known) -> LikelyRow:
    return LikelyRow(known.case.number, known.case.owner, visible=False)
