#!/usr/bin/env python3
"""The one developer command: it sets itself up, then does what it is asked.

Standard library only, and plain enough to start on an older Python, so that it can look
for a newer one. The environment it makes lies in `.venv` and nowhere else.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
LOCK = ROOT / "requirements.lock"
LOCALE = ROOT / "casedesk" / "i18n" / "locale"
COMPILER = ROOT / "packaging" / "hatch_build.py"
DEBIAN_PACKAGES = ROOT / "packaging" / "debian-packages.txt"
MEMORY = Path("/dev/shm")  # noqa: S108 -- where a copied vault waits for no disk
UNFINISHED = "unfinished\n"
MINORS = range(14, 10, -1)  # Python 3.14 to 3.11, the newest first

PROBE = """
import json, sys
try:
    import ensurepip, venv
    able = True
except ImportError:
    able = False
wide = sys.implementation.name == "cpython" and sys.maxsize > 2**32
base = getattr(sys, "_base_executable", None) or sys.executable
print(json.dumps([sys.version_info[:2], base, able, wide]))
"""


class SetUpError(Exception):
    """The environment cannot be made; the message says why and what to do."""


class Unsuited(Exception):
    """This Python cannot carry casedesk, another one may."""


class Python(NamedTuple):
    """A Python that was found and run."""

    minor: int
    executable: str
    makes_environments: bool  # Debian's own does not without python3-venv

    def __str__(self) -> str:
        return f"Python 3.{self.minor} ({self.executable})"


# ---- finding a Python


def search(
    path: str, home: Path, *, windows: bool = os.name == "nt"
) -> Iterator[tuple[str, ...]]:
    """Every command that may start a Python, whether it does or not."""
    if windows:
        yield from (("py", f"-3.{minor}") for minor in MINORS)
        names, inside = ["python.exe"], "python.exe"
        versions = home / ".pyenv" / "pyenv-win" / "versions"
    else:
        names = [*(f"python3.{minor}" for minor in MINORS), "python3", "python"]
        versions, inside = home / ".pyenv" / "versions", "bin/python3"
    places = [Path(folder, name) for folder in path.split(os.pathsep) for name in names]
    places += [version / inside for version in sorted(versions.glob("*"))]
    yield from ((str(place),) for place in places if os.access(place, os.X_OK))


def probe(command: Sequence[str]) -> Python:
    """Start a Python and ask what it is. Raises Unsuited when that cannot be told."""
    try:
        answer = subprocess.run(
            [*command, "-I", "-c", PROBE],
            capture_output=True,
            text=True,
            timeout=30,
            check=True,
        ).stdout
        (major, minor), base, able, wide = json.loads(answer)
    except (OSError, ValueError, subprocess.SubprocessError) as trouble:
        raise Unsuited(f"{' '.join(command)} does not start") from trouble
    if major != 3 or minor not in MINORS:
        raise Unsuited(f"{' '.join(command)} is Python {major}.{minor}")
    if not wide:
        raise Unsuited(f"{' '.join(command)} is not a 64-bit CPython")
    return Python(minor, base, able)


def pythons(commands: Iterable[Sequence[str]]) -> tuple[list[Python], list[str]]:
    """The Pythons of a fitting version, newest first, and why others are none."""
    found: dict[tuple[int, str], Python] = {}
    passed = []
    for command in commands:
        try:
            python = probe(command)
        except Unsuited as why:
            passed.append(str(why))
        else:
            real = os.path.realpath(python.executable)
            found.setdefault((python.minor, real), python)
    return sorted(found.values(), key=lambda each: -each.minor), passed


# ---- making the environment


def venv_python(venv: Path = VENV) -> Path:
    """The Python inside an environment."""
    inside = "Scripts/python.exe" if os.name == "nt" else "bin/python"
    return venv / inside


def stamp(venv: Path = VENV) -> Path:
    """The file by which dev.py knows an environment of its own, and what is in it."""
    return venv / "casedesk.stamp"


def digest(lock: Path = LOCK) -> str:
    """What the stamp holds once everything of this lock is installed."""
    return hashlib.sha256(lock.read_bytes().replace(b"\r\n", b"\n")).hexdigest()


def is_current(venv: Path = VENV, lock: Path = LOCK) -> bool:
    """Whether an environment has all that the lock names."""
    try:
        written = stamp(venv).read_text(encoding="ascii").strip()
    except OSError:
        return False
    return written == digest(lock) and venv_python(venv).exists()


def set_up() -> None:
    """Make or complete the environment, unless it is up to date already."""
    if is_current():
        return
    if VENV.exists() and not stamp().exists():
        raise SetUpError(
            f"{VENV} is there, but dev.py did not make it.\n"
            "Move it away or delete it, then try again."
        )
    if venv_python().exists() and stamp().read_text(encoding="ascii") != UNFINISHED:
        say("The lock has changed: bringing .venv up to date")
        try:
            fill()
        except Unsuited as why:
            say(f"This Python {why}")
        else:
            return
    choose()


def choose() -> None:
    """Make the environment with the newest Python that can carry it."""
    found, passed = pythons(search(os.environ.get("PATH", ""), Path.home()))
    for why_not in passed:
        say(f"Passed over: {why_not}")
    for python in found:
        try:
            return build(with_ensurepip(python))
        except Unsuited as why:
            say(f"Passed over: {python} {why}")
    raise SetUpError(
        f"No Python of 3.{MINORS[-1]} to 3.{MINORS[0]} here can carry casedesk.\n"
        "On Debian or Ubuntu: sudo apt install python3 python3-venv\n"
        "On Windows: install Python 3.13, 64 bits"
    )


def with_ensurepip(python: Python) -> Python:
    """The same Python, able to make environments. Raises Unsuited when it stays not."""
    if not python.makes_environments and may_install():
        say(f"{python} has no ensurepip: installing it")
        install_debian([f"python3.{python.minor}-venv"])
        python = probe([python.executable])
    if not python.makes_environments:
        raise Unsuited("has no ensurepip (Debian: python3-venv)")
    return python


def build(python: Python) -> None:
    """Make the environment with this Python. Raises Unsuited when it cannot be."""
    say(f"Making .venv with {python}")
    shutil.rmtree(VENV, ignore_errors=True)
    VENV.mkdir()
    stamp().write_text(UNFINISHED, encoding="ascii")
    made = quietly([python.executable, "-I", "-m", "venv", str(VENV)])
    if made.returncode:
        raise Unsuited("cannot make an environment:\n" + tail(made.stdout))
    fill()


def fill() -> None:
    """Install what the lock names, by hash, and casedesk itself in place."""
    say("Installing the libraries; the first time takes a few minutes")
    pip = [str(venv_python()), "-I", "-m", "pip", "install", "--quiet", "--no-input"]
    locked = ["--no-deps", "--require-hashes", "--only-binary=:all:", "-r", str(LOCK)]
    in_place = ["--no-deps", "--no-index", "--no-build-isolation", "-e", str(ROOT)]
    for what in (locked, in_place):
        done = quietly([*pip, *what])
        if done.returncode == 0:
            continue
        if offline(done.stdout):
            raise SetUpError(
                "The libraries are fetched from the network, once:\n"
                + tail(done.stdout)
            )
        lacking = re.search("No matching distribution found for (.+)", done.stdout)
        if lacking:
            raise Unsuited(f"has no ready-made build of {lacking[1]}")
        raise SetUpError("The libraries could not be installed:\n" + tail(done.stdout))
    stamp().write_text(digest() + "\n", encoding="ascii")


def offline(said: str) -> bool:
    """Whether pip's words tell of the network rather than of the libraries."""
    return "Retrying (" in said or "ConnectionError" in said


