"""What is known of the case and does not go on this sheet, with the reason."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from PySide6.QtWidgets import QWidget

from casedesk.circuit.redaction import LeftOut, Reason
from casedesk.circuit.sheet import Sheet, SheetCode
from casedesk.i18n import _, current
from casedesk.i18n.labels import label
from casedesk.ui.casefile.passage import Passage
from casedesk.ui.widgets.layout import Card, paragraph


class LeftOutCard(Card):
    """Grouped by reason; names of questions only, never their answers."""

    def __init__(
        self,
        left_out: Iterable[LeftOut],
        sheets: Mapping[SheetCode, Sheet],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(_("Ce que le destinataire ne verra pas"), parent)
        by_reason: dict[Reason, list[str]] = {}
        for each in left_out:
            named = _named(each, sheets)
            names = by_reason.setdefault(each.reason, [])
            if named not in names:
                names.append(named)
        for reason in Reason:
            if reason in by_reason:
                names_told = " · ".join(by_reason[reason])  # many end with a mark
                passage = Passage(label(reason).capitalize(), names_told)
                passage.setEnabled(False)  # grey: nothing here can be changed
                self.add(passage)
        if not by_reason:
            self.add(paragraph(_("Rien : tout ce qui est connu y est."), muted=True))


def _named(each: LeftOut, sheets: Mapping[SheetCode, Sheet]) -> str:
    key, _dot, column = each.field.partition(".")
    field = sheets[each.sheet][key]
    name = field.label.in_language(current())
    if not column:
        return name
    within = next(part for part in field.columns if part.key == column)
    return f"{name} ({within.label.in_language(current()).lower()})"
