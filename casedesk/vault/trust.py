"""Who may sign the header: certificates, back to the root every identity pins."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from casedesk.vault import canonical
from casedesk.vault.errors import Tampered
from casedesk.vault.header import (
    ROOT,
    AdminCertificate,
    Header,
    Root,
    Signed,
    root_form,
    signed_form,
)
from casedesk.vault.identity import Identity, verifies


def pin_of(root: Root) -> bytes:
    return hashlib.sha256(
        b"casedesk-root-v1" + canonical.encode(root_form().write(root))
    ).digest()


def certificate(
    vid: str, uid: str, e: bytes, by: str, signer: Identity
) -> AdminCertificate:
    sig = signer.sign(_certified(vid, uid, e, by))
    return AdminCertificate(uid, e, by, until_gen=0, sig=sig)


def signature(signed: Signed, signer: Identity) -> bytes:
    return signer.sign(_header_message(signed))


def verify(header: Header, pin: bytes) -> None:
    """Raises Tampered unless signed by an admin in office, under the pinned root."""
    signed = header.signed
    if pin_of(signed.root) != pin:
        raise Tampered("root")
    _verify_chain(signed)
    message = _header_message(signed)
    if not any(verifies(key, message, header.sig) for key in admin_keys(signed)):
        raise Tampered("signature")


def admin_keys(signed: Signed) -> Iterator[bytes]:
    """The keys of the admins in office: certified, not ended, and still their own."""
    own = {uid: user.e for uid, user in signed.users.items()}
    own |= {rid: group.e for rid, group in signed.recovery.items()}
    for each in signed.admins:
        if each.until_gen == 0 and own.get(each.uid) == each.e:
            yield each.e


def _verify_chain(signed: Signed) -> None:
    vouching = [(ROOT, key) for key in (signed.root.admin, signed.root.recovery) if key]
    for each in signed.admins:
        message = _certified(signed.vid, each.uid, each.e, each.by)
        keys = [key for name, key in vouching if name == each.by]
        if not any(verifies(key, message, each.sig) for key in keys):
            raise Tampered("certificate")
        vouching.append((each.uid, each.e))  # only for those further down


def _certified(vid: str, uid: str, e: bytes, by: str) -> bytes:
    return b"casedesk-admin-v1" + canonical.encode(
        [vid, uid, canonical.base64_text(e), by]
    )


def _header_message(signed: Signed) -> bytes:
    return b"casedesk-header-v1" + canonical.encode(signed_form().write(signed))
