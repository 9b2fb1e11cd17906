"""Sealed messages: for one key, one purpose, and of a length that tells nothing."""

from __future__ import annotations

import secrets

import pytest

from casedesk.vault.errors import SealBroken
from casedesk.vault.identity import x25519_public
from casedesk.vault.sealing import STEP, padded, seal, unpadded, unseal


@pytest.fixture
def private():
    return bytearray(secrets.token_bytes(32))


def test_a_sealed_message_is_opened_by_its_key(private):
    sealed = seal(x25519_public(private), b"mot", b"info")

    assert unseal(private, sealed, b"info") == b"mot"


def test_K17_it_is_opened_by_no_other_key_and_for_no_other_purpose(private):
    """The context is bound, though it is not inside."""
    sealed = seal(x25519_public(private), b"mot", b"info")

    with pytest.raises(SealBroken):
        unseal(bytearray(secrets.token_bytes(32)), sealed, b"info")
    with pytest.raises(SealBroken):
        unseal(private, sealed, b"other")


def test_K17_a_damaged_or_cut_message_is_refused_whatever_is_left(private):
    sealed = seal(x25519_public(private), b"mot", b"info")

    for end in range(len(sealed)):
        with pytest.raises(SealBroken):
            unseal(private, sealed[:end], b"info")
    for at in range(len(sealed)):
        flipped = bytearray(sealed)
        flipped[at] ^= 1
        with pytest.raises(SealBroken):
            unseal(private, bytes(flipped), b"info")


@pytest.mark.parametrize("length", [0, 1, STEP - 4, STEP - 3, 10 * STEP])
def test_lengths_come_in_steps(length):
    plain = secrets.token_bytes(length)

    assert len(padded(plain)) % STEP == 0
    assert len(padded(plain)) - length < STEP + 4
    assert unpadded(padded(plain)) == plain


@pytest.mark.parametrize(
    "message",
    [
        b"",
        b"\0\0\0",
        bytes(STEP - 1),
        bytes(2 * STEP),
        b"\xff\xff\xff\xff" + bytes(STEP - 4),
        bytes(STEP - 1) + b"x",
    ],
)
def test_padding_nobody_would_have_made_is_refused(message):
    with pytest.raises(SealBroken):
        unpadded(message)
