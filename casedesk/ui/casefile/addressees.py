"""Choosing from the directory whom a child's situation is handed to."""

from __future__ import annotations

from collections.abc import Iterable
from textwrap import wrap

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from casedesk.circuit.codes import Language
from casedesk.circuit.directory import TO_VERIFY, Organisation
from casedesk.circuit.referral import Referral
from casedesk.circuit.sheet import Addressee
from casedesk.i18n import _, current
from casedesk.i18n.labels import label
from casedesk.ui import theme
from casedesk.ui.casefile.answers import Teller
from casedesk.ui.widgets.choice import Choice, Choices
from casedesk.ui.widgets.combo import Combo
from casedesk.ui.widgets.layout import paragraph
from casedesk.ui.workspace import Tools

_LINE, _NARROW = 42, 5  # characters: of a name, of a filter


class Addressees(QWidget):
    """The organisations that receive sheets, by territory and kind; one or several.

    Who was chosen stays chosen when another territory or kind is looked at.
    """

    chosen = Signal()

    def __init__(
        self, tools: Tools, *, several: bool, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        reads = tools.desk.reads
        self._several = several
        self._known = {
            each.id: each
            for each in reads.organisations()
            if each.addressee is not None
        }
        self._chosen: list[str] = []
        self._name = ""
        self._territory = Combo(
            self._territories(tools), unset=_("Tous les territoires")
        )
        self._territory.setAccessibleName(_("Territoire"))
        self._territory.set_value(reads.setting("territory"))
        self._kind = Combo(_kinds(), unset=_("Tous les services"))
        self._kind.setAccessibleName(_("Service"))
        self._offered: Choices = Choice(())
        self._summary = paragraph("", muted=True)
        self._down = down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(8)
        down.addLayout(self._filters())
        down.addWidget(self._offered)
        down.addWidget(self._summary)
        for each in (self._territory, self._kind):
            each.chosen.connect(self._offer)
        self._offer()

    def values(self) -> tuple[str, ...]:
        """Ids of the directory, in the order they were chosen."""
        return tuple(self._chosen)

    def set_values(self, organisations: Iterable[str]) -> None:
        self._chosen = [each for each in organisations if each in self._known]
        self._offered.set_values(self._chosen)
        self._summarise()

    def setAccessibleName(self, name: str) -> None:
        super().setAccessibleName(name)
        self._name = name
        self._offered.setAccessibleName(name)

    def button_of(self, organisation: str) -> QWidget:
        return self._offered.button(organisation)

    def _territories(self, tools: Tools) -> list[tuple[str, str]]:
        teller = Teller.of(tools)
        codes = sorted({each.territory for each in self._known.values()})
        return [(code, teller.code("TERRITORY", code)) for code in codes]

    def _filters(self) -> QHBoxLayout:
        across = QHBoxLayout()
        across.setSpacing(8)
        for text, box in (
            (_("Territoire"), self._territory),
            (_("Service"), self._kind),
        ):
            name = theme.look(QLabel(text), "muted")
            name.setBuddy(box)
            box.setMinimumContentsLength(_NARROW)
            across.addWidget(name)
            across.addWidget(box, 1)
        return across

    def _offer(self) -> None:
        fitting = [each for each in self._known.values() if self._fits(each)]
        made = Choices if self._several else Choice
        offered = made([(each.id, _shown(each)) for each in fitting])
        offered.setAccessibleName(self._name)
        offered.set_values(self._chosen)
        offered.chosen.connect(self._on_chosen)
        self._down.replaceWidget(self._offered, offered)
        self._offered.hide()
        self._offered.deleteLater()
        offered.show()
        self._offered = offered
        self.setFocusProxy(offered)
        self._summarise()

    def _fits(self, each: Organisation) -> bool:
        territory, kind = self._territory.value(), self._kind.value()
        return territory in ("", each.territory) and kind in ("", each.addressee)

    def _on_chosen(self) -> None:
        pressed = self._offered.values()
        hidden = [each for each in self._chosen if not self._fits(self._known[each])]
        kept = [each for each in self._chosen if each in (*pressed, *hidden)]
        added = [each for each in pressed if each not in kept]
        self._chosen = [*kept, *added] if self._several else pressed
        self._summarise()
        self.chosen.emit()

    def _summarise(self) -> None:
        names = [self._known[each].name.in_language(current()) for each in self._chosen]
        told = "\n".join(names) or _("Personne n'est choisi.")
        unverified = any(self._known[each].status == TO_VERIFY for each in self._chosen)
        if unverified:
            told += "\n" + _("Nom et adresse à vérifier avant l'envoi.")
        self._summary.setText(told)


def name_of(referral: Referral) -> str:
    """The addressee's name as it was on the day, in the screen's language."""
    return referral.name_ar if current() is Language.ARABIC else referral.name_fr


def _shown(each: Organisation) -> str:
    """The name in lines short enough for a narrow window; buttons do not wrap."""
    return "\n".join(wrap(each.name.in_language(current()), _LINE))


def _kinds() -> list[tuple[str, str]]:
    return [(each.value, label(each)) for each in Addressee]
