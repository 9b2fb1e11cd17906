"""Erasing takes two: who may ask, who may confirm, and what stops it."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from datetime import timedelta

import pytest

from casedesk.circuit.circles import CircleId
from casedesk.circuit.commands.closing import LiftHold, SetHold
from casedesk.circuit.commands.erasure import (
    ConfirmRequest,
    DeclineRequest,
    EraseCase,
    RequestAct,
)
from casedesk.circuit.commands.furnishing import EnrolPerson
from casedesk.circuit.errors import IllegalStep, NotFound, NotPermitted
from casedesk.circuit.people import Duty, Role
from casedesk.circuit.sheet import Incomplete
from casedesk.circuit.two_people import (
    LIFE,
    Act,
    AlreadyAsked,
    MustBeKept,
    NotProven,
    RequestOver,
    RequestState,
    SamePerson,
    Witness,
)
from tests.closing import close

DIRECTOR, WORKER, EDUCATOR = Role.DIRECTOR, Role.SOCIAL_WORKER, Role.EDUCATOR
SECOND = timedelta(seconds=1)


@pytest.fixture
def house(association):
    """The social worker stands in for the director."""
    person = association.people[WORKER]
    desk = association.director
    worker = next(each for each in desk.reads.people() if each.id == person)
    desk.do(EnrolPerson(replace(worker, duties=(Duty.DEPUTY,))))
    association.stand_up()
    return association


@pytest.fixture
def closed(house):
    case_id = house.case_to_decide()
    close(house.worker, house.director, case_id, "UNFOUNDED", reason="NO_CONCERN")
    return case_id


@pytest.fixture
def asked(house, closed):
    return house.director.do(RequestAct(closed, Act.ERASE, "PERIOD"))


@pytest.fixture
def signed_by(house):
    """A second person's signature over a request, given by passphrase."""

    def witness(role, request_id):
        request = house.director.reads.request(request_id)
        with closing(house.unlock(role)) as keyring:
            person = house.people[role]
            message = request.assent(keyring.vault_id, person)
            return Witness(person, keyring.sign(message))

    return witness


def state(house, request_id):
    return house.director.reads.request(request_id).state_at(house.clock())


def test_two_people_erase_a_case(house, closed, asked):
    house.worker.do(ConfirmRequest(asked))
    assert state(house, asked) is RequestState.CONFIRMED

    house.director.do(EraseCase(asked))

    assert house.case_store().db.value("SELECT count(*) FROM cases") == 0


def test_the_second_person_may_confirm_on_the_screen_of_the_first(
    house, asked, signed_by
):
    witness = signed_by(WORKER, asked)

    house.director.do(ConfirmRequest(asked, witness))

    request = house.director.reads.request(asked)
    assert request.decided_by == house.people[WORKER]
    house.director.do(EraseCase(asked))


def test_P03_one_person_twice_is_not_two(house, refuse, asked, signed_by):
    refuse(DIRECTOR, ConfirmRequest(asked), SamePerson)
    itself = signed_by(DIRECTOR, asked)
    refuse(DIRECTOR, ConfirmRequest(asked, itself), SamePerson)
    assert state(house, asked) is RequestState.OPEN


def test_P03_the_same_person_under_another_name_is_not_two(house, refuse, asked):
    """Whoever signs for somebody else has not their keys."""
    request = house.director.reads.request(asked)
    mine = house.sit(DIRECTOR).keyring
    other = house.people[WORKER]

    forged = Witness(other, mine.sign(request.assent(mine.vault_id, other)))

    refuse(DIRECTOR, ConfirmRequest(asked, forged), NotProven)


def test_P03_two_names_with_one_set_of_keys_are_one_person(
    house, refuse, asked, monkeypatch
):
    """A vault where both ids lead to the same key: then each verifies as the other."""
    seals = house.case_store().seals
    monkeypatch.setattr(seals, "verify", lambda *_: True)
    request = house.director.reads.request(asked)
    mine = house.sit(DIRECTOR).keyring
    other = house.people[WORKER]
    witness = Witness(other, mine.sign(request.assent(mine.vault_id, other)))

    refuse(DIRECTOR, ConfirmRequest(asked, witness), SamePerson)


def test_P03_a_request_the_second_person_declines_leads_nowhere(house, refuse, asked):
    house.worker.do(DeclineRequest(asked))

    assert state(house, asked) is RequestState.DECLINED
    refuse(DIRECTOR, EraseCase(asked), RequestOver)
    refuse(WORKER, ConfirmRequest(asked), RequestOver)
    refuse(WORKER, DeclineRequest(asked), RequestOver)


def test_a_confirmed_request_can_still_be_taken_back(house, refuse, asked):
    house.worker.do(ConfirmRequest(asked))

    house.director.do(DeclineRequest(asked))

    refuse(DIRECTOR, EraseCase(asked), RequestOver)


