"""Closed cases on the screen: closing one, keeping it, and erasing it by two."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QLabel, QPushButton

from casedesk.app import training
from casedesk.app.entrance import VaultEntrance
from casedesk.app.session import VaultSitting
from casedesk.app.training_texts import (
    ASSESSED,
    DIRECTOR,
    SOCIAL_WORKER,
    WALKED,
    Trainee,
)
from casedesk.circuit.case import CaseId
from casedesk.circuit.commands.cases import SubmitForDecision, ViewCase
from casedesk.circuit.commands.closing import CloseCase, SetHold, SignClosing
from casedesk.circuit.commands.copies import ConfirmPrint, PreparePrint
from casedesk.circuit.commands.erasure import ConfirmRequest, RequestAct
from casedesk.circuit.paper_language import PaperLanguage
from casedesk.circuit.people import Duty, Role
from casedesk.circuit.queries import CaseList
from casedesk.circuit.referral import Answer
from casedesk.circuit.stages import Stage
from casedesk.circuit.two_people import Act, RequestId, RequestState
from casedesk.i18n.formats import isolate
from casedesk.ui.board.screen import BoardScreen
from casedesk.ui.cases.screen import CaseScreen
from casedesk.ui.changes import ChangeSignal
from casedesk.ui.closing.screen import CloseScreen
from casedesk.ui.navigation import (
    CasePlace,
    ClosePlace,
    HomePlace,
    RetentionPlace,
)
from casedesk.ui.retention.erased_panel import ErasedPanel
from casedesk.ui.retention.keep_card import KeepCard
from casedesk.ui.retention.request_panel import RequestPanel
from casedesk.ui.retention.screen import RetentionScreen
from casedesk.ui.workspace import Tools
from tests.circuit.conftest import Referring
from tests.closing import close, closing_sheet

NAMES = ("Salma", "سلمى", "Benali", "بنعلي", "السمطة", "avant-bras", "grand-mère")
OWN = "une phrase bien à elle, longue et sans rapport"


@pytest.fixture
def show(qtbot: Any) -> Callable[[Any], Any]:
    def shown(screen: Any) -> Any:
        qtbot.addWidget(screen)
        screen.resize(1150, 700)
        screen.show()
        return screen

    return shown


def read(screen: Any) -> str:
    """Everything that can be read on it."""
    labels = screen.findChildren(QLabel)
    return "\n".join(each.text() for each in labels if each.isVisibleTo(screen))


# Closing, on the desks of the association


@pytest.fixture
def closing(
    association: Any, tools: Callable[[Role], Tools], show: Any
) -> Callable[[Any], CloseScreen]:
    def at(case_id: Any) -> CloseScreen:
        screen = show(CloseScreen(tools(Role.DIRECTOR), ClosePlace(case_id)))
        assert isinstance(screen, CloseScreen)
        return screen

    return at


def test_the_director_is_offered_to_close_but_never_first(
    association: Any, tools: Any, show: Any, hands_on: Any, visited: Any
) -> None:
    case_id = association.case_to_decide()
    page = show(CaseScreen(tools(Role.DIRECTOR), CasePlace(case_id)))
    texts = [
        each.text()
        for each in page.findChildren(QPushButton)
        if each.text() in ("Décider", "Clore le dossier")
    ]

    hands_on(page).press("Clore le dossier")

    assert texts == ["Décider", "Clore le dossier"]
    assert visited == [ClosePlace(case_id)]


def both(association: Any) -> tuple[Any, Any]:
    """Whoever signs first, and whoever closes."""
    return association.worker, association.director


def signed(association: Any, case_id: CaseId, **said: object) -> CaseId:
    """A closing sheet that waits for its second signature."""
    sheet = closing_sheet(association.worker, case_id, **said)
    association.worker.do(SignClosing(case_id, sheet))
    return case_id


def test_straight_from_the_decision_only_fitting_reasons_are_offered(
    association: Any, closing: Any
) -> None:
    page = closing(association.case_to_decide())

    reasons = page.form.question("reason").editor
    assert [each.text() for each in reasons.findChildren(QPushButton)] == [
        "Perdu de vue après recherche",
        "Majorité atteinte",
        "Inquiétude levée, sans suite",
        "Hors compétence, orienté sans suivi",
        "Doublon",
        "Décès",
    ]


def test_a_reason_proposes_a_class_and_the_class_a_day(
    association: Any, closing: Any
) -> None:
    case_id = association.case_to_decide()

    page = closing(signed(association, case_id, reason="NO_CONCERN"))

    assert page.second.kept.value() == "UNFOUNDED"
    assert "À revoir le 2 mars 2027." in read(page)
    page.second.kept.set_value("GRAVE")
    page.second.kept.chosen.emit()
    assert "À revoir le 2 mars 2031." in read(page)


def test_what_is_missing_stands_beside_its_field(
    association: Any, closing: Any, hands_on: Any
) -> None:
    page = closing(association.case_to_decide())

    hands_on(page).press("Signer et proposer la clôture")

    complaint = page.form.question("detail").complaint()
    assert complaint == "À compléter."
    assert "signée une première fois (F-G) — manque encore" in read(page)


def test_one_person_signs_and_another_one_closes(
    association: Any, tools: Any, show: Any, hands_on: Any, visited: Any
) -> None:
    case_id = association.case_to_decide()
    first = show(CloseScreen(tools(Role.SOCIAL_WORKER), ClosePlace(case_id)))
    sheet = closing_sheet(association.worker, case_id, reason="NO_CONCERN")
    first.form.set_content({**sheet, "detail": "Une blessure de jeu."})
    hands_on(first).press("Signer et proposer la clôture")
    assert "une autre personne clôt." in read(first)
    assert not first.second.close_case.isVisible()

    second = show(CloseScreen(tools(Role.DIRECTOR), ClosePlace(case_id)))
    assert "Une blessure de jeu." in read(second)
    hands_on(second).press("Clore le dossier")

    shown = association.opened(case_id, Role.DIRECTOR)
    assert shown.case.stage is Stage.CLOSED
    assert shown.closings[0].detail == "Une blessure de jeu."
    assert visited == [CasePlace(case_id)]


def test_whoever_signed_first_is_told_that_another_person_closes(
    association: Any, closing: Any
) -> None:
    case_id = association.case_to_decide()
    sheet = closing_sheet(association.director, case_id, reason="NO_CONCERN")
    association.director.do(SignClosing(case_id, sheet))

    page = closing(case_id)

    assert "Vous avez signé la première fois : une autre personne clôt." in read(page)
    assert not page.second.close_case.isVisible()


def test_a_signed_sheet_is_taken_up_again_as_a_new_one(
    association: Any, closing: Any, hands_on: Any
) -> None:
    case_id = signed(association, association.case_to_decide(), reason="NO_CONCERN")
    page = closing(case_id)

    hands_on(page).press("Reprendre la fiche")

    assert page.form.isVisible()
    assert page.form.content()["detail"] == "Suivi terminé."
    assert not page.second.isVisible()


def test_what_is_still_out_is_to_be_explained(association: Any, closing: Any) -> None:
    case_id = association.case_being_referred()
    referring = Referring(association)
    referral = referring.send(referring.of(case_id))
    referring.answer(referral, Answer.ACCEPTED)

    page = closing(case_id)

    rows = page.form.content()["unanswered"]
    assert len(rows) == 2
    assert all(each["referral"] != referral.id for each in rows)


def test_the_guardian_who_may_be_the_author_is_not_asked_about(
    association: Any, closing: Any
) -> None:
    concern = {**association.concern, "alleged_author_link": "MOTHER"}
    case_id = association.logged_case(concern)

    page = closing(case_id)

    assert page.form.question("guardian_informed").isHidden()
    assert "Le représentant légal peut-il en être informé" not in read(page)


def test_the_closed_cases_have_a_list_of_their_own(
    association: Any, tools: Any, show: Any
) -> None:
    case_id = association.case_to_decide()
    close(
        association.worker,
        association.director,
        case_id,
        "DUPLICATE",
        reason="DUP",
        detail="Déjà suivi.",
    )
    board = show(BoardScreen(tools(Role.DIRECTOR), HomePlace()))

    board.counters.button(CaseList.CLOSED).click()

    assert board.counters.button(CaseList.CLOSED).text() == "Clos  1"
    assert board.model.row_of(board.model.index(0, 0)).id == case_id
    assert board.counters.button(CaseList.ALL).text() == "Tous les dossiers  0"


def test_a_closed_case_tells_why(association: Any, tools: Any, show: Any) -> None:
    case_id = association.case_to_decide()
    close(
        association.worker,
        association.director,
        case_id,
        "DUPLICATE",
        reason="DUP",
        detail="Déjà suivi.",
    )

    page = show(CaseScreen(tools(Role.SOCIAL_WORKER), CasePlace(case_id)))

    assert "Dossier clos : Doublon — \u2068Déjà suivi.\u2069 (Directrice)" in read(page)
    assert "Clos · responsable" in read(page)


def test_a_case_is_kept_and_let_go_from_its_page(
    association: Any, tools: Any, show: Any, hands_on: Any
) -> None:
    case_id = association.case_to_decide()
    page = show(CaseScreen(tools(Role.DIRECTOR), CasePlace(case_id)))
    hands = hands_on(page)

    hands.press("À conserver…")
    hands.box("Pourquoi le conserver").set_text("Réquisition n° 12.")
    hands.press("Conserver le dossier")

    who = "\u2068Directrice\u2069"
    told = f"À conserver depuis le 2 mars 2026 ({who}) : Réquisition n° 12."
    assert told in read(page)
    assert told in read(show(CaseScreen(tools(Role.SOCIAL_WORKER), CasePlace(case_id))))
    hands.press("Lever la conservation…")
    hands.box("Pourquoi la lever").set_text("Fini.")
    hands.press("Lever la conservation")
    assert "Écrire au moins 20 caractères." in read(page)
    hands.box("Pourquoi la lever").set_text("Levée par courrier du 3 mars.")
    hands.press("Lever la conservation")
    assert told not in read(page)


def test_every_part_of_closing_can_be_reached_without_a_mouse(
    association: Any, closing: Any, hands_on: Any
) -> None:
    page = closing(association.case_to_decide())
    assert hands_on(page).unreachable() == []
    case_id = signed(association, association.case_to_decide(), reason="DUP")

    assert hands_on(closing(case_id)).unreachable() == []


# Erasing, on a vault with its real files and keys


class Erasing:
    """The training vault, whoever sits in it, and what their screens are given."""

    def __init__(self, vault: training.TrainingVault, around: Any, jobs: Any) -> None:
        self.vault, self._around, self._jobs = vault, around, jobs
        self.deputy = ""
        self.visited: list[Any] = []
        self.case = CaseId("")

    def tools(self, sitting: VaultSitting, tray: Any) -> Tools:
        return Tools(
            desk=sitting.desk,
            changes=ChangeSignal(sitting.desk),
            jobs=self._jobs,
            go_to=self.visited.append,
            prompts=self._around.prompts,
            clock=self.vault.clock,
            tray=tray,
            typesetter=self._around.typesetter,
            sitting=sitting,
            draw_passphrase=str,
            viewer=self._around.viewer,
            enter=self.visited.append,
        )

    def sit(self, trainee: Trainee) -> Any:
        return self.vault.sitting(trainee)

    def begin(self) -> None:
        """A closed case whose day has come, and a deputy with their own passphrase."""
        vault = self.vault
        with self.sit(SOCIAL_WORKER) as sitting:
            training.record(sitting, WALKED, vault.clock())
        with self.sit(SOCIAL_WORKER) as sitting:
            self.case = training.newest_case(sitting, vault.clock())
            training.take(sitting, self.case)
            sitting.desk.do(SubmitForDecision(self.case, dict(ASSESSED)))
            sheet = closing_sheet(sitting.desk, self.case, reason="NO_CONCERN")
            sitting.desk.do(SignClosing(self.case, sheet))
        with self.sit(DIRECTOR) as sitting:
            sitting.desk.do(ViewCase(self.case))
            sitting.desk.do(CloseCase(self.case, "UNFOUNDED"))
            new = sitting.add_person("Suppléante", Role.SOCIAL_WORKER)
            sitting.enrol(new, Role.SOCIAL_WORKER, (Duty.DEPUTY,))
        self.deputy = new.id
        with self.as_deputy(new.passphrase) as sitting:
            sitting.change_passphrase(new.passphrase, OWN)

    def as_deputy(self, passphrase: str = OWN) -> Any:
        deputy = Trainee("Suppléante", Role.SOCIAL_WORKER, passphrase)
        return self.sit(deputy)


@pytest.fixture
def erasing(
    vault: Path, entrance: VaultEntrance, clock: Any, around: Any, jobs: Any
) -> Erasing:
    past = training.PastClock(clock)
    made = Erasing(training.TrainingVault(vault, entrance, past), around, jobs)
    clock.pass_(hours=1)
    made.begin()
    clock.pass_(days=400)
    return made


@pytest.fixture
def directing(
    erasing: Erasing, tray: Any, show: Any, qtbot: Any
) -> Iterator[RetentionScreen]:
    with erasing.sit(DIRECTOR) as sitting:
        tools = erasing.tools(sitting, tray)
        yield show(RetentionScreen(tools, RetentionPlace()))
        tools.changes.stop()


def ask(screen: RetentionScreen, hands: Any, number: str) -> None:
    hands.press(number)
    screen.panel.asking.reason.set_value("PERIOD")
    hands.press("Demander l'effacement")


def confirmed(screen: RetentionScreen, erasing: Erasing) -> RequestId:
    """That this case be erased, by two signatures."""
    tools = screen._tools
    desk, erasures = tools.desk, tools.sitting.erasures
    request = desk.reads.request(desk.do(RequestAct(erasing.case, Act.ERASE, "PERIOD")))
    person = next(p for p in desk.reads.people() if p.id == erasing.deputy)
    witness = erasures.witness(request, person, OWN)
    desk.do(ConfirmRequest(request.id, witness))
    return request.id


def number_of(screen: RetentionScreen) -> str:
    rows = screen._due or ()
    return str(rows[0].number)


def test_R04_the_list_proposes_and_does_nothing(
    directing: RetentionScreen, hands_on: Any
) -> None:
    number = number_of(directing)
    assert "à revoir le 2 mars 2027" in read(directing)

    hands_on(directing).press(number)

    told = read(directing)
    assert "Clos le 2 mars 2026, motif : Inquiétude levée, sans suite." in told
    assert "à revoir le 2 mars 2027." in told
    assert "Salma" not in told
    assert directing._requests == ()


def test_a_reason_is_asked_for_beside_its_field(
    directing: RetentionScreen, hands_on: Any
) -> None:
    hands = hands_on(directing)
    hands.press(number_of(directing))

    hands.press("Demander l'effacement")

    assert "Choisir une réponse de la liste." in read(directing)


def test_two_people_on_one_screen_erase_a_case_and_print_the_proof(
    directing: RetentionScreen,
    erasing: Erasing,
    hands_on: Any,
    qtbot: Any,
    jobs: Any,
    tray: Any,
) -> None:
    hands = hands_on(directing)
    number = number_of(directing)
    ask(directing, hands, number)
    assert isinstance(directing.panel, RequestPanel)
    hands.press("Confirmer à deux")
    assert "Choisir la seconde personne." in read(directing)
    directing.panel.second.set_value(erasing.deputy)
    directing.panel.passphrase.setText("pas la bonne phrase du tout")
    with qtbot.waitSignal(jobs.idle):
        hands.press("Confirmer à deux")
    assert "Cette phrase n'ouvre pas ce coffre" in read(directing)
    directing.panel.passphrase.setText(OWN)
    with qtbot.waitSignal(jobs.idle):
        hands.press("Confirmer à deux")
    assert "Confirmé par deux personnes" in read(directing)

    hands.press("Effacer le dossier")
    with qtbot.waitSignal(jobs.idle):
        hands.press("Effacer pour toujours : confirmer")

    panel = directing.panel
    assert isinstance(panel, ErasedPanel)
    facts = dict(panel.certificate.facts)
    assert facts["Dossier"] == number
    assert (facts["Demandé par"], facts["Confirmé par"]) == ("Directrice", "Suppléante")
    assert panel.certificate.anchor in read(directing)
    assert "jusqu'au 6 avril 2028 au plus tard" in read(directing)
    with qtbot.waitSignal(jobs.idle):
        hands.press("Imprimer le certificat")
    assert len(tray.printed) == 1
    assert directing._due == directing._requests == ()
    assert "Salma" not in read(directing)


def test_a_printer_that_gives_up_leaves_the_certificate_to_print(
    directing: RetentionScreen,
    erasing: Erasing,
    hands_on: Any,
    qtbot: Any,
    jobs: Any,
    tray: Any,
) -> None:
    hands = hands_on(directing)
    ask(directing, hands, number_of(directing))
    directing.panel.second.set_value(erasing.deputy)
    directing.panel.passphrase.setText(OWN)
    with qtbot.waitSignal(jobs.idle):
        hands.press("Confirmer à deux")
    hands.press("Effacer le dossier")
    with qtbot.waitSignal(jobs.idle):
        hands.press("Effacer pour toujours : confirmer")
    tray.jams = True

    with qtbot.waitSignal(jobs.idle):
        hands.press("Imprimer le certificat")

    assert "Rien n'est sorti. Le certificat reste à imprimer." in read(directing)
    assert directing.panel.print.isEnabled()


def test_the_second_person_finds_the_request_at_home_and_confirms_it(
    erasing: Erasing, tray: Any, show: Any, hands_on: Any
) -> None:
    with erasing.sit(DIRECTOR) as sitting:
        sitting.desk.do(RequestAct(erasing.case, Act.ERASE, "PERIOD"))
    with erasing.as_deputy() as sitting:
        tools = erasing.tools(sitting, tray)
        board = show(BoardScreen(tools, HomePlace()))
        assert "1 demande attend votre accord." in read(board)
        hands_on(board).press("Voir les demandes")
        assert erasing.visited == [RetentionPlace()]

        screen = show(RetentionScreen(tools, RetentionPlace()))
        (row,) = screen._requests
        hands_on(screen).press(row.case_number)
        hands_on(screen).press("Confirmer")

        (row,) = sitting.desk.reads.requests(erasing.vault.clock())
        assert row.request.state is RequestState.CONFIRMED
        assert "La direction peut maintenant effacer ce dossier." in read(screen)
        assert "attend votre accord" not in read(board)
        tools.changes.stop()


def test_a_request_is_declined_and_goes(
    directing: RetentionScreen, hands_on: Any
) -> None:
    hands = hands_on(directing)
    ask(directing, hands, number_of(directing))

    hands.press("Retirer la demande")

    assert directing._requests == ()
    assert not isinstance(directing.panel, RequestPanel)


def test_a_held_case_leaves_the_proposals_and_cannot_be_asked_for(
    directing: RetentionScreen, hands_on: Any
) -> None:
    hands = hands_on(directing)
    hands.press(number_of(directing))
    hands.press("À conserver…")
    hands.box("Pourquoi le conserver").set_text("Procédure en cours.")
    hands.press("Conserver le dossier")

    assert directing._due == ()
    assert "Conservation maintenue" in read(directing)
    assert "Procédure en cours." in read(directing)
    buttons = [
        each.text()
        for each in directing.findChildren(QPushButton)
        if each.isVisibleTo(directing)
    ]
    assert "Demander l'effacement" not in buttons


def test_a_case_is_kept_one_more_year_for_a_reason_that_its_page_tells(
    directing: RetentionScreen, erasing: Erasing, show: Any, hands_on: Any
) -> None:
    hands = hands_on(directing)
    hands.press(number_of(directing))
    keep: Any = directing.panel.findChild(KeepCard)
    keep.until.set_value("2027-04-05")
    hands.press("Garder plus longtemps")
    assert "Choisir un jour à venir, d'ici 10 ans au plus." in read(directing)
    assert "À compléter." in read(directing)

    keep.until.set_value("2028-04-06")
    directing.leave()
    keep.reason.set_text("La procédure dure ; l'avocate conseille d'attendre.")
    hands.press("Garder plus longtemps")

    assert directing._due == ()
    page = show(CaseScreen(directing._tools, CasePlace(erasing.case)))
    told = "À revoir le 6 avril 2028 : \u2068La procédure dure ; l'avocate"
    assert told in read(page)


def test_an_erasure_that_was_stopped_can_be_finished(
    directing: RetentionScreen,
    erasing: Erasing,
    hands_on: Any,
    qtbot: Any,
    jobs: Any,
    clock: Any,
) -> None:
    change = directing._tools.sitting.erasures.erase(confirmed(directing, erasing))
    change.settle()
    clock.pass_(seconds=1)
    directing.refresh()
    assert "n'a pas encore été écrit à neuf" in read(directing)

    with qtbot.waitSignal(jobs.idle):
        hands_on(directing).press("Terminer l'effacement")

    assert "n'a pas encore été écrit à neuf" not in read(directing)
    assert isinstance(directing.panel, ErasedPanel)


def test_R05_the_certificate_lists_the_copies_and_names_no_child(
    directing: RetentionScreen, erasing: Erasing, hands_on: Any
) -> None:
    tools: Any = directing._tools
    desk, number = tools.desk, number_of(directing)
    desk.do(ViewCase(erasing.case))
    sheet = desk.reads.case_page(erasing.case).sheets[0]
    copy = desk.do(PreparePrint(erasing.case, sheet.id, PaperLanguage.FRENCH))
    desk.do(ConfirmPrint(copy, "ab" * 32))
    change = tools.sitting.erasures.erase(confirmed(directing, erasing))
    change.carry_out()
    change.settle()
    directing.refresh()

    hands_on(directing).press(number)

    panel: Any = directing.panel
    told = "Fiche {}, n° {}, exemplaire {}".format(
        *map(isolate, ("F-A", sheet.number, "1"))
    )
    assert panel.certificate.listed == (told,)
    assert told in read(directing)
    for text in (f"{panel.certificate}", read(directing)):
        assert not [name for name in NAMES if name in text]


def test_the_certificate_can_be_printed_on_any_later_day(
    directing: RetentionScreen, erasing: Erasing, show: Any, hands_on: Any, qtbot: Any
) -> None:
    tools: Any = directing._tools
    number = number_of(directing)
    change = tools.sitting.erasures.erase(confirmed(directing, erasing))
    change.carry_out()
    change.settle()
    later = show(RetentionScreen(tools, RetentionPlace()))
    assert "Dossiers effacés" in read(later)
    assert "effacé le 6 avril 2027" in read(later)

    hands_on(later).press(number)

    assert dict(later.panel.certificate.facts)["Dossier"] == number
    with qtbot.waitSignal(tools.jobs.idle):
        hands_on(later).press("Imprimer le certificat")
    assert len(tools.tray.printed) == 1
    assert hands_on(later).unreachable() == []


def test_stopping_the_new_file_brings_no_case_back(
    directing: RetentionScreen,
    erasing: Erasing,
    hands_on: Any,
    qtbot: Any,
    jobs: Any,
) -> None:
    hands = hands_on(directing)
    ask(directing, hands, number_of(directing))
    directing.panel.second.set_value(erasing.deputy)
    directing.panel.passphrase.setText(OWN)
    with qtbot.waitSignal(jobs.idle):
        hands.press("Confirmer à deux")
    hands.press("Effacer le dossier")

    with qtbot.waitSignal(jobs.idle):
        hands.press("Effacer pour toujours : confirmer")
        hands.press("Arrêter")

    assert isinstance(directing.panel, ErasedPanel)
    assert directing._due == directing._requests == ()


def test_everything_can_be_reached_without_a_mouse(
    directing: RetentionScreen, hands_on: Any, qtbot: Any
) -> None:
    hands = hands_on(directing)
    hands.press(number_of(directing))
    assert hands.unreachable() == []
    directing.panel.asking.reason.set_value("PERIOD")
    hands.press("Demander l'effacement")

    assert hands.unreachable() == []


# Asking for it from the page of the case, before its day


@pytest.fixture
def closed_double(association: Any) -> CaseId:
    case_id: CaseId = association.case_to_decide()
    close(*both(association), case_id, "UNFOUNDED", reason="NO_CONCERN")
    return case_id


def test_a_family_need_not_wait_for_the_day_to_ask(
    association: Any,
    closed_double: CaseId,
    tools: Any,
    show: Any,
    hands_on: Any,
    visited: Any,
) -> None:
    page = show(CaseScreen(tools(Role.DIRECTOR), CasePlace(closed_double)))
    hands = hands_on(page)
    hands.press("Demander l'effacement…")
    reason = page._erase.asking.reason
    assert reason.findData("PERIOD") == -1, "its day has not come"
    assert hands.unreachable() == []

    reason.set_value("ASKED")
    hands.press("Demander l'effacement")

    (row,) = association.director.reads.requests(association.clock())
    assert row.request.case_id == closed_double
    assert (row.request.act, row.request.reason) == (Act.ERASE, "ASKED")
    assert "L'effacement de ce dossier est demandé." in read(page)
    hands.press("Voir les demandes")
    assert visited == [RetentionPlace()]


def test_once_its_day_has_come_the_page_of_a_case_offers_that_reason_too(
    association: Any, closed_double: CaseId, tools: Any, show: Any, hands_on: Any
) -> None:
    association.clock.pass_(days=366)
    page = show(CaseScreen(tools(Role.DIRECTOR), CasePlace(closed_double)))

    hands_on(page).press("Demander l'effacement…")

    assert page._erase.asking.reason.findData("PERIOD") >= 0


def test_erasing_is_offered_to_the_director_of_a_closed_case_nobody_holds(
    association: Any, closed_double: CaseId, tools: Any, show: Any, hands_on: Any
) -> None:
    def offered(role: Role, case_id: CaseId) -> bool:
        page = show(CaseScreen(tools(role), CasePlace(case_id)))
        return "Demander l'effacement…" in hands_on(page).buttons()

    assert offered(Role.DIRECTOR, closed_double)
    assert not offered(Role.SOCIAL_WORKER, closed_double)
    assert not offered(Role.DIRECTOR, association.case_to_decide())
    association.director.do(SetHold(closed_double, "Réquisition n° 12."))
    assert not offered(Role.DIRECTOR, closed_double)
