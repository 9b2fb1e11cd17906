"""J02: what every command changes and what it journals are one."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from casedesk import paths
from casedesk.app.training_texts import ASSESSED, LIAISON
from casedesk.circuit.attachment import AttachmentKind
from casedesk.circuit.changes import Home
from casedesk.circuit.codes import Label
from casedesk.circuit.commands.amendments import AmendSheet
from casedesk.circuit.commands.attachments import AddAttachment, NoteAttachmentView
from casedesk.circuit.commands.blanks import (
    BringBackBlank,
    IssueBlank,
    IssueCaseBlank,
)
from casedesk.circuit.commands.cases import (
    AddReferral,
    GoUrgent,
    PreviewSheet,
    ReturnToDecision,
    SignAssessment,
)
from casedesk.circuit.commands.chasing import NoReply, NoteChase
from casedesk.circuit.commands.circles import GiveKey, NoteMembers
from casedesk.circuit.commands.closing import (
    KeepLonger,
    LiftHold,
    SetHold,
)
from casedesk.circuit.commands.concerns import (
    BeginDraft,
    DiscardDraft,
    RaiseAlert,
    SaveComplement,
    SaveDraft,
    SendComplement,
)
from casedesk.circuit.commands.consent import (
    Derogate,
    NoteWithdrawal,
    RecordConsent,
)
from casedesk.circuit.commands.copies import (
    ConfirmPrint,
    CountSheets,
    PreparePrint,
    VoidPrint,
)
from casedesk.circuit.commands.course import (
    ChangeEntry,
    KeepWatch,
    NoteDeath,
    NoteMajority,
    NoteNewFacts,
    NoteRetraction,
    RateDanger,
    Reassess,
    ReferAgain,
    Resume,
    Suspend,
)
from casedesk.circuit.commands.departures import (
    CertifyPeople,
    EndPerson,
    ReassignCases,
)
from casedesk.circuit.commands.directory import (
    EndFocalPoint,
    NoteCheck,
    ReplaceFocalPoint,
    SaveFocalPoint,
    SaveOrganisation,
    SaveService,
    SetOrganisationStatus,
)
from casedesk.circuit.commands.drafts import CopyDrafts, GiveBackDrafts
from casedesk.circuit.commands.duplicates import DoubtAgain, TellApart
from casedesk.circuit.commands.emergency import OpenInEmergency
from casedesk.circuit.commands.erasure import (
    BeginAct,
    ConfirmRequest,
    DeclineRequest,
    EraseCase,
    ForgetDrops,
    ForgetTyping,
    LetDropsGo,
    RequestAct,
)
from casedesk.circuit.commands.events import NoteEvent
from casedesk.circuit.commands.family import (
    CopyHousehold,
    CorrectChild,
    NoteAuthor,
    NoteRelative,
    NoteSafeContact,
    OpenSiblingCase,
    ViewAuthors,
)
from casedesk.circuit.commands.flags import LiftFlag, SetFlag
from casedesk.circuit.commands.followup import (
    NoteContact,
    RecordFollowUp,
    SignReview,
    TellAuthor,
)
from casedesk.circuit.commands.furnishing import (
    CompleteFurnishing,
    EnrolPerson,
    FurnishDesk,
)
from casedesk.circuit.commands.handover import (
    AddNote,
    AddTask,
    ApproveSheet,
    EndTask,
    GiveTask,
)
from casedesk.circuit.commands.intake import SetAside
from casedesk.circuit.commands.links import LinkCases, UndoLink
from casedesk.circuit.commands.merging import MergeCase, SeparateCase
from casedesk.circuit.commands.moving import PackCase, SendPart, TakeInCase
from casedesk.circuit.commands.printouts import (
    ConfirmPrintout,
    PreparePrintout,
    VoidPrintout,
)
from casedesk.circuit.commands.referrals import (
    CancelReferral,
    SaveLiaison,
    SettleReferral,
)
from casedesk.circuit.commands.register import EnterFromRegister
from casedesk.circuit.commands.reopening import ProposeReopening
from casedesk.circuit.commands.reporting import NoteOralReport
from casedesk.circuit.commands.searching import NoteSearch
from casedesk.circuit.commands.settling import (
    AddCode,
    AddOwnField,
    AllowCalendar,
    CallOffLeave,
    ChangeCode,
    ChangeOwnField,
    MoveCode,
    RelaxGuard,
    RestoreGuard,
    SetDeadline,
    SetHoliday,
    SetLeave,
    SetRetention,
)
from casedesk.circuit.commands.sheets import SaveSheet
from casedesk.circuit.commands.typing import KeepTyping
from casedesk.circuit.commands.unread import AcknowledgeUnread
from casedesk.circuit.commands.verification import NoteVerified
from casedesk.circuit.concern import DropId
from casedesk.circuit.dates import local
from casedesk.circuit.deadlines import Span
from casedesk.circuit.directory import CLOSED, FocalPoint, Service
from casedesk.circuit.events import EventKind
from casedesk.circuit.flags import FlagName
from casedesk.circuit.handover import TaskState
from casedesk.circuit.journal import Head
from casedesk.circuit.keys import Succession
from casedesk.circuit.links import LinkKind
from casedesk.circuit.paper_language import PaperLanguage
from casedesk.circuit.people import Duty, Role
from casedesk.circuit.printout import PrintoutKind
from casedesk.circuit.referral import Answer, ChaseMeans, ChaseResult
from casedesk.circuit.sheet import Addressee, FieldType, SheetCode
from casedesk.circuit.stages import Guard, read_circuit
from casedesk.circuit.two_people import Act
from tests.circuit.people import (
    AT_RISK,
    AUTHOR,
    CHILD,
    DEROGATED,
    MOTHER,
    SAFE_CONTACT,
    SISTER,
    WITHDRAWN,
    agreement,
)
from tests.circuit.test_commands_rights import every_kind
from tests.closing import close, met, reviewed
from tests.journalled import Spy

DIRECTOR, WORKER = Role.DIRECTOR, Role.SOCIAL_WORKER
# Overwritten as one types, and never journalled (design §3).
DRAFTS = {SaveDraft, DiscardDraft, SaveComplement, KeepTyping, ForgetTyping}
DRAFTS |= {CopyDrafts, GiveBackDrafts}
# A case on its way to a circle is spied on in tests/app/test_moves.py.
MOVES = {PackCase, SendPart, TakeInCase}
# Who has the key of a circle is told in its own journal, in tests/app/test_circles.py.
CIRCLES = {GiveKey, NoteMembers}
LONG = "Levée par le parquet, courrier reçu ce matin."


@pytest.fixture
def spy(association, monkeypatch):
    """Beside everybody, once they are all at their desks."""
    for role in association.people:
        association.sit(role)
    return Spy(monkeypatch)


def place(association, addressee):
    return association.director.reads.organisations(addressee)[0].id


def test_J02_every_change_has_one_entry_and_a_cut_between_them_leaves_neither(
    association, referring, somebody_elses, spy
):
    write_down(association)
    refer(association, referring)
    hand_over(association)
    open_a_colleagues(association, somebody_elses)
    keep_directory(association)
    mark_and_link(association)
    keep_the_people_straight(association)
    wander(association, referring)
    erase(association)
    settle(association)
    manage(association)

    assert set(every_kind()) - spy.changed - spy.looked == DRAFTS | MOVES | CIRCLES


def write_down(association):
    """Concerns, their alerts and complements, and what cannot be taken in."""
    association.record()
    educator = association.educator
    receipt = educator.reads.my_receipts()[0].id
    draft = educator.do(BeginDraft("yes", "no"))
    educator.do(RaiseAlert(draft, "unknown"))
    educator.do(SaveDraft(draft, {"in_danger": "yes"}))
    educator.do(DiscardDraft(draft))
    educator.do(SaveComplement(receipt, "Suite."))
    educator.do(SendComplement(receipt, "Suite."))
    educator.do(KeepTyping("page", {"words": "Un début"}))
    association.take_in()
    association.director.do(SetAside(DropId("drop"), "unreadable"))


def refer(association, referring):
    """From the assessment to the answers, with all the papers on the way."""
    case_id = association.case_being_referred()
    worker = association.worker
    worker.do(SaveSheet(case_id, SheetCode.ASSESSMENT, {"danger": "4"}))
    worker.do(PreviewSheet(case_id, "F-A"))
    worker.do(NoteSearch(1))
    note = AddAttachment(case_id, "Note", AttachmentKind.TEXT, b"Une note")
    worker.do(NoteAttachmentView(worker.do(note)))
    added = AddReferral(case_id, place(association, Addressee.HOSPITAL))
    worker.do(added)
    referral = referring.of(case_id, Addressee.PROSECUTOR)
    worker.do(SaveLiaison(referral.id, LIAISON[referral.sheet_code]))
    told = NoteOralReport(referral.id, "2026-03-02T11:55 exact", "Le substitut")
    worker.do(told)
    prepared = referring.prepare(referral)
    prepare = PreparePrint(case_id, prepared.sheet_id, PaperLanguage.FRENCH)
    worker.do(VoidPrint(worker.do(prepare)))
    copy = worker.do(prepare)
    referring.send(referring.of(case_id))
    asked = referring.of(case_id)
    not_reached = ChaseResult.NOT_REACHED
    worker.do(NoteChase(asked.id, ChaseMeans.PHONE, not_reached))
    association.clock.pass_(days=8)
    worker.do(NoReply(asked.id, "Trois appels."))
    worker.do(SettleReferral(asked.id, "L'hôpital suffit."))
    referring.answer(referring.of(case_id), Answer.ACCEPTED)
    worker.do(CancelReferral(asked.id, "Le service a fermé."))
    worker.do(ConfirmPrint(copy, "ab" * 32))
    worker.do(CountSheets(copy, 1, 0))
    worker.do(SignAssessment(case_id, {**ASSESSED, "danger": "4"}))
    refused = association.case_being_referred()
    referring.refuse_all(refused)
    worker.do(ReturnToDecision(refused, "Trois refus."))
    today = local(association.clock()).date().isoformat()
    worker.do(NoteContact(case_id, f"{today}T09:00 exact", "CALL", "Mère", "NO_ANSWER"))
    worker.do(RecordFollowUp(case_id, met(association, case_id)))
    director = association.director
    director.do(SignReview(case_id, reviewed(association)))
    worker.do(TellAuthor(case_id, "SERVICE"))
    urgent = association.logged_case(in_danger="yes")
    worker.do(GoUrgent(urgent, (place(association, Addressee.HOSPITAL),)))


def hand_over(association):
    """What is added, supervised, printed and brought back, and an old case typed."""
    case_id = association.case_to_decide()
    worker, director = association.worker, association.director
    sheet = association.opened(case_id).file.sheet(SheetCode.ASSESSMENT)
    worker.do(AmendSheet(case_id, sheet.id, "Un oncle aussi.", "Appris hier."))
    director.do(AddNote(case_id, "Revoir le plan ensemble."))
    director.do(ApproveSheet(case_id, sheet.id))
    day = local(association.clock()).date()
    me = association.people[WORKER]
    task = worker.do(AddTask(case_id, "Rappeler l'école", me, day))
    worker.do(GiveTask(task, association.people[DIRECTOR]))
    director.do(EndTask(task, TaskState.DONE))
    printed = PreparePrintout(case_id, PrintoutKind.CHRONOLOGY, PaperLanguage.FRENCH)
    worker.do(VoidPrintout(worker.do(printed)))
    worker.do(ConfirmPrintout(worker.do(printed), "ab" * 32))
    association.educator.do(IssueBlank(SheetCode.CONCERN))
    code = worker.do(IssueCaseBlank(case_id, SheetCode.ASSESSMENT))
    worker.do(BringBackBlank(case_id, code, SheetCode.ASSESSMENT))
    worker.do(EnterFromRegister("12/2024", day, "DOUTE", "Un signalement ancien."))


def open_a_colleagues(association, somebody_elses):
    theirs = association.opened(somebody_elses(), DIRECTOR).case
    association.worker.do(OpenInEmergency(theirs.number, "x" * 20))


def keep_directory(association):
    """Two organisations corrected, checked, closed; a focal point comes and goes."""
    worker, today = association.worker, local(association.clock()).date()
    known = worker.reads.organisations()[0]
    worker.do(SaveOrganisation(replace(known, phone="05 37 00 00 00")))
    worker.do(SaveService(Service("", known.id, "PSY")))
    worker.do(NoteCheck(known.id))
    point = FocalPoint("", known.id, "Assistante sociale", today)
    first = worker.do(SaveFocalPoint(point))
    worker.do(EndFocalPoint(worker.do(ReplaceFocalPoint(first, point)), today))
    other = worker.reads.organisations()[-1]
    worker.do(SetOrganisationStatus(other.id, CLOSED))


def mark_and_link(association):
    """Flags set and lifted, links made and undone."""
    worker, case_id = association.worker, association.logged_case()
    worker.do(SetFlag(case_id, FlagName.CHILD_PLACED, "Confié à sa tante."))
    worker.do(LiftFlag(case_id, FlagName.CHILD_PLACED, LONG))
    link = worker.do(LinkCases(case_id, association.logged_case(), LinkKind.SIBLING))
    worker.do(UndoLink(case_id, link, LONG))


def keep_the_people_straight(association):
    """The child, those around, a sister's own file, and what is agreed to."""
    case_id = association.case_in_charge()
    worker, director = association.worker, association.director
    worker.do(CorrectChild(case_id, CHILD))
    sister = worker.do(NoteRelative(case_id, SISTER))
    worker.do(NoteSafeContact(case_id, SAFE_CONTACT))
    worker.do(OpenSiblingCase(case_id, sister, AT_RISK))
    worker.do(NoteRelative(case_id, MOTHER))
    director.do(CopyHousehold(case_id, sister))
    director.do(ViewAuthors(case_id))
    director.do(NoteAuthor(case_id, AUTHOR))
    worker.do(RecordConsent(case_id, agreement("GUARDIAN")))
    worker.do(NoteWithdrawal(case_id, WITHDRAWN))
    director.do(Derogate(case_id, DEROGATED))


