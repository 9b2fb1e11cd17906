"""Whether two children may be one and the same, or brother and sister, and why.

Points for what agrees and against what does not, added up and always told in words.
Nothing is merged by itself. The weights are ours, in steps of five; what holds them up:

- A whole name alike is enough to warn (60) where nothing else is known: a child typed
  twice in two scripts is what happens. In a country of few names it is not enough once
  something speaks against it (peers: "too many false suggestions").
- A first name alone (30) has to be helped by a birth or by the family.
- A day of birth (30) is shared by one in thousands, a year (15) by one in eighteen,
  an estimated age (10) by one in six; a commune (10) by a quarter of the cases.
- A telephone (25) belongs to a household, so a sibling has it as well; a mother's name
  (20) is steadier than the child's, a father's (15) is often not given.
- Whoever types takes the wrong sex seldom (-40). Births two years apart are two
  children, one year apart may be a late registration. Families move (-5).
- The first of January is how a year alone is registered, and counts as no more.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from casedesk.circuit.dates import Birth
from casedesk.circuit.names import ALIKE, likeness
from casedesk.circuit.portrait import Portrait

WARNS = 60
"""Points from which two children are shown as perhaps the same."""

KIN_WARNS = 40
"""Points from which two children are shown as perhaps brother or sister."""

MORE = 20
"""Points more than when they were told apart, for two children to be shown again."""

_OTHER_NAME = 0.75  # a first name less alike than this is another one
_LATE = timedelta(days=400)  # a birth registered in the year after
_APART = timedelta(days=2 * 365)
_GENERATION = timedelta(days=25 * 365)


class Reason(StrEnum):
    """What speaks for two children being one, or of one family."""

    NAME = "name"  # written alike
    SOUND = "sound"  # written otherwise, heard alike
    SWAPPED = "swapped"
    GIVEN_NAME = "given_name"  # the family name of one is not known
    FAMILY_NAME = "family_name"
    USUAL_NAME = "usual_name"
    BIRTH_DATE = "birth_date"
    BIRTH_NEARLY = "birth_nearly"  # day and month exchanged, or one of three differs
    BIRTH_YEAR = "birth_year"
    AGE = "age"
    COMMUNE = "commune"
    MOTHER = "mother"
    FATHER = "father"
    PHONE = "phone"
    REGISTER = "register"


class Against(StrEnum):
    """What speaks against it."""

    SEX = "sex"
    BIRTH = "birth"
    GIVEN_NAME = "given_name"
    COMMUNE = "commune"
    MOTHER = "mother"
    FATHER = "father"


class Kinship(StrEnum):
    """What two children may be to each other."""

    SAME = "same"
    SIBLING = "sibling"
    NONE = "none"


_FOR = {
    Reason.NAME: 60,
    Reason.SOUND: 60,
    Reason.SWAPPED: 60,
    Reason.USUAL_NAME: 55,  # with the family name; 30 without
    Reason.GIVEN_NAME: 30,
    Reason.FAMILY_NAME: 20,
    Reason.BIRTH_DATE: 30,
    Reason.BIRTH_NEARLY: 15,
    Reason.BIRTH_YEAR: 15,
    Reason.AGE: 10,
    Reason.COMMUNE: 10,
    Reason.MOTHER: 20,
    Reason.FATHER: 15,
    Reason.PHONE: 25,
    Reason.REGISTER: 40,
}
_COST = {
    Against.SEX: 40,
    Against.BIRTH: 60,
    Against.GIVEN_NAME: 20,
    Against.COMMUNE: 5,
    Against.MOTHER: 15,
    Against.FATHER: 10,
}
_SEXES = frozenset("FM")  # of the list SEX; what nobody said is neither
_SAME_SEX = 5  # half of all children: not worth a word
_USUAL_ALONE = 25  # less, where the family name does not help
_DOUBTFUL = 10  # less, for a name that is only just alike
_KIN = {
    Reason.FAMILY_NAME: 30,
    Reason.MOTHER: 30,
    Reason.FATHER: 25,
    Reason.PHONE: 30,
    Reason.COMMUNE: 10,
}
_TIES = frozenset({Reason.MOTHER, Reason.FATHER, Reason.PHONE})
_TELLING = frozenset(  # each is a good reason to look again, whatever was said before
    {Reason.NAME, Reason.BIRTH_DATE, Reason.PHONE, Reason.REGISTER, Reason.MOTHER}
)


@dataclass(frozen=True, slots=True)
class Judgement:
    """What two children may be to each other, and the reasons, the weightiest first."""

    kinship: Kinship
    points: int
    reasons: tuple[Reason, ...] = ()
    against: tuple[Against, ...] = ()

    def outweighs(self, points: int, reasons: Iterable[str]) -> bool:
        """Whether this is much more than what was known when they were told apart.

        A name written better changes nothing. A telling reason nobody had then does,
        or `MORE` points: the facts are others now.
        """
        new = _TELLING & set(self.reasons) - set(map(Reason, reasons))
        return bool(new) or self.points >= points + MORE


def judged(one: Portrait, other: Portrait) -> Judgement:
    """The same whichever of the two comes first."""
    found = frozenset((*_named(one, other), *_born(one, other), *_around(one, other)))
    reasons = {each for each in found if isinstance(each, Reason)}
    against = {each for each in found if isinstance(each, Against)}
    same_family = _alike(one.family, other.family)
    if _are_two(against, same_family=same_family or bool(reasons & _TIES)):
        if same_family:
            reasons = reasons | {Reason.FAMILY_NAME}
        return _as_kin(one, other, reasons & set(_KIN), against)
    points = sum(_FOR[each] for each in reasons) - sum(_COST[each] for each in against)
    points += _SAME_SEX if one.sex in _SEXES and one.sex == other.sex else 0
    points -= _doubt(one, other, reasons)
    points = max(points, 0)
    enough = points >= WARNS and bool(reasons)
    return Judgement(
        Kinship.SAME if enough else Kinship.NONE,
        points,
        tuple(sorted(reasons, key=lambda each: (-_FOR[each], each))),
        tuple(sorted(against, key=lambda each: (-_COST[each], each))),
    )


def _are_two(against: set[Against], *, same_family: bool) -> bool:
    """Of one family, and what must be one's own differs: two children, not one."""
    own = {Against.SEX, Against.BIRTH, Against.GIVEN_NAME}
    return same_family and bool(against & own)


