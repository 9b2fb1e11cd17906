"""What educators send on its way into the case base, and what they hear of it."""

from __future__ import annotations

import json
from datetime import datetime

import pytest

from casedesk.app import training
from casedesk.app.seals import KeyringSeals
from casedesk.app.training_texts import DIRECTOR, EDUCATOR, SOCIAL_WORKER, WALKED
from casedesk.circuit.changes import Home
from casedesk.circuit.circles import CASE_TEAM
from casedesk.circuit.commands.cases import ViewCase
from casedesk.circuit.commands.concerns import (
    BeginDraft,
    DiscardDraft,
    SendComplement,
    SendConcern,
)
from casedesk.circuit.concern import ConcernStatus, DropId, DropKind, Note, ReceiptId
from casedesk.circuit.errors import CompartmentClosed
from casedesk.circuit.queries import CaseList
from casedesk.store.codec import instant


def cases(sitting, clock):
    return sitting.desk.reads.cases(CaseList.ALL, clock(), None, 100)


@pytest.fixture
def opened(house):
    """The only case there is, as the social worker reads it."""

    def page():
        with house.sitting(SOCIAL_WORKER) as sitting:
            (row,) = cases(sitting, house.clock)
            sitting.desk.do(ViewCase(row.id))
            return sitting.desk.reads.case_page(row.id)

    return page


@pytest.fixture
def drop(house):
    """Put a note into the drops as somebody with an educator's keys and a program."""

    def put(kind, content, *, sealed_as=None, vault_id="", sign=None, **about):
        with house.sitting(EDUCATOR) as sitting:
            seals = sitting._seals
            drop = DropId(f"drop-{kind}-{len(sealed_rows(house))}")
            note = Note(
                kind,
                drop,
                about.get("receipt", ReceiptId("receipt")),
                about.get("author", house.person(EDUCATOR)),
                about.get("written_at", house.clock()),
                content,
            )
            plain = note.signed(vault_id or seals.vault_id, sign or seals.sign)
            put_sealed(house, drop, seals.to_readers(CASE_TEAM, plain, f"drop:{drop}"))
            return drop

    return put


def put_sealed(house, drop, sealed):
    with house.store(Home.DESK) as db:
        db.run(
            "INSERT INTO drops VALUES (?, ?, ?, 1)",
            (drop, instant(house.clock()), sealed),
        )


def sealed_rows(house):
    with house.store(Home.DESK) as db:
        return db.rows("SELECT id, sealed FROM drops ORDER BY rowid")


def set_aside(house):
    with house.sitting(DIRECTOR) as sitting:
        return {row.id: row.reason for row in sitting.desk.reads.set_aside()}


def test_a_concern_is_a_case_at_the_next_unlock_of_the_team(house, opened):
    house.record()

    page = opened()

    assert page.child.given_arabic == WALKED["given_arabic"]
    (concern,) = page.sheets
    assert concern.content["words"] == WALKED["words"]
    assert concern.signed_by == page.case.author == house.person(EDUCATOR)


def test_a_concern_is_taken_in_once(house, opened):
    house.record()

    for trainee in (SOCIAL_WORKER, DIRECTOR, SOCIAL_WORKER):
        with house.sitting(trainee) as sitting:
            sitting.catch_up()
            assert len(cases(sitting, house.clock)) == 1

    assert house.problems() == []


def test_catching_up_again_writes_nothing(house):
    house.record()
    with house.sitting(DIRECTOR):
        pass

    with house.sitting(DIRECTOR) as sitting:
        before = journals(house)
        sitting.catch_up()
        assert journals(house) == before


def journals(house):
    """How many entries each compartment has."""
    lengths = []
    for home in Home:
        with house.store(home, reading=True) as db:
            lengths.append(db.value("SELECT count(*) FROM journal"))
    return lengths


