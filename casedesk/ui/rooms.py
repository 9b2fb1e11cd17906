"""Behind the unlock page: the wizard, and the workspace with its screens."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from casedesk.circuit.paper import Mark, Sender
from casedesk.circuit.people import PersonId
from casedesk.circuit.threshold import Threshold, Unlocked
from casedesk.ui.attending import KeylessSeat
from casedesk.ui.inside import Asked, Created, Seat
from casedesk.ui.jobs import Jobs
from casedesk.ui.screens import SCREENS
from casedesk.ui.start.create_page import CreatePage
from casedesk.ui.start.recovery_page import RecoveryPage
from casedesk.ui.start.restore_page import RestorePage
from casedesk.ui.widgets.press import PaperWay
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

    def wait_before(self, folder: Path, person: PersonId) -> float:
        return self._around.entrance.wait_before(folder, person)

    def sit_down(self, unlocked: Unlocked) -> Seat:
        if unlocked.is_keyless:
            return KeylessSeat(self._around.entrance.attend(unlocked), self._around)
        sitting = self._around.entrance.sit_down(unlocked)
        return Workspace(sitting, self._around, self._screens)

    def wizard(
        self, jobs: Jobs, created: Created, given_up: Callable[[], None]
    ) -> CreatePage:
        around = self._around
        page = CreatePage(
            around.entrance, around.prompts, jobs, partial(self._paper, jobs)
        )
        page.created.connect(created)
        page.given_up.connect(given_up)
        return page

    def recovery(
        self,
        threshold: Threshold,
        jobs: Jobs,
        recovered: Callable[[Unlocked], None],
        given_up: Callable[[], None],
    ) -> RecoveryPage:
        page = RecoveryPage(self._around.entrance, threshold, jobs)
        page.recovered.connect(recovered)
        page.given_up.connect(given_up)
        return page

    def restoring(
        self,
        jobs: Jobs,
        asked: Asked,
        opened: Callable[[Path], None],
        given_up: Callable[[], None],
    ) -> RestorePage:
        around = self._around
        page = RestorePage(
            around.entrance, around.prompts, jobs, partial(self._paper, jobs), asked
        )
        page.opened.connect(opened)
        page.given_up.connect(given_up)
        return page

    def _paper(
        self,
        jobs: Jobs,
        page: CreatePage | RestorePage,
        sender: Sender,
        printed_by: str,
    ) -> PaperWay:
        """How paper gets out before there is a vault."""
        around = self._around
        return PaperWay(
            tray=around.make_tray(page, jobs, page.tell),
            typesetter=around.typesetter,
            jobs=jobs,
            clock=around.clock,
            sender=sender,
            printed_by=printed_by,
            mark=Mark.ORIGINAL,
        )
