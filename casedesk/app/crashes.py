"""When the program falls over, the machine keeps no picture of its memory."""

from __future__ import annotations

import ctypes
import sys
from pathlib import Path

_NO_FAULT_BOX = 0x0001 | 0x0002  # SEM_FAILCRITICALERRORS, SEM_NOGPFAULTERRORBOX
_DUMPABLE = 4  # PR_SET_DUMPABLE


def leave_no_dump() -> None:
    """No core file and no Windows error report: both would hold keys and records."""
    if sys.platform == "win32":
        _windows_reports_nothing()
    else:
        import resource

        _, hard = resource.getrlimit(resource.RLIMIT_CORE)
        resource.setrlimit(resource.RLIMIT_CORE, (0, hard))
        if sys.platform == "linux":  # a limit does not stop a dump that is piped away
            ctypes.CDLL(None).prctl(_DUMPABLE, 0, 0, 0, 0)


def _windows_reports_nothing() -> None:
    if sys.platform == "win32":
        windll = ctypes.windll
        windll.kernel32.SetErrorMode(_NO_FAULT_BOX)
        for_this_user = False
        windll.wer.WerAddExcludedApplication(Path(sys.executable).name, for_this_user)
