"""A reminder of what a text that will be printed seems to hold."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtWidgets import QWidget

from casedesk.circuit.slips import Slip
from casedesk.i18n import _, current
from casedesk.i18n.labels import label
from casedesk.ui.widgets.layout import Notice


class SlipsNotice(Notice):
    """One line for each; nothing is refused, whoever writes decides."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("warning", parent=parent)

    def tell(self, slips: Iterable[Slip]) -> None:
        lines = [
            _("«\u00a0%(question)s\u00a0» semble contenir %(what)s.")
            % {
                "question": each.field.label.in_language(current()),
                "what": label(each.kind),
            }
            for each in slips
        ]
        if lines:
            lines.append(_("Ce texte sera imprimé\u00a0: retirer ce qui ne sert pas."))
        told = "\n".join(lines)
        if told != self.sentence():
            self.say(told)
