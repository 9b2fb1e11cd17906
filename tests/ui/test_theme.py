"""Both sets of colours can be read, and every icon can be drawn."""

from __future__ import annotations

import re
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFontInfo, QTextLayout
from PySide6.QtWidgets import QApplication

from casedesk import paths
from casedesk.ui import theme
from casedesk.ui.theme import DARK, LIGHT, Shades
from casedesk.ui.widgets.text import LineEdit

ICONS = sorted(path.stem for path in paths.resource("icons").glob("*.svg"))


def luminance(colour: str) -> float:
    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

    red, green, blue, _ = QColor(colour).getRgbF()
    return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("worn", [LIGHT, DARK], ids=["light", "dark"])
def test_every_text_can_be_read_on_what_lies_under_it(worn: Shades) -> None:
    grounds = [worn.window, worn.surface, worn.accent_soft]
    pairs = [(text, under) for text in (worn.text, worn.muted) for under in grounds]
    pairs += [(worn.accent, under) for under in grounds]
    pairs += [(worn.alarm, worn.surface), (worn.alarm, worn.window)]
    pairs += [(worn.alarm, worn.alarm_soft), (worn.warning, worn.warning_soft)]
    pairs += [(worn.text, soft) for soft in (worn.info_soft, worn.warning_soft)]
    pairs += [(worn.text, worn.alarm_soft), (worn.on_accent, worn.accent)]
    pairs += [(level, worn.surface) for level in worn.levels]
    pairs += [(worn.good, worn.surface), (worn.muted, worn.line)]

    hard = [pair for pair in pairs if contrast(*pair) < 4.5]

    assert hard == []


@pytest.mark.parametrize("worn", [LIGHT, DARK], ids=["light", "dark"])
def test_the_edge_of_a_box_can_be_seen(worn: Shades) -> None:
    assert contrast(worn.edge, worn.surface) >= 3


@pytest.mark.parametrize("worn", [LIGHT, DARK], ids=["light", "dark"])
def test_every_shade_is_a_colour(worn: Shades) -> None:
    shades = {**asdict(worn), **dict(enumerate(worn.levels))}
    del shades["levels"]

    assert [name for name, each in shades.items() if not QColor(each).isValid()] == []


def test_the_program_wears_its_own_font(qapp: QApplication) -> None:
    assert QFontInfo(qapp.font()).family() == "IBM Plex Sans Arabic"


@pytest.mark.parametrize("name", ICONS)
def test_every_icon_can_be_drawn(name: str, qapp: QApplication) -> None:
    drawn = theme.picture(name, 24).toImage()

    assert any(drawn.pixelColor(x, y).alpha() for x in range(24) for y in range(24))


@pytest.mark.parametrize("ratio", [1.0, 1.5])
def test_a_picture_is_drawn_once(ratio: float, qapp: QApplication) -> None:
    first, again, other = (
        theme.picture("clock", 16, colour, ratio)
        for colour in (LIGHT.alarm, LIGHT.alarm, LIGHT.text)
    )

    assert first.cacheKey() == again.cacheKey() != other.cacheKey()
    assert first.devicePixelRatio() == ratio


def test_every_icon_asked_for_is_there() -> None:
    package = Path(theme.__file__).parent
    text = "".join(path.read_text("utf-8") for path in package.rglob("*.py"))
    asked = set(re.findall(r'icon="([a-z0-9-]+)"', text)) | theme.MIRRORED

    assert asked - set(ICONS) == set()


def test_an_arrow_points_the_other_way_in_arabic(qapp: QApplication) -> None:
    arrow, clock = theme.picture("arrow-left", 24), theme.picture("lock", 24)
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    try:
        mirrored = theme.picture("arrow-left", 24).toImage() != arrow.toImage()
        kept = theme.picture("lock", 24).toImage() == clock.toImage()
    finally:
        qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)

    assert mirrored
    assert kept


def test_the_dark_colours_are_worn_when_asked_for(qapp: QApplication) -> None:
    theme.dress(qapp, dark=True)
    try:
        assert theme.shades() is DARK
    finally:
        theme.dress(qapp)

    assert theme.shades() is LIGHT


def test_tifinagh_is_drawn_with_a_face_of_our_own(
    qapp: QApplication, qtbot: Any
) -> None:
    theme.dress(qapp)
    box = LineEdit()
    qtbot.addWidget(box)
    box.insert("Tilla ⵜⵉⵍⵍⴰ")

    drawn = QTextLayout(box.text(), box.font())
    drawn.beginLayout()
    drawn.createLine()
    drawn.endLayout()

    assert box.value() == "Tilla ⵜⵉⵍⵍⴰ"
    faces = {run.rawFont().familyName() for run in drawn.glyphRuns()}
    assert "Noto Sans Tifinagh" in faces
    assert all(all(run.glyphIndexes()) for run in drawn.glyphRuns()), "a missing glyph"
