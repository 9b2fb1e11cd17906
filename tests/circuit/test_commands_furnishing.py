"""What a vault is furnished with, and who works in it."""

from __future__ import annotations

from dataclasses import replace

from casedesk.app import rulebook
from casedesk.circuit.codes import Code, Label
from casedesk.circuit.commands.furnishing import EnrolPerson, FurnishDesk
from casedesk.circuit.errors import Stale
from casedesk.circuit.people import Duty, Person, PersonId, Role

DIRECTOR = Role.DIRECTOR


def furnishing(**changed):
    return FurnishDesk(
        **{
            "settings": {},
            "codes": rulebook.shipped_codes(),
            "organisations": rulebook.shipped_organisations(),
            "hotlines": rulebook.shipped_hotlines(),
            **changed,
        }
    )


def test_what_the_association_changed_is_not_furnished_over(association):
    reads = association.director.reads
    organisation = reads.organisations()[0]
    desk = association.sit_as_director()
    with desk.desk_store.work(desk.desk.actor, "Correct") as work:
        work.organisations.save(replace(organisation, phone="05 37 00 00 00"))

    association.director.do(furnishing(settings={"phone": "05 37 11 11 11"}))

    assert reads.organisations()[0].phone == "05 37 00 00 00"
    assert len(reads.organisations()) == len(rulebook.shipped_organisations())
    assert len(reads.hotlines()) == len(rulebook.shipped_hotlines())
    assert reads.sender().phone == "05 37 11 11 11"


def test_code_lists_are_completed_and_relabelled(association):
    added = Code("SEX", "X", Label("Autre", "آخر"), 9)

    association.director.do(furnishing(codes=(added,)))

    codes = association.director.reads.codes()
    assert [each.code for each in codes.options("SEX")][-1] == "X"
    assert len(codes.options("SEX")) > 1


def test_somebody_is_enrolled_with_a_role_and_duties(association):
    person = Person(
        PersonId("0a0a0a0a"),
        "Stagiaire",
        Role.EDUCATOR,
        (Duty.DEPUTY,),
        certificate=b"c",
    )

    association.director.do(EnrolPerson(person))

    found = {each.id: each for each in association.worker.reads.people()}
    assert found[person.id] == replace(person, version=1)
    assert association.worker.reads.person_label(person.id) == "Stagiaire"


def test_a_person_somebody_changed_meanwhile_is_not_overwritten(association, refuse):
    me = association.people[Role.EDUCATOR]
    person = next(e for e in association.director.reads.people() if e.id == me)
    association.director.do(EnrolPerson(replace(person, duties=(Duty.DEPUTY,))))

    refuse(DIRECTOR, EnrolPerson(replace(person, role=Role.BOARD)), Stale)
    refuse(DIRECTOR, EnrolPerson(replace(person, version=0)), Stale)

    again = next(e for e in association.director.reads.people() if e.id == me)
    assert (again.role, again.duties) == (Role.EDUCATOR, (Duty.DEPUTY,))
