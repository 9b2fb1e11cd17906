"""A page before anything is open, which can speak another language as it stands."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from casedesk.circuit.codes import Language
from casedesk.circuit.errors import Refused, Trouble
from casedesk.i18n import current
from casedesk.ui import carrying
from casedesk.ui.language import change_to
from casedesk.ui.widgets.languages import Languages
from casedesk.ui.widgets.layout import focus_first


class WayIn(QWidget):
    """`language_chosen(Language)` for another than the one spoken.

    The page stays, with whatever it was given or drew; what there is to see of it is
    made anew. A subclass ends its constructor with `furnish()`.
    """

    language_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._seen: QWidget | None = None
        self.languages: Languages
        self._down = QVBoxLayout(self)
        self._down.setContentsMargins(0, 0, 0, 0)

    def furnished(self) -> QWidget:
        """All there is to see, `languages` in it, in the language spoken now."""
        raise NotImplementedError

    def showEvent(self, event: QShowEvent) -> None:
        """The keyboard is where one begins, not at the languages above it."""
        super().showEvent(event)
        at: QWidget | None = self.focusWidget()
        if at is None or self.languages.isAncestorOf(at):
            focus_first(self, passing=self.languages)

    def furnish(self) -> None:
        """Put it in the place of what was there before."""
        self.languages = Languages()
        self.languages.chosen.connect(self.language_chosen)
        gone, self._seen = self._seen, self.furnished()
        self._down.addWidget(self._seen)
        self._seen.show()  # at once: layouts do it with the next event only
        if gone is not None:
            self._down.removeWidget(gone)
            gone.hide()
            gone.deleteLater()

    def speak(self, language: Language) -> None:
        """With all that is typed. Raises Refused or Trouble: nothing has changed."""
        carrying.require_at_rest(self)
        parcel, before = carrying.pack(self), current()
        try:
            self._turn(language, parcel)
        except (Refused, Trouble):
            self._turn(before, parcel)
            raise
        carrying.turn_to(parcel, self)

    def _turn(self, language: Language, parcel: carrying.Parcel) -> None:
        change_to(language)
        self.furnish()
        carrying.unpack(parcel, self)
