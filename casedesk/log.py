"""What the program did, in codes and ids only: a log may leave the house, a name not.

    log.note("vault.unlocked", person="3f9c01ab", took_ms=412)

A record passes only when it is an event code with ids. Everything else that reaches the
log (a sentence, a name, a library's own words) is dropped and leaves no trace.
"""

from __future__ import annotations

import logging
import re
import time
import traceback
from collections.abc import Mapping
from enum import Enum
from pathlib import Path
from uuid import UUID

Id = int | Enum | UUID | str

_EVENT = re.compile(r"[a-z]+(\.[a-z_]+)+", re.ASCII)
_ID = re.compile(
    r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"  # a UUID
    r"|[0-9a-f]{8}"  # a person of the vault
    r"|desk|cases|r-[0-9a-f]{4}"  # a compartment
    r"|[A-Z]{3}-\d\d-[0-9A-HJKMNP-TV-Z]{4}"  # a case number
    r"|[a-z]+(_[a-z]+)+",  # a code of ours
    re.ASCII,
)
_SIZE = 512 * 1024
_KEPT = 3


def note(event: str, **ids: Id) -> None:
    """Write down that something happened."""
    logging.getLogger("casedesk").info(event, extra={"ids": ids})


def fault(event: str, error: BaseException) -> None:
    """Write down a bug: the kind of exception and where it arose, never its words."""
    ids = {"kind": type(error), "where": where(error)}
    logging.getLogger("casedesk").error(event, extra={"ids": ids})


def where(error: BaseException) -> tuple[str, ...]:
    """Where it arose, from the outside in, each as file:line."""
    frames = traceback.extract_tb(error.__traceback__)
    return tuple(f"{_module(frame.filename)}:{frame.lineno}" for frame in frames)


def _module(file: str) -> str:
    """Of a file, or of code that lies in none: `<frozen runpy>`."""
    return re.sub(r"\W+", "_", Path(file).stem)


def open_log(folder: Path) -> logging.Handler:
    """Write the log into this folder, from now until `close_log`."""
    handler = _LateFile(folder / "casedesk.log")
    handler.addFilter(is_harmless)
    handler.setFormatter(_Line())
    logger = logging.getLogger("casedesk")
    logger.setLevel(logging.INFO)
    logger.propagate = False
    logger.addHandler(handler)
    return handler


def close_log(handler: logging.Handler) -> None:
    """Stop writing to this log."""
    logging.getLogger("casedesk").removeHandler(handler)
    handler.close()


def is_harmless(record: logging.LogRecord) -> bool:
    """Whether a record is an event code with ids and nothing else."""
    ids = getattr(record, "ids", None)
    if ids is None or not _EVENT.fullmatch(record.msg):
        return False
    return all(_is_id(each) for each in ids.values())


def _is_id(value: object) -> bool:
    if isinstance(value, tuple):  # of `fault`: file:line
        return all(re.fullmatch(r"\w+:\d+", str(place)) for place in value)
    if isinstance(value, str) and not isinstance(value, Enum):
        return bool(_ID.fullmatch(value))
    return isinstance(value, int | Enum | UUID | type)


class _LateFile(logging.Handler):
    """A file kept short, loaded with its first record: most days there is none."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._path = path
        self._file: logging.Handler | None = None

    def emit(self, record: logging.LogRecord) -> None:
        if self._file is None:
            from logging.handlers import RotatingFileHandler  # loads sockets as well

            self._file = RotatingFileHandler(
                self._path, maxBytes=_SIZE, backupCount=_KEPT, encoding="utf-8"
            )
            self._file.setFormatter(self.formatter)
        self._file.emit(record)

    def close(self) -> None:
        if self._file is not None:
            self._file.close()
        super().close()


class _Line(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        """One line: `2026-03-03T15:40:12Z INFO vault.unlocked person=3f9c01ab`."""
        at = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(record.created))
        ids: Mapping[str, object] = getattr(record, "ids", {})
        shown = [f"{key}={_shown(value)}" for key, value in ids.items()]
        return " ".join([at, record.levelname, record.msg, *shown])


def _shown(value: object) -> str:
    if isinstance(value, type):
        return value.__name__
    if isinstance(value, Enum):
        return str(value.value)
    return " ".join(value) if isinstance(value, tuple) else str(value)
