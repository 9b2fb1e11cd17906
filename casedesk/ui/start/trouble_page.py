"""What is shown instead of a vault that cannot be opened."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from casedesk.i18n import _
from casedesk.ui.widgets import buttons
from casedesk.ui.widgets.layout import Banner, Page, Row, title


class TroublePage(QWidget):
    """What happened, and a way on: `again()`, `elsewhere()` or `restoring()`.

    `reinstating()` is offered when the copy of the header is good.
    """

    again = Signal()
    elsewhere = Signal()
    restoring = Signal()
    reinstating = Signal()

    def __init__(
        self, sentence: str, parent: QWidget | None = None, *, has_copy: bool = False
    ) -> None:
        super().__init__(parent)
        page = Page()
        page.add(
            title(_("Ce coffre ne s'ouvre pas")),
            Banner("warning", sentence),
            Row(
                *(self._reinstate() if has_copy else ()),
                buttons.primary(_("&Recommencer"), self.again.emit, icon="refresh-cw"),
                buttons.secondary(
                    _("Restaurer une &sauvegarde…"),
                    self.restoring.emit,
                ),
                buttons.link(_("Choisir un autre &coffre"), self.elsewhere.emit),
            ),
        )
        page.body.addStretch(1)
        across = QVBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.addWidget(page)

    def _reinstate(self) -> tuple[QWidget, ...]:
        act = self.reinstating.emit
        return (buttons.secondary(_("Rétablir la &copie"), act, icon="refresh-cw"),)
