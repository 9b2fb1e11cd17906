"""Which table holds what, and how a record grows from one version to the next."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator

import pytest

from casedesk.circuit.changes import Kind
from casedesk.store import tables
from casedesk.store.journal import image_of


@pytest.fixture
def grown(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """As if `source` had come to organisations with this version."""
    place = tables.PLACES[Kind.ORGANISATION]
    wider = dataclasses.replace(place, added=frozenset({"source"}))
    places = {**tables.PLACES, Kind.ORGANISATION: wider}
    monkeypatch.setattr(tables, "PLACES", places)
    tables.defaults.cache_clear()
    yield
    monkeypatch.undo()
    tables.defaults.cache_clear()


def test_an_added_column_nobody_filled_is_not_in_the_image(grown: None) -> None:
    row = {"id": "o", "source": "", "version": 1}

    assert image_of(Kind.ORGANISATION, row) == image_of(
        Kind.ORGANISATION, {"id": "o", "version": 1}
    )


def test_an_added_column_that_says_something_is(grown: None) -> None:
    row = {"id": "o", "source": "visit", "version": 1}

    assert json.loads(image_of(Kind.ORGANISATION, row))["source"] == "visit"


@pytest.mark.parametrize("kind", list(Kind))
def test_every_added_column_has_a_default(kind: Kind) -> None:
    assert set(tables.defaults(kind)) == tables.PLACES[kind].added
