"""The chronology's words for following up and closing."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from casedesk.circuit.changes import Kind
from casedesk.circuit.queries import Happening
from casedesk.i18n import _
from casedesk.i18n.formats import isolate
from casedesk.ui.casefile.answers import Teller
from casedesk.ui.casefile.telling import record


def _contact_tried(happening: Happening, teller: Teller) -> str:
    contact = record(happening, Kind.CONTACT)
    return _("Contact tenté, %(kind)s, %(whom)s : %(result)s") % {
        "kind": teller.code("CONTACT", contact.get("own_kind", "")).lower(),
        "whom": isolate(contact.get("whom", "")),
        "result": teller.code("CONTACT_RESULT", contact.get("result", "")).lower(),
    }


def _followed_up(happening: Happening, teller: Teller) -> str:
    return _("Suivi %(number)s signé, danger %(level)s") % {
        "number": record(happening, Kind.SHEET).get("number", ""),
        "level": record(happening, Kind.CASE).get("danger", ""),
    }


def _reviewed(happening: Happening, teller: Teller) -> str:
    return _("Bilan signé")


def _author_told(happening: Happening, teller: Teller) -> str:
    told = teller.code("FEEDBACK", record(happening, Kind.FEEDBACK).get("told", ""))
    return _("Retour fait à qui a écrit : %(told)s") % {"told": told}


def _closing_signed(happening: Happening, teller: Teller) -> str:
    return _("Fiche de clôture signée une première fois")


FOLLOWED: Mapping[str, Callable[[Happening, Teller], str]] = {
    "NoteContact": _contact_tried,
    "RecordFollowUp": _followed_up,
    "SignReview": _reviewed,
    "TellAuthor": _author_told,
    "SignClosing": _closing_signed,
}
