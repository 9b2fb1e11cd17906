"""One set beside the list: what it is, and what can be done with it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from casedesk.circuit.safekeeping import BackupSet
from casedesk.i18n import _
from casedesk.i18n.formats import headed, isolate, moment
from casedesk.ui.safekeeping.table_model import SetsModel
from casedesk.ui.widgets import buttons
from casedesk.ui.widgets.layout import Card, Row, paragraph


class SetCard(Card):
    """`verify(BackupSet)`, `restore(BackupSet)`, `renew(BackupSet)`."""

    verify = Signal(object)
    restore = Signal(object)
    renew = Signal(object)

    def __init__(
        self, model: SetsModel, *, directs: bool, parent: QWidget | None = None
    ) -> None:
        super().__init__(_("Cette sauvegarde"), parent)
        self._model = model
        self._set: BackupSet | None = None
        self._facts = paragraph("")
        self._verify = buttons.secondary(
            _("&Vérifier"), lambda: self.verify.emit(self._set), icon="clipboard-check"
        )
        self._restore = buttons.secondary(
            _("&Restaurer…"), lambda: self.restore.emit(self._set), icon="refresh-cw"
        )
        self._renew = buttons.TwoStep(
            _("Renouveler"), _("Oui, remplacer les anciennes")
        )
        self._renew.confirmed.connect(lambda: self.renew.emit(self._set))
        self.add(self._facts, Row(self._verify, self._restore))
        self._renewing = Card()
        self._renewing.add(
            paragraph(
                _(
                    "Après un changement de clés ou un effacement\u00a0: faire une "
                    "nouvelle sauvegarde au même endroit, et détruire celles que les "
                    "anciennes clés ouvrent encore."
                ),
                muted=True,
            ),
            Row(self._renew),
        )
        self.add(self._renewing)
        self._restore.setVisible(directs)
        self._renewing.setVisible(directs)
        self.hide()

    def show_set(self, chosen: BackupSet | None) -> None:
        self._set = chosen
        self.setVisible(chosen is not None)
        if chosen is None:
            return
        facts = (
            (_("Faite le"), moment(chosen.created)),
            (_("Par"), isolate(self._model.who(chosen))),
            (_("État"), self._model.state(chosen)),
            (_("Dossier"), isolate(str(chosen.folder))),
        )
        self._facts.setText("\n".join(headed(*each) for each in facts))
