"""The rules one vault works by: rights, circuit, sheets, code lists."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from casedesk.circuit.codes import CodeBook
from casedesk.circuit.deadlines import Deadlines
from casedesk.circuit.retention import RetentionClass
from casedesk.circuit.rights import RightsTable
from casedesk.circuit.sheet import Sheet, SheetCode
from casedesk.circuit.stages import Circuit


@dataclass(frozen=True, slots=True)
class Rules:
    """Data that is data (design §6), read and checked once per sitting."""

    rights: RightsTable
    circuit: Circuit
    sheets: Mapping[SheetCode, Sheet]
    codes: CodeBook
    retention: Mapping[str, RetentionClass]
    deadlines: Deadlines
