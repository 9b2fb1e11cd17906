"""Sealing and signing for the desk, with the keys of whoever has unlocked the vault."""

from __future__ import annotations

from casedesk.circuit.changes import Home
from casedesk.circuit.circles import CASE_TEAM, Circle, CircleId
from casedesk.circuit.errors import NotFound
from casedesk.circuit.people import PersonId
from casedesk.vault.errors import NoKey, SealBroken
from casedesk.vault.keyring import Keyring


class KeyringSeals:
    """The port `circuit.ports.Seals` on a keyring."""

    def __init__(self, keyring: Keyring) -> None:
        self._keyring = keyring

    @property
    def vault_id(self) -> str:
        return self._keyring.vault_id

    def circles(self) -> tuple[Circle, ...]:
        return tuple(
            Circle(CircleId(each.cid), tuple(map(PersonId, each.members)))
            for each in self._keyring.circles
        )

    def to_readers(self, circle: CircleId, plain: bytes, about: str) -> bytes:
        try:
            return self._keyring.seal_to_drop(circle or Home.CASES, plain, about)
        except NoKey:
            raise NotFound() from None

    def to_person(self, person: PersonId, plain: bytes, about: str) -> bytes:
        try:
            return self._keyring.seal_to_person(person, plain, about)
        except NoKey:
            raise NotFound() from None

    def open_own(self, sealed: bytes, about: str) -> bytes:
        try:
            return self._keyring.open_own(sealed, about)
        except SealBroken:
            raise NotFound() from None  # somebody else's, or of keys one had before

    def open_drop(
        self, sealed: bytes, about: str, circle: CircleId = CASE_TEAM
    ) -> bytes | None:
        try:
            return self._keyring.open_drop(sealed, about, circle)
        except SealBroken:
            return None  # not for these readers

    def sheets_for(self, circle: CircleId) -> str:
        try:
            return self._keyring.sheets_for(circle or Home.CASES)
        except NoKey:
            return ""  # a circle there is no longer

    def to_sheets(self, sheets: str, plain: bytes, about: str) -> bytes:
        return self._keyring.seal_to_sheets(sheets, plain, about)

    def sign(self, message: bytes) -> bytes:
        return self._keyring.sign(message)

    def verify(self, person: PersonId, message: bytes, signature: bytes) -> bool:
        return self._keyring.verify(person, message, signature)
