"""The faces that print Latin, Arabic and Tifinagh, and how a PDF carries them.

reportlab embeds TrueType by Unicode character, which cannot say "this shape of that
letter". Here every glyph that is used gets a code of its own, together with the
character it stands for, so that Arabic is drawn joined and still copied, searched and
read aloud in logical order (ecosystem §A.2).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from pathlib import Path
from typing import Any

import uharfbuzz as hb
from reportlab.pdfbase import pdfdoc

from casedesk.circuit.errors import Trouble

_NOT_IN_A_PDF = (
    *("GSUB", "GPOS", "GDEF", "BASE", "STAT", "DSIG", "name", "OS/2", "post", "cmap"),
)
_SPACES = dict.fromkeys("\u00a0\u202f", " ")  # found by who searches for plain spaces
# Who reads a PDF back guesses which way text runs: to them a space after a stop or a
# number is Latin even within Arabic. A mark of direction tells them.
_STOP = re.compile("[،.,:/+-] ")
_AT_ONCE = 100  # the entries one block of a CMap may have


class FontsMissing(Trouble):
    """The fonts are not where the program was installed."""

    code = "fonts_missing"


@dataclass(frozen=True, slots=True)
class Glyph:
    """One shape. Lengths are in thousandths of the type size.

    `text` is the one character it stands for. A ligature carries its first character;
    the others follow as empty glyphs of no width. So does a vowel mark: its shape is
    `drawn`, moved to its letter, for text off the line would end the word in readers.
    """

    index: int
    text: str
    advance: int
    dx: int = 0
    dy: int = 0
    drawn: int = 0


class Face:
    """One font file, able to shape text."""

    def __init__(self, path: Path) -> None:
        try:
            data = path.read_bytes()
        except OSError as missing:
            raise FontsMissing(file=path.name) from missing
        self.name = path.stem.replace("_", "-")
        self.face = hb.Face(hb.Blob(data))
        self._font = hb.Font(self.face)
        self._em = 1000 / self.face.upem
        self._characters = frozenset(self.face.unicodes)
        self._empty = self._font.get_nominal_glyph(ord(" "))
        self._outlines: dict[int, str] = {}

    def __contains__(self, character: str) -> bool:
        return ord(character) in self._characters

    def extents(self) -> tuple[int, int]:
        """Ascent and descent, in thousandths of the type size."""
        found = self._font.get_font_extents("ltr")
        return round(found.ascender * self._em), round(found.descender * self._em)

    def shape(self, text: str, *, rtl: bool) -> tuple[Glyph, ...]:
        """The glyphs of one run of one direction, in the order they stand on paper."""
        buffer = hb.Buffer()
        buffer.cluster_level = hb.BufferClusterLevel.MONOTONE_CHARACTERS
        buffer.add_str(text)
        buffer.guess_segment_properties()
        buffer.direction = "rtl" if rtl else "ltr"
        hb.shape(self._font, buffer)
        shaped = list(zip(buffer.glyph_infos, buffer.glyph_positions, strict=True))
        starts = sorted({info.cluster for info, _ in shaped})
        ends = dict(pairwise((*starts, len(text))))
        found: list[Glyph] = []
        for start, cluster in groupby(shaped, key=lambda each: each[0].cluster):
            end = ends[start]
            if rtl and _STOP.fullmatch(text, start, end + 1):
                found.append(self.leftwards)
            found += self._cluster(list(cluster), text[start:end], rtl=rtl)
        return tuple(_without_gaps(found))

    @property
    def leftwards(self) -> Glyph:
        """Says that text runs leftwards from here, to who reads it back; no room."""
        return Glyph(self._empty, "\u200f", 0)

    def name_of(self, index: int) -> str:
        """What the font calls a glyph."""
        return str(self._font.glyph_to_string(index))

    def outline(self, index: int) -> str:
        """The shape of a glyph as PDF operators, in thousandths of the type size."""
        if index not in self._outlines:
            self._outlines[index] = _Outline(self._font, self._em).of(index)
        return self._outlines[index]

    def _cluster(
        self, shaped: Sequence[Any], source: str, *, rtl: bool
    ) -> Iterator[Glyph]:
        """The glyphs of one cluster; the widest stands for its first character."""
        widest = max(range(len(shaped)), key=lambda at: shaped[at][1].x_advance)
        rest = [Glyph(self._empty, each, 0) for each in source[1:]]
        if rtl:
            yield from reversed(rest)
        for at, (info, position) in enumerate(shaped):
            if not position.x_advance and any(map(unicodedata.combining, source)):
                yield Glyph(
                    index=self._empty,
                    text=source[0] if at == widest else "",  # told by the ligature
                    advance=0,
                    dx=round(position.x_offset * self._em),
                    dy=round(position.y_offset * self._em),
                    drawn=info.codepoint,
                )
                continue
            yield Glyph(
                index=info.codepoint,
                text=_SPACES.get(source[0], source[0]) if at == widest else "\u200b",
                advance=round(position.x_advance * self._em),
                dx=round(position.x_offset * self._em),
                dy=round(position.y_offset * self._em),
            )
        if not rtl:
            yield from rest


class _Outline:
    """Takes down the shape of a glyph as harfbuzz tells it."""

    def __init__(self, font: Any, em: float) -> None:
        self._font, self._em = font, em
        self._told: list[str] = []
        self._last = (0.0, 0.0)
        self._draw = hb.DrawFuncs()
        self._draw.set_move_to_func(lambda x, y, _: self._note("m", x, y))
        self._draw.set_line_to_func(lambda x, y, _: self._note("l", x, y))
        self._draw.set_quadratic_to_func(self._quadratic)
        self._draw.set_cubic_to_func(lambda *each: self._note("c", *each[:6]))
        self._draw.set_close_path_func(lambda _: self._told.append("h"))

    def of(self, index: int) -> str:
        self._font.draw_glyph(index, self._draw, None)
        return " ".join(self._told)

    def _note(self, operator: str, *points: float) -> None:
        shown = " ".join(f"{each * self._em:.1f}" for each in points)
        self._told.append(f"{shown} {operator}")
        self._last = (points[-2], points[-1])

    def _quadratic(self, cx: float, cy: float, x: float, y: float, _: Any) -> None:
        """As a cubic curve: PDF has no others."""
        left, bottom = self._last
        self._note(
            "c",
            (left + 2 * cx) / 3,
            (bottom + 2 * cy) / 3,
            (x + 2 * cx) / 3,
            (y + 2 * cy) / 3,
            x,
            y,
        )


def _without_gaps(glyphs: Sequence[Glyph]) -> list[Glyph]:
    """The same picture with kerning as part of the letter before it.

    Text is read back by its gaps: a letter moved away from its neighbour would end a
    word. Marks, which have no width, keep their place over their letter.
    """
    found: list[Glyph] = []
    for glyph in glyphs:
        if found and glyph.dx and glyph.advance:
            found[-1] = replace(found[-1], advance=found[-1].advance + glyph.dx)
            found.append(replace(glyph, advance=glyph.advance - glyph.dx, dx=0))
        else:
            found.append(glyph)
    return found


class EmbeddedFace:
    """What one PDF holds of a face: the glyphs it used, and their characters."""

    def __init__(self, face: Face, number: int) -> None:
        self.face = face
        self.name = f"C{number}"
        self._tag = f"CASED{chr(ord('A') + number)}"
        self._codes: dict[tuple[int, str, int], int] = {}

    @property
    def used(self) -> bool:
        return bool(self._codes)

    def code(self, glyph: Glyph) -> int:
        """The code of a glyph in this PDF: one for each shape, character, advance."""
        key = (glyph.index, glyph.text, glyph.advance)
        return self._codes.setdefault(key, len(self._codes) + 1)

    def addObjects(self, document: Any) -> None:
        """Called by reportlab, whose document has no types, when the PDF is closed."""
        base = pdfdoc.PDFName(f"{self._tag}+{self.face.name}")
        descendant = pdfdoc.PDFDictionary(
            {
                "Type": pdfdoc.PDFName("Font"),
                "Subtype": pdfdoc.PDFName("CIDFontType2"),
                "BaseFont": base,
                "CIDSystemInfo": pdfdoc.PDFDictionary(
                    {
                        "Registry": pdfdoc.PDFString("Adobe"),
                        "Ordering": pdfdoc.PDFString("Identity"),
                        "Supplement": 0,
                    }
                ),
                "FontDescriptor": self._descriptor(document, base),
                "W": pdfdoc.PDFArray([1, pdfdoc.PDFArray(self._widths())]),
                "CIDToGIDMap": self._stream(document, "glyphs", self._glyph_map()),
            }
        )
        font = pdfdoc.PDFDictionary(
            {
                "Type": pdfdoc.PDFName("Font"),
                "Subtype": pdfdoc.PDFName("Type0"),
                "BaseFont": base,
                "Encoding": pdfdoc.PDFName("Identity-H"),
                "DescendantFonts": pdfdoc.PDFArray(
                    [document.Reference(descendant, f"descendant:{self.name}")]
                ),
                "ToUnicode": self._stream(
                    document, "characters", self._characters().encode("ascii")
                ),
            }
        )
        fonts = document.idToObject["BasicFonts"].dict
        fonts[self.name] = document.Reference(font, f"font:{self.name}")

    def _descriptor(self, document: Any, base: str) -> Any:
        ascent, descent = self.face.extents()
        data = self._subset()
        file = self._stream(document, "file", data, Length1=len(data))
        descriptor = pdfdoc.PDFDictionary(
            {
                "Type": pdfdoc.PDFName("FontDescriptor"),
                "FontName": base,
                "Flags": 4,  # symbolic: only our codes mean anything
                "FontBBox": pdfdoc.PDFArray([-500, descent, 1500, ascent]),
                "ItalicAngle": 0,
                "Ascent": ascent,
                "Descent": descent,
                "CapHeight": 700,
                "StemV": 80,
                "FontFile2": file,
            }
        )
        return document.Reference(descriptor, f"descriptor:{self.name}")

    def _stream(self, document: Any, what: str, data: bytes, **entries: int) -> Any:
        stream = pdfdoc.PDFStream(
            dictionary=pdfdoc.PDFDictionary(dict(entries)),
            content=data,
            filters=[pdfdoc.PDFZCompress],
        )
        return document.Reference(stream, f"{what}:{self.name}")

    def _subset(self) -> bytes:
        wanted = hb.SubsetInput()
        wanted.flags = hb.SubsetFlags.RETAIN_GIDS | hb.SubsetFlags.NO_HINTING
        wanted.flags |= hb.SubsetFlags.NO_LAYOUT_CLOSURE
        wanted.flags |= hb.SubsetFlags.NOTDEF_OUTLINE
        wanted.sets(hb.SubsetInputSets.GLYPH_INDEX).update(
            index for index, _, _ in self._codes
        )
        wanted.sets(hb.SubsetInputSets.DROP_TABLE_TAG).update(
            int.from_bytes(tag.encode(), "big") for tag in _NOT_IN_A_PDF
        )
        return bytes(hb.subset(self.face.face, wanted).blob.data)

    def _widths(self) -> list[int]:
        return [advance for _, _, advance in self._codes]

    def _glyph_map(self) -> bytes:
        return bytes(2) + b"".join(
            index.to_bytes(2, "big") for index, _, _ in self._codes
        )

    def _characters(self) -> str:
        rows = [
            f"<{code:04X}> <{text.encode('utf-16-be').hex().upper()}>"
            for (_, text, _), code in self._codes.items()
        ]
        blocks = [
            "\n".join((f"{len(part)} beginbfchar", *part, "endbfchar"))
            for part in (
                rows[at : at + _AT_ONCE] for at in range(0, len(rows), _AT_ONCE)
            )
        ]
        return "\n".join(
            (
                "/CIDInit /ProcSet findresource begin 12 dict begin begincmap",
                "/CMapName /Characters def /CMapType 2 def",
                "1 begincodespacerange <0000> <FFFF> endcodespacerange",
                *blocks,
                "endcmap CMapName currentdict /CMap defineresource pop end end",
            )
        )
