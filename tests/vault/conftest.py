"""A vault of three people at a cost tests can afford, and ways to tamper with it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.kdf import argon2

from casedesk.vault import canonical
from casedesk.vault.kdf import KdfCost, KdfLimits
from casedesk.vault.keyring import Keyring
from casedesk.vault.vault import NewVault, add_person, create, unlock

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