def test_an_educator_takes_nothing_in(house):
    house.record()

    with house.sitting(EDUCATOR) as sitting:
        sitting.catch_up()
        with pytest.raises(CompartmentClosed):
            sitting.desk.reads.drops()

    with house.sitting(DIRECTOR) as sitting:
        assert len(cases(sitting, house.clock)) == 1


def test_danger_is_told_before_the_concern_is_written(house):
    with house.sitting(EDUCATOR) as sitting:
        draft = sitting.desk.do(BeginDraft("unknown", "no"))

    with house.sitting(SOCIAL_WORKER) as sitting:
        (alert,) = sitting.desk.reads.alerts()
        assert (alert.author, alert.danger) == (house.person(EDUCATOR), "unknown")
        assert cases(sitting, house.clock) == ()

    with house.sitting(EDUCATOR) as sitting:
        content = {**sent_content(house), "in_danger": "unknown"}
        sitting.desk.do(SendConcern(draft, content))
    with house.sitting(SOCIAL_WORKER) as sitting:
        (case,) = cases(sitting, house.clock)
        assert case.urgent
        assert sitting.desk.reads.alerts() == ()


def sent_content(house):
    at = training._hours_before(house.clock(), 1)
    return {
        **WALKED,
        "observed_at": at,
        "told_person": house.person(DIRECTOR),
        "told_at": at,
        "actions": [{**row, "at": at} for row in WALKED["actions"]],
    }


def test_an_alert_and_its_concern_taken_in_together_leave_no_alert(house):
    house.record(in_danger="yes")

    with house.sitting(DIRECTOR) as sitting:
        assert len(cases(sitting, house.clock)) == 1
        assert sitting.desk.reads.alerts() == ()


def test_an_alert_that_comes_after_its_concern_is_answered_already(house):
    """The order of the drops is not the order of the facts."""
    house.record(in_danger="yes")
    first, second = sealed_rows(house)
    with house.store(Home.DESK) as db:
        db.run("UPDATE drops SET rowid = 99 WHERE id = ?", (first["id"],))
    assert [row["id"] for row in sealed_rows(house)] == [second["id"], first["id"]]

    with house.sitting(DIRECTOR) as sitting:
        assert len(cases(sitting, house.clock)) == 1
        assert sitting.desk.reads.alerts() == ()


def test_an_alert_stays_with_the_team_when_the_draft_is_given_up(house):
    with house.sitting(EDUCATOR) as sitting:
        sitting.desk.do(DiscardDraft(sitting.desk.do(BeginDraft("yes", "no"))))

    with house.sitting(DIRECTOR) as sitting:
        assert [alert.danger for alert in sitting.desk.reads.alerts()] == ["yes"]


def test_a_complement_joins_the_case_as_an_amendment(house, opened):
    receipt = house.record()
    with house.sitting(EDUCATOR) as sitting:
        sitting.desk.do(SendComplement(receipt.id, "Elle boite depuis hier."))

    page = opened()

    (amendment,) = page.amendments
    assert amendment.text == "Elle boite depuis hier."
    assert amendment.author == house.person(EDUCATOR)
    assert amendment.sheet_id == page.sheets[0].id


def test_a_complement_that_comes_before_its_concern_waits(house, opened):
    receipt = house.record()
    with house.sitting(EDUCATOR) as sitting:
        sitting.desk.do(SendComplement(receipt.id, "Suite."))
    concern, _ = sealed_rows(house)
    with house.store(Home.DESK) as db:
        db.run("DELETE FROM drops WHERE id = ?", (concern["id"],))
    with house.sitting(DIRECTOR) as sitting:
        assert cases(sitting, house.clock) == ()
        assert len(sitting.desk.reads.drops()) == 1

    put_sealed(house, concern["id"], concern["sealed"])

    with house.sitting(DIRECTOR):
        pass
    assert [each.text for each in opened().amendments] == ["Suite."]


