"""What keeps a vault from being opened, as one stable reason that has a sentence."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager

from casedesk.circuit.threshold import HEADER_BACKUP, VaultUnusable
from casedesk.vault import errors as vault

OF_THE_DISK = {
    errno.ENOTDIR: "header_missing",
    errno.EACCES: "not_writable",
    errno.EPERM: "not_writable",
    errno.EROFS: "not_writable",
    errno.ENOSPC: "disk_full",
    errno.EFBIG: "disk_full",
}


@contextmanager
def in_words() -> Iterator[None]:
    """Say what vault and store say as VaultUnusable; a wrong passphrase stays one."""
    try:
        yield
    except vault.HeaderDamaged as damaged:
        reason = HEADER_BACKUP if damaged.backup else "header_damaged"
        raise VaultUnusable(reason) from damaged
    except tuple(reasons()) as error:
        raise VaultUnusable(reasons()[type(error)]) from error
    except OSError as error:  # a disk that was pulled out, unless it says otherwise
        reason = OF_THE_DISK.get(error.errno or 0, "missing")
        raise VaultUnusable(reason) from error


def reasons() -> dict[type[Exception], str]:
    """The reason for each error of vault and store."""
    from casedesk.store import errors as store  # loads SQLCipher: not to read labels

    return {
        vault.VaultMissing: "header_missing",
        vault.VaultExists: "folder_not_empty",
        vault.HeaderNewer: "too_new",
        vault.HeaderOlder: "older",
        vault.Tampered: "tampered",
        vault.NoKey: "not_enrolled",  # nobody can sit down without the key of the desk
        vault.LastMember: "last_member",
        store.StoreMissing: "missing",
        store.StoreNotOurs: "foreign",
        store.StoreDamaged: "damaged",
        store.JournalBroken: "damaged",
        store.StoreTooNew: "too_new",
        store.StoreFull: "disk_full",
        store.StoreBusy: "busy",
        store.StoreUnreachable: "not_writable",
        store.StoreExists: "folder_not_empty",
    }
