"""The people around a child on the screen: cards, forms, agreements, reserved box."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest
from PySide6.QtWidgets import QPushButton

from casedesk.circuit.commands.consent import RecordConsent
from casedesk.circuit.commands.family import (
    NoteAuthor,
    NoteRelative,
    NoteSafeContact,
    OpenSiblingCase,
)
from casedesk.circuit.errors import NotFound, NotPermitted
from casedesk.circuit.family import Asked
from casedesk.circuit.people import Role
from casedesk.circuit.sheet import SheetCode
from casedesk.ui.alleged.screen import AllegedScreen
from casedesk.ui.around.screen import AroundScreen
from casedesk.ui.cases.screen import CaseScreen
from casedesk.ui.consent.screen import ConsentScreen
from casedesk.ui.navigation import (
    AllegedPlace,
    AroundPlace,
    CasePlace,
    ConsentPlace,
)
from tests.circuit.people import (
    AT_RISK,
    AUTHOR,
    CHILD,
    DEROGATED,
    FATHER,
    MOTHER,
    SAFE_CONTACT,
    SISTER,
    WITHDRAWN,
    agreement,
)

DIRECTOR, WORKER = Role.DIRECTOR, Role.SOCIAL_WORKER


@pytest.fixture
def case(association: Any) -> Any:
    return association.case_in_charge()


@pytest.fixture
def shown(tools: Any, qtbot: Any) -> Any:
    """A page, shown to somebody."""

    def of(make: Any, place: Any, role: Role = WORKER) -> Any:
        screen = make(tools(role), place)
        qtbot.addWidget(screen)
        screen.resize(1150, 700)
        screen.show()
        return screen

    return of


@pytest.fixture
def read(hands_on: Any) -> Any:
    return lambda page: "\n".join(hands_on(page).texts())


def of_a_new_sister(association: Any, case: Any) -> str:
    noted: str = association.worker.do(NoteRelative(case, SISTER))
    return noted


@dataclass(frozen=True)
class Filled:
    """One form, what somebody writes in it, and the button that keeps it."""

    asked: Asked
    content: Any
    button: str = "Enregistrer"
    role: Role = WORKER

    def place(self, association: Any, case: Any) -> AroundPlace:
        of_one = self.asked is Asked.SIBLING
        record = of_a_new_sister(association, case) if of_one else ""
        return AroundPlace(case, self.asked, record)


FORMS = [
    Filled(Asked.CHILD, CHILD),
    Filled(Asked.RELATIVE, MOTHER),
    Filled(Asked.SAFE_CONTACT, SAFE_CONTACT),
    Filled(Asked.SIBLING, AT_RISK, "Ouvrir son dossier"),
    Filled(Asked.WITHDRAWAL, WITHDRAWN),
    Filled(Asked.DEROGATION, DEROGATED, "Signer cette décision", DIRECTOR),
]


@pytest.mark.parametrize("form", FORMS, ids=lambda form: str(form.asked))
def test_what_is_filled_in_is_kept_and_the_case_shown_again(
    association: Any, case: Any, shown: Any, hands_on: Any, visited: Any, form: Filled
) -> None:
    page = shown(AroundScreen, form.place(association, case), form.role)
    page.form.set_content(form.content)

    hands_on(page).press(form.button)

    assert visited == [CasePlace(case)]


@pytest.mark.parametrize("form", FORMS, ids=lambda form: str(form.asked))
def test_what_is_typed_waits_through_a_lock(
    association: Any, case: Any, shown: Any, form: Filled
) -> None:
    where = form.place(association, case)
    page = shown(AroundScreen, where, form.role)
    page.form.set_content(form.content)
    page.leave()

    again = shown(AroundScreen, where, form.role)

    assert again.form.content() == page.form.content() != {}


def test_what_is_missing_is_said_beside_its_question(
    case: Any, shown: Any, hands_on: Any, visited: Any
) -> None:
    page = shown(AroundScreen, AroundPlace(case, Asked.SAFE_CONTACT))

    hands_on(page).press("Enregistrer")

    assert visited == []
    assert page.form.question("who").complaint() == "À compléter."


def test_what_is_known_already_is_there_to_be_corrected(
    association: Any, case: Any, shown: Any
) -> None:
    mother = association.worker.do(NoteRelative(case, MOTHER))

    page = shown(AroundScreen, AroundPlace(case, Asked.RELATIVE, mother))

    assert page.form.content() == MOTHER
    child = shown(AroundScreen, AroundPlace(case, Asked.CHILD))
    assert child.form.content()["family_arabic"] == "بنعلي"


def test_a_relative_of_another_case_is_not_shown(
    association: Any, case: Any, tools: Any
) -> None:
    mother = association.worker.do(NoteRelative(case, MOTHER))
    other = association.case_in_charge()

    with pytest.raises(NotFound):
        AroundScreen(tools(WORKER), AroundPlace(other, Asked.RELATIVE, mother))


@pytest.mark.parametrize(
    ("make", "where", "role"),
    [
        *[
            (AroundScreen, lambda case, each=each: AroundPlace(case, each), WORKER)
            for each in (Asked.CHILD, Asked.RELATIVE, Asked.SAFE_CONTACT)
        ],
        (ConsentScreen, ConsentPlace, WORKER),
        (AllegedScreen, AllegedPlace, DIRECTOR),
    ],
)
def test_every_page_is_reached_by_keyboard_and_told_to_whoever_listens(
    case: Any, shown: Any, hands_on: Any, make: Any, where: Any, role: Role
) -> None:
    assert hands_on(shown(make, where(case), role)).unreachable() == []


# the page of the case


def test_the_page_shows_both_scripts_the_household_and_whom_to_call(
    association: Any, case: Any, shown: Any, read: Any
) -> None:
    association.worker.do(NoteRelative(case, MOTHER))
    association.worker.do(NoteSafeContact(case, SAFE_CONTACT))

    told = read(shown(CaseScreen, CasePlace(case)))

    for expected in (
        "Salma Benali",
        "سلمى بنعلي",
        "Nadia Chraïbi",
        "نادية",
        "Mère, représente légalement l'enfant",
        "Accord à recueillir avant de partager",
        "Ne pas appeler si : le père est à la maison",
    ):
        assert expected in told


def test_a_sister_in_danger_leads_to_her_file_and_then_to_its_number(
    association: Any, case: Any, shown: Any, hands_on: Any, visited: Any
) -> None:
    sister = of_a_new_sister(association, case)
    hands_on(shown(CaseScreen, CasePlace(case))).press("Ouvrir son dossier")
    assert visited == [AroundPlace(case, Asked.SIBLING, sister)]

    opening = shown(AroundScreen, visited.pop())
    opening.form.set_content(AT_RISK)
    hands_on(opening).press("Ouvrir son dossier")
    visited.clear()
    (own, number), *_ = association.opened(case).own_numbers.items()
    hands_on(shown(CaseScreen, CasePlace(case))).press(f"Son dossier : {number}")

    assert visited == [CasePlace(own)]


def test_the_household_is_taken_over_by_whoever_sees_both_files(
    association: Any, case: Any, shown: Any, hands_on: Any
) -> None:
    sister = of_a_new_sister(association, case)
    association.worker.do(NoteRelative(case, MOTHER))
    own = association.worker.do(OpenSiblingCase(case, sister, AT_RISK))
    copy = "Y reprendre ce foyer"
    assert copy not in hands_on(shown(CaseScreen, CasePlace(case))).buttons()

    hands_on(shown(CaseScreen, CasePlace(case), DIRECTOR)).press(copy)

    assert [each.relation for each in association.opened(own).relatives] == [
        "SIBLING",
        "MOTHER",
    ]


def test_agreements_are_told_with_what_was_refused(
    association: Any, case: Any, shown: Any, read: Any
) -> None:
    association.worker.do(RecordConsent(case, agreement("CHILD", "no")))

    told = read(shown(CaseScreen, CasePlace(case)))

    assert "Pas d'accord : Unité de protection de l'enfance, CAPE" in told
    assert "« ما بغيتش. »" in told


# agreements


def test_an_agreement_is_kept_while_it_is_written_and_signed(
    association: Any, case: Any, shown: Any, hands_on: Any, visited: Any
) -> None:
    page = shown(ConsentScreen, ConsentPlace(case))
    page.form.set_content(agreement("CHILD"))
    page.form.edited.emit()
    page.leave()

    again = shown(ConsentScreen, ConsentPlace(case))
    assert again.form.content()["person"] == "CHILD"
    hands_on(again).press("Signer cette fiche")

    assert visited == [CasePlace(case)]
    (kept,) = association.opened(case).consents.records
    assert kept.code is SheetCode.CONSENT


def test_a_guardian_who_may_be_the_author_is_in_no_prompt(
    association: Any, case: Any, shown: Any, read: Any
) -> None:
    """Not offered to be asked; how to reach them is not shown."""
    association.worker.do(
        NoteRelative(case, {**FATHER, "reach": "YES", "reach_detail": "Au café"})
    )

    page = shown(ConsentScreen, ConsentPlace(case))
    offered = page.form.question("person").editor
    buttons = [
        each.text()
        for each in offered.findChildren(QPushButton)
        if each.isVisibleTo(page)
    ]
    assert buttons == ["L'enfant", "Autre personne (préciser le lien)"]
    assert "Cette fiche est pour l'enfant." in read(page)
    told = read(shown(CaseScreen, CasePlace(case)))
    assert "Ne rien demander, ne pas informer, ne pas appeler" in told
    assert "Au café" not in told
    assert "Accord à recueillir avant de partager" not in told


# the reserved box


def test_whoever_may_not_know_finds_no_way_in(
    association: Any, case: Any, shown: Any, hands_on: Any, tools: Any
) -> None:
    association.director.do(NoteAuthor(case, AUTHOR))

    assert (
        "Encadré réservé…" not in hands_on(shown(CaseScreen, CasePlace(case))).buttons()
    )
    with pytest.raises(NotPermitted):
        AllegedScreen(tools(WORKER), AllegedPlace(case))


def test_a_name_typed_again_tells_the_other_numbers(
    association: Any, case: Any, shown: Any, hands_on: Any, read: Any
) -> None:
    other = association.case_in_charge()
    association.director.do(NoteAuthor(other, AUTHOR))
    number = association.opened(other, DIRECTOR).case.number
    page = shown(AllegedScreen, AllegedPlace(case), DIRECTOR)

    hands_on(page).type("Prénom", "hamid")
    assert not page.also.isVisibleTo(page)
    hands_on(page).type("Nom de famille", "el amrani")

    assert page.also.isVisibleTo(page)
    told = read(page)
    assert "Ce nom est déjà cité dans 1 autre dossier" in told
    assert number in told


def test_a_member_of_the_association_leads_to_setting_the_case_apart(
    association: Any, case: Any, shown: Any, hands_on: Any, read: Any, visited: Any
) -> None:
    page = shown(AllegedScreen, AllegedPlace(case), DIRECTOR)
    page.form.set_content({**AUTHOR, "link": "STAFF"})
    page.form.edited.emit()
    assert page.apart.isVisibleTo(page)

    hands_on(page).press("Enregistrer")

    assert "Mettre d'abord ce dossier à part" in read(page)
    assert visited == []
    assert association.director.reads.authors(case) == ()


def test_what_is_typed_there_waits_and_who_is_noted_can_be_corrected(
    association: Any, case: Any, shown: Any, hands_on: Any, visited: Any
) -> None:
    page = shown(AllegedScreen, AllegedPlace(case), DIRECTOR)
    page.form.set_content(AUTHOR)
    page.leave()
    again = shown(AllegedScreen, AllegedPlace(case), DIRECTOR)
    assert again.form.content() == AUTHOR
    hands_on(again).press("Enregistrer")

    (noted,) = association.director.reads.authors(case)
    hands_on(shown(AllegedScreen, AllegedPlace(case), DIRECTOR)).press("Corriger")

    assert visited[-1] == AllegedPlace(case, noted.id)
    corrected = shown(AllegedScreen, visited[-1], DIRECTOR)
    assert corrected.form.content() == AUTHOR
