"""The chronology's words for what goes from hand to hand, and for the old register."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime, time
from typing import Any

from casedesk.circuit.blank import NO_ATTACHMENT
from casedesk.circuit.changes import Kind
from casedesk.circuit.codes import Language
from casedesk.circuit.dates import ZONE
from casedesk.circuit.handover import TaskState
from casedesk.circuit.queries import Happening
from casedesk.circuit.referral import Answer
from casedesk.i18n import _, current
from casedesk.i18n.formats import isolate
from casedesk.i18n.labels import label
from casedesk.ui.casefile.answers import Teller

Record = Mapping[str, Any]


def of_kind(happening: Happening, kind: Kind) -> Record:
    """The first record of a kind that was written; empty where none is kept."""
    found = (each for each in happening.details if each.get("kind") == kind)
    return next(found, {})


def _amended(happening: Happening, teller: Teller) -> str:
    why = of_kind(happening, Kind.AMENDMENT).get("reason", "")
    if not why:
        return _("Ajout à une fiche signée")
    return _("Ajout à une fiche signée : %(why)s") % {"why": isolate(why)}


def _noted(happening: Happening, teller: Teller) -> str:
    return _("Note de supervision")


def _approved(happening: Happening, teller: Teller) -> str:
    return _("Fiche vue et validée")


def _task_given(happening: Happening, teller: Teller) -> str:
    task = of_kind(happening, Kind.TASK)
    return _("Tâche confiée à %(who)s : %(what)s") % {
        "who": isolate(teller.person(task.get("assignee", ""))),
        "what": isolate(task.get("what", "")),
    }


def _task_ended(happening: Happening, teller: Teller) -> str:
    task = of_kind(happening, Kind.TASK)
    if task.get("state") == TaskState.DROPPED:
        told = _("Tâche abandonnée : %(what)s")
    else:
        told = _("Tâche faite : %(what)s")
    told %= {"what": isolate(task.get("what", ""))}
    outcome = task.get("outcome", "")
    return f"{told} — {isolate(outcome)}" if outcome else told


def _blank_issued(happening: Happening, teller: Teller) -> str:
    blank = of_kind(happening, Kind.CASE_BLANK)
    return _("Fiche %(sheet)s vierge préparée, code %(code)s") % {
        "sheet": isolate(blank.get("sheet_code", "")),
        "code": isolate(blank.get("code", "")),
    }


def _blank_back(happening: Happening, teller: Teller) -> str:
    blank = of_kind(happening, Kind.CASE_BLANK)
    if blank.get("attachment_id", NO_ATTACHMENT) == NO_ATTACHMENT:
        told = _("Fiche %(sheet)s remplie à la main revenue, code %(code)s")
    else:
        told = _("Fiche %(sheet)s remplie à la main jointe, code %(code)s")
    return told % {
        "sheet": isolate(blank.get("sheet_code", "")),
        "code": isolate(blank.get("code", "")),
    }


def _listed(happening: Happening, teller: Teller) -> str:
    return _("Chronologie préparée pour l'impression")


def _list_printed(happening: Happening, teller: Teller) -> str:
    return _("Chronologie imprimée")


def _list_void(happening: Happening, teller: Teller) -> str:
    return _("Chronologie non imprimée")


def _entered(happening: Happening, teller: Teller) -> str:
    number = of_kind(happening, Kind.REGISTER_ENTRY).get("number", "")
    return _("Repris du registre papier, n° %(number)s") % {"number": isolate(number)}


def before_typing(happening: Happening) -> Iterator[tuple[datetime, str]]:
    """What the register says was done, each on its real day, at noon."""
    entry = of_kind(happening, Kind.REGISTER_ENTRY)
    told = {
        "received_on": _("Reçu"),
        "assessed_on": _("Évaluation"),
        "decided_on": _("Décision"),
    }
    for key, what in told.items():
        if entry.get(key):
            yield _at(entry[key]), _from_register(what)
    referrals = (
        each for each in happening.details if each.get("kind") == Kind.REFERRAL
    )
    name = "name_ar" if current() is Language.ARABIC else "name_fr"
    for each in referrals:
        service = {"name": isolate(each.get(name, ""))}
        if each.get("sent_on"):
            sent = _("Orienté vers %(name)s") % service
            yield _at(each["sent_on"]), _from_register(sent)
        if each.get("answered_on"):
            answer = label(Answer(each["state"])).lower()
            came = _("Réponse de %(name)s : %(answer)s")
            came %= {**service, "answer": answer}
            yield _at(each["answered_on"]), _from_register(came)


def _from_register(what: str) -> str:
    return _("%(what)s (registre papier)") % {"what": what}


def _at(day: str) -> datetime:
    return datetime.combine(date.fromisoformat(day), time(12), ZONE)


HANDED: Mapping[str, Callable[[Happening, Teller], str]] = {
    "AmendSheet": _amended,
    "AddNote": _noted,
    "ApproveSheet": _approved,
    "AddTask": _task_given,
    "GiveTask": _task_given,
    "EndTask": _task_ended,
    "IssueCaseBlank": _blank_issued,
    "BringBackBlank": _blank_back,
    "PreparePrintout": _listed,
    "ConfirmPrintout": _list_printed,
    "VoidPrintout": _list_void,
    "EnterFromRegister": _entered,
}
"""One for each command that hands something over, by the command's name."""
