"""Invented children for vaults of any size, in both scripts; nobody here exists."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import IntEnum, auto
from typing import Any

from casedesk.app.training_texts import ADDRESSEES, STORIES, WALKED
from casedesk.circuit.dates import Certainty, Moment, local
from casedesk.circuit.referral import Answer
from casedesk.circuit.sheet import Addressee

_GIVEN = (  # as one hears it in Latin letters, in Arabic, and the sex
    ("Salma", "سلمى", "F"),
    ("Aya", "آية", "F"),
    ("Imane", "إيمان", "F"),
    ("Khadija", "خديجة", "F"),
    ("Fatima Zahra", "فاطمة الزهراء", "F"),
    ("Hajar", "هاجر", "F"),
    ("Meryem", "مريم", "F"),
    ("Nour", "نور", "F"),
    ("Rim", "ريم", "F"),
    ("Zineb", "زينب", "F"),
    ("Mohamed", "محمد", "M"),
    ("M'hamed", "امحمد", "M"),
    ("Youssef", "يوسف", "M"),
    ("Anas", "أنس", "M"),
    ("Ayoub", "أيوب", "M"),
    ("Hamza", "حمزة", "M"),
    ("Ilyas", "إلياس", "M"),
    ("Omar", "عمر", "M"),
    ("Reda", "رضا", "M"),
    ("Yassine", "ياسين", "M"),
)
_FAMILY = (
    ("Benali", "بنعلي"),
    ("El Fassi", "الفاسي"),
    ("Alaoui", "العلوي"),
    ("Bennani", "بناني"),
    ("Chraibi", "الشرايبي"),
    ("El Idrissi", "الإدريسي"),
    ("Haddad", "الحداد"),
    ("Lahlou", "لحلو"),
    ("Mansouri", "المنصوري"),
    ("Naciri", "الناصري"),
    ("Ouazzani", "الوزاني"),
    ("Tazi", "التازي"),
)
_COMMUNES = (
    "Salé, Tabriquet",
    "Salé, Bettana",
    "Salé, Laayayda",
    "Salé, Hssaine",
    "Sala Al Jadida",
)
_NAMES = ("given_latin", "given_arabic", "family_latin", "family_arabic")
_ALWAYS_KNOWN = ("safe_contact", "alleged_author_link")  # liaison sheets ask for them
_CONCERNS = tuple(
    {
        **{key: WALKED[key] for key in _ALWAYS_KNOWN},
        **{key: value for key, value in concern.items() if key not in _NAMES},
    }
    for concern in (WALKED, *(story.concern for story in STORIES))
)
_SCRIPTS = ("both", "both", "both", "latin", "arabic")  # not every name is known twice
_DANGERS = "1222233334"


class Progress(IntEnum):
    """How far a case has come; each comes after what stands before it."""

    LOGGED = auto()
    TAKEN = auto()
    ASSESSED = auto()
    DECIDED = auto()
    PREPARED = auto()
    PRINTED = auto()
    SENT = auto()
    ANSWERED = auto()


_ANSWERS = Answer.RECEIVED, Answer.ACCEPTED, Answer.REFUSED, Answer.REDIRECTED


@dataclass(frozen=True, slots=True)
class Story:
    """What somebody saw of an invented child, and what becomes of it."""

    concern: dict[str, Any] = field(repr=False)
    danger: str
    answers: dict[Addressee, Answer]
    progress: Progress


def story(number: int, now: datetime, *, in_hand: bool) -> Story:
    """The story of this number: the same each time, like the others and none of them.

    Those in hand have come differently far; the others have all been answered.
    """
    chance = random.Random(number)
    steps, asked = tuple(Progress), ADDRESSEES
    turn = number // len(steps) if in_hand else number % 2  # the others: taken care of
    everybody = number % 15 == 0
    return Story(
        concern=_concern(chance, number, now),
        danger=chance.choice(_DANGERS),
        answers={
            addressee: _ANSWERS[(turn + at) % len(_ANSWERS)]
            for at, addressee in enumerate(
                asked if everybody else (asked[number % len(asked)],)
            )
        },
        progress=steps[number % len(steps)] if in_hand else Progress.ANSWERED,
    )


def _concern(chance: random.Random, number: int, now: datetime) -> dict[str, Any]:
    told = str(_before(now, minutes=30))
    concern = {
        **_CONCERNS[number % len(_CONCERNS)],
        **_child(chance, local(now).date()),
        "observed_at": str(_before(now, minutes=60)),
        "told_at": told,
    }
    return {**concern, "actions": [{**row, "at": told} for row in concern["actions"]]}


def _child(chance: random.Random, today: date) -> dict[str, Any]:
    given_latin, given_arabic, sex = chance.choice(_GIVEN)
    family_latin, family_arabic = chance.choice(_FAMILY)
    latin = {"given_latin": given_latin, "family_latin": family_latin}
    arabic = {"given_arabic": given_arabic, "family_arabic": family_arabic}
    names = {"both": latin | arabic, "latin": latin, "arabic": arabic}
    return {
        **names[chance.choice(_SCRIPTS)],
        "sex": sex,
        "birth": _birth(chance, today),
        "commune": chance.choice(_COMMUNES),
    }


def _birth(chance: random.Random, today: date) -> str:
    """Exact, partial or guessed, as it is known in life."""
    born = today - timedelta(days=chance.randrange(400, 17 * 365))
    age = today.year - born.year
    known = (f"{born.year}", f"{born:%Y-%m}", f"{born}", f"~{age}@{today}")
    return chance.choice(known)


def _before(now: datetime, minutes: int) -> Moment:
    at = local(now - timedelta(minutes=minutes)).replace(tzinfo=None)
    return Moment(at, Certainty.ABOUT)
