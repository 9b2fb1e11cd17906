"""The people around a child: household, guardians, whom one may call, alleged authors.

Each kind is asked by `resources/people/*.toml`, with the names its record has here.
Nothing of it goes on paper by itself (domain §2.11, §3.j).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from casedesk.circuit.case import CaseId
from casedesk.circuit.codes import CodeBook, Language
from casedesk.circuit.people import PersonId
from casedesk.circuit.sheet import Content, FieldType, Questions

NO_CASE = CaseId("")
YES, NO, UNKNOWN = "yes", "no", "unknown"
CHILDREN = frozenset({"SIBLING", "HALF_SIBLING", "OTHER_CHILD"})  # of the list KIN
MEMBER = "STAFF"  # of the list AUTH: somebody of the association
# Who of the list AUTH stands for whom of KIN and of LEGALREP (domain §2.8).
_SAME_AS_LINK = {
    "FATHER": {"FATHER"},
    "MOTHER": {"MOTHER"},
    "STEP": {"STEPFATHER", "STEPMOTHER"},
    "SIB": {"SIBLING", "HALF_SIBLING"},
    "GRANDP": {"GRANDPARENT"},
    "UNCLE": {"UNCLE_AUNT"},
    "KAFIL": {"KAFIL"},
    "SPOUSE": {"SPOUSE"},
    "INST_STAFF": {"INSTITUTION"},
}
_ARABIC = re.compile("[\u0600-\u06ff]")


class Asked(StrEnum):
    """What is asked together, by the file that declares it."""

    CHILD = "child"
    RELATIVE = "relative"
    SAFE_CONTACT = "safe_contact"
    AUTHOR = "author"
    SIBLING = "sibling"
    WITHDRAWAL = "withdrawal"
    DEROGATION = "derogation"


@dataclass(frozen=True, slots=True)
class Relative:
    """Somebody of the household or the family, or whoever represents the child.

    `own_case`: of a brother or sister who has a file of their own. `copied_from`: the
    number of the file it was taken from; empty when it was written here.
    """

    id: str
    case_id: CaseId
    noted_at: datetime
    noted_by: PersonId
    relation: str  # code list KIN
    relation_detail: str = field(default="", repr=False)
    given_latin: str = field(default="", repr=False)
    given_arabic: str = field(default="", repr=False)
    family_latin: str = field(default="", repr=False)
    family_arabic: str = field(default="", repr=False)
    birth: str = field(default="", repr=False)  # circuit.dates.Birth, stored form
    at_home: str = ""
    at_risk: str = ""
    may_be_author: str = ""
    why_safe: str = field(default="", repr=False)
    is_guardian: str = ""
    title: str = ""  # code list LEGALREP
    reach: str = ""  # code list CONTACTABLE
    reach_detail: str = field(default="", repr=False)
    informed: str = ""
    informed_on: str = ""  # ISO date
    not_informed: str = ""  # code list INFORM_REASON
    own_case: CaseId = NO_CASE
    copied_from: str = ""
    version: int = 0

    @property
    def is_child(self) -> bool:
        return self.relation in CHILDREN

    @property
    def represents(self) -> bool:
        return self.is_guardian == YES

    def is_implicated(self, links: Iterable[str]) -> bool:
        """Whether this may be the author: as was said, else by their link (AUTH)."""
        if self.may_be_author in (YES, NO):
            return self.may_be_author == YES
        return are_linked(links, {self.relation, self.title})


@dataclass(frozen=True, slots=True)
class SafeContact:
    """Whom one may call, when, and when not; the latest one holds."""

    id: str
    case_id: CaseId
    noted_at: datetime
    noted_by: PersonId
    who: str = field(repr=False)
    channel: str = ""  # code list CONTACT
    number: str = field(default="", repr=False)
    at: str = field(default="", repr=False)
    knows: str = field(default="", repr=False)
    avoid: str = field(default="", repr=False)
    version: int = 0

    def told(self, asked: Questions, codes: CodeBook) -> str:
        """All of it on one line, led by the words of the script it is written in."""
        arabic = bool(_ARABIC.search(self.who + self.knows + self.avoid))
        language = Language.ARABIC if arabic else Language.FRENCH
        channel = codes.label("CONTACT", self.channel, language) if self.channel else ""
        comma = "، " if arabic else ", "
        parts = [comma.join(filter(None, (self.who, channel, self.number, self.at)))]
        for key in ("knows", "avoid"):
            said = getattr(self, key)
            if said:
                colon = ":" if arabic else " :"
                parts.append(f"{asked[key].label.in_language(language)}{colon} {said}")
        return ". ".join(parts)


@dataclass(frozen=True, slots=True)
class Author:
    """Somebody alleged to be the author in one case, for whoever may know of it."""

    id: str
    case_id: CaseId
    noted_at: datetime
    noted_by: PersonId
    link: str  # code list AUTH
    given_latin: str = field(default="", repr=False)
    given_arabic: str = field(default="", repr=False)
    family_latin: str = field(default="", repr=False)
    family_arabic: str = field(default="", repr=False)
    usual_name: str = field(default="", repr=False)
    age: str = ""  # code list AUTH_AGE
    workplace: str = field(default="", repr=False)
    access: str = ""  # code list ACCESS
    access_detail: str = field(default="", repr=False)
    version: int = 0


def are_linked(links: Iterable[str], relations: Iterable[str]) -> bool:
    """Whether one of the links (AUTH) means one of these relations (KIN, LEGALREP)."""
    return any(_SAME_AS_LINK.get(link, set()) & set(relations) for link in links)


def filled_in(asked: Questions, content: Content) -> dict[str, Any]:
    """The answers as a record takes them: each question's, also the empty ones."""
    shown = asked.shown(content)
    return {
        each.key: tuple(shown.get(each.key) or ())
        if each.type is FieldType.CODES
        else shown.get(each.key) or ""
        for each in asked
    }


def answers_of(record: Any, asked: Questions) -> dict[str, Any]:
    """What a record says, as answers to the questions that made it."""
    told = {each.key: getattr(record, each.key) for each in asked}
    return {
        key: list(value) if isinstance(value, tuple) else value
        for key, value in told.items()
        if value not in ("", ())
    }
