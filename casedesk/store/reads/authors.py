"""Who is alleged to be the author, in a case and across those of this compartment.

For few, and only once the opening of it is in the journal. A restricted circle is a
compartment of its own: neither shows in the other.
"""

from __future__ import annotations

from casedesk.circuit import names
from casedesk.circuit.case import Case, CaseId
from casedesk.circuit.changes import Kind
from casedesk.circuit.commands.family import AUTHORS
from casedesk.circuit.errors import NotFound
from casedesk.circuit.family import Author
from casedesk.circuit.findable import names_of
from casedesk.circuit.names import ALIKE, fold, likeness
from casedesk.circuit.queries import CitedRow
from casedesk.circuit.rights import Right
from casedesk.circuit.sheet import Content
from casedesk.store.lookup import group, hits
from casedesk.store.reads.asking import Asking
from casedesk.store.tables import codec, selection

_LIMIT = 500  # of a common name: those noted last


class AuthorReads(Asking):
    """The restricted index. Every question asks for the right first."""

    def authors(self, case_id: CaseId) -> tuple[Author, ...]:
        """Only of a case whose ViewAuthors was noted in this sitting."""
        self._require_opened(case_id)
        authors: tuple[Author, ...] = self._of_case(Kind.AUTHOR, case_id)
        return authors

    def also_alleged(self, case_id: CaseId, named: Content) -> tuple[CitedRow, ...]:
        """The other cases in which somebody of such a name is alleged.

        In either script and any order; half a name is nobody's.
        """
        self._require_opened(case_id)
        wanted = [each for each in _names(named) if len(fold(each).split()) > 1]
        keys = frozenset[str]().union(*map(names.keys, wanted))
        asked = [group(("author",), keys, whole=True)]
        found = reversed(hits(self._cases.db, asked, _LIMIT))
        alike = (
            each.case_id
            for each in found
            if each.kind is Kind.AUTHOR
            and each.case_id != case_id
            and self._is_called(each.key, wanted)
        )
        return tuple(filter(None, map(self._cited, dict.fromkeys(alike))))

    def _is_called(self, author: str, wanted: list[str]) -> bool:
        row = self._cases.db.row(f"{selection(Kind.AUTHOR)} WHERE id = ?", (author,))
        known = names_of(codec(Kind.AUTHOR).to_record(row)) if row else ()
        return any(likeness(one, other) >= ALIKE for one in known for other in wanted)

    def _cited(self, case_id: CaseId) -> CitedRow | None:
        case: Case | None = self._find_case(case_id)
        seen = case is not None and self._sees(case)
        return CitedRow(case.id, case.number) if case is not None and seen else None

    def _require_opened(self, case_id: CaseId) -> None:
        """Raises NotPermitted before anything else, whatever there is."""
        cases = self._cases
        self._actor.require(Right.SEE_AUTHORS)
        self._visible_case(case_id)
        if not cases.has_viewed(self._actor, case_id, AUTHORS):
            raise NotFound(kind=Kind.CASE)


def _names(said: Content) -> list[str]:
    """Each whole name, as it was said."""
    parts = (("given_latin", "family_latin"), ("given_arabic", "family_arabic"))
    whole = (" ".join(str(said.get(key) or "") for key in each) for each in parts)
    return [each.strip() for each in (*whole, str(said.get("usual_name") or ""))]
