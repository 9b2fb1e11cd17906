"""All that lies behind the unlock page, put together: loaded while it is looked at."""

from __future__ import annotations

from functools import partial

from casedesk import paths
from casedesk.app.paper import LatePrinter
from casedesk.app.spooler import queue
from casedesk.app.viewer import ChildViewer
from casedesk.circuit.entrance import Entrance
from casedesk.circuit.ports import Clock
from casedesk.ui.printing import SystemTray
from casedesk.ui.prompts import SystemPrompts
from casedesk.ui.rooms import Rooms
from casedesk.ui.workspace import Surroundings


def rooms_behind(entrance: Entrance, now: Clock) -> Rooms:
    """Everything the workspace is to know."""
    queues = queue()
    return Rooms(
        Surroundings(
            entrance=entrance,
            clock=now,
            prompts=SystemPrompts(),
            make_tray=partial(SystemTray, queues),
            queue=queues,
            typesetter=LatePrinter(paths.resource("fonts")),
            viewer=ChildViewer(),
        )
    )
