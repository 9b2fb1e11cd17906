"""Paper comes out of a printer, and nothing else does."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo
from PySide6.QtWidgets import QWidget
from reportlab.pdfgen.canvas import Canvas

from casedesk.app.spooler import NoQueue
from casedesk.i18n.labels import sentence
from casedesk.ui.printing import NoPrinter, SystemTray, is_paper, pages_of, paint
from casedesk.ui.widgets.preview import Preview


@pytest.fixture
def two_pages() -> bytes:
    made = BytesIO()
    canvas = Canvas(made, pagesize=(595, 842))
    for _ in range(2):
        canvas.rect(100, 100, 200, 200, fill=1)
        canvas.showPage()
    canvas.save()
    return made.getvalue()


@pytest.mark.parametrize(
    ("name", "model"),
    [
        ("Microsoft Print to PDF", ""),
        ("Microsoft XPS Document Writer", ""),
        ("OneNote (Desktop)", ""),
        ("Fax", ""),
        ("Bureau", "Generic CUPS-PDF Printer"),
    ],
)
def test_U02_what_writes_a_file_is_no_printer(name: str, model: str) -> None:
    assert not is_paper(name, model)


@pytest.mark.parametrize("name", ["HP LaserJet M110w", "Canon G3010", "Bureau 2"])
def test_what_holds_paper_is(name: str) -> None:
    assert is_paper(name)


def test_pages_are_drawn_at_the_resolution_of_paper(two_pages: bytes) -> None:
    pages = pages_of(two_pages)

    assert len(pages) == 2
    assert (pages[0].width(), pages[0].height()) == (2479, 3508)


def test_each_page_gets_a_side_of_its_own(
    two_pages: bytes, tmp_path: Path, qapp: object
) -> None:
    paper = QPrinter()
    paper.setOutputFormat(QPrinter.OutputFormat.PdfFormat)  # stands in for paper
    paper.setOutputFileName(str(tmp_path / "paper.pdf"))

    done = paint(pages_of(two_pages, dpi=40), paper)

    assert done
    assert len(pages_of((tmp_path / "paper.pdf").read_bytes(), dpi=20)) == 2


def test_nothing_is_printed_of_no_pages(qapp: object) -> None:
    assert not paint([], QPrinter())


@pytest.mark.skipif(
    bool(QPrinterInfo.availablePrinterNames()), reason="this machine has a printer"
)
def test_without_a_printer_the_tray_says_so(qtbot: Any, jobs: Any) -> None:
    asker = QWidget()
    qtbot.addWidget(asker)
    tray = SystemTray(NoQueue(), asker, jobs, pytest.fail)

    assert not tray.has_printer()
    with pytest.raises(NoPrinter):
        tray.print(b"", 1, pytest.fail)


def test_P03_a_printer_that_writes_a_file_is_refused_in_words(
    two_pages: bytes, tmp_path: Path, qtbot: Any, jobs: Any
) -> None:
    asker, told, done = QWidget(), [], []
    qtbot.addWidget(asker)
    into_file = QPrinter()
    into_file.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    into_file.setOutputFileName(str(tmp_path / "leak.pdf"))

    tray = SystemTray(NoQueue(), asker, jobs, told.append)
    tray.put_on(into_file, two_pages, done.append)

    assert "papier" in sentence(told[0])
    assert done == [False]
    assert list(tmp_path.iterdir()) == []


def test_a_sheet_is_shown_from_memory(two_pages: bytes, qtbot: Any) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    preview = Preview("Aperçu de la fiche", window)

    preview.show_pdf(two_pages)
    shown = preview.pages()
    preview.show_pdf(two_pages)
    again = preview.pages()
    preview.clear()

    assert (shown, again, preview.pages()) == (2, 2, 0)
