"""What the service answered, on which day, by whom, and what comes next."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from casedesk.circuit.commands.referrals import RecordAnswer
from casedesk.circuit.commands.typing import ANSWER, typing_page
from casedesk.circuit.dates import local
from casedesk.circuit.errors import Refused, Trouble
from casedesk.circuit.queries import ReferralRow
from casedesk.circuit.referral import Answer
from casedesk.circuit.sheet import Gap, Incomplete, Lack
from casedesk.i18n import _
from casedesk.i18n.formats import near_date
from casedesk.i18n.labels import label
from casedesk.ui.casefile.addressees import name_of
from casedesk.ui.refusals import settle, tell
from casedesk.ui.typing import Typing
from casedesk.ui.widgets.buttons import primary, secondary
from casedesk.ui.widgets.choice import Choice
from casedesk.ui.widgets.editors_dates import DateEditor
from casedesk.ui.widgets.field import Field
from casedesk.ui.widgets.layout import Card, Notice, Row, paragraph
from casedesk.ui.widgets.text import LineEdit
from casedesk.ui.workspace import Tools


class AnswerForm(Card):
    """For one referral. `recorded` once it is in the journal, `left` to look again."""

    recorded = Signal()
    left = Signal()

    def __init__(
        self, tools: Tools, row: ReferralRow, parent: QWidget | None = None
    ) -> None:
        super().__init__(name_of(row.referral), parent)
        self._tools = tools
        self._row = row
        self._notice = Notice("warning")
        self.answer = Choice([(each.value, label(each)) for each in Answer])
        self.answer.chosen.connect(self._on_answer)
        self.day = DateEditor(tools.clock)
        self.day.set_value(local(tools.clock()).date().isoformat())
        self.by = LineEdit()
        self.detail = LineEdit()
        next_step = _("Prochaine étape ou rendez-vous, si on les connaît.")
        self._detail_field = Field(_("Suite"), self.detail, hint=next_step)
        self.fields = {
            "answer": Field(_("Que répond le service ?"), self.answer),
            "answered_on": Field(_("Date de la réponse"), self.day),
            "answered_by": Field(
                _("Qui répond"), self.by, hint=_("La fonction, pas le nom.")
            ),
            "answer_detail": self._detail_field,
        }
        self.add(paragraph(_about(row), muted=True), self._notice)
        self.add(*self.fields.values())
        self.save = primary(_("Enregistrer la réponse"), self._on_save, icon="check")
        other = secondary(_("Un autre coupon"), self.left.emit)
        self.add(Row(self.save, other))
        self.setFocusProxy(self.answer)
        self.typing = Typing(
            tools.sitting,
            typing_page(ANSWER, row.id),
            {
                "answer": (self.answer.value, self.answer.set_value),
                "day": (self.day.value, self.day.set_value),
                "by": (self.by.value, self.by.setText),
                "detail": (self.detail.value, self.detail.setText),
            },
        )

    def _on_answer(self) -> None:
        self.fields["answer"].settle()
        self._detail_field.hint(
            {
                Answer.REFUSED: _("Motif du refus."),
                Answer.REDIRECTED: _("Vers quel service."),
            }.get(
                Answer(self.answer.value()),
                _("Prochaine étape ou rendez-vous, si on les connaît."),
            )
        )

    def _on_save(self) -> None:
        settle(self.fields.values(), self._notice)
        try:
            self._tools.desk.do(self._command())
        except (Refused, Trouble) as error:
            tell(error, self._notice, self.fields)
        else:
            self.typing.done()
            self.recorded.emit()

    def _command(self) -> RecordAnswer:
        """Raises Incomplete for what the command cannot even be told."""
        chosen, day = self.answer.value(), _day(str(self.day.value()))
        gaps = [
            *([] if chosen else [Gap("answer", Lack.MISSING)]),
            *([] if day else [Gap("answered_on", Lack.NOT_A_DATE)]),
            *([] if self.by.value() else [Gap("answered_by", Lack.MISSING)]),
        ]
        if day is None or gaps:
            raise Incomplete(*gaps)
        return RecordAnswer(
            self._row.id,
            Answer(chosen),
            day,
            self.by.value(),
            self.detail.value(),
        )


def _about(row: ReferralRow) -> str:
    sent = row.referral.sent_on
    return _("Dossier %(case)s, fiche envoyée le %(day)s") % {
        "case": row.case_number,
        "day": near_date(sent) if sent else "",
    }


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
