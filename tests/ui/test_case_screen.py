"""The page of one case."""

from __future__ import annotations

import importlib
import pkgutil
import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtPdf import QPdfDocument
from PySide6.QtWidgets import QPushButton, QWidget

from casedesk.app.training_texts import ADDRESSEES
from casedesk.circuit import commands
from casedesk.circuit.changes import Home
from casedesk.circuit.codes import CodeBook
from casedesk.circuit.command import Command
from casedesk.circuit.commands.cases import GoUrgent
from casedesk.circuit.commands.sheets import SaveSheet
from casedesk.circuit.errors import NotFound
from casedesk.circuit.journal import AnchorState
from casedesk.circuit.numbers import typed_anchor
from casedesk.circuit.paper_language import PaperLanguage
from casedesk.circuit.people import PersonId, Role
from casedesk.circuit.queries import Happening
from casedesk.circuit.referral import CopyState
from casedesk.circuit.sheet import SheetCode
from casedesk.circuit.stages import Stage
from casedesk.ui.casefile.answers import Teller
from casedesk.ui.casefile.chronology import WORDS, told
from casedesk.ui.cases.screen import CaseScreen
from casedesk.ui.navigation import AssessPlace, CasePlace, ReferPlace
from casedesk.ui.printing import page_count

DIRECTOR, WORKER = Role.DIRECTOR, Role.SOCIAL_WORKER
# No line of their own in the life of a case:
UNSEEN = {
    "TellApart",  # of two cases: each shows it among its links
    "DoubtAgain",
    "ViewCase",
    "PreviewSheet",
    "NoteAttachmentView",
    "ViewAuthors",
    "SetAside",
    "PackCase",
    "NoteSearch",  # of no case in particular
    "GiveKey",  # of a circle
    "NoteMembers",
}


def button(page: QWidget, text: str) -> QPushButton:
    found = [
        each
        for each in page.findChildren(QPushButton)
        if each.text() == text and each.isVisibleTo(page)
    ]
    assert len(found) == 1
    return found[0]


@pytest.fixture
def read(hands_on: Any) -> Any:
    """Everything that can be read on a page."""
    return lambda page: "\n".join(hands_on(page).texts())


@pytest.fixture
def open_case(tools: Any, qtbot: Any) -> Any:
    """The page of a case, shown."""

    def of(role: Role, case_id: Any) -> CaseScreen:
        screen = CaseScreen(tools(role), CasePlace(case_id))
        qtbot.addWidget(screen)
        screen.resize(1150, 700)
        screen.show()
        return screen

    return of


def test_opening_a_case_is_noted_in_the_journal(
    association: Any, open_case: Any
) -> None:
    case_id = association.logged_case()

    open_case(WORKER, case_id)

    rows = association.case_store().db.rows(
        "SELECT actor FROM journal WHERE action = 'ViewCase' AND subject = ?",
        (case_id,),
    )
    assert [row["actor"] for row in rows] == [association.people[WORKER]]


def test_a_case_of_somebody_else_does_not_open(association: Any, tools: Any) -> None:
    case_id = association.logged_case()
    association.director.do(
        GoUrgent(case_id, (association.director.reads.organisations()[0].id,))
    )

    with pytest.raises(NotFound):
        CaseScreen(tools(WORKER), CasePlace(case_id))


def test_the_page_tells_child_stage_owner_and_what_happened(
    association: Any, open_case: Any, read: Any
) -> None:
    case_id = association.case_to_decide()

    page = open_case(DIRECTOR, case_id)

    told = read(page)
    assert "Salma Benali" in told
    assert "سلمى بنعلي" in told
    assert "En attente de décision · responsable : Assistante sociale" in told
    assert "Inquiétude transmise (Éducatrice)" in told
    assert "Évaluation signée, danger 3 ; soumise à décision" in told
    assert "« ما بغيتش نرجع للدار. »" in told
    assert "l'évaluation" not in page.title()


def test_taking_in_charge_is_one_click(
    association: Any, open_case: Any, hands_on: Any, read: Any
) -> None:
    case_id = association.logged_case()
    page = open_case(WORKER, case_id)

    hands_on(page).press("Prendre en charge")

    case = association.opened(case_id).case
    assert (case.stage, case.owner) == (Stage.ASSESSING, association.people[WORKER])
    assert "responsable : Assistante sociale" in read(page)
    assert "l'évaluation du danger, signée (F-B)" in read(page)


def test_a_step_leads_to_its_screen(
    association: Any, open_case: Any, hands_on: Any, visited: Any
) -> None:
    case_id = association.case_in_charge()

    hands_on(open_case(WORKER, case_id)).press("Évaluer le danger")

    assert visited == [AssessPlace(case_id)]


