"""What was added to a signed sheet, at its end: dated, and by whom."""

from __future__ import annotations

from collections.abc import Sequence

from casedesk.circuit.dates import Moment
from casedesk.circuit.paper import Addition, Paper
from casedesk.forms.bilingual import columns, pair, versions
from casedesk.forms.block import Block, Rule, Space, Stack, Whole
from casedesk.forms.look import Look
from casedesk.forms.pen import GREY
from casedesk.forms.values import printable
from casedesk.i18n.formats import civil_moment, isolate


def additions(paper: Paper, look: Look) -> list[Block]:
    """In the order they were made; nothing for a sheet as it was signed."""
    if not paper.additions:
        return []
    hands = [each.look for each in versions(paper, look)]
    titles = [
        each.set(each.words.gettext("Ajouts après signature"), look.body + 1, bold=True)
        for each in hands
    ]
    rule = Rule(above=0.5, below=3, weight=0.6, grey=GREY)
    ruled = Whole((pair(titles, look.rtl), rule))
    told = [_told(each, hands) for each in paper.additions]
    return [Space(look.body * 0.7), Stack((ruled, *told), titled=True)]


def _told(addition: Addition, hands: Sequence[Look]) -> Block:
    """What was added stands once, as it was written."""
    leading = hands[0]
    how = leading.answer if len(hands) == 1 else leading.own
    lines = [line for line in printable(addition.text).split("\n") if line.strip()]
    head = columns([each.caption(_head(addition, each)) for each in hands], leading.rtl)
    parts: list[Block] = [head, *map(how, lines)]
    if addition.reason:
        parts.append(leading.label(_reason(addition, hands)))
    return Stack((*parts, Space(leading.body * 0.5)), titled=True)


def _head(addition: Addition, look: Look) -> str:
    _ = look.words.gettext
    when = civil_moment(Moment(addition.at), look.language)
    return _("Ajout du %(when)s, par %(who)s") % {
        "when": isolate(when),
        "who": isolate(printable(addition.author)),
    }


def _reason(addition: Addition, hands: Sequence[Look]) -> str:
    """The reason, after its name in each language."""
    leading, *others = hands
    why = isolate(printable(addition.reason))
    named = [_named_reason("", each).rstrip("\u00a0: ") for each in others]
    return " · ".join((*map(isolate, named), isolate(_named_reason(why, leading))))


def _named_reason(why: str, look: Look) -> str:
    _ = look.words.gettext
    return _("Motif\u00a0: %(why)s") % {"why": why}
