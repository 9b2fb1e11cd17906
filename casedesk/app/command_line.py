"""What one can say to casedesk in a terminal: open a window, or verify a vault."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from casedesk import __version__
from casedesk.i18n import _


def run(arguments: Sequence[str]) -> int:
    """Carry out the arguments; returns the exit code."""
    _speak_any_script()
    if arguments and arguments[0] == "verify":
        asked = _verify_parser().parse_args(arguments[1:])
        from casedesk.app import verify  # a window does not need it

        return verify.run(asked.vault, asked.person, asked.passphrase_fd)
    asked = _window_parser().parse_args(arguments)
    from casedesk.app import start  # verifying needs no window

    return start.run(asked.vault)


def _window_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="casedesk",
        description=_("Ouvrir casedesk."),
        epilog=_("« casedesk verify COFFRE » vérifie un coffre sans fenêtre."),
    )
    parser.add_argument("--version", action="version", version=__version__)
    parser.add_argument(
        "vault", nargs="?", type=Path, help=_("le dossier du coffre à ouvrir")
    )
    return parser


def _verify_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="casedesk verify",
        description=_("Vérifier un coffre : fichiers, journal, signatures."),
    )
    parser.add_argument("vault", type=Path, help=_("le dossier du coffre"))
    parser.add_argument(
        "--as",
        dest="person",
        required=True,
        metavar="LABEL",
        help=_("le libellé de la personne qui vérifie"),
    )
    parser.add_argument(
        "--passphrase-fd",
        type=int,
        metavar="N",
        help=_("lire la phrase de passe sur le descripteur N"),
    )
    return parser


def _speak_any_script() -> None:
    """A Windows console speaks cp1252, and a windowed program has no console."""
    for stream in (sys.stdout, sys.stderr):
        if stream is not None and hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8")
