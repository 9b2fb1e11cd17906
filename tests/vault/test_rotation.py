"""New keys: after a departure, after a leak, and for a circle of few."""

from __future__ import annotations

from dataclasses import replace

import pytest

from casedesk.vault import trust
from casedesk.vault.errors import (
    HeaderOlder,
    KeyringClosed,
    LastAdmin,
    LastMember,
    NoKey,
    NotAdmin,
    SealBroken,
    Tampered,
    WrongPassphrase,
)
from casedesk.vault.header_file import read_header, reinstate_header, renew_copy
from casedesk.vault.people import renew_person
from casedesk.vault.recovery import reach, renew_by_shares
from casedesk.vault.rotation import begin, found_circle, give
from casedesk.vault.vault import add_person, change_passphrase
from casedesk.vault.wraps import _info

NEW = "une phrase toute neuve"
ORDINARY = ["desk", "cases"]


@pytest.fixture
def rotate(association, director, limits):
    def rotate(*cids, keyring=None, **leaving):
        who = keyring or director
        return begin(association.folder, who, cids, **leaving, limits=limits)

    return rotate


@pytest.fixture
def circle(association, director, limits):
    def circle(*members, keep=False):
        return found_circle(
            association.folder, director, members, keep=keep, limits=limits
        )

    return circle


@pytest.fixture
def deputy(association, director, cost):
    return add_person(
        association.folder,
        director,
        label="Directeur adjoint",
        compartments=ORDINARY,
        passphrase="mots",
        cost=cost,
        admin=True,
    )


# Departures


def test_K08_who_left_is_told_the_same_as_somebody_unknown(association, rotate):
    rotate(*ORDINARY, without=association.worker).finish()

    refusals = set()
    for uid in (association.worker, "00000000"):
        with pytest.raises(WrongPassphrase) as refused:
            association.unlock(uid, f"phrase {association.worker}")
        refusals.add((type(refused.value), refused.value.args))
    assert refusals == {(WrongPassphrase, ())}


def test_K08_the_key_they_had_is_not_the_key_of_the_new_file(
    association, director, rotate
):
    leaver = association.unlock(association.worker)
    rotation = rotate(*ORDINARY, without=association.worker)
    old = {cid: bytes(leaver.db_key(cid)) for cid in ORDINARY}
    new = {cid: bytes(rotation.db_key(cid)) for cid in ORDINARY}
    rotation.finish()

    assert not set(old.values()) & set(new.values())
    for uid in (association.director, association.educator, association.board):
        keyring = association.unlock(uid)
        assert keyring.db_key("desk") == new["desk"]
        assert keyring.database_name("desk") == "desk.g2.db"
        assert keyring.compartment_generation("desk") == 2
    assert director.db_key("cases") == new["cases"]


def test_K08_nothing_of_who_left_is_in_the_header(association, rotate, limits):
    key = association.signed().users[association.worker].e
    rotate(*ORDINARY, without=association.worker).finish()
    signed = association.signed()

    assert association.worker not in signed.users
    assert association.worker not in read_header(association.folder, limits).slots
    assert all(association.worker not in each.wraps for each in signed.cmps.values())
    assert [each.e for each in signed.retired[association.worker]] == [key]


def test_what_who_left_has_signed_can_still_be_verified(association, director, rotate):
    signature = association.unlock(association.worker).sign(b"entry")
    rotate(without=association.worker).finish()

    assert director.verify(association.worker, b"entry", signature)


def test_a_departure_takes_also_what_is_not_rotated(association, rotate):
    """An admin cannot rotate a circle they are not in; the wrap goes all the same."""
    rotate("desk", without=association.board).finish()

    assert association.members(association.circle) == {"r2"}
    assert association.signed().cmps[association.circle].gen == 1


def test_somebody_without_any_key_leaves_without_a_rotation(
    association, director, rotate, cost
):
    technician = add_person(
        association.folder,
        director,
        label="Technicien",
        compartments=[],
        passphrase="mots",
        cost=cost,
    )
    rotation = rotate(without=technician)
    assert rotation.compartments == ()
    rotation.finish()

    assert technician not in association.signed().users
    with pytest.raises(KeyringClosed):
        rotation.finish()


