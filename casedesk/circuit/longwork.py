"""Work that takes long: saying how far it is, and stopping when nobody wants it."""

from __future__ import annotations

from typing import Protocol


class Cancelled(Exception):
    """The person stopped it: nobody need be told, and nothing is half done."""


class Report(Protocol):
    """How far long work has come, in steps or bytes; False once it is to stop.

    Whoever hears False puts things back as they were and raises `Cancelled`.
    """

    def __call__(self, done: int, total: int) -> bool: ...


def unheard(done: int, total: int) -> bool:
    """The report of work that nobody watches and nobody stops."""
    return True


def go_on(report: Report, done: int, total: int) -> None:
    """Say how far it is. Raises Cancelled when it is to stop."""
    if not report(done, total):
        raise Cancelled
