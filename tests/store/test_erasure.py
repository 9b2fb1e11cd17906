"""Erasing a case from a store: rows, images and salts, and a chain that holds."""

from __future__ import annotations

import pytest

from casedesk.circuit.case import CaseId
from casedesk.circuit.changes import Home, Kind
from casedesk.circuit.people import Role
from casedesk.store.erasure import of_cases
from casedesk.store.verify import Problem, verify


@pytest.fixture
def two_cases(association):
    """Two cases with all that a referral brings along."""
    return association.case_being_referred(), association.case_being_referred()


@pytest.fixture
def erase(association):
    def erased(case_id):
        place = association.sit_as_director()
        with place.case_store.work(place.desk.actor, "Erase") as work:
            return work.erase(work.cases.get(case_id))

    return erased


def rows(association, table):
    return association.case_store().db.rows(f"SELECT * FROM {table}")  # noqa: S608 -- names of our tables


def test_nothing_of_the_case_is_left_and_all_of_the_other(
    association, two_cases, erase
):
    gone, stays = two_cases
    association.opened(gone)
    everything = [
        row["name"]
        for row in rows(association, "sqlite_master")
        if row["type"] == "table"
    ]
    before = {name: len(rows(association, name)) for name in everything}

    erase(gone)

    assert [row["id"] for row in rows(association, "cases")] == [stays]
    for name in ("children", "sheets", "referrals"):
        assert {row["case_id"] for row in rows(association, name)} == {stays}
        assert len(rows(association, name)) == before[name] / 2 > 0
    assert len(rows(association, "intakes")) == before["intakes"] == 2


def test_the_journal_keeps_what_was_done_and_not_what_was_written(
    association, two_cases, erase
):
    gone, _ = two_cases
    entries = len(rows(association, "journal"))
    keys = {
        (row["kind"], row["key"])
        for row in rows(association, "journal_row")
        if row["kind"] != "intake"
        and gone
        in association.case_store().db.value(
            "SELECT subject FROM journal WHERE seq = ?", (row["seq"],)
        )
    }
    assert len(keys) > 5

    erase(gone)

    images = {
        (row["kind"], row["key"])
        for row in association.case_store().db.rows(
            "SELECT kind, key FROM journal_row JOIN journal_image USING (seq, ord)"
        )
    }
    assert not keys & images
    assert len(rows(association, "journal")) == entries + 1
    last = [
        row for row in rows(association, "journal_row") if row["seq"] == entries + 1
    ]
    assert {(row["kind"], row["key"]) for row in last} == keys
    assert all(row["before"] and row["after"] is None for row in last)


def test_J11_what_was_erased_is_provably_erased(association, two_cases, erase):
    """Nothing to find fault with, and nothing that could go unnoticed."""
    gone, stays = two_cases
    erase(gone)
    place = association.sit_as_director()
    place.case_store.checkpoint()

    assert verify(place.case_store.db, place.keyring.verify).problems == ()

    db = place.case_store.db
    first = db.value(
        "SELECT min(seq) FROM journal_row WHERE kind = 'case' AND key = ?", (stays,)
    )
    db.run(
        "DELETE FROM journal_image WHERE seq = ? AND ord ="
        " (SELECT ord FROM journal_row WHERE seq = ? AND kind = 'case')",
        (first, first),
    )
    db.checkpoint()
    problems = verify(db, place.keyring.verify).problems
    assert problems == (Problem("image_missing", first, Kind.CASE, stays),)


def test_the_digest_is_of_all_that_was_there(association, two_cases, erase):
    one, other = (erase(each) for each in two_cases)

    assert len(one) == len(other) == 64
    assert one != other


def test_the_subject_of_the_entry_is_the_case(association, two_cases, erase):
    gone, _ = two_cases

    erase(gone)

    last = rows(association, "journal")[-1]
    assert (last["action"], last["subject"]) == ("Erase", gone)


def test_an_alert_goes_with_its_case(association, erase):
    case_id = association.logged_case(in_danger="yes")
    assert len(rows(association, "alerts")) == 1

    erase(case_id)

    assert rows(association, "alerts") == []


def test_a_case_does_not_come_back_from_its_drop(association, erase):
    """The sealed drop goes by age: until then the intake says it was taken in."""
    case_id = association.logged_case()
    erase(case_id)

    association.take_in(Role.SOCIAL_WORKER)

    assert rows(association, "cases") == []
    assert len(association.educator.reads.my_receipts()) == 1


def test_every_kind_of_the_case_base_is_erased_or_told_apart():
    """A new kind of record must say to which case it belongs."""
    from casedesk.store.tables import PLACES

    here = {kind for kind, place in PLACES.items() if place.home is Home.CASES}
    apart = {Kind.CASE, Kind.ALERT, Kind.INTAKE, Kind.TOMBSTONE, Kind.REPORT_COUNT}
    apart |= {Kind.SEARCH, Kind.MEMBER}
    apart |= {Kind.TOLD_APART}  # of two cases, and gone with either
    assert set(of_cases()) == here - apart


def test_a_number_of_an_erased_case_is_not_given_again(association, erase):
    from casedesk.circuit.two_people import Tombstone

    case_id = association.logged_case()
    place = association.sit_as_director()
    number = association.opened(CaseId(case_id)).case.number
    erase(case_id)
    with place.case_store.work(place.desk.actor, "Bury") as work:
        now = work.now
        work.tombstones.save(Tombstone(case_id, number, now, now, now, "a", "b", ""))

        assert work.cases.number_is_taken(number)
        assert not work.cases.number_is_taken("SAL-26-FREE")
