"""What a page is made of: blocks that know their height, may be split, and draw."""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Protocol

from casedesk.forms.pen import GREY, INK, PALE, Pen
from casedesk.forms.text import Compositor, Line, Span

_BASELINE = 0.72  # of the leading: the ascent of both scripts clears the line above
_FEWEST_LINES = 2  # of a paragraph, on either side of a page break


class Block(Protocol):
    """Something that takes room on a page. Lengths are in points."""

    def height(self, width: float) -> float: ...

    def split(self, width: float, room: float) -> tuple[Block, Block] | None:
        """A part that fits into the room, and the rest; None when it must not part."""

    def draw(self, pen: Pen, x: float, y: float, width: float) -> None: ...


@dataclass(frozen=True, slots=True)
class Style:
    """How text looks."""

    size: float
    leading: float  # in parts of the size
    grey: float = INK
    bold: bool = False


class Paragraph:
    """One paragraph, set against the side that reading starts from."""

    def __init__(
        self,
        by: Compositor,
        text: str | Sequence[Span],
        style: Style,
        *,
        rtl: bool,
        leftwards: bool,
        align: str = "start",
    ) -> None:
        """`rtl` is the side it starts from, `leftwards` the direction of the text.

        `align` is start, end or centre.
        """
        self._by = by
        self._spans = (Span(text, style.bold),) if isinstance(text, str) else text
        self._style = style
        self._rtl = rtl
        self._leftwards = leftwards
        self._align = align
        self._lines: dict[float, list[Line]] = {}
        self._from = 0
        self._to: int | None = None

    def natural_width(self) -> float:
        """The width of the text on one line."""
        lines = self._set(100_000)
        return max((line.width for line in lines), default=0) * self._style.size

    def height(self, width: float) -> float:
        return len(self._shown(width)) * self._leading

    def split(self, width: float, room: float) -> tuple[Block, Block] | None:
        lines, fitting = len(self._shown(width)), int(room / self._leading)
        fitting = min(fitting, lines - _FEWEST_LINES)
        if fitting < _FEWEST_LINES:
            return None
        return (
            self._part(self._from, self._from + fitting),
            self._part(self._from + fitting, self._to),
        )

    def draw(self, pen: Pen, x: float, y: float, width: float) -> None:
        size = self._style.size
        for at, line in enumerate(self._shown(width)):
            gap = width - line.width * size
            baseline = y + (at + _BASELINE) * self._leading
            pen.line(line, x + self._indent(gap), baseline, size, self._style.grey)

    @property
    def _leading(self) -> float:
        return self._style.size * self._style.leading

    def _indent(self, gap: float) -> float:
        if self._align == "centre":
            return gap / 2
        return gap if (self._align == "start") == self._rtl else 0

    def _shown(self, width: float) -> list[Line]:
        return self._set(width)[self._from : self._to]

    def _set(self, width: float) -> list[Line]:
        if width not in self._lines:
            self._lines[width] = self._by.lines(
                self._spans, width / self._style.size, rtl=self._leftwards
            )
        return self._lines[width]

    def _part(self, start: int, end: int | None) -> Paragraph:
        part = copy(self)
        part._from, part._to = start, end
        return part


@dataclass(frozen=True, slots=True)
class Space:
    """Nothing, for a while."""

    points: float

    def height(self, width: float) -> float:
        return self.points

    def split(self, width: float, room: float) -> tuple[Block, Block] | None:
        return Space(max(room, 0)), Space(0)  # a page break is space enough

    def draw(self, pen: Pen, x: float, y: float, width: float) -> None:
        """Nothing to draw."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A thin line from side to side, with room around it."""

    above: float = 0
    below: float = 0
    weight: float = 0.4
    grey: float = PALE

    def height(self, width: float) -> float:
        return self.above + self.below

    def split(self, width: float, room: float) -> tuple[Block, Block] | None:
        return None

    def draw(self, pen: Pen, x: float, y: float, width: float) -> None:
        pen.rule(x, y + self.above, width, weight=self.weight, grey=self.grey)


class NewPage(Space):
    """What follows starts on a page of its own."""

    def __init__(self) -> None:
        super().__init__(0)


