"""Blank sheets: where they are noted, and how they find their way back."""

from __future__ import annotations

import json

import pytest

from casedesk.circuit.attachment import AttachmentKind
from casedesk.circuit.blank import BlankElsewhere
from casedesk.circuit.commands.attachments import AddAttachment
from casedesk.circuit.commands.blanks import (
    BringBackBlank,
    IssueBlank,
    IssueCaseBlank,
)
from casedesk.circuit.errors import NotFound, NotPermitted
from casedesk.circuit.numbers import typed_coupon
from casedesk.circuit.people import Role
from casedesk.circuit.sheet import Incomplete, SheetCode
from tests.circuit.conftest import everything

WORKER, EDUCATOR = Role.SOCIAL_WORKER, Role.EDUCATOR


def test_an_educator_takes_a_blank_concern_along_and_nothing_else(association, refuse):
    code = association.educator.do(IssueBlank(SheetCode.CONCERN))

    row = association.educator.reads.blank(code)
    assert typed_coupon(code.lower().replace("-", "")) == code
    assert (row.sheet_code, row.issued_by, row.case_id) == (
        SheetCode.CONCERN,
        association.people[EDUCATOR],
        None,
    )
    refuse(EDUCATOR, IssueBlank(SheetCode.ASSESSMENT), NotPermitted)


def test_which_case_a_blank_is_for_only_the_compartment_of_the_case_knows(association):
    case_id = association.case_in_charge()
    code = association.worker.do(IssueCaseBlank(case_id, SheetCode.ASSESSMENT))

    with pytest.raises(NotFound):
        association.educator.reads.blank(code)
    assert code not in repr(everything(association.sit(EDUCATOR)))
    assert association.worker.reads.blank(code).case_id == case_id


def test_the_blank_of_somebody_elses_case_is_not_found(association, somebody_elses):
    theirs = somebody_elses()
    code = association.director.do(IssueCaseBlank(theirs, SheetCode.CONCERN))

    with pytest.raises(NotFound):
        association.worker.reads.blank(code)


def test_a_blank_comes_back_to_a_case_with_its_scan(association):
    code = association.educator.do(IssueBlank(SheetCode.CONCERN))
    case_id = association.case_in_charge()
    scan = AddAttachment(case_id, "F-A", AttachmentKind.TEXT, b"scan")
    scanned = association.worker.do(scan)

    association.worker.do(BringBackBlank(case_id, code, SheetCode.CONCERN, scanned))

    row = association.worker.reads.blank(code)
    assert (row.case_id, row.has_scan, row.returned_at) == (
        case_id,
        True,
        association.clock(),
    )
    assert row.issued_by == association.people[EDUCATOR]


def test_a_scan_is_kept_when_the_sheet_is_brought_back_again(association):
    case_id = association.case_in_charge()
    code = association.worker.do(IssueCaseBlank(case_id, SheetCode.ASSESSMENT))
    scan = AddAttachment(case_id, "F-B", AttachmentKind.TEXT, b"scan")
    back = BringBackBlank(
        case_id, code, SheetCode.ASSESSMENT, association.worker.do(scan)
    )
    association.worker.do(back)

    association.worker.do(BringBackBlank(case_id, code, SheetCode.ASSESSMENT))

    assert association.worker.reads.blank(code).has_scan


def test_a_sheet_of_another_case_or_a_wrong_code_is_refused(association, refuse):
    one, other = association.case_in_charge(), association.case_in_charge()
    code = association.worker.do(IssueCaseBlank(one, SheetCode.ASSESSMENT))
    scan = AddAttachment(one, "F-B", AttachmentKind.TEXT, b"scan")
    elsewhere = association.worker.do(scan)

    sheet = SheetCode.ASSESSMENT
    refuse(WORKER, BringBackBlank(other, code, sheet), BlankElsewhere)
    refuse(WORKER, BringBackBlank(one, "7F3K", sheet), Incomplete)
    refuse(WORKER, BringBackBlank(other, "x", sheet, elsewhere), NotFound)


def test_a_concern_typed_from_paper_brings_its_sheet_to_the_case(association):
    code = association.educator.do(IssueBlank(SheetCode.CONCERN))
    content = {
        **association.concern,
        "paper_code": code,
        "paper_written_at": "2026-03-01T18:00 about",
    }

    case_id = association.logged_case(content)

    row = association.worker.reads.blank(code)
    assert (row.case_id, row.sheet_code) == (case_id, SheetCode.CONCERN)
    sheet = association.opened(case_id).file.sheet(SheetCode.CONCERN)
    assert sheet.content["paper_written_at"] == "2026-03-01T18:00 about"
    assert sheet.written_at == association.clock()  # typed now, and says so


@pytest.mark.parametrize("code", ["7F3K", "", 5, ["x"]])
def test_a_concern_is_taken_in_whatever_code_it_carries(association, code):
    content = {**association.concern, "paper_code": code}
    try:
        association.record(content)
    except Incomplete:
        return  # the screen would have refused it
    association.take_in()

    assert association.director.reads.alerts() == ()
    assert json.dumps(content)


def test_the_code_of_a_sheet_that_came_back_opens_no_second_case(association):
    code = association.educator.do(IssueBlank(SheetCode.CONCERN))
    content = {**association.concern, "paper_code": code}
    first = association.logged_case(content)

    second = association.logged_case(content)

    assert second != first
    assert association.worker.reads.blank(code).case_id == first
