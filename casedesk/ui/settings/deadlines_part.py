"""Clocks: how long each thing may wait, and on what ground."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from casedesk.circuit.commands.settling import SetDeadline
from casedesk.circuit.deadlines import Deadline, Span
from casedesk.i18n import _, current
from casedesk.i18n.formats import isolate, long_date, span_words
from casedesk.ui.settings.part import Part
from casedesk.ui.settings.rows import Rows, ShownRow
from casedesk.ui.settings.span_box import REAL_TIME, SpanBox
from casedesk.ui.settings.words import deadline_name
from casedesk.ui.widgets.buttons import primary
from casedesk.ui.widgets.field import Field
from casedesk.ui.widgets.layout import Card, Row, paragraph
from casedesk.ui.workspace import Tools


class DeadlinesPart(Part):
    """All of them, one of them to settle."""

    name = "deadlines"

    def __init__(self, tools: Tools, parent: QWidget | None = None) -> None:
        super().__init__(tools, parent)
        self._chosen = ""
        heads = (_("Ce qui attend"), _("Délai"), _("Urgent"), _("Vérifié"))
        self.rows = Rows(_("Délais"), heads)
        self.rows.chosen.connect(self._on_chosen)
        self.ordinary = Field(_("&Délai ordinaire"), SpanBox())
        self.urgent = Field(
            _("&Urgent"),
            SpanBox(REAL_TIME),
            hint=_("En heures réelles, jour et nuit. Vide : comme l'ordinaire."),
        )
        self.levels = {
            level: Field(_("Danger %(level)s") % {"level": level}, SpanBox(REAL_TIME))
            for level in "4321"
        }
        self.basis = paragraph("", muted=True)
        self.card = Card(_("Régler ce délai"))
        self.card.add(self.basis, self.ordinary, self.urgent, *self.levels.values())
        save = primary(_("Enregistrer, vérifié aujourd'hui"), self._on_save)
        self.card.add(Row(save))
        self.say(
            _(
                "Un nouveau délai vaut pour ce qui commence ensuite. Aucun texte "
                "marocain ne fixe d'heures à une association : ce sont vos choix."
            )
        )
        self.add(self.rows, self.notice, self.card)
        self.refresh()

    @property
    def fields(self) -> dict[str, Field[SpanBox]]:
        return {"ordinary": self.ordinary, "urgent": self.urgent, **self.levels}

    def refresh(self) -> None:
        deadlines = self._tools.rules.deadlines
        self.rows.show_rows([_row(each) for each in deadlines], self._chosen)
        self.card.setVisible(self._chosen in deadlines)

    def _on_chosen(self, code: str) -> None:
        self._chosen = code
        known = self._tools.rules.deadlines[code]
        self.basis.setText(known.basis.in_language(current()))
        self.ordinary.box.set_value(known.ordinary)
        self.urgent.box.set_value(known.urgent)
        for level, each in self.levels.items():
            each.box.set_value(known.by_danger.get(level))
            each.setVisible(bool(known.by_danger))
        self.refresh()

    def _on_save(self) -> None:
        for each in self.fields.values():
            each.settle()
        told: dict[str, Span | None] = {}
        for key, each in self.fields.items():
            try:
                told[key] = each.box.value()
            except ValueError:
                each.complain(_("Écrire un nombre, en chiffres."))
        if len(told) < len(self.fields):
            return
        ordinary = told["ordinary"]
        if ordinary is None:
            self.ordinary.complain(_("Écrire un nombre, en chiffres."))
            return
        by_danger = tuple(
            (level, span) for level in self.levels if (span := told[level]) is not None
        )
        command = SetDeadline(self._chosen, ordinary, told["urgent"], by_danger)
        self.do(command, self.fields)


def _row(deadline: Deadline) -> ShownRow:
    checked = _("à vérifier")
    if deadline.checked_on is not None:
        checked = _("le %(day)s par %(who)s") % {
            "day": long_date(deadline.checked_on),
            "who": isolate(deadline.checked_by),
        }
    fast = span_words(deadline.urgent)
    if deadline.by_danger:
        fast = _("selon le danger")
    cells = (deadline_name(deadline), span_words(deadline.ordinary), fast, checked)
    return ShownRow(deadline.code, cells)
