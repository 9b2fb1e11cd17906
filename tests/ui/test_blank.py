"""Blank sheets from the screen, and back."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtWidgets import QPushButton

from casedesk.circuit.commands.blanks import IssueBlank, IssueCaseBlank
from casedesk.circuit.people import Role
from casedesk.circuit.sheet import SheetCode
from casedesk.ui.answer.find_form import FindForm
from casedesk.ui.blank.screen import BlankScreen
from casedesk.ui.navigation import AssessPlace, BlankPlace, ConcernPlace

WORKER, EDUCATOR = Role.SOCIAL_WORKER, Role.EDUCATOR
SCAN = b"Ce qui etait sur la feuille."


@pytest.fixture
def open_page(tools: Any, qtbot: Any, hands_on: Any) -> Any:
    def opened(role: Role, place: BlankPlace | None = None) -> Any:
        page = BlankScreen(tools(role), place or BlankPlace())
        qtbot.addWidget(page)
        page.show()
        return hands_on(page)

    return opened


def test_an_educator_prints_a_blank_concern_in_one_press(
    association: Any, open_page: Any, tray: Any, jobs: Any, qtbot: Any
) -> None:
    hands = open_page(EDUCATOR)
    assert list(hands.page.sheets.buttons) == [SheetCode.CONCERN]

    with qtbot.waitSignal(jobs.idle):
        hands.press("F-A · Fiche de recueil")

    ((pdf, copies),) = tray.printed
    assert (pdf[:5], copies) == (b"%PDF-", 1)
    store = association.sit(EDUCATOR).desk_store
    (row,) = store.db.rows("SELECT code FROM blanks")
    said = f"Fiche imprimée, code {row['code']}. Le code est inscrit au journal."
    assert said in hands.texts()


def test_a_worker_is_offered_every_sheet_and_one_for_a_case(
    association: Any, open_page: Any, jobs: Any, qtbot: Any
) -> None:
    case_id = association.case_in_charge()
    hands = open_page(WORKER, BlankPlace(case=case_id))
    assert set(hands.page.sheets.buttons) == set(association.rules.sheets)

    with qtbot.waitSignal(jobs.idle):
        hands.page.sheets.buttons[SheetCode.ASSESSMENT].click()

    (row,) = association.case_store().db.rows("SELECT case_id FROM case_blanks")
    assert row["case_id"] == case_id


def test_the_code_of_a_blank_leads_from_the_coupon_page_to_its_sheet(
    association: Any, tools: Any, qtbot: Any, visited: Any
) -> None:
    case_id = association.case_in_charge()
    code = association.worker.do(IssueCaseBlank(case_id, SheetCode.ASSESSMENT))
    form = FindForm(tools(WORKER))
    qtbot.addWidget(form)

    form.open_coupon(code.lower())

    assert visited == [BlankPlace(code=code)]


def test_a_code_nobody_gave_is_told_beside_the_box(open_page: Any) -> None:
    hands = open_page(WORKER, BlankPlace(code="7F3K-9QXM-2"))

    assert hands.page.field.complaint()


@pytest.fixture
def scanned(prompts: Any, tmp_path: Any) -> None:
    """A scan, chosen when one is asked for."""
    prompts.file = tmp_path / "scan.txt"
    prompts.file.write_bytes(SCAN)


@pytest.mark.usefixtures("scanned")
def test_the_scan_of_a_sheet_goes_to_its_case(
    association: Any, open_page: Any, jobs: Any, qtbot: Any, visited: Any
) -> None:
    case_id = association.case_in_charge()
    code = association.worker.do(IssueCaseBlank(case_id, SheetCode.ASSESSMENT))
    hands = open_page(WORKER, BlankPlace(code=code))

    with qtbot.waitSignal(jobs.idle, timeout=20_000):
        hands.press("Joindre le scan…")

    row = association.worker.reads.blank(code)
    assert (row.case_id, row.has_scan) == (case_id, True)
    association.opened(case_id)
    (kept,) = association.worker.reads.attachments(case_id)
    assert kept.label == f"F-B · {code}"
    hands.press("Saisir la fiche")
    assert visited == [AssessPlace(case_id)]


def test_the_sheet_of_no_case_asks_which_before_its_scan(
    association: Any, open_page: Any, visited: Any
) -> None:
    code = association.educator.do(IssueBlank(SheetCode.CONCERN))
    hands = open_page(WORKER, BlankPlace(code=code))

    hands.press("Joindre le scan…")

    assert "Choisir d'abord le dossier." in hands.texts()
    hands.press("Saisir la fiche")
    assert visited == [ConcernPlace(paper=code)]


def test_an_educator_types_the_sheet_and_reads_no_case(
    association: Any, open_page: Any, visited: Any
) -> None:
    association.case_in_charge()
    code = association.educator.do(IssueBlank(SheetCode.CONCERN))
    hands = open_page(EDUCATOR, BlankPlace(code=code))

    shown = [
        each.text()
        for each in hands.page.findChildren(QPushButton)
        if each.isVisibleTo(hands.page)
    ]
    assert "Joindre le scan…" not in shown
    hands.press("Saisir la fiche")

    assert visited == [ConcernPlace(paper=code)]


def test_everything_can_be_reached_without_a_mouse(open_page: Any) -> None:
    assert open_page(WORKER).unreachable() == []
