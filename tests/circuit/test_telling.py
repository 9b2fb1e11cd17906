"""On the real desk: what goes to whom, what by exception, what not any more."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from casedesk.circuit.codes import Label
from casedesk.circuit.commands.cases import AddReferral
from casedesk.circuit.commands.directory import SaveOrganisation
from casedesk.circuit.commands.flags import SetFlag
from casedesk.circuit.commands.referrals import PrepareReferral, SaveLiaison
from casedesk.circuit.directory import Organisation
from casedesk.circuit.flags import FlagName
from casedesk.circuit.paper import Mark
from casedesk.circuit.paper_language import PaperLanguage
from casedesk.circuit.papers import Occasion, sheet_paper
from casedesk.circuit.people import Role
from casedesk.circuit.sheet import Addressee, Incomplete, Lack
from casedesk.store.verify import verify

WORKER = Role.SOCIAL_WORKER
WHY = "L'unité va rendre visite à la famille jeudi."
NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


@pytest.fixture
def referral(association, referring):
    return referring.of(association.case_being_referred())


@pytest.fixture
def refer_to(association, referring):
    """A referral to this kind of addressee, of a case that is being referred."""

    def made(addressee):
        case_id = association.case_being_referred()
        known = association.director.reads.organisations(addressee)
        place = known[0].id if known else association.director.do(an(addressee))
        added = association.worker.do(AddReferral(case_id, place))
        page = referring.page(case_id)
        return next(each for each in page.referrals if each.id == added)

    return made


def an(addressee):
    """Somebody of a kind of which no name ships: no private person's does."""
    kind = {Addressee.PSYCHOLOGIST: "PSYCH", Addressee.LAWYER: "LAWYER"}[addressee]
    name = Label("Permanence inventée", "مداومة مخترعة")
    told = "Inventée pour cet essai"
    return SaveOrganisation(Organisation("", name, kind, None, "SAL", source=told))


def flag(association, referral, name=FlagName.GUARDIAN_IMPLICATED):
    association.worker.do(SetFlag(referral.case_id, name, "Le père, selon l'enfant."))


def paper_of(association, page, referral):
    place = association.sit(WORKER)
    sheet = next(each for each in page.sheets if each.id == referral.sheet_id)
    return sheet_paper(
        page,
        sheet,
        place.desk.reads,
        association.rules,
        Occasion(place.desk.actor, NOW, PaperLanguage.FRENCH, Mark.PREVIEW),
        referral=referral,
    )


# whoever it is addressed to


@pytest.mark.parametrize("addressee", Addressee)
def test_a_sheet_is_written_signed_and_laid_out_for_its_addressee(
    association, referring, refer_to, addressee
):
    referral = refer_to(addressee)

    ready = referring.prepare(referral)

    paper = paper_of(association, referring.page(ready.case_id), ready)
    redaction = association.rules.redaction
    assert paper.sheet == redaction.sheet_for(addressee)
    assert {*paper.content} <= {each.key for each in paper.sheet}


def test_what_the_addressee_is_never_told_cannot_be_signed(
    association, referring, refuse, refer_to
):
    school = refer_to(Addressee.SCHOOL)
    content = {**referring.content(school), "alleged_author_name": "Le voisin"}

    refused = refuse(WORKER, PrepareReferral(school.id, content), Incomplete)

    assert [(g.field, g.lack) for g in refused.gaps] == [
        ("alleged_author_name", Lack.NOT_ASKED)
    ]


# by exception


def test_what_is_only_asked_is_neither_signed_nor_shown_without_a_tick(
    referring, refuse, referral
):
    content = {**referring.content(referral), "address": "12 rue des Roses"}

    refused = refuse(WORKER, PrepareReferral(referral.id, content), Incomplete)

    assert [(g.field, g.lack) for g in refused.gaps] == [("address", Lack.NOT_ASKED)]


def test_ticked_with_a_reason_it_is_shown_and_the_reason_is_kept_and_journalled(
    association, referring, referral
):
    content = {**referring.content(referral), "address": "12 rue des Roses"}

    association.worker.do(PrepareReferral(referral.id, content, {"address": WHY}))

    ready = referring.again(referral)
    page = referring.page(ready.case_id)
    sheet = next(each for each in page.sheets if each.id == ready.sheet_id)
    assert sheet.reasons == {"address": WHY}
    paper = paper_of(association, page, ready)
    assert paper.content["address"] == "12 rue des Roses"
    assert "address" in {each.key for each in paper.sheet}
    place = association.sit(WORKER)
    place.case_store.checkpoint()
    assert verify(place.case_store.db, place.keyring.verify).problems == ()


