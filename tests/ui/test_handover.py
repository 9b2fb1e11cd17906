"""Handing a case over from its page: tasks, notes, approvals, additions."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from PySide6.QtWidgets import QAbstractButton

from casedesk.circuit.commands.amendments import AmendSheet
from casedesk.circuit.commands.cases import TakeInCharge
from casedesk.circuit.commands.copies import ConfirmPrint, PreparePrint
from casedesk.circuit.commands.handover import AddNote, AddTask
from casedesk.circuit.commands.register import EnterFromRegister
from casedesk.circuit.dates import local
from casedesk.circuit.handover import TaskKind, TaskState
from casedesk.circuit.numbers import digest, typed_anchor
from casedesk.circuit.paper_language import PaperLanguage
from casedesk.circuit.people import Role
from casedesk.circuit.sheet import Addressee, SheetCode
from casedesk.ui.casefile.answers import Teller
from casedesk.ui.casefile.chronology import told
from casedesk.ui.cases.chronology_print import PrintChronology
from casedesk.ui.cases.screen import CaseScreen
from casedesk.ui.navigation import CasePlace
from tests.circuit.conftest import Referring

DIRECTOR, WORKER = Role.DIRECTOR, Role.SOCIAL_WORKER


@pytest.fixture
def open_case(tools: Any, qtbot: Any, hands_on: Any) -> Any:
    def opened(role: Role, case_id: Any) -> Any:
        page = CaseScreen(tools(role), CasePlace(case_id))
        qtbot.addWidget(page)
        page.resize(1366, 768)
        page.show()
        return hands_on(page)

    return opened


def test_a_task_is_given_done_and_gone(association: Any, open_case: Any) -> None:
    case_id = association.case_in_charge()
    hands = open_case(WORKER, case_id)

    hands.press("Ajouter une tâche")
    hands.type("Ce qu'il y a à faire", "Rappeler la tante")
    hands.box("Pour le").setText("05/03/2026")
    hands.press("Confier la tâche")

    (task,) = association.opened(case_id).tasks
    assert (task.what, task.due_on.isoformat()) == ("Rappeler la tante", "2026-03-05")
    hands.press("Noter comme faite")
    (task,) = association.opened(case_id).tasks
    assert task.state is TaskState.DONE


def test_a_task_without_a_day_says_so_beside_it(
    association: Any, open_case: Any
) -> None:
    hands = open_case(WORKER, association.case_in_charge())

    hands.press("Ajouter une tâche")
    hands.type("Ce qu'il y a à faire", "Rappeler")
    hands.press("Confier la tâche")

    assert "À compléter." in hands.texts()


def test_before_a_call_the_safe_way_to_call_is_told(
    association: Any, open_case: Any
) -> None:
    content = {**association.concern, "safe_contact": "La tante, le matin seulement"}
    case_id = association.logged_case(content)
    me, today = association.people[WORKER], local(association.clock()).date()
    association.worker.do(AddTask(case_id, "Rappeler", me, today, TaskKind.CALL))

    texts = open_case(WORKER, case_id).texts()

    assert texts.count("La tante, le matin seulement") > 1  # the child's card, the task


def test_a_note_is_written_by_whoever_supervises_and_read_by_the_worker(
    association: Any, open_case: Any
) -> None:
    case_id = association.case_in_charge()
    association.director.do(AddNote(case_id, "Revoir le plan ensemble."))

    hands = open_case(WORKER, case_id)

    assert "Revoir le plan ensemble." in hands.texts()
    assert "Ajouter une note" not in hands.buttons()
    assert "Ajouter une note" in open_case(DIRECTOR, case_id).buttons()


def test_a_director_approves_the_assessment_in_one_press(
    association: Any, open_case: Any
) -> None:
    case_id = association.case_to_decide()
    hands = open_case(DIRECTOR, case_id)
    before = hands.buttons().count("Vu et validé")  # the concern, and the assessment

    buttons = [each for each in _buttons(hands) if each.text() == "Vu et validé"]
    buttons[-1].click()

    assert hands.buttons().count("Vu et validé") == before - 1
    assert len(association.opened(case_id).approvals) == 1


def test_an_addition_stands_under_its_sheet_with_its_reason(
    association: Any, open_case: Any
) -> None:
    case_id = association.case_to_decide()
    hands = open_case(WORKER, case_id)

    buttons = [each for each in _buttons(hands) if each.text() == "Ajouter…"]
    buttons[-1].click()  # the assessment
    hands.box("Ce qu'il faut ajouter ou corriger").set_text("Un oncle aussi.")
    hands.box("Motif").set_text("Appris hier.")
    hands.press("Ajouter, daté et signé")

    page = association.opened(case_id)
    sheet = page.file.sheet(SheetCode.ASSESSMENT)
    assert [(each.sheet_id, each.text) for each in page.amendments] == [
        (sheet.id, "Un oncle aussi.")
    ]
    assert "1 ajout" in hands.texts()


def test_whoever_has_the_sheet_must_be_told_until_a_new_copy_is_printed(
    association: Any, open_case: Any
) -> None:
    referring = Referring(association)
    case_id = association.case_being_referred()
    sent = referring.send(referring.of(case_id, Addressee.HOSPITAL))
    association.clock.pass_(hours=1)
    association.worker.do(AmendSheet(case_id, sent.sheet_id, "Fièvre.", "Appel reçu."))

    told = [
        each for each in open_case(WORKER, case_id).texts() if "le prévenir" in each
    ]
    assert len(told) == 1

    copy = association.worker.do(
        PreparePrint(case_id, sent.sheet_id, PaperLanguage.FRENCH)
    )
    association.worker.do(ConfirmPrint(copy, "ab" * 32))
    told = [
        each for each in open_case(WORKER, case_id).texts() if "le prévenir" in each
    ]
    assert told == []


def isolates_out(text: str) -> str:
    return text.replace("\u2068", "").replace("\u2069", "")


def _buttons(hands: Any) -> list[Any]:
    found = hands.page.findChildren(QAbstractButton)
    return [each for each in found if each.isVisibleTo(hands.page)]


def test_the_chronology_is_printed_and_its_printing_journalled(
    association: Any, open_case: Any, tray: Any, jobs: Any, qtbot: Any
) -> None:
    case_id = association.case_in_charge()
    hands = open_case(WORKER, case_id)

    hands.page.findChild(PrintChronology).language.button("both").click()
    with qtbot.waitSignal(jobs.idle):
        hands.press("Imprimer la chronologie")

    ((pdf, _copies),) = tray.printed
    page = association.opened(case_id)
    (printout,) = page.printouts
    assert printout.language == "both"
    assert printout.digest == digest(pdf).hex()
    anchor = association.worker.reads.prepared_printout(printout.id).anchor
    assert typed_anchor(anchor) is not None  # the code that stands on it


def test_the_chronology_shows_one_kind_of_line_when_asked(
    association: Any, open_case: Any
) -> None:
    case_id = association.case_in_charge()
    association.director.do(AddNote(case_id, "Revoir."))
    hands = open_case(WORKER, case_id)
    assert any("Prise en charge" in each for each in hands.texts())

    chosen = hands.box("Ne montrer que")
    chosen.set_value("handover")
    chosen.chosen.emit()

    assert any("Note de supervision" in each for each in hands.texts())
    assert not any(each.startswith("Prise en charge") for each in hands.texts())


def test_a_silence_is_between_contacts_whatever_was_written_meanwhile(
    association: Any, tools: Any
) -> None:
    case_id = association.logged_case()
    association.clock.pass_(days=5)
    association.worker.do(TakeInCharge(case_id))  # moves the case, reaches nobody
    now = association.clock.pass_(days=18)

    page = association.opened(case_id)
    lines = told(page.chronology, Teller.of(tools(WORKER)), now)

    assert [each.what for each in lines if each.is_silence] == [
        "— 23 jours sans contact —"
    ]


def test_the_old_register_stands_in_the_chronology_at_its_own_days(
    association: Any, tools: Any
) -> None:
    case_id = association.worker.do(
        EnterFromRegister("12", date(2026, 1, 5), "DOUTE", "Une voisine.")
    )
    page = association.opened(case_id)

    lines = told(page.chronology, Teller.of(tools(WORKER)), association.clock())

    assert [isolates_out(each.what) for each in lines] == [
        "Reçu (registre papier)",
        "Repris du registre papier, n° 12",
        "— 56 jours sans contact —",
    ]
    assert lines[0].at.date() == date(2026, 1, 5)
