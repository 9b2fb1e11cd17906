"""The two questions before anything is written: danger now, and a member involved."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from casedesk.circuit.directory import Hotline
from casedesk.i18n import _
from casedesk.ui.concern.emergency import Emergency
from casedesk.ui.widgets.choice import Choice
from casedesk.ui.widgets.editors_by_type import yes_no
from casedesk.ui.widgets.layout import Card, paragraph, show_if

SAFE = "no"


class Gates(QWidget):
    """The second question comes after the first; nothing is kept before both."""

    answered = Signal()  # to the second: now one may begin, or not
    danger_told = Signal()
    called = Signal(str, str)

    def __init__(
        self, hotlines: tuple[Hotline, ...], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.danger = _choice(("yes", "unknown", SAFE))
        self.member = _choice((SAFE, "yes", "unknown"))
        self.emergency = Emergency(hotlines)
        self._first = Card(_("1. L'enfant est-il en danger maintenant ?"))
        self._second = Card(
            _("2. Une personne de l'association est-elle mise en cause ?")
        )
        self._settled = paragraph(_("Non"), muted=True)
        self.danger.setAccessibleName(_("L'enfant est-il en danger maintenant ?"))
        self.member.setAccessibleName(
            _("Une personne de l'association est-elle mise en cause ?")
        )
        self._first.add(self.danger)
        self._second.add(self.member, self._settled)
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(12)
        for part in (self._first, self.emergency, self._second):
            down.addWidget(part)
        self.emergency.hide()
        self._second.hide()
        self._settled.hide()
        self.danger.chosen.connect(self._on_danger)
        self.member.chosen.connect(self.answered)
        self.emergency.called.connect(self.called)

    @property
    def is_in_danger(self) -> bool:
        """Whether it may be: who does not know acts as if it were."""
        return self.danger.value() not in ("", SAFE)

    def settle(self, in_danger: str, who_reads: str = "") -> None:
        """A draft exists: the danger is told, and who reads where a circle does."""
        self.danger.set_value(in_danger)
        self.member.hide()
        show_if(self, True)
        self._first.show()
        if who_reads:
            self._settled.setText(who_reads)
        self._settled.show()
        self._tell()

    def stand_aside(self) -> None:
        """Ask nothing; the numbers to call stay."""
        self._first.hide()
        self._second.hide()
        self.setVisible(not self.emergency.isHidden())

    def ask_again(self) -> None:
        """Take back the second answer."""
        self.member.set_value("")
        self.show()
        self._first.show()
        self._second.show()
        self.member.setFocus()

    def _on_danger(self) -> None:
        self._tell()
        self.danger_told.emit()

    def _tell(self) -> None:
        self.emergency.setVisible(self.is_in_danger)
        self._second.setVisible(bool(self.danger.value()))


def _choice(answers: Sequence[str]) -> Choice:
    return Choice([(answer, yes_no(answer)) for answer in answers])
