"""A forgotten passphrase loses nothing that was being written, and shows it to nobody.

Two sheets of the vault give back what goes to the case team, two of the circles what
goes to a circle; whoever types them in learns nothing.
"""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace

import pytest

from casedesk.app.training_texts import DIRECTOR, EDUCATOR
from casedesk.circuit.changes import Home
from casedesk.circuit.commands.concerns import (
    BeginDraft,
    DiscardDraft,
    SaveComplement,
    SaveDraft,
    SendComplement,
)
from casedesk.circuit.commands.drafts import TYPED, copy_of
from casedesk.circuit.commands.typing import KeepTyping
from casedesk.circuit.errors import NotPermitted
from casedesk.circuit.events import EventKind
from casedesk.circuit.keys import ShareGroup
from casedesk.vault import recovery
from casedesk.vault.errors import BadShare, KeyringClosed, SealBroken
from casedesk.vault.recovery import RecoverySecret

NEW = "orage velours pirogue lanterne muscade tilleul"
SAID = {"in_danger": "no", "words": "ما بغيتش نرجع للدار " * 40, "where_now": "Cour"}


@pytest.fixture
def sheets(house):
    """Two sheets of the vault's set."""
    return issued(house)


def issued(house, group=ShareGroup.TEAM):
    with house.sitting(DIRECTOR) as sitting:
        offer = sitting.keys.begin_shares(group)
        shares = offer.shares
        assert offer.confirm(shares[1:])
        offer.finish()
    return shares[1:]


def begun(house, trainee=EDUCATOR, circle="", content=SAID):
    with house.sitting(trainee) as sitting:
        involved = "yes" if circle else "no"
        draft = sitting.desk.do(BeginDraft("no", involved, circle=circle))
        sitting.desk.do(SaveDraft(draft, content))
    return draft


def renewed(house, trainee=EDUCATOR, sheets=None):
    """Another passphrase by the director, and what two sheets give back with it."""
    person = house.person(trainee)
    with house.sitting(DIRECTOR) as sitting:
        new = sitting.keys.renew(person)
        sitting.keys.note_renewal(new)
        if sheets:
            own_ones = sitting.desk.reads.my_drafts()
            sitting.keys.reopen_drafts(person, sheets)
            assert sitting.desk.reads.my_drafts() == own_ones
    return replace(trainee, passphrase=new.passphrase)


def own(house, trainee):
    """The drafts that open for somebody, and how many do not."""
    with house.sitting(trainee) as sitting:
        reads = sitting.desk.reads
        found = {row.id: row.content for row in reads.my_drafts()}
        return found, [row.id for row in reads.closed_drafts()]


def rows(house):
    with house.store(Home.DESK, reading=True) as db:
        return db.rows("SELECT id, author, sealed, copy, complements FROM drafts")


def test_K14_a_draft_comes_back_whole_to_whoever_forgot_their_passphrase(house, sheets):
    draft = begun(house)

    educator = renewed(house, sheets=sheets)

    assert own(house, educator) == ({draft: SAID}, [])
    assert own(house, DIRECTOR) == ({}, [])
    assert house.problems() == []


def test_a_draft_stays_closed_until_two_sheets_are_typed_in_at_its_author_s(
    house, sheets
):
    draft = begun(house)
    educator = renewed(house)
    assert own(house, educator) == ({}, [draft])

    with house.sitting(educator) as sitting:
        me, keys = sitting.desk.actor.person, sitting.keys
        with pytest.raises(BadShare):
            keys.reopen_drafts(me, house.entrance.draw_shares().shares[1:])
        with pytest.raises(NotPermitted):
            keys.reopen_drafts(house.person(DIRECTOR), sheets)
        keys.reopen_drafts(me, sheets)
        assert sitting.desk.reads.my_drafts()[0].content == SAID
        sitting.desk.do(SaveDraft(draft, {**SAID, "where_now": "École"}))
        keys.reopen_drafts(me, sheets)  # again: what has been written since stays
    assert own(house, educator) == ({draft: {**SAID, "where_now": "École"}}, [])


def test_K12_the_director_s_own_drafts_come_back_with_the_two_sheets_they_use(
    house, sheets
):
    draft = begun(house, DIRECTOR)

    keys = house.entrance.recover(house.folder, sheets, house.person(DIRECTOR), NEW)
    house.entrance.sit_down(keys).lock()

    assert own(house, replace(DIRECTOR, passphrase=NEW)) == ({draft: SAID}, [])
    with pytest.raises(KeyringClosed):
        keys.sheets.secret.group  # noqa: B018 - the sheets are forgotten


