"""What can be wrong with a key or a vault header, each with its stable code."""

from __future__ import annotations

from typing import ClassVar


class VaultError(Exception):
    """Nothing was opened and nothing was changed; `code` says why."""

    code: ClassVar[str]


class VaultMissing(VaultError):
    """The folder holds no vault header."""

    code = "vault_missing"


class VaultExists(VaultError):
    """The folder already holds a vault header."""

    code = "vault_exists"


class HeaderDamaged(VaultError):
    """The header is not one this program could have written.

    `backup` says whether the copy beside it can be read (see `reinstate_header`).
    """

    code = "header_damaged"

    def __init__(self, reason: str, *, backup: bool = False) -> None:
        super().__init__(reason)
        self.reason = reason
        self.backup = backup


class HeaderNewer(VaultError):
    """The header was written by a later version of the program."""

    code = "header_newer"


class HeaderOlder(VaultError):
    """The header is older than the stores beside it: somebody put an old one back."""

    code = "header_older"


class WrongPassphrase(VaultError):
    """This passphrase does not open this person's slot; says nothing else."""

    code = "wrong_passphrase"


class Tampered(VaultError):
    """The header is well formed, but was not signed by those this person trusts."""

    code = "tampered"

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what


class NoKey(VaultError):
    """This person was never given the key of this compartment."""

    code = "no_key"


class NotAdmin(VaultError):
    """Only an admin's signature changes who is in the vault."""

    code = "not_admin"


class LastAdmin(VaultError):
    """Somebody in office has to stay: nobody signs their own departure."""

    code = "last_admin"


class LastMember(VaultError):
    """Nobody would be left who can open one of the compartments."""

    code = "last_member"


class BadShare(VaultError):
    """These sheets do not give the recovery secret.

    The reasons are `word` (`number` says which word of the sheet is in no list),
    `length`, `checksum`, `other_set`, `same_twice`, `too_few`, `other_vault` and
    `too_narrow`, for those that do not open what is asked for.
    """

    code = "bad_share"

    def __init__(self, reason: str, *, number: int = 0) -> None:
        super().__init__(reason)
        self.reason = reason
        self.number = number


class BadLabel(VaultError):
    """A label must be short, plain and the only one of its kind: `reason` says which.

    The reasons are `length`, `character` and `taken`.
    """

    code = "bad_label"

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class WeakPassphrase(VaultError):
    """The passphrase could be guessed.

    The reasons are `too_short`, `common`, `repeated` and `unchanged`.
    """

    code = "weak_passphrase"

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class SealBroken(VaultError):
    """A sealed message was damaged, or was sealed for somebody or something else."""

    code = "seal_broken"


class KeyringClosed(VaultError):
    """The keys were wiped when the vault was locked."""

    code = "keyring_closed"
