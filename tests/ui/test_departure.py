"""Somebody leaves: their cases, the list to sign, their key, what is left of them."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from typing import Any

import pytest
import shiboken6
from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtPdf import QPdfDocument
from PySide6.QtWidgets import QStackedWidget, QWidget

from casedesk.app import training
from casedesk.app.compartments import identity
from casedesk.app.training import TrainingVault
from casedesk.app.training_texts import (
    BOARD,
    DIRECTOR,
    EDUCATOR,
    SOCIAL_WORKER,
    WALKED,
    Trainee,
)
from casedesk.circuit.changes import Home
from casedesk.circuit.commands.cases import TakeInCharge, ViewCase
from casedesk.circuit.commands.concerns import BeginDraft, SaveDraft
from casedesk.circuit.commands.events import NoteEvent
from casedesk.circuit.desk import Desk
from casedesk.circuit.events import EventKind
from casedesk.circuit.journal import JournalFilter
from casedesk.circuit.keys import Succession
from casedesk.circuit.numbers import anchor
from casedesk.circuit.people import PersonId, Role
from casedesk.circuit.queries import CaseList
from casedesk.store.connection import create_database
from casedesk.store.errors import StoreBusy
from casedesk.ui.board.screen import BoardScreen
from casedesk.ui.departure.screen import DepartureScreen
from casedesk.ui.navigation import (
    DeparturePlace,
    HomePlace,
    PeoplePlace,
    SafekeepingPlace,
)
from casedesk.ui.people.screen import PeopleScreen
from casedesk.ui.workspace import Tools
from casedesk.vault import rotation

SUCCESSOR = "Qui reprend ses dossiers ouverts ?"
PRINT = "Imprimer la liste à signer"
CLOSE = "Fermer son accès et changer les clés"
SECOND = Trainee("Directeur adjoint", Role.DIRECTOR, "direction adjointe exercice")
YES = "Oui, fermer son accès pour toujours"


@pytest.fixture
def show(hands_on: Any, qtbot: Any) -> Callable[[QWidget], Any]:
    """Hands on a screen, in a window of its own."""
    window = QStackedWidget()
    qtbot.addWidget(window)
    window.show()

    def shown(screen: QWidget) -> Any:
        window.setCurrentIndex(window.addWidget(screen))
        return hands_on(screen)

    return shown


@pytest.fixture
def leaving(house: TrainingVault, director: Tools, show: Any) -> Callable[..., Any]:
    """Hands on the page of somebody's departure; their cases go to `to`."""

    def shown(leaver: Trainee, to: Trainee | None = None) -> Any:
        hands = show(DepartureScreen(director, DeparturePlace(house.person(leaver))))
        if to is not None:
            hands.box(SUCCESSOR).set_value(house.person(to))
        return hands

    return shown


@pytest.fixture
def gone(director: Tools, qtbot: Any) -> Callable[[Any], None]:
    """The whole departure, on its page."""

    def leave(hands: Any) -> None:
        hands.press(CLOSE)
        with qtbot.waitSignal(director.jobs.idle, timeout=20_000):
            hands.press(YES)

    return leave


@pytest.fixture
def printed(tray: Any, director: Tools, qtbot: Any) -> Callable[[Any], str]:
    """The words of the list, once it has come out."""

    def out_of(hands: Any) -> str:
        with qtbot.waitSignal(director.jobs.idle):
            hands.press(PRINT)
        return text_of(tray.printed.pop()[0])

    return out_of


@pytest.fixture
def case_in_charge(house: TrainingVault) -> str:
    """The social worker follows a case; gives its number."""
    with house.sitting(EDUCATOR) as sitting:
        training.record(sitting, WALKED, house.clock())
    with house.sitting(SOCIAL_WORKER) as sitting:
        training.take(sitting, training.newest_case(sitting, house.clock()))
        return only_number(sitting.desk, house)


