"""A store with any number of invented children: names, places and the index alone."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import UTC, datetime
from itertools import product

from casedesk.app import rulebook
from casedesk.circuit.case import Case, CaseId, Child, ChildId
from casedesk.circuit.changes import Kind
from casedesk.circuit.codes import CodeBook
from casedesk.circuit.people import NOBODY
from casedesk.circuit.stages import Stage
from casedesk.store.database import Database, Row
from casedesk.store.findable import Findables
from casedesk.store.journal import Entry
from casedesk.store.tables import PLACES, codec, columns

Name = tuple[str, str]
People = Callable[[int], tuple[Database, list[Child]]]
_OPENED = datetime(2025, 1, 1, tzinfo=UTC)
_SOUNDS = tuple(zip("bdfhjklmnrstz", "بدفهجكلمنرستز", strict=True))
_VOWELS = tuple(zip("aiou", "اييو", strict=True))
_COMMUNES = ("Salé", "سلا", "Kénitra", "Rabat", "Témara", "تمارة", "Sidi Slimane")
_BATCH = 1_000


def fill(db: Database, count: int, chance: random.Random) -> list[Child]:
    """Names as they are spread: some are very common, most are not."""
    given, family = _names(chance, 200, 2), _names(chance, 3_000, 3)
    children = [_child(chance, number, given, family) for number in range(count)]
    rules = rulebook.rules(CodeBook(rulebook.shipped_codes()))
    index = Findables(db)
    for start in range(0, count, _BATCH):
        with db.transaction():
            entry = Entry()
            for child in children[start : start + _BATCH]:
                for kind, record in ((Kind.CASE, _case(child)), (Kind.CHILD, child)):
                    row = _put(db, kind, record)
                    entry.note(kind, row["id"], 1, row)
            index.follow(entry, rules)
    while index.settle_some():
        continue  # as the next sitting would
    return children


def _names(chance: random.Random, count: int, syllables: int) -> list[Name]:
    """In Latin and in Arabic letters; no two alike."""
    all_syllables = list(product(_SOUNDS, _VOWELS))
    found: dict[str, str] = {}
    while len(found) < count:
        parts = [chance.choice(all_syllables) for _ in range(syllables)]
        latin = "".join(sound[0] + vowel[0] for sound, vowel in parts)
        arabic = "".join(sound[1] + vowel[1] for sound, vowel in parts)
        found[latin.capitalize()] = arabic
    return list(found.items())


def _often(chance: random.Random, names: list[Name]) -> Name:
    """The first ones most: each comes up as often as its place in the list allows."""
    return names[min(int(len(names) ** chance.random()), len(names)) - 1]


def _child(
    chance: random.Random, number: int, given: list[Name], family: list[Name]
) -> Child:
    first, last = _often(chance, given), _often(chance, family)
    in_latin = chance.random() < 0.7
    in_arabic = chance.random() < 0.6 or not in_latin
    return Child(
        ChildId(f"child-{number}"),
        CaseId(f"case-{number}"),
        given_latin=first[0] if in_latin else "",
        given_arabic=first[1] if in_arabic else "",
        family_latin=last[0] if in_latin else "",
        family_arabic=last[1] if in_arabic else "",
        sex=chance.choice("FM"),
        birth=_birth(chance),
        commune=chance.choice(_COMMUNES),
    )


def _birth(chance: random.Random) -> str:
    year = chance.randint(2008, 2023)
    forms = (
        f"{year}",
        f"{year}-{chance.randint(1, 12):02}",
        f"{year}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}",
        f"~{2025 - year}@2025-06-01",
    )
    return chance.choice(forms)


def _case(child: Child) -> Case:
    number = child.case_id.rpartition("-")[2]
    return Case(
        child.case_id,
        f"SAL-25-{number}",
        Stage.FOLLOWUP,
        _OPENED,
        _OPENED,
        None,
        NOBODY,
        "",
        "DOUTE",
    )


def _put(db: Database, kind: Kind, record: object) -> Row:
    row = {**codec(kind).to_row(record), "version": 1}
    names = columns(kind)
    listed = ", ".join(f'"{name}"' for name in names)
    marks = ", ".join(f":{name}" for name in names)
    db.run(
        f"INSERT INTO {PLACES[kind].table} ({listed}) VALUES ({marks})",  # noqa: S608
        row,
    )
    return row
