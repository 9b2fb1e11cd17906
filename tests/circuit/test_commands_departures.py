from __future__ import annotations

from dataclasses import replace

import pytest

from casedesk.circuit.commands.cases import TakeInCharge
from casedesk.circuit.commands.departures import (
    CertifyPeople,
    EndPerson,
    ReassignCases,
)
from casedesk.circuit.errors import Stale
from casedesk.circuit.keys import NoSuccessor, Succession
from casedesk.circuit.people import PersonId, Role
from casedesk.circuit.stages import Stage


def owners(association):
    rows = association.case_store().db.rows("SELECT id, owner FROM cases")
    return {row["id"]: row["owner"] for row in rows}


def known(association, person):
    people = association.director.reads.people()
    return next(each for each in people if each.id == person)


def test_every_open_case_goes_to_whom_it_is_given_and_no_other_moves(association):
    mine, chosen, closed, theirs = (association.logged_case() for _ in range(4))
    worker, director = (
        association.people[role] for role in (Role.SOCIAL_WORKER, Role.DIRECTOR)
    )
    for case_id in (mine, chosen, closed):
        association.worker.do(TakeInCharge(case_id))
    association.director.do(TakeInCharge(theirs))
    association.case_store().db.run(
        "UPDATE cases SET stage = ? WHERE id = ?", (Stage.CLOSED, closed)
    )
    other = PersonId("0" * 8)
    before = association.case_store().head().sequence

    moved = association.director.do(
        ReassignCases(worker, Succession(director, {chosen: other}))
    )

    assert moved == 2
    assert owners(association) == {
        mine: director,
        chosen: other,
        closed: worker,
        theirs: director,
    }
    assert association.case_store().head().sequence == before + 1


def test_no_case_moves_when_one_would_be_nobodys(association):
    first, second = association.case_in_charge(), association.case_in_charge()
    worker = association.people[Role.SOCIAL_WORKER]
    partly = Succession(chosen={first: association.people[Role.DIRECTOR]})

    with pytest.raises(NoSuccessor):
        association.director.do(ReassignCases(worker, partly))

    assert owners(association) == {first: worker, second: worker}


def test_a_departure_keeps_its_first_day(association):
    worker = association.people[Role.SOCIAL_WORKER]
    left = association.clock()
    association.director.do(EndPerson(worker))
    association.clock.pass_(hours=3)
    before = association.sit_as_director().desk_store.head()

    association.director.do(EndPerson(worker))

    assert known(association, worker).until == left
    assert association.sit_as_director().desk_store.head() == before


def test_signing_a_role_again_changes_nothing_but_the_signature(association):
    worker = known(association, association.people[Role.SOCIAL_WORKER])
    association.director.do(CertifyPeople((replace(worker, certificate=b"s" * 64),)))

    signed = known(association, worker.id)
    assert replace(signed, certificate=worker.certificate, version=1) == worker
    promoted = replace(signed, role=Role.DIRECTOR)
    with pytest.raises(Stale):
        association.director.do(CertifyPeople((promoted,)))
    assert known(association, worker.id) == signed
