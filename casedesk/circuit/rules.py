"""The rules one vault works by: rights, circuit, sheets, code lists."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from casedesk.circuit.changes import Changes, Home, Kind
from casedesk.circuit.codes import CodeBook
from casedesk.circuit.deadlines import Deadlines
from casedesk.circuit.family import Asked
from casedesk.circuit.matrix import Matrix
from casedesk.circuit.paper_language import PaperLanguages
from casedesk.circuit.redaction import Redaction
from casedesk.circuit.referral_table import ReferralTable
from casedesk.circuit.retention import RetentionClass
from casedesk.circuit.rights import RightsTable
from casedesk.circuit.sheet import Questions, Sheet, SheetCode
from casedesk.circuit.stages import Circuit

# What of the desk the rules are read from; of the settings only those that begin so.
_KINDS = (Kind.CODE, Kind.HOLIDAY, Kind.OWN_FIELD)
_SETTINGS = ("deadline.", "retention.", "guard.")


def alter_rules(changes: Changes) -> bool:
    """Whether the rules are to be read again after this."""
    if changes.home is not Home.DESK:
        return False
    settings = changes.of(Kind.SETTING)
    return any(map(changes.of, _KINDS)) or any(
        name.startswith(_SETTINGS) for name in settings
    )


@dataclass(frozen=True, slots=True)
class Rules:
    """Data that is data (design §6), read and checked once per sitting."""

    rights: RightsTable
    circuit: Circuit
    referrals: ReferralTable
    sheets: Mapping[SheetCode, Sheet]
    redaction: Redaction
    codes: CodeBook
    retention: Mapping[str, RetentionClass]
    matrix: Matrix
    deadlines: Deadlines
    asked: Mapping[Asked, Questions]
    paper_languages: PaperLanguages
