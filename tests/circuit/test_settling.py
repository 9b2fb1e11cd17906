"""What the direction settles: nothing is deleted, and everything is in the journal."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from casedesk import paths
from casedesk.app import rulebook
from casedesk.circuit.codes import Label, Language
from casedesk.circuit.commands.settling import (
    AddCode,
    AddOwnField,
    CallOffLeave,
    ChangeCode,
    ChangeOwnField,
    ListClosed,
    MoveCode,
    NotRelaxable,
    RelaxGuard,
    RestoreGuard,
    SetDeadline,
    SetHoliday,
    SetLeave,
    SetRetention,
    TooManyFields,
)
from casedesk.circuit.dates import local
from casedesk.circuit.deadlines import Span, Unit
from casedesk.circuit.errors import NotFound
from casedesk.circuit.guards import CaseFile, NotReady, step_taken
from casedesk.circuit.people import Role
from casedesk.circuit.sheet import FieldType, Incomplete, Lack, SheetCode
from casedesk.circuit.stages import Guard, Step
from casedesk.ui.casefile import chronology
from casedesk.ui.casefile.answers import Teller

DIRECTOR, WORKER = Role.DIRECTOR, Role.SOCIAL_WORKER
WORDS = Label("Bibliothèque du quartier", "خزانة الحي")
ROOM = AddOwnField(SheetCode.CONCERN, WORDS, FieldType.TEXT)


@pytest.fixture
def settle(association):
    """Do it as the director, and read the rules again as a sitting does."""

    def does(command):
        result = association.director.do(command)
        association.rules = rulebook.rules_of(association.director.reads)
        place = association.sit(DIRECTOR)
        place.desk_store.rules = place.case_store.rules = association.rules
        return result

    return does


def codes(association, listed):
    return [each.code for each in association.rules.codes.options(listed)]


def test_a_list_grows_and_its_labels_change_in_both_languages(association, settle):
    code = settle(AddCode("PLACE", WORDS))
    settle(ChangeCode("PLACE", code, Label("Bibliothèque", "الخزانة")))

    assert codes(association, "PLACE")[-1] == code == "OWN_1"
    book = association.director.reads.codes()
    assert book.label("PLACE", code, Language.ARABIC) == "الخزانة"
    assert settle(AddCode("PLACE", WORDS)) == "OWN_2"


def test_a_disabled_code_is_not_offered_and_still_has_its_label(association, settle):
    listed = association.director.reads.codes().all("PLACE")
    gone = listed[2]

    settle(ChangeCode("PLACE", gone.code, gone.label, active=False))

    book = association.rules.codes
    assert gone.code not in codes(association, "PLACE")
    assert ("PLACE", gone.code) in book
    assert book.label("PLACE", gone.code, Language.FRENCH) == gone.label.fr

    settle(ChangeCode("PLACE", gone.code, gone.label))
    assert gone.code in codes(association, "PLACE")


def test_an_entry_changes_places_with_its_neighbour(association, settle):
    before = [each.code for each in association.director.reads.codes().all("PLACE")]

    settle(MoveCode("PLACE", before[3], up=True))
    settle(MoveCode("PLACE", before[0], up=True))  # is the first already

    after = codes(association, "PLACE")
    assert after[2:4] == [before[3], before[2]]
    assert sorted(after) == sorted(before)


def test_the_lists_the_program_reckons_with_are_only_relabelled(refuse, settle):
    refuse(DIRECTOR, AddCode("DANGER", WORDS), ListClosed)
    refuse(DIRECTOR, ChangeCode("DANGER", "4", WORDS, active=False), ListClosed)

    settle(ChangeCode("DANGER", "4", WORDS))


@pytest.mark.parametrize(
    ("label", "field", "lack"),
    [
        (Label("", "خزانة"), "label_fr", Lack.MISSING),
        (Label("Bibliothèque", " "), "label_ar", Lack.MISSING),
        (Label("x" * 201, "خزانة"), "label_fr", Lack.TOO_LONG),
    ],
)
def test_a_label_is_there_in_both_languages_and_short(refuse, label, field, lack):
    refused = refuse(DIRECTOR, AddCode("PLACE", label), Incomplete)

    assert [(each.field, each.lack) for each in refused.gaps] == [(field, lack)]


def test_what_is_in_no_list_is_not_found(refuse):
    refuse(DIRECTOR, AddCode("NO_SUCH_LIST", WORDS), NotFound)
    refuse(DIRECTOR, ChangeCode("PLACE", "NO_SUCH", WORDS), NotFound)
    refuse(DIRECTOR, MoveCode("PLACE", "NO_SUCH", up=True), NotFound)
    refuse(DIRECTOR, SetDeadline("no.such", Span(1)), NotFound)
    refuse(DIRECTOR, SetRetention("NO_SUCH", "P1Y"), NotFound)


def test_a_deadline_says_who_settled_it_and_when(association, settle):
    settle(SetDeadline("stage.DECISION", Span(2, Unit.WORKING_DAYS), Span(1)))

    now = association.rules.deadlines["stage.DECISION"]
    assert (now.ordinary, now.urgent) == (Span(2, Unit.WORKING_DAYS), Span(1))
    assert now.checked_on == local(association.clock()).date()
    assert now.checked_by == "Directrice"


def test_the_next_step_is_clocked_as_settled(association, settle):
    settle(SetDeadline("stage.ASSESSING", Span(1, Unit.WORKING_DAYS)))
    settle(SetHoliday("2026-03-03", Label("Fermé", "مغلق")))
    worker = association.sit(WORKER)
    worker.case_store.rules = association.rules

    case = association.opened(association.case_in_charge()).case

    assert local(case.due_at).date() == date(2026, 3, 4)


def test_danger_is_not_counted_in_working_days(refuse):
    days = Span(1, Unit.WORKING_DAYS)
    command = SetDeadline("stage.FOLLOWUP", Span(5), days, (("4", days),))

    refused = refuse(DIRECTOR, command, Incomplete)

    assert [each.field for each in refused.gaps] == ["urgent", "4"]


def test_a_feast_of_two_days_is_entered_at_once_and_taken_back(association, settle):
    feast = Label("Aïd al-Fitr", "عيد الفطر")
    settle(SetHoliday("2026-03-20", feast, days=2, basis="Annonce officielle"))
    calendar = association.rules.deadlines.calendar
    assert not calendar.is_working(date(2026, 3, 20))

    settle(SetHoliday("2026-03-20", feast, active=False))

    kept = {each.id: each for each in association.director.reads.holidays()}
    assert set(kept) == {"2026-03-20", "2026-03-21"}
    assert not kept["2026-03-20"].active
    assert association.rules.deadlines.calendar.is_working(date(2026, 3, 20))


def test_a_civil_day_that_ships_can_be_disabled(association, settle):
    settle(SetHoliday("01-11", WORDS, active=False))

    calendar = association.rules.deadlines.calendar
    assert calendar.is_working(date(2027, 1, 11))
    assert not calendar.is_working(date(2027, 1, 14))


def test_what_is_no_holiday_is_refused(refuse):
    told = refuse(DIRECTOR, SetHoliday("2026-02-30", WORDS), Incomplete)
    assert told.gaps[0].field == "day"
    refuse(DIRECTOR, SetHoliday("2026-03-20", WORDS, days=0), Incomplete)
    refuse(DIRECTOR, SetHoliday("2026-03-20", WORDS, basis="x" * 201), Incomplete)


def test_a_period_of_retention_is_kept_with_who_and_when(association, settle):
    settle(SetRetention("GRAVE", "P10Y"))

    kept = association.rules.retention["GRAVE"]
    assert (kept.period, kept.checked_by) == ("P10Y", "Directrice")


@pytest.mark.parametrize("period", ["", "3 ans", "P0Y", "P-1Y"])
def test_what_is_no_period_is_refused(refuse, period):
    refused = refuse(DIRECTOR, SetRetention("GRAVE", period), Incomplete)

    assert refused.gaps[0].field == "period"


def test_a_rule_the_circuit_does_not_mark_is_not_relaxed(refuse):
    command = RelaxGuard(Guard.ASSESSMENT_SIGNED, "Une raison bien assez longue.")

    refuse(DIRECTOR, command, NotRelaxable)


def test_a_question_of_ones_own_is_asked_at_the_end_of_its_sheet(association, settle):
    key = settle(ROOM).partition(":")[2]

    *_, last = association.rules.sheets[SheetCode.CONCERN].sections

    assert [each.key for each in last.fields] == [key] == ["own_1"]
    assert not last.fields[0].data  # for nobody outside


def test_a_required_question_holds_a_signature_back(association, settle):
    settle(AddOwnField(SheetCode.CONCERN, WORDS, FieldType.YES_NO, required=True))
    sheet = association.rules.sheets[SheetCode.CONCERN]
    codes, today = association.rules.codes, local(association.clock()).date()

    gaps = sheet.gaps(association.concern, codes, today)
    answered = sheet.gaps({**association.concern, "own_1": "no"}, codes, today)

    assert [(each.field, each.lack) for each in gaps] == [("own_1", Lack.MISSING)]
    assert answered == ()


def test_a_question_asked_no_more_shows_only_where_it_was_answered(association, settle):
    field = settle(AddOwnField(SheetCode.CONCERN, WORDS, FieldType.TEXT, required=True))
    settle(ChangeOwnField(field, WORDS, required=True, active=False))
    sheet = association.rules.sheets[SheetCode.CONCERN]

    asked = sheet["own_1"]

    assert not asked.is_shown({})
    assert not asked.is_required({})
    assert asked.is_shown({"own_1": "Oui, le mercredi"})
    kept = sheet.gaps(
        {**association.concern, "own_1": "Oui"},
        association.rules.codes,
        local(association.clock()).date(),
    )
    assert kept == ()


def test_a_sheet_has_room_for_five_and_a_disabled_one_makes_room(settle, refuse):
    fields = [settle(ROOM) for _ in range(5)]
    refuse(DIRECTOR, ROOM, TooManyFields)

    settle(ChangeOwnField(fields[0], WORDS, required=False, active=False))
    assert settle(ROOM) == "F-A:own_6"

    again = ChangeOwnField(fields[0], WORDS, required=False, active=True)
    refuse(DIRECTOR, again, TooManyFields)


def test_a_sheet_for_outside_takes_no_question_of_ones_own(association, refuse):
    outside = [
        each.code for each in association.rules.sheets.values() if each.addressees
    ]

    assert outside
    for code in outside:
        refuse(DIRECTOR, AddOwnField(code, WORDS, FieldType.TEXT), NotFound)


@pytest.mark.parametrize(
    ("kind", "listed", "field"),
    [
        (FieldType.LONG, "", "type"),
        (FieldType.CODE, "", "list"),
        (FieldType.CODE, "NO_SUCH", "list"),
        (FieldType.TEXT, "PLACE", "list"),
    ],
)
def test_a_question_is_a_line_a_yes_or_a_list(refuse, kind, listed, field):
    command = AddOwnField(SheetCode.CONCERN, WORDS, kind, listed)

    assert refuse(DIRECTOR, command, Incomplete).gaps[0].field == field


def leave(association, **changed):
    today = local(association.clock()).date()
    facts = {
        "person": association.people[DIRECTOR],
        "deputy": association.people[WORKER],
        "first": today,
        "last": today + timedelta(days=4),
    }
    return SetLeave(**{**facts, **changed})


def test_a_leave_is_set_and_called_off(association):
    association.director.do(leave(association))
    (kept,) = association.director.reads.leaves()
    today = local(association.clock()).date()

    assert kept.covers(today)
    assert not kept.covers(today + timedelta(days=5))

    association.director.do(CallOffLeave(kept.id))
    assert not association.director.reads.leaves()[0].covers(today)


def test_a_deputy_is_somebody_else_who_works_on_cases(association, refuse):
    for deputy in (DIRECTOR, Role.EDUCATOR):
        wrong = leave(association, deputy=association.people[deputy])
        refused = refuse(DIRECTOR, wrong, Incomplete)
        assert [each.field for each in refused.gaps] == ["deputy"]


def test_a_leave_ends_after_it_begins_and_not_in_the_past(association, refuse):
    today = local(association.clock()).date()
    for changed in (
        {"last": today - timedelta(days=1)},
        {"first": today + timedelta(days=9)},
        {"last": today + timedelta(days=400)},
    ):
        refused = refuse(DIRECTOR, leave(association, **changed), Incomplete)
        assert [each.field for each in refused.gaps] == ["last"]
    refused = refuse(DIRECTOR, leave(association, first=None, last=None), Incomplete)
    assert [each.lack for each in refused.gaps] == [Lack.MISSING] * 2


def test_what_was_settled_is_read_with_who_when_before_and_after(association, settle):
    settle(SetRetention("GRAVE", "P4Y"))
    association.clock.pass_(hours=1)
    settle(SetRetention("GRAVE", "P6Y"))
    settle(RestoreGuard(Guard.ASSESSMENT_SIGNED))  # was never relaxed: no entry

    last, first = association.director.reads.settled(None, 10)

    assert (last.action, last.key) == ("SetRetention", "retention.GRAVE")
    assert last.actor == association.people[DIRECTOR]
    assert last.at == association.clock()
    assert last.before["value"].startswith("P4Y")
    assert last.after["value"].startswith("P6Y")
    assert first.before == {}
    assert association.director.reads.settled(last.sequence, 10) == (first,)


@pytest.fixture
def relaxable(association, monkeypatch):
    """A circuit that lets the signed assessment be done without."""
    text = paths.read_text("circuit/basic.toml")
    marked = f"{text}\n[guard.assessment_signed]\nrelaxable = true\n"
    monkeypatch.setattr(rulebook, "_circuit_text", lambda: marked)
    association.rules = rulebook.rules_of(association.director.reads)
    place = association.sit(DIRECTOR)
    place.desk_store.rules = place.case_store.rules = association.rules


def test_a_relaxed_guard_lets_a_case_pass_and_the_chronology_says_so(
    association, relaxable, settle
):
    case_id = association.case_in_charge()
    file = CaseFile(association.opened(case_id, DIRECTOR).case, (), ())
    with pytest.raises(NotReady):
        step_taken(file, Step.SUBMIT, association.rules.circuit, association.clock())

    settle(RelaxGuard(Guard.ASSESSMENT_SIGNED, "Équipe de deux pendant l'été."))
    circuit, place = association.rules.circuit, association.sit(DIRECTOR)
    with place.case_store.work(place.desk.actor, "SubmitForDecision") as work:
        work.cases.save(step_taken(file, Step.SUBMIT, circuit, work.now))

    page = association.opened(case_id, DIRECTOR)
    teller = Teller(association.rules.codes, {})
    lines = chronology.told(page.chronology, teller, association.clock())
    assert "règle assouplie" in lines[-1].what
    assert "F-B" in lines[-1].what
    assert not any("assouplie" in each.what for each in lines[:-1])

    settle(RestoreGuard(Guard.ASSESSMENT_SIGNED))
    with pytest.raises(NotReady):
        step_taken(file, Step.SUBMIT, association.rules.circuit, association.clock())


def test_a_step_whose_guard_is_relaxed_is_offered(association, relaxable, settle):
    case_id = association.case_in_charge()
    settle(RelaxGuard(Guard.ASSESSMENT_SIGNED, "Équipe de deux pendant l'été."))

    steps = association.opened(case_id, DIRECTOR).steps

    submit = next(each for each in steps if each.transition.step is Step.SUBMIT)
    assert submit.missing == ()
