from __future__ import annotations

import random
from contextlib import closing
from dataclasses import replace

import pytest

from casedesk.circuit.changes import Home
from casedesk.circuit.commands.cases import TakeInCharge, ViewCase
from casedesk.circuit.commands.family import NoteSafeContact
from casedesk.circuit.journal import Head
from casedesk.circuit.longwork import Cancelled
from casedesk.circuit.people import Role
from casedesk.circuit.queries import CaseList
from casedesk.store import verify as verifying
from casedesk.store.connection import open_read_only
from casedesk.store.errors import StoreDamaged, StoreNotOurs
from casedesk.store.verify import Problem, verify


@pytest.fixture(scope="session")
def days(founded, tmp_path_factory):
    """Some days of work: cases at every stage, one with the whole circuit behind it."""
    clock = type(founded.clock)()
    association = founded.copied(tmp_path_factory.mktemp("days") / "vault", clock)
    association.case_being_referred()
    association.logged_case()
    association.record(in_danger="yes")
    association.take_in()
    association.worker.do(ViewCase(association.case_in_charge()))
    association.stand_up()
    return association


@pytest.fixture
def worked(days, clock, tmp_path):
    mine = days.copied(tmp_path / "worked", clock)
    yield mine
    mine.stand_up()


def check(association, home=Home.CASES, **options):
    """What `casedesk verify` does when everybody has left: it only ever reads."""
    association.stand_up()
    with closing(association.unlock(Role.DIRECTOR)) as keyring:
        path = association.folder / keyring.database_name(home)
        identity = association.identity(keyring, home)
        with closing(open_read_only(path, keyring.db_key(home), identity)) as db:
            return verify(db, keyring.verify, **options)


def test_S07_an_index_that_says_another_owner_than_the_case_is_noticed(worked):
    """No record is changed by it, but a page of the file is from another day."""
    case = worked.case_in_charge()
    db = worked.case_store().db
    db.run("UPDATE findable SET owner = 'somebody' WHERE case_id = ?", (case,))

    verdict = check(worked)

    assert [each.code for each in verdict.problems] == ["structure"]


def test_what_another_connection_wrote_is_not_taken_for_damage(worked):
    """FTS5 remembers its indexes; that somebody wrote since is no damage of them."""
    director = worked.sit_as_director()
    asked = director.case_store.db, director.keyring.verify
    case = worked.case_in_charge()

    for desk in (worked.director, worked.worker) * 3:
        desk.do(NoteSafeContact(case, {"who": "La tante"}))
        assert verify(*asked, in_use=True).problems == ()


@pytest.fixture
def tamper(worked, tampering):
    """Run statements on the case compartment with every guard taken off."""

    def run(*statements):
        place = worked.sit_as_director()
        with tampering(place.case_store, place.keyring.db_key(Home.CASES)) as raw:
            raw.execute("PRAGMA foreign_keys = OFF")
            for statement in statements:
                raw.execute(statement)
        return check(worked).problems

    return run


@pytest.mark.parametrize("home", Home)
def test_what_casedesk_wrote_is_sound(worked, home):
    store = worked.case_store()
    if home is Home.DESK:
        store = worked.sit_as_director().desk_store
    head = store.head()

    verdict = check(worked, home)

    assert verdict.problems == ()
    assert verdict.is_sound
    assert verdict.entries == head.sequence > 5
    assert verdict.head == head


def test_J03_an_entry_by_somebody_else_is_found_out(worked):
    """Signed with one's own keys in another's name."""
    place = worked.sit_as_director()
    forged = replace(place.desk.actor, person=worked.people[Role.SOCIAL_WORKER])
    with place.case_store.work(forged, "TakeInCharge") as work:
        case = work.cases.get(place.case_store.db.value("SELECT id FROM cases"))
        work.cases.save(replace(case, owner=forged.person))
    sequence = place.case_store.head().sequence

    assert check(worked).problems == (Problem("signature", sequence),)
    assert check(worked, signed_up_to=sequence).is_sound


