"""Whatever reaches a widget went through the catalogues.

Which calls take words is learned from the code: a place that is given `_("…")` once
takes words always, and Qt's own ways to show a text are named below.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

HOUSE = Path(__file__).parents[2] / "casedesk"
# Invented people speak French in the training vault, whoever looks at them.
TRAINING = re.compile(r"(training|company|telling|walk|shots)")
MODULES = [
    path
    for folder in ("ui", "app")
    for path in sorted((HOUSE / folder).rglob("*.py"))
    if not TRAINING.match(path.stem)
]
WORDS = {"_", "ngettext", "pgettext", "gettext"}
QT = {
    *("QLabel", "QPushButton", "QCheckBox", "QRadioButton", "QToolButton"),
    *("QGroupBox", "QAction", "QMenu", "setText", "setTitle", "setWindowTitle"),
    *("setToolTip", "setStatusTip", "setWhatsThis", "setPlaceholderText"),
    *("setAccessibleName", "setAccessibleDescription", "setHtml", "setMarkdown"),
    *("setPlainText", "addItem", "addAction", "addTab", "setTabText", "setPrefix"),
    *("setSuffix", "setSpecialValueText", "setItemText"),
}
NOT_WORDS = {"partial", "dict", "get", "append", "emit", "create", "start", "__init__"}
SAME_IN_EVERY_LANGUAGE = {"casedesk", "UPE", "CAPE", "PDF", "Alt+", "Ctrl+"}

Place = tuple[str, int | str]


def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def called(call: ast.Call) -> str:
    match call.func:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
    return ""


def calls(tree: ast.AST) -> Iterator[ast.Call]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.Call))


def given(call: ast.Call) -> Iterator[tuple[Place, ast.expr]]:
    name = called(call)
    for at, value in enumerate(call.args):
        yield (name, at), value
    for keyword in call.keywords:
        yield (name, keyword.arg or ""), keyword.value


def says(value: ast.expr) -> bool:
    return isinstance(value, ast.Call) and called(value) in WORDS


def taught_by(tree: ast.AST) -> set[Place]:
    return {
        place
        for call in calls(tree)
        for place, value in given(call)
        if says(value) and place[0] not in NOT_WORDS | WORDS
    }


def taught() -> set[Place]:
    """What is private to a module teaches that module only."""
    everywhere = set[Place]().union(*(taught_by(parsed(path)) for path in MODULES))
    return {place for place in everywhere if not place[0].startswith("_")}


def literals(value: ast.expr) -> Iterator[str]:
    """What is said whatever the language, in one argument."""
    match value:
        case ast.Constant(value=str(text)):
            yield text
        case ast.JoinedStr(values=parts):
            for part in parts:
                yield from literals(part)
        case ast.BinOp(left=left, right=right):
            yield from literals(left)
            yield from literals(right)
        case ast.IfExp(body=one, orelse=other):
            yield from literals(one)
            yield from literals(other)


def is_word(text: str) -> bool:
    bare = re.sub(r"<[^>]*>|&\w+;|%\(\w+\)\w", "", text).strip()
    return any(map(str.islower, bare)) and bare not in SAME_IN_EVERY_LANGUAGE


def foreign(tree: ast.AST, taught_everywhere: set[Place]) -> Iterator[str]:
    places = taught_everywhere | taught_by(tree)
    for call in calls(tree):
        for place, value in given(call):
            if place in places or (place[0] in QT and place[1] == 0):
                for text in filter(is_word, literals(value)):
                    yield f"{call.lineno}: {place[0]}({text!r})"


@pytest.fixture(scope="module")
def places() -> set[Place]:
    return taught()


def test_no_word_that_is_shown_stands_outside_the_catalogues(
    places: set[Place],
) -> None:
    found = [
        f"{path.relative_to(HOUSE)}:{line}"
        for path in MODULES
        for line in foreign(parsed(path), places)
    ]

    assert found == []


@pytest.mark.parametrize(
    "line",
    [
        "QLabel('Dossier')",
        "box.setToolTip(f'Ouvrir {name}')",
        "notice.say('Rien ' + 'à faire' if calm else _('Attention'))",
        "primary('Enregistrer', self._on_save)",
        "Field(_('Nom'), box, hint='facultatif')",
    ],
)
def test_a_word_outside_the_catalogues_is_found(line: str, places: set[Place]) -> None:
    assert list(foreign(ast.parse(line), places))


@pytest.mark.parametrize(
    "line", ["QLabel('casedesk')", "QLabel(f'<b>{n}</b> · 12')", "primary(_('Oui'))"]
)
def test_what_is_no_word_may_stand_anywhere(line: str, places: set[Place]) -> None:
    assert not list(foreign(ast.parse(line), places))
