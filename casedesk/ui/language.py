"""The language of the screen, for what Qt says and lays out itself."""

from __future__ import annotations

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

from casedesk.circuit.codes import Language
from casedesk.i18n import current


def speak(app: QApplication) -> None:
    """Let the dialogs of the system, numbers and direction follow `i18n.current()`."""
    arabic = current() is Language.ARABIC
    QLocale.setDefault(QLocale("ar_MA" if arabic else "fr_MA"))
    words = QTranslator(app)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if words.load(f"qtbase_{current()}", folder):
        app.installTranslator(words)
    app.setLayoutDirection(QLocale().textDirection())
