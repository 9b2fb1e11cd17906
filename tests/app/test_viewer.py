"""Files from outside are opened by a child that may die, and by nothing else."""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
import sys
import tracemalloc

import pytest
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from casedesk.app import viewer
from casedesk.app.viewer import ChildViewer, command
from casedesk.app.viewer_child import TALLEST, WIDEST
from casedesk.circuit.attachment import (
    LARGEST,
    AttachmentKind,
    FileUnreachable,
    NoRoomLeft,
    NotAttachable,
    TooLarge,
    Unshowable,
)
from casedesk.circuit.longwork import Cancelled
from tests import hostile

PDF, PNG, JPEG = AttachmentKind.PDF, AttachmentKind.PNG, AttachmentKind.JPEG
PLENTY = 1 << 30
MALFORMED = 12  # of a hundred: each costs a process
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limits")


@pytest.fixture(scope="module")
def two_pages():
    made = io.BytesIO()
    canvas = Canvas(made, pagesize=(300, 400))
    for dark in (False, True):
        canvas.rect(0, 0, 300, 400, stroke=0, fill=int(dark))
        canvas.showPage()
    canvas.save()
    return made.getvalue()


@pytest.fixture(scope="module")
def photograph():
    exif = Image.Exif()
    exif[0x010F] = "Telephone-Exemple"
    made = io.BytesIO()
    Image.new("RGB", (800, 600), "green").save(made, "JPEG", exif=exif)
    return made.getvalue()


@pytest.fixture
def put(tmp_path):
    """A file on a stick that somebody brought."""

    def written(name, content):
        path = tmp_path / name
        path.write_bytes(content)
        return path

    return written


def pretending(code):
    """A child in the hands of the file it was given."""
    return ChildViewer([sys.executable, "-c", code], patience=20)


def test_a_document_is_shown_page_by_page(two_pages):
    pages = [ChildViewer().page(PDF, two_pages, number, 150) for number in (0, 1)]

    assert [(each.pages, each.width, each.height) for each in pages] == [
        (2, 150, 200)
    ] * 2
    assert pages[1].pixels[:4] == b"\0\0\0\xff"
    assert pages[0].pixels[:4] != b"\0\0\0\xff"


def test_a_page_there_is_not_cannot_be_shown(two_pages):
    with pytest.raises(Unshowable):
        ChildViewer().page(PDF, two_pages, 2, 150)


def test_a_photograph_comes_with_a_copy_that_keeps_quiet(put, photograph):
    brought = ChildViewer().bring(put("IMG_2031.jpg", photograph), PLENTY)

    assert (brought.kind, brought.label) == (JPEG, "IMG_2031.jpg")
    assert brought.original == photograph
    assert b"Telephone" not in brought.working
    page = ChildViewer().page(JPEG, brought.working, 0, 400)
    assert (page.pages, page.width, page.height) == (1, 400, 300)


def test_documents_and_texts_are_shown_as_they_came(put, two_pages):
    for name, content in (("a.pdf", two_pages), ("a.txt", "Déjà dit.".encode())):
        brought = ChildViewer().bring(put(name, content), PLENTY)

        assert (brought.original, brought.working) == (content, b"")


@pytest.mark.parametrize("name", ["certificat.pdf", "photo.jpg", "note.txt"])
def test_X11_a_program_is_not_taken_for_what_it_is_called(put, name):
    program = b"MZ\x90\x00\x03" + bytes(500)

    with pytest.raises(NotAttachable):
        ChildViewer().bring(put(name, program), PLENTY)


def test_X07_a_file_with_a_hostile_name_gets_a_label(put, tmp_path):
    path = put("a\u202efdp.exe", b"Une note.")
    before = sorted(tmp_path.iterdir())

    brought = ChildViewer().bring(path, PLENTY)

    assert brought.label == "afdp.exe"
    assert sorted(tmp_path.iterdir()) == before


@pytest.mark.parametrize(
    "broken",
    [b"%PDF-1.7 and no more", b"\x89PNG\r\n\x1a\n and no more", b"\xff\xd8\xff no"],
    ids=["pdf", "png", "jpeg"],
)
def test_what_nobody_could_look_at_is_not_kept(put, broken):
    with pytest.raises(Unshowable) as refusal:
        ChildViewer().bring(put("x", broken), PLENTY)

    assert refusal.value.parameters == {"reason": "adding"}


@pytest.mark.parametrize(
    ("size", "room", "refusal"),
    [
        (LARGEST + 1, PLENTY, TooLarge),
        (1 << 40, PLENTY, TooLarge),
        (LARGEST, LARGEST - 1, NoRoomLeft),
    ],
    ids=["a byte too many", "a disk", "no room left"],
)
def test_A02_what_is_too_large_is_refused_unread(tmp_path, size, room, refusal):
    path = tmp_path / "large"
    with path.open("wb") as file:
        file.truncate(size)  # takes no room on the disk

    tracemalloc.start()
    with pytest.raises(refusal):
        ChildViewer().bring(path, room)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert most < 1 << 20


def test_what_is_no_file_is_not_read(tmp_path):
    with pytest.raises(NotAttachable):
        ChildViewer().bring(tmp_path, PLENTY)


@POSIX
def test_a_pipe_has_no_end_and_is_not_read(tmp_path):
    os.mkfifo(tmp_path / "pipe")

    with pytest.raises(NotAttachable):
        ChildViewer().bring(tmp_path / "pipe", PLENTY)


def test_a_stick_that_was_pulled_out_says_so(tmp_path):
    with pytest.raises(FileUnreachable):
        ChildViewer().bring(tmp_path / "gone.pdf", PLENTY)


