"""Speaking with a person at a terminal: who they are, how far it is, and stopping."""

from __future__ import annotations

import getpass
import os
import signal
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from casedesk.circuit.errors import NotFound
from casedesk.circuit.longwork import Report
from casedesk.circuit.people import PersonId
from casedesk.i18n import _


def require_person(people: Iterable[tuple[PersonId, str]], label: str) -> PersonId:
    """Raises NotFound when none of them is called so."""
    for person, called in people:
        if called == label:
            return person
    raise NotFound(label=label)


def passphrase(descriptor: int | None, whose: str = "") -> str:
    """Empty, which opens nothing, where there is nothing to read it from."""
    try:
        if descriptor is None:
            asked = _("Phrase de passe : ")
            return getpass.getpass(f"{whose} · {asked}" if whose else asked)
        with os.fdopen(descriptor, encoding="utf-8", errors="replace") as stream:
            return stream.readline().rstrip("\n")
    except (OSError, EOFError):
        return ""


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")


@contextmanager
def heard() -> Iterator[Report]:
    """A report that shows the way on a terminal, and stops when Ctrl+C was pressed."""
    stopped = False
    shown = -1

    def stop(_signal: int, _frame: object) -> None:
        nonlocal stopped
        stopped = True

    def report(done: int, total: int) -> bool:
        nonlocal shown
        percent = 100 * done // max(total, 1)
        if percent != shown and sys.stderr.isatty():
            sys.stderr.write(f"\r{percent:3} %")
            sys.stderr.flush()
        shown = percent
        return not stopped

    before = signal.signal(signal.SIGINT, stop)
    try:
        yield report
    finally:
        if shown >= 0 and sys.stderr.isatty():
            sys.stderr.write("\n")
        signal.signal(signal.SIGINT, before)
