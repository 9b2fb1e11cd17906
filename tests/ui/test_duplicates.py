"""What warns of a child who is known already, and what one can say of it at once."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtWidgets import QPushButton

from casedesk.circuit.case import CaseId
from casedesk.circuit.commands.cases import TakeInCharge
from casedesk.circuit.duplicates import Kinship
from casedesk.circuit.errors import NotPermitted
from casedesk.circuit.family import Asked
from casedesk.circuit.links import LinkKind
from casedesk.circuit.people import Role
from casedesk.circuit.stages import Stage, Step
from casedesk.ui.around.screen import AroundScreen
from casedesk.ui.board.case_table_model import CASE, UNDER
from casedesk.ui.board.screen import BoardScreen
from casedesk.ui.cases.screen import CaseScreen
from casedesk.ui.concern.screen import ConcernScreen
from casedesk.ui.duplicates.screen import DuplicatesScreen
from casedesk.ui.navigation import (
    AroundPlace,
    CasePlace,
    CasesPlace,
    ConcernPlace,
    DuplicatesPlace,
    RegisterPlace,
    StepPlace,
)
from casedesk.ui.register.screen import RegisterScreen
from casedesk.ui.step.screen import StepScreen

WORKER, DIRECTOR, EDUCATOR = Role.SOCIAL_WORKER, Role.DIRECTOR, Role.EDUCATOR
WHY = "La mère le dit : c'est elle."
LATIN = {"given_latin": "Hajar", "family_latin": "Ouazzani", "birth": "2016"}
ARABIC = {"given_arabic": "هاجر", "family_arabic": "الوزاني", "birth": "2016"}
_NAMES = ("given_latin", "given_arabic", "family_latin", "family_arabic")


@pytest.fixture
def case_of(association: Any) -> Any:
    """A new case of a child of whom only this is known."""

    def made(**known: str) -> CaseId:
        rest = {k: v for k, v in association.concern.items() if k not in _NAMES}
        found: CaseId = association.logged_case({**rest, **known})
        return found

    return made


@pytest.fixture
def twice(association: Any, case_of: Any) -> tuple[CaseId, CaseId]:
    """One child in two cases, in two scripts, one a day after the other."""
    first = case_of(**LATIN)
    association.clock.pass_(hours=3)
    return first, case_of(**ARABIC)


@pytest.fixture
def shown(tools: Any, qtbot: Any, hands_on: Any) -> Any:
    """A screen for this role, with hands on it."""

    def opened(screen: Any, place: Any, role: Role = WORKER) -> Any:
        page = screen(tools(role), place)
        qtbot.addWidget(page)
        page.show()
        return page, hands_on(page)

    return opened


def test_a_new_case_warns_before_it_is_taken_in_charge(
    association: Any, twice: Any, shown: Any
) -> None:
    page, hands = shown(CaseScreen, CasePlace(twice[1]))

    texts = hands.texts()
    assert "Peut-être le même enfant" in texts
    assert any("Hajar Ouazzani" in each for each in texts)
    assert any(
        "Mêmes consonnes" in each and "même année de naissance" in each
        for each in texts
    )
    page.resize(1100, 768)
    page.grab()  # everything in its place
    at = {
        each.text(): each.mapTo(page, each.rect().topLeft()).y()
        for each in page.findChildren(QPushButton)
    }
    assert at["Ouvrir"] < at["Prendre en charge"]


def test_the_row_on_the_board_says_so_too(
    association: Any, twice: Any, case_of: Any, shown: Any
) -> None:
    other = case_of(given_latin="Ilyas", family_latin="Chraibi")
    page, _ = shown(BoardScreen, CasesPlace())

    def under(case_id: CaseId) -> str:
        return str(page.model.data(page.model.index_of(case_id), UNDER))

    assert page.model.index_of(twice[0]).column() == CASE
    assert "peut-être déjà connu" in under(twice[0])
    assert "peut-être déjà connu" not in under(other)


def test_another_child_is_said_once_and_can_be_taken_back(
    association: Any, twice: Any, shown: Any
) -> None:
    page, hands = shown(CaseScreen, CasePlace(twice[1]))

    hands.press("Ce n'est pas le même enfant")

    assert association.worker.reads.may_be(twice[1]) == ()
    page.refresh()
    assert "Peut-être le même enfant" not in hands.texts()
    number = association.opened(twice[0]).case.number
    assert any("Un autre enfant" in each and number in each for each in hands.texts())

    hands.press("En douter de nouveau")

    page.refresh()
    assert "Peut-être le même enfant" in hands.texts()


def test_the_same_child_leads_to_the_step_that_attaches_the_later_case(
    association: Any, twice: Any, shown: Any, visited: Any
) -> None:
    latin, arabic = twice
    _, hands = shown(CaseScreen, CasePlace(latin))

    hands.press("C'est le même enfant…")

    number = association.opened(latin).case.number
    assert visited[-1] == StepPlace(arabic, Step.MERGE, number)
    page, hands = shown(StepScreen, visited[-1])
    assert page.form.fields["into"].box.value() == number
    page.form.boxes["reason"][1](WHY)
    hands.press("Rattacher")
    assert association.opened(arabic).case.stage is Stage.DUPLICATE


def test_a_brother_is_offered_as_a_brother(
    association: Any, case_of: Any, shown: Any
) -> None:
    first = case_of(**LATIN)
    brother = case_of(given_latin="Ilyas", family_latin="Ouazzani", sex="M")
    page, hands = shown(CaseScreen, CasePlace(brother))
    assert "Peut-être frère ou sœur" in hands.texts()

    hands.press("Frère ou sœur")

    (link,) = association.opened(brother).links
    assert (link.link.relation, link.link.other) == (LinkKind.SIBLING, first)
    page.refresh()
    assert "Peut-être frère ou sœur" not in hands.texts()


def test_of_somebody_elses_case_number_and_owner_are_said(
    association: Any, twice: Any, shown: Any
) -> None:
    association.director.do(TakeInCharge(twice[0]))
    number = association.opened(twice[0], DIRECTOR).case.number

    _, hands = shown(CaseScreen, CasePlace(twice[1]))

    told = [each for each in hands.texts() if number in each]
    assert len(told) == 1
    assert "Directrice" in told[0]
    assert not any("Hajar" in each for each in hands.texts())
    assert "C'est le même enfant…" not in hands.buttons()


def test_the_register_says_who_is_known_while_one_types(
    association: Any, case_of: Any, shown: Any, visited: Any
) -> None:
    known = case_of(**LATIN)
    page, hands = shown(RegisterScreen, RegisterPlace())
    boxes = page.form.boxes()
    boxes["given_arabic"][1]("هاجر")
    assert "Peut-être un enfant déjà connu" not in hands.texts()

    boxes["family_arabic"][1]("الوزاني")

    assert "Peut-être un enfant déjà connu" in hands.texts()
    hands.press("Ouvrir")
    assert visited[-1] == CasePlace(known)
    page.form.clear()
    assert "Peut-être un enfant déjà connu" not in hands.texts()


def test_a_child_card_and_a_siblings_case_look_as_well(
    association: Any, twice: Any, shown: Any
) -> None:
    page, _ = shown(AroundScreen, AroundPlace(twice[0], Asked.CHILD))
    page.form.question("given_latin").editor.edited.emit()

    assert [each.case_id for each in page.alike.rows] == [twice[1]]


def test_a_concern_typed_by_the_team_looks_and_an_educators_does_not(
    association: Any, case_of: Any, shown: Any, tools: Any
) -> None:
    case_of(**LATIN)
    found = {}
    for role in (WORKER, EDUCATOR):
        page, _ = shown(ConcernScreen, ConcernPlace(), role)
        page.form.set_content(ARABIC)
        page.form.edited.emit()
        found[role] = len(page.alike.rows)

    assert found == {WORKER: 1, EDUCATOR: 0}


@pytest.fixture
def through(shown: Any, qtbot: Any, tools: Any) -> Any:
    """All pairs, found by the job."""

    def looked(role: Role = DIRECTOR) -> Any:
        page, hands = shown(DuplicatesScreen, DuplicatesPlace(), role)
        qtbot.waitUntil(page.again.isVisible)
        return page, hands

    return looked


def test_the_director_decides_one_pair_after_the_other(
    association: Any, twice: Any, case_of: Any, through: Any
) -> None:
    case_of(given_latin="Adam", family_latin="Lahlou", birth="2015-02-03", sex="M")
    case_of(given_arabic="آدم", family_arabic="لحلو", birth="2015-02-03", sex="M")
    page, hands = through()
    assert [each.judgement.kinship for each in page.pairs] == [Kinship.SAME] * 2
    points = [each.judgement.points for each in page.pairs]
    assert points == sorted(points, reverse=True)

    hands.press("Ce n'est pas le même enfant")

    assert len(page.pairs) == 1
    assert page.card.first.hasFocus()
    hands.press("Rattacher")
    hands.press("Rattacher : confirmer")
    assert len(page.pairs) == 1  # a reason is missing, and said beside the field
    page.card.reason.set_text(WHY)
    hands.press("Rattacher")
    hands.press("Rattacher : confirmer")
    assert page.pairs == []
    none = "Aucun dossier ne semble être du même enfant qu'un autre."
    assert none in hands.texts()


def test_what_was_told_apart_is_not_in_the_list(
    association: Any, twice: Any, through: Any
) -> None:
    page, hands = through()
    hands.press("Plus tard")
    assert len(page.pairs) == 1
    hands.press("Frère ou sœur")
    page, _ = through()

    assert page.pairs == []


def test_a_search_that_is_stopped_shows_what_it_found(
    association: Any, twice: Any, case_of: Any, tools: Any
) -> None:
    office = tools(DIRECTOR).sitting.duplicates
    heard: list[int] = []

    def one_more(done: int, total: int) -> bool:
        heard.append(total)
        return done < 1

    found = office.look(one_more)

    assert (len(found.pairs), found.whole) == (1, False)
    assert heard == [2, 2]


def test_the_list_is_for_whoever_sees_every_case(twice: Any, tools: Any) -> None:
    with pytest.raises(NotPermitted):
        DuplicatesScreen(tools(WORKER), DuplicatesPlace())
    with pytest.raises(NotPermitted):
        tools(WORKER).sitting.duplicates.look(lambda done, total: True)


def test_everything_can_be_reached_by_keyboard(twice: Any, through: Any) -> None:
    _, hands = through()

    assert hands.unreachable() == []


def test_while_the_index_is_made_the_lists_say_what_they_lack(
    association: Any, twice: Any, shown: Any, qtbot: Any
) -> None:
    """As a vault comes from an earlier version."""
    store = association.case_store(DIRECTOR)
    for each in (
        "DELETE FROM found_names",
        "DELETE FROM found_texts",
        "DELETE FROM findable",
        "INSERT OR REPLACE INTO findable_made VALUES (1, '', '', 0)",
    ):
        store.db.run(each)
    board, on_board = shown(BoardScreen, CasesPlace(), DIRECTOR)
    doubles, on_doubles = shown(DuplicatesScreen, DuplicatesPlace(), DIRECTOR)
    qtbot.waitUntil(doubles.again.isVisible)
    before = [on_board.texts(), on_doubles.texts()]

    while store.make_findable():
        pass
    board.refresh()
    doubles.refresh()
    qtbot.waitUntil(lambda: bool(doubles.pairs))

    for lacking, whole in zip(
        before, [on_board.texts(), on_doubles.texts()], strict=True
    ):
        assert any("L'index se prépare" in each for each in lacking)
        assert not any("L'index se prépare" in each for each in whole)
