"""To whom facts like these are usually referred, as a suggestion (domain §2.7).

Suggestions only. A person takes or leaves them; nothing is ever applied by itself.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from casedesk.circuit.codes import Label, read_label
from casedesk.circuit.sheet import Addressee, Content

_NOTHING = Label("", "")
_NO_CRITERIA: Mapping[str, Label] = {}
# What a row may ask of the assessment, and of the case itself.
_ASKED = (
    "violence",
    "age_of_facts",
    "gravity",
    "aggravating",
    "author_access",
    "danger",
    "entry",
)


class How(StrEnum):
    """How strongly an addressee is suggested, the strongest first."""

    FIRST = "first"
    YES = "yes"
    INFORM = "inform"
    DECIDES = "decides"  # the direction, with its motive
    IF = "if"
    OPTION = "option"


_ORDER = tuple(How)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One addressee for one kind of facts."""

    addressee: Addressee
    how: How
    because: Label  # the facts
    why: Label = _NOTHING  # the condition, or what to mind


@dataclass(frozen=True, slots=True)
class _Row:
    conditions: Mapping[str, frozenset[str]]
    suggestions: tuple[Suggestion, ...]

    def fits(self, facts: Mapping[str, frozenset[str]]) -> bool:
        return all(
            codes & facts.get(key, frozenset())
            for key, codes in self.conditions.items()
        )


class Matrix:
    """The whole table."""

    def __init__(
        self, rows: tuple[_Row, ...], criteria: Mapping[str, Label] = _NO_CRITERIA
    ) -> None:
        """`criteria`: what makes each level of danger, by its code."""
        self._rows, self.criteria = rows, criteria

    def suggested(self, assessment: Content, entry: str) -> tuple[Suggestion, ...]:
        """Each addressee once, as strongly as any of the facts has it.

        The strongest come first. Nothing where nothing was assessed yet.
        """
        facts = {key: _codes(assessment.get(key)) for key in _ASKED}
        facts["entry"] = _codes(entry)
        strongest: dict[Addressee, Suggestion] = {}
        for row in self._rows:
            for each in row.suggestions if row.fits(facts) else ():
                known = strongest.get(each.addressee)
                if known is None or _strength(each) < _strength(known):
                    strongest[each.addressee] = each
        return tuple(sorted(strongest.values(), key=_strength))


def read_matrix(text: str) -> Matrix:
    """The table from its TOML text. Raises KeyError or ValueError when it is wrong."""
    tables = tomllib.loads(text)
    criteria = {code: read_label(each) for code, each in tables["criteria"].items()}
    return Matrix(tuple(map(_row, tables["row"])), criteria)


def _row(table: Mapping[str, Any]) -> _Row:
    because = Label(**table["label"])
    conditions = {key: frozenset(table[key]) for key in _ASKED if key in table}
    unknown = set(table) - {*_ASKED, "key", "label", "suggest"}
    if unknown or not conditions:
        raise ValueError(f"{table['key']}: no condition, or an unknown one")
    return _Row(
        conditions,
        tuple(
            Suggestion(
                Addressee(each["addressee"]),
                How(each["how"]),
                because,
                Label(**each["why"]) if "why" in each else _NOTHING,
            )
            for each in table["suggest"]
        ),
    )


def _codes(answer: object) -> frozenset[str]:
    if isinstance(answer, str):
        return frozenset({answer}) if answer else frozenset()
    return frozenset(answer) if isinstance(answer, list | tuple) else frozenset()


def _strength(suggestion: Suggestion) -> int:
    return _ORDER.index(suggestion.how)
