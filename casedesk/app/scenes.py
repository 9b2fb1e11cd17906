"""Every screen as a scene: the list that `shots` goes through, person by person."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from casedesk.app import stagings
from casedesk.app.training_texts import (
    BOARD,
    DIRECTOR,
    EDUCATOR,
    SOCIAL_WORKER,
    TECHNICIAN,
)
from casedesk.app.visit import Act, Shot, Visit
from casedesk.circuit.case import CaseId
from casedesk.circuit.family import CHILDREN, Asked
from casedesk.circuit.stages import Stage, Step
from casedesk.circuit.threshold import VaultUnusable
from casedesk.i18n import _
from casedesk.ui import inside
from casedesk.ui.navigation import (
    AllegedPlace,
    AnswerPlace,
    AroundPlace,
    AssessPlace,
    AttemptPlace,
    BlankPlace,
    CasePlace,
    CasesPlace,
    ChasePlace,
    ClosePlace,
    ConcernPlace,
    ConsentPlace,
    DecidePlace,
    DeparturePlace,
    DirectoryPlace,
    DuplicatesPlace,
    EmergencyPlace,
    FollowUpPlace,
    HelpPlace,
    HomePlace,
    KeysPlace,
    MarksPlace,
    OrganisationPlace,
    PassphrasePlace,
    PeoplePlace,
    Place,
    ReceiptPlace,
    ReferPlace,
    RegisterPlace,
    SafekeepingPlace,
    SearchPlace,
    SettingsPlace,
    StepPlace,
    TasksPlace,
    TodayPlace,
    UrgentPlace,
)
from casedesk.ui.settings.screen import PARTS
from casedesk.ui.step.forms import STEPS

_STANDS_AT = {  # where a case is from which a step is taken; the others: followed up
    Step.KEEP_WATCH: Stage.DECISION,
    Step.REASSESS: Stage.DECISION,
    Step.REOPEN: Stage.CLOSED,
    Step.MERGE: Stage.LOGGED,
    Step.SEPARATE: Stage.LOGGED,
}


def scenes(visit: Visit) -> Iterator[Shot]:
    """In an order in which each finds what it needs."""
    yield from _doors(visit)
    yield from _educator(visit)
    yield from _team(visit)
    yield from _director(visit)
    yield from _people(visit)
    yield from _board(visit)
    yield from _technician(visit)


def _doors(visit: Visit) -> Iterator[Shot]:
    window = visit.window
    yield Shot("01-unlock", "", lambda: None)
    yield Shot("01b-unlock-lacking", "", lambda: visit.press(_("&Ouvrir")))
    forgotten = _("Phrase de passe ou&bliée")
    yield Shot("01c-recovery", "", lambda: visit.press(forgotten))
    yield Shot("02-start", "", window.doorway.show_start)
    yield Shot("03-create", "", window.doorway.show_wizard)
    yield Shot("03b-create-phrase", "", lambda: stagings.begin_wizard(visit))
    yield Shot("03c-create-again", "", lambda: visit.press(_("&Continuer")))
    yield Shot("03d-create-sheets", "", lambda: stagings.copy_the_phrase(visit))
    trouble = VaultUnusable("damaged")
    yield Shot("04-trouble", "", lambda: window.doorway.show_trouble(trouble))
    yield Shot("05-restore", "", lambda: window.doorway.show_restoring(inside.Asked()))


def _educator(visit: Visit) -> Iterator[Shot]:
    shot = partial(_shot, str(EDUCATOR.role))

    def begin() -> None:
        visit.unlock(EDUCATOR)
        stagings.keep_draft(visit)

    def taken_up() -> None:
        visit.go(ConcernPlace(visit.desk.reads.my_drafts()[0].id))

    def receipt() -> None:
        visit.go(ReceiptPlace(visit.desk.reads.my_receipts()[-1].id))

    elsewhere = _("Plutôt en parler à quelqu'un")
    yield shot("10-educator-home", begin)
    yield shot("11-concern-gates", lambda: visit.go(ConcernPlace()))
    yield shot("12-concern-danger", lambda: visit.press(_("Oui")))
    yield shot("16-concern-readers", lambda: stagings.name_somebody(visit))
    yield shot("16b-concern-outside", lambda: visit.press(elsewhere))
    yield shot("13-concern-form", taken_up)
    yield shot("13b-concern-sent", lambda: stagings.send(visit))
    yield shot("14-receipt", receipt)
    yield shot("15-passphrase", lambda: visit.go(PassphrasePlace()))
    yield shot("15b-passphrase-first", lambda: visit.go(PassphrasePlace(forced=True)))
    yield shot("17-veil", visit.window.veil)


def _team(visit: Visit) -> Iterator[Shot]:
    shot, to = partial(_shot, str(SOCIAL_WORKER.role)), partial(_to, visit)

    def refer() -> None:
        case_id = visit.case_at(Stage.ORIENTING)
        visit.go(CasePlace(case_id))
        page = visit.desk.reads.case_page(case_id)
        visit.go(ReferPlace(case_id, page.referrals[0].id))

    def levels() -> None:
        visit.turn_over(_("À consulter"))
        visit.press(_("Niveaux de danger"))

    sheet, agenda = _("Feuille du jour"), _("Agenda…")
    yield shot("20-team-home", lambda: visit.unlock(SOCIAL_WORKER))
    yield shot("20b-day-sheet", lambda: visit.press(sheet))
    yield shot("20c-agenda", lambda: visit.press(agenda))
    yield shot("21-cases", lambda: visit.go(CasesPlace()))
    yield shot("22-case-new", to(Stage.LOGGED, CasePlace))
    yield shot("22b-case-task", lambda: visit.press(_("Ajouter une tâche")))
    yield shot("23-urgent", to(Stage.LOGGED, UrgentPlace))
    yield shot("24-assess", to(Stage.ASSESSING, AssessPlace))
    yield shot("24b-assess-levels", levels)
    yield shot("29-emergency", lambda: visit.go(EmergencyPlace()))
    yield shot("25-refer", refer)
    yield shot("25b-refer-anew", to(Stage.ORIENTING, ReferPlace))
    yield shot("26-answer", lambda: visit.go(AnswerPlace()))
    yield shot("26b-answer-form", lambda: stagings.answer_somebody(visit))
    yield shot("52-calls", lambda: visit.go(ChasePlace()))
    yield shot("52b-call-card", lambda: visit.go_later(ChasePlace(), 24 * 6))
    yield shot("53-referrals", lambda: visit.go(ChasePlace(board=True)))
    yield shot("54-attempt", to(Stage.FOLLOWUP, AttemptPlace))
    yield shot("27-case-followed", to(Stage.FOLLOWUP, CasePlace))
    yield shot("28-attachment", lambda: visit.press(_("Regarder")))
    yield shot("28b-blank", lambda: visit.go(BlankPlace()))
    yield shot("28c-blank-back", lambda: stagings.bring_back_a_sheet(visit))
    yield shot("28d-register", lambda: visit.go(RegisterPlace()))
    yield shot("28d-register-known", lambda: stagings.type_a_known_child(visit))
    yield shot("28d-case-alike", lambda: stagings.hear_of_a_known_child(visit))
    yield shot("28d-board-alike", lambda: visit.go(CasesPlace()))
    yield shot("28e-tasks-none", lambda: visit.go(TasksPlace()))
    yield shot("28f-tasks", lambda: stagings.have_tasks(visit))
    yield shot("28g-awaited", lambda: stagings.write_review(visit))
    yield shot("28h-unread", lambda: visit.go_later(HomePlace(), 48))
    yield shot("28i-closing-signed", lambda: stagings.sign_closing(visit))
    yield from _directory(visit)


def _directory(visit: Visit) -> Iterator[Shot]:
    shot = partial(_shot, str(SOCIAL_WORKER.role))
    cape = OrganisationPlace("sal-cape")
    yield shot("56-search", lambda: visit.go(SearchPlace()))
    yield shot("56b-search-found", lambda: stagings.search_for(visit, "ben"))
    yield shot("56c-search-nothing", lambda: stagings.search_for(visit, "zzzzz"))
    yield shot("57-directory", lambda: visit.go(DirectoryPlace()))
    yield shot("57b-directory-entry", lambda: stagings.keep_an_entry(visit))
    yield shot("57c-organisation", lambda: visit.go(cape))
    yield shot("57d-organisation-new", lambda: visit.go(OrganisationPlace()))


def _director(visit: Visit) -> Iterator[Shot]:
    shot, to = partial(_shot, str(DIRECTOR.role)), partial(_to, visit)
    review = partial(FollowUpPlace, review=True)

    def second() -> None:
        visit.go(ClosePlace(visit.cases_at(Stage.DECISION)[-1]))

    aside, erase = _("Mettre à part dans un cercle…"), _("Demander l'effacement…")
    yield shot("30-director-home", lambda: visit.unlock(DIRECTOR))
    yield shot("30b-director-today", lambda: visit.go(TodayPlace()))
    yield shot("30c-duplicates", lambda: visit.go(DuplicatesPlace()))
    yield shot("31-decide", to(Stage.DECISION, DecidePlace))
    yield shot("31b-aside", to(Stage.DECISION, CasePlace, aside))
    yield shot("32-people", lambda: visit.go(PeoplePlace()))
    yield shot("32b-person", lambda: stagings.choose_a_person(visit))
    yield shot("33-close", to(Stage.FOLLOWUP, ClosePlace))
    yield shot("33b-close-second", second)
    yield shot("33c-follow-up", to(Stage.FOLLOWUP, FollowUpPlace))
    yield shot("33d-review", to(Stage.FOLLOWUP, review))
    yield shot("34-retention", lambda: stagings.look_again(visit))
    yield shot("34b-case-closed", to(Stage.CLOSED, CasePlace, erase))
    yield shot("35-two-people", lambda: stagings.ask_to_erase(visit))
    yield from _vault(visit)
    for part in PARTS:
        yield shot(f"47-settings-{part}", partial(visit.go, SettingsPlace(part)))
    yield shot("47-settings-list", lambda: stagings.choose_a_code(visit))
    for step in STEPS:
        stage = _STANDS_AT.get(step, Stage.FOLLOWUP)
        yield shot(f"48-step-{step.lower()}", to(stage, partial(StepPlace, step=step)))
    yield shot("49-marks", to(Stage.DECISION, MarksPlace))
    yield shot("40-help", lambda: visit.go(HelpPlace()))


def _vault(visit: Visit) -> Iterator[Shot]:
    """Journal, keys and backups."""
    shot = partial(_shot, str(DIRECTOR.role))
    leaver = visit.person(SOCIAL_WORKER)
    verify, sheets = _("Vérifier maintenant"), _("Préparer trois &feuilles")
    now, drill = _("Sauvegarder maintenant"), _("Faire l'exercice")
    yield shot("36-journal", lambda: stagings.read_a_line(visit))
    yield shot("37-journal-verified", lambda: visit.press(verify))
    yield shot("38-keys", lambda: visit.go(KeysPlace()))
    yield shot("38b-keys-sheets", lambda: visit.press(sheets))
    yield shot("39-departure", lambda: visit.go(DeparturePlace(leaver)))
    yield shot("43-safekeeping", lambda: visit.go(SafekeepingPlace()))
    yield shot("44-backed-up", lambda: visit.press(now))
    yield shot("45-backup-chosen", lambda: stagings.choose_a_set(visit))
    yield shot("46-drill", lambda: visit.press(drill))


def _people(visit: Visit) -> Iterator[Shot]:
    """Those around a child, and what is agreed to."""
    shot, to = partial(_shot, str(DIRECTOR.role)), partial(_to, visit)
    yield shot("70-people-of-case", to(Stage.FOLLOWUP, CasePlace))

    def around(asked: Asked, case_id: CaseId) -> Place:
        sibling = asked is Asked.SIBLING  # opens a case for one that is noted
        known = visit.desk.reads.case_page(case_id).relatives if sibling else ()
        children = (each.id for each in known if each.relation in CHILDREN)
        return AroundPlace(case_id, asked, next(children, ""))

    for asked in Asked:
        if asked is not Asked.AUTHOR:  # that one has a page of its own
            place = partial(around, asked)
            yield shot(f"71-around-{asked}", to(Stage.FOLLOWUP, place))
    yield shot("74-consent", to(Stage.FOLLOWUP, ConsentPlace))
    yield shot("76-alleged", to(Stage.FOLLOWUP, AllegedPlace))


def _board(visit: Visit) -> Iterator[Shot]:
    shot = partial(_shot, str(BOARD.role))
    yield shot("50-board-home", lambda: visit.unlock(BOARD))
    yield shot("51-circle", lambda: stagings.enter_a_circle(visit))


def _technician(visit: Visit) -> Iterator[Shot]:
    shot = partial(_shot, str(TECHNICIAN.role))
    yield shot("60-technician", lambda: visit.unlock(TECHNICIAN))


def _shot(role: str, name: str, act: Act) -> Shot:
    return Shot(name, role, act)


def _to(
    visit: Visit, stage: Stage, place: Callable[[CaseId], Place], *pressed: str
) -> Act:
    """Go there with the first case that stands so far, then press what is asked."""

    def act() -> None:
        visit.go(place(visit.case_at(stage)))
        visit.press(*pressed)

    return act
