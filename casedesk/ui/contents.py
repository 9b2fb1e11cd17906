"""What is in a box of any kind, and how it is filled in again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol, runtime_checkable

from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QComboBox,
    QLineEdit,
    QTextEdit,
    QWidget,
)

from casedesk.ui.widgets.choice import Choice, Choices
from casedesk.ui.widgets.text import LongText


@runtime_checkable
class Carried(Protocol):
    """A widget that says itself what of it is to be carried over."""

    def carried(self) -> Any: ...
    def carry(self, state: Any) -> None: ...


def has_state(part: QWidget) -> bool:
    """Whether a person can put something into it."""
    match part:
        case QLineEdit() | QTextEdit():
            return not part.isReadOnly()
        case QAbstractButton():
            return part.isCheckable() and not isinstance(part.parent(), Choices)
        case _:
            return _kind(part) is not None


def state_of(part: QWidget) -> Any:
    """What is in it. Raises TypeError for what has no state."""
    return _known(part).read(part)


def fill_in(part: QWidget, state: Any) -> None:
    """As if by hand: whatever follows from typing or pressing follows."""
    _known(part).fill(part, state)


def put_in(part: QWidget, state: Any) -> None:
    """Without anything following from it."""
    _known(part).put(part, state)


@dataclass(frozen=True, slots=True)
class _Kind:
    """One kind of box; a kind that is also another one stands before it."""

    widget: type[Any]
    read: Callable[[Any], Any]
    fill: Callable[[Any, Any], None]
    put: Callable[[Any, Any], None]


def _known(part: QWidget) -> _Kind:
    kind = _kind(part)
    if kind is None:
        raise TypeError(type(part))
    return kind


def _kind(part: QWidget) -> _Kind | None:
    return next((each for each in _KINDS if isinstance(part, each.widget)), None)


def _write(box: LongText, text: str) -> None:
    box.set_text(text)
    box.edited.emit()


def _type(box: QLineEdit, text: str) -> None:
    box.selectAll()
    box.insert(text)  # tells `textEdited`, which `setText` does not
    if box.text() != text:
        box.setText(text)


def _choose(box: QComboBox, value: Any) -> None:
    at = box.findData(value)
    if at >= 0:
        box.setCurrentIndex(at)
        box.activated.emit(at)


def _press_one(box: Choice, values: list[str]) -> None:
    """Without an answer, the one that is given is taken back."""
    _press(box, values or box.values())


def _press_several(box: Choices, values: list[str]) -> None:
    _press(box, sorted(set(values) ^ set(box.values())))


def _press(box: Choices, values: list[str]) -> None:
    for value in values:
        if box.offers(value):
            box.button(value).click()


def _turn(button: QAbstractButton, down: bool) -> None:
    """Of one of several, pressing another is the way to take it back."""
    group: QButtonGroup | None = button.group()
    one_of = group.exclusive() if group is not None else button.autoExclusive()
    if down or not one_of:
        button.click()


def _select(box: QComboBox, value: Any) -> None:
    box.setCurrentIndex(box.findData(value))


_KINDS = (
    _Kind(
        Carried,
        lambda part: part.carried(),
        lambda part, state: part.carry(state),
        lambda part, state: part.carry(state),
    ),
    _Kind(LongText, LongText.value, _write, LongText.set_text),
    _Kind(QLineEdit, QLineEdit.text, _type, QLineEdit.setText),
    _Kind(Choice, Choices.values, _press_one, Choices.set_values),
    _Kind(Choices, Choices.values, _press_several, Choices.set_values),
    _Kind(QComboBox, QComboBox.currentData, _choose, _select),
    _Kind(
        QAbstractButton,
        QAbstractButton.isChecked,
        _turn,
        QAbstractButton.setChecked,
    ),
)
