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
)
from casedesk.forms.look import Look
from casedesk.forms.page import TEXT_WIDTH
from casedesk.forms.pen import GREY, MM
from casedesk.forms.values import EMPTY, answer, written

# What the frame of the page says already.
IN_THE_FRAME = frozenset(
    {"sender", "addressee", "printed_at", "sheet_number", "case_number"}
)
_UNITS = 6  # a row of answers has one, two or three of them
_SIGNING_ROOM = 22 * MM


@dataclass(frozen=True, slots=True)
class Answer:
    """One question with what stands under it, and how many units of a row it takes."""

    block: Block
    units: int


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
        found.append(Space(look.body * 0.7))
    return found


def to_print(fields: Sequence[Field], paper: Paper) -> Iterator[Field]:
    """The fields this paper shows: the answered ones and those that are required."""
    for asked in fields:
        if asked.key in IN_THE_FRAME or not asked.is_shown(paper.content):
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
    title = look.set(
        section.title.in_language(look.language), look.body + 1, bold=True, leading=1.4
    )
    kind = look.set(_kind(section, look), look.body - 2, grey=GREY, align="end")
    head: Block = Row((title, kind), (3, 1), look.rtl) if section.kind else title
    rows = _rows([_answer(each, section, paper, look) for each in asked], look)
    if section.kind == "opinion":
        rows = [Apart(Stack(tuple(rows)), Setting.PANEL, look.rtl)]
    ruled = Stack((head, Rule(above=0.5, below=3, weight=0.6, grey=GREY)))
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
        units = max((other.units for other in rows[-1]), default=0) if rows else _UNITS
        widest = max(units, each.units)
        if rows and (len(rows[-1]) + 1) * widest <= _UNITS:
            rows[-1].append(each)
        else:
            rows.append([each])
    found: list[Block] = []
    for row in rows:
        places = _UNITS // max(each.units for each in row)
        blocks = tuple(each.block for each in row)
        filled = (*blocks, *(Space(0) for _ in range(places - len(row))))
        found += [
            Row(filled, (1,) * places, look.rtl) if places > 1 else blocks[0],
            Space(look.body * 0.4),
        ]
    return found[:-1]


def _answer(asked: Field, section: Section, paper: Paper, look: Look) -> Answer:
    label = asked.label.in_language(look.language)
    if asked.type is FieldType.SIGNATURE:
        box = Apart(look.label(label), Setting.BOX, look.rtl, least=_SIGNING_ROOM)
        return Answer(box, _UNITS // 2)
    rows = paper.content.get(asked.key)
    if asked.type is FieldType.ROWS and rows:
        return Answer(
            Stack((look.label(label), table(asked, rows, paper, look))), _UNITS
        )
    text = answer(asked, paper) or EMPTY
    if section.kind == "words" and is_verbatim(asked) and text != EMPTY:
        return Answer(Stack((look.label(label), quoted(text, look))), _UNITS)
    paragraphs = tuple(look.set(line) for line in text.split("\n") if line.strip())
    block = Stack((look.label(label), *paragraphs), titled=True)
    return Answer(block, _units(label, text, look))


def is_verbatim(asked: Field) -> bool:
    """Whether an answer is somebody's very words: declared by its key or its source."""
    return asked.type is FieldType.LONG and any(
        name.endswith("words") for name in (asked.key, asked.source)
    )


def quoted(text: str, look: Look) -> Block:
    """Somebody's words between « », in the direction they are written in."""
    lines = [line for line in text.strip().split("\n") if line.strip()]
    if not text.strip().startswith(("«", '"', "“")):
        lines[0] = f"«\u00a0{lines[0]}"
        lines[-1] = f"{lines[-1]}\u00a0»"
    paragraphs = tuple(look.set(line, look.body + 0.5, align="own") for line in lines)
    return Apart(Stack(paragraphs), Setting.BAR, look.rtl)


def _units(label: str, text: str, look: Look) -> int:
    wide = max(
        look.natural_width(label, look.body * 0.74),
        look.natural_width(text, look.body),
    )
    third, half = (TEXT_WIDTH / parts - 10 for parts in (3, 2))
    if "\n" in text.strip() or wide > half:
        return _UNITS
    return _UNITS // 3 if wide <= third else _UNITS // 2


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
        min(max(look.natural_width(each, 10) for each in column), 300) + 20
        for column in zip(labels, *cells, strict=True)
    )
    heads = tuple(map(look.label, labels))
    lines: list[Block] = [Row(heads, shares, look.rtl)]
    for row in cells:
        lines.append(Rule(above=1, below=1))
        lines.append(Row(tuple(map(look.set, row)), shares, look.rtl))
    return Stack(tuple(lines))
