"""The language of the screen, for what Qt says and lays out itself."""

from __future__ import annotations

from PySide6.QtCore import QLibraryInfo, QLocale, Qt, QTranslator
from PySide6.QtWidgets import QApplication

from casedesk.circuit.codes import Language
from casedesk.i18n import current
from casedesk.i18n.formats import direction


def speak(app: QApplication) -> None:
    """Let the dialogs of the system, numbers and direction follow `i18n.current()`."""
    arabic = current() is Language.ARABIC
    QLocale.setDefault(QLocale("ar_MA" if arabic else "fr_MA"))
    words = QTranslator(app)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if words.load(f"qtbase_{current()}", folder):
        app.installTranslator(words)
    rtl = direction() == "rtl"
    app.setLayoutDirection(
        Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight
    )
