"""`dev.py demo`: a training vault to try everything in, or all its sheets on paper."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Sequence
from itertools import chain
from pathlib import Path

from casedesk import paths
from casedesk.app import clock, training
from casedesk.app.company import company
from casedesk.app.entrance import VaultEntrance
from casedesk.app.exhibits import exhibits
from casedesk.app.leaflets import leaflets
from casedesk.app.paper import LatePrinter
from casedesk.app.telling import live
from casedesk.app.training import TrainingVault
from casedesk.app.training_story import invented
from casedesk.app.training_texts import EVERYBODY
from casedesk.app.walk import walk
from casedesk.i18n import _

PAPERS = ("blank", "chronology", "day-sheet", "poster", "repertory")
"""What is printed beside the filled sheets: their files' names begin so."""
_FOUNDED = 24 * 560  # hours before now: earlier than any child of the story


def main(arguments: Sequence[str] | None = None) -> int:
    """Make the vault, then print its sheets or open the window on it."""
    asked = _parser().parse_args(arguments)
    if asked.print is None and not has_display():
        _say(
            _(
                "Pas d'écran ici : la fenêtre ne s'ouvre pas. "
                "« demo --print DOSSIER » écrit les fiches sans fenêtre."
            )
        )
        return 0
    with tempfile.TemporaryDirectory(prefix="casedesk-") as temporary:
        place = Path(temporary)
        _say(_("Le coffre d'exercice se remplit\u00a0: une demi-minute."))
        vault = _made(asked.keep or place / "exercice.casedesk", place / "settings")
        for trainee in EVERYBODY:
            _say(f"{trainee.label} : {trainee.passphrase}")
        if asked.print is not None:
            return _print(vault, asked.print)
        return _open_window(vault)


def has_display() -> bool:
    """Whether a window could be shown."""
    if not sys.platform.startswith("linux"):
        return True
    wanted = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return any(os.environ.get(each) for each in wanted)


def _made(folder: Path, settings: Path) -> TrainingVault:
    """Founded before the first child came, and lived in until today."""
    past = training.PastClock(clock.now)
    entrance = VaultEntrance(settings, past, training.PUBLISHED)
    vault = training.found(folder, entrance, past, _FOUNDED)
    past.set_back(_FOUNDED - 24)
    training.draw_circles(vault)
    training.bring_in_technician(vault)
    with company(vault) as among:
        live(among, invented())
    return vault


def _print(vault: TrainingVault, target: Path) -> int:
    target.mkdir(parents=True, exist_ok=True)
    printer = LatePrinter(paths.resource("fonts"))
    printed: set[str] = set()
    for name, pdf in chain(
        walk(vault, printer),
        exhibits(vault, printer, printed),
        leaflets(vault, printer),
    ):
        printed.add(name)
        path = target / f"{name}.pdf"
        path.write_bytes(pdf)
        _say(str(path))
    return 0


def _open_window(vault: TrainingVault) -> int:
    from casedesk.app import start  # printing needs no window

    return start.run(vault.folder)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="dev.py demo", description=_("Essayer casedesk sur un coffre inventé.")
    )
    parser.add_argument(
        "--print",
        type=Path,
        metavar="DIR",
        help=_("écrire chaque fiche en PDF dans ce dossier, sans fenêtre"),
    )
    parser.add_argument(
        "--keep", type=Path, metavar="VAULT", help=_("garder le coffre à cet endroit")
    )
    return parser


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