# ---- the system's own libraries


def missing_packages(listing: str, wanted: Iterable[str]) -> list[str]:
    """The wanted packages that are neither installed nor provided by another.

    `listing` has `status|name|provided, names (= version)` on each line, as
    dpkg-query prints it.
    """
    there: set[str] = set()
    for line in listing.splitlines():
        status, _, names = line.partition("|")
        if status == "installed":
            there.update(re.findall(r"(?:^|[|,]) *([^ |,]+)", names))
    return [name for name in wanted if name not in there]


def may_install() -> bool:
    """Whether this is root on a Debian-like system."""
    return bool(shutil.which("apt-get")) and os.name == "posix" and os.geteuid() == 0


def check_system() -> None:
    """Install what Qt needs of Debian, or say how."""
    if not sys.platform.startswith("linux") or not shutil.which("dpkg-query"):
        return
    form = "-f=${db:Status-Status}|${Package}|${Provides}\n"
    listing = quietly(["dpkg-query", "-W", form]).stdout
    wanted = DEBIAN_PACKAGES.read_text(encoding="ascii").split()
    missing = missing_packages(listing, wanted)
    if not missing:
        return
    if may_install():
        say("Installing system packages: " + " ".join(missing))
        install_debian(missing)
    else:
        say("System packages are missing. As an administrator, run:")
        say("  sudo apt install -y " + " ".join(missing))


