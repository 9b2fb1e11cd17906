"""The typesetter of the program, loaded when the first sheet is wanted."""

from __future__ import annotations

from pathlib import Path

from casedesk.circuit.paper import (
    BlankPaper,
    Certificate,
    Paper,
    Poster,
    Repertory,
    Typesetter,
)


class LatePrinter:
    """Typesetting costs a quarter of a second to load: not before anybody prints."""

    def __init__(self, fonts: Path) -> None:
        self._fonts = fonts
        self._printer: Typesetter | None = None

    def typeset(self, paper: Paper) -> bytes:
        return self._loaded().typeset(paper)

    def certify(self, certificate: Certificate) -> bytes:
        return self._loaded().certify(certificate)

    def hang(self, *posters: Poster) -> bytes:
        return self._loaded().hang(*posters)

    def list_help(self, *repertories: Repertory) -> bytes:
        return self._loaded().list_help(*repertories)

    def blank(self, blank: BlankPaper) -> bytes:
        return self._loaded().blank(blank)

    def _loaded(self) -> Typesetter:
        if self._printer is None:
            from casedesk.forms.printer import PdfPrinter

            self._printer = PdfPrinter(self._fonts)
        return self._printer
