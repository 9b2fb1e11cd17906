"""Recording a concern: the draft, the alert, the sealed drop and the receipt."""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Any

from casedesk.circuit.circles import (
    CASE_TEAM,
    CircleId,
    ReaderInvolved,
    leaving_out,
)
from casedesk.circuit.command import DeskCommand
from casedesk.circuit.commands.drafts import (
    about_receipt,
    opened_draft,
    opened_receipt,
    own_draft,
    save_draft,
)
from casedesk.circuit.concern import (
    ConcernStatus,
    Draft,
    Drop,
    DropId,
    DropKind,
    MemberInvolved,
    Note,
    Receipt,
    ReceiptId,
    ReceiptStatus,
    require_account,
)
from casedesk.circuit.dates import local
from casedesk.circuit.errors import NotFound
from casedesk.circuit.numbers import CASE_CHARACTERS, receipt_number
from casedesk.circuit.people import PersonId
from casedesk.circuit.ports import DeskWork
from casedesk.circuit.queries import StatusDue
from casedesk.circuit.rights import Right
from casedesk.circuit.sheet import (
    LONGEST_TEXT,
    YES_NO_UNKNOWN,
    Content,
    Gap,
    Incomplete,
    Lack,
    SheetCode,
)

# A concern of 3,900 characters in any script, as JSON: nobody is to learn from the size
# of a drop how much was said, nor whether it was an alert (security P11).
_NOTE_STEP = 32_000  # bytes


@dataclass(frozen=True, slots=True)
class BeginDraft(DeskCommand[ReceiptId]):
    """Start writing, once both gates are answered; danger alerts its readers at once.

    Where a member of the association is or may be involved, `circle` says who shall
    read. Raises MemberInvolved without one, ReaderInvolved when one of the `involved`
    is in it: nothing is stored then.
    """

    in_danger: str
    member_involved: str
    calls: tuple[Mapping[str, str], ...] = field(default=(), repr=False)
    circle: CircleId = CASE_TEAM
    involved: tuple[PersonId, ...] = field(default=(), repr=False)

    right = Right.RECORD_CONCERN

    def run(self, work: DeskWork) -> ReceiptId:
        for key in ("in_danger", "member_involved"):
            if getattr(self, key) not in YES_NO_UNKNOWN:
                raise Incomplete(Gap(key, Lack.MISSING))
        if self.member_involved == "no":
            if self.circle:
                raise Incomplete(Gap("member_involved", Lack.MISSING))
        else:
            self._require_readers(work)
        receipt = ReceiptId(work.new_id())
        content: dict[str, Any] = {"in_danger": self.in_danger}
        if self.calls:
            content["actions"] = [dict(row) for row in self.calls]
        number = receipt_number(work.random(CASE_CHARACTERS))
        kept = {"number": number, "content": content, "circle": self.circle}
        author = work.actor.person
        save_draft(work, Draft(receipt, author, work.now, work.now, b""), kept)
        if self.in_danger != "no":
            _alert(work, self.circle, receipt, self.in_danger)
        return receipt

    def _require_readers(self, work: DeskWork) -> None:
        if not self.circle:
            raise MemberInvolved()
        known = {each.id: each for each in work.seals.circles()}
        if self.circle not in known:
            raise NotFound()
        if not leaving_out([known[self.circle]], self.involved):
            raise ReaderInvolved()


@dataclass(frozen=True, slots=True)
class RaiseAlert(DeskCommand[None]):
    """Warn the team at once when danger shows while the concern is being written."""

    draft: ReceiptId
    in_danger: str

    right = Right.RECORD_CONCERN

    def run(self, work: DeskWork) -> None:
        draft = own_draft(work, self.draft)
        if self.in_danger not in YES_NO_UNKNOWN:
            raise Incomplete(Gap("in_danger", Lack.MISSING))
        if self.in_danger != "no":
            circle = _circle(opened_draft(work, draft))
            _alert(work, circle, draft.id, self.in_danger)


@dataclass(frozen=True, slots=True)
class SaveDraft(DeskCommand[None]):
    """Keep what has been typed so far."""

    draft: ReceiptId
    content: Content = field(repr=False)

    right = Right.RECORD_CONCERN

    def run(self, work: DeskWork) -> None:
        draft = own_draft(work, self.draft)
        kept = {**opened_draft(work, draft), "content": dict(self.content)}
        save_draft(work, replace(draft, saved_at=work.now), kept)


@dataclass(frozen=True, slots=True)
class DiscardDraft(DeskCommand[None]):
    """Give up a draft; an alert that went out stays with the team."""

    draft: ReceiptId

    right = Right.RECORD_CONCERN

    def run(self, work: DeskWork) -> None:
        work.drafts.remove(own_draft(work, self.draft).id)


