"""The prosecutor was told at once: when, and whom one spoke to."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from casedesk.circuit.commands.reporting import NoteOralReport
from casedesk.circuit.dates import Moment
from casedesk.circuit.errors import Refused, Trouble
from casedesk.circuit.referral import Referral, Report
from casedesk.i18n import _
from casedesk.i18n.formats import civil_moment, isolate
from casedesk.ui.refusals import settle, tell
from casedesk.ui.widgets.buttons import quiet, secondary
from casedesk.ui.widgets.editors_dates import MomentEditor
from casedesk.ui.widgets.field import Field
from casedesk.ui.widgets.layout import Card, Notice, paragraph
from casedesk.ui.widgets.text import LineEdit
from casedesk.ui.workspace import Tools


class OralCard(Card):
    """Folded until somebody has called; the written report then has two days."""

    def __init__(
        self,
        tools: Tools,
        referral: Referral,
        report: Report | None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent=parent)
        self._tools, self._referral = tools, referral
        self._notice = Notice("warning")
        self._told = paragraph("")
        self.at = MomentEditor(tools.clock)
        self.whom = LineEdit()
        self.fields: dict[str, Field[QWidget]] = {
            "at": Field(_("Moment réel de l'appel"), self.at),
            "told": Field(
                _("Personne jointe au parquet"),
                self.whom,
                hint=_("La fonction, pas le nom."),
            ),
        }
        self.unfold = quiet(
            _("Le parquet a déjà été prévenu de vive voix"),
            self._on_unfold,
            icon="phone",
        )
        self.save = secondary(_("Noter cet appel"), self._on_save)
        self.add(self._told, self.unfold, self._notice)
        self.add(*self.fields.values(), self.save)
        self._fold()
        self._tell(report)

    def _fold(self) -> None:
        for each in (*self.fields.values(), self.save):
            each.hide()

    def _on_unfold(self) -> None:
        self.unfold.hide()
        for each in (*self.fields.values(), self.save):
            each.show()
        self.at.setFocus()

    def _tell(self, report: Report | None) -> None:
        told = report is not None and bool(report.oral_at)
        self._told.setVisible(told)
        if report is not None and told:
            words = _("Parquet prévenu de vive voix le %(when)s : %(whom)s")
            when = civil_moment(Moment.parse(report.oral_at))
            self._told.setText(words % {"when": when, "whom": isolate(report.oral_to)})

    def _on_save(self) -> None:
        settle(self.fields.values(), self._notice)
        at, whom = str(self.at.value()), self.whom.value()
        try:
            self._tools.desk.do(NoteOralReport(self._referral.id, at, whom))
        except (Refused, Trouble) as error:
            tell(error, self._notice, self.fields)
            return
        self._fold()
        told = Report(
            self._referral.id, self._referral.case_id, oral_at=at, oral_to=whom
        )
        self._tell(told)
