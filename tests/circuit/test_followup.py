"""Following a child up: contacts had and sought, the plan, the reviews."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from casedesk.circuit.commands.followup import NoteContact
from casedesk.circuit.errors import IllegalStep, NotFound, NotPermitted
from casedesk.circuit.people import Role
from casedesk.circuit.sheet import Gap, Incomplete, Lack
from tests.closing import close

DIRECTOR, WORKER = Role.DIRECTOR, Role.SOCIAL_WORKER
TRIED = NoteContact(
    "", "2026-03-02T10:30 exact", "CALL", "La mère", "NO_ANSWER", date(2026, 3, 4)
)


# what is tried in vain


def test_a_call_that_nobody_answered_is_kept_with_its_day_and_what_comes_next(
    association,
):
    case_id = association.case_in_charge()
    association.worker.do(replace(TRIED, case_id=case_id, detail="Sonne dans le vide"))

    (tried,) = association.opened(case_id).contacts

    assert (tried.at, tried.kind, tried.whom) == (TRIED.at, "CALL", "La mère")
    assert (tried.result, tried.detail) == ("NO_ANSWER", "Sonne dans le vide")
    assert tried.next_on == date(2026, 3, 4)
    assert tried.noted_by == association.people[WORKER]


@pytest.mark.parametrize(
    ("said", "gap"),
    [
        ({"at": ""}, Gap("at", Lack.MISSING)),
        ({"at": "unknown"}, Gap("at", Lack.MISSING)),
        ({"at": "hier"}, Gap("at", Lack.NOT_A_DATE)),
        ({"at": "2026-03-03T09:00 exact"}, Gap("at", Lack.IN_THE_FUTURE)),
        ({"kind": ""}, Gap("kind", Lack.MISSING)),
        ({"kind": "PIGEON"}, Gap("kind", Lack.NOT_A_CODE)),
        ({"whom": " "}, Gap("whom", Lack.MISSING)),
        ({"whom": "x" * 201}, Gap("whom", Lack.TOO_LONG, 200)),
        ({"result": "DONE"}, Gap("result", Lack.NOT_A_CODE)),
        ({"next_on": date(2026, 3, 1)}, Gap("next_on", Lack.IN_THE_PAST)),
    ],
)
def test_an_attempt_says_when_how_whom_and_what_came_of_it(
    association, refuse, said, gap
):
    case_id = association.case_in_charge()

    refused = refuse(WORKER, replace(TRIED, case_id=case_id, **said), Incomplete)

    assert refused.gaps == (gap,)


def test_attempts_are_noted_by_the_team_while_the_case_is_open(
    association, refuse, somebody_elses
):
    refuse(WORKER, replace(TRIED, case_id=somebody_elses()), NotFound)
    refuse(Role.EDUCATOR, replace(TRIED, case_id="x"), NotPermitted)
    case_id = association.case_to_decide()
    close(association.worker, association.director, case_id, reason="NO_CONCERN")

    refuse(DIRECTOR, replace(TRIED, case_id=case_id), IllegalStep)
