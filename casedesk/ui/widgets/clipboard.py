"""What we put on the clipboard: plain text, marked as ours, kept out of its history."""

from __future__ import annotations

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication

OURS = "application/x-casedesk"
# Windows keeps what has this format out of its history and out of the cloud
_NO_HISTORY = (
    'application/x-qt-windows-mime;value="ExcludeClipboardContentFromMonitorProcessing"'
)
_NO_MANAGER = "x-kde-passwordManagerHint"  # the same, for the managers of Linux


def plain(text: str) -> QMimeData:
    """This text and nothing else of where it came from."""
    data = QMimeData()
    data.setText(text)
    data.setData(OURS, b"1")
    data.setData(_NO_HISTORY, b"1")
    data.setData(_NO_MANAGER, b"secret")
    return data


def put(text: str) -> None:
    """Copy this text, unless there is none."""
    if text:
        QGuiApplication.clipboard().setMimeData(plain(text))


def is_ours() -> bool:
    """Whether what lies there was put there by this program."""
    data = QGuiApplication.clipboard().mimeData()
    # Whatever its stub says, a platform may have none to give
    return data is not None and data.hasFormat(OURS)  # type: ignore[redundant-expr]
