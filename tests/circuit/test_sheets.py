"""The shipped sheets: what is asked, and what happens to answers that cannot be."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from casedesk.circuit.codes import CodeBook, Label, read_codes
from casedesk.circuit.concern import require_account
from casedesk.circuit.sheet import (
    LONGEST_TEXT,
    YES_NO,
    YES_NO_UNKNOWN,
    Addressee,
    Field,
    FieldType,
    Gap,
    Lack,
    Sheet,
    SheetCode,
    read_sheet,
)

RESOURCES = Path(__file__).parents[2] / "resources"
TODAY = date(2026, 3, 3)
TEXTS = {
    code: (RESOURCES / "sheets" / f"{code}.toml").read_text(encoding="utf-8")
    for code in SheetCode
}
SHEETS = {code: read_sheet(text) for code, text in TEXTS.items()}
CONCERN = SHEETS[SheetCode.CONCERN]
ASSESSMENT = SHEETS[SheetCode.ASSESSMENT]
DECISION = SHEETS[SheetCode.DECISION]
LIAISON = [sheet for sheet in SHEETS.values() if sheet.addressees]
CODES = CodeBook(
    code
    for path in (RESOURCES / "codes").glob("*.toml")
    for code in read_codes(path.read_text(encoding="utf-8"))
)
ENTRIES = [code.code for code in CODES.options("ENTRY")]
NUMBERED = re.compile(r'^\[\[section\.field\]\]  # (\d+)\nkey = "(\w+)"', re.MULTILINE)
NUMBERS = {key: int(n) for n, key in NUMBERED.findall(TEXTS[SheetCode.CONCERN])}
CHOICES = {FieldType.CODE, FieldType.CODES}
ANSWERS: dict[FieldType, Any] = {
    FieldType.TEXT: "sa grand-mère",
    FieldType.NAME: "Salma",
    FieldType.LONG: "« ma bghitch nrje3 »\nsur deux lignes",
    FieldType.MOMENT: "2026-03-02T15:30 about",
    FieldType.DATE: "2026-03-02",
    FieldType.BIRTH: "2017",
    FieldType.YES_NO: "yes",
    FieldType.YES_NO_UNKNOWN: "unknown",
    FieldType.INTEGER: 2,
    FieldType.PERSON: "0195c0de",
    FieldType.PEOPLE: ["0195c0de"],
    FieldType.REFERRAL: "0195c0de",
}


def fields(sheet: Sheet) -> Iterator[Field]:
    for each in sheet:
        yield each
        yield from each.columns


def answer(each: Field) -> Any:
    """An answer such as somebody might give."""
    if each.type in CHOICES:
        code = CODES.options(each.list)[0].code
        return [code] if each.type is FieldType.CODES else code
    if each.type is FieldType.ROWS:
        return [{column.key: answer(column) for column in each.columns}]
    return ANSWERS[each.type]


def answers(sheet: Sheet) -> dict[str, Any]:
    stored = (each for each in sheet if each.type not in {"auto", "signature"})
    return {each.key: answer(each) for each in stored}


def at_once(entry: str) -> dict[str, Any]:
    """A concern with nothing but what is asked at once after this kind of entry."""
    known = {"entry": entry}
    for each in CONCERN:
        if each.key not in known and (each.first or each.is_required(known)):
            known[each.key] = answer(each)
    return known


def gaps(sheet: Sheet, content: dict[str, Any], *, whole: bool = True):
    return sheet.gaps(content, CODES, TODAY, whole=whole)


def lack_of(key: str, value: Any, sheet: Sheet = CONCERN) -> list[Gap]:
    return list(gaps(sheet, {key: value}, whole=False))


# what is declared


def test_every_sheet_of_the_circuit_ships_and_names_itself():
    assert {sheet.code for sheet in SHEETS.values()} == set(SheetCode)
    assert all(sheet.version == 1 for sheet in SHEETS.values())
    assert {path.stem for path in (RESOURCES / "sheets").iterdir()} == set(SheetCode)


@pytest.mark.parametrize("sheet", SHEETS.values(), ids=SHEETS)
def test_everything_shown_has_its_words_in_both_languages(sheet):
    shown = [sheet.title]
    shown += [section.title for section in sheet.sections]
    shown += [each.label for each in fields(sheet)]

    assert all(label.fr.strip() and label.ar.strip() for label in shown)
    assert all(re.search("[\u0621-\u064a]", label.ar) for label in shown)


@pytest.mark.parametrize("sheet", SHEETS.values(), ids=SHEETS)
def test_a_choice_has_a_list_that_exists_and_nothing_else_has_one(sheet):
    for each in fields(sheet):
        assert bool(each.list) == (each.type in CHOICES), each.key
        assert not each.list or CODES.options(each.list), each.key
        assert bool(each.columns) == (each.type is FieldType.ROWS), each.key


@pytest.mark.parametrize("sheet", SHEETS.values(), ids=SHEETS)
def test_a_condition_asks_for_an_answer_that_can_be_given_before(sheet):
    closed = {FieldType.YES_NO: YES_NO, FieldType.YES_NO_UNKNOWN: YES_NO_UNKNOWN}
    order = [each.key for each in sheet]
    for each in sheet:
        for when in (*each.required_when, *each.required_unless, *each.shown_when):
            asked = sheet[when.field]
            known = [code.code for code in CODES.options(asked.list)]
            itself = when.field == each.key  # shown once there is something to show
            assert itself or order.index(when.field) < order.index(each.key)
            assert set(when.any_of) <= set(closed.get(asked.type, known)), each.key


@pytest.mark.parametrize(
    ("code", "first", "last"),
    [
        ("F-A", 1, 49),
        ("F-B", 1, 26),
        ("F-J", 27, 35),
        ("F-F", 1, 16),
        ("F-R", 1, 11),
        ("F-G", 1, 15),
        ("F-C", 1, 24),
        ("F-D", 1, 19),
        ("F-E", 1, 18),
    ],
)
def test_every_field_of_the_domain_is_asked(code, first, last):
    numbers = {int(number) for number, _ in NUMBERED.findall(TEXTS[SheetCode(code)])}

    assert numbers == set(range(first, last + 1))


@pytest.mark.parametrize("sheet", SHEETS.values(), ids=SHEETS)
def test_a_name_is_never_required_of_anybody(sheet):
    names = [each for each in sheet if each.type is FieldType.NAME]

    assert not any(each.required or each.required_when for each in names)


@pytest.mark.parametrize("sheet", SHEETS.values(), ids=SHEETS)
def test_a_sheet_with_every_question_answered_lacks_nothing(sheet):
    assert gaps(sheet, answers(sheet)) == ()


@pytest.mark.parametrize("sheet", SHEETS.values(), ids=SHEETS)
def test_an_empty_sheet_lacks_what_is_required_and_may_still_be_kept(sheet):
    required = {each.key for each in sheet if each.required}

    assert {gap.field for gap in gaps(sheet, {})} == required
    assert {gap.lack for gap in gaps(sheet, {})} == {Lack.MISSING}
    assert gaps(sheet, {}, whole=False) == ()


@pytest.mark.parametrize("sheet", LIAISON, ids=lambda sheet: sheet.code)
def test_a_liaison_sheet_is_addressed_signed_and_received(sheet):
    signed = [each for each in sheet if each.type is FieldType.SIGNATURE]

    assert [each.key for each in signed] == ["signature", "reception"]
    assert {"sender", "addressee", "printed_at", "case_number", "contact"} <= {
        each.key for each in sheet if each.type is FieldType.AUTO
    }
    assert all(each.data for each in fields(sheet))


def test_each_addressee_has_one_sheet():
    written_for = [who for sheet in LIAISON for who in sheet.addressees]
    assert sorted(written_for) == sorted(Addressee)


@pytest.mark.parametrize("code", [SheetCode.UPE_CAPE, SheetCode.HOSPITAL])
def test_labels_leave_one_page_to_the_answers(code):
    printed = [each for each in SHEETS[code] if each.type is not FieldType.SIGNATURE]

    assert all(len(each.label.fr) <= 40 for each in printed)


# the concern


def test_facts_words_and_opinion_stand_in_sections_of_their_own():
    kinds = {section.key: section.kind for section in CONCERN.sections if section.kind}

    assert kinds == {"seen": "facts", "said": "words", "opinion": "opinion"}
    opinion = next(each for each in CONCERN.sections if each.key == "opinion")
    assert [each.key for each in opinion.fields] == ["opinion"]


def test_who_is_accused_and_where_the_family_lives_stand_on_a_page_apart():
    apart = [section for section in CONCERN.sections if section.separate_page]

    assert [section.key for section in apart] == ["reserved"]
    assert {each.key for each in apart[0].fields} == {
        "alleged_author_name",
        "family_contact",
        "safe_contact",
        "source_identity",
    }


def test_a_dozen_questions_cannot_wait():
    account = {21, 27, 28}
    asked = {NUMBERS[each.key] for each in CONCERN if each.first}

    assert account < asked
    assert len(asked - account) + 1 == 12


@pytest.mark.parametrize("entry", ENTRIES)
def test_a_concern_with_the_dozen_can_be_sent(entry):
    content = at_once(entry)

    assert gaps(CONCERN, content) == ()
    require_account(content)


@pytest.mark.parametrize(
    ("entry", "called_for"),
    [
        ("DOUTE", set()),
        ("AVEREE", set()),
        ("DEVOIL", {"words", "words_language"}),
        ("DEVOIL_PAIR", {"words", "words_language"}),
        ("TIERS", {"source", "reported_words"}),
    ],
)
def test_each_kind_of_entry_calls_for_its_own_account(entry, called_for):
    required = {each.key for each in CONCERN if each.is_required({"entry": entry})}

    assert required - {each.key for each in CONCERN if each.required} == called_for


def test_everything_required_at_first_is_asked_at_first():
    assert all(each.first for each in CONCERN if each.required)


@pytest.mark.parametrize(
    "key",
    [key for key, number in NUMBERS.items() if 26 <= number <= 33]
    + ["physical_signs", "behaviour_detail", "family_detail"],
)
def test_help_shows_what_to_write_and_what_to_avoid(key):
    if CONCERN[key].type is FieldType.LONG:
        assert "À écrire :" in CONCERN[key].help.fr
        assert "À éviter" in CONCERN[key].help.fr


# assessment and decision


@pytest.mark.parametrize(
    ("danger", "required"), [("0", 0), ("1", 0), ("2", 1), ("3", 1), ("4", 1)]
)
def test_from_serious_risk_on_a_safety_plan_is_required(danger, required):
    content = {**answers(ASSESSMENT), "danger": danger, "safety_plan": []}

    assert gaps(ASSESSMENT, content) == (Gap("safety_plan", Lack.MISSING),) * required


@pytest.mark.parametrize(
    ("said", "lacking"),
    [
        ({"report": "no", "no_report_reason": ""}, "no_report_reason"),
        ({"inform_guardian": "NOW", "who_informs": ""}, "who_informs"),
        ({"inform_guardian": "LATER", "inform_reason": ""}, "inform_reason"),
        ({"inform_guardian": "NO", "inform_reason": ""}, "inform_reason"),
        ({"decision": ["WATCH", "REFER"], "addressees": []}, "addressees"),
        ({"by_phone_with": ""}, "by_phone_with"),
    ],
)
def test_a_decision_gives_its_reasons(said, lacking):
    content = {**answers(DECISION), **said}

    assert gaps(DECISION, content) == (Gap(lacking, Lack.MISSING),)


def test_watching_a_child_needs_no_addressee():
    content = {**answers(DECISION), "decision": ["WATCH"], "addressees": []}

    assert gaps(DECISION, content) == ()


def test_the_next_date_may_lie_ahead():
    content = {**answers(DECISION), "next_due": "2026-04-01"}

    assert gaps(DECISION, content) == ()


# answers that cannot be


@pytest.mark.parametrize(
    ("key", "value", "lack"),
    [
        ("observed_at", "2026-03-04T08:00 exact", Lack.IN_THE_FUTURE),
        ("observed_at", "hier", Lack.NOT_A_DATE),
        ("birth", "2027", Lack.IN_THE_FUTURE),
        ("birth", "~7@2026-03-04", Lack.IN_THE_FUTURE),
        ("birth", "2017-02-30", Lack.NOT_A_DATE),
        ("birth", "2008-03-03", Lack.NOT_A_CHILD),
        ("birth", "~30@2026-03-01", Lack.NOT_A_CHILD),
        ("given_latin", "Sal\u202ema", Lack.HIDDEN_CHARACTERS),
        ("given_arabic", "سلمى\u2067", Lack.HIDDEN_CHARACTERS),
        ("family_latin", "Benali\n", Lack.HIDDEN_CHARACTERS),
        ("present", "personne\x00", Lack.HIDDEN_CHARACTERS),
        ("told_person", "0195\u200f", Lack.HIDDEN_CHARACTERS),
        ("sex", "f", Lack.NOT_A_CODE),
        ("violence", ["PHYS", "VIOLENCE"], Lack.NOT_A_CODE),
        ("in_danger", "maybe", Lack.NOT_A_CODE),
        ("confidentiality_said", "unknown", Lack.NOT_A_CODE),
        ("nonsense", "1", Lack.NOT_ASKED),
        ("signature", "moi", Lack.NOT_ASKED),
        ("case_number", "SAL-26-0K7F", Lack.NOT_ASKED),
        ("words", 7, Lack.NOT_ASKED),
        ("sex", ["F"], Lack.NOT_ASKED),
        ("violence", "PHYS", Lack.NOT_ASKED),
        ("violence", [["PHYS"]], Lack.NOT_ASKED),
        ("actions", "appel", Lack.NOT_ASKED),
        ("actions", ["appel"], Lack.NOT_ASKED),
    ],
)
def test_an_answer_that_cannot_be_is_named(key, value, lack):
    assert lack_of(key, value) == [Gap(key, lack)]


@pytest.mark.parametrize(
    ("key", "limit"),
    [("words", LONGEST_TEXT), ("given_latin", 200), ("safe_contact", 300)],
)
def test_a_pasted_megabyte_is_too_long_and_is_told_the_limit(key, limit):
    assert lack_of(key, "a" * limit) == []
    assert lack_of(key, "a" * 1_000_000) == [Gap(key, Lack.TOO_LONG, limit)]


def test_words_keep_their_lines_and_a_name_its_joiners():
    assert lack_of("words", "première ligne\nseconde\tligne") == []
    assert lack_of("given_arabic", "سلمى\u200c") == []


@pytest.mark.parametrize("number", [-1, 1.5, "2", True])
def test_a_count_is_a_whole_number(number):
    content = {"other_children": "yes", "other_children_count": number}

    assert gaps(CONCERN, content, whole=False) == (
        Gap("other_children_count", Lack.NOT_A_NUMBER),
    )


def test_rows_say_which_row_lacks_what():
    rows = [
        {"at": "2026-03-02T15:50 exact", "act": "TOLD_REFERENT"},
        {"at": "2026-03-02T15:50 exact", "act": "SHOUTED"},
        {"at": "", "act": "TOLD_REFERENT", "phone": "0600000000"},
    ]

    assert gaps(CONCERN, {**at_once("DOUTE"), "actions": rows}) == (
        Gap("actions.act", Lack.NOT_A_CODE, row=1),
        Gap("actions.phone", Lack.NOT_ASKED, row=2),
        Gap("actions.at", Lack.MISSING, row=2),
    )


def test_what_the_other_answers_hide_is_neither_asked_nor_kept():
    content = {"other_children": "no", "other_children_count": 2, "sex": "F"}

    assert CONCERN.shown(content) == {"other_children": "no", "sex": "F"}


# declarations that are wrong

DECLARED = """
    code = "F-A"
    version = 1
    title = { fr = "Recueil" }
    [[section]]
    key = "child"
    title = { fr = "Enfant" }
    [[section.field]]
    key = "sex"
    label = { fr = "Sexe" }
    type = "code"
    data = "sex"
"""


def test_what_a_declaration_leaves_out_is_plain():
    sheet = read_sheet(DECLARED)

    assert sheet["sex"].data == "sex"
    assert sheet.addressees == ()
    assert sheet.title == Label("Recueil", "")


@pytest.mark.parametrize(
    ("there", "instead"),
    [
        ("F-A", "F-Z"),
        ("version", "edition"),
        ('"code"', '"choice"'),
        ("version = 1", 'version = 1\n    addressees = ["neighbour"]'),
        ("key", "name"),
    ],
)
def test_a_wrong_declaration_is_refused(there, instead):
    with pytest.raises((KeyError, ValueError)):
        read_sheet(DECLARED.replace(there, instead))


def test_a_field_declared_twice_is_refused():
    with pytest.raises(ValueError, match="twice"):
        read_sheet(DECLARED + DECLARED[DECLARED.index("[[section.field]]") :])
