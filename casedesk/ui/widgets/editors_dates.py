"""When something happened and when a child was born, as far as anyone knows."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from casedesk.circuit.dates import Birth, Certainty, Moment, local
from casedesk.circuit.sheet import Gap, Lack
from casedesk.i18n import _
from casedesk.i18n.formats import birth, civil_moment, long_date
from casedesk.i18n.labels import label
from casedesk.ui.widgets import buttons
from casedesk.ui.widgets.combo import Combo
from casedesk.ui.widgets.editors import Editor
from casedesk.ui.widgets.text import CodeEdit
from casedesk.ui.widgets.typed_dates import (
    shown_birth,
    shown_date,
    shown_time,
    typed_age,
    typed_birth,
    typed_date,
    typed_time,
)

Now = Callable[[], datetime]
_ABOUT = "≈"
_FRAME = 36  # pixels around the letters of a box


class DateEditor(Editor):
    """One day."""

    def __init__(self, now: Now) -> None:
        super().__init__()
        self._now = now
        self.box = _line(_("jj/mm/aaaa"))
        self._laid(QHBoxLayout(self), self.box, QWidget())
        self._takes(self.box)
        self.box.textEdited.connect(lambda _text: self.edited.emit())
        self.box.editingFinished.connect(lambda: self.set_value(self.value()))

    def value(self) -> str:
        day = typed_date(self.box.value(), local(self._now()).date())
        return day.isoformat() if day else self.box.value()

    def set_value(self, value: Any) -> None:
        day = _day(str(value or ""))
        self.box.setText(shown_date(day) if day else str(value or ""))

    def words(self) -> str:
        day = _day(self.value())
        return long_date(day) if day else self.box.value()


class MomentEditor(Editor):
    """A day and a time, and how sure one is of them."""

    def __init__(self, now: Now) -> None:
        super().__init__()
        self._now = now
        self.day = _line(_("jj/mm/aaaa"))
        self.time = _line(_("hh:mm"))
        self.certainty = Combo([(each, label(each)) for each in Certainty])
        self.now_button = buttons.quiet(_("Maintenant"), self._on_now, icon="clock")
        self._flows(self.day, self.time, self.certainty, self.now_button)
        self._takes(self.day, _("jour"))
        self._takes(self.time, _("heure"))
        self._takes(self.certainty, _("certitude"))
        for line in (self.day, self.time):
            line.textEdited.connect(lambda _text: self.edited.emit())
            line.editingFinished.connect(self._on_finished)
        self.certainty.chosen.connect(self._on_certainty)
        self.certainty.set_value(Certainty.EXACT)

    def value(self) -> str:
        if self.certainty.value() == Certainty.UNKNOWN:
            return str(Moment(None, Certainty.UNKNOWN))
        day = typed_date(self.day.value(), local(self._now()).date())
        time = typed_time(self.time.value())
        if day is None or time is None:
            return f"{self.day.value()} {self.time.value()}".strip()
        at = datetime.combine(day, time)
        return str(Moment(at, Certainty(self.certainty.value())))

    def set_value(self, value: Any) -> None:
        told = _moment(str(value or ""))
        certainty = told.certainty if told else Certainty.EXACT
        self.certainty.set_value(certainty)
        self.day.setText(str(value or "") if told is None else "")
        self.time.setText("")
        if told and told.at:
            self.day.setText(shown_date(told.at.date()))
            self.time.setText(shown_time(told.at.time()))
        self._follow_certainty()

    def words(self) -> str:
        told = _moment(self.value())
        return civil_moment(told) if told else self.value()

    def sentence(self, gap: Gap) -> str:
        today = local(self._now()).date()
        if gap.lack is Lack.NOT_A_DATE and typed_date(self.day.value(), today):
            return _("Indiquer aussi l'heure, même à peu près.")
        return super().sentence(gap)

    def _on_now(self) -> None:
        at = local(self._now()).replace(tzinfo=None)
        self.set_value(str(Moment(at, Certainty.EXACT)))
        self.edited.emit()

    def _on_certainty(self) -> None:
        self._follow_certainty()
        self.edited.emit()

    def _on_finished(self) -> None:
        if _moment(self.value()):
            self.set_value(self.value())

    def _follow_certainty(self) -> None:
        known = self.certainty.value() != Certainty.UNKNOWN
        self.day.setEnabled(known)
        self.time.setEnabled(known)


class BirthEditor(Editor):
    """A date, a month or a year of birth; or an age as it was guessed on a day."""

    def __init__(self, now: Now) -> None:
        super().__init__()
        self._now = now
        self._kept: Birth | None = None
        self.day = _line(_("12/03/2017, 03/2017 ou 2017"))
        self.age = _line("")
        before, after = QLabel(_("ou environ")), QLabel(_("ans"))
        for words in (before, after):
            words.setMinimumHeight(self.day.sizeHint().height())
        self._flows(self.day, before, self.age, after)
        self._takes(self.day, _("date"))
        self._takes(self.age, _("âge en années"))
        self.day.textEdited.connect(lambda text: self._on_edited(text, self.age))
        self.age.textEdited.connect(lambda text: self._on_edited(text, self.day))
        self.day.editingFinished.connect(self._on_finished)

    def value(self) -> str:
        age = self.age.value() or typed_age(self.day.value())
        if age:
            return self._estimated(age)
        born = typed_birth(self.day.value(), self._today())
        return str(born) if born else self.day.value()

    def set_value(self, value: Any) -> None:
        text = str(value or "")
        born = self._kept = _birth(text)
        self.day.setText("")
        self.age.setText("")
        if born is None:
            box = self.age if text.startswith(_ABOUT) else self.day
            box.setText(text.removeprefix(_ABOUT))
        elif born.on is not None:
            self.age.setText(str(born.age))
        else:
            self.day.setText(shown_birth(born))

    def words(self) -> str:
        born = _birth(self.value())
        return birth(born) if born else self.value()

    def _estimated(self, age: str) -> str:
        if not age.isdecimal() or len(age) > 2:
            return f"{_ABOUT}{age}"
        if self._kept is not None and self._kept.age == int(age):
            return str(self._kept)  # guessed on another day: it stays that day's guess
        return str(Birth(age=int(age), on=self._today()))

    def _today(self) -> date:
        return local(self._now()).date()

    def _on_finished(self) -> None:
        """An age typed where the date goes is shown where ages are."""
        age = typed_age(self.day.value())
        if age:
            self.age.setText(age)
            self.day.clear()

    def _on_edited(self, text: str, other: CodeEdit) -> None:
        if text:
            other.clear()
        self.edited.emit()


def _line(example: str) -> CodeEdit:
    """A box as wide as what it asks for, at any size of letters."""
    box = CodeEdit()
    box.setPlaceholderText(example)
    letters = box.fontMetrics().horizontalAdvance(example or "000")
    box.setFixedWidth(letters + _FRAME)
    return box


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _moment(text: str) -> Moment | None:
    try:
        return Moment.parse(text)
    except ValueError:
        return None


def _birth(text: str) -> Birth | None:
    try:
        return Birth.parse(text)
    except ValueError:
        return None
