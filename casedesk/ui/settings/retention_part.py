"""How long closed cases are kept before somebody looks at them again."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from casedesk.circuit.commands.settling import SetRetention
from casedesk.circuit.retention import CLASSES, RetentionClass
from casedesk.i18n import _, current, ngettext
from casedesk.i18n.formats import isolate
from casedesk.ui.settings.part import Part
from casedesk.ui.settings.rows import Rows, ShownRow
from casedesk.ui.settings.span_box import PeriodBox
from casedesk.ui.widgets.buttons import primary
from casedesk.ui.widgets.field import Field
from casedesk.ui.widgets.layout import Card, Row
from casedesk.ui.workspace import Tools


class RetentionPart(Part):
    """The classes, one of them to settle."""

    name = "retention"

    def __init__(self, tools: Tools, parent: QWidget | None = None) -> None:
        super().__init__(tools, parent)
        self._chosen = ""
        heads = (_("Classe"), _("À revoir après"), _("Vérifié"))
        self.rows = Rows(_("Durées de conservation"), heads)
        self.rows.chosen.connect(self._on_chosen)
        self.period = Field(_("&Revoir un dossier clos après"), PeriodBox())
        self.card = Card(_("Régler cette durée"))
        save = primary(_("Enregistrer, vérifié aujourd'hui"), self._on_save)
        self.card.add(self.period, Row(save))
        self.say(
            _(
                "Ces durées proposent un jour où revoir un dossier clos : rien ne "
                "s'efface tout seul. Les fixer avec la demande à la CNDP."
            )
        )
        self.add(self.rows, self.notice, self.card)
        self.refresh()

    def refresh(self) -> None:
        classes = self._tools.rules.retention.values()
        self.rows.show_rows([self._row(each) for each in classes], self._chosen)
        self.card.setVisible(bool(self._chosen))

    def _row(self, kept: RetentionClass) -> ShownRow:
        name = self._tools.rules.codes.label(CLASSES, kept.code, current())
        checked = _("à vérifier")
        if kept.checked_on:
            checked = _("le %(day)s par %(who)s") % {
                "day": isolate(kept.checked_on),
                "who": isolate(kept.checked_by),
            }
        return ShownRow(kept.code, (name, period_words(kept.period), checked))

    def _on_chosen(self, code: str) -> None:
        self._chosen = code
        self.period.box.set_value(self._tools.rules.retention[code].period)
        self.refresh()

    def _on_save(self) -> None:
        command = SetRetention(self._chosen, self.period.box.value())
        self.do(command, {"period": self.period})


def period_words(period: str) -> str:
    """`3 ans`, `12 mois`, `30 jours`."""
    n = int(period[1:-1])
    told = {
        "D": ngettext("%(n)d jour", "%(n)d jours", n),
        "M": ngettext("%(n)d mois", "%(n)d mois", n),
        "Y": ngettext("%(n)d an", "%(n)d ans", n),
    }
    return told[period[-1]] % {"n": n}
