"""The languages one can work in, each under its own name."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QMenu, QPushButton, QSizePolicy, QWidget

from casedesk.circuit.codes import Language
from casedesk.i18n import _, current
from casedesk.i18n.spoken import offered, own_name, share
from casedesk.ui import theme
from casedesk.ui.widgets.buttons import Button
from casedesk.ui.widgets.flow import Flow

WHOLE = 100  # per cent
NEXT = "F9"
"""The key that goes on to the next of them: no layout of the keyboard moves it."""


class Languages(QWidget):
    """One name beside the other; `chosen(Language)` for another than the one spoken.

    A click leaves the keyboard where one is typing; Tab reaches them all the same.
    """

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.buttons: dict[Language, QPushButton] = {}
        flow = Flow(self, gap=0)
        for language in offered():
            self.buttons[language] = button = self._button(language)
            flow.addWidget(button)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName(_("Langue de l'écran"))

    def _button(self, language: Language) -> QPushButton:
        said = share(language)
        button = theme.look(Button(_name(language), self), "quiet")
        button.setAutoDefault(False)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setAccessibleDescription(_("Langue de l'écran"))
        if language is current():
            font = QFont(button.font())
            font.setBold(True)
            button.setFont(font)
            button.setAccessibleDescription(_("Langue de l'écran, parlée maintenant"))
        button.setToolTip(_("F9 : langue suivante"))
        if said < WHOLE:
            told = _("Traduite à %(n)d %% : le reste est en français, suivi de (fr).")
            button.setToolTip(told % {"n": said})
        button.clicked.connect(lambda _=False: self._on_clicked(language))
        return button

    def _on_clicked(self, language: Language) -> None:
        if language is not current():
            self.chosen.emit(language)


def language_menu(button: QPushButton, chosen: Callable[[Language], None]) -> QMenu:
    """The same names, under a button that itself says which one is spoken."""
    menu = QMenu(button)
    for language in offered():
        action = menu.addAction(_name(language))
        action.setCheckable(True)
        action.setChecked(language is current())
        action.triggered.connect(partial(_pass_on, chosen, language))
    button.clicked.connect(lambda _=False: menu.popup(button.mapToGlobal(QPoint())))
    return menu


def _name(language: Language) -> str:
    """Its own, and how much of it there is where some is lacking."""
    said = share(language)
    return own_name(language) + (f" ({said} %)" if said < WHOLE else "")


def _pass_on(
    chosen: Callable[[Language], None], language: Language, _checked: bool = False
) -> None:
    if language is not current():
        chosen(language)


def next_language() -> Language:
    """The one after the one spoken, the first after the last."""
    languages = offered()
    return languages[(languages.index(current()) + 1) % len(languages)]
