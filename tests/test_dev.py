"""What dev.py decides before it asks anything of the network."""

from __future__ import annotations

import ast
import os
import sys
from pathlib import Path

import pytest

import dev

ROOT = Path(dev.__file__).parent
scripts = pytest.mark.skipif(os.name == "nt", reason="shell scripts play the Pythons")


def program(path: Path, script: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(0o755)
    return path


def python(path: Path, version: str, *, able: str = "true", wide: str = "true") -> Path:
    """A program that answers the probe as a Python of this version would."""
    numbers = version.replace(".", ", ")
    answer = f'[[{numbers}], "{path}", {able}, {wide}]'
    return program(path, f"echo '{answer}'")


@scripts
def test_the_newest_python_comes_first(tmp_path: Path) -> None:
    python(tmp_path / "bin" / "python3.11", "3.11")
    python(tmp_path / "bin" / "python3.13", "3.13")

    found, passed = dev.pythons(dev.search(str(tmp_path / "bin"), tmp_path))

    assert [each.minor for each in found] == [13, 11]
    assert passed == []


@scripts
def test_every_folder_of_the_path_is_looked_into(tmp_path: Path) -> None:
    shim = program(tmp_path / "shims" / "python3.11", "exit 127")
    real = python(tmp_path / "bin" / "python3.11", "3.11")
    path = os.pathsep.join([str(shim.parent), "", str(real.parent)])

    found, passed = dev.pythons(dev.search(path, tmp_path))

    assert [each.executable for each in found] == [str(real)]
    assert passed == [f"{shim} does not start"]


@scripts
def test_pyenv_is_found_without_its_shims(tmp_path: Path) -> None:
    python(tmp_path / ".pyenv" / "versions" / "3.13.0" / "bin" / "python3", "3.13")

    found, _ = dev.pythons(dev.search("", tmp_path))

    assert [each.minor for each in found] == [13]


@scripts
@pytest.mark.parametrize("version", ["2.7", "3.10", "3.15"])
def test_another_version_is_passed_over_by_name(tmp_path: Path, version: str) -> None:
    place = python(tmp_path / "python3", version)

    found, passed = dev.pythons(dev.search(str(tmp_path), tmp_path))

    assert found == []
    assert passed == [f"{place} is Python {version}"]


@scripts
def test_a_32_bit_python_is_passed_over(tmp_path: Path) -> None:
    python(tmp_path / "python3", "3.13", wide="false")

    found, passed = dev.pythons(dev.search(str(tmp_path), tmp_path))

    assert found == []
    assert "64-bit" in passed[0]


@scripts
@pytest.mark.parametrize("said", ["echo hello", "echo '[]'", "exit 1"])
def test_what_does_not_answer_like_a_python_is_none(tmp_path: Path, said: str) -> None:
    program(tmp_path / "python3", said)

    with pytest.raises(dev.Unsuited, match="does not start"):
        dev.probe([str(tmp_path / "python3")])


@scripts
def test_one_python_under_two_names_is_one(tmp_path: Path) -> None:
    real = python(tmp_path / "python3.13", "3.13")
    (tmp_path / "python3").symlink_to(real)

    found, _ = dev.pythons(dev.search(str(tmp_path), tmp_path))

    assert len(found) == 1


def test_windows_asks_its_launcher_first(tmp_path: Path) -> None:
    commands = list(dev.search("", tmp_path, windows=True))

    assert commands[0] == ("py", "-3.14")
    assert commands[-1] == ("py", "-3.11")


def test_this_python_will_do() -> None:
    found = dev.probe([sys.executable])

    assert found.minor == sys.version_info.minor
    assert found.makes_environments


def environment(folder: Path, stamped: str | None) -> Path:
    inside = dev.venv_python(folder)
    inside.parent.mkdir(parents=True)
    inside.touch()
    if stamped is not None:
        dev.stamp(folder).write_text(stamped, encoding="ascii")
    return folder


@pytest.fixture
def lock(tmp_path: Path) -> Path:
    path = tmp_path / "requirements.lock"
    path.write_bytes(b"a==1\nb==2\n")
    return path


def test_an_environment_with_the_stamp_of_the_lock_is_current(
    tmp_path: Path, lock: Path
) -> None:
    venv = environment(tmp_path / "venv", dev.digest(lock) + "\n")

    assert dev.is_current(venv, lock)


@pytest.mark.parametrize("stamped", [None, "", "unfinished\n", "0" * 64])
def test_any_other_environment_is_not(
    tmp_path: Path, lock: Path, stamped: str | None
) -> None:
    venv = environment(tmp_path / "venv", stamped)

    assert not dev.is_current(venv, lock)


def test_an_environment_whose_python_is_gone_is_not_current(
    tmp_path: Path, lock: Path
) -> None:
    venv = environment(tmp_path / "venv", dev.digest(lock))
    dev.venv_python(venv).unlink()

    assert not dev.is_current(venv, lock)


def test_line_ends_do_not_change_the_lock(tmp_path: Path, lock: Path) -> None:
    windows = tmp_path / "windows.lock"
    windows.write_bytes(lock.read_bytes().replace(b"\n", b"\r\n"))

    assert dev.digest(windows) == dev.digest(lock)


def test_a_package_provided_under_another_name_is_not_missing() -> None:
    listing = (
        "installed|libegl1|\n"
        "installed|libcups2t64|libcups2 (= 2.4.10), libcups2-old\n"
        "config-files|xvfb|\n"
    )

    missing = dev.missing_packages(listing, ["libcups2", "libegl1", "xdotool", "xvfb"])

    assert missing == ["xdotool", "xvfb"]


def test_the_network_is_told_from_a_library_without_a_build() -> None:
    assert dev.offline("WARNING: Retrying (Retry(total=4)) after connection broken")
    assert not dev.offline("ERROR: No matching distribution found for sqlcipher3")


def test_children_are_not_led_astray(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", "/elsewhere")
    monkeypatch.setenv("PIP_CONSTRAINT", "/elsewhere.txt")

    env = dev.surroundings()

    assert "PYTHONPATH" not in env
    assert env["PIP_CONSTRAINT"] == os.devnull


def test_vaults_of_tests_lie_in_memory_only_where_they_fit(tmp_path: Path) -> None:
    assert dev.has_room(tmp_path, needed=1)
    assert not dev.has_room(tmp_path, needed=1 << 60)
    assert not dev.has_room(tmp_path / "no such folder")


def test_every_verb_says_what_it_does() -> None:
    for name, verb in dev.VERBS.items():
        assert name in dev.usage()
        assert verb.__doc__


@pytest.mark.parametrize(("argument", "code"), [("--help", 0), ("package", 2)])
def test_an_unknown_verb_shows_the_verbs(
    argument: str, code: int, capsys: pytest.CaptureFixture[str]
) -> None:
    assert dev.main([argument]) == code
    assert "demo" in capsys.readouterr().out


def test_the_lock_is_whole_and_names_no_place() -> None:
    text = dev.LOCK.read_text(encoding="utf-8")
    pins = [line for line in text.splitlines() if line[:1].isalnum()]

    assert all("==" in line for line in pins)
    assert text.count("--hash=sha256:") >= len(pins)
    assert "://" not in text
    assert "--index" not in text
    assert "--find-links" not in text


def test_pyside_6_12_never_meets_a_python_before_3_12() -> None:
    text = dev.LOCK.read_text(encoding="utf-8")
    pins = [line for line in text.splitlines() if line.startswith("pyside6-")]

    assert len(pins) >= 4
    for pin in pins:
        assert ("==6.12" in pin) == (">= '3.12'" in pin)


def test_dev_starts_on_an_old_python_to_look_for_a_newer_one() -> None:
    source = (ROOT / "dev.py").read_text(encoding="utf-8")

    ast.parse(source, feature_version=(3, 8))  # raises SyntaxError when it would not
