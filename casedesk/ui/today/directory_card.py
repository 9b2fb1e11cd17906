"""The entries of the directory whose check is due, with the number to call."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from functools import partial

from PySide6.QtWidgets import QWidget

from casedesk.circuit.dates import local
from casedesk.circuit.deadlines import midnight_after
from casedesk.circuit.directory import Organisation, check_is_due, checks_by_day
from casedesk.circuit.due import WEEK
from casedesk.circuit.finding import Shown
from casedesk.circuit.rights import Right
from casedesk.i18n import _, current, ngettext
from casedesk.i18n.formats import isolate
from casedesk.ui.navigation import DirectoryPlace
from casedesk.ui.widgets.buttons import link, secondary
from casedesk.ui.widgets.due import Due
from casedesk.ui.widgets.layout import Card, Row, paragraph, rule
from casedesk.ui.workspace import Tools

_MOST = 10  # lines; the directory has the others


class DirectoryCard(Card):
    """Those with a day first; those nobody ever checked are counted, not listed."""

    def __init__(
        self,
        tools: Tools,
        dated: Sequence[Organisation],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(_("Annuaire à vérifier"), parent)
        self._tools = tools
        for each in dated[:_MOST]:
            self.add(self._line(each), rule())
        n = never_checked(tools)
        if n:
            told = ngettext(
                "%(n)d fiche n'a jamais été vérifiée.",
                "%(n)d fiches n'ont jamais été vérifiées.",
                n,
            )
            self.add(paragraph(told % {"n": n}, muted=True))
        place = DirectoryPlace(shown=Shown.TO_CHECK)
        self.add(
            Row(secondary(_("Voir ce qui est à vérifier"), lambda: tools.go_to(place)))
        )

    def _line(self, each: Organisation) -> QWidget:
        go = partial(self._tools.go_to, DirectoryPlace(each.id, Shown.TO_CHECK))
        name = link(each.name.as_name(current()), go)
        due = Due()
        if each.next_check is not None:
            ends = midnight_after(each.next_check) - timedelta(minutes=1)
            due.tell(ends, self._tools.clock())
        phone = paragraph(isolate(each.phone) if each.phone else "", muted=True)
        return Row(name, phone, trailing=(due,))


def to_check(tools: Tools) -> tuple[Organisation, ...]:
    """Whose check falls due within the week, for whoever sees to them."""
    if not tools.desk.actor.may(Right.KEEP_DIRECTORY):
        return ()
    until = local(tools.clock()).date() + WEEK
    return checks_by_day(tools.desk.reads.organisations(), until)


def never_checked(tools: Tools) -> int:
    """How many have no day at all yet, for whoever sees to them."""
    if not tools.desk.actor.may(Right.KEEP_DIRECTORY):
        return 0
    today = local(tools.clock()).date()
    return sum(
        each.next_check is None and check_is_due(each, today)
        for each in tools.desk.reads.organisations()
    )
