"""The screens of the backups, on real sets in folders of their own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QPushButton

from casedesk.app import training
from casedesk.app.entrance import VaultEntrance
from casedesk.app.sticks import Volume
from casedesk.app.training import PastClock, TrainingVault
from casedesk.app.training_texts import (
    BOARD,
    DIRECTOR,
    EDUCATOR,
    SOCIAL_WORKER,
    WALKED,
    Trainee,
)
from casedesk.circuit.errors import NotPermitted
from casedesk.circuit.longwork import unheard
from casedesk.circuit.rights import Right
from casedesk.ui.board.screen import BoardScreen
from casedesk.ui.home.circles import CirclesHome
from casedesk.ui.inside import Asked
from casedesk.ui.jobs import Jobs
from casedesk.ui.main_window import MainWindow
from casedesk.ui.navigation import HomePlace, SafekeepingPlace
from casedesk.ui.rooms import Rooms
from casedesk.ui.safekeeping.screen import SafekeepingScreen
from casedesk.ui.start.restore_page import RestorePage
from casedesk.ui.start.restored import RestoredView
from casedesk.ui.start.start_page import StartPage
from casedesk.ui.unlock.unlock_page import UnlockPage
from casedesk.ui.widgets.print_certificate import PrintCertificate
from casedesk.ui.workspace import Surroundings, Tools, Workspace
from tests.ui.conftest import tools_of

NOW, ELSEWHERE = "Sauvegarder maintenant", "Sur une autre clé…"
DRILL, PRINT = "Faire l'exercice", "Imprimer le certificat"
FOR_TWO = "Restaurer à deux"
ROOM = 1130  # pixels beside the navigation, in the smallest window


@dataclass
class Sticks:
    """What is plugged into this machine."""

    volumes: tuple[Volume, ...] = ()

    def plug_in(self, root: Path) -> None:
        self.volumes = (Volume(root, "a"),)

    def pull_out(self) -> None:
        self.volumes = ()


@pytest.fixture
def sticks(monkeypatch: pytest.MonkeyPatch) -> Sticks:
    sticks = Sticks()

    monkeypatch.setattr(VaultEntrance, "_volumes", lambda _: sticks.volumes)
    return sticks


@pytest.fixture
def house(vault: Path, entrance: VaultEntrance, clock: Any) -> TrainingVault:
    return TrainingVault(vault, entrance, PastClock(clock))


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    root = tmp_path / "clé"
    root.mkdir()
    return root


Sat = Callable[[Trainee], Any]


@pytest.fixture
def seated(
    house: TrainingVault,
    sticks: Sticks,
    around: Surroundings,
    jobs: Jobs,
    tray: Any,
    visited: Any,
) -> Sat:
    """What a screen is given while somebody sits at the real vault."""

    @contextmanager
    def sit(trainee: Trainee) -> Iterator[Tools]:
        with house.sitting(trainee) as sitting:
            tools = tools_of(sitting, around, jobs, tray, visited)
            yield tools
            tools.changes.stop()

    return sit


@pytest.fixture
def director(seated: Sat) -> Iterator[Tools]:
    with seated(DIRECTOR) as tools:
        yield tools


@pytest.fixture
def opened(qtbot: Any) -> Callable[[Tools], SafekeepingScreen]:
    """The page, as somebody looks at it."""

    def of(tools: Tools) -> SafekeepingScreen:
        screen = SafekeepingScreen(tools, SafekeepingPlace())
        qtbot.addWidget(screen)
        screen.resize(1150, 740)
        screen.show()
        return screen

    return of


@pytest.fixture
def hands(hands_on: Any, qtbot: Any) -> Callable[[Any], Any]:
    """Hands that press a button and see what came of it."""

    class Patient:
        def __init__(self, screen: SafekeepingScreen) -> None:
            self.screen, self.on = screen, hands_on(screen)

        def press(self, text: str) -> str:
            self.on.press(text)
            qtbot.waitUntil(lambda: not self.screen.page.is_at_work)
            return self.says()

        def says(self) -> str:
            return "\n".join(self.on.texts())

    return Patient


def sets_in(folder: Path) -> list[Path]:
    return sorted(each.parent for each in folder.rglob("manifest.json"))


def backed_up(house: TrainingVault, destination: Path) -> Path:
    with house.sitting(DIRECTOR) as sitting:
        made = sitting.safekeeping.back_up(destination, unheard)
        sitting.safekeeping.note(made)
    return made.set.folder


def test_without_a_stick_the_backup_goes_beside_the_vault_and_says_so(
    director: Tools, opened: Any, hands: Any, house: TrainingVault
) -> None:
    page = hands(opened(director))
    before = page.says()

    after = page.press(NOW)

    assert "Sur cet ordinateur" in before
    assert "Pas encore de sauvegarde" in before
    assert len(sets_in(house.folder / "backups")) == 1
    assert "faite, relue et signée" in after
    assert "3 fichiers prouvés" in after
    assert "Retirez la clé" not in after
    assert "Dernière sauvegarde vérifiée\u00a0: à l'instant" in after
    assert page.screen.page.model.rowCount() == 1
    assert not page.screen.page.age.is_old


def test_the_known_stick_comes_first_and_is_to_be_taken_out(
    director: Tools, opened: Any, hands: Any, sticks: Sticks, stick: Path
) -> None:
    sticks.plug_in(stick)
    director.sitting.safekeeping.remember_stick(stick)
    page = hands(opened(director))

    after = page.press(NOW)

    assert len(sets_in(stick)) == 1
    assert "Retirez la clé" in after


def test_another_stick_becomes_a_known_one(
    director: Tools, opened: Any, hands: Any, sticks: Sticks, stick: Path, prompts: Any
) -> None:
    sticks.plug_in(stick)
    prompts.folder = stick
    page = hands(opened(director))

    page.press(ELSEWHERE)

    assert len(sets_in(stick)) == 1
    assert director.sitting.safekeeping.known_stick() == sets_in(stick)[0].parent
    assert page.screen.page.model.index(0, 1).data() == "sur une clé"


def test_a_stick_that_is_pulled_out_leaves_the_list(
    house: TrainingVault,
    seated: Sat,
    opened: Any,
    sticks: Sticks,
    stick: Path,
) -> None:
    sticks.plug_in(stick)
    with seated(DIRECTOR) as tools:
        office = tools.sitting.safekeeping
        office.back_up(office.remember_stick(stick), unheard)
        screen = opened(tools)
        there = screen.page.model.rowCount()
        sticks.pull_out()

        screen.page.look()

        assert (there, screen.page.model.rowCount()) == (1, 0)


def test_a_stick_that_stays_in_is_told(
    director: Tools,
    opened: Any,
    hands: Any,
    sticks: Sticks,
    stick: Path,
    clock: Any,
) -> None:
    sticks.plug_in(stick)
    office = director.sitting.safekeeping
    office.remember_stick(stick)
    for _ in range(3):
        clock.pass_(days=1)
        office.known_stick()

    assert "reste branchée" in hands(opened(director)).says()


def rolled_back(house: TrainingVault) -> Path:
    """A vault that is older than its backup; gives the set."""
    old = [*house.folder.glob("*.db"), house.folder / "seal.json"]
    stores = {each: each.read_bytes() for each in old}
    for _ in range(3):
        with house.sitting(EDUCATOR) as sitting:
            training.record(sitting, WALKED, house.clock())
    made = backed_up(house, house.folder / "backups")
    for path, data in stores.items():
        path.write_bytes(data)
        path.with_name(f"{path.name}-wal").unlink(missing_ok=True)
    return made


def test_what_shrank_is_told_in_red_until_a_director_accepts_it(
    house: TrainingVault, seated: Sat, opened: Any, hands: Any, clock: Any
) -> None:
    made = rolled_back(house)
    clock.pass_(days=1)
    with seated(DIRECTOR) as tools:
        page = hands(opened(tools))
        first, second = page.press(NOW), page.press(NOW)
        clock.pass_(days=1)
        page.on.press("C'est voulu, repartir d'ici")
        accepted = page.press("Oui, ce changement est voulu")
        clock.pass_(days=1)
        after = page.press(NOW)

    for told in (first, second):
        assert "journal plus court qu'avant" in told
        assert "Aucune sauvegarde d'avant n'est retirée" in told
    for told in (accepted, after):
        assert "faite, relue et signée" in told
    assert made.exists()


def test_only_a_director_is_asked_whether_it_was_meant(
    house: TrainingVault, seated: Sat, opened: Any, hands: Any
) -> None:
    rolled_back(house)
    with seated(SOCIAL_WORKER) as tools:
        page = hands(opened(tools))

        assert "journal plus court qu'avant" in page.press(NOW)
        assert "C'est voulu, repartir d'ici" not in page.on.buttons()


def test_what_is_closed_to_whoever_backs_up_is_named(
    house: TrainingVault, seated: Sat, opened: Any, hands: Any, board: Trainee
) -> None:
    with seated(board) as tools:
        page = hands(opened(tools))
        made = page.press(NOW)
        page.screen.page.table.selectRow(0)
        verified = page.press("Vérifier")

    assert "en partie sans être relue" in made
    for told in (made, verified):
        assert "Copié tel quel, sans être relu" in told
        assert "les dossiers." in told
    state = page.screen.page.model.index(0, 3).data()
    assert state == "vérifiée à l'instant"


def test_a_backup_can_be_stopped_and_leaves_nothing(
    director: Tools, opened: Any, hands: Any, house: TrainingVault, qtbot: Any
) -> None:
    screen = opened(director)
    hands_ = hands(screen)
    director.jobs.run(lambda: None, lambda _: None, lambda _: None)
    hands_.on.press(NOW)
    hands_.on.press("Arrêter")

    qtbot.waitUntil(lambda: not screen.page.is_at_work)

    assert sets_in(house.folder) == []
    assert screen.page.now.isEnabled()


def test_why_it_could_not_be_made_is_told(
    director: Tools, opened: Any, hands: Any, house: TrainingVault
) -> None:
    (house.folder / "backups").write_bytes(b"")  # a file where the folder belongs

    page = hands(opened(director))

    assert "Le support ne répond plus" in page.press(NOW)
    assert page.screen.page.now.isEnabled()


def test_a_chosen_set_is_verified_again(
    director: Tools, opened: Any, hands: Any, house: TrainingVault
) -> None:
    page = hands(opened(director))
    page.press(NOW)
    page.screen.page.table.selectRow(0)
    sound = page.press("Vérifier")
    (made,) = sets_in(house.folder / "backups")
    damaged = next(made.glob("cases*.db"))
    damaged.write_bytes(damaged.read_bytes()[:-1] + b"\0\0")

    page.screen.page.table.selectRow(0)
    after = page.press("Vérifier")

    assert "entière\u00a0: elle peut servir" in sound
    assert "n'est pas ce qu'elle devrait être" in after
    assert f"{damaged.name} : modifié" in after
    assert page.screen.page.model.index(0, 3).data() == "abîmée"


def test_restoring_a_chosen_set_is_asked_of_the_window(
    director: Tools, opened: Any, hands: Any, house: TrainingVault, qtbot: Any
) -> None:
    page = hands(opened(director))
    page.press(NOW)
    page.screen.page.table.selectRow(0)

    with qtbot.waitSignal(page.screen.restoring) as asked:
        page.on.press("Restaurer…")

    assert asked.args == sets_in(house.folder / "backups")


def test_only_the_direction_restores_and_renews(
    seated: Sat, opened: Any, hands: Any
) -> None:
    with seated(SOCIAL_WORKER) as tools:
        page = hands(opened(tools))
        page.press(NOW)
        page.screen.page.table.selectRow(0)

        assert "Vérifier" in [each.replace("&", "") for each in page.on.buttons()]
        assert not {"Restaurer…", "Renouveler"} & {
            each.replace("&", "") for each in page.on.buttons()
        }


def test_renewing_after_a_departure_destroys_what_old_keys_open(
    house: TrainingVault, director: Tools, opened: Any, hands: Any
) -> None:
    from casedesk.circuit.keys import Succession
    from casedesk.circuit.people import NOBODY

    page = hands(opened(director))
    page.press(NOW)
    (old,) = sets_in(house.folder / "backups")
    leaver = house.person(EDUCATOR)
    director.sitting.keys.remove_person(leaver, Succession(NOBODY, {}))
    page.screen.page.table.selectRow(0)

    page.on.press("Renouveler")
    after = page.press("Oui, remplacer les anciennes")

    assert not old.exists()
    assert "1 sauvegarde aux anciennes clés détruite" in after


def test_an_exercise_ends_on_paper_with_the_codes_of_the_journals(
    director: Tools, opened: Any, hands: Any, tray: Any, qtbot: Any, clock: Any
) -> None:
    page = hands(opened(director))
    page.press(NOW)
    due = page.says()

    after = page.press(DRILL)
    paper = page.screen.findChild(PrintCertificate)
    page.on.press(PRINT)
    qtbot.waitUntil(lambda: len(tray.printed) == 1)

    assert "L'exercice de ce mois reste à faire" in due
    assert "Exercice réussi" in after
    assert "L'exercice de ce mois reste à faire" not in after
    facts = dict(paper.certificate.facts)
    assert facts["Repère, l'accueil commun"].startswith("J 0000")
    assert "Repère, les dossiers" not in facts  # nothing was written there yet
    assert facts["Fait par"] == DIRECTOR.label
    assert tray.printed[0][0].startswith(b"%PDF")
    clock.pass_(days=31)
    page.screen.refresh()
    assert "L'exercice de ce mois reste à faire" in page.says()


def test_an_exercise_that_read_only_a_part_names_the_rest_on_screen_and_on_paper(
    house: TrainingVault, seated: Sat, opened: Any, hands: Any, board: Trainee
) -> None:
    backed_up(house, house.folder / "backups")
    with seated(board) as tools:
        page = hands(opened(tools))
        told = page.press(DRILL)
        paper = page.screen.findChild(PrintCertificate).certificate

    assert "Exercice réussi" not in told
    assert "Vérifié par son empreinte seulement\u00a0: les dossiers." in told
    assert "L'exercice de ce mois reste à faire" in told
    facts = dict(paper.facts)
    assert facts["Non relu, vérifié par son empreinte"] == "les dossiers"
    assert facts["Résultat"] == "intact, relu en partie"
    assert "relue en entier" not in " ".join(paper.paragraphs)


def test_everything_can_be_reached_by_keyboard_and_heard(
    director: Tools, opened: Any, hands: Any, hands_on: Any
) -> None:
    page = hands(opened(director))
    page.press(NOW)
    page.screen.page.table.selectRow(0)
    page.press(DRILL)

    assert page.on.unreachable() == []


def test_whoever_may_not_back_up_has_no_such_page(seated: Sat) -> None:
    with seated(EDUCATOR) as tools, pytest.raises(NotPermitted) as refused:
        SafekeepingScreen(tools, SafekeepingPlace())

    assert refused.value.parameters["right"] is Right.BACK_UP


def test_home_says_how_old_the_last_backup_is_and_leads_there_when_it_is_old(
    director: Tools, qtbot: Any, hands_on: Any, visited: Any, clock: Any
) -> None:
    home = BoardScreen(director, HomePlace())
    qtbot.addWidget(home)
    never = home.backups.age.text()
    hands_on(home).press("Sauvegarder")
    director.sitting.safekeeping.back_up(director.sitting.safekeeping.local, unheard)
    clock.pass_(days=2)
    home.refresh()
    fresh = (home.backups.age.text(), home.backups.age.is_old)
    clock.pass_(days=6)
    home.refresh()

    assert never == "Pas encore de sauvegarde vérifiée"
    assert visited == [SafekeepingPlace()]
    assert fresh == (
        "Dernière sauvegarde vérifiée\u00a0: il y a 2 jours, "
        "sur cet ordinateur seulement",
        False,
    )
    assert home.backups.age.is_old


def exercised(home: Any, tools: Tools) -> list[str]:
    """What home offers once the exercise was done."""
    office = tools.sitting.safekeeping
    office.note(office.drill(office.local, unheard))
    home.backups.refresh()
    return [each.text() for each in home.findChildren(QPushButton) if shown(each)]


def shown(button: QPushButton) -> bool:
    return button.isVisibleTo(button.window())


DUE = "Exercice du mois à faire"


def test_home_reminds_the_direction_of_the_exercise_until_it_is_done(
    house: TrainingVault, seated: Sat, qtbot: Any, hands_on: Any, visited: Any
) -> None:
    backed_up(house, house.folder / "backups")
    with seated(DIRECTOR) as tools:
        home = BoardScreen(tools, HomePlace())
        qtbot.addWidget(home)
        home.show()
        hands_on(home).press(DUE)

        assert visited == [SafekeepingPlace()]
        assert home.minimumSizeHint().width() < ROOM
        assert DUE not in exercised(home, tools)


def test_the_home_of_the_board_tells_the_age_of_the_backup_and_of_the_exercise(
    house: TrainingVault, seated: Sat, board: Trainee, qtbot: Any, hands_on: Any
) -> None:
    backed_up(house, house.folder / "backups")
    with seated(board) as tools:
        home = CirclesHome(tools, HomePlace())
        qtbot.addWidget(home)
        home.show()

        assert "Dernière sauvegarde vérifiée" in home.backups.age.text()
        assert DUE in hands_on(home).buttons()
        assert DUE in exercised(home, tools)  # they could not read the cases


def test_home_reminds_nobody_else_of_the_exercise(
    house: TrainingVault, seated: Sat, qtbot: Any, hands_on: Any
) -> None:
    backed_up(house, house.folder / "backups")
    with seated(SOCIAL_WORKER) as tools:
        home = BoardScreen(tools, HomePlace())
        qtbot.addWidget(home)
        home.show()

        assert DUE not in hands_on(home).buttons()
        assert home.minimumSizeHint().width() < ROOM


@pytest.fixture
def window(
    around: Surroundings, house: TrainingVault, sticks: Sticks, qtbot: Any
) -> Iterator[MainWindow]:
    rooms = Rooms(around)
    window = MainWindow(around.entrance, around.prompts, lambda: rooms, house.folder)
    qtbot.addWidget(window)
    window.show()
    yield window
    window.lock()


def sit(window: MainWindow, house: TrainingVault, trainee: Trainee) -> Workspace:
    keys = house.entrance.unlock(
        house.folder, house.person(trainee), trainee.passphrase
    )
    window.sit_down(keys)
    assert isinstance(window.workspace, Workspace)
    return window.workspace


def test_while_one_works_a_stick_that_is_put_in_is_noticed_once(
    window: MainWindow, house: TrainingVault, sticks: Sticks, stick: Path, hands_on: Any
) -> None:
    workspace = sit(window, house, DIRECTOR)
    office = workspace.tools.sitting.safekeeping
    office.remember_stick(stick)
    told = "La clé des sauvegardes est branchée."

    def after_a_while() -> bool:
        for _ in range(5):
            workspace.tick()
        return told in hands_on(workspace).texts()

    before = after_a_while()
    sticks.plug_in(stick)
    there = after_a_while()
    workspace.go_to(SafekeepingPlace())
    on_the_page = after_a_while()
    workspace.go_to(HomePlace())

    assert (before, there, on_the_page, after_a_while()) == (False, True, False, False)


def test_a_stick_is_asked_for_although_there_is_a_backup_on_this_computer(
    window: MainWindow, house: TrainingVault, sticks: Sticks, stick: Path, hands_on: Any
) -> None:
    workspace = sit(window, house, DIRECTOR)
    office = workspace.tools.sitting.safekeeping
    folder = office.remember_stick(stick)
    office.back_up(office.local, unheard)
    told = "La clé des sauvegardes est branchée."

    def after_a_while(workspace: Workspace) -> None:
        for _ in range(5):
            workspace.tick()

    def put_in() -> bool:
        sticks.pull_out()
        after_a_while(workspace)
        sticks.plug_in(stick)
        after_a_while(workspace)
        return told in hands_on(workspace).texts()

    asked = put_in()
    office.back_up(folder, unheard)

    assert (asked, put_in()) == (True, False)


def test_the_unlock_page_says_how_old_the_last_backup_is(
    around: Surroundings, house: TrainingVault, qtbot: Any, jobs: Jobs, clock: Any
) -> None:
    backed_up(house, house.folder / "backups")
    threshold = house.entrance.look(house.folder)
    assert threshold.backup_at is not None
    later = threshold.backup_at.at + timedelta(days=2)

    page = UnlockPage(
        lambda *_: pytest.fail("nobody unlocks"), threshold, jobs, now=lambda: later
    )
    qtbot.addWidget(page)

    assert page._age.text() == (
        "Dernière sauvegarde vérifiée\u00a0: il y a 2 jours, "
        "sur cet ordinateur seulement"
    )


class Two:
    """Two people in front of the page where a set is restored."""

    def __init__(self, page: RestorePage, house: TrainingVault, hands: Any) -> None:
        self.page, self._house, self.hands = page, house, hands

    def confirm(self, *trainees: Trainee, wrong: int | None = None) -> None:
        for at, trainee in enumerate(trainees):
            self.page.people[at].box.set_value(self._house.person(trainee))
            typed = "autre chose" if at == wrong else trainee.passphrase
            self.page.phrases[at].box.setText(typed)
        self.hands.press(FOR_TWO)


@pytest.fixture
def restoring(
    around: Surroundings, house: TrainingVault, jobs: Jobs, qtbot: Any, hands_on: Any
) -> Callable[[Asked], Two]:
    def of(asked: Asked) -> Two:
        page = Rooms(around).restoring(jobs, asked, lambda _: None, lambda: None)
        qtbot.addWidget(page)
        page.resize(1150, 740)
        page.show()
        return Two(page, house, hands_on(page))

    return of


@pytest.fixture
def board(house: TrainingVault) -> Trainee:
    """A second person who may, by their own passphrase."""
    with house.sitting(DIRECTOR) as sitting:
        new = sitting.add_person(BOARD.label, BOARD.role)
        sitting.enrol(new, BOARD.role, ())
    with house.sitting(replace(BOARD, passphrase=new.passphrase)) as sitting:
        sitting.change_passphrase(new.passphrase, BOARD.passphrase)
    return BOARD


def test_two_people_put_a_backup_in_the_place_of_the_vault(
    house: TrainingVault,
    restoring: Any,
    stick: Path,
    qtbot: Any,
    board: Trainee,
    tray: Any,
) -> None:
    made = backed_up(house, stick)
    with house.sitting(EDUCATOR) as sitting:
        training.record(sitting, WALKED, house.clock())
    two = restoring(Asked(made, house.folder))
    before = "\n".join(two.hands.texts())

    two.confirm(DIRECTOR, board)
    qtbot.waitUntil(lambda: "&Ouvrir le coffre" in two.hands.buttons())

    assert "lignes du journal seraient perdues" in before
    after = "\n".join(two.hands.texts())
    assert "Le coffre est restauré." in after
    (kept,) = house.folder.parent.glob("avant-restauration-*")
    assert str(kept) in after
    with house.sitting(EDUCATOR) as sitting:
        assert sitting.desk.reads.my_receipts() == ()
    two.hands.press(PRINT)
    qtbot.waitUntil(lambda: len(tray.printed) == 1)
    view = two.page.findChild(RestoredView)
    assert view is not None
    facts = dict(view.certificate.certificate.facts)
    assert facts["Confirmé par"] in (board.label, DIRECTOR.label)


def test_on_a_new_machine_a_stick_gives_a_vault_back(
    house: TrainingVault,
    restoring: Any,
    stick: Path,
    qtbot: Any,
    board: Trainee,
    prompts: Any,
) -> None:
    backed_up(house, stick / "casedesk-ours")
    two = restoring(Asked())
    prompts.folder = stick
    two.hands.press("Choisir la clé ou le dossier…")
    prompts.folder = stick.parent / "ailleurs"
    prompts.folder.mkdir()
    two.hands.press("Choisir un autre emplacement…")

    two.confirm(DIRECTOR, board)
    qtbot.waitUntil(lambda: "&Ouvrir le coffre" in two.hands.buttons())
    with qtbot.waitSignal(two.page.opened) as opened:
        two.hands.press("Ouvrir le coffre")

    (folder,) = opened.args
    assert folder.parent == prompts.folder
    look = house.entrance.look
    assert look(folder).people == look(house.folder).people


def test_a_vault_in_trouble_finds_its_own_backups_the_newest_first(
    house: TrainingVault,
    restoring: Any,
    sticks: Sticks,
    stick: Path,
    clock: Any,
    seated: Sat,
) -> None:
    sticks.plug_in(stick)
    beside = backed_up(house, house.folder / "backups")
    clock.pass_(days=1)
    with seated(DIRECTOR) as tools:
        office = tools.sitting.safekeeping
        newest = office.back_up(office.remember_stick(stick), unheard).set.folder
    (house.folder / "vault.json").write_bytes(b"{")

    page = restoring(Asked(live=house.folder)).page

    assert offered(page._sets.box) == [str(newest), str(beside)]
    assert page._sets.box.value() == str(newest)
    assert offered(page.people[0].box)


def offered(box: Any) -> list[str]:
    return [each for at in range(box.count()) if (each := box.itemData(at))]


def test_a_vault_in_trouble_without_any_backup_says_where_to_look(
    house: TrainingVault, restoring: Any, sticks: Sticks
) -> None:
    page = restoring(Asked(live=house.folder)).page

    assert "ni sur une clé branchée" in page.notice()


def test_choosing_the_vault_or_where_it_lies_finds_the_backups_in_it(
    house: TrainingVault, restoring: Any, prompts: Any
) -> None:
    made = backed_up(house, house.folder / "backups")
    for chosen in (house.folder, house.folder.parent):
        two = restoring(Asked())
        prompts.folder = chosen
        two.hands.press("Choisir la clé ou le dossier…")

        assert two.page._sets.box.value() == str(made)


def test_a_backup_opened_for_a_vault_is_restored_and_stays_where_it_is(
    house: TrainingVault,
    restoring: Any,
    stick: Path,
    qtbot: Any,
    board: Trainee,
    prompts: Any,
) -> None:
    """As the page leads to that says it is no vault."""
    made = backed_up(house, stick / "casedesk-ours")
    two = restoring(Asked(live=made))
    prompts.folder = stick.parent / "ailleurs"
    prompts.folder.mkdir()
    two.hands.press("Choisir un autre emplacement…")

    two.confirm(DIRECTOR, board)
    qtbot.waitUntil(lambda: "&Ouvrir le coffre" in two.hands.buttons())

    assert sets_in(stick / "casedesk-ours") == [made]
    (new,) = prompts.folder.iterdir()
    assert house.entrance.look(new).people


def test_a_wrong_passphrase_is_told_beside_whose_it_is(
    house: TrainingVault, restoring: Any, stick: Path, qtbot: Any, board: Trainee
) -> None:
    two = restoring(Asked(backed_up(house, stick), house.folder))

    two.confirm(DIRECTOR, board, wrong=1)
    qtbot.waitUntil(lambda: bool(two.page.phrases[1].complaint()))

    assert two.page.phrases[0].complaint() == ""
    assert two.page.phrases[0].box.text() == ""
    assert list(house.folder.parent.glob("*restaure*")) == []


def test_one_person_alone_restores_nothing(
    house: TrainingVault, restoring: Any, stick: Path, qtbot: Any
) -> None:
    two = restoring(Asked(backed_up(house, stick), house.folder))

    two.confirm(DIRECTOR, DIRECTOR)
    qtbot.waitUntil(lambda: not two.page.is_at_work)

    assert two.page.notice()
    assert two.page.findChild(RestoredView) is None


def test_what_is_missing_is_said_before_anything_is_tried(
    house: TrainingVault, restoring: Any
) -> None:
    two = restoring(Asked())

    two.hands.press(FOR_TWO)

    for field in (*two.page.people, *two.page.phrases):
        assert field.complaint()


def test_the_restore_page_can_be_used_by_keyboard_and_by_ear(
    house: TrainingVault, restoring: Any, stick: Path
) -> None:
    two = restoring(Asked(backed_up(house, stick), house.folder))

    assert two.hands.unreachable() == []


def test_while_nobody_could_confirm_a_restoring_the_page_says_so(
    house: TrainingVault, seated: Sat, opened: Any, hands: Any, request: Any
) -> None:
    told = "personne ne peut encore être la deuxième"
    with seated(DIRECTOR) as tools:
        assert told in hands(opened(tools)).says()

    request.getfixturevalue("board")

    with seated(DIRECTOR) as tools:
        assert told not in hands(opened(tools)).says()


def test_restoring_from_the_page_locks_the_vault_first(
    window: MainWindow, house: TrainingVault, stick: Path
) -> None:
    made = backed_up(house, stick)
    workspace = sit(window, house, DIRECTOR)
    workspace.go_to(SafekeepingPlace())
    assert workspace.shown is not None

    workspace.shown.restoring.emit(made)

    assert window.workspace is None
    assert isinstance(window.page, RestorePage)


def test_the_start_page_offers_to_restore(
    window: MainWindow, qtbot: Any, hands_on: Any
) -> None:
    window.doorway.show_start()
    assert isinstance(window.page, StartPage)

    hands_on(window.page).press("Restaurer une sauvegarde…")

    assert isinstance(window.page, RestorePage)
