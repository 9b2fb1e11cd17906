"""The life of a vault, and what becomes of those who tamper with it."""

from __future__ import annotations

import base64
import os

import pytest

from casedesk.vault.doorplate import labels
from casedesk.vault.errors import (
    BadLabel,
    HeaderOlder,
    NoKey,
    NotAdmin,
    Tampered,
    VaultExists,
    VaultMissing,
    WeakPassphrase,
    WrongPassphrase,
)
from casedesk.vault.kdf import DEFAULT_COST
from casedesk.vault.vault import (
    _new_uid,
    add_person,
    change_passphrase,
    create,
    database_path,
    unlock,
)
from tests.vault.conftest import PowerCut

NEW = "une phrase toute neuve"
EDUCATOR = "phrase de l'éducatrice"


@pytest.fixture
def make(tmp_path, cost):
    def make(**changes):
        usual = {"compartments": {"desk": False, "cases": True}, "cost": cost}
        return create(
            tmp_path,
            label="Directrice",
            passphrase="phrase",
            training=False,
            **(usual | changes),
        )

    return make


@pytest.fixture
def fresh(make):
    return make()


@pytest.fixture
def add(team, cost):
    def add(keyring=None, **changes):
        newcomer = {"label": "Adjointe", "compartments": ["desk"], "passphrase": "mot"}
        who = keyring or team.new.keyring
        return add_person(team.folder, who, **(newcomer | changes), cost=cost)

    return add


# Creating


def test_a_vault_that_was_not_finished_was_not_created(tmp_path, fresh, limits):
    assert list(tmp_path.iterdir()) == []
    assert len(fresh.keyring.db_key("cases")) == 32
    with pytest.raises(VaultMissing):
        labels(tmp_path, limits=limits)


def test_a_finished_vault_opens_with_the_keys_its_stores_were_made_with(
    tmp_path, fresh, limits
):
    made = {cid: bytes(fresh.keyring.db_key(cid)) for cid in ("desk", "cases")}
    fresh.finish()

    keyring = unlock(tmp_path, fresh.keyring.person, "phrase", limits=limits)

    assert {cid: bytes(keyring.db_key(cid)) for cid in keyring.compartments} == made
    assert not keyring.must_change
    assert not keyring.training
    assert set(fresh.drop_private) == {"cases"}


def test_a_vault_is_never_created_over_another(tmp_path, fresh, make):
    meanwhile = make()
    fresh.finish()
    before = (tmp_path / "vault.json").read_bytes()

    with pytest.raises(VaultExists):
        meanwhile.finish()
    with pytest.raises(VaultExists):
        make()
    (tmp_path / "vault.json").unlink()
    with pytest.raises(VaultExists):
        make()

    assert (tmp_path / "vault.json.bak").read_bytes() == before


@pytest.mark.parametrize("cid", ["", "Cases", "../cases", "a" * 40, "r--1", "x.g1"])
def test_a_compartment_whose_name_is_no_file_name_is_refused(make, cid):
    with pytest.raises(ValueError, match="compartment id"):
        make(compartments={cid: False})


def test_a_real_vault_opens_at_its_real_cost(tmp_path, make, derivations):
    """128 MiB, under the limits nobody loosened."""
    new = make(cost=DEFAULT_COST)
    new.finish()

    assert labels(tmp_path).people == ((new.keyring.person, "Directrice"),)
    keyring = unlock(tmp_path, new.keyring.person, "PHRASÉ")
    assert keyring.db_key("desk") == new.keyring.db_key("desk")
    assert [each["memory_cost"] for each in derivations] == [131_072] * 2


def test_K18_no_key_and_no_passphrase_is_on_the_disk(team):
    """Raw, in hexadecimal or in base64."""
    written = b"".join(each.read_bytes() for each in team.folder.iterdir())
    keyring = team.unlock(team.director)
    secrets = [keyring.db_key("desk"), keyring.seal_key("cases")]
    secrets += [team.new.drop_private["cases"], b"phrase de la directrice"]

    for secret in map(bytes, secrets):
        for form in (secret, secret.hex().encode(), base64.b64encode(secret)):
            assert form not in written


