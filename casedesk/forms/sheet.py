"""A filled sheet as paper: its sections, questions and answers.

What was seen, what somebody said and what somebody thinks look different (domain §2.1,
rule 7). A question nobody answered is left off unless the sheet requires it. Answers
are text and nothing else: no character in them is a command.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from casedesk.circuit.paper import Paper
from casedesk.circuit.sheet import Field, FieldType, Section
from casedesk.forms.bilingual import (
    Together,
    Version,
    answers_to,
    below,
    inline,
    joined,
    labels,
    natural_width,
    once,
    pair,
    versions,
)
from casedesk.forms.block import (
    Apart,
    Block,
    NewPage,
    Row,
    Rule,
    Setting,
    Space,
    Stack,
    Whole,
)
from casedesk.forms.direction import isolated, runs_leftwards
from casedesk.forms.look import Look
from casedesk.forms.pen import GREY, MM, TEXT_WIDTH
from casedesk.forms.text import Span
from casedesk.forms.values import EMPTY, answer, written

# What the frame of the page says already, or the answers that follow show.
_SAID_ALREADY = frozenset(
    {"sender", "addressee", "printed_at", "sheet_number", "case_number", "subject"}
    | {"identity_choice"}
)
# Somebody's very words (domain §3.a 27, 29, 37; §3.d 11).
_VERBATIM = frozenset(
    {"words", "my_words", "reported_words", "child_phrase", "refusal_words"}
)
_UNITS = 6  # of a row of answers
_FRACTIONS = (2, 3, 4)  # units that one of several may take
_SURELY_LONG = 120  # characters that no half of a line has room for
_SIGNING_ROOM = 22 * MM


@dataclass(frozen=True, slots=True)
class Answer:
    """One question with what stands under it, and how many units of a row it takes."""

    block: Block
    units: int = _UNITS
    signed: bool = False


def body(paper: Paper, look: Look) -> list[Block]:
    """The whole sheet, section by section, in the order of its declaration."""
    found: list[Block] = []
    sides = versions(paper, look)
    for section in paper.sheet.sections:
        asked = tuple(to_print(section.fields, paper))
        if not asked:
            continue
        if section.separate_page:
            found.append(NewPage())
        found.append(_section(section, asked, sides))
        found.append(Space(look.body * (0.4 if look.compact else 0.7)))
    return found[:-1]


def to_print(fields: Sequence[Field], paper: Paper) -> Iterator[Field]:
    """The fields this paper shows: the answered ones and those that are required."""
    for asked in fields:
        if asked.key in _SAID_ALREADY or not asked.is_shown(paper.content):
            continue
        is_box = asked.type is FieldType.SIGNATURE
        if is_box or answered(asked, paper) or asked.is_required(paper.content):
            yield asked


def answered(asked: Field, paper: Paper) -> bool:
    if asked.type is FieldType.ROWS:
        return bool(paper.content.get(asked.key))
    return bool(answer(asked, paper).strip())


def _section(
    section: Section, asked: Sequence[Field], sides: Sequence[Version]
) -> Block:
    look = sides[0].look
    answers = [_answer(each, sides) for each in asked]
    rows = packed(answers, look, _between(look), filled=len(sides) > 1)
    if section.kind == "opinion":
        rows = [Apart(Stack(tuple(rows)), Setting.PANEL, look.rtl)]
    rule = Rule(above=0.5, below=3, weight=0.6, grey=GREY)
    return Stack((Whole((_title(section, sides), rule)), *rows), titled=True)


def _title(section: Section, sides: Sequence[Version]) -> Block:
    """The title on each side; what kind of section it is, at the end or between."""
    look, body = sides[0].look, sides[0].look.body
    titles = [
        each.set(section.title.in_language(each.language), body + 1, bold=True)
        for each in (side.look for side in sides)
    ]
    if not section.kind:
        return pair(titles, look.rtl)
    told = joined([_kind(section, each.look) for each in sides])
    align = "end" if len(sides) == 1 else "centre"
    kind = look.set(told, body - 2, grey=GREY, align=align)
    shares = (3, 1) if len(sides) == 1 else (2, 2, 2)
    return Row((titles[0], kind, *titles[1:]), shares, look.rtl)


def _kind(section: Section, look: Look) -> str:
    _ = look.words.gettext
    kinds = {
        "facts": _("faits"),
        "words": _("paroles, mot pour mot"),
        "opinion": _("avis, non des faits"),
    }
    return kinds.get(section.kind, "")


def packed(
    answers: Sequence[Answer], look: Look, between: float, *, filled: bool
) -> list[Block]:
    """Answers side by side as long as a row has room.

    `filled`: the last one takes what is left, up to the other side of the page.
    """
    rows: list[list[Answer]] = []
    for each in answers:
        before = rows[-1] if rows else []
        taken = sum(other.units for other in before)
        if before and taken + each.units <= _UNITS and before[0].signed == each.signed:
            before.append(each)
        else:
            rows.append([each])
    found: list[Block] = []
    for row in rows:
        blocks, shares = [each.block for each in row], [each.units for each in row]
        if len(row) == 2 and max(shares) <= _UNITS // 2:
            shares = [1, 1]  # halves, as in the rows around
        elif filled:
            shares[-1] += _UNITS - sum(shares)
        elif sum(shares) < _UNITS:
            blocks.append(Space(0))
            shares.append(_UNITS - sum(shares))
        found += [Row(tuple(blocks), tuple(shares), look.rtl), Space(between)]
    return found[:-1]


def _between(look: Look) -> float:
    return look.body * (0.2 if look.compact else 0.55)


def _answer(asked: Field, sides: Sequence[Version]) -> Answer:
    look = sides[0].look
    if asked.type is FieldType.SIGNATURE:
        room = _SIGNING_ROOM * (0.7 if look.compact else 1)
        box = to_sign(asked, sides, least=room)
        return Answer(box, _UNITS // 2, signed=True)
    has_rows = asked.type is FieldType.ROWS and sides[0].paper.content.get(asked.key)
    if has_rows and not look.compact:
        caption = pair(labels(sides, asked, Look.caption), look.rtl)
        return Answer(Stack((caption, table(asked, sides)), titled=True), _UNITS)
    if has_rows:
        return _told(asked, (_in_a_line(asked, sides),), sides)
    answers = answers_to(sides, asked)
    if is_verbatim(asked) and answers != (EMPTY,):
        told = pair(labels(sides, asked, Look.label), look.rtl)
        return Answer(Stack((told, quoted(answers[0], look))), _UNITS)
    return _told(asked, answers, sides)


def _told(asked: Field, answers: Sequence[str], sides: Sequence[Version]) -> Answer:
    """A question with its answer, above it or before it."""
    look = sides[0].look
    if look.compact:
        block, width = inline(sides, asked, answers, Span("", faint=True))
        return Answer(block, units_for(width))
    asking = labels(sides, asked, Look.label)
    block = Stack((pair(asking, look.rtl), below(sides, answers)), titled=True)
    if any("\n" in each or len(each) > _SURELY_LONG for each in answers):
        return Answer(block, _UNITS)
    wide = sum(map(look.natural_width, answers)) + 10 * (len(answers) - 1)
    return Answer(block, units_for(max(natural_width(asking), wide)))


def to_sign(asked: Field, sides: Sequence[Version], least: float) -> Block:
    """A box to sign and to stamp in."""
    rtl = sides[0].look.rtl
    told = Together(labels(sides, asked, Look.label), rtl)
    return Apart(told, Setting.BOX, rtl, least=least)


def units_for(wide: float) -> int:
    """How many units of a row a line of this width needs."""
    fitting = (each for each in _FRACTIONS if wide <= TEXT_WIDTH * each / _UNITS - 10)
    return next(fitting, _UNITS)


def is_verbatim(asked: Field) -> bool:
    return asked.key in _VERBATIM


def quoted(text: str, look: Look) -> Block:
    """Somebody's words between « », in the direction they are written in."""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    if not (lines[0][0] in '«"“' and lines[-1][-1] in '»"”'):
        lines[0] = f"«\u00a0{lines[0]}"
        lines[-1] = f"{lines[-1]}\u00a0»"
    paragraphs = tuple(map(look.quoted, lines))
    leftwards = runs_leftwards(text, otherwise=look.rtl)
    return Apart(Stack(paragraphs), Setting.BAR, leftwards)


