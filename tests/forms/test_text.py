from __future__ import annotations

from time import perf_counter

import pytest

from casedesk.forms.text import Compositor, Line, Span


def logical(line: Line) -> str:
    """The characters of a line that runs rightwards."""
    return "".join(glyph.text for run in line.runs for glyph in run.glyphs)


def test_lines_end_between_words_and_lose_nothing(compositor: Compositor) -> None:
    text = "Elle a été vue le 05/09/2025 par l'assistante sociale du quartier."

    lines = compositor.lines([Span(text)], 12, rtl=False)

    assert len(lines) > 2
    assert " ".join(map(logical, lines)) == text
    assert all(line.width <= 12 for line in lines)


@pytest.mark.parametrize("whole", ["05/09/2025", "12-34", "«\u00a0non\u00a0»"])
def test_a_line_never_ends_within(compositor: Compositor, whole: str) -> None:
    lines = compositor.lines([Span(f"mot {whole} mot")], 6, rtl=False)

    assert any(whole.replace("\u00a0", " ") in logical(line) for line in lines)


@pytest.mark.parametrize("width", range(8, 20))
def test_no_line_begins_with_a_mark_that_closes(
    compositor: Compositor, width: int
) -> None:
    text = "Que dire : « Raconte-moi », « Et après ? » ; jamais « Pourquoi ? » !"

    lines = compositor.lines([Span(text)], width, rtl=False)

    said = [logical(line) for line in lines]
    assert " ".join(said).replace("- ", "-") == text
    assert not [each for each in said if each[0] in ":;!?»" or each[-1] == "«"]


def test_a_word_longer_than_the_line_is_cut(compositor: Compositor) -> None:
    lines = compositor.lines([Span("a" * 500)], 10, rtl=False)

    assert "".join(map(logical, lines)) == "a" * 500
    assert all(line.width <= 10 for line in lines)


def test_a_cut_leaves_a_mark_with_its_letter(compositor: Compositor) -> None:
    lines = compositor.lines([Span("بَ" * 60)], 5, rtl=True)

    assert len(lines) > 1
    assert not any(last_letter(line) == "َ" for line in lines)


def last_letter(line: Line) -> str:
    """The first character, in reading order, of a line that runs leftwards."""
    return line.runs[-1].glyphs[-1].text


def test_arabic_letters_join(compositor: Compositor) -> None:
    apart, joined = compositor.width("ب ب ب"), compositor.width("ببب")

    shapes = {
        glyph.index
        for run in compositor.lines([Span("ببب")], 100, rtl=True)[0].runs
        for glyph in run.glyphs
    }

    assert len(shapes) == 3, "a letter looks different at the start, middle and end"
    assert joined < apart


def test_a_ligature_keeps_all_its_characters(compositor: Compositor) -> None:
    (line,) = compositor.lines([Span("لا")], 100, rtl=True)

    assert [glyph.text for run in line.runs for glyph in run.glyphs] == ["ا", "ل"]


def test_french_within_arabic_stays_in_its_order(compositor: Compositor) -> None:
    (line,) = compositor.lines([Span("سلمى Ibn Khaldoun سلمى")], 100, rtl=True)

    assert "Ibn Khaldoun" in logical(line)


def test_bold_has_a_face_of_its_own(compositor: Compositor) -> None:
    spans = [Span("Objet", bold=True), Span(" Salma")]

    (line,) = compositor.lines(spans, 100, rtl=False)

    assert "Bold" in line.runs[0].face.face.name
    assert "Bold" not in line.runs[-1].face.face.name


def test_what_no_face_has_is_still_set(compositor: Compositor) -> None:
    (line,) = compositor.lines([Span("漢")], 100, rtl=False)

    assert logical(line) == "漢"
    assert line.width > 0


def test_a_long_paste_without_spaces_takes_no_more_than_its_length(
    compositor: Compositor,
) -> None:
    def taken(length: int) -> float:
        start = perf_counter()
        compositor.lines([Span("ab1é" * (length // 4))], 50, rtl=False)
        return perf_counter() - start

    taken(400)  # faces loaded

    assert taken(20_000) < 40 * max(taken(2_000), 0.001)
