"""The cases that may be of the same child, before this one is taken further."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from casedesk.circuit.apart import LikelyRow, attached_first
from casedesk.circuit.command import CaseCommand
from casedesk.circuit.commands.duplicates import TellApart
from casedesk.circuit.commands.links import LinkCases
from casedesk.circuit.duplicates import Kinship
from casedesk.circuit.errors import Refused, Trouble
from casedesk.circuit.links import LinkKind
from casedesk.circuit.queries import CasePage
from casedesk.circuit.rights import Right
from casedesk.circuit.stages import Step
from casedesk.i18n import _
from casedesk.i18n.formats import isolate
from casedesk.ui.casefile.alike_row import AlikeRow
from casedesk.ui.navigation import CasePlace, StepPlace
from casedesk.ui.refusals import tell
from casedesk.ui.widgets.buttons import link, secondary
from casedesk.ui.widgets.layout import Card, Notice, heading, rule
from casedesk.ui.workspace import Tools


class AlikeCard(Card):
    """Nothing is decided by itself: each is the same child, another, or a sibling.

    `told` with a sentence once somebody has decided.
    """

    told = Signal(str)

    def __init__(
        self, tools: Tools, page: CasePage, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent=parent)
        self._tools, self._page = tools, page
        self._may = tools.desk.actor.may(Right.TAKE_IN_CHARGE)
        self._notice = Notice("warning")
        reads = tools.desk.reads
        rows = reads.may_be(page.case.id) if page.case.stage.is_open else ()
        self.is_empty = not rows
        for name, kinship in (
            (_("Peut-être le même enfant"), Kinship.SAME),
            (_("Peut-être frère ou sœur"), Kinship.SIBLING),
        ):
            found = [each for each in rows if each.judgement.kinship is kinship]
            if found:
                self.add(heading(name))
            for number, each in enumerate(found):
                if number:
                    self.add(rule())
                self.add(AlikeRow(tools, each, *self._buttons(each)))
        self.add(self._notice)

    def _buttons(self, row: LikelyRow) -> list[QWidget]:
        if not row.visible:
            return []
        place = CasePlace(row.case_id)
        buttons: list[QWidget] = []
        if self._may and row.judgement.kinship is Kinship.SAME:
            if self._merge(row) is not None:
                same = secondary(
                    _("C'est le même enfant…"),
                    partial(self._on_same, row),
                    icon="users",
                )
                buttons.append(same)
            other = secondary(
                _("Ce n'est pas le même enfant"), partial(self._on_other, row), icon="x"
            )
            buttons.append(other)
        if self._may:
            kin = secondary(_("Frère ou sœur"), partial(self._on_kin, row), icon="plus")
            buttons.append(kin)
        buttons.append(link(_("Ouvrir"), lambda: self._tools.go_to(place)))
        return buttons

    def _merge(self, row: LikelyRow) -> StepPlace | None:
        """Where the later one is attached to the other; none where one is over."""
        case = self._page.case
        this = LikelyRow(
            number=case.number,
            owner=case.owner,
            visible=True,
            case_id=case.id,
            stage=case.stage,
            opened_at=case.opened_at,
        )
        attached, goes_on = attached_first(this, row)
        if not goes_on.is_open or not attached.is_open:
            return None
        return StepPlace(attached.case_id, Step.MERGE, goes_on.number)

    def _on_same(self, row: LikelyRow) -> None:
        place = self._merge(row)
        if place is not None:
            self._tools.go_to(place)

    def _on_other(self, row: LikelyRow) -> None:
        self._do(
            TellApart(self._page.case.id, row.case_id),
            _("Noté : ce n'est pas le même enfant que celui du dossier %(number)s."),
            row.number,
        )

    def _on_kin(self, row: LikelyRow) -> None:
        self._do(
            LinkCases(self._page.case.id, row.case_id, LinkKind.SIBLING),
            _("Noté : frère ou sœur de l'enfant du dossier %(number)s."),
            row.number,
        )

    def _do(self, command: CaseCommand[Any], told: str, number: str) -> None:
        self._notice.say("")
        try:
            self._tools.desk.do(command)
        except (Refused, Trouble) as error:
            tell(error, self._notice)
        else:
            self.told.emit(told % {"number": isolate(number)})
