"""Paper for the wall and for families: the poster of the circuit, and the repertory.

No person is named on either, and no address that is hidden.
"""

from __future__ import annotations

from dataclasses import replace

from casedesk.circuit.directory import Entry, Organisation
from casedesk.circuit.paper import LeafletFrame, Poster, PosterStep, Repertory
from casedesk.circuit.people import Role
from casedesk.circuit.ports import Reads
from casedesk.circuit.rights import RightsTable
from casedesk.circuit.rules import Rules
from casedesk.circuit.sheet import Addressee
from casedesk.circuit.stages import Circuit, Stage, Step

# What most cases go through, one step after the other (domain §2.5).
MAIN_LINE = (
    Step.SEND,
    Step.TAKE_IN_CHARGE,
    Step.SUBMIT,
    Step.ORIENT,
    Step.CONFIRM_RECEPTION,
    Step.CLOSE,
)
# Whom a territory must know: on the poster, in this order.
PARTNERS = (Addressee.UPE_CAPE, Addressee.HOSPITAL, Addressee.PROSECUTOR)
_KINDS = ("CAPE", "UPE_EN", "UPE_ASSOC", "HOSP_UNIT", "HOSP_EMERG", "PROSECUTOR_TPI")
_OF_TEAM = (Role.EDUCATOR, Role.SOCIAL_WORKER, Role.DIRECTOR)
_MOST_OF_A_KIND = 2  # on a wall one reads few names


def poster_steps(circuit: Circuit, rights: RightsTable) -> tuple[PosterStep, ...]:
    """The main line as the table wires it; a step the territory left out is not on it.

    A step waits by the clock of the stage it leads out of.
    """
    found, stage = [], Stage.DRAFT
    for step in MAIN_LINE:
        row = next(
            (each for each in circuit.leading_from(stage) if each.step is step), None
        )
        if row is None:
            continue
        clock = circuit.clocks.get(stage)
        found.append(
            PosterStep(
                step,
                _team(rights.holders(row.right)),
                clock.span() if clock else None,
                clock.urgent if clock else None,
            )
        )
        if row.stage is not None:
            stage = row.stage
    return tuple(found)


def urgent_step(circuit: Circuit, rights: RightsTable) -> PosterStep | None:
    row = next(
        (each for each in circuit.transitions if each.step is Step.GO_URGENT), None
    )
    return PosterStep(row.step, _team(rights.holders(row.right))) if row else None


def poster(reads: Reads, rules: Rules, frame: LeafletFrame, territory: str) -> Poster:
    """Of this territory (code list TERRITORY)."""
    return Poster(
        frame,
        poster_steps(rules.circuit, rules.rights),
        urgent_step(rules.circuit, rules.rights),
        tuple(_partners(reads.directory_entries(), territory)),
        reads.hotlines(),
    )


def repertory(
    reads: Reads, rules: Rules, frame: LeafletFrame, territory: str
) -> Repertory:
    """Of this territory: whoever a family can go to. No function, no committee."""
    entries = tuple(
        replace(each, focal_points=())
        for each in reads.directory_entries()
        if each.organisation.is_open
        and each.organisation.serves(territory)
        and (each.organisation.addressee or each.organisation.kind == "ONLINE_PORTAL")
    )
    return Repertory(frame, entries, reads.hotlines(), rules.codes)


def _partners(entries: tuple[Entry, ...], territory: str) -> list[Organisation]:
    known = [
        each.organisation
        for each in entries
        if each.organisation.is_open
        and each.organisation.territory == territory
        and each.organisation.kind in _KINDS
    ]
    known.sort(key=lambda each: (each.kind != "PROSECUTOR_TPI", not each.phone))
    return [
        each
        for addressee in PARTNERS
        for each in [one for one in known if one.addressee is addressee][
            :_MOST_OF_A_KIND
        ]
    ]


def _team(roles: tuple[Role, ...]) -> tuple[Role, ...]:
    return tuple(each for each in roles if each in _OF_TEAM)
