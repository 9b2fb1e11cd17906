"""Who is asked before anything is shared, who must not be, and what stands in the way.

Domain §2.8 as pure functions. A child may always be protected: nothing here stops an
urgent referral or a report, and nothing tells a guardian who may be the author.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from casedesk.circuit import words
from casedesk.circuit.case import GRAVE, Case, CaseId, Child
from casedesk.circuit.errors import Refused
from casedesk.circuit.family import NO, UNKNOWN, YES, Relative, are_linked
from casedesk.circuit.filled import FilledSheet
from casedesk.circuit.flags import FlagName
from casedesk.circuit.people import PersonId
from casedesk.circuit.sheet import (
    Content,
    FieldType,
    Gap,
    Lack,
    Questions,
    SheetCode,
)

CHILD, GUARDIAN = "CHILD", "GUARDIAN"  # code list CONSENT_WHO
MATURE_AT = 12  # years from which a child's own agreement is needed (domain §2.8)
# Answers that tell the guardian, or count on them (by the key of a sheet's field).
_TELLING = {
    "inform_guardian": frozenset({"NOW"}),
    "guardian_consent": frozenset({"AGREED", "INFORMED", "REFUSED"}),
    "guardian_contact": frozenset({"YES", "NOT_REACHED", "UNKNOWN"}),
    "certificate_to": frozenset({"GUARDIAN"}),
}

_NAMING = frozenset({"guardian_name", "safe_contact"})  # kinds of data, by their row
_TEXTS = frozenset({FieldType.TEXT, FieldType.LONG})


class Counsel(StrEnum):
    """What to do about one guardian before anything is shared."""

    ASK = "ask"
    NOT_NEEDED = "not_needed"  # danger, or the duty to report
    MUST_NOT = "must_not"  # may be the author: not asked, not informed
    FIND_OUT = "find_out"  # whether this may be the author


class Hindrance(StrEnum):
    """Why something may not be shared with a service yet."""

    CHILD_NOT_ASKED = "child_not_asked"
    CHILD_REFUSED = "child_refused"
    GUARDIAN_NOT_ASKED = "guardian_not_asked"
    GUARDIAN_REFUSED = "guardian_refused"


class ConsentMissing(Refused):
    """Nobody agreed to share with this service; the director may decide otherwise."""

    code = "consent_missing"


class NotOneToAsk(Refused):
    """The guardian may be the author: they are not asked."""

    code = "not_one_to_ask"


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """Somebody took an agreement back, on that day; no `shares`: all of it."""

    id: str
    case_id: CaseId
    noted_at: datetime
    noted_by: PersonId
    on: date
    person: str  # code list CONSENT_WHO
    shares: tuple[str, ...] = ()  # code list SHARE_WITH
    words: str = field(default="", repr=False)
    version: int = 0


@dataclass(frozen=True, slots=True)
class Derogation:
    """The director decided to share without an agreement, and why."""

    id: str
    case_id: CaseId
    signed_at: datetime
    signed_by: PersonId
    shares: tuple[str, ...]  # code list SHARE_WITH
    motive: str  # code list OVERRIDE
    reason: str = field(repr=False)
    version: int = 0


@dataclass(frozen=True, slots=True)
class Consents:
    """All that bears on sharing in one case."""

    case: Case
    child: Child
    sheets: tuple[FilledSheet, ...]
    relatives: tuple[Relative, ...] = ()
    withdrawals: tuple[Withdrawal, ...] = ()
    derogations: tuple[Derogation, ...] = ()
    flags: frozenset[FlagName] = frozenset()  # those set by hand

    @property
    def guardians(self) -> tuple[Relative, ...]:
        return tuple(each for each in self.relatives if each.represents)

    @property
    def links(self) -> frozenset[str]:
        """How whoever may be the author is said to be related to the child (AUTH)."""
        said = (each.content.get("alleged_author_link") for each in self.sheets)
        return frozenset(str(each) for each in said if each)

    @property
    def all_guardians_implicated(self) -> bool:
        """Nobody is left whom one might ask, inform or call."""
        if FlagName.DO_NOT_CONTACT_FAMILY in self.flags:
            return True
        if self.guardians:
            return all(map(self.is_implicated, self.guardians))
        flagged = FlagName.GUARDIAN_IMPLICATED in self.flags
        return flagged or are_linked(self.links, {self.assessed_guardian})

    def is_implicated(self, relative: Relative) -> bool:
        """Whether this may be the author; by the flag, unless said to be safe."""
        flagged = relative.represents and FlagName.GUARDIAN_IMPLICATED in self.flags
        if flagged and relative.may_be_author != NO:
            return True
        return relative.is_implicated(self.links)

    @property
    def assessed_guardian(self) -> str:
        """Who the latest assessment says is the guardian (LEGALREP)."""
        said = [
            str(each.content.get("legal_guardian") or "")
            for each in self.sheets
            if each.code is SheetCode.ASSESSMENT
        ]
        return said[-1] if said else ""

    @property
    def is_grave(self) -> bool:
        """Danger or duty: an agreement is recorded, and stops nothing."""
        case = self.case
        return case.urgent or case.danger in GRAVE or self.is_reported

    @property
    def is_reported(self) -> bool:
        return any(
            each.code is SheetCode.DECISION
            and each.is_signed
            and each.content.get("report") == YES
            for each in self.sheets
        )

    @property
    def records(self) -> tuple[FilledSheet, ...]:
        """The signed sheets of agreement, the earliest first."""
        return tuple(
            each
            for each in self.sheets
            if each.code is SheetCode.CONSENT and each.is_signed
        )

    def of(self, person: str) -> tuple[FilledSheet, ...]:
        return tuple(each for each in self.records if each.content["person"] == person)


def counsel(consents: Consents, guardian: Relative) -> Counsel:
    """What to do about this guardian. Caution comes first, then the danger."""
    if consents.is_implicated(guardian):
        return Counsel.MUST_NOT
    if guardian.may_be_author in ("", UNKNOWN):
        return Counsel.FIND_OUT
    return Counsel.NOT_NEEDED if consents.is_grave else Counsel.ASK


def answer_of(consents: Consents, person: str, share: str) -> bool | None:
    """What this person last said of sharing with a service; None when nothing.

    The last word counts, be it an agreement or its withdrawal.
    """
    said: list[tuple[datetime, bool]] = []
    for sheet in consents.of(person):
        answers = {row["with"]: row["agreed"] == YES for row in _rows(sheet.content)}
        agreed = answers.get(share)
        if sheet.content.get("support") != YES:
            agreed = False
        if agreed is not None and sheet.signed_at is not None:
            said.append((sheet.signed_at, agreed))
    for taken_back in consents.withdrawals:
        concerned = taken_back.person == person
        if concerned and (not taken_back.shares or share in taken_back.shares):
            said.append((taken_back.noted_at, False))
    return max(said)[1] if said else None


def hindrance(consents: Consents, share: str, today: date) -> Hindrance | None:
    """What keeps a referral to this service (SHARE_WITH) from being prepared."""
    if consents.is_grave or _is_derogated(consents, share):
        return None
    age = consents.child.age_on(today)
    if age is not None and age >= MATURE_AT:
        child = answer_of(consents, CHILD, share)
        if child is not True:
            refused = child is False
            return Hindrance.CHILD_REFUSED if refused else Hindrance.CHILD_NOT_ASKED
    if not _guardian_counts(consents):
        return None
    guardian = answer_of(consents, GUARDIAN, share)
    if guardian is False:
        return Hindrance.GUARDIAN_REFUSED
    return None if guardian else Hindrance.GUARDIAN_NOT_ASKED


# The law has these told; nobody's agreement stands between (domain §2.8, §2.13).
AUTHORITIES = frozenset({"prosecutor", "police", "family_court"})


def share_code(addressee: str, known: Iterable[str]) -> str:
    """The service of the list SHARE_WITH that an addressee is; else "OTHER"."""
    code = addressee.upper()
    return code if code in known else "OTHER"


def telling_gaps(consents: Consents, content: Content) -> list[Gap]:
    """Answers that would tell a guardian who may be the author, when no other is left.

    The people of the association read why beside the field; nothing is changed for
    them.
    """
    if not consents.all_guardians_implicated:
        return []
    return [
        Gap(key, Lack.NOT_TO_TELL)
        for key, telling in _TELLING.items()
        if content.get(key) in telling
    ]


def naming_gaps(consents: Consents, asked: Questions, content: Content) -> list[Gap]:
    """Where somebody who may be the author is named as a guardian or one to call.

    By the first name, in either script: the family name may be the child's.
    """
    names = {
        words.folded(name)
        for each in consents.relatives
        if consents.is_implicated(each)
        for name in (each.given_latin, each.given_arabic)
    } - {""}
    return [
        Gap(each.key, Lack.NAMES_SOMEBODY)
        for each in asked
        if each.data in _NAMING and each.type in _TEXTS
        if any(_tells(str(content.get(each.key) or ""), name) for name in names)
    ]


def _tells(text: str, name: str) -> bool:
    return f" {name} " in f" {words.folded(text)} "


def consent_gaps(content: Content, points: Sequence[str]) -> list[Gap]:
    """What a sheet of agreement lacks that its declaration cannot say."""
    if set(points) - set(content.get("points") or ()):
        return [Gap("points", Lack.MISSING)]
    refused = any(row.get("agreed") == "no" for row in _rows(content))
    if refused and not str(content.get("refusal_words") or "").strip():
        return [Gap("refusal_words", Lack.MISSING)]
    return []


def withdrawn_from(
    sheet: FilledSheet, withdrawals: Iterable[Withdrawal]
) -> tuple[Withdrawal, ...]:
    """What was taken back of this sheet since it was signed."""
    return tuple(
        each
        for each in withdrawals
        if sheet.signed_at is not None
        and each.noted_at >= sheet.signed_at
        and each.person == sheet.content.get("person")
    )


def _rows(content: Content) -> list[dict[str, str]]:
    rows: list[dict[str, str]] = content.get("sharing") or []
    return [row for row in rows if row.get("with") and row.get("agreed")]


def _is_derogated(consents: Consents, share: str) -> bool:
    return any(share in each.shares for each in consents.derogations)


def _guardian_counts(consents: Consents) -> bool:
    """Whether anybody is there whose agreement could be asked for."""
    if consents.child.unaccompanied == YES or consents.all_guardians_implicated:
        return False
    return bool(consents.guardians) or consents.assessed_guardian != "NONE"
