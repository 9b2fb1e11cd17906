"""What somebody was writing, given back while two recovery sheets are read."""

from __future__ import annotations

from contextlib import suppress

from casedesk.circuit.commands.drafts import CopyDrafts, GiveBackDrafts, copy_of
from casedesk.circuit.desk import Desk
from casedesk.circuit.people import PersonId
from casedesk.vault.errors import SealBroken
from casedesk.vault.keyring import Keyring
from casedesk.vault.recovery import RecoverySecret, open_with_sheets


def give_back(
    desk: Desk, keyring: Keyring, secret: RecoverySecret, person: PersonId
) -> None:
    """Of what these sheets open nobody but its author is told, not even how much."""
    opened = {}
    for draft in desk.reads.sealed_drafts(person):
        with suppress(SealBroken):  # for other sheets, or for none
            opened[draft.id] = open_with_sheets(
                keyring, secret, draft.copy, copy_of(draft)
            )
    desk.do(GiveBackDrafts(person, opened))


def keep_copies(desk: Desk) -> None:
    """For the sheets in force now; also of drafts from before there were copies."""
    due = desk.reads.drafts_to_copy()
    if due:
        desk.do(CopyDrafts(due))
