"""The widgets every screen is made of."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QKeyEvent, QStandardItem, QStandardItemModel, QWheelEvent
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from casedesk.circuit.errors import NotFound
from casedesk.circuit.sheet import Gap, Incomplete, Lack
from casedesk.ui import refusals
from casedesk.ui.widgets import layout
from casedesk.ui.widgets.buttons import TwoStep
from casedesk.ui.widgets.choice import Choice, Choices
from casedesk.ui.widgets.combo import Combo
from casedesk.ui.widgets.danger import DangerBadge, danger_pixmap
from casedesk.ui.widgets.due import Due
from casedesk.ui.widgets.field import Field
from casedesk.ui.widgets.flow import Flow
from casedesk.ui.widgets.layout import Abreast, Banner, Notice, Page, edges, heading
from casedesk.ui.widgets.phrase import Phrase
from casedesk.ui.widgets.sentence import Sentence
from casedesk.ui.widgets.table import Table
from casedesk.ui.widgets.text import CodeEdit, LineEdit, LongText, PassphraseEdit

LTR, RTL = Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft
NOW = datetime(2026, 3, 3, 12, 0, tzinfo=UTC)
OPTIONS = [("yes", "Oui"), ("unknown", "Je ne sais pas"), ("no", "Non")]


def typing(letter: str) -> QKeyEvent:
    """A key of a keyboard that QTest does not have."""
    unmodified = Qt.KeyboardModifier.NoModifier
    return QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_unknown, unmodified, letter)


@pytest.mark.parametrize(
    ("text", "direction"),
    [("Salma", LTR), ("سلمى", RTL), ("  « سلمى »", RTL), ("12 ans", LTR), ("", LTR)],
)
def test_a_line_follows_the_script_typed_in_it(
    text: str, direction: Qt.LayoutDirection, qtbot: Any
) -> None:
    line = LineEdit()
    qtbot.addWidget(line)

    line.setText(text)

    assert line.layoutDirection() is direction


def test_an_empty_line_waits_in_the_direction_of_its_script(qtbot: Any) -> None:
    line = LineEdit(resting=RTL)
    qtbot.addWidget(line)

    line.setText("Salma")
    line.clear()

    assert line.layoutDirection() is RTL


def test_codes_read_left_to_right_whatever_the_window_does(qtbot: Any) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    code = CodeEdit(window)

    window.setLayoutDirection(RTL)

    assert code.layoutDirection() is LTR


def test_a_passphrase_shows_only_in_which_script_it_is_typed(qtbot: Any) -> None:
    typed = PassphraseEdit()
    qtbot.addWidget(typed)

    with qtbot.waitSignal(typed.script_typed) as told:
        QApplication.sendEvent(typed, typing("ل"))

    assert told.args == [True]
    assert typed.displayText() != typed.text()


def test_a_long_text_tells_edits_and_not_what_is_set(qtbot: Any) -> None:
    text = LongText()
    qtbot.addWidget(text)

    with qtbot.assertNotEmitted(text.edited):
        text.set_text("Ce qui était enregistré.")
    with qtbot.waitSignal(text.edited):
        qtbot.keyClicks(text, "x")

    assert text.value() == "xCe qui était enregistré."


def test_a_long_text_takes_words_and_no_markup(qtbot: Any) -> None:
    text, pasted = LongText(), QMimeData()
    qtbot.addWidget(text)
    pasted.setHtml("<b>gras</b>")
    pasted.setText("gras")

    text.insertFromMimeData(pasted)

    assert text.value() == "gras"
    assert "font-weight:700" not in text.toHtml()


def test_tab_leaves_a_long_text(qtbot: Any) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    text, after = LongText(window), LineEdit(window)
    window.show()
    text.setFocus()

    qtbot.keyClick(text, Qt.Key.Key_Tab)

    assert window.focusWidget() is after


def test_a_long_text_grows_with_what_it_holds(qtbot: Any) -> None:
    text = LongText(lines=3, most=8)
    qtbot.addWidget(text)
    text.show()
    small = text.sizeHint().height()

    text.set_text("une ligne\n" * 6)
    grown = text.sizeHint().height()
    text.set_text("une ligne\n" * 60)

    assert small < grown < text.sizeHint().height() < small * 3


def test_one_answer_takes_the_place_of_another(qtbot: Any) -> None:
    choice = Choice(OPTIONS)
    qtbot.addWidget(choice)
    choice.set_value("yes")

    with qtbot.waitSignal(choice.chosen):
        qtbot.mouseClick(choice.button("no"), Qt.MouseButton.LeftButton)

    assert (choice.value(), choice.values()) == ("no", ["no"])


@pytest.mark.parametrize(("revocable", "left"), [(True, ""), (False, "yes")])
def test_pressing_an_answer_again_takes_it_back_where_allowed(
    revocable: bool, left: str, qtbot: Any
) -> None:
    choice = Choice(OPTIONS, revocable=revocable)
    qtbot.addWidget(choice)
    choice.set_value("yes")

    qtbot.mouseClick(choice.button("yes"), Qt.MouseButton.LeftButton)

    assert choice.value() == left


def test_enter_presses_an_answer_and_a_key_held_down_does_not(qtbot: Any) -> None:
    choice = Choice(OPTIONS)
    qtbot.addWidget(choice)
    unmodified = Qt.KeyboardModifier.NoModifier
    held = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Return, unmodified, "\r", True)

    QCoreApplication.sendEvent(choice.button("yes"), held)
    answered_by_holding = choice.value()
    qtbot.keyClick(choice.button("yes"), Qt.Key.Key_Return)

    assert (answered_by_holding, choice.value()) == ("", "yes")


def test_several_answers_keep_the_order_they_are_offered_in(qtbot: Any) -> None:
    choices = Choices(OPTIONS)
    qtbot.addWidget(choices)

    for value in ("no", "yes"):
        qtbot.mouseClick(choices.button(value), Qt.MouseButton.LeftButton)

    assert choices.values() == ["yes", "no"]


@pytest.mark.parametrize(
    ("direction", "key"), [(LTR, Qt.Key.Key_Right), (RTL, Qt.Key.Key_Left)]
)
def test_arrows_go_from_one_answer_to_the_next(
    direction: Qt.LayoutDirection, key: Qt.Key, qtbot: Any
) -> None:
    choice = Choice(OPTIONS)
    qtbot.addWidget(choice)
    choice.setLayoutDirection(direction)
    choice.show()
    choice.button("yes").setFocus()

    qtbot.keyClick(choice.button("yes"), key)
    qtbot.keyClick(choice.button("unknown"), Qt.Key.Key_Space)

    assert choice.value() == "unknown"


def test_the_wheel_passes_over_a_list_that_has_no_focus(qtbot: Any) -> None:
    combo = Combo(OPTIONS)
    qtbot.addWidget(combo)
    at = QPointF(5, 5)
    turn = QWheelEvent(
        at,
        at,
        QPoint(),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )

    QApplication.sendEvent(combo, turn)

    assert combo.value() == "yes"
    assert not turn.isAccepted()


def test_a_list_keeps_its_choice_when_other_entries_are_offered(qtbot: Any) -> None:
    combo = Combo(OPTIONS, unset="Choisir…")
    qtbot.addWidget(combo)
    combo.set_value("no")

    combo.offer([("no", "Non"), ("maybe", "Peut-être")])
    kept = combo.value()
    combo.offer([("maybe", "Peut-être")])

    assert (kept, combo.value(), combo.currentText()) == ("no", "", "Choisir…")


def test_a_field_gives_its_box_the_name_and_says_what_is_missing(qtbot: Any) -> None:
    field = Field("&Prénom", LineEdit(), hint="Tel qu'entendu.")
    qtbot.addWidget(field)

    field.complain("Indiquer le prénom.")
    said, heard = field.complaint(), field.box.accessibleDescription()
    field.settle()

    assert field.box.accessibleName() == "Prénom"
    assert (said, heard) == ("Indiquer le prénom.", "Indiquer le prénom.")
    assert (field.complaint(), field.box.accessibleDescription()) == (
        "",
        "Tel qu'entendu.",
    )


def test_gaps_go_beside_their_fields_and_the_first_gets_the_focus(qtbot: Any) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    first, second = LineEdit(page), LineEdit(page)
    fields = {"first": Field("A", first), "second": Field("B", second)}
    notice = Notice()
    for field in fields.values():
        field.setParent(page)
    page.show()

    gaps = [Gap("second", Lack.MISSING), Gap("elsewhere", Lack.MISSING)]
    refusals.tell(Incomplete(*gaps), notice, fields)

    assert fields["second"].complaint()
    assert not fields["first"].complaint()
    assert page.focusWidget() is second
    assert notice.sentence()


def test_a_refusal_without_a_field_goes_into_the_notice(qtbot: Any) -> None:
    notice = Notice()
    qtbot.addWidget(notice)

    refusals.tell(NotFound(), notice)
    told = notice.sentence()
    refusals.settle((), notice)

    assert told.startswith("Introuvable")
    assert notice.isHidden()


def test_what_cannot_be_undone_is_asked_in_its_own_place(qtbot: Any) -> None:
    button = TwoStep("Abandonner", "Vraiment abandonner ?")
    qtbot.addWidget(button)

    with qtbot.assertNotEmitted(button.confirmed):
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    asked = button.text()
    with qtbot.waitSignal(button.confirmed):
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)

    assert (asked, button.text()) == ("Vraiment abandonner ?", "Abandonner")


def test_leaving_a_question_takes_it_back(qtbot: Any) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    button, other = TwoStep("Abandonner", "Vraiment ?", window), LineEdit(window)
    with qtbot.waitActive(window):
        window.show()
    button.setFocus()
    button.click()

    other.setFocus()

    assert button.text() == "Abandonner"


def test_what_is_heard_is_joined_as_one_speaks() -> None:
    """No colon between two things, nor a point: they would be read aloud."""
    ui = Path(str(layout.__file__)).parent.parent
    joined = re.compile(r"setAccessibleName\([^)]*(\} : \{| · )")
    found = [
        path.name for path in ui.rglob("*.py") if joined.search(path.read_text("utf-8"))
    ]
    assert found == []
    assert Banner("warning", "La clé manque.").accessibleName() == (
        "Attention, La clé manque."
    )


def test_levels_of_danger_look_different_and_are_named(qtbot: Any) -> None:
    pictures = [
        danger_pixmap(level, 28).toImage() for level in ("4", "3", "2", "1", "0", "")
    ]
    badge = DangerBadge("4", "Danger imminent")
    qtbot.addWidget(badge)

    assert all(a != b for n, a in enumerate(pictures) for b in pictures[:n])
    assert badge.accessibleName() == "4 Danger imminent"


def test_a_clock_says_when_it_has_run_out(qtbot: Any) -> None:
    due = Due()
    qtbot.addWidget(due)

    due.tell(NOW + timedelta(days=2), NOW, "réponse")
    ahead = due.words()
    due.tell(NOW - timedelta(days=2), NOW)

    assert ahead == "réponse dans 2\u00a0j"
    assert due.words() == "en retard de 2\u00a0j"


def test_no_clock_is_shown_where_none_runs(qtbot: Any) -> None:
    due = Due()
    qtbot.addWidget(due)

    due.tell(None, NOW)

    assert due.isHidden()


def test_words_flow_onto_a_second_line_and_mirror(qtbot: Any) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    flow = Flow(window, gap=10)
    words = [QLabel("mot") for _ in range(3)]
    for word in words:
        word.setFixedSize(60, 20)
        flow.addWidget(word)
    window.resize(140, 100)
    window.show()
    across = [(word.x(), word.y()) for word in words]

    window.setLayoutDirection(RTL)
    flow.activate()

    assert across == [(0, 0), (70, 0), (0, 30)]
    assert [word.x() for word in words] == [80, 10, 80]


@pytest.mark.parametrize("direction", [LTR, RTL])
def test_parts_stand_one_under_the_other_where_the_page_is_narrow(
    qtbot: Any, direction: Qt.LayoutDirection
) -> None:
    one, other = QWidget(), QWidget()
    for each in (one, other):
        each.setMinimumSize(100, 20)
    window, both = QWidget(), Abreast(one, other, shares=(1, 1), gap=10)
    qtbot.addWidget(window)
    window.setLayoutDirection(direction)
    both.setParent(window)
    both.resize(210, 100)
    window.show()

    assert one.y() == other.y()
    assert both.minimumSizeHint().width() == 100

    both.resize(209, 100)
    QCoreApplication.sendPostedEvents(both, QEvent.Type.LayoutRequest)

    assert one.x() == other.x()
    assert one.y() < other.y()


def test_a_page_is_no_wider_than_is_good_to_read(qtbot: Any) -> None:
    page = Page()
    qtbot.addWidget(page)
    words = QLabel("mot")
    page.add(words)
    page.resize(1366, 768)
    page.show()

    assert 700 <= words.width() <= 780


def test_a_drawn_passphrase_leaves_nothing_once_it_is_noted(qtbot: Any) -> None:
    phrase = Phrase("un deux trois quatre cinq six")
    qtbot.addWidget(phrase)

    phrase.show_words("")

    assert phrase.accessibleName() == ""
    assert phrase.layout().count() == 0


@pytest.mark.parametrize(("direction", "sides"), [(LTR, (16, 4)), (RTL, (4, 16))])
def test_the_wide_edge_of_a_page_is_where_its_language_begins(
    qapp: QApplication, direction: Qt.LayoutDirection, sides: tuple[int, int]
) -> None:
    before = qapp.layoutDirection()
    qapp.setLayoutDirection(direction)
    try:
        margins = edges(16, 0, 4, 0)
    finally:
        qapp.setLayoutDirection(before)

    assert (margins.left(), margins.right()) == sides


@pytest.mark.parametrize("words", ["Salma", "سلمى", "2017"])
@pytest.mark.parametrize(
    ("direction", "side"),
    [(LTR, Qt.AlignmentFlag.AlignLeft), (RTL, Qt.AlignmentFlag.AlignRight)],
)
def test_a_heading_begins_where_the_page_does_in_any_script(
    direction: Qt.LayoutDirection, side: Qt.AlignmentFlag, words: str, qtbot: Any
) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    before = app.layoutDirection()
    app.setLayoutDirection(direction)
    try:
        made = heading(words)
    finally:
        app.setLayoutDirection(before)
    qtbot.addWidget(made)

    assert made.alignment() & Qt.AlignmentFlag.AlignHorizontal_Mask == (
        side | Qt.AlignmentFlag.AlignAbsolute
    )


def test_a_row_grows_with_what_one_line_does_not_hold(qtbot: Any) -> None:
    model = QStandardItemModel(0, 1)
    for name in ("court", "un nom bien plus long que la colonne où il doit tenir"):
        model.appendRow(QStandardItem(name))
    table = Table(model, "noms")
    qtbot.addWidget(table)
    table.resize(200, 300)

    table.wrap(0)
    table.show()

    def has_grown() -> None:
        more = table.rowHeight(1) - table.rowHeight(0)
        assert more >= table.fontMetrics().height()

    qtbot.waitUntil(has_grown)


def test_every_line_read_from_the_right_begins_at_the_same_edge(
    qapp: QApplication, qtbot: Any
) -> None:
    sentence = Sentence("سلام " * 12)
    sentence.setWordWrap(True)
    sentence.setStyleSheet("background: white; color: black")
    sentence.resize(100, 400)
    qtbot.addWidget(sentence)

    drawn = sentence.grab().toImage()

    ends: list[int] = []  # of each line, the last column with ink
    was_ink = False
    for row in range(drawn.height()):
        ink = [
            column
            for column in range(drawn.width())
            if drawn.pixelColor(column, row).lightness() < 128
        ]
        if ink and not was_ink:
            ends.append(0)
        if ink:
            ends[-1] = max(ends[-1], *ink)
        was_ink = bool(ink)
    assert len(ends) > 2
    assert len(set(ends)) == 1


def test_a_sentence_keeps_its_marks_and_has_room_for_them(
    qapp: QApplication, qtbot: Any
) -> None:
    text = "Que dire : « Raconte-moi », « Et après ? » ; jamais « Pourquoi ? » !"
    sentence = Sentence(text)
    sentence.setWordWrap(True)
    qtbot.addWidget(sentence)

    for width in range(130, 300):
        laid = sentence._laid_out(width)
        starts = [laid.lineAt(at).textStart() for at in range(laid.lineCount())]
        assert not [at for at in starts if text[at] in ":;!?»"]
        assert not [at for at in starts[1:] if text[at - 2] == "«"]
        assert sentence.heightForWidth(width) >= laid.boundingRect().height()
    assert sentence.text() == text
