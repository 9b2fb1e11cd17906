"""What somebody has typed on a page and not done yet: kept for them alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from casedesk.circuit.command import DeskCommand
from casedesk.circuit.commands.drafts import TYPED, save_draft
from casedesk.circuit.concern import Draft, ReceiptId
from casedesk.circuit.numbers import digest
from casedesk.circuit.people import PersonId
from casedesk.circuit.ports import DeskWork
from casedesk.circuit.rights import Right


@dataclass(frozen=True, slots=True)
class KeepTyping(DeskCommand[None]):
    """Keep what is in the boxes of a page, sealed to whoever types; empty, nothing.

    `page` names the page and what it is about; of that nothing shows in the desk.
    """

    page: str
    content: Mapping[str, Any] = field(repr=False)

    right = Right.NOTE_EVENTS

    def run(self, work: DeskWork) -> None:
        author = work.actor.person
        key = typed_id(author, self.page)
        begun = work.drafts.find(key)
        if not any(self.content.values()):
            if begun is not None:
                work.drafts.remove(key)
            return
        draft = begun or Draft(key, author, work.now, work.now, b"", TYPED)
        save_draft(work, replace(draft, saved_at=work.now), self.content)


OF_CASES = ("urgent", "close", "hold", "lift", "task", "note", "amend")
"""The pages about a case on which something is typed and kept."""
ANSWER = "answer"  # the page about a referral
ANYWHERE = "emergency"  # of no case one may name yet


def typing_page(page: str, about: str) -> str:
    """The name of a page about a case or a referral."""
    return f"{page}:{about}"


def typed_id(author: PersonId, page: str) -> ReceiptId:
    """The same for the same page, and telling nothing of it."""
    return ReceiptId(digest(f"typed:{author}:{page}".encode()).hex()[:32])
