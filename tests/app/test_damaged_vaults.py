"""Files that are missing, empty, another's, damaged or old: a reason, and no change."""

from __future__ import annotations

import json
import shutil

import pytest

from casedesk.app.training_texts import DIRECTOR, EDUCATOR, SOCIAL_WORKER
from casedesk.circuit.changes import Home
from casedesk.circuit.people import Role
from casedesk.circuit.threshold import VaultUnusable
from casedesk.i18n.labels import sentence
from casedesk.vault.canonical import encode

PAGE = 4096


def at_the_desk(house, trainee=DIRECTOR):
    """What keeps somebody from sitting down, or nothing; there are words for it."""
    try:
        house.entrance.sit_down(house.unlock(trainee)).lock()
    except VaultUnusable as unusable:
        return unusable.reason if sentence(unusable) else "no words"
    return None


def at_the_door(house):
    with pytest.raises(VaultUnusable) as unusable:
        house.entrance.look(house.folder)
    assert sentence(unusable.value)
    return unusable.value.reason


@pytest.mark.parametrize("home", Home)
def test_a_store_that_is_missing_is_missed_and_not_made_anew(house, home):
    house.path(home).unlink()

    assert at_the_desk(house) == "missing"
    assert not house.path(home).exists()


@pytest.mark.parametrize("home", Home)
@pytest.mark.parametrize("size", [0, 1, PAGE - 1])
def test_a_store_that_was_copied_badly_is_left_alone(house, home, size):
    whole = house.path(home).read_bytes()
    house.path(home).write_bytes(whole[:size])

    assert at_the_desk(house) == "missing"
    assert house.path(home).read_bytes() == whole[:size]


@pytest.mark.parametrize("home", Home)
def test_the_store_of_another_vault_is_told_and_left_alone(house, other_house, home):
    shutil.copy(other_house.path(home), house.path(home))
    before = house.digests()

    assert at_the_desk(house) == "foreign"
    assert house.digests() == before


def test_the_stores_of_one_vault_do_not_stand_in_for_one_another(house):
    shutil.copy(house.path(Home.DESK), house.path(Home.CASES))
    before = house.digests()

    assert at_the_desk(house) == "foreign"
    assert house.digests() == before


@pytest.mark.parametrize("home", Home)
def test_bytes_that_are_no_store_are_told(house, home):
    house.path(home).write_bytes(b"SQLite format 3\x00" + bytes(3 * PAGE))
    before = house.digests()

    assert at_the_desk(house) == "foreign"
    assert house.digests() == before


def test_a_damaged_page_is_told_and_nothing_is_repaired(house):
    """In every page behind those of the schema, which read like a wrong key."""
    data = bytearray(house.path(Home.DESK).read_bytes())
    for at in range(60 * PAGE + 100, len(data), PAGE):
        data[at] ^= 1
    house.path(Home.DESK).write_bytes(data)
    before = house.digests()

    assert at_the_desk(house) == "damaged"
    assert house.digests() == before


@pytest.mark.parametrize("pages", [1, 2, 10])
def test_a_store_that_was_cut_off_is_told(house, pages):
    data = house.path(Home.DESK).read_bytes()
    house.path(Home.DESK).write_bytes(data[: pages * PAGE])

    assert at_the_desk(house) in ("damaged", "foreign")
    assert house.path(Home.DESK).read_bytes() == data[: pages * PAGE]


def test_a_first_page_that_was_damaged_reads_like_a_wrong_key(house):
    data = bytearray(house.path(Home.CASES).read_bytes())
    data[200] ^= 1
    house.path(Home.CASES).write_bytes(data)

    assert at_the_desk(house) == "foreign"


@pytest.mark.parametrize("home", Home)
def test_a_log_of_another_vault_beside_a_store_leaves_every_byte_as_it_was(
    house, other_house, home
):
    """S: a read-write open would play it into the store and destroy it."""
    house.record()
    log = f"{home}.g1.db-wal"
    with other_house.sitting(EDUCATOR), other_house.store(home) as db:
        db.set_authorizer(lambda *_: 0)
        db.run("CREATE TABLE left_in_the_log (id INTEGER)")
        ours = (other_house.folder / log).read_bytes()
    assert ours
    (house.folder / log).write_bytes(ours)
    before = house.digests()

    assert at_the_desk(house) in ("foreign", "damaged")
    assert house.digests() == before

    (house.folder / log).unlink()
    assert at_the_desk(house) is None
    assert house.problems() == []


