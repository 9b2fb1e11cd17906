"""Passphrases of one installation: drawn from the shipped words, judged, never kept."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from casedesk.app import rulebook
from casedesk.app.calibration import machine_cost
from casedesk.app.training_texts import EVERYBODY
from casedesk.vault.errors import WeakPassphrase
from casedesk.vault.kdf import DEFAULT_COST, DEFAULT_LIMITS, KdfCost, KdfLimits
from casedesk.vault.passphrase import generate, judge, normalise, read_wordlist


@dataclass(frozen=True, slots=True)
class Passphrases:
    """What it costs to try one, and which are good enough."""

    asked: KdfCost | None = None  # instead of what this machine can bear

    @property
    def cost(self) -> KdfCost:
        """Of the slots made from now on; measured the first time, so for a worker."""
        return self.asked or machine_cost()

    @property
    def limits(self) -> KdfLimits:
        """No machine's own cost is outside of them: nothing is measured for this."""
        return DEFAULT_LIMITS.including(self.asked or DEFAULT_COST)

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