def _as_kin(
    one: Portrait, other: Portrait, reasons: set[Reason], against: set[Against]
) -> Judgement:
    """How much speaks for brother and sister: what families have in common."""
    points = sum(_KIN[each] for each in reasons)
    gap = _gap(one.birth, other.birth)
    grown = gap is not None and gap > _GENERATION
    enough = points >= KIN_WARNS and not grown
    return Judgement(
        Kinship.SIBLING if enough else Kinship.NONE,
        points,
        tuple(sorted(reasons, key=lambda each: (-_KIN[each], each))),
        tuple(sorted(against & {Against.COMMUNE, Against.MOTHER, Against.FATHER})),
    )


def _named(one: Portrait, other: Portrait) -> Iterator[Reason | Against]:
    if one.full and other.full and _is_whole_name(one, other):
        yield _way_of(one, other)
    elif _by_usual_name(one, other):
        yield Reason.USUAL_NAME
    elif one.given and other.given:
        if _likest(one.given, other.given) < _OTHER_NAME:
            yield Against.GIVEN_NAME
        elif not (one.family and other.family):
            yield Reason.GIVEN_NAME
    elif _alike(one.family, other.family):
        yield Reason.FAMILY_NAME


def _is_whole_name(one: Portrait, other: Portrait) -> bool:
    """Alike in any order; or the first of two first names is all that one has."""
    if _likest(one.full, other.full) >= ALIKE:
        return True
    within = any(_within(a, b) for a in one.given for b in other.given)
    return within and _alike(one.family, other.family)


def _within(one: str, other: str) -> bool:
    """Whether each word of the shorter name is in the longer, as Fatima is in Fatima
    Zahra."""
    fewer, more = sorted((one.split(), other.split()), key=len)
    return all(any(likeness(a, b) >= ALIKE for b in more) for a in fewer)


def _way_of(one: Portrait, other: Portrait) -> Reason:
    if set(map(_plain, one.full)) & set(map(_plain, other.full)):
        return Reason.NAME
    straight = _likest(one.given, other.given)
    crossed = min(_likest(one.given, other.family), _likest(one.family, other.given))
    return Reason.SWAPPED if crossed >= ALIKE > straight else Reason.SOUND


