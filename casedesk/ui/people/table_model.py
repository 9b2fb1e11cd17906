"""The people of the vault, as rows."""

from __future__ import annotations

from PySide6.QtCore import QObject

from casedesk.circuit.people import Person
from casedesk.i18n import _, formats
from casedesk.i18n.formats import listed
from casedesk.i18n.labels import label
from casedesk.ui.widgets.rows_model import RowsModel


class PeopleModel(RowsModel[Person]):
    """Label, role, duties, and since when; the UserRole is the person."""

    def __init__(self, parent: QObject | None = None) -> None:
        heads = (_("Libellé"), _("Rôle"), _("Missions"), _("Depuis"))
        super().__init__(heads, parent)

    def text(self, row: Person, column: int) -> str:
        return _cells(row)[column]


def _cells(person: Person) -> tuple[str, str, str, str]:
    duties = listed(label(duty) for duty in person.duties)
    since = formats.long_date(formats.local(person.since)) if person.since else ""
    if person.until:
        day = formats.long_date(formats.local(person.until))
        since = _("jusqu'au %(day)s") % {"day": day}
    return person.label, label(person.role), duties, since
