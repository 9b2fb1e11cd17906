"""How one paper is set: its language, its direction and its sizes of type."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from casedesk.circuit.codes import Language
from casedesk.forms.block import Paragraph, Style
from casedesk.forms.pen import GREY
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
        size: float | None = None,
        *,
        bold: bool = False,
        grey: float = 0,
        align: str = "start",
        leading: float = 0,
    ) -> Paragraph:
        leading = leading or (1.4 if self.compact else 1.45)
        style = Style(size or self.body, leading=leading, grey=grey, bold=bold)
        return Paragraph(self.by, text, style, rtl=self.rtl, align=align)

    def label(self, text: str) -> Paragraph:
        """What is asked, small above what was answered."""
        return self.set(text, max(self.body * 0.74, 6.4), grey=GREY, leading=1.35)

    def caption(self, text: str) -> Paragraph:
        """What a table is about, above the labels of its columns."""
        return self.set(text, self.body * 0.84, bold=True, grey=GREY)

    def natural_width(self, text: str) -> float:
        """The width of an answer on one line, in points."""
        return self.by.width(text) * self.body
