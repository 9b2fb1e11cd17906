"""`dev.py shots`: a picture of every screen on training data, at 1366 by 768."""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QAbstractButton, QApplication

from casedesk import i18n, paths
from casedesk.app import clock, start, training, training_people
from casedesk.app.entrance import VaultEntrance
from casedesk.app.paper import LatePrinter
from casedesk.app.rooms import rooms_behind
from casedesk.app.training import TrainingVault
from casedesk.app.training_texts import (
    BOARD,
    DIRECTOR,
    EDUCATOR,
    REVIEWED,
    SOCIAL_WORKER,
    TECHNICIAN,
    WALKED,
    Trainee,
)
from casedesk.app.walk import walk
from casedesk.circuit import family, two_people
from casedesk.circuit.case import CaseId
from casedesk.circuit.codes import Language
from casedesk.circuit.commands.concerns import BeginDraft, SaveDraft
from casedesk.circuit.commands.directory import SaveFocalPoint, SaveOrganisation
from casedesk.circuit.commands.erasure import RequestAct
from casedesk.circuit.commands.sheets import SaveSheet
from casedesk.circuit.dates import local
from casedesk.circuit.directory import ON_LEAVE, FocalPoint
from casedesk.circuit.queries import CaseList, RetentionRow
from casedesk.circuit.sheet import SheetCode
from casedesk.circuit.stages import Stage, Step
from casedesk.circuit.threshold import VaultUnusable
from casedesk.i18n import _
from casedesk.i18n.pseudo import MIRRORED
from casedesk.ui.concern.screen import ConcernScreen
from casedesk.ui.inside import Asked
from casedesk.ui.journal.screen import JournalScreen
from casedesk.ui.main_window import MainWindow
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
    EmergencyPlace,
    FollowUpPlace,
    HelpPlace,
    HomePlace,
    JournalPlace,
    KeysPlace,
    MarksPlace,
    OrganisationPlace,
    PassphrasePlace,
    PeoplePlace,
    Place,
    ReceiptPlace,
    ReferPlace,
    RegisterPlace,
    RetentionPlace,
    SafekeepingPlace,
    SettingsPlace,
    StepPlace,
    TasksPlace,
    TodayPlace,
    UrgentPlace,
)
from casedesk.ui.prompts import SystemPrompts
from casedesk.ui.safekeeping.screen import SafekeepingScreen
from casedesk.ui.settings.lists_part import ListsPart
from casedesk.ui.settings.screen import PARTS, SettingsScreen
from casedesk.ui.workspace import Workspace

WIDTH, HEIGHT = 1366, 768
SETTLING = 700  # ms: longer than any preview waits before it is drawn
Act = Callable[[], None]


@dataclass(frozen=True, slots=True)
class Shot:
    """One picture: its name, whose screen it is ("" for nobody's), how to get there."""

    name: str
    role: str
    act: Act


class Photographer:
    """Takes one picture after the other, each once its screen has settled."""

    def __init__(self, window: MainWindow, target: Path) -> None:
        self._window, self._target = window, target
        self._pending: list[Shot] = []

    def take(self, shots: Sequence[Shot]) -> None:
        self._pending = list(shots)
        self._next()

    def _next(self) -> None:
        if not self._pending:
            self._window.close()
            QApplication.quit()
            return
        self._pending[0].act()
        QTimer.singleShot(SETTLING, self._grab)

    def _grab(self) -> None:
        shot = self._pending.pop(0)
        path = self._target / f"{shot.name}.png"
        self._window.grab().save(str(path))
        sys.stdout.write(f"{path}\n")
        self._next()


