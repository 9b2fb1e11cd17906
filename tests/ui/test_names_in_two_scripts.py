"""A name in one script is proposed for the other, and never written by itself."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAccessible, QKeyEvent
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QAbstractButton, QApplication

from casedesk.circuit.people import Role
from casedesk.circuit.rules import Rules
from casedesk.circuit.sheet import SheetCode
from casedesk.ui.navigation import RegisterPlace
from casedesk.ui.register.screen import RegisterScreen
from casedesk.ui.widgets.layout import Page
from casedesk.ui.widgets.name_edit import NameEdit
from casedesk.ui.widgets.sheet_form import SheetForm
from casedesk.ui.widgets.text import LTR, RTL

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
Key = Qt.Key


@pytest.fixture
def page(qtbot: Any) -> Page:
    """As wide as a small screen leaves it."""
    made = Page()
    qtbot.addWidget(made)
    made.resize(1000, 700)
    return made


@pytest.fixture
def form(page: Page, rules: Rules, qtbot: Any) -> SheetForm:
    """What an educator records."""
    made = SheetForm(
        rules.sheets[SheetCode.CONCERN], rules.codes, (), intake=True, now=lambda: NOON
    )
    page.add(made)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    return made


def box(form: SheetForm, key: str) -> NameEdit:
    found = form.question(key).findChild(NameEdit)
    assert found is not None
    return found


def type_in(name_box: NameEdit, text: str) -> None:
    """Key by key, as they come from the keyboard of that script."""
    name_box.setFocus()
    for letter in text:
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            none = Qt.KeyboardModifier.NoModifier
            QApplication.sendEvent(name_box, QKeyEvent(kind, 0, none, letter))


def test_what_was_written_in_latin_is_proposed_in_arabic_and_waits(
    form: SheetForm, qtbot: Any
) -> None:
    latin, arabic = box(form, "given_latin"), box(form, "given_arabic")

    type_in(latin, "Nadia")
    assert arabic.offered() == []  # not while one is typing

    qtbot.keyClick(latin, Key.Key_Tab)

    assert arabic.hasFocus()
    assert arabic.offered() == ["نادية"]
    assert form.content() == {"given_latin": "Nadia"}


def test_the_down_arrow_accepts_and_the_form_knows_it_was_the_person(
    form: SheetForm, qtbot: Any
) -> None:
    latin, arabic = box(form, "given_latin"), box(form, "given_arabic")
    type_in(latin, "Nadia")
    qtbot.keyClick(latin, Key.Key_Tab)
    edited = QSignalSpy(form.edited)

    qtbot.keyClick(arabic, Key.Key_Down)

    assert form.content() == {"given_latin": "Nadia", "given_arabic": "نادية"}
    assert edited.count() == 1
    assert arabic.offered() == []

    arabic.undo()
    assert "given_arabic" not in form.content()


def test_the_arrows_go_from_one_writing_to_the_next_and_back(
    form: SheetForm, qtbot: Any
) -> None:
    latin, arabic = box(form, "family_latin"), box(form, "family_arabic")
    type_in(arabic, "الشرايبي")
    latin.setFocus()
    first, second, *_ = latin.offered()

    qtbot.keyClick(latin, Key.Key_Down)
    assert latin.text() == first
    qtbot.keyClick(latin, Key.Key_Down)
    assert latin.text() == second
    qtbot.keyClick(latin, Key.Key_Up)
    assert latin.text() == first

    type_in(latin, "x")
    qtbot.keyClick(latin, Key.Key_Down)
    assert latin.text() == f"{first}x"  # what is typed oneself stays


def test_a_click_accepts_the_second_writing_and_puts_the_keyboard_there(
    form: SheetForm, qtbot: Any
) -> None:
    latin, arabic = box(form, "family_latin"), box(form, "family_arabic")
    type_in(latin, "Zerhouni")
    qtbot.keyClick(latin, Key.Key_Tab)
    latin.setFocus()
    second = arabic.offered()[1]
    chip = next(b for b in arabic.findChildren(QAbstractButton) if b.text() == second)

    qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)

    assert form.content()["family_arabic"] == second
    assert arabic.hasFocus()


def test_escape_sends_the_offer_away_for_good_and_the_arrow_calls_it_back(
    form: SheetForm, qtbot: Any
) -> None:
    latin, arabic = box(form, "given_latin"), box(form, "given_arabic")
    type_in(latin, "Nadia")
    qtbot.keyClick(latin, Key.Key_Tab)

    qtbot.keyClick(arabic, Key.Key_Escape)
    assert arabic.offered() == []
    latin.setFocus()
    type_in(latin, "x")
    arabic.setFocus()
    assert arabic.offered() == []
    assert "given_arabic" not in form.content()

    qtbot.keyClick(arabic, Key.Key_Down)
    assert arabic.offered() != []
    assert arabic.text() == ""


def test_nothing_is_proposed_again_once_something_was_written(
    form: SheetForm, qtbot: Any
) -> None:
    latin, arabic = box(form, "given_latin"), box(form, "given_arabic")
    type_in(latin, "Nadia")
    type_in(arabic, "ن")
    assert arabic.offered() == []

    qtbot.keyClick(arabic, Key.Key_Backspace)
    latin.setFocus()
    arabic.setFocus()

    assert arabic.offered() == []


def test_offers_move_nothing_and_tab_passes_them_by(
    form: SheetForm, qtbot: Any
) -> None:
    latin, arabic = box(form, "given_latin"), box(form, "given_arabic")
    type_in(latin, "Nadia")
    before = (form.sizeHint(), arabic.geometry(), arabic.sizeHint())

    qtbot.keyClick(latin, Key.Key_Tab)

    assert arabic.offered() == ["نادية"]
    assert (form.sizeHint(), arabic.geometry(), arabic.sizeHint()) == before
    qtbot.keyClick(arabic, Key.Key_Tab)
    assert box(form, "family_latin").hasFocus()


def test_offers_say_what_they_are_to_who_listens(form: SheetForm, qtbot: Any) -> None:
    latin, arabic = box(form, "given_latin"), box(form, "given_arabic")
    type_in(latin, "Nadia")
    qtbot.keyClick(latin, Key.Key_Tab)

    heard = [
        QAccessible.queryAccessibleInterface(each).text(QAccessible.Text.Name)
        for each in arabic.findChildren(QAbstractButton)
    ]

    assert sorted(heard) == ["Accepter : نادية", "Ne pas proposer"]


def test_a_name_typed_in_the_box_of_the_other_script_moves_with_one_key(
    form: SheetForm, qtbot: Any
) -> None:
    latin, arabic = box(form, "family_latin"), box(form, "family_arabic")

    type_in(latin, "العمراوي")
    assert latin.offered() == ["Autre champ"]
    assert form.content() == {"family_latin": "العمراوي"}  # as it was typed

    qtbot.keyClick(latin, Key.Key_Down)

    assert form.content() == {"family_arabic": "العمراوي"}
    assert arabic.hasFocus()
    assert "Amraoui" in latin.offered()


def test_two_names_in_one_anothers_box_change_places(
    form: SheetForm, qtbot: Any
) -> None:
    latin, arabic = box(form, "given_latin"), box(form, "given_arabic")
    type_in(arabic, "Salma")
    qtbot.keyClick(arabic, Key.Key_Escape)
    type_in(latin, "سلمى")

    qtbot.keyClick(latin, Key.Key_Down)

    assert form.content() == {"given_latin": "Salma", "given_arabic": "سلمى"}
    assert (latin.offered(), arabic.offered()) == ([], [])


def test_a_name_may_stay_in_the_box_of_the_other_script(
    form: SheetForm, qtbot: Any
) -> None:
    latin, arabic = box(form, "given_latin"), box(form, "given_arabic")
    type_in(latin, "سلمى")

    qtbot.keyClick(latin, Key.Key_Escape)
    type_in(latin, "ة")
    qtbot.keyClick(latin, Key.Key_Down)

    assert latin.offered() == arabic.offered() == []
    assert form.content() == {"given_latin": "سلمىة"}


def test_nothing_is_moved_over_a_name_that_stands_there(form: SheetForm) -> None:
    type_in(box(form, "given_arabic"), "سلمى")

    type_in(box(form, "given_latin"), "هند")

    assert box(form, "given_latin").offered() == []


def test_tifinagh_is_at_home_in_both_boxes(form: SheetForm, qtbot: Any) -> None:
    latin, arabic = box(form, "given_latin"), box(form, "given_arabic")
    type_in(latin, "ⴰⵏⵉⵔ")
    assert latin.offered() == []

    qtbot.keyClick(latin, Key.Key_Tab)

    assert arabic.offered() == ["أنير"]


def test_each_box_waits_on_the_side_of_its_script(form: SheetForm) -> None:
    latin, arabic = box(form, "given_latin"), box(form, "given_arabic")

    assert (latin.layoutDirection(), arabic.layoutDirection()) == (LTR, RTL)
    for each in (latin, arabic):  # whatever the keyboard is set to
        assert each.alignment() & Qt.AlignmentFlag.AlignAbsolute
    assert latin.alignment() & Qt.AlignmentFlag.AlignLeading
    assert arabic.alignment() & Qt.AlignmentFlag.AlignTrailing


def test_a_record_that_is_shown_proposes_only_where_one_goes(
    form: SheetForm, qtbot: Any
) -> None:
    arabic = box(form, "given_arabic")

    form.set_content({"given_latin": "Nadia"})
    assert arabic.offered() == []
    arabic.setFocus()
    assert arabic.offered() == ["نادية"]

    form.set_content({})
    assert arabic.offered() == []


def test_what_has_no_room_is_left_out_and_the_key_still_works(
    form: SheetForm, qtbot: Any
) -> None:
    latin, arabic = box(form, "family_latin"), box(form, "family_arabic")
    type_in(latin, "Zerhouni")
    qtbot.keyClick(latin, Key.Key_Tab)
    assert len(arabic.offered()) == 3

    arabic.setFixedWidth(150)
    assert len(arabic.offered()) == 1
    arabic.setFixedWidth(60)
    assert arabic.offered() == []

    qtbot.keyClick(arabic, Key.Key_Down)
    assert arabic.text() == "الزرهوني"


def test_the_paper_register_proposes_the_other_script_too(
    tools: Any, qtbot: Any
) -> None:
    page = RegisterScreen(tools(Role.SOCIAL_WORKER), RegisterPlace())
    qtbot.addWidget(page)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    fields = page.form.fields
    latin, arabic = fields["given_latin"].box, fields["given_arabic"].box
    assert isinstance(latin, NameEdit)
    assert isinstance(arabic, NameEdit)

    type_in(latin, "Youssef")
    fields["family_latin"].box.setFocus()
    assert arabic.offered() == ["يوسف"]
    assert page.form.values()["given_arabic"] == ""

    arabic.setFocus()
    qtbot.keyClick(arabic, Key.Key_Down)
    assert page.form.values()["given_arabic"] == "يوسف"

    page.form.clear()
    type_in(latin, "Salma")
    arabic.setFocus()
    assert arabic.offered() != []  # the next case begins anew
