"""A locked vault on this machine, and those opened lately."""

from __future__ import annotations

from pathlib import Path

from casedesk.app.backup_age import newest_backup
from casedesk.app.folder import require_living, require_safe
from casedesk.app.last_language import LastLanguage
from casedesk.app.reasons import in_words
from casedesk.app.recent import RecentVaults
from casedesk.circuit.people import PersonId
from casedesk.circuit.threshold import Threshold
from casedesk.vault.doorplate import Doorplate, labels
from casedesk.vault.header_file import reinstate_header
from casedesk.vault.kdf import DEFAULT_LIMITS, KdfLimits


class VaultDoor:
    """The port `circuit.threshold.Door` on the folders of this machine."""

    def __init__(self, settings: Path, limits: KdfLimits = DEFAULT_LIMITS) -> None:
        self._recent = RecentVaults(settings)
        self._language = LastLanguage(settings)
        self._limits, self._settings = limits, settings

    def recent(self) -> tuple[Path, ...]:
        return self._recent.all()

    def remember(self, folder: Path) -> None:
        self._recent.remember(folder)

    def forget(self, folder: Path) -> None:
        self._recent.forget(folder)

    def language(self) -> str:
        return self._language.code()

    def keep_language(self, code: str) -> None:
        self._language.keep(code)

    def look(self, folder: Path) -> Threshold:
        require_safe(folder)
        with in_words():
            require_living(folder)
            plate = labels(folder, limits=self._limits)
        people = people_on(plate)
        backup_at = newest_backup(folder, plate.vault_id, self._settings)
        return Threshold(folder, people, plate.training, backup_at)

    def reinstate(self, folder: Path) -> None:
        with in_words():
            reinstate_header(folder, self._limits)


def people_on(plate: Doorplate) -> tuple[tuple[PersonId, str], ...]:
    """Id and label of each."""
    return tuple((PersonId(uid), label) for uid, label in plate.people)
