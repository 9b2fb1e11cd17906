"""What happened in a case, line by line, in words."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime

from casedesk.circuit.changes import Kind
from casedesk.circuit.queries import Happening
from casedesk.circuit.retention import PARAGRAPH
from casedesk.circuit.stages import OVER, Guard
from casedesk.circuit.two_people import Act
from casedesk.i18n import _
from casedesk.i18n.formats import isolate, listed, long_date
from casedesk.i18n.labels import label
from casedesk.ui.casefile.answers import Teller
from casedesk.ui.casefile.course_lines import COURSE
from casedesk.ui.casefile.followed_lines import FOLLOWED
from casedesk.ui.casefile.handed_words import HANDED, before_typing
from casedesk.ui.casefile.line import Line, is_contact, kind_of, with_silences
from casedesk.ui.casefile.paper_lines import PAPER
from casedesk.ui.casefile.referral_lines import OF_REFERRALS, names
from casedesk.ui.casefile.telling import record as _record
from casedesk.ui.casefile.telling import records as _records

_WRITING = frozenset({"SaveSheet", "SaveLiaison"})
_ON_PAPER = frozenset({"ConfirmPrint", "VoidPrint"})


def told(
    happenings: Iterable[Happening], teller: Teller, now: datetime
) -> tuple[Line, ...]:
    """The lines in order; a sheet saved again and again is one line, as is a copy."""
    happened = _without_repetition(happenings)
    lines = [line for each in happened for line in _lines(each, teller)]
    lines.sort(key=lambda each: each.at)  # stable: the journal's order within a moment
    until = None if _is_closed(happened) else now
    return tuple(with_silences(lines, until))


def _without_repetition(happenings: Iterable[Happening]) -> list[Happening]:
    kept: list[Happening] = []
    for each in happenings:
        if kept and _says_again(kept[-1], each):
            kept.pop()
        kept.append(each)
    return kept


def _says_again(before: Happening, after: Happening) -> bool:
    if before.action == "PreparePrint" and after.action in _ON_PAPER:
        copies = (_record(each, Kind.COPY).get("id") for each in (before, after))
        return len(set(copies)) == 1
    same = (before.action, before.actor) == (after.action, after.actor)
    return same and after.action in _WRITING


def _is_closed(happenings: Iterable[Happening]) -> bool:
    """Nobody waits for a contact in a closed case."""
    stages = [
        stage for each in happenings if (stage := _record(each, Kind.CASE).get("stage"))
    ]
    return bool(stages) and stages[-1] in OVER


def _lines(happening: Happening, teller: Teller) -> list[Line]:
    """One line; of a case from the paper register also what was done before."""
    line = _line(happening, teller)
    if happening.action != "EnterFromRegister":
        return [line]
    before = [
        Line(at, "", what, is_contact=True) for at, what in before_typing(happening)
    ]
    return [*before, line]


def _line(happening: Happening, teller: Teller) -> Line:
    sheet = _record(happening, Kind.SHEET)
    if happening.action == "TakeInDrop" and sheet:
        at, who = datetime.fromisoformat(sheet["written_at"]), sheet["author"]
        what = _("Inquiétude transmise")
        return Line(at, teller.person(who), what, is_contact=True)
    what = WORDS[happening.action](happening, teller) + _relaxed(happening)
    return Line(
        happening.at,
        teller.person(happening.actor),
        what,
        kind=kind_of(happening),
        is_contact=is_contact(happening),
    )


def _relaxed(happening: Happening) -> str:
    """What this very step passed without, because the direction had relaxed it."""
    case = _record(happening, Kind.CASE)
    guards = json.loads(case.get("relaxed") or "[]")
    if not guards or datetime.fromisoformat(case["since"]) != happening.at:
        return ""
    told = " ; ".join(label(Guard(each)) for each in guards)
    return _(" — règle assouplie, sans : %(guards)s") % {"guards": told}


def _taken_in(happening: Happening, teller: Teller) -> str:
    return _("Complément ajouté à la fiche de recueil")


def _taken_in_charge(happening: Happening, teller: Teller) -> str:
    return _("Prise en charge")


def _gone_urgent(happening: Happening, teller: Teller) -> str:
    done = listed(
        f"{teller.code('ACT', each.get('act', ''))} ({isolate(each.get('who', ''))})"
        for each in _records(happening, Kind.ACTION)
    )
    if done:
        return _("Voie urgente vers %(names)s. Fait aussitôt : %(done)s") % {
            "names": names(happening),
            "done": done,
        }
    return _("Voie urgente vers %(names)s") % {"names": names(happening)}


def _sheet_written(happening: Happening, teller: Teller) -> str:
    return _("Fiche %(sheet)s en cours d'écriture") % {
        "sheet": _record(happening, Kind.SHEET).get("code", "")
    }


def _submitted(happening: Happening, teller: Teller) -> str:
    return _("Évaluation signée, danger %(level)s ; soumise à décision") % {
        "level": _record(happening, Kind.CASE).get("danger", "")
    }


def _assessment_signed(happening: Happening, teller: Teller) -> str:
    return _("Évaluation signée, danger %(level)s") % {
        "level": _record(happening, Kind.CASE).get("danger", "")
    }


def _decided(happening: Happening, teller: Teller) -> str:
    return _("Décision signée : orienter vers %(names)s") % {"names": names(happening)}


def _referral_added(happening: Happening, teller: Teller) -> str:
    return _("Orientation ajoutée : %(names)s") % {"names": names(happening)}


def _liaison_ready(happening: Happening, teller: Teller) -> str:
    return _("Fiche %(sheet)s validée pour %(names)s") % {
        "sheet": _record(happening, Kind.SHEET).get("code", ""),
        "names": names(happening),
    }


def _returned(happening: Happening, teller: Teller) -> str:
    return _("Retour à la décision : aucun service n'a pu prendre la suite")


def _closed(happening: Happening, teller: Teller) -> str:
    closing = _record(happening, Kind.CLOSING)
    reason = teller.code("CLOSE", closing.get("reason", ""))
    detail = closing.get("detail", "")
    told = _("Dossier clos : %(reason)s") % {"reason": reason}
    return f"{told} — {isolate(detail)}" if detail else told


def _kept_longer(happening: Happening, teller: Teller) -> str:
    closing = _record(happening, Kind.CLOSING)
    if not closing:
        return _("Conservation prolongée")
    return _("À revoir le %(day)s : %(why)s") % {
        "day": long_date(date.fromisoformat(closing["review_on"])),
        "why": isolate(closing["detail"].rpartition(PARAGRAPH)[2]),
    }


def _held(happening: Happening, teller: Teller) -> str:
    why = _record(happening, Kind.HOLD).get("reason", "")
    return _("À conserver : %(why)s") % {"why": isolate(why)}


def _released(happening: Happening, teller: Teller) -> str:
    why = _record(happening, Kind.HOLD).get("why_lifted", "")
    return _("Conservation levée : %(why)s") % {"why": isolate(why)}


def _asked(happening: Happening, teller: Teller) -> str:
    return _("Demande qui se décide à deux")


def _confirmed(happening: Happening, teller: Teller) -> str:
    if _record(happening, Kind.REQUEST).get("act") == Act.REOPEN:
        episode = _record(happening, Kind.CASE).get("episode", "")
        return _("Rouvert, avec l'accord d'une seconde personne : épisode %(n)s") % {
            "n": episode
        }
    return _("Demande confirmée par une seconde personne")


def _begun(happening: Happening, teller: Teller) -> str:
    return _("Demande mise en œuvre")


def _declined(happening: Happening, teller: Teller) -> str:
    return _("Demande retirée ou refusée")


def _erased(happening: Happening, teller: Teller) -> str:
    return _("Dossier effacé")


def _reassigned(happening: Happening, teller: Teller) -> str:
    owner = _record(happening, Kind.CASE).get("owner", "")
    return _("Dossier confié à %(who)s") % {"who": isolate(teller.person(owner))}


def _wait_seen(happening: Happening, teller: Teller) -> str:
    told = _record(happening, Kind.ACKNOWLEDGEMENT).get("told", "")
    return _("Attente vue, dossier encore à prendre en charge : %(told)s") % {
        "told": isolate(told)
    }


def _child_corrected(happening: Happening, teller: Teller) -> str:
    return _("Ce que l'on sait de l'enfant a été précisé")


def _relative_noted(happening: Happening, teller: Teller) -> str:
    relation = _record(happening, Kind.RELATIVE).get("relation", "")
    return _("Foyer : %(relation)s, noté") % {"relation": teller.code("KIN", relation)}


def _safe_contact_noted(happening: Happening, teller: Teller) -> str:
    who = _record(happening, Kind.SAFE_CONTACT).get("who", "")
    return _("Contact sûr : %(who)s") % {"who": isolate(who)}


def _author_noted(happening: Happening, teller: Teller) -> str:
    return _("Encadré réservé complété")


def _opened_for_sibling(happening: Happening, teller: Teller) -> str:
    return _("Dossier ouvert à la suite de celui d'un frère ou d'une sœur")


def _household_copied(happening: Happening, teller: Teller) -> str:
    return _("Foyer repris du dossier d'un frère ou d'une sœur, à relire")


def _consent_recorded(happening: Happening, teller: Teller) -> str:
    return _("Information donnée, accord ou refus signé (fiche F-H)")


def _withdrawn(happening: Happening, teller: Teller) -> str:
    taken_back = _record(happening, Kind.WITHDRAWAL)
    return _("Accord retiré : %(who)s") % {
        "who": teller.code("CONSENT_WHO", taken_back.get("person", ""))
    }


def _derogated(happening: Happening, teller: Teller) -> str:
    made = _record(happening, Kind.DEROGATION)
    return _("Partage décidé sans accord (%(motive)s) : %(why)s") % {
        "motive": teller.code("OVERRIDE", made.get("motive", "")),
        "why": isolate(made.get("reason", "")),
    }


WORDS: Mapping[str, Callable[[Happening, Teller], str]] = {
    **OF_REFERRALS,
    **COURSE,
    **PAPER,
    "TakeInDrop": _taken_in,
    "TakeInCharge": _taken_in_charge,
    "AcknowledgeUnread": _wait_seen,
    "GoUrgent": _gone_urgent,
    "SaveSheet": _sheet_written,
    "SaveLiaison": _sheet_written,
    "SubmitForDecision": _submitted,
    "SignAssessment": _assessment_signed,
    "Decide": _decided,
    "AddReferral": _referral_added,
    "PrepareReferral": _liaison_ready,
    "ReturnToDecision": _returned,
    "CloseCase": _closed,
    "KeepLonger": _kept_longer,
    "SetHold": _held,
    "LiftHold": _released,
    "RequestAct": _asked,
    "ConfirmRequest": _confirmed,
    "DeclineRequest": _declined,
    "BeginAct": _begun,
    "EraseCase": _erased,
    "ReassignCases": _reassigned,
    **FOLLOWED,
    **HANDED,
    "CorrectChild": _child_corrected,
    "NoteRelative": _relative_noted,
    "NoteSafeContact": _safe_contact_noted,
    "NoteAuthor": _author_noted,
    "OpenSiblingCase": _opened_for_sibling,
    "CopyHousehold": _household_copied,
    "RecordConsent": _consent_recorded,
    "NoteWithdrawal": _withdrawn,
    "Derogate": _derogated,
}
"""One for each command that writes in a case, by the command's name."""
