"""The heads of pages: the sender, that it is confidential, and what sheet this is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from casedesk.circuit.codes import Language
from casedesk.circuit.dates import Moment
from casedesk.circuit.paper import Paper, Sender
from casedesk.forms.bilingual import Version, joined, once, versions
from casedesk.forms.block import Apart, Block, Row, Rule, Setting, Space, Stack
from casedesk.forms.look import Look
from casedesk.forms.pen import GREY, TEXT_WIDTH
from casedesk.forms.values import printable
from casedesk.i18n import words
from casedesk.i18n.formats import civil_moment, isolate

_BESIDE = 0.85  # of the size of a title, where two stand beside each other

Signed = tuple[Sender, Look]
"""Who signs, in one language."""

Particular = tuple[str, ...]
"""A label, what stands under it, and what may stand under that."""


def signed(sides: Sequence[Version]) -> list[Signed]:
    return [(each.paper.sender, each.look) for each in sides]


def opening(paper: Paper, look: Look, which: str) -> Block:
    """The head of the first page of a sheet."""
    sides = versions(paper, look)
    return Stack(
        (
            letterhead(signed(sides)),
            Space(9),
            title(sides, 15),
            Rule(above=3, below=4, weight=0.8, grey=0),
            particulars(sides, partial(_particulars, which), _shares(paper)),
            Rule(above=4, below=6),
        )
    )


def title(sides: Sequence[Version], size: float) -> Block:
    """The name of the sheet, and its code at the end or between both names."""
    look, sheet, alone = sides[0].look, sides[0].paper.sheet, len(sides) == 1
    size = size if alone else size * _BESIDE
    titles = [
        each.set(sheet.title.in_language(each.language), size, bold=True)
        for each in (side.look for side in sides)
    ]
    align = "end" if alone else "centre"
    code = look.set(sheet.code, min(size, 13), bold=True, align=align, grey=GREY)
    if alone:
        return Row((titles[0], code), (6, 1), look.rtl)
    first, other = (max(each.natural_width(), 60) for each in titles)
    return Row((titles[0], code, titles[1]), (first, 40, other), look.rtl)


def running_head(paper: Paper, look: Look, which: str) -> Block:
    """The head of the pages that follow."""
    sides = versions(paper, look)
    sender = isolate(printable(paper.sender.name))
    confidential = joined([_confidential(each.look.language) for each in sides])
    return Stack(
        (
            *(_which(each.paper, each.look, which) for each in sides),
            look.set(f"{sender} · {confidential}", 7, grey=GREY),
            Rule(above=2, below=8, weight=0.8, grey=0),
        )
    )


def _which(paper: Paper, look: Look, which: str) -> Block:
    """Which sheet, and which page of it, on one line."""
    _ = look.words.gettext
    title = paper.sheet.title.in_language(look.language)
    about = {
        _("Fiche n°"): paper.sheet_number,
        _("Dossier"): paper.case_number,
        _("Page"): which,
    }
    told = " · ".join(f"{label} {isolate(value)}" for label, value in about.items())
    named = look.set(f"{isolate(paper.sheet.code)} · {isolate(title)}", 7.6, bold=True)
    numbers = look.set(told, 7.6, align="end")
    taken = numbers.natural_width() + 1
    return Row((named, numbers), (TEXT_WIDTH - taken, taken), look.rtl, gap=0)


def letterhead(sides: Sequence[Signed]) -> Block:
    """The association, as it signs, beside the mark of confidentiality."""
    sender, look = sides[0]
    name = look.answer(printable(sender.name), 11.5, bold=True)
    registered = once([_registered(*each) for each in sides])
    lines = (
        _beside(*once([each.territory for each, _ in sides]), *registered),
        _beside(sender.address, sender.phone),
    )
    details = tuple(look.set(line, 7.6, grey=GREY) for line in lines if line)
    return Row((Stack((name, *details)), _confidential_box(look)), (1.25, 1), look.rtl)


def _registered(sender: Sender, look: Look) -> str:
    _ = look.words.gettext
    number = _("Récépissé n° %(number)s") % {"number": isolate(sender.registration)}
    return number if sender.registration else ""


def particulars(
    sides: Sequence[Version],
    told: Callable[[Version], Sequence[Particular]],
    shares: tuple[float, ...],
) -> Block:
    """Labels beside each other with what stands under them, in each language."""
    each_side = zip(*map(told, sides), strict=True)
    return Row(
        tuple(_particular(sides, each) for each in each_side),
        shares,
        sides[0].look.rtl,
    )


def _particular(sides: Sequence[Version], told: Sequence[Particular]) -> Block:
    look = sides[0].look
    asked, first, *others = zip(*told, strict=True)
    return Stack(
        (
            look.set(joined(asked, " · "), 6.6, grey=GREY),
            *(look.answer(text, 8.6) for text in once(first)),
            *(look.answer(each[0], 7, grey=GREY) for each in others if each[0]),
        )
    )


def _particulars(which: str, side: Version) -> list[Particular]:
    _ = side.look.words.gettext
    paper = side.paper
    by = _("par\u00a0: %(role)s") % {"role": isolate(printable(paper.printed_by))}
    found: list[Particular] = [
        (_("Dossier"), paper.case_number),
        (_("Fiche n°"), paper.sheet_number),
        (_("Imprimée le"), printed_at(paper), by),
        (_("Exemplaire"), str(paper.copy)),
        (_("Page"), which),
    ]
    if paper.addressee_name:
        name, where = map(printable, (paper.addressee_name, paper.addressee_address))
        found.insert(0, (_("Destinataire"), name, where))
    return found


def _shares(paper: Paper) -> tuple[float, ...]:
    """In both languages labels are longer, and keep to their line."""
    if paper.beside is None:
        return (5, 2.3, 2.3, 3.6, 1.3, 0.8) if paper.addressee_name else (3, 3, 4, 2, 1)
    if paper.addressee_name:
        return (3.8, 2.3, 2.5, 3.9, 2.2, 1.5)
    return (3, 3, 4, 2, 2)


def printed_at(paper: Paper) -> str:
    return civil_moment(Moment(paper.printed_at), paper.language)


def _confidential(language: Language) -> str:
    return words(language).gettext("CONFIDENTIEL – protection de l'enfance")


def _confidential_box(look: Look) -> Block:
    """In both languages on every paper: whoever finds it must understand it."""
    both = (_confidential(Language.FRENCH), _confidential(Language.ARABIC))
    lines = Stack(
        tuple(look.answer(each, 8, bold=True, align="centre") for each in both)
    )
    return Apart(lines, Setting.BOX, look.rtl)


def _beside(*parts: str) -> str:
    return " · ".join(isolate(printable(part)) for part in parts if part)
