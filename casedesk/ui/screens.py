"""Which screen shows which place: the one table, and the only module that knows all."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from casedesk.circuit.rights import Right
from casedesk.ui.alleged.screen import AllegedScreen
from casedesk.ui.answer.screen import AnswerScreen
from casedesk.ui.around.screen import AroundScreen
from casedesk.ui.assessment.screen import AssessScreen
from casedesk.ui.blank.screen import BlankScreen
from casedesk.ui.board.screen import BoardScreen
from casedesk.ui.cases.screen import CaseScreen
from casedesk.ui.chase.screen import ChaseScreen
from casedesk.ui.closing.screen import CloseScreen
from casedesk.ui.concern.screen import ConcernScreen
from casedesk.ui.consent.screen import ConsentScreen
from casedesk.ui.decision.screen import DecideScreen
from casedesk.ui.departure.screen import DepartureScreen
from casedesk.ui.directory.edit_screen import OrganisationScreen
from casedesk.ui.directory.screen import DirectoryScreen
from casedesk.ui.duplicates.screen import DuplicatesScreen
from casedesk.ui.emergency.screen import EmergencyScreen
from casedesk.ui.followup.attempt import AttemptScreen
from casedesk.ui.followup.screen import FollowUpScreen
from casedesk.ui.help.screen import HelpScreen
from casedesk.ui.home.circles import CirclesHome
from casedesk.ui.home.screen import EducatorHome
from casedesk.ui.journal.screen import JournalScreen
from casedesk.ui.keys.screen import KeysScreen
from casedesk.ui.marks.screen import MarksScreen
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
    JournalPlace,
    KeysPlace,
    MarksPlace,
    OrganisationPlace,
    PassphrasePlace,
    PeoplePlace,
    ReceiptPlace,
    ReferPlace,
    RegisterPlace,
    RetentionPlace,
    SafekeepingPlace,
    SearchPlace,
    SettingsPlace,
    StepPlace,
    TasksPlace,
    TodayPlace,
    UrgentPlace,
)
from casedesk.ui.passphrase.screen import PassphraseScreen
from casedesk.ui.people.screen import PeopleScreen
from casedesk.ui.receipt.screen import ReceiptScreen
from casedesk.ui.referral.screen import ReferScreen
from casedesk.ui.register.screen import RegisterScreen
from casedesk.ui.retention.screen import RetentionScreen
from casedesk.ui.safekeeping.screen import SafekeepingScreen
from casedesk.ui.screen import Screen
from casedesk.ui.search.screen import SearchScreen
from casedesk.ui.settings.screen import SettingsScreen
from casedesk.ui.step.screen import StepScreen
from casedesk.ui.tasks.screen import TasksScreen
from casedesk.ui.today.screen import TodayScreen
from casedesk.ui.unread.screen import UnreadScreen
from casedesk.ui.urgent.screen import UrgentScreen
from casedesk.ui.workspace import MakeScreen, Tools


def home(tools: Tools, place: HomePlace) -> Screen:
    """What waits too long comes first. Then the board for whoever decides, the day for
    whoever works on cases, else one's own receipts, else one's circles."""
    actor = tools.desk.actor
    if actor.may(Right.SEE_CASES):
        if tools.desk.reads.unread(tools.clock()):
            return UnreadScreen(tools, place)
        decides = actor.may(Right.DECIDE)
        return BoardScreen(tools, place) if decides else TodayScreen(tools, place)
    if actor.may(Right.RECORD_CONCERN):
        return EducatorHome(tools, place)
    return CirclesHome(tools, place)


SCREENS: Mapping[type[Any], MakeScreen] = {
    HomePlace: home,
    TodayPlace: TodayScreen,
    ConcernPlace: ConcernScreen,
    ReceiptPlace: ReceiptScreen,
    CasesPlace: BoardScreen,
    CasePlace: CaseScreen,
    AssessPlace: AssessScreen,
    DecidePlace: DecideScreen,
    UrgentPlace: UrgentScreen,
    EmergencyPlace: EmergencyScreen,
    ReferPlace: ReferScreen,
    AnswerPlace: AnswerScreen,
    ChasePlace: ChaseScreen,
    JournalPlace: JournalScreen,
    FollowUpPlace: FollowUpScreen,
    AttemptPlace: AttemptScreen,
    ClosePlace: CloseScreen,
    AroundPlace: AroundScreen,
    ConsentPlace: ConsentScreen,
    AllegedPlace: AllegedScreen,
    StepPlace: StepScreen,
    MarksPlace: MarksScreen,
    DuplicatesPlace: DuplicatesScreen,
    RetentionPlace: RetentionScreen,
    DirectoryPlace: DirectoryScreen,
    OrganisationPlace: OrganisationScreen,
    PeoplePlace: PeopleScreen,
    PassphrasePlace: PassphraseScreen,
    DeparturePlace: DepartureScreen,
    KeysPlace: KeysScreen,
    SafekeepingPlace: SafekeepingScreen,
    SettingsPlace: SettingsScreen,
    HelpPlace: HelpScreen,
    BlankPlace: BlankScreen,
    RegisterPlace: RegisterScreen,
    TasksPlace: TasksScreen,
    SearchPlace: SearchScreen,
}
