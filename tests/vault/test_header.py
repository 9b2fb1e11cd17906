"""The header: strict in what it reads, and complete from its first version."""

from __future__ import annotations

import json

import pytest

from casedesk.vault import canonical
from casedesk.vault.errors import BadLabel, HeaderDamaged, HeaderNewer
from casedesk.vault.header import (
    LARGEST,
    Header,
    UserEntry,
    label_fault,
    require_label,
)
from casedesk.vault.vault import unlock

KEY = canonical.base64_text(bytes(32))


def change(header, path, value):
    """Put a value where the path leads; `*` stands for the first entry."""
    *way, last = path.split("/")
    for step in way:
        if isinstance(header, list):
            header = header[int(step)]
        else:
            header = header[next(iter(header)) if step == "*" else step]
    header[next(iter(header)) if last == "*" else last] = value


def test_the_header_is_written_as_it_was_read(team, limits):
    data = team.file.read_bytes()

    assert Header.from_bytes(data, limits).to_bytes() == data


def test_what_later_operations_write_is_already_in_the_format(team, limits):
    value = team.load()
    signed = value["signed"]
    certificate = dict(signed["admins"][0], uid="r1", by=team.director, until_gen=2)
    signed["admins"].append(certificate)
    signed["retired"]["ffffffff"] = [{"e": KEY, "until_gen": 2}]
    signed["recovery"]["r1"] = {"scheme": "slip39-2of3", "x": KEY, "e": KEY}
    signed["root"]["recovery"] = KEY
    wraps = signed["cmps"]["cases"]["wraps"]
    wraps["r1"] = wraps[team.director]
    data = canonical.encode(value)

    header = Header.from_bytes(data, limits)

    assert header.to_bytes() == data
    assert header.signed.retired["ffffffff"][0].until_gen == 2
    assert header.signed.admins[1].uid == "r1"


def test_names_are_in_the_header_only_as_labels_in_plain_ascii(team, limits):
    assert team.file.read_bytes().isascii()
    users = Header.from_bytes(team.file.read_bytes(), limits).signed.users
    assert users[team.educator].label == "Éducatrice"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("m", 8),
        ("m", 65_535),
        ("m", 1_048_577),
        ("m", 2**31),
        ("t", 1),
        ("t", 11),
        ("p", 0),
        ("p", 64),
        ("t", "3"),
        ("t", True),
        ("alg", "argon2i"),
        ("v", 16),
        ("salt", canonical.base64_text(bytes(15))),
    ],
)
def test_K02_a_weak_lock_or_a_memory_bomb_is_refused_before_deriving(
    team, derivations, field, value
):
    """Under the limits of real vaults, before any memory is taken."""
    header = team.load()
    for slot in header["slots"].values():
        slot["kdf"] |= {"m": 131_072, "t": 3, "p": 1}
    team.save(header)
    assert Header.from_bytes(team.file.read_bytes())
    header["slots"][team.educator]["kdf"][field] = value
    team.save(header)

    with pytest.raises(HeaderDamaged):
        unlock(team.folder, team.director, "phrase")

    assert derivations == []


