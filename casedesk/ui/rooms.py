"""Behind the unlock page: the wizard, and the workspace with its screens."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from casedesk.circuit.people import PersonId
from casedesk.circuit.threshold import Unlocked
from casedesk.ui.inside import Created
from casedesk.ui.jobs import Jobs
from casedesk.ui.screens import SCREENS
from casedesk.ui.start.create_page import CreatePage
from casedesk.ui.workspace import MakeScreen, Surroundings, Workspace


class Rooms:
    """The port `inside.Inside`."""

    def __init__(
        self,
        around: Surroundings,
        screens: Mapping[type[Any], MakeScreen] = SCREENS,
    ) -> None:
        self._around, self._screens = around, screens

    def unlock(self, folder: Path, person: PersonId, passphrase: str) -> Unlocked:
        return self._around.entrance.unlock(folder, person, passphrase)

    def sit_down(self, unlocked: Unlocked) -> Workspace:
        sitting = self._around.entrance.sit_down(unlocked)
        return Workspace(sitting, self._around, self._screens)

    def wizard(
        self, jobs: Jobs, created: Created, given_up: Callable[[], None]
    ) -> CreatePage:
        page = CreatePage(self._around.entrance, self._around.prompts, jobs)
        page.created.connect(created)
        page.given_up.connect(given_up)
        return page
