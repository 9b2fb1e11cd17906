"""Between a record and its row: one rule per type, derived from the record's fields."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, dataclass, fields, is_dataclass
from datetime import UTC, date, datetime
from enum import Enum
from types import NoneType, UnionType
from typing import Any, Generic, NewType, TypeVar, get_args, get_origin, get_type_hints

from casedesk.store.database import Row

T = TypeVar("T")
_AS_IT_IS = (str, int, bytes)


class Codec(Generic[T]):
    """Frozen dataclass ↔ row: instants as UTC text that sorts, days ISO, codes as their
    value, booleans 0 or 1, bytes as they are, everything composed as canonical JSON."""

    def __init__(self, record: type[T]) -> None:
        hints = get_type_hints(record)
        self._make: Callable[..., T] = record
        self._rules = {name: _rule(hint) for name, hint in hints.items()}
        self._fields = {each.name: each for each in _fields_of(record)}
        self.columns = tuple(self._rules)

    def default(self, name: str) -> Any:
        """What a column holds that the record says nothing of.

        Raises ValueError for a field without a default.
        """
        declared = self._fields[name]
        if declared.default is not MISSING:
            return self._rules[name].to_column(declared.default)
        if declared.default_factory is not MISSING:
            return self._rules[name].to_column(declared.default_factory())
        raise ValueError(f"{name} has no default")

    def to_row(self, record: T) -> Row:
        return {
            name: rule.to_column(getattr(record, name))
            for name, rule in self._rules.items()
        }

    def to_record(self, row: Mapping[str, Any]) -> T:
        return self._make(
            **{name: rule.to_value(row[name]) for name, rule in self._rules.items()}
        )


def _fields_of(record: Any) -> tuple[Field[Any], ...]:
    return fields(record)


def instant(at: datetime) -> str:
    """`2026-03-02T12:00:00.000000Z`: fixed width, so that text sorts as time does."""
    text = at.astimezone(UTC).isoformat(timespec="microseconds")
    return text.removesuffix("+00:00") + "Z"


def canonical(value: object) -> str:
    """The one JSON text of a value, for storing and for digests."""
    return _CANONICAL.encode(value)


@dataclass(frozen=True, slots=True)
class _Rule:
    to_column: Callable[[Any], Any]
    to_value: Callable[[Any], Any]


def _rule(hint: Any) -> _Rule:
    if isinstance(hint, NewType):
        return _rule(hint.__supertype__)
    if isinstance(hint, UnionType):
        return _optional(hint)
    if hint in _AS_IT_IS:
        return _Rule(hint, hint)
    if hint is bool:
        return _Rule(int, bool)
    if hint is datetime:
        return _Rule(instant, datetime.fromisoformat)
    if hint is date:
        return _Rule(date.isoformat, date.fromisoformat)
    if isinstance(hint, type) and issubclass(hint, Enum):
        return _Rule(lambda value: value.value, hint)
    make = _composed(hint)
    return _Rule(canonical, lambda text: make(json.loads(text)))


def _optional(hint: UnionType) -> _Rule:
    (inner,) = (each for each in get_args(hint) if each is not NoneType)
    rule = _rule(inner)
    return _Rule(
        lambda value: None if value is None else rule.to_column(value),
        lambda column: None if column is None else rule.to_value(column),
    )


def _plain(value: object) -> object:
    if is_dataclass(value):
        parts = {each: getattr(value, each.name) for each in fields(value)}
        return {each.name: part for each, part in parts.items() if _said(each, part)}
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError(type(value).__name__)


_CANONICAL = json.JSONEncoder(
    sort_keys=True, separators=(",", ":"), allow_nan=False, default=_plain
)


def _said(part: Field[Any], value: object) -> bool:
    """What came with a later version stays unwritten at its default: the texts that
    were stored before it stay as they are (`Place.added` does so for columns)."""
    return not (part.metadata.get("later") and value == part.default)


def _composed(hint: Any) -> Callable[[Any], Any]:
    """What makes such a value of plain JSON; its type is looked into here, once."""
    if get_origin(hint) is tuple:
        make_one = _composed(get_args(hint)[0])
        return lambda value: tuple(map(make_one, value))
    if isinstance(hint, type) and is_dataclass(hint):
        parts = {name: _composed(part) for name, part in get_type_hints(hint).items()}
        return lambda value: hint(
            **{name: parts[name](value[name]) for name in parts.keys() & value.keys()}
        )
    if isinstance(hint, type) and issubclass(hint, Enum):
        return hint
    return _as_it_is


def _as_it_is(value: Any) -> Any:
    return value
