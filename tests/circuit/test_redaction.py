"""What may go to whom: the matrix of domain §3.j, written here a second time."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from casedesk.circuit.redaction import (
    CHILD,
    ForbiddenSource,
    LeftOut,
    Reason,
    check_sources,
    fill,
    left_out,
)
from casedesk.circuit.sheet import (
    NOT_STORED,
    Addressee,
    Content,
    FieldType,
    Sheet,
    SheetCode,
    read_sheet,
)

SHEETS = {
    code: read_sheet(
        (Path(__file__).parents[2] / "resources" / "sheets" / f"{code}.toml").read_text(
            encoding="utf-8"
        )
    )
    for code in SheetCode
}
LIAISON = {who: sheet for sheet in SHEETS.values() for who in sheet.addressees}
INTERNAL = [sheet for sheet in SHEETS.values() if not sheet.addressees]
UPE, HOSPITAL, PROSECUTOR = (
    LIAISON[addressee]
    for addressee in (Addressee.UPE_CAPE, Addressee.HOSPITAL, Addressee.PROSECUTOR)
)

# Domain §3.j, row by row: what must not go where. `key.column` within rows.
FOR_NOBODY = {
    # staff opinion
    *("F-A.opinion", "F-B.danger_reason", "F-J.dissent", "F-J.reason"),
    # source and reporter: with their agreement, so never by itself
    *("F-A.source", "F-A.source_identity", "F-A.told_person", "F-A.actions.who"),
    # nationality, papers, birth, religion
    *("F-A.vulnerabilities", "F-B.aggravating", "F-B.civil_registration"),
    # the family's story, and what the association keeps to itself
    *("F-A.family_detail", "F-B.household", "F-B.family_mobilisation"),
    *("F-A.my_words", "F-B.child_opinion", "F-J.need_to_know", "F-A.usual_name"),
}
VERBATIM = {"F-A.words", "F-A.reported_words"}
ALLEGED_AUTHOR = {"F-A.alleged_author_name"}
ADDRESS = {"F-A.family_contact", "F-A.where_now", "F-B.guardian_detail"}
OTHER_CHILDREN = {
    "F-B.other_children_at_risk.relation",
    "F-B.other_children_at_risk.exposure",
}
DENIED = {
    Addressee.UPE_CAPE: FOR_NOBODY
    | VERBATIM
    | ALLEGED_AUTHOR
    | ADDRESS
    | OTHER_CHILDREN
    | {"F-B.health", "F-A.recent_sexual_act", "F-A.birth"},
    Addressee.HOSPITAL: FOR_NOBODY
    | VERBATIM
    | ALLEGED_AUTHOR
    | ADDRESS
    | OTHER_CHILDREN
    | {
        *("F-A.commune", "F-A.alleged_author_link", "F-A.other_children"),
        *("F-B.other_children_at_risk", "F-B.other_children_at_risk.age"),
        *("F-B.violence", "F-B.living", "F-B.legal_guardian", "F-B.school"),
    },
    Addressee.PROSECUTOR: FOR_NOBODY | {"F-B.health", "F-B.violence"},
}
NAMES = {
    f"child.{part}_{script}"
    for part in ("given", "family")
    for script in ("latin", "arabic")
}
# The same rows, read the other way: what the addressee cannot work without.
NEEDED = {
    Addressee.UPE_CAPE: NAMES
    | {"child.commune", "F-A.safe_contact", "F-A.alleged_author_link", "F-B.danger"},
    Addressee.HOSPITAL: NAMES | {"child.birth", "F-A.safe_contact", "F-B.health"},
    Addressee.PROSECUTOR: NAMES
    | {"child.birth", "F-A.family_contact", "F-A.words", "F-A.alleged_author_name"}
    | {"F-A.safe_contact", "F-B.other_children_at_risk.exposure"},
}


def mark(*path: str) -> str:
    """An answer that says where it stood; found on paper, it betrays its field."""
    return f"<{'.'.join(path)}>"


def known_case() -> dict[str, Content]:
    """A case where every question has an answer."""
    case: dict[str, Any] = {CHILD: {}}
    for sheet in INTERNAL:
        case[sheet.code] = {}
        for each in sheet:
            if each.type is FieldType.ROWS:
                row = {
                    col.key: mark(sheet.code, each.key, col.key) for col in each.columns
                }
                case[sheet.code][each.key] = [row]
            elif each.type not in NOT_STORED:
                case[sheet.code][each.key] = mark(sheet.code, each.key)
    for key in ("sex", "birth", "commune", *(name.split(".")[1] for name in NAMES)):
        case[CHILD][key] = mark(CHILD, key)
    return case


def written(sheet: Sheet) -> str:
    return repr(fill(sheet, known_case(), SHEETS))


def denials() -> list[tuple[Addressee, str]]:
    return [(who, path) for who, paths in DENIED.items() for path in sorted(paths)]


def needs() -> list[tuple[Addressee, str]]:
    return [(who, path) for who, paths in NEEDED.items() for path in sorted(paths)]


def declared(path: str) -> bool:
    code, key, *column = path.split(".")
    found = SHEETS[SheetCode(code)][key]
    return not column or column[0] in {each.key for each in found.columns}


@pytest.mark.parametrize(("addressee", "path"), denials())
def test_what_must_not_go_there_does_not(addressee, path):
    assert declared(path)
    assert mark(path) not in written(LIAISON[addressee])
    assert mark(path.replace("F-A.", "child.")) not in written(LIAISON[addressee])


@pytest.mark.parametrize(("addressee", "path"), needs())
def test_what_the_addressee_needs_is_there_from_the_start(addressee, path):
    assert mark(path) in written(LIAISON[addressee])


def test_the_shipped_declarations_take_nothing_they_may_not():
    check_sources(SHEETS)


def test_a_field_names_an_addressee_only_where_their_sheet_asks_for_it():
    taken = {
        (each.source.replace("child.", "F-A."), who)
        for who, sheet in LIAISON.items()
        for each in sheet
        if each.source
    }
    allowed = {
        (f"{sheet.code}.{each.key}", addressee)
        for sheet in INTERNAL
        for each in sheet
        for addressee in each.to
    }

    assert allowed == taken


@pytest.mark.parametrize("sheet", LIAISON.values(), ids=lambda sheet: sheet.code)
def test_every_answer_is_either_on_the_sheet_or_named_as_left_out(sheet):
    case = known_case()
    paper = written(sheet)
    out = {f"{each.sheet}.{each.field}" for each in left_out(sheet, case, SHEETS)}

    for declared_sheet in INTERNAL:
        for key, value in case[declared_sheet.code].items():
            path = f"{declared_sheet.code}.{key}"
            if path in out:
                assert mark(path) not in paper
            elif not isinstance(value, list):
                assert mark(path) in paper or mark(CHILD, key) in paper


def test_what_is_left_out_says_why():
    case = {
        SheetCode.CONCERN: {
            "opinion": "…",
            "alleged_author_name": "…",
            "physical_signs": "a" * 301,
            "actions": [{"at": "", "act": "TOLD_REFERENT", "who": "…"}],
            "sex": "F",
        },
        CHILD: {"usual_name": "Loulou"},
    }

    assert left_out(HOSPITAL, case, SHEETS) == (
        LeftOut(SheetCode.CONCERN, "usual_name", Reason.NEVER_LEAVES),
        LeftOut(SheetCode.CONCERN, "physical_signs", Reason.TOO_LONG),
        LeftOut(SheetCode.CONCERN, "actions", Reason.NOT_FOR_THEM),
        LeftOut(SheetCode.CONCERN, "opinion", Reason.NEVER_LEAVES),
        LeftOut(SheetCode.CONCERN, "alleged_author_name", Reason.NOT_FOR_THEM),
    )
    assert LeftOut(SheetCode.CONCERN, "actions.who", Reason.NEVER_LEAVES) in left_out(
        UPE, case, SHEETS
    )


def test_a_text_that_does_not_fit_is_not_cut():
    fits = {SheetCode.CONCERN: {"physical_signs": "a" * 300}}
    too_long = {SheetCode.CONCERN: {"physical_signs": "a" * 301}}

    assert fill(HOSPITAL, fits, SHEETS) == {"injuries": "a" * 300}
    assert fill(HOSPITAL, too_long, SHEETS) == {}


def test_other_children_are_ages_to_the_unit_and_more_to_the_prosecutor():
    rows = [{"age": "4", "relation": "frère", "exposure": "vit là"}, {"relation": "…"}]
    case = {SheetCode.ASSESSMENT: {"other_children_at_risk": rows}}

    assert fill(UPE, case, SHEETS) == {"other_children": [{"age": "4"}]}
    assert fill(PROSECUTOR, case, SHEETS) == {"other_children": rows}
    assert fill(HOSPITAL, case, SHEETS) == {}


def test_nothing_is_known_of_a_new_case_and_nothing_is_made_up():
    for sheet in LIAISON.values():
        assert fill(sheet, {}, SHEETS) == {}
        assert left_out(sheet, {}, SHEETS) == ()


def test_a_sheet_of_the_house_is_filled_by_hand():
    for sheet in INTERNAL:
        assert fill(sheet, known_case(), SHEETS) == {}
        assert left_out(sheet, known_case(), SHEETS) == ()


# declarations that take what they may not

LETTER = """
    code = "F-C"
    version = 1
    title = { fr = "Liaison" }
    addressees = ["upe_cape"]
    [[section]]
    key = "child"
    title = { fr = "Enfant" }
    [[section.field]]
    key = "taken"
    label = { fr = "Pris" }
    type = "long"
    source = "F-A.commune"
