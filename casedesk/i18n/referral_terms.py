"""The words for what happens to a referral; `terms` has them all."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum

from casedesk.circuit.referral import (
    Answer,
    AnswerMeans,
    Channel,
    ChaseMeans,
    ChaseResult,
    ReferralState,
)
from casedesk.circuit.referral_table import Condition, Move, NextAct
from casedesk.i18n.catalogs import Words

Labels = Mapping[StrEnum, str]


def _referral_states(say: Words) -> Labels:
    _ = say.gettext
    return {
        ReferralState.PREP: _("À préparer"),
        ReferralState.READY: _("À imprimer et envoyer"),
        ReferralState.SENT: _("Envoyée"),
        ReferralState.RECEIVED: _("Reçue"),
        ReferralState.ACCEPTED: _("Prise en charge"),
        ReferralState.DONE: _("Service rendu"),
        ReferralState.REFUSED: _("Refusée"),
        ReferralState.REDIRECTED: _("Réorientée"),
        ReferralState.NO_REPLY: _("Sans réponse"),
        ReferralState.CANCELLED: _("Annulée"),
    }


def _answer_means(say: Words) -> Labels:
    _ = say.gettext
    return {
        AnswerMeans.PAPER: _("Sur papier"),
        AnswerMeans.PHONE: _("Par téléphone"),
        AnswerMeans.VISIT: _("De vive voix, sur place"),
    }


def _chase_means(say: Words) -> Labels:
    _ = say.gettext
    return {
        ChaseMeans.PHONE: _("Appel"),
        ChaseMeans.VISIT: _("Visite"),
        ChaseMeans.LETTER: _("Courrier"),
        ChaseMeans.FAX: _("Fax"),
    }


def _chase_results(say: Words) -> Labels:
    return {
        ChaseResult.NOT_REACHED: say.gettext("pas joint"),
        ChaseResult.CALL_BACK: say.gettext("à rappeler"),
    }


def _moves(say: Words) -> Labels:
    _ = say.gettext
    return {
        Move.PREPARE: _("Préparer la fiche"),
        Move.SEND: _("Imprimer et envoyer"),
        Move.ACKNOWLEDGE: _("Noter la réception"),
        Move.ACCEPT: _("Noter la prise en charge"),
        Move.REFUSE: _("Noter un refus"),
        Move.REDIRECT: _("Noter une réorientation"),
        Move.FINISH: _("Noter que le service est rendu"),
        Move.GIVE_UP: _("Noter l'absence de réponse"),
        Move.CANCEL: _("Annuler l'orientation"),
    }


def _next_acts(say: Words) -> Labels:
    _ = say.gettext
    return {
        NextAct.WRITE: _("Écrire la fiche"),
        NextAct.SEND: _("Imprimer et envoyer la fiche"),
        NextAct.CALL: _("Appeler le service"),
        NextAct.TAKE_STOCK: _("Faire le point avec le service"),
    }


def _conditions(say: Words) -> Labels:
    _ = say.gettext
    return {
        Condition.SHEET_SIGNED: _("une fiche signée"),
        Condition.TWO_SIGNATURES: _("la signature de deux personnes"),
        Condition.SHEET_PRINTED: _("une copie imprimée"),
        Condition.REASON: _("un motif"),
        Condition.OVERDUE: _("que le délai de réponse soit passé"),
        Condition.TRIED: _("au moins une relance notée"),
    }


def _answers(say: Words) -> Labels:
    _ = say.gettext
    return {
        Answer.RECEIVED: _("Bien reçue"),
        Answer.EVALUATING: _("En évaluation"),
        Answer.ACCEPTED: _("Prise en charge"),
        Answer.KNOWN: _("Déjà suivie par ce service"),
        Answer.REFUSED: _("Refusée"),
        Answer.REDIRECTED: _("Réorientée vers un autre service"),
        Answer.DONE: _("Service rendu, intervention terminée"),
    }


def _channels(say: Words) -> Labels:
    _ = say.gettext
    return {
        Channel.BY_HAND: _("Remise en main propre, contre reçu"),
        Channel.SEALED_ENVELOPE: _("Pli fermé"),
        Channel.FAX: _("Fax"),
        Channel.CONFIRMED_CALL: _("Appel, confirmé par écrit"),
    }


OF_REFERRALS: Mapping[type[StrEnum], Callable[[Words], Labels]] = {
    Answer: _answers,
    AnswerMeans: _answer_means,
    Channel: _channels,
    ChaseMeans: _chase_means,
    ChaseResult: _chase_results,
    Condition: _conditions,
    Move: _moves,
    NextAct: _next_acts,
    ReferralState: _referral_states,
}
