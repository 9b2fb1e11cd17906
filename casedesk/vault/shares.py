"""A secret on three sheets of paper, any two of which give it back (SLIP-39).

The words are those of the public standard, so that other programs join them too.
Typed words may be in capitals, spaced anyhow, or cut after the fourth letter.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from shamir_mnemonic import MnemonicError, Share, combine_mnemonics, generate_mnemonics
from shamir_mnemonic.wordlist import WORDLIST

from casedesk.vault.errors import BadShare

WORDS_PER_SHARE = 20
NEEDED = 2
_PRINTED = 3
_EXPONENT = 1  # the standard's usual price of joining: 20,000 rounds
_TELLING = 4  # letters: no two words of the list begin alike


def words() -> tuple[str, ...]:
    """Every word a share can hold, in the order of the alphabet."""
    return tuple(WORDLIST)


def split(secret: bytearray) -> tuple[str, str, str]:
    """Three shares of a new set; text cannot be wiped, so print it and let it go."""
    [[one, two, three]] = generate_mnemonics(
        1, [(NEEDED, _PRINTED)], bytes(secret), iteration_exponent=_EXPONENT
    )
    return one, two, three


def join(shares: Sequence[str]) -> bytearray:
    """The secret, which the caller wipes. Raises BadShare.

    A third share is not needed, but when it is given it has to fit as well.
    """
    read = [_share(each) for each in shares]
    if len(read) < NEEDED:
        raise BadShare("too_few")
    if len({each.group_parameters() for each in read}) > 1:
        raise BadShare("other_set")
    if len({each.index for each in read}) < len(read):
        raise BadShare("same_twice")
    if not all(map(_ours, read)):
        raise BadShare("other_vault")
    pairs = combinations((each.mnemonic() for each in read), NEEDED)
    try:
        joined = {combine_mnemonics(pair) for pair in pairs}
    except MnemonicError:
        raise BadShare("other_set") from None
    if len(joined) > 1:
        raise BadShare("other_set")
    return bytearray(joined.pop())


def set_id(share: str) -> str:
    """Five digits that the three sheets of one set have in common. Raises BadShare."""
    return f"{_share(share).identifier:05d}"


def _share(typed: str) -> Share:
    whole = [_word(each, number) for number, each in enumerate(typed.split(), 1)]
    if len(whole) != WORDS_PER_SHARE:
        raise BadShare("length")
    try:
        return Share.from_mnemonic(" ".join(whole))
    except MnemonicError:
        raise BadShare("checksum") from None


def _ours(share: Share) -> bool:
    """Made as `split` makes them; other programs also do it in other ways."""
    made = share.group_count, share.member_threshold, share.iteration_exponent
    return made == (1, NEEDED, _EXPONENT)


def _word(typed: str, number: int) -> str:
    plain = typed.lower()
    for word in words():
        if word == plain or (len(plain) >= _TELLING and word.startswith(plain)):
            return word
    raise BadShare("word", number=number)
