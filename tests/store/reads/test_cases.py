from __future__ import annotations

from datetime import timedelta

import pytest

from casedesk.circuit.commands.cases import TakeInCharge, ViewCase
from casedesk.circuit.commands.copies import ConfirmPrint, PreparePrint
from casedesk.circuit.commands.sheets import SaveSheet
from casedesk.circuit.errors import NotFound
from casedesk.circuit.numbers import anchor
from casedesk.circuit.paper_language import PaperLanguage
from casedesk.circuit.people import Role
from casedesk.circuit.sheet import SheetCode
from casedesk.circuit.stages import Step
from casedesk.store.happened import HAPPENED


def test_the_page_of_a_case_has_all_of_it(association):
    case_id = association.case_being_referred()

    page = association.opened(case_id)

    assert page.case.id == case_id
    assert page.child.given_arabic == "سلمى"
    assert [sheet.number for sheet in page.sheets] == ["A1", "B1", "J1"]
    assert len(page.referrals) == 3
    assert [each.transition.step for each in page.steps] == [
        Step.CONFIRM_RECEPTION,
        Step.RETURN_TO_DECISION,
        Step.DECIDE_AGAIN,
        Step.NOTE_DEATH,
        Step.SUSPEND,
        Step.MERGE,
    ]
    assert all(each.missing for each in page.steps)


def test_the_chronology_is_the_journal_of_this_case(association, clock):
    other = association.logged_case()
    case_id = association.logged_case()
    clock.pass_(hours=1)
    association.worker.do(TakeInCharge(case_id))
    association.director.do(ViewCase(case_id))
    association.director.do(ViewCase(other))

    page = association.opened(case_id)

    assert [each.action for each in page.chronology] == ["TakeInDrop", "TakeInCharge"]
    assert [each.actor for each in page.chronology] == [
        association.people[Role.DIRECTOR],
        association.people[Role.SOCIAL_WORKER],
    ]
    assert page.chronology[1].at - page.chronology[0].at == timedelta(hours=1)
    taken_in, taken = page.chronology
    assert [each["kind"] for each in taken_in.details] == [
        "case",
        "child",
        "sheet",
        "intake",
    ]
    assert taken.details[0]["owner"] == association.people[Role.SOCIAL_WORKER]
    assert not any("content" in each for each in taken_in.details)


def test_a_chronology_reads_the_entries_of_its_case_and_no_others(association):
    db = association.case_store().db

    plan = db.rows(f"EXPLAIN QUERY PLAN {HAPPENED}", ("case",))

    steps = [row["detail"] for row in plan]
    entries = "SEARCH journal USING INDEX journal_by_subject (subject=?)"
    assert [step for step in steps if not step.startswith("SEARCH")] == []
    assert entries in steps


def test_somebody_else_s_case_is_as_if_it_were_not(association):
    case_id = association.logged_case()
    association.director.do(TakeInCharge(case_id))

    with pytest.raises(NotFound) as refusal:
        association.worker.do(ViewCase(case_id))
    with pytest.raises(NotFound):
        association.worker.reads.case_page(case_id)
    with pytest.raises(NotFound):
        association.worker.reads.liaison_content(case_id)

    assert not refusal.value.parameters.get("owner")


def test_a_case_that_goes_to_somebody_else_closes_its_page(association):
    case_id = association.logged_case()
    association.opened(case_id, Role.SOCIAL_WORKER)
    association.director.do(TakeInCharge(case_id))

    with pytest.raises(NotFound):
        association.worker.reads.case_page(case_id)


def test_a_liaison_sheet_begins_with_what_was_signed(association):
    case_id = association.case_in_charge()
    draft = SaveSheet(case_id, SheetCode.ASSESSMENT, {"danger": "4"})
    association.worker.do(draft)
    association.opened(case_id)

    content = association.worker.reads.liaison_content(case_id)

    assert set(content) == {"F-A", "child"}
    assert content["F-A"]["words"] == association.concern["words"]
    assert content["child"]["given_latin"] == "Salma"
    assert not {"id", "case_id", "version"} & set(content["child"])


def test_a_coupon_leads_to_its_referral_for_those_who_may_know(association):
    case_id = association.case_being_referred()
    referral = association.opened(case_id).referrals[1]

    found = association.worker.reads.referral_by_coupon(referral.coupon)

    assert found.referral == referral
    assert (found.case_id, found.case_number) == (
        case_id,
        association.opened(case_id).case.number,
    )
    with pytest.raises(NotFound):
        association.worker.reads.referral_by_coupon("0000-0000-0")


def test_a_coupon_of_somebody_else_s_case_leads_nowhere(association):
    case_id = association.case_being_referred()
    coupon = association.opened(case_id, Role.DIRECTOR).referrals[0].coupon
    store = association.case_store()
    director = association.sit_as_director()
    with store.work(director.desk.actor, "Take") as work:
        case = work.cases.get(case_id)
        work.cases.save(type(case)(**{**fields_of(case), "owner": director.person}))

    assert association.director.reads.referral_by_coupon(coupon).case_id == case_id
    with pytest.raises(NotFound):
        association.worker.reads.referral_by_coupon(coupon)


def fields_of(record):
    return {name: getattr(record, name) for name in record.__slots__}


def test_a_copy_carries_the_anchor_of_the_entry_that_made_it(association):
    case_id = association.case_in_charge()
    concern = association.opened(case_id).sheets[0]
    copy_id = association.worker.do(
        PreparePrint(case_id, concern.id, PaperLanguage.FRENCH)
    )
    made_by = association.case_store().head()
    association.worker.do(ConfirmPrint(copy_id, "0" * 64))

    prepared = association.worker.reads.prepared_copy(copy_id)

    assert prepared.copy.id == copy_id
    assert prepared.anchor == anchor(made_by.sequence, made_by.hash)
    with pytest.raises(NotFound):
        association.worker.reads.prepared_copy("no such copy")
