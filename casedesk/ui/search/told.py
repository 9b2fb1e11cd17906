"""What was found, in words: which case, why, and which words of it matched."""

from __future__ import annotations

from html import escape

from casedesk.circuit.ports import Reads
from casedesk.circuit.search import Found, Marked, Why
from casedesk.i18n import _
from casedesk.i18n.formats import apart, isolate
from casedesk.i18n.labels import label


def heading_of(found: Found, reads: Reads) -> str:
    """`SAL-26-0K7F · Suivi · Assistante sociale`, or the receipt of one's own."""
    if found.why is Why.RECEIPT:
        told = _("Brouillon %(number)s") if found.is_draft else _("Reçu %(number)s")
        return told % {"number": isolate(found.number)}
    owner = reads.person_label(found.owner) if found.owner else _("sans responsable")
    stage = label(found.stage) if found.stage is not None else ""
    return " · ".join((isolate(found.number), stage, isolate(owner)))


def reason(found: Found) -> str:
    """Where it is written; nothing where the line itself tells."""
    if found.sheet:
        return _("fiche %(number)s") % {"number": isolate(found.sheet)}
    if found.why is Why.TEXT:
        return label(found.kind)
    return "" if found.why is Why.RECEIPT else label(found.why)


def rich(marked: Marked) -> str:
    """The line as rich text, what matched in bold; each name keeps its own direction.

    All of it is escaped: what people typed is never markup.
    """
    parts: list[str] = []
    at = 0
    for start, end in marked.spans:
        if start < at:
            continue
        parts += [
            escape(marked.text[at:start]),
            f"<b>{escape(marked.text[start:end])}</b>",
        ]
        at = end
    line = "".join([*parts, escape(marked.text[at:])])
    return apart(line.split(" · "))
