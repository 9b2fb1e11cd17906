"""All the questions of one person in one place, as the desk hands them out."""

from __future__ import annotations

from casedesk.store.reads.attachments import AttachmentReads
from casedesk.store.reads.authors import AuthorReads
from casedesk.store.reads.awaiting import AwaitingReads
from casedesk.store.reads.board import BoardReads
from casedesk.store.reads.cases import CaseReads
from casedesk.store.reads.desk import DeskReads
from casedesk.store.reads.directory import DirectoryReads
from casedesk.store.reads.due import DueReads
from casedesk.store.reads.duplicates import DuplicateReads
from casedesk.store.reads.handover import HandoverReads
from casedesk.store.reads.intake import IntakeReads
from casedesk.store.reads.journal import JournalReads
from casedesk.store.reads.referrals import ReferralReads
from casedesk.store.reads.retention import RetentionReads
from casedesk.store.reads.search import SearchReads


class SqlReads(
    DeskReads,
    DirectoryReads,
    IntakeReads,
    BoardReads,
    CaseReads,
    ReferralReads,
    AuthorReads,
    DuplicateReads,
    AttachmentReads,
    HandoverReads,
    JournalReads,
    RetentionReads,
    DueReads,
    AwaitingReads,
    SearchReads,
):
    """`circuit.ports.Reads` over the stores that are open for this person."""
