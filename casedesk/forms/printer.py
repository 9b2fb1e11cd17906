"""The printer: one paper in, one PDF out, in memory."""

from __future__ import annotations

from functools import cached_property, partial
from pathlib import Path
from threading import Lock

from casedesk.circuit.paper import BlankPaper, Certificate, Paper, Poster, Repertory
from casedesk.circuit.sheet import SheetCode
from casedesk.forms import blank as blanks
from casedesk.forms import certificate as certificates
from casedesk.forms import head, letter, poster, repertory, sheet
from casedesk.forms.additions import additions
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

# The size of what people wrote, in points, and whether the sheet is set compactly.
_INTERNAL = ((9.4, False),)
_ONE_PAGE = ((9.4, False), (9.0, True), (8.6, True), (8.2, True), (7.8, True))
_LETTER = ((10.2, False), (9.8, False), (9.4, False))
_BESIDE = {
    _INTERNAL[-1]: ((9.0, False), (8.6, False)),
    _ONE_PAGE[-1]: ((7.4, True),),
    _LETTER[-1]: ((9.0, False),),
}
_SIZES = {
    SheetCode.UPE_CAPE: _ONE_PAGE,
    SheetCode.HOSPITAL: _ONE_PAGE,
    SheetCode.GENERAL: _ONE_PAGE,
    SheetCode.PROSECUTOR: _LETTER,
}


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

    def certify(self, certificate: Certificate) -> bytes:
        """The PDF of a certificate; raises as `typeset` does."""
        with self._one_at_a_time:
            compositor = Compositor(self._regular, self._bold)
            pen = Pen(
                compositor, title=certificate.title, language=certificate.language
            )
            look = Look(compositor, certificate.language, certificates.SIZE)
            certificates.draw(certificate, look, pen)
            return pen.close()

    def hang(self, *posters: Poster) -> bytes:
        """The PDF of a poster, a page for each language; raises as `typeset` does."""
        with self._one_at_a_time:
            compositor = Compositor(self._regular, self._bold)
            language = posters[0].frame.language
            pen = Pen(compositor, title=poster.title(language), language=language)
            for each in posters:
                look = Look(compositor, each.frame.language, poster.SIZE)
                poster.draw(each, look, pen)
            return pen.close()

    def list_help(self, *repertories: Repertory) -> bytes:
        """The PDF of a repertory for families, one language after the other.

        Raises as `typeset` does.
        """
        with self._one_at_a_time:
            compositor = Compositor(self._regular, self._bold)
            language = repertories[0].frame.language
            pen = Pen(compositor, title=repertory.title(language), language=language)
            for each in repertories:
                look = Look(compositor, each.frame.language, repertory.SIZE)
                repertory.draw(each, look, pen)
            return pen.close()

    def blank(self, blank: BlankPaper) -> bytes:
        """The PDF of a sheet to be filled in by hand; raises as `typeset` does."""
        with self._one_at_a_time:
            compositor = Compositor(self._regular, self._bold)
            paper = blank.paper
            look = Look(compositor, paper.language, blanks.SIZE)
            frame = Frame(paper, look, partial(blanks.opening, blank, look), None)
            title = paper.sheet.title.in_language(paper.language)
            pen = Pen(compositor, title=title, language=paper.language)
            frame.draw(pen, frame.pages(blanks.body(blank, look)))
            return pen.close()

    @cached_property
    def _regular(self) -> tuple[Face, ...]:
        return tuple(Face(self._folder / name) for name in _REGULAR)

    @cached_property
    def _bold(self) -> Face:
        return Face(self._folder / _BOLD)


def _laid_out(paper: Paper, compositor: Compositor) -> tuple[Frame, list[Page]]:
    """The paper in pages: as large as it can be on as few pages as it can."""
    looks = [
        Look(compositor, paper.language, size, compact)
        for size, compact in _sizes(paper)
    ]
    smallest = _set(paper, looks[-1])
    for look in looks[:-1]:
        frame, pages = _set(paper, look)
        if len(pages) == len(smallest[1]):
            return frame, pages
    return smallest


def _sizes(paper: Paper) -> tuple[tuple[float, bool], ...]:
    """In two languages also smaller, where that saves a page."""
    sizes = _SIZES.get(paper.sheet.code, _INTERNAL)
    return sizes if paper.beside is None else (*sizes, *_BESIDE[sizes[-1]])


def _set(paper: Paper, look: Look) -> tuple[Frame, list[Page]]:
    frame = Frame(paper, look, _opening(paper, look), coupon(paper, look))
    return frame, frame.pages(_body(paper, look))


def _body(paper: Paper, look: Look) -> list[Block]:
    if paper.sheet.code is SheetCode.PROSECUTOR:
        return [*letter.body(paper, look), *additions(paper, look)]
    return [*sheet.body(paper, look), *additions(paper, look)]


def _opening(paper: Paper, look: Look) -> Opening:
    if paper.sheet.code is SheetCode.PROSECUTOR:
        return partial(letter.opening, paper, look)
    return partial(head.opening, paper, look)
