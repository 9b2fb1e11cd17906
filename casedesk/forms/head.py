"""The heads of pages: the sender, that it is confidential, and what sheet this is."""

from __future__ import annotations

from casedesk.circuit.codes import Language
from casedesk.circuit.dates import Moment
from casedesk.circuit.paper import Paper, Sender
from casedesk.forms.block import Apart, Block, Row, Rule, Setting, Space, Stack
from casedesk.forms.look import Look
from casedesk.forms.pen import GREY, TEXT_WIDTH
from casedesk.forms.values import printable
from casedesk.i18n import words
from casedesk.i18n.formats import civil_moment, isolate


def opening(paper: Paper, look: Look, which: str) -> Block:
    """The head of the first page of a sheet."""
    title = look.set(paper.sheet.title.in_language(look.language), 15, bold=True)
    code = look.set(paper.sheet.code, 13, bold=True, align="end", grey=GREY)
    return Stack(
        (
            letterhead(paper.sender, look),
            Space(9),
            Row((title, code), (6, 1), look.rtl),
            Rule(above=3, below=4, weight=0.8, grey=0),
            Row(tuple(_particulars(paper, look, which)), _shares(paper), look.rtl),
            Rule(above=4, below=6),
        )
    )


def running_head(paper: Paper, look: Look, which: str) -> Block:
    """The head of the pages that follow."""
    _ = look.words.gettext
    title = paper.sheet.title.in_language(look.language)
    about = {
        _("Fiche n°"): paper.sheet_number,
        _("Dossier"): paper.case_number,
        _("Page"): which,
    }
    told = " · ".join(f"{label} {isolate(value)}" for label, value in about.items())
    named = look.set(f"{isolate(paper.sheet.code)} · {isolate(title)}", 7.6, bold=True)
    sender = isolate(printable(paper.sender.name))
    numbers = look.set(told, 7.6, align="end")
    taken = numbers.natural_width() + 1
    return Stack(
        (
            Row(
                (named, numbers),
                (TEXT_WIDTH - taken, taken),
                look.rtl,
                gap=0,
            ),
            look.set(f"{sender} · {_confidential(look.language)}", 7, grey=GREY),
            Rule(above=2, below=8, weight=0.8, grey=0),
        )
    )


def letterhead(sender: Sender, look: Look) -> Block:
    """The association, as it signs, beside the mark of confidentiality."""
    _ = look.words.gettext
    number = _("Récépissé n° %(number)s") % {"number": isolate(sender.registration)}
    lines = (
        _beside(sender.territory, number if sender.registration else ""),
        _beside(sender.address, sender.phone),
    )
    name = look.answer(printable(sender.name), 11.5, bold=True)
    details = tuple(look.set(line, 7.6, grey=GREY) for line in lines if line)
    return Row((Stack((name, *details)), _confidential_box(look)), (1.25, 1), look.rtl)


def particular(look: Look, label: str, *lines: str) -> Block:
    """One label with what stands under it."""
    return Stack(
        (
            look.set(label, 6.6, grey=GREY),
            *(look.answer(line, 8.6) for line in lines[:1]),
            *(look.answer(line, 7, grey=GREY) for line in lines[1:] if line),
        )
    )


def _particulars(paper: Paper, look: Look, which: str) -> list[Block]:
    _ = look.words.gettext
    by = _("par\u00a0: %(role)s") % {"role": isolate(printable(paper.printed_by))}
    found = [
        particular(look, _("Dossier"), paper.case_number),
        particular(look, _("Fiche n°"), paper.sheet_number),
        particular(look, _("Imprimée le"), printed_at(paper), by),
        particular(look, _("Exemplaire"), str(paper.copy)),
        particular(look, _("Page"), which),
    ]
    if paper.addressee_name:
        name, where = map(printable, (paper.addressee_name, paper.addressee_address))
        found.insert(0, particular(look, _("Destinataire"), name, where))
    return found


def _shares(paper: Paper) -> tuple[float, ...]:
    return (5, 2.3, 2.3, 3.6, 1.3, 0.8) if paper.addressee_name else (3, 3, 4, 2, 1)


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
