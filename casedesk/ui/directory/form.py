"""Everything one can say of an organisation, group by group."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from casedesk.circuit.codes import Label
from casedesk.circuit.directory import NATIONAL, Organisation
from casedesk.i18n import _, current
from casedesk.ui.directory.words import particulars
from casedesk.ui.widgets.choice import Choice, Choices
from casedesk.ui.widgets.combo import Combo
from casedesk.ui.widgets.field import Field
from casedesk.ui.widgets.layout import Card, Row
from casedesk.ui.widgets.text import LTR, RTL, CodeEdit, LineEdit, LongText
from casedesk.ui.widgets.typed_dates import shown_date, typed_date
from casedesk.ui.workspace import Tools

Read = Callable[[], Any]
Write = Callable[[Any], object]

_LINES = (
    "acronym",
    "former_name",
    "supervisor",
    "address",
    "landmark",
    "hours",
    "closed_days",
    "capacity",
    "accessibility",
    "to_send",
    "limits",
    "agreement",
    "source",
)
_NUMBERS = ("phone", "phone_alt", "fax", "email", "web")
_COUNTS = ("age_from", "age_to", "announced_days")
_CODED = {"kind": "ACTOR_TYPE", "sector": "SECTOR", "cost": "COST", "sex": "SEX"}
_LISTS = {
    "territories": "TERRITORY",
    "open_days": "WEEKDAY",
    "languages": "LANG",
    "publics": "VULN",
    "disabilities": "DISAB",
    "violence": "VIOL",
    "committees": "COMMITTEE",
}
_TEXTS = ("access", "documents", "mission")
_BOTH = ("name", *_TEXTS)


class OrganisationForm(QWidget):
    """Boxes for every particular; `organisation()` is what they say now."""

    def __init__(
        self, tools: Tools, known: Organisation, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._codes, self._known = tools.rules.codes, known
        self.fields: dict[str, Field[Any]] = {}
        self.boxes: dict[str, tuple[Read, Write]] = {}
        self._names = particulars()
        self._make_lines()
        self._make_choices()
        self._make_texts()
        self._lay_out()
        self._fill(known)

    def organisation(self) -> Organisation:
        """The known one with whatever was typed."""
        said = {name: read() for name, (read, _write) in self.boxes.items()}
        both = {
            name: (said.pop(f"{name}_fr"), said.pop(f"{name}_ar")) for name in _BOTH
        }
        for name in _COUNTS:
            said[name] = int(said[name]) if said[name].isdecimal() else None
        said["age_from"] = said["age_from"] or 0
        for name in _LISTS:
            said[name] = tuple(said[name])
        said["on_call"] = said["on_call"] == "yes"
        said["address_hidden"] = said["address_hidden"] == "yes"
        said["agreement_until"] = typed_date(said["agreement_until"], _FAR)
        for name, (fr, ar) in both.items():
            was: Label = getattr(self._known, name)
            now = Label(_kept(fr, was.fr), _kept(ar, was.ar))
            said[name] = was.reworded(now)
        return replace(self._known, **said)

    def _make_lines(self) -> None:
        for name in _LINES:
            self._line(name, LineEdit())
        for name in (*_NUMBERS, *_COUNTS):
            self._line(name, CodeEdit())
        self._line("agreement_until", CodeEdit())
        self._line("name_fr", LineEdit(resting=LTR), _("Nom officiel"))
        arabic = LineEdit(resting=RTL)
        self._line("name_ar", arabic, _("Nom officiel, en arabe"))
        self.fields["phone"].hint(
            _("Seulement des numéros de service, jamais le portable d'une personne.")
        )
        for name in ("age_from", "age_to"):
            self.fields[name].hint(_("en années"))
        self.fields["announced_days"].hint(_("en jours"))

    def _make_choices(self) -> None:
        for name, listed in _CODED.items():
            self._combo(name, self._options(listed), _("Non précisé"))
        territories = self._options("TERRITORY")
        self._combo("territory", territories, _("Tout le pays"))
        for name in ("opens", "closes"):
            self._combo(
                name, [(each, each) for each in _half_hours()], _("Non précisé")
            )
        for name in ("on_call", "address_hidden"):
            box = Choice([("yes", _("Oui")), ("no", _("Non"))])
            self._keep(name, box, box.value, box.set_value)
        for name, listed in _LISTS.items():
            several = Choices(self._options(listed))
            self._keep(name, several, several.values, several.set_values)

    def _make_texts(self) -> None:
        for name in _TEXTS:
            for language in ("fr", "ar"):
                box = LongText(lines=2)
                told = self._names[name]
                if language == "ar":
                    told = _("%(what)s, en arabe") % {"what": told}
                self._keep(f"{name}_{language}", box, box.value, box.set_text, told)

    def _line(self, name: str, box: LineEdit | CodeEdit, told: str = "") -> None:
        self._keep(name, box, box.value, box.setText, told)

    def _combo(self, name: str, options: list[tuple[str, str]], unset: str) -> None:
        box = Combo(options, unset=unset)
        self._keep(name, box, box.value, box.set_value)

    def _keep(
        self, name: str, box: QWidget, read: Read, write: Write, told: str = ""
    ) -> None:
        self.fields[name] = Field(told or self._names[name], box)
        self.boxes[name] = read, write

    def _fill(self, known: Organisation) -> None:
        for name, (_read, write) in self.boxes.items():
            write(_shown(known, name))

    def _options(self, listed: str) -> list[tuple[str, str]]:
        return [
            (each.code, each.label.in_language(current()))
            for each in self._codes.options(listed)
        ]

    def _lay_out(self) -> None:
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(16)
        for heading, rows in _groups():
            card = Card(heading)
            for names in rows:
                fields = [self.fields[name] for name in names]
                alone = len(fields) == 1
                card.add(fields[0] if alone else Row(*fields, fill=True, low=True))
            down.addWidget(card)


_FAR = date(2100, 1, 1)  # a day without a year is never meant here


# Group by group, row by row; headings are told when the form is made.
_ESSENTIAL = (
    ("name_fr",),
    ("name_ar",),
    ("kind",),
    ("territory",),
    ("phone", "phone_alt"),
    ("source",),
)
_HOW = (
    ("access_fr",),
    ("access_ar",),
    ("documents_fr",),
    ("documents_ar",),
    ("to_send",),
    ("announced_days", "cost"),
)
_WHEN_AND_WHERE = (
    ("on_call",),
    ("open_days",),
    ("opens", "closes"),
    ("hours",),
    ("closed_days",),
    ("address", "landmark"),
    ("address_hidden",),
    ("territories",),
    ("accessibility",),
)
_FOR_WHOM = (
    ("age_from", "age_to", "sex"),
    ("publics",),
    ("disabilities",),
    ("violence",),
    ("languages",),
    ("capacity",),
    ("limits",),
)
_REST = (
    ("acronym", "former_name"),
    ("sector", "supervisor"),
    ("fax", "email", "web"),
    ("mission_fr",),
    ("mission_ar",),
    ("agreement", "agreement_until"),
    ("committees",),
)


def _groups() -> list[tuple[str, tuple[tuple[str, ...], ...]]]:
    return [
        (_("L'essentiel"), _ESSENTIAL),
        (_("Comment s'y prendre"), _HOW),
        (_("Quand et où"), _WHEN_AND_WHERE),
        (_("Pour qui"), _FOR_WHOM),
        (_("Le reste"), _REST),
    ]


def _kept(typed: str, was: str) -> str:
    """What was there when nobody changed it: Qt loses the spaces that do not break."""
    typed = typed.strip()
    return was if typed == was.replace("\u00a0", " ") else typed


def _shown(known: Organisation, name: str) -> Any:
    """What a box holds to begin with."""
    stem, _dot, language = name.rpartition("_")
    if stem in _BOTH and language in ("fr", "ar"):
        return getattr(getattr(known, stem), language)
    value = getattr(known, name)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, date):
        return shown_date(value)
    if name == "territory" and value == NATIONAL:
        return ""
    if isinstance(value, int):
        return str(value) if value or name != "age_from" else ""
    return "" if value is None else value


def _half_hours() -> list[str]:
    return [f"{hour:02}:{minute:02}" for hour in range(6, 23) for minute in (0, 30)]
