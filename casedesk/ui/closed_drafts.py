"""What was begun with a passphrase since forgotten, and two sheets that reopen it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from casedesk.circuit.commands.concerns import DiscardDraft
from casedesk.circuit.concern import ReceiptId
from casedesk.circuit.errors import Refused, Trouble
from casedesk.circuit.people import PersonId
from casedesk.circuit.queries import UnsentDraft
from casedesk.i18n import _
from casedesk.i18n.formats import moment
from casedesk.i18n.labels import sentence
from casedesk.ui.widgets import buttons
from casedesk.ui.widgets.layout import Card, Notice, Row, paragraph, rule
from casedesk.ui.widgets.share_sheets import TypedShares
from casedesk.ui.workspace import Tools
from casedesk.vault.errors import BadShare, VaultError


class TwoSheets(QWidget):
    """`reopened()` once two sheets gave somebody back what these open of theirs."""

    reopened = Signal()

    def __init__(self, tools: Tools, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._keys = tools.sitting.keys
        self.person = tools.desk.actor.person
        self.typed = TypedShares()
        self._notice = Notice()
        self.reopen = buttons.primary(
            _("Rouvrir avec ces deux feuilles"), self._on_reopen, icon="check"
        )
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(12)
        for widget in (self.typed, self._notice, Row(self.reopen)):
            down.addWidget(widget)

    def of(self, person: PersonId) -> None:
        """Whose drafts they are to reopen."""
        self.person = person
        self._notice.say("")
        self.typed.clear()

    def _on_reopen(self) -> None:
        self._notice.say("")
        typed = self.typed.typed()
        if typed is None:
            return
        try:
            self._keys.reopen_drafts(self.person, typed)
        except BadShare as bad:
            self.typed.complain(bad)
        except (Refused, Trouble, VaultError) as error:
            self._notice.say(sentence(error))
        else:
            self.typed.clear()
            self.reopened.emit()


class ClosedDrafts(Card):
    """One's own, by when they were begun: reopened, or given up one by one.

    `changed()` after either.
    """

    changed = Signal()

    def __init__(
        self,
        tools: Tools,
        drafts: tuple[UnsentDraft, ...],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(_("Restés fermés"), parent)
        self._tools = tools
        self._notice = Notice()
        self.sheets = TwoSheets(tools)
        self.sheets.reopened.connect(self.changed)
        self.begin = buttons.secondary(
            _("Rouvrir avec deux feuilles de secours"), self._on_begin
        )
        self.add(
            paragraph(
                _(
                    "Commencés avec une phrase de passe oubliée depuis. Deux feuilles "
                    "de secours les rouvrent pour vous, et pour personne d'autre : "
                    "celles du coffre, ou celles des cercles pour ce qui va dans un "
                    "cercle. Des feuilles plus récentes que le texte ne le rouvrent "
                    "pas."
                ),
                muted=True,
            )
        )
        for draft in drafts:
            self.add(self._line(draft), rule())
        self.add(self._notice, Row(self.begin), self.sheets)
        self.sheets.hide()

    def _line(self, draft: UnsentDraft) -> QWidget:
        give_up = buttons.TwoStep(_("Abandonner"), _("Oui, l'effacer"))
        give_up.confirmed.connect(partial(self._on_given_up, draft.id))
        told = _("Commencé le %(when)s") % {"when": moment(draft.started_at)}
        give_up.setAccessibleDescription(told)
        return Row(paragraph(told), trailing=(give_up,))

    def _on_begin(self) -> None:
        self.begin.hide()
        self.sheets.show()
        self.sheets.typed.start()

    def _on_given_up(self, draft: ReceiptId) -> None:
        try:
            self._tools.desk.do(DiscardDraft(draft))
        except (Refused, Trouble) as why_not:
            self._notice.say(sentence(why_not))
        else:
            self.changed.emit()
