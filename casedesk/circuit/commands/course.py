"""Moving a case further than the straight way: watch, search, new facts, and back."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta

from casedesk.circuit.case import Case, CaseId
from casedesk.circuit.command import CaseCommand
from casedesk.circuit.commands.cases import new_referral
from casedesk.circuit.commands.opened import opened, seen
from casedesk.circuit.commands.steps import rated, reasoned, taken
from casedesk.circuit.course import LONGEST_WATCH, EntryKind, Watch
from casedesk.circuit.dates import ZONE, local
from casedesk.circuit.errors import IllegalStep
from casedesk.circuit.filled import Amendment
from casedesk.circuit.guards import CaseFile, NotReady
from casedesk.circuit.people import PersonId
from casedesk.circuit.ports import CaseWork
from casedesk.circuit.retention import Hold, HoldId
from casedesk.circuit.rights import Right
from casedesk.circuit.sheet import Gap, Incomplete, Lack, SheetCode, text_gaps
from casedesk.circuit.stages import Guard, Stage, Step


@dataclass(frozen=True, slots=True)
class KeepWatch(CaseCommand[None]):
    """Decide to observe, and not to refer yet: who, what, until when, and why (T07).

    From a watch it is renewed, three times at most. Raises Incomplete, NotReady.
    """

    case_id: CaseId
    observer: PersonId
    points: str = field(repr=False)
    review_on: date
    why_not_referred: str = field(repr=False)

    right = Right.DECIDE

    def run(self, work: CaseWork) -> None:
        file = opened(work, self.case_id)
        work.rules.circuit.transition(file.case.stage, Step.KEEP_WATCH)
        gaps = self._gaps(work)
        if gaps:
            raise Incomplete(*gaps)
        watch = Watch(
            id=work.new_id(),
            case_id=file.case.id,
            set_at=work.now,
            set_by=work.actor.person,
            observer=self.observer,
            review_on=self.review_on,
            renewal=_renewal(file),
            points=self.points.strip(),
            why_not_referred=self.why_not_referred.strip(),
        )
        work.watches.save(watch)
        file = replace(
            file, watches=(*file.watches, watch), fresh=file.fresh | {watch.id}
        )
        case = taken(work, file, Step.KEEP_WATCH)
        work.cases.save(replace(case, due_at=_end_of(self.review_on)))

    def _gaps(self, work: CaseWork) -> list[Gap]:
        today = local(work.now).date()
        observer = work.people.get(self.observer)
        gaps = [
            *text_gaps("points", self.points),
            *text_gaps("why_not_referred", self.why_not_referred),
        ]
        if observer is None or not observer.is_active:
            gaps.append(Gap("observer", Lack.MISSING))
        if not today < self.review_on <= today + timedelta(days=LONGEST_WATCH):
            gaps.append(Gap("review_on", Lack.NOT_SO_FAR, LONGEST_WATCH))
        return gaps


@dataclass(frozen=True, slots=True)
class Reassess(CaseCommand[None]):
    """Assess the danger once more: a new element, the day to, the child is back."""

    case_id: CaseId
    reason: str = field(repr=False)

    right = Right.TAKE_IN_CHARGE

    def run(self, work: CaseWork) -> None:
        file = opened(work, self.case_id)
        file = reasoned(work, file, Step.REASSESS, self.reason)
        work.cases.save(taken(work, file, Step.REASSESS))


@dataclass(frozen=True, slots=True)
class ReferAgain(CaseCommand[None]):
    """Turn to more services for a new need while the child is accompanied (T12).

    Raises Incomplete, NotReady when nobody is addressed.
    """

    case_id: CaseId
    organisations: tuple[str, ...]
    need: str = field(repr=False)

    right = Right.REFER

    def run(self, work: CaseWork) -> None:
        file = opened(work, self.case_id)
        file = reasoned(work, file, Step.REFER_AGAIN, self.need, key="need")
        if not self.organisations:
            raise NotReady(Guard.ADDRESSEE_CHOSEN)
        added = tuple(new_referral(work, file, each) for each in self.organisations)
        file = replace(file, referrals=(*file.referrals, *added))
        work.cases.save(taken(work, file, Step.REFER_AGAIN))


@dataclass(frozen=True, slots=True)
class NoteNewFacts(CaseCommand[None]):
    """Put new facts, a relapse or a threat before the director at once (T13).

    The case becomes urgent. `danger`: the level they lead to, none to leave it.
    """

    case_id: CaseId
    facts: str = field(repr=False)
    danger: str = ""  # code list DANGER

    right = Right.SEE_CASES

    def run(self, work: CaseWork) -> None:
        file = opened(work, self.case_id)
        file = reasoned(work, file, Step.DECIDE_AGAIN, self.facts, key="facts")
        if self.danger:
            _require_code(work, "danger", "DANGER", self.danger)
        case = replace(file.case, urgent=True)
        if self.danger and self.danger != case.danger:
            case = rated(work, case, self.danger, self.facts)
        file = replace(file, case=case)
        work.cases.save(taken(work, file, Step.DECIDE_AGAIN))


@dataclass(frozen=True, slots=True)
class NoteDeath(CaseCommand[None]):
    """The child has died: the director decides at once, and nothing may be erased.

    Source: domain §2.11.
    """

    case_id: CaseId
    told: str = field(repr=False)  # when, as far as known, and by whom one learnt it

    right = Right.SEE_CASES

    def run(self, work: CaseWork) -> None:
        file = opened(work, self.case_id)
        file = reasoned(work, file, Step.NOTE_DEATH, self.told, key="told")
        file = replace(file, case=replace(_owned(work, file.case), urgent=True))
        work.cases.save(taken(work, file, Step.NOTE_DEATH))
        if not any(each.is_in_force for each in file.holds):
            work.holds.save(
                Hold(
                    id=HoldId(work.new_id()),
                    case_id=file.case.id,
                    set_at=work.now,
                    set_by=work.actor.person,
                    reason=self.told.strip(),
                )
            )


@dataclass(frozen=True, slots=True)
class Suspend(CaseCommand[None]):
    """The child cannot be reached: look for them, and look again each month (T14).

    Once more while suspended, with new attempts; after ninety days somebody decides.
    Raises NotReady without two dated attempts of different kinds since the case came
    where it is (`NoteContact`).
    """

    case_id: CaseId
    reason: str = field(repr=False)

    right = Right.ASSESS

    def run(self, work: CaseWork) -> None:
        file = opened(work, self.case_id)
        file = reasoned(work, file, Step.SUSPEND, self.reason)
        work.cases.save(taken(work, file, Step.SUSPEND))


@dataclass(frozen=True, slots=True)
class Resume(CaseCommand[None]):
    """The child was found, and a service has the case: go on accompanying (T15)."""

    case_id: CaseId
    reason: str = field(repr=False)

    right = Right.ASSESS

    def run(self, work: CaseWork) -> None:
        file = opened(work, self.case_id)
        file = reasoned(work, file, Step.RESUME, self.reason)
        work.cases.save(taken(work, file, Step.RESUME))


@dataclass(frozen=True, slots=True)
class RateDanger(CaseCommand[None]):
    """Say how great the danger is now, and why; earlier levels stay as they were said.

    In doubt between two levels, the higher (domain §2.6).
    """

    case_id: CaseId
    level: str  # code list DANGER
    motive: str = field(repr=False)

    right = Right.ASSESS

    def run(self, work: CaseWork) -> None:
        case = _open(seen(work, self.case_id))
        _require(*text_gaps("motive", self.motive))
        _require_code(work, "level", "DANGER", self.level)
        case = rated(work, case, self.level, self.motive.strip())
        work.cases.save(case.clocked(work.rules.circuit))


@dataclass(frozen=True, slots=True)
class ChangeEntry(CaseCommand[None]):
    """Say what kind of concern it has become: a doubt was confirmed, a child spoke.

    What it was before stays, with its date (domain §2.2).
    """

    case_id: CaseId
    entry: str  # code list ENTRY
    motive: str = field(repr=False)

    right = Right.ASSESS

    def run(self, work: CaseWork) -> None:
        case = _open(seen(work, self.case_id))
        _require(*text_gaps("motive", self.motive))
        _require_code(work, "entry", "ENTRY", self.entry)
        if self.entry == case.entry:
            raise Incomplete(Gap("entry", Lack.NOT_A_CODE))
        work.entry_kinds.save(
            EntryKind(
                id=work.new_id(),
                case_id=case.id,
                entry=self.entry,
                at=work.now,
                by=work.actor.person,
                motive=self.motive.strip(),
            )
        )
        work.cases.save(replace(case, entry=self.entry))


@dataclass(frozen=True, slots=True)
class NoteRetraction(CaseCommand[None]):
    """The child takes back what they said: kept beside it, never in its place.

    It closes nothing by itself (domain §2.11).
    """

    case_id: CaseId
    words: str = field(repr=False)  # verbatim, and in what circumstances

    right = Right.SEE_CASES

    def run(self, work: CaseWork) -> None:
        file = opened(work, self.case_id)
        _open(file.case)
        _require(*text_gaps("words", self.words))
        concern = file.sheet(SheetCode.CONCERN)
        if concern is None:
            raise LookupError("a case without its concern")
        work.amendments.save(
            Amendment(
                id=work.new_id(),
                case_id=file.case.id,
                sheet_id=concern.id,
                author=work.actor.person,
                written_at=work.now,
                text=self.words.strip(),
            )
        )


@dataclass(frozen=True, slots=True)
class NoteMajority(CaseCommand[None]):
    """The child is eighteen: say on what basis one goes on (domain §2.11)."""

    case_id: CaseId
    basis: str  # code list MAJORITY
    reason: str = field(repr=False)

    right = Right.DECIDE

    def run(self, work: CaseWork) -> None:
        file = opened(work, self.case_id)
        work.rules.circuit.transition(file.case.stage, Step.NOTE_MAJORITY)
        _require_code(work, "basis", "MAJORITY", self.basis)
        reasoned(work, file, Step.NOTE_MAJORITY, self.reason, self.basis)


def _renewal(file: CaseFile) -> int:
    renews = file.case.stage is Stage.WATCH and file.watches
    return file.watches[-1].renewal + 1 if renews else 0


def _end_of(day: date) -> datetime:
    return datetime.combine(day, time(23, 59), tzinfo=ZONE)


def _open(case: Case) -> Case:
    """Raises IllegalStep for a case nobody works on any more."""
    if not case.stage.is_open:
        raise IllegalStep(stage=case.stage)
    return case


def _owned(work: CaseWork, case: Case) -> Case:
    """Somebody answers for it, if need be whoever is at work."""
    return replace(case, owner=case.owner or work.actor.person)


def _require(*gaps: Gap) -> None:
    if gaps:
        raise Incomplete(*gaps)


def _require_code(work: CaseWork, key: str, listed: str, code: str) -> None:
    if (listed, code) not in work.rules.codes:
        raise Incomplete(Gap(key, Lack.NOT_A_CODE))