def wander(association, referring):
    """The ways that are not straight: watched, looked for, merged, reopened."""
    director, worker = association.director, association.worker
    watched = association.case_to_decide()
    soon = local(association.clock()).date() + timedelta(days=7)
    observer = association.people[WORKER]
    director.do(KeepWatch(watched, observer, "Les bleus.", soon, "Un seul signe."))
    worker.do(Reassess(watched, "Un nouveau bleu."))
    worker.do(RateDanger(watched, "3", "Signes répétés."))
    worker.do(ChangeEntry(watched, "AVEREE", "Certificat reçu."))
    worker.do(NoteRetraction(watched, "« Je suis tombé. »"))
    for means in ("CALL", "HOME"):
        sought = "2026-03-02T10:00 exact", means, "La mère", "NO_ANSWER"
        worker.do(NoteContact(watched, *sought))
    worker.do(Suspend(watched, "Partis sans adresse."))
    director.do(NoteMajority(watched, "OWN_CONSENT", "Il veut continuer."))
    followed = association.case_being_referred()
    referring.answer(referring.send(referring.of(followed)), Answer.ACCEPTED)
    hospital = (place(association, Addressee.HOSPITAL),)
    worker.do(ReferAgain(followed, hospital, "Un suivi psychologique."))
    referring.answer(
        referring.send(referring.page(followed).referrals[-1]), Answer.ACCEPTED
    )
    for means in ("CALL", "HOME"):
        sought = "2026-03-02T10:00 exact", means, "La mère", "NO_ANSWER"
        worker.do(NoteContact(followed, *sought))
    worker.do(Suspend(followed, "Injoignables."))
    worker.do(Resume(followed, "Revenus de voyage."))
    worker.do(NoteNewFacts(followed, "Menaces hier soir."))
    worker.do(NoteDeath(followed, "Appris ce matin par l'hôpital."))
    double = association.logged_case()
    worker.do(MergeCase(double, watched, "Même enfant."))
    worker.do(SeparateCase(double, "Deux cousins."))
    worker.do(TellApart(double, watched))
    worker.do(DoubtAgain(watched, double))
    closed = association.case_to_decide()
    close(worker, director, closed, reason="NO_CONCERN")
    asked = worker.do(ProposeReopening(closed, "NEW_FACTS", "Un voisin a appelé."))
    director.do(ConfirmRequest(asked))


