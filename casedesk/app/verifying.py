"""Verifying compartments: the same checks in a terminal and beside an open window."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from casedesk.app.compartments import compartment_key, identity
from casedesk.app.freshness import FreshnessSeal
from casedesk.app.reasons import in_words
from casedesk.circuit.changes import Home
from casedesk.circuit.journal import CompartmentVerdict, Head
from casedesk.circuit.longwork import Report, go_on, unheard
from casedesk.circuit.threshold import VaultUnusable
from casedesk.store.connection import open_database, open_read_only
from casedesk.store.verify import verify
from casedesk.vault.keyring import Keyring

_PARTS = 1000  # that the way through one compartment is told in


@dataclass(frozen=True, slots=True)
class _How:
    """In use: beside a window, whose log may lie beside the file."""

    known: Head
    thorough: bool = True
    in_use: bool = False


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
    for cid, head, part in _one_by_one(keyring, report, known):
        how = _How(head, thorough=thorough, in_use=True)
        found.append(_verdict(folder, keyring, cid, how, part))
    return tuple(found)


def alone(
    folder: Path,
    keyring: Keyring,
    seal: FreshnessSeal,
    report: Report = unheard,
    *,
    known: Mapping[Home, Head],
) -> tuple[CompartmentVerdict, ...]:
    """Every compartment one has a key of, in a vault that no window holds; thoroughly.

    Each is held against the seal and the `known` head. What an unclean end left beside
    the file is moved into it before it is read. Raises Cancelled.
    """
    found = []
    for cid, head, part in _one_by_one(keyring, report, known):
        trouble = _made_complete(folder, keyring, cid, seal)
        found.append(
            CompartmentVerdict(cid, trouble=trouble)
            if trouble
            else _verdict(folder, keyring, cid, _How(head), part)
        )
    return tuple(found)


def _one_by_one(
    keyring: Keyring, report: Report, known: Mapping[Home, Head]
) -> Iterator[tuple[str, Head, Report]]:
    """Each compartment, its known head, and its part of the way."""
    listed = compartments(keyring)
    heads = {str(home): head for home, head in known.items()}
    for at, cid in enumerate(listed):
        part = partial(_part, report, at, len(listed))
        go_on(part, 0, 1)
        yield cid, heads.get(cid, Head()), part


def _made_complete(
    folder: Path, keyring: Keyring, cid: str, seal: FreshnessSeal
) -> VaultUnusable | None:
    """Gives what speaks against opening it; then nothing was written."""
    try:
        with in_words(), compartment_key(keyring, cid) as key:
            path, which = folder / keyring.database_name(cid), identity(keyring, cid)
            with closing(open_database(path, key, which, seal.prove(cid))) as db:
                db.checkpoint()
    except VaultUnusable as trouble:
        return trouble
    return None


def _verdict(
    folder: Path, keyring: Keyring, cid: str, how: _How, report: Report
) -> CompartmentVerdict:
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
                known=how.known,
                signed_up_to=0 if how.thorough else how.known.sequence,
                in_use=how.in_use,
                report=report,
            )
    except VaultUnusable as trouble:
        return CompartmentVerdict(cid, trouble=trouble)
    return CompartmentVerdict(cid, verdict.entries, verdict.head, verdict.problems)


def _part(report: Report, at: int, of: int, done: int, total: int) -> bool:
    """One compartment among several."""
    share = _PARTS * done // total if total else _PARTS
    return report(at * _PARTS + share, of * _PARTS)
