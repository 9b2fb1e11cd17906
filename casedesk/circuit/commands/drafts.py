"""What is being written: sealed to its author, and once more for two recovery sheets.

A forgotten passphrase takes a person's keys with it, and what only these opened. So
each draft carries a copy that two sheets of paper open together: those of the vault
for what goes to the case team, those of the restricted circles for what goes to a
circle, which the direction's sheets then do not open. While two sheets are read, the
copy is sealed to its author's new keys; the program shows its text to nobody else.

In the desk, which everybody opens, a copy tells no more than the draft beside it: it is
filled up to the same size, bears no name of a set, and is there also where no sheets
are (sealed to nobody then). So it does not show which draft is for whom, and nobody is
told how many of them two sheets opened. Whoever joins two sheets with tools of their
own sees which copies these do not open: those of other sheets, of sheets that were
replaced since, and of what was half typed on a page, which is never kept for sheets.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Any

from casedesk.circuit.circles import CASE_TEAM, CircleId
from casedesk.circuit.command import DeskCommand
from casedesk.circuit.concern import NO_RECEIPT, Draft, Receipt, ReceiptId
from casedesk.circuit.errors import NotFound
from casedesk.circuit.people import PersonId
from casedesk.circuit.ports import DeskWork
from casedesk.circuit.rights import Right

TYPED = ReceiptId("typed")
"""In the place of a concern that a draft complements: what is half typed on a page."""

SHEETS = "sheets"  # inside a draft: the set its copy is for


@dataclass(frozen=True, slots=True)
class CopyDrafts(DeskCommand[None]):
    """Copies for the sheets in force now, of what one can still open oneself."""

    drafts: tuple[ReceiptId, ...]

    right = Right.NOTE_EVENTS

    def run(self, work: DeskWork) -> None:
        for draft in (own_draft(work, key) for key in self.drafts):
            kept = opened_draft(work, draft)
            if draft.complements not in (NO_RECEIPT, TYPED):
                with suppress(NotFound):  # keys one had before sealed it
                    kept |= about_receipt(work, work.receipts.get(draft.complements))
            save_draft(work, draft, kept)


@dataclass(frozen=True, slots=True)
class GiveBackDrafts(DeskCommand[None]):
    """Seal to somebody's keys what two sheets opened of theirs: by its draft.

    A draft and its copy are always written together, so that nothing is lost by doing
    it twice. With a complement its receipt comes back, which says where it goes.
    """

    person: PersonId
    opened: Mapping[ReceiptId, bytes] = field(repr=False)

    right = Right.NOTE_EVENTS

    def run(self, work: DeskWork) -> None:
        if self.person != work.actor.person:
            work.actor.require(Right.MANAGE_PEOPLE)
        for key, plain in self.opened.items():
            draft = work.drafts.get(key)
            if draft.author != self.person:
                raise NotFound()
            sealed = work.seals.to_person(self.person, plain, f"draft:{key}")
            work.drafts.save(replace(draft, sealed=sealed))
            receipt = json.loads(plain).get("receipt")
            if receipt is not None:
                self._give_back_receipt(work, draft.complements, receipt)

    def _give_back_receipt(
        self, work: DeskWork, key: ReceiptId, kept: Mapping[str, Any]
    ) -> None:
        receipt = work.receipts.get(key)
        plain = json.dumps(kept).encode()
        sealed = work.seals.to_person(self.person, plain, f"receipt:{key}")
        work.receipts.save(replace(receipt, sealed=sealed))


def save_draft(work: DeskWork, draft: Draft, kept: Mapping[str, Any]) -> None:
    """Keep this in it, for its author and for the sheets that open what its readers do.

    Which page something was half typed on is known to nobody, so neither is whose
    sheets might open it: that is for its author alone.
    """
    sheets = ""
    if draft.complements != TYPED:
        sheets = work.seals.sheets_for(CircleId(kept.get("circle", CASE_TEAM)))
        kept = {**kept, SHEETS: sheets}
    plain = json.dumps(dict(kept)).encode()
    sealed = work.seals.to_person(draft.author, plain, f"draft:{draft.id}")
    copy = work.seals.to_sheets(sheets, plain, copy_of(draft))
    work.drafts.save(replace(draft, sealed=sealed, copy=copy))


def copy_of(draft: Draft) -> str:
    """What its copy is bound to: given back as another's, or to another, it is not."""
    return f"draft:{draft.id}:{draft.author}"


def about_receipt(work: DeskWork, receipt: Receipt) -> dict[str, Any]:
    """What a complement has to know of the concern it adds to. Raises NotFound."""
    kept = opened_receipt(work, receipt)
    return {"circle": kept.get("circle", CASE_TEAM), "receipt": kept}


def own_draft(work: DeskWork, key: ReceiptId) -> Draft:
    """Raises NotFound for somebody else's."""
    draft = work.drafts.get(key)
    if draft.author != work.actor.person:
        raise NotFound()
    return draft


def opened_draft(work: DeskWork, draft: Draft) -> dict[str, Any]:
    """Raises NotFound."""
    return _opened(work, draft.sealed, f"draft:{draft.id}")


def opened_receipt(work: DeskWork, receipt: Receipt) -> dict[str, Any]:
    """Raises NotFound."""
    return _opened(work, receipt.sealed, f"receipt:{receipt.id}")


def _opened(work: DeskWork, sealed: bytes, about: str) -> dict[str, Any]:
    opened: dict[str, Any] = json.loads(work.seals.open_own(sealed, about))
    return opened
