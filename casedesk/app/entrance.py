"""The way into a vault: found one, unlock it, sit down."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass
from pathlib import Path

from casedesk.app import drafts, restoring, rulebook
from casedesk.app.attending import VaultAttendance
from casedesk.app.backup_age import LOCAL
from casedesk.app.checking import verify_set
from casedesk.app.compartments import completed, make_stores, open_stores
from casedesk.app.door import VaultDoor, people_on
from casedesk.app.folder import VaultLock, is_backup, require_free, require_living
from casedesk.app.freshness import FreshnessSeal
from casedesk.app.headers import HeaderKeeper
from casedesk.app.keys import certified, is_proven
from casedesk.app.manifest import LEADING, sets_in, sets_near
from casedesk.app.paper_shares import DrawnShares, series_of
from casedesk.app.passphrases import Passphrases
from casedesk.app.reasons import in_words
from casedesk.app.restoring import Restoring
from casedesk.app.rotation import Seat, sweep
from casedesk.app.safekeeping import Keeper, VaultSafekeeping, disk_in_words
from casedesk.app.session import OpenVault, VaultSitting
from casedesk.app.sheets import group_of, note_sheets
from casedesk.app.sticks import BackupMemory, Volume, plugged_in
from casedesk.app.technician import TechnicianLog
from casedesk.app.tries import WrongTries
from casedesk.app.upkeep import Upkeep
from casedesk.circuit.changes import Home
from casedesk.circuit.commands.furnishing import EDITION, EnrolPerson, FurnishDesk
from casedesk.circuit.entrance import Founding
from casedesk.circuit.events import EventKind
from casedesk.circuit.keys import PaperShares
from casedesk.circuit.longwork import Report, unheard
from casedesk.circuit.people import Duty, Person, PersonId, Role
from casedesk.circuit.ports import Clock
from casedesk.circuit.rights import Right
from casedesk.circuit.safekeeping import (
    BackupSet,
    Loss,
    Restored,
    RestoreFolders,
    SafekeepingRefused,
    SetVerdict,
)
from casedesk.circuit.threshold import TooSoon, Unlocked, VaultUnusable
from casedesk.vault import recovery, vault
from casedesk.vault.doorplate import labels
from casedesk.vault.errors import VaultError, WrongPassphrase
from casedesk.vault.keyring import Keyring
from casedesk.vault.recovery import FIRST_GROUP, RecoverySecret


@dataclass(frozen=True, slots=True)
class _Sheets:
    """Two sheets as they were typed in, until one sits at the vault they open."""

    group: str
    series: str
    secret: RecoverySecret


@dataclass(frozen=True, slots=True)
class Keys:
    """The port `circuit.threshold.Unlocked`: a keyring on its way to the desk."""

    folder: Path
    keyring: Keyring
    sheets: _Sheets | None = None  # if they gave the way in

    @property
    def must_change(self) -> bool:
        return self.keyring.must_change

    @property
    def is_keyless(self) -> bool:
        return not self.keyring.compartments

    def close(self) -> None:
        self.keyring.close()
        self.forget_sheets()

    def forget_sheets(self) -> None:
        if self.sheets is not None:
            self.sheets.secret.close()


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
        self._clock, self._settings = clock, settings

    def draw_passphrase(self) -> str:
        return self._passphrases.draw()

    def territories(self) -> tuple[tuple[str, str], ...]:
        return rulebook.territories()

    def draw_shares(self) -> DrawnShares:
        return DrawnShares()

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
                recovery=_confirmed(founding.recovery),
            )
            undo.callback(new.keyring.close)
            make_stores(founding.folder, new.keyring, new.drop_private, self._clock)
            self._furnish(founding, new.keyring)
            new.finish()
            undo.pop_all()
        return Keys(founding.folder, new.keyring)

    def unlock(self, folder: Path, person: PersonId, passphrase: str) -> Keys:
        tries = WrongTries(folder, self._clock)
        if tries.wait(person):
            raise TooSoon
        try:
            with in_words():
                keyring = vault.unlock(
                    folder, person, passphrase, limits=self._passphrases.limits
                )
        except WrongPassphrase:
            tries.add(person)
            raise
        return Keys(folder, keyring)

    def recover(
        self,
        folder: Path,
        shares: Sequence[str],
        person: PersonId,
        passphrase: str,
    ) -> Keys:
        """The header is the commit point; on sitting down the role is signed again, and
        what was being written given back: until then the sheets stay read.
        """
        plate = self.look(folder)
        called = [label for each, label in plate.people if each == person]
        self._passphrases.judge(passphrase, called, training=plate.training)
        lock = VaultLock(folder)
        lock.take()
        try:
            with in_words(), ExitStack() as undo:
                secret = RecoverySecret.from_shares(shares)
                undo.callback(secret.close)
                keyring = recovery.renew_by_shares(
                    folder,
                    secret,
                    person,
                    passphrase,
                    self._passphrases.cost,
                    self._passphrases.limits,
                    needed=(Home.DESK,),  # a desk to sit down at
                )
                sheets = _Sheets(group_of(keyring, secret), series_of(shares), secret)
                undo.pop_all()
        finally:
            lock.release()
        return Keys(folder, keyring, sheets)

    def wait_before(self, folder: Path, person: PersonId) -> float:
        return WrongTries(folder, self._clock).wait(person)

    def sit_down(self, unlocked: Unlocked) -> VaultSitting:
        """Lock the folder, open the compartments, prove the role, catch up."""
        if not isinstance(unlocked, Keys):
            raise TypeError("keys of another entrance")
        folder, keyring = unlocked.folder, unlocked.keyring
        with in_words(), ExitStack() as undo, ExitStack() as always:
            always.callback(unlocked.forget_sheets)
            lock = _taken(folder, keyring, undo)
            seal = FreshnessSeal(folder, keyring)
            stores = open_stores(folder, keyring, self._clock, seal)
            undo.callback(stores.close)
            headers = HeaderKeeper(
                folder, keyring, self._passphrases.limits, stores.all()
            )
            person = _proven(stores.person, keyring)
            stores = completed(stores, person)
            upkeep = Upkeep(stores.all(), seal, self._clock)
            seat = Seat(
                folder,
                keyring,
                {each.db.identity.compartment: each for each in stores.all()},
                headers,
                upkeep.seal,
                self._clock,
                self._passphrases.limits,
            )
            memory = self._memory(keyring)
            sitting = VaultSitting(
                OpenVault(folder, keyring, stores.close, lock, upkeep, seat, memory),
                stores.desk_for(person),
                stores.rules,
                self._clock,
                self._passphrases,
                circles=stores.circle_desks(person),
            )
            tries = WrongTries(folder, self._clock)
            headers.remember()
            sweep(folder, keyring, self._passphrases.limits)
            sitting.begin(tries.count(person.id))
            if unlocked.sheets is not None:
                sheets = unlocked.sheets
                sitting.keys.note_recovery(person, sheets.group, sheets.series)
                drafts.give_back(sitting.desk, keyring, sheets.secret, person.id)
            tries.clear(person.id)
            sitting.catch_up()
            undo.pop_all()
        self.remember(folder)
        return sitting

    def keep(self, unlocked: Unlocked) -> VaultSafekeeping:
        return self.attend(unlocked).safekeeping

    def attend(self, unlocked: Unlocked) -> VaultAttendance:
        """Their deeds wait in a file until the director's next unlock journals them."""
        if not isinstance(unlocked, Keys):
            raise TypeError("keys of another entrance")
        folder, keyring = unlocked.folder, unlocked.keyring
        log = TechnicianLog(folder, keyring, self._clock)
        with in_words(), ExitStack() as undo:
            _taken(folder, keyring, undo)
            keeper = Keeper(
                folder,
                keyring,
                frozenset({Right.BACK_UP}),
                log.note,
                close=undo.pop_all().close,
                limits=self._passphrases.limits,
            )
        office = VaultSafekeeping(keeper, self._memory(keyring), self._clock)
        return VaultAttendance(folder, keyring, office, log, self._passphrases)

    def sets_near(self, folder: Path) -> tuple[BackupSet, ...]:
        with disk_in_words():
            return tuple(sets_near(folder))

    def sets_of(self, live: Path) -> tuple[BackupSet, ...]:
        with disk_in_words():
            sticks = [e for volume in self._volumes() for e in _marked(volume)]
            # A cut may have left those of this vault with the one before it
            before = live.parent.glob(f"{restoring.BEFORE}-*/{LOCAL}")
            there = [live / LOCAL, *before, *sticks]
            return tuple(sets_in(there, self._id_of(live)))

    def is_set(self, folder: Path) -> bool:
        with in_words():
            return is_backup(folder)

    def people_of_set(self, folder: Path) -> tuple[tuple[PersonId, str], ...]:
        with in_words():
            return people_on(labels(folder, limits=self._passphrases.limits))

    def prove_set(self, folder: Path, unlocked: Keys, report: Report) -> SetVerdict:
        """All that these keys can tell of a set; not one byte of it is changed."""
        limits = self._passphrases.limits
        with disk_in_words():
            return verify_set(folder, unlocked.keyring, report, limits)

    def preview(
        self, set_folder: Path, live: Path | None
    ) -> tuple[BackupSet, tuple[Loss, ...]]:
        if live is not None and self._are_two_vaults(set_folder, live):
            raise SafekeepingRefused("another_vault")
        return restoring.preview(set_folder, live)

    def restore(
        self,
        folders: RestoreFolders,
        first: Unlocked,
        second: Unlocked,
        report: Report = unheard,
    ) -> Restored:
        if not (isinstance(first, Keys) and isinstance(second, Keys)):
            raise TypeError("keys of another entrance")
        if folders.live and self._are_two_vaults(folders.set, folders.live):
            raise SafekeepingRefused("another_vault")
        asked = Restoring(folders, first.keyring, second.keyring)
        limits = self._passphrases.limits
        return restoring.restore(asked, self._clock, limits, report)

    def take_the_place_of(self, live: Path, restored: Path) -> Path:
        with in_words():
            require_living(live)
            return restoring.take_the_place_of(live, restored, self._clock())

    def _are_two_vaults(self, set_folder: Path, live: Path) -> bool:
        """Of a vault too damaged to tell its id nobody knows."""
        its = self._id_of(live)
        if not its:
            return False
        with in_words():
            limits = self._passphrases.limits
            return labels(set_folder, limits=limits).vault_id != its

    def _id_of(self, live: Path) -> str:
        """Empty where it cannot be read."""
        try:
            return labels(live, limits=self._passphrases.limits).vault_id
        except (VaultError, OSError):
            return ""

    def _memory(self, keyring: Keyring) -> BackupMemory:
        vid = keyring.vault_id
        return BackupMemory(self._settings, vid, self._clock, self._volumes)

    def _volumes(self) -> tuple[Volume, ...]:
        return plugged_in()

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
                        EDITION: rulebook.edition(),
                    },
                    codes=rulebook.shipped_codes(),
                    organisations=rulebook.shipped_organisations(),
                    hotlines=rulebook.shipped_hotlines(),
                    services=rulebook.shipped_services(),
                )
            )
            desk.do(EnrolPerson(certified(founder, keyring)))
            if founding.recovery is not None:
                series = founding.recovery.series
                note_sheets(desk, EventKind.SHARES_MADE, FIRST_GROUP, series)
            seal = FreshnessSeal(founding.folder, keyring)
            seal.write([store.db for store in stores.all()])


def _marked(volume: Volume) -> list[Path]:
    """The folders of backups on it, of any vault."""
    try:
        return list(volume.root.glob(f"{LEADING}*"))
    except OSError:
        return []  # pulled out a moment ago


def _taken(folder: Path, keyring: Keyring, undo: ExitStack) -> VaultLock:
    """The folder for oneself alone; `undo` gives it back, and forgets the keys."""
    undo.callback(keyring.close)
    require_living(folder)
    lock = VaultLock(folder)
    lock.take()
    undo.callback(lock.release)
    restoring.bring_over(folder)
    return lock


def _proven(person: Person | None, keyring: Keyring) -> Person:
    """Whoever may sit down. Raises VaultUnusable."""
    if person is None or not person.is_active:
        raise VaultUnusable("not_enrolled")
    if not is_proven(person, keyring):
        raise VaultUnusable("role_unproven")
    return person


def _confirmed(shares: PaperShares | None) -> RecoverySecret | None:
    """Raises ValueError for sheets of which no two were typed back."""
    if shares is None:
        return None
    if not isinstance(shares, DrawnShares):
        raise TypeError("sheets of another entrance")
    shares.require_confirmed()
    return shares.secret
