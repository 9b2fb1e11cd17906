"""The process that opens what came from outside: it gets bytes and gives pixels.

It can write no file, may take only so much memory and time, and has no key, no record
and no path. A file made to break a decoder breaks this process and nothing else.

A request is its head and the bytes of a file, an answer its head and bytes: numbers in
network order. An answer that does not come says that the file cannot be shown.
"""

from __future__ import annotations

import struct
import sys
from dataclasses import dataclass, field
from enum import IntEnum
from typing import IO

from casedesk.circuit.attachment import (
    LARGEST,
    PICTURES,
    AttachmentKind,
    PagePicture,
    Unshowable,
)

WORD = "view-one-file"  # what it is started with
WIDEST, TALLEST = 2000, 6000  # pixels of a page
MOST_BYTES = 4 * WIDEST * TALLEST  # of an answer
_MEMORY = 512 * 1024 * 1024  # bytes; a hostile page of zeros asks for more
_SECONDS = 10  # of the processor
_KINDS = tuple(AttachmentKind)
_REQUEST = struct.Struct("!BBIII")  # wish, kind, page, width, bytes that follow
_ANSWER = struct.Struct("!IIII")  # pages, width, height, bytes that follow


class Wish(IntEnum):
    """What can be asked of it."""

    PAGE = 0
    WORKING_COPY = 1


@dataclass(frozen=True, slots=True)
class Request:
    """One file, and what is wanted of it."""

    wish: Wish
    kind: AttachmentKind
    content: bytes | bytearray = field(repr=False)
    number: int = 0
    width: int = 0

    def head(self) -> bytes:
        return _REQUEST.pack(
            self.wish,
            _KINDS.index(self.kind),
            self.number,
            self.width,
            len(self.content),
        )


def read_answer(stream: IO[bytes]) -> PagePicture:
    """Believe nothing of it: whoever answers may be in the hands of the file.

    Raises Unshowable.
    """
    head = stream.read(_ANSWER.size)
    if len(head) < _ANSWER.size:
        raise Unshowable
    pages, width, height, length = _ANSWER.unpack(head)
    if not pages or length > MOST_BYTES:
        raise Unshowable
    content = stream.read(length)
    if len(content) < length:
        raise Unshowable
    return PagePicture(pages, width, height, content)


def run() -> int:
    """Answer once; a file that breaks a decoder ends it before."""
    _give_up_everything()
    with open(0, "rb") as asked, open(1, "wb") as told:
        answer = _answer(_read_request(asked))
        told.write(_head_of(answer))
        told.write(answer.pixels)
    return 0


def _give_up_everything() -> None:
    """No file written, no memory without end, no image of it left when it dies.

    Windows knows no such limits; there the time its parent gives it is all.
    """
    if sys.platform == "win32":
        return
    import resource

    for limit, most in (
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_CPU, _SECONDS),
        # Not the address space: the PDF engine reserves far more than it ever uses
        (resource.RLIMIT_DATA, _MEMORY),
    ):
        resource.setrlimit(limit, (most, most))


def _read_request(stream: IO[bytes]) -> Request:
    head = stream.read(_REQUEST.size)
    wish, kind, number, width, length = _REQUEST.unpack(head)
    content = stream.read(min(length, LARGEST))
    return Request(Wish(wish), _KINDS[kind], content, number, min(width, WIDEST))


def _answer(request: Request) -> PagePicture:
    try:
        return _opened(request)
    except Unshowable:
        return PagePicture(0, 0, 0, b"")


def _opened(request: Request) -> PagePicture:
    content, within = bytes(request.content), (request.width, TALLEST)
    if request.kind in PICTURES:
        from casedesk.exchange import pictures

        if request.wish is Wish.WORKING_COPY:
            return PagePicture(1, 0, 0, pictures.working_copy(content))
        return pictures.pixels(content, within)
    if request.kind is AttachmentKind.PDF:
        from casedesk.app.pdf_pages import pdf_page

        return pdf_page(content, request.number, within)
    raise Unshowable


def _head_of(answer: PagePicture) -> bytes:
    size = answer.width, answer.height
    return _ANSWER.pack(answer.pages, *size, len(answer.pixels))
