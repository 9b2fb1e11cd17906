"""What a person waits for before they can type their passphrase."""

from __future__ import annotations

import subprocess
import sys

from PySide6.QtCore import QLocale

from casedesk.app.last_language import LastLanguage
from casedesk.app.start import first_language
from casedesk.circuit.codes import Language

LATER = (
    "casedesk.app.session",
    "casedesk.circuit.ports",
    "casedesk.i18n.terms",
    "casedesk.store",
    "casedesk.ui.screens",
    "babel",
    "cryptography",
    "reportlab",
    "sqlcipher3",
    "zxcvbn",
)
CHILD = """
import sys
from casedesk.app import start

print([each for each in sys.argv[1:] if each in sys.modules])
"""


def test_the_unlock_page_waits_for_no_keys_stores_or_screens() -> None:
    asked = (sys.executable, "-c", CHILD, *LATER)

    loaded = subprocess.run(asked, capture_output=True, text=True, check=True).stdout

    assert loaded == "[]\n"


def test_the_first_page_speaks_what_was_spoken_last_on_this_machine(tmp_path) -> None:
    kept = LastLanguage(tmp_path / "settings")
    kept.keep("ar")

    again = LastLanguage(tmp_path / "settings").code()

    assert first_language(again, QLocale.Language.French) is Language.ARABIC


def test_the_very_first_time_it_speaks_arabic_on_an_arabic_machine_else_french(
    tmp_path,
) -> None:
    nothing = LastLanguage(tmp_path / "settings").code()

    assert first_language(nothing, QLocale.Language.Arabic) is Language.ARABIC
    assert first_language(nothing, QLocale.Language.English) is Language.FRENCH


def test_a_language_nobody_knows_is_as_good_as_none(tmp_path) -> None:
    settings = tmp_path / "settings"
    settings.mkdir()
    (settings / "language").write_bytes(b"\xff\xfe")

    assert LastLanguage(settings).code() == ""
    assert first_language("tlh", QLocale.Language.French) is Language.FRENCH
