"""Which screen shows which place: the one table, and the only module that knows all."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from casedesk.circuit.rights import Right
from casedesk.ui.answer.screen import AnswerScreen
from casedesk.ui.assessment.screen import AssessScreen
from casedesk.ui.board.screen import BoardScreen
from casedesk.ui.cases.screen import CaseScreen
from casedesk.ui.concern.screen import ConcernScreen
from casedesk.ui.decision.screen import DecideScreen
from casedesk.ui.home.screen import EducatorHome
from casedesk.ui.navigation import (
    AnswerPlace,
    AssessPlace,
    CasePlace,
    CasesPlace,
    ConcernPlace,
    DecidePlace,
    HomePlace,
    PassphrasePlace,
    PeoplePlace,
    ReceiptPlace,
    ReferPlace,
    UrgentPlace,
)
from casedesk.ui.passphrase.screen import PassphraseScreen
from casedesk.ui.people.screen import PeopleScreen
from casedesk.ui.receipt.screen import ReceiptScreen
from casedesk.ui.referral.screen import ReferScreen
from casedesk.ui.screen import Screen
from casedesk.ui.urgent.screen import UrgentScreen
from casedesk.ui.workspace import MakeScreen, Tools


def home(tools: Tools, place: HomePlace) -> Screen:
    """The board for whoever sees cases, their own receipts for everybody else."""
    sees_cases = tools.desk.actor.may(Right.SEE_CASES)
    return BoardScreen(tools, place) if sees_cases else EducatorHome(tools, place)


SCREENS: Mapping[type[Any], MakeScreen] = {
    HomePlace: home,
    ConcernPlace: ConcernScreen,
    ReceiptPlace: ReceiptScreen,
    CasesPlace: BoardScreen,
    CasePlace: CaseScreen,
    AssessPlace: AssessScreen,
    DecidePlace: DecideScreen,
    UrgentPlace: UrgentScreen,
    ReferPlace: ReferScreen,
    AnswerPlace: AnswerScreen,
    PeoplePlace: PeopleScreen,
    PassphrasePlace: PassphraseScreen,
}
