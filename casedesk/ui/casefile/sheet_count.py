"""After printing: are all the sheets in hand, or does one lie in the tray?"""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from casedesk.circuit.commands.copies import CountSheets
from casedesk.circuit.errors import Refused, Trouble
from casedesk.circuit.queries import CasePage
from casedesk.circuit.referral import CopyId, Miscount
from casedesk.i18n import _, ngettext
from casedesk.ui.refusals import tell
from casedesk.ui.widgets.choice import Choice
from casedesk.ui.widgets.field import Field
from casedesk.ui.widgets.layout import Notice
from casedesk.ui.workspace import Tools


class SheetCount(QWidget):
    """One press answers; what does not fit stays in red until it is found."""

    def __init__(self, tools: Tools, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tools = tools
        self._field: Field[Choice] | None = None
        self._notice = Notice("danger")
        self._down = QVBoxLayout(self)
        self._down.setContentsMargins(0, 0, 0, 0)
        self._down.setSpacing(8)
        self._down.addWidget(self._notice)
        self.hide()

    def ask(self, copy: CopyId, expected: int) -> None:
        """About a copy that has just come out, or came out short before."""
        self.settle()
        choice = Choice([(str(n), str(n)) for n in range(expected + 2)])
        choice.chosen.connect(lambda: self._on_counted(copy, expected, choice))
        self._field = Field(
            _("Combien de feuilles avez-vous en main ?"),
            choice,
            hint=_("Une feuille imprimée des deux côtés compte pour deux."),
        )
        self._down.addWidget(self._field)
        self.show()

    def settle(self) -> None:
        """Ask nothing any more."""
        self._notice.say("")
        if self._field is not None:
            self._field.hide()
            self._field.deleteLater()
            self._field = None
        self.hide()

    def warn(self, miscount: Miscount) -> None:
        """Of a copy that came out short, ask again."""
        self.ask(miscount.id, miscount.expected)
        self._notice.say(f"{in_hand(miscount)} {_look_for_it()}")

    def _on_counted(self, copy: CopyId, expected: int, choice: Choice) -> None:
        counted = int(choice.value())
        try:
            self._tools.desk.do(CountSheets(copy, expected, counted))
        except (Refused, Trouble) as error:
            tell(error, self._notice)
            return
        if counted == expected:
            self.settle()


def short_copies(page: CasePage) -> str:
    """What is not in hand in this case, copy by copy; mostly nothing."""
    copies = {each.id: each for each in page.copies}
    told = []
    for each in page.miscounts:
        copy = copies.get(each.id)
        if each.is_open and copy is not None:
            named = _("Copie %(n)d de la fiche %(sheet)s : %(told)s")
            words = {"n": copy.number, "sheet": copy.sheet_code}
            told.append(named % {**words, "told": in_hand(each)})
    return "\n".join(told)


def in_hand(miscount: Miscount) -> str:
    """`1 feuille en main sur 2.`"""
    told = ngettext(
        "%(n)d feuille en main sur %(expected)d.",
        "%(n)d feuilles en main sur %(expected)d.",
        miscount.in_hand,
    )
    return told % {"n": miscount.in_hand, "expected": miscount.expected}


def _look_for_it() -> str:
    return _(
        "Chercher dans le bac et autour de l'imprimante avant de partir, "
        "puis compter de nouveau. C'est inscrit au journal."
    )
