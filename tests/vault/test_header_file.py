"""The file vault.json: replaced in one step, never repaired in silence."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest

from casedesk.vault.errors import HeaderDamaged, HeaderNewer, VaultMissing
from casedesk.vault.header_file import read_header, reinstate_header, write_header


def test_an_empty_folder_holds_no_vault(tmp_path):
    with pytest.raises(VaultMissing):
        read_header(tmp_path)


@pytest.mark.parametrize("data", [b"", b"{}", b"\xff\xfe", b"x" * 2_000_000])
def test_a_damaged_header_with_a_good_copy_says_so_and_stays(team, limits, data):
    team.file.write_bytes(data)

    with pytest.raises(HeaderDamaged) as damaged:
        read_header(team.folder, limits)

    assert damaged.value.backup
    assert team.file.read_bytes() == data


def test_K15_a_lost_header_with_a_good_copy_says_so_and_stays_lost(team, limits):
    team.file.unlink()

    with pytest.raises(HeaderDamaged) as damaged:
        read_header(team.folder, limits)

    assert damaged.value.backup
    assert not team.file.exists()


@pytest.mark.parametrize(
    "backup", [None, b"", b'{"fmt":"casedesk-vault","ver":2}'], ids=repr
)
def test_a_damaged_header_without_a_good_copy_says_that_too(team, limits, backup):
    team.file.write_bytes(b"{}")
    team.backup.unlink()
    if backup is not None:
        team.backup.write_bytes(backup)

    with pytest.raises(HeaderDamaged) as damaged:
        read_header(team.folder, limits)

    assert not damaged.value.backup


def test_a_header_of_a_later_version_is_not_replaced_by_its_copy(team, limits):
    team.file.write_bytes(b'{"fmt":"casedesk-vault","ver":2}')

    with pytest.raises(HeaderNewer):
        read_header(team.folder, limits)


def test_K15_the_copy_takes_the_place_of_a_lost_header_when_asked(team, limits):
    """And it is the present header, not the one before."""
    before = team.file.read_bytes()
    team.file.unlink()

    reinstate_header(team.folder, limits)

    assert team.file.read_bytes() == before
    assert team.unlock(team.educator).generation == 3


def test_nothing_takes_its_place_when_the_copy_is_damaged(team, limits):
    team.file.write_bytes(b"{}")
    team.backup.write_bytes(b"{}")

    with pytest.raises(HeaderDamaged):
        reinstate_header(team.folder, limits)

    assert team.file.read_bytes() == b"{}"


def test_the_copy_is_the_same_and_nothing_else_is_left_behind(team):
    assert team.backup.read_bytes() == team.file.read_bytes()
    assert {each.name for each in team.folder.iterdir()} == {
        "vault.json",
        "vault.json.bak",
    }


def test_a_header_that_cannot_be_replaced_stays_and_says_so(team, limits, monkeypatch):
    header = read_header(team.folder, limits)
    before = team.file.read_bytes()
    real = os.replace

    def held(source, target):
        if target == team.file:
            raise PermissionError(13, "held by another program")
        real(source, target)

    monkeypatch.setattr(os, "replace", held)
    with pytest.raises(PermissionError):
        write_header(team.folder, replace(header, sig=bytes(64)))

    assert team.file.read_bytes() == before


@pytest.mark.skipif(os.name != "posix", reason="permissions of another kind")
def test_only_its_owner_reads_the_header(team):
    assert team.file.stat().st_mode & 0o777 == 0o600


def test_a_disk_without_room_for_both_changes_nothing(team, limits, monkeypatch):
    header = read_header(team.folder, limits)
    before = team.file.read_bytes()
    real = Path.open

    def full(path, *args, **kwargs):
        if path.name == "vault.json.new":
            raise OSError(28, "No space left on device")
        return real(path, *args, **kwargs)

    monkeypatch.setattr(Path, "open", full)
    with pytest.raises(OSError, match="No space"):
        write_header(team.folder, header)

    assert team.file.read_bytes() == team.backup.read_bytes() == before


def test_where_a_folder_cannot_be_flushed_the_header_is_still_written(
    team, limits, monkeypatch
):
    header = read_header(team.folder, limits)
    monkeypatch.delattr(os, "O_DIRECTORY", raising=False)

    write_header(team.folder, header)

    assert read_header(team.folder, limits) == header
