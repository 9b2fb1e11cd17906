"""Looking at one attachment, page by page, in memory; nothing of it can be taken away.

Pictures and PDFs come as pixels from a process of their own, a text as it is.
"""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPixmap
from PySide6.QtWidgets import QLabel, QScrollArea, QVBoxLayout, QWidget

from casedesk.circuit.attachment import Attachment, AttachmentKind, PagePicture
from casedesk.circuit.commands.attachments import NoteAttachmentView
from casedesk.circuit.errors import Refused, Trouble
from casedesk.i18n import _
from casedesk.ui import theme
from casedesk.ui.casefile.passage import Passage
from casedesk.ui.refusals import tell, tell_failed
from casedesk.ui.widgets.buttons import quiet, secondary
from casedesk.ui.widgets.layout import Notice, Row, paragraph
from casedesk.ui.widgets.progress import Progress
from casedesk.ui.workspace import Tools

_WIDE, _HIGH = 900, 520  # pixels of a page, and of the window on it
_ZOOMS = (1.0, 1.5, 2.0, 3.0)
_LETTERS = 2500  # of a text on one page


class AttachmentView(QWidget):
    """There only while something is looked at."""

    def __init__(self, tools: Tools, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tools = tools
        self._shown: Attachment | None = None
        self._content = bytearray()
        self._texts: list[str] = []
        self._number, self._pages, self._zoom, self._asked = 0, 0, 0, 0
        self._title = theme.look(paragraph(""), "strong")
        self._notice = Notice("warning")
        self._progress = Progress()
        self._picture = QLabel()
        self._picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._words = QWidget()
        self._sheet = QScrollArea()
        self._sheet.setWidgetResizable(True)
        self._sheet.setFixedHeight(_HIGH)
        self._sheet.setAccessibleName(_("Page de la pièce jointe"))
        self._place = QLabel()
        self._before = secondary(_("Page précédente"), lambda: self._turn(-1))
        self._after = secondary(_("Page suivante"), lambda: self._turn(1))
        self._smaller = quiet(_("Réduire"), lambda: self._scale(-1))
        self._larger = quiet(_("Agrandir"), lambda: self._scale(1))
        self._lay_out()
        self.close_it()

    @property
    def shown(self) -> Attachment | None:
        return self._shown

    def show_it(self, attachment: Attachment) -> None:
        """Open this one; the journal notes it first."""
        self.close_it()
        desk = self._tools.desk
        self._title.setText(attachment.label)
        self.show()
        try:
            desk.do(NoteAttachmentView(attachment.id))
            part = attachment.shown_part
            self._content = desk.reads.attachment_bytes(attachment.id, part)
        except (Refused, Trouble) as error:
            tell(error, self._notice)
            return
        self._shown = attachment
        if attachment.kind is AttachmentKind.TEXT:
            self._texts = text_pages(self._content.decode("utf-8", errors="replace"))
        self._ask()

    def close_it(self) -> None:
        """Nothing of it stays in memory."""
        self._asked += 1
        self._shown, self._texts = None, []
        self._content = bytearray()
        self._number, self._pages, self._zoom = 0, 0, 0
        self._title.setText("")
        self._notice.say("")
        self._progress.stop()
        self._picture.clear()
        self._show_words("")
        self._mark()
        self.hide()

    def give_up(self) -> None:
        """Wait no more for a page."""
        self._asked += 1
        self._progress.stop()
        self._mark()

    def _lay_out(self) -> None:
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(8)
        self._sheet.setWidget(self._picture)
        turning = Row(
            self._before,
            self._place,
            self._after,
            trailing=[self._smaller, self._larger],
        )
        for part in (
            self._title,
            turning,
            self._notice,
            self._progress,
            self._sheet,
            self._words,
        ):
            down.addWidget(part)
        self._down = down

    def _turn(self, by: int) -> None:
        self._number += by
        self._ask()

    def _scale(self, by: int) -> None:
        self._zoom += by
        self._ask()

    def _ask(self) -> None:
        attachment = self._shown
        if attachment is None:
            return
        if self._texts:
            self._pages = len(self._texts)
            self._show_words(self._texts[self._number])
            self._mark()
            return
        self._asked += 1
        self._progress.start(_("Ouverture de la page…"))
        ratio = self.devicePixelRatioF()
        width = round(_WIDE * ratio * _ZOOMS[self._zoom])
        wanted = attachment.shown_kind, self._content, self._number, width
        self._mark()
        tools = self._tools
        tools.jobs.run(
            partial(tools.viewer.page, *wanted),
            partial(self._on_page, self._asked),
            partial(self._on_failed, self._asked),
            owner=self,
        )

    def _on_page(self, asked: int, page: PagePicture) -> None:
        if asked != self._asked:
            return
        self._progress.stop()
        self._notice.say("")
        self._pages = page.pages
        self._picture.setPixmap(_on_paper(page, self.devicePixelRatioF()))
        self._sheet.verticalScrollBar().setValue(0)
        self._mark()

    def _on_failed(self, asked: int, error: Exception) -> None:
        if asked != self._asked:
            return
        self._progress.stop()
        self._picture.clear()
        self._mark()
        tell_failed(error, self._notice)

    def _show_words(self, text: str) -> None:
        words = Passage("", text) if text else QWidget()
        self._down.replaceWidget(self._words, words)
        self._words.hide()
        self._words.deleteLater()
        self._words = words
        self._words.setVisible(bool(text))

    def _mark(self) -> None:
        """Which page it is, and which way one may go from here."""
        many, drawn = self._pages > 1, bool(self._pages) and not self._texts
        self._place.setText(
            _("Page %(n)d sur %(all)d") % {"n": self._number + 1, "all": self._pages}
        )
        for each in (self._before, self._place, self._after):
            each.setVisible(many)
        settled = not self._progress.is_running()
        self._progress.setVisible(not settled)
        self._before.setEnabled(settled and self._number > 0)
        self._after.setEnabled(settled and self._number + 1 < self._pages)
        self._smaller.setVisible(drawn)
        self._larger.setVisible(drawn)
        self._smaller.setEnabled(settled and self._zoom > 0)
        self._larger.setEnabled(settled and self._zoom + 1 < len(_ZOOMS))
        self._sheet.setVisible(drawn)


def text_pages(text: str) -> list[str]:
    """A text in pages that end where a line does, where one does."""
    pages = [""]
    for line in text.removeprefix("\ufeff").splitlines(keepends=True):
        for at in range(0, len(line), _LETTERS):
            piece = line[at : at + _LETTERS]
            if pages[-1] and len(pages[-1]) + len(piece) > _LETTERS:
                pages.append("")
            pages[-1] += piece
    return pages


def _on_paper(page: PagePicture, ratio: float) -> QPixmap:
    """On white, as a document without a ground of its own is meant to be seen."""
    size = page.width, page.height
    seen = QImage(page.pixels, *size, 4 * page.width, QImage.Format.Format_RGBA8888)
    paper = QPixmap(*size)
    paper.fill(QColor("white"))
    painter = QPainter(paper)
    painter.drawImage(0, 0, seen)
    painter.end()
    paper.setDevicePixelRatio(ratio)
    return paper
