"""How one paper is set: its language, its direction and its sizes of type."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from casedesk.circuit.codes import Language
from casedesk.forms.block import Paragraph, Style
from casedesk.forms.direction import runs_leftwards
from casedesk.forms.pen import GREY, INK
from casedesk.forms.text import Compositor, Span
from casedesk.i18n import Words, words
from casedesk.i18n.formats import direction


@dataclass(frozen=True, slots=True)
class Look:
    """The hand a paper is set in. `body`: the size of what people wrote, in points.

    `compact`: questions stand before their answers instead of above them.
    """

    by: Compositor
    language: Language
    body: float
    compact: bool = False

    @property
    def rtl(self) -> bool:
        return direction(self.language) == "rtl"

    @property
    def words(self) -> Words:
        return words(self.language)

    def set(
        self,
        text: str | Sequence[Span],
        size: float = 0,
        *,
        bold: bool = False,
        grey: float = INK,
        align: str = "start",
    ) -> Paragraph:
        """Words of the program, in the direction of the page."""
        style = self._style(size, bold=bold, grey=grey)
        return Paragraph(
            self.by, text, style, rtl=self.rtl, leftwards=self.rtl, align=align
        )

    def answer(
        self,
        text: str,
        size: float = 0,
        *,
        bold: bool = False,
        grey: float = INK,
        align: str = "start",
    ) -> Paragraph:
        """What people wrote, in its own direction, on the side of the page."""
        style = self._style(size, bold=bold, grey=grey)
        own = runs_leftwards(text, otherwise=self.rtl)
        return Paragraph(self.by, text, style, rtl=self.rtl, leftwards=own, align=align)

    def own(self, text: str, size: float = 0) -> Paragraph:
        """What people wrote, in its own direction and on its own side."""
        own = runs_leftwards(text, otherwise=self.rtl)
        return Paragraph(self.by, text, self._style(size), rtl=own, leftwards=own)

    def quoted(self, text: str) -> Paragraph:
        """Somebody's very words, a little larger."""
        return self.own(text, self.body + 0.5)

    def speaking(self, language: Language) -> Look:
        """The same hand in this language."""
        return replace(self, language=language)

    def label(self, text: str) -> Paragraph:
        """What is asked, small above what was answered."""
        return self.set(text, max(self.body * 0.74, 6.4), grey=GREY)

    def caption(self, text: str) -> Paragraph:
        """What a table is about, above the labels of its columns."""
        return self.set(text, self.body * 0.84, bold=True, grey=GREY)

    def natural_width(self, text: str) -> float:
        """The width of an answer on one line, in points."""
        return self.by.width(text) * self.body

    def _style(self, size: float, *, bold: bool = False, grey: float = INK) -> Style:
        leading = 1.4 if self.compact else 1.45
        return Style(size or self.body, leading, grey, bold)
