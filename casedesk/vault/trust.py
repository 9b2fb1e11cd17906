"""Who may sign the header: certificates, back to the root every identity pins."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace

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


def certified(signed: Signed, member: str, by: str, signer: Identity) -> Signed:
    """With this person or recovery group in office, vouched for by one who is."""
    own = signed.users.get(member) or signed.recovery[member]
    new = certificate(signed.vid, member, own.e, by, signer)
    return replace(signed, admins=(*signed.admins, new))


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


def admins_ever(signed: Signed) -> Iterator[bytes]:
    """The keys of the admins in office, and those the same people had in it before."""
    now = set(admin_keys(signed))
    people = {each.uid for each in signed.admins if each.e in now}
    return (each.e for each in signed.admins if each.uid in people)


def former_admin_keys(signed: Signed) -> tuple[bytes, ...]:
    """The keys whose certificate has ended: they vouch for others and sign no more."""
    return tuple(dict.fromkeys(each.e for each in signed.admins if each.until_gen))


def last_words(signed: Signed) -> tuple[bytes, ...]:
    """Each former admin key, and behind it a digest of all it ever vouched for.

    The digest is final: a certificate that hangs from the key and is not in it was
    signed by somebody who had left office. Raises Tampered.
    """
    vouched: dict[bytes, list[object]] = {key: [] for key in former_admin_keys(signed)}
    for each, key in _vouched(signed):
        if key in vouched:
            vouched[key].append([each.uid, canonical.base64_text(each.e), each.by])
    return tuple(
        key + hashlib.sha256(canonical.encode(said)).digest()
        for key, said in vouched.items()
    )


def _verify_chain(signed: Signed) -> None:
    for _ in _vouched(signed):
        continue


def _vouched(signed: Signed) -> Iterator[tuple[AdminCertificate, bytes]]:
    """Each certificate with the key that signed it; raises Tampered for one without."""
    vouching = [(ROOT, key) for key in (signed.root.admin, signed.root.recovery) if key]
    for each in signed.admins:
        message = _certified(signed.vid, each.uid, each.e, each.by)
        keys = [key for name, key in vouching if name == each.by]
        signers = [key for key in keys if verifies(key, message, each.sig)]
        if not signers:
            raise Tampered("certificate")
        yield each, signers[0]
        vouching.append((each.uid, each.e))  # only for those further down


def _certified(vid: str, uid: str, e: bytes, by: str) -> bytes:
    return b"casedesk-admin-v1" + canonical.encode(
        [vid, uid, canonical.base64_text(e), by]
    )


def _header_message(signed: Signed) -> bytes:
    return b"casedesk-header-v1" + canonical.encode(signed_form().write(signed))
