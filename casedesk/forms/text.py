"""Setting text: paragraphs broken into lines, each line in the order it is drawn.

Lines are broken in logical order and reordered one by one (UAX #9, L1 and L2), as the
standard asks: a French name in an Arabic sentence stays where a reader expects it.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from casedesk.forms.direction import levels
from casedesk.forms.font import EmbeddedFace, Face, Glyph

# A word and what follows it up to where a line may end: after spaces, hyphens, dashes
# and slashes, never before a digit (05/09/2025), never at a no-break space.
_WORD = re.compile(
    r"(?:[^ \-/\u2013\u2014]|[\-/\u2013\u2014](?=\d))*[\-/\u2013\u2014]? *"
)
_CONTROLS = frozenset(
    "\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)
_LONGEST_PIECE = 120  # characters of a word that may have to be cut


@dataclass(frozen=True, slots=True)
class Span:
    """Text of one weight within a paragraph."""

    text: str
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Run:
    """Glyphs of one face side by side. `width` is in parts of the type size."""

    glyphs: tuple[Glyph, ...]
    face: EmbeddedFace
    width: float


@dataclass(frozen=True, slots=True)
class Line:
    """One line as it stands on paper, from left to right."""

    runs: tuple[Run, ...]
    width: float


@dataclass(slots=True)
class _Piece:
    """Characters of one level and one face, in logical order."""

    start: int
    end: int
    level: int
    face: EmbeddedFace


class Compositor:
    """Sets text for one PDF; what it has shaped is forgotten with that PDF."""

    def __init__(self, regular: Sequence[Face], bold: Face) -> None:
        """`regular`: the first face that has a character prints it."""
        embedded = [EmbeddedFace(face, at) for at, face in enumerate((*regular, bold))]
        self.faces = tuple(embedded)
        self._regular = embedded[:-1]
        self._bold = [embedded[-1], *embedded[1:-1]]
        self._shaped: dict[tuple[str, bool, str], Run] = {}

    def width(self, text: str, *, bold: bool = False) -> float:
        """The width of a text on one line, in parts of the type size."""
        return _Paragraph(self, (Span(text, bold),), rtl=False).line(0, len(text)).width

    def lines(self, spans: Sequence[Span], width: float, *, rtl: bool) -> list[Line]:
        """One paragraph broken into lines of at most `width` times the type size."""
        paragraph = _Paragraph(self, spans, rtl=rtl)
        return [paragraph.line(start, end) for start, end in paragraph.breaks(width)]

    def face(
        self, character: str, before: EmbeddedFace | None, *, bold: bool
    ) -> EmbeddedFace:
        """The face that prints a character; marks and stops follow their neighbour."""
        chain = self._bold if bold else self._regular
        if before in chain and _leans(character) and character in before.face:
            return before
        return next((each for each in chain if character in each.face), chain[0])

    def run(self, text: str, face: EmbeddedFace, *, rtl: bool) -> Run:
        key = (text, rtl, face.name)
        if key not in self._shaped:
            shown = "".join(each for each in text if each not in _CONTROLS)
            glyphs = face.face.shape(shown, rtl=rtl) if shown else ()
            width = sum(glyph.advance for glyph in glyphs) / 1000
            self._shaped[key] = Run(glyphs, face, width)
        return self._shaped[key]


class _Paragraph:
    """One paragraph with its levels, ready to be cut anywhere."""

    def __init__(self, by: Compositor, spans: Sequence[Span], *, rtl: bool) -> None:
        self._by = by
        self._text = "".join(span.text for span in spans)
        self._bold = [span.bold for span in spans for _ in span.text]
        self._levels = levels(self._text, rtl=rtl)

    def breaks(self, width: float) -> Iterator[tuple[int, int]]:
        """Where lines start and end."""
        start, used = 0, 0.0
        for word_start, word_end in self._words():
            word = self.line(word_start, word_end).width
            if used + word > width and start < word_start:
                yield start, word_start
                start, used = word_start, 0.0
            while (
                word > width and (cut := self._cut(start, word_end, width)) < word_end
            ):
                yield start, cut
                start, word = cut, self.line(cut, word_end).width
            used += word + self._spaces(word_start, word_end)
        if start < len(self._text):
            yield start, len(self._text)

    def line(self, start: int, end: int) -> Line:
        """These characters as one line: trailing spaces dropped, levels reversed."""
        while end > start and self._text[end - 1].isspace():
            end -= 1
        pieces = self._pieces(start, end)
        for level in range(max((each.level for each in pieces), default=0), 0, -1):
            _reverse_from(level, pieces)
        runs = tuple(
            self._by.run(
                self._text[each.start : each.end], each.face, rtl=bool(each.level % 2)
            )
            for each in pieces
        )
        return Line(runs, sum(run.width for run in runs))

    def _words(self) -> Iterator[tuple[int, int]]:
        for found in _WORD.finditer(self._text):
            start, end = found.span()
            while end - start > _LONGEST_PIECE:  # a paste without spaces
                yield start, start + _LONGEST_PIECE
                start += _LONGEST_PIECE
            if start < end:
                yield start, end

    def _cut(self, start: int, end: int, width: float) -> int:
        """The longest part of an overlong word that fits; one character at least."""
        ends = range(start + 1, end)
        fitting = bisect_right(ends, width, key=lambda at: self.line(start, at).width)
        cut = start + max(fitting, 1)
        while cut < end and unicodedata.category(self._text[cut]) in ("Mn", "Cf"):
            cut += 1
        return cut

    def _spaces(self, start: int, end: int) -> float:
        """The width of the spaces after a word, which `line` leaves off."""
        word = self._text[start:end]
        count = len(word) - len(word.rstrip())
        face = self._by.face(" ", None, bold=False)
        return count * self._by.run(" ", face, rtl=False).width

    def _pieces(self, start: int, end: int) -> list[_Piece]:
        found: list[_Piece] = []
        face: EmbeddedFace | None = None
        for at in range(start, end):
            face = self._by.face(self._text[at], face, bold=self._bold[at])
            if found and found[-1].level == self._levels[at] and found[-1].face is face:
                found[-1].end = at + 1
            else:
                found.append(_Piece(at, at + 1, self._levels[at], face))
        return found


def _reverse_from(level: int, pieces: list[_Piece]) -> None:
    """Turn round every stretch of pieces at this level or above (UAX #9, L2)."""
    at = 0
    while at < len(pieces):
        end = at
        while end < len(pieces) and pieces[end].level >= level:
            end += 1
        pieces[at:end] = reversed(pieces[at:end])
        at = max(end, at + 1)


def _leans(character: str) -> bool:
    return (
        character.isspace()
        or unicodedata.category(character) in ("Mn", "Cf")
        or unicodedata.bidirectional(character) in ("CS", "ES")
    )
