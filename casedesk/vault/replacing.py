"""A signed header that takes the place of the one before, in one step."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from casedesk.vault.errors import HeaderOlder, Tampered
from casedesk.vault.header import Header, Signed, Slot
from casedesk.vault.header_file import read_header, write_header
from casedesk.vault.kdf import KdfLimits
from casedesk.vault.keyring import Keyring


def current(folder: Path, keyring: Keyring, limits: KdfLimits) -> Header:
    """The header on disk, whose signed part is the one that was verified at unlock.

    Its slots may be others: people change their passphrases alone. Raises HeaderOlder
    and Tampered.
    """
    header = read_header(folder, limits)
    if header.signed.gen < keyring.generation:
        raise HeaderOlder
    if header.signed != keyring.header.signed:
        raise Tampered("header")
    return header


def succeed(
    folder: Path,
    keyring: Keyring,
    signed: Signed,
    slots: Mapping[str, Slot],
    keys: Mapping[str, bytearray] | None = None,
) -> None:
    """Sign the next generation and put it in place: the commit point.

    The keyring then holds it, and those of the new keys that were wrapped for its
    person. Raises NotAdmin.
    """
    signed = next_generation(signed)
    header = Header(signed, keyring.sign_header(signed), slots)
    write_header(folder, header)
    keyring.adopt(header, keys)


def next_generation(signed: Signed) -> Signed:
    return replace(signed, gen=signed.gen + 1)
