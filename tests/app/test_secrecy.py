"""Nobody reads what is not theirs: by keys, bytes and files, not by a role check."""

from __future__ import annotations

import itertools
import json
import re
import shutil
import unicodedata
from datetime import UTC, datetime

import pytest

from casedesk.app import training, training_texts
from casedesk.app.training_texts import (
    ASSESSED,
    ASSOCIATION,
    DECIDED,
    DIRECTOR,
    EDUCATOR,
    LIAISON,
    SOCIAL_WORKER,
    STORIES,
    WALKED,
)
from casedesk.app.walk import answer, prepare, send, sign_reports
from casedesk.circuit.changes import Home
from casedesk.circuit.commands.copies import ConfirmPrint, PreparePrint
from casedesk.circuit.paper_language import PaperLanguage
from casedesk.circuit.threshold import VaultUnusable
from casedesk.store.connection import open_database, open_read_only
from casedesk.store.database import StoreIdentity
from casedesk.store.errors import StoreError
from casedesk.vault.errors import NoKey, SealBroken, VaultError
from casedesk.vault.header import WRAP
from casedesk.vault.wraps import _info

A_MONTH_LATER = datetime(2026, 4, 1, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def filled(founded_house, new_house, tmp_path_factory):
    """Cases at every stage, one of them all the way through."""
    folder = tmp_path_factory.mktemp("filled") / "exercice.casedesk"
    shutil.copytree(founded_house.folder, folder)
    house = new_house(folder, A_MONTH_LATER)
    training.fill(house)
    with house.sitting(EDUCATOR) as sitting:
        training.record(sitting, WALKED, house.clock())
    with house.sitting(SOCIAL_WORKER) as sitting:
        case_id = training.newest_case(sitting, house.clock())
        training.take(sitting, case_id)
        training.assess(sitting, case_id)
    with house.sitting(DIRECTOR) as sitting:
        worker = house.person(SOCIAL_WORKER)
        training.decide(sitting, case_id, worker, house.clock())
    with house.sitting(SOCIAL_WORKER) as sitting:
        sitting.desk.do(training.ViewCase(case_id))
        prepare(sitting, case_id)
    with house.sitting(DIRECTOR) as sitting:
        desk = sitting.desk
        desk.do(training.ViewCase(case_id))
        sign_reports(sitting, case_id)
        for sheet in desk.reads.case_page(case_id).sheets:
            copy = desk.do(PreparePrint(case_id, sheet.id, PaperLanguage.FRENCH))
            desk.do(ConfirmPrint(copy, "0" * 64))
        send(sitting, case_id, house.clock())
        answer(sitting, case_id, house.clock())
    with house.sitting(EDUCATOR) as sitting:
        training.record(sitting, WALKED, house.clock())  # still in the drops
    return folder


@pytest.fixture
def filled_house(filled, new_house, tmp_path):
    """A copy of one's own of the vault above."""
    folder = tmp_path / "exercice.casedesk"
    shutil.copytree(filled, folder)
    return new_house(folder, A_MONTH_LATER)


def keys_of(keyring):
    """Every secret that the identity of one person yields, raw and derived."""
    identity = keyring._identity
    own = [bytes(identity._x), bytes(identity._e), *map(bytes, keyring._keys.values())]
    derived = [
        bytes(derive(cid))
        for cid in keyring.compartments
        for derive in (keyring.db_key, keyring.seal_key)
    ]
    signed = keyring.header.signed
    public = [key for user in signed.users.values() for key in (user.x, user.e)]
    public += [each.drop for each in signed.cmps.values() if each.drop]
    return [*own, *derived, *public]


def test_no_key_of_an_educator_opens_the_cases(filled_house):
    house, keyring = filled_house, filled_house.keyring(EDUCATOR)
    path = house.path(Home.CASES)
    before = house.digests()
    keys = keys_of(keyring)
    whole = b"".join(keys)
    windows = [whole[at : at + 32] for at in range(len(whole) - 31)]

    with pytest.raises(NoKey):
        keyring.db_key(Home.CASES)
    names = [(home, gen) for home in (*Home, "cases", "desk") for gen in (1, 2)]
    for key, (name, gen) in itertools.product(keys, names):
        identity = StoreIdentity(keyring.vault_id, name, gen, Home.CASES)
        for opens in (open_read_only, open_database):
            with pytest.raises(StoreError):
                opens(path, bytearray(key), identity)
    identity = StoreIdentity(keyring.vault_id, Home.CASES, 1, Home.CASES)
    for key in windows[:: max(1, len(windows) // 200)]:
        with pytest.raises(StoreError):
            open_read_only(path, bytearray(key), identity)

    assert house.digests() == before
    keyring.close()


def test_the_key_of_the_team_opens_the_cases(filled_house):
    """The control of the test above: the same calls, with the right key."""
    keyring = filled_house.keyring(SOCIAL_WORKER)
    identity = StoreIdentity(keyring.vault_id, Home.CASES, 1, Home.CASES)

    opened = [
        key
        for key in keys_of(keyring)
        if is_opened(filled_house.path(Home.CASES), key, identity)
    ]

    assert opened == [bytes(keyring.db_key(Home.CASES))]
    keyring.close()


def is_opened(path, key, identity):
    try:
        open_read_only(path, bytearray(key), identity).close()
    except StoreError:
        return False
    return True


def test_P08_no_wrap_in_the_header_gives_an_educator_another_key(filled_house):
    """Every wrap of everybody, under every name one may give it."""
    keyring = filled_house.keyring(EDUCATOR)
    signed, identity = keyring.header.signed, keyring._identity
    own = bytes(keyring._keys[Home.DESK])
    wraps = [wrap for cmp in signed.cmps.values() for wrap in cmp.wraps.values()]
    assert len(wraps) == 5
    assert {len(wrap) for wrap in wraps} == {WRAP}

    opened = set()
    for wrap, cid, uid in itertools.product(wraps, signed.cmps, signed.users):
        try:
            opened.add(bytes(identity.unseal(wrap, _info(signed, cid, uid))))
        except VaultError:
            continue

    assert opened == {own}
    keyring.close()


def test_the_header_names_nobody_a_key_that_is_not_theirs(filled_house):
    signed = filled_house.keyring(EDUCATOR).header.signed

    assert filled_house.person(EDUCATOR) not in signed.cmps[Home.CASES].wraps
    assert filled_house.person(EDUCATOR) in signed.cmps[Home.DESK].wraps


def test_P09_the_author_of_a_concern_cannot_open_it_again(filled_house):
    """With every key their identity yields."""
    keyring = filled_house.keyring(EDUCATOR)
    for key in keys_of(keyring):
        if len(key) == 32:
            keyring.add_drop_key(key)
    with filled_house.store(Home.DESK, reading=True) as db:
        drops = db.rows("SELECT id, sealed FROM drops")
        sealed = db.rows("SELECT id, sealed FROM receipts")
    assert len(drops) > len(STORIES)

    for drop in drops:
        with pytest.raises(SealBroken):
            keyring.open_drop(drop["sealed"], f"drop:{drop['id']}")
        with pytest.raises(SealBroken):
            keyring.open_own(drop["sealed"], f"drop:{drop['id']}")
    for receipt in sealed:  # the control: what is theirs does open
        assert keyring.open_own(receipt["sealed"], f"receipt:{receipt['id']}")
    keyring.close()


@pytest.mark.parametrize("trainee", [DIRECTOR, SOCIAL_WORKER])
def test_what_an_author_is_told_is_sealed_to_them_alone(filled_house, trainee):
    keyring = filled_house.keyring(trainee)
    with filled_house.store(Home.DESK, reading=True) as db:
        told = [
            (row["sealed"], f"{what}:{row['id']}")
            for what, table in (("receipt", "receipts"), ("status", "receipt_statuses"))
            for row in db.rows(f"SELECT id, sealed FROM {table}")  # noqa: S608 -- two names of ours
        ]
    assert len(told) > 2 * len(STORIES)

    for sealed, about in told:
        with pytest.raises(SealBroken):
            keyring.open_own(sealed, about)
    keyring.close()


def test_a_row_that_makes_an_educator_a_director_gives_no_key(filled_house):
    house = filled_house
    with house.store(Home.DESK) as db:
        db.run(
            "UPDATE people SET role = 'director' WHERE id = ?",
            (house.person(EDUCATOR),),
        )

    with pytest.raises(VaultUnusable):
        house.entrance.sit_down(house.unlock(EDUCATOR))
    keyring = house.keyring(EDUCATOR)
    assert keyring.compartments == (Home.DESK,)
    keyring.close()


def secrets():
    """Every name and every text of the training data, long enough to be no chance."""
    found = set()

    def walk(value):
        match value:
            case dict():
                for each in value.values():
                    walk(each)
            case list() | tuple():
                for each in value:
                    walk(each)
            case str() if len(value) >= 5 and not re.fullmatch(r"[A-Z0-9_]+", value):
                found.add(value)

    walk([WALKED, ASSESSED, DECIDED, *LIAISON.values(), ASSOCIATION])
    walk([story.concern for story in STORIES])
    walk([each.passphrase for each in training_texts.TRAINEES])
    words = {
        word
        for text in found
        for word in re.findall(r"\w{6,}", text)
        if not word.isascii() or word[0].isupper()
    }
    return found | words


def spellings(text):
    """The bytes a text may have in a file."""
    for form in ("NFC", "NFD"):
        same = unicodedata.normalize(form, text)
        yield from (same.encode(), same.encode("utf-16-le"), same.lower().encode())
    yield json.dumps(text)[1:-1].encode()
    yield text.encode("utf-16-be")


def test_no_name_and_no_text_stands_in_any_file(filled_house):
    """`strings` over the whole folder; also while somebody sits there."""
    house = filled_house
    labels = {each.label for each in training_texts.TRAINEES}
    with house.sitting(DIRECTOR) as sitting:
        training.record(sitting, WALKED, house.clock())
        assert (house.folder / "desk.g1.db-wal").stat().st_size
        leaked = leaks(files_of(house), secrets() - labels)
    assert leaked == []

    assert leaks(files_of(house), secrets() - labels) == []


def files_of(house):
    return {each.name: each.read_bytes() for each in house.folder.iterdir()}


def leaks(files, texts):
    return sorted(
        (name, text)
        for text in texts
        for name, data in files.items()
        if any(spelled in data for spelled in spellings(text))
    )


def test_the_same_search_finds_every_text_where_it_is_deciphered(filled_house):
    """The control: it would have found them."""
    plain = {}
    for home in Home:
        with filled_house.store(home, reading=True) as db:
            tables = db.rows("SELECT name FROM sqlite_master WHERE type = 'table'")
            rows = [
                str(value)
                for table in tables
                for row in db.rows(f"SELECT * FROM {table['name']}")  # noqa: S608 -- names of our tables
                for value in row.values()
            ]
            plain[home] = "\n".join(rows).encode()
    read = plain[Home.CASES]

    names = [WALKED["given_latin"], WALKED["family_latin"], STORIES[2].concern["words"]]
    for text in [*names, WALKED["words"], ASSESSED["danger_reason"], "Tabriquet"]:
        assert leaks({"cases": read}, [text]), text
    assert leaks({"desk": plain[Home.DESK]}, [ASSOCIATION])
    assert not leaks({"desk": plain[Home.DESK]}, names)
