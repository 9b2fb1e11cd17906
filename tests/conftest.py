"""An association of three invented people at work on real keys and real files.

Only the clock is set by hand. Keys are derived at a cost that tests can afford, and the
vault is made once per run and copied for each test.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from casedesk.app import rulebook
from casedesk.app.seals import KeyringSeals
from casedesk.app.training_texts import ADDRESSEES
from casedesk.circuit.case import CaseId
from casedesk.circuit.changes import Home
from casedesk.circuit.codes import CodeBook
from casedesk.circuit.commands.cases import (
    Decide,
    SubmitForDecision,
    TakeInCharge,
    ViewCase,
)
from casedesk.circuit.commands.concerns import (
    BeginDraft,
    SendConcern,
    UpdateReceipts,
)
from casedesk.circuit.commands.furnishing import EnrolPerson, FurnishDesk
from casedesk.circuit.commands.intake import SetAside, TakeInDrop
from casedesk.circuit.concern import BadDrop, Note
from casedesk.circuit.desk import Desk
from casedesk.circuit.people import Duty, Person, PersonId, Role
from casedesk.circuit.rights import Actor
from casedesk.circuit.rules import Rules
from casedesk.circuit.sheet import Content
from casedesk.store.connection import create_database, open_database
from casedesk.store.database import StoreIdentity
from casedesk.store.reads.sqlreads import SqlReads
from casedesk.store.sqlstore import CaseStore, DeskStore
from casedesk.vault import vault
from casedesk.vault.kdf import KdfCost, KdfLimits
from casedesk.vault.keyring import Keyring
from tests.lean import without_locked_memory

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
_CHEAP = KdfCost(memory_kib=8, passes=1, lanes=1)
_LIMITS = KdfLimits(memory_kib=(8, 1_048_576), passes=(1, 10), lanes=(1, 1))
_TEAM = {  # label and passphrase of each
    Role.DIRECTOR: ("Directrice", "phrase de la directrice"),
    Role.SOCIAL_WORKER: ("Assistante sociale", "phrase de l'assistante"),
    Role.EDUCATOR: ("Éducatrice", "phrase de l'éducatrice"),
}
_BOTH = (Home.DESK, Home.CASES)
CONCERN: Content = {
    "in_danger": "no",
    "where_now": "Chez sa grand-mère jusqu'à demain",
    "entry": "DEVOIL",
    "observed_at": "2026-03-02T11:30 exact",
    "present": "Personne d'autre",
    "given_latin": "Salma",
    "given_arabic": "سلمى",
    "family_latin": "Benali",
    "family_arabic": "بنعلي",
    "sex": "F",
    "birth": "2017",
    "commune": "Tabriquet",
    "physical_signs": "Une marque bleue à l'avant-bras gauche.",
    "words": "ما بغيتش نرجع للدار.",
    "words_language": "DARIJA",
    "actions": [
        {"at": "2026-03-02T11:40 exact", "act": "CALLED_2511", "who": "L'écoute"},
        {
            "at": "2026-03-02T11:50 exact",
            "act": "TOLD_REFERENT",
            "who": "La directrice",
        },
    ],
    "told_person": "La directrice",
    "told_at": "2026-03-02T11:50 exact",
    "guardian_informed": "no",
}
ASSESSMENT: Content = {
    "sources": ["CONCERN", "AUTHOR"],
    "child_seen": "no",
    "household": [{"relation": "Mère", "age": "32", "present": "yes"}],
    "living": "STEP",
    "legal_guardian": "MOTHER",
    "other_children": "no",
    "violence": ["PHYS"],
    "gravity": "SERIOUS",
    "age_of_facts": "WEEKS",
    "frequency": "SEVERAL",
    "trend": "WORSE",
    "author_access": "SAME_ROOF",
    "aggravating": ["COHABITATION"],
    "protective": ["ADULT"],
    "pressure": "unknown",
    "self_harm": "no",
    "danger_reason": "Coups répétés ; même toit.",
    "child_opinion": "Souhaite rester chez sa grand-mère.",
    "inform_guardian": "LATER",
    "inform_reason": "Attendre l'avis de l'UPE.",
    "proposals": [
        {
            "service": "SOCEVAL",
            "organisation": "UPE",
            "goal": "Protéger",
            "delay": "FAST",
        }
    ],
    "safety_plan": [
        {"who": "La grand-mère", "what": "Garde l'enfant", "when": "Dès ce soir"}
    ],
}
DECISION: Content = {
    "decision": ["REFER", "REPORT"],
    "reason": "L'enfant doit être à l'abri dès demain.",
    "report": "yes",
    "inform_guardian": "LATER",
    "inform_reason": "À la demande de l'UPE.",
}


class FakeClock:
    """A clock that stands still until it is set."""

    def __init__(self, at: datetime = NOON) -> None:
        self.at = at

    def __call__(self) -> datetime:
        return self.at

    def pass_(self, **parts: float) -> datetime:
        """Let time go by, as `pass_(hours=3)`; may be negative."""
        self.at += timedelta(**parts)
        return self.at


@dataclass
class Place:
    """Everything one person has while the vault is unlocked for them."""

    person: PersonId
    keyring: Keyring
    desk: Desk
    desk_store: DeskStore
    case_store: CaseStore | None


@dataclass
class Association:
    """The vault of one test, and whoever sits at it; all three may at once."""

    folder: Path
    people: dict[Role, PersonId]
    clock: FakeClock
    rules: Rules
    _sittings: dict[PersonId, Place] = field(default_factory=dict)
    _close: ExitStack = field(default_factory=ExitStack)

    def copied(self, folder: Path, clock: FakeClock) -> Association:
        """The same vault elsewhere, with nobody at it; stand up from this one first."""
        shutil.copytree(self.folder, folder)
        return Association(folder, self.people, clock, self.rules)

    def sit(self, role: Role) -> Place:
        person = self.people[role]
        if person not in self._sittings:
            keyring = self.unlock(role)
            self._close.callback(keyring.close)
            self._sittings[person] = self._place(keyring)
        return self._sittings[person]

    def unlock(self, role: Role) -> Keyring:
        """Somebody's keys, for the caller to close."""
        person, passphrase = self.people[role], _TEAM[role][1]
        return vault.unlock(self.folder, person, passphrase, limits=_LIMITS)

    @staticmethod
    def identity(keyring: Keyring, home: Home) -> StoreIdentity:
        generation = keyring.compartment_generation(home)
        return StoreIdentity(keyring.vault_id, home, generation, home)

    def stand_up(self) -> None:
        """Everybody locks: files are complete, keys are gone."""
        self._sittings.clear()
        self._close.close()

    concern: Content = field(default_factory=lambda: dict(CONCERN))

    def sit_as_director(self) -> Place:
        return self.sit(Role.DIRECTOR)

    @property
    def director(self) -> Desk:
        return self.sit(Role.DIRECTOR).desk

    @property
    def worker(self) -> Desk:
        return self.sit(Role.SOCIAL_WORKER).desk

    @property
    def educator(self) -> Desk:
        return self.sit(Role.EDUCATOR).desk

    def case_store(self, role: Role = Role.DIRECTOR) -> CaseStore:
        store = self.sit(role).case_store
        assert store is not None
        return store

    def record(self, content: Content = CONCERN, in_danger: str = "no") -> str:
        """What an educator does, up to the receipt; gives its number."""
        draft = self.educator.do(BeginDraft(in_danger, "no"))
        return self.educator.do(SendConcern(draft, {**content, "in_danger": in_danger}))

    def take_in(self, role: Role = Role.DIRECTOR) -> None:
        """What happens at the unlock of somebody of the case team."""
        place = self.sit(role)
        seals = KeyringSeals(place.keyring)
        for drop in place.desk.reads.drops():
            plain = seals.open_drop(drop.sealed, f"drop:{drop.id}")
            if plain is None:
                continue
            try:
                note = Note.read(plain, drop.id, seals.vault_id, seals.verify)
            except BadDrop as bad:
                place.desk.do(SetAside(drop.id, bad.reason))
            else:
                place.desk.do(TakeInDrop(note))
        place.desk.do(UpdateReceipts(place.desk.reads.statuses_due()))

    def logged_case(self, content: Content = CONCERN, in_danger: str = "no") -> CaseId:
        """A case that nobody has taken in charge yet."""
        before = self._case_ids()
        self.record(content, in_danger)
        self.take_in()
        (new,) = self._case_ids() - before
        return CaseId(new)

    def case_in_charge(self) -> CaseId:
        case_id = self.logged_case()
        self.worker.do(TakeInCharge(case_id))
        return case_id

    def case_to_decide(self, danger: str = "3") -> CaseId:
        case_id = self.case_in_charge()
        self.worker.do(SubmitForDecision(case_id, {**ASSESSMENT, "danger": danger}))
        return case_id

    def case_being_referred(self) -> CaseId:
        """One referral per kind of addressee, none of them prepared."""
        case_id = self.case_to_decide()
        self.director.do(Decide(case_id, self.decision()))
        return case_id

    def opened(self, case_id: CaseId, role: Role = Role.SOCIAL_WORKER) -> Any:
        """The page of a case, after opening it as the journal wants it."""
        desk = self.sit(role).desk
        desk.do(ViewCase(case_id))
        return desk.reads.case_page(case_id)

    def decision(self) -> dict[str, Any]:
        responsible = self.people[Role.SOCIAL_WORKER]
        directory = self.director.reads.organisations
        return {
            **DECISION,
            "responsible": responsible,
            "next_due": (self.clock().date() + timedelta(days=3)).isoformat(),
            "need_to_know": [responsible],
            "addressees": [
                {"organisation": directory(addressee)[0].id} for addressee in ADDRESSEES
            ],
        }

    def _case_ids(self) -> set[str]:
        db = self.case_store().db
        return {row["id"] for row in db.rows("SELECT id FROM cases")}

    def _place(self, keyring: Keyring) -> Place:
        seals = KeyringSeals(keyring)
        desk_store = DeskStore(self._open(keyring, Home.DESK), *self._ways(seals))
        self._close.callback(desk_store.close)
        stores: dict[Home, Any] = {Home.DESK: desk_store}
        case_store = None
        if Home.CASES in keyring.compartments:
            db = self._open(keyring, Home.CASES)
            case_store = CaseStore(db, *self._ways(seals), desk_store.facts)
            self._close.callback(case_store.close)
            stores[Home.CASES] = case_store
            for private in case_store.drop_keys():
                keyring.add_drop_key(private)
        actor = self._actor(keyring, desk_store)
        desk = Desk(actor, stores, SqlReads(actor, desk_store, case_store))
        return Place(actor.person, keyring, desk, desk_store, case_store)

    def _ways(self, seals: KeyringSeals) -> tuple[FakeClock, KeyringSeals, Rules]:
        return self.clock, seals, self.rules

    def _actor(self, keyring: Keyring, store: DeskStore) -> Actor:
        me = PersonId(keyring.person)
        nobody = Actor(me, "", Role.TECHNICIAN, frozenset())
        people = {each.id: each for each in SqlReads(nobody, store, None).people()}
        person = people.get(me) or Person(me, "Directrice", Role.DIRECTOR)
        return Actor(me, person.label, person.role, self.rules.rights.of(person))

    def _open(self, keyring: Keyring, home: Home) -> Any:
        path = self.folder / keyring.database_name(home)
        key, identity = keyring.db_key(home), self.identity(keyring, home)
        return open_database(path, key, identity)


