"""The directory on the screen: found, checked, corrected, printed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from casedesk.circuit.case import CaseId, Child, ChildId
from casedesk.circuit.commands.directory import (
    NoteCheck,
    SaveFocalPoint,
    SaveOrganisation,
    SetOrganisationStatus,
)
from casedesk.circuit.dates import local
from casedesk.circuit.directory import CLOSED, ON_LEAVE, FocalPoint
from casedesk.circuit.errors import NotPermitted
from casedesk.circuit.finding import Shown
from casedesk.circuit.people import Role
from casedesk.circuit.referral import Answer
from casedesk.ui.casefile.addressees import Addressees
from casedesk.ui.directory.edit_screen import OrganisationScreen
from casedesk.ui.directory.screen import DirectoryScreen
from casedesk.ui.directory.table_model import CHECKED, NAME, PHONE, DirectoryModel
from casedesk.ui.navigation import DirectoryPlace, OrganisationPlace
from casedesk.ui.widgets.help_now import HelpNow
from casedesk.ui.workspace import Tools
from tests.circuit.conftest import Referring
from tests.ui.test_journal import text_of

DIRECTOR, WORKER, EDUCATOR = Role.DIRECTOR, Role.SOCIAL_WORKER, Role.EDUCATOR
CAPE = "sal-cape"


@pytest.fixture
def referring(association: Any) -> Referring:
    return Referring(association)


@pytest.fixture
def open_directory(tools: Callable[[Role], Tools], qtbot: Any) -> Any:
    """The page as somebody sees it."""

    def of(role: Role = WORKER, place: DirectoryPlace | None = None) -> DirectoryScreen:
        screen = DirectoryScreen(tools(role), place or DirectoryPlace())
        qtbot.addWidget(screen)
        screen.resize(1130, 740)
        screen.show()
        return screen

    return of


@pytest.fixture
def correct(tools: Callable[[Role], Tools], qtbot: Any) -> Any:
    """The form of an organisation, as the social worker fills it in."""

    def of(organisation: str = "") -> OrganisationScreen:
        screen = OrganisationScreen(tools(WORKER), OrganisationPlace(organisation))
        qtbot.addWidget(screen)
        screen.resize(1130, 740)
        screen.show()
        return screen

    return of


def rows(screen: DirectoryScreen, column: int = NAME) -> list[str]:
    model = screen.model
    return [model.index(row, column).data() for row in range(model.rowCount())]


def known(association: Any, key: str = CAPE) -> Any:
    found = association.worker.reads.directory_entries()
    return next(each.organisation for each in found if each.organisation.id == key)


def test_one_sees_the_organisations_of_ones_own_territory_those_near_first(
    open_directory: Any,
) -> None:
    screen = open_directory()
    models = [
        screen.model.row_of(screen.model.index(row, 0)).organisation.territory
        for row in range(screen.model.rowCount())
    ]

    assert set(models) == {"SAL", ""}
    assert models == sorted(models, reverse=True)


def test_the_list_is_a_proper_model(tools: Any, qtmodeltester: Any, clock: Any) -> None:
    of_worker = tools(WORKER)
    model = DirectoryModel(of_worker)
    model.show_entries(of_worker.desk.reads.directory_entries(), local(clock()))

    qtmodeltester.check(model)


def test_filters_leave_whoever_serves_this_child(open_directory: Any) -> None:
    screen = open_directory()
    screen.filters.territory.set_value("KEN")
    screen.filters.service.set_value("SHELTER")
    screen.filters.changed.emit()

    found = rows(screen)

    assert any("Bienfaisance" in each for each in found)
    assert not any("Procureur" in each for each in found)


@pytest.mark.parametrize("typed", ["errazi", "الرازي", "ERRAZI salé"])
def test_a_name_is_found_in_either_script(open_directory: Any, typed: str) -> None:
    screen = open_directory()
    screen.filters.text.setText(typed)

    assert len(rows(screen)) == 1
    assert "Errazi" in rows(screen)[0]


def test_nobody_found_says_what_to_do(open_directory: Any, hands_on: Any) -> None:
    screen = open_directory()
    screen.filters.text.setText("zzzz")

    assert "Personne ne répond à ces choix." in "\n".join(hands_on(screen).texts())


def test_one_press_says_that_it_is_all_still_so(
    association: Any, open_directory: Any, hands_on: Any
) -> None:
    screen = open_directory(place=DirectoryPlace(CAPE, Shown.TO_CHECK))
    before = len(rows(screen))

    hands_on(screen).press("Vérifié")

    assert known(association).verified_by == association.people[WORKER]
    assert len(rows(screen)) == before - 1
    screen.filters.shown.set_value(str(Shown.ALL))
    screen.filters.changed.emit()
    assert "02/03/2026" in rows(screen, CHECKED)


def test_what_changed_is_corrected_in_the_form(
    open_directory: Any, hands_on: Any, visited: Any
) -> None:
    screen = open_directory(place=DirectoryPlace(CAPE))

    hands_on(screen).press("A changé, corriger")

    assert visited == [OrganisationPlace(CAPE)]


def test_an_educator_reads_everything_and_is_offered_no_change(
    open_directory: Any, hands_on: Any
) -> None:
    screen = open_directory(EDUCATOR, DirectoryPlace(CAPE))

    hands = hands_on(screen)
    assert "Vérifié" not in hands.buttons()
    assert "Ajouter un organisme" not in hands.buttons()
    assert any("l'enfant peut venir seul" in each for each in hands.texts())


def test_the_form_is_for_those_who_keep_the_directory(tools: Any) -> None:
    with pytest.raises(NotPermitted):
        OrganisationScreen(tools(EDUCATOR), OrganisationPlace())


def test_a_closed_organisation_is_in_a_list_of_its_own_and_may_reopen(
    association: Any, open_directory: Any, hands_on: Any
) -> None:
    association.worker.do(SetOrganisationStatus(CAPE, CLOSED))
    screen = open_directory(place=DirectoryPlace(CAPE, Shown.CLOSED))
    assert len(rows(screen)) == 1

    hands_on(screen).press("Rouvrir")

    assert rows(screen) == []
    assert known(association).is_open


def test_a_function_on_leave_is_shown_and_its_name_only_here(
    association: Any, open_directory: Any, hands_on: Any
) -> None:
    today = local(association.clock()).date()
    point = FocalPoint("", CAPE, "Coordination", today, status=ON_LEAVE, name="A. B.")
    association.worker.do(SaveFocalPoint(point))

    screen = open_directory(place=DirectoryPlace(CAPE, Shown.FOCAL_POINTS))

    told = "\n".join(hands_on(screen).texts())
    assert len(rows(screen)) == 1
    assert "Coordination" in told
    assert "En congé" in told


def test_who_changed_what_can_be_read_beside_the_entry(
    association: Any, open_directory: Any, hands_on: Any
) -> None:
    changed = replace(known(association), phone="05 37 00 00 00")
    association.worker.do(SaveOrganisation(changed))

    told = "\n".join(hands_on(open_directory(place=DirectoryPlace(CAPE))).texts())

    assert "Assistante sociale" in told
    assert "téléphone du service" in told


def test_a_new_organisation_is_found_afterwards(
    association: Any, correct: Any, hands_on: Any, visited: Any
) -> None:
    screen = correct()
    screen.form.boxes["name_fr"][1]("Centre d'écoute Bab Lamrissa")
    screen.form.boxes["kind"][1]("ASSOC_CP")
    screen.form.boxes["age_from"][1]("6")
    screen.form.boxes["open_days"][1](["MON", "FRI"])
    screen.form.boxes["on_call"][1]("no")
    screen.form.boxes["agreement_until"][1]("31/12/2026")
    screen.form.boxes["source"][1]("Visite")

    hands_on(screen).press("Enregistrer")

    made = known(association, visited[0].organisation)
    assert made.name.fr == "Centre d'écoute Bab Lamrissa"
    assert (made.age_from, made.age_to) == (6, None)
    assert made.open_days == ("MON", "FRI")
    assert str(made.agreement_until) == "2026-12-31"
    assert made.territory == "SAL"


def test_what_is_missing_is_said_beside_its_box(correct: Any, hands_on: Any) -> None:
    screen = correct()

    hands_on(screen).press("Enregistrer")

    assert screen.form.fields["name_fr"].complaint() == "À compléter."
    assert screen.form.fields["kind"].complaint() == "À compléter."
    assert screen.form.fields["name_ar"].complaint() == ""


def test_saving_what_nobody_changed_changes_nothing(
    association: Any, correct: Any, hands_on: Any
) -> None:
    before = known(association)
    screen = correct(CAPE)

    hands_on(screen).press("Enregistrer")

    assert replace(known(association), version=before.version) == before


def test_what_is_typed_waits_behind_a_lock(correct: Any) -> None:
    screen = correct(CAPE)
    screen.form.boxes["phone"][1]("05 37 12")

    screen.leave()

    assert correct(CAPE).form.boxes["phone"][0]() == "05 37 12"


def test_the_form_can_be_filled_in_without_a_mouse(correct: Any, hands_on: Any) -> None:
    assert hands_on(correct(CAPE)).unreachable() == []


def test_the_list_can_be_used_without_a_mouse(
    open_directory: Any, hands_on: Any
) -> None:
    screen = open_directory(place=DirectoryPlace(CAPE))

    assert hands_on(screen).unreachable() == []


def test_a_service_is_added_and_taken_off(
    association: Any, correct: Any, hands_on: Any
) -> None:
    screen = correct(CAPE)
    offers = screen.offers
    offers.service.set_value("TRANSPORT")
    offers.last.setText("12")
    hands = hands_on(offers)
    before = hands.buttons().count("N'est plus offert")

    hands.press("Ajouter ce service")
    screen.refresh()

    found = next(
        each
        for each in association.worker.reads.directory_entries()
        if each.organisation.id == CAPE
    )
    assert [(e.service, e.age_to) for e in found.offers][-1] == ("TRANSPORT", 12)
    assert hands.buttons().count("N'est plus offert") == before + 1


def test_a_focal_point_takes_the_place_of_another(
    association: Any, correct: Any, hands_on: Any
) -> None:
    today = local(association.clock()).date()
    first = association.worker.do(
        SaveFocalPoint(FocalPoint("", CAPE, "Coordinatrice", today))
    )
    screen = correct(CAPE)
    screen.points.function.setText("Coordinateur")
    screen.points.follows.set_value(first)

    hands_on(screen.points).press("Ajouter ce point focal")

    entry = next(
        each
        for each in association.worker.reads.directory_entries()
        if each.organisation.id == CAPE
    )
    gone, there = entry.focal_points
    assert gone.replaced_by == there.id
    assert there.function == "Coordinateur"


def test_who_can_help_now_tells_numbers_and_what_to_do(
    association: Any, tools: Any, hands_on: Any, qtbot: Any
) -> None:
    police = known(association, "sal-police")
    association.worker.do(
        SaveOrganisation(replace(police, phone="05 37 00 00 19", on_call=True))
    )

    card = HelpNow(tools(WORKER))
    qtbot.addWidget(card)
    card.show()

    told = "\n".join(hands_on(card).texts())
    assert card.shown[0].organisation.id in ("sal-police", "sal-gendarmerie")
    assert "\u206805 37 00 00 19\u2069 · jour et nuit" in told
    assert "2511" in told


def test_the_papers_of_a_territory_come_out_of_the_printer(
    association: Any, open_directory: Any, hands_on: Any, tray: Any, qtbot: Any
) -> None:
    association.worker.do(NoteCheck(CAPE))
    screen = open_directory()
    hands = hands_on(screen.papers)

    hands.press("Répertoire pour les familles")
    qtbot.waitUntil(lambda: len(tray.printed) == 1)
    hands.press("Affiche du circuit")
    qtbot.waitUntil(lambda: len(tray.printed) == 2)

    repertory, poster = (text_of(pdf) for pdf, _copies in tray.printed)
    assert "CAPE" in repertory
    assert "2511" in poster


def test_without_a_printer_nothing_is_promised(
    open_directory: Any, hands_on: Any, tray: Any
) -> None:
    tray.plugged_in = False

    screen = open_directory()

    assert not screen.papers.poster.isEnabled()


def test_numbers_are_shown_in_the_list(association: Any, open_directory: Any) -> None:
    changed = replace(known(association), phone="05 37 00 00 00")
    association.worker.do(SaveOrganisation(changed))

    assert "05 37 00 00 00" in rows(open_directory(), PHONE)


def test_how_it_answered_so_far_stands_beside_the_entry(
    association: Any, referring: Any, open_directory: Any, hands_on: Any
) -> None:
    case_id = association.case_being_referred()
    referral = referring.send(referring.of(case_id))
    association.clock.pass_(days=2)
    referring.answer(referral, Answer.ACCEPTED)
    place = DirectoryPlace(referral.organisation)
    screen = open_directory(DIRECTOR, place)
    screen.filters.territory.set_value("")
    screen.filters.changed.emit()

    told = "\n".join(hands_on(screen).texts())

    assert "1 fiche envoyée, 1 prise en charge, 0 refus" in told
    assert "Une réponse sur deux en 2 jours." in told


def test_only_those_who_take_such_a_child_are_offered_as_addressees(
    association: Any, tools: Any, qtbot: Any
) -> None:
    older = replace(known(association), age_from=14, age_to=17)
    association.worker.do(SaveOrganisation(older))
    association.worker.do(SetOrganisationStatus("sal-errazi", CLOSED))
    child = Child(ChildId("c"), CaseId("c"), sex="F", birth="2017")

    picker = Addressees(tools(WORKER), several=True, child=child)
    qtbot.addWidget(picker)
    offered = set(picker._offered._buttons)

    assert CAPE not in offered
    assert "sal-errazi" not in offered
    assert {"sal-bouknadel", "nat-2511"} <= offered
    picker._age.setText("15")
    assert CAPE in picker._offered._buttons
    picker._service.set_value("POLICE")
    picker._service.chosen.emit()
    assert set(picker._offered._buttons) == {"sal-police", "sal-gendarmerie"}
