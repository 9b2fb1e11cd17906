"""`python -m tests.vaults.make FOLDER`: a vault to keep for ever, with all there is.

To be run once for each version that changes a format, at the cost real vaults have; the
sheets of the vault are written beside it, since nobody remembers twenty words.
"""

from __future__ import annotations

import json
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from casedesk.app import training
from casedesk.app.entrance import VaultEntrance
from casedesk.app.passphrases import Passphrases
from casedesk.app.training import PastClock, TrainingVault
from casedesk.app.training_texts import DIRECTOR, EDUCATOR, SOCIAL_WORKER, WALKED
from casedesk.circuit.keys import ShareGroup, Succession
from casedesk.circuit.people import NOBODY, Role
from casedesk.vault.kdf import DEFAULT_COST

SHARES = ".shares.json"  # in the place of the ending of the folder
WHEN = datetime(2026, 11, 27, 12, tzinfo=UTC)


def main(folder: Path) -> None:
    """A case in charge, sheets, circles, somebody without keys, and one who left."""
    with tempfile.TemporaryDirectory() as settings:
        clock = PastClock(lambda: WHEN)
        entrance = VaultEntrance(Path(settings), clock, Passphrases(DEFAULT_COST))
        vault = training.found(folder, entrance, clock)
        training.draw_circles(vault)
        training.bring_in_technician(vault)
        with vault.sitting(EDUCATOR) as sitting:
            training.record(sitting, WALKED, clock())
        with vault.sitting(SOCIAL_WORKER) as sitting:
            training.take(sitting, training.newest_case(sitting, clock()))
        training.record_in_circle(vault)
        _somebody_leaves(vault)
        with vault.sitting(DIRECTOR) as sitting:
            drawn = sitting.keys.begin_shares(ShareGroup.TEAM)
            shares = tuple(drawn.shares)
            drawn.confirm(shares[:2])
            drawn.finish()
    folder.with_suffix(SHARES).write_text(json.dumps(shares), encoding="utf-8")


def _somebody_leaves(vault: TrainingVault) -> None:
    """So that keys are of a later generation, and an old one is retired."""
    with vault.sitting(DIRECTOR) as sitting:
        new = sitting.add_person("Stagiaire", Role.EDUCATOR)
        sitting.enrol(new, Role.EDUCATOR, ())
    with vault.sitting(DIRECTOR) as sitting:
        sitting.keys.remove_person(new.id, Succession(NOBODY))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
