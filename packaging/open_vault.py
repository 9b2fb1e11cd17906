"""Open a vault without casedesk and write all it holds to the terminal, as JSON lines.

python open_vault.py FOLDER "LABEL"            (needs cryptography and sqlcipher3)
Work on a copy of the folder. Beware: what this writes is no longer encrypted.
"""

from __future__ import annotations

import getpass
import json
import sys
import unicodedata
from base64 import b64decode as b64
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from sqlcipher3 import dbapi2 as sqlite

TABLES = "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"
canonical = json.JSONEncoder(sort_keys=True, separators=(",", ":")).encode


def main(folder: Path, label: str, passphrase: str) -> None:
    header = json.loads((folder / "vault.json").read_bytes())
    signed, users = header["signed"], header["signed"]["users"]
    uid = next(each for each in users if users[each]["label"] == label)
    slot, keys = header["slots"][uid], [users[uid]["x"], users[uid]["e"]]
    kdf, plain = slot["kdf"], unicodedata.normalize("NFKD", passphrase)
    bare = "".join(c for c in plain if not unicodedata.combining(c)).casefold()
    cost = {"iterations": kdf["t"], "lanes": kdf["p"], "memory_cost": kdf["m"]}
    kek = Argon2id(salt=b64(kdf["salt"]), length=32, **cost)
    key = kek.derive(" ".join(bare.split()).encode())
    aad = canonical(["casedesk-slot-v1", signed["vid"], uid, kdf, keys, slot["fresh"]])
    opened = AESGCM(key).decrypt(b64(slot["nonce"]), b64(slot["ct"]), aad.encode())
    private = X25519PrivateKey.from_private_bytes(opened[:32])
    suite = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)
    mine = {c: each for c, each in signed["cmps"].items() if uid in each["wraps"]}
    for cid, each in mine.items():
        info = canonical(["casedesk-wrap-v1", signed["vid"], cid, each["gen"], uid])
        ck = suite.decrypt(b64(each["wraps"][uid]), private, info=info.encode())
        name, salt = f"casedesk/db/v1|{cid}|{each['gen']}", bytes.fromhex(signed["vid"])
        raw = HKDF(SHA256(), 32, salt, name.encode()).derive(ck)
        path = (folder / each["file"]).resolve().as_uri()
        db = sqlite.connect(f"{path}?mode=ro", uri=True)
        db.execute(f"PRAGMA key = \"x'{raw.hex()}'\"")
        for (table,) in db.execute(TABLES).fetchall():
            found = db.execute(f'SELECT * FROM "{table}"')
            names = [column[0] for column in found.description]
            for row in (dict(zip(names, each)) for each in found):
                print(json.dumps([cid, table, row], default=bytes.hex))


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8")
    main(Path(sys.argv[1]), sys.argv[2], getpass.getpass())
