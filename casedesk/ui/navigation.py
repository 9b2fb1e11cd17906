"""The places one can go to; `go_to(place)` is the one way from screen to screen."""

from __future__ import annotations

from dataclasses import dataclass

from casedesk.circuit.case import CaseId
from casedesk.circuit.concern import ReceiptId
from casedesk.circuit.family import Asked
from casedesk.circuit.finding import Shown
from casedesk.circuit.people import PersonId
from casedesk.circuit.queries import CaseList
from casedesk.circuit.referral import Answer, ReferralId
from casedesk.circuit.stages import Step


@dataclass(frozen=True, slots=True)
class HomePlace:
    """What a person sees first."""


@dataclass(frozen=True, slots=True)
class TodayPlace:
    """What is due: late, today, this week."""


@dataclass(frozen=True, slots=True)
class ConcernPlace:
    """Recording a concern: a new one, or a draft taken up again."""

    draft: ReceiptId | None = None
    paper: str = ""  # the code of the sheet it was first written on by hand


@dataclass(frozen=True, slots=True)
class ReceiptPlace:
    """What became of a concern one sent."""

    receipt: ReceiptId


@dataclass(frozen=True, slots=True)
class CasesPlace:
    """A list of cases."""

    which: CaseList = CaseList.ALL


@dataclass(frozen=True, slots=True)
class CasePlace:
    """One case."""

    case: CaseId


@dataclass(frozen=True, slots=True)
class AssessPlace:
    """The assessment of the danger in one case."""

    case: CaseId


@dataclass(frozen=True, slots=True)
class DecidePlace:
    """The decision in one case."""

    case: CaseId


@dataclass(frozen=True, slots=True)
class UrgentPlace:
    """The urgent path of one case."""

    case: CaseId


@dataclass(frozen=True, slots=True)
class EmergencyPlace:
    """Opening a case that is somebody else's."""


@dataclass(frozen=True, slots=True)
class ReferPlace:
    """A liaison sheet: to a new addressee, or for a referral already decided."""

    case: CaseId
    referral: ReferralId | None = None


@dataclass(frozen=True, slots=True)
class AnswerPlace:
    """What a service answered: by the code of its coupon, or for a referral."""

    coupon: str = ""
    referral: ReferralId | None = None
    answer: Answer | None = None  # what one is about to record


@dataclass(frozen=True, slots=True)
class ChasePlace:
    """Whom to call for an answer today; or where every referral stands."""

    board: bool = False


@dataclass(frozen=True, slots=True)
class JournalPlace:
    """Who did what; about one case when its number is given."""

    case_number: str = ""


@dataclass(frozen=True, slots=True)
class FollowUpPlace:
    """One contact in a case, or the review of its whole follow-up."""

    case: CaseId
    review: bool = False


@dataclass(frozen=True, slots=True)
class AttemptPlace:
    """An attempt to reach somebody in one case, in vain."""

    case: CaseId


@dataclass(frozen=True, slots=True)
class ClosePlace:
    """Closing one case."""

    case: CaseId


@dataclass(frozen=True, slots=True)
class AroundPlace:
    """One record about the child or somebody around; a new one without `record`."""

    case: CaseId
    asked: Asked
    record: str = ""


@dataclass(frozen=True, slots=True)
class ConsentPlace:
    """What one person agrees to, in one case."""

    case: CaseId


@dataclass(frozen=True, slots=True)
class AllegedPlace:
    """Who is alleged in one case, for whoever may know."""

    case: CaseId
    author: str = ""


@dataclass(frozen=True, slots=True)
class MarksPlace:
    """Flags, levels, kinds and links of one case."""

    case: CaseId


@dataclass(frozen=True, slots=True)
class StepPlace:
    """Taking one of the less usual steps with a case.

    `into`: the number of the case that another is to be attached to.
    """

    case: CaseId
    step: Step
    into: str = ""


@dataclass(frozen=True, slots=True)
class DuplicatesPlace:
    """All cases that may be of one child, two by two."""


@dataclass(frozen=True, slots=True)
class RetentionPlace:
    """Closed cases to look at again, and requests that take two people."""


@dataclass(frozen=True, slots=True)
class DirectoryPlace:
    """The directory, or a part of it; beside it one entry in full."""

    organisation: str = ""
    shown: Shown = Shown.ALL


@dataclass(frozen=True, slots=True)
class OrganisationPlace:
    """Adding an organisation to the directory, or correcting one."""

    organisation: str = ""


@dataclass(frozen=True, slots=True)
class PeoplePlace:
    """The people of the vault."""


@dataclass(frozen=True, slots=True)
class DeparturePlace:
    """The departure of one person."""

    person: PersonId


@dataclass(frozen=True, slots=True)
class KeysPlace:
    """Sheets of paper, circles, new keys."""


@dataclass(frozen=True, slots=True)
class SafekeepingPlace:
    """Backups, and the proof that they are whole."""


@dataclass(frozen=True, slots=True)
class SettingsPlace:
    """What the direction settles, one subject at a time."""

    part: str = "leaves"


@dataclass(frozen=True, slots=True)
class BlankPlace:
    """Blank sheets: for a case or none, and one that came back, by its code."""

    case: CaseId | None = None
    code: str = ""


@dataclass(frozen=True, slots=True)
class RegisterPlace:
    """Bringing in the paper register."""


@dataclass(frozen=True, slots=True)
class TasksPlace:
    """What one has to do."""


@dataclass(frozen=True, slots=True)
class SearchPlace:
    """One box to find anyone and go anywhere."""


@dataclass(frozen=True, slots=True)
class HelpPlace:
    """The help page."""


@dataclass(frozen=True, slots=True)
class PassphrasePlace:
    """Choosing one's own passphrase; `forced` when somebody else chose the first."""

    forced: bool = False


Place = (
    HomePlace
    | TodayPlace
    | ConcernPlace
    | ReceiptPlace
    | CasesPlace
    | CasePlace
    | AssessPlace
    | DecidePlace
    | UrgentPlace
    | EmergencyPlace
    | ReferPlace
    | AnswerPlace
    | ChasePlace
    | JournalPlace
    | FollowUpPlace
    | AttemptPlace
    | ClosePlace
    | StepPlace
    | MarksPlace
    | DuplicatesPlace
    | AroundPlace
    | ConsentPlace
    | AllegedPlace
    | RetentionPlace
    | DirectoryPlace
    | OrganisationPlace
    | PeoplePlace
    | PassphrasePlace
    | DeparturePlace
    | KeysPlace
    | SafekeepingPlace
    | SettingsPlace
    | HelpPlace
    | SearchPlace
    | BlankPlace
    | RegisterPlace
    | TasksPlace
)