class Visit:
    """Ways around the window, for whoever takes its pictures."""

    def __init__(self, window: MainWindow, vault: TrainingVault) -> None:
        self._window, self._vault = window, vault
        self.person = vault.person

    def unlock(self, trainee: Trainee) -> None:
        """Sit down as somebody; the window shows the threshold first."""
        self._window.lock()
        keys = self._vault.entrance.unlock(
            self._vault.folder, self._vault.person(trainee), trainee.passphrase
        )
        self._window.sit_down(keys)

    def go(self, place: Place) -> None:
        self.workspace.go_to(place)

    def go_later(self, place: Place) -> None:
        """The place as it will look in two days if nobody does anything."""
        self._vault.clock.set_back(-48)
        self.go(place)
        self._vault.clock.set_back(0)

    def press(self, *texts: str) -> None:
        """Press the first visible button with each text."""
        for text in texts:
            buttons = self._window.findChildren(QAbstractButton)
            next(each for each in buttons if _is(each, text)).click()

    @property
    def workspace(self) -> Workspace:
        workspace = self._window.workspace
        if not isinstance(workspace, Workspace):
            raise LookupError("nobody sits here")
        return workspace

    def case_at(self, stage: Stage) -> CaseId:
        desk = self.workspace.tools.desk
        rows = desk.reads.cases(CaseList.ALL, self._vault.clock(), None, 100)
        return next(row.id for row in rows if row.stage is stage)


def main(arguments: Sequence[str] | None = None) -> int:
    """Take the pictures the arguments ask for."""
    asked = _parser().parse_args(arguments)
    asked.target.mkdir(parents=True, exist_ok=True)
    if asked.lang in MIRRORED:
        i18n.pretend(asked.lang)
    else:
        i18n.use(Language(asked.lang))
    application = start.prepared(QApplication(sys.argv[:1]))
    with ExitStack() as stack:
        place = Path(
            stack.enter_context(tempfile.TemporaryDirectory(prefix="casedesk-"))
        )
        vault = _vault(place)
        inside = rooms_behind(vault.entrance, vault.clock)
        window = MainWindow(vault.entrance, SystemPrompts(), lambda: inside)
        window.resize(WIDTH, HEIGHT)
        window.show()
        shots = [
            shot for shot in _shots(window, vault) if asked.role in ("", shot.role)
        ]
        photographer = Photographer(window, asked.target)
        QTimer.singleShot(0, lambda: photographer.take(shots))
        return application.exec()


def _vault(place: Path) -> TrainingVault:
    """Cases at every stage: those of the stories, and one walked to its end."""
    past = training.PastClock(clock.now)
    entrance = VaultEntrance(place / "settings", past, training.PUBLISHED)
    vault = training.found(place / "exercice.casedesk", entrance, past)
    training.draw_circles(vault)
    training.bring_in_technician(vault)
    past.set_back(40 * 24)
    training.record_and_close(vault)
    past.set_back(90)
    for _printed in walk(vault, LatePrinter(paths.resource("fonts"))):
        pass
    past.set_back(26)
    training.record_and_decide(vault)
    training.fill(vault)
    training.record_in_circle(vault)
    training_people.note_people(vault)
    return vault


def _shots(window: MainWindow, vault: TrainingVault) -> Iterator[Shot]:
    visit = Visit(window, vault)
    yield from _doors(window, visit)
    yield from _educator(visit)
    yield from _team(visit)
    yield from _director(visit)
    yield from _people(visit)
    yield from _board(visit)
    yield from _technician(visit)


def _doors(window: MainWindow, visit: Visit) -> Iterator[Shot]:
    yield Shot("01-unlock", "", lambda: None)
    yield Shot("02-start", "", window.show_start)
    yield Shot("03-create", "", window.show_wizard)
    yield Shot("05-restore", "", lambda: window.show_restoring(Asked()))
    trouble = VaultUnusable("damaged")
    yield Shot("04-trouble", "", lambda: window.show_trouble(trouble))


