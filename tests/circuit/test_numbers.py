"""Numbers on paper: every slip of one character is noticed."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from casedesk.circuit import numbers

RANDOM = st.binary(min_size=8, max_size=8)


@given(RANDOM)
def test_a_coupon_is_read_back_however_it_is_typed(random):
    coupon = numbers.coupon(random)

    assert numbers.typed_coupon(coupon) == coupon
    assert numbers.typed_coupon(coupon.lower().replace("-", " ")) == coupon
    assert numbers.typed_coupon(coupon.replace("0", "o").replace("1", "l")) == coupon


@given(RANDOM, st.integers(0, 7), st.sampled_from(numbers.ALPHABET))
def test_one_wrong_character_is_noticed(random, place, wrong):
    plain = numbers.coupon(random).replace("-", "")
    slipped = plain[:place] + wrong + plain[place + 1 :]

    read = numbers.typed_coupon(slipped)

    assert read is None or slipped == plain


@given(RANDOM, st.integers(0, 6))
def test_two_neighbours_swapped_are_noticed(random, place):
    plain = numbers.coupon(random).replace("-", "")
    swapped = plain[:place] + plain[place + 1] + plain[place] + plain[place + 2 :]

    assert numbers.typed_coupon(swapped) is None or swapped == plain


def test_what_cannot_be_a_coupon_is_none():
    for text in ("", "-", "7F3K", "7F3K-9QXM", "çççç-çççç-ç", "7F3K-9QXM-2-2"):
        assert numbers.typed_coupon(text) is None


def test_an_anchor_shows_eighty_bits_and_a_check_character():
    anchor = numbers.anchor(4213, bytes(range(32)))

    assert anchor == "J 004213 · 000G-40R4-0M30-E209-Y"


SEQUENCE = st.integers(1, 10**7)
HASH = st.binary(min_size=32, max_size=32)


@given(SEQUENCE, HASH)
def test_J07_an_anchor_is_read_back_however_it_is_typed(sequence, hash_):
    anchor = numbers.anchor(sequence, hash_)
    written = [
        anchor,
        anchor.lower(),
        anchor.replace("-", " "),
        anchor.replace(" ", "").replace("·", "").replace("-", ""),
        anchor.removeprefix("J "),
        anchor.replace("-", "–").replace(" · ", " . "),
        anchor.replace("0", "O").replace("1", "l"),
        f"  {anchor}\u00a0",
    ]

    read = [numbers.typed_anchor(each) for each in written]

    assert {(each.sequence, each.fits(hash_)) for each in read} == {(sequence, True)}


@given(SEQUENCE, HASH, st.integers(0, 16), st.sampled_from(numbers.CHECK))
def test_J07_one_wrong_character_of_an_anchor_is_noticed(sequence, hash_, at, wrong):
    start, code = numbers.anchor(sequence, hash_).split(" · ")
    plain = code.replace("-", "")
    slipped = plain[:at] + wrong + plain[at + 1 :]

    read = numbers.typed_anchor(f"{start} · {slipped}")

    assert read is None or read.fits(hash_)


def test_what_cannot_be_an_anchor_is_none():
    for text in (
        "",
        "J",
        "J 000001",
        "7F3K-9QXM-2",
        "J 000001 · 000G-40R4-0M30-E209",
        "000G-40R4-0M30-E209-Y",
        "J · 000G-40R4-0M30-E209-Y",
        "J abc · 000G-40R4-0M30-E209-Y",
        "J 4213 · 000G-40R4-0M30-E209-Y-Y",
        "J ٤٢١٣ · 000G-40R4-0M30-E209-Y",
        "J " + "9" * 400 + " · 000G-40R4-0M30-E209-Y",
    ):
        assert numbers.typed_anchor(text) is None, text


def test_a_case_number_tells_territory_and_year_only():
    assert numbers.case_number("SAL", 2026, b"\x00\x07\x0f\x1f") == "SAL-26-07FZ"
