"""Who is involved in a case that exists already, and which circle leaves them out."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from casedesk.circuit.circles import CircleId, leaving_out
from casedesk.circuit.people import PersonId
from casedesk.i18n import _
from casedesk.i18n.formats import isolate
from casedesk.ui.widgets.choice import Choice, Choices
from casedesk.ui.widgets.layout import Notice, paragraph
from casedesk.ui.workspace import Tools

_SOMEBODY_ELSE = "else"  # a volunteer, a partner: without a label here


class AsideReaders(QWidget):
    """`chosen()` when an answer changes; whom one pressed is kept nowhere."""

    chosen = Signal()

    def __init__(
        self, tools: Tools, here: CircleId, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._tools = tools
        self._circles = [each for each in tools.desk.reads.circles() if each.id != here]
        people = [each for each in tools.desk.reads.people() if each.is_active]
        self.involved = Choices(
            [
                *((str(each.id), each.label) for each in people),
                (_SOMEBODY_ELSE, _("Quelqu'un d'autre, ou je ne sais pas qui")),
            ]
        )
        question = _("Qui est, ou pourrait être, mis en cause ?")
        self.involved.setAccessibleName(question)
        self.involved.chosen.connect(self._offer)
        self._choice: Choice | None = None
        self._nobody = Notice("warning")
        self._down = QVBoxLayout(self)
        self._down.setContentsMargins(0, 0, 0, 0)
        self._down.addWidget(paragraph(question))
        kept = _("Votre réponse n'est gardée nulle part.")
        self._down.addWidget(paragraph(kept, muted=True))
        for part in (self.involved, self._nobody):
            self._down.addWidget(part)

    def circle(self) -> CircleId:
        """Empty while none is chosen."""
        return CircleId(self._choice.value() if self._choice else "")

    def _offer(self) -> None:
        pressed = self.involved.values()
        involved = [PersonId(each) for each in pressed if each != _SOMEBODY_ELSE]
        fit = leaving_out(self._circles, involved) if pressed else ()
        if self._choice is not None:
            self._choice.hide()
            self._choice.deleteLater()
            self._choice = None
        if fit:
            named = [(each.id, members(self._tools, each.id)) for each in fit]
            self._choice = Choice(named)
            self._choice.setAccessibleName(_("Qui doit lire ce dossier ?"))
            self._choice.set_value(fit[0].id)
            self._choice.chosen.connect(self.chosen)
            self._down.addWidget(self._choice)
        nobody = _("Personne ici ne peut lire sans que cette personne l'apprenne.")
        self._nobody.say(nobody if pressed and not fit else "")
        self.chosen.emit()


def members(tools: Tools, circle: CircleId) -> str:
    """`Directrice, Présidence`"""
    reads = tools.desk.reads
    found = (each.members for each in reads.circles() if each.id == circle)
    names = [isolate(reads.person_label(each)) for each in next(found, ())]
    if not names:
        return _("La présidence, quand elle ouvrira son cercle")
    return _(", ").join(sorted(names))
