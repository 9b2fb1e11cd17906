"""Meeting a child, and closing a case as two people do."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from casedesk.app.training_texts import CLOSED, MET, REVIEWED
from casedesk.circuit.case import CaseId
from casedesk.circuit.commands.cases import ViewCase
from casedesk.circuit.commands.closing import CloseCase, SignClosing
from casedesk.circuit.dates import Moment, local
from casedesk.circuit.desk import Desk
from casedesk.circuit.referral import unanswered
from casedesk.circuit.sheet import Content


def closing_sheet(desk: Desk, case_id: CaseId, **said: object) -> Content:
    """A closing sheet that can be signed, whatever is still out."""
    desk.do(ViewCase(case_id))
    waiting = unanswered(desk.reads.case_page(case_id).referrals)
    rows = [{"referral": each.id, "why": "Ne répond plus"} for each in waiting]
    return {**CLOSED, **({"unanswered": rows} if rows else {}), **said}


def close(
    first: Desk, second: Desk, case_id: CaseId, retention: str = "GRAVE", **said: object
) -> None:
    """`said`: answers of the closing sheet, `reason` for example."""
    first.do(SignClosing(case_id, closing_sheet(first, case_id, **said)))
    second.do(CloseCase(case_id, retention))


def met(association: Any, case_id: CaseId, **said: object) -> Content:
    """A follow-up that can be signed: met an hour ago, to be met again in time."""
    page = association.opened(case_id)
    now = local(association.clock())
    at = (now - timedelta(hours=1)).replace(tzinfo=None)
    waiting = [each for each in page.referrals if each.is_open]
    return {
        **MET,
        "met_at": str(Moment(at)),
        "progress": [{"referral": each.id, "state": "WAITING"} for each in waiting],
        "danger": page.case.danger,
        "actions": [{"what": "Appeler l'école", "who": "L'assistante sociale"}],
        "next_on": (now.date() + timedelta(days=1)).isoformat(),
        **said,
    }


def reviewed(association: Any, **said: object) -> Content:
    """A review that can be signed."""
    day = local(association.clock()).date() + timedelta(days=60)
    return {**REVIEWED, "next_review": day.isoformat(), **said}
