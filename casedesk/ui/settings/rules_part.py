"""The few rules that a small team may have to do without, each with its reason."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from casedesk.circuit.commands.settling import RelaxGuard, RestoreGuard
from casedesk.circuit.stages import Guard
from casedesk.i18n import _
from casedesk.i18n.formats import isolate
from casedesk.i18n.labels import label
from casedesk.ui.settings.part import Part
from casedesk.ui.widgets.buttons import secondary
from casedesk.ui.widgets.field import Field
from casedesk.ui.widgets.layout import Card, EmptyState, Row, paragraph
from casedesk.ui.widgets.text import LongText
from casedesk.ui.workspace import Tools


class RulesPart(Part):
    """One card for each rule that the circuit marks."""

    name = "rules"

    def __init__(self, tools: Tools, parent: QWidget | None = None) -> None:
        super().__init__(tools, parent)
        self.reasons: dict[Guard, Field[LongText]] = {}
        self._cards = QWidget()
        self.say(
            _(
                "Assouplie, la règle ne retient plus un dossier ; chaque étape passée "
                "sans elle le dit dans la chronologie."
            )
        )
        self.add(self.notice)
        self.refresh()

    def refresh(self) -> None:
        gone, self._cards = self._cards, QWidget()
        down = QVBoxLayout(self._cards)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(16)
        self.reasons = {}
        relaxable = self._tools.rules.circuit.relaxable
        for guard, why in relaxable.items():
            down.addWidget(self._card(guard, why))
        if not relaxable:
            told = _("Aucune règle de ce circuit ne s'assouplit.")
            down.addWidget(EmptyState(told))
        self.add(self._cards)
        gone.hide()
        gone.deleteLater()

    def _card(self, guard: Guard, why: str) -> Card:
        named = label(guard)
        card = Card(named[:1].upper() + named[1:])
        if why:
            card.add(paragraph(_("Assouplie : %(why)s") % {"why": isolate(why)}))
            back = secondary(_("Rétablir"), partial(self._restore, guard))
            back.setAccessibleName(_("Rétablir : %(rule)s") % {"rule": named})
            card.add(Row(back))
            return card
        reason = Field(_("Pourquoi s'en passer"), LongText(lines=2))
        reason.box.setAccessibleName(
            _("Pourquoi s'en passer : %(rule)s") % {"rule": named}
        )
        self.reasons[guard] = reason
        relax = secondary(_("Assouplir"), partial(self._relax, guard))
        relax.setAccessibleName(_("Assouplir : %(rule)s") % {"rule": named})
        card.add(reason, Row(relax))
        return card

    def _relax(self, guard: Guard) -> None:
        reason = self.reasons[guard]
        self.do(RelaxGuard(guard, reason.box.value()), {"reason": reason})

    def _restore(self, guard: Guard) -> None:
        self.do(RestoreGuard(guard))
