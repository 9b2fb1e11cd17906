"""The poster and the repertory: what is on them in either language, and what not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from casedesk import paths
from casedesk.app import rulebook
from casedesk.circuit.codes import PAPER, CodeBook, Language
from casedesk.circuit.directory import CLOSED, Entry, FocalPoint, Organisation
from casedesk.circuit.leaflets import MAIN_LINE, poster, poster_steps, repertory
from casedesk.circuit.paper import LeafletFrame, Mark, Poster, Repertory, Sender
from casedesk.circuit.people import Role
from casedesk.circuit.stages import Circuit, Stage, Step, Transition
from casedesk.forms.printer import PdfPrinter

FRENCH, ARABIC = Language.FRENCH, Language.ARABIC
CODES = CodeBook(rulebook.shipped_codes())
RULES = rulebook.rules(CODES)


class Directory:
    """What the desk would answer."""

    def __init__(self, **changed: Any) -> None:
        self._changed = changed

    def directory_entries(self) -> tuple[Entry, ...]:
        point = FocalPoint("p", "x", "Coordination", date(2026, 1, 1), name="Zineb")
        return tuple(
            Entry(
                replace(each, **self._changed) if each.id == "sal-cape" else each,
                tuple(
                    one
                    for one in rulebook.shipped_services()
                    if one.organisation == each.id
                ),
                (point,),
            )
            for each in rulebook.shipped_organisations()
        )

    def hotlines(self) -> Any:
        return rulebook.shipped_hotlines()


@pytest.fixture(scope="module")
def printer() -> PdfPrinter:
    return PdfPrinter(paths.resource("fonts"))


@pytest.fixture
def pages_of(text_of: Callable[..., str]) -> Callable[[bytes], list[str]]:
    """The text of each page."""
    return lambda pdf: text_of(pdf).split("\f")[:-1]


def frame(language: Language = FRENCH) -> LeafletFrame:
    return LeafletFrame(
        Sender("Association Exemple", "SAL"),
        CODES.label("TERRITORY", "SAL", language),
        language,
        datetime(2026, 3, 2, 12, tzinfo=UTC),
        Mark.ORIGINAL,
    )


def of_families(language: Language = FRENCH, **changed: Any) -> Repertory:
    return repertory(Directory(**changed), RULES, frame(language), "SAL")  # type: ignore[arg-type]


def of_the_wall(language: Language = FRENCH, **changed: Any) -> Poster:
    return poster(Directory(**changed), RULES, frame(language), "SAL")  # type: ignore[arg-type]


class Rewired(Circuit):
    """The table, but for one step."""

    def __init__(self, left_out: Step) -> None:
        rules = RULES.circuit
        super().__init__(rules.transitions, rules.clocks, rules.owners)
        self._left_out = left_out

    def leading_from(self, stage: Stage) -> tuple[Transition, ...]:
        found = super().leading_from(stage)
        return tuple(each for each in found if each.step is not self._left_out)


def test_the_steps_of_the_poster_are_those_of_the_table() -> None:
    steps = poster_steps(RULES.circuit, RULES.rights)

    assert [each.step for each in steps] == list(MAIN_LINE)
    assert steps[0].who == (Role.EDUCATOR, Role.SOCIAL_WORKER, Role.DIRECTOR)
    decide = next(each for each in steps if each.step is Step.ORIENT)
    assert decide.who == (Role.DIRECTOR,)
    assert (str(decide.within), str(decide.urgent)) == ("24h", "2h")


def test_a_territory_without_a_step_has_none_on_its_wall() -> None:
    told = [each.step for each in poster_steps(Rewired(Step.CLOSE), RULES.rights)]

    assert Step.CLOSE not in told
    assert Step.ORIENT in told


@pytest.mark.parametrize("language", PAPER)
def test_the_poster_is_one_page_with_whom_to_call(
    printer: PdfPrinter, pages_of: Any, language: Language
) -> None:
    pages = pages_of(printer.hang(of_the_wall(language, phone="05 37 00 00 00")))

    assert len(pages) == 1
    for number in ("19", "177", "2511", "05 37 00 00 00"):
        assert number in pages[0]


def test_the_poster_names_the_centre_the_hospital_and_the_prosecutor(
    printer: PdfPrinter,
    pages_of: Any,
) -> None:
    whole = " ".join(pages_of(printer.hang(of_the_wall()))[0].split())

    for told in ("CAPE", "Errazi", "Procureur du Roi", "À Salé"):
        assert told in whole


def test_a_poster_too_full_for_its_page_is_set_smaller(
    printer: PdfPrinter, pages_of: Any
) -> None:
    full = of_the_wall()
    crowded = replace(full, partners=full.partners * 5)

    assert len(pages_of(printer.hang(crowded))) == 1


@pytest.mark.parametrize("language", PAPER)
def test_a_family_reads_where_what_to_bring_and_how(
    printer: PdfPrinter, pages_of: Any, language: Language
) -> None:
    made = of_families(
        language,
        phone="05 37 00 00 00",
        address="12 rue des Exemples",
        open_days=("MON",),
        opens="08:30",
        closes="16:30",
        verified_on=date(2026, 2, 1),
        cost="FREE",
    )

    whole = " ".join(" ".join(pages_of(printer.list_help(made))).split())

    for told in ("05 37 00 00 00", "12 rue des Exemples", "08:30", "2511"):
        assert told in whole
    if language is FRENCH:
        for told in ("lundi", "Gratuit", "Appeler ou venir directement", "Apporter"):
            assert told in whole


@pytest.mark.parametrize("language", PAPER)
def test_no_person_and_no_hidden_address_is_given_away(
    printer: PdfPrinter, pages_of: Any, language: Language
) -> None:
    made = of_families(language, address="12 rue Secrète", address_hidden=True)
    pdf = printer.list_help(made)

    whole = " ".join(pages_of(pdf))

    assert "12 rue" not in whole
    assert "Zineb" not in whole
    assert all(each.focal_points == () for each in made.entries)


def test_nobody_is_sent_to_a_closed_door_nor_to_a_committee(
    printer: PdfPrinter,
) -> None:
    made = of_families(status=CLOSED)
    kinds = {each.organisation.kind for each in made.entries}

    assert "sal-cape" not in {each.organisation.id for each in made.entries}
    assert "PLATFORM" not in kinds
    assert {"HOSP_UNIT", "POLICE_CELL", "ONLINE_PORTAL"} <= kinds


def test_only_this_territory_and_what_serves_the_country_is_listed() -> None:
    territories = {each.organisation.territory for each in of_families().entries}

    assert territories == {"SAL", ""}


def test_what_nobody_checked_says_so(printer: PdfPrinter, pages_of: Any) -> None:
    whole = " ".join(pages_of(printer.list_help(of_families())))

    assert "pas encore vérifié" in whole


@pytest.mark.parametrize("language", PAPER)
def test_a_repertory_in_the_other_language_is_mirrored(
    printer: PdfPrinter, language: Language
) -> None:
    pdf = printer.list_help(of_families(language))

    assert (b"/Lang (ar-MA)" in pdf) == (language is ARABIC)


def test_the_same_poster_gives_the_same_bytes(printer: PdfPrinter) -> None:
    assert printer.hang(of_the_wall()) == printer.hang(of_the_wall())


def test_the_poster_of_a_training_vault_says_so(printer: PdfPrinter) -> None:
    made = of_the_wall()
    marked = replace(made, frame=replace(made.frame, mark=Mark.SPECIMEN))

    assert len(printer.hang(marked)) > len(printer.hang(made))


def test_every_partner_is_an_organisation_of_the_territory() -> None:
    partners = of_the_wall().partners

    assert 3 <= len(partners) <= 6
    assert all(isinstance(each, Organisation) for each in partners)
    assert {each.territory for each in partners} == {"SAL"}