# The unlock page


def test_the_unlock_page_knows_who_may_be_chosen_and_nothing_more(team, limits):
    door = labels(team.folder, limits=limits)

    assert door.people == (
        (team.worker, "Assistante sociale"),
        (team.director, "Directrice"),
        (team.educator, "Éducatrice"),
    )
    assert door.training is True
    assert door.vault_id == team.new.keyring.vault_id


def test_a_store_is_found_without_a_passphrase(team, limits):
    assert database_path(team.folder, "cases", limits=limits) == (
        team.folder / "cases.g1.db"
    )
    with pytest.raises(NoKey):
        database_path(team.folder, "r-7f3a", limits=limits)


# Unlocking


def test_K01_a_wrong_passphrase_and_an_unknown_person_are_told_the_same(team):
    """The same kind, the same text, nothing about which it was."""
    refusals = []
    for uid in (team.director, "00000000", "", "é" * 9999):
        with pytest.raises(WrongPassphrase) as refused:
            team.unlock(uid, "autre chose")
        refusals.append((type(refused.value), str(refused.value), refused.value.args))

    assert set(refusals) == {(WrongPassphrase, "", ())}


def test_K01_an_unknown_person_costs_as_much_to_try_as_a_known_one(team, derivations):
    """One derivation each, and of the same price."""
    for uid in (team.director, "00000000"):
        with pytest.raises(WrongPassphrase):
            team.unlock(uid, "autre chose")
    known, unknown = derivations

    assert known.pop("salt") != unknown.pop("salt")
    assert known == unknown


def test_a_person_whose_slot_is_gone_is_told_the_same(team):
    header = team.load()
    del header["slots"][team.educator]
    team.save(header)

    with pytest.raises(WrongPassphrase):
        team.unlock(team.educator)
    assert team.unlock(team.director).compartments == ("cases", "desk")


# Passphrases


def test_K07_a_changed_passphrase_takes_the_place_of_the_old_one(team, cost):
    """In the copy as well, and for nobody else."""
    before = team.load()["slots"]
    change_passphrase(team.folder, team.educator, EDUCATOR, NEW, cost)

    assert team.unlock(team.educator, NEW).compartments == ("desk",)
    with pytest.raises(WrongPassphrase):
        team.unlock(team.educator, EDUCATOR)
    after = team.load()["slots"]
    assert (
        after.pop(team.educator)["kdf"]["salt"]
        != (before.pop(team.educator)["kdf"]["salt"])
    )
    assert after == before
    assert team.backup.read_bytes() == team.file.read_bytes()


@pytest.mark.parametrize("step", range(7))
def test_K07_a_cut_at_any_step_leaves_one_passphrase_that_works(
    team, power_goes, cost, step
):
    """Both files flushed, then the copy and the header renamed in turn."""
    with power_goes(step) as gone:
        change_passphrase(team.folder, team.educator, EDUCATOR, NEW, cost)
    works = [phrase for phrase in (EDUCATOR, NEW) if opens(team, phrase)]

    assert bool(gone) == (step < 6)
    assert works == [EDUCATOR if step < 5 else NEW]
    assert team.unlock(team.director).generation == 3
    change_passphrase(team.folder, team.educator, works[0], "encore une autre", cost)
    assert opens(team, "encore une autre")


def opens(team, phrase):
    try:
        return bool(team.unlock(team.educator, phrase))
    except WrongPassphrase:
        return False


def test_the_passphrase_cannot_be_changed_without_the_old_one(team, cost):
    before = team.file.read_bytes()

    with pytest.raises(WrongPassphrase):
        change_passphrase(team.folder, team.educator, "autre chose", NEW, cost)
    with pytest.raises(WrongPassphrase):
        change_passphrase(team.folder, "00000000", EDUCATOR, NEW, cost)

    assert team.file.read_bytes() == before


