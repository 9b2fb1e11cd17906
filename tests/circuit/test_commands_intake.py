"""Taking in what was dropped: once, in any order."""

from __future__ import annotations

import pytest

from casedesk.circuit.commands.cases import TakeInCharge
from casedesk.circuit.commands.intake import SetAside, TakeInDrop
from casedesk.circuit.concern import BadDrop, DropId, DropKind, Note, ReceiptId
from casedesk.circuit.numbers import ALPHABET
from casedesk.circuit.people import Role
from casedesk.circuit.queries import CaseList
from casedesk.circuit.sheet import SheetCode
from casedesk.circuit.stages import Stage


@pytest.fixture
def note(association):
    """What the educator wrote, opened and proven."""

    def made(kind=DropKind.CONCERN, content=None, drop="drop", receipt="receipt"):
        return Note(
            kind,
            DropId(drop),
            ReceiptId(receipt),
            association.people[Role.EDUCATOR],
            association.clock(),
            association.concern if content is None else content,
        )

    return made


@pytest.fixture
def cases(association):
    def listed():
        reads = association.director.reads
        return reads.cases(CaseList.ALL, association.clock(), None, 100)

    return listed


@pytest.mark.parametrize(
    ("danger", "urgent", "hours"),
    [("no", False, 24), ("unknown", True, 8), ("yes", True, 8)],
)
def test_a_concern_opens_a_case_that_is_nobodys_yet(
    association, note, cases, danger, urgent, hours
):
    """T01 and T02, seen from the team."""
    content = {**association.concern, "in_danger": danger}
    association.director.do(TakeInDrop(note(content=content)))

    (row,) = cases()
    page = association.opened(row.id, Role.DIRECTOR)
    assert (row.stage, row.owner, row.urgent) == (Stage.LOGGED, "", urgent)
    assert (row.due_at - row.since).total_seconds() == hours * 3600
    territory, year, code = row.number.split("-")
    assert (territory, year) == ("SAL", "26")
    assert set(code) <= set(ALPHABET)
    assert len(code) == 4
    (sheet,) = page.sheets
    assert (sheet.code, sheet.number, sheet.is_signed) == (
        SheetCode.CONCERN,
        "A1",
        True,
    )
    assert sheet.content == content
    assert page.child.family_arabic == association.concern["family_arabic"]


def test_the_clock_of_a_case_runs_from_when_it_was_written(association, note, cases):
    written = note()
    association.clock.pass_(hours=30)

    association.director.do(TakeInDrop(written))

    (row,) = cases()
    assert row.since == written.written_at
    reads = association.director.reads
    assert reads.count(CaseList.LATE, association.clock()) == 1


ALONE = [each for each in DropKind if each is not DropKind.MOVED]


@pytest.mark.parametrize("kind", ALONE)
def test_taking_in_again_changes_nothing(association, note, kind):
    association.director.do(TakeInDrop(note()))
    association.director.do(TakeInDrop(note(kind, {"text": "Suite."}, drop="second")))
    store = association.case_store()
    head, told = store.head(), []
    association.worker.watch(told.append)

    association.worker.do(TakeInDrop(note(kind, {"text": "Suite."}, drop="second")))

    assert store.head() == head
    assert told == []


def test_a_drop_id_is_used_once_whatever_is_in_it(association, note, cases):
    association.director.do(TakeInDrop(note()))
    association.director.do(TakeInDrop(note(receipt="another")))
    association.director.do(SetAside(DropId("drop"), "unreadable"))

    assert len(cases()) == 1
    assert association.director.reads.set_aside() == ()


def test_a_complement_without_its_concern_is_not_taken_in_yet(association, note):
    store = association.case_store()
    head = store.head()
    complement = note(DropKind.COMPLEMENT, {"text": "Suite."}, drop="second")

    association.director.do(TakeInDrop(complement))
    assert store.head() == head

    association.director.do(TakeInDrop(note()))
    association.director.do(TakeInDrop(complement))
    assert [row["text"] for row in store.db.rows("SELECT text FROM amendments")] == [
        "Suite."
    ]


@pytest.mark.parametrize("alert_first", [True, False])
def test_an_alert_and_its_concern_meet_in_any_order(
    association, note, cases, alert_first
):
    alert = note(DropKind.ALERT, {"in_danger": "yes"}, drop="alert")
    concern = note(drop="concern")

    for each in [alert, concern] if alert_first else [concern, alert]:
        association.director.do(TakeInDrop(each))

    assert association.director.reads.alerts() == ()
    assert len(cases()) == 1


def test_an_alert_without_a_sheet_is_shown(association, note):
    association.director.do(
        TakeInDrop(note(DropKind.ALERT, {"in_danger": "unknown"}, drop="alert"))
    )

    (alert,) = association.worker.reads.alerts()
    assert (alert.author, alert.danger) == (
        association.people[Role.EDUCATOR],
        "unknown",
    )


def test_a_bad_note_is_not_kept(association, note, refuse, cases):
    bad = refuse(Role.DIRECTOR, TakeInDrop(note(content=["no", "answers"])), BadDrop)

    assert bad.reason == "unreadable"
    assert cases() == ()


def test_setting_aside_is_noted_once_with_its_reason(association):
    store = association.case_store()
    association.director.do(SetAside(DropId("bad"), "unsigned"))
    head = store.head()

    association.worker.do(SetAside(DropId("bad"), "unreadable"))

    assert store.head() == head
    (row,) = association.worker.reads.set_aside()
    assert (row.id, row.reason) == ("bad", "unsigned")


def test_whoever_takes_a_drop_in_does_not_own_the_case(association, note, cases):
    association.worker.do(TakeInDrop(note()))

    (row,) = cases()
    assert row.owner == ""
    association.director.do(TakeInCharge(row.id))


def test_many_concerns_have_each_their_number(association, note, cases):
    for at in range(40):
        association.director.do(TakeInDrop(note(drop=f"d{at}", receipt=f"r{at}")))

    assert len({row.number for row in cases()}) == 40
