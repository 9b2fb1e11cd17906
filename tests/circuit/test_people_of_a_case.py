"""The people around a child: noted, corrected, linked, and kept from whom they harm."""

from __future__ import annotations

from dataclasses import replace

import pytest

from casedesk.circuit.commands.cases import ViewCase
from casedesk.circuit.commands.erasure import ConfirmRequest, EraseCase, RequestAct
from casedesk.circuit.commands.family import (
    AlreadyOpen,
    CopyHousehold,
    CorrectChild,
    MemberAlleged,
    NoteAuthor,
    NoteRelative,
    NoteSafeContact,
    OpenSiblingCase,
    ViewAuthors,
)
from casedesk.circuit.commands.furnishing import EnrolPerson
from casedesk.circuit.errors import NotFound, NotPermitted
from casedesk.circuit.flags import FlagName
from casedesk.circuit.journal import JournalFilter
from casedesk.circuit.people import Duty, PersonId, Role
from casedesk.circuit.rights import Right
from casedesk.circuit.sheet import Addressee, Incomplete, Lack, SheetCode
from casedesk.circuit.two_people import Act
from casedesk.i18n import labels
from tests.circuit.people import (
    AT_RISK,
    AUTHOR,
    CHILD,
    FATHER,
    MOTHER,
    SAFE_CONTACT,
    SISTER,
)
from tests.closing import close

DIRECTOR, WORKER, EDUCATOR = Role.DIRECTOR, Role.SOCIAL_WORKER, Role.EDUCATOR


@pytest.fixture
def case(association):
    return association.case_in_charge()


def relatives(association, case_id, role=WORKER):
    return association.opened(case_id, role).relatives


def authors(association, case_id):
    association.director.do(ViewAuthors(case_id))
    return association.director.reads.authors(case_id)


# the child


def test_correcting_the_child_keeps_what_was_heard(association, case):
    association.worker.do(CorrectChild(case, CHILD))

    page = association.opened(case)
    assert (page.child.family_arabic, page.child.birth) == ("بن علي", "2017-05")
    concern = page.file.sheet(SheetCode.CONCERN)
    assert (concern.content["family_arabic"], concern.content["birth"]) == (
        "بنعلي",
        "2017",
    )


def test_what_the_child_is_not_any_more_is_taken_back(association, case):
    association.worker.do(CorrectChild(case, CHILD))
    without = {key: each for key, each in CHILD.items() if key != "disabilities"}

    association.worker.do(CorrectChild(case, without))

    assert association.opened(case).child.disabilities == ()


def test_a_child_may_have_no_name_no_sex_and_no_age(association, case):
    association.worker.do(CorrectChild(case, {"sex": "UNSAID"}))

    child = association.opened(case).child
    assert (child.given_latin, child.sex, child.birth) == ("", "UNSAID", "")


@pytest.mark.parametrize(
    ("content", "lack"),
    [
        ({"birth": "1980"}, Lack.NOT_A_CHILD),
        ({"sex": "X"}, Lack.NOT_A_CODE),
        ({"papers": "x" * 300}, Lack.TOO_LONG),
        ({"religion": "x"}, Lack.NOT_ASKED),
    ],
)
def test_what_no_child_can_be_is_said_beside_the_field(refuse, case, content, lack):
    refused = refuse(WORKER, CorrectChild(case, content), Incomplete)

    assert [each.lack for each in refused.gaps] == [lack]


@pytest.mark.parametrize("addressee", Addressee)
def test_papers_and_nationality_go_to_no_addressee(association, case, rules, addressee):
    association.worker.do(CorrectChild(case, CHILD))
    association.opened(case)

    known = association.worker.reads.liaison_content(case)
    carried = str(rules.redaction.fill(addressee, known))

    assert "papiers-notés" not in carried
    assert "nationalité-notée" not in carried


# those around


def test_a_relative_is_noted_in_both_scripts_with_a_partial_birth(association, case):
    association.worker.do(NoteRelative(case, MOTHER))

    (mother,) = relatives(association, case)
    assert (mother.given_latin, mother.given_arabic) == ("Nadia", "نادية")
    assert (mother.birth, mother.title, mother.represents) == (
        "~34@2026-03-02",
        "MOTHER",
        True,
    )


def test_a_relative_is_corrected_in_place(association, case):
    noted = association.worker.do(NoteRelative(case, MOTHER))
    association.worker.do(NoteRelative(case, {**MOTHER, "reach": "DO_NOT"}, noted))

    assert [each.reach for each in relatives(association, case)] == ["DO_NOT"]


def test_what_is_said_of_a_guardian_goes_when_it_is_none(association, case):
    noted = association.worker.do(NoteRelative(case, MOTHER))
    association.worker.do(NoteRelative(case, {**MOTHER, "is_guardian": "no"}, noted))

    assert relatives(association, case)[0].title == ""


