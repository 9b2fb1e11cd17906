"""To whom facts like these are usually referred: suggestions, to take or to leave."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from casedesk.circuit.flags import family_kept_out
from casedesk.circuit.matrix import Suggestion
from casedesk.circuit.queries import CasePage
from casedesk.circuit.sheet import Content, SheetCode
from casedesk.i18n import _, current
from casedesk.i18n.formats import listed
from casedesk.i18n.labels import label
from casedesk.ui.widgets.layout import Card, paragraph
from casedesk.ui.workspace import Tools


class Suggested(Card):
    """For the assessment of a case, as it was signed or as it is being written."""

    def __init__(
        self, tools: Tools, page: CasePage, parent: QWidget | None = None
    ) -> None:
        super().__init__(_("Repères : vers qui orienter"), parent)
        self._tools, self._page = tools, page
        self.lines = QWidget()
        self.add(
            paragraph(
                _("Des repères seulement, à valider : c'est vous qui décidez."),
                muted=True,
            ),
            self.lines,
        )
        sheet = page.file.sheet(SheetCode.ASSESSMENT)
        signed = sheet.content if sheet else {}
        level = page.case.danger  # may be another by now
        self.show_for({**signed, "danger": level} if level else signed)

    def show_for(self, assessment: Content) -> None:
        shown = QWidget()
        down = QVBoxLayout(shown)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(4)
        for line in self._said(assessment):
            down.addWidget(paragraph(line))
        self.body.replaceWidget(self.lines, shown)
        self.lines.hide()
        self.lines.deleteLater()
        self.lines = shown
        shown.show()

    def _said(self, assessment: Content) -> list[str]:
        entry = self._page.case.entry
        found = self._tools.rules.matrix.suggested(assessment, entry)
        if not found:
            return [_("Rien à suggérer avant l'évaluation du danger.")]
        said = [_line(each) for each in found]
        if family_kept_out(self._page.file.flags):
            said.append(_("Famille : ne pas la contacter ni l'informer."))
        return said


def _line(each: Suggestion) -> str:
    why = each.why.in_language(current())
    how = listed((label(each.how), why))
    return _("%(addressee)s : %(how)s (%(facts)s)") % {
        "addressee": label(each.addressee),
        "how": how,
        "facts": each.because.in_language(current()),
    }
