"""The attachments of a case, and their bytes for whoever opened them to look."""

from __future__ import annotations

from casedesk.circuit.attachment import Attachment, AttachmentId, Part
from casedesk.circuit.case import CaseId
from casedesk.circuit.changes import Kind
from casedesk.circuit.errors import NotFound
from casedesk.store.attachments import content_of, room
from casedesk.store.reads.asking import Asking
from casedesk.store.tables import codec, selection


class AttachmentReads(Asking):
    """Answers about what was brought for a case."""

    def attachments(self, case_id: CaseId) -> tuple[Attachment, ...]:
        """In the order they were added; only of a case opened to read."""
        return self._of_case(Kind.ATTACHMENT, self._opened_case(case_id).id)

    def attachment_bytes(self, attachment: AttachmentId, part: Part) -> bytearray:
        """Only of one whose sight NoteAttachmentView noted; NotFound otherwise.

        Raises AttachmentDamaged.
        """
        cases = self._cases
        sql = f"{selection(Kind.ATTACHMENT)} WHERE id = ?"
        row = cases.db.row(sql, (attachment,))
        if row is None or not cases.has_looked_at(self._actor, attachment):
            raise NotFound(kind=Kind.ATTACHMENT)
        found: Attachment = codec(Kind.ATTACHMENT).to_record(row)
        self._visible_case(found.case_id)
        return content_of(cases.db, found, part)

    def attachment_room(self) -> int:
        """How many bytes more the compartment should take."""
        return room(self._cases.db)
