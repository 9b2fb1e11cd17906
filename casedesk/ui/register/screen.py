"""The paper register, one open case after the other, with the dates they really had."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time
from functools import partial
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from casedesk.circuit.case import CaseId
from casedesk.circuit.changes import Changes, Kind
from casedesk.circuit.commands.register import EnterFromRegister
from casedesk.circuit.dates import ZONE, local
from casedesk.circuit.errors import Refused, Trouble
from casedesk.circuit.people import PersonId
from casedesk.circuit.queries import RegisterRow
from casedesk.circuit.referral import Answer
from casedesk.circuit.register import RegisterReferral
from casedesk.circuit.sheet import Gap, Incomplete
from casedesk.i18n import _
from casedesk.i18n.formats import long_date
from casedesk.i18n.labels import label
from casedesk.ui.navigation import CasePlace, RegisterPlace
from casedesk.ui.refusals import settle, tell
from casedesk.ui.register.form import RegisterForm
from casedesk.ui.screen import Screen
from casedesk.ui.typing import Typing
from casedesk.ui.widgets.buttons import link, on_control_enter, primary
from casedesk.ui.widgets.field import Field
from casedesk.ui.widgets.layout import (
    Card,
    EmptyState,
    Notice,
    Page,
    Row,
    fill,
    paragraph,
    title,
)
from casedesk.ui.widgets.text import LineEdit
from casedesk.ui.workspace import Tools


class RegisterScreen(Screen):
    """A form that empties itself for the next; under it, those typed today."""

    def __init__(
        self, tools: Tools, place: RegisterPlace, parent: QWidget | None = None
    ) -> None:
        super().__init__(tools, parent)
        self._tools = tools
        self._notice, self._done = Notice("warning"), Notice("info")
        self.form = RegisterForm(tools)
        self._typing = Typing(tools.sitting, "register", self.form.boxes())
        self.keep = primary(_("Ouvrir ce dossier"), self._on_keep, icon="check")
        on_control_enter(self.keep)
        self.search = LineEdit()
        self.search.textChanged.connect(lambda _text: self.refresh())
        self._listed = QWidget()
        self._lay_out()
        self.refresh()

    def title(self) -> str:
        return _("Reprendre le registre papier")

    def concerns(self, changes: Changes) -> bool:
        return bool(changes.of(Kind.REGISTER_ENTRY) or changes.of(Kind.CASE))

    def refresh(self) -> None:
        reads, sought = self._tools.desk.reads, self.search.value()
        today = local(self._tools.clock()).date()
        rows = (
            reads.registered_as(sought)
            if sought
            else reads.registered_since(datetime.combine(today, time(), ZONE))
        )
        shown = self._rows(rows, sought)
        self._under.body.replaceWidget(self._listed, shown)
        self._listed.hide()
        self._listed.deleteLater()
        shown.show()
        self._listed = shown

    def leave(self) -> None:
        self._typing.keep()

    def _lay_out(self) -> None:
        card = Card()
        card.add(*self.form.parts(), self._notice, self._done, Row(self.keep))
        self._under = Card(_("Repris aujourd'hui"))
        found = Field(_("Retrouver par n° de &registre"), self.search)
        self._under.add(found, self._listed)
        whole = Page()
        told = _(
            "Un dossier encore ouvert du registre : ses vraies dates sont gardées, "
            "l'échéance court à partir d'aujourd'hui, et le journal dit quand il a "
            "été saisi."
        )
        whole.add(title(self.title()), paragraph(told, muted=True), card, self._under)
        whole.body.addStretch(1)
        fill(self, whole)

    def _rows(self, rows: tuple[RegisterRow, ...], sought: str) -> QWidget:
        shown = QWidget()
        down = QVBoxLayout(shown)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(4)
        for row in rows:
            text = _("n° %(old)s → %(number)s · reçu le %(day)s · %(stage)s") % {
                "old": row.entry.number,
                "number": row.case_number,
                "day": long_date(row.entry.received_on),
                "stage": label(row.stage),
            }
            down.addWidget(link(text, partial(self._open, row.case_id)))
        if not rows:
            none = _("Aucun dossier ne porte ce numéro de registre.")
            empty = _("Aucun encore. Le premier repris paraît ici.")
            down.addWidget(EmptyState(none if sought else empty))
        return shown

    def _open(self, case_id: CaseId) -> None:
        self._tools.go_to(CasePlace(case_id))

    def _on_keep(self) -> None:
        fields = self.form.fields
        settle(fields.values(), self._notice)
        self._done.say("")
        try:
            case_id = self._tools.desk.do(_command(self.form.values()))
        except Incomplete as incomplete:
            tell(Incomplete(*map(_on_this_page, incomplete.gaps)), self._notice, fields)
            return
        except (Refused, Trouble) as error:
            tell(error, self._notice)
            return
        self._typing.done()
        self._next(case_id)

    def _next(self, case_id: CaseId) -> None:
        """Say where it went, and be ready for the next; the day received stays."""
        rows = self._tools.desk.reads.registered_since(self._tools.clock())
        row = next((each for each in rows if each.case_id == case_id), None)
        if row is not None:
            told = _("Repris : dossier %(number)s, à l'étape « %(stage)s ».")
            words = {"number": row.case_number, "stage": label(row.stage)}
            self._done.say(told % words)
        self.form.clear()
        boxes = self.form.boxes()
        self._typing = Typing(self._tools.sitting, "register", boxes)
        self.form.fields["number"].box.setFocus()


def _command(told: Mapping[str, Any]) -> EnterFromRegister:
    sent = _day(told["sent_on"])
    referrals: tuple[RegisterReferral, ...] = ()
    if told["organisation"] and sent is not None:
        answer = Answer(told["answer"]) if told["answer"] else None
        answered = _day(told["answered_on"])
        referrals = (
            RegisterReferral(
                told["organisation"], sent, answer, answered, told["detail"]
            ),
        )
    return EnterFromRegister(
        number=told["number"],
        received_on=_day(told["received_on"]),
        entry=told["entry"],
        account=told["account"],
        child={
            key: told[key] for key in ("given_latin", "family_latin", "sex", "birth")
        }
        | {key: told[key] for key in ("given_arabic", "family_arabic")},
        observed_at=told["observed_at"],
        where_now=told["where_now"],
        safe_contact=told["safe_contact"],
        owner=PersonId(told["owner"]),
        assessed_on=_day(told["assessed_on"]),
        danger=told["danger"],
        decided_on=_day(told["decided_on"]),
        referrals=referrals,
    )


def _on_this_page(gap: Gap) -> Gap:
    """`referrals.sent_on` is asked here as `sent_on`: one service is enough."""
    return Gap(gap.field.rpartition(".")[2], gap.lack, gap.limit)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
