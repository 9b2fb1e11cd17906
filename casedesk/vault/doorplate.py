"""What a locked vault shows of itself; reading it takes no cryptography."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from casedesk.vault.header_file import read_header
from casedesk.vault.kdf import DEFAULT_LIMITS, KdfLimits


@dataclass(frozen=True, slots=True)
class Doorplate:
    """What the unlock page may show; anybody could have written it."""

    vault_id: str
    training: bool
    people: tuple[tuple[str, str], ...]  # id and label, by label


def labels(folder: Path, *, limits: KdfLimits = DEFAULT_LIMITS) -> Doorplate:
    """Who may be chosen on the unlock page; needs no passphrase, verifies nothing."""
    signed = read_header(folder, limits).signed
    people = ((uid, user.label) for uid, user in signed.users.items())
    return Doorplate(
        signed.vid, signed.training, tuple(sorted(people, key=lambda each: each[1]))
    )
