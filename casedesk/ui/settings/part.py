"""What each part of the settings is: a column that carries out single commands."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from casedesk.circuit.codes import Label
from casedesk.circuit.command import DeskCommand
from casedesk.circuit.errors import Refused, Trouble
from casedesk.i18n import _
from casedesk.ui.refusals import settle, tell
from casedesk.ui.typing import Box, Typing
from casedesk.ui.widgets.field import Field
from casedesk.ui.widgets.layout import Notice, paragraph
from casedesk.ui.widgets.text import LTR, RTL, LineEdit
from casedesk.ui.workspace import Tools


class Part(QWidget):
    """One subject of the settings. `refresh` reads again what it shows."""

    name = ""  # of the place it is at

    def __init__(self, tools: Tools, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tools = tools
        self.notice = Notice("warning")
        self._typing: Typing | None = None
        self._boxes: dict[str, Box] = {}
        self._down = QVBoxLayout(self)
        self._down.setContentsMargins(0, 0, 0, 0)
        self._down.setSpacing(16)

    def refresh(self) -> None:
        raise NotImplementedError

    def leave(self) -> None:
        """Keep what is being added."""
        if self._typing is not None:
            self._typing.keep()

    def add(self, *widgets: QWidget) -> None:
        for widget in widgets:
            self._down.addWidget(widget)

    def say(self, sentence: str) -> None:
        """What this part is for, in one or two sentences."""
        self.add(paragraph(sentence, muted=True))

    def remember(self, boxes: Mapping[str, Box]) -> None:
        """What is typed in these waits for its author through a lock."""
        self._boxes = dict(boxes)
        page = f"settings:{self.name}"
        self._typing = Typing(self._tools.sitting, page, self._boxes)

    def forget(self) -> None:
        """What was typed is done; the boxes are empty again."""
        if self._typing is not None:
            self._typing.done()
            self.remember(self._boxes)

    def do(
        self, command: DeskCommand[Any], fields: Mapping[str, Field[Any]] | None = None
    ) -> bool:
        """Whether it is done; if not, why stands beside its field."""
        beside = fields or {}
        settle(beside.values(), self.notice)
        try:
            self._tools.desk.do(command)
        except (Refused, Trouble) as error:
            tell(error, self.notice, beside)
            return False
        return True


class LabelFields(dict[str, Field[LineEdit]]):
    """A label in the languages there are boxes for, to be written or changed."""

    def __init__(self) -> None:
        super().__init__(
            label_fr=Field(_("Libellé en &français"), LineEdit(resting=LTR)),
            label_ar=Field(_("Libellé en &arabe"), LineEdit(resting=RTL)),
            label_en=Field(
                _("Libellé en an&glais"),
                LineEdit(resting=LTR),
                hint=_("Facultatif : sans lui, l'anglais montre le français."),
            ),
        )

    def label(self) -> Label:
        fr, ar, en = (each.box.value() for each in self.values())
        return Label(fr, ar, en)

    def show_label(self, label: Label) -> None:
        told = (label.fr, label.ar, label.en)
        for each, text in zip(self.values(), told, strict=True):
            each.box.setText(text)

    def boxes(self) -> dict[str, Box]:
        return {key: (each.box.value, each.box.setText) for key, each in self.items()}
