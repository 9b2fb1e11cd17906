"""What Qt says itself follows the language of the screen."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QLocale, QPoint, Qt, QTranslator
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QDialogButtonBox,
    QFileDialog,
    QGroupBox,
    QLabel,
    QLineEdit,
    QMenu,
    QMessageBox,
    QTextBrowser,
    QTextEdit,
    QWidget,
)

from casedesk import i18n
from casedesk.circuit.codes import Language
from casedesk.i18n.spoken import offered
from casedesk.ui.language import change_to, speak

SAME_IN_FRENCH = {"OK", "Pages", "Type", "Options"}
TRANSLATED = [Language.FRENCH, Language.ARABIC]


@pytest.fixture
def speaking(qapp: QApplication) -> Iterator[QApplication]:
    speak(qapp)
    yield qapp
    i18n.use(Language.FRENCH)
    for words in qapp.findChildren(QTranslator):
        qapp.removeTranslator(words)
    qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


def test_the_dialogs_of_the_system_speak_french(speaking: QApplication) -> None:
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "Annuler"


def test_french_is_laid_out_from_left_to_right(speaking: QApplication) -> None:
    assert speaking.layoutDirection() is Qt.LayoutDirection.LeftToRight
    assert QLocale().name() == "fr_MA"


def test_another_language_takes_the_place_of_the_one_before(
    speaking: QApplication,
) -> None:
    for _round in range(3):
        change_to(Language.ARABIC)
        change_to(Language.FRENCH)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)

    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "Annuler"
    assert len(speaking.findChildren(QTranslator, "casedesk")) == 2


def test_arabic_is_laid_out_from_right_to_left_with_the_digits_of_morocco(
    speaking: QApplication,
) -> None:
    change_to(Language.ARABIC)

    assert speaking.layoutDirection() is Qt.LayoutDirection.RightToLeft
    assert QLocale().name() == "ar_MA"
    assert QLocale().toString(12) == "12"


def test_every_language_writes_the_day_before_the_month(
    speaking: QApplication,
) -> None:
    shortest = QLocale.FormatType.ShortFormat
    for language in offered():
        change_to(language)
        written = QLocale().dateFormat(shortest)
        assert written.index("d") < written.index("M"), language


@pytest.mark.parametrize("language", TRANSLATED)
def test_no_dialog_and_no_menu_of_qt_is_left_in_english(
    speaking: QApplication, language: Language
) -> None:
    _nothing_said(speaking)
    english = said_by_qt()
    change_to(language)

    left = said_by_qt() & english

    assert len(english) > 60
    if language is Language.FRENCH:
        left -= SAME_IN_FRENCH
    assert sorted(left) == []


def said_by_qt() -> set[str]:
    """Every text of the dialogs and menus of Qt that people may meet here."""
    parts: list[QWidget] = [_messages()]
    for mode in (QFileDialog.FileMode.Directory, QFileDialog.FileMode.ExistingFile):
        files = QFileDialog()
        files.setOption(QFileDialog.Option.DontUseNativeDialog)
        files.setFileMode(mode)
        parts.append(files)
    parts.append(QPrintDialog(QPrinter()))
    line, text, browser = QLineEdit("abc"), QTextEdit("abc"), QTextBrowser()
    browser.setHtml('<a href="x">x</a>')
    parts += [line.createStandardContextMenu(), text.createStandardContextMenu()]
    parts.append(browser.createStandardContextMenu(QPoint(4, 4)))
    said = {told for part in parts for told in _texts(part)}
    for part in parts:
        part.deleteLater()
    return {_bare(each) for each in said if any(map(str.isalpha, each))}


def _messages() -> QMessageBox:
    box = QMessageBox()
    for button in QDialogButtonBox.StandardButton:
        if button.value and button.value.bit_count() == 1:
            box.addButton(QMessageBox.StandardButton(button.value))
    return box


def _texts(whole: QWidget) -> Iterator[str]:
    for each in (whole, *whole.findChildren(QWidget)):
        yield each.toolTip()
        match each:
            case QAbstractButton() | QLabel():
                yield each.text()
            case QGroupBox():
                yield each.title()
            case QMenu():
                for action in each.actions():
                    yield action.text().partition("\t")[0]
            case QAbstractItemView() if each.model() is not None:
                yield from _heads(each)
            case QComboBox() if each.objectName() not in ("lookInCombo", "printers"):
                yield from map(each.itemText, range(each.count()))


def _heads(view: QAbstractItemView) -> Iterator[str]:
    model, across = view.model(), Qt.Orientation.Horizontal
    columns = range(model.columnCount())
    heads = (model.headerData(column, across) for column in columns)
    yield from (head for head in heads if isinstance(head, str))


def _bare(told: str) -> str:
    return told.replace("&", "").strip(" :.…<>")


def _nothing_said(app: QApplication) -> None:
    for words in app.findChildren(QTranslator):
        app.removeTranslator(words)
