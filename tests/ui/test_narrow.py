"""Nothing is cut on the screens there are: 1366 by 768 pixels, at 150 per cent."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QSize
from PySide6.QtWidgets import QAbstractButton, QPushButton, QScrollArea, QWidget

from casedesk.app.entrance import VaultEntrance
from casedesk.app.training_texts import DIRECTOR, EDUCATOR
from casedesk.ui.main_window import MainWindow
from casedesk.ui.rooms import Rooms
from casedesk.ui.widgets.buttons import WordyButton
from casedesk.ui.widgets.choice import Choices
from casedesk.ui.widgets.facing import Facing
from casedesk.ui.widgets.layout import Page, paragraph
from casedesk.ui.widgets.table import Table
from casedesk.ui.workspace import Surroundings
from tests.ui.conftest import A_MONTH_LATER
from tests.ui.tour import places, sit_down

NARROW = QSize(1366 * 2 // 3, 768 * 2 // 3)
LONG = "Centre d'accompagnement pour la protection de l'enfance (CAPE) de Salé"


@pytest.fixture
def vault(worked_in: Path, tmp_path: Path, clock: Any) -> Path:
    clock.at = A_MONTH_LATER
    return Path(shutil.copytree(worked_in, tmp_path / worked_in.name))


def test_nothing_is_cut_on_a_small_screen_with_large_letters(
    around: Surroundings, entrance: VaultEntrance, vault: Path, qtbot: Any
) -> None:
    rooms = Rooms(around)
    window = MainWindow(around.entrance, around.prompts, lambda: rooms, vault)
    qtbot.addWidget(window)
    window.resize(NARROW)
    window.show()
    found: dict[str, list[str]] = {}
    for trainee in (EDUCATOR, DIRECTOR):
        workspace = sit_down(window, entrance, vault, trainee)
        for place in places(workspace):
            workspace.go_to(place)
            settle()
            found[f"{trainee.label} {place}"] = [*cut(window)]
        qtbot.waitUntil(lambda: not window.workspace.is_busy)  # a preview
        window.lock()

    assert len(found) > 30
    assert {where: told for where, told in found.items() if told} == {}


def test_the_words_of_a_button_go_on_below(qtbot: Any) -> None:
    button = WordyButton(f"{LONG}\nEnvoyée")
    qtbot.addWidget(button)
    button.resize(button.sizeHint())
    button.show()
    in_two = QPushButton.text(button)

    button.resize(button.sizeHint().width() // 2, 10)

    assert in_two == button.text()
    assert QPushButton.text(button).count("\n") > 1
    assert button.text() == f"{LONG}\nEnvoyée"
    assert button.accessibleName() == f"{LONG}, Envoyée"
    assert button.heightForWidth(button.width()) > button.sizeHint().height()


def test_long_names_stand_in_even_columns_as_many_as_fit(qtbot: Any) -> None:
    choices = Choices([("a", "Un"), ("b", LONG), ("c", LONG)], column=20)
    qtbot.addWidget(choices)
    letter = choices.fontInfo().pixelSize()
    columns = []
    for letters in (60, 44, 20):
        choices.resize(letters * letter, 400)
        choices.show()
        settle()
        shown = [choices.button(each) for each in "abc"]
        assert len({each.width() for each in shown}) == 1
        columns.append(len({each.x() for each in shown}))

    assert columns == [2, 2, 1]


def test_of_two_parts_a_narrow_window_shows_the_one_that_is_chosen(
    qtbot: Any,
) -> None:
    first, second = paragraph("Un"), paragraph("Deux")
    window = QWidget()
    qtbot.addWidget(window)
    facing = Facing(("La fiche", first), ("L'aperçu", second), shares=(1, 1), letters=9)
    facing.setParent(window)
    enough = 9 * facing.fontInfo().pixelSize()
    facing.resize(enough, 200)
    window.show()
    seen = [(first.isVisible(), second.isVisible(), facing.choice.isVisible())]
    facing.resize(enough - 1, 200)
    seen.append((first.isVisible(), second.isVisible(), facing.choice.isVisible()))
    facing.choice.button("second").click()
    seen.append((first.isVisible(), second.isVisible(), facing.choice.isVisible()))
    facing.resize(enough, 200)
    seen.append((first.isVisible(), second.isVisible(), facing.choice.isVisible()))

    both = (True, True, False)
    assert seen == [both, (True, False, True), (False, True, True), both]


def test_a_page_asks_for_the_width_of_what_is_in_it(qtbot: Any) -> None:
    page = Page(wide=True)
    qtbot.addWidget(page)
    wide = QWidget()
    wide.setMinimumWidth(500)
    page.show()
    before = page.minimumSizeHint().width()

    page.add(wide)
    wide.show()
    settle()

    assert before < 500 < page.minimumSizeHint().width()


def settle() -> None:
    for event in (QEvent.Type.DeferredDelete, QEvent.Type.LayoutRequest):
        QCoreApplication.sendPostedEvents(None, event.value)


def cut(window: QWidget) -> Iterator[str]:
    """What asks for more room than it has, in words."""
    if not window.size().isValid() or window.size() != NARROW:
        yield f"the window became {window.size().toTuple()}"
    for part in window.findChildren(QWidget):
        if not part.isVisible():
            continue
        match part:
            case Table() if part.horizontalScrollBar().maximum():
                yield f"{part.accessibleName()} scrolls sideways"
            case QScrollArea() if (inner := part.widget()) is not None:
                if inner.width() > part.viewport().width():
                    yield f"{type(part.parent()).__name__} is wider than can be seen"
            case QAbstractButton() if part.text() and is_cut(part):
                yield f"{part.text()} is cut"


def is_cut(button: QAbstractButton) -> bool:
    has, needs = button.size(), button.sizeHint()
    if button.hasHeightForWidth():
        return has.height() < button.heightForWidth(has.width())
    return has.width() < needs.width() or has.height() < needs.height()
