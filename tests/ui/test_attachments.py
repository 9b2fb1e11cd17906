"""The card of what was brought for a case: adding, looking, and leaving nothing."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from reportlab.pdfgen.canvas import Canvas

from casedesk.app.viewer import ChildViewer
from casedesk.circuit.attachment import (
    LARGEST,
    MOST_IN_ALL,
    AttachmentKind,
    Brought,
    Unshowable,
)
from casedesk.circuit.changes import Home
from casedesk.circuit.commands.attachments import AddAttachment
from casedesk.circuit.people import Role
from casedesk.i18n.formats import file_size
from casedesk.ui.cases.attachment_view import text_pages
from casedesk.ui.cases.screen import CaseScreen
from casedesk.ui.navigation import CasePlace
from casedesk.ui.widgets.text import direction_of

WORKER = Role.SOCIAL_WORKER
MARK = "Elle a peur de rentrer ce soir."
TEXT, PDF, JPEG = AttachmentKind.TEXT, AttachmentKind.PDF, AttachmentKind.JPEG
OpenCase = Callable[[Any], CaseScreen]


@pytest.fixture
def open_case(tools: Any, qtbot: Any) -> OpenCase:
    """The page of a case, shown."""

    def of(case_id: Any) -> CaseScreen:
        screen = CaseScreen(tools(WORKER), CasePlace(case_id))
        qtbot.addWidget(screen)
        screen.resize(1150, 700)
        screen.show()
        return screen

    return of


@pytest.fixture
def settled(qtbot: Any, jobs: Any) -> Any:
    """Do something and wait until the worker has nothing more to do."""

    def after(act: Callable[[], None]) -> None:
        with qtbot.waitSignal(jobs.idle, timeout=30_000):
            act()

    return after


@pytest.fixture
def choose(prompts: Any, hands_on: Any, settled: Any, tmp_path: Path) -> Any:
    """Choose a file of this content on the page."""

    def chosen(page: CaseScreen, name: str, content: bytes) -> None:
        prompts.file = tmp_path / name
        prompts.file.write_bytes(content)
        settled(lambda: hands_on(page).press("Ajouter une pièce"))

    return chosen


@pytest.fixture(scope="module")
def two_pages() -> bytes:
    made = io.BytesIO()
    canvas = Canvas(made, pagesize=(300, 400))
    for _ in range(2):
        canvas.rect(50, 50, 200, 200, fill=1)
        canvas.showPage()
    canvas.save()
    return made.getvalue()


def photograph() -> bytes:
    made = io.BytesIO()
    Image.new("RGB", (400, 300), "green").save(made, "JPEG")
    return made.getvalue()


def test_a_file_is_chosen_named_and_kept(
    association: Any, open_case: OpenCase, choose: Any, hands_on: Any
) -> None:
    case_id = association.case_in_charge()
    page = open_case(case_id)
    hands = hands_on(page)

    choose(page, "scan0001.txt", MARK.encode())
    assert hands.box("Libellé").text() == "scan0001.txt"
    hands.type("Libellé", "Note de la maîtresse")
    hands.box("Remarque, s'il y en a une").setPlainText("Remise le 2 mars")
    hands.press("Garder dans le dossier")

    (kept,) = association.worker.reads.attachments(case_id)
    assert (kept.label, kept.note) == ("Note de la maîtresse", "Remise le 2 mars")
    told = hands.texts()
    assert "Note de la maîtresse" in told
    assert "Remise le 2 mars" in told
    assert "texte · 1\u00a0Ko" in told
    whom = "\u2068Assistante sociale\u2069"
    assert f"Ajouté par {whom} le 2 mars, 12\u00a0h\u00a000" in told
    assert any("Pièce jointe ajoutée" in each for each in told)


def test_what_must_not_be_photographed_stands_beside_the_button(
    association: Any, open_case: OpenCase, hands_on: Any
) -> None:
    told = "\n".join(hands_on(open_case(association.case_in_charge())).texts())

    assert "Ne pas photographier l'enfant" in told
    assert "remettre l'appareil à la police" in told


def test_a_change_of_mind_keeps_nothing(
    association: Any, open_case: OpenCase, choose: Any, hands_on: Any
) -> None:
    case_id = association.case_in_charge()
    page = open_case(case_id)

    choose(page, "note.txt", MARK.encode())
    hands_on(page).press("Ne pas garder")

    assert association.worker.reads.attachments(case_id) == ()
    assert page._attachment._form._brought is None


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"MZ\x90\x00\x03", "Seuls s'ajoutent une photo"),
        (bytes(LARGEST + 1), "dépasse 10 Mo"),
        (b"%PDF-1.7 and no more", "Ce fichier ne s'ouvre pas"),
    ],
    ids=["a program", "too large", "broken"],
)
def test_what_is_refused_is_said_beside_it(
    association: Any,
    open_case: OpenCase,
    choose: Any,
    hands_on: Any,
    content: bytes,
    told: str,
) -> None:
    page = open_case(association.case_in_charge())

    choose(page, "certificat.pdf", content)

    assert told in "\n".join(hands_on(page).texts())
    assert not page._attachment._form.is_reading


def test_the_same_file_twice_is_told(
    association: Any, open_case: OpenCase, choose: Any, hands_on: Any
) -> None:
    case_id = association.case_in_charge()
    association.worker.do(AddAttachment(case_id, "La note", TEXT, MARK.encode()))
    page = open_case(case_id)

    choose(page, "encore.txt", MARK.encode())
    hands_on(page).press("Garder dans le dossier")

    told = "\n".join(hands_on(page).texts())
    assert "Ce fichier est déjà dans ce dossier" in told
    assert len(association.worker.reads.attachments(case_id)) == 1


def test_a_file_without_a_label_waits_for_one(
    association: Any, open_case: OpenCase, choose: Any, hands_on: Any
) -> None:
    page = open_case(association.case_in_charge())

    choose(page, "note.txt", MARK.encode())
    hands_on(page).type("Libellé", "")
    hands_on(page).press("Garder dans le dossier")

    assert "À compléter." in hands_on(page).texts()
    assert page._attachment._form._brought is not None


def test_what_is_being_named_survives_a_change_elsewhere(
    association: Any, open_case: OpenCase, choose: Any, hands_on: Any
) -> None:
    case_id = association.case_in_charge()
    page = open_case(case_id)
    choose(page, "note.txt", MARK.encode())
    hands_on(page).type("Libellé", "Ma note")

    page.refresh()

    assert hands_on(page).box("Libellé").text() == "Ma note"


def test_a_document_is_looked_at_page_by_page(
    association: Any,
    open_case: OpenCase,
    hands_on: Any,
    settled: Any,
    two_pages: bytes,
) -> None:
    case_id = association.case_in_charge()
    association.worker.do(AddAttachment(case_id, "Certificat", PDF, two_pages))
    page = open_case(case_id)
    hands = hands_on(page)

    settled(lambda: hands.press("Regarder"))
    first = page._attachment._view._picture.pixmap().size()
    assert "Page 1 sur 2" in hands.texts()
    settled(lambda: hands.press("Page suivante"))
    assert "Page 2 sur 2" in hands.texts()
    settled(lambda: hands.press("Agrandir"))

    assert page._attachment._view._picture.pixmap().width() > first.width()
    assert _views(association) == 1


def test_a_photograph_is_looked_at_in_its_working_copy(
    association: Any, open_case: OpenCase, settled: Any
) -> None:
    case_id = association.case_in_charge()
    working = photograph()
    association.worker.do(AddAttachment(case_id, "P", JPEG, b"\xff\xd8\xffx", working))
    page = open_case(case_id)
    (kept,) = association.worker.reads.attachments(case_id)

    settled(lambda: page._attachment.look(kept))

    seen = page._attachment._view._picture.pixmap().toImage().pixelColor(50, 50)
    assert (seen.red() < 40, seen.green() > 100) == (True, True)


def test_a_text_shows_in_its_direction_and_in_pages(
    association: Any, open_case: OpenCase, hands_on: Any
) -> None:
    case_id = association.case_in_charge()
    words = "ما بغيتش نرجع للدار.\n" + "Une ligne de plus.\n" * 300
    association.worker.do(AddAttachment(case_id, "Note", TEXT, words.encode()))
    page = open_case(case_id)
    (kept,) = association.worker.reads.attachments(case_id)

    page._attachment.look(kept)

    told = hands_on(page).texts()
    assert "ما بغيتش نرجع للدار." in told
    assert direction_of(told[told.index("ما بغيتش نرجع للدار.")]) is (
        Qt.LayoutDirection.RightToLeft
    )
    hands_on(page).press("Page suivante")
    assert "ما بغيتش نرجع للدار." not in hands_on(page).texts()


def test_no_letter_of_a_text_is_lost_between_its_pages() -> None:
    words = "x" * 9000 + "\n" + "ligne\n" * 1000 + "\n\nfin"

    pages = text_pages("\ufeff" + words)

    assert "".join(pages) == words
    assert max(map(len, pages)) <= 2500
    assert text_pages("") == [""]


def test_X10_what_cannot_be_opened_says_so_and_nothing_else_happens(
    association: Any, open_case: OpenCase, hands_on: Any, settled: Any
) -> None:
    case_id = association.case_in_charge()
    association.worker.do(AddAttachment(case_id, "Abîmé", PDF, b"%PDF-1.7 no more"))
    page = open_case(case_id)
    (kept,) = association.worker.reads.attachments(case_id)

    settled(lambda: page._attachment.look(kept))

    told = "\n".join(hands_on(page).texts())
    assert "Aperçu impossible : ce fichier ne s'ouvre pas ici." in told
    hands_on(page).press("Fermer")
    assert "Aperçu impossible" not in "\n".join(hands_on(page).texts())


def test_A04_bytes_that_were_changed_are_not_shown(
    association: Any, open_case: OpenCase, hands_on: Any
) -> None:
    case_id = association.case_in_charge()
    association.worker.do(AddAttachment(case_id, "Note", TEXT, MARK.encode()))
    db = association.sit(WORKER).case_store.db
    with db.transaction():
        db.run("UPDATE attachment_chunk SET data = ?", (b"Elle va bien.",))
    page = open_case(case_id)
    (kept,) = association.worker.reads.attachments(case_id)

    page._attachment.look(kept)

    told = "\n".join(hands_on(page).texts())
    assert "n'est plus telle qu'elle avait été gardée" in told
    assert "Elle va bien" not in told


def test_a_file_that_breaks_its_viewer_while_it_is_read_is_told(
    association: Any, tools: Any, qtbot: Any, choose: Any, hands_on: Any
) -> None:
    class Broken(ChildViewer):
        def bring(self, path: Path, room: int) -> Brought:
            assert room == MOST_IN_ALL
            raise Unshowable(reason="adding")

    given = replace(tools(WORKER), viewer=Broken())
    page = CaseScreen(given, CasePlace(association.case_in_charge()))
    qtbot.addWidget(page)
    page.show()

    choose(page, "x.pdf", b"%PDF-")

    assert "Rien n'a été ajouté." in "\n".join(hands_on(page).texts())


def test_leaving_waits_for_nothing_and_the_page_can_be_used_again(
    association: Any, open_case: OpenCase, hands_on: Any, prompts: Any, tmp_path: Path
) -> None:
    page = open_case(association.case_in_charge())
    prompts.file = tmp_path / "note.txt"
    prompts.file.write_bytes(MARK.encode())
    hands_on(page).press("Ajouter une pièce")
    assert page._attachment._form.is_reading

    page.leave()

    assert not page._attachment._form.is_reading


def test_L07_what_was_looked_at_is_gone_when_it_is_closed(
    association: Any, open_case: OpenCase, hands_on: Any, settled: Any
) -> None:
    case_id = association.case_in_charge()
    association.worker.do(AddAttachment(case_id, "Note", TEXT, MARK.encode()))
    association.worker.do(AddAttachment(case_id, "P", JPEG, b"x", photograph()))
    page = open_case(case_id)
    note, picture = association.worker.reads.attachments(case_id)
    page._attachment.look(note)
    assert MARK in hands_on(page).texts()
    settled(lambda: page._attachment.look(picture))

    hands_on(page).press("Fermer")
    QApplication.sendPostedEvents(None, 52)  # deferred deletion

    labels = [each for each in QApplication.allWidgets() if isinstance(each, QLabel)]
    assert [each for each in labels if MARK in each.text()] == []
    assert page._attachment._view._picture.pixmap().isNull()
    assert page._attachment._view._content == b""


def test_everything_can_be_reached_without_a_mouse(
    association: Any,
    open_case: OpenCase,
    hands_on: Any,
    choose: Any,
    settled: Any,
    two_pages: bytes,
) -> None:
    case_id = association.case_in_charge()
    association.worker.do(AddAttachment(case_id, "Certificat", PDF, two_pages))
    page = open_case(case_id)
    (kept,) = association.worker.reads.attachments(case_id)
    settled(lambda: page._attachment.look(kept))
    choose(page, "note.txt", MARK.encode())

    assert hands_on(page).unreachable() == []


@pytest.mark.parametrize(
    ("size", "told"),
    [(1, "1\u00a0Ko"), (349_600, "350\u00a0Ko"), (2_449_000, "2,4\u00a0Mo")],
)
def test_sizes_are_said_as_people_compare_them(size: int, told: str) -> None:
    assert file_size(size) == told


def _views(association: Any) -> int:
    store = association.sit(WORKER).case_store
    assert store.home is Home.CASES
    return int(
        store.db.value(
            "SELECT count(*) FROM journal WHERE action = 'NoteAttachmentView'"
        )
    )