def test_the_groups_open_what_was_rotated(association, director, rotate, cost, limits):
    rotation = rotate(*ORDINARY, without=association.worker)
    key = bytes(rotation.db_key("cases"))
    rotation.finish()

    assert reach(director.header)["r1"] == ("cases", "desk")
    renewed = renew_by_shares(
        association.folder, association.group, association.director, NEW, cost, limits
    )
    assert renewed.db_key("cases") == key


def test_a_drop_that_was_on_its_way_is_still_opened(association, director, rotate):
    educator = association.unlock(association.educator)
    before = educator.seal_to_drop("cases", b"before", "drop:1")
    rotation = rotate(*ORDINARY)
    assert rotation.drop_private("desk") is None
    new = rotation.drop_private("cases")
    rotation.finish()
    after = association.unlock(association.educator).seal_to_drop(
        "cases", b"after", "drop:2"
    )

    director.add_drop_key(association.drops["cases"])
    with pytest.raises(SealBroken):
        director.open_drop(after, "drop:2")
    director.add_drop_key(new)
    assert director.open_drop(before, "drop:1") == b"before"
    assert director.open_drop(after, "drop:2") == b"after"


def test_who_holds_the_old_keys_reads_no_new_drop(association, rotate):
    leaver = association.unlock(association.worker)
    leaver.add_drop_key(association.drops["cases"])
    rotate("cases", without=association.worker).finish()
    educator = association.unlock(association.educator)

    with pytest.raises(SealBroken):
        leaver.open_drop(educator.seal_to_drop("cases", b"after", "drop:1"), "drop:1")


# Admins


def test_a_director_can_be_succeeded_by_the_one_they_certified(
    association, deputy, rotate
):
    """The first director leaves, whose key is the root everything hangs from."""
    old = association.unlock(association.director)
    second = association.unlock(deputy, "mots")
    rotate(*ORDINARY, keyring=second, without=association.director).finish()

    worker = association.unlock(association.worker)
    assert second.is_admin
    assert worker.root_pin == old.root_pin
    assert worker.former_admin_keys == (old.header.signed.users[old.person].e,)
    assert not worker.admin_verify(b"role", old.sign(b"role"))
    assert worker.verify(association.director, b"role", old.sign(b"role"))


def test_who_left_office_signs_no_header_any_more(association, deputy, rotate):
    old = association.unlock(association.director)
    second = association.unlock(deputy, "mots")
    rotate(keyring=second, without=association.director).finish()
    forged = replace(second.header, sig=old.sign_header(second.header.signed))

    with pytest.raises(Tampered, match="signature"):
        trust.verify(forged, second.root_pin)


def test_those_who_were_certified_by_somebody_who_left_stay_in_office(
    association, director, deputy, rotate, cost
):
    third = add_person(
        association.folder,
        association.unlock(deputy, "mots"),
        label="Vice-présidente",
        compartments=[],
        passphrase="mots",
        cost=cost,
        admin=True,
    )
    director = association.unlock(association.director)
    rotate(*ORDINARY, keyring=director, without=deputy).finish()

    assert association.unlock(third, "mots").is_admin
    rotate(keyring=association.unlock(third, "mots"), without=association.worker)


def test_nobody_signs_their_own_departure(association, deputy, rotate):
    """So somebody in office always stays."""
    director = association.unlock(association.director)
    before = association.file.read_bytes()

    with pytest.raises(LastAdmin):
        rotate(*ORDINARY, keyring=director, without=association.director)

    assert association.file.read_bytes() == before


def test_only_an_admin_begins(association, circle, rotate, limits):
    worker = association.unlock(association.worker)

    with pytest.raises(NotAdmin):
        rotate("desk", keyring=worker)
    with pytest.raises(NotAdmin):
        found_circle(
            association.folder, worker, [worker.person], keep=True, limits=limits
        )
    with pytest.raises(NotAdmin):
        give(association.folder, worker, "cases", association.educator, limits)


