"""Speaking with a person at a terminal: who they are, how far it is, how it ended."""

from __future__ import annotations

import getpass
import os
import signal
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager

from casedesk.circuit.errors import NotFound, Refused, Trouble
from casedesk.circuit.longwork import Cancelled, Report
from casedesk.circuit.people import PersonId
from casedesk.circuit.threshold import VaultUnusable
from casedesk.i18n import _
from casedesk.i18n.labels import sentence
from casedesk.i18n.safekeeping import compartment_name
from casedesk.vault.errors import VaultError

DONE, NOT_DONE, HELD = 0, 1, 2
STOPPED = 130  # what a shell says of a program that Ctrl+C ended


def in_words(carry_out: Callable[[], int]) -> int:
    """The exit code; 2 when a window holds the vault, 130 when Ctrl+C was pressed."""
    try:
        return carry_out()
    except (Cancelled, KeyboardInterrupt):
        say(_("Arrêté. Rien n'a été gardé de ce qui était en cours."))
        return STOPPED
    except NotFound:
        say(_("Personne ne porte ce libellé dans ce coffre."))
    except VaultUnusable as unusable:
        say(sentence(unusable))
        return HELD if unusable.reason == "busy" else NOT_DONE
    except (Refused, Trouble, VaultError) as why_not:
        say(sentence(why_not))
    return NOT_DONE


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


def say_anchors(by_compartment: Mapping[str, str]) -> None:
    """What a certificate has on paper: copied by hand, it can be asked for again."""
    for cid, anchor in by_compartment.items():
        told = {"name": compartment_name(cid), "anchor": anchor}
        say(_("%(name)s : repère %(anchor)s") % told)


@contextmanager
def heard() -> Iterator[Report]:
    """A report that shows the way on a terminal, and stops when Ctrl+C was pressed.

    What is being written meanwhile is finished or taken back, never cut.
    """
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
