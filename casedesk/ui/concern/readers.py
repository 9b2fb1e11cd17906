"""Who is involved, and who shall read instead: asked before anything is written."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from casedesk.circuit.circles import Circle, CircleId, leaving_out
from casedesk.circuit.people import Person, PersonId
from casedesk.i18n import _
from casedesk.i18n.formats import isolate
from casedesk.ui.widgets import buttons
from casedesk.ui.widgets.choice import Choice, Choices
from casedesk.ui.widgets.layout import Banner, Card, Row, paragraph

_SOMEBODY_ELSE = "else"  # a volunteer, a partner: without a label here


class Readers(QWidget):
    """The people of the vault, then the circles that leave the chosen ones out.

    Nothing is kept before `begun`; whom one pressed goes nowhere.
    """

    begun = Signal()

    def __init__(
        self,
        people: Sequence[Person],
        circles: Sequence[Circle],
        elsewhere: Callable[[], object],
        back: Callable[[], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._circles = tuple(circles)
        self._labels = {each.id: each.label for each in people}
        named = [(str(each.id), each.label) for each in people if each.is_active]
        self.involved = Choices(
            [*named, (_SOMEBODY_ELSE, _("Quelqu'un d'autre, ou je ne sais pas qui"))]
        )
        self.circle = Choice([])
        self._whom = Card(_("Qui est, ou pourrait être, mis en cause ?"))
        self._reading = Card(_("Qui doit lire ce que vous allez écrire ?"))
        self._nobody = Banner(
            "warning",
            _("Personne ici ne peut lire sans que cette personne l'apprenne."),
        )
        self.begin = buttons.primary(_("Commencer à écrire"), self.begun.emit)
        self._lay_out(
            buttons.quiet(_("Plutôt en parler à quelqu'un"), elsewhere),
            buttons.quiet(_("Changer ma réponse"), back, icon="arrow-left"),
        )
        self.involved.setAccessibleName(_("Qui est, ou pourrait être, mis en cause ?"))
        self.involved.chosen.connect(self._offer)
        self._offer()

    def chosen(self) -> CircleId:
        """The circle to seal to; empty while none is chosen."""
        return CircleId(self.circle.value())

    def involved_people(self) -> tuple[PersonId, ...]:
        return tuple(
            PersonId(each) for each in self.involved.values() if each != _SOMEBODY_ELSE
        )

    def who_reads(self, circle: CircleId) -> str:
        """`Sera lue par : Directrice, Présidence`; nothing for the case team."""
        fit = [each for each in self._circles if each.id == circle]
        return "".join(
            _("Sera lue par : %(who)s") % {"who": self._members(each)} for each in fit
        )

    def _lay_out(self, *ways_out: QWidget) -> None:
        self._whom.add(
            paragraph(
                _(
                    "Pour que cette personne ne lise jamais la fiche. Votre réponse "
                    "n'est gardée nulle part."
                ),
                muted=True,
            ),
            self.involved,
        )
        self._choice = QVBoxLayout()
        self._reading.body.addLayout(self._choice)
        self._reading.add(
            paragraph(
                _(
                    "Les autres, la direction comprise si elle n'y est pas, ne verront "
                    "ni la fiche ni son existence."
                ),
                muted=True,
            )
        )
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(12)
        for part in (self._whom, self._reading, self._nobody):
            down.addWidget(part)
        down.addWidget(Row(self.begin, *ways_out))

    def _offer(self) -> None:
        """The circles that fit; the one with most readers is proposed."""
        asked = bool(self.involved.values())
        fit = leaving_out(self._circles, self.involved_people())
        self.circle.deleteLater()
        self.circle = Choice([(each.id, self._members(each)) for each in fit])
        self.circle.setAccessibleName(_("Qui doit lire ce que vous allez écrire ?"))
        self.circle.set_value(fit[0].id if fit else "")
        self._choice.addWidget(self.circle)
        self._reading.setVisible(asked and bool(fit))
        self._nobody.setVisible(asked and not fit)
        self.begin.setEnabled(asked and bool(fit))

    def _members(self, circle: Circle) -> str:
        """`Directrice, Présidence`"""
        if not circle.members:
            return _("La présidence, quand elle ouvrira son cercle")
        names = (isolate(self._labels.get(each, each)) for each in circle.members)
        return _(", ").join(sorted(names))