def install_debian(names: Sequence[str]) -> None:
    """Install Debian packages; when that fails, say so and go on."""
    install = ["apt-get", "install", "-y", "-q", "--no-install-recommends", *names]
    if quietly(install).returncode == 0:
        return
    quietly(["apt-get", "update", "-q"])  # a fresh machine has no lists yet
    done = quietly(install)
    if done.returncode:
        say("They could not be installed; going on without. apt-get said:")
        say(tail(done.stdout, 5))


# ---- running things


def say(text: str) -> None:
    print(text, flush=True)


def tail(text: str, lines: int = 15) -> str:
    return "\n".join("  " + line for line in text.strip().splitlines()[-lines:])


def surroundings() -> dict[str, str]:
    """The environment for child processes: ours, without what would lead it astray."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if name not in {"PYTHONHOME", "PYTHONPATH", "VIRTUAL_ENV"}
    }
    ours = {
        "DEBIAN_FRONTEND": "noninteractive",
        "PIP_CONSTRAINT": os.devnull,  # an empty value would not hide a configured one
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
        "PIP_USER": "0",
        "PYTHONUTF8": "1",
    }
    return {**kept, **ours}


def quietly(command: Sequence[str]) -> subprocess.CompletedProcess[str]:
    """Run a program and keep what it says."""
    return subprocess.run(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        env=surroundings(),
        cwd=ROOT,
        check=False,
    )


def python(*arguments: str, offscreen: bool = False, cwd: Path | None = None) -> int:
    """Run the environment's Python in this terminal until it ends."""
    env = surroundings()
    if offscreen:
        env.setdefault("QT_QPA_PLATFORM", "offscreen")
    process = subprocess.Popen([str(venv_python()), *arguments], env=env, cwd=cwd)
    try:
        return process.wait()
    except KeyboardInterrupt:  # Ctrl+C reached the child too: let it finish tidily
        return process.wait()


def compile_catalogues() -> None:
    """Compile the catalogues that are newer than their compiled form."""
    for po in LOCALE.glob("*/LC_MESSAGES/*.po"):
        mo = po.with_suffix(".mo")
        if not mo.exists() or mo.stat().st_mtime < po.stat().st_mtime:
            understood([str(COMPILER), str(po)])


def babel(*arguments: str) -> None:
    understood(["-m", "babel.messages.frontend", *arguments])


def understood(arguments: Sequence[str]) -> None:
    done = quietly([str(venv_python()), *arguments])
    if done.returncode:
        raise SetUpError("Babel did not understand a catalogue:\n" + tail(done.stdout))


# ---- the verbs


def run(arguments: Sequence[str]) -> int:
    """[VAULT]: open the window"""
    return python("-m", "casedesk", *arguments)


def demo(arguments: Sequence[str]) -> int:
    """[--print DIR] [--keep VAULT]: a training vault with invented people"""
    return python("-m", "casedesk.app.demo", *arguments)


def has_room(folder: Path, needed: int = 2 * 1024**3) -> bool:
    """Whether the vaults of a test run fit: thousands, one after the other."""
    return folder.is_dir() and shutil.disk_usage(folder).free >= needed


def test(arguments: Sequence[str]) -> int:
    """[PYTEST ARGUMENTS]: run the tests"""
    # A file on one of two processes: what its tests share is made once. In their order,
    # the last are short and keep neither waiting.
    spread = ("-n", "2", "--dist", "loadfile", "--no-loadscope-reorder")
    if has_room(MEMORY):
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(MEMORY))
    return python("-m", "pytest", *spread, *arguments, offscreen=True, cwd=ROOT)


def check(arguments: Sequence[str]) -> int:
    """: style, types, layers, house rules and catalogues"""
    failed = 0
    for name, command in CHECKS.items():
        done = quietly([str(venv_python().with_name(command[0])), *command[1:]])
        say(f"{'ok  ' if done.returncode == 0 else 'NO  '} {name}")
        if done.returncode:
            failed += 1
            say(tail(done.stdout, 60))
    return min(failed, 1)


