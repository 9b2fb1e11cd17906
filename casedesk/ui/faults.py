"""The exception nobody expected: said in a line, logged, and on we go."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from types import TracebackType

from casedesk import log
from casedesk.circuit.errors import Refused, Trouble
from casedesk.i18n import _
from casedesk.i18n.labels import sentence


class Faults:
    """The last stop of every exception. A refusal or trouble is told in its own words;
    anything else is a bug: it is logged without its words, and apologised for. What
    arises where nobody can be told, in a thread or while something is being cleared
    away, is only logged: Python itself would print its words.
    """

    def __init__(self, tell: Callable[[str], None]) -> None:
        self._tell = tell

    def install(self) -> None:
        sys.excepthook = self.catch
        threading.excepthook = lambda told: _log(told.exc_value)
        sys.unraisablehook = lambda told: _log(told.exc_value)

    def catch(
        self,
        kind: type[BaseException],
        error: BaseException,
        traceback: TracebackType | None,
    ) -> None:
        if not isinstance(error, Exception):
            sys.__excepthook__(kind, error, traceback)
        elif isinstance(error, Refused | Trouble):
            self._tell(sentence(error))
        else:
            log.fault("ui.fault", error)
            self._tell(
                _(
                    "Quelque chose ne s'est pas passé comme prévu ; désolé. "
                    "Ce qui était enregistré l'est toujours."
                )
            )


def _log(error: BaseException | None) -> None:
    if error is not None:
        log.fault("ui.fault", error)
