"""The chronology's words for copies, attachments and openings in an emergency."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from casedesk.circuit.changes import Kind
from casedesk.circuit.queries import Happening
from casedesk.i18n import _
from casedesk.i18n.formats import isolate
from casedesk.ui.casefile.answers import Teller
from casedesk.ui.casefile.telling import record


def _copy_prepared(happening: Happening, teller: Teller) -> str:
    return _("Copie %(n)s de la fiche %(sheet)s préparée") % _copy(happening)


def _copy_printed(happening: Happening, teller: Teller) -> str:
    return _("Copie %(n)s de la fiche %(sheet)s imprimée") % _copy(happening)


def _copy_void(happening: Happening, teller: Teller) -> str:
    return _("Copie %(n)s de la fiche %(sheet)s annulée") % _copy(happening)


def _counted(happening: Happening, teller: Teller) -> str:
    count = record(happening, Kind.MISCOUNT)
    if not count or count.get("in_hand") == count.get("expected"):
        return _("Feuilles d'une copie retrouvées")
    return _("%(in_hand)s feuille(s) en main sur %(expected)s") % {
        "in_hand": count.get("in_hand"),
        "expected": count.get("expected"),
    }


def _copy(happening: Happening) -> Mapping[str, object]:
    copy = record(happening, Kind.COPY)
    return {"n": copy.get("number", ""), "sheet": copy.get("sheet_code", "")}


def _attached(happening: Happening, teller: Teller) -> str:
    attachment = record(happening, Kind.ATTACHMENT)
    return _("Pièce jointe ajoutée : %(label)s") % {
        "label": isolate(attachment.get("label", ""))
    }


def _opened_in_emergency(happening: Happening, teller: Teller) -> str:
    opening = record(happening, Kind.EMERGENCY_OPENING)
    return _("Ouvert en urgence, sans en être responsable : %(why)s") % {
        "why": isolate(opening.get("reason", ""))
    }


PAPER: Mapping[str, Callable[[Happening, Teller], str]] = {
    "PreparePrint": _copy_prepared,
    "ConfirmPrint": _copy_printed,
    "VoidPrint": _copy_void,
    "CountSheets": _counted,
    "AddAttachment": _attached,
    "OpenInEmergency": _opened_in_emergency,
}
"""One for each such command, by its name."""
