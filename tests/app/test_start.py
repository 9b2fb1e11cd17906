"""What a person waits for before they can type their passphrase."""

from __future__ import annotations

import subprocess
import sys

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
