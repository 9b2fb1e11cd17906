"""Commands on real desks: refusals that change nothing, and referrals on their way."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import pytest

from casedesk.app.training_texts import ASSESSED, written_on
from casedesk.circuit.commands.cases import TakeInCharge, ViewCase
from casedesk.circuit.commands.copies import ConfirmPrint, PreparePrint
from casedesk.circuit.commands.referrals import (
    PrepareReferral,
    RecordAnswer,
    SendReferral,
)
from casedesk.circuit.commands.reporting import SignReport
from casedesk.circuit.dates import local
from casedesk.circuit.desk import Desk
from casedesk.circuit.paper_language import PaperLanguage
from casedesk.circuit.people import Role
from casedesk.circuit.referral import Answer, Channel
from casedesk.circuit.rights import Actor
from casedesk.circuit.sheet import Addressee

# What whoever writes a liaison sheet has learnt since the concern.
ADDED = {"safe_contact": "La grand-mère, le matin", "alleged_author_link": "STEP"}


def everything(place):
    """Every row of every table this person has the key of."""
    stores = [place.desk_store, place.case_store]
    return [
        {
            table["name"]: store.db.rows(f"SELECT * FROM {table['name']}")  # noqa: S608 -- names of our tables
            for table in store.db.rows(
                "SELECT name FROM sqlite_master WHERE type = 'table'"
            )
            if table["name"] not in ("codes", "organisations", "hotlines")
        }
        for store in stores
        if store is not None
    ]


def desk_of(association, place, who):
    rights = association.rules.rights.of(who)
    actor = Actor(who.id, who.label, who.role, rights)
    return Desk(actor, place.desk._stores, place.desk.reads)


@pytest.fixture
def refuse(association):
    """Do what must be refused, and see that not a row has changed and nobody heard."""

    def check(role, command, refusal, who=None):
        """By this role; with `who`, by somebody who has its keys and other rights."""
        association.sit(Role.DIRECTOR)
        place = association.sit(role)
        if who is not None:
            place = replace(place, desk=desk_of(association, place, who))
        before = everything(association.sit(Role.DIRECTOR))
        told = []
        stop = place.desk.watch(told.append)
        with pytest.raises(refusal) as refused:
            place.desk.do(command)
        stop()
        assert type(refused.value) is refusal
        assert everything(association.sit(Role.DIRECTOR)) == before
        assert told == []
        return refused.value

    return check


@dataclass(frozen=True)
class Referring:
    """The referrals of a case, by kind of addressee, as the social worker handles them.

    `today` is the civil day in the association.
    """

    association: Any
    role: Role = Role.SOCIAL_WORKER

    @property
    def desk(self):
        return self.association.sit(self.role).desk

    @property
    def today(self):
        return local(self.association.clock()).date()

    def page(self, case_id):
        self.desk.do(ViewCase(case_id))
        return self.desk.reads.case_page(case_id)

    def of(self, case_id, addressee=Addressee.UPE_CAPE):
        return next(
            each for each in self.page(case_id).referrals if each.addressee is addressee
        )

    def content(self, referral):
        rules = self.association.rules
        sheet = rules.redaction.sheet_for(referral.addressee)
        self.desk.do(ViewCase(referral.case_id))
        known = self.desk.reads.liaison_content(referral.case_id)
        asked = {each.key for each in sheet}
        return {
            **{key: each for key, each in ADDED.items() if key in asked},
            **rules.redaction.fill(referral.addressee, known),
            **written_on(sheet),
        }

    def prepare(self, referral):
        """Also by whoever else has to sign: what goes to the prosecutor takes two."""
        if referral.addressee is not Addressee.PROSECUTOR:
            self.desk.do(PrepareReferral(referral.id, self.content(referral)))
            return self.again(referral)
        self.prepare_report(referral)
        director = self.association.director
        director.do(SignReport(referral.id, referral.organisation))
        return self.again(referral)

    def prepare_report(self, referral):
        """By the social worker, whoever else is referring."""
        worker = self.association.worker
        worker.do(PrepareReferral(referral.id, self.content(referral)))

    def print(self, referral):
        prepared = self.prepare(referral)
        copy = self.desk.do(
            PreparePrint(prepared.case_id, prepared.sheet_id, PaperLanguage.FRENCH)
        )
        self.desk.do(ConfirmPrint(copy, "ab" * 32))
        return prepared

    def send(self, referral):
        self.print(referral)
        self.desk.do(
            SendReferral(referral.id, Channel.BY_HAND, self.today, "Bureau d'ordre")
        )
        return self.again(referral)

    def answer(self, referral, answer, detail=""):
        self.desk.do(
            RecordAnswer(referral.id, answer, self.today, "Assistante sociale", detail)
        )
        return self.again(referral)

    def refuse_all(self, case_id):
        """Every service says no."""
        for each in self.page(case_id).referrals:
            self.answer(self.send(each), Answer.REFUSED, "Hors de notre ressort")

    def again(self, referral):
        found = self.page(referral.case_id).referrals
        return next(each for each in found if each.id == referral.id)


@pytest.fixture
def referring(association):
    return Referring(association)


@pytest.fixture
def stage(association):
    """Where a case stands."""

    def of(case_id):
        db = association.case_store().db
        return db.value("SELECT stage FROM cases WHERE id = ?", (case_id,))

    return of


@pytest.fixture
def somebody_elses(association):
    """A case that the social worker has nothing to do with."""

    def made():
        case_id = association.logged_case()
        association.director.do(TakeInCharge(case_id))
        return case_id

    return made


@pytest.fixture
def decision(association):
    return association.decision


@pytest.fixture
def assessment():
    """An assessment that can be signed."""
    return dict(ASSESSED)
