"""Certificates on paper: everything told, in both directions, with room to sign."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from casedesk.circuit.codes import Language
from casedesk.circuit.paper import Certificate, Mark, Sender
from casedesk.forms.printer import PdfPrinter

FONTS = Path(__file__).parents[2] / "resources" / "fonts"
CERTIFICATE = Certificate(
    title="Certificat d'effacement",
    sender=Sender("Association Exemple", "Salé", "12, rue des Orangers", "05 00 00"),
    language=Language.FRENCH,
    printed_at=datetime(2026, 3, 2, 12, 0),  # noqa: DTZ001 -- local, as in Certificate
    printed_by="Directrice",
    mark=Mark.ORIGINAL,
    facts=(("Dossier", "SAL-26-0K7F"), ("Demandé par", "Directrice")),
    paragraphs=("Rien du contenu de ce dossier n'est plus lisible.",),
    list_title="Copies sur papier à détruire",
    listed=("Fiche F-C, n° C1, exemplaire 1", "Fiche F-E, n° E1, exemplaire 2"),
    signatures=("Qui a demandé", "Qui a confirmé"),
    anchor="J 000042 · 7F3K-9QXM-2D4R-8T1V-C",
)


@pytest.fixture
def certify() -> Callable[..., bytes]:
    def made(**different: object) -> bytes:
        return PdfPrinter(FONTS).certify(replace(CERTIFICATE, **different))  # type: ignore[arg-type] -- any field

    return made


def test_it_tells_everything_and_who_says_so(
    certify: Callable[..., bytes], text_of: Callable[..., str]
) -> None:
    told = " ".join(text_of(certify()).split())

    for each in (
        "Association Exemple",
        "CONFIDENTIEL",
        "Certificat d'effacement",
        "Dossier SAL-26-0K7F",
        "Demandé par Directrice",
        "Rien du contenu de ce dossier n'est plus lisible.",
        "Copies sur papier à détruire",
        "Fiche F-C, n° C1, exemplaire 1",
        "Fiche F-E, n° E1, exemplaire 2",
        "Qui a demandé",
        "Qui a confirmé",
        "J 000042 · 7F3K-9QXM-2D4R-8T1V-C",
        "Page 1/1",
        "2 mars 2026, 12",
    ):
        assert each in told


def test_a_long_list_goes_on_over_the_page(
    certify: Callable[..., bytes], text_of: Callable[..., str]
) -> None:
    many = tuple(f"Fiche F-C, n° C{n}, exemplaire 1" for n in range(90))

    pages = text_of(certify(listed=many)).split("\f")

    assert "Page 1/3" in pages[0]
    assert "Page 3/3" in pages[2]
    assert "n° C89," in pages[2]
    assert pages[2].index("n° C89,") < pages[2].index("Qui a demandé")
    assert all("J 000042" in page for page in pages[:3])


def test_the_same_certificate_gives_the_same_bytes(
    certify: Callable[..., bytes],
) -> None:
    assert certify() == certify()


def test_an_exercise_says_so(
    certify: Callable[..., bytes], text_of: Callable[..., str]
) -> None:
    marked = text_of(certify(mark=Mark.SPECIMEN), "-raw")
    assert "SPECIMEN" in "".join(marked.split())
    assert "SPECIMEN" not in "".join(text_of(certify(), "-raw").split())


def test_in_arabic_it_begins_on_the_other_side(
    certify: Callable[..., bytes], picture_of: Callable[..., object]
) -> None:
    def ink(pdf: bytes) -> tuple[int, int]:
        """How much is drawn in the leading and the trailing half of the facts."""
        page = picture_of(pdf)
        width, height = page.size  # type: ignore[attr-defined] -- a picture
        halves = (
            page.crop((x, height // 6, x + width // 2, height // 5))  # type: ignore[attr-defined] -- a picture
            for x in (0, width // 2)
        )
        left, right = (sum(half.histogram()[:128]) for half in halves)
        return left, right

    left, right = ink(certify(title="محضر الحذف", language=Language.ARABIC))
    assert right > left
    left, right = ink(certify())
    assert left > right
