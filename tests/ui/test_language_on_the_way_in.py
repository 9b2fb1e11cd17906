"""Another language before anything is open: nothing typed or drawn is lost."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeVar

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget

from casedesk import i18n
from casedesk.app.training import TrainingVault
from casedesk.app.training_texts import BOARD, DIRECTOR
from casedesk.circuit.codes import Language
from casedesk.circuit.threshold import VaultUnusable
from casedesk.i18n.spoken import offered
from casedesk.ui.inside import Asked
from casedesk.ui.jobs import Jobs
from casedesk.ui.language import change_to
from casedesk.ui.lock.machine import Machine
from casedesk.ui.main_window import MainWindow
from casedesk.ui.rooms import Rooms
from casedesk.ui.start.create_page import CreatePage
from casedesk.ui.start.recovery_page import RecoveryPage
from casedesk.ui.start.restore_page import RestorePage
from casedesk.ui.start.trouble_page import TroublePage
from casedesk.ui.unlock.unlock_page import UnlockPage
from casedesk.ui.way_in import WayIn
from casedesk.ui.workspace import Surroundings

ARABIC, FRENCH = Language.ARABIC, Language.FRENCH
ROUND = (*(each for each in offered() if each is not FRENCH), FRENCH)
P = TypeVar("P", bound=QWidget)
RIGHT = Qt.LayoutDirection.RightToLeft


@pytest.fixture
def window(
    around: Surroundings, house: TrainingVault, qtbot: Any
) -> Iterator[MainWindow]:
    rooms = Rooms(around)
    machine = Machine(now=around.clock)
    window = MainWindow(
        around.entrance, around.prompts, lambda: rooms, house.folder, machine
    )
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
    yield window
    window.lock()
    change_to(FRENCH)


@pytest.fixture
def wizard(window: MainWindow, prompts: Any, tmp_path: Path) -> CreatePage:
    prompts.folder = tmp_path / "ailleurs"
    prompts.folder.mkdir()
    window.doorway.show_wizard()
    return page_of(window, CreatePage)


def page_of(window: MainWindow, kind: type[P]) -> P:
    page = window.page
    assert isinstance(page, kind)
    return page


def press(page: WayIn, language: Language) -> None:
    """As somebody does; then everything is in its place."""
    page.languages.buttons[language].click()
    for event in (QEvent.Type.DeferredDelete, QEvent.Type.LayoutRequest):
        QCoreApplication.sendPostedEvents(None, event.value)


def typed(page: QWidget) -> list[str]:
    boxes = page.findChildren(QLineEdit)
    return [each.text() for each in boxes if each.isVisible() and each.text()]


def told(page: QWidget) -> list[str]:
    labels = page.findChildren(QLabel)
    return [each.text() for each in labels if each.isVisibleTo(page) and each.text()]


def drawn(page: CreatePage | RecoveryPage) -> str:
    return page.words.accessibleName()


def to_the_sheets(wizard: CreatePage, hands: Any) -> None:
    hands.box("Nom de l'association").setText("Association Exemple")
    hands.box("Territoire").set_value("SAL")
    hands.press("Choisir un autre emplacement…")
    hands.press("Continuer")
    hands.press("Continuer")
    hands.box("Retaper la phrase en lisant le papier").setText(drawn(wizard))
    hands.press("Continuer")


def test_the_wizard_keeps_what_is_typed_at_its_first_step(
    wizard: CreatePage, hands_on: Any, qtbot: Any
) -> None:
    hands = hands_on(wizard)
    hands.box("Territoire").set_value("SAL")
    hands.press("Choisir un autre emplacement…")
    hands.box("Nom de l'association").setFocus()
    qtbot.keyClicks(hands.box("Nom de l'association"), "Association Exemple")
    folder = hands.box("Dossier du coffre").text()

    press(wizard, ARABIC)

    assert QApplication.layoutDirection() is RIGHT
    assert typed(wizard) == ["Association Exemple", "المديرة", folder]
    assert QApplication.focusWidget() in wizard.findChildren(QLineEdit)
    press(wizard, FRENCH)
    assert typed(wizard) == ["Association Exemple", "Directrice", folder]
    assert hands.box("Territoire").value() == "SAL"


def test_a_first_person_somebody_named_keeps_that_name(
    wizard: CreatePage, hands_on: Any
) -> None:
    hands_on(wizard).box("Première personne").setText("Présidente")

    press(wizard, ARABIC)

    assert "Présidente" in typed(wizard)


def test_the_phrase_that_was_shown_is_the_one_to_be_typed_back(
    wizard: CreatePage, hands_on: Any
) -> None:
    hands = hands_on(wizard)
    hands.box("Nom de l'association").setText("Association Exemple")
    hands.box("Territoire").set_value("SAL")
    hands.press("Continuer")
    words = drawn(wizard)

    press(wizard, ARABIC)

    assert drawn(wizard) == words
    press(wizard, FRENCH)
    hands.press("Continuer")
    hands.box("Retaper la phrase en lisant le papier").setText(words)
    press(wizard, ARABIC)
    assert typed(wizard) == [words]


def test_sheets_that_are_out_are_typed_back_in_another_language(
    window: MainWindow, wizard: CreatePage, hands_on: Any, qtbot: Any
) -> None:
    to_the_sheets(wizard, hands_on(wizard))
    shares: list[str] = []
    for number, language in enumerate((ARABIC, FRENCH, ARABIC)):
        assert wizard.sheets is not None
        wizard.sheets.copy_by_hand(number)
        shares.append(wizard.sheets.words.accessibleName())
        press(wizard, language)
        assert wizard.sheets.words.accessibleName() == shares[-1]

    assert wizard.sheets is not None
    boxes = wizard.sheets.typed.findChildren(QLineEdit)
    for box, words in zip(boxes, shares, strict=False):
        box.setText(words)
    press(wizard, FRENCH)
    assert typed(wizard) == shares[:2]
    wizard.sheets.verify.click()
    press(wizard, ARABIC)

    assert wizard.way_on.isEnabled()
    wizard.way_on.click()
    qtbot.waitUntil(lambda: window.workspace is not None)
    assert window.workspace is not None
    assert window.workspace.language is ARABIC


def test_a_sheet_on_its_way_to_the_printer_is_waited_for(
    window: MainWindow, wizard: CreatePage, hands_on: Any, tray: Any, qtbot: Any
) -> None:
    to_the_sheets(wizard, hands_on(wizard))
    hands_on(wizard).press("Imprimer la feuille 1")

    press(wizard, ARABIC)
    refused = i18n.current()
    qtbot.waitUntil(lambda: len(tray.printed) == 1)
    press(wizard, ARABIC)

    assert (refused, i18n.current()) == (FRENCH, ARABIC)


def test_words_copied_from_the_sheets_and_the_new_phrase_stay(
    window: MainWindow, hands_on: Any
) -> None:
    hands_on(window.page).press("Phrase de passe oubliée")
    page = page_of(window, RecoveryPage)
    hands = hands_on(page)
    hands.box("Une feuille").setText("abbaye abeille")
    hands.box("Retaper la nouvelle phrase en lisant le papier").setText("un deux")
    before, phrase = typed(page), drawn(page)

    for language in ROUND:
        press(page, language)
        assert (typed(page), drawn(page)) == (before, phrase)

    assert len(before) == 2


def test_the_backup_chosen_and_the_two_people_stay(
    window: MainWindow, house: TrainingVault, jobs: Jobs
) -> None:
    with house.sitting(DIRECTOR) as sitting:
        office = sitting.safekeeping
        made = office.back_up(office.local, lambda done, total: True).set.folder
    window.doorway.show_restoring(Asked(made, house.folder))
    page = page_of(window, RestorePage)
    person = house.person(DIRECTOR)
    page.people[0].box.set_value(person)
    page.phrases[0].box.setText(DIRECTOR.passphrase)
    losses = page._losses.text()

    press(page, ARABIC)

    assert page.people[0].box.value() == person
    assert page.phrases[0].box.text() == DIRECTOR.passphrase
    assert page._sets.box.value() == str(made)
    assert page._losses.text() not in ("", losses)


def test_why_a_vault_does_not_open_is_said_in_the_other_language(
    window: MainWindow,
) -> None:
    window.doorway.show_trouble(VaultUnusable("damaged"))
    page = page_of(window, TroublePage)
    before = told(page)

    press(page, ARABIC)

    assert len(told(page)) == len(before)
    assert not set(told(page)) & set(before)


def test_the_key_turns_every_page_of_the_way_in(window: MainWindow, qtbot: Any) -> None:
    seen: list[type[QWidget]] = []
    for show in (
        window.doorway.show_start,
        window.doorway.show_wizard,
        lambda: window.doorway.show_restoring(Asked()),
        lambda: window.doorway.show_trouble(VaultUnusable("damaged")),
    ):
        change_to(FRENCH)
        show()
        qtbot.keyClick(window, Qt.Key.Key_F9)
        seen.append(type(window.page))
        assert i18n.current() is not FRENCH

    assert len(set(seen)) == 4


def test_whoever_has_to_wait_still_has_to(
    window: MainWindow, house: TrainingVault, hands_on: Any, qtbot: Any
) -> None:
    page = page_of(window, UnlockPage)
    hands = hands_on(page)
    hands.box("Qui êtes-vous ?").set_value(house.person(DIRECTOR))
    for _ in range(3):
        hands.box("Phrase de passe").setText(BOARD.passphrase)
        hands.press("Ouvrir")
        qtbot.waitUntil(lambda: not page._progress.is_running())

    press(page, ARABIC)

    assert not page._open.isEnabled()
    assert page._passphrase.box.text() == BOARD.passphrase
    assert any("2 ث" in each for each in told(page))


def test_the_keyboard_begins_with_what_there_is_to_do(
    window: MainWindow, hands_on: Any
) -> None:
    hands_on(window.page).press("Phrase de passe oubliée")
    recovery = QApplication.focusWidget()
    assert recovery is hands_on(window.page).box("Qui êtes-vous ?")
    window.doorway.show_wizard()
    assert QApplication.focusWidget() is hands_on(window.page).box(
        "Nom de l'association"
    )

    for show in (
        window.doorway.show_start,
        lambda: window.doorway.show_restoring(Asked()),
        lambda: window.doorway.show_trouble(VaultUnusable("damaged")),
    ):
        show()
        page, at = window.page, QApplication.focusWidget()
        assert isinstance(page, WayIn)
        assert at is not None
        assert page.isAncestorOf(at)
        assert not page.languages.isAncestorOf(at)