def test_a_relative_of_another_case_is_not_found(association, case, refuse):
    noted = association.worker.do(NoteRelative(case, MOTHER))
    other = association.case_in_charge()

    refuse(WORKER, NoteRelative(other, MOTHER, noted), NotFound)


def test_whose_link_is_alleged_is_marked_for_all_who_work_on_the_case(
    association, case
):
    association.worker.do(NoteRelative(case, {"relation": "UNCLE_AUNT"}))
    association.worker.do(NoteRelative(case, MOTHER))

    association.director.do(NoteAuthor(case, AUTHOR))

    assert [each.may_be_author for each in relatives(association, case)] == [
        "yes",
        "no",
    ]


def test_whoever_is_noted_later_is_marked_as_well(association, case):
    association.director.do(NoteAuthor(case, AUTHOR))
    association.worker.do(NoteRelative(case, {"relation": "UNCLE_AUNT"}))

    assert relatives(association, case)[0].may_be_author == "yes"


def test_a_guardian_who_may_be_the_author_raises_the_flag(association, case):
    association.worker.do(NoteRelative(case, MOTHER))
    assert FlagName.GUARDIAN_IMPLICATED not in association.opened(case).flags

    association.worker.do(NoteRelative(case, FATHER))
    association.worker.do(NoteRelative(case, FATHER))

    page = association.opened(case)
    assert FlagName.GUARDIAN_IMPLICATED in page.flags
    assert FlagName.DO_NOT_CONTACT_FAMILY in page.flags
    assert len(page.file.flags) == 1


# whom one may call


def test_the_latest_safe_contact_holds_and_the_others_keep_their_dates(
    association, case
):
    association.worker.do(NoteSafeContact(case, SAFE_CONTACT))
    association.clock.pass_(days=3)
    association.worker.do(NoteSafeContact(case, {"who": "Aucun"}))

    page = association.opened(case)
    assert [each.who for each in page.safe_contacts] == ["La grand-mère", "Aucun"]
    assert len({each.noted_at for each in page.safe_contacts}) == 2
    assert association.worker.reads.safe_contact(case) == "Aucun"


def test_the_safe_contact_says_when_not_to_call_and_stands_on_every_liaison_sheet(
    association, case, rules
):
    association.worker.do(NoteSafeContact(case, SAFE_CONTACT))
    association.opened(case)
    told = association.worker.reads.safe_contact(case)
    known = association.worker.reads.liaison_content(case)

    assert told == (
        "La grand-mère, Appel, 0600000000, le matin. Sait : que l'enfant est suivie. "
        "Ne pas appeler si : le père est à la maison"
    )
    for addressee in (Addressee.UPE_CAPE, Addressee.HOSPITAL, Addressee.PROSECUTOR):
        assert rules.redaction.fill(addressee, known)["safe_contact"] == told


def test_whoever_chases_an_answer_reads_whom_one_may_call(association):
    case = association.case_being_referred()
    association.worker.do(NoteSafeContact(case, SAFE_CONTACT))
    association.clock.pass_(days=30)

    rows = association.worker.reads.waiting_referrals(association.clock())

    told = association.worker.reads.safe_contact(case)
    assert rows
    assert {each.safe_contact for each in rows} == {told} != {""}


def test_a_safe_contact_written_in_arabic_is_led_by_arabic_words(association, case):
    association.worker.do(
        NoteSafeContact(case, {"who": "الجدة", "avoid": "كان الأب في البيت"})
    )

    assert association.worker.reads.safe_contact(case) == (
        "الجدة. عدم الاتصال إذا: كان الأب في البيت"
    )


def test_the_longest_safe_contact_still_fits_the_sheet(association, case, rules):
    asked = rules.asked["safe_contact"]
    longest = {
        each.key: "x" * each.max_length for each in asked if each.key != "channel"
    }
    association.worker.do(NoteSafeContact(case, {**longest, "channel": "MEETING"}))

    told = association.worker.reads.safe_contact(case)
    assert len(told) <= rules.sheets[SheetCode.UPE_CAPE]["safe_contact"].max_length


def test_whom_one_may_call_is_nobodys_business_elsewhere(
    association, case, somebody_elses
):
    theirs = somebody_elses()
    association.director.do(NoteSafeContact(theirs, SAFE_CONTACT))

    with pytest.raises(NotFound):
        association.worker.reads.safe_contact(theirs)


# brothers and sisters


@pytest.fixture
def siblings(association, case):
    sister = association.worker.do(NoteRelative(case, SISTER))
    own = association.worker.do(OpenSiblingCase(case, sister, AT_RISK))
    return case, sister, own


