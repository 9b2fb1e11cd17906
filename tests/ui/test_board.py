"""The board of the case team."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QPushButton

from casedesk.app.training_texts import ADDRESSEES
from casedesk.circuit.commands.cases import TakeInCharge
from casedesk.circuit.commands.concerns import BeginDraft, SaveDraft
from casedesk.circuit.commands.intake import SetAside
from casedesk.circuit.concern import DropId
from casedesk.circuit.people import Role
from casedesk.circuit.queries import CaseList
from casedesk.circuit.sheet import SheetCode
from casedesk.circuit.stages import Stage
from casedesk.ui.board.case_table_model import CASE
from casedesk.ui.board.screen import BoardScreen
from casedesk.ui.navigation import CasePlace, CasesPlace, HomePlace

DIRECTOR, WORKER = Role.DIRECTOR, Role.SOCIAL_WORKER
WHOLE = "Ouvrir le dossier entier"


@pytest.fixture
def open_board(tools: Any, qtbot: Any) -> Any:
    """Somebody's board, shown."""

    def of(role: Role, place: Any = None) -> BoardScreen:
        screen = BoardScreen(tools(role), place or HomePlace())
        qtbot.addWidget(screen)
        screen.resize(1150, 700)
        screen.show()
        return screen

    return of


def click_row(board: BoardScreen, row: int, qtbot: Any) -> None:
    cell = board.table.visualRect(board.model.index(row, CASE))
    port = board.table.viewport()
    qtbot.mouseClick(port, Qt.MouseButton.LeftButton, pos=cell.center())


def button_saying(board: BoardScreen, text: str) -> QPushButton:
    buttons = board.panel.findChildren(QPushButton) if board.panel else []
    return next(each for each in buttons if each.text() == text)


def views(association: Any) -> int:
    sql = "SELECT count(*) AS n FROM journal WHERE action = 'ViewCase'"
    (row,) = association.case_store().db.rows(sql, ())
    return int(row["n"])


def test_every_number_is_a_link_to_its_list(
    association: Any, open_board: Any, qtbot: Any
) -> None:
    association.case_to_decide()
    association.logged_case()
    board = open_board(DIRECTOR)
    unassigned = board.counters.button(CaseList.UNASSIGNED)
    assert board.counters.button(CaseList.TO_DECIDE).text() == "À décider  1"
    assert unassigned.text() == "Sans responsable  1"

    qtbot.mouseClick(unassigned, Qt.MouseButton.LeftButton)

    assert "À examiner" in board.model.index(0, CASE).data(
        Qt.ItemDataRole.AccessibleTextRole
    )


def test_each_sees_first_what_waits_for_them(association: Any, open_board: Any) -> None:
    association.case_to_decide()

    assert open_board(DIRECTOR).counters.button(CaseList.TO_DECIDE).isChecked()
    assert open_board(WORKER).counters.button(CaseList.MINE).isChecked()


def test_opening_the_board_asks_for_everything_once(
    association: Any, open_board: Any
) -> None:
    association.case_to_decide()
    asked: list[str] = []
    connection = association.case_store().db._connection
    connection.set_trace_callback(asked.append)

    open_board(DIRECTOR)

    connection.set_trace_callback(None)
    assert any("LIMIT" in each for each in asked)
    assert len(asked) == len(set(asked))


def test_another_list_begins_without_a_chosen_row(
    association: Any, open_board: Any, qtbot: Any
) -> None:
    association.case_to_decide()
    association.logged_case()
    board = open_board(DIRECTOR)
    click_row(board, 0, qtbot)

    unassigned = board.counters.button(CaseList.UNASSIGNED)
    qtbot.mouseClick(unassigned, Qt.MouseButton.LeftButton)

    assert board.model.rowCount() == 1
    assert not board.table.currentIndex().isValid()


def test_a_place_names_its_list(association: Any, open_board: Any) -> None:
    board = open_board(DIRECTOR, CasesPlace(CaseList.ALL))

    assert board.counters.button(CaseList.ALL).isChecked()


def test_moving_over_the_rows_opens_nothing(
    association: Any, open_board: Any, qtbot: Any
) -> None:
    association.case_to_decide("2")
    association.case_to_decide("3")
    board = open_board(DIRECTOR)
    before = views(association)
    board.table.setFocus()

    qtbot.keyClick(board.table, Qt.Key.Key_Down)
    qtbot.keyClick(board.table, Qt.Key.Key_Down)
    assert board.panel is None
    assert views(association) == before

    qtbot.keyClick(board.table, Qt.Key.Key_Return)

    assert board.panel is not None
    assert views(association) == before + 1


def test_the_director_decides_without_leaving_the_page(
    association: Any, open_board: Any, hands_on: Any, visited: Any, qtbot: Any
) -> None:
    first = association.case_to_decide("4")
    association.case_to_decide("2")
    board = open_board(DIRECTOR)
    click_row(board, 0, qtbot)
    answers = association.decision()
    addressees = answers.pop("addressees")
    board.panel.decision.form.set_content(answers)
    picker = board.panel.decision.addressees
    picker._territory.set_value("KEN")
    picker._offer()
    for row in addressees:
        button = picker.button_of(row["organisation"])
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton, pos=QPoint(8, 8))

    hands_on(board.panel).press("Signer la décision")

    page = association.opened(first, DIRECTOR)
    assert page.case.stage is Stage.ORIENTING
    assert {each.addressee for each in page.referrals} == set(ADDRESSEES)
    assert board.counters.button(CaseList.TO_DECIDE).text() == "À décider  1"
    assert board.model.rowCount() == 1
    assert board.table.currentIndex().row() == 0
    assert visited == []


