"""The parts of the page: each says what is known, and takes one thing more."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Any

from casedesk.circuit.case import CaseId
from casedesk.circuit.command import CaseCommand
from casedesk.circuit.commands.course import (
    ChangeEntry,
    NoteRetraction,
    RateDanger,
)
from casedesk.circuit.commands.flags import LiftFlag, SetFlag
from casedesk.circuit.commands.links import LinkCases, UndoLink
from casedesk.circuit.commands.typing import typing_page
from casedesk.circuit.errors import Refused, Trouble
from casedesk.circuit.flags import FOLLOWING, FlagName
from casedesk.circuit.links import LinkKind
from casedesk.circuit.queries import CasePage, LinkRow
from casedesk.circuit.rights import Right
from casedesk.circuit.sheet import Gap, Incomplete, Lack, SheetCode
from casedesk.i18n import _
from casedesk.i18n.formats import isolate, near_moment
from casedesk.i18n.labels import label
from casedesk.ui.casefile.answers import Teller
from casedesk.ui.casefile.boxes import Boxes
from casedesk.ui.refusals import settle, tell
from casedesk.ui.typing import Box, Typing
from casedesk.ui.widgets.buttons import secondary
from casedesk.ui.widgets.field import Field
from casedesk.ui.widgets.layout import Card, Notice, Row, paragraph
from casedesk.ui.workspace import Tools

Make = Callable[[], CaseCommand[Any]]


class Part(Card):
    """What is known in lines, the boxes, and one button for each thing to do."""

    def __init__(
        self,
        tools: Tools,
        title: str,
        typed: str,
        boxes: Boxes,
        acts: Iterable[tuple[str, str, Make]],
    ) -> None:
        """`typed`: under which name what is typed is kept."""
        super().__init__(title)
        self._tools = tools
        self.fields: Mapping[str, Field[Any]] = boxes.fields
        self.boxes: Mapping[str, Box] = boxes.boxes
        self._known = paragraph("", muted=True)
        self._notice = Notice("warning")
        buttons = [
            secondary(text, partial(self._do, make), icon=icon)
            for text, icon, make in acts
        ]
        self.add(self._known, *self.fields.values(), self._notice, Row(*buttons))
        self.typing = Typing(tools.sitting, typed, self.boxes)

    def know(self, lines: Iterable[str]) -> None:
        told = "\n".join(lines)
        self._known.setText(told)
        self._known.setVisible(bool(told))

    def _do(self, make: Make) -> None:
        settle(self.fields.values(), self._notice)
        try:
            self._tools.desk.do(make())
        except (Refused, Trouble) as error:
            tell(error, self._notice, self.fields)
        else:
            self.typing.done()
            for _read, write in self.boxes.values():
                write("")


def flags_part(tools: Tools, page: CasePage) -> Part:
    boxes = Boxes(tools)
    options = [(str(each), label(each)) for each in FlagName if each not in FOLLOWING]
    flag = boxes.one_of("flag", _("&Signe"), options)
    reason = boxes.long("reason", _("Pour&quoi"))
    case_id = page.case.id
    return Part(
        tools,
        _("Signes distinctifs"),
        typing_page("flags", case_id),
        boxes,
        (
            (
                _("Poser ce signe"),
                "plus",
                lambda: SetFlag(case_id, _flag(flag.value()), reason.value()),
            ),
            (
                _("Lever ce signe"),
                "x",
                lambda: LiftFlag(case_id, _flag(flag.value()), reason.value()),
            ),
        ),
    )


def danger_part(tools: Tools, page: CasePage) -> Part:
    boxes = Boxes(tools)
    hint = _("Entre deux niveaux, choisir le plus élevé.")
    level = boxes.code("level", _("&Niveau maintenant"), "DANGER", hint)
    motive = boxes.long("motive", _("Pourquoi ce &niveau"))
    make: Make = lambda: RateDanger(page.case.id, level.value(), motive.value())  # noqa: E731
    act = _("Noter ce niveau"), "triangle-alert", make
    return Part(
        tools, _("Niveau de danger"), typing_page("danger", page.case.id), boxes, (act,)
    )


def entry_part(tools: Tools, page: CasePage) -> Part:
    boxes = Boxes(tools)
    entry = boxes.code("entry", _("C'est maintenant"), "ENTRY")
    motive = boxes.long("motive", _("Ce qui le &montre"))
    make: Make = lambda: ChangeEntry(page.case.id, entry.value(), motive.value())  # noqa: E731
    act = _("Noter le changement"), "pencil", make
    return Part(
        tools,
        _("Nature de l'inquiétude"),
        typing_page("entry", page.case.id),
        boxes,
        (act,),
    )


def links_part(tools: Tools, page: CasePage) -> Part:
    boxes = Boxes(tools)
    kinds = [LinkKind.SIBLING]
    if tools.desk.actor.may(Right.SEE_ALL_CASES):
        kinds.append(LinkKind.CHILD_AUTHOR)
    number = boxes.line(
        "other", _("&Numéro de l'autre dossier"), _("Par exemple SAL-26-0K7F.")
    )
    kind = boxes.one_of(
        "relation",
        _("&Lien"),
        [(str(each), label(each)) for each in kinds],
        _("Un enfant mis en cause a son propre dossier : c'est celui-ci."),
    )
    reason = boxes.long("reason", _("Po&urquoi"))
    case_id = page.case.id

    def other() -> CaseId:
        found = tools.desk.reads.case_numbered(number.value())
        if found is None:
            raise Incomplete(Gap("other", Lack.NOT_A_CODE))
        return found

    def link() -> LinkCases:
        if not kind.value():
            raise Incomplete(Gap("relation", Lack.MISSING))
        relation = LinkKind(kind.value())
        return LinkCases(case_id, other(), relation, reason.value())

    def undo() -> UndoLink:
        linked = tools.desk.reads.case_page(case_id).links
        return UndoLink(case_id, _link_to(number.value(), linked), reason.value())

    return Part(
        tools,
        _("Liens avec d'autres dossiers"),
        typing_page("links", case_id),
        boxes,
        ((_("Relier"), "plus", link), (_("Défaire le lien"), "x", undo)),
    )


def _link_to(number: str, linked: Iterable[LinkRow]) -> str:
    """Raises Incomplete where there is none to undo here."""
    named = number.strip().upper()
    for row in linked:
        if row.number == named and row.link.relation is not LinkKind.DUPLICATE:
            return row.link.id
    raise Incomplete(Gap("other", Lack.NOT_A_CODE))


def retraction_part(tools: Tools, page: CasePage) -> Part:
    boxes = Boxes(tools)
    words = boxes.long(
        "words",
        _("Ses mots, et dans quelles &circonstances"),
        _("Ce qui a été dit d'abord reste. Cela ne clôt rien par soi-même."),
    )
    make: Make = lambda: NoteRetraction(page.case.id, words.value())  # noqa: E731
    act = _("Noter à la suite"), "message-square-quote", make
    title = _("L'enfant revient sur ses paroles")
    return Part(tools, title, typing_page("retraction", page.case.id), boxes, (act,))


def known_flags(page: CasePage) -> list[str]:
    reasons = {each.flag: each for each in page.file.flags if each.is_up}
    return [
        f"{label(each)} — {isolate(reasons[each].reason)}"
        if each in reasons
        else label(each)
        for each in FlagName
        if each in page.flags
    ]


def known_levels(page: CasePage, teller: Teller) -> list[str]:
    return [
        _said(teller.code("DANGER", each.level), each.at, each.by, each.motive, teller)
        for each in page.levels
    ]


def known_entries(page: CasePage, teller: Teller) -> list[str]:
    concern = page.file.sheet(SheetCode.CONCERN)
    first = str(concern.content.get("entry", "")) if concern else ""
    lines = [teller.code("ENTRY", first)] if first else []
    return lines + [
        _said(teller.code("ENTRY", each.entry), each.at, each.by, each.motive, teller)
        for each in page.entries
    ]


def known_links(page: CasePage) -> list[str]:
    return [_known_link(each) for each in page.links]


def _known_link(row: LinkRow) -> str:
    number = row.number or _("dossier qui n'est plus ici")
    told = _("%(link)s : %(number)s") % {
        "link": label(row.link.relation),
        "number": isolate(number),
    }
    return f"{told} — {isolate(row.link.reason)}" if row.link.reason else told


def _said(what: str, at: Any, by: str, why: str, teller: Teller) -> str:
    return _("%(when)s, %(who)s : %(what)s — %(why)s") % {
        "when": near_moment(at),
        "who": isolate(teller.person(by)),
        "what": what,
        "why": isolate(why),
    }


def _flag(name: str) -> FlagName:
    """Raises Incomplete where none is chosen."""
    if not name:
        raise Incomplete(Gap("flag", Lack.MISSING))
    return FlagName(name)
