"""Passphrases of one installation: drawn from the shipped words, judged, never kept."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from casedesk.app import rulebook
from casedesk.app.training_texts import EVERYBODY
from casedesk.vault.errors import WeakPassphrase
from casedesk.vault.kdf import DEFAULT_COST, DEFAULT_LIMITS, KdfCost, KdfLimits
from casedesk.vault.passphrase import generate, judge, normalise, read_wordlist


@dataclass(frozen=True, slots=True)
class Passphrases:
    """What it costs to try one, and which are good enough."""

    cost: KdfCost = DEFAULT_COST

    @property
    def limits(self) -> KdfLimits:
        return DEFAULT_LIMITS.including(self.cost)

    def draw(self) -> str:
        return generate(read_wordlist(rulebook.wordlist()))

    def judge(
        self, passphrase: str, forbidden: Iterable[str], *, training: bool
    ) -> None:
        """Raises WeakPassphrase; a training passphrase opens training vaults only."""
        if training:
            return
        published = {normalise(each.passphrase) for each in EVERYBODY}
        if normalise(passphrase) in published:
            raise WeakPassphrase("common")
        judge(passphrase, forbidden)
