"""A committed change reaches the screens, at once or when they are next seen."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from casedesk.circuit.changes import Changes, Kind
from casedesk.circuit.commands.concerns import BeginDraft
from casedesk.circuit.people import Role
from casedesk.ui.screen import Screen
from casedesk.ui.workspace import Tools


class Counting(Screen):
    """A screen that counts how often it read."""

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools)
        self.reads = 0

    def title(self) -> str:
        return "Compter"

    def refresh(self) -> None:
        self.reads += 1


@pytest.fixture
def at_desk(tools: Callable[[Role], Tools]) -> Tools:
    return tools(Role.EDUCATOR)


def test_a_change_is_told_once_with_what_it_touched(at_desk: Tools, qtbot: Any) -> None:
    with qtbot.waitSignal(at_desk.changes.changed) as told:
        draft = at_desk.desk.do(BeginDraft("no", "no"))

    changes: Changes = told.args[0]
    assert changes.of(Kind.DRAFT) == {draft}


def test_a_screen_that_is_seen_reads_again(at_desk: Tools, qtbot: Any) -> None:
    screen = Counting(at_desk)
    qtbot.addWidget(screen)
    screen.show()

    at_desk.desk.do(BeginDraft("no", "no"))

    assert screen.reads == 1


def test_a_hidden_screen_reads_again_when_it_is_next_seen(
    at_desk: Tools, qtbot: Any
) -> None:
    screen = Counting(at_desk)
    qtbot.addWidget(screen)

    at_desk.desk.do(BeginDraft("no", "no"))
    at_desk.desk.do(BeginDraft("no", "no"))
    unseen = screen.reads
    screen.show()

    assert (unseen, screen.reads) == (0, 1)


def test_nothing_is_told_after_the_signal_is_stopped(
    at_desk: Tools, qtbot: Any
) -> None:
    at_desk.changes.stop()
    try:
        with qtbot.assertNotEmitted(at_desk.changes.changed):
            at_desk.desk.do(BeginDraft("no", "no"))
    finally:
        at_desk.changes.stop = at_desk.desk.watch(at_desk.changes.changed.emit)