def test_a_sister_in_danger_gets_a_file_of_her_own_that_begins_like_any(
    association, siblings
):
    own = siblings[-1]
    page = association.opened(own)

    assert (page.child.given_latin, page.child.given_arabic) == ("Inès", "إيناس")
    assert (page.case.owner, page.case.stage, page.case.entry) == (
        "",
        "LOGGED",
        "TIERS",
    )
    assert page.case.due_at is not None
    assert own in association._case_ids()
    concern = page.file.sheet(SheetCode.CONCERN)
    assert concern.content["where_now"] == AT_RISK["where_now"]
    assert "Salma" not in str(concern.content)


def test_each_file_names_the_other_child_and_its_number(association, siblings):
    case, _, own = siblings
    first, second = association.opened(case), association.opened(own)

    assert first.own_numbers == {own: second.case.number}
    assert second.own_numbers == {case: first.case.number}
    assert second.relatives[0].given_arabic == "سلمى"


def test_the_link_between_them_stands_as_any_other(association, siblings):
    case, _, own = siblings

    (link,) = association.opened(own).links
    assert (link.link.relation, link.link.other_end(own)) == ("SIBLING", case)


def test_a_child_has_one_file(association, siblings, refuse):
    case, sister, _ = siblings

    refuse(WORKER, OpenSiblingCase(case, sister, AT_RISK), AlreadyOpen)


def test_only_a_child_gets_a_file(association, case, refuse):
    mother = association.worker.do(NoteRelative(case, MOTHER))

    refuse(WORKER, OpenSiblingCase(case, mother, AT_RISK), NotFound)


def test_what_opens_a_file_must_be_said(association, case, refuse):
    sister = association.worker.do(NoteRelative(case, SISTER))

    refused = refuse(WORKER, OpenSiblingCase(case, sister, {}), Incomplete)

    assert {each.field for each in refused.gaps} == set(AT_RISK)


def test_danger_makes_the_sisters_file_urgent_at_once(association, case):
    sister = association.worker.do(NoteRelative(case, SISTER))
    own = association.worker.do(
        OpenSiblingCase(case, sister, {**AT_RISK, "in_danger": "unknown"})
    )

    assert association.opened(own).case.urgent


def test_the_household_is_copied_by_the_referent_once_and_marked(
    association, siblings, refuse
):
    case, sister, own = siblings
    association.worker.do(NoteRelative(case, MOTHER))
    association.worker.do(NoteRelative(case, FATHER))

    refuse(WORKER, CopyHousehold(case, sister), NotPermitted)
    assert association.director.do(CopyHousehold(case, sister)) == 2
    assert association.director.do(CopyHousehold(case, sister)) == 0

    number = association.opened(case).case.number
    salma, *copied = relatives(association, own)
    assert salma.copied_from == ""
    assert [(each.relation, each.copied_from) for each in copied] == [
        ("MOTHER", number),
        ("FATHER", number),
    ]
    # Caution goes along; what makes somebody safe is said of one child only.
    assert [each.may_be_author for each in copied] == ["", "yes"]
    assert [each.informed for each in copied] == ["", ""]


def test_a_sisters_file_somebody_else_answers_for_is_not_named(association, siblings):
    case, _, own = siblings
    store = association.case_store()
    theirs = replace(association.opened(own, DIRECTOR).case, owner=PersonId("x"))
    with store.work(association.director.actor, "Test") as work:
        work.cases.save(theirs)

    assert association.opened(case).own_numbers == {}
    assert own in association.opened(case, DIRECTOR).own_numbers


# who is alleged


def test_who_is_alleged_is_for_the_director_and_the_referent(association, case):
    association.director.do(NoteAuthor(case, AUTHOR))

    (author,) = authors(association, case)
    assert (author.given_latin, author.family_arabic) == ("Hamid", "العمراني")


def test_it_is_read_only_once_its_opening_is_in_the_journal(association, case):
    association.director.do(ViewCase(case))
    with pytest.raises(NotFound):
        association.director.reads.authors(case)

    association.director.do(ViewAuthors(case))
    association.director.do(ViewAuthors(case))

    assert association.director.reads.authors(case) == ()
    number = association.opened(case, DIRECTOR).case.number
    lines = association.director.reads.journal(
        JournalFilter(case_number=number), None, 50
    )
    assert [each.action for each in lines].count("ViewAuthors") == 1


