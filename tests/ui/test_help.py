from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from casedesk import i18n, paths
from casedesk.circuit.codes import Language
from casedesk.circuit.people import Role
from casedesk.ui.help.screen import HelpScreen
from casedesk.ui.navigation import HelpPlace
from casedesk.ui.workspace import Tools

WRITTEN = (Language.FRENCH, Language.ARABIC, Language.ENGLISH)


@pytest.fixture(autouse=True)
def screen() -> Iterator[None]:
    yield
    i18n.use(Language.FRENCH)


def outline(language: Language) -> list[str]:
    """Its headings, points and steps, without their words."""
    text = paths.read_text(f"help/security.{language}.md")
    return re.findall(r"^(#+|-|\d\.) (?:\*\*)?", text, re.MULTILINE)


@pytest.mark.parametrize("language", WRITTEN)
def test_the_help_says_the_same_in_every_language(language: Language) -> None:
    assert len(outline(language)) > 30
    assert outline(language) == outline(Language.FRENCH)


def test_the_help_is_read_in_the_language_of_the_screen(
    tools: Callable[[Role], Tools], qtbot: Any
) -> None:
    titles = {}
    for language in Language:
        i18n.use(language)
        screen = HelpScreen(tools(Role.EDUCATOR), HelpPlace())
        qtbot.addWidget(screen)
        titles[language] = screen.page.toPlainText().splitlines()[0]

    french = titles[Language.FRENCH]
    assert titles[Language.ENGLISH].startswith("What casedesk protects")
    assert titles[Language.ARABIC].startswith("ما يحميه")
    assert titles[Language.TAMAZIGHT] == f"{french} (fr)"
