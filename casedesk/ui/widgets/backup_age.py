"""How old the last verified backup is."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from casedesk.circuit.threshold import OLD, LastBackup
from casedesk.i18n import _
from casedesk.ui import theme


class BackupAge(QWidget):
    """One line: an icon, words, and a colour that says the same."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.is_old = True
        self._mark = QLabel()
        self._words = QLabel()
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(6)
        across.addWidget(self._mark)
        across.addWidget(self._words, 1)

    def show_age(self, made: LastBackup | None, now: datetime) -> None:
        """None is "never", as far as this machine knows."""
        from casedesk.i18n.formats import ago  # the calendar is not for a threshold

        self.is_old = made is None or now - made.at > OLD
        if made is None:
            told = _("Pas encore de sauvegarde vérifiée")
        elif made.only_here:
            told = _(
                "Dernière sauvegarde vérifiée\u00a0: %(ago)s, sur cet ordinateur "
                "seulement"
            )
            told %= {"ago": ago(made.at, now)}
        else:
            told = _("Dernière sauvegarde vérifiée sur une clé\u00a0: %(ago)s")
            told %= {"ago": ago(made.at, now)}
        self._words.setText(told)
        theme.look(self._words, "refusal" if self.is_old else "muted")
        worn = theme.shades()
        icon, colour = (
            ("triangle-alert", worn.alarm) if self.is_old else ("check", worn.good)
        )
        ratio = self.devicePixelRatioF()
        self._mark.setPixmap(theme.picture(icon, 16, colour, ratio))

    def text(self) -> str:
        return self._words.text()