@pytest.fixture(scope="session", autouse=True)
def unlocked_memory() -> None:
    """At a cost that tests can afford, as the derivation of keys is."""
    without_locked_memory()


@pytest.fixture(scope="session")
def rules() -> Rules:
    """The shipped rules."""
    return rulebook.rules(CodeBook(rulebook.shipped_codes()))


@pytest.fixture
def clock() -> FakeClock:
    """Noon on Monday 2 March 2026, in UTC and, since it is Ramadan, in Salé."""
    return FakeClock()


@pytest.fixture(scope="session")
def founded(tmp_path_factory: pytest.TempPathFactory, rules: Rules) -> Association:
    """The vault that every test gets a copy of; not to be sat down at."""
    folder = tmp_path_factory.mktemp("founded")
    label, passphrase = _TEAM[Role.DIRECTOR]
    new = vault.create(
        folder,
        label=label,
        passphrase=passphrase,
        training=True,
        cost=_CHEAP,
        compartments={Home.DESK: False, Home.CASES: True},
    )
    for home in Home:
        path, key = folder / new.keyring.database_name(home), new.keyring.db_key(home)
        create_database(path, key, Association.identity(new.keyring, home)).close()
    new.finish()
    people = {Role.DIRECTOR: PersonId(new.keyring.person)}
    for role, homes in {Role.SOCIAL_WORKER: _BOTH, Role.EDUCATOR: _BOTH[:1]}.items():
        label, passphrase = _TEAM[role]
        uid = vault.add_person(
            folder,
            new.keyring,
            label=label,
            compartments=homes,
            passphrase=passphrase,
            cost=_CHEAP,
        )
        people[role] = PersonId(uid)
    new.keyring.close()
    association = Association(folder, people, FakeClock(), rules)
    association.case_store().add_drop_key(new.drop_private[Home.CASES])
    _furnish(association)
    association.stand_up()
    return association


def _furnish(association: Association) -> None:
    desk = association.director
    desk.do(
        FurnishDesk(
            settings={"association": "Association Exemple", "territory": "SAL"},
            codes=rulebook.shipped_codes(),
            organisations=rulebook.shipped_organisations(),
            hotlines=rulebook.shipped_hotlines(),
            services=rulebook.shipped_services(),
        )
    )
    for role, person in association.people.items():
        duties = (Duty.REFERENT,) if role is Role.DIRECTOR else ()
        since = association.clock()
        desk.do(EnrolPerson(Person(person, _TEAM[role][0], role, duties, since=since)))


@pytest.fixture
def association(founded: Association, tmp_path: Path, clock: FakeClock) -> Any:
    """A vault of one's own with everybody in it and nothing recorded."""
    mine = founded.copied(tmp_path / "exemple.casedesk", clock)
    yield mine
    mine.stand_up()


@pytest.fixture
def desk(association: Association) -> Callable[[Role], Desk]:
    """Somebody's desk, by role."""
    return lambda role: association.sit(role).desk
