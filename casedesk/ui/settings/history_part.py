"""The settings' own journal: who settled what, when, and what was there before."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from PySide6.QtWidgets import QWidget

from casedesk.circuit.calendar import ALLOWED
from casedesk.circuit.changes import Kind
from casedesk.circuit.deadlines import SETTING as DEADLINE
from casedesk.circuit.deadlines import Span
from casedesk.circuit.journal import JournalLine
from casedesk.circuit.queries import SettledRow
from casedesk.circuit.retention import CLASSES
from casedesk.circuit.retention import SETTING as RETENTION
from casedesk.circuit.stages import RELAXED, Guard
from casedesk.i18n import _, current
from casedesk.i18n.formats import (
    became,
    isolate,
    listed,
    moment,
    short_date,
    span_words,
)
from casedesk.i18n.journal import act
from casedesk.i18n.labels import label
from casedesk.ui.settings.part import Part
from casedesk.ui.settings.retention_part import period_words
from casedesk.ui.settings.words import deadline_name, list_name
from casedesk.ui.widgets.buttons import link
from casedesk.ui.widgets.layout import Card, EmptyState, Row, paragraph
from casedesk.ui.workspace import Tools

_PAGE = 50


class HistoryPart(Part):
    """The latest first, a page at a time."""

    name = "history"

    def __init__(self, tools: Tools, parent: QWidget | None = None) -> None:
        super().__init__(tools, parent)
        self._shown = _PAGE
        self._list = QWidget()
        self.add(self.notice)
        self.refresh()

    def refresh(self) -> None:
        rows = self._tools.desk.reads.settled(None, self._shown + 1)
        card = Card()
        for each in rows[: self._shown]:
            card.add(paragraph(self._line(each)))
        if len(rows) > self._shown:
            card.add(Row(link(_("En voir davantage"), self._on_more)))
        gone = self._list
        self._list = card if rows else EmptyState(_("Rien n'a encore été réglé ici."))
        self.add(self._list)
        gone.hide()
        gone.deleteLater()

    def _on_more(self) -> None:
        self._shown += _PAGE
        self.refresh()

    def _line(self, row: SettledRow) -> str:
        line = JournalLine(row.sequence, row.at, row.actor, row.action, b"")
        before, after = self._told(row, row.before), self._told(row, row.after)
        told = became(before, after) if before and before != after else after
        return _("%(when)s · %(who)s · %(act)s : %(what)s") % {
            "when": moment(row.at),
            "who": isolate(self._tools.desk.reads.person_label(row.actor)),
            "act": act(line),
            "what": isolate(told),
        }

    def _told(self, row: SettledRow, image: Mapping[str, Any]) -> str:
        """What a record said, in words."""
        if not image:
            return ""
        match row.kind:
            case Kind.CODE:
                named = list_name(image["list"], self._tools.rules.sheets)
                return listed((named, _labels(image))) + _off(image)
            case Kind.HOLIDAY:
                return listed((image["id"], _labels(image))) + _off(image)
            case Kind.OWN_FIELD:
                return listed((image["sheet"], _labels(image))) + _off(image)
            case Kind.LEAVE:
                return self._leave(image)
            case _:
                return self._setting(row.key, str(image.get("value", "")))

    def _leave(self, image: Mapping[str, Any]) -> str:
        label_of = self._tools.desk.reads.person_label
        told = _("%(who)s du %(first)s au %(last)s, remplacé par %(deputy)s") % {
            "who": isolate(label_of(image["person"])),
            "first": short_date(date.fromisoformat(image["first"])),
            "last": short_date(date.fromisoformat(image["last"])),
            "deputy": isolate(label_of(image["deputy"])),
        }
        return f"{told} ({_('annulé')})" if image["called_off"] else told

    def _setting(self, key: str, value: str) -> str:
        rules = self._tools.rules
        for each in rules.deadlines:
            if key == DEADLINE.format(each.code):
                return listed((deadline_name(each), _spans(value)))
        for code in rules.retention:
            if key == RETENTION.format(code):
                name = rules.codes.label(CLASSES, code, current())
                return listed((name, period_words(value.split(" ", maxsplit=1)[0])))
        for guard in Guard:
            if key == RELAXED.format(guard):
                return listed((label(guard), value or _("rétablie")))
        if key == ALLOWED:
            return _("permise") if value else _("non permise")
        return value


def _labels(image: Mapping[str, Any]) -> str:
    told = image["label"]
    both = json.loads(told) if isinstance(told, str) else told
    return f"{isolate(both['fr'])} / {isolate(both['ar'])}"


def _off(image: Mapping[str, Any]) -> str:
    return "" if image["active"] else f" ({_('désactivé')})"


def _spans(value: str) -> str:
    kept = json.loads(value)
    told = [kept["ordinary"], kept["urgent"], *kept["by_danger"].values()]
    return listed(span_words(Span.parse(each)) for each in told if each)
