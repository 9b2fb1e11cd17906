"""The way of a paper out of the program: laid out on a worker, then printed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Protocol

import shiboken6
from PySide6.QtWidgets import QAbstractButton, QVBoxLayout, QWidget

from casedesk.circuit.errors import Refused, Trouble
from casedesk.circuit.paper import Typesetter
from casedesk.i18n import _
from casedesk.i18n.labels import sentence
from casedesk.ui.jobs import Jobs
from casedesk.ui.printing import NoPrinter, PrinterTray
from casedesk.ui.widgets.layout import Notice
from casedesk.ui.widgets.letterhead import AtDesk, Letterhead, letterhead
from casedesk.ui.widgets.progress import Progress


class ToPrinter(Protocol):
    """Of the tools of a screen, what a finished page takes to come out."""

    @property
    def tray(self) -> PrinterTray: ...
    @property
    def jobs(self) -> Jobs: ...


class Hands(ToPrinter, AtDesk, Protocol):
    """Of the tools of a screen, what getting paper out takes."""

    @property
    def typesetter(self) -> Typesetter: ...


@dataclass(frozen=True, slots=True)
class PaperWay(Letterhead):
    """How a paper gets out of the program, and whose it is."""

    tray: PrinterTray
    typesetter: Typesetter
    jobs: Jobs


def paper_way(tools: Hands) -> PaperWay:
    """For whoever sits at this desk."""
    head = letterhead(tools)
    return PaperWay(
        clock=head.clock,
        sender=head.sender,
        printed_by=head.printed_by,
        mark=head.mark,
        tray=tools.tray,
        typesetter=tools.typesetter,
        jobs=tools.jobs,
    )


def _nobody_asked(*_of: object) -> None:
    """What came of it matters to nobody but the person at the printer."""


class Press(QWidget):
    """Prints what buttons beside it ask for; says that it is at work, and why not.

    The buttons rest meanwhile, and where no printer puts out paper.
    """

    def __init__(
        self,
        tools: ToPrinter,
        *buttons: QAbstractButton,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._tools, self._buttons = tools, buttons
        self._progress = Progress()
        self.notice = Notice("warning")
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(8)
        down.addWidget(self._progress)
        down.addWidget(self.notice)
        self._enable()

    def tell_no_printer(self) -> None:
        """Say at once what pressing a button would be in vain for."""
        if not self._tools.tray.has_printer():
            self.notice.say(sentence(NoPrinter()))

    def print(
        self,
        typeset: Callable[[], bytes],
        nothing: str,
        *,
        out: Callable[[bytes], object] = _nobody_asked,
        void: Callable[[], object] = _nobody_asked,
    ) -> None:
        """`out` learns what came out on paper; `void`, that nothing did.

        `nothing` is what is said to whoever gave up. Whoever locks before it is known
        hears of neither.
        """
        self.notice.say("")
        self._progress.start(_("Mise en page…"))
        self._enable()
        self._tools.jobs.run(
            typeset,
            partial(self._on_set, nothing, out, void),
            partial(self._on_failed, void),
            owner=self,
        )

    def _on_set(
        self,
        nothing: str,
        out: Callable[[bytes], object],
        void: Callable[[], object],
        pdf: bytes,
    ) -> None:
        def on_paper(came_out: bool) -> None:
            if not shiboken6.isValid(self):
                return
            self._rest()
            if came_out:
                out(pdf)
            else:
                void()
                self.notice.say(nothing)

        try:
            self._tools.tray.print(pdf, 1, on_paper)
        except (Refused, Trouble) as error:
            self._on_failed(void, error)

    def _on_failed(self, void: Callable[[], object], error: Exception) -> None:
        self._rest()
        void()
        if not isinstance(error, Refused | Trouble):
            raise error
        self.notice.say(sentence(error))

    def _rest(self) -> None:
        self._progress.stop()
        self._enable()

    def _enable(self) -> None:
        ready = self._tools.tray.has_printer() and not self._progress.is_running()
        for button in self._buttons:
            button.setEnabled(ready)
