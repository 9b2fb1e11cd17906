"""The independent way into the pages, by which erasure and leaks are judged."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from casedesk.circuit.changes import Home
from casedesk.store.connection import create_database
from casedesk.store.database import StoreIdentity
from tests.faults.pages import PAGE, decrypt_pages, occurrences

KEY = bytes(range(32))
NAME = "Zineb-à-retrouver"


@pytest.fixture
def store(tmp_path: Path) -> Path:
    path = tmp_path / "cases.g1.db"
    identity = StoreIdentity("f" * 32, "cases", 1, Home.CASES)
    with closing(create_database(path, bytearray(KEY), identity)) as db:
        insert = "INSERT INTO alerts VALUES (?, '', ?, '', '4', 0, 1)"
        db.run(insert, ("one", NAME))
    return path


def test_every_page_is_genuine_and_readable(store: Path) -> None:
    pages = list(decrypt_pages(store, KEY))

    assert len(pages) == store.stat().st_size / PAGE
    assert all(page.genuine for page in pages)
    assert pages[0].plain.startswith(b"SQLite format 3\x00")
    assert occurrences(store, KEY, [NAME]) == {NAME: 1}


def test_a_page_that_was_changed_is_not_genuine(store: Path) -> None:
    data = bytearray(store.read_bytes())
    data[2 * PAGE + 7] ^= 1
    store.write_bytes(data)

    assert [page.number for page in decrypt_pages(store, KEY) if not page.genuine] == [
        3
    ]


def test_another_key_opens_no_page(store: Path) -> None:
    assert not any(page.genuine for page in decrypt_pages(store, bytes(32)))