@pytest.mark.parametrize(
    ("cids", "leaving"),
    [
        (["r-ffff"], {}),
        (["desk"], {"without": "00000000"}),
    ],
)
def test_what_the_vault_does_not_have_is_not_rotated(rotate, cids, leaving):
    with pytest.raises(NoKey):
        rotate(*cids, **leaving)


def test_only_what_the_keyring_holds_is_rotated(association, rotate):
    with pytest.raises(NoKey):
        rotate(association.circle)


# One step


def test_before_the_end_nothing_is_written(association, director, rotate):
    before = {each.name: each.read_bytes() for each in association.folder.iterdir()}
    generation, key = director.generation, bytes(director.db_key("desk"))
    rotation = rotate("desk", without=association.worker)
    rotation.db_key("desk")
    assert rotation.generation("desk") == 2
    assert rotation.database_name("desk") == "desk.g2.db"

    assert director.generation == generation
    assert director.db_key("desk") == key
    rotation.abandon()
    assert before == {
        each.name: each.read_bytes() for each in association.folder.iterdir()
    }
    for use in (rotation.finish, lambda: rotation.db_key("desk")):
        with pytest.raises(KeyringClosed):
            use()


@pytest.mark.parametrize("step", range(7))
def test_K09_a_cut_at_any_step_leaves_one_header_or_the_other(
    association, rotate, power_goes, limits, step
):
    rotation = rotate(*ORDINARY, without=association.worker)
    new = bytes(rotation.db_key("cases"))
    old = bytes(association.unlock(association.director).db_key("cases"))
    with power_goes(step) as gone:
        rotation.finish()

    assert not gone or step < 6
    done = step >= 5
    director = association.unlock(association.director)
    assert director.db_key("cases") == (new if done else old)
    assert (association.worker in association.signed().users) != done
    renew_copy(association.folder, limits)
    association.file.unlink()
    reinstate_header(association.folder, limits)
    assert association.unlock(association.director).header == director.header


def test_a_disk_that_was_full_can_be_tried_again(association, rotate, monkeypatch):
    rotation = rotate("desk")

    def full(*_):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as machine:
        machine.setattr("casedesk.vault.replacing.write_header", full)
        with pytest.raises(OSError, match="No space"):
            rotation.finish()
    key = bytes(rotation.db_key("desk"))
    rotation.finish()

    assert association.unlock(association.educator).db_key("desk") == key


def test_a_passphrase_changed_meanwhile_is_kept(association, rotate, cost):
    rotation = rotate("desk", without=association.worker)
    old = f"phrase {association.educator}"
    change_passphrase(association.folder, association.educator, old, NEW, cost)
    rotation.finish()

    assert association.unlock(association.educator, NEW).compartments == ("desk",)


def test_somebody_who_came_meanwhile_gets_the_new_key(
    association, director, rotate, cost
):
    rotation = rotate("desk")
    key = bytes(rotation.db_key("desk"))
    newcomer = add_person(
        association.folder,
        director,
        label="Stagiaire",
        compartments=["desk"],
        passphrase="mots",
        cost=cost,
    )
    rotation.finish()

    assert association.unlock(newcomer, "mots").db_key("desk") == key


def test_of_two_rotations_at_once_only_one_is_finished(association, rotate):
    first, second = rotate("desk"), rotate("desk")
    first.finish()

    with pytest.raises(Tampered, match="header"):
        second.finish()


def test_K10_an_old_header_put_back_meanwhile_is_noticed(association, rotate):
    old = association.file.read_bytes()
    rotate("desk").finish()
    association.file.write_bytes(old)

    with pytest.raises(HeaderOlder):
        rotate("desk")


