"""What a record is found by: names, places, numbers, and the words of what was written.

Derived from the record each time it is written, and never journalled. Who is alleged is
kept apart: that is for few, also where a sheet names them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from casedesk.circuit.case import Case, Child
from casedesk.circuit.changes import Kind
from casedesk.circuit.family import Author, Relative, SafeContact
from casedesk.circuit.filled import FilledSheet
from casedesk.circuit.referral import Referral, Reply
from casedesk.circuit.sheet import Content, Field, FieldType, Sheet, SheetCode

_AUTHOR = "author_name"  # of redaction.toml
_NAMING = frozenset({"guardian_name", "companion", "source", "safe_contact"})  # as well
_WRITTEN = (FieldType.TEXT, FieldType.LONG)
_PHONE = re.compile(r"(?:\+|00)?\d(?:[ .\-/]?\d){5,13}")
# What else was written, by kind of record.
_TEXTS: Mapping[Kind, tuple[str, ...]] = {
    Kind.ACTION: ("who",),
    Kind.AMENDMENT: ("text", "reason"),
    Kind.APPROVAL: ("text",),
    Kind.ATTACHMENT: ("label", "note"),
    Kind.CHASE: ("spoke_to", "note", "number"),
    Kind.CLOSING: ("detail",),
    Kind.CONTACT: ("whom", "detail"),
    Kind.DANGER_LEVEL: ("motive",),
    Kind.DEROGATION: ("reason",),
    Kind.ENTRY_KIND: ("motive",),
    Kind.FLAG: ("reason", "why_lifted"),
    Kind.HOLD: ("reason", "why_lifted"),
    Kind.LINK: ("reason", "why_undone"),
    Kind.MOTIVE: ("reason",),
    Kind.NOTE: ("text",),
    Kind.TASK: ("what", "outcome"),
    Kind.WATCH: ("points", "why_not_referred"),
    Kind.WITHDRAWAL: ("words",),
}
_OF_CHILDREN = (
    "care_detail",
    "communication",
    "place_needs",
    "support_person",
    "nationality",
    "papers",
)
_OF_RELATIVES = ("relation_detail", "why_safe", "reach_detail")
_OF_CONTACTS = ("who", "number", "at", "knows", "avoid")
_OF_AUTHORS = ("workplace", "access_detail")
_OF_REFERRALS = ("handed_to", "answered_by", "answer_detail", "settled_why", "phone")
_OF_REPLIES = (
    "answered_by",
    "detail",
    "contact",
    "contact_phone",
    "next_step",
    "wanted",
    "ended_why",
    "remarks",
)


@dataclass(frozen=True, slots=True)
class Findable:
    """What one record is found by, each as it was written; empty parts are left out.

    `author` and `author_texts` are for those who may know who is alleged.
    """

    child: tuple[str, ...] = field(default=(), repr=False)  # each name whole
    kin: tuple[str, ...] = field(default=(), repr=False)
    contact: tuple[str, ...] = field(default=(), repr=False)
    author: tuple[str, ...] = field(default=(), repr=False)
    place: tuple[str, ...] = field(default=(), repr=False)
    numbers: tuple[str, ...] = field(default=(), repr=False)  # of cases and papers
    texts: tuple[str, ...] = field(default=(), repr=False)
    author_texts: tuple[str, ...] = field(default=(), repr=False)

    @property
    def phones(self) -> Iterator[str]:
        """Telephone numbers, wherever they were written."""
        for text in (*self.texts, *self.contact):
            yield from phones(text)


def phones(text: str) -> Iterator[str]:
    for found in _PHONE.finditer(text):
        yield found[0]


def names_of(each: Child | Relative | Author) -> tuple[str, ...]:
    """The whole name in each script, and the usual one."""
    usual = "" if isinstance(each, Relative) else each.usual_name
    found = (
        f"{each.given_latin} {each.family_latin}",
        f"{each.given_arabic} {each.family_arabic}",
        usual,
    )
    return tuple(filter(None, map(str.strip, found)))


def findable(
    kind: Kind, record: Any, sheets: Mapping[SheetCode, Sheet]
) -> Findable | None:
    """None for a kind of record that nobody looks for."""
    if kind in _TEXTS:
        return Findable(texts=_said(record, _TEXTS[kind]))
    read: Callable[[Any], Findable] | None = _READ.get(kind)
    if kind is Kind.SHEET:
        return _of_sheet(record, sheets)
    return read(record) if read else None


def heard(content: Content) -> tuple[str, ...]:
    """The names of the child on the sheet that spoke of them first."""
    said = {key: str(content.get(key) or "") for key in _HEARD}
    found = (
        f"{said['given_latin']} {said['family_latin']}",
        f"{said['given_arabic']} {said['family_arabic']}",
        said["usual_name"],
    )
    return tuple(filter(None, map(str.strip, found)))


_HEARD = (
    "given_latin",
    "given_arabic",
    "family_latin",
    "family_arabic",
    "usual_name",
)


def _of_case(case: Case) -> Findable:
    return Findable(numbers=_kept(case.number, case.register_number))


def _of_child(child: Child) -> Findable:
    return Findable(
        child=names_of(child),
        place=_kept(child.commune),
        texts=_said(child, _OF_CHILDREN),
    )


def _of_relative(each: Relative) -> Findable:
    return Findable(kin=names_of(each), texts=_said(each, _OF_RELATIVES))


def _of_contact(each: SafeContact) -> Findable:
    return Findable(contact=_kept(each.who), texts=_said(each, _OF_CONTACTS))


def _of_author(each: Author) -> Findable:
    return Findable(author=names_of(each), author_texts=_said(each, _OF_AUTHORS))


def _of_referral(each: Referral) -> Findable:
    return Findable(
        place=_kept(each.name_fr, each.name_ar),
        numbers=_kept(each.coupon),
        texts=_said(each, _OF_REFERRALS),
    )


def _of_reply(each: Reply) -> Findable:
    return Findable(numbers=_kept(each.registration), texts=_said(each, _OF_REPLIES))


_READ: Mapping[Kind, Callable[[Any], Findable]] = {
    Kind.CASE: _of_case,
    Kind.CHILD: _of_child,
    Kind.RELATIVE: _of_relative,
    Kind.SAFE_CONTACT: _of_contact,
    Kind.AUTHOR: _of_author,
    Kind.REFERRAL: _of_referral,
    Kind.REPLY: _of_reply,
}
FINDABLE = frozenset({*_READ, *_TEXTS, Kind.SHEET})


def _of_sheet(sheet: FilledSheet, sheets: Mapping[SheetCode, Sheet]) -> Findable:
    """The child's names are the child's: not of each sheet they were copied to."""
    texts, authors, contacts, places = [], [], [], []
    for asked, text in _answers(sheets[sheet.code], sheet.content):
        if asked.data == _AUTHOR:
            authors.append(text)
            continue
        texts.append(text)
        if asked.data in _NAMING:
            contacts.append(text)
        elif asked.key == "service":
            places.append(text)
    return Findable(
        texts=tuple(texts),
        author=tuple(authors),
        contact=tuple(contacts),
        place=tuple(places),
    )


def _answers(sheet: Sheet, content: Content) -> Iterator[tuple[Field, str]]:
    """What was written, with the question it answers."""
    for asked in sheet:
        value = content.get(asked.key)
        if not value:
            continue
        if asked.type in _WRITTEN:
            yield asked, str(value)
        elif asked.type is FieldType.ROWS:
            for row in value:
                for column in asked.columns:
                    if column.type in _WRITTEN and row.get(column.key):
                        yield column, str(row[column.key])


def _said(record: Any, names: Iterable[str]) -> tuple[str, ...]:
    return _kept(*(getattr(record, name) for name in names))


def _kept(*texts: str) -> tuple[str, ...]:
    return tuple(filter(None, texts))
