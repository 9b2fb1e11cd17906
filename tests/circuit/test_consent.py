"""Who is asked, who must not be, and what an agreement stops (domain §2.8)."""

from __future__ import annotations

import pytest

from casedesk.circuit.commands.cases import Decide, SubmitForDecision, TakeInCharge
from casedesk.circuit.commands.consent import (
    Derogate,
    NoteWithdrawal,
    RecordConsent,
)
from casedesk.circuit.commands.family import CorrectChild, NoteRelative
from casedesk.circuit.commands.flags import SetFlag
from casedesk.circuit.commands.referrals import PrepareReferral, SendReferral
from casedesk.circuit.consent import (
    ConsentMissing,
    Counsel,
    Hindrance,
    NotOneToAsk,
    answer_of,
    counsel,
    hindrance,
)
from casedesk.circuit.dates import local
from casedesk.circuit.errors import NotPermitted
from casedesk.circuit.flags import FlagName
from casedesk.circuit.people import Role
from casedesk.circuit.referral import Channel, ReferralState
from casedesk.circuit.sheet import Addressee, Incomplete, Lack
from tests.circuit.people import (
    DEROGATED,
    FATHER,
    MOTHER,
    POINTS,
    WITHDRAWN,
    agreement,
)
from tests.conftest import ASSESSMENT, CONCERN

DIRECTOR, WORKER = Role.DIRECTOR, Role.SOCIAL_WORKER
UPE = "UPE_CAPE"


@pytest.fixture
def case(association):
    return association.case_in_charge()


def being_supported(association, danger="2", birth="2017", concern=CONCERN, **assessed):
    """A case on its way to a protection unit, without danger or a report."""
    case = association.logged_case({**concern, "birth": birth})
    association.worker.do(TakeInCharge(case))
    content = {**ASSESSMENT, "danger": danger, **assessed}
    association.worker.do(SubmitForDecision(case, content))
    decision = {
        **association.decision(),
        "decision": ["REFER"],
        "report": "no",
        "no_report_reason": "Un soutien suffit pour l'instant.",
    }
    association.director.do(Decide(case, decision))
    return case


def consents(association, case):
    return association.opened(case).consents


def hindered(association, case, share=UPE):
    today = local(association.clock()).date()
    return hindrance(consents(association, case), share, today)


# what is recorded


def test_a_sheet_is_signed_for_each_person_and_each_stays(association, case):
    association.worker.do(RecordConsent(case, agreement("CHILD")))
    association.worker.do(RecordConsent(case, agreement("GUARDIAN", "no")))

    records = consents(association, case).records
    assert [each.number for each in records] == ["H1", "H2"]
    assert [each.content["person"] for each in records] == ["CHILD", "GUARDIAN"]


def test_a_refusal_is_kept_word_for_word(association, case, refuse):
    unsaid = {**agreement("CHILD", "no"), "refusal_words": ""}
    refused = refuse(WORKER, RecordConsent(case, unsaid), Incomplete)
    assert [each.field for each in refused.gaps] == ["refusal_words"]

    association.worker.do(RecordConsent(case, agreement("CHILD", "no")))

    (kept,) = consents(association, case).records
    assert kept.content["refusal_words"] == "ما بغيتش."


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"points": POINTS[:-1]}, "points"),
        ({"witness": ""}, "witness"),
        ({"person": "OTHER"}, "person_link"),
        ({"language": ""}, "language"),
        ({"sharing": []}, "sharing"),
        ({"statistics": ""}, "statistics"),
    ],
)
def test_what_an_agreement_needs_is_said_beside_its_field(refuse, case, change, field):
    content = {**agreement("CHILD"), **change}

    refused = refuse(WORKER, RecordConsent(case, content), Incomplete)

    assert [each.field for each in refused.gaps] == [field]


def test_the_last_word_counts_for_each_service(association, case):
    both = [{"with": UPE, "agreed": "yes"}, {"with": "SCHOOL", "agreed": "yes"}]
    association.worker.do(RecordConsent(case, agreement("CHILD", sharing=both)))
    association.clock.pass_(days=1)
    association.worker.do(RecordConsent(case, agreement("CHILD", "no")))

    found = consents(association, case)
    said = [answer_of(found, "CHILD", each) for each in (UPE, "SCHOOL", "LAWYER")]
    assert said == [False, True, None]


