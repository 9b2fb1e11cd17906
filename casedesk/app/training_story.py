"""The forty invented children of a training vault: what is told of each, and when."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from casedesk import paths
from casedesk.circuit.dates import local

_TEXTS = ("signs", "words", "reported")
_WHERE = "Chez lui, avec sa famille"
_ALWAYS_TOLD = {
    "in_danger": "no",
    "present": "personne",
    "place": "ASSOCIATION",
    "author_access": "unknown",
    "injury": "unknown",
    "recent_sexual_act": "unknown",
    "where_now": _WHERE,
    "safe_contact": "L'éducatrice, à l'association, le mercredi",
    "alleged_author_link": "UNSAID",
    "guardian_informed": "no",
}
_CALLED = {"act": "CALLED_POLICE", "who": "Le poste de garde du commissariat"}
_TOLD = {"act": "TOLD_REFERENT", "who": "La directrice"}


@dataclass(frozen=True, slots=True)
class Act:
    """One thing that happened in a case, so many days after the concern."""

    after: float  # days
    name: str
    words: tuple[str, ...]

    @classmethod
    def read(cls, text: str) -> Act:
        after, name, *words = text.split()
        return cls(float(after), name, tuple(words))


@dataclass(frozen=True, slots=True)
class InventedChild:
    """A child nobody is, the concern about them, and what became of it."""

    name: tuple[str, str, str, str] = field(repr=False)  # given, family; Latin, Arabic
    sex: str
    age: int
    commune: str
    day: float  # days before today
    entry: str
    acts: tuple[Act, ...]
    territory: str
    told: dict[str, Any] = field(repr=False)
    known: str = "age"  # how exactly the birth is known
    violence: tuple[str, ...] = ()
    links: dict[str, Any] = field(default_factory=dict)

    @property
    def given(self) -> str:
        latin, arabic, *_family = self.name
        return latin or arabic

    def born(self, today: date) -> str:
        """The stored form of `circuit.dates.Birth`, as exactly as it is known."""
        day = today.replace(day=1) - timedelta(days=self.age * 365 + 100)
        exact = {"year": f"{day:%Y}", "month": f"{day:%Y-%m}", "day": f"{day}"}
        return exact.get(self.known, f"~{self.age}@{today}")

    def concern(self, now: datetime) -> dict[str, Any]:
        """What the educator wrote, but for who was told, and when."""
        latin, arabic, family_latin, family_arabic = self.name
        acts = [_CALLED, _TOLD] if self.told.get("in_danger") == "yes" else [_TOLD]
        names = {
            "given_latin": latin,
            "given_arabic": arabic,
            "family_latin": family_latin,
            "family_arabic": family_arabic,
        }
        return {
            **_ALWAYS_TOLD,
            **{key: name for key, name in names.items() if name},
            **self.told,
            "entry": self.entry,
            "sex": self.sex,
            "birth": self.born(local(now).date()),
            "commune": self.commune,
            "actions": [dict(row) for row in acts],
        }


def invented() -> tuple[InventedChild, ...]:
    """The children of `resources/training/children.toml`. Raises KeyError."""
    table = tomllib.loads(paths.read_text("training/children.toml"))
    return tuple(_child(each) for each in table["child"])


_LINKS = ("sibling_of", "child_author", "guardian_may_be_author", "restricted")


def _child(table: dict[str, Any]) -> InventedChild:
    latin, arabic, family_latin, family_arabic = table["name"]
    return InventedChild(
        name=(latin, arabic, family_latin, family_arabic),
        sex=table["sex"],
        age=table["age"],
        commune=table["commune"],
        day=table["day"],
        entry=table["entry"],
        acts=tuple(map(Act.read, table["acts"])),
        territory=table.get("territory", "SAL"),
        told=_told(table),
        known=table.get("known", "age"),
        violence=tuple(table["violence"]),
        links={key: table[key] for key in _LINKS if key in table},
    )


def _told(table: dict[str, Any]) -> dict[str, Any]:
    told: dict[str, Any] = {"in_danger": table.get("danger_now", "no")}
    if "signs" in table:
        told["physical_signs"] = table["signs"]
    if "words" in table:
        told["words"] = table["words"]
        told["words_language"] = table.get("language", "DARIJA")
        told["context"] = "L'enfant est venu parler après l'atelier."
        told["my_words"] = "« Tu peux me raconter, si tu veux. »"
        told["my_answer"] = "Que j'avais bien entendu et que ce n'était pas sa faute."
        told["confidentiality_said"] = "yes"
    if "reported" in table:
        told["reported_words"] = table["reported"]
        told["source"] = table["source"]
        told["how_known"] = "HEARD"
    if "vulnerable" in table:
        told["vulnerabilities"] = table["vulnerable"]
    return told
