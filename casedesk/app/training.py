"""Training vaults: an invented association with cases at every stage of the circuit."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Protocol

from casedesk.app.entrance import VaultEntrance
from casedesk.app.passphrases import Passphrases
from casedesk.app.session import VaultSitting
from casedesk.app.training_arabic import told
from casedesk.app.training_texts import (
    ADDRESSEES,
    ALREADY_KNOWN,
    ASSESSED,
    ASSOCIATION,
    BOARD,
    DECIDED,
    DIRECTOR,
    EDUCATOR,
    SOCIAL_WORKER,
    STORIES,
    TECHNICIAN,
    TERRITORY,
    TRAINEES,
    WALKED,
    Story,
    Trainee,
)
from casedesk.circuit.case import CaseId
from casedesk.circuit.circles import CASE_TEAM, CircleId
from casedesk.circuit.commands.cases import (
    Decide,
    SubmitForDecision,
    TakeInCharge,
    ViewCase,
)
from casedesk.circuit.commands.closing import CloseCase, SignClosing
from casedesk.circuit.commands.concerns import BeginDraft, SendConcern
from casedesk.circuit.concern import ReceiptId
from casedesk.circuit.dates import Certainty, Moment, local
from casedesk.circuit.desk import Desk
from casedesk.circuit.entrance import Founding
from casedesk.circuit.keys import ShareGroup
from casedesk.circuit.people import PersonId, Role
from casedesk.circuit.queries import CaseList
from casedesk.circuit.sheet import Addressee, Content
from casedesk.vault.kdf import DEFAULT_COST

_A_MONTH = 24 * 30  # hours


class PastClock:
    """A clock that can be set back, so that invented cases have a past."""

    def __init__(self, present: Callable[[], datetime]) -> None:
        self._present = present
        self._behind = timedelta()

    def __call__(self) -> datetime:
        return self._present() - self._behind

    def set_back(self, hours: float) -> None:
        self._behind = timedelta(hours=hours)

    def go_on(self, hours: float) -> None:
        """Later, but never later than now."""
        self._behind = max(self._behind - timedelta(hours=hours), timedelta())


class Seated(Protocol):
    """Whoever has a desk."""

    @property
    def desk(self) -> Desk: ...


@dataclass(frozen=True, slots=True)
class TrainingVault:
    """Where it is, and how to sit down in it as somebody."""

    folder: Path
    entrance: VaultEntrance
    clock: PastClock

    def person(self, trainee: Trainee) -> PersonId:
        people = self.entrance.look(self.folder).people
        return next(person for person, label in people if label == trainee.label)

    @contextmanager
    def sitting(self, trainee: Trainee) -> Iterator[VaultSitting]:
        person = self.person(trainee)
        unlocked = self.entrance.unlock(self.folder, person, trainee.passphrase)
        sitting = self.entrance.sit_down(unlocked)
        try:
            yield sitting
        finally:
            sitting.lock()


PUBLISHED = Passphrases(DEFAULT_COST)
"""Anybody can read the passphrases of training: no machine is measured for them."""


def found(
    folder: Path,
    entrance: VaultEntrance,
    clock: PastClock,
    hours_ago: float = _A_MONTH,
) -> TrainingVault:
    """A training vault with its three people, each with a published passphrase."""
    clock.set_back(hours_ago)
    unlocked = entrance.create(
        Founding(
            folder=folder,
            association=told(ASSOCIATION),
            territory=TERRITORY,
            label=DIRECTOR.label,
            passphrase=DIRECTOR.passphrase,
            training=True,
        )
    )
    sitting = entrance.sit_down(unlocked)
    drawn = {}
    try:
        for trainee in TRAINEES[1:]:
            drawn[trainee] = new = sitting.add_person(trainee.label, trainee.role)
            sitting.enrol(new, trainee.role, trainee.duties)
    finally:
        sitting.lock()
    vault = TrainingVault(folder, entrance, clock)
    for trainee, new in drawn.items():
        first = replace(trainee, passphrase=new.passphrase)
        with vault.sitting(first) as own:
            own.change_passphrase(new.passphrase, trainee.passphrase)
    clock.set_back(0)
    return vault


def draw_circles(vault: TrainingVault) -> None:
    """A member of the board, and both standing circles; their sheets are thrown away.

    So a training vault shows what is written when somebody of the house is involved.
    """
    with vault.sitting(DIRECTOR) as sitting:
        new = sitting.add_person(BOARD.label, BOARD.role)
        sitting.enrol(new, BOARD.role, BOARD.duties)
        offer = sitting.keys.begin_shares(ShareGroup.CIRCLES)
        offer.confirm(offer.shares[:2])
        group = offer.finish().group
        for members in sitting.circle_keys.missing():
            sitting.circle_keys.found(members, group)
    with vault.sitting(replace(BOARD, passphrase=new.passphrase)) as own:
        own.change_passphrase(new.passphrase, BOARD.passphrase)


def bring_in_technician(vault: TrainingVault) -> None:
    """Somebody who keeps the vault safe and sees nothing of it."""
    with vault.sitting(DIRECTOR) as sitting:
        new = sitting.add_person(TECHNICIAN.label, TECHNICIAN.role)
        sitting.enrol(new, TECHNICIAN.role, TECHNICIAN.duties)
    entrance, folder = vault.entrance, vault.folder
    keys = entrance.unlock(folder, new.id, new.passphrase)
    there = entrance.attend(keys)
    there.change_passphrase(new.passphrase, TECHNICIAN.passphrase)
    there.safekeeping.close()


def record_in_circle(vault: TrainingVault) -> None:
    """A concern that only the board is to read."""
    with vault.sitting(EDUCATOR) as sitting:
        circle = next(
            each for each in sitting.desk.reads.circles() if len(each.members) == 1
        )
        record(sitting, WALKED, vault.clock(), circle.id)


def fill(vault: TrainingVault) -> None:
    """Cases at different stages: fresh, in charge, to decide."""
    for story in sorted(STORIES, key=lambda each: -each.hours_ago):
        vault.clock.set_back(story.hours_ago)
        with vault.sitting(EDUCATOR) as sitting:
            record(sitting, story.concern, vault.clock())
        with vault.sitting(SOCIAL_WORKER) as sitting:
            _carry_on(sitting, story, vault.clock)
    vault.clock.set_back(0)


def record_and_decide(vault: TrainingVault) -> CaseId:
    """One more case, decided and waiting for its liaison sheets."""
    with vault.sitting(EDUCATOR) as sitting:
        record(sitting, WALKED, vault.clock())
    vault.clock.go_on(0.4)
    with vault.sitting(SOCIAL_WORKER) as sitting:
        case_id = newest_case(sitting, vault.clock())
        take(sitting, case_id)
        vault.clock.go_on(2)
        assess(sitting, case_id)
    vault.clock.go_on(1.2)
    with vault.sitting(DIRECTOR) as sitting:
        decide(sitting, case_id, vault.person(SOCIAL_WORKER), vault.clock())
    return case_id


def record_and_close(vault: TrainingVault) -> CaseId:
    """A case that was known already: closed from the decision, to be kept 30 days."""
    with vault.sitting(EDUCATOR) as sitting:
        record(sitting, WALKED, vault.clock())
    with vault.sitting(SOCIAL_WORKER) as sitting:
        case_id = newest_case(sitting, vault.clock())
        take(sitting, case_id)
        assess(sitting, case_id)
        sitting.desk.do(SignClosing(case_id, told(ALREADY_KNOWN)))
    with vault.sitting(DIRECTOR) as sitting:
        sitting.desk.do(ViewCase(case_id))
        sitting.desk.do(CloseCase(case_id, "DUPLICATE"))
    return case_id


def record(
    sitting: Seated,
    concern: Content,
    now: datetime,
    circle: CircleId = CASE_TEAM,
) -> ReceiptId:
    """What an educator does: two gates, a draft, the sealed drop."""
    content = as_told(sitting.desk, concern, now)
    involved = "yes" if circle else "no"
    draft = sitting.desk.do(BeginDraft(content["in_danger"], involved, circle=circle))
    sitting.desk.do(SendConcern(draft, content))
    return draft


def as_told(desk: Desk, concern: Content, now: datetime) -> dict[str, Any]:
    """The same, with who was told and when."""
    at, written = _hours_before(now, 0.5), told(concern)
    return {
        **written,
        "observed_at": _hours_before(now, 1),
        "told_person": _director(desk),
        "told_at": at,
        "actions": [{**row, "at": at} for row in written["actions"]],
    }


def newest_case(sitting: Seated, now: datetime) -> CaseId:
    """The case that came in last and that nobody has taken yet."""
    rows = sitting.desk.reads.cases(CaseList.UNASSIGNED, now, None, 100)
    return max(rows, key=lambda row: row.since).id


def assess(sitting: Seated, case_id: CaseId, assessed: Content = ASSESSED) -> None:
    """Put a case in charge before the director."""
    sitting.desk.do(SubmitForDecision(case_id, told(assessed)))


def take(sitting: Seated, case_id: CaseId) -> None:
    """Open a case and take it in charge."""
    sitting.desk.do(ViewCase(case_id))
    sitting.desk.do(TakeInCharge(case_id))


def decide(
    sitting: Seated, case_id: CaseId, responsible: PersonId, now: datetime
) -> None:
    """Refer to one addressee of each kind in the association's territory."""
    due = local(now).date() + timedelta(days=3)
    sitting.desk.do(ViewCase(case_id))
    sitting.desk.do(
        Decide(
            case_id,
            {
                **told(DECIDED),
                "responsible": responsible,
                "next_due": due.isoformat(),
                "need_to_know": [responsible],
                "addressees": [
                    {"organisation": _nearest(sitting, addressee)}
                    for addressee in ADDRESSEES
                ],
            },
        )
    )


def _carry_on(sitting: VaultSitting, story: Story, clock: PastClock) -> None:
    case_id = newest_case(sitting, clock())
    if story.taken:
        clock.set_back(story.hours_ago - 1)
        take(sitting, case_id)
    if story.danger:
        clock.set_back(story.hours_ago - 2)
        assess(sitting, case_id, {**ASSESSED, "danger": story.danger})


def _director(desk: Desk) -> PersonId:
    people = desk.reads.people()
    return next(each.id for each in people if each.role is Role.DIRECTOR)


def _nearest(sitting: Seated, addressee: Addressee) -> str:
    known = sitting.desk.reads.organisations(addressee)
    return next(each.id for each in known if each.territory == TERRITORY)


def _hours_before(now: datetime, hours: float) -> str:
    at = local(now - timedelta(hours=hours)).replace(tzinfo=None)
    return str(Moment(at, Certainty.ABOUT))