def _in_a_line(asked: Field, sides: Sequence[Version]) -> str:
    """Rows as one text: `2 mars 2026 – Appel au 2511 · 3 mars 2026 – Soins`."""
    told = (
        " – ".join(isolated(joined(cell, " / ")) for cell in row if cell)
        for row in _cells(asked, sides)
    )
    return " · ".join(map(isolated, told))


def table(asked: Field, sides: Sequence[Version]) -> Block:
    """Rows under the labels of their columns."""
    look, columns = sides[0].look, asked.columns
    heads = [[each.label(column) for each in sides] for column in columns]
    cells = _cells(asked, sides)
    shares = tuple(
        min(max(look.natural_width(text) for cell in column for text in cell), 300) + 20
        for column in zip(heads, *cells, strict=True)
    )
    labelled = [Together(labels(sides, each, Look.label), look.rtl) for each in columns]
    head = Row(tuple(labelled), shares, look.rtl)
    lines = [
        Row(tuple(_cell(each, sides) for each in row), shares, look.rtl)
        for row in cells
    ]
    ruled = [Whole((Rule(above=1, below=1), line)) for line in lines]
    return Stack((Whole((head, ruled[0])), *ruled[1:]))


def _cells(asked: Field, sides: Sequence[Version]) -> list[list[tuple[str, ...]]]:
    """Of each row each cell: one text, or one for each side; none where it is empty."""
    told = [
        [
            [written(each, row.get(each.key), side.paper) for each in asked.columns]
            for row in side.paper.content[asked.key]
        ]
        for side in sides
    ]
    return [
        [tuple(filter(None, once(cell))) for cell in zip(*row, strict=True)]
        for row in zip(*told, strict=True)
    ]


def _cell(texts: Sequence[str], sides: Sequence[Version]) -> Block:
    if len(texts) <= 1:
        return sides[0].look.answer("".join(texts))
    both = zip(sides, texts, strict=True)
    told = tuple(each.look.answer(text) for each, text in both)
    return Together(told, sides[0].look.rtl)
