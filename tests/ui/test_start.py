"""The way in: recent vaults, a new one, and what to do when one does not open."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from casedesk.app.entrance import VaultEntrance
from casedesk.app.paper_shares import DrawnShares
from casedesk.app.training_texts import DIRECTOR
from casedesk.circuit.threshold import Unlocked
from casedesk.ui.jobs import Jobs
from casedesk.ui.rooms import Rooms
from casedesk.ui.start.create_page import CreatePage
from casedesk.ui.start.start_page import StartPage
from casedesk.ui.start.trouble_page import TroublePage
from casedesk.ui.workspace import Surroundings
from casedesk.vault.errors import KeyringClosed
from casedesk.vault.recovery import RecoverySecret

OTHER_PHRASE = "une phrase toute neuve et bien longue"
TYPED_AGAIN = "Retaper la phrase en lisant le papier"


@pytest.fixture
def wizard(
    entrance: VaultEntrance,
    prompts: Any,
    jobs: Jobs,
    tmp_path: Path,
    qtbot: Any,
    around: Surroundings,
) -> CreatePage:
    prompts.folder = tmp_path
    page = Rooms(around).wizard(jobs, lambda *_: None, lambda: None)
    qtbot.addWidget(page)
    page.show()
    return page


@pytest.fixture
def hands(wizard: CreatePage, hands_on: Any) -> Any:
    return hands_on(wizard)


@pytest.fixture
def at_typing(wizard: CreatePage, hands: Any) -> CreatePage:
    """The wizard at its last step."""
    hands.box("Nom de l'association").setText("Association Exemple")
    hands.box("Territoire").set_value("SAL")
    hands.press("Choisir un autre emplacement…")
    hands.press("Continuer")
    hands.press("Continuer")
    return wizard


def drawn(wizard: CreatePage) -> str:
    return wizard.words.accessibleName()


@pytest.fixture
def at_sheets(at_typing: CreatePage, hands: Any) -> CreatePage:
    """The wizard at its last step: three sheets for three people."""
    hands.box(TYPED_AGAIN).setText(drawn(at_typing))
    hands.press("Continuer")
    return at_typing


def copied(page: CreatePage, hands: Any) -> list[str]:
    """Each sheet as somebody without a printer sees it."""
    sheets = page.sheets
    assert sheets is not None
    seen = []
    for number in range(3):
        sheets.copy_by_hand(number)
        seen.append(sheets.words.accessibleName())
    return seen


def type_back(hands: Any, *sheets: str) -> None:
    for label, words in zip(("Une feuille", "Une autre feuille"), sheets, strict=True):
        hands.box(label).setText(words)
    hands.press("Vérifier les deux feuilles")


def test_without_recent_vaults_one_is_opened_or_made(
    entrance: VaultEntrance, prompts: Any, hands_on: Any, tmp_path: Path, qtbot: Any
) -> None:
    prompts.folder = tmp_path
    page = StartPage(entrance, prompts)
    qtbot.addWidget(page)

    with qtbot.waitSignal(page.creating):
        hands_on(page).press("Créer un coffre")
    with qtbot.waitSignal(page.chosen) as chosen:
        hands_on(page).press("Ouvrir un coffre…")

    assert chosen.args == [tmp_path]


@pytest.fixture
def recent(entrance: VaultEntrance, vault: Path) -> Path:
    """A vault that was open a moment ago."""
    people = {label: person for person, label in entrance.look(vault).people}
    keys = entrance.unlock(vault, people[DIRECTOR.label], DIRECTOR.passphrase)
    entrance.sit_down(keys).lock()
    return vault


def test_a_recent_vault_is_one_key_away(
    recent: Path, entrance: VaultEntrance, prompts: Any, hands_on: Any, qtbot: Any
) -> None:
    page = StartPage(entrance, prompts)
    qtbot.addWidget(page)

    with qtbot.waitSignal(page.chosen) as chosen:
        hands_on(page).press(recent.stem)

    assert chosen.args == [recent]


def test_a_recent_vault_can_be_forgotten(
    recent: Path, entrance: VaultEntrance, prompts: Any, hands_on: Any, qtbot: Any
) -> None:
    page = StartPage(entrance, prompts)
    qtbot.addWidget(page)

    hands_on(page).press("Retirer de la liste")

    assert entrance.recent() == ()
    assert recent.is_dir()


def test_a_vault_is_made_once_two_sheets_are_typed_back(
    at_sheets: CreatePage, entrance: VaultEntrance, hands: Any, qtbot: Any
) -> None:
    one, two, three = copied(at_sheets, hands)
    type_back(hands, three, " ".join(word[:4].upper() for word in one.split()))

    with qtbot.waitSignal(at_sheets.created) as created:
        hands.press("Créer le coffre")

    folder: Path = created.args[0]
    unlocked: Unlocked = created.args[1]
    sitting = entrance.sit_down(unlocked)
    assert not sitting.must_change
    assert sitting.desk.reads.sender().name == "Association Exemple"
    assert [label for _, label in entrance.look(folder).people] == ["Directrice"]
    sitting.lock()
    shares = (one, two)
    again = entrance.recover(folder, shares, sitting.desk.actor.person, OTHER_PHRASE)
    entrance.sit_down(again).lock()


@pytest.fixture
def drawn_sheets(
    entrance: VaultEntrance, monkeypatch: pytest.MonkeyPatch
) -> list[DrawnShares]:
    """Every set that the wizard draws."""
    kept: list[DrawnShares] = []

    def draw() -> DrawnShares:
        kept.append(DrawnShares())
        return kept[-1]

    monkeypatch.setattr(entrance, "draw_shares", draw)
    return kept


def assert_forgotten(sheets: DrawnShares) -> None:
    assert sheets.shares == ()
    with pytest.raises(KeyringClosed):
        _ = sheets.secret.identity


def test_the_secret_of_the_sheets_is_gone_once_the_vault_is_made(
    drawn_sheets: list[DrawnShares], at_sheets: CreatePage, hands: Any, qtbot: Any
) -> None:
    type_back(hands, *copied(at_sheets, hands)[:2])
    with qtbot.waitSignal(at_sheets.created) as created:
        hands.press("Créer le coffre")

    (sheets,) = drawn_sheets
    assert_forgotten(sheets)
    created.args[1].close()


def test_the_secret_of_the_sheets_is_gone_when_somebody_gives_up(
    drawn_sheets: list[DrawnShares], at_sheets: CreatePage, hands: Any, qtbot: Any
) -> None:
    for _ in range(3):
        hands.press("Retour")
    (sheets,) = drawn_sheets
    assert len(sheets.shares) == 3  # one may still go on to the same sheets

    with qtbot.waitSignal(at_sheets.given_up):
        hands.press("Retour")
    assert_forgotten(sheets)


def test_what_nobody_foresaw_ends_with_other_sheets(
    drawn_sheets: list[DrawnShares],
    at_sheets: CreatePage,
    hands: Any,
    monkeypatch: pytest.MonkeyPatch,
    jobs: Jobs,
    qtbot: Any,
) -> None:
    def broken(*_: object) -> None:
        raise LookupError

    monkeypatch.setattr(VaultEntrance, "create", broken)
    type_back(hands, *copied(at_sheets, hands)[:2])
    with qtbot.captureExceptions() as caught, qtbot.waitSignal(jobs.idle):
        hands.press("Créer le coffre")

    assert [each[0] for each in caught] == [LookupError]
    assert_forgotten(drawn_sheets[0])
    for _ in range(3):
        hands.press("Continuer")
    assert len(drawn_sheets[1].shares) == 3


def test_the_sheets_come_out_one_by_one_and_nothing_is_made_before(
    at_sheets: CreatePage, hands: Any, tray: Any, jobs: Jobs, qtbot: Any
) -> None:
    """Each on paper of its own; the way on is shut until two were typed back."""
    sheets = at_sheets.sheets
    assert sheets is not None
    for number in range(3):
        assert not sheets.typed.isEnabled()
        with qtbot.waitSignal(jobs.idle):
            hands.press(f"Imprimer la feuille {number + 1}")

    assert len(tray.printed) == 3
    assert sheets.typed.isEnabled()
    assert not at_sheets.way_on.isEnabled()


def test_without_a_printer_one_is_told_to_copy_by_hand(
    at_sheets: CreatePage, hands: Any, tray: Any, jobs: Jobs, qtbot: Any
) -> None:
    tray.plugged_in = False
    with qtbot.waitSignal(jobs.idle):
        hands.press("Imprimer la feuille 1")

    assert any("recopier chaque feuille à la main" in each for each in hands.texts())


@pytest.mark.parametrize(
    ("mistake", "told"),
    [
        (lambda one, two: (one, one), "deux fois la même feuille"),
        (lambda one, two: (one, two.rsplit(" ", 1)[0]), "20 mots"),
        (
            lambda one, two: (one, two.replace(" ", " zzzzz ", 1)),
            "n'est pas dans la liste",
        ),
        (lambda one, two: (one, RecoverySecret.new().shares[0]), "même série"),
    ],
)
def test_what_is_wrong_with_a_sheet_is_said_beside_it(
    at_sheets: CreatePage, hands: Any, mistake: Any, told: str
) -> None:
    one, two, _ = copied(at_sheets, hands)

    type_back(hands, *mistake(one, two))

    assert any(told in each for each in hands.texts())
    assert not at_sheets.way_on.isEnabled()


def test_a_phrase_that_was_not_copied_makes_no_vault(
    at_typing: CreatePage, hands: Any, tmp_path: Path
) -> None:
    hands.box(TYPED_AGAIN).setText("une tout autre phrase")

    hands.press("Continuer")

    assert (
        "Ce n'est pas la phrase affichée. Relire le papier mot à mot." in hands.texts()
    )
    assert list(tmp_path.glob("*.casedesk")) == []


def test_what_is_missing_is_said_beside_its_box(wizard: CreatePage, hands: Any) -> None:
    hands.press("Continuer")

    assert "Indiquer le nom de l'association." in hands.texts()
    assert "Choisir le territoire." in hands.texts()
    assert "Étape 1 sur 4" in hands.texts()


def test_a_folder_one_cannot_write_in_is_said_and_nothing_is_lost(
    at_sheets: CreatePage,
    hands: Any,
    tmp_path: Path,
    qtbot: Any,
    jobs: Jobs,
) -> None:
    (tmp_path / "coffre.casedesk").write_text("a file in the way")
    type_back(hands, *copied(at_sheets, hands)[:2])

    with qtbot.waitSignal(jobs.idle):
        hands.press("Créer le coffre")

    assert any("écrire dans ce dossier" in text for text in hands.texts())
    assert hands.box("Nom de l'association").text() == "Association Exemple"


def test_another_phrase_may_be_drawn(wizard: CreatePage, hands: Any) -> None:
    hands.box("Nom de l'association").setText("Association Exemple")
    hands.box("Territoire").set_value("SAL")
    hands.press("Continuer")
    first = drawn(wizard)

    hands.press("Proposer une autre phrase")

    assert drawn(wizard) != first
    assert len(drawn(wizard).split()) == 6


def test_going_back_to_the_beginning_gives_up(
    wizard: CreatePage, hands: Any, qtbot: Any
) -> None:
    with qtbot.waitSignal(wizard.given_up):
        hands.press("Retour")


def test_a_second_vault_gets_a_folder_of_its_own(
    wizard: CreatePage, hands: Any, tmp_path: Path
) -> None:
    (tmp_path / "coffre.casedesk").mkdir()

    hands.press("Choisir un autre emplacement…")

    shown = hands.box("Dossier du coffre").text()
    assert shown == str(tmp_path / "coffre-2.casedesk")
    shutil.rmtree(tmp_path / "coffre.casedesk")


def test_trouble_says_what_to_do_and_leaves_a_way_on(hands_on: Any, qtbot: Any) -> None:
    page = TroublePage(lambda: "Le disque est plein.")
    qtbot.addWidget(page)

    with qtbot.waitSignal(page.again):
        hands_on(page).press("Recommencer")
    with qtbot.waitSignal(page.elsewhere):
        hands_on(page).press("Choisir un autre coffre")

    assert "Le disque est plein." in hands_on(page).texts()


def test_every_box_of_the_wizard_can_be_reached(
    at_typing: CreatePage, hands: Any
) -> None:
    assert hands.unreachable() == []
