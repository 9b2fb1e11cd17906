"""Handing a case over: notes, approvals, and tasks that nobody loses."""

from __future__ import annotations

from datetime import timedelta

import pytest

from casedesk.circuit.commands.amendments import AmendSheet
from casedesk.circuit.commands.cases import TakeInCharge
from casedesk.circuit.commands.copies import NotSigned
from casedesk.circuit.commands.departures import ReassignCases
from casedesk.circuit.commands.handover import (
    AddNote,
    AddTask,
    ApproveSheet,
    EndTask,
    GiveTask,
)
from casedesk.circuit.commands.sheets import SaveSheet
from casedesk.circuit.dates import local
from casedesk.circuit.errors import NotFound, NotPermitted
from casedesk.circuit.handover import (
    AlreadyApproved,
    AlreadyEnded,
    OwnSheet,
    TaskKind,
    TaskState,
)
from casedesk.circuit.keys import Succession
from casedesk.circuit.people import Role
from casedesk.circuit.sheet import Incomplete, Lack, SheetCode

DIRECTOR, WORKER, EDUCATOR = Role.DIRECTOR, Role.SOCIAL_WORKER, Role.EDUCATOR


@pytest.fixture
def today(association):
    return local(association.clock()).date()


@pytest.fixture
def case_id(association):
    return association.case_to_decide()


def assessment_of(association, case_id):
    return association.opened(case_id).file.sheet(SheetCode.ASSESSMENT)


def lacks(refused):
    return {each.field: each.lack for each in refused.gaps}


def test_a_supervisor_leaves_a_note_for_whoever_works_on_the_case(association, case_id):
    association.director.do(AddNote(case_id, "Revoir le plan ensemble."))

    (note,) = association.opened(case_id).notes
    assert (note.text, note.author) == (
        "Revoir le plan ensemble.",
        association.people[DIRECTOR],
    )


def test_a_note_without_words_is_refused(refuse, case_id):
    refused = refuse(DIRECTOR, AddNote(case_id, "  "), Incomplete)

    assert lacks(refused) == {"text": Lack.MISSING}


def test_a_director_approves_what_somebody_else_signed_once(
    association, case_id, refuse
):
    sheet = assessment_of(association, case_id)

    association.director.do(ApproveSheet(case_id, sheet.id, "Vu."))

    (approval,) = association.opened(case_id).approvals
    assert (approval.sheet_id, approval.author) == (
        sheet.id,
        association.people[DIRECTOR],
    )
    refuse(DIRECTOR, ApproveSheet(case_id, sheet.id), AlreadyApproved)


def test_nobody_approves_their_own_sheet(association, case_id, refuse):
    association.director.do(
        SaveSheet(case_id, SheetCode.DECISION, association.decision())
    )
    page = association.opened(case_id, DIRECTOR)
    draft = page.file.sheet(SheetCode.DECISION)
    refuse(DIRECTOR, ApproveSheet(case_id, draft.id), NotSigned)
    case_id = association.case_being_referred()
    decision = association.opened(case_id).file.sheet(SheetCode.DECISION)

    refuse(DIRECTOR, ApproveSheet(case_id, decision.id), OwnSheet)


def test_a_task_waits_with_whoever_is_to_do_it_until_it_is_done(
    association, case_id, today
):
    me = association.people[WORKER]
    later = AddTask(case_id, "Écrire à l'école", me, today + timedelta(days=9))
    association.director.do(later)
    association.director.do(AddTask(case_id, "Rappeler", me, today, TaskKind.CALL))

    first, second = association.worker.reads.my_tasks()
    number = association.opened(case_id).case.number
    assert [each.task.what for each in (first, second)] == [
        "Rappeler",
        "Écrire à l'école",
    ]
    assert first.case_number == number
    assert association.director.reads.my_tasks() == ()

    association.worker.do(EndTask(first.task.id, TaskState.DONE, "Elle va mieux."))

    assert association.worker.reads.my_tasks() == (second,)
    done = association.opened(case_id).tasks[1]
    assert (done.state, done.outcome, done.ended_by) == (
        TaskState.DONE,
        "Elle va mieux.",
        me,
    )


