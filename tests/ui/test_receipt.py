"""A receipt: its dates, and a complement that leaves as sealed as the concern did."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from casedesk.circuit.concern import ReceiptId
from casedesk.circuit.errors import NotFound
from casedesk.circuit.journal import AnchorState
from casedesk.circuit.numbers import typed_anchor
from casedesk.circuit.people import Role
from casedesk.circuit.sheet import LONGEST_TEXT
from casedesk.ui.navigation import HomePlace, ReceiptPlace
from casedesk.ui.receipt.screen import ReceiptScreen
from casedesk.ui.widgets.print_certificate import PrintCertificate
from casedesk.ui.workspace import Tools


@pytest.fixture
def educator(tools: Callable[[Role], Tools]) -> Tools:
    return tools(Role.EDUCATOR)


@pytest.fixture
def screen(
    educator: Tools, association: Any, clock: Any, qtbot: Any
) -> Iterator[ReceiptScreen]:
    """Of a concern that the team has taken in, a day after it was sent."""
    association.record()
    clock.pass_(hours=24)
    association.take_in()
    place = ReceiptPlace(educator.desk.reads.my_receipts()[0].id)
    screen = ReceiptScreen(educator, place)
    qtbot.addWidget(screen)
    screen.show()
    yield screen
    screen.leave()


@pytest.fixture
def hands(screen: ReceiptScreen, hands_on: Any) -> Any:
    return hands_on(screen)


def test_it_shows_every_status_with_its_date(
    screen: ReceiptScreen, educator: Tools, hands: Any, visited: list[Any]
) -> None:
    (receipt,) = educator.desk.reads.my_receipts()

    assert receipt.number in screen.title()
    assert {"2 mars 2026, 12\u00a0h\u00a000", "Transmise"} <= set(hands.texts())
    assert {"3 mars 2026, 12\u00a0h\u00a000", "Reçue par l'équipe"} <= set(
        hands.texts()
    )
    assert hands.unreachable() == []
    hands.press("Accueil")
    assert visited == [HomePlace()]


def test_a_receipt_on_paper_proves_that_it_was_sent_and_tells_nothing_of_it(
    screen: ReceiptScreen, educator: Tools, hands: Any, qtbot: Any, jobs: Any
) -> None:
    """Its code is one of the common journal: all receipts look alike (design §3)."""
    (receipt,) = educator.desk.reads.my_receipts()
    (card,) = screen.findChildren(PrintCertificate)

    with qtbot.waitSignal(jobs.idle):
        hands.press("Imprimer le récépissé")

    ((pdf, _copies),) = educator.tray.printed  # type: ignore[attr-defined]
    assert pdf.startswith(b"%PDF")
    told = dict(card.certificate.facts)
    assert told["Récépissé"] == receipt.number
    assert told["Reçue par l'équipe"].startswith("3 mars 2026")
    code = typed_anchor(card.certificate.anchor)
    assert code is not None
    assert educator.desk.reads.anchor(code).state is AnchorState.PRESENT
    whole = repr(card.certificate)
    assert not [word for word in ("Salma", "سلمى", "Tabriquet") if word in whole]


def test_a_complement_being_written_is_kept_for_its_author(
    screen: ReceiptScreen, educator: Tools, qtbot: Any, association: Any
) -> None:
    receipt = educator.desk.reads.my_receipts()[0].id
    qtbot.keyClicks(screen.editor.focusProxy() or screen.editor, "Elle a dormi ici")

    screen.leave()

    assert educator.desk.reads.my_complement(receipt) == "Elle a dormi ici"
    assert educator.desk.reads.my_drafts() == ()
    assert association.director.reads.my_complement(receipt) == ""
    again = ReceiptScreen(educator, ReceiptPlace(receipt))
    qtbot.addWidget(again)
    assert again.editor.value() == "Elle a dormi ici"


def test_a_complement_is_sent_sealed_and_leaves_the_screen(
    screen: ReceiptScreen, hands: Any, association: Any
) -> None:
    screen.editor.box.insertPlainText("Elle est revenue le lendemain.")

    hands.press("Transmettre le complément")

    assert screen.editor.value() == ""
    assert "Complément transmis le 3 mars 2026" in screen.added.sentence()
    assert screen.added.isVisible()
    drop = association.director.reads.drops()[-1]
    assert b"revenue" not in drop.sealed


def test_an_empty_complement_is_refused_beside_its_box(
    screen: ReceiptScreen, hands: Any
) -> None:
    hands.press("Transmettre le complément")

    assert screen.text.complaint() == "À compléter."


def test_a_complement_that_is_too_long_stays_where_it_is(
    screen: ReceiptScreen, hands: Any
) -> None:
    screen.editor.box.insertPlainText("mot " * LONGEST_TEXT)

    hands.press("Transmettre le complément")

    assert screen.text.complaint().startswith("Ce texte est trop long.")
    assert len(screen.editor.value()) == 4 * LONGEST_TEXT - 1


def test_there_is_no_receipt_of_somebody_else(
    screen: ReceiptScreen, tools: Callable[[Role], Tools], educator: Tools
) -> None:
    mine = educator.desk.reads.my_receipts()[0].id

    with pytest.raises(NotFound):
        ReceiptScreen(tools(Role.SOCIAL_WORKER), ReceiptPlace(mine))
    with pytest.raises(NotFound):
        ReceiptScreen(educator, ReceiptPlace(ReceiptId("nowhere")))


def test_P12_a_drop_deleted_by_hand_is_said_to_be_missing(
    educator: Tools, association: Any, hands_on: Any, qtbot: Any
) -> None:
    association.record()
    place = ReceiptPlace(educator.desk.reads.my_receipts()[0].id)
    before = ReceiptScreen(educator, place)
    association.sit(Role.EDUCATOR).desk_store.db.run("DELETE FROM drops")
    screen = ReceiptScreen(educator, place)
    for each in (before, screen):
        qtbot.addWidget(each)
        each.show()

    told = "\n".join(hands_on(screen).texts())

    assert "Dépôt manquant" in told
    assert "Le redire de vive voix sans attendre" in told
    assert "Dépôt manquant" not in "\n".join(hands_on(before).texts())
    screen.leave()
    before.leave()
