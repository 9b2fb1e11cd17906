from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from html import unescape
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from PIL import Image

from casedesk.circuit.codes import CodeBook, Language, read_codes
from casedesk.circuit.paper import Mark, Paper, Sender
from casedesk.circuit.paper_language import side_by_side
from casedesk.circuit.sheet import read_sheet
from casedesk.forms.direction import runs_leftwards
from casedesk.forms.font import Face
from casedesk.forms.printer import PdfPrinter
from casedesk.forms.text import Compositor

FONTS = Path(__file__).parents[2] / "resources" / "fonts"
_TURNS = re.compile("[\u200e\u200f\u202a-\u202e]")  # poppler's own marks of direction

_BOX = re.compile(
    r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)"[^>]*>([^<]*)</word>'
)


class Place(NamedTuple):
    """A word on paper, in points from the left and from the top."""

    word: str
    left: float
    top: float
    right: float


LIAISON = """
code = "F-C"
version = 1
title = { fr = "Fiche de liaison UPE / CAPE", ar = "بطاقة الربط مع وحدة حماية الطفولة" }
addressees = ["upe_cape"]

[[section]]
key = "child"
title = { fr = "L'enfant", ar = "الطفل" }

[[section.field]]
key = "given_latin"
label = { fr = "Prénom", ar = "الاسم الشخصي (بالحروف اللاتينية)" }
type = "name"

[[section.field]]
key = "given_arabic"
label = { fr = "Prénom en arabe", ar = "الاسم الشخصي" }
type = "name"

[[section.field]]
key = "birth"
label = { fr = "Naissance", ar = "الازدياد" }
type = "birth"
required = true

[[section.field]]
key = "nickname"
label = { fr = "Surnom", ar = "الاسم المتداول" }
type = "name"

[[section.field]]
key = "needs"
label = { fr = "Besoins", ar = "الحاجيات" }
type = "codes"
list = "NEEDS"

[[section]]
key = "facts"
title = { fr = "Les faits", ar = "الوقائع" }
kind = "facts"

[[section.field]]
key = "summary"
label = { fr = "Résumé", ar = "ملخص الوقائع" }
type = "long"
max_length = 800

[[section.field]]
key = "done"
label = { fr = "Déjà fait", ar = "ما تم القيام به" }
type = "rows"
[[section.field.column]]
key = "at"
label = { fr = "Date", ar = "التاريخ" }
type = "date"
[[section.field.column]]
key = "what"
label = { fr = "Action", ar = "الإجراء" }
type = "text"

[[section]]
key = "said"
title = { fr = "Ce que l'enfant a dit", ar = "كلام الطفل" }
kind = "words"

[[section.field]]
key = "words"
label = { fr = "Ses mots", ar = "كلام الطفل حرفيا" }
type = "long"

[[section]]
key = "signatures"
title = { fr = "Signatures", ar = "التوقيعات" }

[[section.field]]
key = "signature"
label = { fr = "Signature et cachet de l'association", ar = "توقيع وختم الجمعية" }
type = "signature"

[[section.field]]
key = "receipt"
label = { fr = "Réception", ar = "إشعار بالتسلم" }
type = "signature"
"""

CODES = """
[NEEDS]
INTERPRETER = { fr = "Interprète", ar = "ترجمان" }
WHEELCHAIR = { fr = "Fauteuil, accès de plain-pied", ar = "كرسي متحرك" }
"""

CONTENT: Mapping[str, Any] = {
    "given_latin": "Salma",
    "given_arabic": "سلمى",
    "birth": "~7@2026-03-02",
    "needs": ["INTERPRETER", "WHEELCHAIR"],
    "summary": "Salma a des bleus au bras gauche depuis le 02/03/2026.",
    "done": [{"at": "2026-03-02", "what": "Appel au 2511"}],
    "words": "ما بغيتش نرجع للدار",
}

