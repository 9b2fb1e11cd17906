"""Who may sign the header."""

from __future__ import annotations

from dataclasses import replace

import pytest

from casedesk.vault import trust
from casedesk.vault.errors import Tampered
from casedesk.vault.header import (
    Header,
    RecoveryGroup,
    RetiredKey,
    Root,
    Signed,
    UserEntry,
)
from casedesk.vault.identity import Identity

VAULT = "0" * 32
FIRST, SECOND, THIRD = "00000001", "00000002", "00000003"


class Chain:
    """Three directors one after the other, and a recovery group."""

    def __init__(self):
        self.first, self.second, self.third, self.group = (
            Identity.new() for _ in range(4)
        )
        self.root = Root(self.first.entry("").e, b"")
        self.pin = trust.pin_of(self.root)
        self.signed = Signed(
            vid=VAULT,
            gen=5,
            training=False,
            root=self.root,
            admins=(self.certificate(FIRST, self.first, "root", self.first),),
            users={
                FIRST: self.first.entry("Directrice"),
                SECOND: self.second.entry("Directeur"),
                THIRD: self.third.entry("Présidente"),
            },
            retired={},
            recovery={"r1": self.group_entry()},
            cmps={},
        )

    def group_entry(self):
        entry = self.group.entry("")
        return RecoveryGroup(entry.x, entry.e)

    @staticmethod
    def certificate(uid, identity, by, signer):
        return trust.certificate(VAULT, uid, identity.entry("").e, by, signer)

    def with_admins(self, *more, **changes):
        admins = (*self.signed.admins, *more)
        return replace(self.signed, **({"admins": admins} | changes))

    def verify(self, signed, signer, pin=None):
        header = Header(signed, trust.signature(signed, signer), {})
        trust.verify(header, pin or self.pin)


@pytest.fixture
def chain():
    return Chain()


def ended(certificate, gen=4):
    return replace(certificate, until_gen=gen)


def test_the_first_director_signs(chain):
    chain.verify(chain.signed, chain.first)


def test_nobody_else_does(chain):
    with pytest.raises(Tampered, match="signature"):
        chain.verify(chain.signed, chain.second)


def test_a_changed_header_is_refused(chain):
    header = Header(chain.signed, trust.signature(chain.signed, chain.first), {})

    with pytest.raises(Tampered, match="signature"):
        trust.verify(replace(header, signed=replace(chain.signed, gen=6)), chain.pin)


def test_another_root_is_refused_though_everything_holds_below_it(chain):
    stranger = Chain()

    with pytest.raises(Tampered, match="root"):
        stranger.verify(stranger.signed, stranger.first, chain.pin)


def test_a_recovery_key_slipped_into_the_root_is_refused(chain):
    root = replace(chain.root, recovery=chain.group.entry("").e)

    with pytest.raises(Tampered, match="root"):
        chain.verify(replace(chain.signed, root=root), chain.first)


def test_a_next_director_signs_once_certified(chain):
    second = chain.certificate(SECOND, chain.second, FIRST, chain.first)

    chain.verify(chain.with_admins(second), chain.second)


def test_K04_nobody_certifies_themselves(chain):
    """Make oneself admin."""
    for by in (SECOND, "root", FIRST):
        own = chain.certificate(SECOND, chain.second, by, chain.second)
        with pytest.raises(Tampered, match="certificate"):
            chain.verify(chain.with_admins(own), chain.second)


def test_a_certificate_hangs_from_one_above_it_only(chain):
    second = chain.certificate(SECOND, chain.second, THIRD, chain.third)
    third = chain.certificate(THIRD, chain.third, SECOND, chain.second)

    for admins in [(second, third), (third, second)]:
        with pytest.raises(Tampered, match="certificate"):
            chain.verify(chain.with_admins(*admins), chain.second)


def test_a_certificate_of_another_vault_is_refused(chain):
    key = chain.second.entry("").e
    foreign = trust.certificate("1" * 32, SECOND, key, FIRST, chain.first)

    with pytest.raises(Tampered, match="certificate"):
        chain.verify(chain.with_admins(foreign), chain.second)


def test_a_director_who_left_office_vouches_but_no_longer_signs(chain):
    second = ended(chain.certificate(SECOND, chain.second, FIRST, chain.first))
    third = chain.certificate(THIRD, chain.third, SECOND, chain.second)
    signed = chain.with_admins(second, third)

    chain.verify(signed, chain.third)
    with pytest.raises(Tampered, match="signature"):
        chain.verify(signed, chain.second)


def test_a_director_who_left_the_association_no_longer_signs(chain):
    second = chain.certificate(SECOND, chain.second, FIRST, chain.first)
    retired = {SECOND: (RetiredKey(second.e, until_gen=4),)}
    users = {uid: user for uid, user in chain.signed.users.items() if uid != SECOND}
    signed = chain.with_admins(second, users=users, retired=retired)

    chain.verify(signed, chain.first)
    with pytest.raises(Tampered, match="signature"):
        chain.verify(signed, chain.second)


def test_the_key_a_director_had_before_no_longer_signs(chain):
    again = Identity.new()
    certificate = chain.certificate(FIRST, again, FIRST, chain.first)
    users = {**chain.signed.users, FIRST: again.entry("Directrice")}
    signed = chain.with_admins(certificate, users=users)

    chain.verify(signed, again)
    with pytest.raises(Tampered, match="signature"):
        chain.verify(signed, chain.first)


def test_a_recovery_group_added_later_brings_in_a_new_director(chain):
    group = chain.certificate("r1", chain.group, FIRST, chain.first)
    second = chain.certificate(SECOND, chain.second, "r1", chain.group)

    chain.verify(chain.with_admins(group), chain.group)
    chain.verify(chain.with_admins(group, second), chain.second)


def test_a_recovery_group_in_the_root_vouches_like_the_first_director(chain):
    root = replace(chain.root, recovery=chain.group.entry("").e)
    second = chain.certificate(SECOND, chain.second, "root", chain.group)
    signed = chain.with_admins(second, root=root)

    chain.verify(signed, chain.second, trust.pin_of(root))


def test_what_an_admin_signs_elsewhere_is_no_certificate(chain):
    entry = UserEntry(b"x" * 32, chain.second.entry("").e, "")
    certificate = chain.certificate(SECOND, chain.second, FIRST, chain.first)
    signed_elsewhere = replace(certificate, sig=chain.first.sign(entry.e))

    with pytest.raises(Tampered, match="certificate"):
        chain.verify(chain.with_admins(signed_elsewhere), chain.second)
