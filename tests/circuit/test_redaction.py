"""What may go to whom: the matrix of domain §3.j, written here a second time."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from casedesk.circuit.redaction import (
    CHILD,
    Cell,
    ForbiddenSource,
    LeftOut,
    Reason,
    Redaction,
    check_sources,
    read_redaction,
)
from casedesk.circuit.referral import SHEET_FOR
from casedesk.circuit.sheet import (
    NOT_STORED,
    Addressee,
    Content,
    FieldType,
    Gap,
    Lack,
    Sheet,
    SheetCode,
    read_sheet,
)

RESOURCES = Path(__file__).parents[2] / "resources"
TABLE = (RESOURCES / "redaction.toml").read_text(encoding="utf-8")
SHEETS = {
    code: read_sheet(
        (RESOURCES / "sheets" / f"{code}.toml").read_text(encoding="utf-8")
    )
    for code in SheetCode
}
INTERNAL = [sheet for sheet in SHEETS.values() if not sheet.addressees]
REDACTION = read_redaction(TABLE, SHEETS)
UPE, HOSPITAL, PROSECUTOR, SCHOOL, SHELTER = (
    *(Addressee.UPE_CAPE, Addressee.HOSPITAL, Addressee.PROSECUTOR),
    *(Addressee.SCHOOL, Addressee.SHELTER),
)

# The columns of domain §3.j that are kinds of addressee, and its rows. `yes`, `no`, and
# `?` where the domain says "if", "on request", "with agreement" or "by default".
COLUMNS = (
    *(UPE, HOSPITAL, PROSECUTOR, Addressee.POLICE, SCHOOL),
    *(Addressee.PSYCHOLOGIST, Addressee.LAWYER, SHELTER),
)
MATRIX = {
    # child identity; school: "first name + class only"
    "given_name": "yes yes yes yes yes yes yes yes",
    "family_name": "yes yes yes yes no  yes yes yes",
    # address: "commune; full on request", "no (unless home transport)", "if mandated"
    "address": "?   ?   yes yes no  no  ?   no",
    # verbatim: "1 neutral phrase", "1 phrase", "yes, full", "unless child agrees"
    "words": "no  no  yes yes no  ?   ?   no",
    "phrase": "yes yes yes yes no  ?   ?   no",
    # name of the alleged author: "link only", "no / access warning"
    "author_name": "no  no  yes yes no  no  yes no",
    "author_link": "yes no  yes yes no  no  yes no",
    "author_access": "yes yes yes yes no  no  yes yes",
    # health details: "useful", "yes", "certificate if relevant", "care needs"
    "health": "?   yes no  no  no  ?   ?   ?",
    "hiv_pregnancy": "?   yes ?   no  no  no  ?   ?",
    "migration": "?   no  ?   ?   no  no  ?   no",
    "origin": "no  no  ?   no  no  no  ?   no",
    "source": "no  no  ?   ?   no  no  ?   no",
    # other children: "ages only", "exposed ones", "siblings placed"
    "other_children": "yes no  yes yes no  no  no  ?",
    "other_children_detail": "no  no  yes yes no  no  no  no",
    "opinion": "no  no  no  no  no  no  no  no",
    "safe_contact": "yes yes yes yes yes yes yes yes",
}
WORDS = {"yes": Cell.ALWAYS, "no": Cell.NEVER, "?": Cell.ASKED}
WIDTH = [Cell.NEVER, Cell.ASKED, Cell.ALWAYS]
# Who has no column, and the narrowest one that serves them. The meeting's: "code only".
LIKE = dict.fromkeys(
    (
        *(Addressee.FAMILY_COURT, Addressee.REGISTRY),
        *(Addressee.YOUTH_SERVICES, Addressee.ASSOCIATION),
    ),
    Addressee.PSYCHOLOGIST,
)
# What never leaves the association: staff opinion, the family's story, who was told.
FOR_NOBODY = {
    *("F-A.opinion", "F-B.danger_reason", "F-J.dissent", "F-J.reason"),
    *("F-A.told_person", "F-A.actions.who", "F-A.my_words", "F-A.usual_name"),
    *("F-A.vulnerabilities", "F-B.aggravating", "F-A.recent_sexual_act"),
    *("F-A.family_detail", "F-B.household", "F-B.family_mobilisation"),
    *("F-B.child_opinion", "F-J.need_to_know", "F-B.gravity"),
}
NAMES = {
    f"child.{part}_{script}"
    for part in ("given", "family")
    for script in ("latin", "arabic")
}
# What the addressee cannot work without: there from the start.
NEEDED = {
    UPE: NAMES
    | {"child.commune", "F-A.safe_contact", "F-A.alleged_author_link", "F-B.danger"},
    HOSPITAL: NAMES
    | {"child.birth", "F-A.safe_contact", "F-B.health", "F-B.health_reserved"},
    PROSECUTOR: NAMES
    | {"child.birth", "F-A.family_contact", "F-A.words", "F-A.alleged_author_name"}
    | {"F-A.safe_contact", "F-B.other_children_at_risk.exposure"},
    Addressee.POLICE: NAMES
    | {"F-A.family_contact", "F-A.where_now", "F-A.alleged_author_name"},
    SCHOOL: {"child.given_arabic", "F-B.school", "F-A.safe_contact"},
    Addressee.REGISTRY: NAMES | {"child.birth", "F-B.civil_registration"},
    SHELTER: NAMES | {"F-B.disabilities", "F-B.author_access"},
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


def everything_asked(addressee: Addressee) -> list[str]:
    return [each.key for each in REDACTION.asked(addressee)]


def written(addressee: Addressee, *, ticked: bool = False) -> str:
    keys = everything_asked(addressee) if ticked else ()
    return repr(REDACTION.fill(addressee, known_case(), keys))


def needs() -> list[tuple[Addressee, str]]:
    return [(who, path) for who, paths in NEEDED.items() for path in sorted(paths)]


def declared(path: str) -> bool:
    code, key, *column = path.split(".")
    found = SHEETS[SheetCode(code)][key]
    return not column or column[0] in {each.key for each in found.columns}


# the table


@pytest.mark.parametrize("row", MATRIX)
def test_the_table_says_what_the_matrix_says(row):
    said = [REDACTION.cell(row, addressee) for addressee in COLUMNS]

    assert said == [WORDS[word] for word in MATRIX[row].split()]


@pytest.mark.parametrize("addressee", LIKE)
def test_whoever_has_no_column_gets_no_more_than_the_narrowest_that_serves(addressee):
    for row in MATRIX:
        widest = REDACTION.cell(row, LIKE[addressee])
        assert WIDTH.index(REDACTION.cell(row, addressee)) <= WIDTH.index(widest), row


def test_the_hotline_is_told_our_number_and_no_more_of_the_matrix():
    assert {REDACTION.cell(row, Addressee.HOTLINE) for row in MATRIX} == {Cell.NEVER}


def test_whoever_has_no_column_is_listed_for_validation():
    notes = (RESOURCES / "codes" / "TO-VALIDATE.md").read_text(encoding="utf-8")

    for addressee in {*Addressee} - {*COLUMNS}:
        assert f"| {addressee} |" in notes


def test_what_stands_in_no_row_goes_to_nobody():
    assert {REDACTION.cell("", each) for each in Addressee} == {Cell.NEVER}
    assert {REDACTION.cell("gossip", each) for each in Addressee} == {Cell.NEVER}


@pytest.mark.parametrize(
    ("there", "instead"),
    [
        ('"hospital", ', ""),
        ('"hospital"', '"neighbour"'),
        ("always always", "always"),
        ("always always", "always often"),
        ("[rows]", "[cells]"),
        ("\ngiven_name ", "\nnick_name "),
        ("\nopinion ", '\ngossip = "' + "never " * 13 + '"\nopinion '),
    ],
)
def test_a_table_that_leaves_something_open_is_refused(there, instead):
    assert there in TABLE
    with pytest.raises((KeyError, ValueError)):
        read_redaction(TABLE.replace(there, instead, 1), SHEETS)


def test_every_question_of_a_liaison_sheet_is_of_some_kind():
    bare = replace(SHEETS[SheetCode.GENERAL]["summary"], data="")
    section = SHEETS[SheetCode.GENERAL].sections[0]
    sheet = replace(
        SHEETS[SheetCode.GENERAL],
        sections=(replace(section, fields=(*section.fields, bare)),),
    )

    with pytest.raises(ValueError, match=r"F-L\.summary"):
        read_redaction(TABLE, {**SHEETS, SheetCode.GENERAL: sheet})


def test_a_question_cannot_hang_on_one_that_is_left_out():
    text = (RESOURCES / "sheets" / "F-L.toml").read_text(encoding="utf-8")
    hanging = text.replace(
        'key = "school_class"',
        'key = "school_class"\nshown_when = { sex = ["F"] }',  # no sex for the school
    )
    assert hanging != text

    with pytest.raises(ValueError, match="sex is not there"):
        read_redaction(TABLE, {**SHEETS, SheetCode.GENERAL: read_sheet(hanging)})


# what a sheet asks


@pytest.mark.parametrize("addressee", Addressee)
def test_a_sheet_has_nothing_on_it_that_its_addressee_is_never_told(addressee):
    keys = everything_asked(addressee)
    asked = {each.data: each for each in REDACTION.sheet_for(addressee, keys)}

    cells = {row: REDACTION.cell(row, addressee) for row in asked}

    assert Cell.NEVER not in cells.values()
    assert REDACTION.sheet_for(addressee).code is SHEET_FOR[addressee]


def test_the_school_is_told_a_first_name_a_class_and_how_to_call():
    asked = [
        each.key
        for each in REDACTION.sheet_for(SCHOOL)
        if each.data not in ("frame", "request")
    ]

    assert asked == [
        *("given_latin", "given_arabic", "school_class", "schooling", "at_school"),
        *("guardian_contact", "safe_contact"),
    ]


def test_what_is_only_asked_is_on_the_sheet_once_ticked_and_must_then_be_answered():
    assert "address" not in {each.key for each in REDACTION.sheet_for(UPE)}

    ticked = REDACTION.sheet_for(UPE, ["address"])

    assert ticked["address"].is_required({})
    assert "health" not in {each.key for each in ticked}


def test_a_tick_lets_nothing_through_that_is_never_told():
    keys = {each.key for sheet in SHEETS.values() for each in sheet}

    asked = {each.key for each in REDACTION.sheet_for(SCHOOL, keys)}

    assert asked == {each.key for each in REDACTION.sheet_for(SCHOOL)}


def test_a_reason_is_given_in_some_words_and_for_what_is_asked():
    said = "L'unité doit se rendre au domicile"

    gaps = REDACTION.reason_gaps(
        UPE, {"address": said, "health": "utile", "migration": " ", "summary": said}
    )

    assert gaps == (
        Gap("reasons.health", Lack.TOO_SHORT, 20),
        Gap("reasons.migration", Lack.MISSING),
        Gap("reasons.summary", Lack.NOT_ASKED),
    )


# what it carries


@pytest.mark.parametrize("addressee", Addressee)
@pytest.mark.parametrize("path", sorted(FOR_NOBODY))
def test_what_never_leaves_is_carried_to_nobody(addressee, path):
    assert declared(path)
    assert mark(path) not in written(addressee, ticked=True)
    assert mark(path.replace("F-A.", "child.")) not in written(addressee, ticked=True)


@pytest.mark.parametrize(("addressee", "path"), needs())
def test_what_the_addressee_needs_is_there_from_the_start(addressee, path):
    assert mark(path) in written(addressee)


@pytest.mark.parametrize("addressee", Addressee)
def test_what_is_carried_is_of_a_kind_they_may_be_told(addressee):
    paper, ticked = written(addressee), written(addressee, ticked=True)
    for sheet in INTERNAL:
        for each in sheet:
            cell = REDACTION.cell(each.data, addressee)
            path = mark(sheet.code, each.key)
            assert path not in paper or cell is Cell.ALWAYS
            assert path not in ticked or cell is not Cell.NEVER


@pytest.mark.parametrize("addressee", Addressee)
@pytest.mark.parametrize("ticked", [False, True])
def test_every_answer_is_either_on_the_sheet_or_named_as_left_out(addressee, ticked):
    case = known_case()
    keys = everything_asked(addressee) if ticked else ()
    paper = written(addressee, ticked=ticked)
    left = REDACTION.left_out(addressee, case, keys)
    out = {f"{each.sheet}.{each.field}" for each in left}

    for sheet in INTERNAL:
        for key, value in case[sheet.code].items():
            path = f"{sheet.code}.{key}"
            if path in out:
                assert mark(path) not in paper
            elif not isinstance(value, list):
                assert mark(path) in paper or mark(CHILD, key) in paper
    known = any(each.source for each in REDACTION.asked(addressee))
    only_asked = any(each.reason is Reason.ONLY_ASKED for each in left)
    assert only_asked == (known and not ticked)


def test_what_is_left_out_says_why():
    case = {
        SheetCode.CONCERN: {
            "opinion": "…",
            "alleged_author_name": "…",
            "physical_signs": "a" * 301,
            "actions": [{"at": "", "act": "TOLD_REFERENT", "who": "…"}],
            "family_contact": "…",
            "sex": "F",
        },
        CHILD: {"usual_name": "Loulou"},
    }

    assert REDACTION.left_out(HOSPITAL, case) == (
        LeftOut(SheetCode.CONCERN, "usual_name", Reason.NEVER_LEAVES),
        LeftOut(SheetCode.CONCERN, "physical_signs", Reason.TOO_LONG),
        LeftOut(SheetCode.CONCERN, "actions", Reason.NOT_FOR_THEM),
        LeftOut(SheetCode.CONCERN, "opinion", Reason.NEVER_LEAVES),
        LeftOut(SheetCode.CONCERN, "alleged_author_name", Reason.NOT_FOR_THEM),
        LeftOut(SheetCode.CONCERN, "family_contact", Reason.ONLY_ASKED),
    )
    who = LeftOut(SheetCode.CONCERN, "actions.who", Reason.NEVER_LEAVES)
    assert who in REDACTION.left_out(UPE, case)


def test_a_text_that_does_not_fit_is_not_cut():
    fits = {SheetCode.CONCERN: {"physical_signs": "a" * 300}}
    too_long = {SheetCode.CONCERN: {"physical_signs": "a" * 301}}

    assert REDACTION.fill(HOSPITAL, fits) == {"injuries": "a" * 300}
    assert REDACTION.fill(HOSPITAL, too_long) == {}


def test_other_children_are_ages_to_the_unit_and_more_to_the_prosecutor():
    rows = [{"age": "4", "relation": "frère", "exposure": "vit là"}, {"relation": "…"}]
    case = {SheetCode.ASSESSMENT: {"other_children_at_risk": rows}}

    assert REDACTION.fill(UPE, case) == {"other_children": [{"age": "4"}]}
    assert REDACTION.fill(PROSECUTOR, case) == {"other_children": rows}
    assert REDACTION.fill(HOSPITAL, case) == {}
    assert REDACTION.fill(SHELTER, case) == {}
    asked = REDACTION.fill(SHELTER, case, ["other_children"])
    assert asked == {"other_children": [{"age": "4"}]}


def test_nothing_is_known_of_a_new_case_and_nothing_is_made_up():
    for addressee in Addressee:
        assert REDACTION.fill(addressee, {}) == {}
        assert REDACTION.left_out(addressee, {}) == ()


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
    data = "commune"
    source = "F-A.commune"
"""
ROWS = """
    [[section.field.column]]
    key = "at"
    label = { fr = "Quand" }
    type = "moment"
    data = "actions"
"""


