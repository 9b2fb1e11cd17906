"""The people around a child: noting them, correcting, and opening a sibling's file."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from casedesk.circuit.case import Case, CaseId, Child
from casedesk.circuit.command import CaseCommand
from casedesk.circuit.commands.intake import open_case
from casedesk.circuit.commands.links import linked
from casedesk.circuit.commands.opened import seen
from casedesk.circuit.concern import NO_RECEIPT
from casedesk.circuit.dates import Moment, local
from casedesk.circuit.errors import NotFound, Refused
from casedesk.circuit.family import (
    MEMBER,
    UNKNOWN,
    YES,
    Asked,
    Author,
    Relative,
    SafeContact,
    filled_in,
)
from casedesk.circuit.flags import Flag, FlagName, set_by_hand
from casedesk.circuit.links import LinkKind
from casedesk.circuit.ports import CaseWork
from casedesk.circuit.rights import Right
from casedesk.circuit.sheet import Content, Incomplete

AUTHORS = "authors"  # what of a case ViewAuthors opens
NAMES = ("given_latin", "given_arabic", "family_latin", "family_arabic")


class MemberAlleged(Refused):
    """Somebody of the association: the case is to be set apart, not indexed here."""

    code = "member_alleged"


class AlreadyOpen(Refused):
    """This child has a case of their own already."""

    code = "already_open"


@dataclass(frozen=True, slots=True)
class CorrectChild(CaseCommand[None]):
    """Say better who the child is; what was heard stays on F-A and in the journal."""

    case_id: CaseId
    content: Content = field(repr=False)

    right = Right.ASSESS

    def run(self, work: CaseWork) -> None:
        case = seen(work, self.case_id)
        known = checked(work, Asked.CHILD, self.content)
        work.children.save(replace(child_of(work, case), **known))


@dataclass(frozen=True, slots=True)
class NoteRelative(CaseCommand[str]):
    """Note somebody of the household or a guardian, or say better who it is.

    Who has the link of somebody alleged is marked as such unless said otherwise: who
    works on the case must know whom not to call. Gives the record's id.
    """

    case_id: CaseId
    content: Content = field(repr=False)
    relative: str = ""

    right = Right.ASSESS

    def run(self, work: CaseWork) -> str:
        case = seen(work, self.case_id)
        known = checked(work, Asked.RELATIVE, self.content)
        if self.relative:
            noted = replace(_relative(work, case, self.relative), **known)
        else:
            noted = Relative(
                work.new_id(), case.id, work.now, work.actor.person, **known
            )
        links = [each.link for each in work.authors.of_case(case.id)]
        noted = _cautioned(noted, links)
        work.relatives.save(noted)
        _flag(work, noted)
        return noted.id


@dataclass(frozen=True, slots=True)
class NoteSafeContact(CaseCommand[None]):
    """Note whom one may call from now on; the ones before stay, with their dates."""

    case_id: CaseId
    content: Content = field(repr=False)

    right = Right.ASSESS

    def run(self, work: CaseWork) -> None:
        case = seen(work, self.case_id)
        known = checked(work, Asked.SAFE_CONTACT, self.content)
        work.safe_contacts.save(
            SafeContact(work.new_id(), case.id, work.now, work.actor.person, **known)
        )


@dataclass(frozen=True, slots=True)
class ViewAuthors(CaseCommand[None]):
    """See who is alleged, here and elsewhere; journalled once per case and sitting."""

    case_id: CaseId

    right = Right.SEE_AUTHORS

    def run(self, work: CaseWork) -> None:
        seen(work, self.case_id)
        work.note_view(self.case_id, AUTHORS)


@dataclass(frozen=True, slots=True)
class NoteAuthor(CaseCommand[None]):
    """Note who is alleged, or say better who it is.

    Raises MemberAlleged for somebody of the association outside a restricted circle.
    """

    case_id: CaseId
    content: Content = field(repr=False)
    author: str = ""

    right = Right.SEE_AUTHORS

    def run(self, work: CaseWork) -> None:
        case = seen(work, self.case_id)
        known = checked(work, Asked.AUTHOR, self.content)
        if known["link"] == MEMBER and not work.is_apart:
            raise MemberAlleged()
        if self.author:
            noted = replace(_author(work, case, self.author), **known)
        else:
            noted = Author(work.new_id(), case.id, work.now, work.actor.person, **known)
        work.authors.save(noted)
        for each in work.relatives.of_case(case.id):
            marked = _cautioned(each, [noted.link])
            if marked != each:
                work.relatives.save(marked)
                _flag(work, marked)


@dataclass(frozen=True, slots=True)
class OpenSiblingCase(CaseCommand[CaseId]):
    """Open the file of a brother or sister who is in danger as well.

    One file per child (domain §2.11): it begins like any concern, without an owner, and
    each file names the other child. Raises AlreadyOpen.
    """

    case_id: CaseId
    relative: str
    content: Content = field(repr=False)

    right = Right.ASSESS

    def run(self, work: CaseWork) -> CaseId:
        case = seen(work, self.case_id)
        sibling = _relative(work, case, self.relative)
        if not sibling.is_child:
            raise NotFound()
        if sibling.own_case:
            raise AlreadyOpen()
        known = checked(work, Asked.SIBLING, self.content)
        own = _opened_for(work, sibling, known)
        first = child_of(work, case)
        work.relatives.save(
            Relative(
                work.new_id(),
                own.id,
                work.now,
                work.actor.person,
                sibling.relation,
                birth=first.birth,
                at_home=sibling.at_home,
                at_risk=YES,
                own_case=case.id,
                **{name: getattr(first, name) for name in NAMES},
            )
        )
        work.relatives.save(replace(sibling, own_case=own.id, at_risk=YES))
        linked(work, case.id, own.id, LinkKind.SIBLING, "")
        return own.id


@dataclass(frozen=True, slots=True)
class CopyHousehold(CaseCommand[int]):
    """Take the household of a case over into the sibling's; gives how many people.

    By whoever sees both cases. Each is marked as copied, to be read again; what they
    were told about the one child is not said of the other.
    """

    case_id: CaseId
    relative: str

    right = Right.SEE_ALL_CASES

    def run(self, work: CaseWork) -> int:
        case = seen(work, self.case_id)
        sibling = _relative(work, case, self.relative)
        own = seen(work, sibling.own_case)
        there = {_same(each) for each in work.relatives.of_case(own.id)}
        copied = 0
        for each in work.relatives.of_case(case.id):
            if each.id == sibling.id or _same(each) in there:
                continue
            work.relatives.save(_copied(work, each, case, own))
            copied += 1
        return copied


def checked(work: CaseWork, asked: Asked, content: Content) -> dict[str, Any]:
    """The answers as a record takes them. Raises Incomplete with one gap per field."""
    questions = work.rules.asked[asked]
    gaps = questions.gaps(content, work.rules.codes, local(work.now).date())
    if gaps:
        raise Incomplete(*gaps)
    return filled_in(questions, content)


def child_of(work: CaseWork, case: Case) -> Child:
    (child,) = work.children.of_case(case.id)
    return child


def _relative(work: CaseWork, case: Case, key: str) -> Relative:
    """Raises NotFound for one of another case."""
    found = work.relatives.get(key)
    if found.case_id != case.id:
        raise NotFound()
    return found


def _author(work: CaseWork, case: Case, key: str) -> Author:
    """Raises NotFound for one of another case."""
    found = work.authors.get(key)
    if found.case_id != case.id:
        raise NotFound()
    return found


def _cautioned(relative: Relative, links: list[str]) -> Relative:
    unsaid = relative.may_be_author in ("", UNKNOWN)
    if unsaid and relative.is_implicated(links):
        return replace(relative, may_be_author=YES)
    return relative


def _flag(work: CaseWork, relative: Relative) -> None:
    """Of a guardian who may be the author: nobody calls the family by mistake."""
    if not relative.represents or relative.may_be_author != YES:
        return
    flags = work.flags.of_case(relative.case_id)
    if FlagName.GUARDIAN_IMPLICATED in set_by_hand(flags):
        return
    work.flags.save(
        Flag(
            id=work.new_id(),
            case_id=relative.case_id,
            flag=FlagName.GUARDIAN_IMPLICATED,
            set_at=work.now,
            set_by=work.actor.person,
            reason="",
        )
    )


def _opened_for(work: CaseWork, sibling: Relative, known: dict[str, Any]) -> Case:
    """A new case that begins with what is known of this child, and nothing else."""
    now = local(work.now).replace(tzinfo=None, second=0, microsecond=0)
    told = {**{name: getattr(sibling, name) for name in NAMES}, **known}
    content = {
        **{key: each for key, each in told.items() if each},
        "entry": "TIERS",
        "source": "STAFF",
        "observed_at": str(Moment(now)),
        "told_person": work.actor.person,
        "guardian_informed": "no",
    }
    return open_case(work, content, work.actor.person, work.now, NO_RECEIPT)


def _copied(work: CaseWork, each: Relative, origin: Case, to: Case) -> Relative:
    return Relative(
        work.new_id(),
        to.id,
        work.now,
        work.actor.person,
        each.relation,
        relation_detail=each.relation_detail,
        birth=each.birth,
        at_home=each.at_home,
        may_be_author=YES if each.may_be_author == YES else "",
        is_guardian=each.is_guardian,
        title=each.title,
        reach=each.reach,
        reach_detail=each.reach_detail,
        own_case=each.own_case,
        copied_from=origin.number,
        **{name: getattr(each, name) for name in NAMES},
    )


def _same(each: Relative) -> tuple[str, ...]:
    return (each.relation, *(getattr(each, name) for name in NAMES))
