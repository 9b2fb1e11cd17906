"""Erasing a case: one person asks, another confirms, and then it goes for good.

Asking to move a case into a restricted circle goes the same way and bears the same
names: what the journal says of an act must not tell which of the two it was.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from casedesk.circuit.case import Case, CaseId
from casedesk.circuit.circles import CASE_TEAM, CircleId, would_read
from casedesk.circuit.command import CaseCommand, DeskCommand
from casedesk.circuit.commands.closing import require_no_hold
from casedesk.circuit.commands.opened import seen
from casedesk.circuit.commands.reopening import reopen
from casedesk.circuit.concern import DropId, ReceiptId
from casedesk.circuit.errors import IllegalStep, NotFound, NotPermitted
from casedesk.circuit.links import LinkKind
from casedesk.circuit.numbers import digest as digest_of
from casedesk.circuit.people import PersonId
from casedesk.circuit.ports import CaseWork, DeskWork
from casedesk.circuit.referral import CopyState
from casedesk.circuit.rights import Right
from casedesk.circuit.sheet import Gap, Incomplete, Lack
from casedesk.circuit.stages import Step
from casedesk.circuit.two_people import (
    ERASURES,
    Act,
    AlreadyAsked,
    HasDuplicates,
    MoveUnderWay,
    NotAReader,
    NotProven,
    PaperCopy,
    Request,
    RequestId,
    RequestState,
    SamePerson,
    Tombstone,
    Witness,
)


@dataclass(frozen=True, slots=True)
class RequestAct(CaseCommand[RequestId]):
    """Ask for what takes two: to erase a closed case, or to move one into a circle.

    `reason` is a code of the list ERASURE, for an erasure only, which is the director's
    to ask for. Raises MustBeKept, AlreadyAsked, IllegalStep for a case that is not
    closed.
    """

    case_id: CaseId
    act: Act
    reason: str = ""
    circle: CircleId = CASE_TEAM

    right = Right.REQUEST_MOVE

    def run(self, work: CaseWork) -> RequestId:
        _require_right(work, self.act)
        case = seen(work, self.case_id)
        self._require_sense(work, case)
        asked = work.requests.of_case(case.id)
        if any(each.lives(work.now) for each in asked):
            raise AlreadyAsked()
        request = Request(
            id=RequestId(work.new_id()),
            case_id=case.id,
            act=self.act,
            asked_by=work.actor.person,
            asked_at=work.now,
            reason=self.reason,
            circle=self.circle,
        )
        signature = work.seals.sign(request.statement(work.seals.vault_id))
        work.requests.save(replace(request, signature=signature))
        return request.id

    def _require_sense(self, work: CaseWork, case: Case) -> None:
        if self.act is Act.REOPEN:
            raise IllegalStep(stage=case.stage, act=self.act)  # ProposeReopening's
        _require_free(work, case, self.act)
        if self.act is Act.MOVE:
            circles = {each.id for each in work.seals.circles()}
            if self.reason or self.circle not in circles:
                raise NotFound()
        elif (ERASURES, self.reason) not in work.rules.codes or self.circle:
            raise Incomplete(Gap("reason", Lack.NOT_A_CODE))


@dataclass(frozen=True, slots=True)
class ConfirmRequest(CaseCommand[None]):
    """Agree to what somebody else asked for, with a signature.

    At one's own unlock without a `witness`; or by the passphrase of the second person
    on the screen of the first. To a move, one of those agree who will read the case:
    nobody it is about is among them, and one of them knows that it comes. A reopening
    is carried out at once. Raises SamePerson, RequestOver, NotProven, MustBeKept,
    NotAReader, NobodyDecides.
    """

    request: RequestId
    witness: Witness | None = None

    right = Right.CONFIRM_ERASURE

    def run(self, work: CaseWork) -> None:
        request = work.requests.get(self.request)
        case = seen(work, request.case_id)
        request.require(RequestState.OPEN, work.now)
        _require_free(work, case, request.act)
        second = self.witness.person if self.witness else work.actor.person
        if second == request.asked_by:
            raise SamePerson()
        if self.witness is not None:
            _require_may_confirm(work, second)
        if request.act is Act.MOVE:
            _require_reader(work, request.circle, second)
        message = request.assent(work.seals.vault_id, second)
        signature = self.witness.signature if self.witness else work.seals.sign(message)
        if not work.seals.verify(second, message, signature):
            raise NotProven()
        if work.seals.verify(request.asked_by, message, signature):
            raise SamePerson()  # two names, one set of keys
        agreed = request.decided(RequestState.CONFIRMED, second, work.now, signature)
        if agreed.act is Act.REOPEN:
            reopen(work, agreed)
        else:
            work.requests.save(agreed)


@dataclass(frozen=True, slots=True)
class DeclineRequest(CaseCommand[None]):
    """Say no to a request, or take back one's own; also once it was confirmed.

    To a move say no those who may agree to it: whom it keeps out cannot hinder it.
    Raises RequestOver, NotAReader, MoveUnderWay.
    """

    request: RequestId

    right = Right.CONFIRM_ERASURE

    def run(self, work: CaseWork) -> None:
        request = work.requests.get(self.request)
        seen(work, request.case_id)
        if not request.lives(work.now):
            request.require(RequestState.OPEN, work.now)
        if request.is_under_way:
            raise MoveUnderWay()
        person = work.actor.person
        if request.act is Act.MOVE and person != request.asked_by:
            _require_reader(work, request.circle, person)
        work.requests.save(request.decided(RequestState.DECLINED, person, work.now))


@dataclass(frozen=True, slots=True)
class BeginAct(CaseCommand[None]):
    """Set about an erasure or a move that two people agreed on; may be repeated.

    From here on a move has to be finished: were it taken back, or over with time, once
    its parts are sealed, the case would be here and in its circle. Both acts note it,
    so that the journal tells them no better apart. Raises RequestOver, NotProven.
    """

    request: RequestId

    right = Right.REQUEST_MOVE

    def run(self, work: CaseWork) -> None:
        request = work.requests.get(self.request)
        _require_right(work, request.act)
        seen(work, request.case_id)
        request.require(RequestState.CONFIRMED, work.now)
        require_two(work, request)
        if not request.begun:
            work.requests.save(replace(request, begun=True))


@dataclass(frozen=True, slots=True)
class EraseCase(CaseCommand[None]):
    """Carry out a confirmed request: nothing of the case stays, but a tombstone.

    Of a moved case too, once it is sealed to its circle: `packed` is the digest of what
    was, and IllegalStep says that it is not the case as it stands. In the journal the
    digests stay and what they were over goes. The file still holds freed pages until it
    is made anew: `Sitting.erase` does both. Raises RequestOver, NotProven, MustBeKept.
    """

    request: RequestId
    packed: bytes = b""

    right = Right.REQUEST_MOVE

    def run(self, work: CaseWork) -> None:
        request = work.requests.get(self.request)
        _require_right(work, request.act)
        case = seen(work, request.case_id)
        request.require(RequestState.CONFIRMED, work.now)
        _require_free(work, case, request.act)
        require_two(work, request)
        if request.act is Act.MOVE and self.packed != digest_of(work.pack(case)):
            raise IllegalStep(stage=case.stage, act=request.act)
        buried = (_tombstone if request.act is Act.ERASE else _mute_tombstone)(
            work, case, request
        )
        digest = work.erase(case)
        work.tombstones.save(replace(buried, digest=digest))


@dataclass(frozen=True, slots=True)
class ForgetDrops(DeskCommand[None]):
    """Let go of sealed drops whose case was erased; may be repeated."""

    drops: tuple[DropId, ...]

    right = Right.REQUEST_MOVE

    def run(self, work: DeskWork) -> None:
        for drop in self.drops:
            work.drops.remove(drop)


@dataclass(frozen=True, slots=True)
class ForgetTyping(DeskCommand[None]):
    """Let go of what somebody had typed about a case that is no more."""

    typed: tuple[ReceiptId, ...]

    right = Right.REQUEST_MOVE

    def run(self, work: DeskWork) -> None:
        for key in self.typed:
            work.drafts.remove(key)


@dataclass(frozen=True, slots=True)
class LetDropsGo(DeskCommand[None]):
    """Let go of sealed drops by their age alone, whoever they were for (design §3)."""

    drops: tuple[DropId, ...]

    right = Right.NOTE_EVENTS

    def run(self, work: DeskWork) -> None:
        for drop in self.drops:
            work.drops.remove(drop)


def _require_right(work: CaseWork, act: Act) -> None:
    if act is Act.ERASE:
        work.actor.require(Right.REQUEST_ERASURE)


def _require_free(work: CaseWork, case: Case, act: Act) -> None:
    """A move ends no hold: it goes along. A reopening needs a closed case only."""
    if act is Act.MOVE:
        return
    if act is Act.REOPEN:
        work.rules.circuit.transition(case.stage, Step.REOPEN)
        return
    require_no_hold(work, case.id)
    if case.stage.is_open:
        raise IllegalStep(stage=case.stage, act=act)
    if any(
        each.stands and each.other == case.id and each.relation is LinkKind.DUPLICATE
        for each in work.links.of_case(case.id)
    ):
        raise HasDuplicates()


def _require_may_confirm(work: CaseWork, second: PersonId) -> None:
    person = work.people.get(second)
    rights = work.rules.rights.of(person) if person and person.is_active else ()
    if Right.CONFIRM_ERASURE not in rights:
        raise NotPermitted(right=Right.CONFIRM_ERASURE)


def _require_reader(work: CaseWork, circle: CircleId, second: PersonId) -> None:
    person, circles = work.people.get(second), work.seals.circles()
    if person is None or not would_read(circles, circle, person.id, person.role):
        raise NotAReader()


def require_two(work: CaseWork, request: Request) -> None:
    """Both signatures, looked at once more: the record alone proves nothing."""
    verify, vault = work.seals.verify, work.seals.vault_id
    statement = request.statement(vault)
    assent = request.assent(vault, request.decided_by)
    two = request.asked_by != request.decided_by
    asked = verify(request.asked_by, statement, request.signature)
    if not (two and asked and verify(request.decided_by, assent, request.confirmation)):
        raise NotProven()


def _mute_tombstone(work: CaseWork, case: Case, request: Request) -> Tombstone:
    return Tombstone(
        id=case.id,
        number=case.number,
        opened_at=case.opened_at,
        closed_at=None,
        erased_at=work.now,
        asked_by=request.asked_by,
        confirmed_by=request.decided_by,
        digest="",
    )


def _tombstone(work: CaseWork, case: Case, request: Request) -> Tombstone:
    numbers = {each.id: each.number for each in work.sheets.of_case(case.id)}
    copies = tuple(
        PaperCopy(each.sheet_code, numbers.get(each.sheet_id, ""), each.number)
        for each in work.copies.of_case(case.id)
        if each.state is not CopyState.VOID
    )
    return replace(
        _mute_tombstone(work, case, request),
        closed_at=work.closings.of_case(case.id)[-1].closed_at,
        reason=request.reason,
        request=request.id,
        asked_at=request.asked_at,
        asked_signature=request.signature,
        confirmation=request.confirmation,
        copies=copies,
    )
