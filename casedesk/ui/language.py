"""The language of the screen, for what Qt says and lays out itself."""

from __future__ import annotations

from PySide6.QtCore import QLibraryInfo, QLocale, Qt, QTranslator
from PySide6.QtWidgets import QApplication

from casedesk.circuit.codes import Language
from casedesk.i18n import _, current, use, words

_LOCALES = {"fr": "fr_MA", "ar": "ar_MA", "en": "en_GB", "zgh": "zgh_MA"}
"""Those of Morocco; of the English ones, one that writes the day first."""
_ENGLISH = "en"  # what Qt says without a translation
_OURS = "casedesk"  # the names of the translators this module put in place


def speak(app: QApplication) -> None:
    """Let the dialogs of the system, numbers and direction follow `i18n.current()`.

    Widgets that are there already do not follow by themselves: whoever owns them makes
    them anew.
    """
    for said in app.findChildren(QTranslator, _OURS):
        app.removeTranslator(said)
        said.deleteLater()
    QLocale.setDefault(QLocale(_LOCALES[current()]))
    if current() != _ENGLISH:
        for said in (_Rest(app), _of_qt(app)):  # the one put in place last goes first
            said.setObjectName(_OURS)
            app.installTranslator(said)
    mirrored = words().rtl
    left, right = Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft
    app.setLayoutDirection(right if mirrored else left)


def change_to(language: Language) -> None:
    """Speak another language from now on. Raises CatalogueMissing; nothing changed."""
    use(language)
    app = QApplication.instance()
    if isinstance(app, QApplication):
        speak(app)


def _of_qt(app: QApplication) -> QTranslator:
    """Qt's own texts; where it has none in this language, the French ones."""
    said = QTranslator(app)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if not said.load(f"qtbase_{current()}", folder):
        said.load(f"qtbase_{Language.FRENCH}", folder)
    return said


class _Rest(QTranslator):
    """What Qt leaves in English in every language, or in one of ours."""

    def isEmpty(self) -> bool:
        return False

    def translate(
        self,
        context: bytes | str,
        sourceText: bytes | str,  # noqa: N803 -- Qt's own name for it
        disambiguation: bytes | str | None = None,
        n: int = -1,
    ) -> str:
        asked = sourceText.decode() if isinstance(sourceText, bytes) else sourceText
        return _rest().get(asked, "")


def _rest() -> dict[str, str]:
    return {
        "&Look in:": _("Chercher dans :"),
        "Look in:": _("Chercher dans :"),
        "Files of &type:": _("Sorte de fichiers :"),
        "Files of type:": _("Sorte de fichiers :"),
        "Page &Set:": _("Pages à imprimer :"),
        "Pages": _("Pages"),
        "Double Sided Printing": _("Impression recto verso"),
        "Long side binding": _("Reliure sur le long côté"),
        "Short side binding": _("Reliure sur le petit côté"),
        "Off": _("Non"),
        "&Options >>": _("Options"),
        "&Options <<": _("Moins d'options"),
        "Specify pages or ranges separated by commas. Ranges are specified by two "
        "numbers separated by a hyphen. E.g: 3,5-7,9 prints pages 3, 5, 6, 7 and 9.": _(
            "Des pages, ou de telle page à telle page, séparées par des virgules : "
            "3,5-7,9 imprime les pages 3, 5, 6, 7 et 9."
        ),
    }
