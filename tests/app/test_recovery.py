"""The way back in: two sheets of paper, a new passphrase, and what stays closed."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from itertools import combinations

import pytest

from casedesk.app.training_texts import (
    BOARD,
    DIRECTOR,
    EDUCATOR,
    SOCIAL_WORKER,
    Trainee,
)
from casedesk.circuit.changes import Home
from casedesk.circuit.commands.concerns import BeginDraft
from casedesk.circuit.errors import NotPermitted
from casedesk.circuit.events import EventKind
from casedesk.circuit.keys import NoCircle, ShareGroup
from casedesk.circuit.people import PersonId, Role
from casedesk.circuit.queries import CaseList
from casedesk.circuit.threshold import VaultUnusable
from casedesk.i18n.labels import sentence
from casedesk.store.errors import StoreBusy
from casedesk.vault.errors import BadShare, WeakPassphrase, WrongPassphrase
from casedesk.vault.identity import verifies
from casedesk.vault.shares import set_id

NEW = "orage velours pirogue lanterne muscade tilleul"


def put_in_force(house, group, by=DIRECTOR):
    """New sheets, typed back; and what was said of those before."""
    with house.sitting(by) as sitting:
        offer = sitting.keys.begin_shares(group)
        shares = offer.shares
        assert offer.confirm(shares[1:])
        return shares, offer.finish()


def issued(house, group, by=DIRECTOR):
    return put_in_force(house, group, by)[0]


def recovered(house, shares, trainee, phrase=NEW):
    person = house.person(trainee)
    return house.entrance.recover(house.folder, shares, person, phrase)


def events(house):
    with house.store(Home.DESK, reading=True) as db:
        return [row["what"] for row in db.rows("SELECT what FROM events")]


@pytest.fixture
def ringed(house):
    """Director and board in a circle of its own set of sheets; and the team's set."""
    with house.sitting(DIRECTOR) as sitting:
        new = sitting.add_person(BOARD.label, BOARD.role)
        sitting.enrol(new, BOARD.role, ())
    with house.sitting(replace(BOARD, passphrase=new.passphrase)) as sitting:
        sitting.change_passphrase(new.passphrase, BOARD.passphrase)
    team, of_circles = (issued(house, group) for group in ShareGroup)
    with house.sitting(DIRECTOR) as sitting:
        circle = sitting.circle_keys.found(sitting.circle_keys.missing()[0], "r2")
    return house, circle, team, of_circles


@pytest.fixture
def ringed_twice(ringed):
    """And the board's own circle, under the same sheets: the director is not in it."""
    house, circle, _, of_circles = ringed
    with house.sitting(DIRECTOR) as sitting:
        of_board = sitting.circle_keys.found((house.person(BOARD),), "r2")
    return house, circle, of_board, of_circles


def opens(house, shares, by=BOARD):
    """The circles that two of these sheets open."""
    with house.sitting(by) as sitting:
        return sitting.keys.drill(shares[1:]).circles


def test_a_vault_is_founded_with_sheets_of_which_two_were_typed_back(
    entrance, founding
):
    drawn = entrance.draw_shares()
    asked = founding(recovery=drawn)
    with pytest.raises(ValueError, match="typed back"):
        entrance.create(asked)

    assert len(drawn.shares) == 3
    assert not drawn.confirm(entrance.draw_shares().shares[:2])
    assert drawn.confirm(drawn.shares[:2])
    shares = drawn.shares
    sitting = entrance.sit_down(entrance.create(asked))
    (sheets,) = (each for each in sitting.keys.reach() if each.group)
    assert (sheets.series, sheets.is_used) == (set_id(shares[0]), False)
    assert sheets.checked_at is not None
    sitting.lock()

    ((person, _),) = entrance.look(asked.folder).people
    for pair in combinations(shares, 2):
        again = f"{NEW} {shares.index(pair[0])}{shares.index(pair[1])}"
        sitting = entrance.sit_down(entrance.recover(asked.folder, pair, person, again))
        assert sitting.desk.actor.role is Role.DIRECTOR
        sitting.lock()
        entrance.unlock(asked.folder, person, again).close()


