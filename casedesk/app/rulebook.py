"""The data the program ships with: circuit, sheets, rights, code lists, directory."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import replace
from functools import cache
from hashlib import sha256

from casedesk import paths
from casedesk.circuit.codes import Code, CodeBook, read_codes, read_label
from casedesk.circuit.deadlines import (
    Calendar,
    Deadlines,
    Holiday,
    overlaid,
    read_deadlines,
    read_holidays,
)
from casedesk.circuit.directory import (
    Hotline,
    Organisation,
    Service,
    Shipped,
    read_directory,
    read_hotlines,
    read_kinds,
)
from casedesk.circuit.family import Asked
from casedesk.circuit.matrix import Matrix, read_matrix
from casedesk.circuit.own_fields import OwnField, with_own
from casedesk.circuit.paper_language import PaperLanguages, read_paper_languages
from casedesk.circuit.ports import Reads
from casedesk.circuit.redaction import Redaction, read_redaction
from casedesk.circuit.referral_table import read_referrals
from casedesk.circuit.retention import read_retention
from casedesk.circuit.rights import read_rights
from casedesk.circuit.rules import Rules
from casedesk.circuit.sheet import (
    Questions,
    Sheet,
    SheetCode,
    read_questions,
    read_sheet,
)
from casedesk.circuit.stages import read_circuit
from casedesk.circuit.tables import read_table
from casedesk.i18n import current

Territory = tuple[str, str]  # code that case numbers begin with, name

_HOTLINES, _KINDS = "hotlines.toml", "kinds.toml"


def rules(
    codes: CodeBook,
    setting: Callable[[str], str] = lambda _: "",
    holidays: Iterable[Holiday] = (),
    own_fields: Iterable[OwnField] = (),
) -> Rules:
    """The rules of this installation with the lists and settings of one vault."""
    calendar = Calendar(overlaid(shipped_holidays(), holidays))
    circuit = read_circuit(_circuit_text(), setting, calendar)
    sheets = _with_own(tuple(own_fields))
    others = read_deadlines(_text("deadlines.toml"), setting)
    deadlines = Deadlines((*circuit.clocks.values(), *others), calendar)
    moves = _text("circuit/referral.toml")
    return Rules(
        rights=read_rights(_text("rights.toml")),
        circuit=circuit,
        referrals=read_referrals(moves, deadlines),
        sheets=sheets,
        redaction=replace(_redaction(), sheets=sheets),
        codes=codes,
        retention=read_retention(_text("retention.toml"), setting),
        matrix=_matrix(),
        deadlines=deadlines,
        asked=_asked(),
        paper_languages=_paper_languages(),
    )


@cache
def shipped_rules() -> Rules:
    """The rules before a vault has said anything: to ask it for its own."""
    return rules(CodeBook(()))


def rules_of(reads: Reads) -> Rules:
    """The rules of this installation as the vault behind these questions has them."""
    codes, setting = reads.codes(), reads.setting
    return rules(codes, setting, reads.holidays(), reads.own_fields())


@cache
def shipped_codes() -> tuple[Code, ...]:
    return tuple(code for text in _texts("codes") for code in read_codes(text))


@cache
def shipped_holidays() -> tuple[Holiday, ...]:
    return read_holidays(_text("holidays.toml"))


def shipped_organisations() -> tuple[Organisation, ...]:
    return tuple(each for one in _directory() for each in one.organisations)


def shipped_services() -> tuple[Service, ...]:
    return tuple(each for one in _directory() for each in one.services)


@cache
def shipped_hotlines() -> tuple[Hotline, ...]:
    return read_hotlines(_text(f"directory/{_HOTLINES}"))


@cache
def edition() -> str:
    """Names the shipped code lists and directory: another one, another name."""
    texts = (*_texts("codes"), *_texts("directory"))
    return sha256("\n".join(texts).encode()).hexdigest()[:16]


def territories() -> tuple[Territory, ...]:
    options = CodeBook(shipped_codes()).options("TERRITORY")
    return tuple((each.code, each.label.in_language(current())) for each in options)


def wordlist() -> str:
    return paths.read_text("wordlists/french.txt")


def _circuit_text() -> str:
    return _text("circuit/basic.toml")


def _with_own(fields: tuple[OwnField, ...]) -> dict[SheetCode, Sheet]:
    label = read_label(read_table(_text("own_fields.toml"))["title"])
    shipped = _redaction().sheets
    return {code: with_own(sheet, fields, label) for code, sheet in shipped.items()}


@cache
def _matrix() -> Matrix:
    return read_matrix(_text("circuit/matrix.toml"))


@cache
def _redaction() -> Redaction:
    declared = map(read_sheet, _texts("sheets"))
    sheets = {sheet.code: sheet for sheet in declared}
    return read_redaction(_text("redaction.toml"), sheets)


@cache
def _directory() -> tuple[Shipped, ...]:
    kinds = read_kinds(_text(f"directory/{_KINDS}"))
    return tuple(
        read_directory(text, kinds)
        for text in _texts("directory", but=(_HOTLINES, _KINDS))
    )


@cache
def _paper_languages() -> PaperLanguages:
    return read_paper_languages(paths.read_text("paper.toml"))


@cache
def _asked() -> dict[Asked, Questions]:
    return {each: read_questions(_text(f"people/{each}.toml")) for each in Asked}


@cache
def _text(name: str) -> str:
    return paths.read_text(name)


def _texts(folder: str, but: Collection[str] = ()) -> tuple[str, ...]:
    found = sorted(paths.resource(folder).glob("*.toml"))
    return tuple(
        each.read_text(encoding="utf-8") for each in found if each.name not in but
    )