@pytest.mark.parametrize(
    ("shares", "left"), [([], [False, False]), (["SCHOOL"], [True, False])]
)
def test_an_agreement_taken_back_stops_what_it_names_or_everything(
    association, case, shares, left
):
    both = [{"with": UPE, "agreed": "yes"}, {"with": "SCHOOL", "agreed": "yes"}]
    association.worker.do(RecordConsent(case, agreement("GUARDIAN", sharing=both)))
    association.clock.pass_(hours=1)
    association.worker.do(NoteWithdrawal(case, {**WITHDRAWN, "shares": shares}))

    found = consents(association, case)
    assert [answer_of(found, "GUARDIAN", each) for each in (UPE, "SCHOOL")] == left
    assert answer_of(found, "CHILD", UPE) is None


def test_a_withdrawal_has_its_day_and_is_no_change_of_what_was_signed(
    association, case, refuse
):
    association.worker.do(RecordConsent(case, agreement("GUARDIAN")))
    tomorrow = {**WITHDRAWN, "on": "2026-03-03"}
    refuse(WORKER, NoteWithdrawal(case, tomorrow), Incomplete)

    association.worker.do(NoteWithdrawal(case, WITHDRAWN))

    page = association.opened(case)
    assert page.withdrawals[0].on.isoformat() == "2026-03-02"
    assert page.consents.records[0].content["support"] == "yes"


# the table of domain §2.8


def test_a_guardian_is_asked_when_there_is_no_danger_and_no_doubt(association):
    case = being_supported(association)
    association.worker.do(NoteRelative(case, MOTHER))

    found = consents(association, case)
    assert counsel(found, found.guardians[0]) is Counsel.ASK


def test_in_danger_an_agreement_is_no_condition(association):
    case = association.case_to_decide(danger="4")
    association.worker.do(NoteRelative(case, MOTHER))

    found = consents(association, case)
    assert counsel(found, found.guardians[0]) is Counsel.NOT_NEEDED
    assert hindered(association, case) is None


def test_a_guardian_who_may_be_the_author_is_never_asked(association):
    for danger in ("1", "4"):
        case = association.case_to_decide(danger=danger)
        association.worker.do(NoteRelative(case, FATHER))
        found = consents(association, case)
        assert counsel(found, found.guardians[0]) is Counsel.MUST_NOT


def test_the_link_that_a_concern_tells_is_enough_for_caution(association):
    concern = {**CONCERN, "alleged_author_link": "FATHER"}
    case = association.logged_case(concern)
    association.director.do(
        NoteRelative(case, {**FATHER, "may_be_author": "", "not_informed": "AUTHOR"})
    )

    found = association.opened(case, DIRECTOR).consents
    assert counsel(found, found.guardians[0]) is Counsel.MUST_NOT
    assert found.all_guardians_implicated


def test_the_flag_is_enough_for_caution_but_for_whom_is_said_to_be_safe(association):
    case = being_supported(association)
    unsaid = {**MOTHER, "may_be_author": "", "why_safe": ""}
    association.worker.do(NoteRelative(case, unsaid))
    association.worker.do(NoteRelative(case, {**MOTHER, "given_latin": "Autre"}))
    association.worker.do(SetFlag(case, FlagName.GUARDIAN_IMPLICATED, "Dit ce matin."))

    found = consents(association, case)
    assert [counsel(found, each) for each in found.guardians] == [
        Counsel.MUST_NOT,
        Counsel.ASK,
    ]


def test_a_family_not_to_be_contacted_is_asked_nothing(association, refuse):
    case = being_supported(association)
    association.worker.do(NoteRelative(case, MOTHER))
    flag = SetFlag(case, FlagName.DO_NOT_CONTACT_FAMILY, "Avis du parquet.")
    association.worker.do(flag)

    refuse(WORKER, RecordConsent(case, agreement("GUARDIAN")), NotOneToAsk)


