"""What was added to a signed sheet, at its end: dated, and by whom."""

from __future__ import annotations

from casedesk.circuit.dates import Moment
from casedesk.circuit.paper import Addition, Paper
from casedesk.forms.block import Block, Rule, Space, Stack, Whole
from casedesk.forms.look import Look
from casedesk.forms.pen import GREY
from casedesk.forms.values import printable
from casedesk.i18n.formats import civil_moment, isolate


def additions(paper: Paper, look: Look) -> list[Block]:
    """In the order they were made; nothing for a sheet as it was signed."""
    if not paper.additions:
        return []
    _ = look.words.gettext
    title = look.set(_("Ajouts après signature"), look.body + 1, bold=True)
    ruled = Whole((title, Rule(above=0.5, below=3, weight=0.6, grey=GREY)))
    told = [_told(each, look) for each in paper.additions]
    return [Space(look.body * 0.7), Stack((ruled, *told), titled=True)]


def _told(addition: Addition, look: Look) -> Block:
    _ = look.words.gettext
    when = civil_moment(Moment(addition.at), look.language)
    head = _("Ajout du %(when)s, par %(who)s") % {
        "when": isolate(when),
        "who": isolate(printable(addition.author)),
    }
    lines = [line for line in printable(addition.text).split("\n") if line.strip()]
    parts: list[Block] = [look.caption(head), *map(look.answer, lines)]
    if addition.reason:
        why = _("Motif\u00a0: %(why)s") % {"why": isolate(printable(addition.reason))}
        parts.append(look.label(why))
    return Stack((*parts, Space(look.body * 0.5)), titled=True)
