"""Setting an existing case apart: who may, what arrives, what is left, cuts between."""

from __future__ import annotations

import hashlib
import json
from contextlib import closing, contextmanager
from dataclasses import replace

import pytest

from casedesk.app.training_texts import (
    ASSESSED,
    BOARD,
    DIRECTOR,
    EDUCATOR,
    SOCIAL_WORKER,
    Trainee,
)
from casedesk.circuit.attachment import AttachmentKind, Part
from casedesk.circuit.changes import Home, Kind
from casedesk.circuit.commands.attachments import AddAttachment, NoteAttachmentView
from casedesk.circuit.commands.cases import SubmitForDecision, ViewCase
from casedesk.circuit.commands.closing import LiftHold, SetHold
from casedesk.circuit.commands.concerns import SendComplement
from casedesk.circuit.commands.duplicates import TellApart
from casedesk.circuit.commands.erasure import (
    ConfirmRequest,
    DeclineRequest,
    EraseCase,
    RequestAct,
)
from casedesk.circuit.commands.moving import PackCase, SendPart, TakeInCase
from casedesk.circuit.concern import DropId, Note
from casedesk.circuit.errors import IllegalStep, NotFound, NotPermitted
from casedesk.circuit.keys import Succession
from casedesk.circuit.moving import PART, parts_of
from casedesk.circuit.people import Duty, Role
from casedesk.circuit.queries import CaseList
from casedesk.circuit.two_people import (
    Act,
    AlreadyAsked,
    MoveUnderWay,
    NotAReader,
    RequestId,
    RequestOver,
    SamePerson,
)
from casedesk.i18n.labels import sentence
from casedesk.store.erasure import of_cases
from casedesk.store.tables import PLACES, columns, selection
from casedesk.store.verify import verify
from tests.faults.association import reader
from tests.faults.pages import occurrences
from tests.journalled import Spy

