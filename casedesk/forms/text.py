"""Setting text: paragraphs broken into lines, each line in the order it is drawn.

Lines are broken in logical order and reordered one by one (UAX #9, L1 and L2), as the
standard asks: a French name in an Arabic sentence stays where a reader expects it.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from casedesk.forms.direction import levels
from casedesk.forms.font import EmbeddedFace, Face, Glyph
from casedesk.i18n.typography import held

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
    """Text of one weight and strength within a paragraph."""

    text: str
    bold: bool = False
    faint: bool = False


@dataclass(frozen=True, slots=True)
class Run:
    """Glyphs of one face side by side. `width` is in parts of the type size."""

    glyphs: tuple[Glyph, ...]
    face: EmbeddedFace
    width: float
    faint: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One line as it stands on paper, from left to right."""

    runs: tuple[Run, ...]
    width: float


@dataclass(frozen=True, slots=True)
class Kind:
    """What characters share that can be shaped together."""

    level: int
    face: EmbeddedFace
    faint: bool

    @property
    def leftwards(self) -> bool:
        return self.level % 2 == 1

    @property
    def is_embedded(self) -> bool:
        """Whether it runs rightwards within what runs leftwards: a number, a name."""
        return self.level > 0 and not self.leftwards


class Compositor:
    """Sets text for one PDF; what it has shaped is forgotten with that PDF."""

    def __init__(self, regular: Sequence[Face], bold: Face) -> None:
        """`regular`: the first face that has a character prints it."""
        embedded = [EmbeddedFace(face, at) for at, face in enumerate((*regular, bold))]
        self.embedded = tuple(embedded)
        self._regular = embedded[:-1]
        self._bold = [embedded[-1], *embedded[1:-1]]
        self._shaped: dict[tuple[str, bool, bool, str, bool], Run] = {}
        self._paragraphs: dict[tuple[tuple[Span, ...], bool], _Paragraph] = {}

    def width(self, text: str, *, bold: bool = False) -> float:
        """The width of a text on one line, in parts of the type size."""
        paragraph = self._paragraph((Span(text, bold),), rtl=False)
        return paragraph.line(0, len(text)).width

    def lines(self, spans: Sequence[Span], width: float, *, rtl: bool) -> list[Line]:
        """One paragraph broken into lines of at most `width` times the type size."""
        paragraph = self._paragraph(tuple(spans), rtl=rtl)
        return [paragraph.line(start, end) for start, end in paragraph.breaks(width)]

    def faces(self, text: str, bold: Sequence[bool]) -> Iterator[EmbeddedFace]:
        """The face of each character; marks and stops follow their neighbour."""
        face: EmbeddedFace | None = None
        for character, is_bold in zip(text, bold, strict=True):
            chain = self._bold if is_bold else self._regular
            if character in _CONTROLS:  # seen by nobody, in whichever face
                yield face if face in chain else chain[0]
                continue
            if face not in chain or not _leans(character) or character not in face.face:
                face = next(
                    (each for each in chain if character in each.face), chain[0]
                )
            yield face

    def run(self, text: str, kind: Kind) -> Run:
        key = (text, kind.leftwards, kind.is_embedded, kind.face.name, kind.faint)
        if key not in self._shaped:
            shown = "".join(each for each in text if each not in _CONTROLS)
            face = kind.face.face
            glyphs = face.shape(shown, rtl=kind.leftwards) if shown else ()
            if glyphs and kind.is_embedded:
                glyphs = (face.leftwards, *glyphs)  # where reading goes on
            width = sum(glyph.advance for glyph in glyphs) / 1000
            self._shaped[key] = Run(glyphs, kind.face, width, kind.faint)
        return self._shaped[key]

    def _paragraph(self, spans: tuple[Span, ...], *, rtl: bool) -> _Paragraph:
        if (spans, rtl) not in self._paragraphs:
            self._paragraphs[spans, rtl] = _Paragraph(self, spans, rtl=rtl)
        return self._paragraphs[spans, rtl]


class _Paragraph:
    """One paragraph with its levels, ready to be cut anywhere."""

    def __init__(self, by: Compositor, spans: Sequence[Span], *, rtl: bool) -> None:
        self._by = by
        self._text = "".join(span.text for span in spans)
        bold = [span.bold for span in spans for _ in span.text]
        faint = [span.faint for span in spans for _ in span.text]
        kinds = zip(
            levels(self._text, rtl=rtl), by.faces(self._text, bold), faint, strict=True
        )
        self._kinds = [Kind(*each) for each in kinds]
        self._lines: dict[tuple[int, int], Line] = {}  # words come again in each size

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
        if (start, end) not in self._lines:
            self._lines[start, end] = self._line(start, end)
        return self._lines[start, end]

    def _line(self, start: int, end: int) -> Line:
        pieces = list(self._pieces(start, end))
        for level in range(max((kind.level for _, kind in pieces), default=0), 0, -1):
            _reverse_from(level, pieces)
        runs = tuple(self._by.run(text, kind) for text, kind in pieces)
        return Line(runs, sum(run.width for run in runs))

    def _words(self) -> Iterator[tuple[int, int]]:
        for found in _WORD.finditer(held(self._text)):
            start, end = found.span()
            while end - start > _LONGEST_PIECE:  # a paste without spaces
                piece = self._past_marks(start + _LONGEST_PIECE, end)
                yield start, piece
                start = piece
            if start < end:
                yield start, end

    def _cut(self, start: int, end: int, width: float) -> int:
        """The longest part of an overlong word that fits; one character at least."""
        ends = range(start + 1, end)
        fitting = bisect_right(ends, width, key=lambda at: self.line(start, at).width)
        return self._past_marks(start + max(fitting, 1), end)

    def _past_marks(self, at: int, end: int) -> int:
        """The next place that does not part a letter from its marks."""
        while at < end and unicodedata.category(self._text[at]) in ("Mn", "Cf"):
            at += 1
        return at

    def _spaces(self, start: int, end: int) -> float:
        """The width of the spaces after a word, which `line` leaves off."""
        word = self._text[start:end]
        count = len(word) - len(word.rstrip())
        if not count:
            return 0
        return count * self._by.run(" ", replace(self._kinds[end - 1], level=0)).width

    def _pieces(self, start: int, end: int) -> Iterator[tuple[str, Kind]]:
        at = start
        for kind, alike in groupby(self._kinds[start:end]):
            length = sum(1 for _ in alike)
            yield self._text[at : at + length], kind
            at += length


def _reverse_from(level: int, pieces: list[tuple[str, Kind]]) -> None:
    """Turn round every stretch of pieces at this level or above (UAX #9, L2)."""
    at = 0
    while at < len(pieces):
        end = at
        while end < len(pieces) and pieces[end][1].level >= level:
            end += 1
        pieces[at:end] = reversed(pieces[at:end])
        at = max(end, at + 1)


def _leans(character: str) -> bool:
    return (
        character.isspace()
        or unicodedata.category(character) in ("Mn", "Cf")
        or unicodedata.bidirectional(character) in ("CS", "ES")
    )