def test_K02_a_cost_that_is_not_whole_is_refused_before_deriving(team, derivations):
    """3.0 passes."""
    data = team.file.read_bytes().replace(b'"t":1,', b'"t":1.0,', 1)
    team.file.write_bytes(data)

    with pytest.raises(HeaderDamaged):
        team.unlock(team.director)

    assert derivations == []


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("fmt", "casedesk"),
        ("ver", 0),
        ("ver", "1"),
        ("sig", KEY),
        ("sig", None),
        ("more", 1),
        ("signed", []),
        ("signed/more", 1),
        ("signed/vid", "0" * 31),
        ("signed/vid", "G" * 32),
        ("signed/gen", 0),
        ("signed/gen", 1 << 31),
        ("signed/gen", True),
        ("signed/pwnorm", 2),
        ("signed/training", 1),
        ("signed/root/admin", ""),
        ("signed/root/recovery", "AAAA"),
        ("signed/root/more", ""),
        ("signed/admins", {}),
        ("signed/admins/0/uid", "root"),
        ("signed/admins/0/by", "somebody"),
        ("signed/admins/0/until_gen", -1),
        ("signed/admins/0/until_gen", 4),
        ("signed/admins/0/sig", KEY),
        ("signed/users/karima", {"x": KEY, "e": KEY, "label": "Directrice"}),
        ("signed/users/*/x", "AAAA"),
        ("signed/users/*/name", "Directrice"),
        ("signed/users/*/label", ""),
        ("signed/users/*/label", 1),
        ("signed/users/*/label", "Direc\u202etrice"),
        ("signed/retired/00000000", {}),
        ("signed/retired/00000000", [{"e": KEY, "until_gen": 0}]),
        ("signed/retired/00000000", [{"e": KEY, "until_gen": 4}]),
        ("signed/recovery/r1", {"scheme": "slip39-1of1", "x": KEY, "e": KEY}),
        ("signed/recovery/00000000", {"scheme": "slip39-2of3", "x": KEY, "e": KEY}),
        ("signed/cmps/Cases", {}),
        ("signed/cmps/..", {}),
        ("signed/cmps/cases/gen", 2),
        ("signed/cmps/cases/gen", 4),
        ("signed/cmps/cases/file", "../cases.g1.db"),
        ("signed/cmps/cases/file", "/cases.g1.db"),
        ("signed/cmps/cases/file", ".cases.g1.db"),
        ("signed/cmps/cases/file", "desk.g1.db"),
        ("signed/cmps/cases/drop", "AAAA"),
        ("signed/cmps/cases/wraps/*", KEY),
        ("signed/cmps/cases/wraps/00000000", canonical.base64_text(bytes(80))),
        ("signed/cmps/cases/wraps/r9", canonical.base64_text(bytes(80))),
        ("slots", {}),
        ("slots", []),
        ("slots/*/nonce", KEY),
        ("slots/*/ct", KEY),
        ("slots/*/fresh", 0),
        ("slots/*/more", 0),
    ],
)
def test_K04_anything_this_program_would_not_write_is_refused(
    team, limits, path, value
):
    """Unknown keys, wrong types, lengths, ranges and file names."""
    header = team.load()
    change(header, path, value)

    with pytest.raises(HeaderDamaged):
        Header.from_bytes(canonical.encode(header), limits)


def test_a_compartment_of_a_later_generation_than_the_header_is_refused(team, limits):
    header = team.load()
    header["signed"]["cmps"]["cases"] |= {"gen": 4, "file": "cases.g4.db"}

    with pytest.raises(HeaderDamaged, match="generation"):
        Header.from_bytes(canonical.encode(header), limits)


def test_a_slot_of_nobody_is_refused(team, limits):
    header = team.load()
    header["slots"]["00000000"] = header["slots"][team.director]

    with pytest.raises(HeaderDamaged, match="slots"):
        Header.from_bytes(canonical.encode(header), limits)


@pytest.mark.parametrize(
    "damage",
    [
        lambda text: text.replace('"gen":3', '"gen":3,"gen":3', 1),
        lambda text: text.replace('"gen":3', '"gen":3.0', 1),
        lambda text: text.replace('"gen":3', '"gen":NaN', 1),
        lambda text: text.replace('"gen":3', '"gen": 3', 1),
        lambda text: json.dumps(json.loads(text)),
        lambda text: text + "\n",
        lambda text: text + " " * LARGEST,
        lambda text: "[" * 100_000,
        lambda text: "",
    ],
)
def test_K04_any_other_spelling_of_the_header_is_refused(team, limits, damage):
    """Duplicate key, float, NaN, spaces, size."""
    data = damage(team.file.read_text("ascii")).encode("ascii")

    with pytest.raises(HeaderDamaged):
        Header.from_bytes(data, limits)


def test_a_header_of_a_later_version_is_not_called_damaged():
    data = canonical.encode({"fmt": "casedesk-vault", "ver": 2, "new": []})

    with pytest.raises(HeaderNewer):
        Header.from_bytes(data)


@pytest.mark.parametrize("label", ["Directrice", "É" * 40, "مديرة", "Équipe 2"])
def test_a_label_may_be_in_any_script(label):
    assert label_fault(label) == ""


@pytest.mark.parametrize(
    ("label", "reason"),
    [
        ("", "length"),
        ("a" * 41, "length"),
        (" Directrice", "length"),
        ("Direc\ntrice", "character"),
        ("Direc\0trice", "character"),
        ("Direc\u202etrice", "character"),
        ("Direc\u200ftrice", "character"),
        ("Direc\u2028trice", "character"),
        ("Direc\ud800trice", "character"),
        ("Éducatrice", "taken"),
    ],
)
def test_a_label_that_misleads_is_refused(label, reason):
    others = {"00000001": UserEntry(bytes(32), bytes(32), "Éducatrice")}

    with pytest.raises(BadLabel) as refused:
        require_label(label, others)

    assert refused.value.reason == reason
