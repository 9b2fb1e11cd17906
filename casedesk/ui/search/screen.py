"""One box to find anyone and go anywhere; results come as one types.

Nothing of what is typed is kept: the page is new each time, and the journal learns how
many cases were shown, once one rests on them, opens one, or leaves.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from casedesk.circuit.changes import Changes
from casedesk.circuit.commands.searching import NoteSearch
from casedesk.circuit.errors import Refused, Trouble
from casedesk.circuit.findable import FINDABLE
from casedesk.circuit.rights import Right
from casedesk.circuit.search import Findings, Found, Why
from casedesk.i18n import _
from casedesk.ui import theme
from casedesk.ui.navigation import CasePlace, ConcernPlace, ReceiptPlace, SearchPlace
from casedesk.ui.screen import Screen
from casedesk.ui.search.results import Results
from casedesk.ui.search.ways import Way, ways
from casedesk.ui.widgets.buttons import link
from casedesk.ui.widgets.field import Field
from casedesk.ui.widgets.layout import (
    Card,
    Notice,
    Page,
    Row,
    fill,
    paragraph,
    show_if,
    title,
)
from casedesk.ui.widgets.text import LineEdit
from casedesk.ui.workspace import Tools

_PAUSE = 200  # ms without a key until texts are searched as well
_REST = 1500  # ms until the search counts as made, and is journalled
_KEYS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
_WAYS = 5  # shown beside what was found


class SearchScreen(Screen):
    """The arrows go through what was found; Enter in the box opens the first."""

    def __init__(
        self, tools: Tools, place: SearchPlace, parent: QWidget | None = None
    ) -> None:
        super().__init__(tools, parent)
        self._tools = tools
        self._named = self._written = Findings()
        self._is_noted = True
        self.box = LineEdit()
        self.box.textChanged.connect(self._on_typed)
        self.box.returnPressed.connect(self._on_enter)
        self.box.installEventFilter(self)
        self._told = Notice("info")
        self._nothing = paragraph("", muted=True)
        self.names = Results(_("Dossiers"), self._open)
        self.texts = Results(_("Dans ce qui est écrit"), self._open)
        self._ways = Card(_("Aller à"))
        self._ways.body.setSpacing(4)
        self._way_buttons: list[QPushButton] = []
        self._way_rows: list[QWidget] = []
        self.pause = self._timer(_PAUSE, self._search_texts)
        self.rest = self._timer(_REST, self._note)
        self._lay_out()
        self.refresh()

    def title(self) -> str:
        return _("Rechercher")

    def concerns(self, changes: Changes) -> bool:
        return any(kind in FINDABLE for kind, _key in changes.touched)

    def refresh(self) -> None:
        self._on_typed(self.box.text())

    def bookmark(self) -> str | None:
        return self.box.text() or None

    def turn_to(self, bookmark: str) -> None:
        """The same search goes on: leaving the other page has noted it."""
        self.box.setText(bookmark)
        self.rest.stop()
        self._is_noted = True

    def leave(self) -> None:
        """Whoever leaves has searched; locking waits for no journal that is full."""
        self._stop()
        with suppress(Trouble, Refused):
            self._note()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._stop()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            step = _KEYS.get(Qt.Key(event.key()))
            if step and isinstance(watched, QWidget):
                self._move(watched, step)
                return True
        return super().eventFilter(watched, event)

    def _on_typed(self, typed: str) -> None:
        reads = self._tools.desk.reads
        self._named = reads.search(typed)
        self._written = Findings()
        self._is_noted = not (typed.strip() and self._searches_cases)
        self.names.tell(self._named, reads)
        self.texts.tell(self._written, reads)
        self._tell_ways(typed)
        self._tell_of_it(typed, over=not typed.strip())
        self._reach()
        for timer in (self.pause, self.rest):
            timer.start() if typed.strip() else timer.stop()

    def _search_texts(self) -> None:
        reads, typed = self._tools.desk.reads, self.box.text()
        self._written = reads.search_texts(typed)
        self.texts.tell(self._written, reads)
        self._tell_of_it(typed, over=True)
        self._reach()

    def _stop(self) -> None:
        self.pause.stop()
        self.rest.stop()

    def _note(self) -> None:
        if self._is_noted:
            return
        self._is_noted = True
        cases = {each.case_id for each in (*self._named.rows, *self._written.rows)}
        self._tools.desk.do(NoteSearch(len(cases)))

    @property
    def _searches_cases(self) -> bool:
        return self._tools.desk.actor.may(Right.SEE_CASES)

    def _tell_of_it(self, typed: str, *, over: bool) -> None:
        """What can be typed; that nothing was found; that it is only nearly so."""
        found = self._named.rows or self._written.rows
        told = ""
        if not self._tools.desk.reads.can_search_all():
            told = _("L'index se prépare : tout ne se trouve pas encore.")
        elif self._named.near and self._named.rows:
            told = _("Rien d'écrit exactement ainsi. Voici ce qui s'en approche.")
        self._told.say(told)
        nothing = ""
        if not typed.strip():
            nothing = self._what_can_be_typed()
        elif over and not found and not self._way_buttons:
            nothing = _(
                "Rien n'est trouvé. Essayez un seul mot, l'autre écriture, ou la fin "
                "d'un numéro de téléphone."
            )
        self._nothing.setText(nothing)
        show_if(self._nothing, bool(nothing))

    def _what_can_be_typed(self) -> str:
        if not self._searches_cases:
            return _("Le numéro d'un reçu, ou un mot d'un brouillon.")
        return _(
            "Un nom, en français ou en arabe, même mal écrit ; la fin d'un numéro de "
            "téléphone ; un numéro de dossier ; une commune, une école ; un mot d'une "
            "fiche ou d'une note."
        )

    def _tell_ways(self, typed: str) -> None:
        offered = ways(self._tools.desk.actor, typed)
        shown = offered[:_WAYS] if typed.strip() else offered
        if [each.text for each in shown] == [each.text() for each in self._way_buttons]:
            return
        for row in self._way_rows:
            row.hide()
            row.deleteLater()
        self._way_buttons, self._way_rows = [], []
        for way in shown:
            button = link(way.text, partial(self._go, way))
            keys = theme.look(QLabel(way.keys), "small")
            self._way_rows.append(Row(button, keys, gap=8))
            self._ways.add(self._way_rows[-1])
            self._way_rows[-1].show()
            self._way_buttons.append(button)
        show_if(self._ways, bool(shown))

    def _reach(self) -> None:
        for each in self._reachable:
            each.removeEventFilter(self)
            each.installEventFilter(self)

    @property
    def _reachable(self) -> list[QWidget]:
        found = (*self.names.buttons, *self.texts.buttons)
        return [self.box, *found, *self._way_buttons]

    def _move(self, here: QWidget, step: int) -> None:
        line = self._reachable
        at = line.index(here) + step if here in line else 0
        if 0 <= at < len(line):
            line[at].setFocus(Qt.FocusReason.TabFocusReason)
            self._page.show_all_of(line[at])

    def _on_enter(self) -> None:
        """Also right after the last key, before texts were searched."""
        if self.pause.isActive():
            self.pause.stop()
            self._search_texts()
        first = next(iter((*self._named.rows, *self._written.rows)), None)
        if first is not None:
            self._open(first)
        elif self._way_buttons and self.box.value():
            self._way_buttons[0].click()

    def _open(self, found: Found) -> None:
        if found.why is not Why.RECEIPT:
            self._tools.go_to(CasePlace(found.case_id))
        elif found.is_draft:
            self._tools.go_to(ConcernPlace(found.receipt))
        else:
            self._tools.go_to(ReceiptPlace(found.receipt))

    def _go(self, way: Way) -> None:
        self._tools.go_to(way.place)

    def _timer(self, pause: int, then: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(pause)
        timer.timeout.connect(then)
        return timer

    def _lay_out(self) -> None:
        self._page = Page()
        label = _("Qui, quoi, ou que faire ?")
        self._page.add(title(self.title()), Field(label, self.box), self._told)
        self._page.add(self._nothing, self.names, self.texts, self._ways)
        self._page.body.addStretch(1)
        fill(self, self._page)
        self.setFocusProxy(self.box)
        self.box.setFocus()
