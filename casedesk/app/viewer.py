"""Files from outside: read within limits, judged by content, opened in a child."""

from __future__ import annotations

import stat
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import casedesk
from casedesk.app.viewer_child import WORD, Request, Wish, read_answer
from casedesk.circuit.attachment import (
    LARGEST,
    PICTURES,
    AttachmentKind,
    Brought,
    FileUnreachable,
    NoRoomLeft,
    NotAttachable,
    PagePicture,
    TooLarge,
    Unshowable,
    clean_label,
)
from casedesk.circuit.longwork import Cancelled
from casedesk.exchange.sniff import sniff

PATIENCE = 12.0  # seconds for one file
_TRIAL = 64  # pixels: enough to know that a document opens


class ChildViewer:
    """`circuit.attachment.Viewer`: one short-lived child for each file that is opened.

    `begin` is the command of the child; tests give another.
    """

    def __init__(
        self, begin: Sequence[str] | None = None, patience: float = PATIENCE
    ) -> None:
        self._begin = tuple(begin or command())
        self._patience = patience
        self._lock = threading.Lock()
        self._child: subprocess.Popen[bytes] | None = None
        self._is_stopped = False

    def bring(self, path: Path, room: int) -> Brought:
        original = read_within(path, room)
        kind = sniff(original)
        if kind is None:
            raise NotAttachable
        return Brought(
            clean_label(path.name), kind, original, self._working(kind, original)
        )

    def page(
        self, kind: AttachmentKind, content: bytes | bytearray, number: int, width: int
    ) -> PagePicture:
        answer = self._ask(Request(Wish.PAGE, kind, content, number, width))
        if len(answer.pixels) != 4 * answer.width * answer.height or not answer.pixels:
            raise Unshowable
        return answer

    def stop(self) -> None:
        with self._lock:
            if self._child is not None:
                self._is_stopped = True
                self._child.kill()

    def _working(self, kind: AttachmentKind, original: bytes) -> bytes:
        """Tried before it is kept: nobody could ever look at what does not open."""
        try:
            if kind in PICTURES:
                wish = Request(Wish.WORKING_COPY, kind, original)
                return self._ask(wish).pixels
            if kind is AttachmentKind.PDF:
                self.page(kind, original, 0, _TRIAL)
        except Unshowable as broken:
            raise Unshowable(reason="adding") from broken
        return b""

    def _ask(self, request: Request) -> PagePicture:
        self._is_stopped = False
        try:
            with _started(self._begin) as child, self._within_time(child):
                return _asked(child, request)
        except (OSError, Unshowable) as died:
            if self._is_stopped:
                raise Cancelled from died
            raise Unshowable from died

    @contextmanager
    def _within_time(self, child: subprocess.Popen[bytes]) -> Iterator[None]:
        """The child is gone at the end, whatever the file has made of it."""
        out_of_patience = threading.Timer(self._patience, child.kill)
        out_of_patience.start()
        with self._lock:
            self._child = child
        try:
            yield
        finally:
            out_of_patience.cancel()
            with self._lock:
                self._child = None
            child.kill()


def read_within(path: Path, room: int) -> bytes:
    """The bytes of a file, never more than are kept.

    Raises TooLarge and NoRoomLeft before reading, NotAttachable for what is no file,
    FileUnreachable.
    """
    try:
        about = path.stat()
        if not stat.S_ISREG(about.st_mode):  # a pipe or a device has no end
            raise NotAttachable
        if about.st_size > LARGEST:
            raise TooLarge
        if about.st_size > room:
            raise NoRoomLeft
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)
    except OSError as gone:
        raise FileUnreachable from gone
    if len(content) > LARGEST:  # it grew meanwhile
        raise TooLarge
    return content


def command() -> list[str]:
    """What starts the child: this very program, with a word of its own."""
    if getattr(sys, "frozen", False):
        return [sys.executable, WORD]
    return [sys.executable, "-E", "-s", "-B", "-m", "casedesk", WORD]


def _started(begin: Sequence[str]) -> subprocess.Popen[bytes]:
    return subprocess.Popen(  # noqa: S603 -- our own program, never a shell
        begin,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,  # what it complains of may quote the file
        cwd=Path(casedesk.__file__).parents[1],
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )


def _asked(child: subprocess.Popen[bytes], request: Request) -> PagePicture:
    asked, told = child.stdin, child.stdout
    if asked is None or told is None:
        raise Unshowable
    asked.write(request.head())
    asked.write(request.content)
    asked.close()
    return read_answer(told)
