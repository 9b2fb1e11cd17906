"""Sealing and signing for the desk, with the keys of whoever has unlocked the vault."""

from __future__ import annotations

from casedesk.circuit.changes import Home
from casedesk.circuit.people import PersonId
from casedesk.vault.errors import SealBroken
from casedesk.vault.keyring import Keyring


class KeyringSeals:
    """The port `circuit.ports.Seals` on a keyring."""

    def __init__(self, keyring: Keyring) -> None:
        self._keyring = keyring

    @property
    def vault_id(self) -> str:
        return self._keyring.vault_id

    def to_case_team(self, plain: bytes, about: str) -> bytes:
        return self._keyring.seal_to_drop(Home.CASES, plain, about)

    def to_person(self, person: PersonId, plain: bytes, about: str) -> bytes:
        return self._keyring.seal_to_person(person, plain, about)

    def open_own(self, sealed: bytes, about: str) -> bytes:
        return self._keyring.open_own(sealed, about)

    def open_drop(self, sealed: bytes, about: str) -> bytes | None:
        try:
            return self._keyring.open_drop(sealed, about)
        except SealBroken:
            return None  # not for this team

    def sign(self, message: bytes) -> bytes:
        return self._keyring.sign(message)

    def verify(self, person: PersonId, message: bytes, signature: bytes) -> bool:
        return self._keyring.verify(person, message, signature)
