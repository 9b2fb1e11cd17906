"""A role that changes, and what whoever has it can do from then on."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace

import pytest
from sqlcipher3 import dbapi2 as sqlite

from casedesk.app.keys import certified
from casedesk.app.training_texts import DIRECTOR, SOCIAL_WORKER
from casedesk.circuit.commands.cases import TakeInCharge
from casedesk.circuit.commands.concerns import BeginDraft
from casedesk.circuit.commands.furnishing import EnrolPerson
from casedesk.circuit.errors import NotPermitted
from casedesk.circuit.keys import SittingEnded
from casedesk.circuit.people import Role
from casedesk.circuit.queries import CaseList


@pytest.fixture
def give_role(house):
    """The director gives somebody another role."""

    @contextmanager
    def give(trainee, role):
        keyring = house.keyring(DIRECTOR)
        with house.sitting(DIRECTOR) as sitting:
            people = {each.id: each for each in sitting.desk.reads.people()}
            person = people[house.person(trainee)]
            changed = certified(replace(person, role=role), keyring)
            sitting.desk.do(EnrolPerson(changed))
            yield sitting
        keyring.close()

    return give


def test_P05_a_role_that_is_taken_away_ends_the_sitting_at_once(house, give_role):
    with give_role(DIRECTOR, Role.SOCIAL_WORKER) as sitting:
        assert sitting.ended
        with pytest.raises(SittingEnded):
            sitting.desk.do(BeginDraft("no", "no"))

    with house.sitting(DIRECTOR) as sitting:
        assert sitting.desk.actor.role is Role.SOCIAL_WORKER


def test_P05_somebody_elses_role_holds_from_their_next_sitting_on(house, give_role):
    house.record()
    with house.sitting(SOCIAL_WORKER) as sitting:
        (case,) = sitting.desk.reads.cases(CaseList.ALL, house.clock(), None, 9)

    with give_role(SOCIAL_WORKER, Role.EDUCATOR) as sitting:
        assert not sitting.ended

    with house.sitting(SOCIAL_WORKER) as sitting, pytest.raises(NotPermitted):
        sitting.desk.do(TakeInCharge(case.id))


def test_S13_a_statement_that_was_refused_is_in_the_journal(house):
    """No command gives one: it would be a mistake of ours, or somebody at the key."""
    with house.sitting(SOCIAL_WORKER) as sitting:
        (store, *_) = sitting.desk._stores.values()
        with pytest.raises(sqlite.DatabaseError, match="authoriz"):
            store.db.run("DROP TABLE journal")

    with house.store("desk", reading=True) as db:
        found = db.rows("SELECT detail FROM events WHERE what = 'refused'")
    assert found == [{"detail": '{"code":"statement","count":1}'}]
