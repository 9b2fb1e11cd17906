"""What the machine tells about the person in front of it, by platform."""

from __future__ import annotations

import sys

from PySide6.QtCore import QCoreApplication

from casedesk.ui.lock.machine import AwayListener


def listener() -> AwayListener:
    """The ears of this platform; where there are none, the clock alone locks."""
    if sys.platform == "win32":
        from casedesk.app.away.windows import WindowsListener

        return WindowsListener()
    from casedesk.app.away.linux import BusListener

    return BusListener()


def hide_from_capture(application: QCoreApplication) -> None:
    """Keep the windows of the program out of screenshots, where a platform can."""
    if sys.platform == "win32":
        from casedesk.app.away.windows import CaptureShield

        application.installEventFilter(CaptureShield(application))
