from __future__ import annotations

from pathlib import Path

from casedesk import paths


def test_a_source_tree_has_its_resources_beside_the_package(tmp_path: Path) -> None:
    found = paths.find(tmp_path / "casedesk", tmp_path)

    assert found.resources == tmp_path / "resources"


def test_a_bundle_has_its_resources_inside_the_package(tmp_path: Path) -> None:
    bundled = tmp_path / "casedesk" / "_resources"
    bundled.mkdir(parents=True)

    found = paths.find(tmp_path / "casedesk", tmp_path)

    assert found.resources == bundled


def test_a_portable_program_keeps_everything_beside_itself(tmp_path: Path) -> None:
    (tmp_path / ".portable").touch()

    found = paths.find(tmp_path / "casedesk", tmp_path)

    assert found.settings.is_relative_to(tmp_path / "data")
    assert found.logs.is_relative_to(tmp_path / "data")


def test_an_installed_program_leaves_its_own_folder_alone(tmp_path: Path) -> None:
    found = paths.find(tmp_path / "casedesk", tmp_path)

    assert not found.settings.is_relative_to(tmp_path)
    assert not found.logs.is_relative_to(tmp_path)


def test_looking_for_a_folder_makes_none(tmp_path: Path) -> None:
    paths.find(tmp_path / "casedesk", tmp_path)

    assert list(tmp_path.iterdir()) == []


def test_the_resources_of_this_tree_are_found() -> None:
    assert paths.resource(".").is_dir()
