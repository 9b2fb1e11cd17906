"""The journal in words: what was done, and what a verification finds."""

from __future__ import annotations

from collections.abc import Mapping

from casedesk.circuit.changes import Kind
from casedesk.circuit.codes import Language
from casedesk.circuit.events import EventKind
from casedesk.circuit.journal import JournalLine, Problem
from casedesk.i18n import Words, words
from casedesk.i18n.formats import headed, isolate, listed, number
from casedesk.i18n.labels import label

_OF_A_RECORD = "record_"


def act(line: JournalLine, language: Language | None = None) -> str:
    """What was done, by the name of its command.

    A command that is no more keeps its name: an old line is never left out.
    """
    if line.event:
        return label(EventKind(line.event), language)
    return act_name(line.action, language)


def act_in_full(line: JournalLine, people: Mapping[str, str]) -> str:
    """With whom it was about, by their labels, where it was about somebody."""
    if not line.people:
        return act(line)
    whom = listed(isolate(people.get(each, each)) for each in line.people)
    return headed(act(line), whom)


def act_name(action: str, language: Language | None = None) -> str:
    """What a command of this name does, in words."""
    say = words(language)
    told = {**_on_cases(say), **_later_on(say), **_on_paper(say), **_elsewhere(say)}
    return told.get(action, action)


def finding(problem: Problem, case: str = "", language: Language | None = None) -> str:
    """What is not as it was written, in a sentence; `case` is the number to name."""
    say = words(language)
    told = {**_files(say), **_entries(say), **_records(say)}[problem.code]
    told %= {"n": number(problem.sequence, language)}
    if not problem.code.startswith(_OF_A_RECORD):
        return told
    what = label(Kind(problem.kind), language)
    if case:
        whole = say.gettext("Dossier %(case)s, %(what)s : %(told)s")
        return whole % {"case": isolate(case), "what": what, "told": told}
    whole = say.gettext("%(what)s : %(told)s")
    return whole % {"what": what.capitalize(), "told": told}


def _on_cases(say: Words) -> Mapping[str, str]:
    _ = say.gettext
    return {
        "ViewCase": _("Dossier ouvert"),
        "NoteSearch": _("Recherche dans les dossiers"),
        "OpenInEmergency": _("Dossier d'un collègue ouvert en urgence"),
        "PreviewSheet": _("Aperçu d'une fiche"),
        "TakeInCharge": _("Dossier pris en charge"),
        "AcknowledgeUnread": _("Attente d'une inquiétude vue"),
        "SubmitForDecision": _("Évaluation signée et soumise à décision"),
        "SignAssessment": _("Évaluation signée"),
        "Decide": _("Décision signée"),
        "GoUrgent": _("Voie urgente"),
        "AddReferral": _("Orientation ajoutée"),
        "ReturnToDecision": _("Retour à la décision"),
        "SaveSheet": _("Fiche écrite"),
        "SaveLiaison": _("Fiche de liaison écrite"),
        "PrepareReferral": _("Fiche de liaison validée"),
        "SendReferral": _("Fiche envoyée"),
        "RecordAnswer": _("Réponse notée"),
        "CancelReferral": _("Orientation annulée"),
        "SettleReferral": _("Suite d'un refus notée"),
        "NoteChase": _("Relance notée"),
        "NoReply": _("Absence de réponse notée"),
        "SignReport": _("Signalement signé"),
        "NoteOralReport": _("Signalement de vive voix noté"),
        "TellApart": _("Dossiers de deux enfants"),
        "DoubtAgain": _("Deux dossiers rapprochés de nouveau"),
        "AddAttachment": _("Pièce jointe ajoutée"),
        "NoteAttachmentView": _("Pièce jointe regardée"),
        "NoteContact": _("Tentative de contact notée"),
    }