def test_a_note_somebody_else_signed_is_set_aside_and_shown(house, drop):
    """Signed with the educator's key in the director's name."""
    bad = drop(DropKind.CONCERN, dict(WALKED), author=house.person(DIRECTOR))

    assert set_aside(house) == {bad: "unsigned"}
    with house.sitting(DIRECTOR) as sitting:
        assert cases(sitting, house.clock) == ()


def test_a_note_of_another_vault_is_set_aside_and_shown(house, drop):
    bad = drop(DropKind.CONCERN, dict(WALKED), vault_id="0" * 32)

    assert set_aside(house) == {bad: "out_of_place"}


def test_a_note_that_was_meant_for_another_drop_is_set_aside_and_shown(house, drop):
    """Its author, or somebody with their keys, seals one signed note twice."""
    keyring = house.keyring(EDUCATOR)
    seals = KeyringSeals(keyring)
    note = Note(
        DropKind.CONCERN,
        DropId("first"),
        ReceiptId("receipt"),
        house.person(EDUCATOR),
        house.clock(),
        dict(WALKED),
    )
    plain = note.signed(seals.vault_id, seals.sign)
    for drop_id in ("first", "second"):
        put_sealed(
            house, drop_id, seals.to_readers(CASE_TEAM, plain, f"drop:{drop_id}")
        )
    keyring.close()

    assert set_aside(house) == {"second": "out_of_place"}
    with house.sitting(DIRECTOR) as sitting:
        assert len(cases(sitting, house.clock)) == 1


def test_a_drop_that_was_copied_under_another_id_makes_no_second_case(house):
    house.record()
    (drop,) = sealed_rows(house)
    put_sealed(house, "copied", drop["sealed"])

    with house.sitting(DIRECTOR) as sitting:
        assert len(cases(sitting, house.clock)) == 1


@pytest.mark.parametrize("plain", [b"", b"{}", b"[]", b"null", b"\xff", b'{"body":1}'])
def test_bytes_that_are_no_note_are_set_aside_and_shown(house, plain):
    keyring = house.keyring(EDUCATOR)
    sealed = KeyringSeals(keyring).to_readers(CASE_TEAM, plain, "drop:nonsense")
    put_sealed(house, "nonsense", sealed)
    keyring.close()

    assert set_aside(house) == {"nonsense": "unreadable"}


@pytest.mark.parametrize(
    "kind", [DropKind.CONCERN, DropKind.ALERT, DropKind.COMPLEMENT]
)
@pytest.mark.parametrize(
    "content",
    [[], "texte", None, 3, {"birth": float("nan")}, {"given_latin": "\ud800"}],
    ids=repr,
)
def test_a_signed_note_that_cannot_be_kept_keeps_nobody_out(
    house, drop, opened, kind, content
):
    """One educator's program must not lock the team out, nor lose what came after."""
    bad = drop(kind, content)
    house.record()

    assert set_aside(house) == {bad: "unreadable"}
    assert opened().child.given_latin == WALKED["given_latin"]


def test_a_note_whose_time_says_no_zone_is_set_aside(house, drop):
    bad = drop(DropKind.CONCERN, dict(WALKED), written_at=datetime(2026, 3, 2))  # noqa: DTZ001 -- that is the point

    assert set_aside(house) == {bad: "unreadable"}


def test_a_note_from_whoever_holds_no_desk_is_only_as_good_as_its_signature(
    house, other_house
):
    """A thief of the public key alone can drop something, and it is shown for that."""
    keyring, stranger = house.keyring(EDUCATOR), other_house.keyring(EDUCATOR)
    note = Note(
        DropKind.CONCERN,
        DropId("d"),
        ReceiptId("r"),
        house.person(EDUCATOR),
        house.clock(),
        dict(WALKED),
    )
    plain = note.signed(keyring.vault_id, stranger.sign)
    put_sealed(house, "d", KeyringSeals(keyring).to_readers(CASE_TEAM, plain, "drop:d"))
    keyring.close()
    stranger.close()

    assert set_aside(house) == {"d": "unsigned"}


