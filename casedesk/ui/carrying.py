"""What is on a page, carried over to the same page made anew in another language.

Typed values, what is unfolded, chosen rows, the place one is reading and where the
keyboard is. It goes from one page in memory to the other and is kept nowhere.

Two pages of one kind are built alike: a box is found again by its way down the layouts.
What is filled in again is filled in as a person would, so that what depends on it
follows; only what differs is touched.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from typing import Any, Protocol, runtime_checkable

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QComboBox,
    QLayout,
    QLineEdit,
    QScrollArea,
    QStackedWidget,
    QTextEdit,
    QWidget,
)
from shiboken6 import isValid

from casedesk.circuit.errors import Refused
from casedesk.ui.contents import fill_in, has_state, put_in, state_of
from casedesk.ui.widgets.progress import LongProgress, Progress
from casedesk.ui.widgets.table import Table

Path = tuple[tuple[str, int], ...]
_CAME_HERE_BY = "came here by"  # a property: to what one was scrolled, and by what
_ROUNDS = 8  # what one answer shows may be asked what shows another
_NOTHING: tuple[Any, ...] = (None, "", [], False)


class NotCarried(Refused):
    """Something on the page cannot be taken over into another language."""

    code = "not_carried"


@runtime_checkable
class Stays(Protocol):
    """A widget that cannot be made anew while something is under way in it."""

    def must_stay(self) -> bool: ...


@dataclass(frozen=True, slots=True)
class Parcel:
    """All of one page that is to be found again on the other."""

    states: dict[Path, Any] = field(repr=False)
    shown: frozenset[Path]
    focus: Path | None
    cursor: tuple[int, int]
    views: dict[Path, _View]


@dataclass(frozen=True, slots=True)
class _View:
    """How far one has scrolled: to what, and how high it stands in the view."""

    value: int
    anchor: Path | None
    height: int


def require_at_rest(page: QWidget) -> None:
    """Raises NotCarried while something on the page is under way."""
    _let_go()
    seen = (each for _path, each in _parts(page) if each.isVisibleTo(page))
    if any(map(_is_under_way, seen)):
        raise NotCarried()


def pack(page: QWidget) -> Parcel:
    """What is to be found again; the page itself may be gone by then."""
    _let_go()
    parts = dict(_parts(page))
    paths = {id(each): path for path, each in parts.items()}
    states = {path: state_of(each) for path, each in parts.items() if has_state(each)}
    focused = _focused(page)
    return Parcel(
        states,
        frozenset(path for path in states if parts[path].isVisibleTo(page)),
        paths.get(id(focused)),
        _cursor(focused),
        {
            path: _view(each, focused, paths)
            for path, each in parts.items()
            if isinstance(each, QAbstractScrollArea)
        },
    )


def unpack(parcel: Parcel, page: QWidget) -> None:
    """Fill the page in. Raises NotCarried: then it is not what the other one was."""
    _let_go()
    for _round in range(_ROUNDS):
        if not _fill(parcel, page):
            break
    _fill_hidden(parcel, page)
    lost = list(_lost(parcel, page))
    if lost:
        raise NotCarried()


def turn_to(parcel: Parcel, page: QWidget) -> None:
    """Scroll to where one was and put the keyboard there, once the page is seen."""
    _lay_out_now()
    parts = dict(_parts(page))
    focused = parts.get(parcel.focus) if parcel.focus is not None else None
    if focused is not None:
        focused.setFocus()
        _place_cursor(focused, parcel.cursor)
    for path, view in parcel.views.items():
        area = parts.get(path)
        if isinstance(area, QAbstractScrollArea):
            _scroll(area, view, parts)


def _focused(page: QWidget) -> QWidget | None:
    return page.focusWidget()


def _fill(parcel: Parcel, page: QWidget) -> bool:
    """What one sees, as if by hand; whether anything had to be filled in."""
    touched = False
    for part, state in _other(parcel, page):
        if isValid(part) and part.isVisibleTo(page) and state_of(part) != state:
            touched = True
            fill_in(part, state)
    return touched


def _fill_hidden(parcel: Parcel, page: QWidget) -> None:
    """Nobody could have pressed what is not seen: nothing follows from it."""
    for part, state in _other(parcel, page):
        pressed = isinstance(part, Table)
        if isValid(part) and not part.isVisibleTo(page) and not pressed:
            put_in(part, state)


def _other(parcel: Parcel, page: QWidget) -> list[tuple[QWidget, Any]]:
    """What is other than it was."""
    return [
        (part, parcel.states[path])
        for path, part in _parts(page)
        if path in parcel.states
        and has_state(part)
        and state_of(part) != parcel.states[path]
    ]


def _lost(parcel: Parcel, page: QWidget) -> Iterator[Path]:
    """Boxes that were there and are not, or hold something else."""
    there = dict(_parts(page))
    for path, state in parcel.states.items():
        found = there.get(path)
        if isinstance(found, Table):
            continue  # the list may have other rows by now
        if found is None or not has_state(found):
            if path in parcel.shown or state not in _NOTHING:
                yield path
        elif state_of(found) != state or (
            path in parcel.shown and not found.isVisibleTo(page)
        ):
            yield path


def _parts(page: QWidget) -> Iterator[tuple[Path, QWidget]]:
    """Every widget under this one with its way down, in the order of the layouts."""
    seen: dict[str, int] = {}
    for child in _children(page):
        name = type(child).__name__
        at = seen[name] = seen.get(name, -1) + 1
        here: Path = ((name, at),)
        yield here, child
        if not isinstance(child, QComboBox):
            for path, part in _parts(child):
                yield here + path, part


def _children(widget: QWidget) -> Iterator[QWidget]:
    match widget:
        case QScrollArea():
            inner = widget.widget()
            if inner is not None:
                yield inner
        case QStackedWidget():
            yield from filter(None, map(widget.widget, range(widget.count())))
        case _:
            layout = widget.layout()
            if layout is not None:
                only_own = Qt.FindChildOption.FindDirectChildrenOnly
                own = widget.findChildren(QWidget, options=only_own)
                yield from _laid(layout, own)


def _laid(layout: QLayout, widgets: Sequence[QWidget]) -> Iterator[QWidget]:
    """Of these widgets, those this layout and the ones in it hold, in their order.

    Never by `itemAt`: Python would keep the item, and Qt deletes it under its hands.
    """
    held: list[tuple[int, QLayout | QWidget]] = [
        (layout.indexOf(each), each) for each in widgets
    ]
    for inner in layout.children():
        if isinstance(inner, QLayout):
            held.append((layout.indexOf(inner), inner))
    for at, part in sorted(held, key=itemgetter(0)):
        if at >= 0 and isinstance(part, QLayout):
            yield from _laid(part, widgets)
        elif at >= 0 and isinstance(part, QWidget):
            yield part


def _is_under_way(part: QWidget) -> bool:
    if isinstance(part, Progress | LongProgress):
        return part.is_running()
    return isinstance(part, Stays) and part.must_stay()


def _cursor(part: QWidget | None) -> tuple[int, int]:
    """Where the selection begins, and where the cursor stands."""
    match part:
        case QLineEdit() if part.hasSelectedText():
            start, at = part.selectionStart(), part.cursorPosition()
            end = start + len(part.selectedText())
            return (end if at == start else start), at
        case QLineEdit():
            return part.cursorPosition(), part.cursorPosition()
        case QTextEdit():
            cursor = part.textCursor()
            return cursor.anchor(), cursor.position()
    return 0, 0


def _place_cursor(part: QWidget, cursor: tuple[int, int]) -> None:
    anchor, at = cursor
    match part:
        case QLineEdit() if anchor != at:
            part.setSelection(anchor, at - anchor)
        case QLineEdit():
            part.deselect()
            part.setCursorPosition(at)
        case QTextEdit():
            moved = part.textCursor()
            moved.setPosition(anchor)
            moved.setPosition(at, moved.MoveMode.KeepAnchor)
            part.setTextCursor(moved)


def _view(
    area: QAbstractScrollArea, focused: QWidget | None, paths: dict[int, Path]
) -> _View:
    value = area.verticalScrollBar().value()
    kept: tuple[int, _View] | None = area.property(_CAME_HERE_BY)
    if kept is not None and kept[0] == value:
        return kept[1]  # nobody has scrolled: languages do not add up to a drift
    if not isinstance(area, QScrollArea) or not value:
        return _View(value, None, 0)
    inside = [each for each in area.findChildren(QWidget) if id(each) in paths]
    inside = [each for each in inside if each.isVisible()]
    seen = [each for each in inside if _height_in(area, each) >= 0]
    anchor = min(seen, key=lambda each: _height_in(area, each), default=None)
    if focused in seen and _height_in(area, focused) < area.viewport().height():
        anchor = focused
    if anchor is None:
        return _View(value, None, 0)
    return _View(value, paths[id(anchor)], _height_in(area, anchor))


def _scroll(area: QAbstractScrollArea, view: _View, parts: dict[Path, QWidget]) -> None:
    bar = area.verticalScrollBar()
    anchor = parts.get(view.anchor) if view.anchor is not None else None
    if anchor is None or not area.isAncestorOf(anchor):
        bar.setValue(view.value)
    else:
        bar.setValue(bar.value() + _height_in(area, anchor) - view.height)
    area.setProperty(_CAME_HERE_BY, (bar.value(), view))


def _height_in(area: QAbstractScrollArea, part: QWidget) -> int:
    return part.mapTo(area.viewport(), QPoint()).y()


def _let_go() -> None:
    """What was replaced on a page is out of its layouts only once it is deleted."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def _lay_out_now() -> None:
    """Put everything in the place it will have."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
