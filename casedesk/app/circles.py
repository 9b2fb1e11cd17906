"""Restricted circles of a vault: their keys, their files, and who is let in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import ExitStack, closing
from pathlib import Path
from types import MappingProxyType

from casedesk.app.reasons import in_words
from casedesk.app.sheets import held_by, is_of_team
from casedesk.circuit.changes import Home
from casedesk.circuit.circles import Circle, CircleId, standing
from casedesk.circuit.commands.circles import GiveKey, NoteMembers
from casedesk.circuit.desk import Desk
from casedesk.circuit.people import Person, PersonId
from casedesk.circuit.ports import Clock
from casedesk.store.connection import create_database
from casedesk.store.database import StoreIdentity
from casedesk.store.sqlstore import keep_drop_key
from casedesk.vault import rotation
from casedesk.vault.errors import NoKey
from casedesk.vault.kdf import DEFAULT_LIMITS, KdfLimits, wipe
from casedesk.vault.keyring import Keyring


class VaultCircles:
    """The port `circuit.circles.CirclesOffice` on a keyring."""

    def __init__(
        self,
        folder: Path,
        keyring: Keyring,
        people: Iterable[Person],
        clock: Clock,
        limits: KdfLimits = DEFAULT_LIMITS,
        desks: Mapping[CircleId, Desk] = MappingProxyType({}),
    ) -> None:
        self._folder, self._keyring, self._desks = folder, keyring, desks
        self._people, self._clock, self._limits = tuple(people), clock, limits

    def missing(self) -> tuple[tuple[PersonId, ...], ...]:
        """A circle counts as made while all its members are among the wanted ones.

        Somebody who joined the board since is let in by those who are in it; that does
        not make another circle due.
        """
        there = [set(each.members) for each in self._keyring.circles]
        direction, board = standing(self._people)
        with_direction = any(each & set(direction) - set(board) for each in there)
        without = any(not each & set(direction) - set(board) for each in there)
        made = (with_direction, without)
        return tuple(
            members
            for members, is_made in zip((direction, board), made, strict=True)
            if not is_made
        )

    def found(self, members: tuple[PersonId, ...], group: str) -> CircleId:
        """The file first, then the header that names it: the commit point.

        A cut before it leaves a file no header names, which the next unlock removes.
        Whoever is not among the members forgets the key with it. Raises ValueError for
        the sheets of the vault: the direction holds one of those.
        """
        if any(map(is_of_team, held_by(self._keyring, group))):
            raise ValueError("the sheets of the vault open no circle")
        keep = self._keyring.person in members
        with in_words(), ExitStack() as undo:
            new = rotation.found_circle(
                self._folder,
                self._keyring,
                (*members, group),
                keep=keep,
                limits=self._limits,
            )
            undo.callback(new.abandon)
            path = self._folder / new.database_name
            key = new.db_key()
            undo.callback(wipe, key)
            identity = StoreIdentity(
                self._keyring.vault_id, new.cid, new.generation, Home.CASES
            )
            with closing(create_database(path, key, identity)) as db:
                keep_drop_key(db, new.drop_private, self._clock())
                db.checkpoint()
            new.finish()
        return CircleId(new.cid)

    def note_members(self) -> None:
        """Each circle that is open here learns who has its key by now."""
        for circle in self._keyring.circles:
            desk = self._desks.get(CircleId(circle.cid))
            if desk is None:
                continue
            known = {each.id for each in desk.reads.members() if each.until is None}
            now = set(map(PersonId, circle.members))
            if known != now:
                joined, left = tuple(sorted(now - known)), tuple(sorted(known - now))
                desk.do(NoteMembers(joined, left))

    def may_give(self) -> tuple[Circle, ...]:
        mine = self._desks if self._keyring.is_admin else ()
        return tuple(
            Circle(CircleId(each.cid), tuple(map(PersonId, each.members)))
            for each in self._keyring.circles
            if each.cid in mine
        )

    def give(self, circle: CircleId, person: PersonId) -> None:
        with in_words():
            if person not in self._keyring.header.signed.users:
                raise NoKey  # sheets are given a circle when it is made
            if circle not in self._desks:
                raise NoKey
            self._keyring.require_admin()
            self._desks[circle].do(GiveKey(person))
            rotation.give(
                self._folder, self._keyring, circle, person, limits=self._limits
            )
