"""The words for flags, links, who answers for a case, and what is suggested."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from casedesk.circuit.changes import Kind
from casedesk.circuit.flags import FlagName
from casedesk.circuit.links import LinkKind
from casedesk.circuit.matrix import How
from casedesk.circuit.stages import Answers
from casedesk.i18n.catalogs import Words

Labels = Mapping[StrEnum, str]


def answerable(say: Words) -> Labels:
    _ = say.gettext
    return {
        Answers.AUTHOR: _("la personne qui écrit"),
        Answers.REFERENT: _("le référent"),
        Answers.SOCIAL_WORKER: _("le travail social"),
        Answers.DIRECTOR: _("la direction"),
    }


def hows(say: Words) -> Labels:
    _ = say.gettext
    return {
        How.FIRST: _("d'abord"),
        How.YES: _("oui"),
        How.INFORM: _("informer"),
        How.DECIDES: _("à décider, en le motivant"),
        How.IF: _("selon le cas"),
        How.OPTION: _("possible"),
    }


def flags(say: Words) -> Labels:
    _ = say.gettext
    return {
        FlagName.URGENT: _("Urgent"),
        FlagName.SIGNALEMENT_DONE: _("Signalement transmis"),
        FlagName.COURT_PROCEDURE_OPEN: _("Procédure judiciaire en cours"),
        FlagName.CHILD_PLACED: _("Enfant accueilli hors de sa famille"),
        FlagName.GUARDIAN_IMPLICATED: _("Représentant légal mis en cause"),
        FlagName.STAFF_IMPLICATED: _("Membre de l'association mis en cause"),
        FlagName.DO_NOT_CONTACT_FAMILY: _("Ne pas contacter la famille"),
        FlagName.SAFE_CONTACT_ONLY: _("Contact sûr uniquement"),
        FlagName.LEGAL_HOLD: _("À conserver"),
    }


def links(say: Words) -> Labels:
    _ = say.gettext
    return {
        LinkKind.SIBLING: _("Fratrie"),
        LinkKind.CHILD_AUTHOR: _("Enfant mis en cause et enfant concerné"),
        LinkKind.DUPLICATE: _("Même enfant, mêmes faits"),
    }


def kinds(say: Words) -> Labels:
    _ = say.gettext
    return {
        Kind.MOTIVE: _("motif d'une étape"),
        Kind.WATCH: _("veille"),
        Kind.DANGER_LEVEL: _("niveau de danger"),
        Kind.ENTRY_KIND: _("nature de l'inquiétude"),
        Kind.FLAG: _("signe distinctif"),
        Kind.LINK: _("lien entre deux dossiers"),
    }
