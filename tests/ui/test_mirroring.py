"""The whole window turns round where one reads from the right."""

from __future__ import annotations

import ast
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt
from PySide6.QtWidgets import QApplication, QWidget

from casedesk import paths
from casedesk.app.entrance import VaultEntrance
from casedesk.app.training_texts import DIRECTOR, EDUCATOR
from casedesk.ui import carrying, theme
from casedesk.ui.main_window import MainWindow
from casedesk.ui.rooms import Rooms
from casedesk.ui.widgets.text import LTR, RTL, CodeEdit, LineEdit
from casedesk.ui.workspace import Surroundings, Workspace
from tests.ui.conftest import A_MONTH_LATER
from tests.ui.tour import places, sit_down

UI = Path(carrying.__file__).parent
MAY_NAME_A_SIDE = {
    "language.py": "lays the whole window out as its language reads",
    "widgets/text.py": "gives every text the direction of its script",
    "widgets/layout.py": "mirrors margins, and boxes that Qt itself mirrors",
    "widgets/sentence.py": "sets the lines of a text that reads from the right",
    "widgets/flow.py": "a layout of its own: mirrors by `visualRect`",
    "widgets/choice.py": "arrow keys go the way one reads",
    "widgets/sheet_section.py": "a stripe at the leading side, painted",
    "chase/board.py": "arrow keys go the way one reads",
    "theme.py": "icons, and `text-align`, which Qt itself mirrors",
}
SIDES = re.compile(
    r"Align(Left|Right|Absolute)|(LeftTo|RightTo)(Right|Left)"
    r"|(margin|padding|border)-(left|right)|text-align:\\s*(left|right)"
    r"|subcontrol-position[^;]*(left|right)"
)
AS_THEY_ARE = {
    "building-2",
    "calendar",
    "check",
    "chevron-down",
    "chevron-up",
    "circle",
    "circle-dot",
    "circle-help",
    "circle-user",
    "clipboard-check",
    "clock",
    "combo-arrow",
    "eye",
    "eye-off",
    "folder-open",
    "folder-plus",
    "gavel",
    "globe",
    "hourglass",
    "house",
    "inbox",
    "info",
    "key-round",
    "lock",
    "octagon-alert",
    "pencil",
    "phone",
    "plus",
    "printer",
    "refresh-cw",
    "save",
    "search",
    "siren",
    "sliders-horizontal",
    "square",
    "square-check",
    "trash-2",
    "triangle-alert",
    "users",
    "x",
}
"""Things, signs, and what turns with the clock: the same for everybody."""


@pytest.fixture
def turned(qapp: QApplication) -> Iterator[QApplication]:
    yield qapp
    qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


@pytest.fixture
def vault(worked_in: Path, tmp_path: Path, clock: Any) -> Path:
    clock.at = A_MONTH_LATER
    return Path(shutil.copytree(worked_in, tmp_path / worked_in.name))


def test_nobody_names_a_side_but_for_a_reason() -> None:
    found = {
        f"{path.relative_to(UI)}:{number}"
        for path in UI.rglob("*.py")
        if str(path.relative_to(UI)) not in MAY_NAME_A_SIDE
        for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1)
        if SIDES.search(line)
    }

    assert sorted(found) == []


def test_every_reason_for_naming_a_side_is_still_one() -> None:
    without = [
        name
        for name in MAY_NAME_A_SIDE
        if not SIDES.search((UI / name).read_text(encoding="utf-8"))
    ]

    assert without == []


def test_margins_are_the_same_on_both_sides_or_change_with_the_language() -> None:
    found = [
        f"{path.relative_to(UI)}:{node.lineno}"
        for path in UI.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in ("setContentsMargins", "setViewportMargins")
        and len(node.args) == 4
        and ast.unparse(node.args[0]) != ast.unparse(node.args[2])
    ]

    assert found == []


def test_every_icon_is_known_to_turn_round_or_to_stay() -> None:
    there = {each.stem for each in paths.resource("icons").glob("*.svg")}

    assert there == theme.MIRRORED | AS_THEY_ARE
    assert theme.MIRRORED.isdisjoint(AS_THEY_ARE)


@pytest.mark.parametrize(
    ("name", "turns"), [("reply", True), ("send", True), ("phone", False)]
)
def test_an_icon_that_points_is_drawn_the_other_way_round(
    turned: QApplication, name: str, turns: bool
) -> None:
    before = theme.picture(name, 24).toImage()
    turned.setLayoutDirection(Qt.LayoutDirection.RightToLeft)

    after = theme.picture(name, 24).toImage()

    assert (after != before) is turns
    assert not turns or after.flipped(Qt.Orientation.Horizontal) == before


def test_every_screen_is_its_own_mirror_image(
    around: Surroundings,
    entrance: VaultEntrance,
    vault: Path,
    turned: QApplication,
    qtbot: Any,
) -> None:
    """In one and the same language, so that nothing but the side can differ."""
    rooms = Rooms(around)
    window = MainWindow(around.entrance, around.prompts, lambda: rooms, vault)
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
    found: dict[str, list[str]] = {}
    for trainee in (EDUCATOR, DIRECTOR):
        pages: list[dict[carrying.Path, tuple[int, int]]] = []
        for direction in (LTR, RTL):
            turned.setLayoutDirection(direction)
            workspace = sit_down(window, entrance, vault, trainee)
            for at, place in enumerate(places(workspace)):
                workspace.go_to(place)
                shown = workspace.shown
                assert shown is not None
                laid = _laid_out(workspace)
                if direction is LTR:
                    pages.append(laid)
                else:
                    unlike = list(_unlike(pages[at], laid, workspace.width()))
                    found[f"{type(shown).__name__} {place}"] = unlike
            qtbot.waitUntil(lambda: not window.workspace.is_busy)  # a preview
            window.lock()

    assert len(found) > 30
    assert {where: unlike for where, unlike in found.items() if unlike} == {}


@pytest.mark.parametrize("direction", [LTR, RTL])
def test_a_box_goes_by_what_is_typed_in_it(
    turned: QApplication, direction: Qt.LayoutDirection, qtbot: Any
) -> None:
    turned.setLayoutDirection(direction)
    box, arabic, code = LineEdit(), LineEdit(resting=RTL), CodeEdit()
    for each in (box, arabic, code):
        qtbot.addWidget(each)

    told = [box.layoutDirection()]
    for text in ("Salma", "سلمى", "05 37 00 00 00", ""):
        box.setText(text)
        told.append(box.layoutDirection())

    assert told == [direction, LTR, RTL, LTR, direction]
    assert arabic.layoutDirection() is RTL
    assert code.layoutDirection() is LTR


def _laid_out(workspace: Workspace) -> dict[carrying.Path, tuple[int, int]]:
    """From where to where each part of the page goes, from the left."""
    for event in (QEvent.Type.DeferredDelete, QEvent.Type.LayoutRequest):
        QCoreApplication.sendPostedEvents(None, event.value)
    return {
        path: (_left(part, workspace), part.width())
        for path, part in carrying._parts(workspace)
        if part.isVisible()
    }


def _left(part: QWidget, whole: QWidget) -> int:
    return part.mapTo(whole, QPoint()).x()


def _unlike(
    one: dict[carrying.Path, tuple[int, int]],
    other: dict[carrying.Path, tuple[int, int]],
    width: int,
) -> Iterator[str]:
    for path, (left, wide) in one.items():
        if path not in other:
            yield f"{path}: is not there"
        elif other[path][1] != wide or abs(width - left - wide - other[path][0]) > 1:
            yield f"{path}: {(left, wide)} became {other[path]}"
