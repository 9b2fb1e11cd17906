"""Whom to call, before anything is written."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QWidget

from casedesk.circuit.directory import Hotline
from casedesk.i18n import _, current
from casedesk.i18n.formats import listed
from casedesk.ui import theme
from casedesk.ui.widgets import buttons
from casedesk.ui.widgets.layout import Banner, Row, leading, paragraph

_ACTS = {  # code list ACT, by the id of a hotline
    "police": "CALLED_POLICE",
    "gendarmerie": "CALLED_GENDARMERIE",
    "onde": "CALLED_2511",
}


class Emergency(Banner):
    """The numbers, in words and large. `called(act, name)`: somebody was called."""

    called = Signal(str, str)

    def __init__(
        self, hotlines: tuple[Hotline, ...], parent: QWidget | None = None
    ) -> None:
        super().__init__(
            "danger", _("Appelez d'abord. Vous noterez après."), parent=parent
        )
        self._notes: list[QLabel] = []
        for hotline in hotlines:
            self.body.addWidget(self._line(hotline))
        self.body.addWidget(
            paragraph(_("Rester près de l'enfant. Ne pas le laisser repartir seul."))
        )

    def note(self, sentence: str) -> None:
        """Say what has been done so far, under the numbers."""
        line = theme.look(paragraph(sentence), "strong")
        self._notes.append(line)
        self.body.addWidget(line)
        line.show()

    def forget(self) -> None:
        """Nothing of it is kept."""
        for line in self._notes:
            line.hide()
            line.deleteLater()
        self._notes.clear()

    def notes(self) -> list[str]:
        return [line.text() for line in self._notes]

    def _line(self, hotline: Hotline) -> QWidget:
        name = hotline.name.as_name(current())
        number = leading(theme.look(QLabel(hotline.number), "big"))
        number.setMinimumWidth(4 * self.fontInfo().pixelSize())
        told = paragraph(listed((name, hotline.about.in_language(current()))))
        act = _ACTS.get(hotline.id, "OTHER")
        note = buttons.secondary(
            _("J'ai appelé"), lambda: self.called.emit(act, name), icon="phone"
        )
        note.setAccessibleName(_("J'ai appelé : %(name)s") % {"name": name})
        line = Row(number, told, trailing=(note,))
        told.setMinimumWidth(20 * self.fontInfo().pixelSize())
        return line
