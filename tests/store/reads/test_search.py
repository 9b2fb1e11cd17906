"""Finding anyone, on a real store: by whatever one may know of them, and no more."""

from __future__ import annotations

import json

import pytest

from casedesk.circuit.commands.family import (
    CorrectChild,
    NoteAuthor,
    NoteRelative,
    NoteSafeContact,
)
from casedesk.circuit.commands.handover import AddNote
from casedesk.circuit.commands.searching import NoteSearch
from casedesk.circuit.people import Role
from casedesk.circuit.search import Findings, Why
from casedesk.store.lookup import group, hits
from tests.circuit.people import AUTHOR, MOTHER, SAFE_CONTACT

OMAR = {
    "given_latin": "M'hamed Omar",
    "given_arabic": "",
    "family_latin": "El Idrissi",
    "family_arabic": "",
    "commune": "Salé, Bettana",
    "words": "L'école est loin, je rentre à vélo.",
}
YOUSSEF = {
    "given_latin": "",
    "given_arabic": "عبد القادر",
    "family_latin": "",
    "family_arabic": "آيت وعزو",
    "commune": "العيايدة",
}


@pytest.fixture
def three(association):
    """Salma Benali, in both scripts, whose file has most in it; Omar; Abdelkader."""
    salma = association.case_in_charge()
    worker = association.worker
    worker.do(
        NoteRelative(
            salma,
            {**MOTHER, "reach_detail": "Au 06 61 23 45 67, le soir"},
        )
    )
    worker.do(
        NoteSafeContact(
            salma,
            {**SAFE_CONTACT, "who": "Sa tante Zineb", "number": "+212 6 12 34 56 78"},
        )
    )
    omar = association.logged_case({**association.concern, **OMAR})
    kader = association.logged_case({**association.concern, **YOUSSEF})
    return {"salma": salma, "omar": omar, "kader": kader}


def found(desk, text):
    return [each.case_id for each in desk.reads.search(text).rows]


def marked(each):
    return [each.shown.text[start:end] for start, end in each.shown.spans]


NAMED = [
    ("salma", "salma", Why.CHILD),
    ("SALMA BÉN", "salma", Why.CHILD),
    ("ben ali salma", "salma", Why.CHILD),
    ("سَلمى", "salma", Why.CHILD),
    ("سلما بن علي", "salma", Why.CHILD),
    ("chraibi", "salma", Why.KIN),
    ("الشرايبي", "salma", Why.KIN),
    ("zineb", "salma", Why.CONTACT),
    ("محمد", "omar", Why.CHILD),
    ("mohamed idrissi", "omar", Why.CHILD),
    ("idrissi mhamed", "omar", Why.CHILD),
    ("الإدريسي", "omar", Why.CHILD),
    ("omar betana", "omar", Why.CHILD),
    ("بطانة", "omar", Why.PLACE),
    ("abdelk", "kader", Why.CHILD),
    ("abd el kader ouazzou", "kader", Why.CHILD),
    ("ait ouazzou", "kader", Why.CHILD),
    ("laayayda", "kader", Why.PLACE),
]


def test_one_is_found_in_either_script_and_any_order(three, association):
    for typed, who, why in NAMED:
        first = association.director.reads.search(typed).rows[0]

        assert (typed, first.case_id, first.why) == (typed, three[who], why)
        assert marked(first)


def test_a_telephone_is_found_by_its_end_or_its_beginning(three, association):
    for typed in ("345678", "0612345678", "06 12 34", "+212612345678"):
        (row,) = association.director.reads.search(typed).rows

        assert (row.case_id, row.why) == (three["salma"], Why.PHONE)
        assert marked(row) == ["+212 6 12 34 56 78"]


def test_a_number_of_a_case_is_found_by_any_end_of_it(three, association):
    desk = association.director
    number = association.opened(three["omar"], Role.DIRECTOR).case.number

    for typed in (number, number.lower(), number[-4:], number.replace("-", " ")):
        rows = desk.reads.search(typed).rows
        assert (rows[0].case_id, rows[0].why) == (three["omar"], Why.NUMBER)


def test_a_slip_of_the_finger_still_leads_there(three, association):
    findings = association.director.reads.search("chrabii nadia")
    assert findings.rows[0].case_id == three["salma"]
    slipped = association.director.reads.search("sakma")

    assert slipped.near
    assert [each.case_id for each in slipped.rows] == [three["salma"]]


def test_what_was_typed_is_shown_in_what_was_found(three, association):
    (row,) = association.director.reads.search("salma ben").rows

    assert row.shown.text == "Salma Benali · سلمى بنعلي"
    assert marked(row) == ["Salma", "Ben", "سلمى", "بنعلي"]


def test_what_was_written_is_found_by_its_words(three, association):
    for typed, who, words in (
        ("ecole", "omar", ["école"]),
        ("l'école vélo", "omar", ["école", "vélo"]),
        ("velos", "omar", ["vélo"]),
        ("grand-mere", "salma", ["grand", "mère"]),
        ("دار", "salma", ["للدار"]),
        ("والدار", "salma", ["للدار"]),
    ):
        rows = association.director.reads.search_texts(typed).rows
        shown = {each.case_id: each for each in rows}[three[who]]

        assert shown.why is Why.TEXT
        assert (typed, marked(shown)) == (typed, words)