def test_the_same_passphrase_again_is_no_change(team, cost):
    with pytest.raises(WeakPassphrase) as refused:
        change_passphrase(team.folder, team.educator, EDUCATOR, EDUCATOR.upper(), cost)

    assert refused.value.reason == "unchanged"


def test_words_somebody_else_chose_are_to_be_changed_once(team, cost):
    assert team.unlock(team.educator).must_change
    assert not team.unlock(team.director).must_change

    change_passphrase(team.folder, team.educator, EDUCATOR, NEW, cost)

    assert not team.unlock(team.educator, NEW).must_change


# People


def test_a_person_who_was_added_opens_what_they_were_given(team, add):
    uid = add(label="مساعدة", compartments=["cases"], passphrase="mot")

    keyring = team.unlock(uid, "mot")
    assert keyring.compartments == ("cases",)
    assert keyring.db_key("cases") == team.new.keyring.db_key("cases")
    assert keyring.generation == team.new.keyring.generation == 4
    assert keyring.compartment_generation("cases") == 1
    assert keyring.verify(uid, b"m", keyring.sign(b"m"))
    assert team.unlock(team.educator).generation == 4


def test_a_person_may_be_added_without_any_key(team, add):
    assert team.unlock(add(compartments=[]), "mot").compartments == ()


def test_only_an_admin_adds_a_person(team, add):
    before = team.file.read_bytes()

    with pytest.raises(NotAdmin):
        add(team.unlock(team.worker))

    assert team.file.read_bytes() == before


def test_a_second_director_brings_in_others_and_is_trusted_by_all(team, add):
    """security §3.4: two ways in at any time."""
    everything = {"compartments": ["desk", "cases"], "admin": True}
    second = team.unlock(add(label="Directeur", **everything), "mot")
    third = team.unlock(add(second, label="Vice-présidente", **everything), "mot")

    assert third.is_admin
    assert team.unlock(add(third), "mot").compartments == ("desk",)
    educator = team.unlock(team.educator)
    assert educator.generation == 6
    assert educator.admin_verify(b"role", third.sign(b"role"))


def test_nobody_gives_a_key_they_do_not_hold(team, add):
    with pytest.raises(NoKey):
        add(compartments=["r-7f3a"])


@pytest.mark.parametrize("label", ["", "Éducatrice", "a\nb"])
def test_a_label_nobody_could_choose_by_is_refused(add, label):
    with pytest.raises(BadLabel):
        add(label=label)


def test_a_cut_before_the_header_is_replaced_adds_nobody(team, add, monkeypatch):
    def cut(*_):
        raise PowerCut

    with monkeypatch.context() as machine:
        machine.setattr(os, "replace", cut)
        with pytest.raises(PowerCut):
            add()

    assert team.unlock(team.director).generation == 3
    assert team.new.keyring.generation == 3
    assert team.unlock(add(), "mot").generation == 4


def test_a_passphrase_changed_meanwhile_is_kept_when_a_person_is_added(team, add, cost):
    change_passphrase(team.folder, team.educator, EDUCATOR, NEW, cost)
    add()

    assert team.unlock(team.educator, NEW).generation == 4


def test_K10_a_header_put_back_meanwhile_is_noticed(team, add):
    """An old header under a keyring that has signed a later one."""
    old = team.file.read_bytes()
    add()
    team.file.write_bytes(old)

    with pytest.raises(HeaderOlder):
        add(label="Encore une")


def test_a_header_changed_meanwhile_is_noticed(team, add):
    header = team.load()
    header["signed"]["training"] = False
    team.save(header)

    with pytest.raises(Tampered):
        add()


def test_an_id_is_never_given_twice():
    class Crowded:
        asked = 0

        def __contains__(self, uid):
            self.asked += 1
            return self.asked < 3

    crowded = Crowded()

    assert len(_new_uid(crowded)) == 8
    assert crowded.asked == 3
