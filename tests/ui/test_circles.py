"""Restricted circles as one meets them: whom to keep out, where to go, what shows."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from casedesk.app import training
from casedesk.app.entrance import VaultEntrance
from casedesk.app.training import PastClock, TrainingVault
from casedesk.app.training_texts import (
    BOARD,
    DIRECTOR,
    EDUCATOR,
    SOCIAL_WORKER,
    WALKED,
)
from casedesk.circuit.circles import CircleId
from casedesk.circuit.commands.concerns import BeginDraft
from casedesk.circuit.commands.erasure import RequestAct
from casedesk.circuit.queries import CaseList
from casedesk.circuit.two_people import Act
from casedesk.i18n.formats import isolate
from casedesk.ui.board.screen import BoardScreen
from casedesk.ui.cases.aside_panel import AsidePanel
from casedesk.ui.circles import circles_of
from casedesk.ui.concern.screen import ConcernScreen
from casedesk.ui.home.circles import CirclesHome
from casedesk.ui.navigation import (
    CasePlace,
    CasesPlace,
    ConcernPlace,
    PeoplePlace,
    ReceiptPlace,
)
from casedesk.ui.widgets.print_certificate import PrintCertificate


@pytest.fixture
def house(vault: Path, entrance: VaultEntrance, clock: Any) -> TrainingVault:
    """With a member of the board, and both circles."""
    house = TrainingVault(vault, entrance, PastClock(clock))
    training.draw_circles(house)
    return house


@pytest.fixture
def of_board(house: TrainingVault) -> CircleId:
    """The circle without the direction, with one case in it."""
    with house.sitting(EDUCATOR) as sitting:
        circle = next(
            each.id for each in sitting.desk.reads.circles() if len(each.members) == 1
        )
        training.record(sitting, WALKED, house.clock(), circle)
    return circle


def test_the_board_finds_its_circles_and_what_waits_in_them(
    of_board: CircleId, seated: Any, hands_on: Any
) -> None:
    workspace = seated(BOARD)
    assert isinstance(workspace.shown, CirclesHome)

    hands_on(workspace.shown).press("Mon cercle · 1")

    assert isinstance(workspace.shown, BoardScreen)
    assert workspace.shown.model.rowCount() == 1
    told = "Cercle restreint : ces dossiers ne se voient nulle part ailleurs."
    assert told in hands_on(workspace).texts()


def test_P07_an_alert_in_a_circle_shows_at_home_to_its_members_alone(
    house: TrainingVault, of_board: CircleId, seated: Any, hands_on: Any
) -> None:
    told = "Alerte dans un cercle : danger maintenant. Mon cercle."
    with house.sitting(EDUCATOR) as sitting:
        sitting.desk.do(BeginDraft("yes", "yes", (), of_board))

    for outsider in (DIRECTOR, SOCIAL_WORKER, EDUCATOR):
        texts = hands_on(seated(outsider)).texts()
        assert not any("Alerte dans un cercle" in each for each in texts)
        seated.stand_up()
    workspace = seated(BOARD)
    hands = hands_on(workspace.shown)
    assert told in hands.texts()
    assert "Mon cercle · 2" in hands.buttons()
    assert hands.unreachable() == []
    hands.press("Entrer dans le cercle")

    assert isinstance(workspace.shown, BoardScreen)
    assert told not in hands_on(workspace.shown).texts()


def test_whoever_has_a_board_finds_there_the_alert_in_their_circle(
    house: TrainingVault, seated: Any, hands_on: Any
) -> None:
    with house.sitting(EDUCATOR) as sitting:
        shared = next(
            each.id for each in sitting.desk.reads.circles() if len(each.members) > 1
        )
        sitting.desk.do(BeginDraft("unknown", "yes", (), shared))
    workspace = seated(DIRECTOR)
    hands = hands_on(workspace.shown)

    others = f"Cercle avec {isolate(BOARD.label)}"
    told = f"Alerte dans un cercle : danger possible. {others}."
    assert told in hands.texts()
    hands.press("Entrer dans le cercle")

    assert "Sortir du cercle" in hands_on(workspace).buttons()


def test_an_educator_who_was_let_in_sees_the_alert_too(
    house: TrainingVault, seated: Any, hands_on: Any
) -> None:
    shared = of_both(house)
    with house.sitting(BOARD) as sitting:
        sitting.circle_keys.give(shared, house.person(EDUCATOR))
    with house.sitting(SOCIAL_WORKER) as sitting:
        sitting.desk.do(BeginDraft("yes", "yes", (), shared))

    workspace = seated(EDUCATOR)

    told = "Alerte dans un cercle : danger maintenant."
    texts = hands_on(workspace.shown).texts()
    assert any(each.startswith(told) for each in texts)


def test_what_is_late_in_a_circle_counts_beside_its_name(
    house: TrainingVault, of_board: CircleId, clock: Any
) -> None:
    clock.pass_(hours=24 * 30)
    with house.sitting(BOARD) as sitting:
        late = sitting.circles[of_board].reads.count(CaseList.LATE, house.clock())
        named = dict(circles_of(sitting, house.clock()))

    assert late == 1
    assert named[of_board] == "Mon cercle · 2"


def test_in_a_circle_one_finds_only_what_belongs_there_and_the_way_out(
    of_board: CircleId, seated: Any, hands_on: Any
) -> None:
    workspace = seated(BOARD)
    workspace.enter(of_board)

    assert PeoplePlace() not in workspace.side.places
    assert CasesPlace() in workspace.side.places
    hands_on(workspace).press("Sortir du cercle")

    assert isinstance(workspace.shown, CirclesHome)
    workspace.go_back()
    assert isinstance(workspace.shown, CirclesHome)


def test_whoever_is_outside_sees_no_circle_they_are_not_in(
    of_board: CircleId, seated: Any, hands_on: Any
) -> None:
    workspace = seated(DIRECTOR)

    offered = [each for each in hands_on(workspace).buttons() if "ercle" in each]
    (circle,) = offered
    assert circle.split() == ["Cercle", "avec", isolate(BOARD.label)]
    assert workspace.shown.model.rowCount() == 0


def test_the_educator_says_who_is_involved_and_that_person_is_left_out(
    house: TrainingVault, seated: Any, hands_on: Any
) -> None:
    workspace = seated(EDUCATOR)
    workspace.go_to(ConcernPlace())
    screen = workspace.shown
    assert isinstance(screen, ConcernScreen)
    hands = hands_on(screen)
    screen.gates.danger.button("no").click()
    screen.gates.member.button("yes").click()
    assert not screen.readers.begin.isEnabled()

    screen.readers.involved.button(house.person(DIRECTOR)).click()
    hands.press("Commencer à écrire")

    assert screen.form.isVisible()
    assert any("Sera lue par" in each for each in hands.texts())
    (draft,) = workspace.tools.desk.reads.my_drafts()
    (circle,) = (
        each for each in workspace.tools.desk.reads.circles() if each.id == draft.circle
    )
    assert circle.members == (house.person(BOARD),)
    assert screen.bar.send.text() == "Transmettre"


def test_the_author_is_told_who_reads_and_that_nothing_will_come_back(
    house: TrainingVault, seated: Any, hands_on: Any
) -> None:
    """Never in the words for the team: the one they name may be who is involved."""
    with house.sitting(EDUCATOR) as sitting:
        circle = next(
            each.id for each in sitting.desk.reads.circles() if len(each.members) == 1
        )
        draft = sitting.desk.do(BeginDraft("no", "yes", (), circle))
    workspace = seated(EDUCATOR)
    workspace.go_to(ConcernPlace(draft))
    screen = workspace.shown
    readers = isolate(BOARD.label)

    screen.gates.danger.button("yes").click()
    assert screen.gates.emergency.notes() == [
        f"Verront l'alerte en ouvrant casedesk : {readers}."
    ]
    at = "2026-03-02T11:30 exact"
    acts = [{**row, "at": at} for row in WALKED["actions"]]
    screen.form.set_content({**WALKED, "observed_at": at, "actions": acts})
    screen.bar.send.click()
    told = "\n".join(hands_on(screen).texts())
    assert f"Liront la fiche en ouvrant casedesk : {readers}." in told
    assert "aucune date ne paraîtra" in told
    assert not [word for word in ("référent", "équipe", "irection") if word in told]

    workspace.go_to(ReceiptPlace(draft))
    receipt = workspace.shown
    told = "\n".join(hands_on(receipt).texts())
    assert f"Sera lue par : {readers}." in told
    assert not [word for word in ("référent", "équipe", "irection") if word in told]
    (paper,) = receipt.findChildren(PrintCertificate)
    whole = repr(paper.certificate.paragraphs)
    assert not [word for word in (BOARD.label, "irection") if word in whole]


def of_both(house: TrainingVault) -> CircleId:
    with house.sitting(EDUCATOR) as sitting:
        return next(
            each.id for each in sitting.desk.reads.circles() if len(each.members) > 1
        )


def test_whoever_is_alone_in_a_circle_is_told_before_they_ask_to_set_apart(
    house: TrainingVault, seated: Any, hands_on: Any
) -> None:
    """Nobody could have agreed to it: the request would have waited for seven days."""
    shared = of_both(house)
    with house.sitting(EDUCATOR) as sitting:
        training.record(sitting, WALKED, house.clock(), shared)
    workspace = seated(BOARD)
    workspace.enter(shared)
    now = house.clock()
    (row,) = workspace.tools.desk.reads.cases(CaseList.ALL, now, None, 9)
    workspace.go_to(CasePlace(row.id))
    hands = hands_on(workspace.shown)

    hands.press("Mettre à part dans un cercle…")
    (panel,) = workspace.shown.findChildren(AsidePanel)
    panel.readers.involved.button(house.person(DIRECTOR)).click()

    assert any("Donner d'abord la clé de ce cercle" in each for each in hands.texts())
    hands.press("Demander à mettre à part")
    assert workspace.tools.desk.reads.requests(now) == ()


def test_a_wrong_passphrase_of_the_second_person_is_told_beside_it(
    house: TrainingVault, seated: Any, hands_on: Any, qtbot: Any
) -> None:
    shared = of_both(house)
    with house.sitting(EDUCATOR) as sitting:
        training.record(sitting, WALKED, house.clock())
    workspace = seated(DIRECTOR)
    (row,) = workspace.tools.desk.reads.cases(CaseList.ALL, house.clock(), None, 9)
    workspace.tools.desk.do(RequestAct(row.id, Act.MOVE, "", shared))
    workspace.go_to(CasePlace(row.id))
    (panel,) = workspace.shown.findChildren(AsidePanel)
    offered = [panel.second.itemData(n) for n in range(panel.second.count())]

    assert [each for each in offered if each] == [house.person(BOARD)]
    assert any("valable jusqu'au" in each for each in hands_on(panel).texts())
    panel.second.set_value(house.person(BOARD))
    panel.passphrase.setText("ce n'est pas la sienne")
    with qtbot.waitSignal(workspace.tools.jobs.idle):
        hands_on(panel).press("Confirmer à deux")

    assert panel.fields["passphrase"].complaint()
    assert not panel.notice.isVisible()


def test_when_nobody_is_left_to_read_the_way_outside_is_shown(
    house: TrainingVault, seated: Any, hands_on: Any
) -> None:
    workspace = seated(EDUCATOR)
    workspace.go_to(ConcernPlace())
    screen = workspace.shown
    screen.gates.danger.button("no").click()
    screen.gates.member.button("unknown").click()
    screen.readers.involved.button(house.person(DIRECTOR)).click()
    screen.readers.involved.button(house.person(BOARD)).click()

    assert not screen.readers.begin.isEnabled()
    assert hands_on(screen).unreachable() == []
    hands_on(screen).press("Plutôt en parler à quelqu'un")

    assert screen.outside.isVisible()
    assert workspace.tools.desk.reads.my_drafts() == ()
