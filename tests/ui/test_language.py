"""What Qt says itself follows the language of the screen."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QLocale, Qt, QTranslator
from PySide6.QtWidgets import QApplication

from casedesk.ui.language import speak


@pytest.fixture
def speaking(qapp: QApplication) -> Iterator[QApplication]:
    speak(qapp)
    yield qapp
    for words in qapp.findChildren(QTranslator):
        qapp.removeTranslator(words)


def test_the_dialogs_of_the_system_speak_french(speaking: QApplication) -> None:
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "Annuler"


def test_french_is_laid_out_from_left_to_right(speaking: QApplication) -> None:
    assert speaking.layoutDirection() is Qt.LayoutDirection.LeftToRight
    assert QLocale().name() == "fr_MA"
