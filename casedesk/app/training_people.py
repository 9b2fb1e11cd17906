"""Invented people around an invented child, for training vaults."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from casedesk.app.training import TrainingVault
from casedesk.app.training_arabic import told
from casedesk.app.training_texts import DIRECTOR
from casedesk.circuit.case import CaseId
from casedesk.circuit.commands.cases import ViewCase
from casedesk.circuit.commands.consent import RecordConsent
from casedesk.circuit.commands.family import (
    CorrectChild,
    NoteAuthor,
    NoteRelative,
    NoteSafeContact,
    OpenSiblingCase,
)
from casedesk.circuit.dates import Moment, local
from casedesk.circuit.desk import Desk
from casedesk.circuit.family import Asked, answers_of
from casedesk.circuit.queries import CaseList
from casedesk.circuit.stages import Stage

NEEDS = {
    "living": "MOTHER",
    "disabilities": ["HEARING"],
    "communication": "Langue des signes, images",
    "support_person": "Sa tante",
}
MOTHER = {
    "relation": "MOTHER",
    "given_latin": "Nadia",
    "given_arabic": "نادية",
    "birth": "~34@2026-01-05",
    "at_home": "yes",
    "may_be_author": "no",
    "why_safe": "A demandé de l'aide elle-même.",
    "is_guardian": "yes",
    "title": "MOTHER",
    "reach": "YES",
    "reach_detail": "le matin",
    "informed": "no",
    "not_informed": "AUTHORITY",
}
STEPFATHER = {
    "relation": "STEPFATHER",
    "given_latin": "Driss",
    "given_arabic": "ادريس",
    "at_home": "yes",
    "may_be_author": "yes",
}
SISTER = {
    "relation": "HALF_SIBLING",
    "given_latin": "Inès",
    "given_arabic": "إيناس",
    "birth": "2020",
    "at_home": "yes",
    "at_risk": "yes",
}
AT_RISK = {
    "in_danger": "no",
    "where_now": "À la maison, avec sa mère",
    "sex": "F",
    "birth": "2020",
    "reported_words": "La maîtresse l'a vue pleurer plusieurs matins.",
}
SAFE_CONTACT = {
    "who": "La grand-mère maternelle",
    "channel": "CALL",
    "at": "le matin",
    "knows": "que l'enfant est suivie",
    "avoid": "le beau-père est à la maison",
}
AUTHOR = {
    "given_latin": "Driss",
    "family_latin": "Exemple",
    "given_arabic": "ادريس",
    "family_arabic": "مثال",
    "link": "STEP",
    "age": "ADULT",
    "workplace": "Un garage du quartier",
    "access": "SAME_ROOF",
}


def agreement(at: Moment) -> dict[str, Any]:
    """What the child said."""
    return {
        "person": "CHILD",
        "language": "DARIJA",
        "explained_at": str(at),
        "points": ["WHY", "WITH_WHOM", "LIMITS", "REFUSE", "DATA", "CONTACT"],
        "support": "yes",
        "sharing": [
            {"with": "UPE_CAPE", "agreed": "yes"},
            {"with": "HOSPITAL", "agreed": "yes"},
            {"with": "SCHOOL", "agreed": "no"},
        ],
        "statistics": "yes",
        "refusal_words": "ما بغيتش المعلمة تعرف.",
        "withhold": [{"what": "Ce qui s'est passé", "with": "La maîtresse"}],
        "form": "ORAL",
        "witness": "L'éducatrice du groupe",
    }


def note_people(vault: TrainingVault) -> CaseId:
    """Those around one child who is being followed up; gives that child's case."""
    with vault.sitting(DIRECTOR) as sitting:
        desk = sitting.desk
        rows = desk.reads.cases(CaseList.ALL, vault.clock(), None, 100)
        case = next(each.id for each in rows if each.stage is Stage.FOLLOWUP)
        desk.do(ViewCase(case))
        child = desk.reads.case_page(case).child
        known = answers_of(child, sitting.rules.asked[Asked.CHILD])
        desk.do(CorrectChild(case, {**known, **told(NEEDS)}))
        _note(desk, case, local(vault.clock()))
        return case


def _note(desk: Desk, case: CaseId, now: datetime) -> None:
    for each in (MOTHER, STEPFATHER):
        desk.do(NoteRelative(case, told(each)))
    sister = desk.do(NoteRelative(case, SISTER))
    desk.do(NoteSafeContact(case, told(SAFE_CONTACT)))
    desk.do(OpenSiblingCase(case, sister, told(AT_RISK)))
    desk.do(NoteAuthor(case, told(AUTHOR)))
    at = Moment(now.replace(tzinfo=None, second=0, microsecond=0))
    desk.do(RecordConsent(case, told(agreement(at))))
