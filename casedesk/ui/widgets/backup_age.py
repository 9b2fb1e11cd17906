"""How old the last verified backup is, and that a stick for the next one is there."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from casedesk.circuit.ports import Clock
from casedesk.circuit.safekeeping import OLD, Safekeeping
from casedesk.i18n import _
from casedesk.ui import theme
from casedesk.ui.widgets import buttons
from casedesk.ui.widgets.layout import Notice

_LOOK_EVERY = 5  # seconds
_FRESH = timedelta(hours=20)  # a stick that is in need not be asked for again today


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

    def show_age(self, made: datetime | None, now: datetime) -> None:
        """None is "never", as far as this machine knows."""
        from casedesk.i18n.formats import ago  # the calendar is not for a threshold

        self.is_old = made is None or now - made > OLD
        if made is None:
            told = _("Pas encore de sauvegarde vérifiée")
        else:
            told = _("Dernière sauvegarde vérifiée\u00a0: %(ago)s")
            told %= {"ago": ago(made, now)}
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


class StickNotice(Notice):
    """Says, while one works, that the stick of the backups is in, with a way there."""

    def __init__(
        self,
        office: Safekeeping,
        clock: Clock,
        *,
        may: bool,
        go: Callable[[], None],
        parent: QWidget | None = None,
    ) -> None:
        way = buttons.secondary(_("Sauvegarder"), go, icon="save")
        super().__init__("info", way, parent)
        self._office, self._clock, self._may = office, clock, may
        self._seconds = 0
        self._was_in = False
        self._quiet = False

    def keep_quiet(self, quiet: bool) -> None:
        """The page of the backups says it itself."""
        self._quiet = quiet
        if quiet:
            self.say("")

    def tick(self) -> None:
        """A second has gone by; looks only now and then."""
        self._seconds += 1
        if self._may and self._seconds % _LOOK_EVERY == 0:
            self.look()

    def look(self) -> None:
        """Tell once of a stick that was put in."""
        is_in = self._office.known_stick() is not None
        if is_in and not self._was_in and not self._quiet and self._is_due():
            self.say(_("La clé des sauvegardes est branchée."))
        elif not is_in:
            self.say("")
        self._was_in = is_in

    def _is_due(self) -> bool:
        made = self._office.last_verified()
        return made is None or self._clock() - made > _FRESH
