"""Would anybody notice? Each control is switched off in turn, and tests have to fail.

`python -m tests.faults.mutants`, as `python3 dev.py faults --mutants` does: a copy of
the tree for each control, a line of it changed, and the tests that should see it.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
_LEFT_OUT = shutil.ignore_patterns(
    ".*_cache", ".git", ".hypothesis", ".venv", "__pycache__", "build", "docs"
)
_NOTICED = re.compile(r"^FAILED (.+?)(?: - .*)?$", re.MULTILINE)
_PASSED, _FAILED = 0, 1  # what pytest ends with
_UNNOTICED = "NOT NOTICED"
_OPENING = "casedesk/store/connection.py"
_READING = '_connected(path, key, identity, "ro")'
_WRITING = '_connected(path, key, identity, "rw")'


def _last_with(text: str) -> str:
    """The migration of cases that says this last: what it makes is what there is."""
    folder = ROOT / "casedesk/store/migrations/cases"
    found = (each for each in folder.glob("*.sql") if text in each.read_text("utf-8"))
    return max(each.relative_to(ROOT).as_posix() for each in found)


@dataclass(frozen=True, slots=True)
class Control:
    """Something that protects the vault, how to switch it off, who should notice."""

    name: str
    file: str
    edits: tuple[tuple[str, str], ...]
    tests: tuple[str, ...]

    def switch_off(self, root: Path) -> None:
        """Raises LookupError when the code is not as it was."""
        path = root / self.file
        text = path.read_text(encoding="utf-8")
        for old, new in self.edits:
            if text.count(old) != 1:
                raise LookupError(f"{self.file} has no single {old.strip()!r}")
            text = text.replace(old, new)
        path.write_text(text, encoding="utf-8")


CONTROLS = (
    Control(
        "signature of the header",
        "casedesk/vault/trust.py",
        (
            (
                "if not any(verifies(key, message, header.sig)"
                " for key in admin_keys(signed)):",
                "if False:",
            ),
        ),
        ("tests/vault/test_tampering.py", "tests/vault/test_trust.py"),
    ),
    Control(
        "generation of the header",
        "casedesk/vault/memory.py",
        (("if signed.gen < memory.generation:", "if False:"),),
        ("tests/vault/test_memory.py", "tests/app/test_headers.py"),
    ),
    Control(
        "freshness seal",
        "casedesk/app/freshness.py",
        (("            self._compare(db, cid)\n", "            return\n"),),
        ("tests/app/test_freshness.py",),
    ),
    Control(
        "digest of each record",
        "casedesk/store/verify.py",
        (
            (
                'return "" if same else "record_changed"',
                'return ""',
            ),
        ),
        ("tests/store/test_verify.py",),
    ),
    Control(
        "authorizer",
        _OPENING,
        (("    db.set_authorizer(authorize)\n", "    return\n"),),
        ("tests/store/test_authorizer.py",),
    ),
    Control(
        "secure_delete",
        _OPENING,
        (('"secure_delete": ("ON", 1)', '"secure_delete": ("OFF", 0)'),),
        ("tests/app/test_erasure.py", "-k", "R02"),
    ),
    Control(
        "secure-delete of the search index",
        _last_with("secure-delete"),
        tuple(
            (f"INSERT INTO {each} ({each}, rank) VALUES ('secure-delete', 1);", "")  # noqa: S608 -- from here
            for each in ("found_names", "found_texts")
        ),
        ("tests/app/test_erasure.py", "-k", "R02"),
    ),
    Control(
        "temp_store",
        _OPENING,
        (('"temp_store": ("MEMORY", 2)', '"temp_store": ("FILE", 1)'),),
        ("tests/faults/test_leaks.py", "-k", "S10_no_word"),
    ),
    Control(
        "read-only proof before writing",
        _OPENING,
        ((_READING, _WRITING),),
        ("tests/store/test_connection.py", "-k", "S03 or S09"),
    ),
    Control(
        "mode=rw",
        _OPENING,
        (("?mode={mode}", "?mode={mode.replace('rw', 'rwc')}"),),
        ("tests/store/test_connection.py", "-k", "S01"),
    ),
    Control(
        "size of the file",
        _OPENING,
        (("if not path.is_file() or path.stat().st_size < SMALLEST:", "if False:"),),
        ("tests/store/test_connection.py", "-k", "S01"),
    ),
    Control(
        "signature of each entry",
        "casedesk/store/verify.py",
        (("if entry.sequence > self._signed_up_to and not", "if False and not"),),
        ("tests/store/test_verify.py", "-k", "J03"),
    ),
)


def main() -> int:
    """The table; 0 when every control would be missed, and only then."""
    wide = max(len(each.name) for each in CONTROLS)
    with ThreadPoolExecutor(os.cpu_count()) as cores:
        with_it = cores.map(lambda each: _tested(each, off=False), CONTROLS)
        without = cores.map(lambda each: _tested(each, off=True), CONTROLS)
        told = {
            control.name: _told(*pair)
            for control, *pair in zip(CONTROLS, with_it, without, strict=True)
        }
    for each in CONTROLS:
        sys.stdout.write(f"{each.name:<{wide}}  {told[each.name]}\n")
    return 1 if any(each.startswith(_UNNOTICED) for each in told.values()) else 0


def _told(whole: tuple[int, str], without: tuple[int, str]) -> str:
    if whole[0] != _PASSED:
        return f"{_UNNOTICED}: fails anyway, {whole[1]}"
    return without[1] if without[0] == _FAILED else f"{_UNNOTICED}: {without[1]}"


def _tested(control: Control, *, off: bool) -> tuple[int, str]:
    """How pytest ends with or without this control, and the first test that failed."""
    with tempfile.TemporaryDirectory(prefix="mutant-") as folder:
        root = Path(folder, "tree")
        shutil.copytree(ROOT, root, ignore=_LEFT_OUT)
        if off:
            control.switch_off(root)
        quick = ("-x", "-n", "0", "-p", "no:cacheprovider", f"--basetemp={folder}/made")
        done = subprocess.run(
            (sys.executable, "-m", "pytest", *quick, *control.tests),
            cwd=root,
            env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
            capture_output=True,
            text=True,
            check=False,
        )
    first = _NOTICED.search(done.stdout)
    return done.returncode, first[1] if first else done.stdout[-200:]


if __name__ == "__main__":
    sys.exit(main())
