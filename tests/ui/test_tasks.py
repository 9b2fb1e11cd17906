"""One's own tasks, in all of one's cases."""

from __future__ import annotations

from typing import Any

from casedesk.circuit.commands.handover import AddTask
from casedesk.circuit.dates import local
from casedesk.circuit.people import Role
from casedesk.ui.navigation import CasePlace, TasksPlace
from casedesk.ui.tasks.screen import TasksScreen

WORKER = Role.SOCIAL_WORKER


def test_a_task_is_done_from_the_list(
    association: Any, tools: Any, qtbot: Any, hands_on: Any, visited: Any
) -> None:
    case_id = association.case_in_charge()
    me, today = association.people[WORKER], local(association.clock()).date()
    association.worker.do(AddTask(case_id, "Rappeler", me, today))
    association.clock.pass_(days=2)
    page = TasksScreen(tools(WORKER), TasksPlace())
    qtbot.addWidget(page)
    page.show()
    hands = hands_on(page)
    number = association.opened(case_id).case.number

    assert "1 tâche vous attend" in hands.texts()
    assert any(each.startswith("en retard") for each in hands.texts())
    hands.press(f"Dossier {number}")
    assert visited == [CasePlace(case_id)]
    assert hands.unreachable() == []

    hands.press("Noter comme faite")

    assert "Rappeler" not in hands.texts()
    assert association.worker.reads.my_tasks() == ()


def test_the_list_says_what_to_do_while_it_is_empty(
    tools: Any, qtbot: Any, hands_on: Any
) -> None:
    page = TasksScreen(tools(WORKER), TasksPlace())
    qtbot.addWidget(page)
    page.show()

    assert any("depuis la page d'un dossier" in each for each in hands_on(page).texts())
