"""Restricted circles on a real vault: who can open what, and who learns nothing."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import product
from types import SimpleNamespace

import pytest

from casedesk.app import circles, training
from casedesk.app.compartments import open_stores
from casedesk.app.manifest import read_manifest
from casedesk.app.passphrases import Passphrases
from casedesk.app.training_texts import (
    ASSESSED,
    BOARD,
    DIRECTOR,
    EDUCATOR,
    SOCIAL_WORKER,
    WALKED,
)
from casedesk.circuit.changes import Home
from casedesk.circuit.circles import (
    CASE_TEAM,
    Circle,
    CircleId,
    ReaderInvolved,
    leaving_out,
)
from casedesk.circuit.commands.cases import (
    SubmitForDecision,
    TakeInCharge,
    ViewCase,
)
from casedesk.circuit.commands.concerns import (
    BeginDraft,
    SendComplement,
)
from casedesk.circuit.commands.duplicates import TellApart
from casedesk.circuit.commands.emergency import OpenInEmergency
from casedesk.circuit.commands.erasure import RequestAct
from casedesk.circuit.commands.family import MemberAlleged, NoteAuthor, ViewAuthors
from casedesk.circuit.commands.furnishing import FurnishDesk
from casedesk.circuit.commands.searching import NoteSearch
from casedesk.circuit.concern import ConcernStatus, MemberInvolved
from casedesk.circuit.errors import NotFound, NotPermitted
from casedesk.circuit.journal import AnchorState, JournalFilter
from casedesk.circuit.keys import NoCircle, ShareGroup, Succession
from casedesk.circuit.longwork import unheard
from casedesk.circuit.numbers import anchor, typed_anchor
from casedesk.circuit.people import PersonId
from casedesk.circuit.queries import CaseList
from casedesk.circuit.threshold import VaultUnusable
from casedesk.circuit.two_people import Act
from casedesk.i18n.labels import sentence
from casedesk.store.errors import StoreBusy
from casedesk.vault import recovery
from casedesk.vault.errors import NoKey, SealBroken
from casedesk.vault.kdf import KdfCost
from casedesk.vault.recovery import RecoverySecret
from tests.app.circles import INSIDE, Ringed
from tests.closing import close

CHEAP = Passphrases(KdfCost(memory_kib=8, passes=1, lanes=1))


def test_the_standing_circles_leave_out_whoever_is_not_in_them(ringed):
    house = ringed.house
    members = {each.cid: each.members for each in house.keyring(DIRECTOR).circles}

    assert set(members) == {ringed.with_direction, ringed.of_board}
    assert members[ringed.with_direction] == tuple(
        sorted((house.person(DIRECTOR), house.person(BOARD)))
    )
    assert members[ringed.of_board] == (house.person(BOARD),)


def test_P08_no_wrap_of_a_circle_opens_with_the_identity_of_an_outsider(ringed):
    house = ringed.house
    for trainee in (EDUCATOR, SOCIAL_WORKER, DIRECTOR):
        keyring = house.keyring(trainee)
        with pytest.raises(NoKey):
            keyring.db_key(ringed.of_board)
        assert ringed.of_board not in keyring.compartments
        keyring.close()


def test_P09_a_sealed_drop_opens_for_its_readers_and_nobody_else(ringed):
    """Neither its author, nor the director whom it is about, with any key they have."""
    house = ringed.house
    ringed.send(ringed.of_board)

    with house.store(Home.DESK, reading=True) as desk:
        drops = desk.rows("SELECT id, sealed FROM drops")
    for trainee in (EDUCATOR, DIRECTOR, SOCIAL_WORKER):
        keyring = house.keyring(trainee)
        stores = open_stores(house.folder, keyring, house.clock)
        circles = (CASE_TEAM, ringed.with_direction, ringed.of_board)
        for drop, kind in product(drops, ("drop", "draft")):
            context = f"{kind}:{drop['id']}"
            for readers in circles:
                with pytest.raises(SealBroken):
                    keyring.open_drop(drop["sealed"], context, readers)
            with pytest.raises(SealBroken):
                keyring.open_own(drop["sealed"], context)
        stores.close()
        keyring.close()

    with house.sitting(BOARD) as sitting:
        desk = sitting.circles[ringed.of_board]
        (row,) = desk.reads.cases(CaseList.ALL, house.clock(), None, 10)
        desk.do(ViewCase(row.id))
        concern = desk.reads.case_page(row.id).sheets[0]
    assert concern.content["where_now"] == INSIDE


def test_P10_a_circle_with_somebody_involved_is_not_offered(ringed):
    house = ringed.house
    with house.sitting(EDUCATOR) as sitting:
        circles = sitting.desk.reads.circles()
    director, board = house.person(DIRECTOR), house.person(BOARD)

    def ids(*involved):
        return [each.id for each in leaving_out(circles, involved)]

    assert ids(house.person(EDUCATOR)) == [ringed.with_direction, ringed.of_board]
    assert ids(director) == [ringed.of_board]
    assert ids(board) == []


def test_a_circle_with_somebody_involved_is_refused_whoever_asks(ringed):
    house = ringed.house
    involved = (house.person(DIRECTOR),)
    with house.sitting(EDUCATOR) as sitting:
        desk = sitting.desk
        with pytest.raises(ReaderInvolved):
            sitting.desk.do(
                BeginDraft("no", "yes", (), ringed.with_direction, involved)
            )
        with pytest.raises(NotFound):
            desk.do(BeginDraft("no", "yes", (), CircleId("r-0000"), involved))
        with pytest.raises(MemberInvolved):
            sitting.desk.do(BeginDraft("no", "unknown"))
        assert sitting.desk.reads.my_drafts() == ()


def test_P07_outside_the_circle_there_is_no_trace_of_it(ringed):
    """Lists, counts, alerts, what is found, what stands aside: as if nothing were."""
    house = ringed.house
    before = _seen(house, SOCIAL_WORKER), _seen(house, DIRECTOR)
    ringed.send(ringed.of_board)

    assert (_seen(house, SOCIAL_WORKER), _seen(house, DIRECTOR)) == before
    with house.sitting(BOARD) as sitting:
        desk = sitting.circles[ringed.of_board]
        assert desk.reads.count(CaseList.ALL, house.clock()) == 1
        assert len(desk.reads.search("salma")) == 1
        assert len(desk.reads.search_texts(INSIDE)) == 1
        assert sitting.desk.reads.search("salma").rows == ()
    assert (_seen(house, SOCIAL_WORKER), _seen(house, DIRECTOR)) == before


def _seen(house, trainee):
    """At one's desk, and in each circle one is in."""
    with house.sitting(trainee) as sitting:
        return [
            (
                [desk.reads.count(which, house.clock()) for which in CaseList],
                desk.reads.cases(CaseList.ALL, house.clock(), None, 100),
                desk.reads.alerts(),
                desk.reads.set_aside(),
                desk.reads.unsent_drafts(house.clock()),
                desk.reads.search("salma"),
                desk.reads.search("سلمى"),
                desk.reads.search_texts(INSIDE),
                _if_permitted(desk.reads.requests, house.clock()),
                _if_permitted(desk.reads.retention_due, house.clock()),
            )
            for desk in (sitting.desk, *sitting.circles.values())
        ]


