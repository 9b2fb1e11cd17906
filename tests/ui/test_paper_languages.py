"""Paper in another language than the screen, and what a viewer finds in it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QModelIndex
from PySide6.QtPdf import QPdfDocument, QPdfSearchModel

from casedesk.circuit.codes import PAPER, Language
from casedesk.circuit.paper_language import PaperLanguage
from casedesk.circuit.people import Role
from casedesk.forms.printer import PdfPrinter
from casedesk.i18n import _
from casedesk.ui.widgets.paper_language import written_in
from tests.forms.conftest import FONTS
from tests.forms.conftest import PAPER as PAPER_SHEET

WORKER = Role.SOCIAL_WORKER


LATIN = ("Salma", "Benali", "Salma Benali", "SAL-26-0K7F")
ARABIC = ("سلمى", "بنعلي", "سلمى بنعلي")


@contextmanager
def opened(pdf: bytes) -> Iterator[QPdfDocument]:
    """As any viewer opens it."""
    data = QByteArray(pdf)
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document = QPdfDocument()
    document.load(buffer)
    yield document
    document.close()


def test_what_is_written_for_paper_leaves_the_screen_in_its_language() -> None:
    said = []

    def write() -> Any:
        said.append(_("Oui"))
        raise LookupError

    with pytest.raises(LookupError):
        written_in(PaperLanguage.ARABIC, write)

    assert said == ["نعم"]
    assert _("Oui") == "Oui"


@pytest.mark.parametrize("language", PAPER)
def test_a_viewer_finds_names_in_either_script(language: Language, qtbot: Any) -> None:
    content = {
        "given_latin": "Salma",
        "given_arabic": "سلمى",
        "nickname": "Salma Benali",
        "summary": "قالت المربية إن سلمى بنعلي، البالغة 9 سنوات، غائبة.",
    }
    paper = replace(PAPER_SHEET, content=content, language=language)
    with opened(PdfPrinter(FONTS).typeset(paper)) as document:
        model = QPdfSearchModel(document)
        model.setDocument(document)
        for name in (*LATIN, *ARABIC):
            model.setSearchString(name)
            qtbot.waitUntil(lambda: model.rowCount(QModelIndex()) > 0)
