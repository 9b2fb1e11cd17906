"""Long work is done elsewhere, and answered here."""

from __future__ import annotations

import gc
from threading import Event, current_thread, main_thread
from typing import Any

import pytest
import shiboken6
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QPushButton

from casedesk.circuit.longwork import Report, go_on
from casedesk.ui.jobs import Jobs
from casedesk.ui.widgets.progress import LongProgress


def test_work_is_elsewhere_and_its_answer_here(jobs: Jobs, qtbot: Any) -> None:
    threads = []

    with qtbot.waitSignal(jobs.idle):
        jobs.run(
            lambda: threads.append(current_thread()),
            lambda _: threads.append(current_thread()),
            pytest.fail,
        )

    assert threads[0] is not main_thread()
    assert threads[1] is main_thread()


class Knot:
    """Something only a collection of cycles frees, as most screens are."""

    def __init__(self, freed_on: list[Any]) -> None:
        self._me, self._freed_on = self, freed_on

    def __del__(self) -> None:
        self._freed_on.append(current_thread())


def test_screens_nobody_holds_are_not_freed_on_the_thread_of_a_job(
    jobs: Jobs, qtbot: Any
) -> None:
    freed_on: list[Any] = []

    def work() -> None:
        for _ in range(50_000):  # enough for any collection to begin
            knot: list[Any] = []
            knot.append(knot)

    with qtbot.waitSignal(jobs.idle):
        Knot(freed_on)
        jobs.run(work, lambda _: None, pytest.fail)
        assert not gc.isenabled()

    assert gc.isenabled()
    gc.collect()
    assert freed_on == [main_thread()]


def test_jobs_that_close_let_cycles_be_collected_again(jobs: Jobs, qtbot: Any) -> None:
    jobs.run(lambda: None, pytest.fail, pytest.fail)

    jobs.close()

    assert gc.isenabled()


def test_a_failure_is_handed_over_not_swallowed(jobs: Jobs, qtbot: Any) -> None:
    failures: list[Exception] = []

    with qtbot.waitSignal(jobs.idle):
        jobs.run(lambda: 1 / 0, pytest.fail, failures.append)

    assert isinstance(failures[0], ZeroDivisionError)


def test_jobs_follow_one_another(jobs: Jobs, qtbot: Any) -> None:
    done: list[int] = []

    with qtbot.waitSignal(jobs.idle):
        for number in range(3):
            jobs.run(lambda number=number: number, done.append, pytest.fail)
        assert jobs.is_busy

    assert done == [0, 1, 2]
    assert not jobs.is_busy


def test_an_answer_for_somebody_who_left_is_dropped(jobs: Jobs, qtbot: Any) -> None:
    owner, answers = QObject(), []

    with qtbot.waitSignal(jobs.idle):
        jobs.run(lambda: 1, answers.append, pytest.fail, owner=owner)
        shiboken6.delete(owner)

    assert answers == []


def test_nothing_is_answered_once_the_jobs_are_closed(qapp: Any, qtbot: Any) -> None:
    jobs, answers = Jobs(), []

    with qtbot.waitSignal(jobs.idle):
        jobs.run(lambda: 1, answers.append, pytest.fail)
        jobs.close()

    assert answers == []


def test_long_work_shows_how_far_it_is(jobs: Jobs, qtbot: Any) -> None:
    shown, goes_on, results = LongProgress(), Event(), []
    qtbot.addWidget(shown)

    def work(report: Report) -> str:
        go_on(report, 3, 4)
        assert goes_on.wait(30)
        return "copied"

    task = jobs.run_long(work, results.append, pytest.fail)
    shown.follow(task, "Copie en cours…")
    qtbot.waitUntil(lambda: shown.share() == 0.75)
    seen = shown.isVisibleTo(None)
    with qtbot.waitSignal(jobs.idle):
        goes_on.set()

    assert seen
    assert results == ["copied"]
    assert not shown.is_running()
    assert not shown.isVisible()


def test_H03_long_work_stops_at_its_next_step(jobs: Jobs, qtbot: Any) -> None:
    shown, goes_on, steps = LongProgress(), Event(), []
    qtbot.addWidget(shown)

    def work(report: Report) -> None:
        for step in range(10):
            go_on(report, step, 10)
            steps.append(step)
            assert goes_on.wait(30)

    shown.follow(jobs.run_long(work, pytest.fail, pytest.fail), "Copie en cours…")
    qtbot.waitUntil(lambda: steps == [0])
    shown.findChildren(QPushButton)[0].click()
    with qtbot.waitSignal(jobs.idle):
        goes_on.set()
    more: list[int] = []
    with qtbot.waitSignal(jobs.idle):
        jobs.run(lambda: 1, more.append, pytest.fail)

    assert steps == [0]
    assert more == [1]
    assert not shown.is_running()


def test_long_work_cancelled_before_its_turn_never_begins(
    jobs: Jobs, qtbot: Any
) -> None:
    goes_on, begun = Event(), []

    with qtbot.waitSignal(jobs.idle):
        jobs.run(lambda: goes_on.wait(30), lambda _: None, pytest.fail)
        jobs.run_long(begun.append, pytest.fail, pytest.fail).cancel()
        goes_on.set()

    assert begun == []
