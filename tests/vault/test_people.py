"""Somebody who forgot their passphrase is given other keys."""

from __future__ import annotations

import pytest

from casedesk.vault.errors import (
    HeaderOlder,
    NoKey,
    NotAdmin,
    SealBroken,
    WrongPassphrase,
)
from casedesk.vault.people import renew_person
from casedesk.vault.recovery import renew_by_shares
from casedesk.vault.rotation import give
from casedesk.vault.vault import add_person

NEW = "des mots tirés au sort"


@pytest.fixture
def renew(association, director, cost, limits):
    def renew(uid, keyring=None):
        return renew_person(
            association.folder,
            keyring or director,
            uid,
            passphrase=NEW,
            cost=cost,
            limits=limits,
        )

    return renew


@pytest.fixture
def deputy(association, director, cost):
    return add_person(
        association.folder,
        director,
        label="Directeur adjoint",
        compartments=["desk", "cases"],
        passphrase="mots",
        cost=cost,
        admin=True,
    )


def test_K14_a_colleague_opens_again_what_they_had(association, director, renew):
    lost = renew(association.worker)

    worker = association.unlock(association.worker, NEW)
    assert lost == ()
    assert worker.compartments == ("cases", "desk")
    assert worker.must_change
    assert worker.generation == director.generation
    with pytest.raises(WrongPassphrase):
        association.unlock(association.worker)


def test_K14_what_they_signed_before_can_still_be_verified(association, renew):
    before = association.unlock(association.worker).sign(b"entry")
    renew(association.worker)
    worker = association.unlock(association.worker, NEW)

    assert worker.verify(association.worker, b"entry", before)
    assert worker.verify(association.worker, b"entry", worker.sign(b"entry"))
    assert not worker.verify(association.director, b"entry", before)


def test_K14_a_circle_the_admin_is_not_in_is_gone(association, renew):
    lost = renew(association.board)

    board = association.unlock(association.board, NEW)
    assert lost == (association.circle,)
    assert board.compartments == ("desk",)
    assert association.members(association.circle) == {"r2"}


def test_K14_and_is_theirs_again_when_a_member_gives_it(
    association, renew, deputy, limits
):
    second = association.unlock(deputy, "mots")
    second_key = bytes(second.db_key("desk"))
    renew(association.board)
    second = association.unlock(deputy, "mots")
    give(association.folder, second, "cases", association.board, limits)

    board = association.unlock(association.board, NEW)
    assert board.compartments == ("cases", "desk")
    assert board.db_key("desk") == second_key


def test_what_was_sealed_to_the_old_key_is_not_read_with_the_new(
    association, director, renew
):
    sealed = director.seal_to_person(association.worker, b"mot", "receipt:1")
    old = association.unlock(association.worker)
    renew(association.worker)

    assert old.open_own(sealed, "receipt:1") == b"mot"
    with pytest.raises(SealBroken):
        association.unlock(association.worker, NEW).open_own(sealed, "receipt:1")


def test_an_admin_stays_one_and_their_old_key_does_not(
    association, director, deputy, renew
):
    old = association.unlock(deputy, "mots")
    signature = old.sign(b"role")
    renew(deputy)
    second = association.unlock(deputy, NEW)
    key = old.header.signed.users[deputy].e

    assert second.is_admin
    assert second.former_admin_keys == (key,)
    assert director.admin_verify(b"role", signature)
    assert director.admin_verify(b"role", second.sign(b"role"))
    renew(association.worker, second)
    assert association.unlock(association.worker, NEW).generation == (second.generation)


def test_a_key_from_before_somebody_came_into_office_is_no_admins(
    association, director, cost, limits
):
    """Only keys that were certified count: not every key a later admin ever had."""
    early = association.unlock(association.worker).sign(b"role")
    renew_by_shares(
        association.folder, association.group, association.worker, NEW, cost, limits
    )
    worker = association.unlock(association.worker, NEW)

    assert worker.is_admin
    assert not worker.admin_verify(b"role", early)
    assert worker.verify(association.worker, b"role", early)


def test_those_an_old_key_certified_stay_in_office(
    association, director, deputy, renew, cost
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
    renewing = association.unlock(association.director)
    renew(deputy, renewing)

    assert association.unlock(third, "mots").is_admin
    assert association.unlock(association.educator).compartments == ("desk",)


def test_only_an_admin_renews_and_only_a_colleague(association, director, renew):
    before = association.file.read_bytes()

    with pytest.raises(NotAdmin):
        renew(association.educator, association.unlock(association.worker))
    with pytest.raises(NoKey):
        renew("00000000")
    with pytest.raises(ValueError, match="changes their passphrase"):
        renew(association.director)

    assert association.file.read_bytes() == before


def test_K10_a_header_put_back_meanwhile_is_noticed(association, renew):
    old = association.file.read_bytes()
    renew(association.worker)
    association.file.write_bytes(old)

    with pytest.raises(HeaderOlder):
        renew(association.educator)
