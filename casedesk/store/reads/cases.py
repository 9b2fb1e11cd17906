"""The page of one case, what a liaison sheet begins with, and papers by their codes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from casedesk.circuit.case import Case, CaseId, Child
from casedesk.circuit.changes import Kind
from casedesk.circuit.circles import Member
from casedesk.circuit.errors import NotFound
from casedesk.circuit.family import Relative
from casedesk.circuit.filled import FilledSheet
from casedesk.circuit.guards import CaseFile, open_steps
from casedesk.circuit.journal import RESERVED
from casedesk.circuit.links import Link, LinkKind
from casedesk.circuit.numbers import anchor
from casedesk.circuit.printout import Printout
from casedesk.circuit.queries import (
    CasePage,
    Happening,
    LinkRow,
    PreparedCopy,
    PreparedPrintout,
    ReferralRow,
)
from casedesk.circuit.referral import Copy, CopyId, Referral, ReferralId
from casedesk.circuit.rights import Right
from casedesk.circuit.sheet import Content, SheetCode
from casedesk.store.happened import happened_elsewhere, happenings
from casedesk.store.reads.asking import Asking
from casedesk.store.tables import codec, selection

_INTERNAL = (SheetCode.CONCERN, SheetCode.ASSESSMENT, SheetCode.DECISION)
_CHILD = tuple(
    each.name for each in fields(Child) if each.name not in ("id", "case_id", "version")
)
_MADE_BY = (
    "SELECT seq, hash FROM journal JOIN journal_row USING (seq)"
    " WHERE kind = ? AND key = ? AND version = 1"
)

_AWAITED = (
    "WHERE state IN ('SENT', 'RECEIVED', 'ACCEPTED')"
    " ORDER BY state = 'ACCEPTED', sent_on, id"
)


class CaseReads(Asking):
    """Answers about one case at a time."""

    def case_page(self, case_id: CaseId) -> CasePage:
        """Only of a case that ViewCase noted in this sitting; NotFound otherwise."""
        file = self._file(self._opened_case(case_id))
        (child,) = self._of_case(Kind.CHILD, case_id)
        return CasePage(
            file=file,
            child=child,
            amendments=self._of_case(Kind.AMENDMENT, case_id),
            copies=self._of_case(Kind.COPY, case_id),
            miscounts=self._of_case(Kind.MISCOUNT, case_id),
            steps=open_steps(file, self._cases.rules.circuit, self._actor),
            chronology=self._chronology(case_id),
            contacts=file.contacts,
            feedbacks=self._of_case(Kind.FEEDBACK, case_id),
            closings=self._of_case(Kind.CLOSING, case_id),
            holds=self._of_case(Kind.HOLD, case_id),
            links=self._linked(case_id, file.links),
            levels=self._of_case(Kind.DANGER_LEVEL, case_id),
            entries=self._of_case(Kind.ENTRY_KIND, case_id),
            notes=self._of_case(Kind.NOTE, case_id),
            approvals=self._of_case(Kind.APPROVAL, case_id),
            tasks=self._of_case(Kind.TASK, case_id),
            printouts=self._of_case(Kind.PRINTOUT, case_id),
            register=next(iter(self._of_case(Kind.REGISTER_ENTRY, case_id)), None),
            replies=self._of_case(Kind.REPLY, case_id),
            chases=self._of_case(Kind.CHASE, case_id),
            reports=self._of_case(Kind.REPORT, case_id),
            relatives=(relatives := self._of_case(Kind.RELATIVE, case_id)),
            safe_contacts=self._of_case(Kind.SAFE_CONTACT, case_id),
            withdrawals=self._of_case(Kind.WITHDRAWAL, case_id),
            derogations=self._of_case(Kind.DEROGATION, case_id),
            own_numbers=self._own_numbers(relatives),
        )

    def members(self) -> tuple[Member, ...]:
        """In the order they first came."""
        rows = self._cases.db.rows(f"{selection(Kind.MEMBER)} ORDER BY rowid")
        return tuple(map(codec(Kind.MEMBER).to_record, rows))

    def _own_numbers(self, relatives: tuple[Relative, ...]) -> dict[CaseId, str]:
        """Nothing of a case that is gone, set apart, or somebody else's: all alike."""
        own = {each.own_case for each in relatives if each.own_case}
        cases = (self._find_case(each) for each in own)
        return {each.id: each.number for each in cases if each and self._sees(each)}

    def case_numbered(self, number: str) -> CaseId | None:
        """None when there is none that this person may know of."""
        sql = f"{selection(Kind.CASE)} WHERE number = ?"
        row = self._cases.db.row(sql, (number.strip().upper(),))
        case: Case | None = codec(Kind.CASE).to_record(row) if row else None
        return case.id if case is not None and self._sees(case) else None

    def liaison_content(self, case_id: CaseId) -> Mapping[str, Content]:
        """By sheet code, and "child": what a liaison sheet may be filled from.

        The signed sheets only, the latest of each, with what is known better since of
        the child and of whom one may call; and only of a case opened to read.
        """
        file = self._file(self._opened_case(case_id))
        (child,) = self._of_case(Kind.CHILD, case_id)
        signed = CaseFile(
            file.case, tuple(each for each in file.sheets if each.is_signed), ()
        )
        latest = {code: signed.sheet(code) for code in _INTERNAL}
        known = {str(code): each.content for code, each in latest.items() if each}
        for code, since in self._known_since(child).items():
            known[code] = {**known.get(code, {}), **since}
        return {**known, "child": {name: getattr(child, name) for name in _CHILD}}

    def safe_contact(self, case_id: CaseId) -> str:
        """Whom one may call and how not to harm, on one line; often nothing."""
        self._visible_case(case_id)
        return self._safe_contact(case_id)

    def _known_since(self, child: Child) -> dict[str, dict[str, Any]]:
        """By the field of the sheet that asked it first: who may be told stays."""
        concern: dict[str, Any] = {"safe_contact": self._safe_contact(child.case_id)}
        assessment: dict[str, Any] = {
            "living": child.living,
            "disabilities": list(child.disabilities),
        }
        given = {SheetCode.CONCERN: concern, SheetCode.ASSESSMENT: assessment}
        return {
            str(code): {key: each for key, each in answers.items() if each}
            for code, answers in given.items()
            if any(answers.values())
        }

    def referral_by_coupon(self, coupon: str) -> ReferralRow:
        """Raises NotFound, also for somebody else's case."""
        referral: Referral = self._one(Kind.REFERRAL, "coupon", coupon)
        case = self._visible_case(referral.case_id)
        return ReferralRow(referral.id, case.id, case.number, referral)

    def referral(self, referral: ReferralId) -> ReferralRow:
        """Raises NotFound, also for somebody else's case."""
        found: Referral = self._one(Kind.REFERRAL, "id", referral)
        case = self._visible_case(found.case_id)
        return ReferralRow(found.id, case.id, case.number, found)

    def awaited_answers(self) -> tuple[ReferralRow, ...]:
        """Referrals that are out and may still be answered, the oldest first."""
        rows = self._cases.db.rows(f"{selection(Kind.REFERRAL)} {_AWAITED}")
        referrals: list[Referral] = list(map(codec(Kind.REFERRAL).to_record, rows))
        found = ((self._find_case(each.case_id), each) for each in referrals)
        return tuple(
            ReferralRow(each.id, case.id, case.number, each)
            for case, each in found
            if case is not None and self._actor.sees_owner(case.owner)
        )

    def prepared_copy(self, copy: CopyId) -> PreparedCopy:
        """Raises NotFound, also for somebody else's case."""
        prepared: Copy = self._one(Kind.COPY, "id", copy)
        self._visible_case(prepared.case_id)
        return PreparedCopy(prepared, self._anchor(Kind.COPY, copy))

    def prepared_printout(self, printout: str) -> PreparedPrintout:
        """Raises NotFound, also for somebody else's case."""
        prepared: Printout = self._one(Kind.PRINTOUT, "id", printout)
        self._visible_case(prepared.case_id)
        return PreparedPrintout(prepared, self._anchor(Kind.PRINTOUT, printout))

    def _anchor(self, kind: Kind, key: str) -> str:
        """The code of the entry that made a record."""
        made_by = self._cases.db.row(_MADE_BY, (kind, key))
        if made_by is None:
            raise NotFound(kind=kind)
        return anchor(made_by["seq"], made_by["hash"])

    def _file(self, case: Case) -> CaseFile:
        sheets: tuple[FilledSheet, ...] = self._of_case(Kind.SHEET, case.id)
        referrals: tuple[Referral, ...] = self._of_case(Kind.REFERRAL, case.id)
        return CaseFile(
            case,
            sheets,
            referrals,
            self._of_case(Kind.ACTION, case.id),
            motives=self._of_case(Kind.MOTIVE, case.id),
            watches=self._of_case(Kind.WATCH, case.id),
            contacts=self._of_case(Kind.CONTACT, case.id),
            flags=self._of_case(Kind.FLAG, case.id),
            links=self._links(case.id),
            holds=self._of_case(Kind.HOLD, case.id),
            requests=self._of_case(Kind.REQUEST, case.id),
            by=self._actor.person,
        )

    def _chronology(self, case_id: CaseId) -> tuple[Happening, ...]:
        """Without the lines that are not for this person (`_links`, RESERVED)."""
        happened = (
            *happened_elsewhere(self._cases.db, case_id),
            *happenings(self._cases.db, case_id, views=False),
        )
        if not self._actor.may(Right.SEE_AUTHORS):
            happened = tuple(e for e in happened if e.action not in RESERVED)
        if self._actor.may(Right.SEE_ALL_CASES):
            return happened
        return tuple(each for each in happened if not _tells_who_harmed(each))

    def _links(self, case_id: CaseId) -> tuple[Link, ...]:
        """From either end; who harmed whom is for those who see every case."""
        sql = f"{selection(Kind.LINK)} WHERE case_id = ? OR other = ? ORDER BY rowid"
        rows = self._cases.db.rows(sql, (case_id, case_id))
        links: list[Link] = list(map(codec(Kind.LINK).to_record, rows))
        if self._actor.may(Right.SEE_ALL_CASES):
            return tuple(links)
        hidden = LinkKind.CHILD_AUTHOR
        return tuple(each for each in links if each.relation is not hidden)

    def _linked(self, case_id: CaseId, links: tuple[Link, ...]) -> tuple[LinkRow, ...]:
        """Those that stand, with what may be known of the other case."""
        found = []
        for link in links:
            other = self._find_case(link.other_end(case_id))
            visible = other is not None and self._actor.sees_owner(other.owner)
            number, stage = (
                (other.number, other.stage) if other is not None else ("", None)
            )
            if link.stands:
                found.append(LinkRow(link, number, stage, visible=visible))
        return tuple(found)

    def _one(self, kind: Kind, column: str, value: str) -> Any:
        sql = f"{selection(kind)} WHERE {column} = ?"
        row = self._cases.db.row(sql, (value,))
        if row is None:
            raise NotFound(kind=kind)
        return codec(kind).to_record(row)


def _tells_who_harmed(happening: Happening) -> bool:
    links = (each for each in happening.details if each.get("kind") == Kind.LINK)
    return any(each.get("relation") == LinkKind.CHILD_AUTHOR for each in links)
