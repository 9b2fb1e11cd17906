from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from casedesk.forms.block import (
    Apart,
    Block,
    NewPage,
    Paragraph,
    Row,
    Setting,
    Space,
    Stack,
    Style,
    Whole,
)
from casedesk.forms.page import flow
from casedesk.forms.pen import Pen
from casedesk.forms.text import Compositor

Texts = Callable[[int], Paragraph]


@dataclass(frozen=True)
class Solid:
    """Something that cannot be split."""

    points: float

    def height(self, width: float) -> float:
        return self.points

    def split(self, width: float, room: float) -> tuple[Block, Block] | None:
        return None

    def draw(self, pen: Pen, x: float, y: float, width: float) -> None:
        """Nothing to see."""


@pytest.fixture
def text(compositor: Compositor) -> Texts:
    def made(words: int) -> Paragraph:
        style = Style(10, leading=1.5)
        return Paragraph(compositor, "mot " * words, style, rtl=False, leftwards=False)

    return made


def heights(pages: list[list[tuple[Block, float]]]) -> list[float]:
    return [sum(block.height(510) for block, _ in page) for page in pages]


def test_blocks_flow_over_pages_in_their_order() -> None:
    pages = flow([Solid(60), Solid(30), Solid(20)], 100, 40)

    assert [[block.height(0) for block, _ in page] for page in pages] == [
        [60, 30],
        [20],
    ]
    assert [below for _, below in pages[0]] == [0, 60]


def test_a_paragraph_splits_between_lines_and_loses_none(text: Texts) -> None:
    paragraph = text(400)

    pages = flow([paragraph], 100, 100)

    assert sum(heights(pages)) == paragraph.height(510)
    assert all(height <= 100 for height in heights(pages))


def test_a_line_never_stands_alone(text: Texts) -> None:
    three_lines = text(60)
    assert three_lines.height(510) == 45

    assert three_lines.split(510, 44) is None
    assert three_lines.split(510, 16) is None


def test_a_title_is_never_parted_from_what_follows() -> None:
    section = Stack((Solid(10), Solid(50), Solid(50)), titled=True)

    pages = flow([Solid(60), section], 100, 200)

    assert heights(pages) == [60, 110]


def test_the_rest_of_a_section_follows_on_the_next_page() -> None:
    section = Stack((Solid(10), Solid(50), Solid(50)), titled=True)

    pages = flow([section], 100, 100)

    assert heights(pages) == [60, 50]


def test_what_must_stay_whole_moves_to_the_next_page(text: Texts) -> None:
    whole = Whole((text(200), Solid(30)))

    pages = flow([Solid(20), whole], 150, 150)

    assert heights(pages) == [20, whole.height(510)]


def test_cells_split_together(text: Texts) -> None:
    row = Row((text(100), Solid(15)), (1, 1), rtl=False)

    parts = row.split(510, 40)

    assert parts
    assert parts[0].height(510) + parts[1].height(510) == row.height(510)


def test_words_set_apart_split_with_what_sets_them_apart(text: Texts) -> None:
    apart = Apart(text(200), Setting.BAR, rtl=True)

    pages = flow([apart], 60, 60)

    assert len(pages) > 1
    assert all(isinstance(block, Apart) for page in pages for block, _ in page)


def test_a_box_to_sign_in_is_never_split(text: Texts) -> None:
    assert Apart(text(200), Setting.BOX, rtl=False).split(510, 60) is None


def test_a_new_page_is_new_only_where_something_stands() -> None:
    pages = flow([NewPage(), Solid(10), NewPage(), Solid(10)], 100, 100)

    assert len(pages) == 2


def test_something_larger_than_a_page_still_comes_to_an_end() -> None:
    pages = flow([Solid(10), Solid(500), Space(600), Solid(10)], 100, 100)

    assert [block for page in pages for block, _ in page if block == Solid(500)]
    assert len(pages) < 10
