"""What somebody has begun to write and not sent: how much, since when, no more."""

from __future__ import annotations

from collections.abc import Sequence

from casedesk.circuit.queries import UnsentDraft
from casedesk.i18n import ngettext
from casedesk.i18n.formats import moment


def drafts_told(drafts: Sequence[UnsentDraft]) -> str:
    """Of one person's, the oldest first; empty when there are none."""
    if not drafts:
        return ""
    told = ngettext(
        "%(n)d brouillon non transmis, commencé le %(since)s.",
        "%(n)d brouillons non transmis, le premier commencé le %(since)s.",
        len(drafts),
    )
    return told % {"n": len(drafts), "since": moment(drafts[0].started_at)}
