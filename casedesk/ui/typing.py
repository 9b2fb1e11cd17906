"""Boxes whose content waits for its author: what is typed survives a lock."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from casedesk.circuit.commands.typing import KeepTyping
from casedesk.circuit.entrance import Sitting

Box = tuple[Callable[[], Any], Callable[[Any], object]]
"""How to read it, and how to fill it in again."""


class Typing:
    """The boxes of one page: filled in again when it is opened, kept when it is left.

    `page` names the page and what it is about, a case for example.
    """

    def __init__(self, sitting: Sitting, page: str, boxes: Mapping[str, Box]) -> None:
        self._desk, self._page, self._boxes = sitting.desk, page, boxes
        self._begun = {name: read() for name, (read, _) in boxes.items()}
        self._is_done = False
        kept = self._desk.reads.typed(page)
        self._was_kept = bool(kept)
        for name, value in kept.items():
            if name in boxes:
                boxes[name][1](value)

    def keep(self) -> None:
        """Before one leaves. Raises Trouble when it cannot be kept."""
        now = {name: read() for name, (read, _) in self._boxes.items()}
        typed = {name: each for name, each in now.items() if each != self._begun[name]}
        if not self._is_done and (typed or self._was_kept):
            self._desk.do(KeepTyping(self._page, typed))

    def done(self) -> None:
        """What it was typed for is done."""
        self._is_done = True
        if self._was_kept:
            self._desk.do(KeepTyping(self._page, {}))
