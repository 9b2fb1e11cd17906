"""What a screen works with while a person is at their desk."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from casedesk.circuit.desk import Desk
from casedesk.circuit.entrance import Sitting
from casedesk.circuit.paper import Typesetter
from casedesk.circuit.ports import Clock
from casedesk.circuit.rules import Rules
from casedesk.ui.changes import ChangeSignal
from casedesk.ui.jobs import Jobs
from casedesk.ui.navigation import Place
from casedesk.ui.printing import PrinterTray
from casedesk.ui.prompts import Prompts


@dataclass(frozen=True, slots=True)
class Tools:
    """All a screen is given: the desk, and what stands around it."""

    desk: Desk
    rules: Rules
    changes: ChangeSignal
    jobs: Jobs
    go_to: Callable[[Place], None]
    prompts: Prompts
    clock: Clock
    tray: PrinterTray
    typesetter: Typesetter
    sitting: Sitting
    draw_passphrase: Callable[[], str]
