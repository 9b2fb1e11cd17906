"""What the direction settles: lists, deadlines, holidays, rules, questions, leaves.

Nothing is deleted: what is not wanted any more is disabled, and stays readable.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from casedesk.circuit.calendar import ALLOWED, YES
from casedesk.circuit.codes import CLOSED_LISTS, Code, Label
from casedesk.circuit.command import DeskCommand
from casedesk.circuit.dates import local
from casedesk.circuit.deadlines import SETTING as DEADLINE
from casedesk.circuit.deadlines import Holiday, Span, Unit, holiday_id
from casedesk.circuit.errors import NotFound, Refused
from casedesk.circuit.leaves import Leave, LeaveId
from casedesk.circuit.own_fields import (
    MOST,
    TYPES,
    OwnField,
    OwnFieldId,
    next_key,
    takes_own,
)
from casedesk.circuit.people import PersonId
from casedesk.circuit.ports import DeskWork
from casedesk.circuit.retention import SETTING as RETENTION
from casedesk.circuit.retention import RetentionClass
from casedesk.circuit.rights import Right
from casedesk.circuit.sheet import (
    LONGEST_LINE,
    SHORTEST_REASON,
    FieldType,
    Gap,
    Incomplete,
    Lack,
    SheetCode,
    text_gaps,
)
from casedesk.circuit.stages import RELAXED, Guard

LONGEST_LEAVE = 366  # days
MOST_DAYS = 5  # in a row, of one holiday
_ADDED = "OWN_{}"


class ListClosed(Refused):
    """The program reckons with the codes of this list: only their labels change."""

    code = "list_closed"


class NotRelaxable(Refused):
    """The circuit does not let this rule be relaxed."""

    code = "not_relaxable"


class TooManyFields(Refused):
    """A sheet has room for a few questions of the association's own only."""

    code = "too_many_fields"


@dataclass(frozen=True, slots=True)
class AddCode(DeskCommand[str]):
    """One more entry at the end of a list; gives its code, which nobody ever types."""

    list: str
    label: Label

    right = Right.FURNISH

    def run(self, work: DeskWork) -> str:
        there = work.codes_of(self.list)
        if not there:
            raise NotFound()
        _require_open(self.list)
        _require_labels(self.label)
        added = sum(each.code.startswith(_ADDED.format("")) for each in there)
        code = _ADDED.format(added + 1)
        order = max(each.order for each in there) + 1
        work.save_code(Code(self.list, code, self.label, order))
        return code


@dataclass(frozen=True, slots=True)
class ChangeCode(DeskCommand[None]):
    """Another label, or asked no more: what was recorded with it stays readable."""

    list: str
    code: str
    label: Label
    active: bool = True

    right = Right.FURNISH

    def run(self, work: DeskWork) -> None:
        known = _code(work, self.list, self.code)
        _require_labels(self.label)
        if self.active != known.active:
            _require_open(self.list)
        changed = replace(
            known, label=_worded(known.label, self.label), active=self.active
        )
        if changed != known:
            work.save_code(changed)


@dataclass(frozen=True, slots=True)
class MoveCode(DeskCommand[None]):
    """Let an entry change places with the one before it, or after it."""

    list: str
    code: str
    up: bool

    right = Right.FURNISH

    def run(self, work: DeskWork) -> None:
        _code(work, self.list, self.code)
        there = sorted(work.codes_of(self.list), key=lambda each: each.order)
        at = next(n for n, each in enumerate(there) if each.code == self.code)
        other = at - 1 if self.up else at + 1
        if not 0 <= other < len(there):
            return
        there[at], there[other] = there[other], there[at]
        for order, each in enumerate(there):
            if each.order != order:
                work.save_code(replace(each, order=order))


@dataclass(frozen=True, slots=True)
class SetDeadline(DeskCommand[None]):
    """How long one thing may wait here; checked today, by whoever says so."""

    deadline: str
    ordinary: Span
    urgent: Span | None = None
    by_danger: tuple[tuple[str, Span], ...] = ()

    right = Right.FURNISH

    def run(self, work: DeskWork) -> None:
        if self.deadline not in work.rules.deadlines:
            raise NotFound()
        levels = dict(self.by_danger)
        gaps = [
            *_not_real_time("urgent", self.urgent),
            *(gap for level in levels for gap in _not_real_time(level, levels[level])),
        ]
        if gaps:
            raise Incomplete(*gaps)
        known = work.rules.deadlines[self.deadline]
        settled = replace(
            known,
            ordinary=self.ordinary,
            urgent=self.urgent,
            by_danger=levels,
            checked_on=local(work.now).date(),
            checked_by=work.actor.label,
        )
        work.save_setting(DEADLINE.format(self.deadline), settled.told())