def _later_on(say: Words) -> Mapping[str, str]:
    """What is done to a case once it is in somebody's hands, up to its end."""
    _ = say.gettext
    return {
        "RecordFollowUp": _("Suivi signé"),
        "SignReview": _("Bilan signé"),
        "TellAuthor": _("Retour fait à qui a écrit"),
        "SignClosing": _("Fiche de clôture signée une première fois"),
        "CloseCase": _("Dossier clos"),
        "KeepWatch": _("Veille décidée"),
        "Reassess": _("Nouvelle évaluation demandée"),
        "ReferAgain": _("Nouvelle orientation"),
        "NoteNewFacts": _("Faits nouveaux"),
        "NoteDeath": _("Décès noté"),
        "Suspend": _("Dossier suspendu"),
        "Resume": _("Suivi repris"),
        "RateDanger": _("Niveau de danger changé"),
        "ChangeEntry": _("Nature de l'inquiétude précisée"),
        "NoteRetraction": _("Rétractation notée"),
        "NoteMajority": _("Majorité : suite décidée"),
        "ProposeReopening": _("Réouverture proposée"),
        "MergeCase": _("Dossier rattaché à un autre"),
        "SeparateCase": _("Dossier détaché d'un autre"),
        "SetFlag": _("Signe distinctif posé"),
        "LiftFlag": _("Signe distinctif levé"),
        "LinkCases": _("Lien entre dossiers"),
        "UndoLink": _("Lien défait"),
        "ReassignCases": _("Dossiers confiés à d'autres"),
        "KeepLonger": _("Conservation prolongée"),
        "SetHold": _("Conservation demandée"),
        "LiftHold": _("Conservation levée"),
        "RequestAct": _("Demande à deux personnes"),
        "ConfirmRequest": _("Demande confirmée"),
        "DeclineRequest": _("Demande refusée"),
        "BeginAct": _("Demande mise en œuvre"),
        "EraseCase": _("Dossier effacé"),
        "ForgetDrops": _("Plis retirés"),
        "LetDropsGo": _("Anciens plis retirés"),
        "ForgetTyping": _("Saisie retirée"),
        "CorrectChild": _("Identité de l'enfant précisée"),
        "NoteRelative": _("Personne du foyer notée"),
        "NoteSafeContact": _("Contact sûr noté"),
        "ViewAuthors": _("Encadré réservé ouvert"),
        "NoteAuthor": _("Encadré réservé complété"),
        "OpenSiblingCase": _("Dossier ouvert pour un frère ou une sœur"),
        "CopyHousehold": _("Foyer repris dans un autre dossier"),
        "RecordConsent": _("Information et accord signés"),
        "NoteWithdrawal": _("Retrait d'un accord noté"),
        "Derogate": _("Partage sans accord décidé"),
        "TakeInDrop": _("Pli reçu"),
        "SetAside": _("Pli mis de côté"),
        "AmendSheet": _("Ajout à une fiche signée"),
        "AddNote": _("Note de supervision"),
        "ApproveSheet": _("Fiche vue et validée"),
        "AddTask": _("Tâche confiée"),
        "EndTask": _("Tâche terminée"),
        "GiveTask": _("Tâche confiée à quelqu'un d'autre"),
        "BringBackBlank": _("Fiche remplie à la main revenue"),
        "EnterFromRegister": _("Dossier repris du registre papier"),
    }


def _on_paper(say: Words) -> Mapping[str, str]:
    _ = say.gettext
    return {
        "PreparePrint": _("Copie préparée"),
        "ConfirmPrint": _("Copie imprimée"),
        "CountSheets": _("Feuilles comptées"),
        "VoidPrint": _("Copie annulée"),
        "IssueCaseBlank": _("Fiche vierge préparée pour un dossier"),
        "PreparePrintout": _("Liste préparée"),
        "ConfirmPrintout": _("Liste imprimée"),
        "VoidPrintout": _("Liste annulée"),
    }


