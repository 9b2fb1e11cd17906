"""Finding anyone, as one types: by the index, never by reading records through."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from casedesk.circuit.case import Case
from casedesk.circuit.changes import Kind
from casedesk.circuit.findable import Findable, findable, heard
from casedesk.circuit.rights import Right
from casedesk.circuit.search import (
    Findings,
    Found,
    Marked,
    Matcher,
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


@dataclass(frozen=True, slots=True)
class _Read:
    """A record that was hit, and what it is found by."""

    hit: Hit
    findable: Findable
    sheet: str = ""  # its number, where it is one


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
        hits = self._hits(groups, TEXTS)
        cases = self._cases_of(hits)
        rows: dict[str, Found] = {}
        for each in self._read(hits):
            case = cases.get(each.hit.case_id)
            if case is None or case.id in rows:
                continue
            found = self._written_in(each, case, asked)
            if found is not None:
                rows[case.id] = found
        shown = tuple(rows.values())[:_SHOWN]
        return Findings(shown, more=len(rows) > _SHOWN or len(hits) >= _LIMIT)

    def can_search_all(self) -> bool:
        """Whether everything written is in the index yet."""
        return not self._searches_cases or self._cases.findables.is_made

    def can_compare_all(self) -> bool:
        """Whether every child is in the index yet, to be known again."""
        return not self._searches_cases or self._cases.findables.is_whole

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
        matcher = Matcher(asked, near=near)
        best: dict[str, tuple[Told, _Read]] = {}
        for read in self._read(list(dict.fromkeys(found))):
            each = told(read.findable, matcher)
            if each is None:
                continue
            known = best.get(read.hit.case_id)
            if known is None or each.distance < known[0].distance:
                best[read.hit.case_id] = each, read
        ranked = sorted(best.values(), key=lambda pair: pair[0].distance)
        shown = sorted(ranked[:_SHOWN], key=lambda pair: pair[0].finer(text))
        cases = self._cases_of(read.hit for _, read in shown)
        rows = tuple(
            _found(read, cases[read.hit.case_id], each.why, _told_of(each))
            for each, read in shown
            if read.hit.case_id in cases
        )
        return Findings(rows, more=full or len(ranked) > _SHOWN, near=near)

    def _cases_of(self, hits: Iterable[Hit]) -> Mapping[str, Case]:
        """Those one may see; read in one question."""
        wanted = canonical(sorted({each.case_id for each in hits}))
        sql = f"{selection(Kind.CASE)} WHERE id IN {_THESE}"
        rows = self._cases.db.rows(sql, (wanted,))
        cases = map(codec(Kind.CASE).to_record, rows)
        return {each.id: each for each in cases if self._sees(each)}

    def _read(self, hits: list[Hit]) -> Iterator[_Read]:
        """In one question of each kind."""
        db, sheets = self._cases.db, self._cases.rules.sheets
        rows: dict[tuple[Kind, str], Row] = {}
        for kind in {each.kind for each in hits}:
            keys = canonical([each.key for each in hits if each.kind is kind])
            sql = f"{selection(kind)} WHERE id IN {_THESE}"
            rows |= {(kind, row["id"]): row for row in db.rows(sql, (keys,))}
        for hit in hits:
            row = rows.get((hit.kind, hit.key))
            if row is None:
                continue
            known = findable(hit.kind, codec(hit.kind).to_record(row), sheets)
            if hit.kind is Kind.CHILD and known is not None:
                known = with_first_names(db, known, row)
            if known is not None:
                sheet = row["number"] if hit.kind is Kind.SHEET else ""
                yield _Read(hit, known, sheet)

    def _written_in(self, read: _Read, case: Case, asked: Sought) -> Found | None:
        shown = told_in_text(read.findable.texts, asked)
        if shown is not None:
            return _found(read, case, Why.TEXT, shown)
        if self._sees_authors and told_in_text(read.findable.author_texts, asked):
            return _found(read, case, Why.AUTHOR, Marked(""))
        return None

    def _own(self, asked: Sought) -> Findings:
        """One's concerns: those sent by their number, drafts by what is in them."""
        if not self._actor.may(Right.SEE_OWN_RECEIPTS):
            return Findings()
        rows = [*self._own_drafts(asked), *self._own_receipts(asked)]
        return Findings(tuple(rows[:_SHOWN]), more=len(rows) > _SHOWN)

    def _own_receipts(self, asked: Sought) -> Iterator[Found]:
        for each in self.my_receipts():
            found = told(Findable(numbers=(each.number,)), Matcher(asked))
            if found:
                yield Found(
                    Why.RECEIPT, found.shown, number=each.number, receipt=each.id
                )

    def _own_drafts(self, asked: Sought) -> Iterator[Found]:
        for each in self.my_drafts():
            named = told(Findable(child=heard(each.content)), Matcher(asked))
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


def _found(read: _Read, case: Case, why: Why, shown: Marked) -> Found:
    return Found(
        why,
        shown,
        case_id=case.id,
        number=case.number,
        stage=case.stage,
        owner=case.owner,
        kind=read.hit.kind,
        sheet=read.sheet,
    )
