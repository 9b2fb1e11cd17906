"""Wrong passphrases in a row: counted beside the vault, each waited for longer.

Only advice: the file is plain, and whoever can delete it can try on a copy as well.
What holds is the cost of one try. Nobody is ever locked out: that would only help
whoever wants the records out of reach.
"""

from __future__ import annotations

import json
import math
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from casedesk.circuit.people import PersonId
from casedesk.circuit.ports import Clock

FILE = "tries.json"
WAITS = (0, 0, 0, 2, 4, 8, 16, 32, 60)  # seconds before the next try, by wrong ones
_KEPT = 100  # persons; ids that nobody has would fill it otherwise


@dataclass(frozen=True, slots=True)
class _Row:
    """Wrong tries in a row, and the instant of the last one."""

    count: int
    last: float  # seconds since 1970


class WrongTries:
    """The wrong tries at one vault; what cannot be read or written counts for none."""

    def __init__(self, folder: Path, clock: Clock) -> None:
        self._file, self._clock = folder / FILE, clock

    def count(self, person: PersonId) -> int:
        row = self._read().get(person)
        return row.count if row else 0

    def wait(self, person: PersonId) -> float:
        """Seconds until this person may try again.

        A clock that was set back begins the wait anew: no sooner, and never for more
        than one wait.
        """
        rows = self._read()
        row = rows.get(person)
        if row is None:
            return 0
        whole, passed = _wait_after(row.count), self._now() - row.last
        if passed < 0:
            self._write({**rows, person: _Row(row.count, self._now())})
            passed = 0
        return max(0.0, whole - passed)

    def add(self, person: PersonId) -> None:
        """One more, just now."""
        rows = self._read()
        row = rows.pop(person, _Row(0, 0))
        rows[person] = _Row(row.count + 1, self._now())
        self._write(dict(list(rows.items())[-_KEPT:]))

    def clear(self, person: PersonId) -> None:
        """The right one came, and somebody sits there."""
        rows = self._read()
        if rows.pop(person, None):
            self._write(rows)

    def _now(self) -> float:
        now: datetime = self._clock()
        return now.timestamp()

    def _read(self) -> dict[str, _Row]:
        try:
            kept = json.loads(self._file.read_text(encoding="utf-8"))
            return {str(person): _row(**row) for person, row in kept.items()}
        except (OSError, ValueError, TypeError, AttributeError):
            return {}
        except (RecursionError, OverflowError):  # no text and no number of ours
            return {}

    def _write(self, rows: dict[str, _Row]) -> None:
        text = json.dumps({person: asdict(row) for person, row in rows.items()})
        new = self._file.with_suffix(".new")
        with suppress(OSError):  # a folder that cannot be written to delays nobody
            new.write_text(text, encoding="utf-8")
            new.replace(self._file)


def _row(count: int, last: float) -> _Row:
    if not (type(count) is int and count > 0 and math.isfinite(last)):
        raise ValueError("a count and an instant")
    return _Row(count, last)


def _wait_after(count: int) -> int:
    return WAITS[min(count, len(WAITS) - 1)]