@dataclass(frozen=True, slots=True)
class SetHoliday(DeskCommand[None]):
    """Days nobody works: each year (`01-11`), or once, as many in a row as it lasts."""

    day: str
    label: Label
    days: int = 1
    basis: str = ""
    active: bool = True

    right = Right.FURNISH

    def run(self, work: DeskWork) -> None:
        try:
            first = holiday_id(self.day)
        except ValueError:
            raise Incomplete(Gap("day", Lack.NOT_A_DATE)) from None
        _require_labels(self.label)
        if not 1 <= self.days <= MOST_DAYS:
            raise Incomplete(Gap("days", Lack.NOT_A_NUMBER))
        _require_line("basis", self.basis)
        ids = [first]
        if not Holiday(first, self.label).is_yearly:
            start = date.fromisoformat(self.day)
            later = (start + timedelta(days=n) for n in range(1, self.days))
            ids += [holiday_id(each.isoformat()) for each in later]
        for each in ids:
            known = work.holidays.find(each)
            work.holidays.save(
                Holiday(
                    each,
                    self.label,
                    self.basis,
                    self.active,
                    checked_on=local(work.now).date(),
                    checked_by=work.actor.label,
                    version=known.version if known else 0,
                )
            )


@dataclass(frozen=True, slots=True)
class SetRetention(DeskCommand[None]):
    """How long closed cases of one class are kept here: `P30D`, `P12M`, `P3Y`."""

    retention: str  # code list RETENTION
    period: str

    right = Right.FURNISH

    def run(self, work: DeskWork) -> None:
        if self.retention not in work.rules.retention:
            raise NotFound()
        try:
            kept = RetentionClass(self.retention, self.period)
        except ValueError:
            raise Incomplete(Gap("period", Lack.NOT_A_NUMBER)) from None
        today = local(work.now).date()
        if kept.review_on(today) <= today:
            raise Incomplete(Gap("period", Lack.NOT_A_NUMBER))
        told = f"{self.period} {today.isoformat()} {work.actor.label}"
        work.save_setting(RETENTION.format(self.retention), told)


@dataclass(frozen=True, slots=True)
class RelaxGuard(DeskCommand[None]):
    """Let cases pass without what a rule asks for, and say why this must be.

    Each step that passes so says it in the chronology.
    """

    guard: Guard
    reason: str

    right = Right.FURNISH

    def run(self, work: DeskWork) -> None:
        if self.guard not in work.rules.circuit.relaxable:
            raise NotRelaxable()
        gaps = text_gaps("reason", self.reason, least=SHORTEST_REASON)
        if gaps:
            raise Incomplete(*gaps)
        work.save_setting(RELAXED.format(self.guard), self.reason.strip())


@dataclass(frozen=True, slots=True)
class RestoreGuard(DeskCommand[None]):
    """Ask again for what a relaxed rule asks for."""

    guard: Guard

    right = Right.FURNISH

    def run(self, work: DeskWork) -> None:
        name = RELAXED.format(self.guard)
        if work.setting(name):
            work.save_setting(name, "")


@dataclass(frozen=True, slots=True)
class AddOwnField(DeskCommand[OwnFieldId]):
    """One more question at the end of a sheet of the house.

    Raises TooManyFields, Incomplete with one gap per field, NotFound for a sheet that
    goes to an addressee.
    """

    sheet: SheetCode
    label: Label
    type: FieldType
    list: str = ""
    required: bool = False

    right = Right.FURNISH

    def run(self, work: DeskWork) -> OwnFieldId:
        declared = work.rules.sheets.get(self.sheet)
        if declared is None or not takes_own(declared):
            raise NotFound()
        there = work.own_fields_of(self.sheet)
        _require_room(there)
        _require_labels(self.label)
        is_list = self.type is FieldType.CODE
        if self.type not in TYPES:
            raise Incomplete(Gap("type", Lack.NOT_A_CODE))
        if is_list != bool(self.list) or (is_list and not work.codes_of(self.list)):
            raise Incomplete(Gap("list", Lack.NOT_A_CODE))
        key = next_key(there)
        added = OwnField(
            OwnFieldId(f"{self.sheet}:{key}"),
            self.sheet,
            key,
            self.label,
            self.type,
            self.list,
            self.required,
        )
        work.own_fields.save(added)
        return added.id


@dataclass(frozen=True, slots=True)
class ChangeOwnField(DeskCommand[None]):
    """Another label, required or not, asked or not; its type is for good."""

    field_id: OwnFieldId
    label: Label
    required: bool
    active: bool

    right = Right.FURNISH

    def run(self, work: DeskWork) -> None:
        known = work.own_fields.get(self.field_id)
        _require_labels(self.label)
        if self.active and not known.active:
            _require_room(work.own_fields_of(known.sheet))
        work.own_fields.save(
            replace(
                known,
                label=_worded(known.label, self.label),
                required=self.required,
                active=self.active,
            )
        )


