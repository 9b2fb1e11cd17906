"""The bytes of attachments: in pieces, beside their records, checked when read.

Pieces are no records of their own. The journal has their digest in the record of the
attachment, so that a piece changed behind its back shows (security §7). They go with
the row of their attachment: the foreign key sees to it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping

from casedesk.circuit.attachment import MOST_IN_ALL, Attachment, Part
from casedesk.circuit.changes import Kind
from casedesk.store.database import Database
from casedesk.store.errors import AttachmentDamaged
from casedesk.store.journal import Entry
from casedesk.store.records import SqlOfCase
from casedesk.store.tables import codec, selection

PIECE = 256 * 1024  # bytes in one row
_INSERT = "INSERT INTO attachment_chunk (attachment, part, i, data) VALUES (?, ?, ?, ?)"
_PIECES = "SELECT data FROM attachment_chunk WHERE attachment = ? AND part = ?"
_IN_ALL = "SELECT coalesce(sum(size + working_size), 0) FROM attachments"


class SqlAttachments(SqlOfCase[Attachment]):
    """The attachments of a compartment, each kept with its bytes in one go."""

    def __init__(self, db: Database, entry: Entry) -> None:
        super().__init__(db, entry, Kind.ATTACHMENT)
        self._db = db

    def keep(self, attachment: Attachment, original: bytes, working: bytes) -> None:
        """Save a new one with its bytes."""
        self.save(attachment)
        content = {Part.ORIGINAL: original, Part.WORKING: working}
        keep_content(self._db, attachment.id, content)

    def room(self) -> int:
        """How many bytes more the compartment should take."""
        return room(self._db)


def keep_content(db: Database, key: str, content: Mapping[Part, bytes]) -> None:
    """The bytes of an attachment whose row is there already."""
    for part, data in content.items():
        for number, at in enumerate(range(0, len(data), PIECE)):
            db.run(_INSERT, (key, part, number, data[at : at + PIECE]))


def room(db: Database) -> int:
    """How many bytes of attachments more this store should take."""
    return max(MOST_IN_ALL - int(db.value(_IN_ALL)), 0)


def content_of(db: Database, attachment: Attachment, part: Part) -> bytearray:
    """The bytes as they were kept. Raises AttachmentDamaged when they are others."""
    content = bytearray(attachment.size_of(part))
    at = 0
    for (piece,) in db.each(f"{_PIECES} ORDER BY i", (attachment.id, part)):
        if at + len(piece) > len(content):
            raise AttachmentDamaged
        content[at : at + len(piece)] = piece
        at += len(piece)
    found = hashlib.sha256(content).hexdigest() if content else ""
    if at != len(content) or found != attachment.digest_of(part):
        raise AttachmentDamaged
    return content


def damaged(db: Database) -> Iterator[str]:
    """The ids of the attachments whose bytes are not what was kept."""
    to_record = codec(Kind.ATTACHMENT).to_record
    for row in db.rows(selection(Kind.ATTACHMENT)):
        try:
            for part in Part:
                content_of(db, to_record(row), part)
        except AttachmentDamaged:
            yield row["id"]
