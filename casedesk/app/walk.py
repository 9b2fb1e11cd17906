"""One invented case through the whole circuit, with the commands the screens use."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from casedesk.app import training
from casedesk.app.session import VaultSitting
from casedesk.app.training import TrainingVault
from casedesk.app.training_arabic import told
from casedesk.app.training_texts import (
    DIRECTOR,
    SCHOOL_NOTE,
    SOCIAL_WORKER,
    written_on,
)
from casedesk.circuit import numbers
from casedesk.circuit.attachment import AttachmentKind
from casedesk.circuit.case import CaseId
from casedesk.circuit.commands.attachments import AddAttachment
from casedesk.circuit.commands.cases import ViewCase
from casedesk.circuit.commands.copies import ConfirmPrint, PreparePrint
from casedesk.circuit.commands.referrals import (
    PrepareReferral,
    RecordAnswer,
    SendReferral,
)
from casedesk.circuit.commands.reporting import SignReport
from casedesk.circuit.dates import local
from casedesk.circuit.filled import FilledSheet
from casedesk.circuit.paper import Mark, Typesetter
from casedesk.circuit.paper_language import PaperLanguage
from casedesk.circuit.papers import Occasion, sheet_paper
from casedesk.circuit.referral import Answer, Channel, Referral, ReferralState
from casedesk.circuit.sheet import Addressee

Printed = tuple[str, bytes]
"""`<sheet>-<language>` and the PDF."""


def walk(vault: TrainingVault, typesetter: Typesetter) -> Iterator[Printed]:
    """Concern, assessment, decision, referrals, answers; each sheet as it is signed."""
    case_id = training.record_and_decide(vault)
    with vault.sitting(SOCIAL_WORKER) as sitting:
        sitting.desk.do(ViewCase(case_id))
        vault.clock.go_on(0.8)
        prepare(sitting, case_id)
    with vault.sitting(DIRECTOR) as sitting:
        sitting.desk.do(ViewCase(case_id))
        sign_reports(sitting, case_id)
    with vault.sitting(SOCIAL_WORKER) as sitting:
        sitting.desk.do(ViewCase(case_id))
        yield from print_all(sitting, case_id, typesetter, vault.clock())
        vault.clock.go_on(1)
        send(sitting, case_id, vault.clock())
        vault.clock.go_on(20)
        answer(sitting, case_id, vault.clock())
        attach(sitting, case_id)


def prepare(sitting: VaultSitting, case_id: CaseId) -> None:
    """Every liaison sheet: what the white list lets through and its writer adds."""
    known = sitting.desk.reads.liaison_content(case_id)
    for referral in sitting.desk.reads.case_page(case_id).referrals:
        redaction = sitting.rules.redaction
        filled = redaction.fill(referral.addressee, known)
        content = {**filled, **written_on(redaction.sheet_for(referral.addressee))}
        sitting.desk.do(PrepareReferral(referral.id, content))


def sign_reports(sitting: VaultSitting, case_id: CaseId) -> None:
    """What the prosecutor is told, signed by the direction; another one prepared it."""
    page = sitting.desk.reads.case_page(case_id)
    prepared = {each.id for each in page.reports if each.is_prepared}
    for referral in page.referrals:
        if referral.id in prepared and referral.state is ReferralState.PREP:
            sitting.desk.do(SignReport(referral.id, referral.organisation))


def attach(sitting: VaultSitting, case_id: CaseId) -> None:
    """What the school wrote, as a plain text."""
    label, words = map(told, SCHOOL_NOTE)
    kind = AttachmentKind.TEXT
    sitting.desk.do(AddAttachment(case_id, label, kind, words.encode()))


def print_all(
    sitting: VaultSitting, case_id: CaseId, typesetter: Typesetter, now: datetime
) -> Iterator[Printed]:
    """Each signed sheet in each language and in both, numbered like any other copy."""
    for sheet in sitting.desk.reads.case_page(case_id).sheets:
        yield from print_sheet(sitting, sheet, typesetter, now)


def print_sheet(
    sitting: VaultSitting, sheet: FilledSheet, typesetter: Typesetter, now: datetime
) -> Iterator[Printed]:
    """In each language and in both; a liaison sheet to whom it was written."""
    page = sitting.desk.reads.case_page(sheet.case_id)
    referral = next((r for r in page.referrals if r.sheet_id == sheet.id), None)
    for language in PaperLanguage:
        pdf = _print(sitting, sheet, referral, typesetter, (language, now))
        yield f"{sheet.code}-{language}", pdf


def send(sitting: VaultSitting, case_id: CaseId, now: datetime) -> None:
    """Every sheet that is ready, handed over today."""
    today = local(now).date()
    for referral in sitting.desk.reads.case_page(case_id).referrals:
        if referral.state is not ReferralState.READY:
            continue
        sitting.desk.do(
            SendReferral(referral.id, Channel.BY_HAND, today, told("Bureau d'ordre"))
        )


def answer(sitting: VaultSitting, case_id: CaseId, now: datetime) -> None:
    """The unit takes the case, the prosecutor confirms, the hospital points on."""
    answers = {
        Addressee.UPE_CAPE: (Answer.ACCEPTED, "Première visite jeudi"),
        Addressee.PROSECUTOR: (Answer.RECEIVED, ""),
        Addressee.HOSPITAL: (Answer.REDIRECTED, "Vers les urgences pédiatriques"),
    }
    today = local(now).date()
    for referral in sitting.desk.reads.case_page(case_id).referrals:
        if referral.state is not ReferralState.SENT:
            continue
        said, detail = answers[referral.addressee]
        by = told("Assistante sociale du service")
        answered = RecordAnswer(referral.id, said, today, by, told(detail))
        sitting.desk.do(answered)


def _print(
    sitting: VaultSitting,
    sheet: FilledSheet,
    referral: Referral | None,
    typesetter: Typesetter,
    when: tuple[PaperLanguage, datetime],
) -> bytes:
    language, now = when
    desk = sitting.desk
    copy = desk.do(PreparePrint(sheet.case_id, sheet.id, language))
    prepared = desk.reads.prepared_copy(copy)
    occasion = Occasion(desk.actor, now, language, Mark.SPECIMEN, prepared)
    page = desk.reads.case_page(sheet.case_id)
    paper = sheet_paper(
        page, sheet, desk.reads, sitting.rules, occasion, referral=referral
    )
    pdf = typesetter.typeset(paper)
    desk.do(ConfirmPrint(copy, numbers.digest(pdf).hex()))
    return pdf
