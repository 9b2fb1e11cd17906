"""Who may read which lines of the journals, and what they say of a code on paper."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from casedesk.circuit.changes import Home, Kind
from casedesk.circuit.commands.cases import PreviewSheet, TakeInCharge, ViewCase
from casedesk.circuit.commands.concerns import BeginDraft
from casedesk.circuit.commands.copies import PreparePrint
from casedesk.circuit.commands.verification import NoteVerified
from casedesk.circuit.errors import CompartmentClosed, NotPermitted
from casedesk.circuit.journal import (
    SEALING,
    ActKind,
    AnchorState,
    Head,
    JournalFilter,
    Problem,
    act_kind,
)
from casedesk.circuit.numbers import anchor, typed_anchor
from casedesk.circuit.paper_language import PaperLanguage
from casedesk.circuit.people import Person, PersonId, Role
from casedesk.circuit.rights import Actor
from casedesk.store.reads.journal import page_query
from casedesk.store.reads.sqlreads import SqlReads

CASES = JournalFilter(Home.CASES)
DESK = JournalFilter(Home.DESK)
ALL = 1000


@pytest.fixture
def read(association):
    """The lines somebody sees."""

    def lines(role, which=CASES, before=None, limit=ALL):
        return association.sit(role).desk.reads.journal(which, before, limit)

    return lines


@pytest.fixture
def board(association):
    """The questions of somebody of the board, who has the key of the desk only."""
    place = association.sit(Role.DIRECTOR)
    person = Person(PersonId("board"), "Bureau", Role.BOARD)
    rights = association.rules.rights.of(person)
    actor = Actor(person.id, person.label, person.role, rights)
    return SqlReads(actor, place.desk_store, None)


def entries(store):
    return store.db.rows("SELECT * FROM journal ORDER BY seq DESC")


def test_the_director_reads_every_line_the_latest_first(association, read):
    association.case_being_referred()

    for home, store in (
        (Home.CASES, association.case_store()),
        (Home.DESK, association.sit(Role.DIRECTOR).desk_store),
    ):
        lines = read(Role.DIRECTOR, JournalFilter(home))
        written = [row for row in entries(store) if row["action"] not in SEALING]
        assert [line.sequence for line in lines] == [row["seq"] for row in written]
        assert [line.action for line in lines] == [row["action"] for row in written]
        assert [line.hash for line in lines] == [row["hash"] for row in written]


def test_a_line_says_who_when_about_which_case_and_what_it_touched(
    association, read, clock
):
    case_id = association.logged_case()
    at = clock.pass_(hours=2)
    association.worker.do(TakeInCharge(case_id))

    line = read(Role.DIRECTOR)[0]

    number = association.opened(case_id).case.number
    assert (line.actor, line.at) == (association.people[Role.SOCIAL_WORKER], at)
    assert (line.action, line.case_id, line.case_number) == (
        "TakeInCharge",
        case_id,
        number,
    )
    assert line.kinds == (Kind.CASE,)


def test_pages_follow_one_another_without_a_gap(association, read):
    association.case_being_referred()
    whole = read(Role.DIRECTOR)

    pages, before = [], None
    while page := read(Role.DIRECTOR, CASES, before, 3):
        pages += page
        before = page[-1].sequence

    assert tuple(pages) == whole


def test_a_social_worker_sees_their_own_acts_and_cases_and_no_others(association, read):
    mine = association.case_in_charge()
    theirs = association.logged_case()
    association.worker.do(ViewCase(theirs))
    association.director.do(TakeInCharge(theirs))
    association.director.do(ViewCase(mine))

    lines = read(Role.SOCIAL_WORKER)

    me = association.people[Role.SOCIAL_WORKER]
    assert [(line.action, line.case_id) for line in lines] == [
        ("ViewCase", mine),
        ("ViewCase", ""),  # one's own act, in what is another's case by now
        ("TakeInCharge", mine),
        ("TakeInDrop", mine),
    ]
    assert {line.actor for line in lines} == {me, association.people[Role.DIRECTOR]}
    assert read(Role.SOCIAL_WORKER, replace(CASES, person=me)) == tuple(
        line for line in lines if line.actor == me
    )


def test_what_everybody_did_in_common_is_each_one_s_own(association, read):
    association.record()

    lines = read(Role.EDUCATOR, DESK)

    assert [line.action for line in lines] == ["SendConcern"]
    assert read(Role.SOCIAL_WORKER, DESK) == ()
    director = association.people[Role.DIRECTOR]
    assert read(Role.EDUCATOR, replace(DESK, person=director)) == ()


def test_P07_what_others_sealed_is_listed_to_nobody(association, read, board):
    """Nor could be asked for: a line without a case would tell of a circle."""
    association.record(in_danger="yes")
    association.director.do(BeginDraft("yes", "no"))
    educator = association.people[Role.EDUCATOR]
    store = association.sit(Role.DIRECTOR).desk_store
    sealed = [row for row in entries(store) if row["action"] in SEALING]
    assert {row["actor"] for row in sealed} > {educator}

    lines = read(Role.DIRECTOR, DESK)

    director = association.people[Role.DIRECTOR]
    assert {line.actor for line in lines if line.action in SEALING} == {director}
    assert read(Role.DIRECTOR, replace(DESK, person=educator)) == ()
    by_kind = read(Role.DIRECTOR, replace(DESK, kind=ActKind.SEALED))
    assert {line.actor for line in by_kind} == {director}
    assert not [x for x in board.journal(DESK, None, ALL) if x.action in SEALING]
    assert {line.action for line in read(Role.EDUCATOR, DESK)} <= SEALING
    code = typed_anchor(anchor(sealed[-1]["seq"], sealed[-1]["hash"]))
    assert association.director.reads.anchor(code).state is AnchorState.PRESENT


def test_an_educator_has_no_journal_of_the_cases(association, read):
    with pytest.raises(CompartmentClosed):
        read(Role.EDUCATOR, CASES)


def test_the_board_reads_what_it_has_the_key_of_and_of_the_rest_the_head(
    association, board
):
    association.record()
    head = association.case_store().head()

    before = board.journal_head(Home.CASES)
    association.director.do(NoteVerified(Home.CASES, head, sound=True))

    assert {line.action for line in board.journal(DESK, None, ALL)} > {"EnrolPerson"}
    with pytest.raises(CompartmentClosed):
        board.journal(CASES, None, ALL)
    assert before is None
    assert board.journal_head(Home.CASES) == head
    assert board.journal_head(Home.DESK).sequence > 3


def test_a_technician_reads_no_journal(association):
    place = association.sit(Role.DIRECTOR)
    nobody = Actor(PersonId("t"), "T", Role.TECHNICIAN, frozenset())
    reads = SqlReads(nobody, place.desk_store, place.case_store)

    with pytest.raises(NotPermitted):
        reads.journal(CASES, None, 1)
    with pytest.raises(NotPermitted):
        reads.anchor(typed_anchor(anchor(1, bytes(32))))


@pytest.mark.parametrize("kind", ActKind)
@pytest.mark.parametrize("home", Home)
def test_a_filter_lets_through_one_kind_of_act(association, read, kind, home):
    case_id = association.case_being_referred()
    sheet = association.opened(case_id, Role.DIRECTOR).sheets[0]
    association.director.do(PreparePrint(case_id, sheet.id, PaperLanguage.FRENCH))
    which = JournalFilter(home)
    whole = read(Role.DIRECTOR, which)

    lines = read(Role.DIRECTOR, replace(which, kind=kind))

    assert lines == tuple(line for line in whole if act_kind(line.action) is kind)


def test_a_filter_lets_through_one_person_one_case_one_period_or_all(
    association, read, clock
):
    association.case_in_charge()
    clock.pass_(days=2)
    case_id = association.case_to_decide()
    since = clock()
    clock.pass_(days=2)
    association.director.do(ViewCase(case_id))
    whole = read(Role.DIRECTOR)
    number = association.opened(case_id, Role.DIRECTOR).case.number
    director = association.people[Role.DIRECTOR]

    def those(condition):
        return tuple(line for line in whole if condition(line))

    def seen(**filtered):
        return read(Role.DIRECTOR, replace(CASES, **filtered))

    until = since + timedelta(days=1)
    assert seen(person=director) == those(lambda line: line.actor == director)
    assert seen(case_number=number) == those(lambda line: line.case_id == case_id)
    assert seen(since=since) == those(lambda line: line.at >= since)
    assert seen(until=since) == those(lambda line: line.at < since)
    both = those(lambda line: since <= line.at < until)
    assert seen(since=since, until=until) == both
    assert seen(
        person=director, case_number=number, since=since, kind=ActKind.OPENED
    ) == those(lambda line: line.action == "ViewCase" and line.actor == director)
    assert seen(since=clock() + timedelta(days=1)) == ()
    assert seen(case_number="SAL-26-0000") == ()


def test_somebody_else_s_case_cannot_be_asked_for_by_its_number(association, read):
    case_id = association.logged_case()
    number = association.opened(case_id).case.number
    association.director.do(TakeInCharge(case_id))

    assert read(Role.SOCIAL_WORKER, replace(CASES, case_number=number)) == ()


def test_J09_opening_a_case_and_seeing_a_sheet_as_on_paper_are_noted(association, read):
    case_id = association.case_in_charge()
    for sheet in ("F-A", "F-B", "F-A"):
        association.worker.do(PreviewSheet(case_id, sheet))
        association.director.do(PreviewSheet(case_id, sheet))
        association.worker.do(ViewCase(case_id))

    worker, director = (
        association.people[role] for role in (Role.SOCIAL_WORKER, Role.DIRECTOR)
    )
    lines = read(Role.DIRECTOR, replace(CASES, kind=ActKind.OPENED))
    noted = [(line.action, line.actor) for line in lines]
    assert noted.count(("PreviewSheet", worker)) == 2
    assert noted.count(("PreviewSheet", director)) == 2
    assert noted.count(("ViewCase", worker)) == 1
    assert {line.case_id for line in lines} == {case_id}
    chronology = association.opened(case_id).chronology
    assert not {each.action for each in chronology} & {"ViewCase", "PreviewSheet"}


FILTERS = {
    "whole": {},
    "person": {"person": PersonId("p")},
    "opened": {"kind": ActKind.OPENED},
    "changed": {"kind": ActKind.CHANGED},
    "person and kind": {"person": PersonId("p"), "kind": ActKind.PRINTED},
    "case": {"case_number": "SAL-26-0000"},
    "case, person and kind": {
        "case_number": "SAL-26-0000",
        "person": PersonId("p"),
        "kind": ActKind.MOVED,
    },
}


@pytest.mark.parametrize("role", [Role.DIRECTOR, Role.SOCIAL_WORKER])
@pytest.mark.parametrize("home", Home)
@pytest.mark.parametrize("filtered", FILTERS)
def test_no_page_reads_the_whole_journal(association, role, home, filtered):
    place = association.sit(role)
    store = place.case_store if home is Home.CASES else place.desk_store
    if home is Home.DESK and "case" in filtered:
        assert (
            place.desk.reads.journal(JournalFilter(home, **FILTERS[filtered]), None, 1)
            == ()
        )
        return  # asked of nothing: there are no cases there
    which = JournalFilter(home, **FILTERS[filtered])
    walks = [f"{walk} AND seq < :before" for walk in place.desk.reads._walks(which)]
    values = dict.fromkeys(("me", "person", "case", "before", "limit"), 1)

    if not walks:
        assert place.desk.reads.journal(which, None, 1) == ()
        return
    plan = store.db.rows(f"EXPLAIN QUERY PLAN {page_query(walks)}", values)

    steps = [row["detail"] for row in plan]
    assert not [step for step in steps if step.startswith("SCAN journal")], steps
    reading = [step for step in steps if step.startswith("SEARCH journal")]
    assert len(reading) == len(walks)
    named = ("PRIMARY KEY", "journal_by_")
    assert all(any(name in step for name in named) for step in reading), steps


def test_J07_a_code_from_paper_leads_to_its_line(association):
    case_id = association.case_in_charge()
    head = association.case_store().head()
    association.director.do(ViewCase(case_id))

    answer = association.worker.reads.anchor(
        typed_anchor(anchor(head.sequence, head.hash))
    )

    assert answer.state is AnchorState.PRESENT
    assert (answer.home, answer.line.sequence) == (Home.CASES, head.sequence)
    assert (answer.line.action, answer.line.case_id) == ("TakeInCharge", case_id)


def test_J07_a_code_says_nothing_of_a_case_one_may_not_know_of(association):
    case_id = association.logged_case()
    association.director.do(TakeInCharge(case_id))
    head = association.case_store().head()

    answer = association.worker.reads.anchor(
        typed_anchor(anchor(head.sequence, head.hash))
    )

    assert answer.state is AnchorState.PRESENT
    assert (answer.line.case_id, answer.line.case_number) == ("", "")


def test_J07_an_educator_finds_the_codes_of_the_common_journal(association):
    association.record()
    head = association.sit(Role.EDUCATOR).desk_store.head()

    answer = association.educator.reads.anchor(
        typed_anchor(anchor(head.sequence, head.hash))
    )

    assert (answer.state, answer.home) == (AnchorState.PRESENT, Home.DESK)


def test_J07_the_code_of_a_tail_that_was_cut_off_is_missing(association, tampering):
    case_id = association.case_in_charge()
    association.director.do(ViewCase(case_id))
    place = association.sit_as_director()
    head = place.case_store.head()
    with tampering(place.case_store, place.keyring.db_key(Home.CASES)) as raw:
        raw.execute("DELETE FROM journal WHERE seq = ?", (head.sequence,))

    answer = place.desk.reads.anchor(typed_anchor(anchor(head.sequence, head.hash)))

    assert (answer.state, answer.home) == (AnchorState.MISSING, Home.CASES)
    assert answer.ends_at == head.sequence - 1
    assert answer.line is None


def test_J07_a_code_that_fits_another_line_is_told_apart(association):
    association.case_in_charge()
    head = association.case_store().head()

    answer = association.director.reads.anchor(
        typed_anchor(anchor(head.sequence, bytes(32)))
    )

    assert (answer.state, answer.home) == (AnchorState.DIFFERENT, Home.CASES)


def test_where_a_journal_was_last_sound_is_kept_for_everybody(association, clock):
    head = Head(7, b"h" * 32)
    at = clock.pass_(hours=1)
    association.worker.do(NoteVerified(Home.CASES, head, sound=True))
    clock.pass_(hours=1)
    association.worker.do(NoteVerified(Home.CASES, Head(9, b"x" * 32), sound=False))

    noted = association.educator.reads.last_verified(Home.CASES)

    assert (noted.head, noted.at) == (head, at)
    assert association.educator.reads.last_verified(Home.DESK) is None
    lines = association.director.reads.journal(DESK, None, 2)
    assert [line.event for line in lines] == ["verified", "verified"]


def test_a_problem_names_its_case_to_those_who_may_know(association):
    case_id = association.logged_case()
    association.director.do(TakeInCharge(case_id))
    number = association.opened(case_id, Role.DIRECTOR).case.number
    child = association.case_store().db.value("SELECT id FROM children")
    head = association.case_store().head().sequence

    for problem in (
        Problem("record_changed", head, Kind.CASE, case_id),
        Problem("record_unjournalled", 0, Kind.CHILD, child),
        Problem("record_unjournalled", 0, Kind.CASE, case_id),
    ):
        told = association.director.reads.case_of_problem(Home.CASES, problem)
        hidden = association.worker.reads.case_of_problem(Home.CASES, problem)
        assert (told, hidden) == (number, "")
    nothing = Problem("pages")
    assert association.director.reads.case_of_problem(Home.CASES, nothing) == ""
    assert association.educator.reads.case_of_problem(Home.CASES, nothing) == ""
