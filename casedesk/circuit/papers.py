"""Laying a filled sheet out for paper: who sends it to whom, in which language."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from casedesk.circuit.codes import Language
from casedesk.circuit.consent import withdrawn_from
from casedesk.circuit.dates import local
from casedesk.circuit.filled import FilledSheet
from casedesk.circuit.paper import Addition, Mark, Paper
from casedesk.circuit.paper_language import PaperLanguage
from casedesk.circuit.ports import Reads
from casedesk.circuit.queries import CasePage, PreparedCopy
from casedesk.circuit.referral import Referral
from casedesk.circuit.retention import Closing
from casedesk.circuit.rights import Actor
from casedesk.circuit.rules import Rules
from casedesk.circuit.sheet import FieldType, Sheet, SheetCode


@dataclass(frozen=True, slots=True)
class Occasion:
    """Who has it printed, when, in which language, as what.

    Only a prepared copy carries codes.
    """

    by: Actor
    now: datetime
    language: PaperLanguage
    mark: Mark
    prepared: PreparedCopy | None = None


def sheet_paper(
    page: CasePage,
    sheet: FilledSheet,
    reads: Reads,
    rules: Rules,
    occasion: Occasion,
    *,
    referral: Referral | None = None,
) -> Paper:
    """Everything the paper shows; `referral` is the one whose sheet this is."""
    addressee = referral.addressee if referral is not None else None
    asked = occasion.language, sheet.code, addressee
    told = _Told(page, sheet, reads, rules, occasion, referral)
    return _side_by_side(map(told.version, rules.paper_languages.versions(*asked)))


def _side_by_side(versions: Iterable[Paper]) -> Paper:
    first, *other = versions
    return replace(first, beside=other[0]) if other else first


@dataclass(frozen=True, slots=True)
class _Told:
    """What a paper tells, before it is said in which language."""

    page: CasePage
    sheet: FilledSheet
    reads: Reads
    rules: Rules
    occasion: Occasion
    referral: Referral | None

    def version(self, language: Language) -> Paper:
        page, sheet, reads, rules = self.page, self.sheet, self.reads, self.rules
        occasion, referral = self.occasion, self.referral
        declaration = _declared(page, sheet, rules, referral)
        prepared, sender = occasion.prepared, reads.sender()
        territory = rules.codes.label("TERRITORY", sender.territory, language)
        return Paper(
            sheet=declaration,
            content=_named(declaration, sheet, page, reads, language),
            codes=rules.codes,
            language=language,
            sender=replace(sender, territory=territory),
            case_number=page.case.number,
            sheet_number=sheet.number,
            printed_at=local(occasion.now),
            printed_by=occasion.by.label,
            mark=occasion.mark,
            copy=prepared.copy.number if prepared else 1,
            addressee_name=referral.name.as_name(language) if referral else "",
            addressee_address=referral.address if referral else "",
            anchor=prepared.anchor if prepared else "",
            coupon=prepared.copy.coupon if prepared else "",
            written_at=local(sheet.written_at),
            author=reads.person_label(sheet.author),
            birth=page.child.birth,
            additions=_additions(page, sheet, reads, outside=bool(referral)),
            people={each.id: each.label for each in reads.people()},
            withdrawn_on=_withdrawn_on(page, sheet),
            derogation=_derogation(page, rules, language),
            figures=page.figures(sheet.signed_at or occasion.now),
            closing=_closing_of(page, sheet),
            signed_at=local(sheet.signed_at) if sheet.signed_at else None,
            signed_by=reads.person_label(sheet.signed_by) if sheet.is_signed else "",
            is_held=any(each.is_in_force for each in page.holds),
        )


def _additions(
    page: CasePage, sheet: FilledSheet, reads: Reads, *, outside: bool
) -> tuple[Addition, ...]:
    """In the order they were made; why something was added nobody outside learns."""
    return tuple(
        Addition(
            at=local(each.written_at),
            author=reads.person_label(each.author),
            text=each.text,
            reason="" if outside else each.reason,
        )
        for each in page.amendments
        if each.sheet_id == sheet.id
    )


def blank_paper(
    code: str,
    declaration: Sheet,
    reads: Reads,
    rules: Rules,
    occasion: Occasion,
    case_number: str = "",
) -> Paper:
    """A sheet without answers; of a case, when it is for one, only the number."""
    sender = reads.sender()
    languages = rules.paper_languages.versions(occasion.language, declaration.code)
    return _side_by_side(
        Paper(
            sheet=declaration,
            content={},
            codes=rules.codes,
            language=language,
            sender=replace(
                sender,
                territory=rules.codes.label("TERRITORY", sender.territory, language),
            ),
            case_number=case_number,
            sheet_number=code,
            printed_at=local(occasion.now),
            printed_by=occasion.by.label,
            mark=occasion.mark,
        )
        for language in languages
    )


def _declared(
    page: CasePage, sheet: FilledSheet, rules: Rules, referral: Referral | None
) -> Sheet:
    """What its addressee may see of it; of a sheet of the house, all.

    Raises ValueError for a liaison sheet without anybody it is addressed to.
    """
    declared = rules.sheets[sheet.code]
    if not declared.addressees:
        return declared
    if referral is None:
        raise ValueError(f"{sheet.code} goes to nobody")
    kept_out = page.consents.all_guardians_implicated
    redaction = rules.redaction.for_case(family_kept_out=kept_out)
    return redaction.sheet_for(referral.addressee, sheet.reasons)


def _withdrawn_on(page: CasePage, sheet: FilledSheet) -> date | None:
    if sheet.code is not SheetCode.CONSENT:
        return None
    return max(
        (each.on for each in withdrawn_from(sheet, page.withdrawals)), default=None
    )


def _derogation(page: CasePage, rules: Rules, language: Language) -> str:
    """The latest decision to share without an agreement, with its motive."""
    if not page.derogations:
        return ""
    made = page.derogations[-1]
    motive = rules.codes.label("OVERRIDE", made.motive, language)
    shares = (rules.codes.label("SHARE_WITH", each, language) for each in made.shares)
    return f"{' · '.join(shares)} – {motive} – {made.reason}"


def _closing_of(page: CasePage, sheet: FilledSheet) -> Closing | None:
    """The closing that this sheet led to, if it is one of closing."""
    return next((each for each in page.closings if each.sheet_id == sheet.id), None)


def _named(
    declaration: Sheet,
    sheet: FilledSheet,
    page: CasePage,
    reads: Reads,
    language: Language,
) -> dict[str, object]:
    """The content with the names of organisations and referrals, not their ids."""
    names = {each.id: each.name.as_name(language) for each in reads.organisations()}
    for each in page.referrals:
        names[each.id] = each.name.as_name(language)
    named = ("organisation", "referral")
    content = dict(sheet.content)
    for asked in declaration:
        if asked.type is FieldType.ROWS and asked.key in content:
            content[asked.key] = [
                {
                    key: names.get(value, value) if key in named else value
                    for key, value in row.items()
                }
                for row in content[asked.key]
            ]
    return content
