"""Choosing from the directory whom a child's situation is handed to."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from casedesk.circuit.case import Child
from casedesk.circuit.dates import Birth, local
from casedesk.circuit.directory import NATIONAL, TO_VERIFY, Organisation
from casedesk.circuit.finding import Wanted, serves_child
from casedesk.circuit.referral import Referral
from casedesk.circuit.sheet import Addressee
from casedesk.i18n import _, current
from casedesk.i18n.labels import label
from casedesk.ui import theme
from casedesk.ui.casefile.answers import Teller
from casedesk.ui.widgets.choice import Choice, Choices
from casedesk.ui.widgets.combo import Combo
from casedesk.ui.widgets.layout import paragraph
from casedesk.ui.widgets.text import CodeEdit
from casedesk.ui.workspace import Tools

_SEXES = ("F", "M")  # of code list SEX, those a service may be for
_COLUMN, _NARROW = 22, 5  # letters: of a name over two lines or three, of a filter


class Addressees(QWidget):
    """The organisations that receive sheets, one or several of them.

    By territory, kind, service and age: those that do not take a child like this one
    are not offered. Who was chosen stays chosen when others are looked at.
    """

    chosen = Signal()

    def __init__(
        self,
        tools: Tools,
        *,
        several: bool,
        child: Child | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        reads = tools.desk.reads
        self._several = several
        self._entries = {
            each.organisation.id: each
            for each in reads.directory_entries()
            if each.organisation.addressee is not None
        }
        self._known = {key: each.organisation for key, each in self._entries.items()}
        self._sex = child.sex if child is not None else ""
        self._chosen: list[str] = []
        self._name = ""
        self._territory = Combo(
            self._territories(tools), unset=_("Tous les territoires")
        )
        self._territory.setAccessibleName(_("Territoire"))
        self._territory.set_value(reads.setting("territory"))
        self._kind = Combo(_kinds(), unset=_("Tous"))
        self._kind.setAccessibleName(_("Destinataire"))
        services = tools.rules.codes.options("SERVICE")
        self._service = Combo(
            [(each.code, each.label.in_language(current())) for each in services],
            unset=_("Tous les services"),
        )
        self._service.setAccessibleName(_("Service"))
        self._age = CodeEdit()
        self._age.setMaxLength(2)
        self._age.setAccessibleName(_("Âge"))
        self._age.setText(_age_of(child, local(tools.clock()).date()))
        self._offered: Choices = Choice(())
        self._summary = paragraph("", muted=True)
        self._down = down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(8)
        down.addLayout(self._filters())
        down.addWidget(self._offered)
        down.addWidget(self._summary)
        for each in (self._territory, self._kind, self._service):
            each.chosen.connect(self._offer)
        self._age.textChanged.connect(self._offer)
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
        found = {each.territory for each in self._known.values()}
        codes = sorted(found - {NATIONAL})
        return [(code, teller.code("TERRITORY", code)) for code in codes]

    def _filters(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setSpacing(8)
        boxes: list[tuple[str, QWidget]] = [
            (_("Territoire"), self._territory),
            (_("Destinataire"), self._kind),
            (_("Service"), self._service),
            (_("Âge"), self._age),
        ]
        for at, (text, box) in enumerate(boxes):
            name = theme.look(QLabel(text), "muted")
            name.setBuddy(box)
            if isinstance(box, Combo):
                box.setMinimumContentsLength(_NARROW)
            grid.addWidget(name, at // 2, 2 * (at % 2))
            grid.addWidget(box, at // 2, 2 * (at % 2) + 1)
        for column in (1, 3):
            grid.setColumnStretch(column, 1)
        return grid

    def _offer(self) -> None:
        fitting = [each for each in self._known.values() if self._fits(each)]
        made = Choices if self._several else Choice
        names = [(each.id, each.name.as_name(current())) for each in fitting]
        offered = made(names, column=_COLUMN)
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
        if not each.is_open or kind not in ("", each.addressee):
            return False
        age = self._age.value()
        wanted = Wanted(
            service=self._service.value(),
            age=int(age) if age.isdecimal() else None,
            sex=self._sex if self._sex in _SEXES else "",
        )
        here = not territory or each.serves(territory)
        return here and serves_child(self._entries[each.id], wanted)

    def _on_chosen(self) -> None:
        pressed = self._offered.values()
        hidden = [each for each in self._chosen if not self._fits(self._known[each])]
        kept = [each for each in self._chosen if each in (*pressed, *hidden)]
        added = [each for each in pressed if each not in kept]
        self._chosen = [*kept, *added] if self._several else pressed
        self._summarise()
        self.chosen.emit()

    def _summarise(self) -> None:
        names = [self._known[each].name.as_name(current()) for each in self._chosen]
        told = "\n".join(names) or _("Personne n'est choisi.")
        unverified = any(self._known[each].status == TO_VERIFY for each in self._chosen)
        if unverified:
            told += "\n" + _("Nom et adresse à vérifier avant l'envoi.")
        self._summary.setText(told)


def name_of(referral: Referral) -> str:
    """The addressee's name as it was on the day, in the screen's language."""
    return referral.name.as_name(current())


def _age_of(child: Child | None, today: date) -> str:
    """In years, as far as one knows; nothing else."""
    if child is None or not child.birth:
        return ""
    return str(Birth.parse(child.birth).age_on(today))


def _kinds() -> list[tuple[str, str]]:
    return [(each.value, label(each)) for each in Addressee]