def test_K10_the_old_key_and_name_do_not_come_back(association, director, rotate):
    """Each attempt has keys of its own, though the file has the same name."""
    keys = set()
    for _ in range(3):
        rotation = rotate("desk")
        keys.add(bytes(rotation.db_key("desk")))
        rotation.abandon()
    rotation = rotate("desk")
    keys.add(bytes(rotation.db_key("desk")))

    assert len(keys) == 4


def test_K17_a_wrap_of_the_generation_before_is_refused(
    association, director, rotate, limits
):
    before = association.signed().cmps["desk"].wraps[association.educator]
    rotate("desk").finish()
    header = director.header
    desk = header.signed.cmps["desk"]
    mixed = replace(desk, wraps={**desk.wraps, association.educator: before})
    signed = replace(header.signed, cmps={**header.signed.cmps, "desk": mixed})
    changed = replace(header, signed=signed, sig=director.sign_header(signed))
    association.file.write_bytes(changed.to_bytes())

    with pytest.raises(Tampered, match="wrap"):
        association.unlock(association.educator)


# Secrets


def test_the_keys_are_wiped_at_the_end_and_shown_nowhere(rotate, circle):
    for pending, end in [
        (rotate("cases"), "finish"),
        (rotate("cases"), "abandon"),
        (circle("r2"), "finish"),
        (circle("r2"), "abandon"),
    ]:
        [kept] = pending._keys.values()
        assert kept.key.hex() not in repr(pending) + repr(kept)
        assert repr(bytes(kept.drop)) not in repr(kept)
        getattr(pending, end)()
        assert (kept.key, kept.drop) == (bytes(32), bytes(32))


def test_the_key_a_keyring_had_is_wiped_when_it_gets_the_next(director, rotate):
    old = director._keys["desk"]
    rotate("desk").finish()

    assert old == bytes(32)


# Withdrawals


def test_somebody_is_withdrawn_from_one_compartment_and_stays(association, rotate):
    rotation = rotate("cases", out_of={"cases": association.worker})
    key = bytes(rotation.db_key("cases"))
    rotation.finish()

    worker = association.unlock(association.worker)
    assert worker.compartments == ("desk",)
    assert association.unlock(association.director).db_key("cases") == key


def test_who_withdraws_themselves_keeps_no_key(director, rotate):
    rotate("cases", out_of={"cases": director.person}).finish()

    assert director.compartments == ("desk",)
    with pytest.raises(NoKey):
        director.db_key("cases")


def test_somebody_is_withdrawn_only_from_what_gets_a_new_key(association, rotate):
    with pytest.raises(ValueError, match="not rotated"):
        rotate("desk", out_of={"cases": association.worker})


# Circles


def test_a_circle_of_the_board_leaves_its_founder_no_key(association, director, circle):
    new = circle(association.board, "r2")
    key = bytes(new.db_key())
    assert (new.generation, new.database_name) == (1, f"{new.cid}.g1.db")
    new.finish()

    board = association.unlock(association.board)
    assert board.db_key(new.cid) == key
    assert new.cid not in director.compartments
    with pytest.raises(NoKey):
        director.db_key(new.cid)
    assert new.cid not in association.unlock(association.director).compartments


def test_a_circle_can_wait_for_a_board_that_is_not_there_yet(
    association, circle, director, cost, limits
):
    new = circle("r2")
    key = bytes(new.db_key())
    new.finish()
    assert {each.cid: each.members for each in director.circles}[new.cid] == ()

    renewed = renew_by_shares(
        association.folder,
        association.board_group,
        association.board,
        NEW,
        cost,
        limits,
    )
    assert renewed.db_key(new.cid) == key


def test_a_circle_its_founder_is_in_is_open_to_them_at_once(director, circle):
    new = circle(director.person, keep=True)
    key, drop = bytes(new.db_key()), new.drop_private
    new.finish()

    assert director.db_key(new.cid) == key
    sealed = director.seal_to_drop(new.cid, b"concern", "drop:1")
    director.add_drop_key(drop)
    assert director.open_drop(sealed, "drop:1") == b"concern"


