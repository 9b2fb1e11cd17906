"""Invented people around an invented child, as answers to what is asked of them."""

from __future__ import annotations

from typing import Any

CHILD = {
    "given_latin": "Salma",
    "given_arabic": "سلمى",
    "family_latin": "Benali",
    "family_arabic": "بن علي",
    "usual_name": "Soussou",
    "sex": "F",
    "birth": "2017-05",
    "commune": "Tabriquet",
    "living": "MOTHER",
    "disabilities": ["HEARING"],
    "communication": "Langue des signes",
    "nationality": "nationalité-notée",
    "papers": "papiers-notés",
}
MOTHER = {
    "relation": "MOTHER",
    "given_latin": "Nadia",
    "given_arabic": "نادية",
    "family_latin": "Chraïbi",
    "birth": "~34@2026-03-02",
    "at_home": "yes",
    "may_be_author": "no",
    "why_safe": "A demandé de l'aide elle-même.",
    "is_guardian": "yes",
    "title": "MOTHER",
    "reach": "YES",
}
FATHER = {
    "relation": "FATHER",
    "given_latin": "Driss",
    "family_latin": "Benali",
    "at_home": "yes",
    "may_be_author": "yes",
    "is_guardian": "yes",
    "title": "FATHER",
    "reach": "DO_NOT",
    "informed": "no",
    "not_informed": "AUTHOR",
}
SISTER = {
    "relation": "SIBLING",
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
    "reported_words": "La maîtresse l'a vue pleurer chaque matin.",
}
SAFE_CONTACT = {
    "who": "La grand-mère",
    "channel": "CALL",
    "number": "0600000000",
    "at": "le matin",
    "knows": "que l'enfant est suivie",
    "avoid": "le père est à la maison",
}
AUTHOR = {
    "given_latin": "Hamid",
    "family_latin": "El Amrani",
    "given_arabic": "حميد",
    "family_arabic": "العمراني",
    "link": "UNCLE",
    "age": "ADULT",
    "workplace": "Garage du quartier",
    "access": "SAME_ROOF",
}
WITHDRAWN = {"on": "2026-03-02", "person": "GUARDIAN", "words": "Je ne veux plus."}
DEROGATED = {
    "shares": ["UPE_CAPE"],
    "motive": "BEST_INTERESTS",
    "reason": "L'enfant demande de l'aide et personne d'autre ne répond.",
}
POINTS = ["WHY", "WITH_WHOM", "LIMITS", "REFUSE", "DATA", "CONTACT"]


def agreement(person: str, agreed: str = "yes", **more: Any) -> dict[str, Any]:
    """What one person said of sharing with a child protection unit."""
    refusal = {} if agreed == "yes" else {"refusal_words": "ما بغيتش."}
    return {
        "person": person,
        "language": "DARIJA",
        "explained_at": "2026-03-02T10:00 exact",
        "points": POINTS,
        "support": "yes",
        "sharing": [{"with": "UPE_CAPE", "agreed": agreed}],
        "statistics": "yes",
        "form": "ORAL",
        "witness": "L'éducatrice",
        **refusal,
        **more,
    }
