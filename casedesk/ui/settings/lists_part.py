"""The code lists: other labels, more entries, another order; nothing is deleted."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from casedesk.circuit.codes import CLOSED_LISTS, Code
from casedesk.circuit.commands.settling import AddCode, ChangeCode, MoveCode
from casedesk.i18n import _
from casedesk.ui.settings.part import LabelFields, Part
from casedesk.ui.settings.rows import Rows, ShownRow
from casedesk.ui.settings.words import list_name
from casedesk.ui.widgets.buttons import primary, secondary
from casedesk.ui.widgets.combo import Combo
from casedesk.ui.widgets.field import Field
from casedesk.ui.widgets.layout import Card, Row
from casedesk.ui.workspace import Tools


class ListsPart(Part):
    """One list at a time, one entry of it beside."""

    name = "lists"

    def __init__(self, tools: Tools, parent: QWidget | None = None) -> None:
        super().__init__(tools, parent)
        self._chosen: str = ""
        self.which = Field(_("&Liste"), Combo(self._lists()))
        self.which.box.chosen.connect(self._on_list)
        heads = (_("Français"), _("Arabe"), _("État"))
        self.rows = Rows(_("Choix de la liste"), heads)
        self.rows.chosen.connect(self._on_chosen)
        self.fields = LabelFields()
        self.save = primary(_("Enregistrer"), self._on_save)
        self.up = secondary(_("Monter"), lambda: self._move(up=True))
        self.down = secondary(_("Descendre"), lambda: self._move(up=False))
        self.off = secondary("", self._on_off)
        self.card = Card(_("Modifier ce choix"))
        self.card.add(*self.fields.values())
        self.card.add(Row(self.save, self.up, self.down, self.off))
        self.new = LabelFields()
        self.adding = Card(_("Ajouter un choix"))
        added = secondary(_("Ajouter"), self._on_add, icon="plus")
        self.adding.add(*self.new.values(), Row(added))
        self.say(
            _(
                "Un choix désactivé n'est plus proposé ; là où il a servi, il se lit "
                "toujours."
            )
        )
        self.add(self.which, self.rows, self.notice, self.card, self.adding)
        self.remember(self.new.boxes())
        self.refresh()

    def refresh(self) -> None:
        listed = self._codes()
        self.rows.show_rows([_row(each) for each in listed], self._chosen)
        code = self._code()
        self.card.setVisible(code is not None)
        closed = self._list in CLOSED_LISTS
        self.adding.setVisible(not closed)
        self.off.setVisible(not closed)
        if code is not None:
            told = _("Ne plus proposer") if code.active else _("Proposer de nouveau")
            self.off.setText(told)

    @property
    def _list(self) -> str:
        return self.which.box.value()

    def _lists(self) -> list[tuple[str, str]]:
        rules = self._tools.rules
        named = [(each, list_name(each, rules.sheets)) for each in rules.codes.lists]
        return sorted(named, key=lambda each: each[1].casefold())

    def _codes(self) -> tuple[Code, ...]:
        return self._tools.rules.codes.all(self._list)

    def _code(self) -> Code | None:
        found = (each for each in self._codes() if each.code == self._chosen)
        return next(found, None)

    def _on_list(self) -> None:
        self._chosen = ""
        self.refresh()

    def _on_chosen(self, code: str) -> None:
        self._chosen = code
        known = self._code()
        if known is not None:
            self.fields.show_label(known.label)
        self.refresh()

    def _on_save(self) -> None:
        known = self._code()
        if known is not None:
            label = self.fields.label()
            command = ChangeCode(self._list, known.code, label, known.active)
            self.do(command, self.fields)

    def _on_off(self) -> None:
        known = self._code()
        if known is not None:
            active = not known.active
            self.do(ChangeCode(self._list, known.code, known.label, active))

    def _move(self, *, up: bool) -> None:
        if self._chosen:
            self.do(MoveCode(self._list, self._chosen, up))

    def _on_add(self) -> None:
        if self.do(AddCode(self._list, self.new.label()), self.new):
            for each in self.new.values():
                each.box.clear()
            self.forget()


def _row(code: Code) -> ShownRow:
    state = _("proposé") if code.active else _("n'est plus proposé")
    return ShownRow(code.code, (code.label.fr, code.label.ar, state))
