"""Commands: the only way the records change."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import ClassVar, Generic, TypeVar

from casedesk.circuit.changes import Home
from casedesk.circuit.ports import CaseWork, DeskWork
from casedesk.circuit.rights import Right

R = TypeVar("R")
W = TypeVar("W")


class Command(ABC, Generic[W, R]):
    """One intention of one person: frozen data, and how to carry it out."""

    home: ClassVar[Home]
    right: ClassVar[Right]
    action: ClassVar[str] = ""  # what the journal calls it; else as its class

    @abstractmethod
    def run(self, work: W) -> R: ...


class DeskCommand(Command[DeskWork, R]):
    """A command on what everybody's compartment holds."""

    home = Home.DESK


class CaseCommand(Command[CaseWork, R]):
    """A command on what the case team's compartment holds."""

    home = Home.CASES
