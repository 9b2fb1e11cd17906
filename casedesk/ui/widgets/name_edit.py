"""A box for a name in one script, with room inside for what may be done with it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QFocusEvent,
    QKeyEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QPushButton, QWidget

from casedesk.circuit.scripts import Script
from casedesk.i18n import _
from casedesk.ui import theme
from casedesk.ui.widgets import buttons
from casedesk.ui.widgets.text import LTR, RTL, LineEdit

_EDGE = 6  # pixels between the border of the box and what stands in it
_GAP = 4
_CARET = 24  # what is always left to write in


@dataclass(frozen=True, slots=True)
class Offer:
    """What its button says; what it tells who points at it or listens; what it does."""

    text: str
    told: str
    act: Callable[[], object]


class NameEdit(LineEdit):
    """A name, in the direction of its script whatever the window's.

    Offers stand at the far end of the box, so nothing moves when they come or go, and
    Tab passes them by: the down arrow takes the first, and then the next as long as
    nothing else is typed; the up arrow goes back; Escape sends them away.
    """

    filled = Signal()  # from a record, not by the person
    entered = Signal()
    left = Signal()
    asked = Signal()  # the down arrow in an empty box that offers nothing
    dismissed = Signal()

    def __init__(self, script: Script, parent: QWidget | None = None) -> None:
        super().__init__(parent, resting=RTL if script is Script.ARABIC else LTR)
        self.script = script
        self.is_identity = True
        self._candidates: tuple[str, ...] = ()
        self._taken = -1  # which of them stands in the box
        self._move: Offer | None = None
        self._offers = _Offers(self, self._on_dismissed)
        self.textChanged.connect(lambda _text: self._offers.place())

    def setText(self, text: str | None, /) -> None:
        super().setText(text)
        self.filled.emit()

    def write(self, text: str) -> None:
        """As if the person had typed it: it is kept as such, and can be undone."""
        self.selectAll()
        self.insert(text)

    def propose(self, candidates: tuple[str, ...]) -> None:
        """Offer these writings, the likeliest first; none of them is written yet."""
        if candidates != self._candidates or not self._offers.is_open:
            self.withdraw()
            self._candidates = candidates
            told = _("Accepter : %(name)s")
            offers = [
                Offer(each, told % {"name": each}, partial(self._take, each))
                for each in candidates
            ]
            self._offers.put(_("Proposition :"), offers)
        if candidates:
            told = _("Proposition : %(names)s. Flèche bas pour accepter.")
            self._announce(told % {"names": " / ".join(candidates)})

    def offer_to_move(self, lead: str, move: Offer) -> None:
        """Offer to put elsewhere what stands in the box; it may as well stay."""
        if self._move is None:
            self.withdraw()
            self._move = move
            self._offers.put(lead, [move])
            told = _("%(question)s Flèche bas pour oui.")
            self._announce(told % {"question": move.told})

    def withdraw(self) -> None:
        """Offer nothing any more."""
        self._candidates, self._taken, self._move = (), -1, None
        self._offers.close_all()

    def offered(self) -> list[str]:
        """What one can see offered."""
        return self._offers.shown()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.entered.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()

    def event(self, event: QEvent) -> bool:
        """Escape is ours while something is offered, before any shortcut."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() is QEvent.Type.ShortcutOverride
            and self._sends_away(event)
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._sends_away(event):
            self._on_dismissed()
            return
        by = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
        if not (by and self._step(by)):
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._offers.place()

    def _sends_away(self, event: QKeyEvent) -> bool:
        return event.key() == Qt.Key.Key_Escape and self._offers.is_open

    def _step(self, by: int) -> bool:
        """Take the next offer or the one before; False when there is none."""
        if self._move is not None:
            if by > 0:
                self._move.act()
            return by > 0
        if by > 0 and not self._candidates and not self.text():
            self.asked.emit()
            return bool(self._candidates)
        at = self._taken + by
        standing = self._candidates[self._taken] if self._taken >= 0 else ""
        if self.text() != standing or not 0 <= at < len(self._candidates):
            return False
        self._take(self._candidates[at])
        return True

    def _take(self, name: str) -> None:
        candidates = self._candidates
        self.write(name)  # whereupon what was offered is withdrawn
        self._candidates, self._taken = candidates, candidates.index(name)

    def _on_dismissed(self) -> None:
        self.withdraw()
        self.dismissed.emit()

    def _announce(self, told: str) -> None:
        """To who listens, and is in this box."""
        if self.hasFocus():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, told))


class _Offers(QWidget):
    """A few small buttons at the far end of a box; what has no room is left out."""

    def __init__(self, box: NameEdit, dismiss: Callable[[], object]) -> None:
        super().__init__(box)
        self._box = box
        self._lead = theme.look(QLabel(), "small")
        self._away = theme.look(buttons.quiet("", dismiss, icon="x"), "chip-quiet")
        self._away.setIconSize(QSize(14, 14))
        self._away.setToolTip(_("Ne pas proposer (Échap)"))
        self._away.setAccessibleName(_("Ne pas proposer"))
        self._pass_by(self._away)
        self._chips: list[QPushButton] = []
        self._across = QHBoxLayout(self)
        self._across.setContentsMargins(0, 0, 0, 0)
        self._across.setSpacing(_GAP)
        self._across.addWidget(self._lead)
        self._across.addWidget(self._away)
        self.hide()

    @property
    def is_open(self) -> bool:
        return bool(self._chips)

    def put(self, lead: str, offers: Sequence[Offer]) -> None:
        self._lead.setText(lead)
        for offer in offers:
            chip = theme.look(buttons.quiet(offer.text, offer.act), "chip")
            chip.setAccessibleName(offer.told)
            chip.setToolTip(_("%(offer)s (flèche bas)") % {"offer": offer.told})
            self._pass_by(chip)
            self._chips.append(chip)
            self._across.insertWidget(len(self._chips), chip)
        self.place()

    def close_all(self) -> None:
        self.hide()
        for chip in self._chips:
            self._across.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self._chips = []

    def shown(self) -> list[str]:
        return [each.text() for each in self._chips if not each.isHidden()]

    def place(self) -> None:
        """Where one writes towards, in the room that the text leaves."""
        if not self._chips:
            return
        box = self._box
        room = box.width() - 2 * _EDGE - _CARET
        room -= box.fontMetrics().horizontalAdvance(box.text())
        width = 0
        for part in (self._chips[0], self._away, *self._chips[1:], self._lead):
            wider = width + part.sizeHint().width() + _GAP
            part.setVisible(wider <= room)
            width = wider if wider <= room else width
        self.setLayoutDirection(QApplication.layoutDirection())  # as one reads here
        is_mirrored = box.layoutDirection() is RTL
        far = _EDGE if is_mirrored else box.width() - _EDGE - width
        self.setGeometry(far, 2, width, box.height() - 4)
        self.setVisible(not self._chips[0].isHidden())

    def _pass_by(self, button: QPushButton) -> None:
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the arrows do it by keyboard
        button.setCursor(Qt.CursorShape.PointingHandCursor)
