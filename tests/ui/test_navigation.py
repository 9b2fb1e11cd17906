"""Every place has a screen, and every screen can be reached."""

from __future__ import annotations

from typing import get_args

import pytest

from casedesk.circuit.people import Person, PersonId, Role
from casedesk.circuit.rights import Actor, Right
from casedesk.circuit.rules import Rules
from casedesk.ui.navigation import CasesPlace, ConcernPlace, PeoplePlace, Place
from casedesk.ui.screens import SCREENS
from casedesk.ui.side import Side


def actor(role: Role, rules: Rules) -> Actor:
    person = Person(PersonId("0a1b2c3d"), "Quelqu'un", role)
    return Actor(person.id, person.label, role, rules.rights.of(person))


def test_every_place_has_a_screen() -> None:
    assert set(SCREENS) == set(get_args(Place))


@pytest.mark.parametrize("role", Role)
def test_only_places_one_may_enter_are_offered(
    role: Role, rules: Rules, dressed: object
) -> None:
    someone = actor(role, rules)

    offered = Side(someone).places

    assert (ConcernPlace() in offered) == someone.may(Right.RECORD_CONCERN)
    assert (CasesPlace() in offered) == someone.may(Right.SEE_CASES)
    assert (PeoplePlace() in offered) == someone.may(Right.MANAGE_PEOPLE)
