"""Long work is done elsewhere, and answered here."""

from __future__ import annotations

from threading import current_thread, main_thread
from typing import Any

import pytest
import shiboken6
from PySide6.QtCore import QObject

from casedesk.ui.jobs import Jobs


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
