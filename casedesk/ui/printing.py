"""Sheets onto paper, through the dialog of the system; never into a file."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, QSizeF
from PySide6.QtGui import QImage, QPageSize, QPainter
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import (
    QAbstractPrintDialog,
    QPrintDialog,
    QPrinter,
    QPrinterInfo,
)
from PySide6.QtWidgets import QDialog, QWidget

from casedesk.circuit.errors import Refused, Trouble
from casedesk.ui.jobs import Jobs
from casedesk.ui.print_queue import PrintQueue, document_name

Done = Callable[[bool], None]

DPI = 300
_NOT_PAPER = re.compile(r"pdf|xps|onenote|fax|image ?writer|journal", re.IGNORECASE)


class NoPrinter(Trouble):
    """There is no printer that puts out paper."""

    code = "no_printer"


class NotPaper(Refused):
    """What was chosen writes a file, where nobody could say who reads it."""

    code = "not_paper"


class KeepsCopies(Refused):
    """The printer keeps on this machine what it printed."""

    code = "keeps_copies"


class PrinterTray(Protocol):
    """Where a sheet comes out on paper."""

    def has_printer(self) -> bool: ...
    def print(self, pdf: bytes, copies: int, done: Done) -> None:
        """Ask for a printer and print; `done` learns whether paper came of it.

        Raises NoPrinter at once, when there is none.
        """
        ...


def is_paper(name: str, model: str = "") -> bool:
    """Whether a printer of this name and model is one that holds paper."""
    return not _NOT_PAPER.search(f"{name} {model}")


def pages_of(pdf: bytes, dpi: int = DPI) -> list[QImage]:
    """The pages as they are to be printed; may run on a worker."""
    data = QByteArray(pdf)
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document = QPdfDocument()
    document.load(buffer)
    pages = [
        document.render(number, _pixels(document.pagePointSize(number), dpi))
        for number in range(document.pageCount())
    ]
    document.close()
    return pages


def page_count(pdf: bytes) -> int:
    """How many sides it takes on paper."""
    data = QByteArray(pdf)
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document = QPdfDocument()
    document.load(buffer)
    count = document.pageCount()
    document.close()
    return count


def paint(pages: list[QImage], printer: QPrinter) -> bool:
    """Put the pages on paper, each on a sheet side of its own."""
    painter = QPainter()
    if not pages or not painter.begin(printer):
        return False
    for number, page in enumerate(pages):
        if number:
            printer.newPage()
        painter.drawImage(painter.viewport(), page)
    return painter.end()


class SystemTray:
    """The printers of this machine, chosen in its own dialog.

    `tell` shows why a chosen printer will not do; the sheet stays unprinted then.
    """

    def __init__(
        self,
        queue: PrintQueue,
        asker: QWidget,
        jobs: Jobs,
        tell: Callable[[Refused | Trouble], None],
    ) -> None:
        self._queue = queue
        self._asker, self._jobs, self._tell = asker, jobs, tell

    def has_printer(self) -> bool:
        return any(map(_holds_paper, QPrinterInfo.availablePrinters()))

    def print(self, pdf: bytes, copies: int, done: Done) -> None:
        printers = list(filter(_holds_paper, QPrinterInfo.availablePrinters()))
        if not printers:
            raise NoPrinter
        printer = QPrinter(
            QPrinterInfo(printers[0]), QPrinter.PrinterMode.HighResolution
        )
        printer.setResolution(DPI)
        printer.setFullPage(True)
        printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
        printer.setDocName(document_name())  # print queues are read by anybody
        printer.setCopyCount(copies)
        dialog = QPrintDialog(printer, self._asker)
        dialog.setOption(QAbstractPrintDialog.PrintDialogOption.PrintToFile, on=False)
        dialog.accepted.connect(lambda: self.put_on(printer, pdf, done))
        dialog.rejected.connect(lambda: done(False))
        dialog.finished.connect(dialog.deleteLater)
        QDialog.open(dialog)  # its own `open` wants a slot by name

    def put_on(self, printer: QPrinter, pdf: bytes, done: Done) -> None:
        """Print on the printer that was chosen, or say why it will not do."""
        native = printer.outputFormat() is QPrinter.OutputFormat.NativeFormat
        chosen = QPrinterInfo(printer)
        if not native or printer.outputFileName() or not _holds_paper(chosen):
            self._tell(NotPaper())
            done(False)
            return
        if self._queue.keeps_copies(chosen.printerName()):
            self._tell(KeepsCopies())
            done(False)
            return
        self._jobs.run(
            lambda: pages_of(pdf),
            lambda pages: done(paint(pages, printer)),
            _raise,
            owner=self._asker,
        )


def _holds_paper(printer: QPrinterInfo) -> bool:
    return is_paper(printer.printerName(), printer.makeAndModel())


def _pixels(points: QSizeF, dpi: int) -> QSize:
    return (points * (dpi / 72)).toSize()


def _raise(error: Exception) -> None:
    raise error
