"""Drawing on a page, measured from its top: text, rules, boxes, and a code to scan."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import Any

from reportlab.graphics.barcode.qrencoder import QRCode, QRErrorCorrectLevel
from reportlab.pdfgen.canvas import Canvas

from casedesk.forms.text import Compositor, Line, Run, Span

WIDTH, HEIGHT = 595.28, 841.89  # A4, in points
MM = 72 / 25.4
MARGIN = 15 * MM
TEXT_WIDTH = WIDTH - 2 * MARGIN
INK, GREY, PALE, TINT = 0.0, 0.4, 0.75, 0.95  # 0 is black, 1 is white
_ONE_REACHES, _SEVERAL_REACH = 0.8 * WIDTH, 1.3 * WIDTH  # from corner to corner
_APART = "  \N{MIDDLE DOT}  "


class Pen:
    """One PDF being drawn. `y` runs downwards from the top of the page."""

    def __init__(self, compositor: Compositor, *, title: str, language: str) -> None:
        self._file = BytesIO()
        self._canvas: Any = Canvas(  # its types leave out half of it
            self._file,
            pagesize=(WIDTH, HEIGHT),
            pageCompression=1,
            invariant=1,
            lang=f"{language}-MA",  # not its direction: PDFium would turn Latin round
        )
        self._canvas.setTitle(title)
        self._canvas.setProducer("casedesk")
        self._canvas.setCreator("casedesk")
        self._compositor = compositor

    def line(
        self, line: Line, x: float, y: float, size: float, grey: float = INK
    ) -> None:
        """Set a line of text with its baseline at y."""
        self._canvas.addLiteral("BT")
        marks: list[str] = []
        for run in line.runs:
            if run.glyphs:  # marks of direction alone leave none, nor need a font
                self._canvas.addLiteral(f"{GREY if run.faint else grey:g} g")
                self._run(run, x, HEIGHT - y, size)
                marks += _marks(run, x, HEIGHT - y, size)
            x += run.width * size
        self._canvas.addLiteral("ET")
        for each in marks:
            self._canvas.addLiteral(each)

    def rule(
        self,
        x: float,
        y: float,
        width: float,
        *,
        weight: float = 0.4,
        grey: float = PALE,
    ) -> None:
        self._canvas.setStrokeGray(grey)
        self._canvas.setLineWidth(weight)
        self._canvas.line(x, HEIGHT - y, x + width, HEIGHT - y)

    def bar(
        self, x: float, y: float, height: float, *, weight: float, grey: float
    ) -> None:
        """A vertical rule."""
        self._canvas.setStrokeGray(grey)
        self._canvas.setLineWidth(weight)
        self._canvas.line(x, HEIGHT - y, x, HEIGHT - y - height)

    def box(
        self, x: float, y: float, width: float, height: float, *, grey: float = PALE
    ) -> None:
        self._canvas.setStrokeGray(grey)
        self._canvas.setLineWidth(0.5)
        self._canvas.rect(x, HEIGHT - y - height, width, height)

    def panel(self, x: float, y: float, width: float, height: float) -> None:
        self._canvas.setFillGray(TINT)
        self._canvas.rect(x, HEIGHT - y - height, width, height, stroke=0, fill=1)

    def cut_here(self, y: float) -> None:
        """A dashed line from edge to edge, with a pair of scissors."""
        canvas = self._canvas
        canvas.setStrokeGray(GREY)
        canvas.setLineWidth(0.6)
        canvas.setDash([4, 3])
        canvas.line(0, HEIGHT - y, WIDTH, HEIGHT - y)
        canvas.setDash([])
        canvas.setLineWidth(0.9)
        x = 8 * MM
        for side in (1, -1):
            canvas.circle(x - 4.2, HEIGHT - y + side * 3.1, 2.1)
            canvas.line(x - 2.4, HEIGHT - y + side * 2, x + 8, HEIGHT - y - side * 2.6)

    def code_to_scan(self, text: str, x: float, y: float, width: float) -> None:
        """A QR code of exactly this text, without a margin of its own."""
        code: Any = QRCode(None, QRErrorCorrectLevel.M)
        code.addData(text)
        code.make()
        count = code.getModuleCount()
        module = width / count
        self._canvas.setFillGray(INK)
        for row in range(count):
            for column in range(count):
                if code.isDark(row, column):
                    left, bottom = x + column * module, HEIGHT - y - (row + 1) * module
                    self._canvas.rect(left, bottom, module, module, stroke=0, fill=1)

    def across(self, *words: str) -> None:
        """Words large and pale across the whole page; drawn before anything else."""
        text = _APART.join(words)
        line = self._compositor.lines([Span(text, bold=True)], 100, rtl=False)[0]
        reach = _ONE_REACHES if len(words) == 1 else _SEVERAL_REACH
        size = min(150.0, reach / line.width)
        with self._moved():
            self._canvas.translate(WIDTH / 2, HEIGHT / 2)
            self._canvas.rotate(52)
            self._canvas.translate(0, -HEIGHT)
            self.line(line, -line.width * size / 2, size * 0.35, size, 0.9)

    def next_page(self) -> None:
        self._canvas.showPage()

    def close(self) -> bytes:
        """The whole PDF."""
        document = self._canvas._doc  # reportlab has no other way to add a font
        document.delayedFonts += [
            each for each in self._compositor.embedded if each.used
        ]
        self._canvas.save()
        return self._file.getvalue()

    @contextmanager
    def _moved(self) -> Iterator[None]:
        self._canvas.saveState()
        yield
        self._canvas.restoreState()

    def _run(self, run: Run, x: float, y: float, size: float) -> None:
        """One run as PDF text."""
        shown = [f"/{run.face.name} {size:g} Tf 1 0 0 1 {x:.3f} {y:.3f} Tm ["]
        rise = 0.0
        for glyph in run.glyphs:
            dx, dy = (0, 0) if glyph.drawn else (glyph.dx, glyph.dy)
            if dy != rise:
                rise = dy
                shown.append(f"] TJ {rise * size / 1000:.3f} Ts [")
            if not glyph.text:
                continue
            code = f"<{run.face.code(glyph):04X}>"
            shown.append(f"{-dx:.1f} {code} {dx:.1f}" if dx else code)
        shown.append("] TJ" + (" 0 Ts" if rise else ""))
        self._canvas.addLiteral("".join(shown))


def _marks(run: Run, x: float, y: float, size: float) -> Iterator[str]:
    """The vowel marks of a run, drawn over and under their letters."""
    scale, at = size / 1000, 0.0
    for glyph in run.glyphs:
        if glyph.drawn:
            moved = f"{x + (at + glyph.dx) * scale:.3f} {y + glyph.dy * scale:.3f}"
            shape = run.face.face.outline(glyph.drawn)
            yield f"q {scale:.5f} 0 0 {scale:.5f} {moved} cm {shape} f Q"
        at += glyph.advance
