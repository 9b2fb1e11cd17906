"""The vaults opened lately."""

from __future__ import annotations

from pathlib import Path

import pytest

from casedesk.app.recent import RecentVaults
from casedesk.app.training_texts import DIRECTOR


@pytest.fixture
def recent(tmp_path):
    return RecentVaults(tmp_path / "settings")


@pytest.fixture
def vaults(tmp_path):
    folders = [tmp_path / f"{name}.casedesk" for name in "abcdefg"]
    for each in folders:
        each.mkdir()
    return folders


def test_the_newest_comes_first_and_once(recent, vaults):
    for each in (vaults[0], vaults[1], vaults[0]):
        recent.remember(each)

    assert recent.all() == (vaults[0], vaults[1])


def test_the_same_folder_named_otherwise_is_the_same(recent, vaults, monkeypatch):
    monkeypatch.chdir(vaults[0].parent)

    for each in (Path("a.casedesk"), vaults[0], Path("a.casedesk")):
        recent.remember(each)
    assert recent.all() == (vaults[0],)

    recent.forget(Path("a.casedesk"))
    assert recent.all() == ()


def test_the_list_stays_short(recent, vaults):
    for each in vaults:
        recent.remember(each)

    assert recent.all() == tuple(reversed(vaults[2:]))


def test_a_stick_that_is_not_plugged_in_is_left_out_not_forgotten(recent, vaults):
    recent.remember(vaults[0])
    recent.remember(vaults[1])

    vaults[1].rename(vaults[1].with_suffix(".away"))
    recent.remember(vaults[0])
    assert recent.all() == (vaults[0],)

    vaults[1].with_suffix(".away").rename(vaults[1])
    assert recent.all() == (vaults[0], vaults[1])


@pytest.mark.parametrize("text", ["", "{", "3", "null", "[1]", "\x00"])
def test_a_list_that_does_not_read_is_an_empty_one(recent, vaults, tmp_path, text):
    (tmp_path / "settings").mkdir()
    (tmp_path / "settings" / "recent.json").write_text(text, encoding="utf-8")

    assert recent.all() == ()
    recent.remember(vaults[0])
    assert recent.all() == (vaults[0],)


def test_settings_that_cannot_be_written_stop_nobody(tmp_path, vaults):
    (tmp_path / "settings").write_text("x", encoding="utf-8")
    recent = RecentVaults(tmp_path / "settings")

    recent.remember(vaults[0])

    assert recent.all() == ()


def test_a_vault_is_remembered_when_somebody_sat_down_in_it(house):
    assert house.entrance.recent() == ()

    house.unlock(DIRECTOR).close()
    assert house.entrance.recent() == ()

    with house.sitting(DIRECTOR):
        pass
    assert house.entrance.recent() == (house.folder,)

    house.entrance.forget(house.folder)
    assert house.entrance.recent() == ()
