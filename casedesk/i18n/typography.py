"""Which spaces of a text end no line, as French is printed in Morocco.

Texts keep the spaces they have: whatever breaks lines asks here, on screen and on
paper alike. The space is the wide one before every mark, as Moroccan papers and the
Imprimerie nationale have it before a colon; our letters lack the narrow one.
"""

from __future__ import annotations

import re

KEPT = "\u00a0"
_HELD = re.compile(r"(?<=\S) (?=[:;!?»])|(?<=\d) (?=%)|(?<=«) (?=\S)")


def held(text: str) -> str:
    """The same text, as long as before; no line of it begins with a mark that closes.

    Nothing of it is remembered: these may be somebody's words.
    """
    return _HELD.sub(KEPT, text)