PAPER = Paper(
    sheet=read_sheet(LIAISON),
    content=CONTENT,
    codes=CodeBook(read_codes(CODES)),
    language=Language.FRENCH,
    sender=Sender("Association Nour", "Salé", "3 rue du Puits", "05 37 00 00 00", "12"),
    case_number="SAL-26-0K7F",
    sheet_number="SAL-26-0K7F-C1",
    printed_at=datetime(2026, 3, 3, 16, 40),  # noqa: DTZ001 -- local, as papers are
    printed_by="Assistante sociale",
    mark=Mark.ORIGINAL,
    addressee_name="UPE de Salé",
    addressee_address="Hôpital Moulay Abdellah",
    anchor="J 004213 · 7F3K-9QXM-2D4R-8T1V-C",
    coupon="7F3K-9QXM-2",
)


@pytest.fixture(scope="session")
def printer() -> PdfPrinter:
    return PdfPrinter(FONTS)


@pytest.fixture
def compositor() -> Compositor:
    regular, bold, fallback = (
        Face(FONTS / name)
        for name in (
            "IBMPlexSansArabic_400Regular.ttf",
            "IBMPlexSansArabic_700Bold.ttf",
            "NotoSans_400Regular.ttf",
        )
    )
    return Compositor((regular, fallback), bold)


@pytest.fixture
def paper() -> Callable[..., Paper]:
    """A liaison sheet in French, with whatever a test needs to be different."""

    def made(toml: str = LIAISON, **different: Any) -> Paper:
        return replace(PAPER, sheet=read_sheet(toml), **different)

    return made


@pytest.fixture
def both(paper: Callable[..., Paper]) -> Callable[..., Paper]:
    """The same sheet in both languages, French leading unless told otherwise."""

    def made(toml: str = LIAISON, **different: Any) -> Paper:
        leading = paper(toml, **different)
        other = side_by_side(leading.language)[1]
        named = "وحدة حماية الطفولة بسلا" if other is Language.ARABIC else "UPE de Salé"
        return replace(
            leading, beside=replace(leading, language=other, addressee_name=named)
        )

    return made


@pytest.fixture
def places_of(text_of: Callable[..., str]) -> Callable[[bytes], list[Place]]:
    """Each word of the PDF, and where it stands on its page."""

    def read(pdf: bytes) -> list[Place]:
        found = _BOX.findall(text_of(pdf, "-bbox"))
        return [
            Place(_logical(unescape(word)), float(left), float(top), float(right))
            for left, top, right, word in found
        ]

    return read


@pytest.fixture
def text_of(tmp_path: Path) -> Callable[..., str]:
    """What a reader of the PDF can copy, page by page or whole."""

    def read(pdf: bytes, *options: str) -> str:
        said = _poppler("pdftotext", tmp_path, pdf, *options, to=("-",)).decode()
        return _TURNS.sub("", said)

    return read


@pytest.fixture
def fonts_of(tmp_path: Path) -> Callable[[bytes], list[list[str]]]:
    """One line of words for each font in the PDF."""

    def read(pdf: bytes) -> list[list[str]]:
        lines = _poppler("pdffonts", tmp_path, pdf).decode().splitlines()[2:]
        return [line.split() for line in lines]

    return read


@pytest.fixture
def picture_of(tmp_path: Path) -> Callable[..., Image.Image]:
    """One page as it looks at 150 dots per inch."""

    def drawn(pdf: bytes, page: int = 1) -> Image.Image:
        options = ("-r", "150", "-png", "-f", str(page), "-singlefile")
        _poppler("pdftoppm", tmp_path, pdf, *options, to=("page",))
        return Image.open(tmp_path / "page.png").convert("L")

    return drawn


def _logical(word: str) -> str:
    """Where words stand, poppler tells their letters as they stand too."""
    return word[::-1] if runs_leftwards(word) else word


def _poppler(
    tool: str, folder: Path, pdf: bytes, *options: str, to: tuple[str, ...] = ()
) -> bytes:
    path = shutil.which(tool)
    if path is None:
        pytest.skip(f"{tool} is not installed (package poppler-utils)")
    (folder / "paper.pdf").write_bytes(pdf)
    command = [path, *options, "paper.pdf", *to]
    return subprocess.run(command, cwd=folder, check=True, capture_output=True).stdout
