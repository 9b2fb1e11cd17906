"""A declared sheet becomes a form that keeps every answer and says what is missing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QMimeData, Qt
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QFrame

from casedesk.circuit.people import Person, PersonId, Role
from casedesk.circuit.rules import Rules
from casedesk.circuit.sheet import FieldType, Gap, Lack, Sheet, SheetCode, read_sheet
from casedesk.ui.widgets.editors import SHOWN
from casedesk.ui.widgets.layout import Page
from casedesk.ui.widgets.sheet_form import SheetForm
from casedesk.ui.widgets.text import LTR, RTL
from casedesk.ui.widgets.typed_dates import typed_date, typed_time

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
MEGABYTE = 1_048_576
ANSWERS: dict[FieldType, Any] = {
    FieldType.TEXT: "Chez sa tante",
    FieldType.NAME: "Salma",
    FieldType.LONG: "Deux traces rouges.\n\nما بغيتش نرجع للدار",
    FieldType.MOMENT: "2026-03-01T16:40 about",
    FieldType.DATE: "2026-03-12",
    FieldType.BIRTH: "~9@2026-01-15",
    FieldType.YES_NO: "yes",
    FieldType.YES_NO_UNKNOWN: "unknown",
    FieldType.INTEGER: 3,
    FieldType.PERSON: "p1",
    FieldType.PEOPLE: ["p1", "p2"],
    FieldType.REFERRAL: "referral",
}
PEOPLE = (
    Person(PersonId("p1"), "Directrice", Role.DIRECTOR),
    Person(PersonId("p2"), "Éducatrice", Role.EDUCATOR),
)
Make = Callable[..., SheetForm]
HandsOn = Callable[..., Any]


@pytest.fixture
def make(rules: Rules, qtbot: Any) -> Make:
    """A form on a page, as tall as a small screen."""
    pages: list[Page] = []  # alive as long as the test

    def made(sheet: Sheet | SheetCode) -> SheetForm:
        declared = rules.sheets[sheet] if isinstance(sheet, SheetCode) else sheet
        form = SheetForm(declared, rules.codes, PEOPLE, intake=True, now=lambda: NOON)
        page = Page()
        qtbot.addWidget(page)
        page.add(form)
        page.body.addStretch(1)
        page.resize(1000, 600)
        page.show()
        pages.append(page)
        return form

    return made


def take_place() -> None:
    """Let everything take the place it has on the page."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)


def sheet_of(*fields: str) -> Sheet:
    """One section; each field is `key type`, then anything else TOML says of it."""
    text = 'code = "F-A"\nversion = 1\ntitle.fr = "Fiche"\n[[section]]\nkey = "only"\n'
    text += 'title.fr = "Section"\n'
    for field in fields:
        key, kind, *more = field.split(" ", 2)
        text += f'[[section.field]]\nkey = "{key}"\ntype = "{kind}"\n'
        text += f'label.fr = "Question {key}"\n' + "".join(more).replace("; ", "\n")
        text += "\n"
    return read_sheet(text)


def answers_to(sheet: Sheet, rules: Rules) -> dict[str, Any]:
    """One answer to every question, as its type stores it."""

    def answer(field: Any) -> Any:
        codes = [code.code for code in rules.codes.options(field.list)]
        match field.type:
            case FieldType.CODE:
                return codes[-1]
            case FieldType.CODES:
                return [codes[0], codes[-1]]
            case FieldType.ROWS:
                row = {each.key: answer(each) for each in field.columns}
                return [row, row]
            case _:
                return ANSWERS[field.type]

    stored = (each for each in sheet if each.type in FieldType)
    skipped = (FieldType.AUTO, FieldType.SIGNATURE)
    return {each.key: answer(each) for each in stored if each.type not in skipped}


@pytest.mark.parametrize("code", list(SheetCode))
def test_every_sheet_gives_back_the_answers_it_was_given(
    code: SheetCode, make: Make, rules: Rules
) -> None:
    form = make(code)
    answers = answers_to(rules.sheets[code], rules)
    edited = QSignalSpy(form.edited)

    form.set_content(answers)

    assert form.content() == answers
    assert edited.count() == 0

    form.set_content({})

    assert form.content() == {}


