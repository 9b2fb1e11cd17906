from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import pytest

from casedesk.circuit.case import Case, CaseId, Child, ChildId
from casedesk.circuit.errors import CompartmentClosed, NotFound
from casedesk.circuit.people import Role
from casedesk.circuit.queries import CaseList, CaseRow
from casedesk.circuit.referral import Referral, ReferralId, ReferralState
from casedesk.circuit.sheet import Addressee
from casedesk.circuit.stages import Stage
from casedesk.store.reads.board import page_query

OWNERS = 4
HOW_MANY = 120
READERS = (Role.DIRECTOR, Role.SOCIAL_WORKER)


@pytest.fixture(scope="session")
def crowd(founded, tmp_path_factory):
    """A hundred and twenty cases of every danger, stage and owner, two days around."""
    clock = type(founded.clock)()
    association = founded.copied(tmp_path_factory.mktemp("crowd") / "vault", clock)
    fill(association, clock)
    association.stand_up()
    return association


@pytest.fixture
def crowded(crowd, clock, tmp_path):
    mine = crowd.copied(tmp_path / "crowded", clock)
    yield mine
    mine.stand_up()


def fill(association, clock):
    place = association.sit_as_director()
    worker = association.people[Role.SOCIAL_WORKER]
    owners = ["", worker, association.people[Role.DIRECTOR], "somebody"]
    with place.case_store.work(place.desk.actor, "Crowd") as work:
        for n in range(HOW_MANY):
            hours = timedelta(hours=(n * 37) % 96 - 48)
            stage = list(Stage)[1 + n % 10 % 9]
            clocked = stage.is_open and n % 11 != 0
            case = Case(
                id=CaseId(f"case{n}"),
                number=f"SAL-26-{n * 7919 % 10_000:04}",
                stage=stage,
                since=clock() - timedelta(hours=n),
                opened_at=clock(),
                due_at=clock() + hours if clocked else None,
                author=worker,
                receipt=f"receipt{n}",
                entry="DOUTE",
                owner=owners[n % OWNERS],
                danger=["", "0", "1", "2", "3", "4"][n % 6],
                urgent=n % 5 == 0,
            )
            work.cases.save(case)
            child = Child(ChildId(f"child{n}"), case.id, sex="F", birth="2017")
            work.children.save(child)
            if n % 10 == 0:
                work.referrals.save(referral(case, n, clock()))


def referral(case, n, now):
    state = [ReferralState.PREP, ReferralState.REFUSED, ReferralState.ACCEPTED][
        n // 10 % 3
    ]
    answered = now.date() if state is ReferralState.ACCEPTED else None
    return Referral(
        id=ReferralId(f"referral{n}"),
        case_id=case.id,
        organisation="upe",
        addressee=Addressee.UPE_CAPE,
        name_fr="UPE",
        name_ar="UPE",
        address="",
        coupon=f"coupon{n}",
        created_at=now,
        state=state,
        answered_on=answered,
    )


def pages(desk, which, now, size):
    """The whole list, page by page."""
    found, after = [], None
    while True:
        page = desk.reads.cases(which, now, after, size)
        found += page
        if len(page) < size:
            return found
        after = page[-1]


def is_open(row: CaseRow):
    return row.stage.is_open


def rank(row: CaseRow):
    """The order of every list, said once more and otherwise."""
    danger = max(int(row.danger or 0), 3 if row.urgent else 0)
    return -danger, row.due_at is None, row.due_at, row.number


@pytest.mark.parametrize("role", READERS)
@pytest.mark.parametrize("which", CaseList)
def test_pages_of_any_size_make_the_whole_list_in_order(crowded, clock, role, which):
    desk = crowded.sit(role).desk

    whole = pages(desk, which, clock(), 1000)

    assert len(whole) == desk.reads.count(which, clock()) > 0
    for size in (1, 7):
        assert pages(desk, which, clock(), size) == whole
    assert len({row.id for row in whole}) == len(whole)
    for before, after in pairwise(whole):
        if before.due_at and after.due_at:
            assert rank(before) < rank(after)
        else:
            assert rank(before)[:2] <= rank(after)[:2]