def test_of_whom_nobody_said_it_is_to_be_found_out_first(association, case):
    association.worker.do(NoteRelative(case, {**MOTHER, "may_be_author": "unknown"}))

    found = consents(association, case)
    assert counsel(found, found.guardians[0]) is Counsel.FIND_OUT


def test_the_other_parent_is_asked_when_judged_safe(association):
    case = being_supported(association)
    association.worker.do(NoteRelative(case, FATHER))
    association.worker.do(NoteRelative(case, MOTHER))

    found = consents(association, case)
    assert [counsel(found, each) for each in found.guardians] == [
        Counsel.MUST_NOT,
        Counsel.ASK,
    ]
    assert not found.all_guardians_implicated


@pytest.mark.parametrize(
    ("birth", "said", "expected"),
    [
        ("2017", {}, Hindrance.GUARDIAN_NOT_ASKED),
        ("2017", {"GUARDIAN": "yes"}, None),
        ("2017", {"GUARDIAN": "no"}, Hindrance.GUARDIAN_REFUSED),
        ("2017", {"CHILD": "no", "GUARDIAN": "yes"}, None),  # heard; not mature yet
        ("2012", {"GUARDIAN": "yes"}, Hindrance.CHILD_NOT_ASKED),
        ("2012", {"CHILD": "no", "GUARDIAN": "yes"}, Hindrance.CHILD_REFUSED),
        ("2012", {"CHILD": "yes", "GUARDIAN": "yes"}, None),
    ],
)
def test_without_danger_the_guardian_agrees_and_a_mature_child_too(
    association, birth, said, expected
):
    case = being_supported(association, birth=birth)
    for person, agreed in said.items():
        association.worker.do(RecordConsent(case, agreement(person, agreed)))

    assert hindered(association, case) is expected


def test_nobody_is_asked_for_a_child_whom_nobody_represents(association):
    case = being_supported(association)
    association.worker.do(CorrectChild(case, {"sex": "F", "unaccompanied": "yes"}))

    assert hindered(association, case) is None


def test_where_every_guardian_may_be_the_author_nobody_is_waited_for(association):
    case = being_supported(association)
    association.worker.do(NoteRelative(case, FATHER))

    assert hindered(association, case) is None


# what a referral waits for


def test_a_referral_without_an_agreement_is_not_ready(association, referring, refuse):
    case = being_supported(association)
    referral = referring.of(case)
    command = PrepareReferral(referral.id, referring.content(referral))
    refused = refuse(WORKER, command, ConsentMissing)
    assert refused.parameters == {"reason": Hindrance.GUARDIAN_NOT_ASKED}

    association.worker.do(RecordConsent(case, agreement("GUARDIAN")))
    assert referring.prepare(referral).state is ReferralState.READY


def test_the_director_alone_may_decide_to_share_without_and_says_why(
    association, referring, refuse
):
    case = being_supported(association)
    refuse(WORKER, Derogate(case, DEROGATED), NotPermitted)
    refused = refuse(DIRECTOR, Derogate(case, {**DEROGATED, "reason": "x"}), Incomplete)
    assert [each.lack for each in refused.gaps] == [Lack.TOO_SHORT]

    association.director.do(Derogate(case, DEROGATED))

    assert referring.prepare(referring.of(case)).state is ReferralState.READY
    hospital = referring.of(case, Addressee.HOSPITAL)
    with pytest.raises(ConsentMissing):  # decided for one service, not for all
        referring.prepare(hospital)


def test_a_report_to_the_prosecutor_waits_for_nobody(association, referring):
    case = being_supported(association)

    report = referring.prepare(referring.of(case, Addressee.PROSECUTOR))

    assert report.state is ReferralState.READY


def test_what_is_taken_back_before_the_sheet_leaves_keeps_it_here(
    association, referring, refuse
):
    case = being_supported(association)
    association.worker.do(RecordConsent(case, agreement("GUARDIAN")))
    referral = referring.print(referring.of(case))
    association.clock.pass_(minutes=5)
    association.worker.do(NoteWithdrawal(case, WITHDRAWN))

    sending = SendReferral(referral.id, Channel.BY_HAND, referring.today, "Bureau")
    refuse(WORKER, sending, ConsentMissing)