def _educator(visit: Visit) -> Iterator[Shot]:
    role = str(EDUCATOR.role)

    def begin() -> None:
        visit.unlock(EDUCATOR)
        _keep_draft(visit)
        visit.go(HomePlace())

    def taken_up() -> None:
        draft = visit.workspace.tools.desk.reads.my_drafts()[0]
        visit.go(ConcernPlace(draft.id))

    def receipt() -> None:
        receipts = visit.workspace.tools.desk.reads.my_receipts()
        visit.go(ReceiptPlace(receipts[-1].id))

    yield Shot("10-educator-home", role, begin)
    yield Shot("11-concern-gates", role, lambda: visit.go(ConcernPlace()))
    yield Shot("12-concern-danger", role, lambda: visit.press(_("Oui")))
    yield Shot("16-concern-readers", role, lambda: _name_somebody(visit))
    yield Shot("13-concern-form", role, taken_up)
    yield Shot("14-receipt", role, receipt)
    yield Shot("15-passphrase", role, lambda: visit.go(PassphrasePlace()))


def _team(visit: Visit) -> Iterator[Shot]:
    role = str(SOCIAL_WORKER.role)

    def to(stage: Stage, place: Callable[[CaseId], Place]) -> Act:
        return lambda: visit.go(place(visit.case_at(stage)))

    def refer() -> None:
        case_id = visit.case_at(Stage.ORIENTING)
        visit.go(CasePlace(case_id))
        page = visit.workspace.tools.desk.reads.case_page(case_id)
        visit.go(ReferPlace(case_id, page.referrals[0].id))

    yield Shot("20-team-home", role, lambda: visit.unlock(SOCIAL_WORKER))
    sheet, agenda = _("Feuille du jour"), _("Agenda…")
    yield Shot("20-day-sheet", role, lambda: visit.press(sheet))
    yield Shot("20-agenda", role, lambda: visit.press(agenda))
    yield Shot("21-cases", role, lambda: visit.go(CasesPlace()))
    yield Shot("22-case-new", role, to(Stage.LOGGED, CasePlace))
    yield Shot("23-urgent", role, to(Stage.LOGGED, UrgentPlace))
    yield Shot("24-assess", role, to(Stage.ASSESSING, AssessPlace))
    yield Shot("29-emergency", role, lambda: visit.go(EmergencyPlace()))
    yield Shot("25-refer", role, refer)
    yield Shot("26-answer", role, lambda: visit.go(AnswerPlace()))
    yield Shot("70-directory", role, lambda: visit.go(DirectoryPlace()))
    yield Shot("71-directory-entry", role, lambda: _keep_an_entry(visit))
    yield Shot("72-organisation", role, lambda: visit.go(OrganisationPlace("sal-cape")))
    yield Shot("26b-answer-form", role, lambda: _answer_somebody(visit))
    yield Shot("52-calls", role, lambda: visit.go(ChasePlace()))
    yield Shot("53-referrals", role, lambda: visit.go(ChasePlace(board=True)))
    yield Shot("53b-attempt", role, to(Stage.FOLLOWUP, AttemptPlace))
    yield Shot("27-case-followed", role, to(Stage.FOLLOWUP, CasePlace))
    yield Shot("28-attachment", role, lambda: visit.press(_("Regarder")))
    yield Shot("28b-blank", role, lambda: visit.go(BlankPlace()))
    yield Shot("28c-register", role, lambda: visit.go(RegisterPlace()))
    yield Shot("28d-tasks", role, lambda: visit.go(TasksPlace()))
    yield Shot("28f-awaited", role, lambda: _write_review(visit))
    yield Shot("28e-unread", role, lambda: visit.go_later(HomePlace()))


