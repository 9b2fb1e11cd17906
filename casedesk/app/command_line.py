"""What one can say to casedesk in a terminal: open a window, or verify a vault."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from casedesk import __version__
from casedesk.circuit.safekeeping import RestoreFolders
from casedesk.i18n import _


def run(arguments: Sequence[str]) -> int:
    """Carry out the arguments; returns the exit code."""
    if arguments and arguments[0] == "view-one-file":
        from casedesk.app import viewer_child  # for this very program, in bytes

        return viewer_child.run()
    _speak_any_script()
    if arguments and arguments[0] == "verify":
        asked = _verify_parser().parse_args(arguments[1:])
        from casedesk.app import verify  # a window does not need it

        return verify.run(asked.vault, asked.person, asked.passphrase_fd)
    if arguments and arguments[0] in ("backup", "restore"):
        return _keep_safe(arguments[0], arguments[1:])
    asked = _window_parser().parse_args(arguments)
    from casedesk.app import start  # verifying needs no window

    return start.run(asked.vault, asked.arriving)


def _window_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="casedesk",
        description=_("Ouvrir casedesk."),
        epilog=_(
            "Sans fenêtre : « casedesk verify COFFRE », « casedesk backup COFFRE "
            "DOSSIER », « casedesk restore SAUVEGARDE DOSSIER »."
        ),
    )
    parser.add_argument("--version", action="version", version=__version__)
    parser.add_argument(
        "vault", nargs="?", type=Path, help=_("le dossier du coffre à ouvrir")
    )
    # Given by the program itself, when it begins again for somebody else
    parser.add_argument("--for", dest="arriving", help=argparse.SUPPRESS)
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


def _keep_safe(what: str, arguments: Sequence[str]) -> int:
    from casedesk.app import backup_command  # a window loads it with the desk
    from casedesk.app.backup_command import Someone

    if what == "backup":
        asked = _backup_parser().parse_args(arguments)
        someone = Someone(asked.person, asked.passphrase_fd)
        return backup_command.back_up(asked.vault, asked.destination, someone)
    asked = _restore_parser().parse_args(arguments)
    two = (
        Someone(asked.person, asked.passphrase_fd),
        Someone(asked.second, asked.with_passphrase_fd),
    )
    return backup_command.restore(RestoreFolders(asked.backup, asked.folder), two)


def _backup_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="casedesk backup",
        description=_("Sauvegarder un coffre, et relire la copie en entier."),
    )
    parser.add_argument("vault", type=Path, help=_("le dossier du coffre"))
    parser.add_argument(
        "destination", type=Path, help=_("le dossier des sauvegardes, sur une clé USB")
    )
    _add_person(parser, "--as", "person", _("le libellé de qui sauvegarde"))
    _add_descriptor(parser, "--passphrase-fd")
    return parser


def _restore_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="casedesk restore",
        description=_("Restaurer une sauvegarde dans un nouveau dossier, à deux."),
    )
    parser.add_argument("backup", type=Path, help=_("le dossier de la sauvegarde"))
    parser.add_argument("folder", type=Path, help=_("le nouveau dossier du coffre"))
    _add_person(parser, "--as", "person", _("le libellé de qui restaure"))
    _add_person(parser, "--with", "second", _("le libellé de la deuxième personne"))
    _add_descriptor(parser, "--passphrase-fd")
    _add_descriptor(parser, "--with-passphrase-fd")
    return parser


def _add_person(
    parser: argparse.ArgumentParser, option: str, name: str, told: str
) -> None:
    parser.add_argument(option, dest=name, required=True, metavar="LABEL", help=told)


def _add_descriptor(parser: argparse.ArgumentParser, option: str) -> None:
    told = _("lire la phrase de passe sur le descripteur N")
    parser.add_argument(option, type=int, metavar="N", help=told)


def _speak_any_script() -> None:
    """A Windows console speaks cp1252, and a windowed program has no console."""
    for stream in (sys.stdout, sys.stderr):
        if stream is not None and hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8")
