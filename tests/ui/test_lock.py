"""Walking away: the window locks by itself, keeps what was typed, leaves nothing."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import pairwise
from pathlib import Path
from threading import Event
from time import perf_counter
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, Qt, QTimer
from PySide6.QtGui import QAccessible, QClipboard, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QTextEdit,
    QWidget,
)

from casedesk.app import training
from casedesk.app.entrance import VaultEntrance
from casedesk.app.session import VaultSitting
from casedesk.app.training_texts import (
    DIRECTOR,
    EDUCATOR,
    SOCIAL_WORKER,
    WALKED,
    Trainee,
)
from casedesk.circuit.attachment import AttachmentKind
from casedesk.circuit.commands.attachments import AddAttachment
from casedesk.circuit.commands.furnishing import FurnishDesk
from casedesk.circuit.errors import Trouble
from casedesk.circuit.longwork import unheard
from casedesk.circuit.people import PersonId
from casedesk.ui.home.screen import EducatorHome
from casedesk.ui.jobs import Jobs
from casedesk.ui.lock.clipboard import ClipboardKeeper
from casedesk.ui.lock.machine import Machine
from casedesk.ui.lock.watch import minutes
from casedesk.ui.main_window import MainWindow
from casedesk.ui.navigation import ConcernPlace, PeoplePlace
from casedesk.ui.rooms import Rooms
from casedesk.ui.screen import Screen
from casedesk.ui.screens import SCREENS
from casedesk.ui.unlock.unlock_page import UnlockPage
from casedesk.ui.unlock.veil import Veil
from casedesk.ui.widgets import clipboard
from casedesk.ui.widgets.text import LineEdit, LongText, PassphraseEdit
from casedesk.ui.workspace import Surroundings, Tools, Workspace
from casedesk.vault import kdf

MARK = "Zineb Marqueur"
NOTICE = "Verrouillage dans 60 s. Une touche suffit pour continuer."


class Writing(Screen):
    """Stands in for a screen with something typed in it."""

    full = False  # the disk

    def __init__(self, tools: Tools, place: object) -> None:
        super().__init__(tools)
        self.saved = 0
        self.box = LineEdit(self)

    def title(self) -> str:
        return "Écrire"

    def leave(self) -> None:
        if self.full:
            raise DiskFull
        self.saved += 1


class DiskFull(Trouble):
    """Stands in for what the store says of a full disk."""

    code = "no_printer"  # any code that has a sentence


class Ears:
    """An `AwayListener` that a test speaks to."""

    gone: Callable[[], None] = staticmethod(lambda: None)

    def start(self, gone: Callable[[], None]) -> None:
        self.gone = gone

    def stop(self) -> None:
        self.gone = lambda: None


@dataclass
class Begun:
    """A `Restart` that only writes down what it was asked for."""

    asked: list[tuple[Path, PersonId | None]] = field(default_factory=list)
    works: bool = True

    def __call__(self, vault: Path, arriving: PersonId | None) -> bool:
        self.asked.append((vault, arriving))
        return self.works


@dataclass
class Room:
    """A window on the training vault, and what a test does to it."""

    window: MainWindow
    entrance: VaultEntrance
    vault: Path
    clock: Any
    ears: Ears
    restart: Begun

    def sit(self, trainee: Trainee) -> Workspace:
        unlocked = self.entrance.unlock(
            self.vault, self.person(trainee), trainee.passphrase
        )
        self.window.sit_down(unlocked)
        sat = self.window.workspace
        assert isinstance(sat, Workspace)
        return sat

    def person(self, trainee: Trainee) -> PersonId:
        people = {label: who for who, label in self.entrance.look(self.vault).people}
        return people[trainee.label]

    def passes(self, **parts: float) -> None:
        """Time goes by, and the window looks at the clock once."""
        self.clock.pass_(**parts)
        self.window._watch.tick()

    def key(self) -> None:
        """A key that does nothing, as the machine delivers it."""
        handle = self.window.windowHandle()
        assert handle is not None
        QTest.keyClick(handle, Qt.Key.Key_Shift)

    @property
    def is_locked(self) -> bool:
        return self.window.workspace is None and isinstance(
            self.window.page, UnlockPage
        )

    def says(self) -> list[str]:
        labels = self.window.findChildren(QLabel)
        return [each.text() for each in labels if each.isVisible() and each.text()]


@pytest.fixture
def room(
    around: Surroundings, entrance: VaultEntrance, vault: Path, clock: Any, qtbot: Any
) -> Iterator[Room]:
    ears, restart = Ears(), Begun()
    rooms = Rooms(around, {**SCREENS, ConcernPlace: Writing})
    machine = Machine(clock, ears, restart)
    window = MainWindow(entrance, around.prompts, lambda: rooms, vault, machine)
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
    yield Room(window, entrance, vault, clock, ears, restart)
    Writing.full = False
    window.lock()


def writing(room: Room) -> Writing:
    workspace = room.window.workspace
    assert isinstance(workspace, Workspace)
    workspace.go_to(ConcernPlace())
    shown = workspace.shown
    assert isinstance(shown, Writing)
    return shown


def test_L01_five_minutes_without_a_touch_lock_and_a_minute_before_it_is_said(
    room: Room,
) -> None:
    room.sit(EDUCATOR)

    room.passes(minutes=3, seconds=58)
    before = room.says()
    room.passes(seconds=2)
    warned, still_there = room.says(), room.window.workspace
    room.passes(seconds=60)

    assert NOTICE not in before
    assert NOTICE in warned
    assert still_there is not None
    assert room.is_locked
    assert NOTICE not in room.says()


def test_L01_any_key_takes_the_warning_back(room: Room) -> None:
    room.sit(EDUCATOR)
    room.passes(minutes=4, seconds=30)

    room.key()
    said = room.says()
    room.passes(minutes=3)

    assert not any("Verrouillage" in each for each in said)
    assert room.window.workspace is not None


def test_L01_the_vault_says_how_long_nobody_may_touch_anything(room: Room) -> None:
    desk = room.sit(DIRECTOR).tools.desk
    desk.do(FurnishDesk({"idle_minutes": "12"}, (), (), ()))
    room.window.lock()
    room.sit(EDUCATOR)

    room.passes(minutes=11)
    kept = room.window.workspace
    room.passes(minutes=1)

    assert kept is not None
    assert room.is_locked


def test_L01_a_director_chooses_how_long(room: Room, hands_on: Any) -> None:
    workspace = room.sit(DIRECTOR)
    workspace.go_to(PeoplePlace())
    chosen = hands_on(workspace.shown).box("Sans activité, verrouiller après")
    usual = chosen.value()

    chosen.set_value("2")
    chosen.chosen.emit()

    assert usual == "5"
    assert workspace.tools.desk.reads.setting("idle_minutes") == "2"
    assert workspace.idle_minutes == 2


@pytest.mark.parametrize(
    ("setting", "expected"),
    [("", 5), ("1", 1), ("15", 15), ("0", 1), ("90", 15), ("-3", 5), ("²", 5)],
)
def test_L01_a_setting_stays_between_one_and_fifteen_minutes(
    setting: str, expected: int
) -> None:
    assert minutes(setting) == expected


def test_L01_a_clock_set_back_gains_no_time(room: Room) -> None:
    room.sit(EDUCATOR)
    room.clock.pass_(days=-1)

    for _ in range(5 * 60 - 1):
        room.window._watch.tick()
    kept = room.window.workspace
    room.window._watch.tick()

    assert kept is not None
    assert room.is_locked


def test_L01_a_window_put_away_for_a_minute_locks(room: Room) -> None:
    room.sit(EDUCATOR)

    room.window.showMinimized()
    room.passes(seconds=59)
    kept = room.window.workspace
    room.passes(seconds=1)
    room.window.showNormal()

    assert kept is not None
    assert room.is_locked


def test_L02_a_machine_that_slept_is_locked_at_the_first_tick(room: Room) -> None:
    room.sit(EDUCATOR)

    room.passes(hours=9)

    assert room.is_locked


def test_L02_the_first_key_after_sleep_locks_and_does_nothing_else(
    room: Room, qtbot: Any
) -> None:
    room.sit(EDUCATOR)
    box, typed = writing(room).box, []
    box.textChanged.connect(typed.append)
    box.setFocus()
    QTest.keyClick(room.window.windowHandle(), Qt.Key.Key_A)
    room.clock.pass_(hours=9)

    QTest.keyClick(room.window.windowHandle(), Qt.Key.Key_B)

    qtbot.waitUntil(lambda: room.is_locked)
    assert typed == ["a"]


def test_L03_what_the_machine_tells_locks_at_once(room: Room) -> None:
    room.sit(EDUCATOR)

    room.ears.gone()

    assert room.is_locked


def test_L03_what_the_machine_tells_disturbs_nobody_who_has_not_unlocked(
    room: Room, hands_on: Any
) -> None:
    hands_on(room.window.page).press("Ouvrir un autre coffre")
    page = room.window.page

    room.ears.gone()

    assert room.window.page is page


def test_L04_the_veil_comes_at_once_and_shows_nothing(room: Room, qtbot: Any) -> None:
    room.sit(EDUCATOR)
    box = writing(room).box
    box.setText(MARK)
    box.resize(400, 40)
    workspace = room.window.workspace
    assert workspace is not None
    seen = room.window.grab().toImage()

    took = []
    for _ in range(5):  # the quickest counts: the others measure the machine's load
        began = perf_counter()
        qtbot.keyClick(room.window, Qt.Key.Key_F12)
        took.append(perf_counter() - began)
        veiled = room.window.grab().toImage()
        qtbot.keyClick(room.window.page, Qt.Key.Key_Return)
    box.setText("")
    qtbot.keyClick(room.window, Qt.Key.Key_F12)
    blank = room.window.grab().toImage()

    assert isinstance(room.window.page, Veil)
    assert not workspace.isVisible()
    assert veiled == blank
    assert veiled != seen
    assert min(took) < 0.1


def test_L05_a_lock_asks_nothing_and_saves_what_is_typed(room: Room) -> None:
    room.sit(EDUCATOR)
    screen = writing(room)

    room.passes(minutes=6)

    assert room.is_locked
    assert screen.saved == 1


def test_L05_what_cannot_be_saved_is_veiled_and_tried_again(room: Room) -> None:
    room.sit(EDUCATOR)
    writing(room)
    Writing.full = True

    room.passes(minutes=6)
    veiled, kept, said = room.window.page, room.window.workspace, room.says()
    Writing.full = False
    for _ in range(5):
        room.passes(seconds=1)

    assert isinstance(veiled, Veil)
    assert kept is not None
    assert any("recommencer" in each for each in said)
    assert room.is_locked


def test_L05_whoever_comes_back_may_go_on_with_what_could_not_be_saved(
    room: Room, qtbot: Any
) -> None:
    workspace = room.sit(EDUCATOR)
    writing(room)
    Writing.full = True

    room.passes(minutes=6)
    room.key()
    qtbot.keyClick(room.window.page, Qt.Key.Key_Return)
    back = room.window.page
    for _ in range(10):
        room.passes(seconds=1)

    assert back is workspace
    assert room.window.page is workspace


@pytest.fixture
def copied(qtbot: Any) -> Iterator[QClipboard]:
    board = QGuiApplication.clipboard()
    board.clear()
    yield board
    board.clear()


def test_L06_what_we_copied_is_gone_after_the_lock(
    room: Room, copied: QClipboard, qtbot: Any
) -> None:
    room.sit(EDUCATOR)
    box = writing(room).box
    box.setText(MARK)
    box.selectAll()
    qtbot.keyClick(box, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    there = copied.text()

    room.window.lock()

    assert there == MARK
    assert copied.text() == ""


def test_L06_what_another_program_copied_stays(room: Room, copied: QClipboard) -> None:
    room.sit(EDUCATOR)
    clipboard.put(MARK)
    foreign = QMimeData()
    foreign.setText("d'ailleurs")
    copied.setMimeData(foreign)

    room.window.lock()

    assert copied.text() == "d'ailleurs"


def test_L06_a_copy_is_taken_back_after_a_while(
    copied: QClipboard, qtbot: Any, qapp: Any
) -> None:
    keeper = ClipboardKeeper(qapp, kept=1)

    clipboard.put(MARK)

    qtbot.waitUntil(lambda: copied.text() == "")
    keeper.deleteLater()


def test_L06_a_copy_is_plain_and_kept_out_of_every_history(
    copied: QClipboard, qtbot: Any
) -> None:
    text = LongText()
    qtbot.addWidget(text)
    text.setPlainText(MARK)
    text.selectAll()
    qtbot.keyClick(text, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)

    formats = copied.mimeData().formats()

    assert copied.text() == MARK
    assert "text/html" not in formats
    assert any("ExcludeClipboardContentFromMonitorProcessing" in it for it in formats)


@pytest.mark.parametrize("key", [Qt.Key.Key_C, Qt.Key.Key_X])
def test_L06_nothing_is_copied_of_what_names_somebody(
    key: Qt.Key, copied: QClipboard, qtbot: Any
) -> None:
    name = LineEdit()
    qtbot.addWidget(name)
    name.is_identity = True
    name.setText(MARK)
    name.selectAll()

    qtbot.keyClick(name, key, Qt.KeyboardModifier.ControlModifier)

    assert copied.text() == ""
    assert name.text() == MARK


def test_L06_the_menu_copies_as_the_keys_do(copied: QClipboard, qtbot: Any) -> None:
    box = LineEdit()
    qtbot.addWidget(box)
    box.setText(MARK)
    box.selectAll()

    entries = {each.objectName(): each for each in box.menu().actions()}
    entries["edit-copy"].trigger()
    ours, text = clipboard.is_ours(), copied.text()
    entries["edit-cut"].trigger()

    assert ours
    assert text == MARK
    assert box.text() == ""


def test_L06_the_menu_of_a_name_offers_no_copy(qtbot: Any) -> None:
    name = LineEdit()
    qtbot.addWidget(name)
    name.is_identity = True
    name.setText(MARK)
    name.selectAll()

    offered = {it.objectName() for it in name.menu().actions() if it.isEnabled()}

    assert "edit-delete" in offered
    assert not offered & {"edit-copy", "edit-cut"}


def held_text(widget: QWidget) -> str:
    """Whatever a widget or its model could show, or tell who listens."""
    told = [widget.toolTip(), widget.accessibleName(), widget.accessibleDescription()]
    told.append(widget.windowTitle())
    match widget:
        case QLabel() | QLineEdit():
            told.append(widget.text())
        case QTextEdit():
            told.append(widget.toPlainText())
        case QComboBox():
            told += [widget.itemText(at) for at in range(widget.count())]
        case QAbstractItemView() if widget.model() is not None:
            model = widget.model()
            told += [
                str(model.index(row, column).data())
                for row in range(model.rowCount())
                for column in range(model.columnCount())
            ]
    return " ".join(told)


def test_L07_no_widget_keeps_anything_after_the_lock(room: Room, qtbot: Any) -> None:
    room.sit(SOCIAL_WORKER)
    screen = writing(room)
    screen.box.setText(MARK)
    label, text = QLabel(MARK, screen), QTextEdit(MARK, screen)
    label.setToolTip(MARK)

    def holding() -> list[QWidget]:
        return [each for each in QApplication.allWidgets() if MARK in held_text(each)]

    before = holding()
    room.window.lock()

    assert {screen.box, label, text} <= set(before)
    qtbot.waitUntil(lambda: holding() == [])


@pytest.mark.skipif(
    sys.platform != "win32",
    reason="L08: only Windows can be asked to keep a window out of screenshots",
)
def test_L08_no_window_can_be_photographed(room: Room) -> None:
    import ctypes

    from casedesk.app import away

    application = QApplication.instance()
    assert application is not None
    away.hide_from_capture(application)
    dialog = QWidget()
    dialog.show()
    affinity = ctypes.c_uint(0)
    windll: Any = ctypes.windll  # type: ignore[attr-defined]
    windll.user32.GetWindowDisplayAffinity(int(dialog.winId()), ctypes.byref(affinity))

    assert affinity.value in (0x11, 0x1)


def test_L09_a_lock_waits_behind_the_veil_for_the_job_that_runs(
    room: Room, qtbot: Any
) -> None:
    workspace = room.sit(EDUCATOR)
    screen, goes_on, results = writing(room), Event(), []
    workspace.tools.jobs.run(
        lambda: goes_on.wait(30), results.append, pytest.fail, owner=workspace
    )

    room.window.lock()
    veiled, saved = room.window.page, screen.saved
    qtbot.keyClick(room.window.page, Qt.Key.Key_Return)
    still_veiled, keys = room.window.page, room.window.workspace
    goes_on.set()

    qtbot.waitUntil(lambda: room.is_locked)
    assert isinstance(veiled, Veil)
    assert still_veiled is veiled
    assert saved == 1
    assert keys is workspace
    assert results == [True]


def test_L09_the_program_is_left_when_the_job_has_ended(room: Room, qtbot: Any) -> None:
    workspace, goes_on = room.sit(EDUCATOR), Event()
    workspace.tools.jobs.run(lambda: goes_on.wait(30), lambda _: None, pytest.fail)

    closed = room.window.close()
    veiled = room.window.page
    goes_on.set()

    assert not closed
    assert isinstance(veiled, Veil)
    qtbot.waitUntil(lambda: not room.window.isVisible())


@pytest.mark.parametrize("key", [Qt.Key.Key_C, Qt.Key.Key_X])
def test_L10_nothing_of_a_passphrase_leaves_its_box(
    key: Qt.Key, copied: QClipboard, qtbot: Any
) -> None:
    box = PassphraseEdit()
    qtbot.addWidget(box)
    box.setText("orage velours pirogue")
    box.selectAll()

    qtbot.keyClick(box, key, Qt.KeyboardModifier.ControlModifier)

    heard = QAccessible.queryAccessibleInterface(box)
    assert copied.text() == ""
    assert "velours" not in heard.text(QAccessible.Text.Value)
    assert "velours" not in box.displayText()
    assert not box.dragEnabled()
    assert not box.isUndoAvailable() or key is Qt.Key.Key_X


def test_half_an_hour_after_the_lock_the_process_begins_again(room: Room) -> None:
    room.sit(EDUCATOR)
    room.window.lock()

    room.passes(minutes=29)
    before = list(room.restart.asked)
    room.passes(minutes=1)

    assert before == []
    assert room.restart.asked == [(room.vault, None)]
    assert not room.window.isVisible()


def test_nobody_is_interrupted_while_they_type_their_passphrase(
    room: Room, hands_on: Any
) -> None:
    room.sit(EDUCATOR)
    room.window.lock()
    hands_on(room.window.page).type("Phrase de passe", "orage")
    room.passes(minutes=29, seconds=30)
    room.key()

    room.passes(seconds=45)
    typing = list(room.restart.asked)
    room.passes(seconds=30)

    assert typing == []
    assert room.restart.asked == [(room.vault, None)]  # left half typed


def test_a_page_on_the_way_in_that_nobody_touches_goes_with_the_process_too(
    room: Room,
) -> None:
    room.sit(EDUCATOR)
    room.window.lock()
    room.window.doorway.show_start()

    room.passes(minutes=29)
    before = list(room.restart.asked)
    room.passes(minutes=2)

    assert before == []
    assert room.restart.asked == [(room.vault, None)]


def test_whoever_comes_back_by_sheets_does_so_in_a_process_of_their_own(
    room: Room, hands_on: Any
) -> None:
    room.sit(EDUCATOR)
    room.window.lock()

    hands_on(room.window.page).press("Phrase de passe oubliée")

    assert room.restart.asked == [(room.vault, None)]
    assert not room.window.isVisible()


def test_L04_the_veil_reaches_over_a_question_and_over_the_way_in(
    room: Room, hands_on: Any, qtbot: Any
) -> None:
    question = QDialog(room.window)
    room.sit(EDUCATOR)
    question.open()
    question.activateWindow()
    handle = question.windowHandle()
    assert handle is not None
    qtbot.waitUntil(lambda: QGuiApplication.focusWindow() is handle)

    QTest.keyClick(handle, Qt.Key.Key_F12)
    qtbot.waitUntil(lambda: not question.isVisible())

    assert isinstance(room.window.page, Veil)
    room.window.lock()
    room.window.doorway.show_wizard()
    wizard = room.window.page
    with qtbot.waitActive(room.window):
        room.window.activateWindow()
    qtbot.keyClick(room.window, Qt.Key.Key_F12)
    covered = room.window.page
    qtbot.keyClick(room.window, Qt.Key.Key_F12)
    qtbot.keyClick(room.window.page, Qt.Key.Key_Escape)
    assert isinstance(covered, Veil)
    assert room.window.page is wizard


def test_another_person_unlocks_in_a_process_of_their_own(
    room: Room, hands_on: Any
) -> None:
    room.sit(EDUCATOR)
    room.window.lock()
    hands = hands_on(room.window.page)

    hands.box("Qui êtes-vous ?").set_value(room.person(DIRECTOR))
    hands.box("Phrase de passe").setFocus()

    assert room.restart.asked == [(room.vault, room.person(DIRECTOR))]
    assert not room.window.isVisible()


def test_the_same_person_comes_back_in_the_same_process(
    room: Room, hands_on: Any, qtbot: Any
) -> None:
    room.sit(EDUCATOR)
    room.window.lock()
    hands = hands_on(room.window.page)

    hands.box("Qui êtes-vous ?").set_value(room.person(EDUCATOR))
    hands.type("Phrase de passe", EDUCATOR.passphrase)
    hands.press("Ouvrir")
    qtbot.waitUntil(lambda: room.window.workspace is not None)

    workspace = room.window.workspace
    assert isinstance(workspace, Workspace)
    assert isinstance(workspace.shown, EducatorHome)
    assert room.restart.asked == []


def test_where_no_other_process_can_be_begun_people_still_change(
    room: Room, hands_on: Any, qtbot: Any
) -> None:
    room.restart.works = False
    room.sit(EDUCATOR)
    room.window.lock()
    hands = hands_on(room.window.page)

    hands.box("Qui êtes-vous ?").set_value(room.person(DIRECTOR))
    hands.type("Phrase de passe", DIRECTOR.passphrase)
    hands.press("Ouvrir")

    qtbot.waitUntil(lambda: room.window.workspace is not None)


def test_a_lock_leads_to_everybody_and_says_nothing_of_who_was_there(
    room: Room, hands_on: Any, qtbot: Any
) -> None:
    room.sit(EDUCATOR)

    qtbot.keyClick(room.window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)

    who = hands_on(room.window.page).box("Qui êtes-vous ?")
    assert who.value() == ""
    assert who.count() == 4


def test_whoever_arrives_in_a_new_process_is_chosen_already(
    room: Room, hands_on: Any
) -> None:
    room.window.expect(room.person(DIRECTOR))

    who = hands_on(room.window.page).box("Qui êtes-vous ?")
    assert who.value() == room.person(DIRECTOR)
    assert room.restart.asked == []


def test_whoever_was_removed_meanwhile_is_locked_out_with_a_sentence(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    room.sit(EDUCATOR)
    writing(room)
    Writing.full = True
    monkeypatch.setattr(VaultSitting, "ended", property(lambda _: True))

    room.passes(seconds=1)

    assert room.is_locked
    assert any("plus dans ce coffre" in each for each in room.says())


def test_after_wrong_phrases_the_page_counts_down_and_lets_one_type(
    room: Room, hands_on: Any, qtbot: Any
) -> None:
    hands = hands_on(room.window.page)
    hands.box("Qui êtes-vous ?").set_value(room.person(EDUCATOR))
    page = room.window.page
    assert isinstance(page, UnlockPage)

    def try_another() -> None:
        hands.box("Phrase de passe").setText("une autre phrase que la sienne")
        hands.press("Ouvrir")
        qtbot.waitUntil(lambda: not page._progress.is_running())

    for _ in range(3):
        try_another()
    first = room.says()
    room.clock.pass_(seconds=2)
    page._count_down()
    try_another()
    waits = room.says()
    typed = hands.box("Phrase de passe").isEnabled()
    room.clock.pass_(seconds=4)
    page._count_down()

    assert "Nouvel essai possible dans 2 s." in first
    assert "Nouvel essai possible dans 4 s." in waits
    assert typed
    assert not any("Nouvel essai" in each for each in room.says())
    hands.type("Phrase de passe", EDUCATOR.passphrase)
    hands.press("Ouvrir")
    qtbot.waitUntil(lambda: room.window.workspace is not None)


def test_H02_the_window_does_not_stand_still_while_keys_are_derived(
    jobs: Jobs, qtbot: Any
) -> None:
    """The longest pause between ticks of 5 ms, in one run with and without the work."""
    idle = longest_pause(jobs, qtbot, lambda: Event().wait(0.5))
    busy = longest_pause(jobs, qtbot, derive_a_key)

    assert busy < max(0.1, 5 * idle)


@pytest.mark.parametrize("what", ["a backup", "a verification"])
def test_H02_nor_while_a_backup_is_made_or_every_journal_is_read(
    room: Room, jobs: Jobs, qtbot: Any, tmp_path: Path, what: str
) -> None:
    """Of a vault with thirty megabytes in it."""
    sitting = room.sit(DIRECTOR).tools.sitting
    training.record(sitting, WALKED, room.clock())
    sitting.catch_up()
    case_id = training.newest_case(sitting, room.clock())
    training.take(sitting, case_id)
    for letter in (b"x", b"y", b"z"):
        note = AddAttachment(case_id, "x", AttachmentKind.TEXT, letter * 10_000_000)
        sitting.desk.do(note)

    def work() -> object:
        if what == "a backup":
            return sitting.safekeeping.back_up(tmp_path / "clé", unheard)
        return sitting.verify(unheard, known={}, thorough=True)

    idle = longest_pause(jobs, qtbot, lambda: Event().wait(0.5))
    busy = longest_pause(jobs, qtbot, work)

    assert busy < max(0.1, 5 * idle)


def derive_a_key() -> None:
    parameters = kdf.KdfParameters.fresh(kdf.DEFAULT_COST)
    with kdf.derived(b"une phrase pour la mesure", parameters):
        pass


def longest_pause(jobs: Jobs, qtbot: Any, work: Callable[[], object]) -> float:
    ticks = [perf_counter()]
    timer = QTimer()
    timer.setTimerType(Qt.TimerType.PreciseTimer)
    timer.timeout.connect(lambda: ticks.append(perf_counter()))
    timer.start(5)
    with qtbot.waitSignal(jobs.idle, timeout=60_000):
        jobs.run(work, lambda _: None, pytest.fail)
    timer.stop()
    return max(b - a for a, b in pairwise(ticks))


def test_M03_no_window_is_called_after_anybody(room: Room) -> None:
    room.sit(DIRECTOR)

    titles = {each.windowTitle() for each in QApplication.topLevelWidgets()}

    assert titles <= {"", "casedesk"}


def test_the_watch_begins_anew_with_each_sitting(room: Room) -> None:
    room.sit(EDUCATOR)
    room.passes(minutes=4)
    room.window.lock()
    room.clock.pass_(minutes=4)
    room.sit(EDUCATOR)

    room.passes(minutes=2)

    assert room.window.workspace is not None
    assert room.window._watch._left() == timedelta(minutes=3)
