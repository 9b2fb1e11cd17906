"""What the house does not do, read from the source itself: one test, one rule."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "casedesk"
LONGEST_MODULE = 500  # lines; 400 is what good looks like
LONGEST_FUNCTION = 60  # lines; 40 is what good looks like
CATCH_ALL = {PACKAGE / "ui" / "jobs.py", PACKAGE / "ui" / "faults.py"}
NOT_SCREENS = {"casefile", "lock", "widgets", "__pycache__"}
NAMES_WITHOUT_MEANING = {
    "base", "common", "controller", "helpers", "manager", "misc", "utils"
}  # fmt: skip

Found = Iterator[tuple[int, str]]
Rule = Callable[[Path, ast.Module], Found]


def sources(*folders: Path) -> list[Path]:
    return sorted(path for folder in folders for path in folder.rglob("*.py"))


OURS = sources(PACKAGE)
TESTS = [path for path in sources(ROOT / "tests") if path != Path(__file__)]
TEXTS = [
    path
    for folder in ("casedesk", "packaging", "resources", "tests", ".ci", ".")
    for path in (ROOT / folder).glob("*" if folder == "." else "**/*")
    if path.is_file() and path.suffix in {"", ".cfg", ".lock", ".md", ".py", ".toml"}
]


def breaches(paths: list[Path], rule: Rule) -> list[str]:
    """Where a rule is broken, as `file:line what`."""
    return [
        f"{path.relative_to(ROOT)}:{line} {what}"
        for path in paths
        for line, what in rule(path, ast.parse(path.read_text(encoding="utf-8")))
    ]


def calls(tree: ast.AST) -> Iterator[tuple[str, str, ast.Call]]:
    """Every call as (what it is called on, name, node)."""
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Attribute(value=owner, attr=name)):
                yield ast.unparse(owner), name, node
            case ast.Call(func=ast.Name(id=name)):
                yield "", name, node


def test_nothing_sleeps_or_waits_for_time_to_pass() -> None:
    def rule(_: Path, tree: ast.Module) -> Found:
        for owner, name, node in calls(tree):
            if name in {"sleep", "msleep", "usleep", "processEvents"}:
                yield node.lineno, f"{owner}.{name}"
            if name == "wait" and owner in {"qtbot", "QTest"}:
                yield node.lineno, f"{owner}.{name}"
            if name == "qWait":
                yield node.lineno, name

    assert breaches(OURS + TESTS, rule) == []


def test_only_the_application_runs_an_event_loop() -> None:
    def rule(path: Path, tree: ast.Module) -> Found:
        inside = (PACKAGE / "app" in path.parents) or path.name == "__main__.py"
        for owner, name, node in calls(tree):
            if name in {"exec", "exec_"} and not inside:
                yield node.lineno, f"{owner}.{name}"
            if name == "QEventLoop":
                yield node.lineno, name

    assert breaches(OURS, rule) == []


def test_no_signal_is_blocked_and_no_setting_taken_for_a_click() -> None:
    def rule(_: Path, tree: ast.Module) -> Found:
        for owner, name, node in calls(tree):
            if name in {"blockSignals", "QSignalBlocker"}:
                yield node.lineno, name
            signal = owner.rpartition(".")[2]
            if name == "connect" and signal in {"toggled", "currentIndexChanged"}:
                yield node.lineno, f"{signal}.connect"

    assert breaches(OURS, rule) == []


def test_a_bug_is_caught_only_where_it_is_told() -> None:
    everything = re.compile(r"\b(everything|Exception|BaseException)\b")

    def rule(path: Path, tree: ast.Module) -> Found:
        for node in ast.walk(tree):
            if not isinstance(node, ast.ExceptHandler):
                continue
            caught = ast.unparse(node.type) if node.type else "everything"
            passed_on = ast.unparse(node.body[-1]) == "raise"
            if everything.search(caught) and not passed_on and path not in CATCH_ALL:
                yield node.lineno, f"except {caught}"
            if ast.unparse(node.body[0]) in {"pass", "..."}:
                yield node.lineno, "an empty except"

    assert breaches(OURS, rule) == []


def test_types_are_imported_like_everything_else() -> None:
    def rule(_: Path, tree: ast.Module) -> Found:
        for node in ast.walk(tree):
            if isinstance(node, ast.Name | ast.alias):
                name = node.id if isinstance(node, ast.Name) else node.name
                if name == "TYPE_CHECKING":
                    yield node.lineno, name

    assert breaches(OURS + TESTS, rule) == []


def imported(node: ast.AST) -> list[str]:
    match node:
        case ast.Import():
            return [each.name for each in node.names]
        case ast.ImportFrom():
            return [node.module or ""]
        case _:
            return []


def test_nothing_found_beside_the_data_is_ever_run() -> None:
    def rule(_: Path, tree: ast.Module) -> Found:
        for owner, name, node in calls(tree):
            if not owner and name in {"eval", "exec", "compile", "__import__"}:
                yield node.lineno, name
        for each in ast.walk(tree):
            for name in {"pickle", "marshal", "shelve"} & set(imported(each)):
                yield 0, name

    assert breaches(OURS, rule) == []


def test_words_are_looked_up_when_they_are_shown() -> None:
    looking_up = {"_", "gettext", "ngettext", "pgettext", "words"}

    def at_import(node: ast.AST) -> Iterator[ast.AST]:
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.FunctionDef | ast.Lambda):
                yield from at_import(child.args)  # its defaults
            else:
                yield child
                yield from at_import(child)

    def rule(_: Path, tree: ast.Module) -> Found:
        for node in at_import(tree):
            match node:
                case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name)):
                    if name in looking_up:
                        yield node.lineno, name

    assert breaches(OURS, rule) == []


def test_the_layout_knows_leading_and_trailing_only() -> None:
    def rule(_: Path, tree: ast.Module) -> Found:
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute) and node.attr in {
                "AlignLeft",
                "AlignRight",
            }:
                yield node.lineno, node.attr

    assert breaches(OURS, rule) == []


def test_tests_use_the_real_parts() -> None:
    def rule(_: Path, tree: ast.Module) -> Found:
        for node in ast.walk(tree):
            if isinstance(node, ast.Name) and node.id in {"Mock", "MagicMock"}:
                yield node.lineno, node.id

    assert breaches(TESTS, rule) == []


def test_the_circuit_knows_the_standard_library_only() -> None:
    allowed = sys.stdlib_module_names - {"gettext", "logging", "os", "sqlite3", "time"}
    besides = {"names.py": "rapidfuzz"}  # distances between names, and nothing else

    def rule(path: Path, tree: ast.Module) -> Found:
        for name in (name for node in ast.walk(tree) for name in imported(node)):
            inside = f"{name}.".startswith("casedesk.circuit.")
            package = name.partition(".")[0]
            if not inside and package not in {*allowed, besides.get(path.name)}:
                yield 0, name

    assert breaches(sources(PACKAGE / "circuit"), rule) == []


def test_the_circuit_is_given_the_time_and_every_id() -> None:
    def rule(_: Path, tree: ast.Module) -> Found:
        for owner, name, node in calls(tree):
            if name in {"now", "today", "utcnow", "uuid4", "uuid7", "token_hex"}:
                yield node.lineno, f"{owner}.{name}"

    assert breaches(sources(PACKAGE / "circuit"), rule) == []


def test_every_screen_and_every_key_module_is_named_in_the_contracts() -> None:
    pyproject = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = {
        each["name"]: each for each in pyproject["tool"]["importlinter"]["contracts"]
    }
    folders = {path.name for path in (PACKAGE / "ui").iterdir() if path.is_dir()}
    keys = {path.stem for path in (PACKAGE / "vault").glob("*.py")}
    phrases = {"passphrase", "shares"}  # what people choose, or copy from paper

    screens = contracts["Screens do not know each other"]["modules"]
    hidden = contracts["Screens see of the vault its errors and phrases"]

    assert {f"casedesk.ui.{name}" for name in folders - NOT_SCREENS} == set(screens)
    assert {
        f"casedesk.vault.{name}" for name in keys - {"__init__", "errors"} - phrases
    } == set(hidden["forbidden_modules"])


@pytest.mark.parametrize("path", OURS, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_module_and_its_functions_stay_short(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count("\n") <= LONGEST_MODULE

    long = [
        node.name
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.FunctionDef)
        and (node.end_lineno or 0) - node.lineno >= LONGEST_FUNCTION
    ]
    assert long == []


def test_every_module_says_what_it_is_for() -> None:
    mute = [path for path in OURS if not _docstring(path)]

    assert mute == []


def _docstring(path: Path) -> str | None:
    text = path.read_text(encoding="utf-8")
    return ast.get_docstring(ast.parse(text)) if text.strip() else "an empty package"


def test_names_have_a_meaning() -> None:
    vague = [path for path in OURS if set(path.stem.split("_")) & NAMES_WITHOUT_MEANING]

    assert vague == []


def test_nothing_is_left_for_later() -> None:
    later = re.compile(r"\b(TODO|FIXME|XXX)\b")

    found = [path for path in OURS + TESTS if later.search(path.read_text("utf-8"))]

    assert found == []


def test_no_file_names_a_registry() -> None:
    hosts = re.compile(
        r"pypi\.org|pythonhosted\.org|registry\.npmjs|file:///", re.IGNORECASE
    )

    found = [
        path
        for path in TEXTS
        if path != Path(__file__) and hosts.search(path.read_text("utf-8", "replace"))
    ]

    assert found == []
