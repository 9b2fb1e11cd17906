"""The report to the prosecutor, in the form of a letter.

domain §3.e: sender and addressee, place and date, subject, the blocks of the report,
who signs, and room for the stamp of the secretariat. Courts work in Arabic, so the
whole letter exists in Arabic and in French.
"""

from __future__ import annotations

from casedesk.circuit.paper import Paper
from casedesk.circuit.sheet import Field, FieldType, Section
from casedesk.forms.block import Apart, Block, Row, Rule, Setting, Space, Stack, Whole
from casedesk.forms.direction import isolated
from casedesk.forms.head import letterhead, printed_at
from casedesk.forms.look import Look
from casedesk.forms.pen import GREY, MM
from casedesk.forms.sheet import is_verbatim, quoted, table, to_print
from casedesk.forms.text import Span
from casedesk.forms.values import EMPTY, answer, printable
from casedesk.i18n.formats import isolate, long_date

_STAMP = 30 * MM


def opening(paper: Paper, look: Look, which: str) -> Block:
    """The head of the first page: sender, references, addressee, place and date."""
    _ = look.words.gettext
    name, where = map(printable, (paper.addressee_name, paper.addressee_address))
    dated = _("%(place)s, le %(date)s") % {
        "place": isolate(printable(paper.sender.territory)),
        "date": isolate(long_date(paper.printed_at, look.language)),
    }
    addressee = Stack(
        (
            look.set(dated),
            Space(9),
            look.set(_("À l'attention de"), grey=GREY),
            look.answer(name, look.body + 1, bold=True),
            *([look.answer(where, look.body - 0.8, grey=GREY)] if where else []),
        )
    )
    return Stack(
        (
            letterhead(paper.sender, look),
            Rule(above=5, below=4, weight=0.8, grey=0),
            look.set(_references(paper, look, which), 7.4, grey=GREY),
            Space(14),
            Row((Space(0), addressee), (1, 1.3), look.rtl),
            Space(14),
        )
    )


def body(paper: Paper, look: Look) -> list[Block]:
    """Subject, salutation, one block after the other, and who signs."""
    _ = look.words.gettext
    title = paper.sheet.title.in_language(look.language)
    subject = (
        Span(_("Objet\u00a0:") + " ", bold=True),
        Span(isolated(printable(title)), bold=True),
    )
    found: list[Block] = [
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
        Space(8),
    ]
    boxes: list[Field] = []
    for section in paper.sheet.sections:
        asked = list(to_print(section.fields, paper))
        boxes += [each for each in asked if each.type is FieldType.SIGNATURE]
        told = [each for each in asked if each not in boxes]
        if told:
            found += [_told(section, told, paper, look), Space(7)]
    return [*found, _end(boxes, look)]


def _references(paper: Paper, look: Look, which: str) -> str:
    _ = look.words.gettext
    told = {
        _("Fiche n°"): paper.sheet_number,
        _("Dossier"): paper.case_number,
        _("Imprimée le"): printed_at(paper),
        _("par"): printable(paper.printed_by),
        _("Exemplaire"): str(paper.copy),
        _("Page"): which,
    }
    return " · ".join(f"{label} {isolate(value)}" for label, value in told.items())


def _told(section: Section, asked: list[Field], paper: Paper, look: Look) -> Block:
    """One block of the report; facts, words and opinions keep apart here too."""
    title = look.set(
        section.title.in_language(look.language), look.body + 0.5, bold=True
    )
    parts: list[Block] = []
    for each in asked:
        parts += [*_answer(each, paper, look), Space(2)]
    if section.kind == "opinion":
        parts = [Apart(Stack(tuple(parts)), Setting.PANEL, look.rtl)]
    ruled = Whole((title, Rule(below=3, weight=0.5, grey=GREY)))
    return Stack((ruled, *parts), titled=True)


def _answer(asked: Field, paper: Paper, look: Look) -> list[Block]:
    label = asked.label.in_language(look.language)
    rows = paper.content.get(asked.key)
    if asked.type is FieldType.ROWS and rows:
        return [look.caption(label), table(asked, rows, paper, look)]
    text = answer(asked, paper).strip() or EMPTY
    if is_verbatim(asked) and text != EMPTY:
        return [look.label(label), quoted(text, look)]
    first, *others = [line for line in text.split("\n") if line.strip()]
    colon = look.words.gettext("%(label)s\u00a0:") % {"label": label}
    led = (Span(f"{colon} ", bold=True), Span(isolated(first)))
    return [look.set(led), *map(look.answer, others)]


def _end(boxes: list[Field], look: Look) -> Block:
    """The closing words with the boxes to sign and to stamp: never parted."""
    _ = look.words.gettext
    closing = _(
        "Je vous prie d'agréer, Madame, Monsieur, l'expression de ma haute "
        "considération."
    )
    framed = [
        Apart(
            look.label(each.label.in_language(look.language)),
            Setting.BOX,
            look.rtl,
            least=_STAMP,
        )
        for each in boxes
    ]
    signed = Row(tuple(framed), (1,) * len(framed), look.rtl)
    return Whole((look.set(closing), Space(8), signed))
