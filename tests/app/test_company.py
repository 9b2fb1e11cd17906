"""What the demonstration tells: every stage, every service, and how it came out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from casedesk.app import clock, training
from casedesk.app.company import company
from casedesk.app.entrance import VaultEntrance
from casedesk.app.telling import live
from casedesk.app.training import PastClock, TrainingVault
from casedesk.app.training_story import invented
from casedesk.app.training_texts import BOARD, DIRECTOR
from casedesk.circuit.commands.cases import ViewCase
from casedesk.circuit.links import LinkKind
from casedesk.circuit.longwork import unheard
from casedesk.circuit.queries import CaseList, CasePage
from casedesk.circuit.referral import ReferralState
from casedesk.circuit.sheet import Addressee
from casedesk.circuit.stages import Stage
from tests.app.conftest import CHEAP

YEARS = 24 * 560  # hours


@pytest.fixture(scope="module")
def lived(tmp_path_factory: Any) -> TrainingVault:
    """Forty children, eighteen months."""
    place = tmp_path_factory.mktemp("lived")
    past = PastClock(clock.now)
    entrance = VaultEntrance(place / "settings", past, CHEAP)
    vault = training.found(place / "lived.casedesk", entrance, past, YEARS)
    past.set_back(YEARS - 24)
    training.draw_circles(vault)
    with company(vault) as among:
        live(among, invented())
    return vault


@pytest.fixture(scope="module")
def pages(lived: TrainingVault) -> list[CasePage]:
    with lived.sitting(DIRECTOR) as sitting:
        return list(opened(sitting.desk, lived.clock()))


def opened(desk: Any, now: Any) -> Iterator[CasePage]:
    for which in (CaseList.ALL, CaseList.CLOSED):
        for row in desk.reads.cases(which, now, None, 100):
            desk.do(ViewCase(row.id))
            yield desk.reads.case_page(row.id)


def test_forty_children_and_a_case_only_the_board_reads(
    lived: TrainingVault, pages: list[CasePage]
) -> None:
    assert len(pages) == 40
    with lived.sitting(BOARD) as sitting:
        apart = [
            row
            for desk in sitting.circles.values()
            for row in desk.reads.cases(CaseList.ALL, lived.clock(), None, 10)
        ]
    assert len(apart) == 1


def test_every_stage_is_there(pages: list[CasePage]) -> None:
    stages = {page.case.stage for page in pages}

    assert stages >= set(Stage) - {Stage.DRAFT}
    assert any(page.case.episode > 1 for page in pages)


def test_every_kind_of_service_was_turned_to(pages: list[CasePage]) -> None:
    turned_to = {each.addressee for page in pages for each in page.referrals}

    assert turned_to == set(Addressee)


def test_some_were_late_some_refused_some_came_back(pages: list[CasePage]) -> None:
    states = {each.state for page in pages for each in page.referrals}

    assert states >= set(ReferralState) - {ReferralState.READY}


def test_four_territories_are_in_the_story() -> None:
    assert {child.territory for child in invented()} == {"SAL", "KEN", "TEM", "RAB"}


def test_one_child_is_there_twice_in_two_scripts_and_one_bears_anothers_name(
    lived: TrainingVault,
) -> None:
    with lived.sitting(DIRECTOR) as sitting:
        found = sitting.duplicates.look(unheard)

    named = [{*pair.older.names, *pair.newer.names} for pair in found.pairs]
    assert {"Hiba Bennani", "هبة بناني"} in named
    assert {"Saad Ouazzani", "Saad El Ouazzani", "سعد الوزاني"} in named
    assert len(found.pairs) == 2


def test_a_sister_and_a_child_author_are_linked_each_with_a_case(
    pages: list[CasePage],
) -> None:
    linked = {each.link.relation for page in pages for each in page.links}

    assert linked == set(LinkKind)