def test_a_task_is_dropped_only_with_a_reason_and_ends_once(
    association, case_id, today, refuse
):
    me = association.people[WORKER]
    task = association.worker.do(AddTask(case_id, "Rappeler", me, today))

    refused = refuse(WORKER, EndTask(task, TaskState.DROPPED), Incomplete)
    assert lacks(refused) == {"outcome": Lack.MISSING}
    refused = refuse(WORKER, EndTask(task, TaskState.OPEN), Incomplete)
    assert lacks(refused) == {"state": Lack.NOT_A_CODE}

    association.worker.do(EndTask(task, TaskState.DROPPED, "Numéro changé."))
    refuse(WORKER, EndTask(task, TaskState.DONE), AlreadyEnded)
    refuse(WORKER, GiveTask(task, association.people[DIRECTOR]), AlreadyEnded)


def test_what_a_task_lacks_is_told_field_by_field(association, case_id, today, refuse):
    nobody = AddTask(case_id, "", "", None)
    assert lacks(refuse(WORKER, nobody, Incomplete)) == {
        "what": Lack.MISSING,
        "due_on": Lack.MISSING,
        "assignee": Lack.MISSING,
    }
    yesterday = today - timedelta(days=1)
    educator = association.people[EDUCATOR]
    beyond = AddTask(case_id, "x", educator, yesterday)
    assert lacks(refuse(WORKER, beyond, Incomplete)) == {
        "due_on": Lack.NOT_AHEAD,
        "assignee": Lack.NOT_A_CODE,
    }


def test_a_task_is_given_only_to_somebody_who_may_read_the_case(
    association, somebody_elses, today, refuse
):
    theirs = somebody_elses()
    worker = association.people[WORKER]

    refused = refuse(DIRECTOR, AddTask(theirs, "x", worker, today), Incomplete)

    assert lacks(refused) == {"assignee": Lack.NOT_A_CODE}


def test_the_tasks_of_whoever_leaves_go_with_their_cases(association, case_id, today):
    worker, director = association.people[WORKER], association.people[DIRECTOR]
    association.director.do(AddTask(case_id, "Rappeler", worker, today))
    unassigned = association.logged_case()
    association.director.do(AddTask(unassigned, "Lire", worker, today))

    association.director.do(ReassignCases(worker, Succession(director)))

    tasks = [each.task for each in association.director.reads.my_tasks()]
    assert {each.what for each in tasks} == {"Rappeler", "Lire"}


def test_a_task_of_a_case_that_became_somebody_elses_is_not_listed(association, today):
    case_id = association.logged_case()
    worker = association.people[WORKER]
    association.director.do(AddTask(case_id, "Lire", worker, today))
    assert len(association.worker.reads.my_tasks()) == 1

    association.director.do(TakeInCharge(case_id))

    assert association.worker.reads.my_tasks() == ()


def test_a_signed_sheet_is_amended_and_what_was_signed_stays(association, case_id):
    sheet = assessment_of(association, case_id)

    association.worker.do(AmendSheet(case_id, sheet.id, "Un oncle.", "Appris hier."))

    page = association.opened(case_id)
    (added,) = page.amendments
    assert (added.text, added.reason, added.author) == (
        "Un oncle.",
        "Appris hier.",
        association.people[WORKER],
    )
    assert assessment_of(association, case_id) == sheet


def test_an_amendment_needs_its_text_and_its_reason(association, case_id, refuse):
    sheet = assessment_of(association, case_id)

    refused = refuse(WORKER, AmendSheet(case_id, sheet.id, "", " "), Incomplete)

    assert lacks(refused) == {"text": Lack.MISSING, "reason": Lack.MISSING}


def test_only_whoever_may_write_a_sheet_adds_to_it(association, refuse):
    case_id = association.case_being_referred()
    decision = association.opened(case_id).file.sheet(SheetCode.DECISION)

    refuse(WORKER, AmendSheet(case_id, decision.id, "x", "x"), NotPermitted)

    association.director.do(AmendSheet(case_id, decision.id, "x", "x"))


def test_a_draft_is_rewritten_not_amended(association, refuse):
    case_id = association.case_in_charge()
    association.worker.do(SaveSheet(case_id, SheetCode.ASSESSMENT, {"danger": "2"}))
    draft = assessment_of(association, case_id)

    refuse(WORKER, AmendSheet(case_id, draft.id, "x", "x"), NotSigned)
    refuse(WORKER, AmendSheet(case_id, "other", "x", "x"), NotFound)
