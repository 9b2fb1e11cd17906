"""Two languages on one paper: French at the left, Arabic at the right, always.

The question stands on both sides; the answer stands once when it is the same in both,
as a name or somebody's words are, and on each side in its language when it is not, as a
choice from a list or a date is. A paper in one language is the same with one side.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from casedesk.circuit.paper import Paper
from casedesk.circuit.sheet import Field
from casedesk.forms.block import Block, Paragraph, Row, Stack
from casedesk.forms.direction import isolated, runs_leftwards
from casedesk.forms.look import Look
from casedesk.forms.pen import TEXT_WIDTH, Pen
from casedesk.forms.text import Span
from casedesk.forms.values import EMPTY, answer

_SURELY_LONG = 300  # characters that no line has room for
_GAP = 8  # points, between two texts that come from either side


@dataclass(frozen=True, slots=True)
class Version:
    """A paper in one of its languages, and the hand that sets it."""

    paper: Paper
    look: Look

    def label(self, asked: Field) -> str:
        return asked.label.in_language(self.look.language)


def versions(paper: Paper, look: Look) -> tuple[Version, ...]:
    """In the language that leads, then in the other one when both are printed."""
    leading = Version(paper, look)
    if paper.beside is None:
        return (leading,)
    return leading, Version(paper.beside, look.speaking(paper.beside.language))


def looks(paper: Paper, look: Look) -> tuple[Look, ...]:
    return tuple(each.look for each in versions(paper, look))


def once(texts: Sequence[str]) -> tuple[str, ...]:
    """One text where all are the same, otherwise all of them."""
    return tuple(dict.fromkeys(texts))


def joined(texts: Sequence[str], by: str = "  ·  ") -> str:
    """In one line, where there is room for one line: `Oui · نعم`."""
    told = once(texts)
    return told[0] if len(told) == 1 else by.join(map(isolated, told))


def pair(texts: Sequence[Paragraph], rtl: bool) -> Block:
    """Texts from either side of a line, each with the room it needs."""
    if len(texts) == 1:
        return texts[0]
    shares = tuple(each.natural_width() + 1 for each in texts)
    return Row(tuple(texts), shares, rtl, gap=_GAP)


def columns(blocks: Sequence[Block], rtl: bool) -> Block:
    """Whole texts beside each other, half of the page for each."""
    if len(blocks) == 1:
        return blocks[0]
    return Row(tuple(blocks), (1,) * len(blocks), rtl, gap=2 * _GAP)


@dataclass(frozen=True, slots=True)
class Together:
    """Texts on one line where it has room for all, otherwise one under the other."""

    texts: tuple[Paragraph, ...]
    rtl: bool

    def height(self, width: float) -> float:
        return self._set(width).height(width)

    def split(self, width: float, room: float) -> tuple[Block, Block] | None:
        return self._set(width).split(width, room)

    def draw(self, pen: Pen, x: float, y: float, width: float) -> None:
        self._set(width).draw(pen, x, y, width)

    def _set(self, width: float) -> Block:
        fits = natural_width(self.texts) <= width
        return pair(self.texts, self.rtl) if fits else Stack(self.texts)


def natural_width(texts: Sequence[Paragraph]) -> float:
    """What they need to stand side by side on one line."""
    return sum(each.natural_width() + 1 for each in texts) + _GAP * (len(texts) - 1)


def answers_to(found: Sequence[Version], asked: Field) -> tuple[str, ...]:
    """What stands under a question: once, or for each side; no empty lines."""
    told = [answer(asked, each.paper) for each in found]
    lines = [[one for one in each.split("\n") if one.strip()] for each in told]
    return once(["\n".join(each) or EMPTY for each in lines])


def labels(
    found: Sequence[Version], asked: Field, how: Callable[[Look, str], Paragraph]
) -> tuple[Paragraph, ...]:
    return tuple(how(each.look, each.label(asked)) for each in found)


def inline(
    found: Sequence[Version], asked: Field, answers: Sequence[str], lead: Span
) -> tuple[Block, float]:
    """Questions and their answer on one line, and the width that line takes.

    `lead` has the looks of the question. Where the line is not wide enough, or the
    answer has several lines, it stands below its question over the whole width.
    """
    leading = found[0].look
    on_a_line = not any("\n" in each for each in answers)
    sides = [
        _side(each, asked, text, lead)
        for each, text in zip(found, _by_side(found, answers), strict=True)
    ]
    too_long = any(len(each) > _SURELY_LONG for each in answers)
    width = TEXT_WIDTH + 1 if too_long else natural_width(sides)
    if on_a_line and (len(sides) == 1 or len(answers) > 1 or width <= TEXT_WIDTH):
        return pair(sides, leading.rtl), width
    if len(sides) == 1:
        more = answers[0].split("\n")[1:]
        return Stack((sides[0], *map(leading.answer, more))), TEXT_WIDTH + 1
    heads = [_side(each, asked, "", lead) for each in found]
    told = pair(heads, leading.rtl), below(found, answers)
    return Stack(told, titled=True), TEXT_WIDTH + 1


def below(found: Sequence[Version], answers: Sequence[str]) -> Block:
    """The answer alone, under a question that stands on both sides."""
    leading = found[0].look
    if len(answers) > 1:
        sides = [
            list(map(each.look.answer, text.split("\n")))
            for each, text in zip(found, answers, strict=True)
        ]
        if all(len(each) == 1 for each in sides):
            return pair([each[0] for each in sides], leading.rtl)
        return columns(list(map(_stacked, sides)), leading.rtl)
    how = leading.answer if len(found) == 1 else leading.own
    return _stacked(list(map(how, answers[0].split("\n"))))


def _stacked(lines: Sequence[Paragraph]) -> Block:
    return lines[0] if len(lines) == 1 else Stack(tuple(lines))


def _by_side(found: Sequence[Version], answers: Sequence[str]) -> list[str]:
    """Each side its own answer; a common one stands where it is read from."""
    if len(answers) == len(found):
        return list(answers)
    leftwards = runs_leftwards(answers[0])
    return [answers[0] if each.look.rtl is leftwards else "" for each in found]


def _side(version: Version, asked: Field, text: str, lead: Span) -> Paragraph:
    """`Prénom : Salma`, or the question alone."""
    _ = version.look.words.gettext
    colon = _("%(label)s\u00a0:") % {"label": version.label(asked)}
    first = text.split("\n", maxsplit=1)[0]
    led = Span(f"{colon} " if first else colon, lead.bold, lead.faint)
    return version.look.set((led, Span(isolated(first))) if first else (led,))
