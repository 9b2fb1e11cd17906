"""Choosing the language of a paper: one, the other, or both side by side."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtWidgets import QWidget

from casedesk.circuit.codes import Language, on_paper
from casedesk.circuit.paper import Certificate
from casedesk.circuit.paper_language import PaperLanguage, languages
from casedesk.i18n import current, speaking
from casedesk.i18n.labels import label
from casedesk.ui.widgets.choice import Choice


class PaperLanguageChoice(Choice):
    """`chosen` is for what the person presses; `language` is what is pressed."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__([(each.value, label(each)) for each in PaperLanguage], parent)
        self.setAccessibleName(name)

    def language(self) -> PaperLanguage:
        return PaperLanguage(self.value())


def of_the_screen() -> PaperLanguage:
    """The language of this screen where paper exists in it, else French."""
    return PaperLanguage(on_paper(current()))


def written_in(chosen: PaperLanguage, write: Callable[[], Certificate]) -> Certificate:
    """What is written in the language that is spoken, in the languages of the paper."""
    first, *other = languages(chosen, on_paper(current()))
    paper = _spoken(first, write)
    return replace(paper, beside=_spoken(other[0], write)) if other else paper


def _spoken(language: Language, write: Callable[[], Certificate]) -> Certificate:
    with speaking(language):
        return write()
