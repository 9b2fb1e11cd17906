"""Round the pages of a window, as somebody: for what holds of every page."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from casedesk.app.entrance import VaultEntrance
from casedesk.app.training_texts import Trainee
from casedesk.circuit import family
from casedesk.circuit.case import CaseId
from casedesk.circuit.queries import CaseList
from casedesk.circuit.rights import Right
from casedesk.circuit.stages import Stage, Step
from casedesk.ui.main_window import MainWindow
from casedesk.ui.navigation import (
    AroundPlace,
    AssessPlace,
    CasePlace,
    ChasePlace,
    ConsentPlace,
    DecidePlace,
    DirectoryPlace,
    FollowUpPlace,
    HelpPlace,
    MarksPlace,
    OrganisationPlace,
    ReferPlace,
    RegisterPlace,
    SettingsPlace,
    StepPlace,
    TasksPlace,
    UrgentPlace,
)
from casedesk.ui.settings.screen import PARTS
from casedesk.ui.workspace import Workspace


def sit_down(
    window: MainWindow, entrance: VaultEntrance, vault: Path, trainee: Trainee
) -> Workspace:
    people = {label: person for person, label in entrance.look(vault).people}
    keys = entrance.unlock(vault, people[trainee.label], trainee.passphrase)
    window.sit_down(keys)
    workspace = window.workspace
    assert isinstance(workspace, Workspace)
    return workspace


def _case_at(workspace: Workspace, stage: Stage) -> CaseId:
    tools = workspace.tools
    rows = tools.desk.reads.cases(CaseList.ALL, tools.clock(), None, 100)
    return next(row.id for row in rows if row.stage is stage)


def places(workspace: Workspace) -> Iterator[Any]:
    yield from workspace.side.places
    yield HelpPlace()  # not where words are drawn: they are others each time
    if not workspace.tools.desk.actor.may(Right.SEE_CASES):
        return
    ordered, to_decide = (
        _case_at(workspace, stage) for stage in (Stage.ORIENTING, Stage.DECISION)
    )
    yield CasePlace(ordered)
    referrals = workspace.tools.desk.reads.case_page(ordered).referrals
    yield ReferPlace(ordered, referrals[0].id)
    yield DecidePlace(to_decide)
    for step in (Step.KEEP_WATCH, Step.SUSPEND):
        yield StepPlace(to_decide, step)
    yield MarksPlace(to_decide)
    yield UrgentPlace(_case_at(workspace, Stage.LOGGED))
    for asked in (family.Asked.CHILD, family.Asked.RELATIVE):
        yield AroundPlace(ordered, asked)
    yield ConsentPlace(ordered)
    yield FollowUpPlace(ordered)
    yield AssessPlace(_case_at(workspace, Stage.ASSESSING))
    yield ChasePlace(board=True)
    yield DirectoryPlace("sal-cape")
    yield OrganisationPlace("sal-cape")
    yield RegisterPlace()
    yield TasksPlace()
    for part in PARTS:
        yield SettingsPlace(part)
