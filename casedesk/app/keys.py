"""The keys of other people, and sheets of paper: what a director does with them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import replace

from casedesk.app import drafts, rotation
from casedesk.app.circles import VaultCircles
from casedesk.app.compartments import identity
from casedesk.app.paper_shares import series_of
from casedesk.app.passphrases import Passphrases
from casedesk.app.reasons import in_words
from casedesk.app.rotation import KeyMove, Seat
from casedesk.app.sheets import (
    IssuedShares,
    Reached,
    group_of,
    is_of_team,
    note_sheets,
)
from casedesk.circuit.changes import Home
from casedesk.circuit.circles import CASE_TEAM, CircleId
from casedesk.circuit.commands.departures import (
    CertifyPeople,
    EndPerson,
    ReassignCases,
)
from casedesk.circuit.commands.events import NoteEvent
from casedesk.circuit.desk import Desk
from casedesk.circuit.errors import Trouble
from casedesk.circuit.events import EventKind
from casedesk.circuit.keys import (
    HandoverRow,
    LastDirector,
    NoCircle,
    Reach,
    ShareGroup,
    Succession,
)
from casedesk.circuit.people import NOBODY, NewPerson, Person, PersonId, Role
from casedesk.circuit.rights import Right
from casedesk.store.connection import open_read_only
from casedesk.store.sqlstore import CaseStore
from casedesk.vault import people as vault_people
from casedesk.vault import recovery, trust
from casedesk.vault.errors import VaultError
from casedesk.vault.kdf import wipe
from casedesk.vault.keyring import Keyring
from casedesk.vault.recovery import RecoverySecret
from casedesk.vault.subkeys import compartment_subkey
from casedesk.vault.wraps import unwrapped

_WORK_ON_CASES = (Role.SOCIAL_WORKER, Role.DIRECTOR)


class VaultKeys:
    """The port `circuit.keys.KeysOffice` on an open vault.

    A departure goes: cases handed over, in the case team's compartment and in each
    circle that is open here; roles signed again if the leaver may have signed them; the
    role ended; new keys (app/rotation.py), whose header is the commit point. All of it
    may be repeated after a cut: what is done already is not done twice.
    """

    def __init__(
        self,
        seat: Seat,
        desk: Desk,
        circles: Mapping[CircleId, Desk],
        passphrases: Passphrases,
    ) -> None:
        self._seat, self._desk, self._circles = seat, desk, circles
        self._keyring = seat.keyring
        self._passphrases = passphrases

    def handover(
        self, person: PersonId, succession: Succession
    ) -> tuple[HandoverRow, ...]:
        return tuple(
            HandoverRow(row.number, row.stage, row.due_at, after.of(row.id), circle)
            for circle, desk in self._desks().items()
            for after in [self._among_readers(circle, person, succession)]
            for row in desk.reads.open_cases_of(person)
        )

    def begin_departure(self, person: PersonId, succession: Succession) -> KeyMove:
        self._desk.actor.require(Right.MANAGE_PEOPLE)
        if person == self._keyring.person:
            raise LastDirector
        self.handover(person, succession)  # NoSuccessor before anything is written
        move = rotation.begin(self._seat, without=person)
        try:
            self._hand_over(person, succession)
            self._sign_again(person)
            self._end(person)
        except BaseException:
            move.settle()
            raise
        move.hold()
        return move

    def remove_person(self, person: PersonId, succession: Succession) -> None:
        if self.has_key(person):
            rotation.at_once(self.begin_departure(person, succession))

    def departures_to_finish(self) -> tuple[PersonId, ...]:
        ended = (each for each in self._desk.reads.people() if not each.is_active)
        return tuple(each.id for each in ended if self.has_key(each.id))

    def has_key(self, person: PersonId) -> bool:
        return person in self._keyring.header.signed.users

    def begin_rotation(self) -> KeyMove:
        move = rotation.begin(self._seat, cids=self._to_rotate())
        move.hold()
        return move

    def _to_rotate(self) -> tuple[str, ...]:
        """Whoever directs, all they hold; the board, its circles: nobody else may."""
        held, actor = self._keyring.compartments, self._desk.actor
        if actor.may(Right.MANAGE_PEOPLE):
            return held
        actor.require(Right.HOLD_SHEETS)
        circles = tuple(cid for cid in held if not is_of_team(cid))
        if not circles:
            raise NoCircle
        return circles

    def renew(self, person: PersonId, passphrase: str = "") -> NewPerson:
        self._desk.actor.require(Right.MANAGE_PEOPLE)
        passphrase = passphrase or self._passphrases.draw()
        with in_words():
            vault_people.renew_person(
                self._seat.folder,
                self._keyring,
                person,
                passphrase=passphrase,
                cost=self._passphrases.cost,
                limits=self._seat.limits,
            )
        label = self._keyring.header.signed.users[person].label
        return NewPerson(person, label, passphrase)

    def note_renewal(self, renewed: NewPerson) -> None:
        self._desk.do(NoteEvent(EventKind.RECOVERED, {"person": renewed.id}))

    def reopen_drafts(self, person: PersonId, typed: Sequence[str]) -> None:
        if person != self._keyring.person:
            self._desk.actor.require(Right.MANAGE_PEOPLE)
        with closing(RecoverySecret.from_shares(typed)) as secret:
            group_of(self._keyring, secret)
            drafts.give_back(self._desk, self._keyring, secret, person)
        # Which set it was would tell whether a circle is to read it
        self._desk.do(NoteEvent(EventKind.DRAFTS_REOPENED, {"person": person}))

    def note_recovery(self, person: Person, group: str, series: str) -> None:
        """After two sheets gave the way back in: journalled, and one's role signed."""
        if self._keyring.is_admin and self._desk.actor.may(Right.MANAGE_PEOPLE):
            self._desk.do(CertifyPeople((certified(person, self._keyring),)))
        what = EventKind.RECOVERED
        note_sheets(self._desk, what, group, series, person=person.id)

    def reach(self) -> tuple[Reach, ...]:
        return self._reached().everybody()

    def begin_shares(self, group: ShareGroup) -> IssuedShares:
        is_team = group is ShareGroup.TEAM
        right = Right.MANAGE_PEOPLE if is_team else Right.HOLD_SHEETS
        self._desk.actor.require(right)
        given = tuple(self._given_to(group))
        if not given and not self._circles_to_make():
            raise NoCircle
        return IssuedShares(self._seat, self._desk, group, given)

    def drill(self, typed: Sequence[str]) -> Reach:
        self._desk.actor.require(Right.HOLD_SHEETS)
        header = self._keyring.header
        with closing(RecoverySecret.from_shares(typed)) as secret:
            rid, series = group_of(self._keyring, secret), series_of(typed)
            keys = unwrapped(header.signed, rid, secret.identity)
        try:
            with in_words():
                for cid, key in keys.items():
                    self._open_and_close(cid, key)
        finally:
            for key in keys.values():
                wipe(key)
        note_sheets(self._desk, EventKind.SHARES_TRIED, rid, series)
        return self._reached().of(rid, tuple(keys))

    def take(self, typed: Sequence[str]) -> tuple[CircleId, ...]:
        with in_words(), closing(RecoverySecret.from_shares(typed)) as secret:
            rid, series = group_of(self._keyring, secret), series_of(typed)
            taken = recovery.take_by_shares(
                self._seat.folder, self._keyring, secret, self._seat.limits
            )
        if taken:
            me = self._keyring.person
            note_sheets(self._desk, EventKind.RECOVERED, rid, series, person=me)
            self._seat.headers.remember()
        else:
            note_sheets(self._desk, EventKind.SHARES_TRIED, rid, series)
        return tuple(map(CircleId, taken))

    def catch_up(self) -> None:
        """What a departure left undone in a circle the direction is not in.

        What does not succeed now is tried at the next unlock.
        """
        with suppress(Trouble):
            self._inherit()
        self._renew_circles()

    def _inherit(self) -> None:
        """Open cases of whoever has left go to whoever is here: all have an owner."""
        ended = [each.id for each in self._desk.reads.people() if not each.is_active]
        mine = Succession(PersonId(self._keyring.person))
        for desk in self._desks().values():
            if desk.actor.may(Right.REASSIGN):
                for person in filter(desk.reads.open_cases_of, ended):
                    desk.do(ReassignCases(person, mine))

    def _renew_circles(self) -> None:
        """New keys for a circle whose keys are older than a departure.

        Whoever left may have been in it, and nobody who could change its keys was at
        work then.
        """
        now = self._seat.clock()  # a departure in the future is a clock that was wrong
        ended = [
            each.until
            for each in self._desk.reads.people()
            if each.until and each.until <= now
        ]
        due = [
            store.db.identity.compartment
            for store in self._seat.stores.values()
            if isinstance(store, CaseStore)
            and store.db.identity.compartment in self._circles
            and (keyed_at := store.keyed_at()) is not None
            and any(keyed_at < until for until in ended)
        ]
        if due and self._keyring.is_admin:
            with suppress(Trouble, VaultError):
                rotation.rotate(self._seat, cids=due)

    def _desks(self) -> dict[CircleId, Desk]:
        """Where this person can hand cases over."""
        team = {CASE_TEAM: self._desk} if self._desk.holds(Home.CASES) else {}
        return {**team, **self._circles}

    def _among_readers(
        self, circle: CircleId, leaver: PersonId, succession: Succession
    ) -> Succession:
        """Whoever cannot open these cases stands aside: in a circle for oneself."""
        able = self._readers(circle) - {leaver}
        instead = PersonId(self._keyring.person) if circle else NOBODY

        def who(wanted: PersonId) -> PersonId:
            return wanted if wanted in able else instead

        chosen = {case_id: who(to) for case_id, to in succession.chosen.items()}
        return Succession(who(succession.to), chosen)

    def _readers(self, circle: CircleId) -> set[PersonId]:
        active = [each for each in self._desk.reads.people() if each.is_active]
        if not circle:
            return {each.id for each in active if each.role in _WORK_ON_CASES}
        members = next(
            each.members for each in self._keyring.circles if each.cid == circle
        )
        return {each.id for each in active if each.id in members}

    def _hand_over(self, person: PersonId, succession: Succession) -> None:
        for circle, desk in self._desks().items():
            if desk.reads.open_cases_of(person):
                after = self._among_readers(circle, person, succession)
                desk.do(ReassignCases(person, after))

    def _end(self, person: PersonId) -> None:
        """Who was never enrolled has no role to end; it is journalled all the same."""
        if any(each.id == person for each in self._desk.reads.people()):
            self._desk.do(EndPerson(person))
        else:
            told = {"person": person}
            self._desk.do(NoteEvent(EventKind.PERSON_ENDED, told, f"ended:{person}"))

    def _sign_again(self, leaver: PersonId) -> None:
        """Roles count only with the signature of somebody in office."""
        signed = self._keyring.header.signed
        entry = signed.users.get(leaver)
        if entry is None or entry.e not in trust.admin_keys(signed):
            return
        again = tuple(
            certified(each, self._keyring)
            for each in self._desk.reads.people()
            if each.is_active and each.id != leaver and is_proven(each, self._keyring)
        )
        if again:
            self._desk.do(CertifyPeople(again))

    def _given_to(self, group: ShareGroup) -> Iterator[str]:
        for cid in self._keyring.compartments:
            if is_of_team(cid) is (group is ShareGroup.TEAM):
                yield cid

    def _reached(self) -> Reached:
        return Reached(self._keyring, self._desk, self._seat.clock())

    def _circles_to_make(self) -> tuple[tuple[PersonId, ...], ...]:
        seat, people = self._seat, self._desk.reads.people()
        return VaultCircles(seat.folder, seat.keyring, people, seat.clock).missing()

    def _open_and_close(self, cid: str, key: bytearray) -> None:
        of = identity(self._keyring, cid)
        raw = compartment_subkey(key, of.vault, (cid, of.generation), "db")
        try:
            path = self._seat.folder / self._keyring.database_name(cid)
            open_read_only(path, raw, of).close()
        finally:
            wipe(raw)


def certified(person: Person, keyring: Keyring) -> Person:
    """The person with an admin's signature over their role."""
    return replace(person, certificate=keyring.sign(person.statement(keyring.vault_id)))


def is_proven(person: Person, keyring: Keyring) -> bool:
    """A role counts only with an admin's signature over it (design §3)."""
    return keyring.admin_verify(person.statement(keyring.vault_id), person.certificate)