@pytest.mark.parametrize("code", list(SheetCode))
def test_every_question_can_be_reached_and_has_a_name(
    code: SheetCode, make: Make, rules: Rules, hands_on: HandsOn
) -> None:
    form = make(code)
    form.set_content(answers_to(rules.sheets[code], rules))

    assert hands_on(form).unreachable() == []


def test_a_concern_asks_at_once_only_what_cannot_wait(make: Make) -> None:
    form = make(SheetCode.CONCERN)

    assert form.question("where_now").isVisible()
    assert not form.question("injury").isVisible()
    assert not form.question("opinion").isVisible()
    assert form.section("opinion").is_folded


def test_saying_more_asks_the_questions_that_can_wait(
    make: Make, hands_on: HandsOn
) -> None:
    form = make(SheetCode.CONCERN)

    hands_on(form.section("danger")).press("En dire plus")

    assert form.question("injury").isVisible()
    assert not form.question("commune").isVisible()


def test_an_answer_calls_for_the_questions_it_makes_necessary(
    make: Make, qtbot: Any
) -> None:
    form = make(SheetCode.CONCERN)
    entry: Any = form.question("entry").editor

    qtbot.mouseClick(entry.box.button("TIERS"), Qt.MouseButton.LeftButton)
    form.section("told").fold(folded=False)

    assert form.question("reported_words").isVisible()
    assert not form.question("how_known").isVisible()


def test_an_answer_shows_the_question_that_depends_on_it(
    make: Make, qtbot: Any
) -> None:
    form = make(sheet_of("ask yes_no", 'count integer shown_when = {ask = ["yes"]}'))
    ask: Any = form.question("ask").editor
    assert not form.question("count").isVisible()

    qtbot.mouseClick(ask.box.button("yes"), Qt.MouseButton.LeftButton)

    assert form.question("count").isVisible()


def test_answers_to_questions_that_could_wait_are_seen_again(make: Make) -> None:
    form = make(SheetCode.CONCERN)

    form.set_content({"injury": "yes"})

    assert form.question("injury").isVisible()


def test_a_gap_is_told_beside_its_field_and_the_first_gets_the_focus(
    make: Make,
) -> None:
    form = make(SheetCode.CONCERN)
    form.window().activateWindow()

    left = form.show_gaps(
        [
            Gap("opinion", Lack.TOO_LONG, 20_000),
            Gap("injury", Lack.MISSING),
            Gap("somewhere_else", Lack.MISSING),
        ]
    )

    assert form.question("injury").complaint() == "À compléter."
    assert form.question("opinion").isVisible()
    assert form.question("injury").isAncestorOf(form.window().focusWidget())
    assert not form.question("injury").visibleRegion().isEmpty()
    assert [gap.field for gap in left] == ["somewhere_else"]


def test_answering_takes_the_complaint_back(make: Make, qtbot: Any) -> None:
    form = make(sheet_of("name text required = true"))
    form.show_gaps([Gap("name", Lack.MISSING)])
    name: Any = form.question("name").editor

    qtbot.keyClicks(name.box, "a")

    assert form.question("name").complaint() == ""


def test_a_section_folds_when_done_and_what_one_types_in_stays_in_its_place(
    make: Make, qtbot: Any
) -> None:
    form = make(SheetCode.CONCERN)
    form.set_content({"where_now": "Chez sa tante", "in_danger": "no", "injury": "no"})
    given: Any = form.question("given_latin").editor
    page: Any = form.window()
    take_place()
    page.verticalScrollBar().setValue(500)
    before = given.box.mapTo(page.viewport(), given.box.rect().topLeft()).y()

    qtbot.keyClicks(given.box, "S")

    assert form.section("danger").is_folded
    assert "Chez sa tante" in form.section("danger").summary()
    after = given.box.mapTo(page.viewport(), given.box.rect().topLeft()).y()
    assert after == before


def test_a_section_with_something_missing_stays_open(make: Make, qtbot: Any) -> None:
    form = make(SheetCode.CONCERN)
    form.set_content({"in_danger": "no"})
    given: Any = form.question("given_latin").editor

    qtbot.keyClicks(given.box, "S")

    assert not form.section("danger").is_folded