@pytest.mark.parametrize(
    ("statement", "codes"),
    [
        (
            "UPDATE journal SET actor = 'x' WHERE seq = 3",
            {"entry_changed", "signature"},
        ),
        ("UPDATE journal SET at = '' WHERE seq = 3", {"entry_changed"}),
        ("UPDATE journal SET action = 'ViewCase' WHERE seq = 3", {"entry_changed"}),
        ("UPDATE journal SET subject = 'x' WHERE seq = 3", {"entry_changed"}),
        ("UPDATE journal SET signature = zeroblob(64) WHERE seq = 3", {"signature"}),
        (
            "UPDATE journal SET hash = zeroblob(32) WHERE seq = 3",
            {"entry_changed", "signature", "link"},
        ),
        ("UPDATE journal SET prev = zeroblob(32) WHERE seq = 3", {"link"}),
        (
            "UPDATE journal_row SET version = 9 WHERE seq = 3 AND ord = 0",
            {"rows_changed"},
        ),
        (
            "UPDATE journal_row SET key = 'x' WHERE seq = 3 AND ord = 0",
            {"rows_changed"},
        ),
        ("DELETE FROM journal_row WHERE seq = 3 AND ord = 0", {"rows_changed"}),
        (
            "UPDATE journal_image SET image = '{}' WHERE seq = 3 AND ord = 0",
            {"image_changed"},
        ),
    ],
)
def test_J04_a_changed_entry_is_named(tamper, statement, codes):
    problems = tamper(statement)

    assert codes <= {each.code for each in problems if each.sequence in (3, 4)}


def test_J04_a_missing_entry_is_named(tamper):
    problems = tamper("DELETE FROM journal WHERE seq = 3")

    assert Problem("gap", 4) in problems
    assert Problem("link", 4) in problems


@pytest.mark.parametrize(
    ("table", "statement", "code"),
    [
        ("cases", "UPDATE cases SET danger = '0'", "record_changed"),
        ("children", "UPDATE children SET birth = '2001'", "record_changed"),
        ("sheets", "UPDATE sheets SET content = '{}'", "record_changed"),
        ("sheets", "UPDATE sheets SET version = 7", "record_changed"),
        ("referrals", "DELETE FROM referrals", "record_missing"),
        ("intakes", "DELETE FROM intakes", "record_missing"),
        (
            "alerts",
            "INSERT INTO alerts VALUES ('new', '', '', '', '4', 0, 1)",
            "record_unjournalled",
        ),
    ],
)
def test_J05_a_record_the_journal_did_not_see_is_named(
    worked, tamper, table, statement, code
):
    db = worked.case_store().db
    keys = {row["id"] for row in db.rows("SELECT id FROM " + table)}  # noqa: S608 -- names from code
    if code == "record_unjournalled":
        keys = {"new"}

    problems = tamper(statement)

    assert {each.code for each in problems} == {code}
    assert {each.key for each in problems} == keys


def test_J06_a_tail_that_was_cut_off_shows_only_in_the_head(worked, tampering):
    """The chain alone says it is sound, which is why the head is kept on paper."""
    worked.director.do(
        ViewCase(worked.director.reads.cases(*first_of_all(worked))[0].id)
    )
    head = worked.case_store().head()
    place = worked.sit_as_director()
    with tampering(place.case_store, place.keyring.db_key(Home.CASES)) as raw:
        raw.execute("DELETE FROM journal WHERE seq = ?", (head.sequence,))

    verdict = check(worked)

    assert verdict.is_sound
    assert verdict.head.sequence == head.sequence - 1
    assert verdict.head != head
    known = check(worked, known=head)
    assert known.problems == (Problem("head_missing", head.sequence),)


def test_J06_a_journal_rewritten_under_a_known_head_is_found(worked):
    sequence = worked.case_store().head().sequence
    other = Head(sequence, b"x" * 32)

    verdict = check(worked, known=other, signed_up_to=sequence)

    assert verdict.problems == (Problem("head_changed", sequence),)


def test_signatures_are_all_read_again_when_the_known_head_is_not_there(
    worked, tampering
):
    place = worked.sit_as_director()
    head = Head(place.case_store.head().sequence, b"x" * 32)
    with tampering(place.case_store, place.keyring.db_key(Home.CASES)) as raw:
        raw.execute("UPDATE journal SET signature = zeroblob(64) WHERE seq = 1")

    codes = [each.code for each in check(worked, known=head, signed_up_to=99).problems]

    assert codes == ["head_changed", "signature"]


