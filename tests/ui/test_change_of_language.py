"""Another language while one works: where one is and what one has typed stay."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QLocale, Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget

from casedesk import i18n
from casedesk.app.entrance import VaultEntrance
from casedesk.app.training_texts import (
    DIRECTOR,
    EDUCATOR,
    SOCIAL_WORKER,
    TECHNICIAN,
    Trainee,
)
from casedesk.circuit.changes import Home
from casedesk.circuit.codes import Language
from casedesk.circuit.commands.concerns import BeginDraft
from casedesk.circuit.journal import JournalFilter
from casedesk.circuit.queries import CaseList
from casedesk.circuit.stages import Stage, Step
from casedesk.i18n import _
from casedesk.i18n.spoken import offered, own_name
from casedesk.ui import carrying
from casedesk.ui.language import change_to
from casedesk.ui.main_window import MainWindow
from casedesk.ui.navigation import (
    CasePlace,
    ChasePlace,
    ConcernPlace,
    DecidePlace,
    DirectoryPlace,
    FollowUpPlace,
    HelpPlace,
    HomePlace,
    OrganisationPlace,
    PassphrasePlace,
    PeoplePlace,
    Place,
    ReferPlace,
    SearchPlace,
    SettingsPlace,
    StepPlace,
)
from casedesk.ui.rooms import Rooms
from casedesk.ui.screen import Screen
from casedesk.ui.unlock.unlock_page import UnlockPage
from casedesk.ui.workspace import Surroundings, Workspace
from tests.ui.conftest import A_MONTH_LATER

ARABIC, FRENCH = Language.ARABIC, Language.FRENCH
ROUND = (*(each for each in offered() if each is not FRENCH), FRENCH)
"""Through every language there is, and back."""


@pytest.fixture
def vault(worked_in: Path, tmp_path: Path, clock: Any) -> Path:
    clock.at = A_MONTH_LATER
    return Path(shutil.copytree(worked_in, tmp_path / worked_in.name))


@pytest.fixture
def window(around: Surroundings, vault: Path, qtbot: Any) -> Iterator[MainWindow]:
    rooms = Rooms(around)
    window = MainWindow(around.entrance, around.prompts, lambda: rooms, vault)
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
    yield window
    window.lock()
    change_to(FRENCH)


class Sitting:
    """Somebody at the window, who goes to places and types."""

    def __init__(
        self, window: MainWindow, entrance: VaultEntrance, vault: Path, qtbot: Any
    ) -> None:
        self.window, self._entrance, self._vault = window, entrance, vault
        self._qtbot = qtbot

    def down(self, trainee: Trainee) -> Workspace:
        people = {label: who for who, label in self._entrance.look(self._vault).people}
        with i18n.speaking(FRENCH):  # in which the vault was made
            who = people[trainee.label]
        keys = self._entrance.unlock(self._vault, who, trainee.passphrase)
        self.window.sit_down(keys)
        return self.workspace

    @property
    def workspace(self) -> Workspace:
        workspace = self.window.workspace
        assert isinstance(workspace, Workspace)
        return workspace

    @property
    def screen(self) -> Any:
        assert self.workspace.shown is not None
        return self.workspace.shown

    def go(self, place: Place) -> Any:
        self.workspace.go_to(place)
        settled()
        return self.screen

    def case_at(self, stage: Stage) -> Any:
        desk = self.workspace.tools.desk
        now = self.workspace.tools.clock()
        rows = desk.reads.cases(CaseList.ALL, now, None, 100)
        return next(row.id for row in rows if row.stage is stage)

    def type(self, box: QWidget, text: str) -> None:
        """Letters beyond ASCII are put in, QTest has no keys for them."""
        box.setFocus()
        if text.isascii():
            self._qtbot.keyClicks(box, text)
        else:
            box.insert(text) if isinstance(box, QLineEdit) else box.insertPlainText(
                text
            )

    def speak(self, language: Language) -> None:
        self.window.speak(language)
        settled()

    def stays_through_all(self) -> None:
        """Whatever is on the page is there in every language, and in the end."""
        before = seen(self.screen)
        kind = type(self.screen)
        for language in ROUND:
            self.speak(language)
            assert i18n.current() is language, told(self.window)
            assert type(self.screen) is kind
            assert seen(self.screen).states == before.states
            assert seen(self.screen).focus == before.focus
            assert seen(self.screen).cursor == before.cursor
        assert seen(self.screen) == before


def settled() -> None:
    """What was replaced is gone, and everything is in its place."""
    for event in (QEvent.Type.DeferredDelete, QEvent.Type.LayoutRequest):
        QCoreApplication.sendPostedEvents(None, event.value)


def seen(page: QWidget) -> carrying.Parcel:
    return carrying.pack(page)


def told(window: MainWindow) -> list[str]:
    labels = window.findChildren(QLabel)
    return [each.text() for each in labels if each.isVisible() and each.text()]


@pytest.fixture
def sitting(
    window: MainWindow, entrance: VaultEntrance, vault: Path, qtbot: Any
) -> Sitting:
    return Sitting(window, entrance, vault, qtbot)


def test_the_door_offers_each_language_by_its_own_name(
    window: MainWindow, hands_on: Any
) -> None:
    hands = hands_on(window.page)

    for each in offered():
        assert any(text.startswith(own_name(each)) for text in hands.buttons())
    assert "العربية" in hands.buttons()


def test_another_language_at_the_door_keeps_who_one_is_and_what_is_typed(
    window: MainWindow, hands_on: Any, qtbot: Any
) -> None:
    hands = hands_on(window.page)
    hands.box("Qui êtes-vous ?").setCurrentText(EDUCATOR.label)
    hands.box("Phrase de passe").setFocus()
    qtbot.keyClicks(hands.box("Phrase de passe"), "abeille col")

    hands.press("العربية")

    assert isinstance(window.page, UnlockPage)
    assert QApplication.layoutDirection() is Qt.LayoutDirection.RightToLeft
    boxes = window.page.findChildren(QLineEdit)
    assert [each.text() for each in boxes if each.isVisible()] == ["abeille col"]
    assert QApplication.focusWidget() in boxes


def test_the_door_speaks_what_was_spoken_last_on_this_machine(
    window: MainWindow, entrance: VaultEntrance
) -> None:
    window.speak(ARABIC)

    assert entrance.language() == "ar"


def test_each_goes_on_in_their_own_language_after_somebody_else(
    sitting: Sitting, window: MainWindow
) -> None:
    sitting.down(EDUCATOR)
    sitting.speak(ARABIC)
    window.lock()
    sitting.down(SOCIAL_WORKER)
    sitting.speak(FRENCH)
    window.lock()

    sitting.down(EDUCATOR)
    first = i18n.current()
    window.lock()
    sitting.down(SOCIAL_WORKER)

    assert (first, i18n.current()) == (ARABIC, FRENCH)
    assert QApplication.layoutDirection() is Qt.LayoutDirection.LeftToRight


def test_a_language_chosen_at_the_door_becomes_that_of_whoever_unlocks(
    sitting: Sitting, window: MainWindow
) -> None:
    sitting.down(EDUCATOR)
    sitting.speak(FRENCH)
    window.lock()
    window.speak(ARABIC)

    language = sitting.down(EDUCATOR).language

    assert (i18n.current(), language) == (ARABIC, ARABIC)


def test_what_one_speaks_shows_nowhere_in_the_desk(sitting: Sitting) -> None:
    workspace = sitting.down(EDUCATOR)
    before = workspace.tools.desk.reads.my_drafts()

    sitting.speak(ARABIC)

    assert workspace.tools.desk.reads.my_drafts() == before
    assert workspace.tools.desk.reads.unread(workspace.tools.clock()) == ()


def test_a_key_goes_on_to_the_next_language(sitting: Sitting, qtbot: Any) -> None:
    sitting.down(EDUCATOR)

    for _language in offered():
        qtbot.keyClick(sitting.screen, Qt.Key.Key_F9)
        settled()

    assert i18n.current() is FRENCH


def test_under_the_veil_nothing_is_made_anew(sitting: Sitting) -> None:
    sitting.down(EDUCATOR)
    screen = sitting.screen
    sitting.window.veil()

    sitting.speak(ARABIC)

    assert i18n.current() is FRENCH
    assert sitting.screen is screen


def test_a_language_of_the_menu_leaves_the_keyboard_where_it_was(
    sitting: Sitting,
) -> None:
    sitting.down(DIRECTOR)
    screen = sitting.go(OrganisationPlace())
    sitting.type(screen.form.fields["name_fr"].box, "Centre")
    names = sitting.workspace.side.languages.actions()
    arabic = next(each for each in names if each.text() == "العربية")

    arabic.trigger()
    settled()

    box = sitting.screen.form.fields["name_fr"].box
    assert QApplication.focusWidget() is box
    assert (box.text(), box.cursorPosition()) == ("Centre", 6)


def test_the_navigation_and_the_shortcuts_are_there_in_the_other_language(
    sitting: Sitting, qtbot: Any
) -> None:
    workspace = sitting.down(DIRECTOR)
    sitting.go(PeoplePlace())
    before = workspace.side.places
    sitting.speak(ARABIC)

    qtbot.keyClick(sitting.screen, Qt.Key.Key_Escape)

    assert workspace.side.places == before
    assert workspace.side.x() > workspace.width() / 2


def test_a_concern_half_filled_goes_through_every_language(sitting: Sitting) -> None:
    sitting.down(EDUCATOR)
    screen = sitting.go(ConcernPlace())
    screen.gates.danger.button("no").click()
    screen.gates.member.button("no").click()
    form = screen.form
    sitting.type(form.question("where_now").editor.box, "Chez sa tante")
    form.question("entry").editor.box.button("DOUTE").click()
    form.question("actions").editor.more.click()
    sitting.type(form.question("given_arabic").editor.box, "سلمى")
    sitting.type(form.question("physical_signs").editor.box, "Une marque bleue")
    box = form.question("physical_signs").editor.box
    cursor = box.textCursor()
    cursor.setPosition(4)
    cursor.setPosition(10, cursor.MoveMode.KeepAnchor)
    box.setTextCursor(cursor)
    drafts = sitting.workspace.tools.desk.reads.my_drafts

    sitting.stays_through_all()

    assert sitting.screen.form.content()["given_arabic"] == "سلمى"
    assert len(drafts()) == 1


def test_an_answer_at_the_gate_is_there_and_begins_nothing(sitting: Sitting) -> None:
    sitting.down(EDUCATOR)
    screen = sitting.go(ConcernPlace())
    screen.gates.danger.button("yes").click()
    screen.gates.emergency.called.emit("CALLED_POLICE", "Police")

    sitting.stays_through_all()

    assert sitting.screen.gates.danger.value() == "yes"
    assert len(sitting.screen.gates.emergency.notes()) == 1
    assert sitting.workspace.tools.desk.reads.my_drafts() == ()


def test_the_number_of_a_concern_just_sent_stays_on_the_page(sitting: Sitting) -> None:
    workspace = sitting.down(EDUCATOR)
    draft = workspace.tools.desk.do(BeginDraft("no", "no"))
    screen = sitting.go(ConcernPlace(draft))
    screen._show_sent("R-7F3K", draft)

    for language in ROUND:
        sitting.speak(language)
        assert any("R-7F3K" in each for each in told(sitting.window))

    assert i18n.current() is FRENCH
    assert [each.id for each in workspace.tools.desk.reads.my_drafts()] == [draft]


def test_a_decision_being_written_goes_through_every_language(sitting: Sitting) -> None:
    sitting.down(DIRECTOR)
    screen = sitting.go(DecidePlace(sitting.case_at(Stage.DECISION)))
    form = screen.form.form
    form.question("decision").editor.box.button("REFER").click()
    sitting.type(form.question("reason").editor.box, "L'enfant doit être à l'abri")

    sitting.stays_through_all()


def test_a_case_beside_the_list_is_there_with_its_decision(sitting: Sitting) -> None:
    sitting.down(DIRECTOR)
    board = sitting.screen
    case = sitting.case_at(Stage.DECISION)
    row = board.model.index_of(case)
    board.table.setCurrentIndex(row)
    board.table.clicked.emit(row)
    reason = board.panel.decision.form.question("reason").editor.box
    sitting.type(reason, "Plus aucun contact")
    cases = sitting.workspace.tools.desk.reads

    sitting.stays_through_all()

    assert sitting.screen.panel.case_id == case
    page = cases.case_page(case)
    assert [each.content["reason"] for each in page.sheets if not each.signed_at] == [
        "Plus aucun contact"
    ]


def test_a_liaison_sheet_being_written_goes_through_every_language(
    sitting: Sitting,
) -> None:
    workspace = sitting.down(DIRECTOR)
    case = sitting.case_at(Stage.ORIENTING)
    workspace.go_to(CasePlace(case))
    referral = workspace.tools.desk.reads.case_page(case).referrals[0].id
    screen = sitting.go(ReferPlace(case, referral))
    asked = next(iter(screen.part.form.findChildren(QLineEdit)))
    sitting.type(asked, "Complément")

    sitting.stays_through_all()


def test_a_follow_up_with_rows_goes_through_every_language(sitting: Sitting) -> None:
    sitting.down(DIRECTOR)
    screen = sitting.go(FollowUpPlace(sitting.case_at(Stage.ORIENTING)))
    plan = screen.form.question("plan").editor
    plan.more.click()
    plan.more.click()
    box = plan.findChildren(QLineEdit)[-1]
    sitting.type(box, "Revoir la grand-mère")

    sitting.stays_through_all()


@pytest.mark.parametrize("step", [Step.KEEP_WATCH, Step.SUSPEND])
def test_the_reason_of_a_step_goes_through_every_language(
    sitting: Sitting, step: Step
) -> None:
    sitting.down(DIRECTOR)
    screen = sitting.go(StepPlace(sitting.case_at(Stage.DECISION), step))
    boxes = [each for each in screen.form.boxes.values() if callable(each[1])]
    reason = screen.findChildren(QWidget)
    text = next(each for each in reason if hasattr(each, "set_text"))
    sitting.type(text, "La famille a demandé du temps")

    sitting.stays_through_all()

    assert boxes


def test_an_entry_of_the_directory_goes_through_every_language(
    sitting: Sitting,
) -> None:
    sitting.down(DIRECTOR)
    screen = sitting.go(OrganisationPlace())
    fields = screen.form.fields
    sitting.type(fields["name_fr"].box, "Centre d'écoute")
    sitting.type(fields["name_ar"].box, "مركز الاستماع")
    sitting.type(fields["phone"].box, "0537000000")
    fields["on_call"].box.button("yes").click()
    screen.checked.setCurrentIndex(1)

    sitting.stays_through_all()

    assert sitting.screen.form.fields["name_ar"].box.text() == "مركز الاستماع"


def test_the_part_of_the_settings_and_what_is_added_there_stay(
    sitting: Sitting,
) -> None:
    sitting.down(DIRECTOR)
    screen = sitting.go(SettingsPlace())
    screen.which.button("lists").click()
    settled()
    sitting.type(screen.part.findChildren(QLineEdit)[0], "Cantine")

    sitting.stays_through_all()

    assert sitting.screen.which.value() == "lists"


def test_what_is_looked_for_in_the_directory_and_the_entry_found_stay(
    sitting: Sitting,
) -> None:
    sitting.down(SOCIAL_WORKER)
    screen = sitting.go(DirectoryPlace("sal-cape"))
    sitting.type(screen.filters.findChildren(QLineEdit)[0], "CAPE")

    sitting.stays_through_all()

    assert sitting.screen.entry is not None


def test_a_search_goes_on_and_counts_as_one(sitting: Sitting) -> None:
    workspace = sitting.down(DIRECTOR)
    screen = sitting.go(SearchPlace())
    sitting.type(screen.box, "benali")
    found = [each.case_id for each in screen._named.rows]

    sitting.stays_through_all()

    assert [each.case_id for each in sitting.screen._named.rows] == found
    assert found
    sitting.go(HelpPlace())
    lines = workspace.tools.desk.reads.journal(JournalFilter(Home.CASES), None, 100)
    assert [each.action for each in lines].count("NoteSearch") == 1


def test_a_form_opened_on_the_page_of_a_case_stays_open(sitting: Sitting) -> None:
    sitting.down(DIRECTOR)
    screen = sitting.go(CasePlace(sitting.case_at(Stage.ORIENTING)))
    screen._task.open()
    sitting.type(screen._task.what, "Rappeler l'école")
    screen._task.assignee.setCurrentIndex(1)

    sitting.stays_through_all()


def test_a_form_that_keeps_nothing_by_itself_is_carried_over(sitting: Sitting) -> None:
    sitting.down(DIRECTOR)
    screen = sitting.go(PeoplePlace())
    sitting.type(screen._label.box, "Psychologue")
    screen._role.box.button("social_worker").click()

    sitting.stays_through_all()


def test_a_passphrase_half_typed_and_the_words_drawn_for_it_stay(
    sitting: Sitting,
) -> None:
    sitting.down(EDUCATOR)
    screen = sitting.go(PassphrasePlace())
    drawn = screen.form.carried()
    sitting.type(screen.form.findChildren(QLineEdit)[1], "abeille colline")

    sitting.stays_through_all()

    assert sitting.screen.form.carried() == drawn


def test_the_card_one_is_at_on_the_board_of_referrals_stays(sitting: Sitting) -> None:
    sitting.down(SOCIAL_WORKER)
    screen = sitting.go(ChasePlace(board=True))
    column = next(each for each in screen.board.columns if each.count())
    column.setFocus()
    column.setCurrentRow(column.count() - 1)
    chosen = screen.board.chosen().id

    sitting.stays_through_all()

    assert sitting.screen.board.chosen().id == chosen


def test_the_sheet_being_sent_stays_with_what_is_typed_about_it(
    sitting: Sitting,
) -> None:
    sitting.down(SOCIAL_WORKER)
    screen = sitting.go(ChasePlace())
    waiting = sitting.workspace.tools.desk.reads.waiting_referrals(A_MONTH_LATER)
    last = [each.id for each in waiting if each.id != screen.calls.at][-1]
    screen.calls.choose(last)
    sitting.type(screen.calls.card.reason, "Le service a ferme")

    sitting.stays_through_all()

    assert sitting.screen.calls.at == last
    assert sitting.screen.calls.card.reason.value() == "Le service a ferme"


def test_what_one_does_about_an_unread_concern_stays(
    sitting: Sitting, clock: Any
) -> None:
    clock.pass_(days=3)
    sitting.down(SOCIAL_WORKER)
    screen = sitting.go(HomePlace())
    card = list(screen.cards.values())[-1]
    sitting.type(card.told.box, "La famille est appelee")

    sitting.stays_through_all()

    kept = [each.told.box.value() for each in sitting.screen.cards.values()]
    assert kept.count("La famille est appelee") == 1


def test_one_reads_on_where_one_was(sitting: Sitting) -> None:
    sitting.down(DIRECTOR)
    screen = sitting.go(CasePlace(sitting.case_at(Stage.ORIENTING)))
    bar = screen._scroll.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    value = bar.value()

    for language in ROUND:
        sitting.speak(language)

    assert value > 0
    assert abs(sitting.screen._scroll.verticalScrollBar().value() - value) <= 2


def test_what_cannot_be_taken_over_keeps_the_language_and_everything_typed(
    sitting: Sitting,
) -> None:
    sitting.down(DIRECTOR)
    screen = sitting.go(PeoplePlace())
    sitting.type(screen._label.box, "Psychologue")
    screen.phrases.show()  # words somebody has not noted yet

    sitting.speak(ARABIC)

    assert i18n.current() is FRENCH
    assert QApplication.layoutDirection() is Qt.LayoutDirection.LeftToRight
    assert QLocale().name() == "fr_MA"
    assert sitting.screen is screen
    assert screen._label.box.text() == "Psychologue"
    assert any("une autre langue" in each for each in told(sitting.window))


def test_a_page_that_does_not_hold_the_same_is_given_up(
    sitting: Sitting, monkeypatch: pytest.MonkeyPatch
) -> None:
    sitting.down(DIRECTOR)
    screen = sitting.go(PeoplePlace())
    sitting.type(screen._label.box, "Psychologue")
    monkeypatch.setattr(carrying, "fill_in", lambda part, state: None)

    sitting.speak(ARABIC)

    assert i18n.current() is FRENCH
    assert sitting.screen is screen
    assert screen._label.box.text() == "Psychologue"
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    pages = [each for each in QApplication.allWidgets() if isinstance(each, Screen)]
    assert pages == [screen]


def test_whoever_has_no_keys_can_work_in_arabic_too(
    sitting: Sitting, window: MainWindow, house: Any
) -> None:
    people = {label: who for who, label in house.entrance.look(house.folder).people}
    who = people[TECHNICIAN.label]
    window.sit_down(house.entrance.unlock(house.folder, who, TECHNICIAN.passphrase))
    seat: Any = window.workspace

    window.speak(ARABIC)

    assert i18n.current() is ARABIC
    assert window.page is seat
    assert seat.page.now.text() == _("Sauvegarder maintenant")
    assert seat.page.now.text() != "Sauvegarder maintenant"
