"""Attachments: a certificate, a drawing, a note that somebody brought for a case.

What was brought is kept byte for byte, for evidence. What is looked at is a working
copy where the kind of file can carry more than it shows: a picture knows where it was
taken. No intimate image of a child is ever to be taken or kept (security §1).
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import NewType, Protocol

from casedesk.circuit.case import CaseId
from casedesk.circuit.errors import Refused, Trouble
from casedesk.circuit.people import PersonId

AttachmentId = NewType("AttachmentId", str)

LARGEST = 10 * 1024 * 1024  # bytes of one file
MOST_IN_ALL = 1024 * 1024 * 1024  # bytes in one compartment: backups stay quick
LONGEST_LABEL = 120
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_SEPARATORS = re.compile(r"[/\\]")


class AttachmentKind(StrEnum):
    """The kinds of file that are kept, told by their content."""

    JPEG = "jpeg"
    PNG = "png"
    PDF = "pdf"
    TEXT = "text"


PICTURES = frozenset({AttachmentKind.JPEG, AttachmentKind.PNG})


class Part(StrEnum):
    """The two things kept of an attachment."""

    ORIGINAL = "original"
    WORKING = "working"


class TooLarge(Refused):
    """More bytes than one file may have."""

    code = "attachment_too_large"


class NoRoomLeft(Refused):
    """The attachments of the compartment would be more than is quickly backed up."""

    code = "attachments_full"


class NotAttachable(Refused):
    """By its content it is none of the kinds that are kept, whatever its name says."""

    code = "not_attachable"


class Unshowable(Refused):
    """The file cannot be opened to look at; reason "adding" when it is not kept."""

    code = "unshowable"


class AlreadyAttached(Refused):
    """The same bytes are in the case already."""

    code = "already_attached"


class FileUnreachable(Trouble):
    """The file that was chosen cannot be read any more."""

    code = "file_unreachable"


@dataclass(frozen=True, slots=True)
class Attachment:
    """What is known of an attachment; its bytes stand apart, by part.

    The digests are SHA-256, in hexadecimal. A working copy is there for pictures only,
    always a JPEG; without one its size is 0 and its digest empty.
    """

    id: AttachmentId
    case_id: CaseId
    label: str = field(repr=False)
    kind: AttachmentKind
    size: int
    digest: str
    working_size: int
    working_digest: str
    author: PersonId
    added_at: datetime
    note: str = field(default="", repr=False)
    referral_id: str = ""  # the referral whose answer it is
    version: int = 0

    @property
    def shown_part(self) -> Part:
        return Part.WORKING if self.working_size else Part.ORIGINAL

    @property
    def shown_kind(self) -> AttachmentKind:
        return AttachmentKind.JPEG if self.working_size else self.kind

    def size_of(self, part: Part) -> int:
        return self.working_size if part is Part.WORKING else self.size

    def digest_of(self, part: Part) -> str:
        return self.working_digest if part is Part.WORKING else self.digest


@dataclass(frozen=True, slots=True)
class Brought:
    """A file somebody chose, read and looked into, and not kept yet."""

    label: str = field(repr=False)
    kind: AttachmentKind
    original: bytes = field(repr=False)
    working: bytes = field(default=b"", repr=False)


@dataclass(frozen=True, slots=True)
class PagePicture:
    """One page as pixels: four bytes each, red, green, blue and opacity."""

    pages: int
    width: int
    height: int
    pixels: bytes = field(repr=False)


class Viewer(Protocol):
    """Opens what came from outside, away from this process; nothing goes to disk."""

    def bring(self, path: Path, room: int) -> Brought:
        """Read and judge a file; `room` is how many bytes there are left for it.

        Raises TooLarge, NoRoomLeft, NotAttachable, Unshowable, FileUnreachable, and
        Cancelled after `stop`.
        """
        ...

    def page(
        self, kind: AttachmentKind, content: bytes | bytearray, number: int, width: int
    ) -> PagePicture:
        """One page, counted from 0, so many pixels wide where it has as many.

        Not for text. Raises Unshowable, and Cancelled after `stop`.
        """
        ...

    def stop(self) -> None:
        """Give up what is being opened; from any thread."""
        ...


class AttachmentReads(Protocol):
    """Questions about attachments: a part of `ports.Reads`."""

    def attachments(self, case_id: CaseId) -> tuple[Attachment, ...]:
        """In the order they were added; only of a case opened to read."""
        ...

    def attachment_bytes(self, attachment: AttachmentId, part: Part) -> bytearray:
        """Only of one whose sight NoteAttachmentView noted; NotFound otherwise.

        Raises Trouble when they are not what was kept.
        """
        ...

    def attachment_room(self) -> int:
        """How many bytes more the compartment should take."""
        ...


def clean_label(text: str) -> str:
    """What an attachment may be called: nothing unseen, and nothing of a path."""
    seen = (
        " " if each in "\t\n\r\u2028\u2029" else each
        for each in unicodedata.normalize("NFC", text)
        if each in "\t\n\r\u2028\u2029" or unicodedata.category(each) not in _UNSEEN
    )
    flat = _SEPARATORS.sub("-", " ".join("".join(seen).split()))
    return flat[:LONGEST_LABEL].strip()