def test_a_director_without_passphrase_gets_back_in_with_two_sheets(house):
    case_id = house.case_in_charge()
    shares = issued(house, ShareGroup.TEAM)

    sitting = house.entrance.sit_down(recovered(house, shares[:2], DIRECTOR))
    rows = sitting.desk.reads.cases(CaseList.ALL, house.clock(), None, 10)
    assert [row.id for row in rows] == [case_id]
    assert not sitting.must_change
    new = sitting.add_person("Stagiaire", Role.EDUCATOR)
    sitting.enrol(new, Role.EDUCATOR, ())
    sitting.lock()

    with pytest.raises(WrongPassphrase):
        house.unlock(DIRECTOR)
    known = replace(DIRECTOR, passphrase=NEW)
    for trainee in (known, SOCIAL_WORKER, EDUCATOR):  # roles signed with the old key
        with house.sitting(trainee) as sitting:
            assert sitting.desk.actor.role is trainee.role
    with closing(house.keyring(known)) as keyring, house.sitting(known) as sitting:
        (me,) = (p for p in sitting.desk.reads.people() if p.id == keyring.person)
        current = keyring.header.signed.users[keyring.person].e
        message = b"casedesk-message-v1" + me.statement(keyring.vault_id)
        assert verifies(current, message, me.certificate)


def test_a_recovery_is_in_the_journal(house):
    shares = issued(house, ShareGroup.TEAM)
    house.entrance.sit_down(
        recovered(house, shares[:2], DIRECTOR, DIRECTOR.passphrase)
    ).lock()

    assert events(house).count(EventKind.SHARES_MADE) == 1
    assert events(house).count(EventKind.RECOVERED) == 1


@pytest.mark.parametrize("count", [1, 2])
def test_sheets_of_another_vault_or_too_few_change_nothing(house, count):
    issued(house, ShareGroup.TEAM)
    before = (house.folder / "vault.json").read_bytes()
    other = house.entrance.draw_shares().shares

    with pytest.raises(BadShare):
        recovered(house, other[:count], DIRECTOR)

    assert (house.folder / "vault.json").read_bytes() == before


def test_the_passphrase_that_follows_is_judged_like_any_other(entrance, founding):
    drawn = entrance.draw_shares()
    drawn.confirm(drawn.shares[:2])
    shares, asked = drawn.shares, founding(recovery=drawn)
    entrance.create(asked).close()
    ((person, _),) = entrance.look(asked.folder).people

    with pytest.raises(WeakPassphrase):
        entrance.recover(asked.folder, shares[:2], person, "directrice")


def test_new_sheets_take_those_before_out_of_force(house):
    first = issued(house, ShareGroup.TEAM)
    second = issued(house, ShareGroup.TEAM)

    with pytest.raises(BadShare):
        recovered(house, first[:2], DIRECTOR)
    recovered(house, second[:2], DIRECTOR).close()


def test_K13_the_sheets_before_keep_the_circle_that_the_new_ones_do_not_open(
    ringed_twice,
):
    """The director issues them, and was never in the board's own circle."""
    house, circle, of_board, old = ringed_twice
    new, made = put_in_force(house, ShareGroup.CIRCLES)

    assert made.group == "r3"
    assert [(each.group, each.circles) for each in made.older] == [("r2", (of_board,))]
    assert opens(house, new) == (circle,)
    assert opens(house, old) == (of_board,)


def test_K13_sheets_of_somebody_in_both_circles_take_all_others_out_of_force(
    ringed_twice,
):
    house, circle, of_board, old = ringed_twice
    of_director, _ = put_in_force(house, ShareGroup.CIRCLES)
    new, made = put_in_force(house, ShareGroup.CIRCLES, by=BOARD)

    assert made.older == ()
    assert set(opens(house, new)) == {circle, of_board}
    for shares in (old, of_director):
        with pytest.raises(BadShare):
            opens(house, shares)
    with house.sitting(DIRECTOR) as sitting:
        assert [row.group for row in sitting.keys.reach() if row.group] == ["r1", "r4"]


def test_K13_the_tenth_set_of_sheets_is_the_one_the_circles_are_under(house):
    """Ids are text, in which r10 comes before r9."""
    for _ in range(9):
        team = issued(house, ShareGroup.TEAM)
    shares, made = put_in_force(house, ShareGroup.CIRCLES)
    with house.sitting(DIRECTOR) as sitting:
        for members in sitting.circle_keys.missing():
            sitting.circle_keys.found(members, made.group)

    assert made.group == "r10"
    assert opens(house, team, by=DIRECTOR) == ()
    assert len(opens(house, shares, by=DIRECTOR)) == 2


def test_K13_no_circle_is_given_to_the_sheets_of_the_vault(ringed):
    """Whoever directs holds one of them, and may be whom the case is about."""
    house, circle, *_ = ringed
    with house.sitting(DIRECTOR) as sitting:
        office = sitting.circle_keys
        before = house.digests()["vault.json"]
        with pytest.raises(ValueError, match="sheets of the vault"):
            office.found((house.person(BOARD),), "r1")
        with pytest.raises(VaultUnusable):
            office.give(circle, PersonId("r1"))
        assert house.digests()["vault.json"] == before


