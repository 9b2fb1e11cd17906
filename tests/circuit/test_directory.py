"""The shipped directory: real institutions, whoever is needed in every territory."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from casedesk.app.training_texts import ADDRESSEES
from casedesk.circuit.codes import CodeBook, read_codes
from casedesk.circuit.directory import (
    ADDRESSEE_OF,
    TO_VERIFY,
    Organisation,
    read_directory,
    read_hotlines,
    read_kinds,
)
from casedesk.circuit.sheet import Addressee

RESOURCES = Path(__file__).parents[2] / "resources"
HOTLINES = RESOURCES / "directory" / "hotlines.toml"
KINDS = RESOURCES / "directory" / "kinds.toml"
BOOK = CodeBook(
    code
    for path in (RESOURCES / "codes").glob("*.toml")
    for code in read_codes(path.read_text(encoding="utf-8"))
)
TERRITORIES = [code.code for code in BOOK.options("TERRITORY")]
OF_KIND = read_kinds(KINDS.read_text(encoding="utf-8"))
FILES = [
    read_directory(path.read_text(encoding="utf-8"), OF_KIND)
    for path in sorted((RESOURCES / "directory").glob("*.toml"))
    if path not in (HOTLINES, KINDS)
]
ORGANISATIONS = [each for shipped in FILES for each in shipped.organisations]
SERVICES = [each for shipped in FILES for each in shipped.services]
ARABIC = re.compile("[\u0621-\u064a]")
SHEETS_TO_AUTHORITIES = set(Addressee) - {Addressee.ASSOCIATION, Addressee.SHELTER}
ONE = """
    territory = "SAL"
    [[organisation]]
    id = "sal-cape"
    name = { fr = "CAPE de Salé", ar = "مركز المواكبة" }
    kind = "CAPE"
    addressee = "upe_cape"
"""


def kinds(territory: str, addressee: Addressee) -> set[str]:
    return {
        each.kind
        for each in ORGANISATIONS
        if each.territory == territory and each.addressee is addressee
    }


def organisation_id(each: Organisation) -> str:
    return each.id


def test_the_four_territories_ship():
    assert {each.territory for each in ORGANISATIONS} == {*TERRITORIES, ""}
    assert len(TERRITORIES) == 4


@pytest.mark.parametrize("territory", TERRITORIES)
@pytest.mark.parametrize("addressee", ADDRESSEES)
def test_every_territory_has_somebody_to_refer_a_child_to(territory, addressee):
    assert kinds(territory, addressee)


@pytest.mark.parametrize("territory", TERRITORIES)
def test_both_prosecutors_are_offered_and_none_is_chosen_for_anyone(territory):
    offered = kinds(territory, Addressee.PROSECUTOR)

    assert offered == {"PROSECUTOR_TPI", "PROSECUTOR_CA"}


@pytest.mark.parametrize("each", ORGANISATIONS, ids=organisation_id)
def test_an_organisation_says_what_it_is_and_who_must_still_check_it(each):
    assert re.fullmatch(r"[a-z]{3}(-[a-z0-9]+)+", each.id)
    assert each.id.startswith(each.territory.lower() or "nat")
    assert each.name.fr
    assert each.name.ar
    assert ("ACTOR_TYPE", each.kind) in BOOK
    assert ("ORG_STATUS", each.status) in BOOK
    assert each.status == TO_VERIFY
    assert each.source


@pytest.mark.parametrize("each", ORGANISATIONS, ids=organisation_id)
def test_no_number_and_no_private_address_ships(each):
    assert re.fullmatch(r"(\d{4})?", each.phone)
    assert re.fullmatch(r"(0800[ 0-9]+)?", each.phone_alt)
    assert each.address == each.email == each.fax == ""
    assert not re.search(r"\d{5,}|@", each.name.fr + each.name.ar)


@pytest.mark.parametrize(
    "each",
    [each for each in ORGANISATIONS if each.addressee in SHEETS_TO_AUTHORITIES],
    ids=organisation_id,
)
def test_a_sheet_can_be_addressed_in_either_language(each):
    assert ARABIC.search(each.name.ar)
    assert not re.search("[\u0621-\u064a]", each.name.fr)


@pytest.mark.parametrize("each", ORGANISATIONS, ids=organisation_id)
def test_a_family_reads_how_to_go_about_it_in_its_language(each):
    assert len(each.access.fr) > 10
    assert ARABIC.search(each.access.ar)
    assert bool(each.documents.fr) == bool(each.documents.ar)
    assert ("SECTOR", each.sector) in BOOK
    assert all(("VULN", code) in BOOK for code in each.publics)
    assert all(("COMMITTEE", code) in BOOK for code in each.committees)


@pytest.mark.parametrize("each", ORGANISATIONS, ids=organisation_id)
def test_it_says_what_it_offers_in_codes_of_the_list(each):
    offered = [one.service for one in SERVICES if one.organisation == each.id]

    assert offered
    assert all(("SERVICE", code) in BOOK for code in offered)
    assert len(set(offered)) == len(offered)


def test_every_kind_of_actor_has_steps_and_all_but_two_can_be_written_to():
    kinds = {code.code for code in BOOK.options("ACTOR_TYPE")}

    assert set(OF_KIND) == kinds
    assert kinds - set(ADDRESSEE_OF) == {"ONLINE_PORTAL", "PLATFORM"}
    assert set(ADDRESSEE_OF.values()) == set(Addressee)


def test_an_organisation_says_otherwise_than_its_kind():
    own = ONE + 'access = { fr = "Écrire.", ar = "مراسلة." }'

    assert read_directory(ONE, OF_KIND).organisations[0].access.fr.startswith("Appeler")
    assert read_directory(own, OF_KIND).organisations[0].access.fr == "Écrire."


def test_ids_are_unique_in_the_whole_directory():
    assert len({each.id for each in ORGANISATIONS}) == len(ORGANISATIONS)


def test_a_cape_is_never_called_like_a_placement_centre():
    for each in ORGANISATIONS:
        if each.kind == "CAPE":
            assert "المواكبة" in each.name.ar


def test_the_hotlines_are_the_police_first_then_the_gendarmerie_and_the_2511():
    hotlines = read_hotlines(HOTLINES.read_text(encoding="utf-8"))

    assert [each.number for each in hotlines] == ["19", "177", "2511"]
    assert all(each.name.ar and each.about.ar and each.about.fr for each in hotlines)


def test_an_organisation_declared_twice_is_refused():
    twice = ONE + ONE.split('"SAL"')[1]

    with pytest.raises(ValueError, match="twice"):
        read_directory(twice)


@pytest.mark.parametrize(
    ("there", "instead"),
    [('"upe_cape"', '"neighbour"'), ("kind", "sort"), ("territory", "region")],
)
def test_a_wrong_directory_is_refused(there, instead):
    assert read_directory(ONE).organisations
    with pytest.raises((KeyError, ValueError)):
        read_directory(ONE.replace(there, instead))
