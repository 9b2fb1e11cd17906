"""Everything that can be shown has words, in every language."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from datetime import UTC, datetime
from enum import StrEnum
from types import ModuleType

import pytest

import casedesk
from casedesk import circuit
from casedesk.circuit.errors import Refused, Trouble
from casedesk.i18n import CatalogueMissing, Language, labels, terms, words
from casedesk.vault.errors import VaultError

FAMILIES = (Refused, Trouble, VaultError)


def modules(package: ModuleType) -> Iterator[ModuleType]:
    for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        if found.name != "casedesk.__main__":
            yield importlib.import_module(found.name)


def closed_lists() -> list[type[StrEnum]]:
    return [
        each
        for module in modules(circuit)
        for each in vars(module).values()
        if isinstance(each, type)
        and issubclass(each, StrEnum)
        and each.__module__ == module.__name__
    ]


def codes() -> set[str]:
    """The code of every error there is, whatever package it lives in."""
    list(modules(casedesk))
    found: list[type[Refused | Trouble | VaultError]] = list(FAMILIES)
    for family in found:
        found += family.__subclasses__()
    ours = [each for each in found if each.__module__.startswith("casedesk.")]
    return {each.code for each in ours if each not in FAMILIES}


@pytest.mark.parametrize("listed", closed_lists(), ids=lambda each: each.__name__)
def test_every_closed_list_is_labelled_or_said_to_be_unspoken(
    listed: type[StrEnum],
) -> None:
    assert (listed in terms.LABELLED) != (listed in terms.UNSPOKEN)


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("listed", terms.LABELLED, ids=lambda each: each.__name__)
def test_every_member_has_words(listed: type[StrEnum], language: Language) -> None:
    told = [labels.label(member, language) for member in listed]

    assert all(told)
    assert len(set(told)) == len(told), "two members read alike"


def test_every_error_has_a_sentence_and_every_sentence_an_error() -> None:
    told = {key.partition(".")[0] for key in labels.sentences(words(Language.FRENCH))}

    assert told == codes()


def test_a_sentence_begins_and_ends_as_one() -> None:
    for told in labels.sentences(words(Language.FRENCH)).values():
        assert told[0].isupper(), told
        assert told.endswith("."), told


@pytest.mark.parametrize("word", ["erreur", "invalide", "échec"])
def test_no_sentence_blames(word: str) -> None:
    said = labels.sentences(words(Language.FRENCH)).values()

    assert [text for text in said if word in text.casefold()] == []


def test_a_sentence_names_codes_and_days_in_words() -> None:
    refusal = CatalogueMissing(language=Language.ARABIC)

    assert "« العربية »" in labels.sentence(refusal, Language.FRENCH)


def test_a_sentence_shows_instants_as_people_read_them() -> None:
    assert "2026" in labels.shown(datetime(2026, 4, 3, tzinfo=UTC), Language.FRENCH)
