"""The report to the prosecutor, in the form of a letter.

domain §3.e: sender and addressee, place and date, subject, the blocks of the report,
who signs, and room for the stamp of the secretariat. Courts work in Arabic, so the
whole letter exists in Arabic; where French is wanted beside it, Arabic leads. It stays
one letter then, signed once: what people wrote is nowhere said a second time.
"""

from __future__ import annotations

from collections.abc import Sequence

from casedesk.circuit.paper import Paper
from casedesk.circuit.sheet import Field, FieldType, Section
from casedesk.forms.bilingual import (
    Version,
    answers_to,
    columns,
    inline,
    labels,
    pair,
    versions,
)
from casedesk.forms.block import Apart, Block, Row, Rule, Setting, Space, Stack, Whole
from casedesk.forms.direction import isolated
from casedesk.forms.head import letterhead, printed_at, signed
from casedesk.forms.look import Look
from casedesk.forms.pen import GREY, MM
from casedesk.forms.sheet import (
    Answer,
    is_verbatim,
    packed,
    quoted,
    table,
    to_print,
    to_sign,
    units_for,
)
from casedesk.forms.text import Span
from casedesk.forms.values import EMPTY, printable
from casedesk.i18n.formats import isolate, long_date

_STAMP = 30 * MM


def opening(paper: Paper, look: Look, which: str) -> Block:
    """The head of the first page: sender, references, addressee, place and date."""
    sides = versions(paper, look)
    addressed = [_addressee(each) for each in sides]
    to: Block = columns(addressed, look.rtl)
    if len(sides) == 1:
        to = Row((Space(0), to), (1, 1.3), look.rtl)
    return Stack(
        (
            letterhead(signed(sides)),
            Rule(above=5, below=4, weight=0.8, grey=0),
            *(
                each.look.set(_references(each, which), 7.4, grey=GREY)
                for each in sides
            ),
            Space(14),
            to,
            Space(14),
        )
    )


def _addressee(side: Version) -> Block:
    """Place and date, and to whom; the prosecutor is named on each side."""
    paper, look = side.paper, side.look
    _ = look.words.gettext
    name, where = map(printable, (paper.addressee_name, paper.addressee_address))
    dated = _("%(place)s, le %(date)s") % {
        "place": isolate(printable(paper.sender.territory)),
        "date": isolate(long_date(paper.printed_at, look.language)),
    }
    return Stack(
        (
            look.set(dated),
            Space(9),
            look.set(_("À l'attention de"), grey=GREY),
            look.answer(name, look.body + 1, bold=True),
            *([look.answer(where, look.body - 0.8, grey=GREY)] if where else []),
        )
    )


def body(paper: Paper, look: Look) -> list[Block]:
    """Subject, salutation, one block after the other, and who signs."""
    sides = versions(paper, look)
    found: list[Block] = [columns(list(map(_beginning, sides)), look.rtl), Space(8)]
    boxes: list[Field] = []
    for section in paper.sheet.sections:
        asked = list(to_print(section.fields, paper))
        boxes += [each for each in asked if each.type is FieldType.SIGNATURE]
        told = [each for each in asked if each not in boxes]
        if told:
            found += [_told(section, told, sides), Space(7)]
    return [*found, _end(boxes, sides)]


def _beginning(side: Version) -> Block:
    """What it is about, and the first sentence."""
    look = side.look
    _ = look.words.gettext
    title = side.paper.sheet.title.in_language(look.language)
    subject = (
        Span(_("Objet\u00a0:") + " ", bold=True),
        Span(isolated(printable(title)), bold=True),
    )
    return Stack(
        (
            look.set(subject, look.body + 0.8),
            Space(9),
            look.set(_("Madame, Monsieur,")),
            Space(4),
            look.set(
                _(
                    "J'ai l'honneur de porter à votre connaissance la situation d'un "
                    "enfant susceptible d'être victime de violence."
                )
            ),
        )
    )


def _references(side: Version, which: str) -> str:
    paper = side.paper
    _ = side.look.words.gettext
    told = {
        _("Fiche n°"): paper.sheet_number,
        _("Dossier"): paper.case_number,
        _("Imprimée le"): printed_at(paper),
        _("par"): printable(paper.printed_by),
        _("Exemplaire"): str(paper.copy),
        _("Page"): which,
    }
    return " · ".join(f"{label} {isolate(value)}" for label, value in told.items())


def _told(section: Section, asked: list[Field], sides: Sequence[Version]) -> Block:
    """One block of the report; facts, words and opinions keep apart here too."""
    look = sides[0].look
    titles = [
        each.set(section.title.in_language(each.language), look.body + 0.5, bold=True)
        for each in (side.look for side in sides)
    ]
    answers = [_answer(each, sides) for each in asked]
    parts = packed(answers, look, 2, filled=len(sides) > 1)
    if section.kind == "opinion":
        parts = [Apart(Stack(tuple(parts)), Setting.PANEL, look.rtl)]
    ruled = Whole((pair(titles, look.rtl), Rule(below=3, weight=0.5, grey=GREY)))
    return Stack((ruled, *parts), titled=True)


def _answer(asked: Field, sides: Sequence[Version]) -> Answer:
    """In one language each on lines of its own, as in a letter."""
    rtl = sides[0].look.rtl
    if asked.type is FieldType.ROWS and sides[0].paper.content.get(asked.key):
        caption = pair(labels(sides, asked, Look.caption), rtl)
        return Answer(Stack((caption, table(asked, sides))))
    answers = answers_to(sides, asked)
    if is_verbatim(asked) and answers != (EMPTY,):
        told = pair(labels(sides, asked, Look.label), rtl)
        return Answer(Stack((told, quoted(answers[0], sides[0].look))))
    block, width = inline(sides, asked, answers, Span("", bold=True))
    return Answer(block, units_for(width)) if len(sides) > 1 else Answer(block)


def _end(boxes: list[Field], sides: Sequence[Version]) -> Block:
    """The closing words with the boxes to sign and to stamp: never parted."""
    rtl = sides[0].look.rtl
    closing = columns([_closing(each.look) for each in sides], rtl)
    framed = [to_sign(each, sides, least=_STAMP) for each in boxes]
    signed_ = Row(tuple(framed), (1,) * len(framed), rtl)
    return Whole((closing, Space(8), signed_))


def _closing(look: Look) -> Block:
    _ = look.words.gettext
    return look.set(
        _(
            "Je vous prie d'agréer, Madame, Monsieur, l'expression de ma haute "
            "considération."
        )
    )
