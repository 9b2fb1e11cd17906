"""Pages of a PDF that came from outside, as pixels; only for `viewer_child`."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QByteArray, QCoreApplication, QIODevice, QSize, Qt
from PySide6.QtGui import QImage
from PySide6.QtPdf import QPdfDocument

from casedesk.circuit.attachment import PagePicture, Unshowable


def pdf_page(content: bytes, number: int, within: tuple[int, int]) -> PagePicture:
    """One page, counted from 0, as wide as the box and no higher. Raises Unshowable."""
    # Without a window system; one that a test has made will do
    _application = QCoreApplication.instance() or QCoreApplication([])
    data = QByteArray(content)
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document = QPdfDocument()
    document.load(buffer)
    pages = document.pageCount()
    if document.status() is not QPdfDocument.Status.Ready or not 0 <= number < pages:
        raise Unshowable
    points = document.pagePointSize(number)
    if points.isEmpty():
        raise Unshowable
    box = points.scaled(*within, Qt.AspectRatioMode.KeepAspectRatio)
    drawn = document.render(number, box.toSize().expandedTo(QSize(1, 1)))
    if drawn.isNull():
        raise Unshowable
    shown = drawn.convertToFormat(QImage.Format.Format_RGBA8888)
    return PagePicture(pages, shown.width(), shown.height(), bytes(shown.constBits()))
