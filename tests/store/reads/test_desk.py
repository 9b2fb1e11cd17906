from __future__ import annotations

import pytest

from casedesk.app import rulebook
from casedesk.circuit.codes import CodeBook, Language
from casedesk.circuit.commands.events import NoteEvent
from casedesk.circuit.commands.furnishing import FurnishDesk
from casedesk.circuit.errors import NotPermitted
from casedesk.circuit.events import EventKind
from casedesk.circuit.people import Role
from casedesk.circuit.sheet import Addressee
from casedesk.store.reads.desk import sheet_query


def test_people_are_known_by_their_labels(association):
    reads = association.educator.reads
    director = association.people[Role.DIRECTOR]

    assert [person.label for person in reads.people()] == [
        "Assistante sociale",
        "Directrice",
        "Éducatrice",
    ]
    assert reads.person_label(director) == "Directrice"
    assert reads.person_label("") == ""
    assert reads.person_label("0badc0de") == "0badc0de"


def test_the_association_signs_with_its_settings(association):
    reads = association.educator.reads
    settings = {"address": "12, rue du Marché", "phone": "05", "registration": "n° 7"}

    association.director.do(FurnishDesk(settings, (), (), ()))

    sender = reads.sender()
    assert (sender.name, sender.territory) == ("Association Exemple", "SAL")
    assert (sender.address, sender.phone) == ("12, rue du Marché", "05")
    assert sender.registration == "n° 7"
    assert reads.setting("never set") == ""


def test_the_code_lists_come_back_as_they_were_shipped(association):
    shipped = CodeBook(rulebook.shipped_codes())

    book = association.educator.reads.codes()

    assert set(book.lists) == set(shipped.lists)
    for name in shipped.lists:
        assert book.options(name) == shipped.options(name)
        assert book.options(name, intake=True) == shipped.options(name, intake=True)
    assert book.label("SEX", "F", Language.ARABIC) == shipped.label(
        "SEX", "F", Language.ARABIC
    )


def test_a_code_saved_again_is_a_correction(association):
    code = rulebook.shipped_codes()[0]
    label = type(code.label)("Autre mot", "كلمة أخرى")
    corrected = type(code)(code.list, code.code, label, code.order)

    association.director.do(FurnishDesk({}, (corrected,), (), ()))

    book = association.educator.reads.codes()
    assert book.label(code.list, code.code, Language.FRENCH) == "Autre mot"


def test_the_directory_and_the_hotlines_are_those_of_the_territory(association):
    reads = association.educator.reads
    prosecutors = reads.organisations(Addressee.PROSECUTOR)

    assert {each.addressee for each in prosecutors} == {Addressee.PROSECUTOR}
    assert set(prosecutors) < set(reads.organisations())
    assert [each.number for each in reads.hotlines()] == [
        each.number for each in rulebook.shipped_hotlines()
    ]


def test_what_happened_to_sheets_of_paper_comes_in_its_order(association):
    for what in EventKind:
        association.director.do(NoteEvent(what, {"group": "r1"}))

    told = association.director.reads.sheet_events()

    assert [each.what for each in told] == [
        EventKind.RECOVERED,
        EventKind.SHARES_MADE,
        EventKind.SHARES_TRIED,
    ]
    assert {each.detail["group"] for each in told} == {"r1"}
    with pytest.raises(NotPermitted):
        _ = association.educator.reads.sheet_events()


def test_sheets_of_paper_are_found_without_reading_every_event(association):
    db = association.sit(Role.DIRECTOR).desk_store.db

    plan = [row["detail"] for row in db.rows(f"EXPLAIN QUERY PLAN {sheet_query()}")]

    assert all("events_of_sheets" in step or "TEMP B-TREE" in step for step in plan)
