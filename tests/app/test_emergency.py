"""Whose case was opened by somebody else reads why, and so does a referent."""

from __future__ import annotations

from datetime import timedelta

from casedesk.app.training_texts import DIRECTOR, SOCIAL_WORKER
from casedesk.circuit.commands.cases import ViewCase
from casedesk.circuit.commands.emergency import OpenInEmergency
from casedesk.circuit.people import Duty, Role

WHY = "La police attend le nom de l'école, la responsable ne répond pas."
OWN = "verger tisane corbeille moulin sentier bougie"


def test_P04_the_owner_and_the_referent_are_told_and_no_other_colleague(
    house, add_person, with_slot_of
):
    case_id = house.case_in_charge()
    with house.sitting(DIRECTOR) as sitting:
        sitting.desk.do(ViewCase(case_id))
        number = sitting.desk.reads.case_page(case_id).case.number
    new = [
        add_person(label, Role.SOCIAL_WORKER, duties)
        for label, duties in (
            ("Collègue", ()),
            ("Autre collègue", ()),
            ("Référente", (Duty.REFERENT,)),
        )
    ]
    told = {}

    with with_slot_of(house, new[0].id, new[0].passphrase) as sitting:
        sitting.desk.do(OpenInEmergency(number, WHY))
    since = house.clock() - timedelta(days=1)
    for each in new:
        with with_slot_of(house, each.id, each.passphrase) as sitting:
            told[each.label] = sitting.desk.reads.emergency_openings(since)
    with house.sitting(SOCIAL_WORKER) as sitting:
        told["owner"] = sitting.desk.reads.emergency_openings(since)

    assert {who: len(rows) for who, rows in told.items()} == {
        "Collègue": 0,
        "Autre collègue": 0,
        "Référente": 1,
        "owner": 1,
    }
    assert told["owner"][0].reason == WHY