def _if_permitted(question, now):
    try:
        return question(now)
    except NotPermitted as refused:
        return refused.code


@dataclass(frozen=True)
class Lived:
    """What became of two cases of the board's circle, as only its members know it."""

    number: str  # of a case that waits for an answer
    coupon: str  # on the paper that is out for it
    anchor: str  # of the circle's journal


@pytest.fixture
def lived(ringed, clock):
    """One referred and to be moved, one closed long ago and asked to be erased."""
    house, circle = ringed.house, ringed.of_board
    clock.pass_(hours=1)
    ringed.send(circle)
    ringed.send(circle)
    me = house.person(BOARD)
    alone = {"guard.two_signatures": "Une seule personne dans ce cercle"}
    with house.sitting(DIRECTOR) as sitting:
        sitting.desk.do(FurnishDesk(alone, (), (), ()))
    with house.sitting(BOARD) as sitting:
        desk = sitting.circles[circle]
        first, second = _taken(desk, house)
        inside = SimpleNamespace(desk=desk)
        training.decide(inside, first, me, house.clock())
        close(desk, desk, second, "UNFOUNDED", reason="NO_CONCERN")
    clock.pass_(days=400)
    with house.sitting(BOARD) as sitting:
        desk = sitting.circles[circle]
        desk.do(RequestAct(first, Act.MOVE, "", ringed.with_direction))
        desk.do(RequestAct(second, Act.ERASE, "PERIOD"))
        desk.do(ViewCase(first))
        page, head = desk.reads.case_page(first), desk.reads.journal_head(Home.CASES)
        assert len(desk.reads.requests(house.clock())) == 2
        assert len(desk.reads.retention_due(house.clock())) == 1
        coupon = page.referrals[0].coupon
        assert desk.reads.referral_by_coupon(coupon).case_id == first
    return Lived(page.case.number, coupon, anchor(head.sequence, head.hash))


