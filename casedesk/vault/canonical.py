"""Canonical JSON, read strictly: a value has one spelling, or is refused."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from typing import Any, Generic, TypeVar

from casedesk.vault.errors import HeaderDamaged

T = TypeVar("T")


def encode(value: object) -> bytes:
    """Sorted keys, no spaces, ASCII: what signatures and contexts are made over."""
    return json.dumps(
        value, sort_keys=True, separators=(",", ":"), ensure_ascii=True
    ).encode("ascii")


def decode(data: bytes) -> object:
    """Raises HeaderDamaged unless `data` is exactly what `encode` would write."""
    try:
        value: object = json.loads(
            data.decode("ascii"), parse_float=_no_float, parse_constant=_no_float
        )
    except (ValueError, RecursionError):
        raise HeaderDamaged("json") from None
    # Also what refuses a duplicate key: only the last one would be written again.
    if encode(value) != data:
        raise HeaderDamaged("canonical")
    return value


def _no_float(_: str) -> object:
    raise HeaderDamaged("number")


def base64_text(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")


@dataclass(frozen=True, slots=True)
class Form(Generic[T]):
    """How a value stands in JSON; `read` raises HeaderDamaged for anything else."""

    read: Callable[[object], T]
    write: Callable[[T], object]


def octets(*lengths: int) -> Form[bytes]:
    """Bytes of one of these lengths, in the one canonical spelling of base64."""

    def read(value: object) -> bytes:
        if not isinstance(value, str):
            raise HeaderDamaged("base64")
        try:
            data = base64.b64decode(value, validate=True)
        except ValueError:
            raise HeaderDamaged("base64") from None
        if len(data) not in lengths or base64_text(data) != value:
            raise HeaderDamaged("base64")
        return data

    return Form(read, base64_text)


def number(lowest: int, highest: int) -> Form[int]:
    def read(value: object) -> int:
        # The exact type, because True is an int and 1 == True.
        if type(value) is not int or not lowest <= value <= highest:
            raise HeaderDamaged("number")
        return value

    return Form(read, int)


def boolean() -> Form[bool]:
    def read(value: object) -> bool:
        if not isinstance(value, bool):
            raise HeaderDamaged("boolean")
        return value

    return Form(read, bool)


def text(holds: Callable[[str], object]) -> Form[str]:
    def read(value: object) -> str:
        if not isinstance(value, str) or not holds(value):
            raise HeaderDamaged("text")
        return value

    return Form(read, str)


def array(form: Form[T]) -> Form[tuple[T, ...]]:
    def read(value: object) -> tuple[T, ...]:
        if not isinstance(value, list):
            raise HeaderDamaged("array")
        return tuple(map(form.read, value))

    return Form(read, lambda items: list(map(form.write, items)))


def table(key: re.Pattern[str], form: Form[T]) -> Form[Mapping[str, T]]:
    def read(value: object) -> Mapping[str, T]:
        if not isinstance(value, dict) or not all(map(key.fullmatch, value)):
            raise HeaderDamaged("table")
        return {name: form.read(each) for name, each in value.items()}

    return Form(
        read, lambda entries: {name: form.write(each) for name, each in entries.items()}
    )


def record(
    kind: Callable[..., T],
    fixed: Mapping[str, str | int],
    **forms: Form[Any],  # one type per field
) -> Form[T]:
    """A dataclass whose fields are these, in its own order, and no others.

    `fixed` are fields that can have one value only, and that the dataclass leaves out.
    """

    def read(value: object) -> T:
        if not isinstance(value, dict) or value.keys() != forms.keys() | fixed.keys():
            raise HeaderDamaged("fields")
        for name, only in fixed.items():
            if type(value[name]) is not type(only) or value[name] != only:
                raise HeaderDamaged("fixed")
        return kind(*(form.read(value[name]) for name, form in forms.items()))

    def write(value: Any) -> object:  # a T, which is a dataclass
        return dict(fixed) | {
            name: form.write(getattr(value, own.name))
            for (name, form), own in zip(forms.items(), fields(value), strict=True)
        }

    return Form(read, write)
