"""Invented people and concerns for training vaults; nobody here exists."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from casedesk.app.training_arabic import told
from casedesk.circuit.people import Duty, Role
from casedesk.circuit.sheet import Addressee, Sheet, SheetCode


@dataclass(frozen=True, slots=True)
class Trainee:
    """An invented member of an invented association.

    The passphrase stands in the open on purpose; no real vault accepts it.
    """

    called: str
    role: Role
    passphrase: str
    duties: tuple[Duty, ...] = ()

    @property
    def label(self) -> str:
        """In the language in which the vault is founded."""
        return told(self.called)


DIRECTOR = Trainee(
    "Directrice",
    Role.DIRECTOR,
    "soleil voyage jardin rivière tambour olive",
    (Duty.REFERENT,),
)
SOCIAL_WORKER = Trainee(
    "Assistante sociale",
    Role.SOCIAL_WORKER,
    "fenêtre citron montagne bougie papier ruban",
)
EDUCATOR = Trainee(
    "Éducatrice",
    Role.EDUCATOR,
    "colline abeille lumière panier forêt cerise",
)
BOARD = Trainee(
    "Présidence",
    Role.BOARD,
    "phare moulin corde argile bouton cigale",
)
TECHNICIAN = Trainee(
    "Technicien",
    Role.TECHNICIAN,
    "bascule pigeon cerfeuil donjon rive gravure",
)
TRAINEES = (DIRECTOR, SOCIAL_WORKER, EDUCATOR)  # who a training vault begins with
EVERYBODY = (*TRAINEES, BOARD, TECHNICIAN)  # who is in it once it is furnished

ASSOCIATION = "Association Exemple"
TERRITORY = "SAL"
ADDRESSEES = (Addressee.UPE_CAPE, Addressee.HOSPITAL, Addressee.PROSECUTOR)

WALKED: dict[str, Any] = {
    "in_danger": "no",
    "entry": "DEVOIL",
    "place": "ASSOCIATION",
    "place_detail": "Salle de dessin, après l'atelier",
    "present": "Personne d'autre ; la porte était ouverte",
    "author_access": "unknown",
    "injury": "no",
    "recent_sexual_act": "no",
    "where_now": "Chez sa grand-mère, avec elle, jusqu'à demain midi",
    "given_latin": "Salma",
    "given_arabic": "سلمى",
    "family_latin": "Benali",
    "family_arabic": "بنعلي",
    "sex": "F",
    "birth": "2017",
    "commune": "Salé, Tabriquet",
    "languages": ["DARIJA"],
    "child_role": "BENEFICIARY",
    "physical_signs": "Une marque bleue, longue comme un doigt, à l'avant-bras gauche.",
    "behaviour_signs": ["WITHDRAWN", "FEAR"],
    "behaviour_detail": "Ne joue plus avec les autres depuis deux semaines.",
    "context": "Elle rangeait les feutres et s'est mise à parler d'elle-même.",
    "words": "ما بغيتش نرجع للدار. راجل ماما كيضربني بالسمطة ملي كتخرج للخدمة.",
    "words_language": "DARIJA",
    "my_words": "« Tu peux me raconter, si tu veux. » Puis : « Et après ? »",
    "gestures": "Parle bas, regarde la porte, tient sa manche.",
    "wishes": "Rester chez sa grand-mère.",
    "my_answer": "Que j'avais bien entendu, que ce n'était pas sa faute, et que "
    "j'allais en parler à la personne qui peut aider.",
    "confidentiality_said": "yes",
    "violence": ["PHYS"],
    "repeated": "yes",
    "where_alleged": "HOME",
    "alleged_author_link": "STEP",
    "other_children": "yes",
    "other_children_count": 1,
    "alleged_author_name": "Le prénom seul a été dit : Karim",
    "family_contact": "Grand-mère maternelle, rue du Marché, Tabriquet",
    "safe_contact": "La grand-mère, le matin ; elle sait que Salma nous a parlé",
    "actions": [
        {
            "act": "TOLD_REFERENT",
            "who": "La directrice, au bureau",
        }
    ],
    "guardian_informed": "no",
    "opinion": "Elle avait peur qu'on la renvoie chez elle ce soir.",
}

ASSESSED: dict[str, Any] = {
    "sources": ["CONCERN", "AUTHOR"],
    "child_seen": "no",
    "household": [
        {"relation": "Mère", "age": "32", "present": "yes"},
        {"relation": "Mari de la mère", "age": "", "present": "yes"},
        {"relation": "Frère", "age": "4", "present": "yes"},
    ],
    "living": "STEP",
    "legal_guardian": "MOTHER",
    "guardian_detail": "Père décédé, d'après la grand-mère.",
    "civil_registration": "yes",
    "school": "ENROLLED",
    "other_children": "yes",
    "other_children_at_risk": [{"relation": "Frère", "age": "4"}],
    "violence": ["PHYS", "PHYS_PUN"],
    "gravity": "SERIOUS",
    "age_of_facts": "WEEKS",
    "frequency": "SEVERAL",
    "trend": "WORSE",
    "author_access": "SAME_ROOF",
    "aggravating": ["COHABITATION", "REPEATED", "SIBLING"],
    "protective": ["ADULT", "SCHOOL"],
    "protective_detail": "La grand-mère maternelle garde l'enfant jusqu'à demain.",
    "pressure": "unknown",
    "self_harm": "no",
    "danger": "3",
    "danger_reason": "Coups répétés avec un objet ; l'auteur présumé vit sous le même "
    "toit ; un frère de 4 ans est exposé.",
    "child_opinion": "Souhaite rester chez sa grand-mère (dit à l'éducatrice).",
    "inform_guardian": "LATER",
    "inform_reason": "Attendre l'avis de l'UPE : la mère vit avec l'auteur présumé.",
    "proposals": [
        {
            "service": "SOCEVAL",
            "organisation": "UPE / CAPE de Salé",
            "goal": "Évaluer et protéger",
            "delay": "FAST",
        }
    ],
    "safety_plan": [
        {
            "who": "La grand-mère",
            "what": "Garde l'enfant ; appelle le 19 si quelqu'un vient le chercher",
            "when": "Dès ce soir",
        }
    ],
}

DECIDED: dict[str, Any] = {
    "decision": ["REFER", "REPORT"],
    "reason": "L'enfant doit être à l'abri des coups dès demain ; seule une autorité "
    "peut en décider.",
    "report": "yes",
    "inform_guardian": "LATER",
    "inform_reason": "À la demande de l'UPE, après son avis.",
    "next_due": "2026-03-05",
}


MET: dict[str, Any] = {  # one contact; when it was and the next one are added
    "contact": "INTERVIEW",
    "with_whom": ["CHILD", "RELATIVE"],
    "purpose": "Voir comment va l'enfant chez sa grand-mère.",
    "facts": "Vient chaque jour à l'école. Dort mieux, dit la grand-mère.",
    "words": "بغيت نبقى عند جدتي.",
    "words_language": "DARIJA",
    "obstacles": ["DISTANCE"],
    "safe": "yes",
    "agreed": "yes",
    "opinion": "La grand-mère tient bon ; le trajet lui pèse.",
}

REVIEWED: dict[str, Any] = {  # the day of the next review is added
    "objectives": [{"what": "Mettre l'enfant à l'abri", "result": "DONE"}],
    "changes": "Vit chez sa grand-mère, va à l'école tous les jours.",
    "child_heard": "yes",
    "child_opinion": "Souhaite rester chez sa grand-mère.",
    "actions": [{"what": "Voir la maîtresse", "who": "L'assistante sociale"}],
    "decision": "KEEP",
}

CLOSED: dict[str, Any] = {
    "reason": "GOALS",
    "detail": "Suivi terminé.",
    "danger": "1",
    "safety_on": "2026-03-02",
    "safety_by": "L'assistante sociale",
    "safety_how": "Entretien avec l'enfant et sa grand-mère",
    "child_told": "yes",
    "child_told_detail": "De vive voix ; dit être rassurée.",
    "guardian_informed": "LATER",
    "recourse": ["ASSOCIATION", "LINE_2511"],
    "feedback": "OVER",
}

ALREADY_KNOWN: dict[str, Any] = {
    "reason": "DUP",
    "detail": "Le même enfant a déjà un dossier, suivi par la même personne.",
    "feedback": "KNOWN",
    "guardian_informed": "LATER",
}


@dataclass(frozen=True, slots=True)
class Story:
    """A shorter invented concern, and how far its case has come."""

    hours_ago: int
    concern: dict[str, Any] = field(repr=False)
    danger: str = ""  # empty: nobody has assessed it yet
    taken: bool = False


def _concern(**answers: Any) -> dict[str, Any]:
    return {
        "in_danger": "no",
        "present": "personne",
        "actions": [
            {
                "act": "TOLD_REFERENT",
                "who": "La directrice",
            }
        ],
        "guardian_informed": "no",
        **answers,
    }


STORIES = (
    Story(
        3,
        _concern(
            in_danger="unknown",
            entry="DOUTE",
            where_now="À l'école, avec sa maîtresse",
            given_latin="Youssef",
            given_arabic="يوسف",
            sex="M",
            birth="~6@2026-03-02",
            commune="Salé, Bettana",
            physical_signs="Arrive sans manteau et sans avoir mangé, trois fois.",
        ),
    ),
    Story(
        20,
        _concern(
            entry="TIERS",
            where_now="Chez ses parents",
            given_latin="Aya",
            given_arabic="آية",
            sex="F",
            birth="~9@2026-03-02",
            commune="Salé, Laayayda",
            source="NEIGH",
            how_known="HEARD",
            reported_words="Une voisine entend crier et pleurer presque chaque soir.",
        ),
        taken=True,
    ),
    Story(
        60,
        _concern(
            entry="DEVOIL_PAIR",
            where_now="Chez sa tante",
            given_latin="Imane",
            given_arabic="إيمان",
            family_latin="El Fassi",
            family_arabic="الفاسي",
            sex="F",
            birth="2014-05",
            commune="Salé, Hssaine",
            words="« Elle m'a dit qu'un monsieur lui demande des photos. »",
            words_language="FRENCH",
        ),
        danger="2",
        taken=True,
    ),
    Story(
        30,
        _concern(
            in_danger="yes",
            entry="DOUTE",
            where_now="À la porte de l'association, avec l'éducatrice",
            given_latin="Anas",
            given_arabic="أنس",
            sex="M",
            birth="2012-09-14",
            commune="Salé, Sidi Moussa",
            physical_signs="Lèvre ouverte, se tient le côté.",
        ),
        danger="4",
        taken=True,
    ),
)

LIAISON: dict[SheetCode, dict[str, Any]] = {  # what the writer of each sheet adds
    SheetCode.UPE_CAPE: {
        "urgency": "URGENT",
        "goals": ["EVALUATION", "PROTECTION"],
        "identity_choice": "NAME",
        "milieu": "URBAN",
        "situation": ["VICTIM"],
        "summary": "L'enfant a dit d'elle-même à l'éducatrice être frappée "
        "avec une ceinture par le mari de sa mère quand celle-ci travaille. Une marque "
        "bleue à l'avant-bras gauche a été vue. Un frère de 4 ans vit au même foyer. "
        "L'enfant est chez sa grand-mère maternelle jusqu'à demain midi.",
        "danger_reason": "L'auteur présumé vit sous le même toit ; faits répétés.",
        "child_consent": "AGREED",
        "guardian_consent": "NOT_INFORMED",
        "continues": "Rester en lien avec la grand-mère et accueillir l'enfant.",
    },
    SheetCode.HOSPITAL: {
        "urgency": "URGENT",
        "goals": ["EXAM", "CERTIFICATE"],
        "companion": "Grand-mère maternelle",
        "companion_safe": "yes",
        "guardian_contact": "DO_NOT",
        "certificate_to": "AUTHORITY",
    },
    SheetCode.PROSECUTOR: {
        "reporter": "La directrice de l'association",
        "facts": "صرحت الطفلة تلقائيا للمربية بأن زوج أمها يضربها بالحزام "
        "عندما تكون الأم في العمل. عوينت علامة زرقاء على الساعد الأيسر. يعيش معها في "
        "البيت نفسه أخ عمره 4 سنوات.",
        "danger_reason": "المشتبه فيه يعيش مع الطفلة تحت سقف واحد، والطفلة عند جدتها "
        "لأمها إلى غاية الغد فقط.",
    },
    SheetCode.GENERAL: {
        "urgency": "FAST",
        "request": "Recevoir l'enfant cette semaine et nous dire la suite.",
        "reason": "L'enfant a besoin d'être écoutée par une personne du métier.",
        "school_class": "3e année du primaire",
        "at_school": "Absente mardi et mercredi. Elle rentre avec sa grand-mère.",
        "guardian_contact": "DO_NOT",
        "child_consent": "AGREED",
        "guardian_consent": "NOT_ASKED",
        "civil_registration": "no",
        "summary": "L'enfant a dit d'elle-même à l'éducatrice être frappée. Une marque "
        "bleue à l'avant-bras gauche a été vue. Elle est chez sa grand-mère.",
        "continues": "Rester en lien avec la grand-mère et accueillir l'enfant.",
    },
}


def written_on(sheet: Sheet) -> dict[str, Any]:
    """What its writer adds to a liaison sheet, as this addressee's asks it."""
    asked = {each.key for each in sheet}
    added = told(LIAISON[sheet.code])
    return {key: each for key, each in added.items() if key in asked}


SCHOOL_NOTE = (  # a label and a text
    "Mot de la maîtresse",
    "Salma n'est pas venue mardi ni mercredi.\n"
    "Jeudi elle s'est endormie deux fois en classe.\n"
    "قالت لي إنها لم تنم جيدا.\n",
)
