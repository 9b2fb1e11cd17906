"""An invented team that lives through the stories of a training vault, act by act."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass

from casedesk.app.company_texts import (
    NETWORK,
)
from casedesk.app.compartments import open_stores
from casedesk.app.freshness import FreshnessSeal
from casedesk.app.session import VaultSitting
from casedesk.app.training import PastClock, TrainingVault
from casedesk.app.training_texts import (
    DIRECTOR,
    EDUCATOR,
    SOCIAL_WORKER,
    Trainee,
)
from casedesk.circuit.codes import Label
from casedesk.circuit.commands.directory import SaveOrganisation
from casedesk.circuit.desk import Desk
from casedesk.circuit.directory import ADDRESSEE_OF, NATIONAL, Organisation


@dataclass(frozen=True, slots=True)
class Beside:
    """Somebody who sits down beside the director."""

    desk: Desk


@dataclass(frozen=True, slots=True)
class Company:
    """Everybody at the same table, so that a long past is told without locking."""

    director: VaultSitting
    worker: Beside
    educator: Beside
    clock: PastClock


@contextmanager
def company(vault: TrainingVault) -> Iterator[Company]:
    """The director has the vault; the others' desks stand beside hers."""
    with ExitStack() as leave:
        director = leave.enter_context(vault.sitting(DIRECTOR))
        _meet_network(director.desk)
        worker, educator = (
            leave.enter_context(_beside(vault, trainee))
            for trainee in (SOCIAL_WORKER, EDUCATOR)
        )
        yield Company(director, worker, educator, vault.clock)


def _meet_network(direction: Desk) -> None:
    """People of the trade whom every territory has, and no list can name for it."""
    for kind, (french, arabic) in NETWORK.items():
        if any(each.kind == kind for each in direction.reads.organisations()):
            continue
        direction.do(
            SaveOrganisation(
                Organisation(
                    id="",
                    name=Label(french, arabic),
                    kind=kind,
                    addressee=ADDRESSEE_OF[kind],
                    territory=NATIONAL,
                    source="Exercice",
                    access=Label(
                        "Appeler le secrétariat, puis remettre la fiche.",
                        "الاتصال بالكتابة ثم تسليم البطاقة.",
                    ),
                )
            )
        )


@contextmanager
def _beside(vault: TrainingVault, trainee: Trainee) -> Iterator[Beside]:
    person = vault.person(trainee)
    with closing(vault.entrance.unlock(vault.folder, person, trainee.passphrase)) as k:
        seal = FreshnessSeal(vault.folder, k.keyring)
        with closing(open_stores(vault.folder, k.keyring, vault.clock, seal)) as stores:
            if stores.person is None:
                raise LookupError("a trainee who is not enrolled")
            yield Beside(stores.desk_for(stores.person))
