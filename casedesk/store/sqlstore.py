"""The two stores a desk works with: everybody's, and the case team's."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import datetime

from casedesk.circuit.attachment import AttachmentId
from casedesk.circuit.case import CaseId
from casedesk.circuit.changes import Home, Kind
from casedesk.circuit.directory import Organisation
from casedesk.circuit.journal import Head
from casedesk.circuit.people import Person, PersonId
from casedesk.circuit.ports import Clock
from casedesk.circuit.rights import Actor
from casedesk.circuit.rules import Rules
from casedesk.circuit.seals import Seals
from casedesk.store.codec import instant
from casedesk.store.database import Database
from casedesk.store.errors import StoreFull
from casedesk.store.findable import Findables
from casedesk.store.journal import Entry, Journal
from casedesk.store.tables import codec, seldom_changed, selection
from casedesk.store.work import DeskFacts, Occasion, SqlCaseWork, SqlDeskWork

TERRITORY = "territory"  # the setting that case numbers begin with


class SqlStore:
    """One open compartment: a connection, its journal, and whose keys sign in it.

    `may_write` is asked before each transaction and raises what stands against it.
    """

    def __init__(self, db: Database, clock: Clock, seals: Seals, rules: Rules) -> None:
        self.db = db
        self.rules, self.seals = rules, seals
        self._clock = clock
        self._journal = Journal(db, seals.sign)
        self._journal.check_last()
        self.may_write: Callable[[], None] = _always

    def head(self) -> Head:
        """Where the journal stands."""
        return self._journal.head()

    def last_entry_at(self) -> datetime | None:
        """When the last entry was written, by the clock of that day."""
        sql = "SELECT at FROM journal ORDER BY seq DESC LIMIT 1"
        at = self.db.value(sql)
        return datetime.fromisoformat(at) if at else None

    def move_to(self, db: Database) -> None:
        """Go on in the copy of this store, for whoever holds on to this object."""
        self.db.close()
        self.db = db
        self._journal = Journal(db, self.seals.sign)

    def checkpoint(self) -> bool:
        """Empty the log beside the file; False while a job is reading."""
        return self.db.checkpoint()

    def close(self) -> None:
        """A careless copy of the file alone is complete from here on.

        Also on a full disk: what does not go into the file stays in its log.
        """
        with suppress(StoreFull):
            self.db.checkpoint()
        self.db.close()

    @contextmanager
    def _transaction(
        self, actor: Actor, action: str, entry: Entry
    ) -> Iterator[Occasion]:
        self.may_write()
        with self.db.transaction():
            now: datetime = self._clock()
            yield Occasion(actor, now, self.rules, self.seals)
            if entry:
                self._journal.write(entry, now, actor.person, action)


def _always() -> None:
    """Nothing stands against writing."""


class DeskStore(SqlStore):
    """Everybody's compartment."""

    home = Home.DESK

    def __init__(self, db: Database, clock: Clock, seals: Seals, rules: Rules) -> None:
        super().__init__(db, clock, seals, rules)
        self._directory: Mapping[str, Organisation] | None = None

    @contextmanager
    def work(self, actor: Actor, action: str) -> Iterator[SqlDeskWork]:
        """One transaction with its journal entry, or nothing of either."""
        entry = Entry()
        with self._transaction(actor, action, entry) as occasion:
            yield SqlDeskWork(self.db, occasion, entry)
        if any(kind is Kind.ORGANISATION for kind, _ in entry.touched):
            self._directory = None

    @property
    def facts(self) -> DeskFacts:
        """What a `CaseStore` wants to know from here."""
        return DeskFacts(self.directory, self.territory, self.people)

    def directory(self) -> Mapping[str, Organisation]:
        """By id; read once and again after a change."""
        if self._directory is None:
            rows = tuple(self.db.each(selection(Kind.ORGANISATION)))
            known = seldom_changed(Kind.ORGANISATION, rows)
            self._directory = {each.id: each for each in known}
        return self._directory

    def people(self) -> Mapping[PersonId, Person]:
        """By id; few, and asked for seldom."""
        rows = self.db.rows(selection(Kind.PERSON))
        return {each.id: each for each in map(codec(Kind.PERSON).to_record, rows)}

    def setting(self, name: str) -> str:
        """Empty when nobody has set it."""
        found = self.db.value("SELECT value FROM settings WHERE id = ?", (name,))
        return str(found or "")

    def territory(self) -> str:
        return self.setting(TERRITORY)


