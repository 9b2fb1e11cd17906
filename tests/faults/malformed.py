"""Files from anywhere that are opened to be looked at, with something wrong in each."""

from __future__ import annotations

from casedesk.app.viewer import ChildViewer
from casedesk.circuit.attachment import AttachmentKind, Unshowable
from tests import hostile
from tests.faults.association import typed
from tests.faults.tally import Tally, lost


def opened(count: int, seed: int) -> Tally:
    """X10: it ends the child that opens it at worst, and the next one is shown."""
    viewer = ChildViewer()
    whole = hostile.pdf(b"10 10 90 90 re f", pages=2)

    def trial(kind: AttachmentKind, content: bytes) -> str:
        try:
            viewer.page(kind, content, 0, 50)
        except Unshowable:
            return "not shown"
        return "shown"

    tally = Tally.of(
        typed(lambda: trial(kind, content))  # noqa: B023
        for kind, content in hostile.malformed(count, seed)
    )
    after = typed(lambda: trial(AttachmentKind.PDF, whole))
    return tally if after == "shown" else tally + Tally.of([lost("no viewer after")])
