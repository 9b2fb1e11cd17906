"""One person at an unlocked vault: their desk, what lies in the drops, and the lock."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from casedesk.app.folder import VaultLock
from casedesk.app.passphrases import Passphrases
from casedesk.app.reasons import in_words
from casedesk.app.seals import KeyringSeals
from casedesk.circuit.changes import Changes, Home
from casedesk.circuit.commands.concerns import UpdateReceipts
from casedesk.circuit.commands.furnishing import EnrolPerson
from casedesk.circuit.commands.intake import SetAside, TakeInDrop
from casedesk.circuit.concern import BadDrop, Drop, Note
from casedesk.circuit.desk import Desk
from casedesk.circuit.entrance import NewPerson
from casedesk.circuit.people import Duty, Person, PersonId, Role
from casedesk.circuit.ports import Clock
from casedesk.circuit.rights import Right
from casedesk.circuit.rules import Rules
from casedesk.vault import vault
from casedesk.vault.keyring import Keyring

KEYS_OF: dict[Role, tuple[Home, ...]] = {  # design §2, "holds the key of"
    Role.EDUCATOR: (Home.DESK,),
    Role.SOCIAL_WORKER: (Home.DESK, Home.CASES),
    Role.DIRECTOR: (Home.DESK, Home.CASES),
    Role.BOARD: (Home.DESK,),
    Role.TECHNICIAN: (),
}


@dataclass(frozen=True, slots=True)
class OpenVault:
    """What is open while somebody sits: keys, files, the lock on the folder."""

    folder: Path
    keyring: Keyring
    close_stores: Callable[[], None]
    lock: VaultLock

    def close(self) -> None:
        """Stores first: they still sign; keys last."""
        try:
            self.close_stores()
        finally:
            self.keyring.close()
            self.lock.release()


class VaultSitting:
    """The port `circuit.entrance.Sitting` on an open vault."""

    def __init__(
        self,
        open_vault: OpenVault,
        desk: Desk,
        rules: Rules,
        clock: Clock,
        passphrases: Passphrases,
    ) -> None:
        self.desk = desk
        self.rules = rules
        self._vault = open_vault
        self._clock = clock
        self._passphrases = passphrases
        self._seals = KeyringSeals(open_vault.keyring)
        self._guessed_first = self._forbidden()  # read here: a worker may not
        desk.watch(self._tell_authors)

    @property
    def training(self) -> bool:
        return self._vault.keyring.training

    @property
    def must_change(self) -> bool:
        return self._vault.keyring.must_change

    def change_passphrase(self, old: str, new: str) -> None:
        self._passphrases.judge(new, self._guessed_first, training=self.training)
        with in_words():
            vault.change_passphrase(
                self._vault.folder,
                self._vault.keyring.person,
                old,
                new,
                self._passphrases.cost,
            )
        self._vault.keyring.must_change = False

    def add_person(self, label: str, role: Role) -> NewPerson:
        """The header is the commit point; until `enrol` the newcomer can do nothing."""
        passphrase = self._passphrases.draw()
        with in_words():
            person = vault.add_person(
                self._vault.folder,
                self._vault.keyring,
                label=label,
                compartments=KEYS_OF[role],
                passphrase=passphrase,
                cost=self._passphrases.cost,
                admin=role is Role.DIRECTOR,
            )
        return NewPerson(PersonId(person), label, passphrase)

    def enrol(self, new: NewPerson, role: Role, duties: tuple[Duty, ...]) -> None:
        person = Person(new.id, new.label, role, duties, since=self._clock())
        self.desk.do(EnrolPerson(certified(person, self._vault.keyring)))

    def catch_up(self) -> None:
        """Repeatable after a cut at any point: a drop is taken in once, by its id."""
        if not (self.desk.holds(Home.CASES) and self._may_take_in()):
            return
        for drop in self.desk.reads.drops():
            self._take_in(drop)
        self._update_receipts()

    def lock(self) -> None:
        self._vault.close()

    def _take_in(self, drop: Drop) -> None:
        plain = self._seals.open_drop(drop.sealed, f"drop:{drop.id}")
        if plain is None:
            return  # sealed to another circle
        try:
            note = Note.read(plain, drop.id, self._seals.vault_id, self._seals.verify)
            self.desk.do(TakeInDrop(note))
        except BadDrop as bad:
            self.desk.do(SetAside(drop.id, bad.reason))

    def _tell_authors(self, changes: Changes) -> None:
        if changes.home is Home.CASES and self._may_take_in():
            self._update_receipts()

    def _update_receipts(self) -> None:
        due = self.desk.reads.statuses_due()
        if due:
            self.desk.do(UpdateReceipts(due))

    def _may_take_in(self) -> bool:
        return self.desk.actor.may(Right.TAKE_IN_DROPS)

    def _forbidden(self) -> list[str]:
        """What a thief would try first: the association, its place, its people."""
        return [self.desk.reads.sender().name, self.desk.reads.sender().territory] + [
            person.label for person in self.desk.reads.people()
        ]


def certified(person: Person, keyring: Keyring) -> Person:
    """The person with an admin's signature over their role."""
    return replace(person, certificate=keyring.sign(person.statement(keyring.vault_id)))
