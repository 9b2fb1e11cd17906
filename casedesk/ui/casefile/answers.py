"""How the answers of a sheet read on the screen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from casedesk.circuit.codes import CodeBook
from casedesk.circuit.dates import Birth, Moment
from casedesk.circuit.queries import CasePage
from casedesk.circuit.sheet import NOT_STORED, Content, Field, FieldType
from casedesk.i18n import _, current
from casedesk.i18n.formats import birth, civil_moment, listed, long_date
from casedesk.ui.widgets.letterhead import AtDesk


@dataclass(frozen=True, slots=True)
class Teller:
    """Puts stored answers into the words of the screen's language."""

    codes: CodeBook
    people: Mapping[str, str]
    referrals: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, seat: AtDesk, page: CasePage | None = None) -> Teller:
        """With the page of a case, its referrals by name too."""
        people = ((each.id, each.label) for each in seat.desk.reads.people())
        named: dict[str, str] = {
            each.id: each.name.as_name(current())
            for each in (page.referrals if page else ())
        }
        return cls(seat.sitting.rules.codes, dict[str, str](people), named)

    def person(self, person: str) -> str:
        return self.people.get(person, "")

    def code(self, name: str, code: str) -> str:
        return self.codes.label(name, code, current())

    def yes_no(self, answer: str) -> str:
        words = {"yes": _("Oui"), "no": _("Non"), "unknown": _("Ne sait pas")}
        return words.get(answer, "")

    def answer(self, asked: Field, value: Any) -> str:
        """Empty when nothing was answered; one line for each row of ROWS."""
        if value in (None, "", []):
            return ""
        match asked.type:
            case FieldType.CODES | FieldType.PEOPLE:
                return listed(self._one(asked, each) for each in value)
            case FieldType.ROWS:
                return "\n".join(self._row(asked, row) for row in value)
            case _:
                return self._one(asked, value)

    def answers(
        self, fields: Iterable[Field], content: Content
    ) -> tuple[tuple[Field, str], ...]:
        """The questions that were answered, in their order, each with its answer."""
        return tuple(
            (asked, told)
            for asked in fields
            if asked.type not in NOT_STORED and asked.is_shown(content)
            if (told := self.answer(asked, content.get(asked.key)))
        )

    def _row(self, asked: Field, row: Content) -> str:
        told = (self.answer(column, row.get(column.key)) for column in asked.columns)
        return " · ".join(filter(None, told))

    def _one(self, asked: Field, value: Any) -> str:
        match asked.type:
            case FieldType.MOMENT:
                return civil_moment(Moment.parse(value))
            case FieldType.DATE:
                return long_date(date.fromisoformat(value))
            case FieldType.BIRTH:
                return birth(Birth.parse(value))
            case FieldType.YES_NO | FieldType.YES_NO_UNKNOWN:
                return self.yes_no(value)
            case FieldType.CODE | FieldType.CODES:
                return self.code(asked.list, value)
            case FieldType.PERSON | FieldType.PEOPLE:
                return self.person(value)
            case FieldType.REFERRAL:
                return self.referrals.get(value, "")
            case _:
                return str(value)
