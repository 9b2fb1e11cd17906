"""What a second language costs on paper: two pages, once the fonts are read."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from casedesk.app import rulebook
from casedesk.circuit.codes import CodeBook
from casedesk.circuit.paper import Paper
from casedesk.circuit.paper_language import PaperLanguage
from casedesk.circuit.sheet import SheetCode
from casedesk.forms.printer import PdfPrinter
from tests.bench.ratio import Ratio, compare, stopwatch
from tests.forms.conftest import FONTS, PAPER
from tests.forms.test_real_sheets import SHEETS, in_language

TARGET_MS = 150  # design §11: told, not asserted
RUNS = 9


def made(chosen: PaperLanguage) -> Paper:
    codes = CodeBook(rulebook.shipped_codes())
    return in_language(PAPER, SHEETS[SheetCode.ASSESSMENT], codes, chosen)


def test_a_sheet_in_both_languages_costs_little_more_than_in_one(
    report: Callable[[Ratio], Ratio],
) -> None:
    printer = PdfPrinter(FONTS)
    one, both = made(PaperLanguage.FRENCH), made(PaperLanguage.BOTH)

    measured = compare(
        f"two-page sheet in both languages (target {TARGET_MS} ms)",
        3.0,
        baseline=partial(stopwatch, partial(printer.typeset, one)),
        ours=partial(stopwatch, partial(printer.typeset, both)),
        runs=RUNS,
    )

    assert report(measured).is_kept
    assert printer.typeset(both).count(b"/Type /Page\n") >= 2