def test_sheets_for_circles_that_were_never_made_go_with_the_next(house):
    first = issued(house, ShareGroup.CIRCLES)
    _, made = put_in_force(house, ShareGroup.CIRCLES)

    assert made.older == ()
    with pytest.raises(BadShare):
        opens(house, first, by=DIRECTOR)


def test_whoever_is_in_no_circle_is_told_before_anything_is_printed(ringed_twice):
    house, *_ = ringed_twice
    with house.sitting(DIRECTOR) as sitting:
        new = sitting.add_person("Directeur adjoint", Role.DIRECTOR)
        sitting.enrol(new, Role.DIRECTOR, ())
    second = Trainee("Directeur adjoint", Role.DIRECTOR, new.passphrase)
    with house.sitting(second) as sitting, pytest.raises(NoCircle) as refused:
        sitting.keys.begin_shares(ShareGroup.CIRCLES)
    assert sentence(refused.value)


def test_sheets_in_force_that_could_not_be_journalled_are_finished_later(house):
    """Somebody changes the keys just then, and nothing is written meanwhile."""
    with house.sitting(DIRECTOR) as sitting:
        offer = sitting.keys.begin_shares(ShareGroup.TEAM)
        offer.confirm(offer.shares[1:])
        move = sitting.keys.begin_rotation()
        with pytest.raises(StoreBusy):
            offer.finish()
        move.settle()
        made = offer.finish()
        assert [row.group for row in sitting.keys.reach() if row.group] == [made.group]

    assert events(house).count(EventKind.SHARES_MADE) == 1


def test_sheets_nobody_typed_back_never_come_into_force(house):
    with house.sitting(DIRECTOR) as sitting:
        offer = sitting.keys.begin_shares(ShareGroup.TEAM)
        assert not offer.confirm(house.entrance.draw_shares().shares[:2])
        with pytest.raises(BadShare):
            offer.confirm([offer.shares[0], offer.shares[0]])
        with pytest.raises(ValueError, match="typed back"):
            offer.finish()
        assert [row.group for row in sitting.keys.reach() if row.group] == []


def test_K13_a_group_opens_what_is_its_own_and_no_circle_of_another(ringed):
    house, circle, team, of_circles = ringed

    keys = recovered(house, team[:2], DIRECTOR)
    assert set(keys.keyring.compartments) == set(Home)
    sitting = house.entrance.sit_down(keys)
    assert dict(sitting.circles) == {}
    assert sitting.keys.take(of_circles[:2]) == (circle,)
    sitting.lock()

    with house.sitting(replace(DIRECTOR, passphrase=NEW)) as sitting:
        assert list(sitting.circles) == [circle]


def test_a_drill_says_what_two_sheets_would_open_and_only_the_journal_knows(ringed):
    house, circle, team, of_circles = ringed
    with house.sitting(BOARD) as sitting:
        header = (house.folder / "vault.json").read_bytes()
        ours = sitting.keys.drill(team[1:])
        theirs = sitting.keys.drill(of_circles[1:])
        with pytest.raises(BadShare):
            sitting.keys.drill((team[0], of_circles[0]))
        assert (house.folder / "vault.json").read_bytes() == header

    assert events(house).count(EventKind.SHARES_TRIED) == 2
    assert [ours.series, theirs.series] == [set_id(team[0]), set_id(of_circles[0])]
    assert (ours.desk, ours.cases, ours.circles) == (True, True, ())
    assert (theirs.desk, theirs.cases, theirs.circles) == (False, False, (circle,))


def of_team(house, by=DIRECTOR):
    """What is told of the sheets of the vault."""
    with house.sitting(by) as sitting:
        (row,) = (each for each in sitting.keys.reach() if each.group and each.cases)
    return row


def test_a_set_tells_when_it_was_last_tried_and_never_a_day_to_come(house, clock):
    shares = issued(house, ShareGroup.TEAM)
    made_at = of_team(house).checked_at
    clock.pass_(days=100)
    with house.sitting(DIRECTOR) as sitting:
        tried_at = sitting.keys.drill(shares[1:]).checked_at
    assert of_team(house).checked_at == tried_at > made_at

    clock.pass_(days=-50)  # the clock was wrong then, or is wrong now
    assert of_team(house).checked_at == made_at


def test_a_set_that_gave_the_way_back_in_is_used_until_another_takes_its_place(house):
    shares = issued(house, ShareGroup.TEAM)
    keys = recovered(house, shares[:2], DIRECTOR, DIRECTOR.passphrase)
    house.entrance.sit_down(keys).lock()
    assert of_team(house).is_used

    with house.sitting(DIRECTOR) as sitting:
        sitting.keys.note_renewal(sitting.keys.renew(house.person(EDUCATOR)))
        sitting.keys.drill(shares[1:])  # it still opens, and that is why
    assert of_team(house).is_used

    issued(house, ShareGroup.TEAM)
    assert not of_team(house).is_used


