"""To whom facts like these are usually referred: suggested, never applied."""

from __future__ import annotations

import pytest

from casedesk import paths
from casedesk.circuit.matrix import How, read_matrix
from casedesk.circuit.sheet import Addressee

TEXT = paths.read_text("circuit/matrix.toml")


@pytest.fixture(scope="module")
def matrix():
    return read_matrix(TEXT)


def how(matrix, entry="DOUTE", **assessment):
    return {each.addressee: each.how for each in matrix.suggested(assessment, entry)}


def test_recent_sexual_violence_goes_to_the_hospital_first(matrix):
    found = how(matrix, violence=["SEX_CONT"], age_of_facts="DAYS")

    assert found[Addressee.HOSPITAL] is How.FIRST
    assert found[Addressee.PROSECUTOR] is How.YES
    assert found[Addressee.UPE_CAPE] is How.INFORM
    assert (
        how(matrix, violence=["SEX_CONT"], age_of_facts="YEARS")[Addressee.HOSPITAL]
        is How.YES
    )


def test_imminent_danger_begins_with_a_call(matrix):
    found = matrix.suggested({"danger": "4", "author_access": "SAME_ROOF"}, "DOUTE")

    assert (found[0].addressee, found[0].how) == (Addressee.POLICE, How.FIRST)


def test_of_two_rows_the_stronger_counts_and_each_addressee_stands_once(matrix):
    found = matrix.suggested({"violence": ["PHYS", "MARR"]}, "DOUTE")

    addressees = [each.addressee for each in found]
    assert len(addressees) == len(set(addressees))
    assert how(matrix, violence=["PHYS"])[Addressee.PROSECUTOR] is How.DECIDES
    assert dict(zip(addressees, found, strict=True))[Addressee.PROSECUTOR].how is (
        How.YES
    )


def test_a_child_who_is_blamed_is_a_child_to_protect(matrix):
    found = how(matrix, entry="SELF_OUT")

    assert found[Addressee.YOUTH_SERVICES] is How.YES
    assert found[Addressee.LAWYER] is How.YES


def test_nothing_is_suggested_before_anything_is_known(matrix):
    assert matrix.suggested({}, "DOUTE") == ()


def test_every_code_a_row_asks_for_exists(rules):
    lists = {
        "violence": "VIOL",
        "age_of_facts": "AGE_OF_FACTS",
        "aggravating": "AGGR",
        "author_access": "ACCESS",
        "danger": "DANGER",
        "entry": "ENTRY",
    }
    for row in rules.matrix._rows:
        for key, codes in row.conditions.items():
            for code in codes:
                assert (lists[key], code) in rules.codes, (key, code)


def test_a_row_without_a_condition_or_with_an_unknown_one_is_refused():
    with pytest.raises(ValueError, match="imminent"):
        read_matrix(TEXT.replace('danger = ["4"]', 'weather = ["4"]', 1))


def test_each_level_of_danger_says_in_every_language_what_makes_it():
    criteria = read_matrix(TEXT).criteria

    assert list(criteria) == ["4", "3", "2", "1", "0"]
    assert all(each.fr and each.ar and each.en for each in criteria.values())
