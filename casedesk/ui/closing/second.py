"""The second signature under a closing: how long the case is kept, and it is closed."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from casedesk.circuit.commands.closing import CloseCase
from casedesk.circuit.commands.typing import typing_page
from casedesk.circuit.dates import local
from casedesk.circuit.errors import Refused, Trouble
from casedesk.circuit.guards import missing
from casedesk.circuit.queries import CasePage
from casedesk.circuit.retention import CLASSES, proposed_class
from casedesk.circuit.rights import Right
from casedesk.circuit.sheet import Addressee, SheetCode
from casedesk.circuit.stages import Guard
from casedesk.i18n import _, current
from casedesk.i18n.formats import long_date
from casedesk.ui.casefile.answers import Teller
from casedesk.ui.casefile.passage import Passage
from casedesk.ui.refusals import settle, tell
from casedesk.ui.typing import Typing
from casedesk.ui.widgets.buttons import on_control_enter, primary
from casedesk.ui.widgets.combo import Combo
from casedesk.ui.widgets.field import Field
from casedesk.ui.widgets.layout import Card, Notice, heading, paragraph
from casedesk.ui.workspace import Tools


class SecondSignature(Card):
    """What the sheet says, to be read through; `closed` once it is signed again."""

    closed = Signal()

    def __init__(
        self, tools: Tools, page: CasePage, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent=parent)
        self._tools, self._page = tools, page
        self._reading = QWidget()
        self._waits = Notice("info")
        self._notice = Notice("warning")
        options = [
            (each.code, each.label.in_language(current()))
            for each in tools.rules.codes.options(CLASSES)
        ]
        self.kept = Combo(options, unset=_("Choisir…"))
        self.field = Field(_("Classe de &conservation"), self.kept)
        self.kept.chosen.connect(self._tell_day)
        self.close_case = primary(_("Clore le dossier"), self._on_close, icon="check")
        on_control_enter(self.close_case)
        self.add(self._reading, self._waits, self.field, self._notice, self.close_case)
        page_kept = typing_page("close", page.case.id)
        boxes = {"kept": (self.kept.value, self.kept.set_value)}
        self._typing = Typing(tools.sitting, page_kept, boxes)

    def show_page(self, page: CasePage) -> None:
        """Read the signed sheet, and offer to close where one may."""
        self._page = page
        made = self._passages()
        self.body.replaceWidget(self._reading, made)
        self._reading.hide()
        self._reading.deleteLater()
        made.show()
        self._reading = made
        actor, circuit = self._tools.desk.actor, self._tools.rules.circuit
        needs = [Guard.TWO_SIGNATURES]
        twice = missing([g for g in needs if g not in circuit.relaxed], page.file)
        may = actor.may(Right.CLOSE_CASE)
        waits = _("Signée une première fois. La direction clôt le dossier.")
        if twice:
            waits = _("Vous avez signé la première fois : une autre personne clôt.")
        self._waits.say("" if may and not twice else waits)
        for part in (self.field, self.close_case):
            part.setVisible(may and not twice)
        if not self.kept.value():
            self.kept.set_value(self._proposed())
        self._tell_day()

    def leave(self) -> None:
        self._typing.keep()

    def _passages(self) -> QWidget:
        whole = Card()
        sheet = self._page.file.sheet(SheetCode.CLOSING)
        if sheet is None:
            return whole
        teller = Teller.of(self._tools, self._page)
        for section in self._tools.rules.sheets[SheetCode.CLOSING].sections:
            answers = teller.answers(section.fields, sheet.content)
            if answers:
                whole.add(heading(section.title.in_language(current())))
            for asked, told in answers:
                whole.add(Passage(asked.label.in_language(current()), told))
        whole.add(paragraph(_("Tout relire avant de signer."), muted=True))
        return whole

    def _proposed(self) -> str:
        """A class for this reason; whoever closes may choose another."""
        page, sheet = self._page, self._page.file.sheet(SheetCode.CLOSING)
        reported = any(
            each.addressee is Addressee.PROSECUTOR and each.sent_on is not None
            for each in page.referrals
        )
        reason = str(sheet.content.get("reason", "")) if sheet else ""
        return proposed_class(reason, page.case.danger, reported=reported)

    def _tell_day(self) -> None:
        chosen = self._tools.rules.retention.get(self.kept.value())
        if chosen is None:
            self.field.hint("")
            return
        day = chosen.review_on(local(self._tools.clock()).date())
        told = _("À revoir le %(day)s. Rien ne s'efface tout seul.")
        self.field.hint(told % {"day": long_date(day)})

    def _on_close(self) -> None:
        settle([self.field], self._notice)
        try:
            self._tools.desk.do(CloseCase(self._page.case.id, self.kept.value()))
        except (Refused, Trouble) as error:
            tell(error, self._notice, {"retention": self.field})
        else:
            self._typing.done()
            self.closed.emit()
