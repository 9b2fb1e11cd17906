"""Recording a concern: gates, drafts, sending, complements, receipts."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime

import pytest

from casedesk.circuit.changes import Home
from casedesk.circuit.commands.concerns import (
    BeginDraft,
    DiscardDraft,
    RaiseAlert,
    SaveComplement,
    SaveDraft,
    SendComplement,
    SendConcern,
    UpdateReceipts,
)
from casedesk.circuit.concern import ConcernStatus, MemberInvolved, ReceiptId
from casedesk.circuit.errors import NotFound
from casedesk.circuit.people import Role
from casedesk.circuit.queries import StatusDue
from casedesk.circuit.sheet import LONGEST_LINE, LONGEST_TEXT, Incomplete, Lack

ME = Role.EDUCATOR


@pytest.fixture
def draft(association):
    return association.educator.do(BeginDraft("no", "no"))


def drafts(association, role=ME):
    return association.sit(role).desk.reads.my_drafts()


def lacks(refused):
    return {(gap.field, gap.lack) for gap in refused.gaps}


def test_a_draft_begins_with_what_the_gates_said(association):
    calls = ({"act": "CALL_19", "who": "Police", "at": "2026-03-02T12:30 exact"},)

    draft = association.educator.do(BeginDraft("no", "no", calls))

    (row,) = drafts(association)
    assert row.id == draft
    assert row.content == {"in_danger": "no", "actions": [dict(calls[0])]}
    assert row.number.startswith("R-")


@pytest.mark.parametrize("danger", ["yes", "no", "unknown"])
@pytest.mark.parametrize("member", ["yes", "unknown"])
def test_where_a_member_may_be_involved_not_a_byte_is_kept(
    association, refuse, danger, member
):
    association.stand_up()
    association.sit(ME)
    files = digests(association)

    with pytest.raises(MemberInvolved):
        association.educator.do(BeginDraft(danger, member))

    assert digests(association) == files
    assert drafts(association) == ()
    refuse(ME, BeginDraft(danger, member), MemberInvolved)


def digests(association):
    return {
        each.name: hashlib.sha256(each.read_bytes()).hexdigest()
        for each in association.folder.iterdir()
        if not each.name.endswith("-shm")
    }


@pytest.mark.parametrize(
    ("danger", "member", "field"),
    [
        ("", "no", "in_danger"),
        ("peut-être", "no", "in_danger"),
        ("no", "", "member_involved"),
        ("yes", "NO", "member_involved"),
    ],
)
def test_a_gate_that_is_not_answered_lets_nothing_through(
    refuse, danger, member, field
):
    refused = refuse(ME, BeginDraft(danger, member), Incomplete)

    assert lacks(refused) == {(field, Lack.MISSING)}


@pytest.mark.parametrize(("danger", "alerts"), [("no", 0), ("yes", 1), ("unknown", 1)])
def test_danger_and_doubt_alert_the_team_at_once(association, danger, alerts):
    association.educator.do(BeginDraft(danger, "no"))

    db = association.sit(ME).desk_store.db
    assert db.value("SELECT count(*) FROM drops") == alerts
    association.take_in()
    found = association.director.reads.alerts()
    assert [alert.danger for alert in found] == [danger] * alerts


def test_danger_that_shows_while_one_writes_alerts_the_team(association, draft):
    for danger in ("no", "unknown", "yes"):
        association.educator.do(RaiseAlert(draft, danger))

    association.take_in()
    found = association.director.reads.alerts()
    assert {alert.danger for alert in found} == {"unknown", "yes"}
    association.educator.do(SendConcern(draft, association.concern))
    association.take_in()
    assert association.director.reads.alerts() == ()


def test_an_alert_belongs_to_a_draft_of_ones_own_and_says_something(
    association, refuse, draft
):
    refuse(Role.DIRECTOR, RaiseAlert(draft, "yes"), NotFound)
    refused = refuse(ME, RaiseAlert(draft, "peut-être"), Incomplete)

    assert lacks(refused) == {("in_danger", Lack.MISSING)}


def test_a_draft_keeps_what_is_typed_even_what_could_not_be_sent(association, draft):
    """A pasted megabyte, a reversed name, a date to come: nothing typed is lost."""
    typed = {
        "in_danger": "no",
        "words": "x" * 1_000_000,
        "given_latin": "Sal\u202ema",
        "observed_at": "2126-01-01T00:00 exact",
        "unknown": ["anything"],
    }

    association.educator.do(SaveDraft(draft, typed))

    (row,) = drafts(association)
    assert row.content == typed


def test_a_draft_is_not_journalled_and_keeps_its_number(association, draft):
    store = association.sit(ME).desk_store
    head, (before,) = store.head(), drafts(association)

    association.clock.pass_(minutes=1)
    for typed in ("a", "ab", "abc"):
        association.educator.do(SaveDraft(draft, {"in_danger": "no", "words": typed}))

    (after,) = drafts(association)
    assert store.head() == head
    assert (after.number, after.started_at) == (before.number, before.started_at)
    assert after.saved_at > before.saved_at


@pytest.mark.parametrize("role", [Role.DIRECTOR, Role.SOCIAL_WORKER])
def test_a_draft_is_its_authors_alone(association, refuse, draft, role):
    assert drafts(association, role) == ()
    refuse(role, SaveDraft(draft, {"in_danger": "no"}), NotFound)
    refuse(role, SendConcern(draft, association.concern), NotFound)
    refuse(role, DiscardDraft(draft), NotFound)

    assert [row.id for row in drafts(association)] == [draft]


def test_a_draft_that_was_given_up_is_gone(association, refuse, draft):
    association.educator.do(DiscardDraft(draft))

    assert drafts(association) == ()
    refuse(ME, SaveDraft(draft, {}), NotFound)
    refuse(ME, DiscardDraft(draft), NotFound)


def test_what_is_sent_leaves_a_receipt_and_no_draft(association, draft):
    (row,) = drafts(association)

    number = association.educator.do(SendConcern(draft, association.concern))

    (receipt,) = association.educator.reads.my_receipts()
    assert receipt.number == row.number == number
    assert receipt.sent_at == association.clock()
    assert [each.status for each in receipt.statuses] == [ConcernStatus.SENT]
    assert drafts(association) == ()


def test_a_concern_is_sent_once(association, refuse, draft):
    association.educator.do(SendConcern(draft, association.concern))

    refuse(ME, SendConcern(draft, association.concern), NotFound)


def test_everybody_who_works_with_children_can_record_a_concern(association):
    for role in (Role.SOCIAL_WORKER, Role.DIRECTOR):
        desk = association.sit(role).desk
        desk.do(SendConcern(desk.do(BeginDraft("no", "no")), association.concern))
        assert len(desk.reads.my_receipts()) == 1
    assert association.educator.reads.my_receipts() == ()


def test_whoever_could_reach_nobody_sends_all_the_same(association, draft):
    untold = {"told_person", "told_at"}
    content = {k: each for k, each in association.concern.items() if k not in untold}

    association.educator.do(SendConcern(draft, content))

    assert len(association.educator.reads.my_receipts()) == 1


@pytest.mark.parametrize(
    "field",
    ["where_now", "entry", "sex", "birth", "observed_at", "actions"],
)
def test_a_concern_without_what_cannot_wait_is_not_sent(
    association, refuse, draft, field
):
    content = {key: each for key, each in association.concern.items() if key != field}

    refused = refuse(ME, SendConcern(draft, content), Incomplete)

    assert (field, Lack.MISSING) in lacks(refused)


def test_a_concern_needs_an_account_of_what_happened(association, refuse, draft):
    silent = {
        **association.concern,
        "words": "",
        "physical_signs": "",
        "entry": "DOUTE",
        "words_language": "",
    }

    refused = refuse(ME, SendConcern(draft, silent), Incomplete)

    assert {field for field, _ in lacks(refused)} & {"physical_signs", "words"}


def test_a_pasted_megabyte_is_not_sent_and_not_lost(association, refuse, draft):
    pasted = {**association.concern, "words": "x" * 1_000_000}
    association.educator.do(SaveDraft(draft, pasted))

    refused = refuse(ME, SendConcern(draft, pasted), Incomplete)

    (gap,) = refused.gaps
    assert (gap.field, gap.lack, gap.limit) == ("words", Lack.TOO_LONG, LONGEST_TEXT)
    (row,) = drafts(association)
    assert row.content["words"] == "x" * 1_000_000


@pytest.mark.parametrize(
    ("field", "value", "lack"),
    [
        ("observed_at", "2026-03-03T13:00 exact", Lack.IN_THE_FUTURE),
        ("told_at", "2027-01-01T00:00 exact", Lack.IN_THE_FUTURE),
        ("birth", "2026-03-03", Lack.IN_THE_FUTURE),
        ("birth", "1990", Lack.NOT_A_CHILD),
        ("birth", "2017-13-01", Lack.NOT_A_DATE),
        ("given_latin", "Sal\u202eam", Lack.HIDDEN_CHARACTERS),
        ("family_arabic", "بنعلي\u2066", Lack.HIDDEN_CHARACTERS),
        ("given_latin", "Sal\x00ma", Lack.HIDDEN_CHARACTERS),
        ("commune", "x" * (LONGEST_LINE + 1), Lack.TOO_LONG),
        ("entry", "INVENTED", Lack.NOT_A_CODE),
        ("sex", ["F"], Lack.NOT_ASKED),
        ("invented", "x", Lack.NOT_ASKED),
    ],
)
def test_an_answer_that_cannot_be_is_refused_beside_its_field(
    association, refuse, draft, field, value, lack
):
    content = {**association.concern, field: value}

    refused = refuse(ME, SendConcern(draft, content), Incomplete)

    assert lacks(refused) == {(field, lack)}


def test_a_name_may_be_joined_and_vocalised(association, draft):
    """Zero-width joiners and vowel marks are spelling, not tricks."""
    names = {"given_arabic": "مُحَمَّد\u200c", "usual_name": "Zi\u200dzi"}

    association.educator.do(SendConcern(draft, {**association.concern, **names}))


def test_answers_that_the_others_hide_do_not_travel(association):
    hidden = {
        **association.concern,
        "other_children": "no",
        "other_children_count": 3,
    }

    case_id = association.logged_case(hidden)

    page = association.opened(case_id)
    assert page.sheets[0].content["other_children"] == "no"
    assert "other_children_count" not in page.sheets[0].content


def test_a_complement_is_added_to_ones_own_receipt_only(association, refuse):
    association.record()
    (receipt,) = association.educator.reads.my_receipts()

    for role in (Role.DIRECTOR, Role.SOCIAL_WORKER):
        refuse(role, SendComplement(receipt.id, "Suite."), NotFound)

    association.educator.do(SendComplement(receipt.id, "Suite."))
    association.educator.do(SendComplement(receipt.id, "Encore."))
    association.take_in()
    amended = association.case_store().db.rows("SELECT text FROM amendments")
    assert [row["text"] for row in amended] == ["Suite.", "Encore."]


def test_a_complement_being_written_is_kept_until_it_is_sent_or_emptied(
    association, refuse
):
    association.record()
    (receipt,) = association.educator.reads.my_receipts()
    store = association.sit(ME).desk_store
    refuse(Role.DIRECTOR, SaveComplement(receipt.id, "Autre."), NotFound)

    def kept():
        return store.db.value("SELECT count(*) FROM drafts")

    for text, rows in (("Su", 1), ("Suite.", 1), (" ", 0), ("Suite.", 1)):
        association.educator.do(SaveComplement(receipt.id, text))
        assert kept() == rows
    assert drafts(association) == ()  # it is no concern
    association.educator.do(SendComplement(receipt.id, "Suite."))

    assert kept() == 0


@pytest.mark.parametrize(
    ("text", "lack"),
    [
        ("", Lack.MISSING),
        (" \n\t", Lack.MISSING),
        ("x" * (LONGEST_TEXT + 1), Lack.TOO_LONG),
    ],
)
def test_a_complement_says_something_and_not_everything(
    association, refuse, text, lack
):
    association.record()
    (receipt,) = association.educator.reads.my_receipts()

    refused = refuse(ME, SendComplement(receipt.id, text), Incomplete)

    assert lacks(refused) == {("text", lack)}


def test_telling_an_author_twice_writes_once(association):
    association.record()
    (receipt,) = association.educator.reads.my_receipts()
    me = association.people[ME]
    at = datetime(2026, 3, 2, 13, tzinfo=UTC)
    due = StatusDue(receipt.id, me, ConcernStatus.READ, at)
    store = association.sit(Role.DIRECTOR).desk_store
    association.director.do(UpdateReceipts((due, due)))
    head = store.head()

    association.director.do(UpdateReceipts((due,)))

    assert store.head() == head
    (receipt,) = association.educator.reads.my_receipts()
    assert [(each.status, each.at) for each in receipt.statuses][1:] == [
        (ConcernStatus.READ, at)
    ]


def test_a_receipt_of_somebody_else_is_not_there(association):
    association.record()

    assert association.director.reads.my_receipts() == ()
    assert ReceiptId("none") not in {
        each.id for each in association.educator.reads.my_receipts()
    }


def test_what_was_sent_can_only_be_read_by_the_team(association):
    association.record()
    seals = association.sit(ME).desk_store.seals
    db = association.sit(ME).desk_store.db

    for row in db.rows("SELECT id, sealed FROM drops"):
        assert seals.open_drop(row["sealed"], f"drop:{row['id']}") is None
        team = association.sit(Role.DIRECTOR).desk_store.seals
        assert team.open_drop(row["sealed"], f"drop:{row['id']}")
    assert association.sit(ME).keyring.compartments == (Home.DESK,)
