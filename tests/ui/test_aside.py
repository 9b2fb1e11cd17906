"""Setting a case apart, from its page: asked, agreed to by a reader, gone from here."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from shiboken6 import isValid

from casedesk.app import training
from casedesk.app.entrance import VaultEntrance
from casedesk.app.training import PastClock, TrainingVault
from casedesk.app.training_texts import (
    BOARD,
    DIRECTOR,
    EDUCATOR,
    SOCIAL_WORKER,
    WALKED,
)
from casedesk.circuit.attachment import AttachmentKind
from casedesk.circuit.case import CaseId
from casedesk.circuit.circles import CircleId
from casedesk.circuit.commands.attachments import AddAttachment
from casedesk.circuit.queries import CaseList
from casedesk.ui.cases.aside_panel import AsidePanel
from casedesk.ui.cases.screen import CaseScreen
from casedesk.ui.navigation import CasePlace, HomePlace
from casedesk.ui.watch_list import WatchList
from casedesk.ui.workspace import Tools, Workspace

OPEN = "Mettre à part dans un cercle…"
ASK = "Demander à mettre à part"
AGREE = "Confirmer à deux"
GO = ("Mettre le dossier à part", "Il ne sera plus visible ici : confirmer")
GONE = "Ce dossier a été mis à part. Il n'est plus ici."
# Does not grow small: more than one part.
LETTER = "".join(hashlib.sha256(f"{n}".encode()).hexdigest() for n in range(3000))


@pytest.fixture
def house(vault: Path, entrance: VaultEntrance, clock: Any) -> TrainingVault:
    """Without any circle yet."""
    clock.pass_(hours=1)
    return TrainingVault(vault, entrance, PastClock(clock))


@pytest.fixture
def case_id(house: TrainingVault) -> CaseId:
    """In charge of the social worker, with a file that fills several parts."""
    with house.sitting(EDUCATOR) as sitting:
        training.record(sitting, WALKED, house.clock())
    with house.sitting(SOCIAL_WORKER) as sitting:
        case_id = training.newest_case(sitting, house.clock())
        training.take(sitting, case_id)
        letter = LETTER.encode()
        sitting.desk.do(AddAttachment(case_id, "Lettre", AttachmentKind.TEXT, letter))
    return case_id


@pytest.fixture
def page(
    house: TrainingVault, case_id: CaseId, seated: Any, hands_on: Any, qtbot: Any
) -> Page:
    """The case in front of the director, who is the one involved; both circles."""
    training.draw_circles(house)
    workspace = seated(DIRECTOR)
    return Page(house, case_id, workspace, hands_on(workspace), qtbot)


class Page:
    """What the director does with the last card of the page of one case."""

    def __init__(
        self,
        house: TrainingVault,
        case_id: CaseId,
        workspace: Workspace,
        hands: Any,
        qtbot: Any,
    ) -> None:
        self.house, self.case_id, self.workspace = house, case_id, workspace
        self.hands, self._qtbot = hands, qtbot
        self.open()

    @property
    def panel(self) -> AsidePanel:
        screen = self.workspace.shown
        assert isinstance(screen, CaseScreen)
        assert screen._aside is not None
        return screen._aside

    def open(self) -> None:
        self.workspace.go_to(HomePlace())
        self.workspace.go_to(CasePlace(self.case_id))

    def ask(self) -> None:
        self.hands.press(OPEN)
        self.panel.readers.involved.button(self.house.person(DIRECTOR)).click()
        self.hands.press(ASK)

    def agree(self, phrase: str = BOARD.passphrase) -> None:
        self.panel.second.set_value(self.house.person(BOARD))
        self.panel.passphrase.setText(phrase)
        with self._qtbot.waitSignal(self.workspace.settled):
            self.hands.press(AGREE)

    def go(self) -> None:
        for each in GO:
            self.hands.press(each)

    def says(self, told: str) -> bool:
        return any(told in each for each in self.hands.texts())

    def wait_for_new_file(self) -> None:
        self._qtbot.waitUntil(lambda: self.says(GONE))
        self._qtbot.waitUntil(lambda: not self.workspace.is_busy)

    def cases_here(self) -> list[CaseId]:
        reads, now = self.workspace.tools.desk.reads, self.house.clock()
        return [each.id for each in reads.cases(CaseList.ALL, now, None, 9)]


def in_circle(house: TrainingVault, workspace: Workspace) -> tuple[CircleId, Any]:
    """The circle that only the board is in, and the cases found there."""
    me, desks = house.person(BOARD), workspace._sitting.circles
    circles = workspace.tools.desk.reads.circles()
    circle = next(each.id for each in circles if each.members == (me,))
    return circle, desks[circle].reads.cases(CaseList.ALL, house.clock(), None, 9)


def test_what_is_asked_first_is_seen_and_has_the_keyboard(
    page: Page, house: TrainingVault
) -> None:
    page.workspace.resize(900, 500)
    page.hands.press(OPEN)

    first = page.panel.readers.involved.focusProxy()
    assert page.workspace.focusWidget() is first
    assert not first.visibleRegion().isEmpty()


def test_a_case_is_set_apart_by_two_and_found_in_the_circle(
    page: Page, house: TrainingVault, seated: Any, hands_on: Any
) -> None:
    page.ask()
    assert page.says("Liront le dossier : \u2068Présidence\u2069.")
    page.agree()
    assert page.cases_here() == [page.case_id], "nothing changes before the last word"
    page.go()
    page.wait_for_new_file()

    assert page.cases_here() == []
    assert not page.says("Salma")
    workspace = seated(BOARD)
    circle, (row,) = in_circle(house, workspace)
    assert row.id == page.case_id
    workspace.enter(circle)
    workspace.go_to(CasePlace(row.id))
    assert any("Salma" in each for each in hands_on(workspace).texts())


def test_nobody_is_offered_to_read_before_one_says_who_is_involved(page: Page) -> None:
    page.hands.press(OPEN)
    readers = page.panel.readers
    assert not readers.circle()
    assert page.says("Assistante sociale\u2069 ("), "who has opened it already"

    readers.involved.button(page.house.person(DIRECTOR)).click()
    readers.involved.button(page.house.person(BOARD)).click()

    assert not readers.circle()
    assert page.says("Personne ici ne peut lire sans que cette personne l'apprenne.")
    page.hands.press("Plus tard")
    assert OPEN in page.hands.buttons()


def test_a_wrong_phrase_changes_nothing_and_can_be_typed_again(page: Page) -> None:
    page.ask()

    page.agree("pas la bonne phrase du tout")

    assert page.says("Cette phrase n'ouvre pas ce coffre")
    assert page.panel.passphrase.text() == ""
    assert GO[0] not in page.hands.buttons()
    page.agree()
    assert GO[0] in page.hands.buttons()


def test_without_a_circle_nothing_is_offered(
    case_id: CaseId, director: Tools, hands_on: Any, qtbot: Any
) -> None:
    screen = CaseScreen(director, CasePlace(case_id))
    qtbot.addWidget(screen)
    screen.show()

    assert screen._aside is None
    assert OPEN not in hands_on(screen).buttons()


def test_what_was_asked_is_there_when_the_page_is_opened_again(page: Page) -> None:
    page.ask()

    page.open()

    assert page.says("Demandé par \u2068Directrice\u2069 le ")
    assert AGREE in page.hands.buttons()
    assert OPEN not in page.hands.buttons()
    page.hands.press("Retirer la demande")
    assert OPEN in page.hands.buttons()


def test_after_seven_days_without_a_second_word_one_begins_again(
    page: Page, clock: Any
) -> None:
    page.ask()
    clock.pass_(days=7, seconds=1)

    page.open()

    assert AGREE not in page.hands.buttons()
    assert OPEN in page.hands.buttons()
    page.ask()
    assert AGREE in page.hands.buttons()


def test_leaving_half_way_harms_nothing_and_one_may_go_on(
    page: Page, house: TrainingVault, seated: Any, qtbot: Any
) -> None:
    page.ask()
    page.agree()
    left, changes = page.panel, page.workspace.tools.changes
    with qtbot.waitSignals([changes.changed, changes.changed]):  # begun, and a part
        page.go()
    passage = left._passage
    assert passage is not None

    page.open()
    qtbot.waitUntil(lambda: not isValid(left))

    assert 0 < passage.done < passage.total, "it stopped when the page was left"
    assert page.cases_here() == [page.case_id]
    assert page.says("en route vers son cercle")
    assert "Retirer la demande" not in page.hands.buttons()
    watch = WatchList(page.workspace.tools)
    qtbot.addWidget(watch)
    watch.refresh()
    assert any("est en route" in each.sentence() for each in watch.banners)
    page.go()
    page.wait_for_new_file()
    assert page.cases_here() == []
    (row,) = in_circle(house, seated(BOARD))[1]
    assert row.id == page.case_id


def test_everything_on_the_way_can_be_reached_without_a_mouse(page: Page) -> None:
    steps: list[Callable[[], None]] = [page.ask, page.agree]
    page.hands.press(OPEN)
    assert page.hands.unreachable() == []
    page.hands.press("Plus tard")
    for step in steps:
        step()
        assert page.hands.unreachable() == []