NAMES = ("Salma", "سلمى", "Benali", "بنعلي", "السمطة", "avant-bras")
DEPUTY = Trainee("Suppléante", Role.SOCIAL_WORKER, "une phrase bien à elle, longue")
LETTER = "".join(
    hashlib.sha256(bytes([n // 256, n % 256])).hexdigest() for n in range(900)
).encode()  # does not grow small: more than one part


@pytest.fixture
def case_id(house, ringed, clock):
    """Assessed, held, and with a file that fills several parts."""
    clock.pass_(hours=1)
    case_id = house.case_in_charge()
    with house.sitting(SOCIAL_WORKER) as sitting:
        desk = sitting.desk
        desk.do(ViewCase(case_id))
        desk.do(SubmitForDecision(case_id, dict(ASSESSED)))
        desk.do(AddAttachment(case_id, "Lettre", AttachmentKind.TEXT, LETTER))
    with house.sitting(DIRECTOR) as sitting:
        sitting.desk.do(ViewCase(case_id))
        sitting.desk.do(SetHold(case_id, "Réquisition 12/2026"))
    return case_id


@pytest.fixture
def deputy(house, add_person):
    """Somebody who may ask and has no key of any circle."""
    new = add_person(DEPUTY.label, DEPUTY.role, (Duty.DEPUTY,))
    with house.sitting(replace(DEPUTY, passphrase=new.passphrase)) as sitting:
        sitting.change_passphrase(new.passphrase, DEPUTY.passphrase)
    return DEPUTY


@pytest.fixture
def asked(house, ringed, case_id):
    with house.sitting(DIRECTOR) as sitting:
        return sitting.desk.do(RequestAct(case_id, Act.MOVE, "", ringed.of_board))


@pytest.fixture
def agreed(house, asked):
    """The board member typed their passphrase on the director's screen."""
    with house.sitting(DIRECTOR) as sitting:
        sitting.desk.do(ConfirmRequest(asked, witnessed(house, sitting, asked, BOARD)))
    return asked


def witnessed(house, sitting, request, trainee):
    people = {each.id: each for each in sitting.desk.reads.people()}
    told = sitting.desk.reads.request(request)
    person = people[house.person(trainee)]
    return sitting.erasures.witness(told, person, trainee.passphrase)


def carry_out(change):
    try:
        change.carry_out()
    finally:
        change.settle()


def sealed(passage):
    while passage.done < passage.total:
        passage.step()
    return passage


def move(house, request):
    with house.sitting(DIRECTOR) as sitting:
        carry_out(sealed(sitting.moves.begin(request)).erase())


@contextmanager
def in_circle(house, ringed):
    """The desk of the circle, as its only member has it."""
    with house.sitting(BOARD) as sitting:
        yield sitting.circles[ringed.of_board]


def arrived(house, ringed):
    """The ids of the cases in the circle."""
    with in_circle(house, ringed) as desk:
        rows = desk.reads.cases(CaseList.ALL, house.clock(), None, 10)
        return [each.id for each in rows]


def here(house):
    with house.sitting(DIRECTOR) as sitting:
        rows = sitting.desk.reads.cases(CaseList.ALL, house.clock(), None, 10)
        return [each.id for each in rows]


def left_in(house, home, texts=NAMES):
    """In the file and its log, as it is and as JSON writes it."""
    keyring = house.keyring(DIRECTOR)
    with closing(keyring):
        path = house.folder / keyring.database_name(home)
        key = bytes(keyring.db_key(home))
        forms = {text: {text, json.dumps(text)[1:-1]} for text in texts}
        found = occurrences(path, key, {each for of in forms.values() for each in of})
    return {text: sum(found[each] for each in of) for text, of in forms.items()}


def nothing(texts=NAMES):
    return dict.fromkeys(texts, 0)


def records(house, trainee, cid, case_id):
    """Every record of the case, by kind, but for its versions."""
    keyring, found = house.keyring(trainee), {}
    with closing(keyring), reader(house, keyring, cid) as db:
        for kind in (*of_cases(), Kind.CASE):
            column = "id" if kind is Kind.CASE else "case_id"
            sql = f"{selection(kind)} WHERE {column} = ? ORDER BY rowid"
            rows = db.rows(sql, (case_id,))
            found[kind] = [{**row, "version": 0} for row in rows]
    return found


def sound(house, trainee, cid):
    keyring = house.keyring(trainee)
    with closing(keyring), reader(house, keyring, cid) as db:
        return verify(db, keyring.verify).problems == ()


def test_P13_after_two_people_agreed_nothing_of_the_case_is_left(
    house, ringed, case_id, agreed
):
    """In no page of the case team's file nor of the desk, in either script."""
    assert all(left_in(house, Home.CASES).values()), "the control finds every one"

    move(house, agreed)

    traces = (*NAMES, "Réquisition 12", LETTER[:40].decode(), ringed.of_board, "move")
    assert left_in(house, Home.CASES, traces) == nothing(traces)
    assert left_in(house, Home.DESK) == nothing()
    assert here(house) == []
    with house.sitting(DIRECTOR) as sitting:
        stone = sitting.desk.reads.erased(case_id).tombstone
        assert sitting.desk.reads.erased_cases() == (), "no certificate tells of it"
    assert (stone.reason, stone.request, stone.copies) == ("", "", ())
    assert (stone.asked_signature, stone.confirmation) == (b"", b"")
    assert house_is_sound(house, ringed)


def house_is_sound(house, ringed):
    return all(
        sound(house, trainee, cid)
        for trainee, cid in (
            (DIRECTOR, Home.CASES),
            (DIRECTOR, Home.DESK),
            (BOARD, ringed.of_board),
        )
    )


def test_P13_the_journals_name_no_act_that_an_erasure_or_a_concern_has_not(
    house, ringed, agreed
):
    before = entries(house, Home.DESK)
    move(house, agreed)
    in_desk = entries(house, Home.DESK)[len(before) :]

    parts = [each for each in in_desk if each["action"] == "SendSealed"]
    assert len(parts) > 1
    assert {each["action"] for each in in_desk} <= {
        "NoteEvent",
        "SendSealed",
        "ForgetDrops",
    }
    in_cases = {each["action"] for each in entries(house, Home.CASES)}
    assert {"RequestAct", "ConfirmRequest", "EraseCase"} <= in_cases
    with house.store(Home.DESK, reading=True) as db:
        sizes = db.rows("SELECT DISTINCT length(sealed) AS size FROM drops")
    assert len(sizes) == 1


def test_P13_a_part_looks_like_something_an_educator_adds(house, ringed, agreed):
    receipt = house.receipt()
    with house.sitting(EDUCATOR) as sitting:
        sitting.desk.do(SendComplement(receipt.id, "Il est revenu."))
    move(house, agreed)

    shapes = {
        tuple((row["kind"], row["version"]) for row in each["rows"])
        for each in entries(house, Home.DESK)
        if each["action"] == "SendSealed"
    }
    assert shapes == {(("drop", 1),)}


def entries(house, home):
    keyring = house.keyring(DIRECTOR)
    with closing(keyring), reader(house, keyring, home) as db:
        found = db.rows("SELECT seq, action FROM journal ORDER BY seq")
        sql = "SELECT kind, version FROM journal_row WHERE seq = ? ORDER BY ord"
        return [{**each, "rows": db.rows(sql, (each["seq"],))} for each in found]


def test_everything_of_the_case_is_in_the_circle_afterwards(
    house, ringed, case_id, agreed
):
    before = records(house, DIRECTOR, Home.CASES, case_id)
    assert all(
        before[kind]
        for kind in (Kind.CHILD, Kind.SHEET, Kind.HOLD, Kind.ATTACHMENT, Kind.CASE)
    )
    move(house, agreed)

    with in_circle(house, ringed) as desk:
        desk.do(ViewCase(case_id))
        page = desk.reads.case_page(case_id)
        (letter,) = desk.reads.attachments(case_id)
        desk.do(NoteAttachmentView(letter.id))
        assert desk.reads.attachment_bytes(letter.id, Part.ORIGINAL) == LETTER
        assert desk.reads.requests(house.clock()) == ()
    after = records(house, BOARD, ringed.of_board, case_id)
    number = before[Kind.CASE][0].pop("number")
    assert after[Kind.CASE][0].pop("number") == page.case.number != number
    (request,) = after[Kind.REQUEST]
    assert request == {**before[Kind.REQUEST][0], "state": "done", "begun": 1}
    assert len(after[Kind.EARLIER]) > 5
    for kind in {*of_cases(), Kind.CASE} - {Kind.REQUEST, Kind.EARLIER}:
        assert after[kind] == before[kind], kind


def test_what_was_done_before_stands_in_the_chronology_of_the_circle(
    house, ringed, case_id, agreed
):
    with house.sitting(DIRECTOR) as sitting:
        sitting.desk.do(ViewCase(case_id))
        before = sitting.desk.reads.case_page(case_id).chronology
    move(house, agreed)

    with in_circle(house, ringed) as desk:
        desk.do(ViewCase(case_id))
        after = desk.reads.case_page(case_id).chronology
    told = [(each.at, each.actor, each.action) for each in before]
    assert [(each.at, each.actor, each.action) for each in after[: len(told)]] == told
    sequences = [each.sequence for each in after]
    assert sequences == sorted(sequences)
    assert [each.action for each in after[len(told) :]][:2] == [
        "BeginAct",
        "TakeInDrop",
    ]
    looked = [
        row["actor"]
        for row in records(house, BOARD, ringed.of_board, case_id)[Kind.EARLIER]
        if row["action"] == "ViewCase"
    ]
    assert set(looked) == {house.person(SOCIAL_WORKER), house.person(DIRECTOR)}


def test_P03_to_set_a_case_apart_takes_somebody_else_who_will_read_it(
    house, ringed, asked, deputy
):
    with house.sitting(DIRECTOR) as sitting:
        desk = sitting.desk
        with pytest.raises(SamePerson):
            desk.do(ConfirmRequest(asked))
        own = witnessed(house, sitting, asked, DIRECTOR)
        with pytest.raises(SamePerson):
            desk.do(ConfirmRequest(asked, own))
        other = witnessed(house, sitting, asked, deputy)
        with pytest.raises(NotAReader):
            desk.do(ConfirmRequest(asked, other))
        with pytest.raises(RequestOver):
            sitting.moves.begin(asked)
    with house.sitting(deputy) as sitting, pytest.raises(NotAReader):
        sitting.desk.do(ConfirmRequest(asked))
    with house.sitting(SOCIAL_WORKER) as sitting, pytest.raises(NotPermitted):
        sitting.desk.do(ConfirmRequest(asked))


def test_P03_who_is_about_to_be_kept_out_is_no_second_person(
    house, ringed, case_id, deputy
):
    """The deputy asks for the circle of the board; the director cannot agree."""
    with house.sitting(deputy) as sitting:
        asked = sitting.desk.do(RequestAct(case_id, Act.MOVE, "", ringed.of_board))
        with pytest.raises(NotPermitted):
            sitting.desk.do(RequestAct(case_id, Act.ERASE, "PERIOD"))
    with house.sitting(DIRECTOR) as sitting, pytest.raises(NotAReader):
        sitting.desk.do(ConfirmRequest(asked))


def test_P03_who_is_about_to_be_kept_out_cannot_hinder_it(
    house, ringed, case_id, deputy
):
    """Not while it waits, nor once it was agreed to; whoever will read it may."""
    with house.sitting(deputy) as sitting:
        desk = sitting.desk
        asked = desk.do(RequestAct(case_id, Act.MOVE, "", ringed.of_board))
    with house.sitting(DIRECTOR) as sitting, pytest.raises(NotAReader):
        sitting.desk.do(DeclineRequest(asked))
    with house.sitting(deputy) as sitting:
        desk = sitting.desk
        desk.do(ConfirmRequest(asked, witnessed(house, sitting, asked, BOARD)))
    with house.sitting(DIRECTOR) as sitting, pytest.raises(NotAReader):
        sitting.desk.do(DeclineRequest(asked))
    with house.sitting(deputy) as sitting:
        sitting.desk.do(DeclineRequest(asked))
        with pytest.raises(RequestOver):
            sitting.moves.begin(asked)


def test_P07_who_is_about_to_be_kept_out_sees_no_request(
    house, ringed, case_id, deputy
):
    with house.sitting(deputy) as sitting:
        reads = sitting.desk.reads
        asked = sitting.desk.do(RequestAct(case_id, Act.MOVE, "", ringed.of_board))
        assert [each.request.id for each in reads.requests(house.clock())] == [asked]
        assert reads.request(asked).circle == ringed.of_board
    with house.sitting(DIRECTOR) as sitting:
        reads = sitting.desk.reads
        assert reads.requests(house.clock()) == ()
        with pytest.raises(NotFound):
            reads.request(asked)


def test_P07_what_a_case_was_told_apart_from_does_not_go_with_it(
    house, ringed, case_id, agreed, clock
):
    """Nor does it stay: of a pair across compartments there is no trace in either."""
    clock.pass_(hours=1)
    other = house.case_in_charge()
    with house.sitting(SOCIAL_WORKER) as sitting:
        sitting.desk.do(TellApart(case_id, other))

    move(house, agreed)

    with house.sitting(SOCIAL_WORKER) as sitting:
        assert sitting.desk.reads.told_apart(other) == ()
    with in_circle(house, ringed) as desk:
        assert desk.reads.told_apart(case_id) == ()


def test_P07_the_others_who_will_read_it_see_the_request(
    house, ringed, case_id, deputy
):
    with house.sitting(deputy) as sitting:
        desk = sitting.desk
        asked = desk.do(RequestAct(case_id, Act.MOVE, "", ringed.with_direction))
    with house.sitting(DIRECTOR) as sitting:
        (row,) = sitting.desk.reads.requests(house.clock())
        sitting.desk.do(ConfirmRequest(row.request.id))
    assert row.request.id == asked


def test_P03_a_move_taken_back_by_one_of_them_moves_nothing(house, case_id, agreed):
    with house.sitting(DIRECTOR) as sitting:
        sitting.desk.do(DeclineRequest(agreed))
        with pytest.raises(RequestOver):
            sitting.moves.begin(agreed)
    assert here(house) == [case_id]


def test_the_mover_needs_no_key_of_the_circle_nor_of_the_direction(
    house, ringed, case_id, deputy
):
    """A case about the director goes to the board; what is left is for an admin."""
    with house.sitting(deputy) as sitting:
        assert not sitting.circles
        desk = sitting.desk
        asked = desk.do(RequestAct(case_id, Act.MOVE, "", ringed.of_board))
        desk.do(ConfirmRequest(asked, witnessed(house, sitting, asked, BOARD)))
        assert sealed(sitting.moves.begin(asked)).erase() is None

    assert left_in(house, Home.CASES) == nothing()
    assert arrived(house, ringed) == [case_id]
    with house.sitting(DIRECTOR) as sitting:
        assert sitting.erasures.owed()
        carry_out(sitting.erasures.finish())
        assert not sitting.erasures.owed()


def test_from_one_circle_a_case_goes_on_into_another(house, ringed):
    ringed.send(ringed.with_direction)
    with house.sitting(DIRECTOR) as sitting:
        desk = sitting.circles[ringed.with_direction]
        (row,) = desk.reads.cases(CaseList.ALL, house.clock(), None, 10)
        asked = desk.do(RequestAct(row.id, Act.MOVE, "", ringed.of_board))
    with house.sitting(BOARD) as sitting:
        sitting.circles[ringed.with_direction].do(ConfirmRequest(asked))
    with house.sitting(DIRECTOR) as sitting:
        passage = sitting.moves.begin(asked, ringed.with_direction)
        carry_out(sealed(passage).erase())
        desk = sitting.circles[ringed.with_direction]
        assert desk.reads.count(CaseList.ALL, house.clock()) == 0

    assert arrived(house, ringed) == [row.id]


def test_no_case_is_erased_before_all_of_it_is_sealed(house, case_id, agreed):
    with house.sitting(DIRECTOR) as sitting:
        passage = sitting.moves.begin(agreed)
        assert passage.total > 1
        passage.step()
        with pytest.raises(NotFound):
            passage.erase()
        with pytest.raises(IllegalStep):
            sitting.desk.do(EraseCase(agreed))
    assert here(house) == [case_id]


def test_P13_a_move_that_was_cut_anywhere_is_begun_again(
    house, ringed, case_id, agreed
):
    """After the request, after each part, after all of them; and after the erasing."""
    with house.sitting(DIRECTOR) as sitting:
        total = sitting.moves.begin(agreed).total
    for cut in range(total + 1):
        with house.sitting(DIRECTOR) as sitting:
            passage = sitting.moves.begin(agreed)
            for _ in range(cut):
                passage.step()
        assert here(house) == [case_id]
        assert len(arrived(house, ringed)) <= 1

    with house.sitting(DIRECTOR) as sitting:
        change = sealed(sitting.moves.begin(agreed)).erase()
        change.settle()  # cut before the new file
    assert here(house) == []
    assert arrived(house, ringed) == [case_id]
    with house.sitting(DIRECTOR) as sitting:
        with pytest.raises(NotFound):
            sitting.moves.begin(agreed)
        carry_out(sitting.erasures.finish())

    assert arrived(house, ringed) == [case_id]
    assert left_in(house, Home.CASES) == nothing()
    assert house_is_sound(house, ringed)


def test_P13_a_move_that_was_begun_is_neither_taken_back_nor_over_with_time(
    house, ringed, case_id, agreed, clock
):
    """Its circle has the case already: given up now, it would be in both for ever."""
    with house.sitting(DIRECTOR) as sitting:
        sealed(sitting.moves.begin(agreed))  # and here it is cut
    assert (here(house), arrived(house, ringed)) == ([case_id], [case_id])
    clock.pass_(days=30)

    with house.sitting(DIRECTOR) as sitting:
        desk = sitting.desk
        with pytest.raises(MoveUnderWay) as refused:
            desk.do(DeclineRequest(agreed))
        assert sentence(refused.value)
        (row,) = desk.reads.requests(house.clock())
        assert row.request.is_under_way
        desk.do(ViewCase(case_id))
        with pytest.raises(AlreadyAsked):
            desk.do(RequestAct(case_id, Act.MOVE, "", ringed.with_direction))
    move(house, agreed)

    assert (here(house), arrived(house, ringed)) == ([], [case_id])
    assert left_in(house, Home.CASES) == nothing()
    assert house_is_sound(house, ringed)


def test_P13_a_move_whose_mover_left_half_way_is_finished_by_another(
    house, ringed, case_id, deputy, add_person
):
    """Not by the direction, which the circle leaves out and which learns nothing."""
    with house.sitting(deputy) as sitting:
        asked = sitting.desk.do(RequestAct(case_id, Act.MOVE, "", ringed.of_board))
        sitting.desk.do(ConfirmRequest(asked, witnessed(house, sitting, asked, BOARD)))
        sealed(sitting.moves.begin(asked))
    new = add_person("Référente", Role.SOCIAL_WORKER, (Duty.REFERENT,))
    other = Trainee("Référente", Role.SOCIAL_WORKER, new.passphrase)
    with house.sitting(other) as sitting:
        assert sitting.desk.reads.requests(house.clock()) == ()
    with house.sitting(DIRECTOR) as sitting:
        succession = Succession(house.person(SOCIAL_WORKER))
        sitting.keys.remove_person(house.person(deputy), succession)
        assert sitting.desk.reads.requests(house.clock()) == ()

    with house.sitting(other) as sitting:
        (row,) = sitting.desk.reads.requests(house.clock())
        assert sealed(sitting.moves.begin(row.request.id)).erase() is None

    assert (here(house), arrived(house, ringed)) == ([], [case_id])
    assert house_is_sound(house, ringed)


def test_what_was_written_between_two_attempts_arrives_too(
    house, ringed, case_id, agreed
):
    with house.sitting(DIRECTOR) as sitting:
        sealed(sitting.moves.begin(agreed))
    assert arrived(house, ringed) == [case_id]
    with house.sitting(DIRECTOR) as sitting:
        sitting.desk.do(LiftHold(case_id, "Le parquet a rendu sa décision."))
        add = AddAttachment(case_id, "Suite", AttachmentKind.TEXT, b"Autre mot.")
        sitting.desk.do(add)

    move(house, agreed)

    with in_circle(house, ringed) as desk:
        desk.do(ViewCase(case_id))
        (hold,) = desk.reads.case_page(case_id).holds
        assert not hold.is_in_force
        labels = [each.label for each in desk.reads.attachments(case_id)]
    assert labels == ["Lettre", "Suite"]
    assert house_is_sound(house, ringed)


def test_a_case_that_changed_since_it_was_packed_is_not_erased(house, case_id, agreed):
    with house.sitting(DIRECTOR) as sitting:
        passage = sealed(sitting.moves.begin(agreed))
        sitting.desk.do(LiftHold(case_id, "Le parquet a rendu sa décision."))
        with pytest.raises(IllegalStep):
            passage.erase()
    assert here(house) == [case_id]


def test_a_bundle_waits_until_its_last_part_is_there(house, ringed, case_id, agreed):
    with house.sitting(DIRECTOR) as sitting:
        passage = sitting.moves.begin(agreed)
        for _ in range(passage.total - 1):
            passage.step()
    with in_circle(house, ringed) as desk:
        assert desk.reads.count(CaseList.ALL, house.clock()) == 0
        assert desk.reads.set_aside() == ()
        assert len(desk.reads.drops()) > passage.total - 1  # and the concern

    move(house, agreed)
    assert arrived(house, ringed) == [case_id]


def test_a_part_that_is_none_is_set_aside_and_shown(house, ringed, agreed):
    with house.sitting(DIRECTOR) as sitting:
        packed = sitting.desk.do(PackCase(agreed))
        (first, *_) = parts_of(agreed, packed.content)
        for content in (
            {**first, "part": -1},
            {**first, "data": 1},
            {**first, "of": 1},  # says it is whole, and is not
            {"text": "autre chose"},
        ):
            sitting.desk.do(SendPart(packed.circle, content))

    with in_circle(house, ringed) as desk:
        aside = [each.reason for each in desk.reads.set_aside()]
        assert desk.reads.count(CaseList.ALL, house.clock()) == 0
    assert aside == ["unreadable"] * 4


def test_J02_a_case_that_is_moved_is_journalled_at_both_ends_or_not_moved(
    house, ringed, agreed, case_id, monkeypatch
):
    spy = Spy(monkeypatch)

    move(house, agreed)
    with in_circle(house, ringed):
        pass

    assert {SendPart, EraseCase, TakeInCase} <= spy.changed
    assert PackCase not in spy.changed | spy.looked
    assert arrived(house, ringed) == [case_id]


def test_nobody_makes_up_a_case_that_two_people_never_moved(
    house, ringed, case_id, asked
):
    """The second signature is missing from what was packed by hand."""
    with house.sitting(DIRECTOR) as sitting:
        store = sitting.desk._stores[Home.CASES]
        with store.work(sitting.desk.actor, "ViewCase") as work:
            packed = work.pack(work.cases.get(case_id))
        for request in (asked, RequestId("another")):
            for content in parts_of(request, packed):
                sitting.desk.do(SendPart(ringed.of_board, content))

    with in_circle(house, ringed) as desk:
        aside = {each.reason for each in desk.reads.set_aside()}
        assert desk.reads.count(CaseList.ALL, house.clock()) == 0
    assert aside == {"unsigned", "out_of_place"}


def test_a_complement_to_a_case_that_went_is_set_aside_for_somebody_to_ask(
    house, ringed, agreed
):
    """Nothing here says which circle it is in; the author still has their receipt."""
    receipt = house.receipt()
    move(house, agreed)
    assert house.receipt() == receipt
    with house.sitting(EDUCATOR) as sitting:
        sitting.desk.do(SendComplement(receipt.id, "Il est revenu ce matin."))

    with house.sitting(SOCIAL_WORKER) as sitting:
        (row,) = sitting.desk.reads.set_aside()
    assert row.reason == "case_gone"


def test_every_kind_that_belongs_to_a_case_is_packed_and_erased():
    """A kind is of cases by its column: a new one is never forgotten."""
    by_column = {
        kind
        for kind, place in PLACES.items()
        if place.home is Home.CASES and "case_id" in columns(kind)
    }
    elsewhere = {Kind.CASE, Kind.ALERT, Kind.INTAKE, Kind.TOMBSTONE}
    elsewhere |= {Kind.REPORT_COUNT, Kind.TOLD_APART, Kind.SEARCH, Kind.MEMBER}
    in_cases = {kind for kind, place in PLACES.items() if place.home is Home.CASES}

    assert set(of_cases()) == by_column
    assert in_cases - by_column == elsewhere


def test_a_part_with_its_note_fits_the_one_size_of_a_drop(house, ringed, agreed):
    packed = bytes(PART)
    (content,) = parts_of(agreed, packed)
    note = Note(
        kind="moved",
        drop=DropId("0" * 36),
        receipt="",
        author=house.person(DIRECTOR),
        written_at=house.clock(),
        content={**content, "of": 100_000, "part": 99_999},
    )
    assert len(note.signed("0" * 36, lambda _data: bytes(64))) <= 32_000
