"""What can stop a person: a refusal they can act on, or trouble with the machine.

Refused                the request was understood and is not allowed; nothing changed
├── NotPermitted       the person does not hold the right
├── CompartmentClosed  the person has no key of the compartment
├── IllegalStep        the case is not at a stage from which the step leads anywhere
├── Incomplete         something must be there first (one gap per field)
├── Stale              somebody changed the record after it was read
└── NotFound           there is no such record, or not for this person
Trouble                the machine must be helped (files, disk, printer)
"""

from __future__ import annotations

from typing import ClassVar


class Refused(Exception):
    """The request was understood and is not allowed; the records are unchanged."""

    code: ClassVar[str] = "refused"

    def __init__(self, **parameters: object) -> None:
        super().__init__(self.code)
        self.parameters = parameters


class NotPermitted(Refused):
    """The person does not hold the right this asks for."""

    code = "not_permitted"


class CompartmentClosed(Refused):
    """The person has no key of the compartment this lives in."""

    code = "compartment_closed"


class IllegalStep(Refused):
    """The case is not at a stage from which this step can be taken."""

    code = "illegal_step"


class Stale(Refused):
    """Someone changed the record after it was read."""

    code = "stale"


class NotFound(Refused):
    """There is no such record, or this person may not know of it."""

    code = "not_found"


class Trouble(Exception):
    """The machine must be helped before anybody can go on."""

    code: ClassVar[str] = "trouble"

    def __init__(self, **parameters: object) -> None:
        super().__init__(self.code)
        self.parameters = parameters
