"""The journal page: lines, one of them in full, codes off paper, a verification."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtPdf import QPdfDocument
from PySide6.QtWidgets import QWidget

from casedesk.circuit import commands
from casedesk.circuit.changes import Home
from casedesk.circuit.codes import PAPER, Language
from casedesk.circuit.command import Command
from casedesk.circuit.commands.cases import TakeInCharge, ViewCase
from casedesk.circuit.errors import CompartmentClosed
from casedesk.circuit.journal import NOTABLE, JournalFilter, JournalLine, Problem
from casedesk.circuit.numbers import anchor
from casedesk.circuit.people import PersonId, Role
from casedesk.i18n.journal import act, finding
from casedesk.ui.casefile.paper_preview import PaperPreview
from casedesk.ui.cases.screen import CaseScreen
from casedesk.ui.journal.screen import JournalScreen
from casedesk.ui.journal.table_model import CASE, WHAT, WHO, JournalModel
from casedesk.ui.navigation import CasePlace, JournalPlace
from casedesk.ui.widgets.print_certificate import PrintCertificate
from casedesk.ui.workspace import Tools

DIRECTOR, WORKER, EDUCATOR = Role.DIRECTOR, Role.SOCIAL_WORKER, Role.EDUCATOR


@pytest.fixture
def open_journal(tools: Callable[[Role], Tools], qtbot: Any) -> Any:
    """The page as somebody sees it."""

    def of(role: Role, place: JournalPlace | None = None) -> JournalScreen:
        screen = JournalScreen(tools(role), place or JournalPlace())
        qtbot.addWidget(screen)
        screen.resize(1150, 740)
        screen.show()
        return screen

    return of


def rows(screen: JournalScreen, column: int) -> list[str]:
    model = screen.model
    return [model.index(row, column).data() for row in range(model.rowCount())]


def code_of(association: Any, back: int = 0) -> str:
    store = association.case_store()
    sequence = store.head().sequence - back
    row = store.db.row("SELECT hash FROM journal WHERE seq = ?", (sequence,))
    return anchor(sequence, row["hash"])


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


def test_the_latest_line_comes_first_with_who_and_what(
    association: Any, open_journal: Any
) -> None:
    case_id = association.logged_case()
    association.worker.do(TakeInCharge(case_id))

    screen = open_journal(DIRECTOR)

    assert rows(screen, WHAT) == ["Dossier pris en charge", "Pli reçu"]
    assert rows(screen, WHO) == ["Assistante sociale", "Directrice"]
    assert set(rows(screen, CASE)) == {association.opened(case_id).case.number}


def test_the_list_is_a_proper_model(
    association: Any, tools: Any, qtmodeltester: Any
) -> None:
    association.case_in_charge()
    model = JournalModel(tools(DIRECTOR))
    model.show_lines(JournalFilter())

    qtmodeltester.check(model)


def test_a_long_journal_is_read_a_page_at_a_time(
    association: Any, open_journal: Any, qtbot: Any
) -> None:
    case_id = association.logged_case()
    place = association.sit(DIRECTOR)
    for _ in range(150):
        with place.case_store.work(place.desk.actor, "ViewCase") as work:
            work.alerts  # noqa: B018 -- the entry is about the case alone
            work._entry.note_view(case_id)
    screen = open_journal(DIRECTOR)
    first = screen.model.rowCount()

    screen.model.fetchMore(screen.table.rootIndex())

    assert (first, screen.model.rowCount()) == (100, 151)
    assert not screen.model.canFetchMore(screen.table.rootIndex())


def test_a_chosen_line_is_told_in_full_with_its_code(
    association: Any, open_journal: Any, hands_on: Any, visited: Any
) -> None:
    case_id = association.case_in_charge()
    number = association.opened(case_id, DIRECTOR).case.number
    screen = open_journal(DIRECTOR)

    screen.table.selectRow(1)
    hands = hands_on(screen)
    hands.press("Ouvrir le dossier")

    told = "\n".join(hands.texts())
    assert "\u2068Assistante sociale\u2069, le 2 mars 2026" in told
    assert "Touché : dossier" in told
    assert f"Dossier \u2068{number}\u2069." in told
    assert code_of(association, back=1) in told
    assert visited == [CasePlace(case_id)]


def test_filters_leave_the_lines_one_looks_for(
    association: Any, open_journal: Any, hands_on: Any, clock: Any, qtbot: Any
) -> None:
    first = association.case_in_charge()
    clock.pass_(days=3)
    association.logged_case()
    screen = open_journal(DIRECTOR)
    everything = screen.model.rowCount()

    def seen(box: Any, value: str) -> list[str]:
        box.set_value(value)
        box.chosen.emit()
        found = rows(screen, WHAT)
        box.set_value("")
        box.chosen.emit()
        return found

    filters = screen.filters
    worker = association.people[WORKER]
    assert seen(filters.person, worker) == ["Dossier pris en charge"]
    assert seen(filters.kind, "moved") == ["Dossier pris en charge"]
    assert seen(filters.days, "1") == ["Pli reçu"]
    assert screen.model.rowCount() == everything
    number = association.opened(first, DIRECTOR).case.number
    hands_on(screen).type("Dossier", number.lower())
    filters.case.editingFinished.emit()
    assert set(rows(screen, CASE)) == {number}
    filters.person.set_value(association.people[EDUCATOR])
    filters.person.chosen.emit()
    assert "Aucune ligne ne répond à ces choix" in "\n".join(hands_on(screen).texts())


def test_each_sees_the_journals_that_are_open_to_them(
    association: Any, open_journal: Any, tools: Any
) -> None:
    association.record()

    director = open_journal(DIRECTOR)
    offered = director.filters.home
    educator = open_journal(EDUCATOR)

    assert [offered.itemData(at) for at in range(offered.count())] == ["cases", "desk"]
    assert rows(educator, WHAT) == ["Inquiétude transmise"]
    assert not educator.filters.home.isVisibleTo(educator)
    assert not educator.filters.case_field.isVisibleTo(educator)
    with pytest.raises(CompartmentClosed):
        tools(EDUCATOR).desk.reads.journal(JournalFilter(Home.CASES), None, 1)


def test_a_place_can_ask_for_one_case(association: Any, open_journal: Any) -> None:
    case_id = association.case_in_charge()
    association.logged_case()
    number = association.opened(case_id, DIRECTOR).case.number

    screen = open_journal(DIRECTOR, JournalPlace(number))

    assert set(rows(screen, CASE)) == {number}


@pytest.fixture
def printed(hands_on: Any, tools: Any, tray: Any, jobs: Any, qtbot: Any) -> Any:
    """The text of the concern of a case, as it came out of the printer."""

    def of(case_id: Any) -> str:
        page = CaseScreen(tools(WORKER), CasePlace(case_id))
        qtbot.addWidget(page)
        page.show()
        hands_on(page).press("Imprimer")
        page._print._present.click()
        with qtbot.waitSignal(jobs.idle):
            page._print._button.click()
        return text_of(tray.printed[-1][0])

    return of


def test_J07_the_code_on_a_printed_sheet_is_present_and_unchanged(
    association: Any, open_journal: Any, hands_on: Any, printed: Any
) -> None:
    case_id = association.case_in_charge()
    (code,) = set(
        re.findall(r"J \d{6} · [0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}-\S", printed(case_id))
    )
    screen = open_journal(DIRECTOR)
    hands = hands_on(screen)

    screen.anchor.field.box.setText(code.lower())
    hands.press("Chercher")

    number = association.opened(case_id).case.number
    assert "Présente et inchangée : « Copie préparée »" in screen.anchor.good.sentence()
    assert number in screen.anchor.good.sentence()
    assert not screen.anchor.bad.isVisible()

    wrong = code[:-3] + ("0" if code[-3] != "0" else "1") + code[-2:]
    screen.anchor.field.box.setText(wrong)
    hands.press("Chercher")

    assert "vérifiez chaque caractère" in screen.anchor.field.complaint()
    assert not screen.anchor.good.isVisible()


def test_J07_the_code_of_a_tail_that_was_cut_off_is_said_to_be_missing(
    association: Any, open_journal: Any, hands_on: Any, tampering: Any
) -> None:
    association.director.do(ViewCase(association.case_in_charge()))
    place = association.sit(DIRECTOR)
    code = code_of(association)
    last = place.case_store.head().sequence
    with tampering(Home.CASES) as raw:
        raw.execute("DELETE FROM journal WHERE seq = ?", (last,))
    screen = open_journal(DIRECTOR)

    screen.anchor.field.box.setText(code)
    hands_on(screen).press("Chercher")

    told = screen.anchor.bad.sentence()
    assert f"Ligne manquante : le journal s'arrête à la ligne {last - 1}." in told
    assert "Garder la fiche" in told


def test_J07_a_code_that_fits_another_line_is_said_to_differ(
    association: Any, open_journal: Any, hands_on: Any
) -> None:
    association.case_in_charge()
    screen = open_journal(DIRECTOR)

    screen.anchor.field.box.setText(anchor(1, bytes(32)))
    hands_on(screen).press("Chercher")

    assert "ce n'est pas celle de ce repère" in screen.anchor.bad.sentence()


@pytest.fixture
def tampering(association: Any) -> Any:
    """Let somebody with another program at a compartment while the window is open."""
    from contextlib import closing, contextmanager

    from tests.store.conftest import raw_connection

    @contextmanager
    def at(home: Home) -> Any:
        place = association.sit(DIRECTOR)
        store = place.case_store if home is Home.CASES else place.desk_store
        key = place.keyring.db_key(home)
        with closing(raw_connection(store.db.path, key)) as raw:
            for (name,) in raw.execute(
                "SELECT name FROM sqlite_master WHERE type = 'trigger'"
            ).fetchall():
                raw.execute(f"DROP TRIGGER {name}")
            yield raw

    return at


def verified(screen: JournalScreen, hands_on: Any, jobs: Any, qtbot: Any) -> str:
    """What the page says once every journal was read."""
    with qtbot.waitSignal(jobs.idle):
        hands_on(screen).press("Vérifier maintenant")
    return "\n".join(hands_on(screen.verification).texts())


def test_a_whole_vault_is_said_to_be_so_while_the_window_is_open(
    association: Any, open_journal: Any, hands_on: Any, jobs: Any, qtbot: Any
) -> None:
    association.case_being_referred()
    head = association.case_store().head()
    screen = open_journal(DIRECTOR)
    assert "Pas encore vérifié." in hands_on(screen).texts()

    told = verified(screen, hands_on, jobs, qtbot)

    assert "Journal des dossiers : intact" in told
    assert "Journal commun : intact" in told
    assert anchor(head.sequence, head.hash) in told
    noted = association.director.reads.last_verified(Home.CASES)
    assert noted is not None
    assert noted.head == head
    assert "Journal des dossiers : vérifié le 2 mars 2026" in told


def test_what_was_found_sound_is_put_in_minutes_to_be_signed_and_kept_elsewhere(
    association: Any, open_journal: Any, hands_on: Any, jobs: Any, qtbot: Any
) -> None:
    association.case_in_charge()
    screen = open_journal(DIRECTOR)
    verified(screen, hands_on, jobs, qtbot)
    (card,) = screen.findChildren(PrintCertificate)

    with qtbot.waitSignal(jobs.idle):
        hands_on(screen).press("Imprimer le procès-verbal")

    assert card.certificate.signatures == ("La direction", "La présidence")
    facts = dict(card.certificate.facts)
    head = association.case_store().head()
    assert facts["Journal des dossiers"].endswith(anchor(head.sequence, head.hash))
    assert "repère" in facts["Journal commun"]


def test_J05_a_record_changed_by_hand_is_named_with_its_case(
    association: Any,
    open_journal: Any,
    hands_on: Any,
    jobs: Any,
    qtbot: Any,
    tampering: Any,
) -> None:
    case_id = association.case_in_charge()
    number = association.opened(case_id).case.number
    with tampering(Home.CASES) as raw:
        raw.execute("UPDATE cases SET danger = '0'")
    screen = open_journal(DIRECTOR)

    told = verified(screen, hands_on, jobs, qtbot)

    wanted = f"Dossier \u2068{number}\u2069, dossier : contenu différent du journal."
    assert wanted in told
    assert "Journal commun : intact" in told
    assert "prévenir la présidence" in told
    reads = association.director.reads
    assert reads.last_verified(Home.CASES) is None
    assert reads.last_verified(Home.DESK) is not None


def test_J06_a_tail_cut_off_since_the_last_verification_is_found(
    association: Any,
    open_journal: Any,
    hands_on: Any,
    jobs: Any,
    qtbot: Any,
    tampering: Any,
) -> None:
    association.director.do(ViewCase(association.case_in_charge()))
    screen = open_journal(DIRECTOR)
    verified(screen, hands_on, jobs, qtbot)
    last = association.case_store().head().sequence
    with tampering(Home.CASES) as raw:
        raw.execute("DELETE FROM journal WHERE seq = ?", (last,))

    told = verified(screen, hands_on, jobs, qtbot)

    assert f"La ligne {last}, vérifiée auparavant, n'y est plus" in told


def test_old_signatures_are_read_again_on_demand(
    association: Any,
    open_journal: Any,
    hands_on: Any,
    jobs: Any,
    qtbot: Any,
    tampering: Any,
) -> None:
    association.case_in_charge()
    screen = open_journal(DIRECTOR)
    verified(screen, hands_on, jobs, qtbot)
    with tampering(Home.CASES) as raw:
        raw.execute("UPDATE journal SET signature = zeroblob(64) WHERE seq = 1")

    quick = verified(screen, hands_on, jobs, qtbot)
    screen.verification._thorough.click()
    whole = verified(screen, hands_on, jobs, qtbot)

    assert "Journal des dossiers : intact" in quick
    assert "Ligne 1 : la signature n'est pas celle de la personne nommée." in whole


def test_leaving_the_page_stops_a_verification(
    association: Any, open_journal: Any, hands_on: Any, jobs: Any, qtbot: Any
) -> None:
    association.case_in_charge()
    screen = open_journal(DIRECTOR)

    with qtbot.waitSignal(jobs.idle):
        hands_on(screen).press("Vérifier maintenant")
        screen.leave()

    assert association.director.reads.last_verified(Home.DESK) is None
    assert "Pas encore vérifié." in hands_on(screen).texts()


def test_J09_opening_a_case_and_previewing_a_sheet_show_on_the_page(
    association: Any, open_journal: Any, tools: Any, jobs: Any, qtbot: Any
) -> None:
    case_id = association.case_in_charge()
    page = association.opened(case_id)
    preview = PaperPreview(
        tools(WORKER), lambda: (page, page.sheets[0], Language.FRENCH)
    )
    qtbot.addWidget(preview)

    for _ in range(3):
        with qtbot.waitSignal(jobs.idle):
            preview.update_now()

    lines = rows(open_journal(DIRECTOR), WHAT)
    assert lines[:2] == ["Aperçu d'une fiche", "Dossier ouvert"]
    assert lines.count("Aperçu d'une fiche") == 1


def test_everything_can_be_reached_without_a_mouse(
    association: Any, open_journal: Any, hands_on: Any
) -> None:
    association.case_in_charge()
    screen = open_journal(DIRECTOR)
    screen.table.selectRow(0)

    assert hands_on(screen).unreachable() == []


# Reads a case that is being moved; what is written of it are the acts around it.
WRITES_NOTHING = {"PackCase"}
# What is sent sealed had other names in the journals of the first version.
NO_LONGER = {"SendComplement"}


def every_command() -> set[str]:
    for found in pkgutil.iter_modules(commands.__path__):
        importlib.import_module(f"{commands.__name__}.{found.name}")
    classes: list[type[Any]] = [Command]
    for each in classes:
        classes += each.__subclasses__()
    ours = [each for each in classes if each.__module__.startswith(commands.__name__)]
    named = {each.action or each.__name__ for each in ours if hasattr(each, "right")}
    return named - WRITES_NOTHING


@pytest.mark.parametrize("language", PAPER)
def test_every_command_has_words_in_the_journal(
    association: Any, language: Language
) -> None:
    at = association.clock()
    lines = {
        name: JournalLine(1, at, PersonId("p"), name, bytes(32))
        for name in every_command()
    }

    mute = [name for name, line in lines.items() if act(line, language) == name]

    assert mute == []
    assert NOTABLE - set(lines) == NO_LONGER


def test_every_finding_is_a_sentence() -> None:
    codes = re.findall(r"`(\w+)`", Problem.__doc__ or "")

    told = [finding(Problem(code, 3, "case"), "SAL-26-0K7F") for code in codes]

    assert len(codes) > 15
    assert len(set(told)) == len(told)
    assert all(each[0].isupper() and each.endswith(".") for each in told)


def test_the_widget_of_a_line_goes_with_its_line(
    association: Any, open_journal: Any
) -> None:
    association.case_in_charge()
    screen = open_journal(DIRECTOR)
    screen.table.selectRow(0)
    first = screen.line

    screen.table.selectRow(1)
    other = screen.line
    screen.filters.changed.emit()

    assert isinstance(first, QWidget)
    assert other is not first
    assert screen.line is None
