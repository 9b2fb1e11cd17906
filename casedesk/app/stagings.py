"""What somebody does first, so that a screen has something to show."""

from __future__ import annotations

from dataclasses import replace

from casedesk.app import training
from casedesk.app.training_arabic import told
from casedesk.app.training_texts import (
    ALREADY_KNOWN,
    ASSOCIATION,
    DIRECTOR,
    REVIEWED,
    SOCIAL_WORKER,
    WALKED,
)
from casedesk.app.visit import Visit
from casedesk.circuit import two_people
from casedesk.circuit.commands.blanks import IssueBlank
from casedesk.circuit.commands.closing import SignClosing
from casedesk.circuit.commands.concerns import BeginDraft, SaveDraft
from casedesk.circuit.commands.directory import SaveFocalPoint, SaveOrganisation
from casedesk.circuit.commands.erasure import RequestAct
from casedesk.circuit.commands.handover import AddTask
from casedesk.circuit.commands.sheets import SaveSheet
from casedesk.circuit.dates import local
from casedesk.circuit.directory import ON_LEAVE, FocalPoint
from casedesk.circuit.queries import CaseList, RetentionRow
from casedesk.circuit.sheet import SheetCode
from casedesk.circuit.stages import Stage
from casedesk.i18n import _
from casedesk.ui.concern.screen import ConcernScreen
from casedesk.ui.journal.screen import JournalScreen
from casedesk.ui.navigation import (
    AnswerPlace,
    BlankPlace,
    CasePlace,
    ConcernPlace,
    DirectoryPlace,
    FollowUpPlace,
    HomePlace,
    JournalPlace,
    PeoplePlace,
    RegisterPlace,
    RetentionPlace,
    SafekeepingPlace,
    SearchPlace,
    SettingsPlace,
    TasksPlace,
)
from casedesk.ui.people.screen import PeopleScreen
from casedesk.ui.register.screen import RegisterScreen
from casedesk.ui.safekeeping.screen import SafekeepingScreen
from casedesk.ui.search.screen import SearchScreen
from casedesk.ui.settings.lists_part import ListsPart
from casedesk.ui.settings.screen import SettingsScreen
from casedesk.ui.start.create_page import CreatePage

_AGAIN = {
    "given_latin": "",
    "family_latin": "",
    "given_arabic": "سلمى",
    "family_arabic": "بن علي",
}


def begin_wizard(visit: Visit) -> None:
    """The second page: a passphrase."""
    visit.fill(_("Nom de l'&association"), told(ASSOCIATION))
    visit.choose(_("&Territoire"))
    visit.press(_("&Continuer"))


def copy_the_phrase(visit: Visit) -> None:
    """The last page: three sheets of paper."""
    page = visit.window.page
    if isinstance(page, CreatePage):
        phrase = page.words.accessibleName()
        visit.fill(_("Retaper la &phrase en lisant le papier"), phrase)
        visit.press(_("&Continuer"))


def keep_draft(visit: Visit) -> None:
    """A draft to come back to."""
    draft = visit.desk.do(BeginDraft("no", "no"))
    visit.desk.do(SaveDraft(draft, {**told(WALKED), "actions": []}))
    visit.go(HomePlace())


def name_somebody(visit: Visit) -> None:
    """The gate where the director is the one it is about."""
    visit.go(ConcernPlace())
    shown = visit.workspace.shown
    if isinstance(shown, ConcernScreen):
        shown.gates.danger.button("no").click()
        shown.gates.member.button("yes").click()
        shown.readers.involved.button(visit.person(DIRECTOR)).click()


def send(visit: Visit) -> None:
    """A concern that has just been sent."""
    draft = visit.desk.do(BeginDraft("no", "no"))
    written = training.as_told(visit.desk, WALKED, visit.vault.clock())
    visit.desk.do(SaveDraft(draft, written))
    visit.go(ConcernPlace(draft))
    visit.press(_("Transmettre au référent"))


def have_tasks(visit: Visit) -> None:
    """Something to do today, and something late."""
    case_id = visit.case_at(Stage.FOLLOWUP)
    visit.go(CasePlace(case_id))
    me, today = visit.person(SOCIAL_WORKER), local(visit.vault.clock()).date()
    visit.desk.do(AddTask(case_id, _("Appeler le service"), me, today))
    visit.go(TasksPlace())


def bring_back_a_sheet(visit: Visit) -> None:
    """A blank sheet that came back filled in by hand."""
    code = visit.desk.do(IssueBlank(SheetCode.CONCERN))
    visit.go(BlankPlace(code=code))


def type_a_known_child(visit: Visit) -> None:
    """The register, with a child somebody else wrote down in another script."""
    visit.go(RegisterPlace())
    shown = visit.workspace.shown
    if isinstance(shown, RegisterScreen):
        for name, text in _AGAIN.items():
            shown.form.boxes()[name][1](text)


