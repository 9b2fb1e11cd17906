"""Flags, levels, kinds and links of a case, on one page."""

from __future__ import annotations

from typing import Any

import pytest

from casedesk.circuit.flags import FlagName
from casedesk.circuit.people import Role
from casedesk.ui.marks.screen import MarksScreen
from casedesk.ui.navigation import MarksPlace

WORKER, DIRECTOR = Role.SOCIAL_WORKER, Role.DIRECTOR


@pytest.fixture
def marks(tools: Any, qtbot: Any) -> Any:
    def of(role: Role, case_id: Any) -> MarksScreen:
        screen = MarksScreen(tools(role), MarksPlace(case_id))
        qtbot.addWidget(screen)
        screen.resize(1000, 900)
        screen.show()
        return screen

    return of


def fill(part: Any, **answers: str) -> None:
    for key, answer in answers.items():
        part.boxes[key][1](answer)


def told(page: Any, hands_on: Any) -> str:
    return "\n".join(hands_on(page).texts())


def test_a_flag_is_set_and_lifted_with_its_reason(
    association: Any, marks: Any, hands_on: Any
) -> None:
    case_id = association.case_in_charge()
    page = marks(WORKER, case_id)
    hands_on(page).press("Poser ce signe")
    assert page.flags.fields["flag"].complaint

    fill(page.flags, flag="guardian_implicated", reason="Le père, selon l'enfant.")
    hands_on(page).press("Poser ce signe")

    assert FlagName.DO_NOT_CONTACT_FAMILY in association.opened(case_id).flags
    assert "Représentant légal mis en cause — " in told(page, hands_on)
    fill(page.flags, flag="guardian_implicated", reason="Écarté par la déléguée hier.")
    hands_on(page).press("Lever ce signe")
    assert association.opened(case_id).flags == frozenset()


def test_levels_and_kinds_stand_under_one_another(
    association: Any, marks: Any, hands_on: Any
) -> None:
    case_id = association.case_to_decide(danger="2")
    page = marks(WORKER, case_id)
    fill(page.danger, level="4", motive="Il rentre ce soir.")
    hands_on(page).press("Noter ce niveau")
    fill(page.entry, entry="AVEREE", motive="Certificat reçu.")
    hands_on(page).press("Noter le changement")

    said = told(page, hands_on)
    assert "Risque sérieux, situation préoccupante — " in said
    assert "Danger imminent — " in said
    assert association.opened(case_id).case.entry == "AVEREE"


def test_siblings_are_linked_by_number(
    association: Any, marks: Any, hands_on: Any
) -> None:
    case_id, other = association.case_in_charge(), association.case_in_charge()
    number = association.opened(other).case.number
    page = marks(WORKER, case_id)
    fill(page.links, other=number, relation="SIBLING", reason="Même mère.")
    hands_on(page).press("Relier")

    assert f"Fratrie : {number}" in told(page, hands_on).replace("\u2068", "").replace(
        "\u2069", ""
    )
    fill(page.links, other=number, reason="Deux familles du même nom.")
    hands_on(page).press("Défaire le lien")
    assert association.opened(case_id).links == ()


def test_who_harmed_whom_is_offered_to_the_director_only(
    association: Any, marks: Any
) -> None:
    case_id = association.logged_case()

    pages = {role: marks(role, case_id) for role in (WORKER, DIRECTOR)}

    offered = {
        role: page.links.fields["relation"].box.count() for role, page in pages.items()
    }
    assert offered == {WORKER: 2, DIRECTOR: 3}  # with "Choisir…"


def test_a_retraction_is_noted_beside_what_was_said(
    association: Any, marks: Any, hands_on: Any
) -> None:
    case_id = association.case_in_charge()
    page = marks(WORKER, case_id)
    fill(page.retraction, words="« Je suis tombé. »")

    hands_on(page).press("Noter à la suite")

    assert [each.text for each in association.opened(case_id).amendments] == [
        "« Je suis tombé. »"
    ]
