"""What happened to referrals, in words; `chronology` has the lines of all commands."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from casedesk.circuit.changes import Kind
from casedesk.circuit.codes import Language
from casedesk.circuit.dates import Moment
from casedesk.circuit.queries import Happening
from casedesk.circuit.referral import Answer, AnswerMeans, Channel, ChaseResult
from casedesk.i18n import _, current, ngettext
from casedesk.i18n.formats import civil_moment, isolate, listed, long_date
from casedesk.i18n.labels import label
from casedesk.ui.casefile.answers import Teller
from casedesk.ui.casefile.telling import record, records


def names(happening: Happening) -> str:
    known = (each.get(_name_key(), "") for each in records(happening, Kind.REFERRAL))
    return listed(isolate(each) for each in known if each)


def _name_key() -> str:
    return "name_ar" if current() is Language.ARABIC else "name_fr"


def _sent(happening: Happening, teller: Teller) -> str:
    referral = record(happening, Kind.REFERRAL)
    by = referral.get("channel", "")
    return _("Fiche envoyée à %(names)s, %(channel)s, remise à %(whom)s") % {
        "names": names(happening),
        "channel": label(Channel(by)).lower() if by else "",
        "whom": isolate(referral.get("handed_to", "")),
    }


def _answered(happening: Happening, teller: Teller) -> str:
    """Of an old store there is the referral only, whose state is the answer."""
    referral, reply = (record(happening, each) for each in (Kind.REFERRAL, Kind.REPLY))
    answer = reply.get("answer") or referral.get("state", "")
    words = _("Réponse de %(names)s : %(answer)s") % {
        "names": isolate(referral.get(_name_key(), "")),
        "answer": label(Answer(answer)).lower() if answer else "",
    }
    means = reply.get("means", "")
    if means and means != AnswerMeans.PAPER:
        words = f"{words} ({label(AnswerMeans(means)).lower()})"
    told = (reply.get(key) or "" for key in ("next_step", "wanted", "registration"))
    more = [referral.get("answer_detail", ""), *told]
    return " — ".join([words, *(isolate(each) for each in more if each)])


def _cancelled(happening: Happening, teller: Teller) -> str:
    return _("Orientation vers %(names)s annulée : %(why)s") % _why(happening)


def _unanswered(happening: Happening, teller: Teller) -> str:
    n = record(happening, Kind.REFERRAL).get("tries", 0)
    told = ngettext(
        "%(names)s n'a pas répondu, après %(n)d relance : %(why)s",
        "%(names)s n'a pas répondu, après %(n)d relances : %(why)s",
        n,
    )
    return told % {**_why(happening), "n": n}


def _settled(happening: Happening, teller: Teller) -> str:
    why = record(happening, Kind.REFERRAL).get("settled_why", "")
    return _("Pas d'autre service à la place de %(names)s : %(why)s") % {
        "names": names(happening),
        "why": isolate(why),
    }


def _chased(happening: Happening, teller: Teller) -> str:
    chase = record(happening, Kind.CHASE)
    result = chase.get("result", "")
    told = _("Relance de %(names)s : %(result)s") % {
        "names": names(happening),
        "result": label(ChaseResult(result)) if result else "",
    }
    again = chase.get("again_on")
    if again and result == ChaseResult.CALL_BACK:
        day = long_date(date.fromisoformat(again))
        told = _("%(told)s le %(day)s") % {"told": told, "day": day}
    note = chase.get("note", "")
    return f"{told} — {isolate(note)}" if note else told


def _report_signed(happening: Happening, teller: Teller) -> str:
    return _("Signalement %(number)s signé pour %(names)s") % {
        "number": isolate(record(happening, Kind.REPORT).get("number", "")),
        "names": names(happening),
    }


def _told_prosecutor(happening: Happening, teller: Teller) -> str:
    report = record(happening, Kind.REPORT)
    at = Moment.parse(report.get("oral_at") or "unknown")
    return _("Parquet prévenu de vive voix le %(when)s : %(whom)s") % {
        "when": civil_moment(at),
        "whom": isolate(report.get("oral_to", "")),
    }


def _why(happening: Happening) -> dict[str, str]:
    why = record(happening, Kind.REFERRAL).get("answer_detail", "")
    return {"names": names(happening), "why": isolate(why)}


OF_REFERRALS: Mapping[str, Callable[[Happening, Teller], str]] = {
    "SendReferral": _sent,
    "RecordAnswer": _answered,
    "CancelReferral": _cancelled,
    "SettleReferral": _settled,
    "NoteChase": _chased,
    "NoReply": _unanswered,
    "SignReport": _report_signed,
    "NoteOralReport": _told_prosecutor,
}
"""By the command's name."""
