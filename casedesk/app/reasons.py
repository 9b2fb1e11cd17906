"""What keeps a vault from being opened, as one stable reason that has a sentence."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from casedesk.circuit.entrance import VaultUnusable
from casedesk.store import errors as store
from casedesk.vault import errors as vault

REASONS: dict[type[Exception], str] = {
    vault.VaultMissing: "header_missing",
    vault.VaultExists: "folder_not_empty",
    vault.HeaderNewer: "too_new",
    vault.HeaderOlder: "older",
    vault.Tampered: "tampered",
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


@contextmanager
def in_words() -> Iterator[None]:
    """Say what vault and store say as VaultUnusable; a wrong passphrase stays one."""
    try:
        yield
    except vault.HeaderDamaged as damaged:
        reason = "header_backup" if damaged.backup else "header_damaged"
        raise VaultUnusable(reason) from damaged
    except tuple(REASONS) as error:
        raise VaultUnusable(REASONS[type(error)]) from error
