"""Deadlines for an agenda elsewhere: what leaves, where to, and the warning."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QWidget

from casedesk.circuit.calendar import ALLOWED, YES, CalendarOff
from casedesk.circuit.commands.settling import AllowCalendar
from casedesk.circuit.errors import Refused, Trouble
from casedesk.circuit.rights import Right
from casedesk.i18n import _
from casedesk.i18n.formats import isolate
from casedesk.i18n.labels import sentence
from casedesk.ui.refusals import tell
from casedesk.ui.widgets.buttons import secondary
from casedesk.ui.widgets.choice import Choice
from casedesk.ui.widgets.field import Field
from casedesk.ui.widgets.layout import Banner, Card, Notice, Row
from casedesk.ui.workspace import Tools

_BARE, _NUMBERED = "bare", "numbered"


class CalendarCard(Card):
    """Three months of deadlines in one file."""

    def __init__(self, tools: Tools, parent: QWidget | None = None) -> None:
        super().__init__(_("Exporter vers un agenda"), parent)
        self._tools = tools
        warning = _(
            "L'agenda sort du coffre : qui tient le téléphone ou l'ordinateur verra "
            "que quelque chose est dû, et quand."
        )
        self.what = Field(
            _("Ce que dit chaque &rappel"),
            Choice(
                [
                    (_BARE, _("« casedesk : 1 échéance »")),
                    (_NUMBERED, _("Le numéro du dossier")),
                ]
            ),
            hint=_("Jamais un nom, une adresse ni un service."),
        )
        self.what.box.set_value(_BARE)
        self._notice = Notice("warning")
        self._done = Notice("info")
        self.save = secondary(_("Choisir où l'écrire…"), self._on_save, icon="calendar")
        self.add(Banner("warning", warning), self.what)
        self.add(self._notice, self._done, Row(self.save))
        self.allow = secondary("", self._on_allow)
        self.allow.setVisible(tools.desk.actor.may(Right.FURNISH))
        self.add(Row(self.allow))
        self._show_allowed()

    @property
    def _is_allowed(self) -> bool:
        return self._tools.desk.reads.setting(ALLOWED) == YES

    def _show_allowed(self) -> None:
        self.save.setEnabled(self._is_allowed)
        told = _("Ne plus permettre") if self._is_allowed else _("Permettre à l'équipe")
        self.allow.setText(told)
        self._notice.say("" if self._is_allowed else sentence(CalendarOff()))

    def _on_allow(self) -> None:
        try:
            self._tools.desk.do(AllowCalendar(not self._is_allowed))
        except (Refused, Trouble) as error:
            tell(error, self._notice)
            return
        self._show_allowed()

    def _on_save(self) -> None:
        self._notice.say("")
        self._done.say("")
        title = _("Où écrire l'agenda ?")
        self._tools.prompts.choose_folder(self, title, None, self._on_chosen)

    def _on_chosen(self, folder: Path) -> None:
        numbered = self.what.box.value() == _NUMBERED
        try:
            written = self._tools.sitting.calendar.save(folder, numbered=numbered)
        except (Refused, Trouble) as error:
            tell(error, self._notice)
            return
        told = _("Écrit : %(name)s. Une échéance passée s'efface là-bas à la main.")
        self._done.say(told % {"name": isolate(written.name)})
