"""Two of three sheets open what their group was given, and nothing else."""

from __future__ import annotations

import base64
from dataclasses import replace
from itertools import combinations

import pytest

from casedesk.vault import trust
from casedesk.vault.errors import (
    BadShare,
    HeaderOlder,
    KeyringClosed,
    LastMember,
    NoKey,
    NotAdmin,
    Tampered,
    WrongPassphrase,
)
from casedesk.vault.header import RecoveryGroup
from casedesk.vault.header_file import read_header
from casedesk.vault.identity import Identity
from casedesk.vault.keyring import Keyring
from casedesk.vault.recovery import (
    RecoverySecret,
    drop_group,
    found_group,
    reach,
    renew_by_shares,
    take_by_shares,
)
from casedesk.vault.rotation import found_circle, give
from casedesk.vault.vault import create, unlock

NEW = "une phrase toute neuve"
ORDINARY = ("cases", "desk")


@pytest.fixture
def renew(association, cost, limits):
    def renew(secret=None, uid="", phrase=NEW):
        return renew_by_shares(
            association.folder,
            secret or association.group,
            uid or association.director,
            phrase,
            cost,
            limits,
        )

    return renew


def paper(secret):
    """The same, typed from two of its sheets."""
    return RecoverySecret.from_shares(secret.shares[1:])


# Secrets


def test_K12_every_pair_of_sheets_is_the_same_group():
    secret = RecoverySecret.new()
    pairs = combinations(secret.shares, 2)

    assert {RecoverySecret.from_shares(pair).group for pair in pairs} == {secret.group}
    assert RecoverySecret.new().group != secret.group


def test_a_recovery_secret_is_wiped_and_shows_nothing():
    secret = RecoverySecret.new()
    identity = secret.identity
    assert repr(secret) == "<RecoverySecret>"

    secret.close()
    secret.close()

    assert identity.payload(b"") == bytes(64)
    assert secret.shares == ()
    with pytest.raises(KeyringClosed):
        _ = secret.group


def test_what_was_drawn_is_wiped_once_the_keys_are_derived(monkeypatch):
    handed = []

    class Watched(Identity):
        def __init__(self, x, e):
            handed.extend((x, e))
            super().__init__(x, e)

    monkeypatch.setattr("casedesk.vault.recovery.Identity", Watched)
    drawn = bytearray(range(16))
    RecoverySecret(drawn, ())

    assert drawn == bytes(16)
    assert [bytes(each) for each in handed] == [bytes(32), bytes(32)]


def test_a_secret_joined_from_paper_has_no_sheets_to_print(association):
    assert paper(association.group).shares == ()


# Groups


def test_a_new_vault_can_have_its_first_group_from_the_start(tmp_path, cost, limits):
    secret = RecoverySecret.new()
    new = create(
        tmp_path,
        label="Directrice",
        passphrase="phrase",
        training=False,
        cost=cost,
        compartments={"desk": False, "cases": True},
        recovery=secret,
    )
    assert list(tmp_path.iterdir()) == []
    new.finish()

    keyring = unlock(tmp_path, new.keyring.person, "phrase", limits=limits)

    assert keyring.header.signed.recovery == {"r1": secret.group}
    assert reach(keyring.header)["r1"] == ORDINARY
    assert keyring.generation == 1


def test_a_group_is_founded_for_the_compartments_it_is_given(
    association, director, limits
):
    secret = RecoverySecret.new()
    rid = found_group(association.folder, director, secret, ["cases"], limits)

    assert rid == "r3"
    assert director.header == read_header(association.folder, limits)
    assert reach(director.header)[rid] == ("cases",)
    association.unlock(association.educator)


def test_only_an_admin_founds_or_drops_a_group(association, limits):
    worker = association.unlock(association.worker)
    before = association.file.read_bytes()

    with pytest.raises(NotAdmin):
        found_group(association.folder, worker, RecoverySecret.new(), ["desk"], limits)
    with pytest.raises(NotAdmin):
        drop_group(association.folder, worker, "r1", limits)

    assert association.file.read_bytes() == before


def test_nobody_gives_a_group_what_they_do_not_hold(association, director, limits):
    secret = RecoverySecret.new()

    with pytest.raises(NoKey):
        found_group(association.folder, director, secret, [association.circle], limits)


def test_one_secret_is_of_one_group_only(association, director, limits):
    with pytest.raises(ValueError, match="another group"):
        found_group(association.folder, director, association.group, [], limits)


def test_a_dropped_group_opens_and_signs_nothing_any_more(
    association, director, renew, limits
):
    drop_group(association.folder, director, "r1", limits)

    assert "r1" not in reach(director.header)
    assert association.group.group.e not in trust.admin_keys(director.header.signed)
    with pytest.raises(BadShare, match="other_vault"):
        renew()
    with pytest.raises(BadShare, match="other_vault"):
        take_by_shares(association.folder, director, association.group, limits)


