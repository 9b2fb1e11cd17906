"""The exception nobody expected: said in a line, logged, and on we go."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import TracebackType

from casedesk import log
from casedesk.circuit.errors import Refused, Trouble
from casedesk.i18n import _
from casedesk.i18n.labels import sentence


class Faults:
    """The last stop of every exception. A refusal or trouble is told in its own words;
    anything else is a bug: it is logged without its words, and apologised for.
    """

    def __init__(self, tell: Callable[[str], None]) -> None:
        self._tell = tell

    def install(self) -> None:
        sys.excepthook = self.catch

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
