"""The exercise: once a month, before one needs it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from casedesk.circuit.safekeeping import is_drill_due
from casedesk.i18n import _
from casedesk.i18n.formats import ago
from casedesk.ui.safekeeping.keeping import Keeping
from casedesk.ui.widgets import buttons
from casedesk.ui.widgets.layout import Card, Notice, Row, paragraph


class DrillCard(Card):
    """`begin()` when the newest set is to be read as for a restoring."""

    begin = Signal()

    def __init__(self, keeping: Keeping, parent: QWidget | None = None) -> None:
        super().__init__(_("L'exercice du mois"), parent)
        self._keeping = keeping
        self._due = Notice("warning")
        self._last = paragraph("", muted=True)
        self.button = buttons.secondary(
            _("Faire l'&exercice"), self.begin.emit, icon="clipboard-check"
        )
        self.add(
            paragraph(
                _(
                    "Relire la sauvegarde la plus récente comme pour la restaurer, "
                    "sans rien changer."
                )
            ),
            self._due,
            self._last,
            Row(self.button),
        )

    def refresh(self, *, some: bool) -> None:
        """`some` sets can be seen, so that there is one to try."""
        self.button.setEnabled(some)
        asked = self._keeping.last_drill
        if asked is None:
            self._last.hide()
            return
        at, now = asked(), self._keeping.clock()
        is_due = is_drill_due(at, now)
        self._due.say(_("L'exercice de ce mois reste à faire.") if is_due else "")
        told = (
            _("Dernier exercice\u00a0: %(ago)s.") % {"ago": ago(at, now)} if at else ""
        )
        self._last.setText(told)
        self._last.setVisible(bool(told))
