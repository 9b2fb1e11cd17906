"""What a file is, told by its content."""

from __future__ import annotations

import pytest

from casedesk.circuit.attachment import AttachmentKind
from casedesk.exchange.sniff import sniff


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", AttachmentKind.JPEG),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", AttachmentKind.PNG),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", AttachmentKind.PDF),
        ("Elle a dit : « j'ai peur ».\r\n".encode(), AttachmentKind.TEXT),
        ("\ufeffشهادة\tطبية\f".encode(), AttachmentKind.TEXT),
    ],
)
def test_what_is_kept_is_known_by_its_bytes(content, kind):
    assert sniff(content) is kind


@pytest.mark.parametrize(
    "content",
    [
        b"MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00\xff\xff",  # a Windows program
        b"\x7fELF\x02\x01\x01\x00",
        b"PK\x03\x04\x14\x00\x06\x00",  # an archive, a spreadsheet, a letter
        b"GIF89a\x01\x00\x01\x00",
        b"\x00\x00\x00\x18ftypheic",
        b"SQLite format 3\x00",
        b"\n%PDF-1.7\n\x00\xff",  # does not begin as one
        "تقرير".encode("utf-16"),
        "déjà".encode("latin-1"),
        b"text, then\x00a zero",
        b"\x1b[2J",
        b" \n\t",
        b"",
    ],
    ids=lambda content: repr(content[:8]),
)
def test_X11_what_is_anything_else_is_not(content):
    assert sniff(content) is None
