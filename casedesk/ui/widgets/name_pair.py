"""The two boxes of one name: what is written in one is proposed for the other."""

from __future__ import annotations

from functools import cache, partial

from PySide6.QtCore import QObject

from casedesk import paths
from casedesk.circuit.scripts import (
    KnownNames,
    NamePart,
    Script,
    read_names,
    script_of,
    suggest,
)
from casedesk.i18n import _
from casedesk.ui.widgets.name_edit import NameEdit, Offer


class NamePair(QObject):
    """Proposes, and never writes by itself.

    A box is offered something once the other one is left, or when it is entered; not
    any more once it had an answer: a text, or that nothing is wanted. The down arrow in
    the empty box asks for it all the same. A name that stands in the box of the other
    script may stay there.
    """

    def __init__(self, latin: NameEdit, arabic: NameEdit, part: NamePart) -> None:
        super().__init__(latin)
        self._part = part
        self._answered: set[NameEdit] = set()
        self._as_it_is: set[NameEdit] = set()
        self._other = {latin: arabic, arabic: latin}
        for box, other in self._other.items():
            box.textEdited.connect(lambda _text, box=box: self._on_edited(box))
            box.filled.connect(self._on_filled)
            box.entered.connect(lambda box=box: self._on_entered(box))
            box.left.connect(lambda other=other: self._propose(other))
            box.asked.connect(lambda box=box: self._on_asked(box))
            box.dismissed.connect(lambda box=box: self._on_dismissed(box))

    def _on_edited(self, box: NameEdit) -> None:
        box.withdraw()
        self._other[box].withdraw()
        self._answered.add(box)
        self._notice(box)

    def _on_filled(self) -> None:
        """Another record: what was wanted for the last one says nothing of it."""
        self._answered.clear()
        self._as_it_is.clear()
        for box in self._other:
            box.withdraw()

    def _on_entered(self, box: NameEdit) -> None:
        self._notice(box)
        self._propose(box)

    def _on_asked(self, box: NameEdit) -> None:
        self._answered.discard(box)
        self._propose(box)

    def _on_dismissed(self, box: NameEdit) -> None:
        (self._as_it_is if box.text() else self._answered).add(box)

    def _propose(self, box: NameEdit) -> None:
        if box.text() or box in self._answered:
            return
        heard = self._other[box].value()
        box.propose(suggest(heard, box.script, self._part, _known_names()))

    def _notice(self, box: NameEdit) -> None:
        """Say so when a name stands in the box of the other script and can move."""
        other = self._other[box]
        free = not other.value() or _is_misplaced(other)
        if _is_misplaced(box) and free and box not in self._as_it_is:
            is_arabic = other.script is Script.ARABIC
            if is_arabic:
                told = _("Ce nom est en arabe : le mettre dans l'autre champ ?")
                lead = _("En arabe :")
            else:
                told = _(
                    "Ce nom est en lettres latines : le mettre dans l'autre champ ?"
                )
                lead = _("En lettres latines :")
            move = Offer(_("Autre champ"), told, partial(self._move, box))
            box.offer_to_move(lead, move)

    def _move(self, box: NameEdit) -> None:
        """Both change places: the other one was empty, or misplaced as well."""
        other = self._other[box]
        here, there = box.text(), other.text()
        other.write(here)
        box.write(there)
        if not there:
            self._answered.discard(box)
        if box.hasFocus():
            other.setFocus()
        self._propose(box)


def _is_misplaced(box: NameEdit) -> bool:
    """Whether its name is of the other script; Tifinagh is at home in both boxes."""
    script = script_of(box.text())
    return script in (Script.LATIN, Script.ARABIC) and script is not box.script


@cache
def _known_names() -> KnownNames:
    return read_names(paths.read_text("names.toml"))
