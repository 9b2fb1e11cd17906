"""The reserved box: who is alleged in a case, and in which others of that name."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from casedesk.circuit.commands.family import NoteAuthor, ViewAuthors
from casedesk.circuit.commands.typing import typing_page
from casedesk.circuit.errors import Refused, Trouble
from casedesk.circuit.family import MEMBER, Asked, Author, answers_of
from casedesk.circuit.queries import CitedRow
from casedesk.i18n import _, current, ngettext
from casedesk.i18n.formats import isolate, listed, near_moment
from casedesk.ui import theme
from casedesk.ui.casefile.answers import Teller
from casedesk.ui.casefile.header import CaseHeader
from casedesk.ui.casefile.opening import opened
from casedesk.ui.casefile.passage import Passage
from casedesk.ui.navigation import AllegedPlace, CasePlace
from casedesk.ui.refusals import tell_in_form
from casedesk.ui.screen import Screen
from casedesk.ui.typing import Typing
from casedesk.ui.widgets.buttons import link, on_control_enter, primary, secondary
from casedesk.ui.widgets.layout import (
    Banner,
    Card,
    Notice,
    Page,
    Row,
    fill,
    paragraph,
    title,
)
from casedesk.ui.widgets.sheet_form import SheetForm
from casedesk.ui.workspace import Tools


class AllegedScreen(Screen):
    """For the director and the referent; opening it is noted in the journal.

    While a name is typed, the numbers of the other cases it stands in are told.
    """

    def __init__(
        self, tools: Tools, place: AllegedPlace, parent: QWidget | None = None
    ) -> None:
        super().__init__(tools, parent)
        self._tools, self._place = tools, place
        opened(tools.desk, place.case)
        tools.desk.do(ViewAuthors(place.case))
        self._asked = tools.rules.asked[Asked.AUTHOR]
        self._header = CaseHeader()
        self._known = QWidget()
        self._down = QVBoxLayout()
        self.also = Notice("info")
        self.apart = Notice("warning")
        self._notice = Notice("warning")
        self.form = SheetForm(
            self._asked,
            tools.rules.codes,
            (),
            intake=False,
            now=tools.clock,
        )
        self._fill()
        self._typing = Typing(
            tools.sitting,
            typing_page(f"alleged:{place.author}", place.case),
            {"content": (self.form.content, self.form.set_content)},
        )
        self.form.edited.connect(self._look_up)
        self.save = primary(_("Enregistrer"), self._on_save, icon="check")
        on_control_enter(self.save)
        self._lay_out()
        self.refresh()
        self._look_up()

    def title(self) -> str:
        return _("Encadré réservé : personne mise en cause")

    def refresh(self) -> None:
        tools = self._tools
        page = tools.desk.reads.case_page(self._place.case)
        self._header.tell(page, Teller.of(tools), tools.clock())
        shown = self._cards()
        self._down.replaceWidget(self._known, shown)
        self._known.hide()
        self._known.deleteLater()
        shown.show()
        self._known = shown

    def leave(self) -> None:
        self._typing.keep()

    def _fill(self) -> None:
        found = (each for each in self._authors() if each.id == self._place.author)
        for each in found:
            self.form.set_content(answers_of(each, self._asked))

    def _authors(self) -> tuple[Author, ...]:
        return self._tools.desk.reads.authors(self._place.case)

    def _lay_out(self) -> None:
        page = Page()
        page.add(self._header, title(self.title()))
        page.add(Banner("info", _for_few()))
        self._down.setContentsMargins(0, 0, 0, 0)
        self._down.addWidget(self._known)
        page.body.addLayout(self._down)
        page.add(self.form, self.also, self.apart, self._notice)
        go_back = secondary(_("Revenir au dossier"), self._go_back)
        page.add(Row(self.save, go_back))
        page.body.addStretch(1)
        fill(self, page)

    def _cards(self) -> QWidget:
        shown = QWidget()
        down = QVBoxLayout(shown)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(8)
        for each in self._authors():
            if each.id != self._place.author:
                down.addWidget(self._card(each))
        return shown

    def _card(self, author: Author) -> Card:
        teller, tools = Teller.of(self._tools), self._tools
        card = Card()
        content = answers_of(author, self._asked)
        for asked, told in teller.answers(self._asked, content):
            card.add(Passage(asked.label.in_language(current()), told))
        by = _("Noté le %(when)s") % {"when": near_moment(author.noted_at)}
        card.add(theme.look(paragraph(by), "small"))
        place = AllegedPlace(self._place.case, author.id)
        card.add(Row(link(_("Corriger"), lambda: tools.go_to(place))))
        return card

    def _look_up(self) -> None:
        content = self.form.content()
        also = self._tools.desk.reads.also_alleged(self._place.case, content)
        self.also.say(_cited(also))
        self.apart.say(_set_apart() if content.get("link") == MEMBER else "")

    def _on_save(self) -> None:
        self._notice.say("")
        place = self._place
        content = self.form.content()
        try:
            self._tools.desk.do(NoteAuthor(place.case, content, place.author))
        except (Refused, Trouble) as error:
            tell_in_form(error, self.form, self._notice)
        else:
            self._typing.done()
            self._go_back()

    def _go_back(self) -> None:
        self._tools.go_to(CasePlace(self._place.case))


def _cited(also: tuple[CitedRow, ...]) -> str:
    if not also:
        return ""
    told = ngettext(
        "Ce nom est déjà cité dans %(n)d autre dossier : %(numbers)s.",
        "Ce nom est déjà cité dans %(n)d autres dossiers : %(numbers)s.",
        len(also),
    )
    numbers = listed(isolate(each.number) for each in also)
    return told % {"n": len(also), "numbers": numbers}


def _for_few() -> str:
    return _(
        "Réservé à la direction et au référent : ni imprimé, ni dans la chronologie. "
        "Une piste, pas un fait. L'avoir ouvert est inscrit au journal."
    )


def _set_apart() -> str:
    return _(
        "Une personne de l'association ? Revenir au dossier et le mettre à part dans "
        "un cercle, avant de noter un nom : ici, elle pourrait le lire."
    )