def test_sheets_that_open_nothing_more_were_only_tried(ringed):
    house, _, _, of_circles = ringed
    before = events(house)
    with house.sitting(DIRECTOR) as sitting:
        assert sitting.keys.take(of_circles[:2]) == ()

    assert events(house).count(EventKind.RECOVERED) == before.count(EventKind.RECOVERED)
    assert events(house).count(EventKind.SHARES_TRIED) == 1


def test_who_directs_is_somebody_in_office_who_opens_the_cases(ringed):
    """The board signs as well, and could let nobody into the cases."""
    house, *_ = ringed
    with house.sitting(DIRECTOR) as sitting:
        reached = sitting.keys.reach()

    assert [row.label for row in reached if row.directs] == [DIRECTOR.label]


def test_who_could_open_what_is_told_in_one_list(ringed):
    house, circle, *_ = ringed
    with house.sitting(DIRECTOR) as sitting:
        reach = {row.label or row.group: row for row in sitting.keys.reach()}

    assert {label for label, row in reach.items() if row.cases} == {
        DIRECTOR.label,
        SOCIAL_WORKER.label,
        "r1",
    }
    assert {label for label, row in reach.items() if row.circles == (circle,)} == {
        DIRECTOR.label,
        BOARD.label,
        "r2",
    }


def test_K14_a_colleague_who_forgot_starts_again_and_their_signatures_hold(house):
    house.record()
    with house.sitting(DIRECTOR) as sitting:
        new = sitting.keys.renew(house.person(EDUCATOR))
        sitting.keys.note_renewal(new)

    with pytest.raises(WrongPassphrase):
        house.unlock(EDUCATOR)
    with house.sitting(replace(EDUCATOR, passphrase=new.passphrase)) as sitting:
        assert sitting.must_change
        assert sitting.desk.reads.my_receipts() == ()  # sealed to keys that are gone
        assert sitting.desk.reads.my_drafts() == ()
        sitting.change_passphrase(new.passphrase, EDUCATOR.passphrase)
        sitting.desk.do(BeginDraft("no", "no"))
    house.record()
    with house.sitting(EDUCATOR) as sitting:
        assert len(sitting.desk.reads.my_receipts()) == 1
    assert house.problems() == []
    assert events(house).count(EventKind.RECOVERED) == 1


def test_K14_a_renewed_colleague_is_out_of_the_circles_until_let_in(ringed):
    house, circle, *_ = ringed
    with house.sitting(DIRECTOR) as sitting:
        new = sitting.keys.renew(house.person(BOARD))
    renewed = replace(BOARD, passphrase=new.passphrase)
    with house.sitting(renewed) as sitting:  # a member gave it: the director is one
        assert list(sitting.circles) == [circle]

    with house.sitting(DIRECTOR) as sitting:
        of_board = sitting.circle_keys.found((house.person(BOARD),), "r2")
        new = sitting.keys.renew(house.person(BOARD))
    with house.sitting(replace(BOARD, passphrase=new.passphrase)) as sitting:
        assert list(sitting.circles) == [circle]
        assert of_board not in sitting.circles


@pytest.mark.parametrize("trainee", [EDUCATOR, SOCIAL_WORKER])
def test_only_direction_and_board_hold_sheets(house, trainee):
    shares = issued(house, ShareGroup.TEAM)
    with house.sitting(trainee) as sitting:
        with pytest.raises(NotPermitted):
            sitting.keys.begin_shares(ShareGroup.CIRCLES)
        with pytest.raises(NotPermitted):
            sitting.keys.drill(shares[1:])
        with pytest.raises(NotPermitted):
            sitting.keys.reach()


@pytest.mark.parametrize("trainee", [EDUCATOR, SOCIAL_WORKER])
def test_only_a_director_renews_and_issues(house, trainee):
    with house.sitting(trainee) as sitting:
        with pytest.raises(NotPermitted):
            sitting.keys.renew(house.person(DIRECTOR))
        with pytest.raises(NotPermitted):
            sitting.keys.begin_shares(ShareGroup.TEAM)
        with pytest.raises(NotPermitted):
            sitting.keys.begin_rotation()


def test_sheets_of_the_circles_take_nothing_from_whoever_tries_to_get_in_with_them(
    ringed,
):
    """They open no desk: a director renewed by them would have lost every other key."""
    house, _, team, of_circles = ringed
    before = house.digests()

    with pytest.raises(BadShare) as refused:
        recovered(house, of_circles[:2], DIRECTOR)

    assert sentence(refused.value)
    assert house.digests() == before
    with house.sitting(DIRECTOR) as sitting:
        assert len(sitting.circles) == 1
    recovered(house, team[:2], DIRECTOR).close()
