"""Verifying compartments: the same checks in a terminal and beside an open window."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import closing
from functools import partial
from pathlib import Path

from casedesk.app.compartments import compartment_key, identity
from casedesk.app.reasons import in_words
from casedesk.circuit.changes import Home
from casedesk.circuit.journal import CompartmentVerdict, Head
from casedesk.circuit.longwork import Report, unheard
from casedesk.circuit.threshold import VaultUnusable
from casedesk.store.connection import open_database, open_read_only
from casedesk.store.verify import verify
from casedesk.vault.keyring import Keyring

_PARTS = 1000  # that the way through one compartment is told in


def compartments(keyring: Keyring) -> list[str]:
    """Those this person has a key of, everybody's first and circles last."""
    order = [str(home) for home in Home]
    circles = sorted(set(keyring.compartments) - set(order))
    return [cid for cid in (*order, *circles) if cid in keyring.compartments]


def beside_a_window(
    folder: Path,
    keyring: Keyring,
    report: Report = unheard,
    *,
    known: Mapping[Home, Head],
    thorough: bool,
) -> tuple[CompartmentVerdict, ...]:
    """Every open compartment, on connections of their own that only read.

    `known` is where journals stood when they were last sound: signatures up to there
    are not checked again, unless `thorough`. Raises Cancelled.
    """
    found = []
    listed = compartments(keyring)
    heads = {str(home): head for home, head in known.items()}
    for at, cid in enumerate(listed):
        head = heads.get(cid, Head())
        part = partial(_part, report, at, len(listed))
        part(0, 1)
        found.append(
            _verdict(folder, keyring, cid, part, known=head, thorough=thorough)
        )
    return tuple(found)


def alone(folder: Path, keyring: Keyring, cid: str) -> CompartmentVerdict:
    """One compartment of a vault that no window holds.

    What an unclean end left beside the file is moved into it first.
    """
    try:
        with in_words(), compartment_key(keyring, cid) as key:
            path = folder / keyring.database_name(cid)
            with closing(open_database(path, key, identity(keyring, cid))) as db:
                db.checkpoint()
    except VaultUnusable as trouble:
        return CompartmentVerdict(cid, trouble=trouble)
    return _verdict(folder, keyring, cid)


def _verdict(
    folder: Path,
    keyring: Keyring,
    cid: str,
    report: Report | None = None,
    *,
    known: Head = Head(),  # noqa: B008 -- frozen
    thorough: bool = True,
) -> CompartmentVerdict:
    """With a report: beside a window, whose log may lie beside the file."""
    path, which = folder / keyring.database_name(cid), identity(keyring, cid)
    try:
        with (
            in_words(),
            compartment_key(keyring, cid) as key,
            closing(open_read_only(path, key, which)) as db,
        ):
            verdict = verify(
                db,
                keyring.verify,
                known=known,
                signed_up_to=0 if thorough else known.sequence,
                in_use=report is not None,
                report=report or unheard,
            )
    except VaultUnusable as trouble:
        return CompartmentVerdict(cid, trouble=trouble)
    return CompartmentVerdict(cid, verdict.entries, verdict.head, verdict.problems)


def _part(report: Report, at: int, of: int, done: int, total: int) -> bool:
    """One compartment among several."""
    share = _PARTS * done // total if total else _PARTS
    return report(at * _PARTS + share, of * _PARTS)
