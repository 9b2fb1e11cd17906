"""A note in a drop: read back only whole, in its place and signed by its author."""

from __future__ import annotations

import base64
import json
from datetime import UTC, datetime

import pytest

from casedesk.circuit.concern import BadDrop, DropId, DropKind, Note, ReceiptId
from casedesk.circuit.people import PersonId

VAULT = "ab" * 16
NOTE = Note(
    DropKind.CONCERN,
    DropId("d1"),
    ReceiptId("r1"),
    PersonId("p1"),
    datetime(2026, 3, 2, 12, tzinfo=UTC),
    {"entry": "DOUTE", "physical_signs": "une marque au bras"},
)


def sign(message):
    return b"signed:" + message[-16:]


def verify(person, message, signature):
    return person == "p1" and signature == sign(message)


def reason(data, drop="d1", vault=VAULT):
    with pytest.raises(BadDrop) as bad:
        Note.read(data, DropId(drop), vault, verify)
    return bad.value.reason


def test_a_note_comes_back_as_it_was():
    assert Note.read(NOTE.signed(VAULT, sign), NOTE.drop, VAULT, verify) == NOTE


def test_a_note_in_another_drop_or_vault_is_out_of_place():
    data = NOTE.signed(VAULT, sign)

    assert reason(data, drop="d2") == "out_of_place"
    assert reason(data, vault="cd" * 16) == "out_of_place"


def test_a_note_whose_words_were_changed_is_unsigned():
    envelope = json.loads(NOTE.signed(VAULT, sign))
    envelope["body"] = envelope["body"].replace("DOUTE", "TIERS")
    envelope["signature"] = base64.b64encode(b"signed:").decode()

    assert reason(json.dumps(envelope).encode()) == "unsigned"


@pytest.mark.parametrize("data", [b"", b"{}", b"[]", b"null", b"\xff", b'{"body": 1}'])
def test_anything_else_is_unreadable(data):
    assert reason(data) == "unreadable"


def test_the_words_of_a_note_stay_out_of_its_repr():
    assert "marque" not in repr(NOTE)
