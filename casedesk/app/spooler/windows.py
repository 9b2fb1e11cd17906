"""The print queues of Windows, by ctypes: Qt prints into them and shows none.

https://learn.microsoft.com/windows/win32/printdocs/print-spooler-api-functions
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from ctypes import wintypes
from typing import Any, TypeVar

from casedesk.ui.print_queue import QueuedSheet, is_ours

_HERE = 0x2 | 0x4  # PRINTER_ENUM_LOCAL, PRINTER_ENUM_CONNECTIONS
_KEEPS = 0x100  # PRINTER_ATTRIBUTE_KEEPPRINTEDJOBS
_DELETE = 5  # JOB_CONTROL_DELETE
_MOST = 1000  # jobs to look through
_PRINTED = 0x80 | 0x100 | 0x1000  # JOB_STATUS_PRINTED, DELETED, COMPLETE


class PrinterInfo(ctypes.Structure):
    """PRINTER_INFO_5."""

    _fields_ = [
        ("name", wintypes.LPWSTR),
        ("port", wintypes.LPWSTR),
        ("attributes", wintypes.DWORD),
        ("not_selected", wintypes.DWORD),
        ("retry", wintypes.DWORD),
    ]


class JobInfo(ctypes.Structure):
    """JOB_INFO_1."""

    _fields_ = [
        ("id", wintypes.DWORD),
        *((name, wintypes.LPWSTR) for name in ("printer", "machine", "user")),
        *((name, wintypes.LPWSTR) for name in ("document", "datatype", "told")),
        *((name, wintypes.DWORD) for name in ("status", "priority", "position")),
        *((name, wintypes.DWORD) for name in ("pages", "printed")),
        ("submitted", wintypes.WORD * 8),
    ]


Info = TypeVar("Info", PrinterInfo, JobInfo)


class WindowsQueue:
    """The port `ui.print_queue.PrintQueue` on the spooler."""

    def __init__(self, spool: Any) -> None:
        self._spool = spool

    def waiting(self) -> tuple[QueuedSheet, ...]:
        return tuple(
            QueuedSheet(printer, job)
            for printer, _attributes in self._printers()
            for job in self._jobs(printer)
        )

    def cancel(self, sheet: QueuedSheet) -> bool:
        with self._opened(sheet.printer) as handle:
            return handle is not None and bool(
                self._spool.SetJobW(handle, sheet.job, 0, None, _DELETE)
            )

    def keeps_copies(self, printer: str) -> bool:
        return any(
            name == printer and attributes & _KEEPS
            for name, attributes in self._printers()
        )

    def _printers(self) -> list[tuple[str, int]]:
        def ask(space: Any, size: int, needed: Any, count: Any) -> int:
            return int(
                self._spool.EnumPrintersW(_HERE, None, 5, space, size, needed, count)
            )

        return _all(PrinterInfo, ask, lambda each: (each.name or "", each.attributes))

    def _jobs(self, printer: str) -> list[int]:
        """Those of ours that have not come out."""
        with self._opened(printer) as handle:
            if handle is None:
                return []

            def ask(space: Any, size: int, needed: Any, count: Any) -> int:
                return int(
                    self._spool.EnumJobsW(
                        handle, 0, _MOST, 1, space, size, needed, count
                    )
                )

            found = _all(
                JobInfo, ask, lambda each: (each.id, each.document or "", each.status)
            )
        return [
            job
            for job, document, status in found
            if is_ours(document) and not status & _PRINTED
        ]

    @contextmanager
    def _opened(self, printer: str) -> Iterator[wintypes.HANDLE | None]:
        """None for a printer that was taken away meanwhile."""
        handle = wintypes.HANDLE()
        if not self._spool.OpenPrinterW(printer, ctypes.byref(handle), None):
            yield None
            return
        try:
            yield handle
        finally:
            self._spool.ClosePrinter(handle)


T = TypeVar("T")


def _all(
    kind: type[Info], ask: Callable[[Any, int, Any, Any], int], read: Callable[[Any], T]
) -> list[T]:
    """Ask how much there is, then for all of it; texts lie in the same space."""
    needed, count = wintypes.DWORD(), wintypes.DWORD()
    ask(None, 0, ctypes.byref(needed), ctypes.byref(count))
    space = ctypes.create_string_buffer(max(needed.value, 1))
    size = needed.value
    if not ask(space, size, ctypes.byref(needed), ctypes.byref(count)):
        return []
    return [read(each) for each in (kind * count.value).from_buffer(space)]


def winspool() -> Any:
    """The library of Windows itself."""
    library: Any = vars(ctypes)["WinDLL"]("winspool.drv", use_last_error=True)
    return library
