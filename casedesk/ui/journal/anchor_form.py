"""A code off a printed sheet: is the line it names still there, unchanged?"""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from casedesk.circuit.journal import AnchorAnswer, AnchorState
from casedesk.circuit.numbers import typed_anchor
from casedesk.i18n import _
from casedesk.i18n.formats import isolate, moment, number
from casedesk.i18n.journal import act
from casedesk.ui.widgets.buttons import secondary
from casedesk.ui.widgets.field import Field
from casedesk.ui.widgets.layout import Card, Notice
from casedesk.ui.widgets.text import CodeEdit
from casedesk.ui.workspace import Tools


class AnchorForm(Card):
    """The answer stands under the box until another code is typed."""

    def __init__(self, tools: Tools, parent: QWidget | None = None) -> None:
        super().__init__(_("Vérifier un repère"), parent)
        self._tools = tools
        self._code = CodeEdit()
        self._code.setPlaceholderText("J 004213 · 7F3K-9QXM-2D4R-8T1V-C")
        self._code.returnPressed.connect(self._on_asked)
        self.field = Field(
            _("Code imprimé sur la fiche"),
            self._code,
            hint=_("Au bas de chaque page, il commence par J."),
        )
        self.good, self.bad = Notice("info"), Notice("danger")
        ask = secondary(_("Chercher"), self._on_asked, icon="search")
        self.add(self.field, ask, self.good, self.bad)

    def _on_asked(self) -> None:
        self.field.settle()
        for notice in (self.good, self.bad):
            notice.say("")
        typed = typed_anchor(self._code.value())
        if typed is None:
            self.field.complain(
                _("Ce code ne peut pas être juste : vérifiez chaque caractère.")
            )
            return
        answer = self._tools.desk.reads.anchor(typed)
        if answer.state is AnchorState.PRESENT:
            self.good.say(_present(answer))
        else:
            self.bad.say(f"{_absent(answer, typed.sequence)} {_what_then()}")


def _present(answer: AnchorAnswer) -> str:
    line = answer.line
    if line is None:
        return ""
    told = _("Présente et inchangée : « %(what)s », le %(when)s.") % {
        "what": act(line),
        "when": moment(line.at),
    }
    about = _("Dossier %(number)s.") % {"number": isolate(line.case_number)}
    return f"{told} {about}" if line.case_number else told


def _absent(answer: AnchorAnswer, sequence: int) -> str:
    numbers = {"n": number(sequence), "last": number(answer.ends_at)}
    if answer.state is AnchorState.DIFFERENT:
        return (
            _("La ligne %(n)s existe, mais ce n'est pas celle de ce repère.") % numbers
        )
    if sequence > answer.ends_at:
        return _("Ligne manquante : le journal s'arrête à la ligne %(last)s.") % numbers
    return _("Ligne manquante : il n'y a pas de ligne %(n)s.") % numbers


def _what_then() -> str:
    """The same whoever asks: it must not tell that there are other journals."""
    return _(
        "Relire le numéro après le J. S'il est juste, le journal a été coupé ou "
        "réécrit depuis l'impression, ou la fiche vient d'un journal qui ne vous est "
        "pas ouvert. Garder la fiche et prévenir la direction ou la présidence."
    )
