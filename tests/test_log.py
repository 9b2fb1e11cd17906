from __future__ import annotations

import logging
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from uuid import UUID

import pytest

from casedesk import log


class Fruit(StrEnum):
    FIG = "fig"


@pytest.fixture
def written(tmp_path: Path) -> Iterator[Path]:
    handler = log.open_log(tmp_path)
    yield tmp_path / "casedesk.log"
    log.close_log(handler)


def test_an_event_is_one_line_with_its_ids(written: Path) -> None:
    log.note("vault.unlocked", person="3f9c01ab", took_ms=412, kind=Fruit.FIG)

    line = written.read_text(encoding="utf-8")
    assert line.endswith("Z INFO vault.unlocked person=3f9c01ab took_ms=412 kind=fig\n")


@pytest.mark.parametrize(
    "harmless",
    ["3f9c01ab", "desk", "r-7f3a", "SAL-26-0K7F", "not_permitted", 7, UUID(int=5)],
)
def test_codes_and_ids_pass(written: Path, harmless: log.Id) -> None:
    log.note("case.opened", it=harmless)

    assert f"it={harmless}" in written.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "telling", ["Salma", "salma", "Salma Bennani", "بنعلي", "0612345678", ""]
)
def test_a_name_or_number_of_a_person_never_passes(written: Path, telling: str) -> None:
    log.note("case.opened", child=telling)

    assert not written.exists()


def test_a_sentence_never_passes(written: Path) -> None:
    logging.getLogger("casedesk.somewhere").warning("Salma was seen")

    assert not written.exists()


def test_a_fault_tells_where_but_not_what(written: Path) -> None:
    try:
        raise LookupError("Salma")
    except LookupError as error:
        log.fault("ui.fault", error)

    line = written.read_text(encoding="utf-8")
    assert "kind=LookupError where=test_log:" in line
    assert "Salma" not in line


def test_an_exception_logged_in_passing_leaves_no_words(written: Path) -> None:
    try:
        raise LookupError("Salma")
    except LookupError:
        logging.getLogger("casedesk").exception("case.lost")

    assert not written.exists()


def test_a_closed_log_is_not_written_to(tmp_path: Path) -> None:
    log.close_log(log.open_log(tmp_path))

    log.note("vault.locked")

    assert list(tmp_path.iterdir()) == []
