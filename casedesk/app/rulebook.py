"""The data the program ships with: circuit, sheets, rights, code lists, directory."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from casedesk import paths
from casedesk.circuit.codes import Code, CodeBook, read_codes
from casedesk.circuit.directory import (
    Hotline,
    Organisation,
    read_directory,
    read_hotlines,
)
from casedesk.circuit.redaction import check_sources
from casedesk.circuit.retention import read_retention
from casedesk.circuit.rights import read_rights
from casedesk.circuit.rules import Rules
from casedesk.circuit.sheet import Sheet, SheetCode, read_sheet
from casedesk.circuit.stages import read_circuit

Territory = tuple[str, str]  # code that case numbers begin with, French name

_HOTLINES = "hotlines.toml"


def rules(codes: CodeBook, setting: Callable[[str], str] = lambda _: "") -> Rules:
    """The rules of this installation with the code lists and settings of one vault."""
    return Rules(
        rights=read_rights(paths.read_text("rights.toml")),
        circuit=read_circuit(paths.read_text("circuit/basic.toml")),
        sheets=_sheets(),
        codes=codes,
        retention=read_retention(paths.read_text("retention.toml"), setting),
    )


def shipped_codes() -> tuple[Code, ...]:
    return tuple(code for text in _texts("codes") for code in read_codes(text))


def shipped_organisations() -> tuple[Organisation, ...]:
    return tuple(
        organisation
        for text in _texts("directory", but=_HOTLINES)
        for organisation in read_directory(text)
    )


def shipped_hotlines() -> tuple[Hotline, ...]:
    return read_hotlines(paths.read_text(f"directory/{_HOTLINES}"))


def territories() -> tuple[Territory, ...]:
    options = CodeBook(shipped_codes()).options("TERRITORY")
    return tuple((each.code, each.label.fr) for each in options)


def wordlist() -> str:
    return paths.read_text("wordlists/french.txt")


@cache
def _sheets() -> dict[SheetCode, Sheet]:
    declared = map(read_sheet, _texts("sheets"))
    sheets = {sheet.code: sheet for sheet in declared}
    check_sources(sheets)
    return sheets


def _texts(folder: str, but: str = "") -> tuple[str, ...]:
    found = sorted(paths.resource(folder).glob("*.toml"))
    return tuple(each.read_text(encoding="utf-8") for each in found if each.name != but)