@pytest.fixture
def in_both(house: TrainingVault) -> tuple[str, str]:
    """A second director with a case of the team and one of a circle: their numbers."""
    with house.sitting(DIRECTOR) as sitting:
        new = sitting.add_person(SECOND.label, SECOND.role)
        sitting.enrol(new, SECOND.role, ())
    with house.sitting(replace(SECOND, passphrase=new.passphrase)) as sitting:
        sitting.change_passphrase(new.passphrase, SECOND.passphrase)
    training.draw_circles(house)
    with house.sitting(EDUCATOR) as sitting:
        circles = sitting.desk.reads.circles()
        circle = next(each.id for each in circles if new.id in each.members)
        training.record(sitting, WALKED, house.clock())
        training.record(sitting, WALKED, house.clock(), circle)
    with house.sitting(SECOND) as sitting:
        training.take(sitting, training.newest_case(sitting, house.clock()))
        inside = sitting.circles[circle]
        (row,) = inside.reads.cases(CaseList.UNASSIGNED, house.clock(), None, 10)
        inside.do(ViewCase(row.id))
        inside.do(TakeInCharge(row.id))
        return only_number(sitting.desk, house), row.number


def only_number(desk: Desk, house: TrainingVault) -> str:
    (row,) = desk.reads.cases(CaseList.ALL, house.clock(), None, 10)
    return row.number


@pytest.fixture
def alone_in_a_circle(house: TrainingVault) -> None:
    """A member of the board who is the only one to open a circle."""
    with house.sitting(DIRECTOR) as sitting:
        new = sitting.add_person(BOARD.label, BOARD.role)
        sitting.enrol(new, BOARD.role, ())
    limits = house.entrance._passphrases.limits
    keys = house.entrance.unlock(
        house.folder, house.person(DIRECTOR), DIRECTOR.passphrase
    )
    with closing(keys.keyring) as keyring:
        only = rotation.found_circle(
            house.folder, keyring, (new.id,), keep=False, limits=limits
        )
        of = replace(identity(keyring, Home.CASES), compartment=only.cid, generation=1)
        create_database(house.folder / only.database_name, only.db_key(), of).close()
        only.finish()


def test_why_somebody_cannot_leave_yet_is_said_in_a_sentence(
    alone_in_a_circle: None, leaving: Any
) -> None:
    hands = leaving(BOARD)

    hands.press(CLOSE)
    hands.press(YES)

    assert any("ouvrir certains dossiers réservés" in each for each in hands.texts())


@pytest.mark.parametrize("stopped", [False, True])
def test_the_page_may_be_left_while_keys_change(
    leaving: Any, director: Tools, house: TrainingVault, qtbot: Any, stopped: bool
) -> None:
    leaver = house.person(EDUCATOR)
    hands = leaving(EDUCATOR)
    hands.press(CLOSE)
    hands.press(YES)
    if stopped:
        hands.press("Arrêter")

    shiboken6.delete(hands.page)
    qtbot.waitUntil(lambda: not director.jobs.is_busy, timeout=20_000)

    qtbot.waitUntil(lambda: may_write(director.desk))
    to_finish = director.sitting.keys.departures_to_finish()
    assert to_finish == ((leaver,) if stopped else ())


def may_write(desk: Desk) -> bool:
    """Whether the change of keys is settled."""
    try:
        desk.do(NoteEvent(EventKind.DRILL))
    except StoreBusy:
        return False
    return True


def text_of(pdf: bytes) -> str:
    data = QByteArray(pdf)
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document = QPdfDocument()
    document.load(buffer)
    pages = range(document.pageCount())
    text = "\n".join(document.getAllText(page).text() for page in pages)
    document.close()
    return text


def test_the_list_to_sign_names_the_cases_and_the_line_of_the_journal(
    case_in_charge: str, leaving: Any, printed: Any, director: Tools
) -> None:
    told = printed(leaving(SOCIAL_WORKER, to=DIRECTOR))

    assert case_in_charge in told
    assert "Passation de dossiers" in told
    (line,) = director.desk.reads.journal(JournalFilter(Home.DESK), None, 1)
    assert line.event == EventKind.HANDOVER_LISTED
    assert anchor(line.sequence, line.hash) in told


def test_what_stands_in_a_circle_is_seen_and_not_printed(
    in_both: tuple[str, str], leaving: Any, printed: Any
) -> None:
    of_team, of_circle = in_both
    hands = leaving(SECOND, to=DIRECTOR)
    (seen,) = (each for each in hands.texts() if of_circle in each)

    told = printed(hands)

    assert "sur aucune liste imprimée" in seen
    assert of_team not in seen
    assert of_team in told
    assert of_circle not in told
    assert "1 dossier" in told