def test_anybody_seals_to_a_circle_and_only_its_members_read(
    association, director, circle
):
    new = circle(association.board, "r2")
    drop = new.drop_private
    new.finish()
    educator = association.unlock(association.educator)
    board = association.unlock(association.board)
    sealed = educator.seal_to_drop(new.cid, b"concern", "drop:1")

    board.add_drop_key(drop)
    assert board.open_drop(sealed, "drop:1") == b"concern"
    director.add_drop_key(association.drops["cases"])
    for reader in (director, educator):
        with pytest.raises(SealBroken):
            reader.open_drop(sealed, "drop:1")


def test_a_circle_that_was_abandoned_was_not_founded(association, circle):
    before = association.file.read_bytes()
    circle("r2").abandon()

    assert association.file.read_bytes() == before


@pytest.mark.parametrize("keep", [True, False])
def test_a_circle_has_members_and_keep_says_whether_the_founder_is_one(
    association, director, circle, keep
):
    others = [director.person] if not keep else [association.board]

    for members in ([], others):
        with pytest.raises(ValueError, match="members"):
            circle(*members, keep=keep)


def test_a_circle_is_of_people_and_groups_the_vault_has(circle):
    for stranger in ("00000000", "r9"):
        with pytest.raises(NoKey):
            circle("r2", stranger)


def test_a_member_who_is_an_admin_gives_the_key_on(
    association, director, circle, limits
):
    new = circle(director.person, "r2", keep=True)
    new.finish()
    give(association.folder, director, new.cid, association.worker, limits)
    give(association.folder, director, new.cid, "r1", limits)

    assert new.cid in association.unlock(association.worker).compartments
    assert association.members(new.cid) == {
        association.director,
        association.worker,
        "r1",
        "r2",
    }


def test_nothing_is_given_to_somebody_the_vault_does_not_know(
    association, director, limits
):
    for stranger in ("00000000", "r9"):
        with pytest.raises(NoKey):
            give(association.folder, director, "cases", stranger, limits)


def test_nobody_gives_a_circle_they_are_not_in(association, director, limits):
    with pytest.raises(NoKey):
        give(
            association.folder,
            director,
            association.circle,
            association.worker,
            limits,
        )


def test_the_last_of_a_circle_leaves_only_when_it_is_given_up(
    association, director, circle, rotate
):
    new = circle(association.worker)
    new.finish()

    with pytest.raises(LastMember):
        rotate("desk", without=association.worker)
    rotate("desk", without=association.worker, forsake=[new.cid]).finish()

    assert association.members(new.cid) == set()


def test_everybody_sees_which_circles_there_are_and_who_is_in(
    association, director, circle
):
    new = circle(association.board, "r2")
    new.finish()
    educator = association.unlock(association.educator)

    assert {each.cid: each.members for each in educator.circles} == {
        association.circle: (association.board,),
        new.cid: (association.board,),
    }


def test_P08_no_identity_opens_the_wrap_of_a_circle_it_is_not_in(association):
    """By mathematics: every wrap of the circle is tried with every other identity."""
    header = association.unlock(association.educator).header
    wraps = header.signed.cmps[association.circle].wraps
    tried = 0
    for uid in (association.director, association.worker, association.educator):
        keyring = association.unlock(uid)
        for wrap in wraps.values():
            for member in wraps:
                info = _info(header.signed, association.circle, member)
                with pytest.raises(SealBroken):
                    keyring._identity.unseal(wrap, info)
                tried += 1

    assert tried == 3 * len(wraps) ** 2 == 12


def test_a_renewed_person_is_out_of_a_circle_until_it_is_rotated(
    association, director, circle, rotate, cost, limits
):
    """What they held before is still theirs on an old copy: hence a rotation."""
    new = circle(director.person, association.worker, keep=True)
    new.finish()
    lost = renew_person(
        association.folder,
        director,
        association.worker,
        passphrase=NEW,
        cost=cost,
        limits=limits,
    )

    assert lost == ()
    rotate(new.cid, out_of={new.cid: association.worker}).finish()
    assert new.cid not in association.unlock(association.worker, NEW).compartments