def test_what_cannot_be_done_is_grey_and_says_why(
    association: Any, open_case: Any, read: Any
) -> None:
    case_id = association.case_to_decide()

    page = open_case(WORKER, case_id)

    assert not button(page, "Décider").isEnabled()
    assert "Décider : revient à une autre personne de l'équipe." in read(page)


def test_no_way_back_is_shown_while_a_service_may_still_answer(
    association: Any, open_case: Any, read: Any
) -> None:
    page = open_case(WORKER, association.case_being_referred())

    buttons = [each.text() for each in page.findChildren(QPushButton)]
    assert "Revenir à la décision" not in buttons
    assert not button(page, "Saisir une réponse").isEnabled()
    assert "aucune fiche n'est encore envoyée" in read(page)


def test_each_referral_leads_to_its_sheet(
    association: Any, open_case: Any, visited: Any, qtbot: Any
) -> None:
    case_id = association.case_being_referred()
    page = open_case(WORKER, case_id)
    first = association.opened(case_id).referrals[0]

    ways = [
        each
        for each in page.findChildren(QPushButton)
        if each.text() == "Préparer la fiche"
    ]
    ways[0].click()

    assert len(ways) == len(ADDRESSEES)
    assert visited == [ReferPlace(case_id, first.id)]


def test_after_the_urgent_path_the_assessment_is_still_asked_for(
    association: Any, open_case: Any
) -> None:
    case_id = association.logged_case()
    association.worker.do(
        GoUrgent(case_id, (association.worker.reads.organisations()[0].id,))
    )

    assert button(open_case(WORKER, case_id), "Évaluer le danger").isEnabled()


def test_another_sheet_can_be_read_in_its_place(
    association: Any, open_case: Any, read: Any
) -> None:
    page = open_case(DIRECTOR, association.case_being_referred())
    assert "Une marque bleue" in read(page)

    reads = [each for each in page.findChildren(QPushButton) if each.text() == "Lire"]
    decision = next(
        each for each in reads if "Décision" in each.accessibleDescription()
    )
    decision.click()

    assert "L'enfant doit être à l'abri dès demain." in read(page)
    assert "Une marque bleue" not in read(page)
    organisation = association.opened(page._case_id, DIRECTOR).referrals[0]
    assert f"\n{organisation.name_fr}" in read(page)


def test_a_signed_sheet_is_printed_from_the_page(
    association: Any,
    open_case: Any,
    hands_on: Any,
    tray: Any,
    jobs: Any,
    qtbot: Any,
) -> None:
    case_id = association.case_in_charge()
    page = open_case(WORKER, case_id)
    hands_on(page).press("Imprimer")  # of the only sheet
    page._print._present.click()

    with qtbot.waitSignal(jobs.idle):
        page._print._button.click()

    (copy,) = association.opened(case_id).copies
    assert copy.state is CopyState.PRINTED
    assert len(tray.printed) == 1
    assert copy.language == "fr"
    copies = "Copie 1, imprimée le 2 mars, 12\u00a0h\u00a000 · \u2068français\u2069"
    assert copies in hands_on(page).texts()


def test_a_sheet_is_printed_in_both_languages_and_the_next_copy_offers_them(
    association: Any,
    open_case: Any,
    hands_on: Any,
    tray: Any,
    jobs: Any,
    qtbot: Any,
) -> None:
    case_id = association.case_in_charge()
    page = open_case(WORKER, case_id)
    hands_on(page).press("Imprimer")
    assert page._print.language() is PaperLanguage.FRENCH, "as sheets of the house are"

    page._print._language.button("both").click()
    page._print._present.click()
    with qtbot.waitSignal(jobs.idle):
        page._print._button.click()

    (copy,) = association.opened(case_id).copies
    assert copy.language == "both"
    assert any("les deux" in each for each in hands_on(page).texts())
    again = open_case(WORKER, case_id)
    hands_on(again).press("Imprimer")
    assert again._print.language() is PaperLanguage.BOTH


