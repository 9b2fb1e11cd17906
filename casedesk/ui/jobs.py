"""Long work off the screen's thread; the answer comes back on it."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, TypeVar

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal, Slot

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class _Answer:
    future: Future[Any]
    done: Callable[[Any], None]
    failed: Callable[[Exception], None]
    owner: QObject | None

    @property
    def is_wanted(self) -> bool:
        return self.owner is None or shiboken6.isValid(self.owner)


class Jobs(QObject):
    """One worker thread. A job opens what it needs; it is never handed a connection."""

    idle = Signal()
    _finished = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._executor = ThreadPoolExecutor(1, thread_name_prefix="job")
        self._waiting = 0
        self._closed = False
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
        if self._closed:
            return
        self._waiting += 1
        self._executor.submit(work).add_done_callback(
            lambda future: self._finished.emit(_Answer(future, done, failed, owner))
        )

    @property
    def is_busy(self) -> bool:
        return self._waiting > 0

    def close(self) -> None:
        """Let the running job end and drop the others, and all answers."""
        self._closed = True
        self._executor.shutdown(cancel_futures=True)

    @Slot(object)
    def _deliver(self, answer: _Answer) -> None:
        try:
            if not self._closed and answer.is_wanted:
                _hand_over(answer)
        finally:
            self._waiting -= 1
            if not self._waiting:
                self.idle.emit()


def _hand_over(answer: _Answer) -> None:
    try:
        result = answer.future.result()
    except Exception as error:  # whatever it is, the one who asked decides
        answer.failed(error)
    else:
        answer.done(result)
