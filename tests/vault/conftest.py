"""A vault of three people at a cost tests can afford, and ways to tamper with it."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.kdf import argon2

from casedesk.vault import canonical
from casedesk.vault.header import Signed
from casedesk.vault.header_file import read_header
from casedesk.vault.kdf import KdfCost, KdfLimits
from casedesk.vault.keyring import Keyring
from casedesk.vault.recovery import RecoverySecret, found_group
from casedesk.vault.rotation import found_circle
from casedesk.vault.vault import (
    NewVault,
    add_person,
    change_passphrase,
    create,
    unlock,
)

COST = KdfCost(memory_kib=8, passes=1, lanes=1)
LIMITS = KdfLimits(memory_kib=(8, 1_048_576), passes=(1, 10), lanes=(1, 1))
DIRECTOR = "phrase de la directrice"
WORKER = "phrase de l'assistante"
EDUCATOR = "phrase de l'éducatrice"


@pytest.fixture
def cost():
    return COST


@pytest.fixture
def limits():
    return LIMITS


@dataclass(frozen=True)
class Team:
    """A director and a worker who hold both keys, an educator who holds one."""

    folder: Path
    new: NewVault
    worker: str
    educator: str

    @property
    def director(self) -> str:
        return self.new.keyring.person

    @property
    def file(self) -> Path:
        return self.folder / "vault.json"

    @property
    def backup(self) -> Path:
        return self.folder / "vault.json.bak"

    def unlock(self, uid: str, passphrase: str = "") -> Keyring:
        phrases = {
            self.director: DIRECTOR,
            self.worker: WORKER,
            self.educator: EDUCATOR,
        }
        return unlock(self.folder, uid, passphrase or phrases[uid], limits=LIMITS)

    def load(self) -> dict[str, object]:
        return json.loads(self.file.read_bytes())

    def save(self, header: object) -> None:
        self.file.write_bytes(canonical.encode(header))


@pytest.fixture
def team(tmp_path):
    new = create(
        tmp_path,
        label="Directrice",
        passphrase=DIRECTOR,
        training=True,
        cost=COST,
        compartments={"desk": False, "cases": True},
    )
    new.finish()

    def add(label, compartments, passphrase):
        return add_person(
            tmp_path,
            new.keyring,
            label=label,
            compartments=compartments,
            passphrase=passphrase,
            cost=COST,
        )

    return Team(
        folder=tmp_path,
        new=new,
        worker=add("Assistante sociale", ["desk", "cases"], WORKER),
        educator=add("Éducatrice", ["desk"], EDUCATOR),
    )


@pytest.fixture
def derivations(monkeypatch):
    """What the real Argon2id was asked for, call by call."""
    asked = []
    real = argon2.Argon2id

    def counted(**parameters):
        asked.append(parameters)
        return real(**parameters)

    monkeypatch.setattr(argon2, "Argon2id", counted)
    return asked


@dataclass(frozen=True)
class Association:
    """A vault with a board, shares of the director and of the board, and a circle.

    The circle is the board's and the director has no key to it; r1 holds the ordinary
    compartments, r2 the circle as well.
    """

    folder: Path
    director: str
    worker: str
    educator: str
    board: str
    circle: str
    drops: Mapping[str, bytes]
    group: RecoverySecret
    board_group: RecoverySecret

    @property
    def file(self) -> Path:
        return self.folder / "vault.json"

    def unlock(self, uid: str, passphrase: str = "") -> Keyring:
        return unlock(self.folder, uid, passphrase or f"phrase {uid}", limits=LIMITS)

    def signed(self) -> Signed:
        return read_header(self.folder, LIMITS).signed

    def members(self, cid: str) -> set[str]:
        return set(self.signed().cmps[cid].wraps)


def settled(folder: Path, uid: str, passphrase: str) -> str:
    """Somebody who has chosen a phrase of their own."""
    change_passphrase(folder, uid, passphrase, f"phrase {uid}", COST)
    return uid


@pytest.fixture(scope="session")
def founded(tmp_path_factory):
    folder = tmp_path_factory.mktemp("association")
    group, board_group = RecoverySecret.new(), RecoverySecret.new()
    new = create(
        folder,
        label="Directrice",
        passphrase="premiers mots",
        training=True,
        cost=COST,
        compartments={"desk": False, "cases": True},
        recovery=group,
    )
    new.finish()
    keyring = new.keyring

    def add(label, *compartments):
        uid = add_person(
            folder,
            keyring,
            label=label,
            compartments=compartments,
            passphrase="premiers mots",
            cost=COST,
        )
        return settled(folder, uid, "premiers mots")

    director = settled(folder, keyring.person, "premiers mots")
    worker, educator = add("Assistante", "desk", "cases"), add("Éducatrice", "desk")
    board = add("Présidente", "desk")
    found_group(folder, keyring, board_group, ["desk", "cases"], LIMITS)
    circle = found_circle(folder, keyring, [board, "r2"], keep=False, limits=LIMITS)
    drops = {**new.drop_private, circle.cid: circle.drop_private}
    circle.finish()
    return Association(
        folder,
        director,
        worker,
        educator,
        board,
        circle.cid,
        drops,
        group,
        board_group,
    )


@pytest.fixture
def association(founded, tmp_path):
    """As it was founded, in a folder of its own."""
    for name in ("vault.json", "vault.json.bak"):
        (tmp_path / name).write_bytes((founded.folder / name).read_bytes())
    return replace(founded, folder=tmp_path)


@pytest.fixture
def director(association):
    return association.unlock(association.director)


class PowerCut(BaseException):
    """Nothing catches this."""


@pytest.fixture
def power_goes(monkeypatch):
    """At the nth time a file is flushed or renamed; gives whether it came to that."""

    @contextmanager
    def cut(step):
        steps, gone = iter(range(100)), []

        def until_cut(real):
            def call(*arguments):
                if next(steps) == step:
                    raise PowerCut
                return real(*arguments)

            return call

        with monkeypatch.context() as machine:
            machine.setattr(os, "fsync", until_cut(os.fsync))
            machine.setattr(os, "replace", until_cut(os.replace))
            try:
                yield gone
            except PowerCut:
                gone.append(step)

    return cut
