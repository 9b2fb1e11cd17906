"""What the page of the backups is given, whether or not there is a desk behind it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from casedesk.circuit.ports import Clock
from casedesk.circuit.rights import Right
from casedesk.circuit.safekeeping import Safekeeping, two_may_restore
from casedesk.ui.jobs import Jobs
from casedesk.ui.prompts import Prompts
from casedesk.ui.widgets.press import PaperWay, paper_way
from casedesk.ui.workspace import Tools


@dataclass(frozen=True, slots=True)
class Keeping:
    """Somebody's office of safekeeping; without a desk no paper and no reminder."""

    office: Safekeeping
    jobs: Jobs
    prompts: Prompts
    clock: Clock
    people: Callable[[], Mapping[str, str]]  # labels
    may_restore: bool = False
    paper: PaperWay | None = None
    last_drill: Callable[[], datetime | None] | None = None
    two_may_restore: Callable[[], bool] = lambda: True


def at_a_desk(tools: Tools) -> Keeping:
    """For whoever has unlocked with keys."""
    reads = tools.desk.reads
    return Keeping(
        office=tools.sitting.safekeeping,
        jobs=tools.jobs,
        prompts=tools.prompts,
        clock=tools.clock,
        people=lambda: {str(each.id): each.label for each in reads.people()},
        may_restore=tools.desk.actor.may(Right.RESTORE),
        paper=paper_way(tools),
        last_drill=reads.last_drill,
        two_may_restore=lambda: two_may_restore(reads.people()),
    )
