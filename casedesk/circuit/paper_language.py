"""The language of a paper: one of the two, or both side by side.

Whom a sheet goes to says which it is until somebody chooses another one
(`resources/paper.toml`); what the screen speaks does not matter.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from casedesk.circuit.codes import PAPER, Label, Language
from casedesk.circuit.sheet import Addressee, SheetCode


class PaperLanguage(StrEnum):
    """What a person chooses before printing; a printed copy remembers it."""

    FRENCH = "fr"
    ARABIC = "ar"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class PaperLanguages:
    """Which language papers are in at first, and which one leads where both are."""

    addressees: Mapping[Addressee, tuple[Language, ...]]
    sheets: Mapping[SheetCode, tuple[Language, ...]]

    def default(
        self, sheet: SheetCode, addressee: Addressee | None = None
    ) -> PaperLanguage:
        first, *other = self._of(sheet, addressee)
        return PaperLanguage.BOTH if other else PaperLanguage(first)

    def versions(
        self,
        chosen: PaperLanguage,
        sheet: SheetCode,
        addressee: Addressee | None = None,
    ) -> tuple[Language, ...]:
        """The languages of a paper; the first is read first, the page runs its way."""
        return languages(chosen, self._of(sheet, addressee)[0])

    def _of(
        self, sheet: SheetCode, addressee: Addressee | None
    ) -> tuple[Language, ...]:
        return self.sheets[sheet] if addressee is None else self.addressees[addressee]


def languages(chosen: PaperLanguage, first: Language) -> tuple[Language, ...]:
    """The one that was chosen; of both, this one first."""
    if chosen is PaperLanguage.BOTH:
        return side_by_side(first)
    return (Language(chosen),)


def side_by_side(first: Language) -> tuple[Language, Language]:
    """The two languages papers are printed in, this one leading."""
    (other,) = (each for each in PAPER if each is not first)
    return first, other


def in_each(languages: tuple[Language, ...], name: Label) -> str:
    """`CAPE de Salé · مركز المواكبة بسلا`, or the one name there is."""
    found = dict.fromkeys(map(name.as_name, languages))
    return " · ".join(found)


def read_paper_languages(text: str) -> PaperLanguages:
    """The table of this TOML text; each addressee and each sheet has its line.

    Raises KeyError or ValueError where one is missing or a language is unknown.
    """
    table = tomllib.loads(text)
    found = PaperLanguages(
        {each: _languages(table["addressees"][each]) for each in Addressee},
        {each: _languages(table["sheets"][each]) for each in SheetCode},
    )
    if len(table["addressees"]) + len(table["sheets"]) != len(Addressee) + len(
        SheetCode
    ):
        raise ValueError("a line is for no addressee and no sheet")
    return found


def _languages(told: list[str]) -> tuple[Language, ...]:
    """Raises ValueError for none, for one named twice, for one papers are not in."""
    found = tuple(map(Language, told))
    if not found or len(set(found)) != len(found):
        raise ValueError("one language, or both")
    if not set(found) <= set(PAPER):
        raise ValueError("papers are in French and in Arabic")
    return found
