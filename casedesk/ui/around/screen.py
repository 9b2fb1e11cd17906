"""Noting the child, those around and agreements: the questions of one record."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from PySide6.QtWidgets import QWidget

from casedesk.circuit.case import CaseId
from casedesk.circuit.command import Command
from casedesk.circuit.commands.consent import Derogate, NoteWithdrawal
from casedesk.circuit.commands.family import (
    NAMES,
    CorrectChild,
    NoteRelative,
    NoteSafeContact,
    OpenSiblingCase,
)
from casedesk.circuit.commands.typing import typing_page
from casedesk.circuit.errors import NotFound, Refused, Trouble
from casedesk.circuit.family import Asked, Relative, answers_of
from casedesk.circuit.queries import CasePage
from casedesk.circuit.sheet import Content
from casedesk.i18n import _
from casedesk.ui.casefile.alike_typed import AlikeTyped
from casedesk.ui.casefile.answers import Teller
from casedesk.ui.casefile.header import CaseHeader
from casedesk.ui.casefile.opening import opened
from casedesk.ui.navigation import AroundPlace, CasePlace
from casedesk.ui.refusals import tell_in_form
from casedesk.ui.screen import Screen
from casedesk.ui.typing import Typing
from casedesk.ui.widgets.buttons import on_control_enter, primary, secondary
from casedesk.ui.widgets.layout import Banner, Notice, Page, Row, fill, title
from casedesk.ui.widgets.sheet_form import SheetForm
from casedesk.ui.workspace import Tools

Make = Callable[[CaseId, Content, str], Command[Any, Any]]


@dataclass(frozen=True, slots=True)
class Words:
    """What one page says: its title, what to know before, its button."""

    title: str
    before: str
    button: str


class AroundScreen(Screen):
    """The questions of one record of a case; afterwards the case is shown again."""

    def __init__(
        self, tools: Tools, place: AroundPlace, parent: QWidget | None = None
    ) -> None:
        super().__init__(tools, parent)
        self._tools, self._place = tools, place
        page = opened(tools.desk, place.case)
        self._words = _words(place.asked)
        self._header = CaseHeader()
        self.form = SheetForm(
            tools.rules.asked[place.asked],
            tools.rules.codes,
            tools.desk.reads.people(),
            intake=False,
            now=tools.clock,
        )
        self.form.set_content(_begun(tools, page, place))
        self.alike = AlikeTyped(tools, place.case)
        self._named = _named(page, place)
        if place.asked in _LAST_OF_A_CHILD:
            self.form.put_below(_LAST_OF_A_CHILD[place.asked], self.alike)
            self.form.edited.connect(self._look)
        self._typing = Typing(
            tools.sitting,
            typing_page(f"{place.asked}:{place.record}", place.case),
            {"content": (self.form.content, self.form.set_content)},
        )
        self._notice = Notice("warning")
        self.save = primary(self._words.button, self._on_save, icon="check")
        on_control_enter(self.save)
        self._lay_out()
        self.refresh()

    def title(self) -> str:
        return self._words.title

    def refresh(self) -> None:
        page = self._tools.desk.reads.case_page(self._place.case)
        self._header.tell(page, Teller.of(self._tools), self._tools.clock())

    def leave(self) -> None:
        self._typing.keep()

    def _look(self) -> None:
        self.alike.look({**self._named, **self.form.content()})

    def _lay_out(self) -> None:
        back = secondary(_("Revenir au dossier"), self._go_back)
        page = Page()
        page.add(self._header, title(self.title()))
        if self._words.before:
            page.add(Banner("info", self._words.before))
        page.add(self.form, self._notice, Row(self.save, back))
        page.body.addStretch(1)
        fill(self, page)

    def _on_save(self) -> None:
        self._notice.say("")
        place = self._place
        make = _COMMANDS[place.asked]
        try:
            self._tools.desk.do(make(place.case, self.form.content(), place.record))
        except (Refused, Trouble) as error:
            tell_in_form(error, self.form, self._notice)
        else:
            self._typing.done()
            self._go_back()

    def _go_back(self) -> None:
        self._tools.go_to(CasePlace(self._place.case))


_LAST_OF_A_CHILD = {Asked.CHILD: "usual_name", Asked.SIBLING: "birth"}
_COMMANDS: Mapping[Asked, Make] = {
    Asked.CHILD: lambda case, content, _record: CorrectChild(case, content),
    Asked.RELATIVE: NoteRelative,
    Asked.SAFE_CONTACT: lambda case, content, _record: NoteSafeContact(case, content),
    Asked.SIBLING: lambda case, content, record: OpenSiblingCase(case, record, content),
    Asked.WITHDRAWAL: lambda case, content, _record: NoteWithdrawal(case, content),
    Asked.DEROGATION: lambda case, content, _record: Derogate(case, content),
}


def _begun(tools: Tools, page: CasePage, place: AroundPlace) -> dict[str, Any]:
    """What is known already; of a new record, nothing."""
    asked = tools.rules.asked
    match place.asked:
        case Asked.CHILD:
            return answers_of(page.child, asked[Asked.CHILD])
        case Asked.RELATIVE if place.record:
            return answers_of(_relative(page, place.record), asked[Asked.RELATIVE])
        case Asked.SIBLING:
            birth = _relative(page, place.record).birth
            return {"birth": birth} if birth else {}
    return {}


def _named(page: CasePage, place: AroundPlace) -> dict[str, str]:
    """What a sibling is called was noted where the household is."""
    if place.asked is not Asked.SIBLING:
        return {}
    sibling = _relative(page, place.record)
    return {name: getattr(sibling, name) for name in NAMES}


def _relative(page: CasePage, key: str) -> Relative:
    """Raises NotFound for one of another case."""
    for each in page.relatives:
        if each.id == key:
            return each
    raise NotFound()


def _words(asked: Asked) -> Words:
    keep = _("Enregistrer")
    return {
        Asked.CHILD: Words(
            _("Ce que l'on sait de l'enfant"),
            _(
                "Ce qui a été entendu au premier jour reste sur la fiche de recueil. "
                "Rien n'est obligatoire."
            ),
            keep,
        ),
        Asked.RELATIVE: Words(
            _("Une personne autour de l'enfant"),
            _("Ces noms ne s'impriment pas. Ne noter que ce qui aide à protéger."),
            keep,
        ),
        Asked.SAFE_CONTACT: Words(
            _("Qui l'on peut appeler sans risque"),
            _(
                "Répété à chaque appel et sur chaque fiche de liaison. Les contacts "
                "notés avant gardent leur date."
            ),
            keep,
        ),
        Asked.SIBLING: Words(
            _("Ouvrir le dossier d'un frère ou d'une sœur"),
            _(
                "Un dossier par enfant : celui-ci commence comme une nouvelle "
                "inquiétude, et chaque dossier renvoie à l'autre."
            ),
            _("Ouvrir son dossier"),
        ),
        Asked.WITHDRAWAL: Words(
            _("Noter le retrait d'un accord"),
            _(
                "À partir de maintenant, rien de nouveau n'est partagé. Ce qui est "
                "déjà parti, et un signalement, restent."
            ),
            keep,
        ),
        Asked.DEROGATION: Words(
            _("Partager sans accord"),
            _(
                "Une décision de la direction, signée, pour les services nommés. À "
                "expliquer à l'enfant."
            ),
            _("Signer cette décision"),
        ),
    }[asked]