def test_U05_a_sheet_that_is_not_in_hand_is_noted_and_stays_in_red(
    association: Any, open_case: Any, hands_on: Any, jobs: Any, qtbot: Any
) -> None:
    case_id = association.case_in_charge()
    page = open_case(WORKER, case_id)
    hands = hands_on(page)
    hands.press("Imprimer")
    page._print._present.click()
    with qtbot.waitSignal(jobs.idle):
        page._print._button.click()
    (copy,) = association.opened(case_id).copies
    assert "Combien de feuilles avez-vous en main ?" in hands.texts()

    hands.press("0")

    store = association.case_store()
    (entry,) = store.db.rows("SELECT * FROM journal ORDER BY seq DESC LIMIT 1")
    (short,) = association.opened(case_id).miscounts
    assert (entry["action"], entry["subject"]) == ("CountSheets", case_id)
    assert (short.id, short.in_hand, short.is_open) == (copy.id, 0, True)
    red = f"Copie 1 de la fiche F-A : 0 feuille en main sur {short.expected}."
    assert red in hands.texts()
    again = open_case(DIRECTOR, case_id)
    assert red in hands_on(again).texts()
    told = association.opened(case_id).chronology[-1]
    assert told.action == "CountSheets"

    hands.press(str(short.expected))

    (found,) = association.opened(case_id).miscounts
    assert not found.is_open
    assert red not in hands.texts()
    assert "Combien de feuilles avez-vous en main ?" not in hands.texts()


def test_U01_two_copies_bear_two_numbers_and_codes_that_the_journal_knows(
    association: Any, open_case: Any, hands_on: Any, jobs: Any, qtbot: Any
) -> None:
    page = open_case(WORKER, association.case_in_charge())
    hands_on(page).press("Imprimer")
    codes = []
    for number in (1, 2):
        page._print._present.click()
        with qtbot.waitSignal(jobs.idle):
            page._print._button.click()
        text = text_of(page._print._tools.tray.printed[-1][0])
        assert re.search(rf"Exemplaire\D*{number}\b", text)
        codes.append(typed_anchor(re.search(r"J \d{6} · [\dA-Z*~$=-]+", text)[0]))

    answers = [association.worker.reads.anchor(code) for code in codes]
    assert {each.state for each in answers} == {AnchorState.PRESENT}
    assert {each.line.action for each in answers} == {"PreparePrint"}
    assert answers[0].line.sequence < answers[1].line.sequence


def text_of(pdf: bytes) -> str:
    buffer = QBuffer()
    buffer.setData(pdf)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document = QPdfDocument()
    document.load(buffer)
    pages = range(document.pageCount())
    return "\n".join(document.getAllText(each).text() for each in pages)


def test_U05_sheets_that_are_all_in_hand_leave_no_line_of_their_own(
    association: Any, open_case: Any, hands_on: Any, jobs: Any, qtbot: Any
) -> None:
    case_id = association.case_in_charge()
    page = open_case(WORKER, case_id)
    hands = hands_on(page)
    hands.press("Imprimer")
    page._print._present.click()
    with qtbot.waitSignal(jobs.idle):
        page._print._button.click()
    head = association.case_store().head()
    expected = page_count(page._print._tools.tray.printed[0][0])

    hands.press(str(expected))

    assert association.case_store().head() == head
    assert association.opened(case_id).miscounts == ()
    assert "Combien de feuilles avez-vous en main ?" not in hands.texts()


def test_everything_can_be_reached_without_a_mouse(
    association: Any, open_case: Any, hands_on: Any
) -> None:
    page = open_case(DIRECTOR, association.case_being_referred())

    assert hands_on(page).unreachable() == []


def test_a_long_silence_is_seen(association: Any, tools: Any) -> None:
    case_id = association.logged_case()
    now = association.clock.pass_(days=23)
    page = association.opened(case_id)

    lines = told(page.chronology, Teller.of(tools(WORKER)), now)

    assert lines[-1].is_silence
    assert lines[-1].what == "— 23 jours sans contact —"


def test_a_sheet_saved_again_and_again_is_one_line(
    association: Any, tools: Any
) -> None:
    case_id = association.case_in_charge()
    for reason in ("Des", "Des coups", "Des coups répétés"):
        association.worker.do(
            SaveSheet(case_id, SheetCode.ASSESSMENT, {"danger_reason": reason})
        )
    page = association.opened(case_id)

    lines = told(page.chronology, Teller.of(tools(WORKER)), association.clock())

    assert [each.what for each in lines].count("Fiche F-B en cours d'écriture") == 1


def test_every_command_on_a_case_has_its_words() -> None:
    for found in pkgutil.iter_modules(commands.__path__):
        importlib.import_module(f"{commands.__name__}.{found.name}")
    classes: list[type[Any]] = [Command]
    for each in classes:
        classes += each.__subclasses__()
    on_cases = {
        each.action or each.__name__
        for each in classes
        if getattr(each, "home", None) is Home.CASES
        and each.__module__.startswith(commands.__name__)
    }

    assert set(WORDS) == on_cases - UNSEEN


@pytest.mark.parametrize("action", sorted(WORDS))
def test_a_line_whose_records_were_erased_can_still_be_told(action: str) -> None:
    at = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
    bare = Happening(1, at, PersonId("gone"), action)

    (line,) = told([bare], Teller(CodeBook(()), {}), at + timedelta(days=1))

    assert line.what
