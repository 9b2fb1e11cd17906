"""Who can help now: whom to call, those who answer at this hour first."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtWidgets import QWidget

from casedesk.circuit.dates import local
from casedesk.circuit.desk import Desk
from casedesk.circuit.directory import told
from casedesk.circuit.finding import Helper, helpers
from casedesk.circuit.ports import Clock
from casedesk.i18n import _, current
from casedesk.i18n.formats import isolate
from casedesk.i18n.labels import label
from casedesk.ui import theme
from casedesk.ui.widgets.layout import Card, paragraph, rule

_MOST = 6


class Knows(Protocol):
    """Of the tools of a screen: the directory, and what time it is."""

    @property
    def desk(self) -> Desk: ...
    @property
    def clock(self) -> Clock: ...


class HelpNow(Card):
    """The hotlines, then the few to call, each with number and what to do."""

    def __init__(
        self,
        tools: Knows,
        territory: str = "",
        parent: QWidget | None = None,
        *,
        hotlines: bool = True,
    ) -> None:
        """Without a `territory`, that of the association.

        Without `hotlines` where they are told already.
        """
        super().__init__(_("Qui peut aider maintenant\u00a0?"), parent)
        reads = tools.desk.reads
        if hotlines:
            numbers = " · ".join(
                f"{each.name.as_name(current())} {isolate(each.number)}"
                for each in reads.hotlines()
            )
            self.add(theme.look(paragraph(numbers), "strong"))
        where = territory or reads.setting("territory")
        now = local(tools.clock())
        self.shown = helpers(reads.directory_entries(), where, now)[:_MOST]
        for number, each in enumerate(self.shown):
            if number or hotlines:
                self.add(rule())
            self.add(*_told(each))


def _told(helper: Helper) -> list[QWidget]:
    each = helper.organisation
    number = each.phone or each.phone_alt
    called = _("Numéro à demander") if not number else isolate(number)
    line = _("%(number)s · %(answers)s") % {
        "number": called,
        "answers": label(helper.opening),
    }
    parts: list[QWidget] = [
        theme.look(paragraph(each.name.as_name(current())), "strong"),
        paragraph(line),
    ]
    steps = told(each.access, current())
    if steps:
        parts.append(paragraph(steps, muted=True))
    return parts