def test_a_name_that_was_corrected_is_still_found_as_it_was_heard(three, association):
    known = association.opened(three["omar"], Role.DIRECTOR).child
    said = {"given_latin": "Hamza", "family_latin": "El Idrissi", "sex": known.sex}
    association.director.do(CorrectChild(three["omar"], said))

    assert found(association.director, "hamza") == [three["omar"]]
    assert found(association.director, "mhamed idrissi") == [three["omar"]]


def test_nothing_that_fits_is_nothing_found(three, association):
    reads = association.director.reads

    for typed in ("", "  ", "…", "fghjkl", "zzz 99", '"*) OR ('):
        assert reads.search(typed).rows == ()
        assert reads.search_texts(typed) == Findings()


def test_a_social_worker_finds_no_case_of_somebody_else(three, association, clock):
    """Nor is it counted; what nobody has in charge is everybody's of the team."""
    worker, director = association.worker, association.director
    mine = association.case_in_charge()
    with association.case_store().work(director.actor, "Move") as work:
        case = work.cases.get(three["salma"])
        work.cases.save(type(case)(**{**_fields(case), "owner": director.actor.person}))

    assert set(found(director, "salma")) == {mine, three["salma"]}
    assert found(worker, "salma") == [mine]
    assert found(worker, "idrissi") == [three["omar"]]
    assert found(worker, "chraibi") == found(worker, "345678") == []
    texts = {each.case_id for each in worker.reads.search_texts("marque").rows}
    assert three["salma"] not in texts
    assert mine in texts


def _fields(record):
    return {name: getattr(record, name) for name in record.__dataclass_fields__}


def test_who_is_alleged_is_found_by_those_who_may_know(three, association):
    """By name in either script, in the index or in a sheet; and nothing is shown."""
    said = {**AUTHOR, "given_latin": "Driss", "given_arabic": ""}
    association.director.do(NoteAuthor(three["salma"], said))
    told = {**association.concern, "alleged_author_name": "Driss le voisin"}
    second = association.logged_case(told)

    for typed in ("driss", "إدريس"):
        rows = association.director.reads.search(typed).rows
        authors = {each.case_id: each for each in rows if each.why is Why.AUTHOR}
        assert set(authors) == {three["salma"], second}
        assert {each.shown.text for each in authors.values()} == {""}
        assert second not in found(association.worker, typed)
        assert three["salma"] not in found(association.worker, typed)
    assert association.worker.reads.search_texts("voisin").rows == ()


def test_an_educator_finds_their_own_and_nothing_of_cases(three, association):
    educator = association.educator
    sent = educator.reads.my_receipts()[0]

    assert educator.reads.search("salma").rows == ()
    (row,) = educator.reads.search(sent.number).rows
    assert (row.why, row.receipt, row.case_id) == (Why.RECEIPT, sent.id, "")
    assert educator.reads.search_texts("marque") == Findings()


def test_J09_a_search_is_journalled_by_its_hits_and_not_by_its_words(
    three, association
):
    desk = association.director
    hits_ = len(desk.reads.search("salma"))

    desk.do(NoteSearch(hits_))

    db = association.case_store().db
    assert db.value("SELECT action FROM journal ORDER BY seq DESC") == "NoteSearch"
    last = "SELECT image FROM journal_image ORDER BY seq DESC"
    image = json.loads(db.value(last))
    assert image["hits"] == hits_ == 1
    assert set(image) == {"id", "at", "by", "hits", "version"}


def test_no_search_reads_a_table_through(three, association):
    db = association.case_store().db
    asked = []
    rows = db.rows

    def noted(sql, values=()):
        asked.append((sql, values))
        return rows(sql, values)

    db.rows = noted
    for typed in ("salma ben", "345678", "sakma", "SAL-26"):
        association.director.reads.search(typed)
        association.director.reads.search_texts(typed)

    assert any("MATCH" in sql for sql, _ in asked)
    for sql, values in asked:
        for step in rows(f"EXPLAIN QUERY PLAN {sql}", values):
            plan = step["detail"]
            indexed = ":M" in plan or "json_each" in plan  # a list we give
            assert indexed or not plan.startswith("SCAN"), plan


def test_the_index_says_by_which_keys_it_finds(three, association):
    """What a comparison of new children with known ones asks of it."""
    db = association.case_store().db

    (hit,) = hits(db, [group(("child",), {"slm"}, whole=True)], 10)

    assert hit.case_id == three["salma"]


def test_a_note_is_found_and_its_author_named_by_nobody(three, association):
    association.director.do(AddNote(three["salma"], "Revoir avec la kafala."))

    (row,) = association.director.reads.search_texts("kafala").rows

    assert marked(row) == ["kafala"]