def rewritten(**changes: str) -> Redaction:
    text = LETTER.replace("long", changes.get("type", "long"))
    text = text.replace("F-A.commune", changes.get("source", "F-A.commune"))
    text = text.replace('"commune"', f'"{changes.get("data", "commune")}"')
    sheet: Sheet = read_sheet(text + changes.get("rows", ""))
    return replace(REDACTION, sheets={**SHEETS, SheetCode.UPE_CAPE: sheet})


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"source": "F-A.opinion"}, "another kind of data"),
        ({"source": "F-A.words"}, "another kind of data"),
        ({"source": "child.birth", "type": "birth"}, "another kind of data"),
        ({"source": "F-A.commune"}, "another type"),
        ({"source": "F-A.sex", "type": "text"}, "another type"),
        ({"source": "F-A.nothing"}, "no such field"),
        ({"source": "F-Z.words"}, "no such field"),
        ({"source": "words"}, "no such field"),
        (
            {
                "source": "F-A.actions",
                "type": "rows",
                "data": "actions",
                "rows": ROWS.replace('"at"', '"by"'),
            },
            "no such column",
        ),
        (
            {
                "source": "F-A.actions",
                "type": "rows",
                "data": "actions",
                "rows": ROWS.replace('"at"', '"who"').replace("moment", "text"),
            },
            "another kind of data",
        ),
    ],
)
def test_a_declaration_that_takes_what_it_may_not_is_refused(changes, why):
    with pytest.raises(ForbiddenSource, match=why):
        check_sources(rewritten(**changes))


def test_a_declaration_that_takes_what_it_may_is_accepted():
    check_sources(rewritten(source="F-A.commune", type="text"))
    check_sources(
        rewritten(source="F-A.actions", type="rows", data="actions", rows=ROWS)
    )


def test_even_an_unchecked_declaration_carries_nothing_forbidden():
    redaction = rewritten(source="F-A.opinion")

    assert redaction.fill(UPE, known_case()) == {}


def test_every_row_of_the_file_is_read():
    rows = tomllib.loads(TABLE)["rows"]

    assert set(rows) == set(REDACTION.cells)
    assert all(set(each) == set(Addressee) for each in REDACTION.cells.values())