def test_in_danger_a_refusal_stops_nothing(association, referring):
    case = association.case_being_referred()
    association.worker.do(RecordConsent(case, agreement("CHILD", "no")))
    association.worker.do(RecordConsent(case, agreement("GUARDIAN", "no")))

    assert referring.prepare(referring.of(case)).state is ReferralState.READY


# a guardian who may be the author


def test_nothing_is_asked_of_guardians_who_may_all_be_the_author(
    association, case, refuse
):
    association.worker.do(NoteRelative(case, FATHER))

    refuse(WORKER, RecordConsent(case, agreement("GUARDIAN")), NotOneToAsk)


@pytest.mark.parametrize(
    "telling",
    [{"inform_guardian": "NOW"}, {"guardian_consent": "REFUSED"}],
)
def test_no_liaison_sheet_tells_them(association, referring, refuse, telling):
    case = association.case_being_referred()
    association.worker.do(NoteRelative(case, FATHER))
    referral = referring.of(case)
    silent = {
        **referring.content(referral),
        "inform_guardian": "NO",
        "guardian_consent": "NOT_ASKED",
    }

    refused = refuse(
        WORKER, PrepareReferral(referral.id, {**silent, **telling}), Incomplete
    )

    assert [each.lack for each in refused.gaps] == [Lack.NOT_TO_TELL]
    association.worker.do(PrepareReferral(referral.id, silent))


@pytest.mark.parametrize("named", ["Appeler Driss le soir", "DRISS"])
def test_no_sheet_names_them_as_one_to_call(association, referring, refuse, named):
    case = association.case_being_referred()
    association.worker.do(NoteRelative(case, FATHER))
    association.worker.do(NoteRelative(case, MOTHER))
    referral = referring.of(case)
    content = {**referring.content(referral), "safe_contact": named}

    refused = refuse(WORKER, PrepareReferral(referral.id, content), Incomplete)

    assert [(each.field, each.lack) for each in refused.gaps] == [
        ("safe_contact", Lack.NAMES_SOMEBODY)
    ]
    safe = {**content, "safe_contact": "Appeler Nadia le soir"}
    association.worker.do(PrepareReferral(referral.id, safe))


def test_the_hospital_is_told_not_to_contact_them(association, referring, refuse):
    case = association.case_being_referred()
    association.worker.do(NoteRelative(case, FATHER))
    referral = referring.of(case, Addressee.HOSPITAL)
    content = {**referring.content(referral), "certificate_to": "AUTHORITY"}

    contacting = {**content, "guardian_contact": "YES"}
    refused = refuse(WORKER, PrepareReferral(referral.id, contacting), Incomplete)

    assert [each.field for each in refused.gaps] == ["guardian_contact"]
    silent = {**content, "guardian_contact": "DO_NOT"}
    association.worker.do(PrepareReferral(referral.id, silent))


def test_neither_the_assessment_nor_the_decision_informs_them(association, refuse):
    concern = {**CONCERN, "alleged_author_link": "MOTHER"}
    case = association.logged_case(concern)
    association.worker.do(TakeInCharge(case))
    assessed = {**ASSESSMENT, "danger": "3", "legal_guardian": "MOTHER"}

    informing = {**assessed, "inform_guardian": "NOW"}
    refused = refuse(WORKER, SubmitForDecision(case, informing), Incomplete)
    assert [each.field for each in refused.gaps] == ["inform_guardian"]

    association.worker.do(
        SubmitForDecision(case, {**assessed, "inform_guardian": "NO"})
    )
    decision = {
        **association.decision(),
        "inform_guardian": "NOW",
        "who_informs": association.people[WORKER],
    }
    refused = refuse(DIRECTOR, Decide(case, decision), Incomplete)
    assert [each.field for each in refused.gaps] == ["inform_guardian"]


def test_a_guardians_name_is_no_answer_that_a_liaison_sheet_takes(
    association, referring
):
    case = association.case_being_referred()
    association.worker.do(NoteRelative(case, FATHER))
    association.opened(case)

    known = association.worker.reads.liaison_content(case)

    assert "Driss" not in str(known)
