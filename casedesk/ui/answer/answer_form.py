"""What the service answered, on which day, by whom, and what comes next."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from casedesk.circuit.alternatives import alternatives
from casedesk.circuit.commands.referrals import RecordAnswer
from casedesk.circuit.commands.typing import ANSWER, typing_page
from casedesk.circuit.dates import local
from casedesk.circuit.errors import Refused, Trouble
from casedesk.circuit.queries import ReferralRow
from casedesk.circuit.referral import Answer, AnswerMeans
from casedesk.circuit.referral_table import MOVE_FOR
from casedesk.circuit.sheet import Gap, Incomplete, Lack
from casedesk.i18n import _, current
from casedesk.i18n.formats import near_date
from casedesk.i18n.labels import label
from casedesk.ui.answer.coupon_fields import CouponFields
from casedesk.ui.casefile.addressees import name_of
from casedesk.ui.refusals import settle, tell
from casedesk.ui.typing import Box, Typing
from casedesk.ui.widgets.buttons import primary, quiet, secondary
from casedesk.ui.widgets.choice import Choice
from casedesk.ui.widgets.combo import Combo
from casedesk.ui.widgets.editors_dates import DateEditor, MomentEditor
from casedesk.ui.widgets.field import Field
from casedesk.ui.widgets.layout import Card, Notice, Row, paragraph
from casedesk.ui.widgets.text import LineEdit
from casedesk.ui.workspace import Tools


class AnswerForm(Card):
    """For one referral. `recorded` once it is in the journal, `left` to look again."""

    recorded = Signal()
    left = Signal()

    def __init__(
        self,
        tools: Tools,
        row: ReferralRow,
        answer: Answer | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(name_of(row.referral), parent)
        self._tools = tools
        self._row = row
        self._notice = Notice("warning")
        self.means = Choice([(each.value, label(each)) for each in AnswerMeans])
        self.means.set_value(AnswerMeans.PAPER)
        self.heard = MomentEditor(tools.clock)
        self.answer = Choice([(each.value, label(each)) for each in self._possible()])
        self.day = DateEditor(tools.clock)
        self.day.set_value(local(tools.clock()).date().isoformat())
        self.by = LineEdit()
        self.detail = LineEdit()
        self.elsewhere = Combo(self._elsewhere(), unset=_("Pas dans l'annuaire"))
        self.coupon = CouponFields(row.referral.addressee, tools.clock)
        self.fields: dict[str, Field[QWidget]] = {
            "means": Field(_("Comment la réponse est venue"), self.means),
            "heard_at": Field(
                _("Moment de l'appel ou de la visite"),
                self.heard,
                hint=_("Qui le note s'inscrit tout seul."),
            ),
            "answer": Field(_("Que répond le service ?"), self.answer),
            "answered_on": Field(_("Date de la réponse"), self.day),
            "answered_by": Field(
                _("Qui répond"), self.by, hint=_("La fonction, pas le nom.")
            ),
            "addressees": Field(_("Service vers lequel on oriente"), self.elsewhere),
            "answer_detail": Field(_("Suite"), self.detail),
            **self.coupon.fields,
        }
        self.more = quiet(_("Les autres lignes du coupon"), self._unfold)
        self.save = primary(_("Enregistrer la réponse"), self._on_save, icon="check")
        self._lay_out()
        self.answer.chosen.connect(self._follow)
        self.means.chosen.connect(self._follow)
        self.setFocusProxy(self.answer)
        self.typing = Typing(
            tools.sitting, typing_page(ANSWER, row.id), self._kept_boxes()
        )
        if answer is not None:
            self.answer.set_value(answer)
        self._follow()
        if any(self.coupon.lines().values()):
            self._unfold()

    def carried(self) -> bool:
        """Whether the other lines of the coupon are there too."""
        return not self.coupon.isHidden()

    def carry(self, state: bool) -> None:
        if state:
            self._unfold()

    def _lay_out(self) -> None:
        self.add(paragraph(_about(self._row), muted=True), self._notice)
        for key in (
            "means",
            "heard_at",
            "answer",
            "answered_on",
            "answered_by",
            "addressees",
            "answer_detail",
        ):
            self.add(self.fields[key])
        self.coupon.hide()
        other = secondary(_("Un autre coupon"), self.left.emit)
        self.add(self.more, self.coupon, Row(self.save, other))

    def _kept_boxes(self) -> dict[str, Box]:
        return {
            "means": (self.means.value, self.means.set_value),
            "heard": (self.heard.value, self.heard.set_value),
            "answer": (self.answer.value, self.answer.set_value),
            "day": (self.day.value, self.day.set_value),
            "by": (self.by.value, self.by.setText),
            "detail": (self.detail.value, self.detail.setText),
            "elsewhere": (self.elsewhere.value, self.elsewhere.set_value),
            **self.coupon.boxes(),
        }

    def _possible(self) -> list[Answer]:
        table, state = self._tools.rules.referrals, self._row.referral.state
        return [each for each in Answer if table.may(state, MOVE_FOR[each])]

    def _elsewhere(self) -> list[tuple[str, str]]:
        """The same kind first; a service may point to any other."""
        directory = {each.id: each for each in self._tools.desk.reads.organisations()}
        near = alternatives(self._row.referral, directory, ())
        others = [
            each
            for each in directory.values()
            if each.addressee is not None and each.is_open and each not in near
        ]
        return [(each.id, each.name.as_name(current())) for each in (*near, *others)]

    def _unfold(self) -> None:
        self.coupon.show()
        self.more.hide()

    def _follow(self) -> None:
        """Ask what this answer, come by this way, calls for."""
        answer = self.answer.value()
        self.fields["answer"].settle()
        spoken = self.means.value() in (AnswerMeans.PHONE, AnswerMeans.VISIT)
        self.fields["heard_at"].setVisible(spoken)
        self.fields["addressees"].setVisible(answer == Answer.REDIRECTED)
        told = {
            Answer.REFUSED: _("Motif du refus."),
            Answer.REDIRECTED: _("Vers quel service, s'il n'est pas dans l'annuaire."),
        }
        known = Answer(answer) if answer else None
        plain = _("Prochaine étape ou rendez-vous, si on les connaît.")
        self.fields["answer_detail"].hint(told.get(known, plain) if known else plain)
        self.coupon.follow(answer)
        if answer == Answer.DONE:
            self._unfold()

    def _on_save(self) -> None:
        settle(self.fields.values(), self._notice)
        try:
            self._tools.desk.do(self._command())
        except (Refused, Trouble) as error:
            if isinstance(error, Incomplete):
                folded = any(gap.field in self.coupon.fields for gap in error.gaps)
                if folded:
                    self._unfold()
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
        told: dict[str, Any] = dict(self.coupon.lines())
        try:
            told |= self.coupon.days()
        except ValueError as wrong:
            gaps.append(Gap(str(wrong), Lack.NOT_A_DATE))
        if day is None or gaps:
            raise Incomplete(*gaps)
        redirected = chosen == Answer.REDIRECTED
        return RecordAnswer(
            self._row.id,
            Answer(chosen),
            day,
            self.by.value(),
            self.detail.value(),
            means=AnswerMeans(self.means.value() or AnswerMeans.PAPER),
            heard_at=str(self.heard.value()),
            redirected_to=self.elsewhere.value() if redirected else "",
            **told,
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
