"""When the program falls over, nothing of its memory and no word of it is kept."""

from __future__ import annotations

import ctypes
import sys
import threading
from pathlib import Path

from casedesk import log
from casedesk.i18n import _

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


def say_no_words() -> None:
    """At a terminal: of an error nobody expected, its kind and where it arose.

    Python itself would print its words, and the words of SQL and of records with them.
    """
    sys.excepthook = lambda _kind, error, _traceback: _apologise(error)
    threading.excepthook = lambda told: _apologise(told.exc_value)
    sys.unraisablehook = lambda told: _apologise(told.exc_value)


def _apologise(error: BaseException | None) -> None:
    if error is None or sys.stderr is None:
        return
    told = _(
        "Quelque chose ne s'est pas passé comme prévu ; désolé. "
        "Ce qui était enregistré l'est toujours."
    )
    places = " ".join(log.where(error))
    sys.stderr.write(f"{told}\n{type(error).__name__} {places}\n")


def _windows_reports_nothing() -> None:
    if sys.platform == "win32":
        windll = ctypes.windll
        windll.kernel32.SetErrorMode(_NO_FAULT_BOX)
        for_this_user = False
        windll.wer.WerAddExcludedApplication(Path(sys.executable).name, for_this_user)
