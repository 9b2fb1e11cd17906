"""Long work off the screen's thread; the answer comes back on it."""

from __future__ import annotations

import gc
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeVar

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal, Slot

from casedesk.circuit.longwork import Cancelled, Report

T = TypeVar("T")
STEPS = 1000  # that the way of a long job is told in


class Task(QObject):
    """One long job under way: `moved(share)` of STEPS as it goes on, `ended()` once it
    is over in whatever way, just before its answer is handed over.
    """

    moved = Signal(int)
    ended = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._is_cancelled = False
        self._told = -1

    @property
    def is_cancelled(self) -> bool:
        return self._is_cancelled

    @property
    def share(self) -> int:
        """How far it is, of STEPS; negative before its first report."""
        return self._told

    def cancel(self) -> None:
        """Ask it to stop at its next report, or not to begin."""
        self._is_cancelled = True

    def report(self, done: int, total: int) -> bool:
        """The `longwork.Report` the worker is given; seldom worth a signal."""
        share = done * STEPS // total if total > 0 else 0
        if share != self._told and not self._is_cancelled:
            self._told = share
            self.moved.emit(share)
        return not self._is_cancelled


@dataclass(frozen=True, slots=True)
class _Answer:
    future: Future[Any]
    done: Callable[[Any], None]
    failed: Callable[[Exception], None]
    owner: QObject | None
    task: Task | None = None

    @property
    def is_wanted(self) -> bool:
        return self.owner is None or shiboken6.isValid(self.owner)


class _Held:
    """Python's collection of cycles, held off while there is work for a worker.

    It begins on whatever thread allocates, and widgets that nobody holds any more go
    with it: on another thread than that of the screens, Qt crashes. So it is caught up
    with here. Taken and let go on the thread of the screens only.
    """

    _all = 0

    def __init__(self) -> None:
        self._count = 0

    def take(self) -> None:
        self._count += 1
        _Held._all += 1
        gc.disable()

    def let_go(self) -> None:
        if self._count:
            self._count -= 1
            _Held._all -= 1
            if not _Held._all:
                gc.enable()
                gc.collect(1)  # now: the worker may still allocate a little

    def let_all_go(self) -> None:
        while self._count:
            self.let_go()


class Jobs(QObject):
    """One worker thread. A job opens what it needs; it is never handed a connection."""

    idle = Signal()
    _finished = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._executor = ThreadPoolExecutor(1, thread_name_prefix="job")
        self._waiting = 0
        self._closed = False
        self._held = _Held()
        self.destroyed.connect(self._held.let_all_go)
        # Queued even when the work ends before `run` does: `done` always comes later
        self._finished.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def run(
        self,
        work: Callable[[], T],
        done: Callable[[T], None],
        failed: Callable[[Exception], None],
        *,
        owner: QObject | None = None,
    ) -> None:
        """Do the work; hand its result to `done`, or what it raised to `failed`.

        Neither is called once `owner` is gone or the jobs are closed; then nothing is
        begun either. What `failed` cannot put into words it raises again: that is a
        bug, and shown as one.
        """
        self._submit(work, partial(_Answer, done=done, failed=failed, owner=owner))

    def run_long(
        self,
        work: Callable[[Report], T],
        done: Callable[[T], None],
        failed: Callable[[Exception], None],
        *,
        owner: QObject | None = None,
    ) -> Task:
        """As `run`, for work that says how far it is and stops when asked to.

        `work` is given the report to call now and then; when that returns False it
        tidies up and raises `longwork.Cancelled`, and then neither `done` nor `failed`
        is called. Show the task with `widgets.progress.LongProgress.follow`.
        """
        task = Task(self)

        def begun() -> T:
            if task.is_cancelled:
                raise Cancelled
            return work(task.report)

        self._submit(
            begun,
            partial(_Answer, done=done, failed=failed, owner=owner, task=task),
        )
        return task

    @property
    def is_busy(self) -> bool:
        return self._waiting > 0

    def close(self) -> None:
        """Let the running job end and drop the others, and all answers."""
        self._closed = True
        self._executor.shutdown(cancel_futures=True)
        self._held.let_all_go()

    def _submit(
        self, work: Callable[[], object], answer: Callable[[Future[Any]], _Answer]
    ) -> None:
        if self._closed:
            return
        self._waiting += 1
        self._held.take()
        self._executor.submit(work).add_done_callback(
            lambda future: self._finished.emit(answer(future))
        )

    @Slot(object)
    def _deliver(self, answer: _Answer) -> None:
        try:
            if answer.task is not None:
                answer.task.ended.emit()
                answer.task.deleteLater()
            if not self._closed and answer.is_wanted:
                _hand_over(answer)
        finally:
            self._waiting -= 1
            self._held.let_go()
            if not self._waiting:
                self.idle.emit()


def _hand_over(answer: _Answer) -> None:
    try:
        result = answer.future.result()
    except Cancelled:
        return  # whoever cancelled knows
    except Exception as error:  # whatever it is, the one who asked decides
        answer.failed(error)
    else:
        answer.done(result)