def test_sheets_are_issued_again_under_a_number_that_was_never_used(
    association, director, renew, limits
):
    secret = RecoverySecret.new()
    rid = found_group(association.folder, director, secret, ORDINARY, limits)
    drop_group(association.folder, director, "r1", limits)
    drop_group(association.folder, director, rid, limits)

    again = found_group(association.folder, director, secret, ORDINARY, limits)

    assert (rid, again) == ("r3", "r4")


def test_K13_a_group_gives_up_what_another_is_founded_for_instead(
    association, director, limits
):
    """In the same header; what the other was not given stays with it."""
    rid = found_group(
        association.folder,
        director,
        RecoverySecret.new(),
        ORDINARY,
        limits,
        instead_of=["r1", "r2"],
    )

    told = reach(director.header)
    assert (told[rid], told["r2"]) == (ORDINARY, (association.circle,))
    assert "r1" not in told
    assert association.group.group.e not in trust.admin_keys(director.header.signed)
    assert association.board_group.group.e in trust.admin_keys(director.header.signed)
    association.unlock(association.educator)


def test_a_group_the_vault_does_not_have_cannot_be_dropped(
    association, director, limits
):
    with pytest.raises(NoKey):
        drop_group(association.folder, director, "r9", limits)


def test_a_circle_loses_its_group_as_long_as_a_person_opens_it(
    association, director, limits
):
    drop_group(association.folder, director, "r2", limits)

    board = association.unlock(association.board)
    assert board.compartments == ("desk", association.circle)
    assert association.members(association.circle) == {association.board}


def test_a_group_that_alone_holds_a_circle_cannot_be_dropped(
    association, director, limits
):
    """The file would be there, and nobody on earth could read it."""
    circle = found_circle(
        association.folder, director, ["r2"], keep=False, limits=limits
    )
    circle.finish()

    with pytest.raises(LastMember):
        drop_group(association.folder, director, "r2", limits)


def test_K18_nothing_that_opens_a_group_is_on_the_disk(association):
    written = b"".join(each.read_bytes() for each in association.folder.iterdir())
    keys = association.group.identity.payload(b"")
    secrets = [bytes(keys[:32]), bytes(keys[32:])]
    secrets += [each.encode() for each in association.group.shares]

    assert base64.b64encode(association.group.group.x) in written  # its public half
    for secret in secrets:
        for form in (secret, secret.hex().encode(), base64.b64encode(secret)):
            assert form not in written


# Renewal


def test_a_director_who_lost_their_passphrase_is_back_in_office(association, renew):
    before = association.unlock(association.director)
    renewed = renew(paper(association.group))
    again = association.unlock(association.director, NEW)

    for keyring in (renewed, again):
        assert keyring.compartments == ORDINARY
        assert keyring.db_key("cases") == before.db_key("cases")
        assert keyring.is_admin
        assert not keyring.must_change
    assert renewed.root_pin == again.root_pin == before.root_pin
    with pytest.raises(WrongPassphrase):
        association.unlock(association.director)
    assert association.unlock(association.worker).generation == again.generation


def test_what_they_signed_before_is_still_theirs(association, renew):
    before = association.unlock(association.director)
    signature = before.sign(b"role")
    renew()
    worker = association.unlock(association.worker)

    assert worker.verify(association.director, b"role", signature)
    assert worker.admin_verify(b"role", signature)
    assert before.db_key("desk") == worker.db_key("desk")
    retired = worker.header.signed.retired[association.director]
    assert [each.until_gen for each in retired] == [worker.generation - 1]


def test_the_key_they_had_signs_no_header_any_more(association, renew):
    before = association.unlock(association.director)
    renewed = renew()
    signed = renewed.header.signed
    forged = replace(renewed.header, sig=before.sign_header(signed))

    with pytest.raises(Tampered, match="signature"):
        trust.verify(forged, renewed.root_pin)
    assert before.header.signed.users[association.director].e in (
        renewed.former_admin_keys
    )


def test_K13_shares_open_what_their_group_holds_and_none_of_another(association, renew):
    renewed = renew(association.group)

    assert renewed.compartments == ORDINARY
    with pytest.raises(NoKey):
        renewed.db_key(association.circle)
    held = association.signed().cmps[association.circle].wraps
    assert set(held) == {association.board, "r2"}


def test_K13_the_boards_shares_open_the_boards_circle(association, renew):
    renewed = renew(association.board_group, association.board)

    assert renewed.compartments == ("cases", "desk", association.circle)


def test_K13_a_wrap_the_group_cannot_open_is_gone_with_the_identity(association, renew):
    """A board member renewed by the ordinary shares is out of the circle."""
    renewed = renew(association.group, association.board)

    assert renewed.compartments == ORDINARY
    assert association.members(association.circle) == {"r2"}


