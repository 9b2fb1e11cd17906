"""A sheet that is stuck in the queue of a printer."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pytest
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QWidget

from casedesk.i18n.labels import sentence
from casedesk.ui.print_queue import QueuedSheet, document_name, is_ours
from casedesk.ui.printing import KeepsCopies, SystemTray
from casedesk.ui.widgets.queue_notice import QueueNotice

TAKE_OUT = "Retirer de la file"
SHEET = QueuedSheet("HP du bureau", 7)


@dataclass
class FakeQueue:
    """What a spooler would tell; `obeys` is whether it lets a job be taken out."""

    jobs: list[QueuedSheet] = field(default_factory=list)
    keeping: bool = False
    obeys: bool = True

    def waiting(self) -> tuple[QueuedSheet, ...]:
        return tuple(self.jobs)

    def cancel(self, sheet: QueuedSheet) -> bool:
        if self.obeys:
            self.jobs.remove(sheet)
        return self.obeys

    def keeps_copies(self, printer: str) -> bool:
        return self.keeping


@pytest.fixture
def queue() -> FakeQueue:
    return FakeQueue()


@pytest.fixture
def notice(queue: FakeQueue, qtbot: Any) -> QueueNotice:
    notice = QueueNotice(queue)
    qtbot.addWidget(notice)
    return notice


def pass_(notice: QueueNotice, seconds: int) -> None:
    for _ in range(seconds):
        notice.tick()


def test_U04_a_sheet_that_waits_is_told_of_once_a_printer_had_time_to_wake_up(
    notice: QueueNotice, queue: FakeQueue
) -> None:
    queue.jobs = [SHEET]
    pass_(notice, 25)
    soon = notice.sentence()
    pass_(notice, 15)

    assert soon == ""
    assert "HP du bureau" in notice.sentence()
    assert not notice.isHidden()


def test_U04_a_sheet_that_comes_out_is_not_spoken_of(
    notice: QueueNotice, queue: FakeQueue
) -> None:
    queue.jobs = [SHEET]
    pass_(notice, 20)
    queue.jobs = [QueuedSheet("HP du bureau", 8)]
    pass_(notice, 20)

    assert notice.sentence() == ""
    queue.jobs = []
    pass_(notice, 60)
    assert notice.isHidden()


def test_U04_one_that_comes_out_after_all_takes_the_warning_back(
    notice: QueueNotice, queue: FakeQueue
) -> None:
    queue.jobs = [SHEET]
    pass_(notice, 60)
    queue.jobs = []

    pass_(notice, 5)

    assert notice.isHidden()


def test_U04_one_press_takes_it_out_of_the_queue(
    notice: QueueNotice, queue: FakeQueue, qtbot: Any
) -> None:
    queue.jobs = [SHEET]
    pass_(notice, 60)

    notice.cancel.click()
    pass_(notice, 30)

    assert queue.jobs == []
    assert "ne sortira plus" in notice.sentence()
    assert not notice.cancel.isEnabled()


def test_U04_one_that_cannot_be_taken_out_is_said_and_told_of_again(
    notice: QueueNotice, queue: FakeQueue
) -> None:
    queue.jobs, queue.obeys = [SHEET], False
    pass_(notice, 60)

    notice.cancel.click()
    said = notice.sentence()
    pass_(notice, 60)

    assert "Rester devant l'imprimante" in said
    assert "attend encore" in notice.sentence()


def test_U04_the_window_looks_into_the_queue_while_somebody_sits(
    around: Any, queue: FakeQueue, vault: Any, clock: Any, entrance: Any, qtbot: Any
) -> None:
    """Also for what an earlier sitting left in it."""
    from dataclasses import replace

    from casedesk.app.training import PastClock, TrainingVault
    from casedesk.app.training_texts import EDUCATOR
    from casedesk.ui.screens import SCREENS
    from casedesk.ui.workspace import Workspace

    queue.jobs = [SHEET]
    house = TrainingVault(vault, entrance, PastClock(clock))
    with house.sitting(EDUCATOR) as sitting:
        workspace = Workspace(sitting, replace(around, queue=queue), SCREENS)
        qtbot.addWidget(workspace)
        workspace.begin()
        for _ in range(60):
            workspace.tick()
        told = workspace.queued.sentence()
        workspace.close_down()

    assert "attend encore" in told


def test_U04_a_printer_that_keeps_what_it_printed_is_refused_in_words(
    queue: FakeQueue, qtbot: Any, jobs: Any
) -> None:
    asker, told, done = QWidget(), [], []
    qtbot.addWidget(asker)
    queue.keeping = True
    printer = QPrinter()

    SystemTray(queue, asker, jobs, told.append).put_on(printer, b"", done.append)

    assert done == [False]
    if printer.outputFormat() is QPrinter.OutputFormat.NativeFormat:
        assert isinstance(told[0], KeepsCopies)
    assert "Conserver les documents imprimés" in sentence(KeepsCopies())


def test_the_name_in_the_queue_says_nothing_and_is_known_again() -> None:
    names = {document_name() for _ in range(50)}

    assert len(names) > 10
    assert all(map(is_ours, names))
    for others in ("Document", "Document1 - Word", "Document 42", "Facture 0042"):
        assert not is_ours(others)
