"""Each command asks for its right, whoever does not hold it changes nothing."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from dataclasses import replace
from datetime import date

import pytest

from casedesk import paths
from casedesk.circuit import commands
from casedesk.circuit.attachment import AttachmentId, AttachmentKind
from casedesk.circuit.case import CaseId
from casedesk.circuit.changes import Home
from casedesk.circuit.circles import CASE_TEAM
from casedesk.circuit.codes import Label
from casedesk.circuit.command import Command
from casedesk.circuit.commands.amendments import AmendSheet
from casedesk.circuit.commands.attachments import AddAttachment, NoteAttachmentView
from casedesk.circuit.commands.blanks import (
    BringBackBlank,
    IssueBlank,
    IssueCaseBlank,
)
from casedesk.circuit.commands.cases import (
    AddReferral,
    Decide,
    GoUrgent,
    PreviewSheet,
    ReturnToDecision,
    SignAssessment,
    SubmitForDecision,
    TakeInCharge,
    ViewCase,
)
from casedesk.circuit.commands.chasing import NoReply, NoteChase
from casedesk.circuit.commands.circles import GiveKey, NoteMembers
from casedesk.circuit.commands.closing import (
    CloseCase,
    KeepLonger,
    LiftHold,
    SetHold,
    SignClosing,
)
from casedesk.circuit.commands.concerns import (
    BeginDraft,
    DiscardDraft,
    RaiseAlert,
    SaveComplement,
    SaveDraft,
    SendComplement,
    SendConcern,
    UpdateReceipts,
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
from casedesk.circuit.commands.intake import SetAside, TakeInDrop
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
    PrepareReferral,
    RecordAnswer,
    SaveLiaison,
    SendReferral,
    SettleReferral,
)
from casedesk.circuit.commands.register import EnterFromRegister
from casedesk.circuit.commands.reopening import ProposeReopening
from casedesk.circuit.commands.reporting import NoteOralReport, SignReport
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
from casedesk.circuit.concern import DropId, DropKind, Note, ReceiptId
from casedesk.circuit.deadlines import Span
from casedesk.circuit.desk import Desk
from casedesk.circuit.directory import CLOSED, FocalPoint, Organisation, Service
from casedesk.circuit.errors import CompartmentClosed, NotFound, NotPermitted
from casedesk.circuit.events import EventKind
from casedesk.circuit.filled import SheetId
from casedesk.circuit.flags import FlagName
from casedesk.circuit.handover import TaskState
from casedesk.circuit.journal import Head
from casedesk.circuit.keys import Succession
from casedesk.circuit.leaves import LeaveId
from casedesk.circuit.links import LinkKind
from casedesk.circuit.own_fields import OwnFieldId
from casedesk.circuit.paper_language import PaperLanguage
from casedesk.circuit.people import Duty, Person, PersonId, Role
from casedesk.circuit.printout import PrintoutKind
from casedesk.circuit.referral import (
    Answer,
    Channel,
    ChaseMeans,
    ChaseResult,
    CopyId,
    ReferralId,
)
from casedesk.circuit.rights import Actor, Right, read_rights
from casedesk.circuit.sheet import FieldType, SheetCode
from casedesk.circuit.stages import Guard
from casedesk.circuit.two_people import Act, RequestId
from tests.circuit.test_rights import EXPECTED

CASE, DAY = CaseId("none"), date(2026, 3, 2)
PLACE = Organisation("none", Label("X", "X"), "OTHER", None, "", source="x")
POINT = FocalPoint("none", "none", "x", DAY)
COMMANDS = {
    Right.RECORD_CONCERN: [
        BeginDraft("no", "no"),
        RaiseAlert(ReceiptId("none"), "yes"),
        SaveDraft(ReceiptId("none"), {}),
        DiscardDraft(ReceiptId("none")),
        SendConcern(ReceiptId("none"), {}),
        IssueBlank(SheetCode.CONCERN),
    ],
    Right.SEE_OWN_RECEIPTS: [
        SaveComplement(ReceiptId("none"), "x"),
        SendComplement(ReceiptId("none"), "x"),
    ],
    Right.KEEP_DIRECTORY: [
        SaveOrganisation(PLACE),
        SaveService(Service("none", "none", "PSY")),
        NoteCheck("none"),
        SetOrganisationStatus("none", CLOSED),
        SaveFocalPoint(POINT),
        EndFocalPoint("none", DAY),
        ReplaceFocalPoint("none", POINT),
    ],
    Right.TAKE_IN_DROPS: [
        UpdateReceipts(()),
        SetAside(DropId("none"), "x"),
        TakeInCase((), CASE_TEAM),
        TakeInDrop(
            Note(
                DropKind.ALERT,
                DropId("d"),
                ReceiptId("r"),
                PersonId("p"),
                None,  # type: ignore[arg-type] -- never looked at
                {},
            )
        ),
    ],
    Right.SEE_CASES: [
        ViewCase(CASE),
        SaveSheet(CASE, SheetCode.ASSESSMENT, {}),
        NoteAttachmentView(AttachmentId("none")),
        PreviewSheet(CASE, "F-A"),
        NoteSearch(0),
        NoteNewFacts(CASE, "x"),
        NoteDeath(CASE, "x"),
        NoteRetraction(CASE, "x"),
        SetFlag(CASE, FlagName.CHILD_PLACED, "x"),
        LinkCases(CASE, CASE, LinkKind.SIBLING),
        UndoLink(CASE, "none", "x"),
        AmendSheet(CASE, SheetId("none"), "x", "x"),
        AddTask(CASE, "x", PersonId("x"), DAY),
        EndTask("none", TaskState.DONE),
        GiveTask("none", PersonId("x")),
    ],
    Right.OPEN_IN_EMERGENCY: [OpenInEmergency("SAL-26-0000", "x" * 20)],
    Right.ATTACH: [
        AddAttachment(CASE, "x", AttachmentKind.TEXT, b"x"),
        BringBackBlank(CASE, "x", SheetCode.CONCERN),
    ],
    Right.SUPERVISE: [AddNote(CASE, "x"), ApproveSheet(CASE, SheetId("none"))],
    Right.TAKE_IN_CHARGE: [
        TakeInCharge(CASE),
        AcknowledgeUnread(CASE, "x"),
        EnterFromRegister("1", DAY, "DOUTE", "x"),
        Reassess(CASE, "x"),
        MergeCase(CASE, CASE, "x"),
        SeparateCase(CASE, "x"),
        TellApart(CASE, CASE),
        DoubtAgain(CASE, CASE),
    ],
    Right.ASSESS: [
        SubmitForDecision(CASE, {}),
        SignAssessment(CASE, {}),
        Suspend(CASE, "x"),
        Resume(CASE, "x"),
        RateDanger(CASE, "3", "x"),
        ChangeEntry(CASE, "DEVOIL", "x"),
        ProposeReopening(CASE, "NEW_FACTS", "x"),
        LiftFlag(CASE, FlagName.CHILD_PLACED, "x"),
        CorrectChild(CASE, {}),
        NoteRelative(CASE, {}),
        NoteSafeContact(CASE, {}),
        OpenSiblingCase(CASE, "x", {}),
        RecordConsent(CASE, {}),
        NoteWithdrawal(CASE, {}),
    ],
    Right.SEE_AUTHORS: [ViewAuthors(CASE), NoteAuthor(CASE, {})],
    Right.SEE_ALL_CASES: [
        CopyHousehold(CASE, "x"),
        GiveKey(PersonId("x")),
        NoteMembers((), (PersonId("x"),)),
    ],
    Right.DECIDE: [
        Decide(CASE, {}),
        SignReport(ReferralId("none"), "x"),
        Derogate(CASE, {}),
        KeepWatch(CASE, PersonId("x"), "x", DAY, "x"),
        NoteMajority(CASE, "OWN_CONSENT", "x"),
        SignReview(CASE, {}),
    ],
    Right.REFER: [
        GoUrgent(CASE, ()),
        AddReferral(CASE, "x"),
        ReferAgain(CASE, (), "x"),
        SaveLiaison(ReferralId("none"), {}),
        PrepareReferral(ReferralId("none"), {}),
        SendReferral(ReferralId("none"), Channel.BY_HAND, DAY, ""),
        CancelReferral(ReferralId("none"), "x"),
        SettleReferral(ReferralId("none"), "x"),
        NoteOralReport(ReferralId("none"), "2026-03-02T11:00 exact", "x"),
    ],
    Right.PRINT: [
        PreparePrint(CASE, SheetId("none"), PaperLanguage.FRENCH),
        ConfirmPrint(CopyId("none"), ""),
        VoidPrint(CopyId("none")),
        CountSheets(CopyId("none"), 1, 0),
        IssueCaseBlank(CASE, SheetCode.CONCERN),
        PreparePrintout(CASE, PrintoutKind.CHRONOLOGY, PaperLanguage.FRENCH),
        ConfirmPrintout("none", ""),
        VoidPrintout("none"),
    ],
    Right.RECORD_ANSWER: [
        RecordAnswer(ReferralId("none"), Answer.ACCEPTED, DAY, ""),
        ReturnToDecision(CASE, "x"),
        NoteChase(ReferralId("none"), ChaseMeans.PHONE, ChaseResult.NOT_REACHED),
        NoReply(ReferralId("none"), "x"),
    ],
    Right.FOLLOW_UP: [
        NoteContact(CASE, "2026-03-02T10:00 exact", "CALL", "Mère", "NO_ANSWER"),
        RecordFollowUp(CASE, {}),
        TellAuthor(CASE, "OVER"),
        SignClosing(CASE, {}),
    ],
    Right.CLOSE_CASE: [
        CloseCase(CASE, "ORIENTED"),
        KeepLonger(CASE, DAY, "x" * 20),
    ],
    Right.HOLD_CASE: [SetHold(CASE, "x"), LiftHold(CASE, "x" * 20)],
    Right.REQUEST_MOVE: [
        RequestAct(CASE, Act.ERASE, "PERIOD"),
        EraseCase(RequestId("none")),
        BeginAct(RequestId("none")),
        ForgetDrops((DropId("none"),)),
        ForgetTyping((ReceiptId("none"),)),
        PackCase(RequestId("none")),
        SendPart(CASE_TEAM, {}),
    ],
    Right.CONFIRM_ERASURE: [
        ConfirmRequest(RequestId("none")),
        DeclineRequest(RequestId("none")),
    ],
    Right.REASSIGN: [ReassignCases(PersonId("x"), Succession())],
    Right.MANAGE_PEOPLE: [
        EnrolPerson(Person(PersonId("x"), "X", Role.EDUCATOR)),
        EndPerson(PersonId("x")),
        CertifyPeople((Person(PersonId("x"), "X", Role.EDUCATOR),)),
        SetLeave(PersonId("x"), PersonId("y"), DAY, DAY),
        CallOffLeave(LeaveId("none")),
    ],
    Right.FURNISH: [
        FurnishDesk({}, (), (), ()),
        AllowCalendar(allowed=True),
        AddCode("NONE", Label("x", "x")),
        ChangeCode("NONE", "x", Label("x", "x")),
        MoveCode("NONE", "x", up=True),
        SetDeadline("none", Span(1)),
        SetHoliday("01-01", Label("x", "x")),
        SetRetention("NONE", "P1Y"),
        RelaxGuard(Guard.ASSESSMENT_SIGNED, "x" * 20),
        RestoreGuard(Guard.ASSESSMENT_SIGNED),
        AddOwnField(SheetCode.UPE_CAPE, Label("x", "x"), FieldType.TEXT),
        ChangeOwnField(OwnFieldId("none"), Label("x", "x"), False, True),
    ],
    Right.NOTE_EVENTS: [
        NoteEvent(EventKind.VERIFIED),
        CompleteFurnishing("x", (), (), (), ()),
        KeepTyping("x", {}),
        CopyDrafts(()),
        GiveBackDrafts(PersonId("x"), {}),
        LetDropsGo(()),
    ],
    Right.SEE_JOURNAL: [NoteVerified(Home.DESK, Head(), sound=True)],
}
ALL = [(right, each) for right, asked in COMMANDS.items() for each in asked]
IDS = [type(each).__name__ for _, each in ALL]


TABLE = read_rights(paths.read_text("rights.toml"))
WHO = {
    **{str(role): Person(PersonId("p"), "P", role) for role in Role},
    "deputy": Person(PersonId("p"), "P", Role.SOCIAL_WORKER, (Duty.DEPUTY,)),
}
REFUSED = [
    (who, right, each)
    for who, person in WHO.items()
    for right, each in ALL
    if right not in TABLE.of(person)
]


def every_kind():
    for module in pkgutil.iter_modules(commands.__path__):
        found = importlib.import_module(f"{commands.__name__}.{module.name}")
        for _, thing in inspect.getmembers(found, inspect.isclass):
            if issubclass(thing, Command) and thing.__module__ == found.__name__:
                yield thing


def test_every_command_is_tried_here():
    assert {type(each) for _, each in ALL} == set(every_kind())
    assert all(type(each).right is right for right, each in ALL)


@pytest.mark.parametrize("who", WHO)
@pytest.mark.parametrize("right", COMMANDS)
def test_P01_each_role_gets_as_far_as_the_store_with_its_rights_only(
    association, who, right
):
    """One command for each right: there is no store behind the door to open."""
    person, place = WHO[who], association.sit(Role.EDUCATOR)
    actor = Actor(person.id, person.label, person.role, TABLE.of(person))
    held = {str(person.role), *map(str, person.duties)} & EXPECTED[right]

    with pytest.raises(CompartmentClosed if held else NotPermitted):
        Desk(actor, {}, place.desk.reads).do(COMMANDS[right][0])


def test_P01_what_is_not_asked_for_by_a_command_is_asked_for_by_a_question():
    """By a screen, or by `app` before it touches a key."""
    assert set(Right) - set(COMMANDS) == {
        Right.READ_DIRECTORY,
        Right.REQUEST_ERASURE,
        Right.HOLD_SHEETS,
        Right.SEE_WHOLE_JOURNAL,
        Right.BACK_UP,
        Right.RESTORE,
    }


@pytest.mark.parametrize(
    ("who", "right", "command"),
    REFUSED,
    ids=[f"{who}-{type(each).__name__}" for who, _, each in REFUSED],
)
def test_P02_whoever_lacks_the_right_is_refused_by_its_name(
    refuse, who, right, command
):
    """Also with every key in hand."""
    refused = refuse(Role.DIRECTOR, command, NotPermitted, who=WHO[who])

    assert refused.parameters == {"right": right}


@pytest.mark.parametrize(("right", "command"), ALL, ids=IDS)
def test_a_right_without_the_key_opens_nothing(association, right, command):
    """Whatever the table of rights says: there is no store behind the door."""
    place = association.sit(Role.EDUCATOR)
    actor = replace(place.desk.actor, rights=frozenset(Right))
    desk = Desk(actor, {}, place.desk.reads)

    with pytest.raises(CompartmentClosed) as closed:
        desk.do(command)

    assert closed.value.parameters == {"home": command.home}


OF_ONE = [
    (right, each)
    for right, each in ALL
    if not isinstance(
        each,
        BeginDraft
        | UpdateReceipts
        | SetAside
        | TakeInDrop
        | EnrolPerson
        | FurnishDesk
        | CompleteFurnishing
        | ReassignCases
        | NoteEvent
        | NoteSearch
        | KeepTyping
        | CopyDrafts
        | GiveBackDrafts
        | ForgetDrops
        | ForgetTyping
        | LetDropsGo
        | SendPart
        | TakeInCase
        | OpenInEmergency
        | NoteVerified
        | SetHoliday
        | AllowCalendar
        | RelaxGuard
        | RestoreGuard
        | SetLeave
        | IssueBlank
        | EnterFromRegister,
    )
]


@pytest.mark.parametrize(
    ("right", "command"), OF_ONE, ids=[type(each).__name__ for _, each in OF_ONE]
)
def test_what_does_not_exist_is_not_found(refuse, right, command):
    if isinstance(command, SaveSheet):
        command = SaveSheet(CASE, SheetCode.DECISION, {})

    refuse(Role.DIRECTOR, command, NotFound)


def test_an_educator_holds_no_store_of_cases(association):
    desk = association.educator

    assert not desk.holds(Home.CASES)
    with pytest.raises(NotPermitted):
        desk.do(ViewCase(CASE))
    for question in (desk.reads.alerts, desk.reads.set_aside, desk.reads.drops):
        with pytest.raises(CompartmentClosed):
            question()
