"""Warned before a case is opened: on real desks, in both scripts, and by whom."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casedesk.circuit.changes import Kind
from casedesk.circuit.commands.cases import TakeInCharge
from casedesk.circuit.commands.duplicates import DoubtAgain, TellApart
from casedesk.circuit.commands.family import CorrectChild, NoteRelative, NoteSafeContact
from casedesk.circuit.commands.links import LinkCases
from casedesk.circuit.commands.merging import MergeCase, SeparateCase
from casedesk.circuit.duplicates import Kinship, Reason
from casedesk.circuit.errors import CompartmentClosed, NotFound, NotPermitted
from casedesk.circuit.links import LinkKind
from casedesk.circuit.people import Role
from casedesk.circuit.stages import Stage
from casedesk.store.erasure import rows_of
from casedesk.store.tables import codec, selection
from tests.circuit.people import MOTHER, SAFE_CONTACT

WORKER, DIRECTOR = Role.SOCIAL_WORKER, Role.DIRECTOR
WHY = "La même enfant, les mêmes faits, selon sa mère."
_NAMES = ("given_latin", "given_arabic", "family_latin", "family_arabic")
_ABOUT = (*_NAMES, "usual_name", "sex", "birth", "commune")


@pytest.fixture
def case_of(association):
    """A new case of a child of whom only this is known."""

    def made(**known):
        concern = association.concern.items()
        rest = {key: text for key, text in concern if key not in _ABOUT}
        return association.logged_case({**rest, "sex": "F", "birth": "2016", **known})

    return made


@pytest.fixture
def latin(case_of):
    return case_of(
        given_latin="Hajar",
        family_latin="Ouazzani",
        sex="F",
        birth="2016",
        commune="Salé",
    )


@pytest.fixture
def arabic(case_of, latin):
    return case_of(
        given_arabic="هاجر", family_arabic="الوزاني", birth="~9@2026-03-01", sex="F"
    )


def same(desk, case_id):
    return [
        each
        for each in desk.reads.may_be(case_id)
        if each.judgement.kinship is Kinship.SAME
    ]


def test_one_child_in_two_scripts_is_found_from_both_cases(association, latin, arabic):
    desk = association.worker

    (there,), (back,) = same(desk, arabic), same(desk, latin)

    assert (there.case_id, back.case_id) == (latin, arabic)
    assert there.names == ("Hajar Ouazzani",)
    assert (there.commune, there.stage) == ("Salé", Stage.LOGGED)
    assert there.judgement == back.judgement
    assert there.judgement.reasons == (Reason.SOUND, Reason.AGE)


@pytest.mark.parametrize(
    "known",
    [
        {"given_latin": "Ouazzani", "family_latin": "Hajar"},
        {"given_latin": "Hajr", "family_latin": "Wazani", "birth": "2016"},
        {"given_latin": "Zineb", "usual_name": "Hajar", "family_latin": "Ouazzani"},
        {"given_arabic": "هاجر", "birth": "2016", "sex": "F", "commune": "سلا"},
    ],
    ids=["exchanged", "typo", "usual name", "first name and year"],
)
def test_she_is_found_however_she_is_written(association, latin, case_of, known):
    again = case_of(**{"sex": "F", **known})

    assert [each.case_id for each in same(association.worker, again)] == [latin]


def test_candidates_come_as_names_are_typed(association, latin):
    reads = association.worker.reads

    assert reads.may_be_typed({"given_latin": "Ha"}) == ()
    assert reads.may_be_typed({"given_arabic": "هاجر"}) == ()
    typed = {"given_arabic": "هاجر", "family_arabic": "الوزاني"}
    (found,) = reads.may_be_typed(typed)
    assert found.case_id == latin
    assert reads.may_be_typed(typed, besides=latin) == ()
    for half in ("12/0", "20", "~", "le 3"):
        assert len(reads.may_be_typed({**typed, "birth": half})) == 1


def test_of_a_case_that_is_somebody_elses_number_and_owner_alone(
    association, latin, arabic
):
    association.director.do(TakeInCharge(latin))

    (row,) = association.worker.reads.may_be(arabic)

    assert (row.number, row.visible) == (number(association, latin), False)
    assert row.owner == association.people[DIRECTOR]
    empty = (row.case_id, row.names, row.birth, row.sex, row.commune, row.stage)
    assert empty == ("", (), "", "", "", None)
    assert row.judgement.reasons == ()
    assert len(same(association.director, arabic)) == 1


def test_whose_sibling_a_hidden_case_may_be_is_not_told(association, latin, case_of):
    sister = case_of(given_latin="Aya", family_latin="Ouazzani", commune="Salé")
    (row,) = association.worker.reads.may_be(sister)
    assert row.judgement.kinship is Kinship.SIBLING

    association.director.do(TakeInCharge(latin))

    assert association.worker.reads.may_be(sister) == ()


def test_the_educator_gets_nothing(association, latin):
    reads = association.educator.reads

    with pytest.raises(CompartmentClosed):
        reads.may_be_typed({"given_latin": "Hajar", "family_latin": "Ouazzani"})
    with pytest.raises(CompartmentClosed):
        reads.may_be(latin)
    with pytest.raises(NotPermitted):
        association.educator.do(TellApart(latin, latin))


def test_somebody_elses_case_is_not_asked_about(association, latin, arabic):
    association.director.do(TakeInCharge(latin))

    with pytest.raises(NotFound):
        association.worker.reads.may_be(latin)
    with pytest.raises(NotFound):
        association.worker.do(TellApart(arabic, latin))


def test_not_the_same_child_is_remembered_from_both_sides(association, latin, arabic):
    desk = association.worker
    desk.do(TellApart(arabic, latin))

    assert desk.reads.may_be(latin) == desk.reads.may_be(arabic) == ()
    (told,) = desk.reads.told_apart(latin)
    assert (told.case_id, told.said_by) == (arabic, association.people[WORKER])
    assert told.said_at == association.clock()

    desk.do(TellApart(latin, arabic))  # said again, from the other side
    desk.do(DoubtAgain(latin, arabic))

    assert desk.reads.told_apart(arabic) == ()
    assert len(desk.reads.may_be(latin)) == 1
    with pytest.raises(NotFound):
        desk.do(DoubtAgain(latin, arabic))


def test_the_journal_says_who_told_them_apart(association, latin, arabic):
    association.worker.do(TellApart(latin, arabic))

    db = association.case_store().db
    sql = "SELECT action, actor FROM journal ORDER BY seq DESC LIMIT 1"
    last = db.row(sql)
    assert last == {"action": "TellApart", "actor": association.people[WORKER]}


def test_a_name_written_better_asks_nobody_again_and_a_new_fact_does(
    association, latin, arabic
):
    desk = association.worker
    desk.do(TellApart(arabic, latin))
    better = {"given_latin": "Hajer", "family_latin": "El Ouazzani", "sex": "F"}
    desk.do(CorrectChild(arabic, {**better, "birth": "2016"}))
    assert desk.reads.may_be(arabic) == ()

    for case_id in (latin, arabic):
        desk.do(NoteSafeContact(case_id, {**SAFE_CONTACT, "number": "06 61 22 33 44"}))

    (row,) = desk.reads.may_be(arabic)
    assert Reason.PHONE in row.judgement.reasons


def test_the_mothers_name_counts_in_either_script(association, latin, arabic):
    desk = association.worker
    script = {key: MOTHER[key] for key in ("relation", "given_latin", "family_latin")}
    desk.do(NoteRelative(latin, script))
    desk.do(
        NoteRelative(
            arabic,
            {
                "relation": "MOTHER",
                "given_arabic": "نادية",
                "family_arabic": "الشرايبي",
            },
        )
    )

    (row,) = desk.reads.may_be(arabic)

    assert Reason.MOTHER in row.judgement.reasons


def test_what_is_linked_is_not_asked_about(association, latin, arabic):
    desk = association.worker
    desk.do(LinkCases(latin, arabic, LinkKind.SIBLING))

    assert desk.reads.may_be(latin) == ()


def test_an_attached_case_speaks_for_the_one_that_goes_on(
    association, latin, arabic, case_of
):
    """What only the attached one knows still finds the case that goes on for both."""
    desk = association.worker
    desk.do(MergeCase(arabic, latin, WHY))
    third = case_of(given_arabic="هاجر", family_arabic="الوزاني", birth="2016")

    assert [each.case_id for each in desk.reads.may_be(third)] == [latin]
    assert desk.reads.may_be(arabic) == ()
    desk.do(SeparateCase(arabic, WHY))
    assert {each.case_id for each in desk.reads.may_be(third)} == {latin, arabic}


def test_pairs_go_with_either_case(association, latin, arabic, case_of):
    third = case_of(given_latin="Hajar", family_latin="Ouazzani", birth="2016")
    desk = association.director
    for one, other in ((latin, arabic), (third, latin), (arabic, third)):
        desk.do(TellApart(one, other))
    store = association.case_store()

    with store.work(desk.actor, "Erase") as work:
        work.erase(work.cases.get(latin))

    (left,) = store.db.rows("SELECT first, second FROM told_apart")
    assert set(left.values()) == {arabic, third}
    images = store.db.rows(
        "SELECT image FROM journal_image JOIN journal_row USING (seq, ord)"
        " WHERE kind = 'told_apart'"
    )
    assert len(images) == 1
    assert latin not in images[0]["image"]


def test_only_whoever_may_sort_cases_tells_them_apart(association, latin, refuse):
    refuse(Role.EDUCATOR, TellApart(latin, latin), NotPermitted)
    refuse(WORKER, TellApart(latin, latin), NotFound)


_WORDS = st.text(
    st.characters(exclude_categories=("Cs", "Cc")) | st.sampled_from("أبتثج'’\u200f"),
    min_size=1,
    max_size=60,
).filter(str.strip)
_COURSE = {Kind.CASE, Kind.LINK, Kind.MOTIVE, Kind.CLOSING, Kind.DANGER_LEVEL}


def test_attached_and_parted_again_both_have_every_text(association, latin, arabic):
    """Only what tells of the course itself is more afterwards, and nothing is less."""
    desk = association.worker

    def both():
        return written(association, latin), written(association, arabic)

    @settings(max_examples=8, deadline=None)
    @given(mine=_WORDS, theirs=_WORDS, why=_WORDS)
    def attach_and_part(mine, theirs, why):
        for case_id, text in ((latin, mine), (arabic, theirs)):
            said = {"who": text, "knows": text, "avoid": text}
            desk.do(NoteSafeContact(case_id, {**SAFE_CONTACT, **said}))
        before = both()

        desk.do(MergeCase(arabic, latin, why))
        merged = both()
        desk.do(SeparateCase(arabic, why))

        assert merged == before == both()
        page = association.opened(arabic)
        assert page.case.stage is Stage.ASSESSING
        assert page.file.links[-1].why_undone == why.strip()

    attach_and_part()


def written(association, case_id):
    """All that was written in a case, but for what tells where it stands."""
    db = association.case_store().db
    case = codec(Kind.CASE).to_record(
        db.row(f"{selection(Kind.CASE)} WHERE id = ?", (case_id,))
    )
    return [(kind, row) for kind, row in rows_of(db, case) if kind not in _COURSE]


def number(association, case_id):
    return association.opened(case_id, DIRECTOR).case.number
