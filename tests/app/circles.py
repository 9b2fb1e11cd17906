"""A house with its two standing circles, as several tests need one."""

from __future__ import annotations

from dataclasses import dataclass, replace

from casedesk.app import training
from casedesk.app.training_texts import BOARD, DIRECTOR, EDUCATOR, WALKED
from casedesk.circuit.circles import CircleId
from casedesk.vault import recovery
from casedesk.vault.recovery import RecoverySecret

INSIDE = "Une parole d'enfant que seuls deux lisent"


@dataclass(frozen=True)
class Ringed:
    """A house with a board member and both standing circles."""

    house: object
    with_direction: CircleId
    of_board: CircleId
    shares: tuple[str, ...]

    def send(self, circle):
        """A concern by the educator, to this circle; gives its receipt."""
        content = {**WALKED, "in_danger": "yes", "where_now": INSIDE}
        with self.house.sitting(EDUCATOR) as sitting:
            return training.record(sitting, content, self.house.clock(), circle)


def encircled(house, limits):
    """The director makes the circles, and brings in a member of the board."""
    with house.sitting(DIRECTOR) as sitting:
        new = sitting.add_person(BOARD.label, BOARD.role)
        sitting.enrol(new, BOARD.role, ())
    with house.sitting(replace(BOARD, passphrase=new.passphrase)) as sitting:
        sitting.change_passphrase(new.passphrase, BOARD.passphrase)
    secret = RecoverySecret.new()
    keyring = house.keyring(DIRECTOR)
    group = recovery.found_group(house.folder, keyring, secret, (), limits=limits)
    keyring.close()
    with house.sitting(DIRECTOR) as sitting:
        office = sitting.circle_keys
        made = [office.found(members, group) for members in office.missing()]
        assert office.missing() == ()
    return Ringed(house, *made, secret.shares)
