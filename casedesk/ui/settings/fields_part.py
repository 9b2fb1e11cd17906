"""The association's own questions, at most five at the end of each sheet."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from casedesk.circuit.commands.settling import AddOwnField, ChangeOwnField
from casedesk.circuit.own_fields import TYPES, OwnField, takes_own
from casedesk.circuit.sheet import FieldType, SheetCode
from casedesk.i18n import _
from casedesk.i18n.labels import label
from casedesk.ui.settings.part import LabelFields, Part
from casedesk.ui.settings.rows import Rows, ShownRow
from casedesk.ui.settings.words import list_name
from casedesk.ui.widgets.buttons import primary, secondary
from casedesk.ui.widgets.choice import Choice
from casedesk.ui.widgets.combo import Combo
from casedesk.ui.widgets.field import Field
from casedesk.ui.widgets.layout import Card, Row
from casedesk.ui.workspace import Tools

_YES, _NO = "yes", "no"


class FieldsPart(Part):
    """One sheet at a time, one question of it beside."""

    name = "fields"

    def __init__(self, tools: Tools, parent: QWidget | None = None) -> None:
        super().__init__(tools, parent)
        self._chosen = ""
        self.sheet = Field(_("&Fiche"), Combo(self._sheets()))
        self.sheet.box.chosen.connect(self._on_sheet)
        heads = (_("Question"), _("Réponse"), _("Obligatoire"), _("État"))
        self.rows = Rows(_("Champs de l'association"), heads)
        self.rows.chosen.connect(self._on_chosen)
        self.fields = LabelFields()
        self.required = Choice([(_YES, _("Obligatoire")), (_NO, _("Facultatif"))])
        self.off = secondary("", self._on_off)
        self.card = Card(_("Modifier cette question"))
        save = primary(_("Enregistrer"), self._on_save)
        self.card.add(*self.fields.values(), Field(_("Réponse"), self.required))
        self.card.add(Row(save, self.off))
        self.new = LabelFields()
        self.type = Choice([(str(each), _type(each)) for each in TYPES])
        self.type.set_value(FieldType.TEXT)
        self.listed = Combo(self._lists(), unset=_("Choisir…"))
        self.must = Choice([(_YES, _("Obligatoire")), (_NO, _("Facultatif"))])
        self.must.set_value(_NO)
        self.type.chosen.connect(self._on_type)
        self.adding = {
            **self.new,
            "type": Field(_("On répond par"), self.type),
            "list": Field(_("Liste"), self.listed),
            "required": Field(_("Réponse"), self.must),
        }
        adding = Card(_("Ajouter une question"))
        add = secondary(_("Ajouter"), self._on_add, icon="plus")
        adding.add(*self.adding.values(), Row(add))
        self.say(
            _(
                "Cinq au plus par fiche interne, à la fin. Elles ne s'impriment jamais "
                "pour l'extérieur. Ne rien demander dont l'équipe ne se sert pas."
            )
        )
        self.add(self.sheet, self.rows, self.notice, self.card, adding)
        self.remember(self.new.boxes())
        self._on_type()
        self.refresh()

    def refresh(self) -> None:
        shown = [_row(each) for each in self._own()]
        self.rows.show_rows(shown, self._chosen)
        known = self._field()
        self.card.setVisible(known is not None)
        if known is not None:
            told = _("Ne plus demander") if known.active else _("Demander de nouveau")
            self.off.setText(told)

    def _sheets(self) -> list[tuple[str, str]]:
        sheets = self._tools.rules.sheets.values()
        return [
            (str(each.code), label(each.code)) for each in sheets if takes_own(each)
        ]

    def _lists(self) -> list[tuple[str, str]]:
        rules = self._tools.rules
        named = [(each, list_name(each, rules.sheets)) for each in rules.codes.lists]
        return sorted(named, key=lambda each: each[1].casefold())

    def _own(self) -> list[OwnField]:
        own = self._tools.desk.reads.own_fields()
        return [each for each in own if each.sheet == self.sheet.box.value()]

    def _field(self) -> OwnField | None:
        return next((each for each in self._own() if each.id == self._chosen), None)

    def _on_sheet(self) -> None:
        self._chosen = ""
        self.refresh()

    def _on_type(self) -> None:
        self.adding["list"].setVisible(self.type.value() == FieldType.CODE)

    def _on_chosen(self, field: str) -> None:
        self._chosen = field
        known = self._field()
        if known is not None:
            self.fields.show_label(known.label)
            self.required.set_value(_YES if known.required else _NO)
        self.refresh()

    def _on_save(self) -> None:
        known = self._field()
        if known is not None:
            required = self.required.value() == _YES
            label_ = self.fields.label()
            command = ChangeOwnField(known.id, label_, required, known.active)
            self.do(command, self.fields)

    def _on_off(self) -> None:
        known = self._field()
        if known is not None:
            active = not known.active
            self.do(ChangeOwnField(known.id, known.label, known.required, active))

    def _on_add(self) -> None:
        kind = FieldType(self.type.value())
        command = AddOwnField(
            SheetCode(self.sheet.box.value()),
            self.new.label(),
            kind,
            self.listed.value() if kind is FieldType.CODE else "",
            self.must.value() == _YES,
        )
        if self.do(command, self.adding):
            for each in self.new.values():
                each.box.clear()
            self.forget()


def _type(kind: FieldType) -> str:
    return {
        FieldType.TEXT: _("Une ligne"),
        FieldType.YES_NO: _("Oui ou non"),
        FieldType.CODE: _("Un choix d'une liste"),
    }[kind]


def _row(field: OwnField) -> ShownRow:
    state = _("demandée") if field.active else _("n'est plus demandée")
    must = _("oui") if field.required else _("non")
    cells = (f"{field.label.fr} / {field.label.ar}", _type(field.type), must, state)
    return ShownRow(field.id, cells)
