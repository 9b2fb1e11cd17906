"""The chronology's words for what moves a case, marks it or links it to another."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from casedesk.circuit.changes import Kind
from casedesk.circuit.flags import FlagName
from casedesk.circuit.links import LinkKind
from casedesk.circuit.queries import Happening
from casedesk.i18n import _
from casedesk.i18n.formats import isolate
from casedesk.i18n.labels import label
from casedesk.ui.casefile.answers import Teller
from casedesk.ui.casefile.telling import record


def _why(told: str, reason: str) -> str:
    return _("%(told)s : %(why)s") % {"told": told, "why": isolate(reason)}


def _flag(happening: Happening) -> tuple[str, Mapping[str, str]]:
    flag = record(happening, Kind.FLAG)
    return (label(FlagName(flag["flag"])) if flag else "", flag)


def _flag_set(happening: Happening, teller: Teller) -> str:
    name, flag = _flag(happening)
    return _why(_("Signalé « %(flag)s »") % {"flag": name}, flag.get("reason", ""))


def _flag_lifted(happening: Happening, teller: Teller) -> str:
    name, flag = _flag(happening)
    told = _("N'est plus « %(flag)s »") % {"flag": name}
    return _why(told, flag.get("why_lifted", ""))


def _linked(happening: Happening, teller: Teller) -> str:
    link = record(happening, Kind.LINK)
    kind = label(LinkKind(link["relation"])) if link else ""
    return _why(_("Relié à un autre dossier"), kind)


def _unlinked(happening: Happening, teller: Teller) -> str:
    link = record(happening, Kind.LINK)
    return _why(_("Lien avec un autre dossier défait"), link.get("why_undone", ""))


COURSE: Mapping[str, Callable[[Happening, Teller], str]] = {
    "SetFlag": _flag_set,
    "LiftFlag": _flag_lifted,
    "LinkCases": _linked,
    "UndoLink": _unlinked,
}
"""One for each command that moves a case, marks it or links it, by its name."""
