"""Every word of every page comes from the catalogues, or from the vault."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from datetime import date
from html import unescape
from itertools import chain
from pathlib import Path
from typing import Any
from unicodedata import normalize

import pytest
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLabel, QLineEdit, QWidget

from casedesk import i18n, paths
from casedesk.app.entrance import VaultEntrance
from casedesk.app.training_texts import DIRECTOR, EDUCATOR, SOCIAL_WORKER
from casedesk.circuit.codes import Language
from casedesk.i18n.formats import long_date, near_date
from casedesk.i18n.labels import label
from casedesk.ui.main_window import MainWindow
from casedesk.ui.rooms import Rooms
from casedesk.ui.screens import SCREENS
from casedesk.ui.workspace import Surroundings

A_WORD = re.compile(r"[^\W\d_]{2,}")
CODE = re.compile(r"[A-Z0-9]{3,}(-[A-Z0-9]+)+|Alt\+\d|Ctrl\+\w+|<[^>]*>")
DAYS = [date(2026, month, day) for month in range(1, 13) for day in range(1, 8)]


@pytest.fixture(autouse=True)
def pretending() -> Iterator[None]:
    i18n.pretend("pseudo")
    yield
    i18n.use(Language.FRENCH)


def shipped(part: object) -> Iterator[str]:
    """Whatever the files under `resources` say: labels are French here."""
    if isinstance(part, str):
        yield from part.splitlines()
    elif isinstance(part, list | dict):
        for each in part.values() if isinstance(part, dict) else part:
            yield from shipped(each)


def of_the_calendar() -> Iterator[str]:
    for day in DAYS:
        yield from A_WORD.findall(f"{long_date(day)} {near_date(day)}")


@pytest.fixture(scope="module")
def known() -> re.Pattern[str]:
    trainees = [EDUCATOR.label, SOCIAL_WORKER.label, DIRECTOR.label]
    files = paths.resource("").rglob("*.toml")
    texts = (tomllib.loads(each.read_text(encoding="utf-8")) for each in files)
    names = map(label, Language)
    drawn = normalize("NFC", paths.read_text("wordlists/french.txt")).split()
    said = {*chain.from_iterable(map(shipped, texts)), *names, *drawn, *trainees}
    said.update(of_the_calendar())
    longest_first = sorted(filter(A_WORD.search, said), key=len, reverse=True)
    return re.compile(
        rf"(?<!\w)({'|'.join(map(re.escape, longest_first))})(?!\w)", re.IGNORECASE
    )


def said_by(widget: QWidget) -> Iterator[str]:
    match widget:
        case QLabel() | QAbstractButton():
            yield widget.text()
        case QLineEdit():
            yield widget.placeholderText()
        case QComboBox():
            yield from (widget.itemText(at) for at in range(widget.count()))
    yield widget.toolTip()
    yield widget.accessibleName()


def outside(text: str, known: re.Pattern[str]) -> list[str]:
    """The words that neither the catalogues nor a file nor the vault has."""
    rest = normalize("NFC", CODE.sub(" ", unescape(text)))
    while (without := re.sub(r"\[![^\[\]]*!\]", " ", rest)) != rest:
        rest = without
    return A_WORD.findall(known.sub(" ", rest)) if A_WORD.search(rest) else []


def test_no_page_has_a_word_of_its_own(
    around: Surroundings,
    entrance: VaultEntrance,
    vault: Path,
    known: re.Pattern[str],
    qtbot: Any,
) -> None:
    window = MainWindow(around.entrance, around.prompts, lambda: Rooms(around), vault)
    qtbot.addWidget(window)
    people = {told: person for person, told in entrance.look(vault).people}
    keys = entrance.unlock(vault, people[DIRECTOR.label], DIRECTOR.passphrase)
    window.sit_down(keys)
    workspace = window.workspace
    assert workspace is not None
    mine = {*people, workspace.tools.desk.reads.sender().name, "casedesk"}
    found: dict[str, list[str]] = {}

    for place in SCREENS:
        try:
            workspace.go_to(place())
        except TypeError:
            continue  # this place is of a case
        for widget in window.findChildren(QWidget):
            for text in said_by(widget):
                if text not in mine and (words := outside(text, known)):
                    found[text] = words
    window.lock()

    assert found == {}
