"""The printer: one paper in, one PDF out, in memory."""

from __future__ import annotations

from functools import cached_property, partial
from pathlib import Path
from threading import Lock

from casedesk.circuit.paper import Paper
from casedesk.circuit.sheet import SheetCode
from casedesk.forms import head, letter, sheet
from casedesk.forms.block import Block
from casedesk.forms.coupon import coupon
from casedesk.forms.font import Face
from casedesk.forms.look import Look
from casedesk.forms.page import Frame, Opening, Page
from casedesk.forms.pen import Pen
from casedesk.forms.text import Compositor

_REGULAR = (
    "IBMPlexSansArabic_400Regular.ttf",
    "NotoSans_400Regular.ttf",
    "NotoSansTifinagh_400Regular.ttf",
)
_BOLD = "IBMPlexSansArabic_700Bold.ttf"

_ONE_PAGE = frozenset({SheetCode.UPE_CAPE, SheetCode.HOSPITAL})
_SIZES = (9.4, 9.0, 8.6, 8.2, 7.8)  # of what people wrote, in points
_LETTER = 10.2


class PdfPrinter:
    """Typesets papers, one at a time, with the fonts of one folder."""

    def __init__(self, font_folder: Path) -> None:
        self._folder = font_folder
        self._one_at_a_time = Lock()

    def typeset(self, paper: Paper) -> bytes:
        """The PDF of a paper; the same paper gives the same bytes.

        Raises FontsMissing, and CatalogueMissing for a language without its words.
        """
        with self._one_at_a_time:
            compositor = Compositor(self._regular, self._bold)
            frame, pages = _laid_out(paper, compositor)
            pen = Pen(
                compositor,
                title=paper.sheet.title.in_language(paper.language),
                language=paper.language,
            )
            frame.draw(pen, pages)
            return pen.close()

    @cached_property
    def _regular(self) -> tuple[Face, ...]:
        return tuple(Face(self._folder / name) for name in _REGULAR)

    @cached_property
    def _bold(self) -> Face:
        return Face(self._folder / _BOLD)


def _laid_out(paper: Paper, compositor: Compositor) -> tuple[Frame, list[Page]]:
    """The paper in pages: a liaison sheet as large as still fits one page."""
    sizes = _SIZES if paper.sheet.code in _ONE_PAGE else _SIZES[:1]
    if paper.sheet.code is SheetCode.PROSECUTOR:
        sizes = (_LETTER,)
    tried = []
    for size in sizes:
        look = Look(compositor, paper.language, size)
        frame = Frame(paper, look, _opening(paper, look), coupon(paper, look))
        tried.append((frame, frame.pages(_body(paper, look))))
        if len(tried[-1][1]) == 1:
            return tried[-1]
    return tried[0]


def _body(paper: Paper, look: Look) -> list[Block]:
    if paper.sheet.code is SheetCode.PROSECUTOR:
        return letter.body(paper, look)
    return sheet.body(paper, look)


def _opening(paper: Paper, look: Look) -> Opening:
    if paper.sheet.code is SheetCode.PROSECUTOR:
        return partial(letter.opening, paper, look)
    return partial(head.opening, paper, look)