def _director(visit: Visit) -> Iterator[Shot]:
    role = str(DIRECTOR.role)
    yield Shot("30-director-home", role, lambda: visit.unlock(DIRECTOR))
    yield Shot(
        "31-decide",
        role,
        lambda: visit.go(DecidePlace(visit.case_at(Stage.DECISION))),
    )
    yield Shot("30-director-today", role, lambda: visit.go(TodayPlace()))
    for part in PARTS:
        yield Shot(f"47-settings-{part}", role, partial(visit.go, SettingsPlace(part)))
    yield Shot("48-settings-list", role, lambda: _choose_a_code(visit))
    yield Shot("32-people", role, lambda: visit.go(PeoplePlace()))
    yield Shot("36-journal", role, lambda: _read_a_line(visit))
    verify = _("Vérifier maintenant")
    yield Shot("37-journal-verified", role, lambda: visit.press(verify))
    yield Shot(
        "33-close",
        role,
        lambda: visit.go(ClosePlace(visit.case_at(Stage.FOLLOWUP))),
    )
    yield Shot(
        "33-follow-up",
        role,
        lambda: visit.go(FollowUpPlace(visit.case_at(Stage.FOLLOWUP))),
    )
    review = partial(FollowUpPlace, review=True)
    followed = partial(visit.case_at, Stage.FOLLOWUP)
    yield Shot("33-review", role, lambda: visit.go(review(followed())))
    to_decide = partial(visit.case_at, Stage.DECISION)
    yield Shot(
        "47-watch",
        role,
        lambda: visit.go(StepPlace(to_decide(), Step.KEEP_WATCH)),
    )
    yield Shot("48-marks", role, lambda: visit.go(MarksPlace(to_decide())))
    yield Shot("34-retention", role, lambda: _look_again(visit))
    yield Shot("35-two-people", role, lambda: _ask(visit))
    leaver = visit.person(SOCIAL_WORKER)
    yield Shot("38-keys", role, lambda: visit.go(KeysPlace()))
    yield Shot("39-departure", role, lambda: visit.go(DeparturePlace(leaver)))
    yield Shot("43-safekeeping", role, lambda: visit.go(SafekeepingPlace()))
    now, drill = _("Sauvegarder maintenant"), _("Faire l'exercice")
    yield Shot("44-backed-up", role, lambda: visit.press(now))
    yield Shot("45-backup-chosen", role, lambda: _choose_a_set(visit))
    yield Shot("46-drill", role, lambda: visit.press(drill))
    yield Shot("40-help", role, lambda: visit.go(HelpPlace()))


def _people(visit: Visit) -> Iterator[Shot]:
    """Those around a child, and what is agreed to."""
    role = str(DIRECTOR.role)

    def case() -> CaseId:
        return visit.case_at(Stage.FOLLOWUP)

    def around(asked: family.Asked) -> Act:
        return lambda: visit.go(AroundPlace(case(), asked))

    yield Shot("70-people-of-case", role, lambda: visit.go(CasePlace(case())))
    yield Shot("71-child", role, around(family.Asked.CHILD))
    yield Shot("72-relative", role, around(family.Asked.RELATIVE))
    yield Shot("73-safe-contact", role, around(family.Asked.SAFE_CONTACT))
    yield Shot("74-consent", role, lambda: visit.go(ConsentPlace(case())))
    yield Shot("75-derogation", role, around(family.Asked.DEROGATION))
    yield Shot("76-alleged", role, lambda: visit.go(AllegedPlace(case())))


def _board(visit: Visit) -> Iterator[Shot]:
    role = str(BOARD.role)

    def enter() -> None:
        workspace = visit.workspace
        workspace.enter(next(iter(workspace.circles)))

    yield Shot("50-board-home", role, lambda: visit.unlock(BOARD))
    yield Shot("51-circle", role, enter)


def _technician(visit: Visit) -> Iterator[Shot]:
    role = str(TECHNICIAN.role)
    yield Shot("60-technician", role, lambda: visit.unlock(TECHNICIAN))


def _write_review(visit: Visit) -> None:
    """A review that waits for the director's signature."""
    case_id = visit.case_at(Stage.FOLLOWUP)
    visit.go(FollowUpPlace(case_id, review=True))
    written = SaveSheet(case_id, SheetCode.REVIEW, REVIEWED)
    visit.workspace.tools.desk.do(written)
    visit.go(HomePlace())


