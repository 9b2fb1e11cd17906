"""What the invented team writes on each occasion; nobody here exists."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from casedesk.circuit.referral import Answer, ReferralState

NETWORK = {  # code list ACTOR_TYPE; invented
    "PSYCH": ("Psychologues du réseau (exercice)", "أخصائيو الشبكة النفسيون (تمرين)"),
    "LAWYER": ("Avocats du réseau (exercice)", "محامو الشبكة (تمرين)"),
    "SHELTER_EMF": ("Foyer d'accueil (exercice)", "دار الإيواء (تمرين)"),
}
NOT_ASSESSED_YET = {  # in an urgent case that nobody has assessed
    "legal_guardian": "UNKNOWN",
    "inform_guardian": "LATER",
    "inform_reason": "Attendre l'avis de l'autorité.",
    "danger": "4",
}
KEPT = {  # code list CLOSE to code list RETENTION
    "JUDICIAL": "AUTHORITIES",
    "PLACED": "AUTHORITIES",
    "NO_CONCERN": "UNFOUNDED",
}
PROGRESS = {
    ReferralState.SENT: "WAITING",
    ReferralState.RECEIVED: "WAITING",
    ReferralState.ACCEPTED: "ONGOING",
}
FOLLOWED: Mapping[str, Any] = {
    "contact": "INTERVIEW",
    "with_whom": ["CHILD"],
    "purpose": "Savoir comment va l'enfant, et tenir ce qui était convenu.",
    "facts": "Vient régulièrement, mange et joue avec les autres.",
    "safe": "yes",
    "danger_reason": "Vu seul, calme ; rien de nouveau n'est dit.",
    "agreed": "yes",
    "actions": [{"what": "Revoir l'enfant", "who": "L'assistante sociale"}],
}
REVIEWED: Mapping[str, Any] = {
    "objectives": [{"what": "L'enfant est en sécurité chaque soir", "result": "DONE"}],
    "child_heard": "yes",
    "child_opinion": "Se sent mieux, veut continuer à venir.",
    "actions": [{"what": "Garder le lien", "who": "L'assistante sociale"}],
    "decision": "KEEP",
}
CLOSED: Mapping[str, Any] = {
    "detail": "L'enfant est en sécurité et sait à qui parler.",
    "danger": "1",
    "transfer_to": "Le service qui accompagne l'enfant",
    "guardian_informed": "NOW",
    "safety_by": "L'assistante sociale",
    "safety_how": "Entretien avec l'enfant, seul.",
    "child_told": "yes",
    "child_told_detail": "De vive voix, avec ses mots ; il sait qu'il peut revenir.",
    "recourse": ["ASSOCIATION", "LINE_2511"],
    "feedback": "OVER",
}
AGREED: Mapping[str, Any] = {
    "language": "DARIJA",
    "points": ["WHY", "WITH_WHOM", "LIMITS", "REFUSE", "DATA", "CONTACT"],
    "support": "yes",
    "sharing": [
        {"with": service, "agreed": "yes"}
        for service in (
            "UPE_CAPE",
            "HOSPITAL",
            "SCHOOL",
            "PSYCHOLOGIST",
            "LAWYER",
            "SHELTER",
            "OTHER",
        )
    ],
    "statistics": "yes",
    "form": "ORAL",
    "witness": "L'éducatrice",
}
ANSWERED = {
    Answer.REFUSED: "Pas de place avant deux mois.",
    Answer.REDIRECTED: "Vers un service plus proche de l'enfant.",
    Answer.ACCEPTED: "Premier rendez-vous donné.",
}