"""
ROWS = """
    [[section.field.column]]
    key = "at"
    label = { fr = "Quand" }
    type = "moment"
"""


def rewritten(**changes: str) -> dict[SheetCode, Sheet]:
    text = LETTER.replace("long", changes.get("type", "long"))
    text = text.replace("F-A.commune", changes.get("source", "F-A.commune"))
    return {**SHEETS, SheetCode.UPE_CAPE: read_sheet(text + changes.get("rows", ""))}


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"source": "F-A.opinion"}, "not for this addressee"),
        ({"source": "F-A.words"}, "not for this addressee"),
        ({"source": "child.birth", "type": "birth"}, "not for this addressee"),
        ({"source": "F-A.commune"}, "another type"),
        ({"source": "F-A.sex", "type": "text"}, "another type"),
        ({"source": "F-A.nothing"}, "no such field"),
        ({"source": "F-Z.words"}, "no such field"),
        ({"source": "words"}, "no such field"),
        (
            {"source": "F-A.actions", "type": "rows", "rows": ROWS.replace("at", "by")},
            "no such column",
        ),
        (
            {
                "source": "F-A.actions",
                "type": "rows",
                "rows": ROWS.replace("at", "who").replace("moment", "text"),
            },
            "not for this addressee",
        ),
    ],
)
def test_a_declaration_that_takes_what_it_may_not_is_refused(changes, why):
    with pytest.raises(ForbiddenSource, match=why):
        check_sources(rewritten(**changes))


def test_a_declaration_that_takes_what_it_may_is_accepted():
    check_sources(rewritten(source="F-A.commune", type="text"))
    check_sources(rewritten(source="F-A.actions", type="rows", rows=ROWS))


def test_even_an_unchecked_declaration_carries_nothing_forbidden():
    sheets = rewritten(source="F-A.opinion")

    assert fill(sheets[SheetCode.UPE_CAPE], known_case(), sheets) == {}
