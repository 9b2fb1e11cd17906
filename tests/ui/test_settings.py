"""The settings: what is changed there holds at once, and its own journal says who."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from casedesk.app.rulebook import rules, shipped_codes
from casedesk.app.training import TrainingVault
from casedesk.app.training_texts import DIRECTOR as BY_DIRECTOR
from casedesk.app.training_texts import SOCIAL_WORKER as BY_WORKER
from casedesk.circuit.codes import CodeBook, Label, Language
from casedesk.circuit.commands.furnishing import FurnishDesk
from casedesk.circuit.commands.settling import (
    ChangeCode,
    SetHoliday,
    SetLeave,
    SetRetention,
)
from casedesk.circuit.dates import local
from casedesk.circuit.deadlines import Span, Unit
from casedesk.circuit.errors import NotPermitted
from casedesk.circuit.people import Role
from casedesk.circuit.sheet import Field, FieldType, SheetCode
from casedesk.ui.navigation import SettingsPlace
from casedesk.ui.settings.screen import PARTS, SettingsScreen
from casedesk.ui.settings.words import list_name
from casedesk.ui.widgets.editors_by_type import Answers, editor_for

DIRECTOR, WORKER = Role.DIRECTOR, Role.SOCIAL_WORKER
FR, AR = "Bibliothèque du quartier", "خزانة الحي"


@pytest.fixture
def at_desk(tools: Any) -> Any:
    return tools(DIRECTOR)


@pytest.fixture
def settings(at_desk: Any, qtbot: Any) -> Any:
    def at(part: str) -> SettingsScreen:
        screen = SettingsScreen(at_desk, SettingsPlace(part))
        qtbot.addWidget(screen)
        screen.resize(1150, 700)
        screen.show()
        return screen

    return at


def write(fields: Any, fr: str = FR, ar: str = AR) -> None:
    fields["label_fr"].box.setText(fr)
    fields["label_ar"].box.setText(ar)


@pytest.mark.parametrize("part", PARTS)
def test_every_part_is_reached_by_keyboard_and_heard(
    settings: Any, hands_on: Any, part: str
) -> None:
    assert hands_on(settings(part)).unreachable() == []


def test_only_the_direction_settles(tools: Any) -> None:
    with pytest.raises(NotPermitted):
        SettingsScreen(tools(WORKER), SettingsPlace())


def test_a_code_is_added_renamed_and_asked_no_more(
    at_desk: Any, settings: Any, hands_on: Any
) -> None:
    screen = settings("lists")
    part, hands = screen.part, hands_on(screen)
    part.which.box.set_value("PLACE")
    part.refresh()
    write(part.new)
    hands.press("Ajouter")

    book = at_desk.rules.codes
    code = book.options("PLACE")[-1]
    assert code.label.fr == FR
    part.rows.chosen.emit(code.code)
    write(part.fields, fr="Bibliothèque")
    hands.press("Enregistrer")
    hands.press("Ne plus proposer")

    book = at_desk.rules.codes
    assert code.code not in [each.code for each in book.options("PLACE")]
    assert book.label("PLACE", code.code, Language.FRENCH) == "Bibliothèque"


def test_a_label_in_one_language_is_asked_for_in_the_other(
    settings: Any, hands_on: Any
) -> None:
    screen = settings("lists")
    screen.part.which.box.set_value("PLACE")
    screen.part.refresh()
    write(screen.part.new, ar="")

    hands_on(screen).press("Ajouter")

    assert screen.part.new["label_ar"].complaint()
    assert screen.part.new["label_fr"].box.value() == FR


def test_a_label_may_have_english_words_too(
    at_desk: Any, settings: Any, hands_on: Any
) -> None:
    screen = settings("lists")
    part, hands = screen.part, hands_on(screen)
    part.which.box.set_value("PLACE")
    part.refresh()
    write(part.new)
    hands.press("Ajouter")
    code = at_desk.rules.codes.options("PLACE")[-1].code

    told = []
    for english in ("Local library", "", "x" * 1000):
        part.rows.chosen.emit(code)
        part.fields["label_en"].box.setText(english)
        hands.press("Enregistrer")
        told.append(at_desk.rules.codes.label("PLACE", code, Language.ENGLISH))

    assert told == ["Local library", f"{FR} (fr)", f"{FR} (fr)"]
    assert part.fields["label_en"].complaint()


def test_a_list_the_program_reckons_with_is_only_relabelled(settings: Any) -> None:
    screen = settings("lists")
    screen.part.which.box.set_value("DANGER")
    screen.part.refresh()

    assert screen.part.adding.isHidden()
    assert screen.part.off.isHidden()


def test_a_deadline_is_settled_with_todays_date(
    at_desk: Any, settings: Any, hands_on: Any
) -> None:
    screen = settings("deadlines")
    part, hands = screen.part, hands_on(screen)
    part.rows.chosen.emit("stage.DECISION")
    part.ordinary.box.set_value(Span(2, Unit.WORKING_DAYS))
    part.urgent.box.number.setText("x")
    hands.press("Enregistrer, vérifié aujourd'hui")
    assert part.urgent.complaint()

    part.urgent.box.number.setText("3")
    hands.press("Enregistrer, vérifié aujourd'hui")

    now = at_desk.rules.deadlines["stage.DECISION"]
    assert (now.ordinary, now.urgent) == (Span(2, Unit.WORKING_DAYS), Span(3))
    assert now.checked_on == local(at_desk.clock()).date()
    shown = part.rows.model
    row = shown.row_of(shown.index(shown.find("stage.DECISION"), 0))
    assert row.cells[1] == "2 jours ouvrés"
    assert "Directrice" in row.cells[3]


def test_a_feast_is_entered_for_two_days(
    at_desk: Any, settings: Any, hands_on: Any
) -> None:
    screen = settings("holidays")
    part, hands = screen.part, hands_on(screen)
    part.day.set_value("2026-03-20")
    part.days.set_value("2")
    write(part.new, "Aïd al-Fitr", "عيد الفطر")
    hands.press("Ajouter")

    calendar = at_desk.rules.deadlines.calendar
    assert not calendar.is_working(date(2026, 3, 20))
    part.rows.chosen.emit("2026-03-20")
    hands.press("Le 20 mars 2026 se travaille")
    assert at_desk.rules.deadlines.calendar.is_working(date(2026, 3, 20))


def test_what_is_typed_waits_while_one_looks_at_another_part(
    settings: Any, hands_on: Any
) -> None:
    screen = settings("holidays")
    write(screen.part.new)

    hands = hands_on(screen)
    hands.press("Délais")
    hands.press("Jours fériés")
    assert screen.part.new["label_fr"].box.value() == FR

    screen.leave()
    again = settings("holidays")
    assert again.part.new["label_ar"].box.value() == AR


def test_a_question_of_ones_own_appears_on_its_sheet(
    at_desk: Any, settings: Any, hands_on: Any
) -> None:
    screen = settings("fields")
    part, hands = screen.part, hands_on(screen)
    write(part.new)
    hands.press("Oui ou non")
    hands.press("Ajouter")
    own = at_desk.desk.reads.own_fields()[0]

    *_, last = at_desk.rules.sheets[SheetCode.CONCERN].sections
    assert [each.key for each in last.fields] == [own.key]
    part.rows.chosen.emit(own.id)
    hands.press("Ne plus demander")
    assert not at_desk.desk.reads.own_fields()[0].active


def test_a_rule_is_relaxed_with_its_reason_and_restored(
    at_desk: Any, settings: Any, hands_on: Any
) -> None:
    relaxable = at_desk.rules.circuit.relaxable
    if not relaxable:
        pytest.skip("this circuit lets no rule be relaxed")
    screen = settings("rules")
    guard = next(iter(relaxable))
    part = screen.part
    part._relax(guard)
    assert part.reasons[guard].complaint()

    part.reasons[guard].box.set_text("Une équipe de deux personnes l'été.")
    part._relax(guard)
    assert guard in at_desk.rules.circuit.relaxed

    part._restore(guard)
    assert guard not in at_desk.rules.circuit.relaxed


def test_a_period_is_settled(at_desk: Any, settings: Any, hands_on: Any) -> None:
    screen = settings("retention")
    screen.part.rows.chosen.emit("GRAVE")
    screen.part.period.box.set_value("P7Y")

    hands_on(screen).press("Enregistrer, vérifié aujourd'hui")

    assert at_desk.rules.retention["GRAVE"].period == "P7Y"


def test_a_leave_is_noted_and_called_off(
    association: Any, at_desk: Any, settings: Any, hands_on: Any
) -> None:
    screen = settings("leaves")
    part, hands = screen.part, hands_on(screen)
    hands.press("Noter ce congé")
    assert all(each.complaint() for each in part.fields.values())

    today = local(association.clock()).date()
    part.person.set_value(association.people[WORKER])
    part.deputy.set_value(association.people[DIRECTOR])
    part.first.set_value(today.isoformat())
    part.last.set_value((today + timedelta(days=6)).isoformat())
    hands.press("Noter ce congé")

    (leave,) = at_desk.desk.reads.leaves()
    assert leave.covers(today)
    part.rows.chosen.emit(leave.id)
    hands.press("Annuler ce congé")
    hands.press("Oui, annuler")
    assert at_desk.desk.reads.leaves()[0].called_off


def test_the_settings_have_a_journal_of_their_own(
    at_desk: Any, settings: Any, hands_on: Any
) -> None:
    at_desk.desk.do(SetRetention("GRAVE", "P4Y"))
    at_desk.desk.do(SetRetention("GRAVE", "P6Y"))
    words = at_desk.rules.codes.all("PLACE")[0].label
    at_desk.desk.do(SetHoliday("2026-03-20", words))

    told = [each for each in hands_on(settings("history")).texts() if "·" in each]

    assert "4 ans" in told[1]
    assert "6 ans" in told[1]
    assert all("Directrice" in each for each in told)
    assert "2026-03-20" in told[0]


def test_what_is_settled_holds_at_once_in_every_compartment(
    house: TrainingVault,
) -> None:
    with house.sitting(BY_DIRECTOR) as sitting:
        before = sitting.rules
        sitting.desk.do(SetHoliday("2026-03-03", Label(FR, AR)))
        stores = sitting._vault.seat.stores.values()

        assert sitting.rules is not before
        assert not sitting.rules.deadlines.calendar.is_working(date(2026, 3, 3))
        assert {id(each.rules) for each in stores} == {id(sitting.rules)}
        kept = sitting.rules
        sitting.desk.do(FurnishDesk({"phone": "05 37 00 00 00"}, (), (), ()))
        assert sitting.rules is kept  # that is no rule

    with house.sitting(BY_WORKER) as sitting:
        assert not sitting.rules.deadlines.calendar.is_working(date(2026, 3, 3))


def test_a_deputy_stands_in_from_their_next_unlock_and_while_the_leave_lasts(
    house: TrainingVault, clock: Any
) -> None:
    director, worker = house.person(BY_DIRECTOR), house.person(BY_WORKER)
    today = local(clock()).date()
    with house.sitting(BY_DIRECTOR) as sitting:
        last = today + timedelta(days=2)
        sitting.desk.do(SetLeave(director, worker, today, last))
    with house.sitting(BY_WORKER) as sitting:
        assert sitting.desk.actor.stands_in_for == {director}
        assert sitting.desk.actor.sees_owner(director)
    clock.pass_(days=3)
    with house.sitting(BY_WORKER) as sitting:
        assert not sitting.desk.actor.stands_in_for
        assert not sitting.desk.actor.sees_owner(director)


@pytest.mark.parametrize("kind", [FieldType.CODE, FieldType.CODES])
def test_a_code_asked_no_more_is_still_named_where_it_was_chosen(
    at_desk: Any, qtbot: Any, kind: FieldType
) -> None:
    gone = at_desk.rules.codes.all("SEX")[0]
    at_desk.desk.do(ChangeCode("SEX", gone.code, gone.label, active=False))
    answers = Answers(at_desk.rules.codes, (), at_desk.clock, intake=False)
    field = Field("x", gone.label, kind, list="SEX")

    editor = editor_for(field, answers)
    qtbot.addWidget(editor)
    chosen = gone.code if kind is FieldType.CODE else [gone.code]
    editor.set_value(chosen)

    assert gone.code not in [code for code, _ in answers.of(field)]
    assert editor.value() == chosen
    assert editor.words() == gone.label.fr


def test_no_list_goes_by_its_code_on_the_screen() -> None:
    known = rules(CodeBook(shipped_codes()))

    named = [
        each for each in known.codes.lists if list_name(each, known.sheets) != each
    ]

    assert named == list(known.codes.lists)