class CaseStore(SqlStore):
    """The case team's compartment, with what was opened to read in this sitting."""

    home = Home.CASES

    def __init__(
        self,
        db: Database,
        clock: Clock,
        seals: Seals,
        rules: Rules,
        facts: DeskFacts,
    ) -> None:
        super().__init__(db, clock, seals, rules)
        self._facts = facts
        self._viewed: set[tuple[PersonId, CaseId, str]] = set()
        self._looked_at: set[tuple[PersonId, AttachmentId]] = set()
        self._in_emergency: dict[PersonId, frozenset[CaseId]] = {}
        self._is_settled = False

    @contextmanager
    def work(self, actor: Actor, action: str) -> Iterator[SqlCaseWork]:
        """One transaction with its journal entry, or nothing of either."""
        entry = Entry()
        with self._transaction(actor, action, entry) as occasion:
            emergencies = self.in_emergency(actor)
            work = SqlCaseWork(self.db, occasion, entry, self._facts, emergencies)
            yield work
            for case_id, sheet in work.viewed:
                if not self.has_viewed(actor, case_id, sheet):
                    entry.note_view(case_id)
            for each in work.looked_at:
                if not self.has_looked_at(actor, each.id):
                    row = codec(Kind.ATTACHMENT).to_row(each)
                    entry.note_sight(Kind.ATTACHMENT, row)
            self.findables.follow(entry, self.rules)
        self._viewed |= {(actor.person, *each) for each in work.viewed}
        self._looked_at |= {(actor.person, each.id) for each in work.looked_at}
        self._in_emergency[actor.person] = work.in_emergency

    @property
    def findables(self) -> Findables:
        """What its records are found by."""
        return Findables(self.db)

    def make_findable(self) -> bool:
        """Index a few records more, after another version; False when all are.

        Once a sitting, what others wrote since is joined into one piece as well.
        Raises what stands against writing.
        """
        is_made = self.findables.is_made
        if is_made and self._is_settled:
            return False
        self.may_write()
        if is_made:
            self._is_settled = not self.findables.settle_some()
            return not self._is_settled
        self.findables.make_some(self.rules)
        return True

    def has_viewed(self, actor: Actor, case_id: CaseId, sheet: str = "") -> bool:
        """Whether this person opened the case in this sitting, and it is journalled."""
        return (actor.person, case_id, sheet) in self._viewed

    def in_emergency(self, actor: Actor) -> frozenset[CaseId]:
        """What this person opened in this sitting although it is somebody else's."""
        return self._in_emergency.get(actor.person, frozenset())

    def has_looked_at(self, actor: Actor, attachment: AttachmentId) -> bool:
        """Whether this person opened it in this sitting, and it is journalled."""
        return (actor.person, attachment) in self._looked_at

    def drop_keys(self) -> tuple[bytes, ...]:
        """The private keys that open the drops meant for this compartment."""
        rows = self.db.rows("SELECT private FROM drop_key ORDER BY id")
        return tuple(row["private"] for row in rows)

    def keyed_at(self) -> datetime | None:
        """When this compartment was last given keys of its own."""
        at = self.db.value("SELECT max(made_at) FROM drop_key")
        return datetime.fromisoformat(at) if at else None

    def add_drop_key(self, private: bytes) -> None:
        """At the making of the store; not a record, so not journalled."""
        keep_drop_key(self.db, private, self._clock())


def keep_drop_key(db: Database, private: bytes, made_at: datetime) -> None:
    """The key of the drops meant for this store, beside those it had before."""
    insert = "INSERT INTO drop_key (private, made_at) VALUES (?, ?)"
    db.run(insert, (private, instant(made_at)))