def erase(association):
    """Two people: asked for, declined, asked again, confirmed, carried out."""
    director = association.director
    person = next(
        each
        for each in director.reads.people()
        if each.id == association.people[WORKER]
    )
    director.do(EnrolPerson(replace(person, duties=(Duty.DEPUTY,))))
    case_id = association.case_to_decide()
    close(association.worker, director, case_id, "UNFOUNDED", reason="NO_CONCERN")
    later = local(association.clock()).date() + timedelta(days=900)
    director.do(KeepLonger(case_id, later, LONG))
    director.do(SetHold(case_id, "Réquisition du parquet n° 12."))
    director.do(LiftHold(case_id, LONG))
    asked = RequestAct(case_id, Act.ERASE, "PERIOD")
    association.stand_up()
    association.worker.do(DeclineRequest(association.director.do(asked)))
    agreed = association.director.do(asked)
    association.worker.do(ConfirmRequest(agreed))
    association.director.do(BeginAct(agreed))
    association.director.do(EraseCase(agreed))
    association.director.do(ForgetDrops(association.director.reads.drops_to_forget()))
    association.record()
    aged = association.director.reads.aged_drops(association.clock() + timedelta(1))
    association.director.do(LetDropsGo(aged))


def settle(association):
    """The lists, clocks and rules of the house; a rule that may be relaxed."""
    director, today = association.director, local(association.clock()).date()
    director.do(AcknowledgeUnread(association.logged_case(), "J'appelle."))
    text = paths.read_text("circuit/basic.toml")
    relaxable = f"{text}\n[guard.assessment_signed]\nrelaxable = true\n"
    desk = association.sit_as_director().desk_store
    desk.rules = replace(desk.rules, circuit=read_circuit(relaxable))
    words = Label("Bibliothèque", "خزانة")
    code = director.do(AddCode("PLACE", words))
    director.do(ChangeCode("PLACE", code, words, active=False))
    director.do(MoveCode("PLACE", code, up=True))
    director.do(AllowCalendar(allowed=True))
    director.do(SetDeadline("review", Span(60)))
    director.do(SetHoliday("2026-03-20", words))
    director.do(SetRetention("GRAVE", "P6Y"))
    director.do(RelaxGuard(Guard.ASSESSMENT_SIGNED, LONG))
    director.do(RestoreGuard(Guard.ASSESSMENT_SIGNED))
    field = director.do(AddOwnField(SheetCode.CONCERN, words, FieldType.TEXT))
    director.do(ChangeOwnField(field, words, required=True, active=False))
    worker = association.people[WORKER]
    director.do(SetLeave(worker, association.people[DIRECTOR], today, today))
    director.do(CallOffLeave(director.reads.leaves()[0].id))


def manage(association):
    """What changes the house, and what is only noted; last, the worker leaves."""
    director, worker = association.director, association.people[WORKER]
    director.do(FurnishDesk({"association": "Autre nom"}, (), (), ()))
    director.do(CompleteFurnishing("another", (), (), (), ()))
    director.do(NoteEvent(EventKind.VERIFIED))
    director.do(NoteVerified(Home.DESK, Head(), sound=True))
    person = next(each for each in director.reads.people() if each.id == worker)
    director.do(CertifyPeople((replace(person, certificate=b"s" * 64),)))
    director.do(ReassignCases(worker, Succession(association.people[DIRECTOR])))
    director.do(EndPerson(worker))
