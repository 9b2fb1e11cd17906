"""Sheets of a case being written: kept as they come, signed once."""

from __future__ import annotations

import pytest

from casedesk.circuit.commands.cases import Decide, SubmitForDecision
from casedesk.circuit.commands.sheets import SaveSheet
from casedesk.circuit.errors import IllegalStep, NotFound, NotPermitted
from casedesk.circuit.people import Role
from casedesk.circuit.sheet import SheetCode
from casedesk.circuit.stages import Stage

WORKER, DIRECTOR = Role.SOCIAL_WORKER, Role.DIRECTOR


def test_what_is_being_written_is_kept_whatever_it_is(association):
    case_id = association.case_in_charge()
    for typed in ({"danger": "?"}, {"danger_reason": "x" * 1_000_000}):
        association.worker.do(SaveSheet(case_id, SheetCode.ASSESSMENT, typed))

    page = association.opened(case_id)
    draft = page.file.sheet(SheetCode.ASSESSMENT)
    assert draft.content == typed
    assert (draft.number, draft.is_signed) == ("B1", False)
    assert page.case.stage is Stage.ASSESSING


def test_the_draft_becomes_the_signed_sheet(association, assessment):
    case_id = association.case_in_charge()
    association.worker.do(SaveSheet(case_id, SheetCode.ASSESSMENT, {"danger": "1"}))

    association.worker.do(SubmitForDecision(case_id, assessment))

    sheets = association.opened(case_id).sheets
    assert [(s.number, s.is_signed) for s in sheets] == [("A1", True), ("B1", True)]


def test_what_follows_a_signed_sheet_is_another_one(association):
    case_id = association.case_to_decide()

    association.worker.do(SaveSheet(case_id, SheetCode.ASSESSMENT, {"danger": "1"}))

    page = association.opened(case_id)
    assert [s.number for s in page.sheets] == ["A1", "B1", "B2"]
    assert page.sheets[1].content["danger"] == "3"
    assert page.case.danger == "3"


def test_a_decision_is_written_by_whoever_decides(association, refuse):
    case_id = association.case_to_decide()
    command = SaveSheet(case_id, SheetCode.DECISION, {"reason": "x"})

    refuse(WORKER, command, NotPermitted)
    association.director.do(command)
    association.director.do(Decide(case_id, association.decision()))

    sheet = association.opened(case_id).file.sheet(SheetCode.DECISION)
    assert (sheet.number, sheet.author) == ("J1", association.people[DIRECTOR])


@pytest.mark.parametrize(
    "code", [SheetCode.CONCERN, SheetCode.UPE_CAPE, SheetCode.PROSECUTOR]
)
def test_other_sheets_are_not_written_this_way(association, refuse, code):
    """A concern is never rewritten; a liaison sheet belongs to its referral."""
    case_id = association.case_in_charge()

    refuse(DIRECTOR, SaveSheet(case_id, code, {"words": "x"}), IllegalStep)


def test_a_sheet_of_somebody_elses_case_is_not_there(refuse, somebody_elses):
    command = SaveSheet(somebody_elses(), SheetCode.ASSESSMENT, {})

    refuse(WORKER, command, NotFound)
