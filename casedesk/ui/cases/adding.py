"""What one writes into a case from its page: a task, a note, an addition to a sheet.

Each form stays while the page is read again, and keeps what is typed through a lock.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from casedesk.circuit.command import Command
from casedesk.circuit.commands.amendments import AmendSheet
from casedesk.circuit.commands.followup import TellAuthor
from casedesk.circuit.commands.handover import AddNote, AddTask
from casedesk.circuit.commands.typing import typing_page
from casedesk.circuit.errors import Refused, Trouble
from casedesk.circuit.filled import FilledSheet
from casedesk.circuit.followup import SENTENCES
from casedesk.circuit.handover import TaskKind
from casedesk.circuit.people import PersonId
from casedesk.circuit.queries import CasePage
from casedesk.circuit.referral import Referral
from casedesk.circuit.rights import Right
from casedesk.i18n import _, current
from casedesk.i18n.labels import label
from casedesk.ui.casefile.addressees import name_of
from casedesk.ui.casefile.paper_run import referral_of
from casedesk.ui.refusals import settle, tell
from casedesk.ui.typing import Box, Typing
from casedesk.ui.widgets.buttons import primary, quiet
from casedesk.ui.widgets.combo import Combo
from casedesk.ui.widgets.editors_dates import DateEditor
from casedesk.ui.widgets.field import Field
from casedesk.ui.widgets.layout import Card, Notice, Row
from casedesk.ui.widgets.text import LineEdit, LongText
from casedesk.ui.workspace import Tools


class Adding(Card):
    """A form that is there while somebody writes in it; `added` says what was kept."""

    added = Signal(str)
    opened = Signal()

    def __init__(self, title: str, tools: Tools, page: CasePage) -> None:
        super().__init__(title)
        self._tools = tools
        self._case_id = page.case.id
        self._notice = Notice("warning")
        self.fields: dict[str, Field[QWidget]] = {}
        self._typing: Typing | None = None

    def open(self) -> None:
        self.show()
        self.opened.emit()
        next(iter(self.fields.values())).box.setFocus()

    def carried(self) -> str:
        """Whether somebody writes in it, and about what."""
        return "" if self.isHidden() else self._subject()

    def carry(self, state: str) -> None:
        if state:
            self.open()
        else:
            self.hide()

    def leave(self) -> None:
        if self._typing is not None:
            self._typing.keep()

    def _lay_out(self, text: str, act: Callable[[], None]) -> None:
        keep = primary(text, act)
        close = quiet(_("Fermer"), self.hide, icon="x")
        self.add(*self.fields.values(), self._notice, Row(keep, close))
        self.hide()

    def _keeping(self, page: str, boxes: Mapping[str, Box]) -> None:
        """What was typed before a lock is there again, and its form open."""
        name = typing_page(page, self._case_id)
        self._typing = Typing(self._tools.sitting, name, boxes)
        if any(read() for read, _set in boxes.values()):
            self.show()

    def _do(self, command: Command[Any, Any], told: str) -> None:
        settle(self.fields.values(), self._notice)
        try:
            self._tools.desk.do(command)
        except (Refused, Trouble) as error:
            tell(error, self._notice, self.fields)
            return
        if self._typing is not None:
            self._typing.done()
        self._clear()
        self.hide()
        self.added.emit(told)

    def _clear(self) -> None:
        raise NotImplementedError

    def _subject(self) -> str:
        return self._case_id


class TaskForm(Adding):
    """Something to do, by somebody, until a day."""

    def __init__(self, tools: Tools, page: CasePage) -> None:
        super().__init__(_("Nouvelle tâche"), tools, page)
        self.kind = Combo([(each.value, label(each)) for each in TaskKind])
        self.what = LineEdit()
        self.assignee = Combo(_people(tools), unset=_("Choisir…"))
        self.due_on = DateEditor(tools.clock)
        self.fields = {
            "what": Field(_("Ce qu'il y a à &faire"), self.what),
            "kind": Field(_("Genre"), self.kind),
            "assignee": Field(_("Confiée à"), self.assignee),
            "due_on": Field(_("Pour le"), self.due_on),
        }
        self.assignee.set_value(tools.desk.actor.person)
        self._lay_out(_("Confier la tâche"), self._on_add)
        box = (self.what.value, self.what.setText)
        self._keeping("task", {"what": box})

    def _on_add(self) -> None:
        command = AddTask(
            self._case_id,
            self.what.value(),
            PersonId(self.assignee.value()),
            _day(self.due_on.value()),
            TaskKind(self.kind.value()),
        )
        self._do(command, _("La tâche est confiée."))

    def _clear(self) -> None:
        self.what.clear()
        self.due_on.set_value("")


class NoteForm(Adding):
    """A word of the supervision to whoever works on the case."""

    def __init__(self, tools: Tools, page: CasePage) -> None:
        super().__init__(_("Note de supervision"), tools, page)
        self.text = LongText(lines=3)
        hint = _("Lue par qui lit ce dossier. Ne sort jamais de l'association.")
        self.fields = {"text": Field(_("Note"), self.text, hint=hint)}
        self._lay_out(_("Ajouter la note"), self._on_add)
        self._keeping("note", {"text": (self.text.value, self.text.set_text)})

    def _on_add(self) -> None:
        self._do(AddNote(self._case_id, self.text.value()), _("La note est ajoutée."))

    def _clear(self) -> None:
        self.text.set_text("")


class TellForm(Adding):
    """A sentence of the list to whoever wrote the concern; nothing of the child."""

    def __init__(self, tools: Tools, page: CasePage) -> None:
        super().__init__(_("Retour à qui a écrit"), tools, page)
        codes = tools.rules.codes.options(SENTENCES)
        said = [(each.code, each.label.in_language(current())) for each in codes]
        self.told = Combo(said, unset=_("Choisir…"))
        hint = _("Cette phrase seule apparaît sur son accusé ; rien sur l'enfant.")
        self.fields = {"told": Field(_("Ce que l'on peut &dire"), self.told, hint=hint)}
        self._lay_out(_("Faire ce retour"), self._on_add)
        self._keeping("tell", {"told": (self.told.value, self.told.set_value)})

    def _on_add(self) -> None:
        command = TellAuthor(self._case_id, self.told.value())
        self._do(command, _("Le retour est fait, et inscrit au journal."))

    def _clear(self) -> None:
        self.told.set_value("")


class AmendForm(Adding):
    """What is added to a signed sheet; nothing of what was signed changes."""

    def __init__(self, tools: Tools, page: CasePage) -> None:
        super().__init__(_("Ajouter à une fiche signée"), tools, page)
        self._page = page
        self._sheet: FilledSheet | None = None
        self._outside = Notice("info")
        self.text, self.reason = LongText(lines=3), LongText(lines=2)
        self.fields = {
            "text": Field(_("Ce qu'il faut ajouter ou corriger"), self.text),
            "reason": Field(
                _("Motif"),
                self.reason,
                hint=_("D'où on le tient, pourquoi maintenant. Reste dans la maison."),
            ),
        }
        self.add(self._outside)
        self._lay_out(_("Ajouter, daté et signé"), self._on_add)
        self._keeping(
            "amend",
            {
                "sheet": (self._about, lambda each: self._resume(page, str(each))),
                "text": (self.text.value, self.text.set_text),
                "reason": (self.reason.value, self.reason.set_text),
            },
        )

    def open_for(self, sheet: FilledSheet, referral: Referral | None) -> None:
        """Write an addition to this sheet; say who else will read it."""
        self._sheet = sheet
        declared = self._tools.rules.sheets[sheet.code]
        told = _("%(sheet)s, %(number)s : ce qui est signé reste tel quel.") % {
            "sheet": declared.title.in_language(current()),
            "number": sheet.number,
        }
        if referral is not None:
            told += " " + _(
                "Cet ajout sera imprimé pour %(who)s, comme le reste de la fiche."
            ) % {"who": name_of(referral)}
        self._outside.say(told)
        self.open()

    def carry(self, state: str) -> None:
        if state:
            self._resume(self._page, state)
        else:
            self.hide()

    def _subject(self) -> str:
        return self._sheet.id if self._sheet is not None else ""

    def _about(self) -> str:
        typed = self.text.value() or self.reason.value()
        return self._sheet.id if self._sheet is not None and typed else ""

    def _resume(self, page: CasePage, sheet_id: str) -> None:
        for sheet in page.sheets:
            if sheet.id == sheet_id:
                self.open_for(sheet, referral_of(page, sheet))

    def _on_add(self) -> None:
        if self._sheet is None:
            return
        command = AmendSheet(
            self._case_id, self._sheet.id, self.text.value(), self.reason.value()
        )
        self._do(command, _("L'ajout est daté, signé et inscrit au journal."))

    def _clear(self) -> None:
        self.text.set_text("")
        self.reason.set_text("")


def _people(tools: Tools) -> list[tuple[str, str]]:
    """Those who might read the case; the command has the last word."""
    rights = tools.rules.rights
    return [
        (each.id, each.label)
        for each in tools.desk.reads.people()
        if each.is_active
        and (Right.SEE_CASES in rights.of(each) or each.id == tools.desk.actor.person)
    ]


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
