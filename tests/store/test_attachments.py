"""The bytes of attachments: in and out, tampered with, and gone with their case."""

from __future__ import annotations

import hashlib
import random
from dataclasses import replace

import pytest
from sqlcipher3 import dbapi2 as sqlite

from casedesk.circuit.attachment import LARGEST, AttachmentId, AttachmentKind, Part
from casedesk.circuit.changes import Home
from casedesk.circuit.commands.attachments import AddAttachment, NoteAttachmentView
from casedesk.circuit.errors import NotFound
from casedesk.circuit.people import Role
from casedesk.store.attachments import PIECE, damaged
from casedesk.store.errors import AttachmentDamaged, StoreFull
from casedesk.store.verify import verify
from tests.bench.ratio import compare, stopwatch
from tests.faults.pages import occurrences

JPEG = AttachmentKind.JPEG
PIECES = "SELECT count(*) FROM attachment_chunk"


@pytest.fixture
def attach(association):
    """A picture in a case in charge, opened and looked at by the social worker."""

    def added(original=b"as it was taken", working=b"what may be seen"):
        case_id = association.case_in_charge()
        made = association.worker.do(
            AddAttachment(case_id, "Photo de mars", JPEG, original, working)
        )
        association.worker.do(NoteAttachmentView(made))
        return made

    return added


@pytest.mark.parametrize(
    "size", [1, PIECE - 1, PIECE, PIECE + 1, LARGEST], ids=lambda each: f"{each} bytes"
)
def test_A01_bytes_come_out_as_they_went_in(association, attach, size):
    original, working = random.Random(size).randbytes(size), b"w" * (size // 2 + 1)

    added = attach(original, working)

    read = association.worker.reads.attachment_bytes
    assert read(added, Part.ORIGINAL) == original
    assert read(added, Part.WORKING) == working
    sizes = association.case_store().db.value(
        "SELECT max(length(data)) FROM attachment_chunk"
    )
    assert sizes <= PIECE


def test_A01_ten_megabytes_come_out_at_some_multiple_of_hashing_them(
    association, attach
):
    """Loosely: it is to catch what grows with the number of pieces, not a slow day."""
    original = random.Random(LARGEST).randbytes(LARGEST)
    added = attach(original, b"w")
    read = association.worker.reads.attachment_bytes

    ours = compare(
        "attachment out",
        30,
        baseline=lambda: stopwatch(lambda: hashlib.sha256(original).digest()),
        ours=lambda: stopwatch(lambda: read(added, Part.ORIGINAL)),
        runs=3,
    )

    assert ours.is_kept, ours


def test_nothing_is_read_before_the_journal_has_noted_it(association):
    case_id = association.case_in_charge()
    added = association.worker.do(AddAttachment(case_id, "P", JPEG, b"x", b"y"))

    with pytest.raises(NotFound):
        association.worker.reads.attachment_bytes(added, Part.WORKING)
    with pytest.raises(NotFound):
        association.worker.reads.attachment_bytes(AttachmentId("no"), Part.WORKING)


def test_an_attachment_closes_with_its_case(association, attach):
    added = attach()
    store = association.case_store()
    with store.work(association.director.actor, "Test") as work:
        case = work.cases.get(work.attachments.get(added).case_id)
        work.cases.save(replace(case, owner=association.people[Role.DIRECTOR]))

    with pytest.raises(NotFound):
        association.worker.reads.attachment_bytes(added, Part.ORIGINAL)


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE attachment_chunk SET data = x'00' WHERE part = 'working'",
        "UPDATE attachment_chunk SET data = zeroblob(17) WHERE part = 'working'",
        "DELETE FROM attachment_chunk WHERE part = 'working'",
        "INSERT INTO attachment_chunk SELECT attachment, part, i + 1, data"
        " FROM attachment_chunk WHERE part = 'working'",
    ],
    ids=["other", "longer", "gone", "more"],
)
def test_A04_bytes_changed_behind_the_journal_are_not_shown(
    association, attach, tampering, change
):
    added = attach()
    place = association.sit(Role.SOCIAL_WORKER)
    with tampering(place.case_store, place.keyring.db_key(Home.CASES)) as raw:
        raw.execute(change)

    with pytest.raises(AttachmentDamaged):
        association.worker.reads.attachment_bytes(added, Part.WORKING)

    assert association.worker.reads.attachment_bytes(added, Part.ORIGINAL)
    assert [*damaged(place.case_store.db)] == [added]


def test_A04_a_verification_names_the_attachment(association, attach, tampering):
    added = attach()
    place = association.sit(Role.SOCIAL_WORKER)
    assert verify(place.case_store.db, place.keyring.verify, in_use=True).problems == ()
    with tampering(place.case_store, place.keyring.db_key(Home.CASES)) as raw:
        raw.execute("UPDATE attachment_chunk SET data = x'00' WHERE part = 'original'")

    found = verify(place.case_store.db, place.keyring.verify, in_use=True).problems

    assert [(each.code, each.key) for each in found] == [("record_changed", added)]


def test_a_full_disk_keeps_nothing_of_it(association):
    case_id = association.case_in_charge()
    db = association.sit(Role.SOCIAL_WORKER).case_store.db
    large = AddAttachment(case_id, "Photo", JPEG, b"x" * LARGEST, b"y")

    db.set_authorizer(lambda *_: sqlite.SQLITE_OK)
    db.value(f"PRAGMA max_page_count = {db.value('PRAGMA page_count') + 1000}")
    with pytest.raises(StoreFull):
        association.worker.do(large)

    assert db.value("SELECT count(*) FROM attachments") == 0
    assert db.value(PIECES) == 0


def test_the_bytes_go_with_their_record(association, attach):
    added = attach()
    store = association.case_store()
    assert store.db.value(PIECES) == 2

    with store.work(association.director.actor, "Test") as work:
        work.attachments.remove(added)

    assert store.db.value(PIECES) == 0


def test_A05_an_erased_attachment_is_in_no_page_of_the_file(association, attach):
    added = attach(b"certificat du docteur " * 40_000, b"ce qui se voit " * 40_000)
    store = association.sit_as_director().case_store
    association.stand_up()
    path = store.db.path

    def marks():
        keyring = association.unlock(Role.DIRECTOR)
        key = bytes(keyring.db_key(Home.CASES))
        keyring.close()
        words = "docteur", "se voit", "Photo de"
        return [*occurrences(path, key, words).values()]

    assert all(marks())
    place = association.sit_as_director()
    with place.case_store.work(place.desk.actor, "Erase") as work:
        work.erase(work.cases.get(work.attachments.get(added).case_id))
    association.stand_up()

    assert marks() == [0, 0, 0]
