"""What one can do from the search box besides finding: the way to each page."""

from __future__ import annotations

from dataclasses import dataclass

from casedesk.circuit import words
from casedesk.circuit.queries import CaseList
from casedesk.circuit.rights import Actor, Right
from casedesk.i18n import _
from casedesk.ui.navigation import (
    AnswerPlace,
    BlankPlace,
    CasesPlace,
    ChasePlace,
    ConcernPlace,
    DirectoryPlace,
    HelpPlace,
    HomePlace,
    JournalPlace,
    KeysPlace,
    PassphrasePlace,
    PeoplePlace,
    Place,
    RegisterPlace,
    RetentionPlace,
    SafekeepingPlace,
    SettingsPlace,
    TasksPlace,
    TodayPlace,
)


@dataclass(frozen=True, slots=True)
class Way:
    """One thing to do, and the keys that do it from anywhere."""

    text: str
    place: Place
    keys: str = ""


def ways(actor: Actor, typed: str) -> list[Way]:
    """Those this person may go, of which each word that was typed begins a word."""
    wanted = words.folded(typed).split()
    return [each for each in _all(actor) if _fits(each, wanted)]


def _fits(way: Way, wanted: list[str]) -> bool:
    known = words.folded(way.text).split()
    return all(any(each.startswith(word) for each in known) for word in wanted)


def _all(actor: Actor) -> list[Way]:
    cases, coupon = CasesPlace, Right.RECORD_ANSWER
    offered: list[tuple[Right | None, Way]] = [
        (
            Right.RECORD_CONCERN,
            Way(_("Signaler une inquiétude"), ConcernPlace(), "Ctrl+N"),
        ),
        (coupon, Way(_("Saisir un coupon"), AnswerPlace(), "Ctrl+G")),
        (coupon, Way(_("Relancer un service"), ChasePlace(), "Ctrl+Shift+R")),
        (Right.DECIDE, Way(_("Voir ce qui est à décider"), cases(CaseList.TO_DECIDE))),
        (Right.SEE_CASES, Way(_("Voir ce qui est en retard"), cases(CaseList.LATE))),
        (Right.SEE_CASES, Way(_("Voir mes dossiers"), cases(CaseList.MINE))),
        (Right.SEE_CASES, Way(_("Voir les dossiers clos"), cases(CaseList.CLOSED))),
        (Right.SEE_CASES, Way(_("Voir mes tâches"), TasksPlace())),
        (Right.SEE_CASES, Way(_("Voir aujourd'hui"), TodayPlace())),
        (Right.READ_DIRECTORY, Way(_("Chercher dans l'annuaire"), DirectoryPlace())),
        (Right.RECORD_CONCERN, Way(_("Imprimer des fiches vierges"), BlankPlace())),
        (Right.TAKE_IN_DROPS, Way(_("Reprendre le registre papier"), RegisterPlace())),
        (Right.SEE_JOURNAL, Way(_("Lire le journal"), JournalPlace())),
        (Right.REQUEST_ERASURE, Way(_("Voir la conservation"), RetentionPlace())),
        (Right.BACK_UP, Way(_("Sauvegarder"), SafekeepingPlace())),
        (Right.MANAGE_PEOPLE, Way(_("Gérer les personnes"), PeoplePlace())),
        (Right.HOLD_SHEETS, Way(_("Gérer les clés"), KeysPlace())),
        (Right.FURNISH, Way(_("Régler casedesk"), SettingsPlace())),
        (None, Way(_("Changer ma phrase de passe"), PassphrasePlace())),
        (None, Way(_("Lire l'aide"), HelpPlace(), "F1")),
        (None, Way(_("Revenir à l'accueil"), HomePlace())),
    ]
    return [way for right, way in offered if right is None or actor.may(right)]
