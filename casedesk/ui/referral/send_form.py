"""How the printed sheet left: channel, day, into whose hands."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QWidget

from casedesk.circuit.commands.referrals import SendReferral
from casedesk.circuit.dates import local
from casedesk.circuit.errors import Refused, Trouble
from casedesk.circuit.referral import Channel, Referral
from casedesk.circuit.sheet import Gap, Incomplete, Lack
from casedesk.i18n import _
from casedesk.i18n.labels import label
from casedesk.ui.refusals import settle, tell
from casedesk.ui.widgets.buttons import primary
from casedesk.ui.widgets.choice import Choice
from casedesk.ui.widgets.editors_dates import DateEditor
from casedesk.ui.widgets.field import Field
from casedesk.ui.widgets.layout import Card, Notice, paragraph
from casedesk.ui.widgets.text import LineEdit
from casedesk.ui.workspace import Tools


class SendForm(Card):
    """Greyed until a copy is printed; sending makes the referral SENT."""

    def __init__(
        self, tools: Tools, referral: Referral, parent: QWidget | None = None
    ) -> None:
        super().__init__(_("Noter l'envoi"), parent)
        self._tools = tools
        self._referral = referral
        self._notice = Notice("warning")
        self.channel = Choice([(each.value, label(each)) for each in Channel])
        self.day = DateEditor(tools.clock)
        self.day.set_value(local(tools.clock()).date().isoformat())
        self.whom = LineEdit()
        self.fields = {
            "channel": Field(_("Moyen"), self.channel),
            "sent_on": Field(_("Date"), self.day),
            "handed_to": Field(
                _("Remise à"), self.whom, hint=_("La fonction et le service.")
            ),
        }
        self._first = paragraph(
            _("D'abord imprimer la fiche : l'envoi se note ensuite ici."), muted=True
        )
        self.send = primary(_("Marquer comme envoyée"), self._on_send, icon="send")
        self.add(self._first, self._notice, *self.fields.values(), self.send)

    def allow(self, *, printed: bool) -> None:
        self._first.setVisible(not printed)
        for each in (*self.fields.values(), self.send):
            each.setEnabled(printed)

    def _on_send(self) -> None:
        settle(self.fields.values(), self._notice)
        try:
            self._tools.desk.do(self._command())
        except (Refused, Trouble) as error:
            tell(error, self._notice, self.fields)

    def _command(self) -> SendReferral:
        """Raises Incomplete for what the command cannot even be told."""
        channel, whom = self.channel.value(), self.whom.value()
        day = _day(str(self.day.value()))
        gaps = [
            *([] if channel else [Gap("channel", Lack.MISSING)]),
            *([] if day else [Gap("sent_on", Lack.NOT_A_DATE)]),
            *([] if whom else [Gap("handed_to", Lack.MISSING)]),
        ]
        if day is None or gaps:
            raise Incomplete(*gaps)
        return SendReferral(self._referral.id, Channel(channel), day, whom)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
