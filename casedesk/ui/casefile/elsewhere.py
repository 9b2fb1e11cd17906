"""A service could not: another of the directory is proposed, or it is said why not."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from casedesk.circuit.alternatives import alternatives
from casedesk.circuit.commands.cases import AddReferral
from casedesk.circuit.commands.referrals import SettleReferral
from casedesk.circuit.directory import Organisation
from casedesk.circuit.errors import Refused, Trouble
from casedesk.circuit.queries import CasePage
from casedesk.circuit.referral import Referral
from casedesk.circuit.rights import Right
from casedesk.circuit.sheet import Gap, Incomplete, Lack
from casedesk.i18n import _, current
from casedesk.i18n.labels import label
from casedesk.ui import theme
from casedesk.ui.casefile.addressees import name_of
from casedesk.ui.navigation import ReferPlace
from casedesk.ui.refusals import settle, tell
from casedesk.ui.widgets.buttons import primary, secondary
from casedesk.ui.widgets.combo import Combo
from casedesk.ui.widgets.field import Field
from casedesk.ui.widgets.layout import Notice, paragraph, show_if
from casedesk.ui.widgets.text import LineEdit
from casedesk.ui.workspace import Tools


class Elsewhere(QWidget):
    """For one referral that nobody has taken; `settled` once that is seen to."""

    settled = Signal()

    def __init__(
        self,
        tools: Tools,
        page: CasePage,
        referral: Referral,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._down = QVBoxLayout(self)
        self._down.setContentsMargins(0, 0, 0, 0)
        self._down.setSpacing(8)
        self._add(theme.look(paragraph(_("Proposer un autre service")), "strong"))
        self._tools, self._referral = tools, referral
        self._notice = Notice("warning")
        directory = {each.id: each for each in tools.desk.reads.organisations()}
        near = alternatives(referral, directory, page.referrals)
        self.other = Combo([(each.id, _shown(each)) for each in near])
        self.reason = LineEdit()
        self.fields: dict[str, Field[QWidget]] = {
            "addressees": Field(
                _("Services du même genre, les plus proches"), self.other
            ),
            "reason": Field(_("Sinon, pourquoi pas d'autre service"), self.reason),
        }
        told = {"name": name_of(referral), "state": label(referral.state).lower()}
        self._add(paragraph(_("%(name)s : %(state)s.") % told, muted=True))
        self._add(self._notice)
        self.turn = primary(_("Préparer la fiche pour ce service"), self._on_turn)
        self.leave_it = secondary(_("Pas d'autre service"), self._on_none)
        if near:
            self._add(self.fields["addressees"], self.turn)
        else:
            none = _("L'annuaire n'a pas d'autre service de ce genre.")
            self._add(paragraph(none))
        self._add(self.fields["reason"], self.leave_it)
        show_if(self, referral.is_unsettled and tools.desk.actor.may(Right.REFER))

    def _add(self, *widgets: QWidget) -> None:
        for each in widgets:
            self._down.addWidget(each)

    def _on_turn(self) -> None:
        settle(self.fields.values(), self._notice)
        case_id = self._referral.case_id
        command = AddReferral(case_id, self.other.value(), self._referral.id)
        try:
            added = self._tools.desk.do(command)
        except (Refused, Trouble) as error:
            tell(error, self._notice, self.fields)
        else:
            self._tools.go_to(ReferPlace(case_id, added))

    def _on_none(self) -> None:
        settle(self.fields.values(), self._notice)
        try:
            if not self.reason.value():
                raise Incomplete(Gap("reason", Lack.MISSING))
            self._tools.desk.do(SettleReferral(self._referral.id, self.reason.value()))
        except (Refused, Trouble) as error:
            tell(error, self._notice, self.fields)
        else:
            self.hide()
            self.settled.emit()


def _shown(each: Organisation) -> str:
    return each.name.as_name(current())
