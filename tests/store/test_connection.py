from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
import threading
from contextlib import closing
from dataclasses import replace

import pytest
from sqlcipher3 import dbapi2 as sqlite

from casedesk.circuit.changes import Home
from casedesk.store import connection as opening
from casedesk.store.connection import (
    BEFORE_THE_KEY,
    READING,
    SETTINGS,
    create_database,
    has_log,
    open_database,
    unguarded,
)
from casedesk.store.errors import (
    StoreDamaged,
    StoreExists,
    StoreMissing,
    StoreNotOurs,
    StoreUnreachable,
)

AS_SHIPPED = """
import sys
from pathlib import Path
from sqlcipher3 import dbapi2
from casedesk.circuit.changes import Home
from casedesk.store.connection import open_database
from casedesk.store.database import StoreIdentity

path, key = Path(sys.argv[1]), bytearray.fromhex(sys.argv[2])
ours = open_database(path, key, StoreIdentity("f" * 32, "cases", 1, Home.CASES))
ours.set_authorizer(lambda *_: dbapi2.SQLITE_OK)
print(ours.value("PRAGMA cipher_memory_security"))
anyone = dbapi2.connect(":memory:").execute("PRAGMA cipher_memory_security")
print(anyone.fetchone()[0])
"""


@pytest.mark.parametrize("size", [None, 0, 1, 15, 4095])
def test_S01_a_file_too_short_to_be_a_store_is_not_made_into_one(new_file, size):
    store = new_file()
    if size is not None:
        store.path.write_bytes(b"c" * size)
    before = store.digests()

    with pytest.raises(StoreMissing):
        store.open()

    assert store.digests() == before


def test_S01_no_way_of_opening_for_writing_makes_a_file(new_file):
    """Where nothing was read first, only the mode of the connection is in between."""
    store = new_file()

    with (
        pytest.raises(StoreUnreachable),
        unguarded(store.path, store.key, store.identity),
    ):
        pytest.fail("opened a file that is not there")

    assert not store.path.exists()


@pytest.mark.parametrize("length", [0, 31, 33, 64])
def test_S02_a_key_of_another_length_never_reaches_the_engine(file, length):
    with pytest.raises(ValueError, match="32"):
        open_database(file.path, bytearray(length), file.identity)


def test_S03_wrong_keys_leave_a_store_and_its_log_as_they_are(file, new_file):
    with closing(file.open()) as db:
        db.run("INSERT INTO drop_key (private, made_at) VALUES (zeroblob(32), '')")
        hot = keep_hot(file, new_file("hot"))
    before = hot.digests()
    assert len(before) == 2

    for _ in range(20):
        with pytest.raises(StoreNotOurs):
            open_database(hot.path, bytearray(os.urandom(32)), hot.identity)

    assert hot.digests() == before
    with closing(hot.open()) as db:
        assert db.value("SELECT count(*) FROM drop_key") == 2


def test_S03_opening_a_hot_store_for_writing_under_a_wrong_key_would_change_it(
    file, new_file
):
    """The control: what the read-only proof is for."""
    with closing(file.open()) as db:
        db.run("INSERT INTO drop_key (private, made_at) VALUES (zeroblob(32), '')")
        hot = keep_hot(file, new_file("hot"))
    before = hot.digests()

    connection = replace(hot, key=bytearray(32)).raw()
    with pytest.raises(sqlite.DatabaseError):
        connection.execute("SELECT count(*) FROM sqlite_master")
    connection.close()

    assert hot.digests() != before


def keep_hot(file, at):
    """A copy of an open store as a cut would leave it, with the same key."""
    for suffix in ("", "-wal"):
        shutil.copy(file.beside(suffix), at.beside(suffix))
    return replace(at, key=file.key, identity=file.identity)


@pytest.mark.parametrize("part", ["BEFORE_THE_KEY", "SETTINGS", "WRITING"])
def test_S04_every_setting_is_as_it_was_asked_for(file, part):
    settings = getattr(opening, part)
    with closing(file.open()) as db:
        db.set_authorizer(lambda *_: sqlite.SQLITE_OK)
        found = {name: db.value(f"PRAGMA {name}") for name in settings}
        locking = db.value("PRAGMA locking_mode")

    assert found == {name: value for name, (_, value) in settings.items()}
    assert locking == "normal"  # background jobs read beside us


def test_S04_a_reader_has_the_same_settings_and_cannot_write(file):
    with closing(file.read()) as db:
        with pytest.raises(StoreUnreachable):
            db.run("INSERT INTO drop_key (private, made_at) VALUES (zeroblob(32), '')")
        db.set_authorizer(lambda *_: sqlite.SQLITE_OK)
        settings = {**opening.BEFORE_THE_KEY, **SETTINGS, **READING}
        found = {name: db.value(f"PRAGMA {name}") for name in settings}

    assert found == {name: value for name, (_, value) in settings.items()}


def test_S04_a_process_that_opens_a_store_has_memory_security_from_then_on(file):
    """Asked of a connection of its own, after one that was opened as we ship it."""
    asked = subprocess.run(
        (sys.executable, "-c", AS_SHIPPED, file.path, file.key.hex()),
        check=True,
        capture_output=True,
        text=True,
    )

    assert asked.stdout.split() == ["1", "1"]
    assert BEFORE_THE_KEY["cipher_memory_security"] == ("ON", "1")


def test_S09_a_store_of_another_vault_place_or_generation_is_refused(file):
    others = [
        replace(file.identity, vault="0" * 32),
        replace(file.identity, compartment="r-7f3a"),
        replace(file.identity, generation=2),
        replace(file.identity, home=Home.DESK),
    ]
    before = file.digests()

    for other in others:
        with pytest.raises(StoreNotOurs):
            open_database(file.path, file.key, other)

    assert file.digests() == before


