"""The day: what is late, today and this week; its sheet, and an agenda elsewhere."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtPdf import QPdfDocument

from casedesk.circuit.calendar import CalendarOff
from casedesk.circuit.commands.cases import TakeInCharge
from casedesk.circuit.commands.directory import SaveOrganisation
from casedesk.circuit.commands.settling import (
    AllowCalendar,
    CallOffLeave,
    SetLeave,
)
from casedesk.circuit.dates import local
from casedesk.circuit.finding import Shown
from casedesk.circuit.people import Role
from casedesk.circuit.referral import Answer
from casedesk.ui.navigation import (
    AnswerPlace,
    CasePlace,
    CasesPlace,
    DirectoryPlace,
    FollowUpPlace,
    TodayPlace,
)
from casedesk.ui.today.screen import TodayScreen
from tests.circuit.conftest import Referring

DIRECTOR, WORKER = Role.DIRECTOR, Role.SOCIAL_WORKER
CHILD = ("Salma", "Benali", "سلمى", "بنعلي", "Tabriquet", "grand-mère")


@pytest.fixture
def today(tools: Any, qtbot: Any) -> Any:
    def of(role: Role = WORKER) -> TodayScreen:
        screen = TodayScreen(tools(role), TodayPlace())
        qtbot.addWidget(screen)
        screen.resize(1150, 700)
        screen.show()
        return screen

    return of


def text_of(pdf: bytes) -> str:
    data = QByteArray(pdf)
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document = QPdfDocument()
    document.load(buffer)
    told = "\n".join(
        document.getAllText(page).text() for page in range(document.pageCount())
    )
    document.close()
    return told


def test_each_thing_stands_in_its_part_with_the_way_to_it(
    association: Any, today: Any, hands_on: Any, visited: Any
) -> None:
    case = association.opened(association.case_in_charge()).case
    association.clock.pass_(days=4)
    association.case_in_charge()

    screen = today()
    hands = hands_on(screen)

    assert "En retard  1" in hands.texts()
    assert "Cette semaine  1" in hands.texts()
    assert "Aujourd'hui  0" not in hands.texts()
    assert hands.unreachable() == []
    hands.press(case.number)
    assert visited == [CasePlace(case.id)]


def test_an_empty_day_says_so_and_leads_to_the_cases(
    today: Any, hands_on: Any, visited: Any
) -> None:
    screen = today()

    assert not screen.sheet.isEnabled()
    hands_on(screen).press("Voir les dossiers")
    assert visited == [CasesPlace()]


def test_a_service_to_call_is_named_and_its_answer_is_one_press_away(
    association: Any, today: Any, hands_on: Any, visited: Any
) -> None:
    referring = Referring(association)
    referral = referring.of(association.case_being_referred())
    referring.send(referral)
    association.clock.pass_(days=2)
    hands = hands_on(today())

    assert any(referral.name_fr in each for each in hands.texts())
    hands.press("Noter la réponse")
    assert visited == [AnswerPlace(referral=referral.id)]


def test_the_worst_of_what_is_late_comes_first(association: Any, today: Any) -> None:
    association.case_to_decide("2")
    association.clock.pass_(hours=1)
    association.case_to_decide("4")
    association.clock.pass_(days=3)

    assert [each.danger for each in today(DIRECTOR).day.late] == ["4", "2"]


def test_P_a_day_sheet_has_numbers_and_boxes_and_no_name(
    association: Any, today: Any, hands_on: Any, tray: Any, qtbot: Any
) -> None:
    referring = Referring(association)
    referral = referring.of(association.case_being_referred())
    referring.send(referral)
    association.clock.pass_(days=2)
    screen = today()
    hands = hands_on(screen)

    hands.press("Feuille du jour")
    hands.press("Imprimer la feuille")
    qtbot.waitUntil(lambda: bool(tray.printed))

    told = text_of(tray.printed[0][0])
    for row in screen.day.all:
        assert row.case_number in told
    assert "Appeler" in told
    assert not [name for name in CHILD if name in told]
    (noted, *_) = events(association, "day_sheet")
    assert noted["count"] == len(screen.day.all)


def test_an_agenda_leaves_with_nothing_about_anybody_and_the_journal_knows(
    association: Any, today: Any, hands_on: Any, prompts: Any, tmp_path: Path
) -> None:
    case = association.opened(association.case_in_charge()).case
    prompts.folder = tmp_path
    allowing = today(DIRECTOR)
    hands = hands_on(allowing)
    hands.press("Agenda…")
    hands.press("Permettre à l'équipe")
    hands = hands_on(today())
    hands.press("Agenda…")

    hands.press("Choisir où l'écrire…")

    (file,) = tmp_path.glob("*.ics")
    written = file.read_bytes().decode()
    assert file.name == f"agenda-{local(association.clock()).date()}.ics"
    assert "SUMMARY:casedesk\u00a0: 1 échéance" in written
    assert case.number not in written
    assert case.id not in written
    assert not [name for name in CHILD if name in written]
    assert events(association, "calendar") == [{"count": 1, "numbered": 0}]

    hands.press("Le numéro du dossier")
    hands.press("Choisir où l'écrire…")
    assert f"SUMMARY:{case.number} – échéance" in file.read_bytes().decode()
    assert events(association, "calendar")[-1]["numbered"] == 1


def test_an_agenda_that_cannot_be_written_is_said(
    association: Any, today: Any, hands_on: Any, prompts: Any, tmp_path: Path
) -> None:
    association.case_in_charge()
    association.director.do(AllowCalendar(allowed=True))
    prompts.folder = tmp_path / "gone"
    hands = hands_on(today())
    hands.press("Agenda…")

    hands.press("Choisir où l'écrire…")

    assert not any("Écrit" in each for each in hands.texts())


def test_no_agenda_leaves_before_the_direction_lets_it(
    association: Any, tools: Any, today: Any, hands_on: Any, tmp_path: Path
) -> None:
    association.case_in_charge()
    screen = today()
    hands_on(screen).press("Agenda…")

    assert "Permettre à l'équipe" not in hands_on(screen).buttons()
    with pytest.raises(CalendarOff):
        tools(WORKER).sitting.calendar.save(tmp_path, numbered=False)
    assert not list(tmp_path.glob("*.ics"))


def test_who_is_away_is_said_with_who_stands_in(
    association: Any, today: Any, hands_on: Any
) -> None:
    case_id = association.logged_case()
    association.director.do(TakeInCharge(case_id))
    day = local(association.clock()).date()
    director, worker = association.people[DIRECTOR], association.people[WORKER]
    last = day + timedelta(days=9)
    association.director.do(SetLeave(director, worker, day, last))

    at_directors = hands_on(today(DIRECTOR)).texts()
    at_deputys = hands_on(today(WORKER)).texts()

    def plain(texts: list[str]) -> str:
        return " ".join(texts).replace("\u2068", "").replace("\u2069", "")

    assert "Directrice est en congé jusqu'au" in plain(at_directors)
    assert "Vous remplacez Directrice jusqu'au" in plain(at_deputys)

    association.director.do(CallOffLeave(association.director.reads.leaves()[0].id))
    assert "remplacez" not in plain(hands_on(today(WORKER)).texts())


def test_whoever_stands_in_finds_whose_it_is(
    association: Any, tools: Any, qtbot: Any, hands_on: Any
) -> None:
    case_id = association.logged_case()
    association.director.do(TakeInCharge(case_id))
    day = local(association.clock()).date()
    director, worker = association.people[DIRECTOR], association.people[WORKER]
    association.director.do(SetLeave(director, worker, day, day))
    mine = tools(WORKER)
    desk = mine.desk
    actor = replace(desk.actor, stands_in_for=frozenset({director}))
    desk.actor = desk._reads._actor = actor

    screen = TodayScreen(mine, TodayPlace())
    qtbot.addWidget(screen)

    told = " ".join(hands_on(screen).texts())
    assert "en congé" in told
    assert [each.owner for each in screen.day.all] == [director]


def test_a_review_that_is_due_leads_to_where_it_is_written(
    association: Any, today: Any, hands_on: Any, visited: Any
) -> None:
    case_id = association.case_being_referred()
    referring = Referring(association)
    referring.answer(referring.send(referring.of(case_id)), Answer.ACCEPTED)
    association.clock.pass_(days=95)
    hands = hands_on(today())

    assert any("Bilan du suivi" in each for each in hands.texts())
    hands.press("Faire le bilan")

    assert visited == [FollowUpPlace(case_id, review=True)]


def test_an_entry_of_the_directory_is_to_be_called_when_its_check_is_due(
    association: Any, today: Any, hands_on: Any, visited: Any
) -> None:
    known = association.worker.reads.organisations()[0]
    association.worker.do(SaveOrganisation(known, "PHONE"))
    assert known.name.fr not in hands_on(today()).buttons()

    association.clock.pass_(days=190)
    screen = today()
    hands = hands_on(screen)
    hands.press(known.name.fr)
    hands.press("Voir ce qui est à vérifier")

    assert visited[0].organisation == known.id
    assert visited[1] == DirectoryPlace(shown=Shown.TO_CHECK)
    assert any("jamais été vérifiées" in each for each in hands.texts())


def events(association: Any, what: str) -> list[dict[str, Any]]:
    """The details of what was noted, in order."""

    db = association.sit_as_director().desk_store.db
    rows = db.rows("SELECT detail FROM events WHERE what = ? ORDER BY rowid", (what,))
    return [json.loads(row["detail"]) for row in rows]