def _answer_somebody(visit: Visit) -> None:
    """The first sheet that waits for an answer, come back by telephone."""
    waiting = visit.workspace.tools.desk.reads.awaited_answers()
    visit.go(AnswerPlace(referral=waiting[0].id))
    visit.press(_("Les autres lignes du coupon"))


def _name_somebody(visit: Visit) -> None:
    """The gate where the director is the one it is about."""
    visit.go(ConcernPlace())
    shown = visit.workspace.shown
    if isinstance(shown, ConcernScreen):
        shown.gates.danger.button("no").click()
        shown.gates.member.button("yes").click()
        shown.readers.involved.button(visit.person(DIRECTOR)).click()


def _keep_an_entry(visit: Visit) -> None:
    """An organisation that somebody checked, with a function that is away."""
    tools, key = visit.workspace.tools, "sal-cape"
    today = local(tools.clock()).date()
    known = next(e for e in tools.desk.reads.organisations() if e.id == key)
    days = ("MON", "TUE", "WED", "THU", "FRI")
    hours = replace(known, open_days=days, opens="08:30", closes="16:30")
    tools.desk.do(SaveOrganisation(hours, "PHONE"))
    function = _("Coordination du centre")
    point = FocalPoint("", key, function, today, status=ON_LEAVE)
    tools.desk.do(SaveFocalPoint(point))
    visit.go(DirectoryPlace(key))


def _read_a_line(visit: Visit) -> None:
    """The journal with one of its lines in full."""
    visit.go(JournalPlace())
    shown = visit.workspace.shown
    if isinstance(shown, JournalScreen):
        shown.table.setCurrentIndex(shown.model.index(1, 0))


def _choose_a_set(visit: Visit) -> None:
    """The newest backup beside the list."""
    visit.go(SafekeepingPlace())
    shown = visit.workspace.shown
    if isinstance(shown, SafekeepingScreen):
        shown.page.table.setCurrentIndex(shown.page.model.index(0, 0))


def _choose_a_code(visit: Visit) -> None:
    """A code list with one of its entries to change."""
    visit.go(SettingsPlace("lists"))
    shown = visit.workspace.shown
    if isinstance(shown, SettingsScreen) and isinstance(shown.part, ListsPart):
        rows = shown.part.rows
        rows.table.setCurrentIndex(rows.model.index(1, 0))
        shown.part.rows.chosen.emit(shown.part.rows.model.row(1).about)


def _look_again(visit: Visit) -> None:
    """The first case whose time has come, beside the list."""
    visit.go(RetentionPlace())
    visit.press(_first_due(visit).number)


def _ask(visit: Visit) -> None:
    """The same case, asked to be erased."""
    row = _first_due(visit)
    visit.workspace.tools.desk.do(RequestAct(row.id, two_people.Act.ERASE, "DUPLICATE"))


def _first_due(visit: Visit) -> RetentionRow:
    tools = visit.workspace.tools
    return tools.desk.reads.retention_due(tools.clock())[0]


def _keep_draft(visit: Visit) -> None:
    """A draft to come back to."""
    desk = visit.workspace.tools.desk
    draft = desk.do(BeginDraft("no", "no"))
    desk.do(SaveDraft(draft, {**WALKED, "actions": []}))


def _is(button: QAbstractButton, text: str) -> bool:
    return button.isVisible() and button.text().replace("&", "") == text


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="dev.py shots", description=_("Photographier chaque écran.")
    )
    parser.add_argument("target", type=Path, metavar="DIR")
    parser.add_argument(
        "--lang", choices=[*map(str, Language), *MIRRORED], default="fr"
    )
    parser.add_argument("--role", default="", help=_("seulement les écrans de ce rôle"))
    return parser


if __name__ == "__main__":
    sys.exit(main())