def _taken(desk, house):
    for row in desk.reads.cases(CaseList.ALL, house.clock(), None, 10):
        desk.do(ViewCase(row.id))
        desk.do(TakeInCharge(row.id))
        desk.do(SubmitForDecision(row.id, dict(ASSESSED)))
        yield row.id


def test_P07_whatever_is_decided_in_a_circle_shows_nowhere_else(ringed, lived):
    """Requests, referrals and days of review: a vault without them shows the same."""
    for trainee in (SOCIAL_WORKER, DIRECTOR):
        for counts, *found in _seen(ringed.house, trainee):
            assert not any(counts)
            assert [each for each in found if each] in ([], ["not_permitted"] * 2)


def test_P07_no_code_of_a_circle_is_answered_outside(ringed, lived):
    for trainee in (SOCIAL_WORKER, DIRECTOR):
        with ringed.house.sitting(trainee) as sitting:
            for desk in (sitting.desk, *sitting.circles.values()):
                with pytest.raises(NotFound):
                    desk.reads.referral_by_coupon(lived.coupon)
                answer = desk.reads.anchor(typed_anchor(lived.anchor))
                assert answer.state is not AnchorState.PRESENT


def test_P07_the_number_of_a_case_in_a_circle_opens_nothing_in_an_emergency(
    ringed, lived
):
    """It is told like a number there never was, and leaves no more behind."""
    why = "La police attend le nom de l'école, personne ne répond."
    told = []
    with ringed.house.sitting(SOCIAL_WORKER) as sitting:
        for number in (lived.number, "SAL-26-0000"):
            with pytest.raises(NotFound) as refused:
                sitting.desk.do(OpenInEmergency(number, why))
            told.append((refused.value.code, refused.value.parameters))

    assert told[0] == told[1]


def test_P07_a_backup_made_outside_counts_nothing_of_a_circle(ringed, lived, tmp_path):
    house, circle = ringed.house, ringed.of_board
    counted = {}
    for trainee in (SOCIAL_WORKER, DIRECTOR, BOARD):
        stick = tmp_path / trainee.role
        stick.mkdir()
        with house.sitting(trainee) as sitting:
            made = sitting.safekeeping.back_up(stick, unheard).set
        manifest, _ = read_manifest(made.folder)
        (listed,) = (each for each in manifest.cmps if each.cid == circle)
        counted[trainee] = (listed.seq, listed.rows, listed.read, any(listed.head))

    assert counted[SOCIAL_WORKER] == counted[DIRECTOR] == (0, 0, 0, False)
    assert all(counted[BOARD]), "whoever is in it counts it"


def test_in_the_desk_a_restricted_drop_looks_like_any_other(ringed):
    ringed.send(ringed.of_board)
    ringed.house.record()

    with ringed.house.store(Home.DESK, reading=True) as desk:
        sizes = desk.rows("SELECT DISTINCT length(sealed) AS size FROM drops")
        actions = desk.rows(
            "SELECT action, count(*) AS n FROM journal WHERE action LIKE 'Send%'"
            " GROUP BY action"
        )
    assert len(sizes) == 1
    assert actions == [{"action": "SendConcern", "n": 2}]


