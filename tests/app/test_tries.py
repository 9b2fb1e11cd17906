"""Wrong passphrases are counted beside the vault, and slow down whoever tries more."""

from __future__ import annotations

import json
from statistics import median
from time import process_time

import pytest

from casedesk.app.passphrases import Passphrases
from casedesk.app.training_texts import DIRECTOR, EDUCATOR
from casedesk.app.tries import FILE, WAITS, WrongTries
from casedesk.circuit.changes import Home
from casedesk.circuit.people import PersonId
from casedesk.circuit.threshold import TooSoon
from casedesk.i18n.labels import sentence
from casedesk.vault import vault
from casedesk.vault.errors import WrongPassphrase
from casedesk.vault.kdf import KdfCost

SOMEBODY = PersonId("3f9c01ab")


@pytest.fixture
def tries(tmp_path, clock):
    return WrongTries(tmp_path, clock)


def test_K01_each_wrong_try_is_waited_for_longer_up_to_a_minute(tries, clock):
    waited = []
    for _ in range(12):
        waited.append(round(tries.wait(SOMEBODY)))
        clock.pass_(seconds=waited[-1])
        assert tries.wait(SOMEBODY) == 0
        tries.add(SOMEBODY)

    assert waited == [0, 0, 0, 2, 4, 8, 16, 32, 60, 60, 60, 60]


def test_K01_everybody_waits_for_themselves(tries):
    for _ in range(9):
        tries.add(SOMEBODY)

    assert tries.wait(PersonId("00000001")) == 0
    assert tries.count(SOMEBODY) == 9


def test_K01_the_count_outlives_the_program(tries, tmp_path, clock):
    for _ in range(6):
        tries.add(SOMEBODY)

    later = WrongTries(tmp_path, clock)

    assert later.count(SOMEBODY) == 6
    assert later.wait(SOMEBODY) == 16


def test_K01_a_clock_set_back_lets_nobody_in_sooner_and_locks_nobody_out(tries, clock):
    for _ in range(9):
        tries.add(SOMEBODY)

    clock.pass_(days=-400)
    begun_anew = tries.wait(SOMEBODY)
    clock.pass_(seconds=59)
    last = tries.wait(SOMEBODY)
    clock.pass_(seconds=1)

    assert (begun_anew, last) == (60, 1)
    assert tries.wait(SOMEBODY) == 0


@pytest.mark.parametrize(
    "spoilt",
    [
        b"",
        b"[]",
        b"{",
        b"\xff\xfe",
        b'{"3f9c01ab": 7}',
        b'{"3f9c01ab": {"count": -1, "last": 0}}',
        b'{"3f9c01ab": {"count": 1e9, "last": 0}}',
        b'{"3f9c01ab": {"count": 3, "last": Infinity}}',
        b'{"3f9c01ab": {"count": 3}}',
        b'{"3f9c01ab": {"count": 3, "last": 1%s}}' % (b"0" * 400),
        b"[" * 100_000,
    ],
)
def test_K01_a_spoilt_count_hinders_nobody(spoilt, tries, tmp_path):
    (tmp_path / FILE).write_bytes(spoilt)

    assert tries.wait(SOMEBODY) == 0
    tries.add(SOMEBODY)
    assert tries.count(SOMEBODY) == 1


def test_K01_a_folder_that_cannot_be_written_to_hinders_nobody(tmp_path, clock):
    nowhere = WrongTries(tmp_path / "gone", clock)

    nowhere.add(SOMEBODY)

    assert nowhere.wait(SOMEBODY) == 0


def test_K01_ids_of_nobody_do_not_fill_the_file(tries, tmp_path):
    for number in range(300):
        tries.add(PersonId(f"{number:08x}"))

    kept = json.loads((tmp_path / FILE).read_text(encoding="utf-8"))
    assert len(kept) == 100
    assert "0000012b" in kept


def fails(house, person, phrase="une phrase d'une autre personne"):
    with pytest.raises(WrongPassphrase) as refused:
        house.entrance.unlock(house.folder, person, phrase)
    return sentence(refused.value)


def test_K01_nobody_is_told_whether_a_person_exists(house):
    known, unknown = house.person(EDUCATOR), PersonId("00000000")

    assert fails(house, known) == fails(house, unknown)
    assert fails(house, unknown, "") == fails(house, known, "")


def test_K01_an_unknown_person_costs_as_much_to_try(tmp_path):
    """As dear, within what a loaded machine blurs: the quickest of several of each."""
    cost = KdfCost(memory_kib=16_384, passes=2, lanes=1)
    dear = Passphrases(cost)
    folder = tmp_path / "cher"
    folder.mkdir()
    vault.create(
        folder,
        label="Directrice",
        passphrase=DIRECTOR.passphrase,
        training=True,
        cost=cost,
        compartments={Home.DESK: False},
    ).finish()
    (known,) = vault.unlock(
        folder, *only_person(folder, dear), limits=dear.limits
    ).header.signed.users

    def took(person):
        began = process_time()  # work, not time: other work on the machine is no matter
        with pytest.raises(WrongPassphrase):
            vault.unlock(folder, person, "une autre phrase", limits=dear.limits)
        return process_time() - began

    pairs = [(took(known), took("00000000")) for _ in range(9)]

    ratio = median(unknown / one for one, unknown in pairs)
    assert 0.8 < ratio < 1.25


def only_person(folder, passphrases):
    from casedesk.vault.doorplate import labels

    ((person, _label),) = labels(folder, limits=passphrases.limits).people
    return person, DIRECTOR.passphrase


def test_K01_the_fourth_try_waits_and_nothing_is_tried_meanwhile(house, past, clock):
    person = house.person(EDUCATOR)
    for _ in range(3):
        fails(house, person)

    with pytest.raises(TooSoon):
        house.unlock(EDUCATOR)
    waits = house.entrance.wait_before(house.folder, person)
    clock.pass_(seconds=2)

    assert waits == WAITS[3]
    house.unlock(EDUCATOR).close()


def test_K01_wrong_tries_are_journalled_when_the_right_person_comes(house):
    person = house.person(EDUCATOR)
    for _ in range(2):
        fails(house, person)

    with house.sitting(EDUCATOR) as sitting:
        told = sitting.wrong_tries
    with house.sitting(EDUCATOR) as sitting:
        again = sitting.wrong_tries
    with house.store(Home.DESK, reading=True) as db:
        noted = db.rows("SELECT * FROM events WHERE what = 'wrong_tries'")

    assert (told, again) == (2, 0)
    assert len(noted) == 1
    assert '"count":2' in str(noted[0]).replace(" ", "")


def test_K01_the_file_names_nobody(house):
    fails(house, house.person(EDUCATOR))

    written = (house.folder / FILE).read_text(encoding="utf-8")

    assert EDUCATOR.label not in written
    assert set(json.loads(written)) == {house.person(EDUCATOR)}
