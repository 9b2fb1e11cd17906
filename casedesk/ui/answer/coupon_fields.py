"""What else a return coupon may say: whatever is known, nothing that must be."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from casedesk.circuit.referral import Answer
from casedesk.circuit.sheet import Addressee
from casedesk.i18n import _
from casedesk.ui.typing import Box
from casedesk.ui.widgets.editors_dates import DateEditor
from casedesk.ui.widgets.field import Field
from casedesk.ui.widgets.text import CodeEdit, LineEdit

_REGISTERS = (Addressee.PROSECUTOR, Addressee.POLICE, Addressee.FAMILY_COURT)


class CouponFields(QWidget):
    """The optional rows of domain §3.i, in the order of the paper."""

    def __init__(
        self,
        addressee: Addressee,
        now: Callable[[], datetime],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._days = {
            "received_on": Field(_("Fiche reçue le"), DateEditor(now)),
            "next_on": Field(_("Prochain rendez-vous le"), DateEditor(now)),
            "ended_on": Field(_("Intervention terminée le"), DateEditor(now)),
        }
        self._lines = {
            "contact": Field(
                _("Interlocuteur désigné"),
                LineEdit(),
                hint=_("La fonction, pas le nom."),
            ),
            "contact_phone": Field(
                _("Téléphone du service"),
                CodeEdit(),
                hint=_("Jamais un numéro privé."),
            ),
            "next_step": Field(_("Prochaine étape"), LineEdit()),
            "wanted": Field(_("Informations demandées en plus"), LineEdit()),
            "registration": Field(_("N° d'enregistrement ou de PV"), LineEdit()),
            "ended_why": Field(_("Motif de la fin d'intervention"), LineEdit()),
            "remarks": Field(
                _("Observations"), LineEdit(), hint=_("Rien de confidentiel.")
            ),
        }
        self.fields: Mapping[str, Field[QWidget]] = {**self._days, **self._lines}
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(12)
        for key in (
            "received_on",
            "contact",
            "contact_phone",
            "next_on",
            "next_step",
            "wanted",
            "registration",
            "ended_on",
            "ended_why",
            "remarks",
        ):
            down.addWidget(self.fields[key])
        self.fields["registration"].setVisible(addressee in _REGISTERS)
        self.follow("")

    def follow(self, answer: str) -> None:
        """An end is asked for where the service says it is over."""
        for key in ("ended_on", "ended_why"):
            self.fields[key].setVisible(answer == Answer.DONE)

    def days(self) -> dict[str, date | None]:
        """Raises ValueError, with the name of the field, for what is no day."""
        return {key: _day(key, each.box.value()) for key, each in self._days.items()}

    def lines(self) -> dict[str, str]:
        return {key: each.box.value() for key, each in self._lines.items()}

    def boxes(self) -> dict[str, Box]:
        """To keep what is being typed."""
        boxes: dict[str, Box] = {
            key: (each.box.value, each.box.set_value)
            for key, each in self._days.items()
        }
        for key, line in self._lines.items():
            boxes[key] = (line.box.value, line.box.setText)
        return boxes


def _day(key: str, text: Any) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(str(text))
    except ValueError:
        raise ValueError(key) from None
