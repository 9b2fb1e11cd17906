"""Finding anyone: a part of `ports.Reads`."""

from __future__ import annotations

from typing import Protocol

from casedesk.circuit.search import Findings


class SearchReads(Protocol):
    """Only what the actor may know of, in the compartments that are open to them."""

    def search(self, text: str) -> Findings:
        """By names in any script, numbers, telephones and places; as one types.

        For whoever sees no cases: their own concerns, sent or begun.
        """
        ...

    def search_texts(self, text: str) -> Findings:
        """By the words of what was written in cases."""
        ...

    def can_search_all(self) -> bool:
        """Whether everything written is in the index yet."""
        ...

    def can_compare_all(self) -> bool:
        """Whether every child is in the index yet, to be known again."""
        ...
