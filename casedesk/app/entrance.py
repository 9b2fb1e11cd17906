"""The way into a vault: found one, unlock it, sit down."""

from __future__ import annotations

from contextlib import ExitStack, closing
from dataclasses import dataclass
from pathlib import Path

from casedesk.app import rulebook
from casedesk.app.compartments import make_stores, open_stores
from casedesk.app.door import VaultDoor
from casedesk.app.folder import VaultLock, require_free
from casedesk.app.passphrases import Passphrases
from casedesk.app.reasons import in_words
from casedesk.app.session import OpenVault, VaultSitting, certified
from casedesk.circuit.changes import Home
from casedesk.circuit.commands.furnishing import EnrolPerson, FurnishDesk
from casedesk.circuit.entrance import Founding
from casedesk.circuit.people import Duty, Person, PersonId, Role
from casedesk.circuit.ports import Clock
from casedesk.circuit.threshold import Unlocked, VaultUnusable
from casedesk.vault import vault
from casedesk.vault.keyring import Keyring


@dataclass(frozen=True, slots=True)
class Keys:
    """The port `circuit.threshold.Unlocked`: a keyring on its way to the desk."""

    folder: Path
    keyring: Keyring

    @property
    def must_change(self) -> bool:
        return self.keyring.must_change

    def close(self) -> None:
        self.keyring.close()


class VaultEntrance(VaultDoor):
    """The port `circuit.entrance.Entrance` on the folders of this machine."""

    def __init__(
        self,
        settings: Path,
        clock: Clock,
        passphrases: Passphrases | None = None,
    ) -> None:
        self._passphrases = passphrases or Passphrases()
        super().__init__(settings, self._passphrases.limits)
        self._clock = clock

    def draw_passphrase(self) -> str:
        return self._passphrases.draw()

    def territories(self) -> tuple[tuple[str, str], ...]:
        return rulebook.territories()

    def create(self, founding: Founding) -> Keys:
        """Keys, then stores, then the header: only with it the vault exists."""
        words = (founding.association, founding.territory, founding.label)
        self._passphrases.judge(founding.passphrase, words, training=founding.training)
        require_free(founding.folder)
        with in_words(), ExitStack() as undo:
            new = vault.create(
                founding.folder,
                label=founding.label,
                passphrase=founding.passphrase,
                training=founding.training,
                cost=self._passphrases.cost,
                compartments={Home.DESK: False, Home.CASES: True},
            )
            undo.callback(new.keyring.close)
            make_stores(founding.folder, new.keyring, new.drop_private, self._clock)
            self._furnish(founding, new.keyring)
            new.finish()
            undo.pop_all()
        return Keys(founding.folder, new.keyring)

    def unlock(self, folder: Path, person: PersonId, passphrase: str) -> Keys:
        with in_words():
            keyring = vault.unlock(
                folder, person, passphrase, limits=self._passphrases.limits
            )
        return Keys(folder, keyring)

    def sit_down(self, unlocked: Unlocked) -> VaultSitting:
        """Lock the folder, open the compartments, prove the role, catch up."""
        if not isinstance(unlocked, Keys):
            raise TypeError("keys of another entrance")
        folder, keyring = unlocked.folder, unlocked.keyring
        with in_words(), ExitStack() as undo:
            undo.callback(keyring.close)
            lock = VaultLock(folder)
            lock.take()
            undo.callback(lock.release)
            stores = open_stores(folder, keyring, self._clock)
            undo.callback(stores.close)
            desk = stores.desk_for(_proven(stores.person, keyring))
            sitting = VaultSitting(
                OpenVault(folder, keyring, stores.close, lock),
                desk,
                stores.rules,
                self._clock,
                self._passphrases,
            )
            sitting.catch_up()
            undo.pop_all()
        self.remember(folder)
        return sitting

    def _furnish(self, founding: Founding, keyring: Keyring) -> None:
        """The shipped lists, and the founder as director and referent."""
        with closing(open_stores(founding.folder, keyring, self._clock)) as stores:
            founder = Person(
                id=PersonId(keyring.person),
                label=founding.label,
                role=Role.DIRECTOR,
                duties=(Duty.REFERENT,),
                since=self._clock(),
            )
            desk = stores.desk_for(founder)
            desk.do(
                FurnishDesk(
                    settings={
                        "association": founding.association,
                        "territory": founding.territory,
                    },
                    codes=rulebook.shipped_codes(),
                    organisations=rulebook.shipped_organisations(),
                    hotlines=rulebook.shipped_hotlines(),
                )
            )
            desk.do(EnrolPerson(certified(founder, keyring)))


def _proven(person: Person | None, keyring: Keyring) -> Person:
    """A role counts only with an admin's signature over it (design §3)."""
    if person is None or not person.is_active:
        raise VaultUnusable("not_enrolled")
    statement = person.statement(keyring.vault_id)
    if not keyring.admin_verify(statement, person.certificate):
        raise VaultUnusable("role_unproven")
    return person
