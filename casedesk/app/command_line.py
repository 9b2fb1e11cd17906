"""What one can say to casedesk in a terminal: open a window, or verify a vault."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from casedesk import __version__
from casedesk.app import crashes
from casedesk.i18n import _

_INTERRUPTED = 130  # what a shell says of a program that Ctrl+C ended


def run(arguments: Sequence[str]) -> int:
    """Carry out the arguments; returns the exit code."""
    if arguments and arguments[0] == "view-one-file":
        from casedesk.app import viewer_child  # for this very program, in bytes

        return viewer_child.run()
    _speak_any_script()
    if arguments and arguments[0] == "verify":
        return _at_a_terminal(_verify, _verify_parser(), arguments[1:])
    if arguments and arguments[0] == "backup":
        return _at_a_terminal(_back_up, _backup_parser(), arguments[1:])
    if arguments and arguments[0] == "restore":
        return _at_a_terminal(_restore, _restore_parser(), arguments[1:])
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
        description=_(
            "Vérifier un coffre ou une sauvegarde : fichiers, journal, signatures."
        ),
    )
    parser.add_argument(
        "vault", type=Path, help=_("le dossier du coffre ou de la sauvegarde")
    )
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


def _at_a_terminal(
    carry_out: Callable[[argparse.Namespace], int],
    parser: argparse.ArgumentParser,
    arguments: Sequence[str],
) -> int:
    """Nothing of the memory and no words of an error are left; Ctrl+C only ends it."""
    asked = parser.parse_args(arguments)
    crashes.leave_no_dump()
    crashes.say_no_words()
    try:
        return carry_out(asked)
    except KeyboardInterrupt:  # while the program was still loading
        return _INTERRUPTED


def _verify(asked: argparse.Namespace) -> int:
    from casedesk.app import verify  # a window does not need it

    return verify.run(asked.vault, asked.person, asked.passphrase_fd)


def _back_up(asked: argparse.Namespace) -> int:
    from casedesk.app import backup_command  # a window loads it with the desk
    from casedesk.app.backup_command import Someone

    someone = Someone(asked.person, asked.passphrase_fd)
    return backup_command.back_up(asked.vault, asked.destination, someone)


def _restore(asked: argparse.Namespace) -> int:
    from casedesk.app import backup_command
    from casedesk.app.backup_command import Someone
    from casedesk.circuit.safekeeping import RestoreFolders

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
