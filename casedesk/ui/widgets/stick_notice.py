"""That a stick for the next backup is there."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from PySide6.QtWidgets import QWidget

from casedesk.circuit.ports import Clock
from casedesk.circuit.safekeeping import Safekeeping
from casedesk.i18n import _
from casedesk.ui.widgets import buttons
from casedesk.ui.widgets.layout import Notice

_LOOK_EVERY = 5  # seconds
_FRESH = timedelta(hours=20)  # a stick that is in need not be asked for again today


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
        stick = self._office.known_stick()
        if stick is None:
            self.say("")
        elif not self._was_in and not self._quiet and self._is_due(stick):
            self.say(_("La clé des sauvegardes est branchée."))
        self._was_in = stick is not None

    def _is_due(self, stick: Path) -> bool:
        """By what lies on it: a backup on this computer makes up for none there."""
        made = self._office.sets(stick)
        return not made or self._clock() - made[0].created > _FRESH
