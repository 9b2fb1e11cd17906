"""Code lists: stable codes in the records, labels in both languages beside them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

# Lists the program reckons with: their labels may change, not what is in them.
CLOSED_LISTS = frozenset(
    {"ANSWER", "CHANNEL", "DANGER", "ERASURE", "ORG_STATUS", "RETENTION", "TERRITORY"}
)


class Language(StrEnum):
    """A language that labels and sheets exist in."""

    FRENCH = "fr"
    ARABIC = "ar"


@dataclass(frozen=True, slots=True)
class Label:
    """One text in the languages it exists in."""

    fr: str
    ar: str

    def in_language(self, language: Language) -> str:
        return self.ar if language is Language.ARABIC else self.fr


@dataclass(frozen=True, slots=True)
class Code:
    """One entry of a code list. `note` says for whom or since when it exists."""

    list: str
    code: str
    label: Label
    order: int
    active: bool = True
    intake: bool = True  # offered to whoever records a concern (domain §4.1)
    note: str = ""


class CodeBook:
    """The code lists of one vault; a code outside them keeps its own name."""

    def __init__(self, codes: Iterable[Code]) -> None:
        self._lists: dict[str, dict[str, Code]] = {}
        for code in sorted(codes, key=lambda each: (each.list, each.order)):
            self._lists.setdefault(code.list, {})[code.code] = code

    def __contains__(self, list_and_code: tuple[str, str]) -> bool:
        name, code = list_and_code
        return code in self._lists.get(name, {})

    @property
    def lists(self) -> tuple[str, ...]:
        return tuple(self._lists)

    def options(self, name: str, *, intake: bool = False) -> tuple[Code, ...]:
        """The active codes of a list in their order; at intake only the coarse ones."""
        return tuple(
            code
            for code in self._lists.get(name, {}).values()
            if code.active and (code.intake or not intake)
        )

    def all(self, name: str) -> tuple[Code, ...]:
        """Also those that are asked no more."""
        return tuple(self._lists.get(name, {}).values())

    def label(self, name: str, code: str, language: Language) -> str:
        found = self._lists.get(name, {}).get(code)
        return found.label.in_language(language) if found else code


def read_codes(text: str) -> tuple[Code, ...]:
    """The lists of one TOML file: `[LIST]` tables of `CODE = {fr=…, ar=…}`."""
    import tomllib  # every program start names a language, few read lists

    return tuple(
        Code(
            list=name,
            code=code,
            label=Label(entry["fr"], entry["ar"]),
            order=order,
            active=entry.get("active", True),
            intake=entry.get("intake", True),
            note=entry.get("note", ""),
        )
        for name, entries in tomllib.loads(text).items()
        for order, (code, entry) in enumerate(entries.items())
    )
