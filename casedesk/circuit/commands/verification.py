"""Noting what a verification of the journals found."""

from __future__ import annotations

from dataclasses import dataclass

from casedesk.circuit.changes import Home
from casedesk.circuit.command import DeskCommand
from casedesk.circuit.events import Event, EventId, EventKind
from casedesk.circuit.journal import Head
from casedesk.circuit.ports import DeskWork
from casedesk.circuit.rights import Right


@dataclass(frozen=True, slots=True)
class NoteVerified(DeskCommand[None]):
    """That a journal was read through; where it stood is kept when all was sound.

    Kept in the compartment that everybody opens: a journal cut or replaced afterwards
    no longer goes through it. Never for a restricted circle, whose work would show.
    """

    compartment: Home
    head: Head
    sound: bool

    right = Right.SEE_JOURNAL

    def run(self, work: DeskWork) -> None:
        detail: dict[str, str | int] = {
            "compartment": str(self.compartment),
            "sound": int(self.sound),
        }
        work.events.save(
            Event(EventId(work.new_id()), work.now, EventKind.VERIFIED, detail)
        )
        if self.sound:
            stood = f"{self.head.sequence} {self.head.hash.hex()}"
            work.save_setting(
                verified_setting(self.compartment),
                f"{stood} {work.now.isoformat()}",
            )


def verified_setting(home: Home) -> str:
    """The setting in which the last sound head of this journal is kept."""
    return f"verified:{home}"
