"""A sheet on the screen as it will be on paper, from memory."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtWidgets import QWidget


class Preview(QPdfView):
    """Shows a PDF that is never written to disk."""

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setPageMode(QPdfView.PageMode.MultiPage)
        self.setZoomMode(QPdfView.ZoomMode.FitToWidth)
        # Of the parent: the view draws from its document to its very end.
        self._shown = QPdfDocument(parent)
        self._bytes = QBuffer(parent)
        self.setDocument(self._shown)

    def show_pdf(self, pdf: bytes) -> None:
        """Show these pages, at the place one was looking at."""
        where = self.verticalScrollBar().value()
        self._shown.close()
        self._bytes.close()
        self._bytes.setData(QByteArray(pdf))
        self._bytes.open(QIODevice.OpenModeFlag.ReadOnly)
        self._shown.load(self._bytes)
        self.verticalScrollBar().setValue(where)

    def clear(self) -> None:
        self._shown.close()
        self._bytes.close()

    def pages(self) -> int:
        return self._shown.pageCount()