def test_a_complement_comes_back_with_the_receipt_that_says_where_it_goes(
    house, sheets
):
    receipt = house.record()
    with house.sitting(EDUCATOR) as sitting:
        sitting.desk.do(SaveComplement(receipt.id, "Il est revenu pieds nus."))

    with house.sitting(renewed(house, sheets=sheets)) as sitting:
        reads = sitting.desk.reads
        assert reads.my_complement(receipt.id) == "Il est revenu pieds nus."
        assert [row.number for row in reads.my_receipts()] == [receipt.number]
        sitting.desk.do(SendComplement(receipt.id, "Il est revenu pieds nus."))
    assert house.problems() == []


def test_P09_sheets_of_the_vault_leave_closed_what_goes_to_a_circle(ringed):
    """And the director who types them in cannot tell that it is there."""
    house, of_circles = ringed.house, ringed.shares[1:]
    of_team = issued(house)
    plain, apart = begun(house), begun(house, circle=ringed.of_board)

    educator = renewed(house, sheets=of_team)

    assert own(house, educator) == ({plain: SAID}, [apart])
    with house.sitting(educator) as sitting:
        sitting.keys.reopen_drafts(sitting.desk.actor.person, of_circles)
    assert own(house, educator) == ({plain: SAID, apart: SAID}, [])
    with house.store(Home.DESK, reading=True) as db:
        (one, other) = db.rows(
            "SELECT detail FROM events WHERE what = ?", (EventKind.DRAFTS_REOPENED,)
        )
    assert one["detail"] == other["detail"]  # neither of which sheets, nor how many


def test_P11_every_draft_has_a_copy_as_large_as_itself_whoever_it_is_for(ringed):
    """No row tells which goes to a circle, nor whether there are sheets for it."""
    house = ringed.house
    begun(house, content={"words": "x"})  # here no sheets open what goes to the team
    begun(house, circle=ringed.of_board, content={"words": "x"})
    with house.sitting(EDUCATOR) as sitting:
        sitting.desk.do(KeepTyping("page:about", {"text": "x"}))

    found = rows(house)

    assert [each["complements"] for each in found].count(TYPED) == 1
    assert len({(len(each["sealed"]), len(each["copy"])) for each in found}) == 1
    secret = RecoverySecret.from_shares(ringed.shares[1:])
    with closing(house.keyring(DIRECTOR)) as keyring, closing(secret):
        opened = [opens(keyring, secret, each) for each in found]
    assert opened.count(True) == 1


def opens(keyring, secret, row):
    about = f"draft:{row['id']}:{row['author']}"
    try:
        recovery.open_with_sheets(keyring, secret, row["copy"], about)
    except SealBroken:
        return False
    return True


def test_a_copy_given_to_somebody_else_in_the_desk_is_not_given_back_to_them(
    house, sheets
):
    draft = begun(house)
    with house.store(Home.DESK) as db:
        db.run("UPDATE drafts SET author = ?", (house.person(DIRECTOR),))

    with house.sitting(DIRECTOR) as sitting:
        me = sitting.desk.actor.person
        sitting.keys.reopen_drafts(me, sheets)
        (row,) = sitting.desk.reads.sealed_drafts(me)
        assert copy_of(row) != f"draft:{draft}:{house.person(EDUCATOR)}"
        assert sitting.desk.reads.my_drafts() == ()


def test_what_is_begun_before_there_are_sheets_is_copied_for_them_at_the_next_unlock(
    house,
):
    draft, of_director = begun(house), begun(house, DIRECTOR)
    sheets = issued(house)  # the director is there, and the educator is not
    with house.sitting(EDUCATOR):
        pass

    assert own(house, renewed(house, sheets=sheets)) == ({draft: SAID}, [])
    keys = house.entrance.recover(house.folder, sheets, house.person(DIRECTOR), NEW)
    house.entrance.sit_down(keys).lock()
    known = replace(DIRECTOR, passphrase=NEW)
    assert own(house, known) == ({of_director: SAID}, [])


def test_new_sheets_open_what_is_begun_once_its_author_has_been_back(house, sheets):
    draft = begun(house)
    newer = issued(house)
    with house.sitting(EDUCATOR):
        pass

    assert own(house, renewed(house, sheets=newer)) == ({draft: SAID}, [])


@pytest.mark.parametrize("came_back", [True, False])
def test_a_draft_from_before_there_were_copies_is_copied_or_can_be_given_up(
    house, sheets, came_back
):
    draft = begun(house)
    with house.store(Home.DESK) as db:
        db.run("UPDATE drafts SET copy = x''")  # as an older version left it
    if came_back:
        with house.sitting(EDUCATOR):
            pass

    educator = renewed(house, sheets=sheets)

    if came_back:
        assert own(house, educator) == ({draft: SAID}, [])
        return
    assert own(house, educator) == ({}, [draft])
    with house.sitting(educator) as sitting:
        sitting.desk.do(DiscardDraft(draft))
        assert sitting.desk.reads.closed_drafts() == ()
    with house.sitting(DIRECTOR) as sitting:
        assert sitting.desk.reads.unsent_drafts_of(house.person(EDUCATOR)) == ()
