"""One box to find anyone and go anywhere, from the keyboard."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt

from casedesk.circuit.commands.family import NoteRelative
from casedesk.circuit.people import Role
from casedesk.circuit.search import Marked
from casedesk.ui.navigation import AnswerPlace, CasePlace, ReceiptPlace, SearchPlace
from casedesk.ui.search.screen import SearchScreen
from casedesk.ui.search.told import rich
from tests.circuit.people import MOTHER

WORKER, DIRECTOR = Role.SOCIAL_WORKER, Role.DIRECTOR
OTHER = {
    "given_latin": "Omar",
    "given_arabic": "",
    "family_latin": "El Idrissi",
    "family_arabic": "",
}


@pytest.fixture
def page(tools: Any, qtbot: Any) -> Callable[..., SearchScreen]:
    def shown(role: Role = WORKER) -> SearchScreen:
        opened = SearchScreen(tools(role), SearchPlace())
        qtbot.addWidget(opened)
        opened.show()
        return opened

    return shown


def notes_of(association: Any) -> list[int]:
    """What the journal of the cases has of searches: their hits."""
    rows = association.case_store().db.rows("SELECT hits FROM searches ORDER BY rowid")
    return [row["hits"] for row in rows]


def test_results_come_as_one_types_and_enter_opens_the_first(
    association: Any, page: Any, qtbot: Any, visited: Any, hands_on: Any
) -> None:
    salma = association.case_in_charge()
    association.logged_case({**association.concern, **OTHER})
    number = association.opened(salma).case.number
    found = page()

    qtbot.keyClicks(found.box, "sal")
    assert found.names.buttons[0].text().startswith(f"\u2068{number}\u2069 · ")
    qtbot.keyClicks(found.box, "ma ben")

    assert len(found.names.buttons) == 1
    assert any("<b>Salma</b> <b>Ben</b>ali" in each for each in hands_on(found).texts())
    qtbot.keyClick(found.box, Qt.Key.Key_Return)
    assert visited == [CasePlace(salma)]


def test_the_arrows_go_from_the_box_through_what_was_found(
    association: Any, page: Any, qtbot: Any, visited: Any
) -> None:
    one, other = association.case_in_charge(), association.case_in_charge()
    found = page()
    found.activateWindow()
    qtbot.keyClicks(found.box, "salma")

    qtbot.keyClick(found.box, Qt.Key.Key_Down)
    first, second = found.names.buttons
    qtbot.keyClick(first, Qt.Key.Key_Down)
    assert found.focusWidget() is second
    qtbot.keyClick(second, Qt.Key.Key_Up)
    qtbot.keyClick(first, Qt.Key.Key_Up)
    assert found.focusWidget() is found.box
    second.click()

    assert visited[0] in (CasePlace(one), CasePlace(other))


def test_what_was_written_is_searched_once_the_hand_rests(
    association: Any, page: Any, qtbot: Any, visited: Any
) -> None:
    case_id = association.case_in_charge()
    found = page()
    qtbot.keyClicks(found.box, "marque bleue")
    assert found.texts.buttons == []
    assert found.pause.isActive()

    found.pause.timeout.emit()

    assert len(found.texts.buttons) == 1
    assert found.texts.isVisible()
    qtbot.keyClick(found.box, Qt.Key.Key_Return)
    assert visited == [CasePlace(case_id)]


def test_the_box_leads_to_pages_as_well(
    page: Any, qtbot: Any, visited: Any, hands_on: Any
) -> None:
    found = page()
    assert "Signaler une inquiétude" in hands_on(found).buttons()

    qtbot.keyClicks(found.box, "coup")

    assert hands_on(found).buttons() == ["Saisir un coupon"]
    qtbot.keyClick(found.box, Qt.Key.Key_Return)
    assert visited == [AnswerPlace()]


def test_it_says_what_can_be_typed_and_what_to_do_when_nothing_is_found(
    association: Any, page: Any, qtbot: Any, hands_on: Any
) -> None:
    association.case_in_charge()
    found = page()
    assert any(
        each.startswith("Un nom, en français") for each in hands_on(found).texts()
    )

    qtbot.keyClicks(found.box, "sakma")
    assert any("ce qui s'en approche" in each for each in hands_on(found).texts())
    found.box.setText("zzzzzz")
    found.pause.timeout.emit()

    assert any(each.startswith("Rien n'est trouvé") for each in hands_on(found).texts())
    assert hands_on(found).unreachable() == []


def test_J09_a_search_is_journalled_once_it_rests_and_not_for_each_letter(
    association: Any, page: Any, qtbot: Any
) -> None:
    association.case_in_charge()
    found = page()
    qtbot.keyClicks(found.box, "salma")
    assert notes_of(association) == []

    found.rest.timeout.emit()
    found.leave()
    assert notes_of(association) == [1]

    found.box.setText("idrissi")
    found.leave()
    assert notes_of(association) == [1, 0]
    found.box.clear()
    found.leave()

    assert notes_of(association) == [1, 0]
    images = association.case_store().db.rows("SELECT image FROM journal_image")
    searched = [row["image"] for row in images if '"hits"' in row["image"]]
    assert len(searched) == 2
    assert not any("alma" in each or "driss" in each for each in searched)


def test_an_educator_finds_their_own_receipts_and_no_entry_is_made(
    association: Any, page: Any, qtbot: Any, visited: Any
) -> None:
    association.case_in_charge()
    (sent,) = association.educator.reads.my_receipts()
    found = page(Role.EDUCATOR)

    qtbot.keyClicks(found.box, "salma")
    assert found.names.buttons == []
    found.box.setText(sent.number)
    qtbot.keyClick(found.box, Qt.Key.Key_Return)
    found.leave()

    assert visited == [ReceiptPlace(sent.id)]
    assert notes_of(association) == []


def test_who_is_around_a_child_is_told_as_such(
    association: Any, page: Any, qtbot: Any, hands_on: Any
) -> None:
    case_id = association.case_in_charge()
    association.worker.do(NoteRelative(case_id, MOTHER))
    found = page()

    found.box.setText("شرايبي")

    assert "proche" in hands_on(found).texts()
    assert any("<b>Chraïbi</b>" in each for each in hands_on(found).texts())


def test_what_people_typed_is_never_markup() -> None:
    line = Marked("<i>Salma</i> & co · سلمى", ((3, 8),))

    told = rich(line)

    assert "&lt;i&gt;<b>Salma</b>&lt;/i&gt; &amp; co" in told
    assert "<i>" not in told
