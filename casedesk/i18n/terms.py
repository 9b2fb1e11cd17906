"""The words for what is closed in code: one function per list, called when shown."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum

from casedesk.circuit.attachment import AttachmentKind, Part
from casedesk.circuit.awaiting import Awaited
from casedesk.circuit.changes import Home, Kind
from casedesk.circuit.codes import Language
from casedesk.circuit.concern import ConcernStatus, DropKind, DropState
from casedesk.circuit.consent import Counsel, Hindrance
from casedesk.circuit.dates import Certainty
from casedesk.circuit.deadlines import Unit
from casedesk.circuit.directory import Freshness, Opening
from casedesk.circuit.due import DueKind
from casedesk.circuit.duplicates import Kinship
from casedesk.circuit.events import EventKind
from casedesk.circuit.family import Asked
from casedesk.circuit.filled import SheetStatus
from casedesk.circuit.finding import Shown
from casedesk.circuit.flags import FlagName
from casedesk.circuit.links import LinkKind
from casedesk.circuit.matrix import How
from casedesk.circuit.paper import Mark
from casedesk.circuit.paper_language import PaperLanguage
from casedesk.circuit.people import Duty, Role
from casedesk.circuit.queries import CaseList
from casedesk.circuit.redaction import Cell
from casedesk.circuit.referral import CopyState
from casedesk.circuit.rights import Right
from casedesk.circuit.search import Match
from casedesk.circuit.sheet import FieldType, Lack, SheetCode
from casedesk.circuit.stages import Answers, Guard, Stage, Step
from casedesk.circuit.two_people import Act, RequestState
from casedesk.i18n import course, people
from casedesk.i18n.alike import OF_DUPLICATES
from casedesk.i18n.catalogs import Words
from casedesk.i18n.found import OF_SEARCH
from casedesk.i18n.handing import HANDED
from casedesk.i18n.keeping_terms import OF_KEEPING
from casedesk.i18n.referral_terms import OF_REFERRALS
from casedesk.i18n.telling import OF_TELLING

Labels = Mapping[StrEnum, str]


def _languages(say: Words) -> Labels:
    return {  # each in its own words: who looks for it may read no other
        Language.FRENCH: "français",
        Language.ARABIC: "العربية",
        Language.ENGLISH: "English",
        Language.TAMAZIGHT: "ⵜⴰⵎⴰⵣⵉⵖⵜ",
    }


def _paper_languages(say: Words) -> Labels:
    return {
        PaperLanguage.FRENCH: "français",
        PaperLanguage.ARABIC: "العربية",
        PaperLanguage.BOTH: say.gettext("les deux"),
    }


def _attachment_kinds(say: Words) -> Labels:
    _ = say.gettext
    return {
        AttachmentKind.JPEG: _("photo"),
        AttachmentKind.PNG: _("image"),
        AttachmentKind.PDF: _("document PDF"),
        AttachmentKind.TEXT: _("texte"),
    }


def _certainties(say: Words) -> Labels:
    return {
        Certainty.EXACT: say.gettext("précisément"),
        Certainty.ABOUT: say.gettext("à peu près"),
        Certainty.UNKNOWN: say.gettext("moment inconnu"),
    }


def _roles(say: Words) -> Labels:
    _ = say.gettext
    return {
        Role.EDUCATOR: _("Éducation"),
        Role.SOCIAL_WORKER: _("Travail social"),
        Role.DIRECTOR: _("Direction"),
        Role.BOARD: _("Bureau de l'association"),
        Role.TECHNICIAN: _("Technique"),
    }


def _duties(say: Words) -> Labels:
    _ = say.gettext
    return {
        Duty.REFERENT: _("Référent protection"),
        Duty.DEPUTY: _("Suppléance de la direction"),
    }


def _stages(say: Words) -> Labels:
    _ = say.gettext
    return {
        Stage.DRAFT: _("Brouillon"),
        Stage.LOGGED: _("À examiner"),
        Stage.ASSESSING: _("Évaluation initiale"),
        Stage.DECISION: _("En attente de décision"),
        Stage.WATCH: _("Veille"),
        Stage.ORIENTING: _("Orientation en cours"),
        Stage.FOLLOWUP: _("Suivi"),
        Stage.SUSPENDED: _("Suspendu"),
        Stage.CLOSED: _("Clos"),
        Stage.DUPLICATE: _("Doublon rattaché"),
    }


def _steps(say: Words) -> Labels:
    _ = say.gettext
    return {
        Step.WRITE: _("Écrire"),
        Step.SEND: _("Transmettre au référent"),
        Step.TAKE_IN_CHARGE: _("Prendre en charge"),
        Step.GO_URGENT: _("Orienter en urgence"),
        Step.SUBMIT: _("Soumettre à décision"),
        Step.ORIENT: _("Décider et orienter"),
        Step.CONFIRM_RECEPTION: _("Noter la réception"),
        Step.RETURN_TO_DECISION: _("Revenir à la décision"),
        Step.KEEP_WATCH: _("Rester en veille"),
        Step.REASSESS: _("Évaluer de nouveau"),
        Step.REFER_AGAIN: _("Orienter vers un autre service"),
        Step.DECIDE_AGAIN: _("Signaler des faits nouveaux"),
        Step.NOTE_DEATH: _("Noter le décès de l'enfant"),
        Step.SUSPEND: _("Suspendre"),
        Step.RESUME: _("Reprendre le suivi"),
        Step.CLOSE: _("Clore"),
        Step.REOPEN: _("Rouvrir"),
        Step.MERGE: _("Rattacher à un autre dossier"),
        Step.SEPARATE: _("Détacher de l'autre dossier"),
        Step.NOTE_MAJORITY: _("Décider pour la majorité"),
        Step.ERASE: _("Effacer le dossier"),
        Step.HOLD: _("Conserver"),
    }


def _guards(say: Words) -> Labels:
    _ = say.gettext
    return {
        Guard.CONCERN_COMPLETE: _("une fiche de recueil complète (F-A)"),
        Guard.EMERGENCY_ACTION: _(
            "un appel ou une démarche d'urgence, avec l'heure et la personne jointe"
        ),
        Guard.ASSESSMENT_SIGNED: _("l'évaluation du danger, signée (F-B)"),
        Guard.DECISION_SIGNED: _("la décision de la direction, signée (F-J)"),
        Guard.ADDRESSEE_CHOSEN: _("au moins un destinataire"),
        Guard.REFERRAL_RECEIVED: _("un service qui confirme avoir reçu la fiche"),
        Guard.NO_REFERRAL_LEFT: _("une réponse négative de chaque service"),
        Guard.REASON_GIVEN: _("le motif"),
        Guard.WATCH_PLANNED: _(
            "qui observe, quoi, jusqu'à quel jour, et pourquoi ne pas orienter"
        ),
        Guard.WATCH_RENEWABLE: _(
            "une autre suite : la veille a déjà été prolongée trois fois"
        ),
        Guard.CONTACT_SOUGHT: _("deux essais de contact datés, de deux sortes"),
        Guard.SEARCH_NOT_OVER: _("une décision : la recherche dure depuis 90 jours"),
        Guard.TWO_AGREED: _("l'accord de deux personnes"),
        Guard.MASTER_CHOSEN: _("l'autre dossier, encore ouvert"),
        Guard.NO_HOLD: _("qu'aucune conservation ne soit demandée"),
        Guard.NO_REFERRAL_OPEN: _("que chaque orientation ait eu sa réponse"),
        Guard.CLOSING_SIGNED: _("la fiche de clôture, signée une première fois (F-G)"),
        Guard.REFERRALS_EXPLAINED: _("un mot sur chaque orientation sans réponse"),
        Guard.TWO_SIGNATURES: _("la signature d'une autre personne que la première"),
    }


def _units(say: Words) -> Labels:
    _ = say.gettext
    return {
        Unit.HOURS: _("heures"),
        Unit.DAYS: _("jours"),
        Unit.WORKING_DAYS: _("jours ouvrés"),
    }


def _due_kinds(say: Words) -> Labels:
    _ = say.gettext
    return {
        DueKind.STAGE: _("Faire avancer le dossier"),
        DueKind.SEND: _("Préparer et envoyer la fiche"),
        DueKind.ANSWER: _("Demander la réponse"),
        DueKind.TASK: _("Tâche"),
        DueKind.REVIEW: _("Faire le bilan"),
    }


def _lacks(say: Words) -> Labels:
    _ = say.gettext
    return {
        Lack.MISSING: _("À compléter."),
        Lack.TOO_SHORT: _("Écrire au moins %(limit)d caractères."),
        Lack.TOO_LONG: _("Ce texte est trop long. Rien n'est effacé : le raccourcir."),
        Lack.NOT_A_CODE: _("Choisir une réponse de la liste."),
        Lack.NOT_A_DATE: _("Cette date n'existe pas. La vérifier."),
        Lack.NOT_A_NUMBER: _("Écrire un nombre, en chiffres."),
        Lack.IN_THE_FUTURE: _("Cette date n'est pas encore arrivée. La vérifier."),
        Lack.IN_THE_PAST: _("Choisir aujourd'hui ou un jour à venir."),
        Lack.NOT_AHEAD: _("Choisir un jour à venir, d'ici %(limit)d ans au plus."),
        Lack.NOT_SO_FAR: _("Choisir un jour à venir, d'ici %(limit)d jours au plus."),
        Lack.NOT_HANDED_OVER: _(
            "Attendre l'accusé de réception du service qui prend la suite : le "
            "dossier reste suivi jusque-là."
        ),
        Lack.NOT_A_CHILD: _(
            "À cette date de naissance, la personne a 18 ans ou plus. La vérifier."
        ),
        Lack.HIDDEN_CHARACTERS: _(
            "Ce texte contient des signes invisibles qui changent l'ordre des "
            "lettres. Le retaper sans copier-coller."
        ),
        Lack.NOT_ASKED: _("Cette fiche ne demande pas cette réponse."),
        Lack.TOO_FAR: _("Choisir un jour d'ici %(limit)d jours au plus."),
        Lack.NOT_TO_TELL: _(
            "Le représentant légal peut être mis en cause : ne pas l'informer et ne "
            "rien lui demander, tant que l'autorité n'a pas donné son avis."
        ),
        Lack.NAMES_SOMEBODY: _(
            "Cette personne peut être mise en cause : l'enlever d'ici, ou dire "
            "seulement son lien avec l'enfant."
        ),
    }


def _statuses(say: Words) -> Labels:
    _ = say.gettext
    return {
        ConcernStatus.SENT: _("Transmise"),
        ConcernStatus.READ: _("Reçue par l'équipe"),
        ConcernStatus.IN_CHARGE: _("Prise en charge"),
        ConcernStatus.FOLLOWED_UP: _("Suite donnée"),
        ConcernStatus.TOLD: _("Des nouvelles de l'équipe"),
    }


def _sheet_statuses(say: Words) -> Labels:
    return {
        SheetStatus.DRAFT: say.gettext("En cours d'écriture"),
        SheetStatus.SIGNED: say.gettext("Signée"),
    }


def _sheets(say: Words) -> Labels:
    _ = say.gettext
    return {
        SheetCode.CONCERN: _("Fiche de recueil"),
        SheetCode.ASSESSMENT: _("Évaluation du danger"),
        SheetCode.UPE_CAPE: _("Fiche de liaison UPE / CAPE"),
        SheetCode.HOSPITAL: _("Fiche de liaison hôpital"),
        SheetCode.PROSECUTOR: _("Signalement au procureur"),
        SheetCode.DECISION: _("Décision de la direction"),
        SheetCode.GENERAL: _("Fiche de liaison"),
        SheetCode.CONSENT: _("Information et accord"),
        SheetCode.FOLLOW_UP: _("Fiche de suivi"),
        SheetCode.REVIEW: _("Bilan du suivi"),
        SheetCode.CLOSING: _("Fiche de clôture"),
    }


def _freshness(say: Words) -> Labels:
    _ = say.gettext
    return {
        Freshness.FRESH: _("Vérifié récemment"),
        Freshness.AGEING: _("Vérifié il y a plus de six mois"),
        Freshness.OLD: _("À vérifier"),
    }


def _openings(say: Words) -> Labels:
    _ = say.gettext
    return {
        Opening.ON_CALL: _("jour et nuit"),
        Opening.OPEN: _("ouvert maintenant"),
        Opening.UNKNOWN: _("horaires à demander"),
        Opening.SHUT: _("fermé maintenant"),
    }


def _shown(say: Words) -> Labels:
    _ = say.gettext
    return {
        Shown.ALL: _("Tout l'annuaire"),
        Shown.TO_CHECK: _("À vérifier par téléphone"),
        Shown.FOCAL_POINTS: _("Points focaux à revoir"),
        Shown.CLOSED: _("Fermés"),
    }


def _copy_states(say: Words) -> Labels:
    _ = say.gettext
    return {
        CopyState.PREPARED: _("préparée"),
        CopyState.PRINTED: _("imprimée"),
        CopyState.VOID: _("annulée"),
    }


def _case_lists(say: Words) -> Labels:
    _ = say.gettext
    return {
        CaseList.ALL: _("Tous les dossiers"),
        CaseList.MINE: _("Mes dossiers"),
        CaseList.TO_DECIDE: _("À décider"),
        CaseList.LATE: _("En retard"),
        CaseList.CAME_BACK: _("Revenu aujourd'hui"),
        CaseList.UNASSIGNED: _("Sans responsable"),
        CaseList.TO_REFER: _("À envoyer"),
        CaseList.TO_CHASE: _("À relancer"),
        CaseList.TO_REDIRECT: _("À réorienter"),
        CaseList.CLOSED: _("Clos"),
    }


def _acts(say: Words) -> Labels:
    return {
        Act.ERASE: say.gettext("Effacer le dossier"),
        Act.MOVE: say.gettext("Mettre le dossier à part"),
        Act.REOPEN: say.gettext("Rouvrir le dossier"),
    }


def _request_states(say: Words) -> Labels:
    _ = say.gettext
    return {
        RequestState.OPEN: _("en attente d'une seconde personne"),
        RequestState.CONFIRMED: _("confirmée"),
        RequestState.DECLINED: _("refusée"),
        RequestState.LAPSED: _("périmée"),
        RequestState.DONE: _("menée à bien"),
    }


def _events(say: Words) -> Labels:
    _ = say.gettext
    return {
        EventKind.UNLOCKED: _("Coffre ouvert"),
        EventKind.LOCKED: _("Coffre verrouillé"),
        EventKind.WRONG_TRIES: _("Phrase de passe refusée"),
        EventKind.CLOCK_JUMP: _("Horloge de l'ordinateur déréglée"),
        EventKind.SEAL_MISSING: _("Sceau de fraîcheur absent ou illisible"),
        EventKind.REFUSED: _("Action refusée"),
        EventKind.BACKED_UP: _("Sauvegarde faite et vérifiée"),
        EventKind.VERIFIED: _("Vérification"),
        EventKind.DRILL: _("Exercice de restauration"),
        EventKind.RESTORED: _("Coffre restauré"),
        EventKind.RENEWED: _("Anciennes sauvegardes détruites"),
        EventKind.TECHNICIAN: _("Intervention technique"),
        EventKind.SLOT_CHANGED: _("Phrase de passe changée"),
        EventKind.PERSON_ENDED: _("Départ d'une personne"),
        EventKind.RECOVERED: _("Accès rétabli"),
        EventKind.SHARES_MADE: _("Parts de secours imprimées"),
        EventKind.HANDOVER_LISTED: _("Liste de passation préparée"),
        EventKind.SHARES_TRIED: _("Exercice avec deux feuilles de secours"),
        EventKind.DRAFTS_REOPENED: _(
            "Deux feuilles saisies pour rouvrir des brouillons"
        ),
        EventKind.DAY_SHEET: _("Feuille du jour préparée"),
        EventKind.CALENDAR: _("Échéances écrites pour un agenda"),
        EventKind.CIRCLE_MADE: _("Cercle restreint créé"),
    }


def _kinds(say: Words) -> Labels:
    _ = say.gettext
    return {
        Kind.PERSON: _("personne"),
        Kind.ORGANISATION: _("service de l'annuaire"),
        Kind.HOTLINE: _("numéro d'appel"),
        Kind.SERVICE: _("service rendu"),
        Kind.FOCAL_POINT: _("point focal"),
        Kind.CODE: _("liste de choix"),
        Kind.SETTING: _("réglage"),
        Kind.DROP: _("pli scellé"),
        Kind.DRAFT: _("brouillon"),
        Kind.RECEIPT: _("reçu"),
        Kind.RECEIPT_STATUS: _("suite d'un reçu"),
        Kind.EVENT: _("événement"),
        Kind.HOLIDAY: _("jour férié"),
        Kind.LEAVE: _("congé"),
        Kind.OWN_FIELD: _("champ de l'association"),
        Kind.CASE: _("dossier"),
        Kind.CHILD: _("enfant"),
        Kind.SHEET: _("fiche"),
        Kind.AMENDMENT: _("complément"),
        Kind.REFERRAL: _("orientation"),
        Kind.COPY: _("copie imprimée"),
        Kind.MISCOUNT: _("compte de feuilles"),
        Kind.TOLD_APART: _("dossiers de deux enfants"),
        Kind.MEMBER: _("personne du cercle"),
        Kind.EARLIER: _("ligne de chronologie antérieure"),
        **course.kinds(say),
        Kind.BLANK: _("fiche vierge"),
        Kind.CASE_BLANK: _("fiche remplie à la main"),
        Kind.NOTE: _("note de supervision"),
        Kind.APPROVAL: _("validation"),
        Kind.TASK: _("tâche"),
        Kind.PRINTOUT: _("liste imprimée"),
        Kind.REGISTER_ENTRY: _("reprise du registre papier"),
        Kind.RELATIVE: _("personne du foyer"),
        Kind.SAFE_CONTACT: _("contact sûr"),
        Kind.AUTHOR: _("encadré réservé"),
        Kind.WITHDRAWAL: _("retrait d'un accord"),
        Kind.DEROGATION: _("partage décidé sans accord"),
        Kind.ACTION: _("démarche d'urgence"),
        Kind.EMERGENCY_OPENING: _("ouverture en urgence"),
        Kind.CONTACT: _("tentative de contact"),
        Kind.SEARCH: _("recherche"),
        Kind.ACKNOWLEDGEMENT: _("accusé de lecture"),
        Kind.FEEDBACK: _("retour à qui a écrit"),
        Kind.CLOSING: _("clôture"),
        Kind.HOLD: _("conservation demandée"),
        Kind.REQUEST: _("demande à deux"),
        Kind.TOMBSTONE: _("trace d'effacement"),
        Kind.ALERT: _("alerte"),
        Kind.INTAKE: _("réception"),
        Kind.ATTACHMENT: _("pièce jointe"),
        Kind.REPLY: _("réponse d'un service"),
        Kind.CHASE: _("relance"),
        Kind.REPORT: _("signalement"),
        Kind.REPORT_COUNT: _("numérotation des signalements"),
    }


LABELLED: Mapping[type[StrEnum], Callable[[Words], Labels]] = {
    **OF_DUPLICATES,
    **OF_KEEPING,
    **OF_REFERRALS,
    **OF_SEARCH,
    **OF_TELLING,
    Act: _acts,
    Answers: course.answerable,
    AttachmentKind: _attachment_kinds,
    CaseList: _case_lists,
    Certainty: _certainties,
    ConcernStatus: _statuses,
    CopyState: _copy_states,
    Counsel: people.counsels,
    DueKind: _due_kinds,
    Duty: _duties,
    EventKind: _events,
    Freshness: _freshness,
    FlagName: course.flags,
    Guard: _guards,
    Hindrance: people.hindrances,
    How: course.hows,
    Kind: _kinds,
    Lack: _lacks,
    Language: _languages,
    Opening: _openings,
    PaperLanguage: _paper_languages,
    LinkKind: course.links,
    RequestState: _request_states,
    Shown: _shown,
    Role: _roles,
    SheetCode: _sheets,
    SheetStatus: _sheet_statuses,
    Stage: _stages,
    Step: _steps,
    Unit: _units,
    **HANDED,
}

UNSPOKEN: frozenset[type[StrEnum]] = frozenset(
    {
        Asked,
        Awaited,
        Cell,
        DropKind,
        DropState,
        FieldType,
        Home,
        Kinship,
        Mark,
        Match,
        Part,
        Right,
    }
)
"""Closed lists that nobody reads: machine codes only."""
