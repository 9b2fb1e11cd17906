"""Going round a training vault as its people: what `shots` takes pictures of."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit, QWidget

from casedesk.app.training import TrainingVault
from casedesk.app.training_texts import Trainee
from casedesk.circuit.case import CaseId
from casedesk.circuit.desk import Desk
from casedesk.circuit.queries import CaseList
from casedesk.circuit.stages import Stage
from casedesk.ui.main_window import MainWindow
from casedesk.ui.navigation import Place
from casedesk.ui.workspace import Workspace

Act = Callable[[], None]


@dataclass(frozen=True, slots=True)
class Shot:
    """One picture: its name, whose screen it is ("" for nobody's), how to get there."""

    name: str
    role: str
    act: Act


class Visit:
    """Ways around the window, for whoever takes its pictures."""

    def __init__(self, window: MainWindow, vault: TrainingVault) -> None:
        self.window, self.vault = window, vault
        self.person = vault.person

    def unlock(self, trainee: Trainee) -> None:
        """Sit down as somebody; the window shows the threshold first."""
        self.window.lock()
        keys = self.vault.entrance.unlock(
            self.vault.folder, self.vault.person(trainee), trainee.passphrase
        )
        self.window.sit_down(keys)

    def go(self, place: Place) -> None:
        self.workspace.go_to(place)

    def go_later(self, place: Place, hours: float) -> None:
        """The place as it will look by then if nobody does anything."""
        self.vault.clock.set_back(-hours)
        self.go(place)
        self.vault.clock.set_back(0)

    def press(self, *texts: str) -> None:
        """Press the first visible button with each text."""
        for text in texts:
            buttons = self.window.findChildren(QAbstractButton)
            next(each for each in buttons if _says(each, each.text(), text)).click()

    def turn_over(self, name: str) -> None:
        """Show this part of the page, where the window is too narrow for both."""
        with suppress(StopIteration):
            self.press(name)

    def fill(self, label: str, text: str) -> None:
        """Write this into the visible box under this label."""
        boxes = self.window.findChildren(QLineEdit)
        box = next(each for each in boxes if _says(each, each.accessibleName(), label))
        box.setText(text)

    def choose(self, label: str) -> None:
        """Take the first answer of the visible list under this label."""
        lists = self.window.findChildren(QComboBox)
        box = next(each for each in lists if _says(each, each.accessibleName(), label))
        box.setCurrentIndex(1)

    @property
    def workspace(self) -> Workspace:
        workspace = self.window.workspace
        if not isinstance(workspace, Workspace):
            raise LookupError("nobody sits here")
        return workspace

    @property
    def desk(self) -> Desk:
        return self.workspace.tools.desk

    def cases_at(self, stage: Stage) -> list[CaseId]:
        """Those one may see, as their list has them."""
        which = CaseList.CLOSED if stage is Stage.CLOSED else CaseList.ALL
        rows = self.desk.reads.cases(which, self.vault.clock(), None, 100)
        return [row.id for row in rows if row.stage is stage]

    def case_at(self, stage: Stage) -> CaseId:
        return self.cases_at(stage)[0]


def _says(widget: QWidget, said: str, text: str) -> bool:
    return widget.isVisible() and said.replace("&", "") == text.replace("&", "")
