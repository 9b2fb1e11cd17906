from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from casedesk.circuit.codes import PAPER, Label
from casedesk.circuit.paper import Paper, Sender
from casedesk.circuit.sheet import Field, FieldType
from casedesk.forms.values import answer, printable, written

Papers = Callable[..., Paper]


def read(text: str) -> str:
    """A text without the isolates that keep it in order."""
    return "".join(each for each in text if each not in "\u2066\u2067\u2068\u2069")


@pytest.mark.parametrize(
    ("kind", "value", "french", "arabic"),
    [
        ("text", "Salma", "Salma", "Salma"),
        ("integer", 3, "3", "3"),
        ("integer", 0, "0", "0"),
        ("date", "2026-03-03", "3 mars 2026", "3 مارس 2026"),
        ("moment", "unknown", "moment inconnu", None),
        ("birth", "2017", "2017", "2017"),
        ("birth", "2017-03", "mars 2017", "مارس 2017"),
        ("yes_no", "yes", "Oui", "نعم"),
        ("yes_no_unknown", "unknown", "Ne sait pas", "لا يعرف"),
        ("code", "INTERPRETER", "Interprète", "ترجمان"),
        ("codes", ["INTERPRETER", "INTERPRETER"], "Interprète · Interprète", None),
        ("code", "GONE", "GONE", "GONE"),
        ("person", "p1", "La directrice", "La directrice"),
        ("people", ["p1", "p1"], "La directrice · La directrice", None),
        ("person", "p9", "—", "—"),
        ("long", "", "", ""),
        ("codes", [], "", ""),
    ],
)
def test_an_answer_reads_in_the_papers_language(
    paper: Papers, kind: str, value: Any, french: str, arabic: str | None
) -> None:
    asked = Field("key", Label("", ""), FieldType(kind), list="NEEDS")
    people = {"p1": "La directrice"}

    for language, expected in zip(PAPER, (french, arabic), strict=True):
        shown = written(asked, value, paper(language=language, people=people))
        assert expected is None or read(shown) == expected


def test_every_kind_of_field_has_a_way_to_read(paper: Papers) -> None:
    values: dict[FieldType, Any] = {
        FieldType.MOMENT: "2026-03-03T16:40 about",
        FieldType.DATE: "2026-03-03",
        FieldType.BIRTH: "~7@2026-03-02",
        FieldType.YES_NO: "no",
        FieldType.YES_NO_UNKNOWN: "no",
        FieldType.CODES: ["INTERPRETER"],
        FieldType.PEOPLE: ["p1"],
    }
    boxes = {FieldType.ROWS, FieldType.SIGNATURE, FieldType.AUTO}

    for kind in set(FieldType) - boxes:
        asked = Field("key", Label("", ""), kind, list="NEEDS")
        assert written(asked, values.get(kind, "x"), paper()), kind


def test_the_program_fills_in_what_it_knows(paper: Papers) -> None:
    known = paper(
        birth="2017-05-10",
        author="Assistante sociale",
        written_at=datetime(2026, 3, 2, 16, 40, tzinfo=UTC),
        sender=Sender("Association Exemple", "Salé", phone="05 37 00 00 00"),
        printed_at=datetime(2026, 3, 3, 9, 5, tzinfo=UTC),
    )

    def filled(key: str) -> str:
        return answer(Field(key, Label("", ""), FieldType.AUTO), known)

    assert filled("age") == "8 ans"
    assert filled("author") == filled("assessors") == "Assistante sociale"
    assert "2 mars 2026" in filled("written_at")
    assert "Association Exemple" in filled("contact")
    assert filled("sheet_number") == ""  # the frame of the page says it


def test_nothing_in_a_text_turns_its_surroundings_round() -> None:
    hidden = "\u202eSal\u2067ma\u2069\u200f\u00ad\x00\ud800\ufeff"

    assert printable(hidden) == "Salma"
    assert printable("une\ttabulation\r\nune ligne") == "une tabulation\nune ligne"
    assert printable("a\rb\u2028c\u2029d\x0be") == "a\nb\nc\nd\ne"


@pytest.mark.parametrize(
    "number",
    ["+212 6 12 34 56 78", "05 37 00 00 00", "05-09-2025", "12/03/2014", "2:30"],
)
def test_groups_of_digits_keep_their_order(number: str) -> None:
    shown = printable(f"هاتف {number} بعد")

    assert f"\u2066{number}\u2069".replace(" ", "\u00a0") in shown.replace(
        " ", "\u00a0"
    )


def test_joiners_stay_because_spelling_needs_them() -> None:
    assert printable("می\u200cخواهم") == "می\u200cخواهم"
