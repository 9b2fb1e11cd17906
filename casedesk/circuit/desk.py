"""The desk: the one door between a person and the records."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from casedesk.circuit.changes import Changes, Home
from casedesk.circuit.command import Command
from casedesk.circuit.errors import CompartmentClosed, NotPermitted, Refused
from casedesk.circuit.ports import Reads, Store
from casedesk.circuit.rights import Actor

R = TypeVar("R")
W = TypeVar("W")
Watcher = Callable[[Changes], None]


class Desk:
    """What one person can do and ask while the vault is unlocked for them."""

    def __init__(
        self, actor: Actor, stores: Mapping[Home, Store[Any]], reads: Reads
    ) -> None:
        self.actor = actor
        self._stores = stores
        self._reads = reads
        self._watchers: list[Watcher] = []
        self.when_refused: Callable[[str, Refused], None] | None = None

    def do(self, command: Command[W, R]) -> R:
        """Carry out a command: all of it, journalled and announced, or nothing.

        Raises Refused when the person can act on it, Trouble when the machine must be
        helped.
        """
        action = command.action or type(command).__name__
        try:
            self.actor.require(command.right)
            store = self._stores.get(command.home)
            if store is None:
                raise CompartmentClosed(home=command.home)
            with store.work(self.actor, action) as work:
                result = command.run(work)
        except (NotPermitted, CompartmentClosed) as refused:
            if self.when_refused is not None:
                self.when_refused(action, refused)
            raise
        if work.changes:
            self._announce(work.changes)
        return result

    @property
    def reads(self) -> Reads:
        return self._reads

    def holds(self, home: Home) -> bool:
        return home in self._stores

    def watch(self, watcher: Watcher) -> Callable[[], None]:
        """Be told of every committed change; call what this returns to stop."""
        self._watchers.append(watcher)
        return lambda: self._watchers.remove(watcher)

    def _announce(self, changes: Changes) -> None:
        for watcher in list(self._watchers):
            watcher(changes)
