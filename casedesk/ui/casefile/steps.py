"""The steps one may take in a case now, each with why not where it is greyed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from casedesk.circuit.commands.cases import TakeInCharge
from casedesk.circuit.dates import local
from casedesk.circuit.errors import Refused, Trouble
from casedesk.circuit.guards import OpenStep
from casedesk.circuit.queries import CasePage
from casedesk.circuit.referral import ReferralState
from casedesk.circuit.rights import Actor, Right
from casedesk.circuit.sheet import SheetCode
from casedesk.circuit.stages import Guard, Stage, Step
from casedesk.i18n import _
from casedesk.i18n.formats import listed
from casedesk.i18n.labels import label
from casedesk.ui import theme
from casedesk.ui.navigation import (
    AnswerPlace,
    AssessPlace,
    AttemptPlace,
    ClosePlace,
    DecidePlace,
    Place,
    StepPlace,
    UrgentPlace,
)
from casedesk.ui.refusals import tell
from casedesk.ui.widgets.buttons import link, primary, secondary
from casedesk.ui.widgets.flow import Flow
from casedesk.ui.widgets.layout import Notice, Row, paragraph
from casedesk.ui.workspace import Tools

_OF_AGE = 18  # years
_ANSWERABLE = (ReferralState.SENT, ReferralState.RECEIVED)
# The straight way first, then what interrupts it, the ways out, and what is seldom.
_WAYS_OUT = (Step.GO_URGENT, Step.CLOSE)
_WITH_OWN_SCREEN = frozenset(
    {
        Step.TAKE_IN_CHARGE,
        Step.SUBMIT,
        Step.GO_URGENT,
        Step.ORIENT,
        Step.REFER_AGAIN,
        Step.CLOSE,
    }
)
SELDOM = frozenset({Step.NOTE_MAJORITY, Step.MERGE, Step.NOTE_DEATH})
GIVEN_THERE = frozenset(  # by the screen of the step itself
    {
        Guard.REASON_GIVEN,
        Guard.WATCH_PLANNED,
        Guard.MASTER_CHOSEN,
        Guard.TWO_AGREED,
    }
)


@dataclass(frozen=True, slots=True)
class Offer:
    """One button: what it says, what it does, and why not."""

    step: Step | None
    text: str
    icon: str
    act: Callable[[], object]
    why_not: str = ""
    towards: tuple[str, Place] | None = None  # to what is missing


class Steps(QWidget):
    """The buttons; the first that can be pressed is the one that leads on."""

    def __init__(self, tools: Tools, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tools = tools
        self._notice = Notice()
        self._down = QVBoxLayout(self)
        self._down.setContentsMargins(0, 0, 0, 0)
        self._down.setSpacing(8)
        self._down.addWidget(self._notice)
        self._shown = QWidget()
        self._down.addWidget(self._shown)

    def show_page(
        self, page: CasePage, *, without: frozenset[Step] = frozenset()
    ) -> None:
        """Offer what leads on from here; `without` is already on the screen."""
        offered = [
            each for each in offers(self._tools, page) if each.step not in without
        ]
        shown = QWidget()
        down = QVBoxLayout(shown)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(8)
        buttons = QWidget()
        flow = Flow(buttons)
        open_ones = [each for each in offered if not each.why_not]
        for each in offered:
            leads_on = open_ones and each is open_ones[0]
            leads_on = leads_on and each.step is not Step.CLOSE
            made = primary if leads_on else secondary
            button = made(each.text, partial(self._take, each), icon=each.icon)
            button.setEnabled(not each.why_not)
            flow.addWidget(button)
        down.addWidget(buttons)
        for each in offered:
            if each.why_not:
                why = _("%(step)s : %(why)s") % {"step": each.text, "why": each.why_not}
                down.addWidget(theme.look(paragraph(why), "small"))
            if each.towards is not None:
                down.addWidget(self._way(*each.towards))
        self._down.replaceWidget(self._shown, shown)
        if any(each.hasFocus() for each in self._shown.findChildren(QPushButton)):
            _focus_first(buttons)
        self._shown.hide()
        self._shown.deleteLater()
        shown.show()
        self._shown = shown

    def _way(self, text: str, place: Place) -> QWidget:
        return Row(link(text, partial(self._tools.go_to, place)))

    def _take(self, offer: Offer) -> None:
        self._notice.say("")
        try:
            offer.act()
        except (Refused, Trouble) as error:
            tell(error, self._notice)


def _focus_first(buttons: QWidget) -> None:
    """Where the step just taken was, the keyboard finds the next one."""
    for each in buttons.findChildren(QPushButton):
        if each.isEnabled():
            each.setFocus()
            return


def offers(tools: Tools, page: CasePage) -> Iterator[Offer]:
    """What a person may do with this case."""
    for open_step in in_order(page):
        yield _offer(tools, page, open_step)
    if of_age(page, tools.clock()):
        step, may = Step.NOTE_MAJORITY, tools.desk.actor.may(Right.DECIDE)
        text, icon = _words(step)
        why_not = "" if may else _for_others()
        yield Offer(step, text, icon, _act(tools, page, step), why_not)
    if _assessment_is_owed(page):
        may = tools.desk.actor.may(Right.ASSESS)
        yield Offer(
            None,
            _("Évaluer le danger"),
            "clipboard-check",
            lambda: tools.go_to(AssessPlace(page.case.id)),
            "" if may else _for_others(),
        )


def of_age(page: CasePage, now: datetime) -> bool:
    """Whether the child has come of age, and nobody has said yet what that changes."""
    age = page.child.age_on(local(now).date())
    told = any(each.step is Step.NOTE_MAJORITY for each in page.file.motives)
    return page.case.stage.is_open and age is not None and age >= _OF_AGE and not told


def still_missing(step: OpenStep) -> tuple[Guard, ...]:
    """What must be there first, but for what the step's own page asks for."""
    return tuple(each for each in step.missing if each not in GIVEN_THERE)


