"""The one table of rights, enumerated: who may do what, and nothing more."""

from __future__ import annotations

import importlib
import inspect
import pkgutil

import pytest

from casedesk import paths
from casedesk.circuit import commands
from casedesk.circuit.command import Command
from casedesk.circuit.errors import NotPermitted
from casedesk.circuit.people import Duty, Person, PersonId, Role
from casedesk.circuit.rights import Actor, Right, read_rights

EVERYBODY = {"educator", "social_worker", "director"}
TEAM = {"social_worker", "director"}
EXPECTED = {
    Right.RECORD_CONCERN: EVERYBODY,
    Right.SEE_OWN_RECEIPTS: EVERYBODY,
    Right.READ_DIRECTORY: EVERYBODY | {"board"},
    Right.KEEP_DIRECTORY: TEAM,
    Right.TAKE_IN_DROPS: TEAM,
    Right.SEE_CASES: TEAM,
    Right.SEE_ALL_CASES: {"director", "referent", "deputy"},
    Right.TAKE_IN_CHARGE: TEAM,
    Right.OPEN_IN_EMERGENCY: {"social_worker"},
    Right.ASSESS: TEAM,
    Right.SEE_AUTHORS: {"director", "referent"},
    Right.DECIDE: {"director"},
    Right.REFER: TEAM,
    Right.PRINT: TEAM,
    Right.RECORD_ANSWER: TEAM,
    Right.FOLLOW_UP: TEAM,
    Right.ATTACH: TEAM,
    Right.CLOSE_CASE: {"director"},
    Right.HOLD_CASE: {"director"},
    Right.REQUEST_ERASURE: {"director"},
    Right.REQUEST_MOVE: {"director", "referent", "deputy"},
    Right.CONFIRM_ERASURE: {"director", "board", "referent", "deputy"},
    Right.REASSIGN: {"director"},
    Right.SUPERVISE: {"director", "referent", "deputy"},
    Right.MANAGE_PEOPLE: {"director"},
    Right.FURNISH: {"director"},
    Right.HOLD_SHEETS: {"director", "board"},
    Right.SEE_JOURNAL: EVERYBODY | {"board"},
    Right.SEE_WHOLE_JOURNAL: {"director", "board"},
    Right.NOTE_EVENTS: {each.value for each in Role},
    Right.BACK_UP: TEAM | {"board", "technician"},
    Right.RESTORE: {"director"},
}


IN_CIRCLES = {
    Right.TAKE_IN_DROPS,
    Right.SEE_CASES,
    Right.SEE_ALL_CASES,
    Right.TAKE_IN_CHARGE,
    Right.ASSESS,
    Right.SEE_AUTHORS,
    Right.DECIDE,
    Right.REFER,
    Right.PRINT,
    Right.RECORD_ANSWER,
    Right.FOLLOW_UP,
    Right.ATTACH,
    Right.CLOSE_CASE,
    Right.HOLD_CASE,
    Right.REQUEST_ERASURE,
    Right.REQUEST_MOVE,
    Right.CONFIRM_ERASURE,
    Right.REASSIGN,
    Right.SUPERVISE,
}


def every_command():
    for module in pkgutil.iter_modules(commands.__path__):
        found = importlib.import_module(f"{commands.__name__}.{module.name}")
        for _, thing in inspect.getmembers(found, inspect.isclass):
            if issubclass(thing, Command) and thing.__module__ == found.__name__:
                yield thing


COMMANDS = list(every_command())


@pytest.fixture(scope="module")
def table():
    return read_rights(paths.read_text("rights.toml"))


def person(role, *duties):
    return Person(PersonId("p"), "P", role, duties)


@pytest.mark.parametrize("right", Right)
@pytest.mark.parametrize("role", Role)
def test_P01_each_role_holds_exactly_its_rights(table, role, right):
    assert (right in table.of(person(role))) == (role in EXPECTED[right])


@pytest.mark.parametrize("role", Role)
def test_inside_a_circle_whoever_is_in_it_works_as_the_case_team_does(table, role):
    """The board refers a child as well as anybody; nobody signs people in there."""
    inside = table.in_circle(person(role))

    assert inside - table.of(person(role)) <= IN_CIRCLES
    assert inside >= IN_CIRCLES
    assert (Right.MANAGE_PEOPLE in inside) == (role is Role.DIRECTOR)


@pytest.mark.parametrize("duty", Duty)
def test_a_duty_adds_the_sight_of_all_cases_and_a_second_voice(table, duty):
    plain = table.of(person(Role.SOCIAL_WORKER))
    dutiful = table.of(person(Role.SOCIAL_WORKER, duty))
    only_the_referent = {Right.SEE_AUTHORS} if duty is Duty.REFERENT else set()

    assert dutiful - plain == only_the_referent | {
        Right.SEE_ALL_CASES,
        Right.CONFIRM_ERASURE,
        Right.REQUEST_MOVE,
        Right.SUPERVISE,
    }


@pytest.mark.parametrize(
    "command", list(every_command()), ids=lambda each: each.__name__
)
def test_every_command_asks_for_a_right_and_has_a_home(command):
    assert isinstance(command.right, Right)
    assert command.home in ("desk", "cases")


def test_a_right_one_lacks_is_refused_by_name():
    actor = Actor(PersonId("p"), "P", Role.EDUCATOR, frozenset())

    with pytest.raises(NotPermitted) as refused:
        actor.require(Right.DECIDE)

    assert refused.value.parameters == {"right": Right.DECIDE}


def test_a_social_worker_sees_unassigned_cases_and_their_own(table):
    rights = table.of(person(Role.SOCIAL_WORKER))
    actor = Actor(PersonId("me"), "M", Role.SOCIAL_WORKER, rights)

    assert [actor.sees_owner(owner) for owner in ("", "me", "other")] == [
        True,
        True,
        False,
    ]


def test_a_table_that_forgets_a_right_is_refused():
    text = paths.read_text("rights.toml").replace("decide ", "# decide ")

    with pytest.raises(ValueError, match="different rights"):
        read_rights(text)