def test_somebody_without_the_right_is_no_second_person(
    house, refuse, asked, signed_by
):
    refuse(DIRECTOR, ConfirmRequest(asked, signed_by(EDUCATOR, asked)), NotPermitted)


def test_a_signature_under_another_request_is_none(house, refuse, asked, signed_by):
    witness = signed_by(WORKER, asked)
    house.director.do(DeclineRequest(asked))
    closed = house.director.reads.request(asked).case_id
    again = house.director.do(RequestAct(closed, Act.ERASE, "PERIOD"))

    refuse(DIRECTOR, ConfirmRequest(again, witness), NotProven)


def test_R01_nothing_is_erased_without_a_second_person(refuse, asked):
    refuse(DIRECTOR, EraseCase(asked), RequestOver)


def test_R01_nothing_is_erased_without_a_reason(house, refuse, closed):
    for reason in ("", "INVENTED"):
        refuse(DIRECTOR, RequestAct(closed, Act.ERASE, reason), Incomplete)


def test_R01_nothing_under_a_hold_is_erased_or_asked_to_be(house, refuse, closed):
    house.director.do(SetHold(closed, "Procédure en cours."))
    refuse(DIRECTOR, RequestAct(closed, Act.ERASE, "PERIOD"), MustBeKept)
    house.director.do(LiftHold(closed, "La procédure est terminée depuis mars."))
    asked = house.director.do(RequestAct(closed, Act.ERASE, "PERIOD"))
    house.director.do(SetHold(closed, "Rouverte."))
    refuse(WORKER, ConfirmRequest(asked), MustBeKept)
    house.director.do(LiftHold(closed, "La procédure est terminée, cette fois."))
    house.worker.do(ConfirmRequest(asked))

    house.director.do(SetHold(closed, "Encore."))

    refuse(DIRECTOR, EraseCase(asked), MustBeKept)


def test_R01_an_open_case_is_not_erased(house, refuse):
    case_id = house.case_to_decide()

    refuse(DIRECTOR, RequestAct(case_id, Act.ERASE, "PERIOD"), IllegalStep)


def test_only_whoever_directs_asks_and_erases(house, refuse, closed, asked):
    refuse(WORKER, RequestAct(closed, Act.ERASE, "PERIOD"), NotPermitted)
    house.worker.do(ConfirmRequest(asked))
    refuse(WORKER, EraseCase(asked), NotPermitted)


def test_one_request_at_a_time(house, refuse, closed, asked):
    refuse(DIRECTOR, RequestAct(closed, Act.ERASE, "PERIOD"), AlreadyAsked)


def test_a_request_lapses_after_seven_days(house, refuse, closed, asked):
    house.clock.at += LIFE
    assert state(house, asked) is RequestState.OPEN
    house.clock.at += SECOND

    assert state(house, asked) is RequestState.LAPSED
    refused = refuse(WORKER, ConfirmRequest(asked), RequestOver)
    assert refused.parameters == {"state": RequestState.LAPSED}
    assert house.director.reads.requests(house.clock()) == ()
    house.director.do(RequestAct(closed, Act.ERASE, "PERIOD"))


def test_a_confirmation_lapses_after_seven_days_too(house, refuse, asked):
    house.worker.do(ConfirmRequest(asked))
    house.clock.at += LIFE + SECOND

    refuse(DIRECTOR, EraseCase(asked), RequestOver)


@pytest.mark.parametrize("column", ["signature", "confirmation"])
def test_a_record_alone_proves_nothing(house, asked, refuse, column):
    """Somebody with the key of the store writes that it was confirmed."""
    house.worker.do(ConfirmRequest(asked))
    place = house.sit(DIRECTOR)
    with place.case_store.work(place.desk.actor, "Forge") as work:
        request = work.requests.get(asked)
        work.requests.save(replace(request, **{column: b"x" * 64}))

    refuse(DIRECTOR, EraseCase(asked), NotProven)


def test_waiting_requests_are_shown_to_whoever_may_answer(house, closed, asked):
    (row,) = house.worker.reads.requests(house.clock())

    number = house.opened(closed, DIRECTOR).case.number
    assert (row.request.id, row.case_number) == (asked, number)
    assert row.request.asked_by == house.people[DIRECTOR]
    with pytest.raises(NotPermitted):
        house.educator.reads.requests(house.clock())


def test_a_move_names_a_circle_there_is(house, refuse):
    case_id = house.case_to_decide()

    refuse(DIRECTOR, RequestAct(case_id, Act.MOVE, "", CircleId("r-none")), NotFound)
    refuse(DIRECTOR, RequestAct(case_id, Act.MOVE, "PERIOD"), NotFound)
