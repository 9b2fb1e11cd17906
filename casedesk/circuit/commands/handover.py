"""Supervising a case, and leaving nothing to memory: notes, approvals, tasks."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from casedesk.circuit.case import Case, CaseId
from casedesk.circuit.command import CaseCommand
from casedesk.circuit.commands.copies import NotSigned
from casedesk.circuit.commands.opened import opened, seen
from casedesk.circuit.dates import local
from casedesk.circuit.errors import NotFound
from casedesk.circuit.filled import SheetId
from casedesk.circuit.handover import (
    AlreadyApproved,
    Approval,
    OwnSheet,
    SupervisorNote,
    Task,
    TaskKind,
    TaskState,
)
from casedesk.circuit.people import PersonId
from casedesk.circuit.ports import CaseWork
from casedesk.circuit.rights import Right
from casedesk.circuit.sheet import (
    LONGEST_TEXT,
    Gap,
    Incomplete,
    Lack,
    text_gaps,
)

_FARTHEST = 5  # years ahead that a task may be due


@dataclass(frozen=True, slots=True)
class AddNote(CaseCommand[None]):
    """Leave a note for whoever works on this case."""

    case_id: CaseId
    text: str = field(repr=False)

    right = Right.SUPERVISE

    def run(self, work: CaseWork) -> None:
        seen(work, self.case_id)
        gaps = text_gaps("text", self.text)
        if gaps:
            raise Incomplete(*gaps)
        work.notes.save(
            SupervisorNote(
                work.new_id(),
                self.case_id,
                work.actor.person,
                work.now,
                self.text.strip(),
            )
        )


@dataclass(frozen=True, slots=True)
class ApproveSheet(CaseCommand[None]):
    """Say of a signed sheet or plan that one has seen and approved it.

    Raises NotSigned, OwnSheet for what one signed oneself, and AlreadyApproved.
    """

    case_id: CaseId
    sheet_id: SheetId
    remark: str = field(default="", repr=False)

    right = Right.SUPERVISE

    def run(self, work: CaseWork) -> None:
        file = opened(work, self.case_id)
        sheet = next((each for each in file.sheets if each.id == self.sheet_id), None)
        if sheet is None:
            raise NotFound()
        if not sheet.is_signed:
            raise NotSigned(sheet=sheet.code)
        me = work.actor.person
        if sheet.signed_by == me:
            raise OwnSheet(sheet=sheet.code)
        if len(self.remark) > LONGEST_TEXT:
            raise Incomplete(Gap("remark", Lack.TOO_LONG, LONGEST_TEXT))
        for each in work.approvals.of_case(self.case_id):
            if (each.sheet_id, each.author) == (sheet.id, me):
                raise AlreadyApproved(when=each.approved_at)
        work.approvals.save(
            Approval(
                work.new_id(),
                self.case_id,
                sheet.id,
                me,
                work.now,
                self.remark.strip(),
            )
        )


@dataclass(frozen=True, slots=True)
class AddTask(CaseCommand[str]):
    """Say what is to be done, by whom and until when.

    Raises Incomplete with one gap per field; an assignee is somebody who may read the
    case.
    """

    case_id: CaseId
    what: str = field(repr=False)
    assignee: PersonId
    due_on: date | None
    kind: TaskKind = TaskKind.OTHER

    right = Right.SEE_CASES

    def run(self, work: CaseWork) -> str:
        case = seen(work, self.case_id)
        gaps = text_gaps("what", self.what)
        gaps += _day_gaps(work, self.due_on) + _assignee_gaps(work, case, self.assignee)
        if gaps or self.due_on is None:
            raise Incomplete(*gaps)
        task = Task(
            id=work.new_id(),
            case_id=self.case_id,
            what=self.what.strip(),
            assignee=self.assignee,
            due_on=self.due_on,
            made_by=work.actor.person,
            made_at=work.now,
            kind=self.kind,
        )
        work.tasks.save(task)
        return task.id


@dataclass(frozen=True, slots=True)
class EndTask(CaseCommand[None]):
    """Say that a task is done, or why it is dropped. Raises AlreadyEnded.

    What came of it may be added when it is done; a reason is needed to drop it.
    """

    task_id: str
    state: TaskState
    outcome: str = field(default="", repr=False)

    right = Right.SEE_CASES

    def run(self, work: CaseWork) -> None:
        task = work.tasks.get(self.task_id)
        seen(work, task.case_id)
        if self.state is TaskState.OPEN:
            raise Incomplete(Gap("state", Lack.NOT_A_CODE))
        if self.state is TaskState.DROPPED:
            gaps = text_gaps("outcome", self.outcome)
            if gaps:
                raise Incomplete(*gaps)
        if len(self.outcome) > LONGEST_TEXT:
            raise Incomplete(Gap("outcome", Lack.TOO_LONG, LONGEST_TEXT))
        me, outcome = work.actor.person, self.outcome.strip()
        work.tasks.save(task.ended(self.state, outcome, me, work.now))


@dataclass(frozen=True, slots=True)
class GiveTask(CaseCommand[None]):
    """Give an open task to somebody else who may read the case."""

    task_id: str
    assignee: PersonId

    right = Right.SEE_CASES

    def run(self, work: CaseWork) -> None:
        task = work.tasks.get(self.task_id)
        case = seen(work, task.case_id)
        gaps = _assignee_gaps(work, case, self.assignee)
        if gaps:
            raise Incomplete(*gaps)
        work.tasks.save(task.given(self.assignee))


def _day_gaps(work: CaseWork, day: date | None) -> list[Gap]:
    if day is None:
        return [Gap("due_on", Lack.MISSING)]
    today = local(work.now).date()
    if not today <= day or day.year > today.year + _FARTHEST:
        return [Gap("due_on", Lack.NOT_AHEAD, _FARTHEST)]
    return []


def _assignee_gaps(work: CaseWork, case: Case, assignee: PersonId) -> list[Gap]:
    if not assignee:
        return [Gap("assignee", Lack.MISSING)]
    if may_be_given(work, case, assignee):
        return []
    return [Gap("assignee", Lack.NOT_A_CODE)]


def may_be_given(work: CaseWork, case: Case, assignee: PersonId) -> bool:
    """Whether this person may read the case, and so can do something in it.

    Oneself always: a circle has members whose role alone would not let them.
    """
    if assignee == work.actor.person:
        return True
    person = work.people.get(assignee)
    if person is None or not person.is_active:
        return False
    rights = work.rules.rights.of(person)
    if Right.SEE_ALL_CASES in rights:
        return True
    return Right.SEE_CASES in rights and case.owner in ("", assignee)