def _elsewhere(say: Words) -> Mapping[str, str]:
    _ = say.gettext
    return {
        "BeginDraft": _("Pli d'alerte envoyé"),
        "RaiseAlert": _("Pli d'alerte envoyé pendant la saisie"),
        "SaveDraft": _("Brouillon enregistré"),
        "DiscardDraft": _("Brouillon abandonné"),
        "CopyDrafts": _("Copies de secours des brouillons"),
        "GiveBackDrafts": _("Brouillons rendus à leur auteur"),
        "SendConcern": _("Inquiétude transmise"),
        "SaveComplement": _("Complément en cours d'écriture"),
        "SendComplement": _("Complément transmis"),
        "KeepTyping": _("Saisie gardée"),
        "SendSealed": _("Pli scellé transmis"),
        "UpdateReceipts": _("Suites données aux reçus"),
        "FurnishDesk": _("Listes et annuaire installés"),
        "CompleteFurnishing": _("Listes et annuaire complétés"),
        "SaveOrganisation": _("Annuaire\u00a0: organisme ajouté ou corrigé"),
        "SaveService": _("Annuaire\u00a0: service rendu corrigé"),
        "NoteCheck": _("Annuaire\u00a0: organisme vérifié"),
        "SetOrganisationStatus": _("Annuaire\u00a0: organisme fermé ou rouvert"),
        "SaveFocalPoint": _("Annuaire\u00a0: point focal ajouté ou corrigé"),
        "EndFocalPoint": _("Annuaire\u00a0: départ d'un point focal"),
        "ReplaceFocalPoint": _("Annuaire\u00a0: point focal remplacé"),
        "EnrolPerson": _("Personne inscrite"),
        "EndPerson": _("Départ noté"),
        "CertifyPeople": _("Rôles confirmés"),
        "IssueBlank": _("Fiche vierge préparée"),
        "GiveKey": _("Clé de ce cercle donnée"),
        "NoteMembers": _("Clé de ce cercle : qui l'a, qui ne l'a plus"),
        "NoteEvent": _("Événement noté"),
        "AllowCalendar": _("Sortie vers un agenda réglée"),
        "AddCode": _("Choix ajouté à une liste"),
        "ChangeCode": _("Choix d'une liste modifié"),
        "MoveCode": _("Ordre d'une liste changé"),
        "SetDeadline": _("Délai réglé"),
        "SetHoliday": _("Jour férié réglé"),
        "SetRetention": _("Durée de conservation réglée"),
        "RelaxGuard": _("Règle assouplie"),
        "RestoreGuard": _("Règle rétablie"),
        "AddOwnField": _("Champ de l'association ajouté"),
        "ChangeOwnField": _("Champ de l'association modifié"),
        "SetLeave": _("Congé noté"),
        "CallOffLeave": _("Congé annulé"),
        "NoteVerified": _("Journal vérifié"),
    }


def _files(say: Words) -> Mapping[str, str]:
    _ = say.gettext
    return {
        "log_beside": _(
            "Des écritures attendent encore à côté du fichier : "
            "verrouiller, rouvrir, puis vérifier de nouveau."
        ),
        "unreadable": _("Une partie du journal ne se lit plus."),
        "pages": _("Des pages du fichier ont été modifiées ou abîmées."),
        "structure": _("La structure du fichier est abîmée."),
        "references": _("Des éléments renvoient à d'autres qui n'existent plus."),
        "head_missing": _(
            "La ligne %(n)s, vérifiée auparavant, n'y est plus : "
            "la fin du journal a été coupée, ou un ancien fichier remis à sa place."
        ),
        "head_changed": _(
            "La ligne %(n)s n'est plus celle qui avait été vérifiée : "
            "le journal a été réécrit."
        ),
    }


def _entries(say: Words) -> Mapping[str, str]:
    _ = say.gettext
    return {
        "gap": _("Ligne %(n)s : il manque quelque chose juste avant elle."),
        "link": _("Ligne %(n)s : elle ne suit pas celle qui la précède."),
        "entry_changed": _("Ligne %(n)s : elle n'est plus telle qu'elle a été écrite."),
        "rows_changed": _(
            "Ligne %(n)s : ce qu'elle dit avoir touché n'est plus ce qui a été noté."
        ),
        "image_changed": _("Ligne %(n)s : le texte gardé avec elle a été modifié."),
        "image_missing": _(
            "Ligne %(n)s : le texte gardé avec elle manque, sans effacement à deux."
        ),
        "signature": _(
            "Ligne %(n)s : la signature n'est pas celle de la personne nommée."
        ),
    }


def _records(say: Words) -> Mapping[str, str]:
    _ = say.gettext
    return {
        "record_changed": _("contenu différent du journal."),
        "record_missing": _("effacé en dehors de casedesk."),
        "record_unjournalled": _("ajouté en dehors de casedesk."),
        "record_unprovable": _("le journal ne permet plus de le prouver."),
    }