def test_setting_aside_is_done_once(house, drop):
    drop(DropKind.CONCERN, dict(WALKED), vault_id="0" * 32)
    set_aside(house)
    before = house.digests()["cases.g1.db"]

    set_aside(house)

    assert house.digests()["cases.g1.db"] == before


def test_the_author_sees_how_far_their_concern_has_come(house):
    house.record()
    told = [statuses(house)]
    with house.sitting(SOCIAL_WORKER) as sitting:
        case_id = training.newest_case(sitting, house.clock())
        told.append(statuses_told(house, sitting))
        training.take(sitting, case_id)
        told.append(statuses_told(house, sitting))
        training.assess(sitting, case_id)
    with house.sitting(DIRECTOR) as sitting:
        worker = house.person(SOCIAL_WORKER)
        training.decide(sitting, case_id, worker, house.clock())

    told.append(statuses(house))
    assert [len(each) for each in (told[0], told[-1])] == [1, 4]
    assert told[1:3] == [2, 3]
    assert list(told[-1]) == [
        ConcernStatus.SENT,
        ConcernStatus.READ,
        ConcernStatus.IN_CHARGE,
        ConcernStatus.FOLLOWED_UP,
    ]


def statuses(house):
    return [each.status for each in house.receipt().statuses]


def statuses_told(house, sitting):
    """How many there are, while somebody else sits at the vault."""
    with house.store(Home.DESK, reading=True) as db:
        return db.value("SELECT count(*) FROM receipt_statuses")


def test_a_cut_between_the_cases_and_the_receipts_repeats_harmlessly(house):
    """The concern was taken in, and the statuses never reached the desk."""
    house.record()
    desk, seal = house.path(Home.DESK).read_bytes(), house.folder / "seal.json"
    sealed = seal.read_bytes()
    with house.sitting(DIRECTOR):
        pass
    house.path(Home.DESK).write_bytes(desk)
    seal.write_bytes(sealed)  # it is written after the commits it is about
    assert statuses(house) == [ConcernStatus.SENT]

    with house.sitting(DIRECTOR) as sitting:
        assert len(cases(sitting, house.clock)) == 1

    assert statuses(house) == [ConcernStatus.SENT, ConcernStatus.READ]
    assert house.problems() == []


def test_a_cut_before_the_cases_were_written_repeats_harmlessly(house):
    house.record()
    before, seal = house.path(Home.CASES).read_bytes(), house.folder / "seal.json"
    sealed = seal.read_bytes()
    with house.sitting(DIRECTOR):
        pass
    house.path(Home.CASES).write_bytes(before)
    seal.write_bytes(sealed)

    with house.sitting(DIRECTOR) as sitting:
        assert len(cases(sitting, house.clock)) == 1

    assert statuses(house) == [ConcernStatus.SENT, ConcernStatus.READ]


SCRIPTS = {"latin": "a", "accents": "é", "arabic": "م", "lines": "\n", "quotes": '"'}


@pytest.mark.parametrize("script", SCRIPTS)
def test_P11_a_short_and_a_long_concern_have_the_same_size(house, script):
    """Nobody learns from the drop how much a child said."""
    for length in (1, 3900):
        house.record(words=SCRIPTS[script] * length)

    assert len({len(row["sealed"]) for row in sealed_rows(house)}) == 1


def test_an_alert_and_a_complement_look_like_a_concern(house):
    receipt = house.record(in_danger="yes")
    with house.sitting(EDUCATOR) as sitting:
        sitting.desk.do(SendComplement(receipt.id, "Suite."))

    rows = sealed_rows(house)

    assert len(rows) == 3
    assert len({len(row["sealed"]) for row in rows}) == 1
    with house.store(Home.DESK, reading=True) as db:
        images = db.rows(
            "SELECT image FROM journal_row JOIN journal_image USING (seq, ord)"
            " WHERE kind = 'drop'"
        )
    keys = {tuple(json.loads(row["image"])) for row in images}
    assert keys == {("dropped_at", "id", "sealed", "version")}
