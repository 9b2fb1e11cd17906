"""Canonical JSON: one value, one spelling."""

from __future__ import annotations

import re
from dataclasses import dataclass

import pytest

from casedesk.vault import canonical
from casedesk.vault.errors import HeaderDamaged


@dataclass(frozen=True)
class Point:
    east: int
    name: str


POINT = canonical.record(
    Point,
    {"kind": "point", "ver": 1},
    x=canonical.number(0, 9),
    n=canonical.text(str.isalpha),
)


def test_what_is_written_can_be_read_and_is_in_one_order():
    data = canonical.encode({"b": [1, "é"], "a": True})

    assert data == b'{"a":true,"b":[1,"\\u00e9"]}'
    assert canonical.decode(data) == {"b": [1, "é"], "a": True}


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{",
        b'{"a": 1}',
        b'{"b":1,"a":1}',
        b'{"a":1,"a":1}',
        b'{"a":1,"a":2}',
        b'{"a":1.0}',
        b'{"a":1e3}',
        b'{"a":NaN}',
        b'{"a":-Infinity}',
        b'{"a":-0}',
        b'{"a":"\\u0061"}',
        b'{"a":"\xc3\xa9"}',
        b'\xef\xbb\xbf{"a":1}',
        b'{"a":1}\n',
        b'{"a":' + b"9" * 5000 + b"}",
        b"[" * 100_000,
        b"[" * 100_000 + b"]" * 100_000,
    ],
)
def test_any_other_spelling_is_refused(data):
    with pytest.raises(HeaderDamaged):
        canonical.decode(data)


def test_a_record_is_read_into_its_dataclass_and_written_back():
    value = {"kind": "point", "ver": 1, "x": 3, "n": "a"}

    assert POINT.read(value) == Point(3, "a")
    assert POINT.write(Point(3, "a")) == value


@pytest.mark.parametrize(
    "change",
    [
        {"x": 10},
        {"x": -1},
        {"x": True},
        {"x": "3"},
        {"x": None},
        {"n": ""},
        {"n": 1},
        {"kind": "line"},
        {"ver": 2},
        {"ver": True},
        {"ver": 1.0},
        {"more": 1},
    ],
)
def test_a_record_with_another_type_value_or_field_is_refused(change):
    with pytest.raises(HeaderDamaged):
        POINT.read({"kind": "point", "ver": 1, "x": 3, "n": "a"} | change)


@pytest.mark.parametrize("value", [None, [], "x", {}, {"kind": "point", "ver": 1}])
def test_what_is_not_a_record_is_refused(value):
    with pytest.raises(HeaderDamaged):
        POINT.read(value)


@pytest.mark.parametrize(
    "value", [None, 1, "YQ", "YR==", "Y Q==", "YQ==\n", "é", "YWE=", "", "_w=="]
)
def test_base64_has_one_spelling_and_one_length(value):
    assert canonical.octets(1).read("YQ==") == b"a"
    with pytest.raises(HeaderDamaged):
        canonical.octets(1).read(value)


def test_arrays_tables_and_truths_are_read_as_what_they_are():
    numbers = canonical.number(0, 9)
    table = canonical.table(re.compile("[a-z]"), numbers)

    assert canonical.array(numbers).read([1, 2]) == (1, 2)
    assert table.read({"a": 1}) == {"a": 1}
    assert canonical.boolean().read(False) is False


@pytest.mark.parametrize(
    ("form", "value"),
    [
        (canonical.array(canonical.number(0, 9)), {}),
        (canonical.array(canonical.number(0, 9)), [10]),
        (canonical.table(re.compile("[a-z]"), canonical.number(0, 9)), []),
        (canonical.table(re.compile("[a-z]"), canonical.number(0, 9)), {"ab": 1}),
        (canonical.table(re.compile("[a-z]"), canonical.number(0, 9)), {"a\n": 1}),
        (canonical.table(re.compile("[a-z]"), canonical.number(0, 9)), {"a": None}),
        (canonical.boolean(), 0),
    ],
)
def test_arrays_tables_and_truths_refuse_anything_else(form, value):
    with pytest.raises(HeaderDamaged):
        form.read(value)