def test_a_name_written_again_says_in_which_other_cases_it_stands(association):
    first, second, third = (association.case_in_charge() for _ in range(3))
    association.director.do(NoteAuthor(first, AUTHOR))
    association.director.do(NoteAuthor(second, {**AUTHOR, "family_latin": "EL-AMRANÎ"}))
    association.director.do(ViewAuthors(third))

    also = association.director.reads.also_alleged(
        third, {"given_latin": "hamid", "family_latin": "el amrani"}
    )

    assert [each.case_id for each in also] == [first, second]
    assert [each.number for each in also] == [
        association.opened(each, DIRECTOR).case.number for each in (first, second)
    ]


@pytest.mark.parametrize(
    "named",
    [
        {},
        {"given_latin": "Hamid"},
        {"given_latin": "Hamid", "family_latin": "Tazi"},
    ],
)
def test_half_a_name_is_nobodys(association, case, named):
    other = association.case_in_charge()
    association.director.do(NoteAuthor(case, AUTHOR))
    association.director.do(ViewAuthors(other))

    assert association.director.reads.also_alleged(other, named) == ()


def test_names_of_the_alleged_meet_across_scripts_and_in_any_order(association, case):
    other = association.case_in_charge()
    said = {"given_latin": "Amrani", "family_latin": "Hamîd", "link": "UNCLE"}
    association.director.do(NoteAuthor(case, said))
    association.director.do(ViewAuthors(other))

    for named in (
        {"given_arabic": "حميد", "family_arabic": "العمراني"},
        {"given_latin": "Hamid", "family_latin": "EL AMRANI"},
    ):
        also = association.director.reads.also_alleged(other, named)
        assert [each.case_id for each in also] == [case]


QUESTIONS = [
    lambda reads, case: reads.authors(case),
    lambda reads, case: reads.also_alleged(case, AUTHOR),
]


@pytest.mark.parametrize("ask", QUESTIONS)
def test_without_the_right_nothing_is_told_whatever_there_is(association, case, ask):
    """The same refusal in the same words, with a name there or without one."""
    association.opened(case)
    said = []
    for _ in range(2):
        with pytest.raises(NotPermitted) as refused:
            ask(association.worker.reads, case)
        said.append((labels.sentence(refused.value), refused.value.parameters))
        association.director.do(NoteAuthor(case, AUTHOR))

    assert said[0] == said[1]


@pytest.mark.parametrize(
    "command", [ViewAuthors, lambda case: NoteAuthor(case, AUTHOR)]
)
@pytest.mark.parametrize("role", [WORKER])
def test_without_the_right_nobody_opens_it_or_adds_to_it(refuse, case, role, command):
    refused = refuse(role, command(case), NotPermitted)

    assert refused.parameters == {"right": Right.SEE_AUTHORS}


def test_a_social_workers_page_is_the_same_with_a_name_there_or_without(
    association, case
):
    """Nor does their journal say that there is a box, or who opened it."""
    before = association.opened(case)
    lines = association.worker.reads.journal(JournalFilter(), None, 100)
    association.director.do(ViewAuthors(case))
    association.director.do(NoteAuthor(case, AUTHOR))

    assert association.opened(case) == before
    assert association.worker.reads.journal(JournalFilter(), None, 100) == lines


def test_no_page_carries_what_is_written_there(association, case):
    association.director.do(NoteAuthor(case, AUTHOR))

    page = str(association.opened(case, DIRECTOR).chronology)
    known = str(association.director.reads.liaison_content(case))
    for written in ("Hamid", "Amrani", "حميد", "Garage"):
        assert written not in page
        assert written not in known


def test_a_member_of_the_association_leads_to_setting_the_case_apart(case, refuse):
    refuse(DIRECTOR, NoteAuthor(case, {**AUTHOR, "link": "STAFF"}), MemberAlleged)


def test_what_is_written_there_is_erased_with_the_case(association):
    case = association.case_to_decide()
    association.director.do(NoteAuthor(case, AUTHOR))
    association.worker.do(NoteRelative(case, MOTHER))
    association.worker.do(NoteSafeContact(case, SAFE_CONTACT))
    erase(association, case)

    db = association.case_store().db
    tables = [
        row["name"]
        for row in db.rows("SELECT name FROM sqlite_master WHERE type = 'table'")
    ]
    whole = str([db.rows(f"SELECT * FROM {each}") for each in tables])  # noqa: S608
    for written in ("Amrani", "Nadia", "La grand-mère", "Garage"):
        assert written not in whole


def erase(association, case):
    director, worker = association.director, association.people[WORKER]
    person = next(each for each in director.reads.people() if each.id == worker)
    director.do(EnrolPerson(replace(person, duties=(Duty.DEPUTY,))))
    close(association.worker, director, case, reason="NO_CONCERN")
    association.clock.pass_(days=800)
    association.stand_up()
    asked = association.director.do(RequestAct(case, Act.ERASE, "PERIOD"))
    association.worker.do(ConfirmRequest(asked))
    association.director.do(EraseCase(asked))
