"""A whole case as bytes, and out of them again in another compartment.

What belongs to a case is told in one place, for erasing and for moving: `rows_of`.
"""

from __future__ import annotations

import base64
import hashlib
import json
import zlib
from collections.abc import Iterator, Mapping
from typing import Any

from casedesk.circuit.attachment import Attachment, Part
from casedesk.circuit.case import Case, CaseId
from casedesk.circuit.changes import Kind
from casedesk.circuit.concern import BadDrop
from casedesk.circuit.moving import Earlier
from casedesk.circuit.people import PersonId
from casedesk.circuit.two_people import Request
from casedesk.store.attachments import content_of, keep_content
from casedesk.store.codec import canonical
from casedesk.store.database import Database, Row
from casedesk.store.erasure import of_cases, rows_of
from casedesk.store.happened import happenings
from casedesk.store.journal import Entry
from casedesk.store.table import Table
from casedesk.store.tables import codec, defaults

_BYTES = "bytes"  # the one key of a value that is bytes, in base64
_UNREADABLE = (ValueError, KeyError, TypeError, AttributeError, zlib.error)


def pack(db: Database, case: Case) -> bytes:
    """All its records, what the journal says of it, and the bytes of attachments.

    The same case gives the same bytes.
    """
    rows = list(rows_of(db, case))
    attached = [
        codec(Kind.ATTACHMENT).to_record(row)
        for kind, row in rows
        if kind is Kind.ATTACHMENT
    ]
    whole = {
        "rows": [[kind, _plain(row)] for kind, row in rows],
        "earlier": [_plain(each) for each in _earlier(db, case.id)],
        "content": {each.id: _content(db, each) for each in attached},
    }
    return zlib.compress(canonical(whole).encode())


class Unpacked:
    """A case out of its bytes: the port `circuit.moving.PackedCase`."""

    def __init__(self, db: Database, entry: Entry, packed: bytes) -> None:
        """Raises BadDrop for what `pack` could not have made."""
        self._db, self._entry = db, entry
        try:
            self._read(json.loads(zlib.decompress(packed)))
        except _UNREADABLE:
            raise BadDrop("unreadable") from None

    def keep(self, number: str) -> None:
        case = {**self._of(Kind.CASE)[0], "number": number}
        for kind, row in (*self._rows, (Kind.CASE, case)):
            self._require_ours(kind, row)
            there = self._table(kind).row(row["id"])
            if there is None or _differs(there, row):
                version = there["version"] if there else 0
                self._table(kind).put({**row, "version": version})
            if there is None and kind is Kind.ATTACHMENT:
                keep_content(self._db, row["id"], self._content[row["id"]])

    def _read(self, whole: Mapping[str, Any]) -> None:
        read = [(Kind(kind), _bytes_back(row)) for kind, row in whole["rows"]]
        read += [(Kind.EARLIER, _bytes_back(row)) for row in whole["earlier"]]
        checked = [(kind, _checked(kind, row)) for kind, row in read]
        (case,) = (row for kind, row in checked if kind is Kind.CASE)
        self.case: Case = codec(Kind.CASE).to_record(case)
        self._all = checked
        self._rows = [each for each in checked if each[0] is not Kind.CASE]
        for kind, row in self._rows:
            _require_of(kind, row, self.case)
        self.requests: tuple[Request, ...] = tuple(
            map(codec(Kind.REQUEST).to_record, self._of(Kind.REQUEST))
        )
        self._content = {
            row["id"]: _proven(row, whole["content"][row["id"]])
            for row in self._of(Kind.ATTACHMENT)
        }

    def _of(self, kind: Kind) -> list[Row]:
        return [row for each, row in self._all if each is kind]

    def _require_ours(self, kind: Kind, row: Row) -> None:
        """Nobody overwrites another case by sending one of their own."""
        there = self._table(kind).row(row["id"])
        if there is not None and any(
            there.get(name) != row.get(name) for name in ("case_id", "receipt")
        ):
            raise BadDrop("out_of_place")

    def _table(self, kind: Kind) -> Table:
        return Table(self._db, self._entry, kind)


def _earlier(db: Database, case_id: CaseId) -> Iterator[Row]:
    """What the journal here says of the case; what was earlier still is a record."""
    for each in happenings(db, case_id):
        line = Earlier(
            id=f"{case_id}:{db.identity.compartment}:{each.sequence}",
            case_id=case_id,
            at=each.at,
            actor=PersonId(each.actor),
            action=each.action,
            details=each.details,
        )
        yield codec(Kind.EARLIER).to_row(line)


def _content(db: Database, attachment: Attachment) -> dict[str, str]:
    return {
        part: base64.b64encode(content_of(db, attachment, part)).decode()
        for part in Part
    }


def _proven(row: Row, content: Mapping[str, str]) -> dict[Part, bytes]:
    attachment: Attachment = codec(Kind.ATTACHMENT).to_record(row)
    found = {part: base64.b64decode(content[part], validate=True) for part in Part}
    for part, data in found.items():
        digest = hashlib.sha256(data).hexdigest() if data else ""
        if (len(data), digest) != (
            attachment.size_of(part),
            attachment.digest_of(part),
        ):
            raise BadDrop("unreadable")
    return found


def _checked(kind: Kind, row: Row) -> Row:
    """As a record of this program would be written; what it does not know is gone."""
    return codec(kind).to_row(codec(kind).to_record({**defaults(kind), **row}))


def _require_of(kind: Kind, row: Row, case: Case) -> None:
    if kind is Kind.ALERT:
        ours = row["receipt"] == case.receipt
    else:
        ours = kind in of_cases() and row["case_id"] == case.id
    if not ours:
        raise BadDrop("out_of_place")


def _differs(there: Row, row: Row) -> bool:
    """Also: nobody has worked on it here since it was taken in."""
    untouched = there["version"] == 1
    return untouched and {**row, "version": 1} != there


def _plain(row: Row) -> dict[str, Any]:
    return {
        name: {_BYTES: base64.b64encode(value).decode()}
        if isinstance(value, bytes)
        else value
        for name, value in row.items()
    }


def _bytes_back(row: Mapping[str, Any]) -> Row:
    return {
        name: base64.b64decode(value[_BYTES], validate=True)
        if isinstance(value, dict)
        else value
        for name, value in row.items()
    }