def test_f1_opens_the_help_of_the_question_one_is_at(make: Make, qtbot: Any) -> None:
    form = make(SheetCode.CONCERN)
    question = form.question("physical_signs")
    assert not question.help.isVisible()

    qtbot.keyClick(question.editor.focusProxy(), Qt.Key.Key_F1)
    assert question.help.isVisible()

    qtbot.keyClick(question.editor.focusProxy(), Qt.Key.Key_F1)
    assert not question.help.isVisible()


def test_names_wait_in_the_direction_of_their_script(make: Make) -> None:
    form = make(SheetCode.CONCERN)
    latin: Any = form.question("given_latin").editor
    arabic: Any = form.question("given_arabic").editor

    assert latin.box.layoutDirection() is LTR
    assert arabic.box.layoutDirection() is RTL
    assert latin.mapToGlobal(latin.rect().topLeft()).y() == (
        arabic.mapToGlobal(arabic.rect().topLeft()).y()
    )


def test_a_pasted_megabyte_is_kept_whole_and_shown_in_part(make: Make) -> None:
    form = make(sheet_of("account long"))
    editor: Any = form.question("account").editor
    unbroken = "x" * (MEGABYTE - 3) + "fin"
    pasted = QMimeData()
    pasted.setText(unbroken)
    edited = QSignalSpy(form.edited)

    editor.box.insertFromMimeData(pasted)

    assert form.content()["account"] == unbroken
    assert edited.count() == 1
    assert len(editor.box.toPlainText()) == SHOWN


def test_a_text_that_is_too_long_says_so_and_can_be_cut(
    make: Make, hands_on: HandsOn
) -> None:
    form = make(sheet_of("account long"))
    form.set_content({"account": "mot " * 100_000})

    hands_on(form).press("Ne garder que ce qui est affiché")

    assert len(form.content()["account"]) == SHOWN - 1  # the last blank goes


@pytest.mark.parametrize(
    ("day", "time", "stored"),
    [
        ("2/3/2026", "16:40", "2026-03-02T16:40 exact"),
        ("01032026", "16h40", "2026-03-01T16:40 exact"),
        ("28/02", "9h", "2026-02-28T09:00 exact"),
        ("24/12", "1640", "2025-12-24T16:40 exact"),
        ("hier", "16 h 40", "2026-03-01T16:40 exact"),
        ("31/02/2026", "16:40", "31/02/2026 16:40"),
        ("le 3", "", "le 3"),
    ],
)
def test_a_moment_is_typed_as_people_write_it(
    day: str, time: str, stored: str, make: Make, qtbot: Any
) -> None:
    form = make(sheet_of("at moment"))
    editor: Any = form.question("at").editor

    qtbot.keyClicks(editor.day, day)
    qtbot.keyClicks(editor.time, time)

    assert form.content()["at"] == stored
    form.set_content(form.content())
    assert form.content()["at"] == stored


def test_a_moment_can_be_now_about_or_unknown(
    make: Make, qtbot: Any, hands_on: HandsOn
) -> None:
    form = make(sheet_of("at moment"))
    editor: Any = form.question("at").editor

    hands_on(form).press("Maintenant")
    assert form.content()["at"] == "2026-03-02T12:00 exact"

    qtbot.keyClick(editor.certainty, Qt.Key.Key_Down)
    assert form.content()["at"] == "2026-03-02T12:00 about"

    qtbot.keyClick(editor.certainty, Qt.Key.Key_Down)
    assert form.content()["at"] == "unknown"


def test_a_day_without_its_time_asks_for_the_time(make: Make, qtbot: Any) -> None:
    sheet = sheet_of("at moment")
    form = make(sheet)
    editor: Any = form.question("at").editor

    qtbot.keyClicks(editor.day, "02/03/2026")
    form.show_gaps([Gap("at", Lack.NOT_A_DATE)])

    told = form.question("at").complaint()
    assert told == "Indiquer aussi l'heure, même à peu près."