@pytest.mark.parametrize(
    ("reasons", "content", "lacking"),
    [
        ({"address": "utile"}, {"address": "12 rue"}, ("reasons.address", "TOO_SHORT")),
        ({"address": " "}, {"address": "12 rue"}, ("reasons.address", "MISSING")),
        ({"address": WHY}, {}, ("address", "MISSING")),
        ({"summary": WHY}, {}, ("reasons.summary", "NOT_ASKED")),
    ],
)
def test_a_tick_needs_its_reason_and_its_answer(
    referring, refuse, referral, reasons, content, lacking
):
    whole = {**referring.content(referral), **content}
    command = PrepareReferral(referral.id, whole, reasons)

    refused = refuse(WORKER, command, Incomplete)

    assert [(g.field, g.lack.name) for g in refused.gaps] == [lacking]


def test_ticks_are_kept_while_the_sheet_is_written(association, referring, referral):
    association.worker.do(
        SaveLiaison(referral.id, {"address": "12 rue des Roses"}, {"address": "uti"})
    )

    page = referring.page(referral.case_id)
    (draft,) = [each for each in page.sheets if each.code == referral.sheet_code]
    assert draft.reasons == {"address": "uti"}

    association.worker.do(SaveLiaison(referral.id, {}))

    page = referring.page(referral.case_id)
    (draft,) = [each for each in page.sheets if each.code == referral.sheet_code]
    assert draft.reasons == {}


# when a guardian may be the author (domain §2.8)


def test_a_family_that_is_kept_out_is_neither_contacted_nor_informed(
    association, referring, refuse, referral
):
    flag(association, referral)
    hospital = referring.of(referral.case_id, Addressee.HOSPITAL)
    content = {**referring.content(hospital), "guardian_contact": "YES"}

    refused = refuse(WORKER, PrepareReferral(hospital.id, content), Incomplete)

    assert [(g.field, g.lack) for g in refused.gaps] == [
        ("guardian_contact", Lack.NOT_TO_TELL)
    ]
    content = {**referring.content(referral), "inform_guardian": "NOW"}
    refused = refuse(WORKER, PrepareReferral(referral.id, content), Incomplete)
    assert [(g.field, g.lack) for g in refused.gaps] == [
        ("inform_guardian", Lack.NOT_TO_TELL)
    ]


def test_the_hospital_sheet_says_by_itself_not_to_contact_a_family_kept_out(
    association, referring, referral
):
    known = association.worker.reads.liaison_content(referral.case_id)
    redaction = association.rules.redaction
    kept_out = redaction.for_case(family_kept_out=True)

    assert "guardian_contact" not in redaction.fill(Addressee.HOSPITAL, known)
    filled = kept_out.fill(Addressee.HOSPITAL, known)
    assert filled["guardian_contact"] == "DO_NOT"
    assert "inform_guardian" not in kept_out.fill(
        Addressee.UPE_CAPE, {"F-J": {"inform_guardian": "NOW"}}
    )


@pytest.mark.parametrize("addressee", Addressee)
def test_a_guardian_who_may_be_the_author_is_on_no_sheet(association, addressee):
    kept_out = association.rules.redaction.for_case(family_kept_out=True)
    everything = {
        each.key for sheet in association.rules.sheets.values() for each in sheet
    }

    asked = {each.data for each in kept_out.sheet_for(addressee, everything)}

    assert "guardian_name" not in asked
    authority = addressee in (Addressee.PROSECUTOR, Addressee.POLICE)
    assert ("address" in asked) == authority


def test_a_copy_printed_later_leaves_out_a_guardian_implicated_meanwhile(
    association, referring, referral
):
    prosecutor = referring.of(referral.case_id, Addressee.PROSECUTOR)
    content = {**referring.content(prosecutor), "guardian_detail": "Le père, Omar"}
    association.worker.do(PrepareReferral(prosecutor.id, content))
    ready = referring.again(prosecutor)
    before = paper_of(association, referring.page(ready.case_id), ready)

    flag(association, referral)

    after = paper_of(association, referring.page(ready.case_id), ready)
    assert "guardian_detail" in {each.key for each in before.sheet}
    assert "guardian_detail" not in {each.key for each in after.sheet}