@dataclass(frozen=True, slots=True)
class SendConcern(DeskCommand[str]):
    """Seal a concern to the case team; returns the number on the receipt.

    Raises Incomplete with one gap per field. From then on its author reads only the
    receipt.
    """

    draft: ReceiptId
    content: Content = field(repr=False)

    right = Right.RECORD_CONCERN

    def run(self, work: DeskWork) -> str:
        draft = own_draft(work, self.draft)
        sheet = work.rules.sheets[SheetCode.CONCERN]
        today = local(work.now).date()
        gaps = sheet.gaps(self.content, work.rules.codes, today)
        if gaps:
            raise Incomplete(*gaps)
        require_account(self.content)
        begun = opened_draft(work, draft)
        number, circle = str(begun["number"]), _circle(begun)
        note = _note(work, DropKind.CONCERN, draft.id, sheet.shown(self.content))
        _drop(work, circle, note)
        kept = {
            "number": number,
            "sent_at": work.now.isoformat(),
            "circle": circle,
            "drop": note.drop,
        }
        author = work.actor.person
        sealed = _sealed(work, author, kept, f"receipt:{draft.id}")
        work.receipts.save(Receipt(draft.id, author, sealed))
        _save_status(work, StatusDue(draft.id, author, ConcernStatus.SENT, at=work.now))
        work.drafts.remove(draft.id)
        return number


@dataclass(frozen=True, slots=True)
class SaveComplement(DeskCommand[None]):
    """Keep a complement being written; no text, no draft."""

    receipt: ReceiptId
    text: str = field(repr=False)

    right = Right.SEE_OWN_RECEIPTS

    def run(self, work: DeskWork) -> None:
        receipt = _own_receipt(work, self.receipt)
        key = complement_id(receipt.id)
        begun = work.drafts.find(key)
        if not self.text.strip():
            if begun is not None:
                work.drafts.remove(key)
            return
        author = work.actor.person
        draft = begun or Draft(key, author, work.now, work.now, b"", receipt.id)
        kept = {"text": self.text, **about_receipt(work, receipt)}
        save_draft(work, replace(draft, saved_at=work.now), kept)


@dataclass(frozen=True, slots=True)
class SendComplement(DeskCommand[None]):
    """Add something to a concern already sent; it joins the case as an amendment."""

    receipt: ReceiptId
    text: str = field(repr=False)

    action = "SendSealed"  # as whatever else is sealed afterwards: none stands out
    right = Right.SEE_OWN_RECEIPTS

    def run(self, work: DeskWork) -> None:
        receipt = _own_receipt(work, self.receipt)
        if not self.text.strip():
            raise Incomplete(Gap("text", Lack.MISSING))
        if len(self.text) > LONGEST_TEXT:
            raise Incomplete(Gap("text", Lack.TOO_LONG, LONGEST_TEXT))
        circle = _circle(opened_receipt(work, receipt))
        content = {"text": self.text}
        seal_note(work, circle, DropKind.COMPLEMENT, receipt.id, content)
        if work.drafts.find(complement_id(receipt.id)) is not None:
            work.drafts.remove(complement_id(receipt.id))


@dataclass(frozen=True, slots=True)
class UpdateReceipts(DeskCommand[None]):
    """Tell authors what became of their concerns; repeating it changes nothing.

    Whoever left the vault hears nothing more.
    """

    statuses: tuple[StatusDue, ...]

    right = Right.TAKE_IN_DROPS

    def run(self, work: DeskWork) -> None:
        for due in self.statuses:
            if work.receipt_statuses.find(status_id(due)) is None:
                with suppress(NotFound):
                    _save_status(work, due)


def seal_note(
    work: DeskWork,
    circle: CircleId,
    kind: DropKind,
    receipt: ReceiptId,
    content: Mapping[str, Any],
) -> None:
    """Drop a signed note for these readers; from outside all notes look alike."""
    _drop(work, circle, _note(work, kind, receipt, content))


def status_id(due: StatusDue) -> str:
    """One row per receipt and status: telling twice writes once."""
    return f"{due.receipt}:{due.key or due.status}"


def complement_id(receipt: ReceiptId) -> ReceiptId:
    """One complement at a time is being written to a concern."""
    return ReceiptId(f"{receipt}:complement")


def _own_receipt(work: DeskWork, key: ReceiptId) -> Receipt:
    receipt = work.receipts.get(key)
    if receipt.author != work.actor.person:
        raise NotFound()
    return receipt


def _alert(
    work: DeskWork, circle: CircleId, receipt: ReceiptId, in_danger: str
) -> None:
    note = _note(work, DropKind.ALERT, receipt, {"in_danger": in_danger})
    _drop(work, circle, note)


def _save_status(work: DeskWork, due: StatusDue) -> None:
    key = status_id(due)
    fact = {"status": str(due.status), "at": due.at.isoformat(), "told": due.told}
    sealed = _sealed(work, due.author, fact, f"status:{key}")
    work.receipt_statuses.save(ReceiptStatus(key, due.receipt, due.author, sealed))


def _note(
    work: DeskWork, kind: DropKind, receipt: ReceiptId, content: Mapping[str, Any]
) -> Note:
    drop = DropId(work.new_id())
    return Note(kind, drop, receipt, work.actor.person, work.now, content)


def _drop(work: DeskWork, circle: CircleId, note: Note) -> None:
    """Nothing in the row tells for whom it is."""
    plain = note.signed(work.seals.vault_id, work.seals.sign)
    filled_up = plain + b" " * (-len(plain) % _NOTE_STEP)
    sealed = work.seals.to_readers(circle, filled_up, f"drop:{note.drop}")
    work.drops.save(Drop(note.drop, work.now, sealed))


def _circle(kept: Mapping[str, Any]) -> CircleId:
    """Who reads it, as noted in a draft or a receipt."""
    return CircleId(kept.get("circle", CASE_TEAM))


def _sealed(
    work: DeskWork, person: PersonId, value: Mapping[str, Any], about: str
) -> bytes:
    return work.seals.to_person(person, json.dumps(value).encode(), about)