@pytest.mark.parametrize("writes", [1, 40])
def test_S09_a_log_from_elsewhere_is_refused_and_harms_nothing(file, new_file, writes):
    stranger = new_file("stranger", vault="0" * 32)
    with closing(stranger.create()) as db:
        for _ in range(writes):
            db.run("INSERT INTO drop_key (private, made_at) VALUES (zeroblob(32), '')")
        shutil.copy(stranger.beside("-wal"), file.beside("-wal"))
    before = file.digests()

    with pytest.raises((StoreNotOurs, StoreDamaged)):
        file.open()

    assert file.digests() == before
    file.beside("-wal").unlink()
    with closing(file.open()) as db:
        assert db.value("SELECT private FROM drop_key") == b"k" * 32


def test_S09_a_log_from_elsewhere_would_ruin_a_store_opened_for_writing(file, new_file):
    """The control."""
    stranger = new_file("stranger")
    with closing(stranger.create()) as db:
        db.run("INSERT INTO drop_key (private, made_at) VALUES (zeroblob(32), '')")
        shutil.copy(stranger.beside("-wal"), file.beside("-wal"))

    connection = file.raw()
    with pytest.raises(sqlite.DatabaseError):
        connection.execute("PRAGMA integrity_check").fetchall()
    connection.close()

    file.beside("-wal").unlink(missing_ok=True)
    with pytest.raises((StoreNotOurs, StoreDamaged)), closing(file.open()) as db:
        db.rows("SELECT * FROM drop_key")


def test_S09_a_rollback_journal_beside_a_store_is_never_played_back(file):
    file.beside("-journal").write_bytes(os.urandom(8192))
    before = file.digests()

    with pytest.raises(StoreNotOurs):
        file.open()

    assert file.digests() == before


def test_a_new_store_never_overwrites_a_file(file):
    before = file.digests()

    with pytest.raises(StoreExists):
        file.create()

    assert file.digests() == before


def test_where_no_file_can_be_made_there_is_no_store(new_file, tmp_path):
    nowhere = replace(new_file(), path=tmp_path / "gone" / "cases.g1.db")

    with pytest.raises(StoreUnreachable):
        nowhere.create()


def test_a_store_that_could_not_be_made_leaves_no_file(new_file, tmp_path):
    store = new_file()
    nowhere = replace(store.identity, generation=0)  # the schema refuses it

    with pytest.raises(sqlite.IntegrityError):
        create_database(store.path, store.key, nowhere)

    assert list(tmp_path.iterdir()) == []


def test_a_store_does_not_look_like_a_database(file):
    with file.path.open("rb") as content:
        assert content.read(16) != b"SQLite format 3\x00"
    assert b"drop_key" not in file.path.read_bytes()
    assert file.path.stat().st_mode & 0o077 == 0 or os.name == "nt"


def test_H01_a_connection_belongs_to_its_thread(file):
    caught = []

    def elsewhere(db):
        try:
            db.value("SELECT 1")
        except sqlite.ProgrammingError as error:
            caught.append(error)

    with closing(file.open()) as db:
        thread = threading.Thread(target=elsewhere, args=(db,))
        thread.start()
        thread.join()

    assert len(caught) == 1


def test_S15_a_closed_store_is_one_file_and_a_naive_copy_of_it_is_complete(association):
    association.record()
    store = association.case_store()
    association.take_in()
    store.checkpoint()
    assert not has_log(store.db.path)
    at_rest = store.head()

    copy = shutil.copy(store.db.path, association.folder / "copy.db")
    with closing(reopened(association, copy)) as db:
        assert db.value("SELECT max(seq) FROM journal") == at_rest.sequence


def test_S15_a_naive_copy_of_a_busy_store_is_behind(association):
    association.logged_case()
    store = association.case_store()
    store.checkpoint()
    before = store.head()
    association.logged_case()

    copy = shutil.copy(store.db.path, association.folder / "copy.db")
    with closing(reopened(association, copy)) as db:
        assert db.value("SELECT max(seq) FROM journal") == before.sequence
    assert store.head().sequence > before.sequence


def reopened(association, path):
    place = association.sit_as_director()
    key = place.keyring.db_key(Home.CASES)
    return open_database(path, key, association.case_store().db.identity)


def test_S10_no_word_of_a_concern_stands_in_any_file(association, clock, tmp_path):
    marks = ["Markerword", "وسم-لا-ينبغي-أن-يظهر"]
    concern = {**association.concern, "words": " ".join(marks), "given_latin": marks[0]}
    association.logged_case(concern)
    open_files = contents(tmp_path)
    association.stand_up()

    for name, content in [*open_files, *contents(tmp_path)]:
        for mark in marks:
            for encoding in ("utf-8", "utf-16-le", "unicode-escape"):
                assert mark.encode(encoding) not in content, name


def contents(folder):
    return [
        (each.name, each.read_bytes()) for each in folder.rglob("*") if each.is_file()
    ]


@pytest.mark.parametrize("seed", range(8))
def test_S12_a_flipped_bit_is_never_read_as_if_it_were_not(file, seed):
    """Of the first page at opening, of the others when the file is checked."""
    chance = random.Random(seed)
    content = bytearray(file.path.read_bytes())
    at = chance.randrange(len(content))
    content[at] ^= 1 << chance.randrange(8)
    file.path.write_bytes(content)

    assert not reads_well(file)


def reads_well(file):
    try:
        with closing(file.read()) as db:
            return not db.rows("PRAGMA cipher_integrity_check")
    except (StoreNotOurs, StoreDamaged):
        return False
