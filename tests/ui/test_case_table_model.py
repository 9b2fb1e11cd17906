"""The list of cases: pages, repaints, and no names."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt

from casedesk.circuit.case import Case, CaseId
from casedesk.circuit.commands.cases import Decide, TakeInCharge
from casedesk.circuit.people import PersonId, Role
from casedesk.circuit.queries import CaseList
from casedesk.circuit.stages import Stage
from casedesk.ui.board.case_table_model import (
    BESIDE,
    CASE,
    DANGER,
    DUE,
    UNDER,
    CaseTableModel,
)
from casedesk.ui.widgets.rows_model import PAGE

ROW = Qt.ItemDataRole.UserRole
TEXT = Qt.ItemDataRole.AccessibleTextRole


@pytest.fixture
def model(tools: Any) -> CaseTableModel:
    made = CaseTableModel(tools(Role.DIRECTOR))
    made.show_list(CaseList.ALL)
    return made


def crowd(association: Any, count: int) -> None:
    """Cases that only a list is interested in."""
    now = association.clock()
    store = association.case_store()
    with store.work(association.director.actor, "TakeInDrop") as work:
        for n in range(count):
            work.cases.save(
                Case(
                    id=CaseId(work.new_id()),
                    number=f"SAL-26-{n:04}",
                    stage=Stage.LOGGED,
                    since=now,
                    opened_at=now,
                    due_at=now + timedelta(hours=n),
                    author=PersonId("somebody"),
                    receipt=f"receipt {n}",
                    entry="DOUTE",
                )
            )


def test_a_row_says_which_case_where_it_stands_and_whose_it_is(
    association: Any, model: CaseTableModel
) -> None:
    case_id = association.case_to_decide(danger="3")
    number = association.opened(case_id).case.number

    model.refresh()

    assert model.index(0, DANGER).data() == "3"
    assert model.index(0, CASE).data() == number
    assert model.index(0, CASE).data(BESIDE) == "fille, 8 ans"
    under = "En attente de décision · Assistante sociale"
    assert model.index(0, CASE).data(UNDER) == under
    assert model.index(0, DUE).data() == "dans 2\u00a0h"
    assert model.index(0, 0).data(ROW).id == case_id


def test_no_name_of_a_child_is_in_a_list(
    association: Any, model: CaseTableModel
) -> None:
    association.logged_case()

    model.refresh()

    shown = (Qt.ItemDataRole.DisplayRole, BESIDE, UNDER)
    roles = (*shown, Qt.ItemDataRole.ToolTipRole, TEXT)
    told = [
        str(model.index(0, column).data(role))
        for column in range(model.columnCount())
        for role in roles
    ]
    assert any("fille" in each for each in told)
    assert [each for each in told if "Salma" in each or "سلمى" in each] == []


def test_taking_in_charge_repaints_and_keeps_ones_place(
    association: Any, model: CaseTableModel, qtbot: Any
) -> None:
    case_id = association.logged_case()
    model.refresh()
    association.worker.do(TakeInCharge(case_id))

    with qtbot.waitSignal(model.dataChanged), qtbot.assertNotEmitted(model.modelReset):
        model.refresh()

    assert "Assistante sociale" in model.index(0, CASE).data(UNDER)


def test_a_decided_case_leaves_the_list_of_decisions(
    association: Any, model: CaseTableModel
) -> None:
    case_id = association.case_to_decide()
    model.show_list(CaseList.TO_DECIDE)
    assert model.rowCount() == 1

    association.director.do(Decide(case_id, association.decision()))
    model.refresh()

    assert model.rowCount() == 0
    assert not model.index_of(case_id).isValid()


def test_rows_arrive_a_page_at_a_time(
    association: Any, model: CaseTableModel, qtmodeltester: Any
) -> None:
    crowd(association, PAGE + 5)
    model.show_list(CaseList.ALL)
    assert model.rowCount() == PAGE

    qtmodeltester.check(model)

    while model.canFetchMore(model.index(-1, -1)):
        model.fetchMore(model.index(-1, -1))
    numbers = [model.index(row, 0).data(ROW).number for row in range(model.rowCount())]
    assert numbers == [f"SAL-26-{n:04}" for n in range(PAGE + 5)]


def test_what_is_late_says_so(association: Any, model: CaseTableModel) -> None:
    association.logged_case()
    association.clock.pass_(days=3)

    model.refresh()

    assert model.index(0, DUE).data() == "en retard de 2\u00a0j"
    assert model.is_late(model.row_of(model.index(0, 0)))
