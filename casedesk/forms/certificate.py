"""A certificate: what was done, by whom, the code that proves it, and room to sign."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from casedesk.circuit.dates import Moment
from casedesk.circuit.paper import Certificate
from casedesk.forms.bilingual import columns, once, pair
from casedesk.forms.block import (
    Apart,
    Block,
    Paragraph,
    Row,
    Rule,
    Setting,
    Space,
    Stack,
    Whole,
)
from casedesk.forms.coupon import Scanned
from casedesk.forms.head import letterhead
from casedesk.forms.look import Look
from casedesk.forms.page import BOTTOM, TOP, flow, stamp
from casedesk.forms.pen import GREY, HEIGHT, MARGIN, MM, TEXT_WIDTH, Pen
from casedesk.forms.values import printable
from casedesk.i18n.formats import civil_moment, isolate

SIZE = 10.2  # of what is told, in points
_SIGNING_ROOM = 30 * MM
_LABELS = (1, 2.2)  # shares of a label and of what it says
_BETWEEN = (1.2, 2, 1.2)  # where a label stands on either side
_TICK = 3.4 * MM
_IN_A_ROW = 4
_WORDS_SCANNED = 44 * MM  # some 130 letters, to be read by a poor camera


Side = tuple[Certificate, Look]
"""A certificate in one of its languages, and the hand that sets it."""


def draw(certificate: Certificate, look: Look, pen: Pen) -> None:
    """All of it, on as many pages as it needs."""
    sides = _sides(certificate, look)
    room = HEIGHT - TOP - BOTTOM - _foot(sides, "1/1").height(TEXT_WIDTH)
    pages = flow([*_body(sides)], room, room)
    for number, page in enumerate(pages, start=1):
        stamp(pen, certificate.mark, [own for _, own in sides])
        for block, below in page:
            block.draw(pen, MARGIN, TOP + below, TEXT_WIDTH)
        foot = _foot(sides, f"{number}/{len(pages)}")
        foot.draw(pen, MARGIN, HEIGHT - BOTTOM - foot.height(TEXT_WIDTH), TEXT_WIDTH)
        pen.next_page()


def _sides(certificate: Certificate, look: Look) -> tuple[Side, ...]:
    """In the language that leads, then in the other one when both are printed."""
    other = certificate.beside
    if other is None:
        return ((certificate, look),)
    return (certificate, look), (other, look.speaking(other.language))


def _body(sides: Sequence[Side]) -> Iterator[Block]:
    certificate, look = sides[0]
    yield letterhead([(each.sender, own) for each, own in sides])
    yield Space(18)
    yield columns([own.set(each.title, 16, bold=True) for each, own in sides], look.rtl)
    yield Rule(above=4, below=10, weight=0.8, grey=0)
    yield from _facts(sides)
    if certificate.paragraphs:
        yield Space(8)
    for said in zip(*(each.paragraphs for each, _ in sides), strict=True):
        yield columns(_said(sides, said), look.rtl)
        yield Space(6)
    yield from _lines(sides)
    yield from _words(certificate, look)
    yield from _listed(sides)
    yield from _signatures(sides)


def _said(
    sides: Sequence[Side], texts: Sequence[str], size: float = 0, *, bold: bool = False
) -> list[Paragraph]:
    told = zip(sides, texts, strict=True)
    return [look.set(text, size, bold=bold) for (_, look), text in told]


def _facts(sides: Sequence[Side]) -> Iterator[Block]:
    """Labels with their values; a value that is the same in both languages once."""
    look, alone = sides[0][1], len(sides) == 1
    for facts in zip(*(each.facts for each, _ in sides), strict=True):
        named = [
            own.set(label, look.body - 1, grey=GREY)
            for (_, own), (label, _) in zip(sides, facts, strict=True)
        ]
        align = "start" if alone else "centre"
        values = [
            look.answer(each, bold=True, align=align)
            for each in once([printable(value) for _, value in facts])
        ]
        shares = _LABELS if alone else _BETWEEN
        row = Row((named[0], Stack(tuple(values)), *named[1:]), shares, look.rtl)
        yield Whole((row, Space(5)))


def _lines(sides: Sequence[Side]) -> Iterator[Block]:
    """What happened, one under the other, each after its time, or under it in both."""
    rtl = sides[0][1].rtl
    for lines in zip(*(each.lines for each, _ in sides), strict=True):
        line = list(zip((look for _, look in sides), lines, strict=True))
        at = [look.set(when, look.body - 1.6, grey=GREY) for look, (when, _) in line]
        told = [
            look.answer(printable(what), look.body - 0.8) for look, (_, what) in line
        ]
        if len(sides) == 1:
            yield Whole((Row((at[0], told[0]), (1, 4), rtl), Space(3)))
        else:
            yield Whole((pair(at, rtl), columns(told, rtl), Space(4)))


def _listed(sides: Sequence[Side]) -> Iterator[Block]:
    """Each line with a box to tick."""
    look = sides[0][1]
    every = [((each.list_title, each.listed), *each.lists) for each, _ in sides]
    for told in zip(*every, strict=True):
        titles, listed = zip(*told, strict=True)
        lines = [
            _to_tick(_said(sides, each), look.rtl) for each in zip(*listed, strict=True)
        ]
        if not lines:
            continue
        title = pair(_said(sides, titles, look.body + 0.5, bold=True), look.rtl)
        rule = Rule(below=4, weight=0.5, grey=GREY)
        yield Stack((Whole((Space(8), title, rule, lines[0])), *lines[1:]))


def _to_tick(said: Sequence[Paragraph], rtl: bool) -> Block:
    box = Apart(Space(0), Setting.BOX, rtl, padding=0, least=_TICK)
    shares = (_TICK, TEXT_WIDTH - _TICK)
    return Stack((Row((box, columns(said, rtl)), shares, rtl), Space(4)))


def _words(certificate: Certificate, look: Look) -> Iterator[Block]:
    """Words to type again one day, in rows of four, beside their code to scan.

    They are Latin, and are read from the left whatever the language around them.
    """
    words = certificate.words.split()
    if not words:
        return
    told = [f"{number}. {word}" for number, word in enumerate(words, 1)]
    rows: list[Block] = []
    for at in range(0, len(told), _IN_A_ROW):
        cells = tuple(
            look.answer(each, 13, bold=True) for each in told[at : at + _IN_A_ROW]
        )
        rows += [Row(cells, (1,) * len(cells), rtl=False), Space(9)]
    code = Scanned(certificate.words, _WORDS_SCANNED)
    yield Whole(
        (Space(14), Stack(tuple(rows)), Space(6), code, Space(6)),
    )


def _signatures(sides: Sequence[Side]) -> Iterator[Block]:
    rtl = sides[0][1].rtl
    framed = []
    for who in zip(*(each.signatures for each, _ in sides), strict=True):
        told = zip(sides, who, strict=True)
        label = pair([look.label(text) for (_, look), text in told], rtl)
        framed.append(Apart(label, Setting.BOX, rtl, least=_SIGNING_ROOM))
    if framed:
        yield Whole((Space(16), Row(tuple(framed), (1,) * len(framed), rtl)))


def _foot(sides: Sequence[Side], which: str) -> Block:
    certificate, look = sides[0]
    lines: list[Block] = [Rule(above=6, below=3)]
    lines += [
        own.set(_printed(each, own, which), 7.2, grey=GREY) for each, own in sides
    ]
    if certificate.anchor:
        lines.append(look.answer(certificate.anchor, 8.4, bold=True))
    return Stack(tuple(lines))


def _printed(certificate: Certificate, look: Look, which: str) -> str:
    _ = look.words.gettext
    when = civil_moment(Moment(certificate.printed_at), certificate.language)
    told = {
        _("Imprimé le"): when,
        _("par"): printable(certificate.printed_by),
        _("Page"): which,
    }
    return " · ".join(f"{label} {isolate(value)}" for label, value in told.items())