def _by_usual_name(one: Portrait, other: Portrait) -> bool:
    """One is called as the other is, by those around; their family names agree, or one
    is not known."""
    called = (
        _alike(_usual(one), (*other.given, *_usual(other))),
        _alike(_usual(other), one.given),
    )
    family = not (one.family and other.family) or _alike(one.family, other.family)
    return any(called) and family


def _usual(one: Portrait) -> tuple[str, ...]:
    return tuple(filter(None, (one.usual_name,)))


def _doubt(one: Portrait, other: Portrait, reasons: set[Reason]) -> int:
    if Reason.USUAL_NAME in reasons and not _alike(one.family, other.family):
        return _USUAL_ALONE
    by_ear = reasons & {Reason.SOUND, Reason.SWAPPED}
    return _DOUBTFUL if by_ear and _likest(one.full, other.full) < 0.9 else 0


def _born(one: Portrait, other: Portrait) -> Iterator[Reason | Against]:
    if {one.sex, other.sex} == _SEXES:
        yield Against.SEX
    gap = _gap(one.birth, other.birth)
    if gap is None:
        return
    if gap > _APART:
        yield Against.BIRTH
    elif gap <= timedelta():
        yield _agreement(Birth.parse(one.birth), Birth.parse(other.birth))
    elif gap <= _LATE and _nearly(Birth.parse(one.birth), Birth.parse(other.birth)):
        yield Reason.BIRTH_NEARLY


def _agreement(one: Birth, other: Birth) -> Reason:
    if one.on is not None or other.on is not None:
        return Reason.AGE
    exact = _is_day(one) and _is_day(other)
    return Reason.BIRTH_DATE if exact else Reason.BIRTH_YEAR


def _nearly(one: Birth, other: Birth) -> bool:
    """One slip of the pen apart."""
    if not (_is_day(one) and _is_day(other)):
        return False
    day = (one.year, one.month, one.day)
    that = (other.year, other.month, other.day)
    exchanged = day == (that[0], that[2], that[1])
    return exchanged or sum(x == y for x, y in zip(day, that, strict=True)) == 2


def _is_day(birth: Birth) -> bool:
    return birth.is_exact and (birth.month, birth.day) != (1, 1)


def _gap(one: str, other: str) -> timedelta | None:
    """How far apart two births are at least; none where one is not known."""
    if not one or not other:
        return None
    first, second = _span(Birth.parse(one)), _span(Birth.parse(other))
    return max(first[0] - second[1], second[0] - first[1], timedelta())


def _span(birth: Birth) -> tuple[date, date]:
    """The first and the last day it may mean; an older child is harder to tell."""
    if birth.on is not None:
        age = birth.age or 0
        slack = 1 if age < 10 else 2
        days = (
            timedelta(days=365 * (age + 1 + slack)),
            timedelta(days=365 * max(age - slack, 0)),
        )
        return birth.on - days[0], birth.on - days[1]
    first = birth.earliest
    if _is_day(birth):
        return first, first
    if birth.month and not birth.is_exact:
        return first, first + timedelta(days=30)
    return first, first + timedelta(days=364)


def _around(one: Portrait, other: Portrait) -> Iterator[Reason | Against]:
    if one.commune and other.commune:
        same = likeness(one.commune, other.commune) >= ALIKE
        yield Reason.COMMUNE if same else Against.COMMUNE
    parents = (
        (one.mothers, other.mothers, Reason.MOTHER, Against.MOTHER),
        (one.fathers, other.fathers, Reason.FATHER, Against.FATHER),
    )
    for mine, theirs, agrees, differs in parents:
        if mine and theirs:
            alike = _likest(mine, theirs)
            if alike >= ALIKE:
                yield agrees
            elif alike < _OTHER_NAME:
                yield differs
    if one.phones & other.phones:
        yield Reason.PHONE
    if one.register_number and one.register_number == other.register_number:
        yield Reason.REGISTER


def _alike(mine: tuple[str, ...], theirs: tuple[str, ...]) -> bool:
    return bool(mine and theirs) and _likest(mine, theirs) >= ALIKE


def _likest(mine: tuple[str, ...], theirs: tuple[str, ...]) -> float:
    return max((likeness(a, b) for a in mine for b in theirs), default=0.0)


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())