@pytest.mark.parametrize(
    ("day", "age", "stored"),
    [
        ("12/03/2017", "", "2017-03-12"),
        ("3/2017", "", "2017-03"),
        ("2017", "", "2017"),
        ("", "9", "~9@2026-03-02"),
        ("mars", "", "mars"),
        ("", "neuf", "≈neuf"),
        ("9", "", "~9@2026-03-02"),
        ("9 ans", "", "~9@2026-03-02"),
    ],
)
def test_a_birth_is_a_date_a_month_a_year_or_an_age(
    day: str, age: str, stored: str, make: Make, qtbot: Any
) -> None:
    form = make(sheet_of("birth birth"))
    editor: Any = form.question("birth").editor

    qtbot.keyClicks(editor.day, day)
    qtbot.keyClicks(editor.age, age)

    assert form.content()["birth"] == stored
    form.set_content(form.content())
    assert form.content()["birth"] == stored


def test_an_age_typed_as_a_date_moves_to_its_box(make: Make, qtbot: Any) -> None:
    form = make(sheet_of("birth birth"))
    editor: Any = form.question("birth").editor

    qtbot.keyClicks(editor.day, "9")
    qtbot.keyClick(editor.day, Qt.Key.Key_Return)

    assert (editor.day.text(), editor.age.text()) == ("", "9")


def test_an_age_guessed_earlier_keeps_the_day_it_was_guessed_on(make: Make) -> None:
    form = make(sheet_of("birth birth"))

    form.set_content({"birth": "~9@2025-11-03"})

    assert form.content()["birth"] == "~9@2025-11-03"


def test_a_number_in_letters_is_kept_for_the_sheet_to_refuse(
    make: Make, qtbot: Any, rules: Rules
) -> None:
    sheet = sheet_of("count integer")
    form = make(sheet)
    editor: Any = form.question("count").editor

    qtbot.keyClicks(editor.box, "deux")

    (gap,) = sheet.gaps(form.content(), rules.codes, date(2026, 3, 2))
    assert gap.lack is Lack.NOT_A_NUMBER


ROWS = (
    "rows rows [[section.field.column]]; key = 'who'; type = 'text'; label.fr = 'Qui'; "
    "[[section.field.column]]; key = 'what'; type = 'text'; label.fr = 'Quoi'"
)


def test_rows_are_added_and_taken_away(make: Make, hands_on: HandsOn) -> None:
    form = make(sheet_of(ROWS))
    hands = hands_on(form)
    hands.type("Qui", "maman")
    assert form.content() == {"rows": [{"who": "maman"}]}

    hands.press("Ajouter")
    assert form.content() == {"rows": [{"who": "maman"}]}

    hands_on(form.findChildren(QFrame, "row")[0]).press("")
    assert form.content() == {}


def test_a_gap_in_a_row_is_told_in_that_row(make: Make) -> None:
    form = make(sheet_of(ROWS))
    form.set_content({"rows": [{"who": "La mère"}, {"what": "Garde l'enfant"}]})

    form.show_gaps([Gap("rows.who", Lack.MISSING, row=1)])

    assert form.question("rows").complaint() == ""
    editor: Any = form.question("rows").editor
    assert editor.complaints() == ["", "", "À compléter.", ""]


def test_an_answer_that_is_offered_no_longer_stays(make: Make) -> None:
    form = make(sheet_of('kind code list = "AUTH"', 'sex code list = "SEX"'))

    form.set_content({"kind": "RETIRED", "sex": "RETIRED"})

    assert form.content() == {"kind": "RETIRED", "sex": "RETIRED"}


def test_who_records_a_concern_chooses_among_the_coarse_codes(
    make: Make, rules: Rules
) -> None:
    form = make(SheetCode.CONCERN)
    violence: Any = form.question("violence").editor
    offered = rules.codes.options("VIOL", intake=True)

    assert len(offered) < len(rules.codes.options("VIOL"))
    for code in offered:
        assert violence.box.button(code.code).text() == code.label.fr
    with pytest.raises(KeyError):
        violence.box.button("SEX_PEN")


def test_dates_are_read_in_arabic_digits_too() -> None:
    assert typed_date("٠٢/٠٣/٢٠٢٦", date(2026, 3, 2)) == date(2026, 3, 2)
    assert typed_time("١٦:٤٠") == time(16, 40)