def test_a_circle_works_through_its_case_and_tells_the_desk_nothing(ringed):
    """The author sees that it was sent, and no status that would show where."""
    house = ringed.house
    receipt = ringed.send(ringed.of_board)
    with house.sitting(BOARD) as sitting:
        desk = sitting.circles[ringed.of_board]
        (row,) = desk.reads.cases(CaseList.ALL, house.clock(), None, 10)
        desk.do(ViewCase(row.id))
        desk.do(TakeInCharge(row.id))
        assert desk.reads.case_page(row.id).case.owner == house.person(BOARD)

    with house.sitting(EDUCATOR) as sitting:
        (told,) = sitting.desk.reads.my_receipts()
    assert told.id == receipt
    assert told.circle == ringed.of_board
    assert [each.status for each in told.statuses] == [ConcernStatus.SENT]


def test_a_complement_follows_its_concern_into_the_circle(ringed):
    house = ringed.house
    receipt = ringed.send(ringed.of_board)
    with house.sitting(EDUCATOR) as sitting:
        sitting.desk.do(SendComplement(receipt, "Il est revenu ce matin."))

    with house.sitting(BOARD) as sitting:
        desk = sitting.circles[ringed.of_board]
        (row,) = desk.reads.cases(CaseList.ALL, house.clock(), None, 10)
        desk.do(ViewCase(row.id))
        (added,) = desk.reads.case_page(row.id).amendments
    assert added.text == "Il est revenu ce matin."
    ((_, _, alerts, *_),) = _seen(house, SOCIAL_WORKER)
    assert alerts == ()


def test_each_reader_takes_only_what_was_sealed_to_that_circle(ringed):
    house = ringed.house
    ringed.send(ringed.with_direction)
    ringed.send(ringed.of_board)

    with house.sitting(BOARD) as sitting:
        counts = {
            circle: desk.reads.count(CaseList.ALL, house.clock())
            for circle, desk in sitting.circles.items()
        }
    with house.sitting(DIRECTOR) as sitting:
        assert set(sitting.circles) == {ringed.with_direction}
        numbers = {
            desk.reads.cases(CaseList.ALL, house.clock(), None, 9)[0].number
            for desk in sitting.circles.values()
        }
        ordinary = sitting.desk.reads.cases(CaseList.ALL, house.clock(), None, 9)
    assert counts == {ringed.with_direction: 1, ringed.of_board: 1}
    assert len(numbers) == 1
    assert ordinary == ()


def test_a_circle_without_a_member_waits_for_two_shares(house):
    """What is written to it before there is a board is read by the first member."""
    secret = RecoverySecret.new()
    keyring = house.keyring(DIRECTOR)
    group = recovery.found_group(house.folder, keyring, secret, (), limits=CHEAP.limits)
    keyring.close()
    with house.sitting(DIRECTOR) as sitting:
        office = sitting.circle_keys
        with_direction, of_board = (
            office.found(each, group) for each in office.missing()
        )
    ring = Ringed(house, with_direction, of_board, secret.shares)
    ring.send(of_board)
    with house.sitting(DIRECTOR) as sitting:
        assert of_board not in sitting.circles
        new = sitting.add_person(BOARD.label, BOARD.role)
        sitting.enrol(new, BOARD.role, ())

    keyring = house.entrance.unlock(house.folder, new.id, new.passphrase).keyring
    shares = RecoverySecret.from_shares(secret.shares[1:])
    taken = recovery.take_by_shares(house.folder, keyring, shares, limits=CHEAP.limits)
    keyring.close()

    assert set(taken) == {with_direction, of_board}
    with house.sitting(replace(BOARD, passphrase=new.passphrase)) as sitting:
        desk = sitting.circles[of_board]
        assert desk.reads.count(CaseList.ALL, house.clock()) == 1


def test_somebody_new_is_let_into_a_circle_by_one_who_is_in_it(ringed):
    house = ringed.house
    with house.sitting(BOARD) as sitting:
        office = sitting.circle_keys
        offered = {each.id for each in office.may_give()}
        office.give(ringed.with_direction, house.person(SOCIAL_WORKER))
    with house.sitting(DIRECTOR) as sitting:
        assert {each.id for each in sitting.circle_keys.may_give()} == {
            ringed.with_direction
        }
        with pytest.raises(VaultUnusable):
            sitting.circle_keys.give(ringed.of_board, house.person(SOCIAL_WORKER))

    assert offered == {ringed.with_direction, ringed.of_board}
    with house.sitting(SOCIAL_WORKER) as sitting:
        assert set(sitting.circles) == {ringed.with_direction}


