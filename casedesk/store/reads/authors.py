"""Who is alleged to be the author, in a case and across those of this compartment.

For few, and only once the opening of it is in the journal. A restricted circle is a
compartment of its own: neither shows in the other.
"""

from __future__ import annotations

from casedesk.circuit.case import Case, CaseId
from casedesk.circuit.changes import Kind
from casedesk.circuit.commands.family import AUTHORS
from casedesk.circuit.errors import NotFound
from casedesk.circuit.family import Author, name_keys
from casedesk.circuit.queries import CitedRow
from casedesk.circuit.rights import Right
from casedesk.circuit.sheet import Content
from casedesk.store.reads.asking import Asking
from casedesk.store.tables import codec, selection

_NAMES = ("given_latin", "given_arabic", "family_latin", "family_arabic", "usual_name")


class AuthorReads(Asking):
    """The restricted index. Every question asks for the right first."""

    def authors(self, case_id: CaseId) -> tuple[Author, ...]:
        """Only of a case whose ViewAuthors was noted in this sitting."""
        self._require_opened(case_id)
        authors: tuple[Author, ...] = self._of_case(Kind.AUTHOR, case_id)
        return authors

    def also_alleged(self, case_id: CaseId, named: Content) -> tuple[CitedRow, ...]:
        """The other cases in which somebody of such a name is alleged.

        By the same name in the same script, whatever its accents and order.
        """
        self._require_opened(case_id)
        said = {key: str(named.get(key) or "") for key in _NAMES}
        wanted = name_keys(
            (said["given_latin"], said["family_latin"]),
            (said["given_arabic"], said["family_arabic"]),
            (said["usual_name"], ""),
        )
        if not wanted:
            return ()
        sql = f"{selection(Kind.AUTHOR)} WHERE case_id <> ? ORDER BY rowid"
        rows = self._cases.db.rows(sql, (case_id,))
        found = map(codec(Kind.AUTHOR).to_record, rows)
        alike = (each.case_id for each in found if each.keys & wanted)
        return tuple(filter(None, map(self._cited, dict.fromkeys(alike))))

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
