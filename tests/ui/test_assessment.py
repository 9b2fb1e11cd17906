"""Assessing the danger, beside what was recorded."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtWidgets import QWidget

from casedesk.circuit.commands.cases import GoUrgent
from casedesk.circuit.people import Role
from casedesk.circuit.sheet import SheetCode
from casedesk.circuit.stages import Stage
from casedesk.store.errors import StoreFull
from casedesk.ui.assessment.screen import AssessScreen
from casedesk.ui.autosave import Autosave
from casedesk.ui.navigation import AssessPlace, CasePlace

WORKER = Role.SOCIAL_WORKER


@pytest.fixture
def assess(tools: Any, qtbot: Any) -> Any:
    """The screen for one case, shown."""

    def of(case_id: Any) -> AssessScreen:
        screen = AssessScreen(tools(WORKER), AssessPlace(case_id))
        qtbot.addWidget(screen)
        screen.resize(1150, 700)
        screen.show()
        return screen

    return of


def draft(association: Any, case_id: Any) -> Any:
    return association.opened(case_id).file.sheet(SheetCode.ASSESSMENT)


def test_what_is_typed_is_kept_on_leaving_and_comes_back(
    association: Any, assess: Any, qtbot: Any
) -> None:
    case_id = association.case_in_charge()
    screen = assess(case_id)
    reason = screen.form.question("danger_reason").editor.box
    qtbot.keyClicks(reason, "Deux fois cette semaine")
    assert draft(association, case_id) is None

    screen.leave()

    kept = draft(association, case_id)
    assert kept.content["danger_reason"] == "Deux fois cette semaine"
    assert not kept.is_signed
    again = assess(case_id).form.question("danger_reason").editor.value()
    assert again == "Deux fois cette semaine"


def test_a_pause_in_typing_saves(association: Any, assess: Any, qtbot: Any) -> None:
    case_id = association.case_in_charge()
    screen = assess(case_id)
    qtbot.keyClicks(screen.form.question("danger_reason").editor.box, "x")

    with qtbot.waitSignal(screen.told) as said:
        screen.findChild(Autosave)._on_pause()

    assert said.args == ["Enregistré à 12\u00a0h\u00a000"]
    assert draft(association, case_id).content == {"danger_reason": "x"}


def test_what_cannot_be_saved_stays_due_and_says_so(qtbot: Any) -> None:
    full = True
    saved = []

    def save() -> None:
        if full:
            raise StoreFull
        saved.append("kept")

    screen = QWidget()
    qtbot.addWidget(screen)
    keeping = Autosave(save, screen)
    keeping.touch()

    with qtbot.waitSignal(keeping.failed):
        keeping._on_pause()
    full = False
    keeping.flush()

    assert saved == ["kept"]


def test_signing_puts_the_case_before_the_director(
    association: Any, assess: Any, hands_on: Any, visited: Any
) -> None:
    done = association.case_to_decide("3")
    answers = draft(association, done).content
    case_id = association.case_in_charge()
    screen = assess(case_id)
    screen.form.set_content({**answers, "danger": ""})
    level = screen.form.question("danger").editor.box
    level.button("4").click()

    hands_on(screen).press("Signer et soumettre à décision")

    page = association.opened(case_id)
    assert (page.case.stage, page.case.danger) == (Stage.DECISION, "4")
    assert draft(association, case_id).is_signed
    assert visited == [CasePlace(case_id)]
    screen.leave()  # nothing is due any more


def test_what_is_missing_is_said_beside_its_question(
    association: Any, assess: Any, hands_on: Any
) -> None:
    case_id = association.case_in_charge()
    screen = assess(case_id)

    hands_on(screen).press("Signer et soumettre à décision")

    assert screen.form.question("danger").complaint() == "À compléter."
    assert screen.form.question("completed").complaint() == ""
    assert association.opened(case_id).case.stage is Stage.ASSESSING


def test_after_the_urgent_path_signing_moves_nothing(
    association: Any, assess: Any, hands_on: Any
) -> None:
    answers = draft(association, association.case_to_decide("4")).content
    case_id = association.logged_case()
    organisation = association.worker.reads.organisations()[0].id
    association.worker.do(GoUrgent(case_id, (organisation,)))
    screen = assess(case_id)
    screen.form.set_content(answers)

    hands_on(screen).press("Signer l'évaluation")

    page = association.opened(case_id)
    assert (page.case.stage, page.case.danger) == (Stage.ORIENTING, "4")


def test_the_words_and_the_scale_stand_beside_the_form(
    association: Any, assess: Any, hands_on: Any
) -> None:
    screen = assess(association.case_in_charge())

    assert "« ما بغيتش نرجع للدار. »" in hands_on(screen).texts()

    screen.beside.choice.button("scale").click()
    told = "\n".join(hands_on(screen.beside).texts())
    assert "Un seul critère suffit" in told
    assert "Danger imminent" in told


def test_everything_can_be_reached_without_a_mouse(
    association: Any, assess: Any, hands_on: Any
) -> None:
    assert hands_on(assess(association.case_in_charge())).unreachable() == []