def test_the_list_is_still_what_was_handed_over_once_they_have_left(
    case_in_charge: str, leaving: Any, gone: Any, printed: Any
) -> None:
    hands = leaving(SOCIAL_WORKER, to=DIRECTOR)
    gone(hands)

    told = printed(hands)

    assert case_in_charge in told
    assert DIRECTOR.label in told


def test_a_list_that_did_not_come_out_is_still_to_be_printed(
    case_in_charge: str, leaving: Any, director: Tools, tray: Any, qtbot: Any
) -> None:
    tray.jams = True
    hands = leaving(SOCIAL_WORKER, to=DIRECTOR)

    with qtbot.waitSignal(director.jobs.idle):
        hands.press(PRINT)

    assert "Rien n'est sorti. La liste reste à imprimer." in hands.texts()


def test_no_list_is_printed_before_somebody_takes_the_cases_over(
    case_in_charge: str, leaving: Any, tray: Any
) -> None:
    hands = leaving(SOCIAL_WORKER)

    hands.press(PRINT)

    assert "Choisir qui reprend ces dossiers." in hands.texts()
    assert tray.printed == []


def test_what_only_the_leaver_can_open_is_counted_before_they_go(
    house: TrainingVault, draft_begun: None, leaving: Any, gone: Any, director: Tools
) -> None:
    hands = leaving(EDUCATOR)
    told = "1 brouillon non transmis, commencé le 2 mars 2026"
    asked = "demander à la personne de transmettre avant de partir"
    assert any(told in each and asked in each for each in hands.texts())
    assert not any("Marqueur" in each for each in hands.texts())

    gone(hands)

    assert any(told in each and asked not in each for each in hands.texts())
    assert director.desk.reads.unsent_drafts(director.clock()) == ()


@pytest.fixture
def draft_begun(house: TrainingVault, clock: Any) -> None:
    """The educator has been writing for more than a day."""
    with house.sitting(EDUCATOR) as sitting:
        draft = sitting.desk.do(BeginDraft("no", "no"))
        sitting.desk.do(SaveDraft(draft, {"where_now": "Marqueur"}))
    clock.pass_(hours=25)


def test_nothing_is_said_of_drafts_there_are_not(leaving: Any) -> None:
    assert not any("brouillon" in each for each in leaving(EDUCATOR).texts())


def test_the_backups_are_one_button_away(leaving: Any, visited: Any) -> None:
    leaving(EDUCATOR).press("Aller à « Sauvegarde »")

    assert visited == [SafekeepingPlace()]


@pytest.fixture
def cut_short(case_in_charge: str, director: Tools, house: TrainingVault) -> PersonId:
    """The role of the social worker has ended, and the keys are those from before."""
    leaver = house.person(SOCIAL_WORKER)
    to = Succession(house.person(DIRECTOR))
    director.sitting.keys.begin_departure(leaver, to).settle()
    return leaver


def test_a_departure_cut_short_is_found_again_and_finished(
    cut_short: PersonId,
    director: Tools,
    show: Any,
    leaving: Any,
    gone: Any,
    visited: Any,
) -> None:
    people = show(PeopleScreen(director, PeoplePlace()))
    assert any("les clés restent à changer" in each for each in people.texts())
    people.press("Terminer le départ")
    assert visited == [DeparturePlace(cut_short)]
    hands = leaving(SOCIAL_WORKER)
    assert any("Il reste à changer les clés." in each for each in hands.texts())

    gone(hands)

    assert director.sitting.keys.departures_to_finish() == ()
    assert any("n'ouvre plus ce coffre" in each for each in hands.texts())
    people.page.refresh()
    assert people.page.unfinished.banners == []


def test_the_direction_sees_at_home_that_a_departure_waits(
    cut_short: PersonId, director: Tools, show: Any, visited: Any
) -> None:
    board = show(BoardScreen(director, HomePlace()))
    told = "1 départ est commencé : les clés restent à changer."
    assert told in board.texts()

    board.press("Voir les départs")

    assert visited == [PeoplePlace()]


def test_a_departure_that_is_over_cannot_be_begun_again(
    leaving: Any, gone: Any, show: Any, director: Tools, house: TrainingVault
) -> None:
    place = DeparturePlace(house.person(EDUCATOR))
    gone(leaving(EDUCATOR))

    again = show(DepartureScreen(director, place))

    assert not again.page.leave_for_good.isEnabled()
