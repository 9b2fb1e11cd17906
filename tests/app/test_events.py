"""What changes no record is in the journal all the same: ids and codes, no words."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from casedesk.app.training_texts import DIRECTOR, EDUCATOR
from casedesk.circuit.changes import Home
from casedesk.circuit.commands.events import NoteEvent
from casedesk.circuit.commands.furnishing import EnrolPerson
from casedesk.circuit.errors import NotPermitted
from casedesk.circuit.events import EventKind
from casedesk.circuit.people import Person, PersonId, Role
from casedesk.vault.errors import WrongPassphrase


def events(house):
    """What and detail of every event, in the order they were noted."""
    with house.store(Home.DESK, reading=True) as db:
        rows = db.rows("SELECT what, detail FROM events ORDER BY rowid")
    return [(EventKind(row["what"]), json.loads(row["detail"])) for row in rows]


def entries(house):
    with house.store(Home.DESK, reading=True) as db:
        return db.rows("SELECT seq, at, actor, action FROM journal ORDER BY seq")


@pytest.fixture
def new(house):
    """The events since the test began."""
    before = len(events(house))
    return lambda: events(house)[before:]


def test_opening_and_locking_are_one_entry_each_by_who_did_it(house, new):
    before = len(entries(house))
    with house.sitting(EDUCATOR):
        pass

    assert [what for what, _ in new()] == [EventKind.UNLOCKED, EventKind.LOCKED]
    written = entries(house)[before:]
    assert [each["action"] for each in written] == ["NoteEvent", "NoteEvent"]
    assert {each["actor"] for each in written} == {house.person(EDUCATOR)}


def test_locking_twice_is_locking_once(house, new):
    with house.sitting(EDUCATOR) as sitting:
        sitting.lock()

    assert [what for what, _ in new()] == [EventKind.UNLOCKED, EventKind.LOCKED]


def test_wrong_passphrases_are_counted_and_noted_at_the_next_unlock(house, new):
    person = house.person(EDUCATOR)
    for _ in range(2):
        with pytest.raises(WrongPassphrase):
            house.entrance.unlock(house.folder, person, "autre phrase")
    with house.sitting(EDUCATOR):
        pass

    assert (EventKind.WRONG_TRIES, {"count": 2}) in new()


def test_what_is_refused_is_noted_with_its_command_and_its_right(house, new):
    somebody = Person(PersonId("x"), "X", Role.DIRECTOR)
    with house.sitting(EDUCATOR) as sitting, pytest.raises(NotPermitted):
        sitting.desk.do(EnrolPerson(somebody))

    refused = [detail for what, detail in new() if what is EventKind.REFUSED]
    assert refused == [
        {"command": "EnrolPerson", "code": "not_permitted", "right": "manage_people"}
    ]


def test_an_event_with_an_id_of_its_own_is_noted_once(house, new):
    with house.sitting(EDUCATOR) as sitting:
        for _ in range(3):
            sitting.desk.do(NoteEvent(EventKind.VERIFIED, {"sound": 1}, "once"))

    assert [what for what, _ in new()].count(EventKind.VERIFIED) == 1


@pytest.mark.parametrize("words", ["Salma Benali", "سلمى", "a\nb", "x" * 300])
def test_an_event_takes_no_words(house, words):
    with house.sitting(EDUCATOR) as sitting:
        before = entries_of(sitting)
        with pytest.raises(ValueError, match="verified"):
            sitting.desk.do(NoteEvent(EventKind.VERIFIED, {"set": words}))

        assert entries_of(sitting) == before


def entries_of(sitting):
    return sitting.desk._stores[Home.DESK].head().sequence


@pytest.mark.parametrize("days", [-365, 3650])
def test_J10_a_clock_that_jumped_is_asked_about_and_the_order_stays(
    house, clock, new, days
):
    house.record()
    clock.pass_(days=days)

    with house.sitting(EDUCATOR) as sitting:
        assert sitting.clock_doubt is not None
        house_time = sitting.clock_doubt
    jumps = [detail for what, detail in new() if what is EventKind.CLOCK_JUMP]

    assert len(jumps) == 1
    assert jumps[0]["last"].startswith(house_time.isoformat()[:10])
    numbers = [each["seq"] for each in entries(house)]
    assert numbers == list(range(1, len(numbers) + 1))
    assert house.problems() == []


@pytest.mark.parametrize(
    "passed", [timedelta(), timedelta(minutes=-4), timedelta(days=399)]
)
def test_J10_a_clock_that_can_be_right_is_left_in_peace(house, clock, new, passed):
    house.record()
    clock.at += passed

    with house.sitting(DIRECTOR) as sitting:
        assert sitting.clock_doubt is None

    assert EventKind.CLOCK_JUMP not in [what for what, _ in new()]
