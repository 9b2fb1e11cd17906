"""What a team does with one invented case after another, command by command."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from casedesk.app.session import VaultSitting
from casedesk.app.training_texts import (
    ADDRESSEES,
    ASSESSED,
    DECIDED,
    TERRITORY,
    written_on,
)
from casedesk.circuit.case import CaseId
from casedesk.circuit.changes import Changes, Kind
from casedesk.circuit.commands.cases import (
    Decide,
    SubmitForDecision,
    TakeInCharge,
    ViewCase,
)
from casedesk.circuit.commands.concerns import BeginDraft, SendConcern
from casedesk.circuit.commands.copies import ConfirmPrint, PreparePrint
from casedesk.circuit.commands.intake import TakeInDrop
from casedesk.circuit.commands.referrals import (
    PrepareReferral,
    RecordAnswer,
    SendReferral,
)
from casedesk.circuit.commands.reporting import SignReport
from casedesk.circuit.commands.unread import AcknowledgeUnread
from casedesk.circuit.concern import DropId, DropKind, Note, ReceiptId
from casedesk.circuit.dates import local
from casedesk.circuit.desk import Desk
from casedesk.circuit.filled import SheetId
from casedesk.circuit.paper_language import PaperLanguage
from casedesk.circuit.referral import Channel, Referral
from casedesk.circuit.sheet import Addressee
from casedesk.store.database import Database
from casedesk.store.ids import uuid7
from casedesk.store.tables import codec, selection
from tests.bench.invented import Progress, Story


@dataclass
class Calendar:
    """A clock that is turned by hand."""

    at: datetime

    def __call__(self) -> datetime:
        return self.at


class Team:
    """Director, social worker and educator at the same moment in the same vault."""

    def __init__(
        self,
        director: VaultSitting,
        worker: Desk,
        educator: Desk,
        cases: Database,
        clock: Calendar,
    ) -> None:
        self._sitting, self._director = director, director.desk
        self._worker, self._educator = worker, educator
        self._cases, self._clock = cases, clock
        self._organisations = dict(_nearest(worker))
        self._written: dict[Kind, str] = {}  # the last of each kind
        self._prepared: dict[Referral, SheetId] = {}  # of the case of the moment
        for desk in (self._director, worker):
            desk.watch(self._on_changes)

    def live(self, story: Story, pace: timedelta, *, with_receipt: bool) -> None:
        """The whole story, with so much time between one step and the next."""
        (self._record if with_receipt else self._take_in)(story)
        case_id = CaseId(self._written[Kind.CASE])
        steps = {
            Progress.TAKEN: self._take_in_charge,
            Progress.ASSESSED: self._assess,
            Progress.DECIDED: self._decide,
            Progress.PREPARED: self._prepare,
            Progress.PRINTED: self._print,
            Progress.SENT: self._send,
            Progress.ANSWERED: self._answer,
        }
        for progress, step in steps.items():
            if progress <= story.progress:
                self._clock.at += pace
                step(case_id, story)

    def tell_authors(self) -> None:
        """What became of their concerns, as at every unlock."""
        self._sitting.catch_up()

    def answer_for_unread(self) -> None:
        """So that the director's first page is home."""
        for each in self._director.reads.unread(self._clock()):
            self._director.do(AcknowledgeUnread(each.case_id, "On s'en occupe."))

    def _record(self, story: Story) -> None:
        """The way through the drops, with a receipt."""
        content = self._told(story)
        draft = self._educator.do(BeginDraft(content["in_danger"], "no"))
        self._educator.do(SendConcern(draft, content))
        self._sitting.catch_up()

    def _take_in(self, story: Story) -> None:
        """What is left of a concern whose drop and receipt went long ago."""
        now = self._clock()
        drop, receipt = DropId(uuid7(now)), ReceiptId(uuid7(now))
        author = self._educator.actor.person
        content = self._told(story)
        note = Note(DropKind.CONCERN, drop, receipt, author, now, content)
        self._director.do(TakeInDrop(note))

    def _told(self, story: Story) -> dict[str, Any]:
        return {**story.concern, "told_person": self._director.actor.person}

    def _take_in_charge(self, case_id: CaseId, story: Story) -> None:
        self._worker.do(ViewCase(case_id))
        self._worker.do(TakeInCharge(case_id))

    def _assess(self, case_id: CaseId, story: Story) -> None:
        assessed = {**ASSESSED, "danger": story.danger}
        self._worker.do(SubmitForDecision(case_id, assessed))

    def _decide(self, case_id: CaseId, story: Story) -> None:
        responsible = self._worker.actor.person
        due = local(self._clock()).date() + timedelta(days=3)
        decided: dict[str, Any] = {
            **DECIDED,
            "responsible": responsible,
            "need_to_know": [responsible],
            "next_due": due.isoformat(),
            "addressees": [
                {"organisation": self._organisations[each]} for each in story.answers
            ],
        }
        self._director.do(Decide(case_id, decided))

    def _prepare(self, case_id: CaseId, story: Story) -> None:
        known = self._worker.reads.liaison_content(case_id)
        redaction = self._sitting.rules.redaction
        self._prepared = {}
        for referral in self._referrals(case_id):
            filled = redaction.fill(referral.addressee, known)
            added = written_on(redaction.sheet_for(referral.addressee))
            self._worker.do(PrepareReferral(referral.id, {**filled, **added}))
            if referral.addressee is Addressee.PROSECUTOR:
                self._director.do(SignReport(referral.id, referral.organisation))
            self._prepared[referral] = SheetId(self._written[Kind.SHEET])

    def _print(self, case_id: CaseId, story: Story) -> None:
        for sheet in self._prepared.values():
            copy = self._worker.do(PreparePrint(case_id, sheet, PaperLanguage.FRENCH))
            digest = hashlib.sha256(copy.encode()).hexdigest()
            self._worker.do(ConfirmPrint(copy, digest))

    def _send(self, case_id: CaseId, story: Story) -> None:
        today = local(self._clock()).date()
        by_hand, to = Channel.BY_HAND, "Bureau d'ordre"
        for referral in self._prepared:
            self._worker.do(SendReferral(referral.id, by_hand, today, to))

    def _answer(self, case_id: CaseId, story: Story) -> None:
        today = local(self._clock()).date()
        by, detail = "Assistante sociale du service", "Première visite jeudi"
        for referral in self._prepared:
            answer = story.answers[referral.addressee]
            self._worker.do(RecordAnswer(referral.id, answer, today, by, detail))

    def _referrals(self, case_id: CaseId) -> Iterator[Referral]:
        """Without the rest of the page, which nobody looks at here."""
        sql = f"{selection(Kind.REFERRAL)} WHERE case_id = ?"
        return map(codec(Kind.REFERRAL).to_record, self._cases.rows(sql, (case_id,)))

    def _on_changes(self, changes: Changes) -> None:
        self._written.update(changes.touched)


def _nearest(desk: Desk) -> Iterator[tuple[Addressee, str]]:
    for addressee in ADDRESSEES:
        known = desk.reads.organisations(addressee)
        yield addressee, next(each.id for each in known if each.territory == TERRITORY)