def lines(desk, home=Home.CASES):
    """The journal, the oldest first: who did what, about whom."""
    found = desk.reads.journal(JournalFilter(home=home), None, 100)
    return [(each.actor, each.action, each.people) for each in reversed(found)]


def test_a_circle_s_own_journal_tells_who_has_its_key_and_who_gave_it(ringed, clock):
    """From its founding on, and to nobody who is not in it."""
    house, circle = ringed.house, ringed.with_direction
    director, board, worker = map(house.person, (DIRECTOR, BOARD, SOCIAL_WORKER))
    with house.sitting(DIRECTOR) as sitting:
        founded = lines(sitting.circles[circle])
        assert founded == [(director, "NoteMembers", tuple(sorted({director, board})))]
        before = lines(sitting.desk, Home.DESK)
        clock.pass_(hours=1)
        sitting.circle_keys.give(circle, worker)
        given = [(director, "GiveKey", (worker,))]
        assert lines(sitting.circles[circle]) == founded + given
        assert lines(sitting.desk, Home.DESK) == before
        (new,) = (m for m in sitting.circles[circle].reads.members() if m.by)
        assert (new.id, new.by, new.since) == (worker, director, house.clock())

    with house.sitting(SOCIAL_WORKER) as sitting:
        assert lines(sitting.circles[circle]) == founded + given
        assert "GiveKey" not in {act for _, act, _ in lines(sitting.desk, Home.DESK)}
    with house.sitting(DIRECTOR) as sitting:
        sitting.keys.remove_person(worker, Succession(director))
        sitting.catch_up()
        gone = [(director, "NoteMembers", (worker,))]
        assert lines(sitting.circles[circle])[-1:] == gone
        assert [m.id for m in sitting.circles[circle].reads.members() if m.until] == [
            worker
        ]
    with house.sitting(BOARD) as sitting:
        assert lines(sitting.circles[ringed.of_board]) == [
            (board, "NoteMembers", (board,))
        ]
        found = sitting.verify(unheard, known={}, thorough=True)
    assert all(each.is_sound for each in found)


def test_a_key_that_is_not_given_after_all_was_only_meant_to_be(ringed, monkeypatch):
    """Cut after the entry and before the header: nobody has a key without an entry."""
    house, circle = ringed.house, ringed.with_direction
    worker = house.person(SOCIAL_WORKER)

    def cut(*_, **__):
        raise OSError

    with house.sitting(DIRECTOR) as sitting:
        monkeypatch.setattr(circles.rotation, "give", cut)
        with pytest.raises(VaultUnusable):
            sitting.circle_keys.give(circle, worker)
    with house.sitting(SOCIAL_WORKER) as sitting:
        assert sitting.circles == {}
    with house.sitting(DIRECTOR) as sitting:
        (meant,) = (m for m in sitting.circles[circle].reads.members() if m.by)
    assert (meant.id, bool(meant.until)) == (worker, True)


def test_a_circle_just_made_has_no_journal_yet_and_is_not_given(house, add_person):
    group = recovered_group(house)
    with house.sitting(DIRECTOR) as sitting:
        office = sitting.circle_keys
        circle = office.found((house.person(DIRECTOR),), group)
        assert office.may_give() == ()
        with pytest.raises(VaultUnusable):
            office.give(circle, house.person(SOCIAL_WORKER))


def recovered_group(house):
    with house.sitting(DIRECTOR) as sitting:
        offer = sitting.keys.begin_shares(ShareGroup.CIRCLES)
        offer.confirm(offer.shares[1:])
        return offer.finish().group


def test_the_widest_circle_that_fits_comes_first():
    one = Circle(CircleId("r-0001"), (PersonId("a"),))
    two = Circle(CircleId("r-0002"), (PersonId("a"), PersonId("b")))
    empty = Circle(CircleId("r-0003"), ())

    assert leaving_out([one, empty, two], ()) == (two, one, empty)
    assert leaving_out([one, empty, two], (PersonId("b"),)) == (one, empty)