def in_order(page: CasePage) -> list[OpenStep]:
    """The circuit's order; the urgent path and closing are ways out, not the way on.

    The way back is offered when there is nothing else: nobody works towards it.
    """
    back = Step.RETURN_TO_DECISION
    shown = [
        each
        for each in page.steps
        if each.transition.step is not back or not each.missing
    ]
    return sorted(shown, key=lambda each: _rank(each.transition.step))


def _rank(step: Step) -> int:
    if step in SELDOM:
        return 3
    if step in _WAYS_OUT:
        return 2
    return 1 if step in (Step.SUSPEND, Step.DECIDE_AGAIN) else 0


def _offer(tools: Tools, page: CasePage, open_step: OpenStep) -> Offer:
    step = open_step.transition.step
    text, icon = _words(step)
    act = _act(tools, page, step)
    why_not = _why_not(page, open_step, tools.desk.actor)
    return Offer(step, text, icon, act, why_not, _towards(page, open_step, why_not))


def _towards(
    page: CasePage, open_step: OpenStep, why_not: str
) -> tuple[str, Place] | None:
    sought = Guard.CONTACT_SOUGHT not in open_step.missing
    if sought or not why_not or not open_step.permitted:
        return None
    return _("Noter une tentative de contact"), AttemptPlace(page.case.id)


def _words(step: Step) -> tuple[str, str]:
    return {
        Step.TAKE_IN_CHARGE: (label(step), "check"),
        Step.SUBMIT: (_("Évaluer le danger"), "clipboard-check"),
        Step.GO_URGENT: (label(step), "siren"),
        Step.ORIENT: (_("Décider"), "gavel"),
        Step.CONFIRM_RECEPTION: (_("Saisir une réponse"), "reply"),
        Step.RETURN_TO_DECISION: (label(step), "refresh-cw"),
        Step.CLOSE: (_("Clore le dossier"), "check"),
        Step.KEEP_WATCH: (label(step), "eye"),
        Step.REASSESS: (label(step), "clipboard-check"),
        Step.REFER_AGAIN: (label(step), "send"),
        Step.DECIDE_AGAIN: (label(step), "octagon-alert"),
        Step.NOTE_DEATH: (label(step), "pencil"),
        Step.SUSPEND: (label(step), "hourglass"),
        Step.RESUME: (label(step), "refresh-cw"),
        Step.REOPEN: (label(step), "folder-open"),
        Step.MERGE: (label(step), "users"),
        Step.SEPARATE: (label(step), "refresh-cw"),
        Step.NOTE_MAJORITY: (label(step), "gavel"),
    }[step]


def _act(tools: Tools, page: CasePage, step: Step) -> Callable[[], object]:
    case_id = page.case.id
    places: dict[Step, Place] = {
        Step.SUBMIT: AssessPlace(case_id),
        Step.GO_URGENT: UrgentPlace(case_id),
        Step.ORIENT: DecidePlace(case_id),
        Step.CLOSE: ClosePlace(case_id),
        Step.CONFIRM_RECEPTION: _where_answered(page, _ANSWERABLE),
        Step.RETURN_TO_DECISION: _where_answered(page, tuple(ReferralState)),
    }
    if step is Step.TAKE_IN_CHARGE:
        return lambda: tools.desk.do(TakeInCharge(case_id))
    return lambda: tools.go_to(places.get(step) or StepPlace(case_id, step))


def _where_answered(page: CasePage, states: tuple[ReferralState, ...]) -> AnswerPlace:
    """The latest referral in one of these states, if there is one."""
    fitting = [each for each in page.referrals if each.state in states]
    return AnswerPlace(coupon=fitting[-1].coupon) if fitting else AnswerPlace()


def _why_not(page: CasePage, open_step: OpenStep, actor: Actor) -> str:
    """A step is greyed when its own screen cannot provide what is missing."""
    closes = open_step.transition.step is Step.CLOSE and actor.may(Right.FOLLOW_UP)
    if not open_step.permitted and not closes:
        return _for_others()
    match open_step.transition.step:
        case Step.CONFIRM_RECEPTION:
            sent = any(each.state in _ANSWERABLE for each in page.referrals)
            return "" if sent else _("aucune fiche n'est encore envoyée.")
        case Step.RETURN_TO_DECISION:
            missing = listed(map(label, open_step.missing))
            told = _("il faut d'abord %(missing)s.") % {"missing": missing}
            return told if missing else ""
    if open_step.transition.step in _WITH_OWN_SCREEN:
        return ""
    missing = listed(map(label, still_missing(open_step)))
    return _("il faut %(missing)s.") % {"missing": missing} if missing else ""


def _for_others() -> str:
    return _("revient à une autre personne de l'équipe.")


def _assessment_is_owed(page: CasePage) -> bool:
    """After the urgent path the danger is assessed afterwards (domain §2.5, T04)."""
    assessed = page.file.sheet(SheetCode.ASSESSMENT)
    went_on = page.case.stage in (Stage.ORIENTING, Stage.FOLLOWUP)
    return went_on and page.case.urgent and not (assessed and assessed.is_signed)
