"""Somebody without keys at a vault: safekeeping, and their own passphrase."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from casedesk.app.passphrases import Passphrases
from casedesk.app.reasons import in_words
from casedesk.app.safekeeping import VaultSafekeeping
from casedesk.app.technician import TechnicianLog
from casedesk.circuit.events import EventKind
from casedesk.circuit.people import PersonId
from casedesk.vault import vault
from casedesk.vault.keyring import Keyring
from casedesk.vault.memory import slots_digest
from casedesk.vault.replacing import current


class VaultAttendance:
    """The port `circuit.entrance.Attendance` on an unlocked vault."""

    def __init__(
        self,
        folder: Path,
        keyring: Keyring,
        safekeeping: VaultSafekeeping,
        log: TechnicianLog,
        passphrases: Passphrases,
    ) -> None:
        self.safekeeping = safekeeping
        self._folder, self._keyring, self._log = folder, keyring, log
        self._passphrases = passphrases

    @property
    def person(self) -> PersonId:
        return PersonId(self._keyring.person)

    @property
    def label(self) -> str:
        return self.people()[self.person]

    @property
    def training(self) -> bool:
        return self._keyring.training

    @property
    def must_change(self) -> bool:
        return self._keyring.must_change

    def people(self) -> Mapping[str, str]:
        users = self._keyring.header.signed.users
        return {uid: user.label for uid, user in users.items()}

    def change_passphrase(self, old: str, new: str) -> None:
        """The log vouches for it: no store can be told that a slot is another one."""
        labels = list(self.people().values())
        self._passphrases.judge(new, labels, training=self.training)
        with in_words():
            vault.change_passphrase(
                self._folder, self.person, old, new, self._passphrases.cost
            )
            header = current(self._folder, self._keyring, self._passphrases.limits)
            slots = slots_digest(header).hex()
            self._log.note(EventKind.SLOT_CHANGED, {"slots": slots})
        self._keyring.must_change = False