def test_P07_who_is_alleged_in_a_circle_stands_in_no_other_index(ringed):
    """Nor does what the case team noted show inside: two compartments, two indexes."""
    house, circle = ringed.house, ringed.with_direction
    ringed.send(circle)
    ringed.send(CASE_TEAM)
    named = {"given_latin": "Hamid", "family_latin": "El Amrani"}
    with house.sitting(DIRECTOR) as sitting:
        inside, outside = sitting.circles[circle], sitting.desk
        apart, common = (_only(desk, house) for desk in (inside, outside))
        member = {**named, "link": "STAFF"}
        with pytest.raises(MemberAlleged):
            outside.do(NoteAuthor(common, member))
        inside.do(NoteAuthor(apart, member))
        for desk, case in ((inside, apart), (outside, common)):
            desk.do(ViewAuthors(case))

        assert outside.reads.also_alleged(common, named) == ()
        assert outside.reads.authors(common) == ()
        outside.do(NoteAuthor(common, {**named, "link": "UNCLE"}))
        assert inside.reads.also_alleged(apart, named) == ()
        assert [each.link for each in inside.reads.authors(apart)] == ["STAFF"]


def test_P07_a_child_in_a_circle_is_nobodys_duplicate_outside(ringed):
    """Not for the team, not for who is in both, and not the other way round."""
    house, circle = ringed.house, ringed.with_direction
    ringed.send(CASE_TEAM)
    before = _likely(house, SOCIAL_WORKER), _likely(house, DIRECTOR)
    ringed.send(circle)
    with house.sitting(DIRECTOR) as sitting:
        inside = sitting.circles[circle]
        apart = _only(inside, house)
        assert inside.reads.may_be(apart) == ()
        assert sitting.duplicates.look(unheard, circle).pairs == ()
        assert len(inside.reads.may_be_typed(WALKED)) == 1
        with pytest.raises(NotFound):
            sitting.desk.do(TellApart(apart, _only(sitting.desk, house)))

    assert (_likely(house, SOCIAL_WORKER), _likely(house, DIRECTOR)) == before


def _likely(house, trainee):
    """All that is told of duplicates at one's own desk."""
    with house.sitting(trainee) as sitting:
        desk = sitting.desk
        case_id = _only(desk, house)
        return (
            desk.reads.may_be(case_id),
            desk.reads.may_be_typed(WALKED),
            desk.reads.may_be_typed(WALKED, case_id),
            desk.reads.told_apart(case_id),
            _if_permitted(sitting.duplicates.look, unheard),
        )


def _only(desk, house):
    (row,) = desk.reads.cases(CaseList.ALL, house.clock(), None, 10)
    desk.do(ViewCase(row.id))
    return row.id


def test_the_board_changes_the_keys_of_its_circles_and_of_nothing_else(ringed):
    """Copied, read back, then in force; what lay in the drops is still read."""
    house, circle = ringed.house, ringed.of_board
    ringed.send(circle)
    with house.sitting(BOARD) as sitting:
        files = {each.name for each in house.folder.glob("*.db")}
        move = sitting.keys.begin_rotation()
        with pytest.raises(StoreBusy):
            sitting.circles[circle].do(NoteSearch(0))
        move.carry_out()
        move.settle()
        assert sitting.circles[circle].reads.count(CaseList.ALL, house.clock()) == 1

    now = {each.name for each in house.folder.glob("*.db")}
    assert now - files == {f"{each}.g2.db" for each in sitting.circles}
    assert {"desk.g1.db", "cases.g1.db"} <= now
    ringed.send(circle)
    with house.sitting(BOARD) as sitting:
        desk = sitting.circles[circle]
        assert desk.reads.count(CaseList.ALL, house.clock()) == 2
        found = sitting.verify(unheard, known={}, thorough=True)
    assert all(each.is_sound for each in found)


def test_whoever_of_the_board_is_in_no_circle_has_no_keys_to_change(house, add_person):
    new = add_person(BOARD.label, BOARD.role)
    with house.sitting(replace(BOARD, passphrase=new.passphrase)) as sitting:
        with pytest.raises(NoCircle) as refused:
            sitting.keys.begin_rotation()
        assert sentence(refused.value)
