"""What a file is, by its content; its name says nothing."""

from __future__ import annotations

import unicodedata

from casedesk.circuit.attachment import AttachmentKind

_BEGINS = {
    b"\xff\xd8\xff": AttachmentKind.JPEG,
    b"\x89PNG\r\n\x1a\n": AttachmentKind.PNG,
    b"%PDF-": AttachmentKind.PDF,
}


def sniff(content: bytes) -> AttachmentKind | None:
    """The kind of file, or None for what is not kept."""
    for begins, kind in _BEGINS.items():
        if content.startswith(begins):
            return kind
    return AttachmentKind.TEXT if is_text(content) else None


def is_text(content: bytes) -> bool:
    """Whether these bytes are words in UTF-8 and no program or picture."""
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return bool(text.strip()) and not any(map(_is_control, set(text)))


def _is_control(letter: str) -> bool:
    return unicodedata.category(letter) == "Cc" and letter not in "\t\n\r\f"