@pytest.mark.parametrize("home", Home)
def test_a_store_with_an_old_fashioned_journal_beside_it_is_not_opened(house, home):
    house.path(home).with_name(f"{home}.g1.db-journal").write_bytes(bytes(512))
    before = house.digests()

    assert at_the_desk(house) == "foreign"
    assert house.digests() == before


def test_an_educator_is_not_kept_out_by_a_store_they_cannot_open(house):
    house.path(Home.CASES).write_bytes(b"")

    assert at_the_desk(house, EDUCATOR) is None
    assert at_the_desk(house, SOCIAL_WORKER) == "missing"


@pytest.mark.parametrize("home", Home)
def test_a_store_of_a_later_program_is_not_touched(house, home):
    with house.store(home) as db:
        db.set_authorizer(lambda *_: 0)
        db.run("PRAGMA user_version = 99")
    before = house.digests()

    assert at_the_desk(house) == "too_new"
    assert house.digests() == before


@pytest.mark.parametrize("home", Home)
def test_a_journal_whose_last_line_was_rewritten_is_not_continued(house, home):
    house.record()
    with house.sitting(DIRECTOR), house.store(home) as db:
        db.set_authorizer(lambda *_: 0)
        db.run("DROP TRIGGER journal_no_update")
        db.run(
            "UPDATE journal SET at = '2020' WHERE seq = (SELECT max(seq) FROM journal)"
        )

    assert at_the_desk(house) == "damaged"


def test_a_folder_without_a_header_holds_no_vault(house):
    (house.folder / "vault.json").unlink()
    (house.folder / "vault.json.bak").unlink()

    assert at_the_door(house) == "header_missing"


def test_what_is_no_folder_holds_no_vault(house, tmp_path):
    (tmp_path / "lettre.txt").write_text("x", encoding="utf-8")

    for place in (tmp_path / "lettre.txt", tmp_path / "nulle part", tmp_path):
        with pytest.raises(VaultUnusable) as unusable:
            house.entrance.look(place)
        assert unusable.value.reason == "header_missing"


def test_a_header_that_cannot_be_read_is_told(house):
    (house.folder / "vault.json").unlink()
    (house.folder / "vault.json").mkdir()

    assert at_the_door(house) == "missing"


@pytest.mark.parametrize("text", [b"", b"{", b"null", b"\xff\xfe", b"[" * 5000, b"{}"])
def test_a_damaged_header_is_told_and_its_copy_with_it(house, text):
    header, copy = house.folder / "vault.json", house.folder / "vault.json.bak"
    header.write_bytes(text)

    assert at_the_door(house) == "header_backup"
    copy.write_bytes(text)
    assert at_the_door(house) == "header_damaged"
    copy.unlink()
    assert at_the_door(house) == "header_damaged"
    assert header.read_bytes() == text


def test_a_lost_header_whose_copy_is_there_is_told(house):
    (house.folder / "vault.json").unlink()

    assert at_the_door(house) == "header_backup"


def test_a_header_that_asks_for_all_the_memory_is_not_believed(house):
    header = json.loads((house.folder / "vault.json").read_bytes())
    for slot in header["slots"].values():
        slot["kdf"]["m"] = 2**30
    (house.folder / "vault.json").write_bytes(encode(header))

    assert at_the_door(house) == "header_backup"


def test_a_header_of_a_later_program_is_told(house):
    header = json.loads((house.folder / "vault.json").read_bytes())
    (house.folder / "vault.json").write_bytes(encode({**header, "ver": 2}))

    assert at_the_door(house) == "too_new"


def test_a_header_that_somebody_edited_is_told_at_the_passphrase(house):
    header = json.loads((house.folder / "vault.json").read_bytes())
    header["signed"]["training"] = False
    (house.folder / "vault.json").write_bytes(encode(header))

    with pytest.raises(VaultUnusable) as unusable:
        house.unlock(DIRECTOR)
    assert unusable.value.reason == "tampered"


def test_nobody_is_added_to_a_header_older_than_the_one_that_was_unlocked(house):
    """An old header put back while the director sits there."""
    old = (house.folder / "vault.json").read_bytes()
    with house.sitting(DIRECTOR) as sitting:
        sitting.add_person("Deuxième", Role.EDUCATOR)
        (house.folder / "vault.json").write_bytes(old)

        with pytest.raises(VaultUnusable) as unusable:
            sitting.add_person("Troisième", Role.EDUCATOR)

    assert unusable.value.reason == "older"
    assert (house.folder / "vault.json").read_bytes() == old
