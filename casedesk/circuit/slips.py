"""What slips into a free text that is going to be printed, and need not be there.

Only ever a reminder (domain §8.3, DP-12): the person who writes decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from casedesk.circuit.sheet import Content, Field, FieldType

_FREE = frozenset({FieldType.TEXT, FieldType.LONG})
# Kinds of data that are there for calling or finding somebody.
_FOR_REACHING = frozenset({"address", "safe_contact", "source"})
_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")
_IDENTITY_CARD = re.compile(r"(?<![\w])[A-Z]{1,2} ?\d{5,6}(?!\d)", re.IGNORECASE)
_TELEPHONE = re.compile(r"(?<!\d)(?:\+|00)?(?:212[ .-]?|0)[5-8](?:[ .-]?\d){8}(?!\d)")
_EMAIL = re.compile(r"\S@\w[\w.-]*\.\w")
_SHORTEST_NAME = 3  # letters


class SlipKind(StrEnum):
    """What a free text seems to hold."""

    IDENTITY_CARD = "identity_card"
    TELEPHONE = "telephone"
    EMAIL = "email"
    OTHER_CHILD = "other_child"


@dataclass(frozen=True, slots=True)
class Slip:
    """One of them, in the answer to one question."""

    field: Field
    kind: SlipKind


def slips(
    fields: Iterable[Field], content: Content, other_children: Iterable[str] = ()
) -> tuple[Slip, ...]:
    """What the free texts of these fields seem to hold, in their order.

    `other_children` are first names, in either script.
    """
    names = tuple(other_children)
    return tuple(
        Slip(each, kind)
        for each in fields
        if each.type in _FREE
        for kind in _kinds(str(content.get(each.key) or ""), names)
        if kind is SlipKind.OTHER_CHILD or each.data not in _FOR_REACHING
    )


def _kinds(text: str, names: tuple[str, ...]) -> Iterator[SlipKind]:
    plain = text.translate(_DIGITS)
    if _TELEPHONE.search(plain):
        yield SlipKind.TELEPHONE
    if _IDENTITY_CARD.search(_TELEPHONE.sub(" ", plain)):
        yield SlipKind.IDENTITY_CARD
    if _EMAIL.search(plain):
        yield SlipKind.EMAIL
    words = set(re.findall(r"\w+", text.casefold()))
    if any(len(name) >= _SHORTEST_NAME and name.casefold() in words for name in names):
        yield SlipKind.OTHER_CHILD