def test_a_verification_can_be_stopped_and_says_how_far_it_is(worked, monkeypatch):
    monkeypatch.setattr(verifying, "_STEP", 1)
    told = []

    check(worked, report=lambda done, total: told.append((done, total)) or True)
    with pytest.raises(Cancelled):
        check(worked, report=lambda done, total: done < 3)

    total = worked.case_store().head().sequence
    assert (1, total) in told
    assert (total, total) in told


def first_of_all(association):
    return CaseList.ALL, association.clock(), None, 1


def test_what_an_entry_said_is_not_forgotten_while_its_record_is_there(worked):
    """The chain holds, but nobody has erased the record that it was about."""
    case_id = worked.logged_case()
    sequence = worked.case_store().head().sequence
    worked.worker.do(TakeInCharge(case_id))
    worked.case_store().db.run(
        "DELETE FROM journal_image WHERE (seq, ord) IN (SELECT seq, ord FROM"
        " journal_row WHERE seq = ? AND kind = 'case')",
        (sequence,),
    )

    assert check(worked).problems == (
        Problem("image_missing", sequence, "case", case_id),
    )


def test_a_record_whose_last_image_is_gone_cannot_be_proven(tamper):
    problems = tamper("DELETE FROM journal_image")

    assert {each.code for each in problems} == {"record_unprovable", "image_missing"}


def test_a_log_beside_the_file_is_said_before_pages_are_judged(worked):
    worked.logged_case()
    place = worked.sit_as_director()
    store, key = place.case_store, place.keyring.db_key(Home.CASES)
    path, identity = store.db.path, store.db.identity

    with closing(open_read_only(path, key, identity)) as db:
        verdict = verify(db, place.keyring.verify)

    assert verdict.problems == (Problem("log_beside"),)


def test_S12_bit_rot_is_found_wherever_it_is(worked):
    """In pages that SQLite may have no reason to read, and at the end."""
    worked.stand_up()
    path = next(worked.folder.glob("cases.*.db"))
    whole = path.read_bytes()
    chance = random.Random(20260302)

    for page in chance.sample(range(1, len(whole) // 4096), 6):
        rotten = bytearray(whole)
        rotten[page * 4096 + chance.randrange(4096)] ^= 1 << chance.randrange(8)
        path.write_bytes(rotten)
        assert not is_sound(worked)
    path.write_bytes(whole[:-4096])
    assert not is_sound(worked)


def is_sound(association):
    try:
        return check(association).is_sound
    except (StoreNotOurs, StoreDamaged):
        return False  # as soon as it is opened


TABLES = {
    "journal": "seq",
    "journal_row": "seq, ord",
    "journal_image": "seq, ord",
    "cases": "id",
    "children": "id",
    "sheets": "id",
    "referrals": "id",
}


@pytest.mark.parametrize("seed", range(12))
def test_J12_one_value_changed_anywhere_is_found(worked, tampering, seed):
    chance = random.Random(seed)
    place = worked.sit_as_director()
    with tampering(place.case_store, place.keyring.db_key(Home.CASES)) as raw:
        raw.execute("PRAGMA foreign_keys = OFF")
        raw.execute("PRAGMA ignore_check_constraints = ON")
        table, key = chance.choice(list(TABLES.items()))
        at = chance.choice(raw.execute(f"SELECT {key} FROM {table}").fetchall())  # noqa: S608 -- names from code
        where = f"({key}) = ({', '.join('?' * len(at))})"
        cursor = raw.execute(f"SELECT * FROM {table} WHERE {where}", at)  # noqa: S608 -- names from code
        values = dict(
            zip(map(first, cursor.description), cursor.fetchone(), strict=True)
        )
        derived = {"calm", "due"}  # generated: nobody can write them
        known = [name for name in values if values[name] is not None]
        known = [name for name in known if name not in derived]
        column = chance.choice(known)
        after = changed(values[column])
        raw.execute(f"UPDATE {table} SET {column} = ? WHERE {where}", (after, *at))  # noqa: S608 -- names from code

    assert not check(worked).is_sound, (table, column)


def first(column):
    return column[0]


def changed(value):
    if isinstance(value, bytes):
        return bytes([value[0] ^ 1]) + value[1:]
    return value + 100 if isinstance(value, int) else value + "x"
