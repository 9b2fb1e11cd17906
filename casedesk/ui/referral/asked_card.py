"""What this addressee is shown only when somebody decides it, and says why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from casedesk.circuit.sheet import SHORTEST_REASON, Content, Field, Gap
from casedesk.i18n import _, current
from casedesk.ui import theme
from casedesk.ui.refusals import gap_sentence
from casedesk.ui.widgets import field as fields
from casedesk.ui.widgets.editors_by_type import Answers, editor_for
from casedesk.ui.widgets.layout import Card, edges, paragraph, show_if
from casedesk.ui.widgets.sheet_question import Question
from casedesk.ui.widgets.text import LineEdit

_NOTHING: tuple[Any, ...] = (None, "", [])


class AskedCard(Card):
    """One tick for each of these questions; ticked, its answer and a reason."""

    edited = Signal()

    def __init__(
        self,
        asked: Iterable[Field],
        answers: Answers,
        known: Content,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(_("Seulement s'il le faut"), parent)
        self.add(
            paragraph(
                _(
                    "Rien d'ici n'est imprimé sans être coché, avec la raison. La "
                    "raison reste au dossier."
                ),
                muted=True,
            )
        )
        self._asked = {
            each.key: AskedQuestion(each, answers, known.get(each.key))
            for each in asked
        }
        for each in self._asked.values():
            each.edited.connect(self.edited)
            self.add(each)
        show_if(self, bool(self._asked))

    def question_of(self, key: str) -> AskedQuestion:
        return self._asked[key]

    def content(self) -> dict[str, Any]:
        """The answers that are ticked; no empty ones."""
        answers = {
            key: each.question.editor.value()
            for key, each in self._asked.items()
            if each.is_ticked
        }
        return {key: each for key, each in answers.items() if each not in _NOTHING}

    def reasons(self) -> dict[str, str]:
        """Why each of those ticked is shown."""
        return {
            key: each.reason.box.value()
            for key, each in self._asked.items()
            if each.is_ticked
        }

    def begin_again(self, content: Content, reasons: Mapping[str, str]) -> None:
        """What was ticked before, with its answers."""
        for key, each in self._asked.items():
            if key in reasons:
                each.tick(content.get(key), reasons[key])

    def show_gaps(self, gaps: Iterable[Gap]) -> tuple[Gap, ...]:
        """Say beside each exception what it lacks; the first gets the focus.

        Returns the gaps of what stands elsewhere.
        """
        for each in self._asked.values():
            each.settle()
        elsewhere, lacking = [], []
        for gap in gaps:
            key = gap.field.removeprefix("reasons.").partition(".")[0]
            if key in self._asked:
                self._asked[key].complain(gap)
                lacking.append(self._asked[key])
            else:
                elsewhere.append(gap)
        if lacking:
            lacking[0].take_focus()
        return tuple(elsewhere)


class AskedQuestion(QWidget):
    """A tick; under it, once ticked, the question and why it is shown."""

    edited = Signal()

    def __init__(self, asked: Field, answers: Answers, known: Any) -> None:
        super().__init__()
        name = asked.label.in_language(current())
        self.box = QCheckBox(_("Montrer\u00a0: %(question)s") % {"question": name})
        self.question = Question(asked, editor_for(asked, answers, quoted=False))
        self.question.editor.set_value(known)
        self.reason = fields.Field(
            _("Pourquoi ce destinataire doit le savoir"),
            LineEdit(),
            hint=_("Au moins %(least)d caractères.") % {"least": SHORTEST_REASON},
        )
        self._below = QWidget()
        inner = QVBoxLayout(self._below)
        inner.setContentsMargins(edges(32, 0, 0, 8))
        inner.setSpacing(12)
        inner.addWidget(self.question)
        inner.addWidget(self.reason)
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(8)
        down.addWidget(self.box)
        down.addWidget(self._below)
        self._below.hide()
        theme.look(self.box, "plain")
        self.box.clicked.connect(self._on_ticked)
        self.question.edited.connect(self.edited)
        self.reason.box.textEdited.connect(self._on_reason)

    @property
    def is_ticked(self) -> bool:
        return self.box.isChecked()

    def tick(self, answer: Any, reason: str) -> None:
        self.question.editor.set_value(answer)
        self.reason.box.setText(reason)
        self.box.setChecked(True)
        self._below.show()

    def complain(self, gap: Gap) -> None:
        if gap.field.startswith("reasons."):
            self.reason.complain(gap_sentence(gap))
        else:
            self.question.complain(gap)

    def settle(self) -> None:
        self.reason.settle()
        self.question.settle()

    def take_focus(self) -> None:
        lacks_reason = bool(self.reason.complaint())
        box = self.reason.box if lacks_reason else self.question.editor
        box.setFocus()

    def _on_ticked(self) -> None:
        self._below.setVisible(self.box.isChecked())
        self.settle()
        self.edited.emit()

    def _on_reason(self) -> None:
        self.reason.settle()
        self.edited.emit()
