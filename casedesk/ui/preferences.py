"""What one person prefers on the screen: sealed to them, as what they type is.

In the desk it looks like any other page somebody has begun: nobody learns of it.
"""

from __future__ import annotations

from casedesk.circuit.codes import Language
from casedesk.circuit.commands.typing import KeepTyping
from casedesk.circuit.entrance import Sitting
from casedesk.i18n.spoken import spoken

_PAGE = "preferences"
_LANGUAGE = "language"


def own_language(sitting: Sitting) -> Language | None:
    """The one they chose last, if they ever did and its texts are there."""
    return spoken(str(sitting.desk.reads.typed(_PAGE).get(_LANGUAGE, "")))


def keep_language(sitting: Sitting, language: Language) -> None:
    """Raises Refused or Trouble."""
    sitting.desk.do(KeepTyping(_PAGE, {_LANGUAGE: str(language)}))
