"""Concerns on their way: drafts, sealed drops, receipts, statuses that come back.

What an educator sends is sealed to the case team and signed by its author; from then on
even the author reads only the receipt and its status (design §3).
"""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, NewType

from casedesk.circuit.errors import Refused
from casedesk.circuit.people import PersonId
from casedesk.circuit.sheet import Content, Gap, Incomplete, Lack

DropId = NewType("DropId", str)
ReceiptId = NewType("ReceiptId", str)
NO_RECEIPT = ReceiptId("")

_DOMAIN = b"casedesk-drop-v1\x00"
# At least one account of what happened (domain §2.5, T02).
ACCOUNTS = (
    "physical_signs",
    "behaviour_signs",
    "behaviour_detail",
    "family_signs",
    "family_detail",
    "words",
    "reported_words",
)


class MemberInvolved(Refused):
    """A member of the association may be involved: this is not the way to write it."""

    code = "member_involved"


class BadDrop(Exception):
    """A drop that is not what it should be; it is set aside and shown, never lost."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class DropKind(StrEnum):
    """What lies in a drop."""

    CONCERN = "concern"
    ALERT = "alert"
    COMPLEMENT = "complement"
    MOVED = "moved"  # one part of a case that goes into a circle


class DropState(StrEnum):
    """What became of a drop, as far as its author can tell."""

    WAITING = "waiting"
    TAKEN = "taken"
    MISSING = "missing"  # gone or changed, and the journal did not see it
    UNKNOWN = "unknown"  # sent before receipts said which drop is theirs


class ConcernStatus(StrEnum):
    """What the author of a concern may know of it."""

    SENT = "sent"
    READ = "read"
    IN_CHARGE = "in_charge"
    FOLLOWED_UP = "followed_up"
    TOLD = "told"  # a sentence of a closed list, nothing of the child


@dataclass(frozen=True, slots=True)
class Note:
    """What is inside a drop: written by `author`, about one receipt."""

    kind: DropKind
    drop: DropId
    receipt: ReceiptId
    author: PersonId
    written_at: datetime
    content: Mapping[str, Any] = field(repr=False)

    def signed(self, vault_id: str, sign: Callable[[bytes], bytes]) -> bytes:
        """The bytes to seal: the note and its author's signature over it."""
        body = self._body(vault_id)
        signature = base64.b64encode(sign(_DOMAIN + body)).decode()
        return json.dumps({"body": body.decode(), "signature": signature}).encode()

    def _body(self, vault_id: str) -> bytes:
        return json.dumps(
            {
                "vault": vault_id,
                "kind": self.kind,
                "drop": self.drop,
                "receipt": self.receipt,
                "author": self.author,
                "written_at": self.written_at.isoformat(),
                "content": self.content,
            },
            sort_keys=True,
        ).encode()

    @classmethod
    def read(
        cls,
        data: bytes,
        drop: DropId,
        vault_id: str,
        verify: Callable[[PersonId, bytes, bytes], bool],
    ) -> Note:
        """A note taken out of its drop. Raises BadDrop when anything does not fit."""
        try:
            envelope = json.loads(data)
            body = envelope["body"].encode()
            signature = base64.b64decode(envelope["signature"], validate=True)
            table = json.loads(body)
            note = cls(
                kind=DropKind(table["kind"]),
                drop=DropId(table["drop"]),
                receipt=ReceiptId(table["receipt"]),
                author=PersonId(table["author"]),
                written_at=datetime.fromisoformat(table["written_at"]),
                content=table["content"],
            )
        except (ValueError, KeyError, TypeError, AttributeError):
            raise BadDrop("unreadable") from None
        if table.get("vault") != vault_id or note.drop != drop:
            raise BadDrop("out_of_place")
        if not verify(note.author, _DOMAIN + body, signature):
            raise BadDrop("unsigned")
        return note


def require_account(content: Content) -> None:
    """Signs, words or what a third party said: one of them at least."""
    if not any(content.get(key) for key in ACCOUNTS):
        missing = (Gap(key, Lack.MISSING) for key in ("physical_signs", "words"))
        raise Incomplete(*missing)


@dataclass(frozen=True, slots=True)
class Draft:
    """A concern, or a complement to one already sent, sealed to whoever writes it.

    `copy` is the same for two recovery sheets, see `circuit.commands.drafts`.
    """

    id: ReceiptId
    author: PersonId
    started_at: datetime
    saved_at: datetime
    sealed: bytes = field(repr=False)
    complements: ReceiptId = NO_RECEIPT
    version: int = 0
    copy: bytes = field(default=b"", repr=False)


DROPS_KEPT = timedelta(days=400)
"""Sealed drops go by age, for all alike: which were taken in must not show (design §3).

So long that whoever they are for has surely opened the vault meanwhile.
"""


@dataclass(frozen=True, slots=True)
class Drop:
    """A sealed note on its way; nothing outside says what it is or to whom it goes."""

    id: DropId
    dropped_at: datetime
    sealed: bytes = field(repr=False)
    version: int = 0


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the author of a concern keeps: number and time, sealed to them."""

    id: ReceiptId
    author: PersonId
    sealed: bytes = field(repr=False)
    version: int = 0


@dataclass(frozen=True, slots=True)
class ReceiptStatus:
    """One dated status of a receipt, sealed to its author."""

    id: str
    receipt: ReceiptId
    author: PersonId
    sealed: bytes = field(repr=False)
    version: int = 0


@dataclass(frozen=True, slots=True)
class Alert:
    """A child may be in danger and somebody is still writing: "alerte sans fiche"."""

    id: DropId
    receipt: ReceiptId
    author: PersonId
    written_at: datetime
    danger: str
    answered: bool = False
    version: int = 0


@dataclass(frozen=True, slots=True)
class Intake:
    """That a drop has been taken in, and as what; makes taking it in repeatable."""

    id: DropId
    receipt: ReceiptId
    outcome: str  # a DropKind, or "set_aside:" and the reason of BadDrop
    taken_at: datetime
    version: int = 0
