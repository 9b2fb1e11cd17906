"""Which way text runs: the Unicode bidirectional algorithm, by python-bidi.

The library orders a text but does not say at which level each character stands; only
its debug text does. That text is parsed here, so the library is pinned to one version
and tested with Unicode's own cases (ecosystem §A.2).
"""

from __future__ import annotations

import re

from bidi import get_base_level, get_display

# Line breaks and quotes of the text itself are escaped in the debug text: no value
# can forge these lines.
_LEVELS = re.compile(r"^    levels: \[\n(.*?)^    \],$", re.MULTILINE | re.DOTALL)
_LEVEL = re.compile(r"\d+")
_STRONG = re.compile(r"[^\W\d_]")


def levels(text: str, *, rtl: bool) -> list[int]:
    """The embedding level of each character of one paragraph; odd runs leftwards."""
    if not text:
        return []
    told = str(get_display(text, base_dir="R" if rtl else "L", debug=True))
    found = _LEVELS.search(told)
    per_byte = [int(each) for each in _LEVEL.findall(found[1])] if found else []
    starts, start = [], 0
    for character in text:
        starts.append(start)
        start += len(character.encode())
    if start != len(per_byte):
        raise ValueError("python-bidi says its levels in another way")
    return [per_byte[each] for each in starts]


def runs_leftwards(text: str, *, otherwise: bool = False) -> bool:
    """Whether the first letter of a text is Arabic, Hebrew or the like.

    A text without any letter (a number, a date) runs rightwards, as digits do; an
    empty one as its surroundings do.
    """
    if not text:
        return otherwise
    first = _STRONG.search(text)  # in a list of isolated names, the first name decides
    return first is not None and bool(get_base_level(first[0]) == 1)


def isolated(text: str) -> str:
    """A text, perhaps a list of isolated ones, set into another in its own direction.

    Not the isolate that follows the first letter: that one does not look into lists.
    """
    start = "\u2067" if runs_leftwards(text) else "\u2066"
    return f"{start}{text}\u2069"