@dataclass(frozen=True, slots=True)
class SetLeave(DeskCommand[None]):
    """Somebody will be away; the deputy sees and does what is due in their cases.

    Raises Incomplete with one gap per field.
    """

    person: PersonId
    deputy: PersonId
    first: date | None = field(default=None)
    last: date | None = field(default=None)

    right = Right.MANAGE_PEOPLE

    def run(self, work: DeskWork) -> None:
        gaps = [*self._who(work), *self._when(local(work.now).date())]
        if gaps or self.first is None or self.last is None:
            raise Incomplete(*gaps)
        leave = LeaveId(work.new_id())
        work.leaves.save(Leave(leave, self.person, self.deputy, self.first, self.last))

    def _who(self, work: DeskWork) -> list[Gap]:
        """The deputy is somebody else, who works on cases as well."""
        person, deputy = map(work.people.find, (self.person, self.deputy))
        gaps = []
        if person is None or not person.is_active:
            gaps.append(Gap("person", Lack.NOT_A_CODE))
        rights = work.rules.rights.of(deputy) if deputy else frozenset()
        active = deputy is not None and deputy.is_active and deputy != person
        if not active or Right.SEE_CASES not in rights:
            gaps.append(Gap("deputy", Lack.NOT_A_CODE))
        return gaps

    def _when(self, today: date) -> list[Gap]:
        days = {"first": self.first, "last": self.last}
        gaps = [Gap(key, Lack.MISSING) for key, day in days.items() if day is None]
        if self.first is None or self.last is None:
            return gaps
        too_long = (self.last - self.first).days > LONGEST_LEAVE
        if self.last < max(self.first, today) or too_long:
            gaps.append(Gap("last", Lack.NOT_A_DATE))
        return gaps


@dataclass(frozen=True, slots=True)
class CallOffLeave(DeskCommand[None]):
    """They are there after all, or came back before the last day."""

    leave: LeaveId

    right = Right.MANAGE_PEOPLE

    def run(self, work: DeskWork) -> None:
        known = work.leaves.get(self.leave)
        if not known.called_off:
            work.leaves.save(replace(known, called_off=True))


@dataclass(frozen=True, slots=True)
class AllowCalendar(DeskCommand[None]):
    """Let deadlines leave as a calendar, or not any more; not, to begin with."""

    allowed: bool

    right = Right.FURNISH

    def run(self, work: DeskWork) -> None:
        work.save_setting(ALLOWED, YES if self.allowed else "")


SETTLED = (
    "AllowCalendar",
    "AddCode",
    "ChangeCode",
    "MoveCode",
    "SetDeadline",
    "SetHoliday",
    "SetRetention",
    "RelaxGuard",
    "RestoreGuard",
    "AddOwnField",
    "ChangeOwnField",
    "SetLeave",
    "CallOffLeave",
)
"""The commands of this module, as the journal calls them."""


def _code(work: DeskWork, listed: str, code: str) -> Code:
    """Raises NotFound."""
    for each in work.codes_of(listed):
        if each.code == code:
            return each
    raise NotFound()


def _require_open(listed: str) -> None:
    if listed in CLOSED_LISTS:
        raise ListClosed()


def _worded(was: Label, now: Label) -> Label:
    """As it was written; what nobody is asked to write stays while the French does."""
    return replace(now, zgh=was.reworded(now).zgh)


def _require_labels(label: Label) -> None:
    """French and Arabic, always. Raises Incomplete."""
    gaps = []
    if len(label.en) > LONGEST_LINE:
        gaps.append(Gap("label_en", Lack.TOO_LONG, LONGEST_LINE))
    for key, text in (("label_fr", label.fr), ("label_ar", label.ar)):
        if not text.strip():
            gaps.append(Gap(key, Lack.MISSING))
        elif len(text) > LONGEST_LINE:
            gaps.append(Gap(key, Lack.TOO_LONG, LONGEST_LINE))
    if gaps:
        raise Incomplete(*gaps)


def _require_line(key: str, text: str) -> None:
    if len(text) > LONGEST_LINE:
        raise Incomplete(Gap(key, Lack.TOO_LONG, LONGEST_LINE))


def _require_room(fields: tuple[OwnField, ...]) -> None:
    if sum(each.active for each in fields) >= MOST:
        raise TooManyFields(most=MOST)


def _not_real_time(key: str, span: Span | None) -> list[Gap]:
    """Danger runs in hours and days, never in working days."""
    wrong = span is not None and span.unit is Unit.WORKING_DAYS
    return [Gap(key, Lack.NOT_A_NUMBER)] if wrong else []
