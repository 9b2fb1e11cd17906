"""Keeping a file in a case, and noting who looked at it."""

from __future__ import annotations

from dataclasses import dataclass, field

from casedesk.circuit.attachment import (
    LARGEST,
    PICTURES,
    AlreadyAttached,
    Attachment,
    AttachmentId,
    AttachmentKind,
    NoRoomLeft,
    NotAttachable,
    TooLarge,
    Unshowable,
    clean_label,
)
from casedesk.circuit.case import CaseId
from casedesk.circuit.command import CaseCommand
from casedesk.circuit.commands.opened import seen
from casedesk.circuit.errors import NotFound
from casedesk.circuit.numbers import digest
from casedesk.circuit.ports import CaseWork
from casedesk.circuit.referral import NO_REFERRAL, ReferralId
from casedesk.circuit.rights import Right
from casedesk.circuit.sheet import LONGEST_TEXT, Gap, Incomplete, Lack


@dataclass(frozen=True, slots=True)
class AddAttachment(CaseCommand[AttachmentId]):
    """Keep one file in a case: its bytes as they came, and what may be looked at.

    Raises Incomplete for a label or note that will not do, TooLarge, NotAttachable,
    Unshowable, AlreadyAttached and NoRoomLeft.
    """

    case_id: CaseId
    label: str = field(repr=False)
    kind: AttachmentKind
    original: bytes = field(repr=False)
    working: bytes = field(default=b"", repr=False)
    note: str = field(default="", repr=False)
    referral_id: ReferralId = NO_REFERRAL  # the one whose answer it is

    right = Right.ATTACH

    def run(self, work: CaseWork) -> AttachmentId:
        seen(work, self.case_id)
        if self.referral_id:
            answered = work.referrals.get(self.referral_id)
            if answered.case_id != self.case_id:
                raise NotFound()
        attachment = self._described(work)
        self._require_new(work, attachment)
        if work.attachments.room() < attachment.size + attachment.working_size:
            raise NoRoomLeft
        work.attachments.keep(attachment, self.original, self.working)
        return attachment.id

    def _described(self, work: CaseWork) -> Attachment:
        label, note = clean_label(self.label), self.note.strip()
        if not label:
            raise Incomplete(Gap("label", Lack.MISSING))
        if len(note) > LONGEST_TEXT:
            raise Incomplete(Gap("note", Lack.TOO_LONG, LONGEST_TEXT))
        if not self.original:
            raise NotAttachable
        if max(len(self.original), len(self.working)) > LARGEST:
            raise TooLarge
        if bool(self.working) is not (self.kind in PICTURES):
            raise Unshowable(reason="adding")
        return Attachment(
            id=AttachmentId(work.new_id()),
            case_id=self.case_id,
            label=label,
            kind=self.kind,
            size=len(self.original),
            digest=digest(self.original).hex(),
            working_size=len(self.working),
            working_digest=digest(self.working).hex() if self.working else "",
            author=work.actor.person,
            added_at=work.now,
            note=note,
            referral_id=self.referral_id,
        )

    def _require_new(self, work: CaseWork, attachment: Attachment) -> None:
        for each in work.attachments.of_case(self.case_id):
            if each.digest == attachment.digest:
                raise AlreadyAttached(label=each.label, when=each.added_at)


@dataclass(frozen=True, slots=True)
class NoteAttachmentView(CaseCommand[None]):
    """Open an attachment to look at it; journalled once per person and sitting."""

    attachment_id: AttachmentId

    right = Right.SEE_CASES

    def run(self, work: CaseWork) -> None:
        attachment = work.attachments.get(self.attachment_id)
        seen(work, attachment.case_id)
        work.note_attachment_view(attachment)
