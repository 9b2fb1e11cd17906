"""The leading side of the window: where one can go, and how to leave."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from casedesk.circuit.circles import CASE_TEAM, CircleId
from casedesk.circuit.rights import Actor, Right
from casedesk.i18n import _, current
from casedesk.i18n.spoken import own_name
from casedesk.ui import theme
from casedesk.ui.navigation import (
    AnswerPlace,
    BlankPlace,
    CasesPlace,
    ChasePlace,
    ConcernPlace,
    DirectoryPlace,
    HelpPlace,
    HomePlace,
    JournalPlace,
    KeysPlace,
    PassphrasePlace,
    PeoplePlace,
    Place,
    RetentionPlace,
    SafekeepingPlace,
    SearchPlace,
    SettingsPlace,
    TodayPlace,
)
from casedesk.ui.widgets.buttons import WordyButton
from casedesk.ui.widgets.languages import NEXT, language_menu
from casedesk.ui.widgets.layout import leading
from casedesk.ui.widgets.sentence import Sentence

_DIGITS = 9  # sections with a digit of their own
_WIDE = 17  # times the size of a letter
_LOW = 44  # the same for the height; lower, more of it scrolls
# What one does inside a restricted circle:
_IN_CIRCLES = (CasesPlace, AnswerPlace, ChasePlace, JournalPlace, RetentionPlace)


class Side(QFrame):
    """One button per section this person may enter; Alt and its digit press it.

    Where the window is low the sections scroll, and what one seldom needs with them;
    the ways to leave stay.
    """

    chosen = Signal(object)
    entered = Signal(str)  # a circle, or out of it
    language_chosen = Signal(object)
    lock_requested = Signal()
    veil_requested = Signal()

    def __init__(
        self,
        actor: Actor,
        circles: Sequence[tuple[CircleId, str]] = (),
        within: CircleId = CASE_TEAM,
    ) -> None:
        super().__init__()
        theme.look(self, "side")
        self.setFixedWidth(_WIDE * self.fontInfo().pixelSize())
        self._buttons: dict[Place, QPushButton] = {}
        self._is_low = False
        self._reveal = QTimer(self, interval=0, singleShot=True)  # once it is laid out
        self._reveal.timeout.connect(self._show_marked)
        sections, leaving = QWidget(), QWidget()
        self._above, self._below = _column(sections), _column(leaving)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(12, 16, 12, 8)
        whole.setSpacing(0)
        whole.addWidget(_name())
        whole.addWidget(self._way(_("Rechercher"), "search", SearchPlace(), "Ctrl+K"))
        self._area = _scrolled(sections)
        whole.addWidget(self._area, 1)
        whole.addWidget(leaving)
        self._offer_sections(actor, within)
        self._offer_circles(circles, within)
        self._above.addStretch(1)
        self._seldom: tuple[QWidget, ...] = (
            _who(actor),
            self._offer_languages(),
            self._way(_("Changer ma phrase"), "key-round", PassphrasePlace()),
            self._way(_("Aide"), "circle-help", HelpPlace(), "F1"),
        )
        for each in self._seldom:
            self._below.addWidget(each)
        veil = self._button(_("Voiler"), "eye-off", "F12")
        veil.clicked.connect(self.veil_requested)
        lock = self._button(_("Verrouiller"), "lock", "Ctrl+L")
        lock.clicked.connect(self.lock_requested)
        self._below.addWidget(veil)
        self._below.addWidget(lock)

    def _offer_sections(self, actor: Actor, within: CircleId) -> None:
        for number, (place, text, icon) in enumerate(_sections(actor, within), 1):
            button = self._button(text, icon)
            button.setCheckable(True)
            if number <= _DIGITS:
                button.setToolTip(f"Alt+{number}")
            button.clicked.connect(lambda _=False, place=place: self._on_chosen(place))
            self._buttons[place] = button
            self._above.addWidget(button)

    def _offer_circles(
        self, circles: Sequence[tuple[CircleId, str]], within: CircleId
    ) -> None:
        """The way into each circle one is in, and the way out; mostly nothing."""
        for circle, text in circles:
            ring = self._button(text, "circle-dot" if circle == within else "circle")
            ring.setToolTip(text)
            ring.clicked.connect(lambda _=False, each=circle: self.entered.emit(each))
            self._above.addWidget(ring)
        if within:
            out = self._button(_("Sortir du cercle"), "arrow-left")
            out.clicked.connect(lambda: self.entered.emit(CASE_TEAM))
            self._above.addWidget(out)

    def _offer_languages(self) -> QPushButton:
        language = self._button(own_name(current()), "globe", NEXT)
        language.setAccessibleDescription(_("Langue de l'écran"))
        language.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # one goes on where one types
        self.languages = language_menu(language, self.language_chosen.emit)
        return language

    @property
    def places(self) -> tuple[Place, ...]:
        return tuple(self._buttons)

    def mark(self, place: Place) -> None:
        """Show which section this place belongs to."""
        for each, button in self._buttons.items():
            button.setChecked(type(each) is type(place))
        self._reveal.start()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        low = event.size().height() < _LOW * self.fontInfo().pixelSize()
        if low is not self._is_low:
            self._is_low = low
            self._seldom[0].setContentsMargins(12, 12 if low else 0, 12, 0)
            for at, each in enumerate(self._seldom):
                if low:
                    self._above.addWidget(each)
                else:
                    self._below.insertWidget(at, each)
        self._reveal.start()

    def _show_marked(self) -> None:
        for button in self._buttons.values():
            if button.isChecked():
                self._area.ensureWidgetVisible(button, 0, 0)

    def _on_chosen(self, place: Place) -> None:
        self._buttons[place].setChecked(True)
        self.chosen.emit(place)

    def _button(self, text: str, icon: str, keys: str = "") -> QPushButton:
        button = theme.look(WordyButton(text, self, bold=True), "nav")
        button.setIcon(theme.icon(icon))
        button.setIconSize(theme.icon_size(20))
        button.setToolTip(keys)
        return button

    def _way(self, text: str, icon: str, place: Place, keys: str = "") -> QPushButton:
        """To a place that is no section of its own."""
        button = self._button(text, icon, keys)
        button.clicked.connect(lambda: self.chosen.emit(place))
        return button


def _name() -> QLabel:
    name = leading(theme.look(QLabel("casedesk"), "section"))
    name.setContentsMargins(12, 0, 12, 8)
    return name


def _who(actor: Actor) -> QLabel:
    who = leading(theme.look(Sentence(actor.label), "small"))
    who.setContentsMargins(12, 0, 12, 0)
    who.setWordWrap(True)
    return who


def _column(parent: QWidget) -> QVBoxLayout:
    down = QVBoxLayout(parent)
    down.setContentsMargins(0, 0, 0, 0)
    down.setSpacing(2)
    return down


def _scrolled(sections: QWidget) -> QScrollArea:
    area = theme.look(QScrollArea(), "side")
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    theme.look(sections, "side")
    area.setWidget(sections)
    return area


def _sections(actor: Actor, within: CircleId) -> list[tuple[Place, str, str]]:
    offered: list[tuple[Right | None, Place, str, str]] = [
        (None, HomePlace(), _("Accueil"), "house"),
        (Right.DECIDE, TodayPlace(), _("Aujourd'hui"), "calendar"),
        (Right.RECORD_CONCERN, ConcernPlace(), _("Signaler"), "plus"),
        (Right.SEE_CASES, CasesPlace(), _("Dossiers"), "folder-open"),
        (Right.RECORD_ANSWER, AnswerPlace(), _("Saisir un coupon"), "reply"),
        (Right.READ_DIRECTORY, DirectoryPlace(), _("Annuaire"), "building-2"),
        (Right.RECORD_ANSWER, ChasePlace(), _("Relances"), "phone"),
        (Right.RECORD_CONCERN, BlankPlace(), _("Fiches vierges"), "printer"),
        (Right.SEE_JOURNAL, JournalPlace(), _("Journal"), "list"),
        (Right.REQUEST_ERASURE, RetentionPlace(), _("Conservation"), "hourglass"),
        (Right.MANAGE_PEOPLE, PeoplePlace(), _("Personnes"), "users"),
        (Right.HOLD_SHEETS, KeysPlace(), _("Clés"), "key-round"),
        (Right.BACK_UP, SafekeepingPlace(), _("Sauvegarde"), "save"),
        (Right.FURNISH, SettingsPlace(), _("Réglages"), "sliders-horizontal"),
    ]
    return [
        row[1:]
        for row in offered
        if (row[0] is None or actor.may(row[0]))
        and (not within or isinstance(row[1], _IN_CIRCLES))
    ]