@dataclass(frozen=True, slots=True)
class Stack:
    """Blocks under each other. `titled`: the first never stands alone on a page."""

    blocks: tuple[Block, ...]
    titled: bool = False

    def height(self, width: float) -> float:
        return sum(block.height(width) for block in self.blocks)

    def split(self, width: float, room: float) -> tuple[Block, Block] | None:
        used = 0.0
        for at, block in enumerate(self.blocks):
            height = block.height(width)
            if used + height <= room:
                used += height
                continue
            parts = block.split(width, room - used)
            alone = at <= 1 if self.titled else at == 0
            if parts is None and alone:
                return None
            head, tail = parts or (Space(0), block)
            rest = Stack((tail, *self.blocks[at + 1 :]))
            return Stack((*self.blocks[:at], head)), rest
        return None

    def draw(self, pen: Pen, x: float, y: float, width: float) -> None:
        for block in self.blocks:
            block.draw(pen, x, y, width)
            y += block.height(width)


@dataclass(frozen=True, slots=True)
class Whole:
    """Blocks under each other that a page break never parts."""

    blocks: tuple[Block, ...]

    def height(self, width: float) -> float:
        return Stack(self.blocks).height(width)

    def split(self, width: float, room: float) -> tuple[Block, Block] | None:
        return None

    def draw(self, pen: Pen, x: float, y: float, width: float) -> None:
        Stack(self.blocks).draw(pen, x, y, width)


@dataclass(frozen=True, slots=True)
class Row:
    """Blocks beside each other, from the side reading starts, each with its share."""

    blocks: tuple[Block, ...]
    shares: tuple[float, ...]
    rtl: bool
    gap: float = 10

    def height(self, width: float) -> float:
        each = zip(self.blocks, self._widths(width), strict=True)
        return max((block.height(wide) for block, wide in each), default=0)

    def split(self, width: float, room: float) -> tuple[Block, Block] | None:
        heads: list[Block] = []
        tails: list[Block] = []
        for block, wide in zip(self.blocks, self._widths(width), strict=True):
            fits = block.height(wide) <= room
            parts = (block, Space(0)) if fits else block.split(wide, room)
            if parts is None:
                return None
            heads.append(parts[0])
            tails.append(parts[1])
        return replace(self, blocks=tuple(heads)), replace(self, blocks=tuple(tails))

    def draw(self, pen: Pen, x: float, y: float, width: float) -> None:
        for block, wide in zip(self.blocks, self._widths(width), strict=True):
            left = x + width - wide if self.rtl else x
            block.draw(pen, left, y, wide)
            used = wide + self.gap
            x, width = (x if self.rtl else x + used), width - used

    def _widths(self, width: float) -> list[float]:
        free = width - self.gap * (len(self.blocks) - 1)
        return [free * share / sum(self.shares) for share in self.shares]


class Setting(StrEnum):
    """What sets a block apart from its surroundings."""

    BAR = "bar"  # a bar on the side reading starts: somebody's very words
    PANEL = "panel"  # a tinted ground: an opinion
    BOX = "box"  # a frame to write or stamp in


@dataclass(frozen=True, slots=True)
class Apart:
    """A block with padding and something that sets it apart."""

    block: Block
    setting: Setting
    rtl: bool
    padding: float = 6
    least: float = 0  # height

    def height(self, width: float) -> float:
        inner = self.block.height(width - 2 * self.padding)
        return max(self.least, inner + 2 * self._above)

    def split(self, width: float, room: float) -> tuple[Block, Block] | None:
        inner = room - 2 * self._above
        parts = self.block.split(width - 2 * self.padding, inner)
        if parts is None or self.setting is Setting.BOX:
            return None
        return replace(self, block=parts[0]), replace(self, block=parts[1])

    def draw(self, pen: Pen, x: float, y: float, width: float) -> None:
        height = self.height(width)
        match self.setting:
            case Setting.BAR:
                side = x + width - 1 if self.rtl else x + 1
                pen.bar(side, y, height, weight=2, grey=GREY)
            case Setting.PANEL:
                pen.panel(x, y, width, height)
            case Setting.BOX:
                pen.box(x, y, width, height)
        inner = width - 2 * self.padding
        self.block.draw(pen, x + self.padding, y + self._above, inner)

    @property
    def _above(self) -> float:
        return 1 if self.setting is Setting.BAR else self.padding * 0.6
