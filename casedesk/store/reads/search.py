"""Finding anyone, as one types: by the index, never by reading records through."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from casedesk.circuit.case import Case
from casedesk.circuit.changes import Kind
from casedesk.circuit.findable import Findable, findable, heard
from casedesk.circuit.rights import Right
from casedesk.circuit.search import (
    Findings,
    Found,
    Marked,
    Told,
    Why,
    near_keys,
    told,
    told_in_text,
)
from casedesk.circuit.tokens import Sought, Term, sought
from casedesk.store.codec import canonical
from casedesk.store.database import Row
from casedesk.store.findable import NAMES, TEXTS, with_first_names
from casedesk.store.lookup import Group, Hit, either, group, hits, hits_in
from casedesk.store.reads.concerns import ConcernReads
from casedesk.store.tables import codec, selection

_THESE = "(SELECT value FROM json_each(?))"
_LIMIT = 30  # records looked at, of each way to find them
_SHOWN = 20  # cases
_SHORTEST = 3  # letters of a word that texts are searched for
_NAMES = ("child", "kin", "contact", "place")
_ALLEGED = "author"


class SearchReads(ConcernReads):
    """Each question asks the rows of the index that have an owner one may know of."""

    def search(self, text: str) -> Findings:
        """By names in any script, numbers, telephones and places; as one types."""
        asked = sought(text)
        if not asked:
            return Findings()
        if not self._searches_cases:
            return self._own(asked)
        written = self._named(list(map(self._as_written, asked.terms)))
        sounding: list[Hit] = []
        if len(written) < _LIMIT:  # else one goes on typing
            sounding = self._named(list(map(self._as_heard, asked.terms)))
        numbered = self._named([group(("number",), asked.number)])
        full = _LIMIT in map(len, (written, sounding, numbered))
        found = self._findings((*numbered, *written, *sounding), asked, text, full=full)
        if found.rows or not asked.terms:
            return found
        near = self._named([self._nearly(each) for each in asked.terms])
        return self._findings(near, asked, text, full=False, near=True)

    def search_texts(self, text: str) -> Findings:
        """By the words of what was written in cases."""
        asked = sought(text)
        telling = [each for each in asked.texts if len(each[0]) >= _SHORTEST]
        if not self._searches_cases or not telling:
            return Findings()
        alleged = (_ALLEGED,) if self._sees_authors else ()
        groups = [group(("text", *alleged), each) for each in telling]
        rows: dict[str, Found] = {}
        read = self._hits(groups, TEXTS)
        for hit, each in self._findables(read):
            found = None if hit.case_id in rows else self._written_in(hit, each, asked)
            if found is not None:
                rows[hit.case_id] = found
        shown = tuple(rows.values())[:_SHOWN]
        return Findings(shown, more=len(rows) > _SHOWN or len(read) >= _LIMIT)

    def can_search_all(self) -> bool:
        """Whether everything written is in the index yet."""
        return not self._searches_cases or self._cases.findables.is_made

    @property
    def _searches_cases(self) -> bool:
        return self._open_cases is not None and self._actor.may(Right.SEE_CASES)

    @property
    def _sees_authors(self) -> bool:
        return self._actor.may(Right.SEE_AUTHORS)

    @property
    def _name_columns(self) -> tuple[str, ...]:
        return (*_NAMES, _ALLEGED) if self._sees_authors else _NAMES

    def _as_written(self, term: Term) -> Group:
        return either(
            group(self._name_columns, term.names), group(("number",), term.numbers)
        )

    def _as_heard(self, term: Term) -> Group:
        return either(
            group(self._name_columns, term.keys), group(("number",), term.numbers)
        )

    def _nearly(self, term: Term) -> Group:
        return either(
            group(self._name_columns, term.keys | near_keys(term), whole=True),
            group(("number",), term.numbers),
        )

    def _named(self, groups: list[Group]) -> list[Hit]:
        return self._hits(groups)

    def _hits(self, groups: list[Group], table: str = NAMES) -> list[Hit]:
        db, owners = self._cases.db, self._scope.owners
        opened = self._cases.in_emergency(self._actor)
        return [
            *hits_in(db, opened, groups, table=table),
            *hits(db, groups, _LIMIT, table=table, owners=owners),
        ]

    def _findings(
        self,
        found: Iterable[Hit],
        asked: Sought,
        text: str,
        *,
        full: bool,
        near: bool = False,
    ) -> Findings:
        """The best reason for each case, the best case first."""
        best: dict[str, tuple[Told, Hit]] = {}
        for hit, known_as in self._findables(list(dict.fromkeys(found))):
            each = told(known_as, asked, near=near)
            if each is None:
                continue
            known = best.get(hit.case_id)
            if known is None or each.distance < known[0].distance:
                best[hit.case_id] = each, hit
        ranked = sorted(best.values(), key=lambda pair: pair[0].distance)
        shown = sorted(ranked[:_SHOWN], key=lambda pair: pair[0].finer(text))
        rows = (self._found(hit, each.why, _told_of(each)) for each, hit in shown)
        return Findings(
            tuple(filter(None, rows)), more=full or len(ranked) > _SHOWN, near=near
        )

    def _findables(self, found: list[Hit]) -> Iterator[tuple[Hit, Findable]]:
        """Each as the index knows it; read in one question of each kind."""
        db, sheets = self._cases.db, self._cases.rules.sheets
        read: dict[tuple[Kind, str], Row] = {}
        for kind in {each.kind for each in found}:
            keys = canonical([each.key for each in found if each.kind is kind])
            sql = f"{selection(kind)} WHERE id IN {_THESE}"
            read |= {(kind, row["id"]): row for row in db.rows(sql, (keys,))}
        for each in found:
            row = read.get((each.kind, each.key))
            if row is None:
                continue
            known = findable(each.kind, codec(each.kind).to_record(row), sheets)
            if each.kind is Kind.CHILD and known is not None:
                known = with_first_names(db, known, row)
            if known is not None:
                yield each, known

    def _written_in(self, hit: Hit, found: Findable, asked: Sought) -> Found | None:
        shown = told_in_text(found.texts, asked)
        if shown is not None:
            return self._found(hit, Why.TEXT, shown)
        if self._sees_authors and told_in_text(found.author_texts, asked):
            return self._found(hit, Why.AUTHOR, Marked(""))
        return None

    def _found(self, hit: Hit, why: Why, shown: Marked) -> Found | None:
        case: Case | None = self._find_case(hit.case_id)
        if case is None or not self._sees(case):
            return None
        sheet = ""
        if hit.kind is Kind.SHEET:
            sql = "SELECT number FROM sheets WHERE id = ?"
            sheet = str(self._cases.db.value(sql, (hit.key,)) or "")
        return Found(
            why,
            shown,
            case_id=case.id,
            number=case.number,
            stage=case.stage,
            owner=case.owner,
            kind=hit.kind,
            sheet=sheet,
        )

    def _own(self, asked: Sought) -> Findings:
        """One's concerns: those sent by their number, drafts by what is in them."""
        if not self._actor.may(Right.SEE_OWN_RECEIPTS):
            return Findings()
        rows = [*self._own_drafts(asked), *self._own_receipts(asked)]
        return Findings(tuple(rows[:_SHOWN]), more=len(rows) > _SHOWN)

    def _own_receipts(self, asked: Sought) -> Iterator[Found]:
        for each in self.my_receipts():
            found = told(Findable(numbers=(each.number,)), asked)
            if found:
                yield Found(
                    Why.RECEIPT, found.shown, number=each.number, receipt=each.id
                )

    def _own_drafts(self, asked: Sought) -> Iterator[Found]:
        for each in self.my_drafts():
            named = told(Findable(child=heard(each.content)), asked)
            shown = named.shown if named else None
            texts = (value for value in each.content.values() if isinstance(value, str))
            shown = shown or told_in_text(texts, asked)
            if shown:
                yield Found(
                    Why.RECEIPT,
                    shown,
                    number=each.number,
                    receipt=each.id,
                    is_draft=True,
                )


def _told_of(each: Told) -> Marked:
    """Nothing of who is alleged: that has a page of its own."""
    return Marked("") if each.why is Why.AUTHOR else each.shown
