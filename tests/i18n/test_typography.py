"""Which spaces end no line."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casedesk.i18n.typography import KEPT, held


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Que faire ?", "Que faire~?"),
        ("Danger : appeler ; écrire !", "Danger~: appeler~; écrire~!"),
        ("Aller à « Sauvegarde ».", "Aller à «~Sauvegarde~»."),
        ("« Où ? » ; « Là ! »", "«~Où~?~»~; «~Là~!~»"),
        ("قالت: « لا »، ثم سكتت", "قالت: «~لا~»، ثم سكتت"),
        ("Traduite à 87,5 % :", "Traduite à 87,5~%~:"),
        ("%(name)s : %(n)d jours", "%(name)s~: %(n)d jours"),
    ],
)
def test_a_mark_stays_with_its_word(text: str, said: str) -> None:
    assert held(text) == said.replace("~", KEPT)


@pytest.mark.parametrize(
    "text",
    [
        "à 10:30, le 12/03/2026",
        "https://exemple.ma/?a=b;c",
        "Ouvrir\u00a0: déjà",
        "«المربية»: نعم؟",
        " ? seul au début",
        "deux  espaces",
        "",
    ],
)
def test_the_rest_is_left_alone(text: str) -> None:
    assert held(text) == text


@given(st.text(alphabet="ab «»:;!?%\n", max_size=40))
def test_nothing_but_spaces_changes_and_once_is_enough(text: str) -> None:
    kept = held(text)

    assert kept.replace(KEPT, " ") == text
    assert held(kept) == kept
