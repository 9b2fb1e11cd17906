"""What a restoring brought: where the vault is, where the one before, a certificate."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QVBoxLayout, QWidget

from casedesk.circuit.errors import Trouble
from casedesk.circuit.paper import Certificate
from casedesk.circuit.safekeeping import Restored
from casedesk.i18n import _, on_paper
from casedesk.i18n.formats import isolate, moment
from casedesk.i18n.labels import sentence
from casedesk.i18n.safekeeping import compartment_name
from casedesk.ui.widgets import buttons
from casedesk.ui.widgets.layout import Banner, Row, paragraph
from casedesk.ui.widgets.press import PaperWay
from casedesk.ui.widgets.print_certificate import PrintCertificate


class RestoredView(QWidget):
    """Press `open` to unlock it."""

    def __init__(
        self,
        restored: Restored,
        labels: Mapping[str, str],
        paper: PaperWay,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._told = Banner("info", _("Le coffre est restauré."))
        self.certificate = PrintCertificate(
            partial(restore_certificate, restored, labels, paper), paper
        )
        self.open = buttons.primary(_("&Ouvrir le coffre"), lambda: None, icon="lock")
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(16)
        for each in (self._told, self.certificate, Row(self.open)):
            down.addWidget(each)

    def tell_where(self, opens: Path, kept: Path | None, stays: Trouble | None) -> None:
        """Also why the vault of before is still where it was."""
        told = [_("Il est ici\u00a0: %(folder)s") % {"folder": isolate(str(opens))}]
        if kept is not None:
            before = _("L'ancien coffre est gardé ici\u00a0: %(folder)s")
            told.append(before % {"folder": isolate(str(kept))})
        if stays is not None:
            told.append(
                _("L'ancien coffre est resté à sa place\u00a0: %(why)s")
                % {"why": sentence(stays)}
            )
        for each in told:
            self._told.body.addWidget(paragraph(each))


@on_paper()
def restore_certificate(
    restored: Restored, labels: Mapping[str, str], paper: PaperWay
) -> Certificate:
    """Signed by the two; its codes are where the journals begin again."""
    lost = sum(each.lost or 0 for each in restored.losses)
    facts = [
        (_("Restauré le"), moment(restored.at)),
        (_("Sauvegarde"), restored.set.name),
        (_("Faite le"), moment(restored.set.created)),
        (_("Par"), labels.get(restored.by, "")),
        (_("Confirmé par"), labels.get(restored.confirmed_by, "")),
        (_("Lignes de journal perdues"), str(lost)),
    ]
    facts += [
        (_("Repère, %(name)s") % {"name": compartment_name(cid)}, code)
        for cid, code in restored.anchors.items()
    ]
    return paper.certificate(
        _("Certificat de restauration"),
        facts,
        (
            _(
                "La sauvegarde a été relue en entier et comparée à sa signature, puis "
                "copiée dans un dossier nouveau. Le journal garde cette restauration."
            ),
        ),
        signatures=(
            _("Signature de la première personne"),
            _("Signature de la deuxième personne"),
        ),
    )
