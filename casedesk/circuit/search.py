"""Finding anyone: what was found and why, and which of it comes first.

An index gives records in which nothing that was typed is missing. Here each is held
against what was typed, to show the words that matched and to put the likeliest first.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from casedesk.circuit import names, words
from casedesk.circuit.case import CaseId
from casedesk.circuit.changes import Kind
from casedesk.circuit.concern import NO_RECEIPT, ReceiptId
from casedesk.circuit.family import NO_CASE
from casedesk.circuit.findable import Findable, phones
from casedesk.circuit.people import NOBODY, PersonId
from casedesk.circuit.stages import Stage
from casedesk.circuit.tokens import (
    Sought,
    Term,
    name_words,
    number_tokens,
    phone_tokens,
)

_NEARLY = 0.6  # the likeness of two words of which one has a slip
_BEFORE, _AFTER = 30, 90  # characters of a text shown before the first word, and on


class Why(StrEnum):
    """What of a case matches; in the order they are told."""

    NUMBER = "number"
    CHILD = "child"
    KIN = "kin"
    CONTACT = "contact"
    AUTHOR = "author"
    PHONE = "phone"
    PLACE = "place"
    TEXT = "text"
    RECEIPT = "receipt"  # one's own, or a draft of one's own


@dataclass(frozen=True, slots=True)
class Marked:
    """A line to show, and which parts of it matched."""

    text: str = field(repr=False)
    spans: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """One case, or one concern of one's own, with one reason why it was found.

    `kind` and `sheet` say where it is written. Nothing is shown of who is alleged: that
    is opened on its own page, and journalled.
    """

    why: Why
    shown: Marked
    case_id: CaseId = NO_CASE
    number: str = ""
    stage: Stage | None = None
    owner: PersonId = NOBODY
    kind: Kind = Kind.CASE
    sheet: str = ""  # its number within the case
    receipt: ReceiptId = NO_RECEIPT
    is_draft: bool = False


@dataclass(frozen=True, slots=True)
class Findings:
    """The likeliest first. `more`: there are others; `near`: nothing was exactly so."""

    rows: tuple[Found, ...] = ()
    more: bool = False
    near: bool = False

    def __len__(self) -> int:
        return len(self.rows)


@dataclass(frozen=True, slots=True)
class Search:
    """That somebody searched, and how many cases were shown."""

    id: str
    at: datetime
    by: PersonId
    hits: int
    version: int = 0


class Match(StrEnum):
    """How a word of a name is like one that was typed; the best first."""

    SAME = "0"
    BEGINS = "1"
    SOUNDS = "2"
    SOUNDS_LIKE_ITS_BEGINNING = "3"
    NEAR = "4"


Met = tuple[Match, int, int]
"""How a word is met, and from where to where in the name."""


@dataclass(frozen=True, slots=True)
class Told:
    """Why one record was found: its line, and how well it fits; less is better."""

    why: Why
    shown: Marked
    distance: float
    names: tuple[str, ...] = field(default=(), repr=False)  # that it was found by

    def finer(self, typed: str) -> float:
        """How well it fits among those that fit as well; slower to tell."""
        if not self.names or not self.distance:
            return self.distance
        alike = max(names.likeness(typed, each) for each in self.names)
        return self.distance + 1 - alike


class Matcher:
    """How what was typed is met by names: each is read once, however many bear it.

    With `near`, a slip is let through.
    """

    def __init__(self, sought: Sought, *, near: bool = False) -> None:
        self.sought, self._near = sought, near
        self._met: dict[str, Mapping[int, Met]] = {}

    def met_by(self, name: str) -> Mapping[int, Met]:
        """By the place of each typed word that this name has something of."""
        if name not in self._met:
            self._met[name] = dict(_matched(name, self.sought, near=self._near))
        return self._met[name]


def told(found: Findable, matcher: Matcher) -> Told | None:
    """None when nothing is to be shown for it."""
    sought = matcher.sought
    for number in found.numbers:
        if _begins(number_tokens(number), _numbers(sought)):
            return Told(Why.NUMBER, _whole(number), 0)
    best: Told | None = None
    groups = (
        (Why.CHILD, found.child),
        (Why.KIN, found.kin),
        (Why.AUTHOR, found.author),
        (Why.CONTACT, found.contact),
        (Why.PLACE, found.place),
    )
    for order, (why, written) in enumerate(groups):
        if not written:
            continue
        each = _told_name(why, written, found, matcher)
        if each and (best is None or each.distance + order < best.distance):
            best = replace(each, distance=each.distance + order)
    return best or _told_phone(found, sought)


def told_in_text(texts: Iterable[str], sought: Sought) -> Marked | None:
    """The text with most of the words, cut short around the first of them."""
    best: tuple[int, Marked] | None = None
    for text in texts:
        spans = list(_spans_in(text, sought))
        telling = len({number for number, _, _ in spans})
        if spans and (best is None or telling > best[0]):
            marks = tuple((start, end) for _, start, end in spans)
            best = telling, snippet(text, marks)
    return best[1] if best else None


def snippet(text: str, spans: tuple[tuple[int, int], ...]) -> Marked:
    """On one line, with what stands around the first part that matched."""
    first = spans[0][0]
    start = max(0, first - _BEFORE)
    if start:
        blank = text.find(" ", start, first)
        start = blank + 1 if blank >= 0 else start
    end = min(len(text), first + _AFTER)
    if end < len(text):
        blank = text.rfind(" ", first, end)
        end = blank if blank > spans[0][1] else end
    before, after = ("… " if start else ""), (" …" if end < len(text) else "")
    line = "".join(" " if each.isspace() else each for each in text[start:end])
    moved = len(before) - start
    kept = ((at + moved, to + moved) for at, to in spans if to <= end)
    return Marked(f"{before}{line}{after}", tuple(kept))


def _told_name(
    why: Why,
    written: tuple[str, ...],
    found: Findable,
    matcher: Matcher,
) -> Told | None:
    """All names on one line; the words may also be in the place beside them."""
    places = found.place if why is Why.CHILD else ()
    line, at, spans = "", 0, []
    reached: dict[int, Match] = {}
    of_names: set[int] = set()
    for name in (*written, *places):
        matched = matcher.met_by(name)
        if name in places and not set(matched) - set(reached):
            continue
        separator = " · " if line else ""
        at = len(line) + len(separator)
        line += separator + name
        for number, (match, start, end) in matched.items():
            spans.append((at + start, at + end))
            reached[number] = min(match, reached.get(number, match))
            if name in written:
                of_names.add(number)
    if not of_names or len(reached) < len(matcher.sought.terms):
        return None
    distance = sum(int(each) for each in reached.values())
    return Told(why, Marked(line, tuple(sorted(set(spans)))), distance, written)


def _matched(name: str, sought: Sought, *, near: bool) -> Iterator[tuple[int, Met]]:
    known = name_words(name)
    for number, term in enumerate(sought.terms):
        found = [
            (match, each.start, _end(each, match, term))
            for each in known
            for match in _as_written(each, term)
        ] or [
            (match, each.start, each.end)
            for each in known
            for match in _as_heard(name[each.start : each.end], term, near=near)
        ]
        if found:
            yield number, min(found)
        elif len(known) > 1 and _begins(names.keys(name), term.keys):
            yield number, (Match.SOUNDS, 0, len(name))  # Ben Ali, typed Benali


def _as_written(word: words.Word, term: Term) -> Iterator[Match]:
    forms = words.forms(word.folded)
    if term.written in forms:
        yield Match.SAME
    elif any(each.startswith(term.written) for each in forms):
        yield Match.BEGINS


def _as_heard(word: str, term: Term, *, near: bool) -> Iterator[Match]:
    keys = names.keys(word)
    if keys & term.keys:
        yield Match.SOUNDS
    elif _begins(keys, term.keys):
        yield Match.SOUNDS_LIKE_ITS_BEGINNING
    elif near and _is_near(word, keys, term):
        yield Match.NEAR


def _is_near(word: str, keys: frozenset[str], term: Term) -> bool:
    alike = names.likeness(term.written, word)
    return alike >= _NEARLY and bool(keys & near_keys(term))


def near_keys(term: Term) -> frozenset[str]:
    """The keys that are one slip away from what was typed; of very short ones, none."""
    return frozenset().union(*(names.near(key) for key in term.keys if len(key) > 2))


def _end(word: words.Word, match: Match, term: Term) -> int:
    """Of what is marked: the part that was typed, else the whole word."""
    plain = len(word.folded) == word.end - word.start
    begun = match is Match.BEGINS and plain and word.folded.startswith(term.written)
    return word.start + len(term.written) if begun else word.end


def _told_phone(found: Findable, sought: Sought) -> Told | None:
    wanted = _numbers(sought)
    for text in (*found.contact, *found.texts):
        for phone in phones(text):
            if _begins(phone_tokens(phone), wanted):
                at = text.index(phone)
                return Told(Why.PHONE, snippet(text, ((at, at + len(phone)),)), 1)
    return None


def _numbers(sought: Sought) -> frozenset[str]:
    return sought.number.union(*(each.numbers for each in sought.terms))


def _begins(tokens: Iterable[str], wanted: Iterable[str]) -> bool:
    return any(token.startswith(each) for token in tokens for each in wanted)


def _whole(text: str) -> Marked:
    return Marked(text, ((0, len(text)),))


def _spans_in(text: str, sought: Sought) -> Iterator[tuple[int, int, int]]:
    """Which of the words that are looked for, from where to where."""
    for word in words.words(text):
        forms = words.forms(word.folded)
        for number, wanted in enumerate(sought.texts):
            if any(form.startswith(each) for form in forms for each in wanted):
                yield number, word.start, word.end
                break