CHECKS = {
    "ruff": ("ruff", "check"),
    "ruff format": ("ruff", "format", "--check"),
    "mypy": ("mypy",),
    "import-linter": ("lint-imports",),
    "house rules": ("pytest", "tests/test_house_rules.py"),
    "catalogues": ("pytest", "tests/i18n/test_catalogues.py"),
}


def bench(arguments: Sequence[str]) -> int:
    """[PYTEST ARGUMENTS]: measure; results in build/bench.json"""
    quiet = ("--no-header", "-p", "no:cacheprovider", "--timeout=0")
    measure = ("-m", "pytest", "tests/bench", *quiet)
    return python(*measure, *arguments, offscreen=True, cwd=ROOT)


def faults(arguments: Sequence[str]) -> int:
    """[--mutants | KIND ...]: do harm to vaults, and count what is lost"""
    rest = [each for each in arguments if each != "--mutants"]
    part = "tests.faults" if rest == list(arguments) else "tests.faults.mutants"
    return python("-m", part, *rest, offscreen=True, cwd=ROOT)


def walks(arguments: Sequence[str]) -> int:
    """[STEPS [SEED]]: wander through the circuit, and see that no case is lost"""
    steps, seed = (*arguments, *("10000", "20260302")[len(arguments) :])[:2]
    os.environ["CASEDESK_WALK"] = f"{steps} {seed}"
    test_file = "tests/circuit/test_circuit_machine.py"
    walk = ("-m", "pytest", "-q", "-k", "long_walk", "--timeout=0")
    return python(*walk, test_file, offscreen=True, cwd=ROOT)


def shots(arguments: Sequence[str]) -> int:
    """DIR [--lang LANG|pseudo|pseudo-rtl] [--scale 1.5] [--dark]: every screen"""
    return python("-m", "casedesk.app.shots", *arguments, offscreen=True)


def catalogues(arguments: Sequence[str]) -> int:
    """: gather the texts from the code, and update the translations"""
    template = LOCALE / "casedesk.pot"
    babel(
        *("extract", "-F", "babel.cfg", "-k", "_", "-k", "pgettext:1c,2"),
        *("--project=casedesk", "--header-comment=# Made by: dev.py catalogues"),
        *("--add-location=file", "--sort-by-file", "--add-comments=Translators:"),
        *("-o", str(template), "casedesk"),
    )
    text = template.read_text(encoding="utf-8")
    dateless = re.sub('"POT-Creation-Date.*\n', "", text)  # or every run is a change
    template.write_bytes(dateless.encode())
    babel(
        *("update", "-i", str(template), "-d", str(LOCALE), "-D", "casedesk"),
        *("--no-fuzzy-matching", "--ignore-obsolete", "--ignore-pot-creation-date"),
    )
    compile_catalogues()
    return 0


def lock(arguments: Sequence[str]) -> int:
    """[UV ARGUMENTS]: resolve the dependencies anew, for every system"""
    return python(
        *("-m", "uv", "pip", "compile", "--universal", "--python-version", "3.11"),
        *("--generate-hashes", "--no-emit-index-url", "--quiet"),
        *("--extra", "dev", "pyproject.toml", "-o", LOCK.name, *arguments),
        *("--custom-compile-command", "python3 dev.py lock"),
        cwd=ROOT,
    )


def setup(arguments: Sequence[str]) -> int:
    """: make the environment, and nothing else"""
    return 0


VERBS: Mapping[str, Callable[[Sequence[str]], int]] = {
    verb.__name__: verb
    for verb in (
        run,
        demo,
        test,
        check,
        bench,
        faults,
        walks,
        shots,
        catalogues,
        lock,
        setup,
    )
}


def usage() -> str:
    lines = ["usage: python3 dev.py VERB ...", ""]
    for name, verb in VERBS.items():
        arguments, _, purpose = str(verb.__doc__).rpartition(": ")
        lines.append(f"  {f'{name} {arguments}'.strip():<43} {purpose}")
    return "\n".join(lines)


def main(argv: Sequence[str]) -> int:
    if not argv or argv[0] not in VERBS:
        say(usage())
        return 0 if argv[:1] in (["-h"], ["--help"], ["help"]) else 2
    try:
        check_system()
        set_up()
        compile_catalogues()
        return VERBS[argv[0]](argv[1:])
    except SetUpError as trouble:
        say(str(trouble))
        return 1
    except KeyboardInterrupt:
        say("\nStopped.")
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
