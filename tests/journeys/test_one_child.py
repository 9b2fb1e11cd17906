"""One child's way through a real association, person by person, lock by lock."""

from __future__ import annotations

import os
from contextlib import contextmanager
from datetime import timedelta

import pytest

from casedesk.app import training, verify, walk
from casedesk.app.entrance import VaultEntrance
from casedesk.app.passphrases import Passphrases
from casedesk.app.training_texts import WALKED
from casedesk.circuit.commands.concerns import SendComplement
from casedesk.circuit.commands.copies import ConfirmPrint, PreparePrint
from casedesk.circuit.commands.followup import TellAuthor
from casedesk.circuit.concern import ConcernStatus
from casedesk.circuit.entrance import Founding
from casedesk.circuit.paper_language import PaperLanguage
from casedesk.circuit.people import Duty, Role
from casedesk.circuit.queries import CaseList
from casedesk.circuit.stages import Stage
from casedesk.vault.kdf import KdfCost

CHEAP = Passphrases(KdfCost(memory_kib=8, passes=1, lanes=1))
TEAM = {
    "Assistante sociale": (Role.SOCIAL_WORKER, ()),
    "Éducateur": (Role.EDUCATOR, ()),
    "Directrice adjointe": (Role.DIRECTOR, (Duty.DEPUTY,)),
}


class House:
    """An association that is no exercise: everybody chose their own passphrase."""

    def __init__(self, folder, entrance):
        self.folder, self.entrance = folder, entrance
        self.passphrases = {}

    def found(self):
        passphrase = self.passphrases["Directrice"] = self.entrance.draw_passphrase()
        words = (self.folder, "Association Exemple", "SAL", "Directrice", passphrase)
        sitting = self.entrance.sit_down(self.entrance.create(Founding(*words)))
        for label, (role, duties) in TEAM.items():
            new = sitting.add_person(label, role)
            sitting.enrol(new, role, duties)
            self.passphrases[label] = new.passphrase
        sitting.lock()
        for label in TEAM:
            with self.sitting(label) as sitting:
                assert sitting.must_change
                own = self.entrance.draw_passphrase()
                sitting.change_passphrase(self.passphrases[label], own)
            self.passphrases[label] = own

    def person(self, label):
        people = self.entrance.look(self.folder).people
        return next(person for person, called in people if called == label)

    @contextmanager
    def sitting(self, label):
        passphrase = self.passphrases[label]
        sitting = self.entrance.sit_down(
            self.entrance.unlock(self.folder, self.person(label), passphrase)
        )
        try:
            yield sitting
        finally:
            sitting.lock()


@pytest.fixture
def house(tmp_path, clock):
    made = House(
        tmp_path / "exemple.casedesk", VaultEntrance(tmp_path / "s", clock, CHEAP)
    )
    made.found()
    return made


def verified(house, label):
    reading, writing = os.pipe()
    os.write(writing, f"{house.passphrases[label]}\n".encode())
    os.close(writing)
    return verify.run(house.folder, label, reading, CHEAP)


def test_from_a_sentence_overheard_to_a_service_that_takes_over(house, clock):
    with house.sitting("Éducateur") as sitting:
        training.record(sitting, WALKED, clock())
        (receipt,) = sitting.desk.reads.my_receipts()
        sitting.desk.do(SendComplement(receipt.id, "Elle a redit la même chose."))

    clock.pass_(hours=1)
    with house.sitting("Assistante sociale") as sitting:
        case_id = training.newest_case(sitting, clock())
        training.take(sitting, case_id)
        training.assess(sitting, case_id)

    clock.pass_(hours=1)
    with house.sitting("Directrice adjointe") as sitting:
        assert sitting.desk.reads.count(CaseList.TO_DECIDE, clock()) == 1
        worker = house.person("Assistante sociale")
        training.decide(sitting, case_id, worker, clock())

    clock.pass_(hours=1)
    with house.sitting("Assistante sociale") as sitting:
        desk = sitting.desk
        desk.do(training.ViewCase(case_id))
        walk.prepare(sitting, case_id)
    with house.sitting("Directrice adjointe") as sitting:
        sitting.desk.do(training.ViewCase(case_id))
        walk.sign_reports(sitting, case_id)
    with house.sitting("Assistante sociale") as sitting:
        desk = sitting.desk
        desk.do(training.ViewCase(case_id))
        for referral in desk.reads.case_page(case_id).referrals:
            copy = desk.do(
                PreparePrint(case_id, referral.sheet_id, PaperLanguage.FRENCH)
            )
            desk.do(ConfirmPrint(copy, "ab" * 32))
        walk.send(sitting, case_id, clock())
    clock.pass_(days=1)
    with house.sitting("Assistante sociale") as sitting:
        sitting.desk.do(training.ViewCase(case_id))
        walk.answer(sitting, case_id, clock())
        sitting.desk.do(TellAuthor(case_id, "SERVICE"))
        page = sitting.desk.reads.case_page(case_id)

    assert page.case.stage is Stage.FOLLOWUP
    assert page.case.due_at - clock() == timedelta(days=7)
    assert [each.text for each in page.amendments] == ["Elle a redit la même chose."]
    told = [each.action for each in page.chronology]
    assert told[:3] == ["TakeInDrop", "TakeInDrop", "TakeInCharge"]
    assert told.count("SendReferral") == told.count("RecordAnswer") == 3
    assert [each.at for each in page.chronology] == sorted(
        each.at for each in page.chronology
    )
    with house.sitting("Éducateur") as sitting:
        (receipt,) = sitting.desk.reads.my_receipts()
        assert [each.status for each in receipt.statuses] == list(ConcernStatus)
    assert [verified(house, label) for label in house.passphrases] == [0, 0, 0, 0]
