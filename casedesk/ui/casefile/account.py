"""What was recorded: facts, words and opinion, side by side and never mixed."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from casedesk.circuit.case import CHILD_FIELDS
from casedesk.circuit.filled import Amendment, FilledSheet
from casedesk.circuit.sheet import Content, FieldType, Section, Sheet
from casedesk.i18n import _, current
from casedesk.i18n.formats import isolate, near_moment
from casedesk.ui import theme
from casedesk.ui.casefile.answers import Teller
from casedesk.ui.casefile.passage import Passage
from casedesk.ui.widgets.layout import Abreast, heading, paragraph

FACTS, WORDS, OPINION = "facts", "words", "opinion"
_BESIDE = 43  # times the size of a letter; narrower, they stand one under the other


class Account(QWidget):
    """Three columns, or one when there is little room: facts, words, opinion.

    What has no kind of its own stands with the facts. The child's words stand between
    quotation marks, in their own direction. `brief` shows the account alone, without
    what surrounds it; the child's names stand on the child's card.
    """

    def __init__(
        self,
        sheet: Sheet,
        concern: FilledSheet,
        amendments: tuple[Amendment, ...],
        teller: Teller,
        *,
        brief: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._teller = teller
        columns: list[QWidget] = []
        content = sheet.shown(concern.content)
        added = [each for each in amendments if each.sheet_id == concern.id]
        for kind, title in _titles().items():
            column = theme.look(QFrame(), "card")
            parts = QVBoxLayout(column)
            parts.setContentsMargins(12, 12, 12, 12)
            parts.setSpacing(8)
            parts.addWidget(heading(title))
            told = [
                passage
                for section in _sections(sheet, kind, brief=brief)
                for passage in self._passages(section, content)
            ]
            if kind == FACTS:
                told += [self._addition(each) for each in added]
            for passage in told:
                parts.addWidget(passage)
            if not told:
                parts.addWidget(paragraph(_("Rien de noté."), muted=True))
            parts.addStretch(1)
            columns.append(column)
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.addWidget(Abreast(*columns, shares=(1, 1, 1), letters=_BESIDE))

    def _passages(self, section: Section, content: Content) -> Iterator[Passage]:
        asked = (each for each in section.fields if each.key not in CHILD_FIELDS)
        for field, answer in self._teller.answers(asked, content):
            quoted = section.kind == WORDS and field.type is FieldType.LONG
            yield Passage(field.label.in_language(current()), answer, verbatim=quoted)

    def _addition(self, amendment: Amendment) -> Passage:
        title = _("Ajouté le %(when)s par %(who)s") % {
            "when": near_moment(amendment.written_at),
            "who": isolate(self._teller.person(amendment.author)),
        }
        return Passage(title, amendment.text)


def _sections(sheet: Sheet, kind: str, *, brief: bool) -> Iterator[Section]:
    """The sections of a column; what has the kind itself comes first."""
    yield from (each for each in sheet.sections if each.kind == kind)
    if kind == FACTS and not brief:
        yield from (each for each in sheet.sections if not each.kind)


def _titles() -> dict[str, str]:
    return {
        FACTS: _("Ce qui a été vu"),
        WORDS: _("Ce que l'enfant a dit"),
        OPINION: _("Avis de qui l'a noté"),
    }