def test_shares_put_somebody_else_in_office_when_the_director_is_gone(
    association, renew
):
    renewed = renew(uid=association.worker)

    assert renewed.is_admin
    assert association.unlock(association.director).is_admin
    assert association.unlock(association.worker, NEW).must_change is False


def test_shares_of_another_vault_open_nothing(association, renew):
    before = association.file.read_bytes()

    with pytest.raises(BadShare, match="other_vault"):
        renew(RecoverySecret.new())

    assert association.file.read_bytes() == before


def test_shares_bring_in_nobody_the_vault_does_not_know(association, renew):
    with pytest.raises(NoKey):
        renew(uid="00000000")


def test_a_passphrase_can_be_lost_twice(association, renew):
    renew()
    renewed = renew(phrase="encore une autre")

    assert len(renewed.header.signed.retired[association.director]) == 2
    assert len(renewed.former_admin_keys) == 2
    association.unlock(association.educator)


def test_a_header_somebody_else_signed_gives_the_shares_nothing(
    association, renew, limits
):
    """The group is put in the header of a stranger, with its keys under their root."""
    header = read_header(association.folder, limits)
    stranger = association.group.identity
    root = replace(header.signed.root, admin=stranger.entry("").e)
    forged = replace(header.signed, root=root)
    sig = trust.signature(forged, stranger)
    association.file.write_bytes(replace(header, signed=forged, sig=sig).to_bytes())

    with pytest.raises(Tampered, match="certificate"):
        renew()


def test_a_group_slipped_into_the_header_is_not_in_office(association, renew, limits):
    header = read_header(association.folder, limits)
    mine = RecoverySecret.new()
    signed = replace(
        header.signed, recovery={**header.signed.recovery, "r1": mine.group}
    )
    sig = trust.signature(signed, mine.identity)
    association.file.write_bytes(replace(header, signed=signed, sig=sig).to_bytes())

    with pytest.raises(Tampered, match="signature"):
        renew(mine)


def test_a_group_without_a_certificate_is_not_in_office(
    association, director, renew, limits
):
    mine = RecoverySecret.new()
    header = read_header(association.folder, limits)
    groups = {**header.signed.recovery, "r3": mine.group}
    signed = replace(header.signed, recovery=groups)
    sig = director.sign_header(signed)
    association.file.write_bytes(replace(header, signed=signed, sig=sig).to_bytes())

    with pytest.raises(BadShare, match="other_vault"):
        renew(mine)


def test_a_disk_that_refuses_leaves_the_old_passphrase_and_no_new_keys(
    association, renew, monkeypatch
):
    made = []

    def kept(*parts):
        made.append(Keyring(*parts))
        return made[0]

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("casedesk.vault.recovery.Keyring", kept)
    monkeypatch.setattr("casedesk.vault.recovery.write_header", full)
    with pytest.raises(OSError, match="No space"):
        renew()

    with pytest.raises(KeyringClosed):
        made[0].db_key("desk")
    association.unlock(association.director)


# Taking


def test_a_board_member_takes_what_their_shares_open(association, limits):
    board = association.unlock(association.board)
    before = board.db_key(association.circle)

    taken = take_by_shares(
        association.folder, board, paper(association.board_group), limits
    )

    assert taken == ("cases",)
    assert board.compartments == ("cases", "desk", association.circle)
    again = association.unlock(association.board)
    assert again.db_key("cases") == board.db_key("cases")
    assert again.db_key(association.circle) == before
    assert not again.is_admin


def test_whoever_lacks_nothing_takes_nothing_and_nothing_is_written(
    association, director, limits
):
    before = association.file.read_bytes()

    assert not take_by_shares(association.folder, director, association.group, limits)
    assert association.file.read_bytes() == before


def test_K10_an_old_header_put_back_meanwhile_is_noticed(association, director, limits):
    old = association.file.read_bytes()
    give(association.folder, director, "cases", association.educator, limits)
    association.file.write_bytes(old)

    with pytest.raises(HeaderOlder):
        take_by_shares(association.folder, director, association.board_group, limits)
    with pytest.raises(HeaderOlder):
        found_group(
            association.folder, director, RecoverySecret.new(), ["desk"], limits
        )


# The drill


def test_the_drill_tells_who_could_recover_what(association, director):
    told = reach(director.header)

    assert told == {
        association.director: ORDINARY,
        association.worker: ORDINARY,
        association.educator: ("desk",),
        association.board: ("desk", association.circle),
        "r1": ORDINARY,
        "r2": ("cases", "desk", association.circle),
    }


def test_a_group_is_public_keys_only(director):
    group = director.header.signed.recovery["r1"]

    assert type(group) is RecoveryGroup
    assert len(group.x) == len(group.e) == 32
