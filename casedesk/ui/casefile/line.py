"""The lines of a chronology: what each is about, and the silences between them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from casedesk.circuit.changes import Kind
from casedesk.circuit.handover import TaskKind, TaskState
from casedesk.circuit.queries import Happening
from casedesk.i18n import _, ngettext
from casedesk.ui.casefile.telling import record

_SILENCE = timedelta(days=7)  # a longer one is shown, so that it is seen


class LineKind(StrEnum):
    """What a line of the chronology is about, to look at some of them only."""

    STEP = "step"
    SHEET = "sheet"
    REFERRAL = "referral"
    CONTACT = "contact"
    HANDOVER = "handover"
    ATTACHMENT = "attachment"
    PRINT = "print"


_KINDS: Mapping[LineKind, frozenset[str]] = {  # by the command's name; others: a step
    LineKind.SHEET: frozenset(
        {"SaveSheet", "SaveLiaison", "PrepareReferral", "SignAssessment", "AmendSheet"}
    ),
    LineKind.REFERRAL: frozenset(
        {"GoUrgent", "AddReferral", "SendReferral", "RecordAnswer"}
    ),
    LineKind.CONTACT: frozenset({"NoteContact"}),
    LineKind.HANDOVER: frozenset(
        {"AddNote", "ApproveSheet", "AddTask", "EndTask", "GiveTask", "ReassignCases"}
    ),
    LineKind.ATTACHMENT: frozenset({"AddAttachment", "BringBackBlank"}),
    LineKind.PRINT: frozenset(
        {
            "PreparePrint",
            "ConfirmPrint",
            "VoidPrint",
            "CountSheets",
            "IssueCaseBlank",
            "PreparePrintout",
            "ConfirmPrintout",
            "VoidPrintout",
        }
    ),
}
# What reaches the child, the family or a service; an attempt nobody answers does not.
_CONTACTS = frozenset({"GoUrgent", "SendReferral", "RecordAnswer"})
_FOLLOW_UP = "F-F"
_REACHING = frozenset({TaskKind.CALL, TaskKind.VISIT})


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the chronology; a silence has no person and is of no kind."""

    at: datetime
    who: str
    what: str = field(repr=False)
    is_silence: bool = False
    kind: LineKind | None = LineKind.STEP
    is_contact: bool = False


def with_silences(lines: Iterable[Line], until: datetime | None) -> Iterator[Line]:
    """Between contacts with the child, the family or a service, whatever was written,
    printed or moved along meanwhile."""
    last: datetime | None = None
    for line in lines:
        if line.is_contact:
            yield from _silence(last, line.at)
            last = line.at
        yield line
    if until is not None:
        yield from _silence(last, until)


def _silence(since: datetime | None, until: datetime) -> list[Line]:
    if since is None or until - since < _SILENCE:
        return []
    days = (until - since).days
    what = ngettext("— %(n)d jour sans contact —", "— %(n)d jours sans contact —", days)
    return [Line(until, "", what % {"n": days}, is_silence=True, kind=None)]


def kind_of(happening: Happening) -> LineKind:
    if record(happening, Kind.SHEET).get("code") == _FOLLOW_UP:
        return LineKind.CONTACT
    found = (kind for kind, acts in _KINDS.items() if happening.action in acts)
    return next(found, LineKind.STEP)


def is_contact(happening: Happening) -> bool:
    """A signed follow-up sheet is one, as is a call or a visit that was done."""
    sheet, task = (record(happening, kind) for kind in (Kind.SHEET, Kind.TASK))
    if sheet.get("code") == _FOLLOW_UP and sheet.get("signed_at"):
        return True
    done = task.get("state") == TaskState.DONE
    if done and task.get("own_kind") in _REACHING:
        return True
    return happening.action in _CONTACTS


def kind_words() -> Mapping[LineKind, str]:
    """What one may look at alone, in the order it is offered."""
    return {
        LineKind.STEP: _("Étapes"),
        LineKind.SHEET: _("Fiches"),
        LineKind.REFERRAL: _("Orientations et réponses"),
        LineKind.CONTACT: _("Contacts"),
        LineKind.HANDOVER: _("Notes et tâches"),
        LineKind.ATTACHMENT: _("Pièces jointes"),
        LineKind.PRINT: _("Impressions"),
    }
