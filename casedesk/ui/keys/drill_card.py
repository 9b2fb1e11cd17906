"""Two sheets typed in: what they would open, or which circles they do open."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from casedesk.circuit.errors import Refused, Trouble
from casedesk.i18n import _, ngettext
from casedesk.i18n.labels import sentence
from casedesk.ui.keys.naming import circle_names, in_words
from casedesk.ui.widgets import buttons
from casedesk.ui.widgets.layout import Card, Notice, Row, paragraph
from casedesk.ui.widgets.share_sheets import TypedShares
from casedesk.ui.workspace import Tools
from casedesk.vault.errors import BadShare, VaultError


class DrillCard(Card):
    """The exercise changes nothing; taking part in a circle changes the header.

    `tried()` once two sheets were read, whatever for.
    """

    tried = Signal()

    def __init__(self, tools: Tools, parent: QWidget | None = None) -> None:
        super().__init__(_("Essayer deux feuilles"), parent)
        self._tools, self._keys = tools, tools.sitting.keys
        self.typed = TypedShares()
        self._notice = Notice("info")
        self._told = paragraph("")
        self.add(
            paragraph(
                _(
                    "L'exercice dit ce que deux feuilles rouvriraient, sans rien "
                    "changer. Le journal note qu'il a été fait : le faire une fois par "
                    "an."
                ),
                muted=True,
            ),
            self.typed,
            self._notice,
            self._told,
            Row(
                buttons.secondary(_("Faire l'&exercice"), self._on_drill),
                buttons.quiet(
                    _("Entrer dans les cercles de ces feuilles"), self._on_take
                ),
            ),
        )
        self._told.hide()

    def _on_drill(self) -> None:
        typed = self._typed()
        if typed is None:
            return
        try:
            reach = self._keys.drill(typed)
        except BadShare as bad:
            self.typed.complain(bad)
        except (Refused, Trouble, VaultError) as error:
            self._notice.say(sentence(error))
        else:
            self._tell(in_words(reach, circle_names(self._tools.desk)))

    def _on_take(self) -> None:
        typed = self._typed()
        if typed is None:
            return
        try:
            taken = self._keys.take(typed)
        except BadShare as bad:
            self.typed.complain(bad)
        except (Refused, Trouble, VaultError) as error:
            self._notice.say(sentence(error))
        else:
            self._tell(_entered(len(taken)))

    def _typed(self) -> tuple[str, ...] | None:
        self._notice.say("")
        self._told.hide()
        return self.typed.typed()

    def _tell(self, told: str) -> None:
        """The sheets were read: nobody needs them on the screen any longer."""
        self.typed.clear()
        self._told.setText(told)
        self._told.show()
        self.tried.emit()


def _entered(count: int) -> str:
    if not count:
        return _("Ces feuilles n'ouvrent aucun cercle où vous n'êtes pas déjà.")
    told = ngettext(
        "Un cercle vous est ouvert : verrouiller, puis rouvrir pour y entrer.",
        "%(n)d cercles vous sont ouverts : verrouiller, puis rouvrir pour y entrer.",
        count,
    )
    return told % {"n": count}
