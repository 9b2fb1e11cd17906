"""One person at an unlocked vault: their desk, what lies in the drops, and the lock."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from casedesk.app import drafts, rulebook, technician
from casedesk.app.calendars import VaultCalendar
from casedesk.app.circles import VaultCircles
from casedesk.app.duplicates import VaultDuplicates
from casedesk.app.erasing import VaultErasures
from casedesk.app.folder import VaultLock, is_removable
from casedesk.app.keys import VaultKeys, certified
from casedesk.app.moving import VaultMoves
from casedesk.app.passphrases import Passphrases
from casedesk.app.reasons import in_words
from casedesk.app.rotation import Seat
from casedesk.app.safekeeping import Keeper, VaultSafekeeping
from casedesk.app.seals import KeyringSeals
from casedesk.app.sticks import BackupMemory
from casedesk.app.upkeep import Upkeep
from casedesk.app.verifying import beside_a_window
from casedesk.circuit import names
from casedesk.circuit.changes import Changes, Home, Kind
from casedesk.circuit.circles import CASE_TEAM, CircleId
from casedesk.circuit.commands.concerns import UpdateReceipts
from casedesk.circuit.commands.erasure import LetDropsGo
from casedesk.circuit.commands.events import NoteEvent
from casedesk.circuit.commands.furnishing import EnrolPerson
from casedesk.circuit.commands.intake import SetAside, TakeInDrop
from casedesk.circuit.commands.moving import TakeInCase
from casedesk.circuit.concern import DROPS_KEPT, BadDrop, Drop, DropKind, Note
from casedesk.circuit.desk import Desk
from casedesk.circuit.errors import Refused, Trouble
from casedesk.circuit.events import Detail, EventKind
from casedesk.circuit.journal import CompartmentVerdict, Head
from casedesk.circuit.keys import SittingEnded
from casedesk.circuit.longwork import Report
from casedesk.circuit.moving import bundles, require_part
from casedesk.circuit.people import Duty, Newcomer, NewPerson, Person, PersonId, Role
from casedesk.circuit.ports import Clock
from casedesk.circuit.rights import Right
from casedesk.circuit.rules import Rules, alter_rules
from casedesk.store.sqlstore import CaseStore
from casedesk.vault import trust, vault
from casedesk.vault.keyring import Keyring
from casedesk.vault.memory import slots_digest

KEYS_OF: dict[Role, tuple[Home, ...]] = {  # design §2, "holds the key of"
    Role.EDUCATOR: (Home.DESK,),
    Role.SOCIAL_WORKER: (Home.DESK, Home.CASES),
    Role.DIRECTOR: (Home.DESK, Home.CASES),
    Role.BOARD: (Home.DESK,),
    Role.TECHNICIAN: (),
}

# Who can sign who is in the vault. The board as well: when the direction is involved,
# or gone, somebody else must be able to open a circle (security §2, T5).
ADMINS = (Role.DIRECTOR, Role.BOARD)


@dataclass(frozen=True, slots=True)
class OpenVault:
    """What is open while somebody sits: keys, files, the lock on the folder."""

    folder: Path
    keyring: Keyring
    close_stores: Callable[[], None]
    lock: VaultLock
    upkeep: Upkeep
    seat: Seat
    memory: BackupMemory

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
        circles: Mapping[CircleId, Desk] | None = None,
    ) -> None:
        self.desk = desk
        self.rules = rules
        self._vault = open_vault
        self._clock = clock
        self._passphrases = passphrases
        self._seals = KeyringSeals(open_vault.keyring)
        self.circles = dict(circles or {})
        self._guessed_first = self._forbidden()  # read here: a worker may not
        desk.watch(self._read_rules_again)
        desk.watch(self._tell_authors)
        desk.watch(self._end_with_role)
        self.clock_doubt = open_vault.upkeep.clock_doubt()
        self.keys = VaultKeys(open_vault.seat, desk, self.circles, passphrases)
        self.erasures = VaultErasures(open_vault.seat, desk, self.circles, rules)
        self.duplicates = VaultDuplicates(
            open_vault.folder, open_vault.keyring, desk, self.circles
        )
        self.moves = VaultMoves(desk, self.circles, self.erasures)
        vault_id = open_vault.keyring.vault_id
        self.calendar = VaultCalendar(desk, vault_id, clock)
        self.wrong_tries = 0
        self._locked = False
        self.safekeeping = VaultSafekeeping(
            Keeper(
                open_vault.folder,
                open_vault.keyring,
                desk.actor.rights,
                self._note_detail,
                close=self.lock,
                limits=passphrases.limits,
            ),
            open_vault.memory,
            clock,
        )
        for each in (desk, *self.circles.values()):
            each.when_refused = self._note_refusal

    @property
    def training(self) -> bool:
        return self._vault.keyring.training

    @property
    def must_change(self) -> bool:
        return self._vault.keyring.must_change

    @property
    def circle_keys(self) -> VaultCircles:
        return VaultCircles(
            self._vault.folder,
            self._vault.keyring,
            self.desk.reads.people(),
            self._clock,
            self._passphrases.limits,
            self.circles,
        )

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
        self._vault.seat.headers.slots_changed()

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
                admin=role in ADMINS,
            )
        return NewPerson(PersonId(person), label, passphrase)

    def enrol(self, new: NewPerson, role: Role, duties: tuple[Duty, ...]) -> None:
        person = Person(new.id, new.label, role, duties, since=self._clock())
        self.desk.do(EnrolPerson(certified(person, self._vault.keyring)))

    def newcomers(self) -> tuple[Newcomer, ...]:
        enrolled = {each.id for each in self.desk.reads.people()}
        return tuple(
            Newcomer(PersonId(uid), user.label, self._meant_for(uid))
            for uid, user in self._vault.keyring.header.signed.users.items()
            if uid not in enrolled
        )

    def catch_up(self) -> None:
        """Repeatable after a cut at any point: a drop is taken in once, by its id.

        A circle answers no author in the desk, where a status by its hand would show
        that a concern went there (design §3, drops look alike).
        """
        aged = self.desk.reads.aged_drops(self._clock() - DROPS_KEPT)
        if aged:
            self.desk.do(LetDropsGo(aged))
        if self._takes_in(self.desk):
            self._take_in_all(self.desk, CASE_TEAM)
            self._update_receipts()
        for circle, desk in self.circles.items():
            self._take_in_all(desk, circle)
        self.keys.catch_up()
        self.circle_keys.note_members()
        drafts.keep_copies(self.desk)

    def make_findable(self) -> bool:
        """On the thread of the screens: a second writer would make them wait."""
        stores = self._vault.seat.stores.values()
        cases = [each for each in stores if isinstance(each, CaseStore)]
        return any(each.make_findable() for each in cases)

    @property
    def ended(self) -> bool:
        return self._vault.seat.headers.ended

    @property
    def slot_warning(self) -> bool:
        return self._vault.seat.headers.slot_warning

    def accept_slots(self) -> None:
        self._vault.seat.headers.accept_slots()

    def mend_slots(self) -> None:
        with in_words():
            self._vault.seat.headers.mend_slots()

    @property
    def seal_missing(self) -> bool:
        return self._vault.upkeep.seal_missing

    @property
    def lies_on_stick(self) -> bool:
        told = self._vault.memory.told_on_stick
        return not told and is_removable(self._vault.folder)

    def accept_stick(self) -> None:
        self._vault.memory.note_told_on_stick()

    def tick(self) -> None:
        self._vault.seat.headers.tick()
        if not self.ended:
            self._vault.upkeep.tick()

    def begin(self, wrong_tries: int = 0) -> None:
        """Journal that somebody is here, and what was not as it should be."""
        keyring = self._vault.keyring
        slots = slots_digest(keyring.header)
        if self.slot_warning and technician.vouches_for(
            self._vault.folder, keyring, slots
        ):
            self.accept_slots()
        self.wrong_tries = wrong_tries
        self._note(EventKind.UNLOCKED)
        if wrong_tries:
            self._note(EventKind.WRONG_TRIES, count=wrong_tries)
        if self.seal_missing:
            self._note(EventKind.SEAL_MISSING)
        if self.clock_doubt is not None:
            now, last = self._clock(), self.clock_doubt
            self._note(EventKind.CLOCK_JUMP, last=last.isoformat(), now=now.isoformat())
        if self.desk.actor.may(Right.MANAGE_PEOPLE):
            technician.take_in(self._vault.folder, self._vault.keyring, self.desk)
        self._vault.upkeep.seal()

    def verify(
        self, report: Report, *, known: Mapping[Home, Head], thorough: bool
    ) -> tuple[CompartmentVerdict, ...]:
        return beside_a_window(
            self._vault.folder,
            self._vault.keyring,
            report,
            known=known,
            thorough=thorough,
        )

    def lock(self) -> None:
        """Also on a full disk: then the journal does without the entry."""
        if self._locked:
            return
        self._locked = True
        self._vault.seat.headers.tick()
        names.forget()
        with suppress(Trouble, SittingEnded):
            if refusals := self._vault.upkeep.refusals:
                self._note(EventKind.REFUSED, code="statement", count=refusals)
            self._note(EventKind.LOCKED)
        if not self.ended:
            self._vault.upkeep.seal()
        self._vault.close()

    def _note(self, what: EventKind, **detail: str | int) -> None:
        self._note_detail(what, detail)

    def _note_detail(self, what: EventKind, detail: Detail) -> None:
        self.desk.do(NoteEvent(what, detail))

    def _note_refusal(self, command: str, refused: Refused) -> None:
        right = str(refused.parameters.get("right", ""))
        self._note(EventKind.REFUSED, command=command, code=refused.code, right=right)

    def _meant_for(self, uid: str) -> Role:
        """No two roles come with the same keys."""
        signed = self._vault.keyring.header.signed
        held = {home for home in Home if uid in signed.cmps[home].wraps}
        is_admin = signed.users[uid].e in trust.admin_keys(signed)
        fitting = (
            role
            for role, homes in KEYS_OF.items()
            if set(homes) == held and (role in ADMINS) is is_admin
        )
        return next(fitting, Role.TECHNICIAN)

    def _take_in_all(self, desk: Desk, circle: CircleId) -> None:
        parts = []
        for drop in desk.reads.drops():
            plain = self._seals.open_drop(drop.sealed, f"drop:{drop.id}", circle)
            if plain is not None:
                parts += self._take_in(desk, drop, plain)
        for bundle in bundles(parts):
            try:
                desk.do(TakeInCase(bundle, circle))
            except BadDrop as bad:
                for part in bundle:
                    desk.do(SetAside(part.drop, bad.reason))

    def _take_in(self, desk: Desk, drop: Drop, plain: bytes) -> list[Note]:
        """Gives what is one part of a case: it waits for the others."""
        try:
            note = Note.read(plain, drop.id, self._seals.vault_id, self._seals.verify)
            if note.kind is DropKind.MOVED:
                require_part(note)
                return [note]
            desk.do(TakeInDrop(note))
        except BadDrop as bad:
            desk.do(SetAside(drop.id, bad.reason))
        return []

    def _read_rules_again(self, changes: Changes) -> None:
        """What was settled holds from the next command on, in every compartment."""
        if alter_rules(changes):
            self.rules = rulebook.rules_of(self.desk.reads)
            for store in self._vault.seat.stores.values():
                store.rules = self.rules

    def _tell_authors(self, changes: Changes) -> None:
        if changes.home is Home.CASES and self._takes_in(self.desk):
            self._update_receipts()

    def _end_with_role(self, changes: Changes) -> None:
        """What one may do is settled on sitting down: another role, another sitting."""
        actor = self.desk.actor
        if actor.person not in changes.of(Kind.PERSON):
            return
        me = next(each for each in self.desk.reads.people() if each.id == actor.person)
        if not me.is_active or self.rules.rights.of(me) != actor.rights:
            self._vault.seat.headers.end()

    def _update_receipts(self) -> None:
        due = self.desk.reads.statuses_due()
        if due:
            self.desk.do(UpdateReceipts(due))

    def _takes_in(self, desk: Desk) -> bool:
        return desk.holds(Home.CASES) and desk.actor.may(Right.TAKE_IN_DROPS)

    def _forbidden(self) -> list[str]:
        """What a thief would try first: the association, its place, its people."""
        return [self.desk.reads.sender().name, self.desk.reads.sender().territory] + [
            person.label for person in self.desk.reads.people()
        ]
