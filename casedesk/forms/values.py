"""How the answer to a question reads on paper, in French and in Arabic."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from typing import Any

from casedesk.circuit.codes import Language
from casedesk.circuit.dates import Birth, Moment, local
from casedesk.circuit.paper import Paper
from casedesk.circuit.sheet import Field, FieldType
from casedesk.i18n import followed, words
from casedesk.i18n.formats import birth, civil_moment, isolate, long_date, moment

EMPTY = "—"
FOR_THE_CHILD = "child_version"
"""What is read with a child: written in the declaration, not by anybody here."""

# Telephone numbers, dates and references: groups that must keep their order within
# Arabic (ecosystem §A.2). Spaces join groups of two digits and more only.
_NUMBERS = re.compile(r"\+?\d+(?:[-/.:]\d+)+|\+\d+(?: \d+)*|\d{2,}(?: \d{2,})+")
_LINE_ENDS = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
_RIGHTWARDS, _END = "\u2066", "\u2069"
_JOINERS = "\u200c\u200d"


def printable(text: str) -> str:
    """A text as it was meant: nothing in it can turn round what stands beside it.

    Characters that cannot be seen are left out (controls of direction above all), and
    groups of digits keep their order.
    """
    composed = unicodedata.normalize("NFC", _LINE_ENDS.sub("\n", text))
    seen = "".join(
        " " if each == "\t" else each
        for each in composed
        if each in "\n\t" or each in _JOINERS or unicodedata.category(each)[0] != "C"
    )
    return _NUMBERS.sub(_kept_together, seen)


def _kept_together(number: re.Match[str]) -> str:
    return f"{_RIGHTWARDS}{number[0].replace(' ', chr(0xA0))}{_END}"


def written(asked: Field, value: Any, paper: Paper) -> str:
    """The answer in the words of the paper's language; empty when there is none.

    Lines of a LONG answer are kept apart by line ends. Raises ValueError for a stored
    form that nobody can have typed.
    """
    if value in (None, "", []):
        return ""
    match asked.type:
        case FieldType.CODES | FieldType.PEOPLE:
            # not commas: labels have commas of their own
            return " · ".join(isolate(_one(asked, each, paper)) for each in value)
        case _:
            return _one(asked, value, paper)


def answer(asked: Field, paper: Paper) -> str:
    """What stands on the paper for a field."""
    if asked.type is FieldType.AUTO:
        return printable(_filled_in(asked, paper))
    return written(asked, paper.content.get(asked.key), paper)


def _filled_in(asked: Field, paper: Paper) -> str:
    """What the program knows by itself; empty for what the frame says already."""
    match asked.key:
        case "age" if paper.birth:
            return _age(Birth.parse(paper.birth).age_on(paper.printed_at), paper)
        case "written_at" if paper.written_at:
            return moment(paper.written_at, paper.language)
        case "withdrawn" if paper.withdrawn_on:
            return long_date(paper.withdrawn_on, paper.language)
        case "derogation":
            return paper.derogation
        case key if key == FOR_THE_CHILD:
            return asked.help.in_language(paper.language).strip()
        case "author" | "assessors" | "explained_by":
            return paper.author
        case "contact":
            known = (paper.author, paper.sender.name, paper.sender.phone)
            return " · ".join(each for each in known if each)
    return _of_the_follow_up(asked.key, paper)


def _of_the_follow_up(key: str, paper: Paper) -> str:
    match key:
        case "followed" if paper.figures:
            return followed.period(paper.figures, paper.language)
        case "services" if paper.figures:
            return followed.services(paper.figures, paper.codes, paper.language)
        case "danger_path" if paper.figures:
            return followed.danger_path(paper.figures, paper.language)
        case "kept":
            return _kept(paper)
        case "signed":
            return _signed(paper)
    return ""


def _kept(paper: Paper) -> str:
    """The class of a closed case and the day to look at it again."""
    _ = words(paper.language).gettext
    told = []
    if paper.closing is not None:
        kept = paper.closing.retention
        told.append(paper.codes.label("RETENTION", kept, paper.language))
        day = long_date(paper.closing.review_on, paper.language)
        told.append(_("à revoir le %(day)s") % {"day": day})
    if paper.is_held:
        told.append(_("à conserver jusqu'à nouvel ordre"))
    return " · ".join(told)


def _signed(paper: Paper) -> str:
    """Who signed, and when: once, then a second time."""
    _ = words(paper.language).gettext
    signatures = [(paper.signed_by, paper.signed_at)] if paper.signed_by else []
    if paper.closing is not None:
        second = paper.people.get(paper.closing.closed_by, EMPTY)
        signatures.append((second, local(paper.closing.closed_at)))
    return " · ".join(
        _("%(who)s, le %(when)s")
        % {"who": isolate(who), "when": moment(at, paper.language)}
        for who, at in signatures
        if at is not None
    )


def _age(years: int, paper: Paper) -> str:
    say = words(paper.language)
    return say.ngettext("%(n)d an", "%(n)d ans", years) % {"n": years}


def _one(asked: Field, value: Any, paper: Paper) -> str:
    language = paper.language
    match asked.type:
        case FieldType.MOMENT:
            return civil_moment(Moment.parse(value), language)
        case FieldType.DATE:
            return long_date(date.fromisoformat(value), language)
        case FieldType.BIRTH:
            return birth(Birth.parse(value), language)
        case FieldType.YES_NO | FieldType.YES_NO_UNKNOWN:
            return _yes_no(value, language)
        case FieldType.CODE if asked.list == "DANGER":  # the digit is always shown
            danger = paper.codes.label(asked.list, value, language)
            return printable(f"{value} – {danger}")
        case FieldType.CODE | FieldType.CODES:
            return printable(paper.codes.label(asked.list, value, language))
        case FieldType.PERSON | FieldType.PEOPLE:
            return printable(paper.people.get(value, EMPTY))
        case _:
            return printable(str(value))


def _yes_no(value: str, language: Language) -> str:
    _ = words(language).gettext
    return {"yes": _("Oui"), "no": _("Non"), "unknown": _("Ne sait pas")}[value]
