"""The print queues of Windows, as its spooler lays them out in memory."""

from __future__ import annotations

import ctypes
import sys
from ctypes import wintypes
from dataclasses import dataclass, field

import pytest

from casedesk.app.spooler import NoQueue, queue
from casedesk.app.spooler.windows import JobInfo, PrinterInfo, WindowsQueue
from casedesk.ui.print_queue import QueuedSheet

KEEPS = 0x100
PRINTED = 0x80


@dataclass
class Spooler:
    """As much of winspool.drv as is called; keeps the texts it points to."""

    printers: dict[str, int]
    jobs: dict[str, list[tuple[int, str, int]]] = field(default_factory=dict)
    opened: list[str] = field(default_factory=list)
    closed: int = 0

    def EnumPrintersW(self, flags, _server, level, *place):
        assert (flags, level) == (6, 5)
        rows = [
            PrinterInfo(each, "USB001", attributes, 0, 0)
            for each, attributes in self.printers.items()
        ]
        return self._give(PrinterInfo, rows, *place)

    def OpenPrinterW(self, name, handle, defaults):
        if name not in self.printers:
            return 0
        self.opened.append(name)
        handle._obj.value = len(self.opened)
        return 1

    def ClosePrinter(self, handle):
        self.closed += 1
        return 1

    def EnumJobsW(self, handle, first, _most, level, *place):
        assert (first, level) == (0, 1)
        printer = self.opened[handle.value - 1]
        rows = []
        for job, document, status in self.jobs.get(printer, ()):
            row = JobInfo()
            row.id, row.document, row.status = job, document, status
            rows.append(row)
        return self._give(JobInfo, rows, *place)

    def SetJobW(self, handle, job, level, what, command):
        assert (level, what, command) == (0, None, 5)
        printer = self.opened[handle.value - 1]
        before = self.jobs[printer]
        self.jobs[printer] = [each for each in before if each[0] != job]
        return int(self.jobs[printer] != before)

    def _give(self, kind, rows, space, size, needed, count):
        self._texts = rows
        whole = (kind * len(rows))(*rows)
        needed._obj.value = ctypes.sizeof(whole)
        if size < ctypes.sizeof(whole):
            return 0
        count._obj.value = len(rows)
        ctypes.memmove(space, whole, ctypes.sizeof(whole))
        return 1


@pytest.fixture
def spooler():
    return Spooler(
        {"HP du bureau": 0x40, "Canon": 0x40 | KEEPS},
        {
            "HP du bureau": [
                (3, "Document 0042", 0),
                (4, "Facture de février", 0),
                (5, "Document 0043", PRINTED),
            ],
            "Canon": [(9, "Document 1111", 0x1)],
        },
    )


def test_U04_what_of_ours_waits_is_found_in_every_queue_of_windows(spooler):
    found = WindowsQueue(spooler).waiting()

    assert found == (QueuedSheet("HP du bureau", 3), QueuedSheet("Canon", 9))
    assert spooler.closed == len(spooler.opened) == 2


def test_U04_a_job_is_taken_out_of_its_queue_and_no_other(spooler):
    ours = WindowsQueue(spooler)

    assert ours.cancel(QueuedSheet("Canon", 9))
    assert not ours.cancel(QueuedSheet("Canon", 9))
    assert not ours.cancel(QueuedSheet("emportée", 3))

    assert ours.waiting() == (QueuedSheet("HP du bureau", 3),)


def test_U04_a_printer_that_keeps_its_documents_is_known(spooler):
    ours = WindowsQueue(spooler)

    kept = {each: ours.keeps_copies(each) for each in (*spooler.printers, "autre")}

    assert kept == {"HP du bureau": False, "Canon": True, "autre": False}


def test_U04_without_a_printer_nothing_waits():
    assert WindowsQueue(Spooler({})).waiting() == ()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has queues to look into")
def test_elsewhere_there_is_no_queue_to_look_into():
    nothing = queue()

    assert isinstance(nothing, NoQueue)
    assert nothing.waiting() == ()
    assert not nothing.cancel(QueuedSheet("x", 1))
    assert not nothing.keeps_copies("x")


@pytest.mark.skipif(
    sys.platform != "win32", reason="U04: the queue that is paused here is of Windows"
)
def test_U04_a_job_in_a_paused_queue_of_windows_is_found_and_taken_out():
    from casedesk.app.spooler.windows import winspool

    spool, handle = winspool(), wintypes.HANDLE()
    printer = "Microsoft Print to PDF"

    class Doc(ctypes.Structure):
        _fields_ = [(name, wintypes.LPWSTR) for name in ("name", "output", "datatype")]

    assert spool.OpenPrinterW(printer, ctypes.byref(handle), None)
    pause, resume = 1, 2
    spool.SetPrinterW(handle, 0, None, pause)
    try:
        document = Doc("Document 0001", None, "RAW")
        job = spool.StartDocPrinterW(handle, 1, ctypes.byref(document))
        spool.EndDocPrinter(handle)
        ours, sheet = WindowsQueue(spool), QueuedSheet(printer, job)
        assert sheet in ours.waiting()

        assert ours.cancel(sheet)

        assert sheet not in ours.waiting()
    finally:
        spool.SetPrinterW(handle, 0, None, resume)
        spool.ClosePrinter(handle)
