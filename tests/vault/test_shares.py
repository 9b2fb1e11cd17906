"""Secrets on paper: any two of three sheets, and no other two."""

from __future__ import annotations

from itertools import combinations, permutations

import pytest
from shamir_mnemonic import combine_mnemonics, generate_mnemonics

from casedesk.vault.errors import BadShare
from casedesk.vault.shares import join, set_id, split, words

SECRET = bytearray(range(16))


@pytest.fixture(scope="module")
def sheets():
    return split(SECRET)


def refusal(shares):
    with pytest.raises(BadShare) as refused:
        join(shares)
    return refused.value.reason


def test_K12_any_two_of_three_sheets_give_the_secret_back(sheets):
    joined = [join(pair) for pair in permutations(sheets, 2)]

    assert len(joined) == 6
    assert all(each == SECRET and type(each) is bytearray for each in joined)
    assert join(sheets) == SECRET


def test_K12_one_sheet_is_too_few(sheets):
    assert {refusal(few) for few in [[], *([each] for each in sheets)]} == {"too_few"}


def test_K12_the_same_sheet_twice_is_one_sheet(sheets):
    assert {refusal([each, each]) for each in sheets} == {"same_twice"}


def test_K12_sheets_of_two_sets_do_not_join_though_the_secret_is_the_same(sheets):
    others = split(SECRET)

    reasons = {refusal([own, other]) for own in sheets for other in others}

    assert reasons == {"other_set"}
    assert refusal([*sheets[:2], others[2]]) == "other_set"


@pytest.mark.parametrize("at", range(20))
def test_K12_one_wrong_word_is_noticed_wherever_it_is(sheets, at):
    wrong = sheets[0].split()
    wrong[at] = "academic" if wrong[at] != "academic" else "acid"

    assert refusal([" ".join(wrong), sheets[1]]) == "checksum"


def test_K12_two_words_in_the_wrong_order_are_noticed(sheets):
    turned = sheets[0].split()
    at = next(n for n in range(19) if turned[n] != turned[n + 1])
    turned[at], turned[at + 1] = turned[at + 1], turned[at]

    assert refusal([" ".join(turned), sheets[1]]) == "checksum"


@pytest.mark.parametrize("typed", ["academics", "aca", "éléphant", "1", "\0" * 99])
def test_K12_a_word_that_is_in_no_list_is_named_by_its_number(sheets, typed):
    wrong = sheets[0].split()
    wrong[6] = typed

    with pytest.raises(BadShare) as refused:
        join([" ".join(wrong), sheets[1]])

    assert (refused.value.reason, refused.value.number) == ("word", 7)
    assert typed not in str(refused.value)


@pytest.mark.parametrize("count", [0, 1, 19, 21])
def test_a_sheet_has_twenty_words(sheets, count):
    some = " ".join([*sheets[0].split(), "academic"][:count])

    assert refusal([some, sheets[1]]) == "length"


def test_words_may_be_typed_in_capitals_cut_after_four_letters_and_spaced_anyhow(
    sheets,
):
    cut = "\n ".join(word[:4].upper() for word in sheets[0].split())

    assert join([f"\t{cut} ", sheets[2]]) == SECRET


def test_four_letters_tell_every_word_of_the_list():
    assert len(words()) == len({word[:4] for word in words()}) == 1024
    assert list(words()) == sorted(words())


def test_the_sheets_of_one_set_carry_one_number_and_those_of_another_another(sheets):
    numbers = {set_id(each) for each in sheets}

    assert len(numbers) == 1
    assert all(len(each) == 5 and each.isdigit() for each in numbers)
    assert {set_id(each) for _ in range(5) for each in split(SECRET)} != numbers


def test_a_number_is_read_from_a_sheet_that_was_copied_right_only(sheets):
    with pytest.raises(BadShare, match="checksum"):
        set_id(" ".join(reversed(sheets[0].split())))


def test_another_program_of_the_same_standard_joins_our_sheets(sheets):
    for pair in combinations(sheets, 2):
        assert combine_mnemonics(pair) == SECRET


@pytest.mark.parametrize(
    "made",
    [{"iteration_exponent": 0}, {"groups": [(3, 5)]}, {"master_secret": bytes(32)}],
    ids=lambda each: next(iter(each)),
)
def test_sheets_of_the_standard_that_are_not_ours_are_refused(made):
    usual = {"groups": [(2, 3)], "master_secret": bytes(16)}
    [foreign] = generate_mnemonics(1, **(usual | made))

    assert refusal(foreign[:2]) in {"other_vault", "length"}