@pytest.mark.parametrize("which", CaseList)
def test_a_list_holds_what_it_says_and_only_what_one_may_know(crowded, clock, which):
    both = CaseList.ALL, CaseList.CLOSED
    everything = [
        row for each in both for row in pages(crowded.director, each, clock(), 1000)
    ]
    assert len(everything) == HOW_MANY
    belongs = {
        CaseList.ALL: is_open,
        CaseList.CLOSED: lambda row: not is_open(row),
        CaseList.MINE: lambda row: is_open(row) and row.owner == me,
        CaseList.TO_DECIDE: lambda row: row.stage is Stage.DECISION,
        CaseList.LATE: lambda row: row.due_at is not None and row.due_at < clock(),
        CaseList.CAME_BACK: lambda row: int(row.id[4:]) % 30 == 20,
        CaseList.UNASSIGNED: lambda row: is_open(row) and row.owner == "",
        CaseList.TO_REFER: lambda row: is_open(row) and int(row.id[4:]) % 30 == 0,
        CaseList.TO_CHASE: lambda row: is_open(row) and int(row.id[4:]) % 30 == 20,
        CaseList.TO_REDIRECT: lambda row: is_open(row) and int(row.id[4:]) % 30 == 10,
    }[which]

    for role in READERS:
        place = crowded.sit(role)
        me, sees = place.person, place.desk.actor.sees_owner
        expected = [row for row in everything if belongs(row) and sees(row.owner)]
        found = pages(place.desk, which, clock(), 1000)
        assert sorted(row.id for row in found) == sorted(row.id for row in expected)


def test_a_row_shows_no_name(crowded, clock):
    row = crowded.director.reads.cases(CaseList.ALL, clock(), None, 1)[0]

    assert (row.sex, row.birth) == ("F", "2017")
    assert not {"given_latin", "given_arabic", "usual_name"} & set(row.__slots__)


def test_what_came_back_is_of_the_association_s_own_day(association, clock):
    """At half past eleven in the evening UTC it is tomorrow in Salé, but in Ramadan."""
    clock.pass_(days=31)
    fill(association, clock)
    late = clock().replace(hour=23, minute=30)

    assert association.director.reads.count(CaseList.CAME_BACK, late) == 0
    assert association.director.reads.count(CaseList.CAME_BACK, clock()) == 4


@pytest.mark.parametrize("role", READERS)
@pytest.mark.parametrize("which", CaseList)
def test_no_page_reads_the_whole_table(crowded, clock, role, which):
    """An index gives the order; only what answers name is sorted, and that is short."""
    reads = crowded.sit(role).desk.reads
    first = reads.cases(which, clock(), None, 2)

    for after in (None, first[0]):
        values = {**reads._values(clock()), "limit": 50}
        values |= {"after_calm": 1, "after_due": "", "after_number": ""}
        sql = page_query(reads._branches(which, after), after)
        plan = crowded.sit(role).case_store.db.rows(f"EXPLAIN QUERY PLAN {sql}", values)
        steps = [row["detail"] for row in plan]
        assert any("cases" in step for step in steps)
        scans = [step for step in steps if step.startswith("SCAN")]
        if which is CaseList.ALL and after is None and role is Role.DIRECTOR:
            assert scans == ["SCAN cases USING INDEX cases_by_danger"]  # up to LIMIT
        else:
            assert scans == []
        sorting = [step for step in steps if "TEMP B-TREE" in step]
        few = CaseList.CAME_BACK, CaseList.TO_REFER, CaseList.TO_CHASE
        if which not in (*few, CaseList.TO_REDIRECT):
            assert sorting == []


def test_a_case_that_somebody_takes_leaves_the_others_lists(crowded, clock):
    before = crowded.worker.reads.count(CaseList.UNASSIGNED, clock())
    place = crowded.sit_as_director()

    with place.case_store.work(place.desk.actor, "Take") as work:
        free = work.cases.get("case4")
        work.cases.save(replace(free, owner=place.person))

    assert crowded.worker.reads.count(CaseList.UNASSIGNED, clock()) == before - 1
    seen = pages(crowded.worker, CaseList.ALL, clock(), 50)
    assert "case4" not in [row.id for row in seen]


def test_an_educator_has_no_list_at_all(association, clock):
    reads = association.educator.reads

    with pytest.raises(CompartmentClosed):
        reads.cases(CaseList.ALL, clock(), None, 10)
    with pytest.raises(CompartmentClosed):
        reads.count(CaseList.ALL, clock())
    with pytest.raises(CompartmentClosed):
        reads.alerts()
    with pytest.raises(CompartmentClosed):
        reads.case_page(CaseId("case1"))


def test_a_case_nobody_opened_has_no_page(crowded):
    with pytest.raises(NotFound):
        crowded.director.reads.case_page(CaseId("case1"))
