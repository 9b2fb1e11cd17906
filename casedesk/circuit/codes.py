"""Code lists: stable codes in the records, labels in the languages beside them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

# Lists the program reckons with: their labels may change, not what is in them.
CLOSED_LISTS = frozenset(
    {"ANSWER", "CHANNEL", "DANGER", "ERASURE", "ORG_STATUS", "RETENTION", "TERRITORY"}
)


class Language(StrEnum):
    """A language the screen can speak. French and Arabic are whole, always."""

    FRENCH = "fr"
    ARABIC = "ar"
    ENGLISH = "en"
    TAMAZIGHT = "zgh"


PAPER = (Language.FRENCH, Language.ARABIC)
"""The languages sheets, letters and leaflets are written in."""


def on_paper(language: Language) -> Language:
    """This language where paper exists in it, else French."""
    return language if language in PAPER else Language.FRENCH


def in_french(text: str) -> str:
    """A French text among those of another language, marked as such."""
    return f"{text} (fr)" if text else ""


_LATER = {"later": True}  # a stored label goes without, where nothing is said


@dataclass(frozen=True, slots=True)
class Label:
    """One text in the languages it exists in; French and Arabic are never lacking."""

    fr: str
    ar: str
    en: str = field(default="", metadata=_LATER)
    zgh: str = field(default="", metadata=_LATER)

    def in_language(self, language: Language) -> str:
        """In this language; in French, visibly, where it is lacking."""
        match language:
            case Language.FRENCH:
                return self.fr
            case Language.ARABIC:
                return self.ar
            case Language.ENGLISH:
                return self.en or in_french(self.fr)
            case Language.TAMAZIGHT:
                return self.zgh or in_french(self.fr)

    def as_name(self, language: Language) -> str:
        """What a service is called: its French name is a name too, unmarked."""
        own = {Language.ARABIC: self.ar, Language.ENGLISH: self.en}
        return own.get(language, "").strip() or self.fr.strip() or self.ar.strip()

    def reworded(self, other: Label) -> Label:
        """Other words for it; a further language stays while the French does."""
        if other.fr != self.fr:
            return other
        return replace(other, en=other.en or self.en, zgh=other.zgh or self.zgh)

    def completed(self, other: Label) -> Label:
        """With the languages it lacks and the same text has elsewhere."""
        if (self.fr, self.ar) != (other.fr, other.ar):
            return self
        return replace(self, en=self.en or other.en, zgh=self.zgh or other.zgh)


def read_label(table: Mapping[str, str]) -> Label:
    """`{fr=…, ar=…}`, with `en` and `zgh` where there are. Raises KeyError."""
    return Label(table["fr"], table["ar"], table.get("en", ""), table.get("zgh", ""))


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
            label=read_label(entry),
            order=order,
            active=entry.get("active", True),
            intake=entry.get("intake", True),
            note=entry.get("note", ""),
        )
        for name, entries in tomllib.loads(text).items()
        for order, (code, entry) in enumerate(entries.items())
    )