def search_for(visit: Visit, typed: str) -> None:
    """What is found by name, and in the texts, which are read after a pause."""
    visit.go(SearchPlace())
    shown = visit.workspace.shown
    if isinstance(shown, SearchScreen):
        shown.box.setText(typed)
        shown.pause.timeout.emit()


def hear_of_a_known_child(visit: Visit) -> None:
    """A new case, of a child there is a case of."""
    told = {**WALKED, **_AGAIN}
    training.record(visit.workspace.tools.sitting, told, visit.vault.clock())
    visit.workspace.tools.sitting.catch_up()
    visit.go(CasePlace(visit.cases_at(Stage.LOGGED)[-1]))


def write_review(visit: Visit) -> None:
    """A review that waits for the director's signature."""
    case_id = visit.case_at(Stage.FOLLOWUP)
    visit.go(FollowUpPlace(case_id, review=True))
    visit.desk.do(SaveSheet(case_id, SheetCode.REVIEW, told(REVIEWED)))
    visit.go(HomePlace())


def sign_closing(visit: Visit) -> None:
    """A case that waits for somebody else to close it."""
    case_id = visit.cases_at(Stage.DECISION)[-1]
    visit.go(CasePlace(case_id))
    visit.desk.do(SignClosing(case_id, told(ALREADY_KNOWN)))
    visit.go(CasePlace(case_id))


def answer_somebody(visit: Visit) -> None:
    """The first sheet that waits for an answer, come back by telephone."""
    waiting = visit.desk.reads.awaited_answers()
    visit.go(AnswerPlace(referral=waiting[0].id))
    visit.press(_("Les autres lignes du coupon"))


def keep_an_entry(visit: Visit) -> None:
    """An organisation that somebody checked, with a function that is away."""
    key = "sal-cape"
    today = local(visit.vault.clock()).date()
    known = next(each for each in visit.desk.reads.organisations() if each.id == key)
    days = ("MON", "TUE", "WED", "THU", "FRI")
    hours = replace(known, open_days=days, opens="08:30", closes="16:30")
    visit.desk.do(SaveOrganisation(hours, "PHONE"))
    function = _("Coordination du centre")
    point = FocalPoint("", key, function, today, status=ON_LEAVE)
    visit.desk.do(SaveFocalPoint(point))
    visit.go(DirectoryPlace(key))


def read_a_line(visit: Visit) -> None:
    """The journal with one of its lines in full."""
    visit.go(JournalPlace())
    shown = visit.workspace.shown
    if isinstance(shown, JournalScreen):
        shown.table.setCurrentIndex(shown.model.index(1, 0))


def choose_a_set(visit: Visit) -> None:
    """The newest backup beside the list."""
    visit.go(SafekeepingPlace())
    shown = visit.workspace.shown
    if isinstance(shown, SafekeepingScreen):
        shown.page.table.setCurrentIndex(shown.page.model.index(0, 0))


def choose_a_code(visit: Visit) -> None:
    """A code list with one of its entries to change."""
    visit.go(SettingsPlace("lists"))
    shown = visit.workspace.shown
    if isinstance(shown, SettingsScreen) and isinstance(shown.part, ListsPart):
        rows = shown.part.rows
        second = rows.model.index(1, 0)
        rows.table.setCurrentIndex(second)
        rows.chosen.emit(rows.model.row_of(second).about)


def choose_a_person(visit: Visit) -> None:
    """Somebody beside the list of people."""
    visit.go(PeoplePlace())
    shown = visit.workspace.shown
    if isinstance(shown, PeopleScreen):
        shown.person.show_person(
            next(
                each
                for each in visit.desk.reads.people()
                if each.id == visit.person(SOCIAL_WORKER)
            ),
            visit.desk.actor.person,
        )


def look_again(visit: Visit) -> None:
    """The first case whose time has come, beside the list."""
    visit.go(RetentionPlace())
    visit.press(_first_due(visit).number)


def ask_to_erase(visit: Visit) -> None:
    """The same case, asked to be erased."""
    row = _first_due(visit)
    visit.desk.do(RequestAct(row.id, two_people.Act.ERASE, "DUPLICATE"))
    visit.go(RetentionPlace())


def enter_a_circle(visit: Visit) -> None:
    """A restricted circle in which there is a case."""
    for circle in visit.workspace.circles:
        visit.workspace.enter(circle)
        if visit.desk.reads.count(CaseList.ALL, visit.vault.clock()):
            return


def _first_due(visit: Visit) -> RetentionRow:
    return visit.desk.reads.retention_due(visit.vault.clock())[0]
