"""Numbered copies: prepared, printed, void."""

from __future__ import annotations

import pytest

from casedesk.circuit.commands.copies import (
    ConfirmPrint,
    NotSigned,
    PreparePrint,
    VoidPrint,
)
from casedesk.circuit.commands.sheets import SaveSheet
from casedesk.circuit.errors import NotFound
from casedesk.circuit.filled import SheetId
from casedesk.circuit.numbers import anchor
from casedesk.circuit.paper_language import PaperLanguage
from casedesk.circuit.people import Role
from casedesk.circuit.referral import CopyState
from casedesk.circuit.sheet import Addressee, SheetCode

WORKER = Role.SOCIAL_WORKER


@pytest.fixture
def ready(association, referring):
    """A signed sheet for the prosecutor."""
    case_id = association.case_being_referred()
    return referring.prepare(referring.of(case_id, Addressee.PROSECUTOR))


def copies(referring, case_id):
    return referring.page(case_id).copies


def test_U01_each_copy_has_its_number_and_the_anchor_of_its_entry(
    association, referring, ready
):
    made = []
    for language in PaperLanguage:
        made.append(
            association.worker.do(PreparePrint(ready.case_id, ready.sheet_id, language))
        )
        head = association.case_store().head()
        prepared = association.worker.reads.prepared_copy(made[-1])
        assert prepared.anchor == anchor(head.sequence, head.hash)

    kept = copies(referring, ready.case_id)
    assert [copy.number for copy in kept] == [1, 2, 3]
    assert {copy.coupon for copy in kept} == {ready.coupon}
    assert [(copy.language, copy.addressee_name) for copy in kept] == [
        ("fr", ready.name_fr),
        ("ar", ready.name_ar),
        ("both", f"{ready.name_ar} · {ready.name_fr}"),
    ]
    assert {copy.prepared_by for copy in kept} == {association.people[WORKER]}


def test_a_sheet_that_stays_in_the_house_has_no_coupon(association, referring, ready):
    page = referring.page(ready.case_id)
    concern = page.file.sheet(SheetCode.CONCERN)

    association.worker.do(PreparePrint(ready.case_id, concern.id, PaperLanguage.FRENCH))

    (copy,) = copies(referring, ready.case_id)
    assert (copy.coupon, copy.addressee_name, copy.number) == ("", "", 1)


def test_what_came_out_and_what_did_not_is_noted(association, referring, ready):
    prepare = PreparePrint(ready.case_id, ready.sheet_id, PaperLanguage.FRENCH)
    first, second = (association.worker.do(prepare) for _ in range(2))

    association.worker.do(VoidPrint(first))
    association.worker.do(ConfirmPrint(second, "ab" * 32))

    assert [(copy.state, copy.digest) for copy in copies(referring, ready.case_id)] == [
        (CopyState.VOID, ""),
        (CopyState.PRINTED, "ab" * 32),
    ]
    association.worker.do(prepare)
    assert [copy.number for copy in copies(referring, ready.case_id)] == [1, 2, 3]


def test_a_draft_is_not_printed(association, referring, refuse):
    case_id = association.case_in_charge()
    association.worker.do(SaveSheet(case_id, SheetCode.ASSESSMENT, {"danger": "1"}))
    draft = referring.page(case_id).file.sheet(SheetCode.ASSESSMENT)

    refused = refuse(
        WORKER, PreparePrint(case_id, draft.id, PaperLanguage.FRENCH), NotSigned
    )

    assert refused.parameters == {"sheet": SheetCode.ASSESSMENT}


def test_a_sheet_is_printed_from_its_own_case_only(association, refuse, ready):
    other = association.logged_case()

    for case_id, sheet_id in (
        (other, ready.sheet_id),
        (ready.case_id, SheetId("none")),
    ):
        refuse(WORKER, PreparePrint(case_id, sheet_id, PaperLanguage.FRENCH), NotFound)


def test_somebody_elses_case_is_not_printed(association, refuse, somebody_elses):
    case_id = somebody_elses()
    sheet = association.opened(case_id, Role.DIRECTOR).sheets[0]
    prepare = PreparePrint(case_id, sheet.id, PaperLanguage.FRENCH)
    copy = association.director.do(prepare)

    for command in (prepare, ConfirmPrint(copy, "x"), VoidPrint(copy)):
        refuse(WORKER, command, NotFound)
    with pytest.raises(NotFound):
        association.worker.reads.prepared_copy(copy)
