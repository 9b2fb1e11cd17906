"""A filled sheet as paper: its sections, questions and answers.

What was seen, what somebody said and what somebody thinks look different (domain §2.1,
rule 7). A question nobody answered is left off unless the sheet requires it. Answers
are text and nothing else: no character in them is a command.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from casedesk.circuit.paper import Paper
from casedesk.circuit.sheet import Field, FieldType, Section
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
_UNITS = 6  # a row of answers has one, two or three of them
_SURELY_LONG = 120  # characters that no half of a line has room for
_SIGNING_ROOM = 22 * MM


@dataclass(frozen=True, slots=True)
class Answer:
    """One question with what stands under it, and how many units of a row it takes."""

    block: Block
    units: int
    signed: bool = False


def body(paper: Paper, look: Look) -> list[Block]:
    """The whole sheet, section by section, in the order of its declaration."""
    found: list[Block] = []
    for section in paper.sheet.sections:
        asked = tuple(to_print(section.fields, paper))
        if not asked:
            continue
        if section.separate_page:
            found.append(NewPage())
        found.append(_section(section, asked, paper, look))
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
    section: Section, asked: Sequence[Field], paper: Paper, look: Look
) -> Block:
    title = look.set(section.title.in_language(look.language), look.body + 1, bold=True)
    kind = look.set(_kind(section, look), look.body - 2, grey=GREY, align="end")
    head: Block = Row((title, kind), (3, 1), look.rtl) if section.kind else title
    rows = _rows([_answer(each, paper, look) for each in asked], look)
    if section.kind == "opinion":
        rows = [Apart(Stack(tuple(rows)), Setting.PANEL, look.rtl)]
    ruled = Whole((head, Rule(above=0.5, below=3, weight=0.6, grey=GREY)))
    return Stack((ruled, *rows), titled=True)


def _kind(section: Section, look: Look) -> str:
    _ = look.words.gettext
    kinds = {
        "facts": _("faits"),
        "words": _("paroles, mot pour mot"),
        "opinion": _("avis, non des faits"),
    }
    return kinds.get(section.kind, "")


def _rows(answers: Sequence[Answer], look: Look) -> list[Block]:
    """Answers side by side as long as all of a row are short enough."""
    rows: list[list[Answer]] = []
    for each in answers:
        before = rows[-1] if rows else []
        units = max([each.units, *(other.units for other in before)])
        if before and len(before) * units < _UNITS and before[0].signed == each.signed:
            before.append(each)
        else:
            rows.append([each])
    found: list[Block] = []
    for row in rows:
        places = _UNITS // max(each.units for each in row)
        empty = [Space(0)] * (places - len(row))
        blocks = (*(each.block for each in row), *empty)
        found += [Row(blocks, (1,) * places, look.rtl), Space(_between(look))]
    return found[:-1]


def _between(look: Look) -> float:
    return look.body * (0.2 if look.compact else 0.55)


def _answer(asked: Field, paper: Paper, look: Look) -> Answer:
    label = asked.label.in_language(look.language)
    if asked.type is FieldType.SIGNATURE:
        room = _SIGNING_ROOM * (0.7 if look.compact else 1)
        box = Apart(look.label(label), Setting.BOX, look.rtl, least=room)
        return Answer(box, _UNITS // 2, signed=True)
    rows = paper.content.get(asked.key)
    if asked.type is FieldType.ROWS and rows and not look.compact:
        told = table(asked, rows, paper, look)
        block = Stack((look.caption(label), told), titled=True)
        return Answer(block, _UNITS)
    if asked.type is FieldType.ROWS and rows:
        return _told(label, _in_a_line(asked, rows, paper), look)
    text = answer(asked, paper).strip() or EMPTY
    if is_verbatim(asked) and text != EMPTY:
        return Answer(Stack((look.label(label), quoted(text, look))), _UNITS)
    return _told(label, text, look)


def _told(label: str, text: str, look: Look) -> Answer:
    """A question with its answer, above it or before it."""
    first, *others = [line for line in text.split("\n") if line.strip()]
    if look.compact:
        colon = look.words.gettext("%(label)s\u00a0:") % {"label": label}
        led = (Span(f"{colon} ", faint=True), Span(isolated(first)))
        block = Stack((look.set(led), *map(look.answer, others)))
        units = _units((f"{colon} {first}",), look)
    else:
        block = Stack(
            (look.label(label), *map(look.answer, (first, *others))), titled=True
        )
        units = _units((label, first), look)
    return Answer(block, _UNITS if others else units)


def _units(texts: Sequence[str], look: Look) -> int:
    """How many units of a row texts need, each on one line."""
    if any(len(text) > _SURELY_LONG for text in texts):
        return _UNITS
    wide = max(look.natural_width(text) for text in texts)
    third, half = (TEXT_WIDTH / parts - 10 for parts in (3, 2))
    if wide > half:
        return _UNITS
    return _UNITS // 3 if wide <= third else _UNITS // 2


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


def _in_a_line(asked: Field, rows: Sequence[Mapping[str, Any]], paper: Paper) -> str:
    """Rows as one text: `2 mars 2026 – Appel au 2511 · 3 mars 2026 – Soins`."""
    told = (
        " – ".join(
            isolated(cell)
            for column in asked.columns
            if (cell := written(column, row.get(column.key), paper))
        )
        for row in rows
    )
    return " · ".join(map(isolated, told))


def table(
    asked: Field, rows: Sequence[Mapping[str, Any]], paper: Paper, look: Look
) -> Block:
    """Rows under the labels of their columns."""
    labels = [column.label.in_language(look.language) for column in asked.columns]
    cells = [
        [written(column, row.get(column.key), paper) for column in asked.columns]
        for row in rows
    ]
    shares = tuple(
        min(max(map(look.natural_width, column)), 300) + 20
        for column in zip(labels, *cells, strict=True)
    )
    heads = Row(tuple(map(look.label, labels)), shares, look.rtl)
    lines = [Row(tuple(map(look.answer, row)), shares, look.rtl) for row in cells]
    ruled = [Whole((Rule(above=1, below=1), line)) for line in lines]
    return Stack((Whole((heads, ruled[0])), *ruled[1:]))
