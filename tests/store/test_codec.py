from __future__ import annotations

import json
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from types import NoneType
from typing import get_type_hints

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casedesk.circuit.changes import Kind
from casedesk.store.codec import canonical, instant
from casedesk.store.tables import PLACES, codec

WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
INSTANTS = st.datetimes(
    timezones=st.just(UTC),
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=9),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=8,
)
st.register_type_strategy(str, WORDS)
st.register_type_strategy(datetime, INSTANTS)
st.register_type_strategy(int, st.integers(-(2**63), 2**63 - 1))


def records(kind):
    record = PLACES[kind].record
    content = {"content": st.dictionaries(st.text(max_size=5), JSON, max_size=4)}
    hints = get_type_hints(record)
    given_here = {name for name in content if hints.get(name) not in (None, str)}
    return st.builds(record, **{name: content[name] for name in given_here})


@pytest.mark.parametrize("kind", Kind)
@settings(max_examples=30, deadline=None)
@given(data=st.data())
def test_a_record_comes_back_from_its_row_as_it_was(kind, data):
    record = data.draw(records(kind))

    row = codec(kind).to_row(record)

    assert codec(kind).to_record(row) == record
    assert tuple(row) == codec(kind).columns
    allowed = (str, int, bytes, NoneType)
    assert all(type(value) in allowed for value in row.values())


@pytest.mark.parametrize("kind", Kind)
def test_every_field_of_a_record_has_a_column(kind):
    record = PLACES[kind].record

    assert is_dataclass(record)
    assert codec(kind).columns == tuple(each.name for each in fields(record))


@given(a=INSTANTS, b=INSTANTS)
def test_instants_sort_as_text_as_they_do_as_time(a, b):
    assert (instant(a) < instant(b)) == (a < b)


def test_an_instant_is_kept_in_utc_whatever_the_zone_it_came_in():
    local = datetime(2026, 3, 2, 13, 0, tzinfo=timezone(timedelta(hours=1)))

    assert instant(local) == "2026-03-02T12:00:00.000000Z"
    assert datetime.fromisoformat(instant(local)) == local


@given(value=JSON)
def test_canonical_text_does_not_depend_on_the_order_of_keys(value):
    turned = json.loads(canonical(value), object_pairs_hook=lambda p: dict(p[::-1]))

    assert canonical(turned) == canonical(value)


def test_what_is_not_a_value_is_not_written():
    with pytest.raises(TypeError):
        canonical({"day": date(2026, 3, 2)})
    with pytest.raises(ValueError, match="JSON"):
        canonical(float("nan"))