def test_what_a_decision_lacks_is_said_where_it_lacks(
    association: Any, open_board: Any, hands_on: Any, qtbot: Any
) -> None:
    association.case_to_decide()
    board = open_board(DIRECTOR)
    click_row(board, 0, qtbot)

    hands_on(board.panel).press("Signer la décision")

    form = board.panel.decision.form
    assert form.question("reason").complaint()
    assert form.question("report").complaint()


def test_control_enter_signs_and_leaves_the_answer_one_is_at(
    association: Any, open_board: Any, qtbot: Any
) -> None:
    association.case_to_decide()
    board = open_board(DIRECTOR)
    with qtbot.waitActive(board):
        board.activateWindow()
    click_row(board, 0, qtbot)
    form = board.panel.decision.form
    option = form.question("decision").editor.focusProxy()

    with qtbot.waitSignal(board.panel.decision.sign.clicked):
        qtbot.keyClick(option, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    assert form.question("reason").complaint()
    assert "decision" not in form.content()


def test_a_decision_being_written_survives_another_case(
    association: Any, open_board: Any, qtbot: Any
) -> None:
    first = association.case_to_decide("4")
    association.case_to_decide("2")
    board = open_board(DIRECTOR)
    click_row(board, 0, qtbot)
    reason = board.panel.decision.form.question("reason").editor.box
    qtbot.keyClicks(reason, "Demain")

    click_row(board, 1, qtbot)

    kept = association.opened(first, DIRECTOR).file.sheet(SheetCode.DECISION)
    assert kept.content["reason"] == "Demain"
    click_row(board, 0, qtbot)
    assert board.panel.decision.form.content()["reason"] == "Demain"


def test_a_social_worker_takes_a_case_from_the_board(
    association: Any, open_board: Any, hands_on: Any, qtbot: Any
) -> None:
    case_id = association.logged_case()
    board = open_board(WORKER)
    click_row(board, 0, qtbot)

    hands_on(board.panel).press("Prendre en charge")

    assert association.opened(case_id).case.owner == association.people[WORKER]
    assert board.counters.button(CaseList.MINE).text() == "Mes dossiers  1"


def test_tab_goes_down_the_panel_and_stays_where_a_step_was_taken(
    association: Any, open_board: Any, qtbot: Any
) -> None:
    association.logged_case()
    board = open_board(WORKER)
    with qtbot.waitActive(board):
        board.activateWindow()
    click_row(board, 0, qtbot)
    reached = []
    board.table.setFocus()

    for _stop in range(3):
        qtbot.keyClick(board.focusWidget(), Qt.Key.Key_Tab)
        reached.append(board.focusWidget().text())
    step = button_saying(board, "Prendre en charge")
    step.setFocus()
    qtbot.keyClick(step, Qt.Key.Key_Return)

    assert reached == ["Prendre en charge", "Orienter en urgence", WHOLE]
    assert board.focusWidget().text() == "Évaluer le danger"


def test_the_whole_case_is_one_click_away(
    association: Any, open_board: Any, hands_on: Any, visited: Any, qtbot: Any
) -> None:
    case_id = association.logged_case()
    board = open_board(DIRECTOR)
    click_row(board, 0, qtbot)

    hands_on(board.panel).press(WHOLE)

    assert visited == [CasePlace(case_id)]


def test_an_empty_list_says_what_to_do(open_board: Any, hands_on: Any) -> None:
    board = open_board(DIRECTOR)

    assert "Aucune décision n'attend." in hands_on(board).texts()


def test_an_alert_without_its_sheet_is_seen_at_once(
    association: Any, open_board: Any
) -> None:
    association.educator.do(BeginDraft("yes", "no"))
    association.take_in()

    board = open_board(DIRECTOR)

    told, *_ = board.watch.banners
    assert "Alerte sans fiche : danger maintenant, \u2068Éducatrice" in told.sentence()


def test_a_draft_that_waits_for_more_than_a_day_is_seen(
    association: Any, open_board: Any
) -> None:
    draft = association.educator.do(BeginDraft("no", "no"))
    association.educator.do(SaveDraft(draft, {"where_now": "Marqueur"}))
    association.clock.pass_(hours=30)

    board = open_board(DIRECTOR)

    told, *_ = board.watch.banners
    assert "Brouillon non transmis : \u2068Éducatrice" in told.sentence()
    assert "Marqueur" not in told.sentence()


def test_a_change_by_somebody_is_seen_on_the_board(
    association: Any, open_board: Any
) -> None:
    case_id = association.logged_case()
    board = open_board(DIRECTOR)
    assert board.counters.button(CaseList.UNASSIGNED).text() == "Sans responsable  1"

    association.director.do(TakeInCharge(case_id))

    assert board.counters.button(CaseList.UNASSIGNED).text() == "Sans responsable  0"


def test_everything_can_be_reached_without_a_mouse(
    association: Any, open_board: Any, hands_on: Any, qtbot: Any
) -> None:
    association.case_to_decide()
    board = open_board(DIRECTOR)
    click_row(board, 0, qtbot)

    assert hands_on(board).unreachable() == []


def test_a_drop_that_could_not_be_read_is_never_silent(
    association: Any, open_board: Any
) -> None:
    association.director.do(SetAside(DropId("strange"), "signature"))

    board = open_board(DIRECTOR)

    told, *_ = board.watch.banners
    assert "1 envoi n'a pas pu être lu" in told.sentence()
