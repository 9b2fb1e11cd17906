"""What stands in the clear where nobody needs a key to read it."""

from __future__ import annotations

import base64
import json
import os
import random
import re
import signal
import sys
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from casedesk.app import training
from casedesk.app.training import TrainingVault
from casedesk.app.training_texts import (
    ASSESSED,
    DIRECTOR,
    EDUCATOR,
    SOCIAL_WORKER,
    WALKED,
)
from casedesk.circuit.changes import Home
from casedesk.circuit.commands.cases import ViewCase
from casedesk.circuit.commands.searching import NoteSearch
from casedesk.circuit.desk import Desk
from casedesk.circuit.longwork import unheard
from casedesk.circuit.queries import CaseList
from casedesk.store import connection
from casedesk.store.database import Database
from tests.faults.association import (
    NOON,
    at,
    director_of,
    founded,
    reader,
    typed,
    workplace,
)
from tests.faults.disk import traced
from tests.faults.tally import Tally, lost

_PAYLOAD = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')
_SORT = (  # far more than fits into the cache, so that SQLite has to put it somewhere
    "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 4000)"
    " SELECT content || i FROM sheets, n ORDER BY 1 DESC"
)


def words(seed: int) -> dict[str, str]:
    """What nobody outside may read: a name in both scripts, texts, what is sought."""
    number = random.Random(seed).randrange(10**8, 10**9)
    arabic = "".join(chr(0x0660 + int(digit)) for digit in str(number))
    return {
        "given_latin": f"Zineb{number}",
        "given_arabic": f"زينب{arabic}",
        "words": f"Récit à ne pas lire {number}",
        "danger_reason": f"Raison-qui-reste {number}",
        "sought": f"Zoubida{number}",
    }


def leakgrep(files: Mapping[str, bytes], texts: Iterable[str]) -> list[tuple[str, str]]:
    """Which of the texts stand in which of the files, in whatever encoding."""
    return sorted(
        (name, text)
        for text in texts
        for name, content in files.items()
        if any(spelled in content for spelled in spellings(text))
    )


def spellings(text: str) -> Iterator[bytes]:
    """The bytes a text may have in a file."""
    for form in ("NFC", "NFD"):
        same = unicodedata.normalize(form, text)
        yield from (same.encode(), same.lower().encode())
        yield from (same.encode("utf-16-le"), same.encode("utf-16-be"))
    yield json.dumps(text)[1:-1].encode()
    yield base64.b64encode(text.encode())[:-4]


def files_under(*folders: Path) -> dict[str, bytes]:
    return {
        str(each): each.read_bytes()
        for folder in folders
        for each in folder.rglob("*")
        if each.is_file()
    }


def written_in_the_clear(
    place: Path, seed: int, *, temp_store: str = "MEMORY"
) -> list[tuple[str, str]]:
    """S10: what of a marked day stands in a file, or went through a system call.

    The program has a home, a temporary and a working folder of its own, is killed at
    the end, and sorts more than its memory holds.
    """
    place.mkdir()
    vault = founded(place / "vault.casedesk")
    homes = {name: place / name for name in ("HOME", "TMPDIR", "cwd")}
    for folder in homes.values():
        folder.mkdir()
    environment = [f"{name}={folder}" for name, folder in homes.items()]
    root = Path(__file__).parents[2]
    marked = (str(vault.folder), str(seed), temp_store)
    command = (
        *("env", "-C", str(homes["cwd"]), f"PYTHONPATH={root}", *environment),
        *(sys.executable, "-m", __name__, *marked),
    )
    trace = place.parent / f"{place.name}.trace"
    payloads = b"\x00".join(
        bytes.fromhex(each.replace("\\x", ""))
        for line in traced(command, trace, longest=1 << 24, ends_well=False)
        for each in _PAYLOAD.findall(line)
    )
    trace.unlink()
    looked_at = {**files_under(place), "what was written": payloads}
    return leakgrep(looked_at, words(seed).values())


def plaintext(count: int, seed: int) -> Tally:
    """S10, so many days."""

    def trial(number: int) -> str:
        with workplace() as place:
            found = written_in_the_clear(place / "here", seed + number)
        return lost(f"{len(found)} texts in the clear") if found else "nothing"

    return Tally.of(typed(lambda: trial(number)) for number in range(count))  # noqa: B023


def keys_found(vault: TrainingVault, *folders: Path) -> list[str]:
    """K18: which of the director's keys stand in a file: raw, hexadecimal, base64."""
    with director_of(vault) as keyring:
        identity = keyring._identity
        secrets = {
            "agreement": bytes(identity._x),
            "signing": bytes(identity._e),
            **{f"{cid} key": bytes(key) for cid, key in keyring._keys.items()},
            **{f"{cid} store": bytes(keyring.db_key(cid)) for cid in Home},
            **{f"{cid} seal": bytes(keyring.seal_key(cid)) for cid in Home},
        }
    everything = b"\x00".join(files_under(vault.folder, *folders).values()).lower()
    return [
        name
        for name, secret in secrets.items()
        for spelled in (secret, secret.hex().encode(), base64.b64encode(secret)[:-4])
        if spelled.lower() in everything
    ]


def main(folder: Path, seed: int, temp_store: str) -> None:
    """A day with the marked words in every kind of text; then the power fails.

    With a backup and a compaction in it: both write every page anew.
    """
    if temp_store != "MEMORY":  # the control: one setting that is not as it should be
        loose = {**connection.SETTINGS, "temp_store": (temp_store, 1)}
        connection.SETTINGS = loose
    vault, marked = at(folder), words(seed)
    concern = {**WALKED, **{name: marked[name] for name in marked if name in WALKED}}
    with vault.sitting(EDUCATOR) as sitting:
        training.record(sitting, concern, NOON)
    with vault.sitting(SOCIAL_WORKER) as sitting:
        case_id = training.newest_case(sitting, NOON)
        training.take(sitting, case_id)
        assessed = {**ASSESSED, "danger_reason": marked["danger_reason"]}
        training.assess(sitting, case_id, assessed)
    with vault.sitting(DIRECTOR) as sitting:
        sitting.duplicates.look(unheard)
        office = sitting.safekeeping
        office.note(office.back_up(folder.parent / "stick", unheard))
        move = sitting.erasures.finish()  # a new file without the freed pages
        move.carry_out()
        move.settle()
    with vault.sitting(SOCIAL_WORKER) as sitting:
        sitting.desk.do(ViewCase(case_id))
        sitting.desk.reads.case_page(case_id)
        sitting.desk.reads.cases(CaseList.ALL, NOON, None, 100)
        _look_for(sitting.desk, marked)
        with director_of(vault) as keyring, reader(vault, keyring, Home.CASES) as db:
            _sorted(db)
        os.kill(os.getpid(), signal.SIGKILL)


def _look_for(desk: Desk, marked: Mapping[str, str]) -> None:
    """By every name, found or not, in both scripts and as it is typed."""
    reads = desk.reads
    for name in ("given_latin", "given_arabic", "sought"):
        for length in (3, len(marked[name])):
            found = len(reads.search(marked[name][:length]))
    assert reads.search(marked["given_arabic"]).rows
    assert reads.search_texts(marked["words"]).rows
    reads.may_be_typed({**marked})
    desk.do(NoteSearch(found))


def _sorted(db: Database) -> None:
    for _ in db.each(_SORT):
        break


if __name__ == "__main__":
    where, number, setting = sys.argv[1:]
    main(Path(where), int(number), setting)