@POSIX
@pytest.mark.parametrize(
    ("kind", "bomb"),
    [
        (PNG, lambda: hostile.png(60_000, 60_000)),
        (PNG, lambda: hostile.png(5_000, 5_000, bytes(5_000))),
        (PDF, lambda: hostile.pdf(hostile.zeros(1024), packed=True)),
    ],
    ids=["PNG of 60 000 by 60 000", "PNG without its rows", "PDF of 1 GiB of zeros"],
)
def test_X09_what_would_fill_the_memory_is_not_shown(kind, bomb):
    with pytest.raises(Unshowable):
        ChildViewer().page(kind, bomb(), 0, 800)


def test_X09_a_page_as_large_as_a_town_is_shown_small():
    town = hostile.pdf(b"0 0 9 9 re f", box="0 0 9000000 90000000")

    page = ChildViewer().page(PDF, town, 0, 100_000)

    assert (page.width, page.height) == (TALLEST // 10, TALLEST)
    assert page.width <= WIDEST


def test_X09_ten_thousand_pages_are_counted_and_one_is_shown():
    page = ChildViewer().page(PDF, hostile.pdf(b"", pages=10_000), 9_999, 100)

    assert page.pages == 10_000


def test_X10_a_broken_file_breaks_a_child_at_most(two_pages):
    shown, not_shown = 0, 0
    opening = ChildViewer()

    for kind, content in hostile.malformed(MALFORMED, seed=31):
        try:
            opening.page(kind, content, 0, 50)
            shown += 1
        except Unshowable:
            not_shown += 1

    assert shown + not_shown == MALFORMED
    assert not_shown > MALFORMED // 2
    assert opening.page(PDF, two_pages, 0, 50).pages == 2


@pytest.mark.parametrize(
    "code",
    [
        "raise SystemExit(1)",
        "import os; os.abort()",
        "import os; os.write(1, bytes(16))",
        "import os; os.write(1, b'\\xff' * 4096)",
        "import os, struct; os.write(1, struct.pack('!IIII4x', 1, 100, 100, 4))",
        "import os, struct; os.write(1, struct.pack('!IIII', 1, 1, 1, 4))",
        "while True: print('x' * 4096)",
    ],
    ids=["ends", "dies", "nothing", "noise", "too little", "half", "no end"],
)
def test_an_answer_is_never_believed(code):
    with pytest.raises(Unshowable):
        pretending(code).page(PDF, b"%PDF-", 0, 100)


def test_a_child_that_never_answers_is_not_waited_for(two_pages):
    idle = ChildViewer([sys.executable, "-c", "while True: pass"], patience=0.2)

    with pytest.raises(Unshowable):
        idle.page(PDF, two_pages, 0, 100)


def test_a_program_that_does_not_start_shows_nothing(tmp_path):
    with pytest.raises(Unshowable):
        ChildViewer([str(tmp_path / "none")]).page(PDF, b"%PDF-", 0, 100)


def test_who_leaves_does_not_wait(monkeypatch, two_pages):
    endless = ChildViewer([sys.executable, "-c", "while True: pass"], patience=60)
    asked = viewer._asked

    def left_meanwhile(child, request):
        endless.stop()
        return asked(child, request)

    monkeypatch.setattr(viewer, "_asked", left_meanwhile)
    with pytest.raises(Cancelled):
        endless.page(PDF, two_pages, 0, 100)


def test_nobody_to_stop_is_no_fault():
    ChildViewer().stop()


def test_a_frozen_program_starts_itself(monkeypatch):
    monkeypatch.setattr(sys, "frozen", True, raising=False)

    assert command()[0] == sys.executable
    assert "-m" not in command()


@POSIX
def test_A03_the_child_can_write_no_file(tmp_path):
    code = (
        "import sys, pathlib; from casedesk.app import viewer_child;"
        "viewer_child._give_up_everything();"
        "pathlib.Path(sys.argv[1]).write_bytes(b'kept')"
    )
    path = tmp_path / "kept"

    done = subprocess.run(
        [sys.executable, "-c", code, str(path)], capture_output=True, check=False
    )

    assert done.returncode != 0
    assert b"File too large" in done.stderr
    assert path.read_bytes() == b""


@pytest.mark.skipif(not shutil.which("strace"), reason="there is no strace here")
def test_A03_looking_opens_no_file_to_write(tmp_path, two_pages, photograph):
    log = tmp_path / "calls"
    calls = "trace=open,openat,creat,mkdir,mkdirat,rename,renameat,link,symlink,mknod"
    watched = [
        "strace",
        "-f",
        "--seccomp-bpf",
        "-qq",
        "-o",
        str(log),
        "-e",
        calls,
        *command(),
    ]

    for kind, content in ((PDF, two_pages), (JPEG, photograph)):
        ChildViewer(watched).page(kind, content, 0, 100)
        traced = log.read_text(encoding="utf-8", errors="replace")

        assert "libQt6Pdf" in traced or kind is JPEG
        assert re.findall(r".*(?:O_WRONLY|O_RDWR|O_CREAT|mkdir|rename).*", traced) == []


def test_A03_looking_leaves_nothing_anywhere(
    monkeypatch, tmp_path, put, two_pages, photograph
):
    home = tmp_path / "home"
    home.mkdir()
    for name in ("HOME", "TMPDIR", "TEMP", "XDG_CACHE_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.setenv(name, str(home))
    stick = put("a.pdf", two_pages), put("b.jpg", photograph)

    for path in stick:
        ChildViewer().bring(path, PLENTY)

    assert [*home.rglob("*")] == []
    assert {each for each in tmp_path.iterdir() if each != home} == set(stick)
