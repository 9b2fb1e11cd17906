"""Whose paper it is, when, in which language: the same for every certificate."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from casedesk.circuit.codes import on_paper
from casedesk.circuit.desk import Desk
from casedesk.circuit.entrance import Sitting
from casedesk.circuit.paper import Certificate, Mark, Sender
from casedesk.circuit.ports import Clock
from casedesk.i18n import current
from casedesk.i18n.formats import local


class AtDesk(Protocol):
    """Somebody at work: of the tools of a screen, what a paper is written with."""

    @property
    def desk(self) -> Desk: ...
    @property
    def clock(self) -> Clock: ...
    @property
    def sitting(self) -> Sitting: ...


@dataclass(frozen=True, slots=True)
class Letterhead:
    """What every certificate of one sitting begins with."""

    clock: Clock
    sender: Sender
    printed_by: str
    mark: Mark

    def certificate(
        self,
        title: str,
        facts: Sequence[tuple[str, str]],
        paragraphs: tuple[str, ...],
        *,
        signatures: tuple[str, ...] = (),
        anchor: str = "",
    ) -> Certificate:
        """Of today, in the language of the screen; empty facts are left out."""
        return Certificate(
            title=title,
            sender=self.sender,
            language=current(),
            printed_at=local(self.clock()),
            printed_by=self.printed_by,
            mark=self.mark,
            facts=tuple(each for each in facts if each[1]),
            paragraphs=paragraphs,
            signatures=signatures,
            anchor=anchor,
        )


def letterhead(seat: AtDesk) -> Letterhead:
    """For whoever sits at this desk; training leaves its mark on the paper."""
    sender, codes = seat.desk.reads.sender(), seat.sitting.rules.codes
    territory = codes.label("TERRITORY", sender.territory, on_paper(current()))
    return Letterhead(
        clock=seat.clock,
        sender=replace(sender, territory=territory),
        printed_by=seat.desk.actor.label,
        mark=Mark.SPECIMEN if seat.sitting.training else Mark.ORIGINAL,
    )
