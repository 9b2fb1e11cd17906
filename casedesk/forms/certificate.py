"""A certificate: what was done, by whom, the code that proves it, and room to sign."""

from __future__ import annotations

from collections.abc import Iterator

from casedesk.circuit.dates import Moment
from casedesk.circuit.paper import Certificate
from casedesk.forms.block import Apart, Block, Row, Rule, Setting, Space, Stack, Whole
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
_TICK = 3.4 * MM
_IN_A_ROW = 4
_WORDS_SCANNED = 44 * MM  # some 130 letters, to be read by a poor camera


def draw(certificate: Certificate, look: Look, pen: Pen) -> None:
    """All of it, on as many pages as it needs."""
    room = HEIGHT - TOP - BOTTOM - _foot(certificate, look, "1/1").height(TEXT_WIDTH)
    pages = flow([*_body(certificate, look)], room, room)
    for number, page in enumerate(pages, start=1):
        stamp(pen, certificate.mark)
        for block, below in page:
            block.draw(pen, MARGIN, TOP + below, TEXT_WIDTH)
        foot = _foot(certificate, look, f"{number}/{len(pages)}")
        foot.draw(pen, MARGIN, HEIGHT - BOTTOM - foot.height(TEXT_WIDTH), TEXT_WIDTH)
        pen.next_page()


def _body(certificate: Certificate, look: Look) -> Iterator[Block]:
    yield letterhead(certificate.sender, look)
    yield Space(18)
    yield look.set(certificate.title, 16, bold=True)
    yield Rule(above=4, below=10, weight=0.8, grey=0)
    for label, told in certificate.facts:
        named = look.set(label, look.body - 1, grey=GREY)
        value = look.answer(printable(told), look.body, bold=True)
        yield Whole((Row((named, value), _LABELS, look.rtl), Space(5)))
    if certificate.paragraphs:
        yield Space(8)
    for each in certificate.paragraphs:
        yield look.set(each)
        yield Space(6)
    yield from _lines(certificate, look)
    yield from _words(certificate, look)
    yield from _listed(certificate, look)
    yield from _signatures(certificate, look)


def _lines(certificate: Certificate, look: Look) -> Iterator[Block]:
    """What happened, one under the other, each after its time."""
    for when, what in certificate.lines:
        at = look.set(when, look.body - 1.6, grey=GREY)
        told = look.answer(printable(what), look.body - 0.8)
        yield Whole((Row((at, told), (1, 4), look.rtl), Space(3)))


def _listed(certificate: Certificate, look: Look) -> Iterator[Block]:
    """Each line with a box to tick."""
    lists = ((certificate.list_title, certificate.listed), *certificate.lists)
    for told, listed in lists:
        if not listed:
            continue
        lines = [_to_tick(each, look) for each in listed]
        title = look.set(told, look.body + 0.5, bold=True)
        rule = Rule(below=4, weight=0.5, grey=GREY)
        yield Stack((Whole((Space(8), title, rule, lines[0])), *lines[1:]))


def _to_tick(text: str, look: Look) -> Block:
    box = Apart(Space(0), Setting.BOX, look.rtl, padding=0, least=_TICK)
    shares = (_TICK, TEXT_WIDTH - _TICK)
    return Stack((Row((box, look.set(text)), shares, look.rtl), Space(4)))


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


def _signatures(certificate: Certificate, look: Look) -> Iterator[Block]:
    if not certificate.signatures:
        return
    framed = tuple(
        Apart(look.label(each), Setting.BOX, look.rtl, least=_SIGNING_ROOM)
        for each in certificate.signatures
    )
    yield Whole((Space(16), Row(framed, (1,) * len(framed), look.rtl)))


def _foot(certificate: Certificate, look: Look, which: str) -> Block:
    _ = look.words.gettext
    when = civil_moment(Moment(certificate.printed_at), certificate.language)
    printed = {
        _("Imprimé le"): when,
        _("par"): printable(certificate.printed_by),
        _("Page"): which,
    }
    told = " · ".join(f"{label} {isolate(value)}" for label, value in printed.items())
    lines: list[Block] = [Rule(above=6, below=3)]
    lines.append(look.set(told, 7.2, grey=GREY))
    if certificate.anchor:
        lines.append(look.answer(certificate.anchor, 8.4, bold=True))
    return Stack(tuple(lines))
