"""The chronology's words for what moves a case, marks it or links it to another."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from casedesk.circuit.changes import Kind
from casedesk.circuit.flags import FlagName
from casedesk.circuit.links import LinkKind
from casedesk.circuit.queries import Happening
from casedesk.i18n import _
from casedesk.i18n.formats import isolate, long_date
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


def _motive(happening: Happening) -> Mapping[str, Any]:
    return record(happening, Kind.MOTIVE)


def _reasoned(told: Callable[[], str]) -> Callable[[Happening, Teller], str]:
    """What was done, and why: the whole of most steps."""
    return lambda happening, teller: _why(told(), _motive(happening).get("reason", ""))


def _watched(happening: Happening, teller: Teller) -> str:
    watch = record(happening, Kind.WATCH)
    if not watch:
        return _("Veille décidée")
    return _("Veille jusqu'au %(day)s, observée par %(who)s : %(points)s") % {
        "day": long_date(date.fromisoformat(watch["review_on"])),
        "who": isolate(teller.person(watch["observer"])),
        "points": isolate(watch["points"]),
    }


def _rated(happening: Happening, teller: Teller) -> str:
    level = record(happening, Kind.DANGER_LEVEL)
    told = _("Niveau de danger : %(level)s") % {
        "level": teller.code("DANGER", level.get("level", ""))
    }
    return f"{told} — {isolate(level.get('motive', ''))}"


def _entry_changed(happening: Happening, teller: Teller) -> str:
    entry = record(happening, Kind.ENTRY_KIND)
    told = _("C'est maintenant : %(entry)s") % {
        "entry": teller.code("ENTRY", entry.get("entry", ""))
    }
    return f"{told} — {isolate(entry.get('motive', ''))}"


def _retracted(happening: Happening, teller: Teller) -> str:
    return _("L'enfant est revenu sur ses paroles : noté, rien n'est effacé")


def _of_age(happening: Happening, teller: Teller) -> str:
    motive = _motive(happening)
    told = _("Majorité : %(basis)s") % {
        "basis": teller.code("MAJORITY", motive.get("code", ""))
    }
    return f"{told} — {isolate(motive.get('reason', ''))}"


def _reopening_asked(happening: Happening, teller: Teller) -> str:
    motive = _motive(happening)
    told = _("Réouverture proposée : %(reason)s") % {
        "reason": teller.code("REOPEN", motive.get("code", ""))
    }
    return f"{told} — {isolate(motive.get('reason', ''))}"


COURSE: Mapping[str, Callable[[Happening, Teller], str]] = {
    "KeepWatch": _watched,
    "Reassess": _reasoned(lambda: _("À évaluer de nouveau")),
    "ReferAgain": _reasoned(lambda: _("Nouvelle orientation, pour un autre besoin")),
    "NoteNewFacts": _reasoned(lambda: _("Faits nouveaux, soumis à décision")),
    "NoteDeath": _reasoned(lambda: _("Décès de l'enfant")),
    "Suspend": _reasoned(lambda: _("Suspendu, l'enfant est recherché")),
    "Resume": _reasoned(lambda: _("Suivi repris")),
    "RateDanger": _rated,
    "ChangeEntry": _entry_changed,
    "NoteRetraction": _retracted,
    "NoteMajority": _of_age,
    "ProposeReopening": _reopening_asked,
    "MergeCase": _reasoned(lambda: _("Rattaché à un autre dossier")),
    "SeparateCase": _reasoned(lambda: _("Détaché de l'autre dossier")),
    "SetFlag": _flag_set,
    "LiftFlag": _flag_lifted,
    "LinkCases": _linked,
    "UndoLink": _unlinked,
}
"""One for each command that moves a case, marks it or links it, by its name."""
