"""Recording a concern: what protects first, then what was seen and heard."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from casedesk.circuit.changes import Changes
from casedesk.circuit.circles import CASE_TEAM, CircleId
from casedesk.circuit.commands.concerns import (
    BeginDraft,
    DiscardDraft,
    RaiseAlert,
    SaveDraft,
    SendConcern,
)
from casedesk.circuit.concern import MemberInvolved, ReceiptId
from casedesk.circuit.dates import Certainty, Moment, local
from casedesk.circuit.errors import NotFound, Refused, Trouble
from casedesk.circuit.people import PersonId
from casedesk.circuit.queries import DraftRow
from casedesk.circuit.sheet import Gap, Incomplete, Sheet, SheetCode
from casedesk.i18n import _
from casedesk.i18n.formats import ago, time_of_day
from casedesk.i18n.labels import sentence
from casedesk.ui import theme
from casedesk.ui.autosave import PAUSE, Autosave
from casedesk.ui.casefile.alike_typed import AlikeTyped
from casedesk.ui.circles import readers_of
from casedesk.ui.closed_drafts import ClosedDrafts
from casedesk.ui.concern.gates import SAFE, Gates
from casedesk.ui.concern.outside import Outside
from casedesk.ui.concern.readers import Readers
from casedesk.ui.concern.sent import Sent
from casedesk.ui.navigation import ConcernPlace, HomePlace, ReceiptPlace
from casedesk.ui.screen import Screen
from casedesk.ui.widgets import buttons
from casedesk.ui.widgets.draft_list import DraftList
from casedesk.ui.widgets.layout import Notice, Page, rule, title
from casedesk.ui.widgets.receipt_list import ReceiptList
from casedesk.ui.widgets.sheet_form import SheetForm
from casedesk.ui.workspace import Tools

_GATED = "in_danger"  # asked before the form, never again in it
_ACCOUNTS = {  # section by kind of entry (code list ENTRY)
    "DOUTE": "seen",
    "AVEREE": "seen",
    "DEVOIL": "said",
    "DEVOIL_PAIR": "said",
    "TIERS": "told",
}
_RECEIPTS = 5  # under the questions at first: whoever comes here comes to write
_TICK = 5_000  # milliseconds between two looks at "il y a 4 s"


@dataclass(frozen=True, slots=True)
class _Mark:
    """How far one has come with a concern."""

    draft: ReceiptId | None
    calls: tuple[dict[str, str], ...]
    is_alerted: bool
    sent: tuple[str, ReceiptId] | None
    who_reads: str


class ConcernScreen(Screen):
    """Two questions, then the sheet; kept as a draft while it is written."""

    def __init__(
        self,
        tools: Tools,
        place: ConcernPlace,
        parent: QWidget | None = None,
        *,
        pause: int = PAUSE,
    ) -> None:
        # Before anything is built: a screen that is refused must not linger.
        begun = _own_draft(tools, place.draft) if place.draft else None
        super().__init__(tools, parent)
        self._tools = tools
        self._draft: ReceiptId | None = None
        self._who_reads = ""  # where a circle does, instead of the team
        self._calls: list[dict[str, str]] = []
        self._alerted = False
        self._sent: tuple[str, ReceiptId] | None = None
        self._entry = ""
        self._paper = place.paper
        self._kept_at: datetime | None = None
        self.notice = Notice()
        self.gates = Gates(tools.desk.reads.hotlines())
        self.form = SheetForm(
            _without_gate(tools.rules.sheets[SheetCode.CONCERN]),
            tools.desk.reads.codes(),
            tools.desk.reads.people(),
            intake=True,
            now=tools.clock,
        )
        self.form.number_from(3)
        self.alike = AlikeTyped(tools)
        self.form.put_below("birth", self.alike)
        self.autosave = Autosave(self._save, self, pause=pause)
        self.outside = Outside(self._on_back, self._on_done)
        self._circles = tools.desk.reads.circles()
        self.readers = Readers(
            tools.desk.reads.people(), self._circles, self._on_elsewhere, self._on_back
        )
        self.bar = _Bar(self._on_send, self._on_discard)
        drafts = () if place.draft else tools.desk.reads.my_drafts()
        self.drafts = DraftList(drafts, self._on_resumed)
        closed = () if place.draft else tools.desk.reads.closed_drafts()
        self.closed = ClosedDrafts(tools, closed)
        self.closed.changed.connect(lambda: tools.go_to(ConcernPlace()))
        receipts = () if place.draft else tools.desk.reads.my_receipts()
        codes = tools.rules.codes
        self.receipts = ReceiptList(receipts, self._on_receipt, codes, first=_RECEIPTS)
        self._page = Page()
        self._lay_out()
        self.drafts.setVisible(bool(drafts))
        self.closed.setVisible(bool(closed))
        self.receipts.setVisible(bool(receipts))
        self._connect()
        if begun is not None:
            self._resume(begun)
        self.refresh()

    def title(self) -> str:
        return _("Signaler une inquiétude")

    def refresh(self) -> None:
        """Only how long ago it was kept: what is being typed is the truth here."""
        self.bar.status.setText(self._kept_in_words())

    def concerns(self, changes: Changes) -> bool:
        return False

    def leave(self) -> None:
        self.autosave.flush()

    def here(self, place: ConcernPlace) -> ConcernPlace:
        """Without the draft, which may be sent by now: the mark tells of it."""
        return replace(place, draft=None)

    def bookmark(self) -> _Mark:
        calls = tuple(self._calls)
        return _Mark(self._draft, calls, self._alerted, self._sent, self._who_reads)

    def turn_to(self, bookmark: _Mark) -> None:
        self._who_reads = bookmark.who_reads
        if bookmark.sent is not None:
            for earlier in (self.drafts, self.closed, self.readers, self.receipts):
                earlier.hide()
            self._show_sent(*bookmark.sent)
        elif bookmark.draft is not None:
            self._resume(_own_draft(self._tools, bookmark.draft))
            if bookmark.is_alerted:
                self._tell_alerted()
        for call in bookmark.calls:
            self._calls.append(call)
            self._tell_call(call)

    def content(self) -> dict[str, Any]:
        """Everything answered so far, the gate too."""
        return {_GATED: self.gates.danger.value(), **self.form.content()}

    def _resume(self, row: DraftRow) -> None:
        self._kept_at = row.saved_at
        self._begin(row.id, row.content, row.circle)

    def _on_resumed(self, draft: ReceiptId) -> None:
        self._tools.go_to(ConcernPlace(draft))

    def _on_receipt(self, receipt: ReceiptId) -> None:
        self._tools.go_to(ReceiptPlace(receipt))

    def _begin(
        self, draft: ReceiptId, content: Mapping[str, Any], circle: CircleId
    ) -> None:
        self._draft = draft
        self._who_reads = readers_of(self._tools.desk.reads, circle)
        for earlier in (self.drafts, self.closed, self.readers, self.receipts):
            earlier.hide()
        self.gates.settle(str(content.get(_GATED, "")), self.readers.who_reads(circle))
        self.bar.send.setText(
            _("Transmettre") if circle else _("Transmettre au référent")
        )
        self._alerted = self.gates.is_in_danger  # as soon as it was answered
        self.form.set_content(content)
        self._follow_entry(always=True)
        self.form.show()
        self.bar.show()

    def _on_gates(self) -> None:
        """Begin, or first ask who shall read where one of the house is involved."""
        if self.gates.member.value() == SAFE or not self._circles:
            self._begin_for(CASE_TEAM, ())
            return
        self.gates.stand_aside()
        self.receipts.hide()
        self.readers.show()
        self.readers.involved.setFocus()

    def _on_readers(self) -> None:
        self._begin_for(self.readers.chosen(), self.readers.involved_people())

    def _begin_for(self, circle: CircleId, involved: tuple[PersonId, ...]) -> None:
        begin = BeginDraft(
            self.gates.danger.value(),
            self.gates.member.value(),
            tuple(self._calls),
            circle,
            involved,
        )
        try:
            draft = self._tools.desk.do(begin)
        except MemberInvolved:
            self._on_elsewhere()
            return
        except (Refused, Trouble) as why_not:
            self.gates.ask_again()
            self.notice.say(sentence(why_not))
            return
        self.notice.say("")
        self._kept_at = self._tools.clock()
        content: dict[str, Any] = {_GATED: self.gates.danger.value()}
        if self._calls:
            content["actions"] = list(self._calls)
        if self._paper:
            content["paper_code"] = self._paper
        self._begin(draft, content, circle)
        if self.gates.is_in_danger:
            self._tell_alerted()
        self.refresh()
        self.form.go_to("where_now")

    def _on_danger(self) -> None:
        """Danger that shows while one writes warns the team as at the first answer."""
        if self._draft is None:
            return
        self.autosave.touch()
        if self.gates.is_in_danger and not self._alerted:
            self._raise_alert(self._draft)

    def _raise_alert(self, draft: ReceiptId) -> None:
        try:
            self._tools.desk.do(RaiseAlert(draft, self.gates.danger.value()))
        except (Refused, Trouble) as why_not:
            self.notice.say(sentence(why_not))
            return
        self._tell_alerted()

    def _tell_alerted(self) -> None:
        self._alerted = True
        told = _("Verront l'alerte en ouvrant casedesk : %(who)s.")
        self.gates.emergency.note(
            told % {"who": self._who_reads}
            if self._who_reads
            else _("L'équipe verra l'alerte en ouvrant casedesk.")
        )

    def _on_called(self, act: str, name: str) -> None:
        at = local(self._tools.clock()).replace(tzinfo=None)
        call = {"at": str(Moment(at, Certainty.EXACT)), "act": act, "who": name}
        self._tell_call(call)
        if self._draft is None:
            self._calls.append(call)
            return
        actions = self.form.question("actions").editor
        actions.set_value([*actions.value(), call])
        self.autosave.touch()

    def _tell_call(self, call: Mapping[str, str]) -> None:
        noted = _("Noté : %(name)s, %(time)s")
        at = Moment.parse(call["at"]).at
        time = time_of_day(at) if at is not None else ""
        self.gates.emergency.note(noted % {"name": call["who"], "time": time})

    def _forget_calls(self) -> None:
        self._calls.clear()
        self.gates.emergency.forget()

    def _on_edited(self) -> None:
        self._follow_entry()
        self.alike.look(self.form.content())
        self.autosave.touch()

    def _follow_entry(self, *, always: bool = False) -> None:
        """Unfold the account that this kind of entry calls for; fold the empty ones."""
        entry = str(self.form.question("entry").editor.value())
        if entry == self._entry and not always:
            return
        self._entry = entry
        for key in sorted(set(_ACCOUNTS.values())):
            section = self.form.section(key)
            wanted = _ACCOUNTS.get(entry) == key or section.has_answers()
            section.fold(folded=not wanted)

    def _save(self) -> None:
        if self._draft is not None:
            self._tools.desk.do(SaveDraft(self._draft, self.content()))

    def _kept_in_words(self) -> str:
        """`Enregistré il y a 4 s`"""
        if self._kept_at is None:
            return ""
        now = self._tools.clock()
        seconds = max(int((now - self._kept_at).total_seconds()), 0)
        if 0 < seconds < 60:
            return _("Enregistré il y a %(n)d\u00a0s") % {"n": seconds}
        return _("Enregistré %(ago)s") % {"ago": ago(self._kept_at, now)}

    def _on_kept(self) -> None:
        self._kept_at = self._tools.clock()
        self.notice.say("")
        self.refresh()

    def _on_failed(self, why_not: Refused | Trouble) -> None:
        self.notice.say(sentence(why_not))

    def _on_send(self) -> None:
        if self._draft is None:
            return
        try:
            number = self._tools.desk.do(SendConcern(self._draft, self.content()))
        except Incomplete as incomplete:
            self._show_gaps(incomplete.gaps)
        except (Refused, Trouble) as why_not:
            self.notice.say(sentence(why_not))
        else:
            self.autosave.drop()
            self._show_sent(number, self._draft)

    def _show_gaps(self, gaps: tuple[Gap, ...]) -> None:
        homeless = self.form.show_gaps(gaps)
        self.notice.say(
            _("Répondre d'abord à la première question, en haut de la page.")
            if homeless
            else ""
        )

    def _show_sent(self, number: str, receipt: ReceiptId) -> None:
        self._draft = None
        self._sent = number, receipt
        self.notice.say("")
        for part in (self.gates, self.form, self.bar):
            part.hide()
        self._heading.hide()
        go_to = self._tools.go_to
        sent = Sent(
            number,
            self._on_done,
            lambda: go_to(ReceiptPlace(receipt)),
            self._who_reads,
        )
        self._page.body.insertWidget(0, sent)
        sent.show()
        sent.done.setFocus()
        self._page.verticalScrollBar().setValue(0)

    def _on_discard(self) -> None:
        if self._draft is None:
            return
        try:
            self._tools.desk.do(DiscardDraft(self._draft))
        except (Refused, Trouble) as why_not:
            self.notice.say(sentence(why_not))
            return
        self.autosave.drop()
        self._draft = None
        self._on_done()

    def _on_elsewhere(self) -> None:
        """To people instead of to paper: nothing was kept."""
        self._forget_calls()
        self.gates.stand_aside()
        for earlier in (self.readers, self.receipts):
            earlier.hide()
        self.outside.show()
        self.outside.done.setFocus()

    def _on_back(self) -> None:
        self.outside.hide()
        self.readers.hide()
        self.gates.ask_again()

    def _on_done(self) -> None:
        self._tools.go_to(HomePlace())

    def _lay_out(self) -> None:
        self._heading = title(self.title())
        self._page.add(self._heading, self.drafts, self.closed, self.gates)
        self._page.add(self.receipts, self.readers, self.outside, self.form)
        self._page.body.addStretch(1)
        for later in (self.readers, self.outside, self.form, self.bar):
            later.hide()
        above = QVBoxLayout()
        above.setContentsMargins(24, 0, 24, 0)
        above.addWidget(self.notice)
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(0)
        down.addLayout(above)
        down.addWidget(self._page, 1)
        down.addWidget(self.bar)

    def _connect(self) -> None:
        self.gates.answered.connect(self._on_gates)
        self.gates.danger_told.connect(self._on_danger)
        self.gates.called.connect(self._on_called)
        self.readers.begun.connect(self._on_readers)
        self.form.edited.connect(self._on_edited)
        self.autosave.saved.connect(self._on_kept)
        self.autosave.failed.connect(self._on_failed)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self, self._on_send)
        tick = QTimer(self)
        tick.timeout.connect(self.refresh)
        tick.start(_TICK)


class _Bar(QFrame):
    """Under the page and always there: what is kept, giving up, sending."""

    def __init__(self, send: Callable[[], None], discard: Callable[[], None]) -> None:
        super().__init__()
        theme.look(self, "side")
        self.status = theme.look(QLabel(), "muted")
        self.discard = buttons.TwoStep(
            _("Abandonner ce brouillon"), _("Oui, effacer ce brouillon")
        )
        self.discard.confirmed.connect(discard)
        self.send = buttons.primary(_("Transmettre au référent"), send, icon="send")
        self.send.setToolTip(_("Ctrl+Entrée"))
        across = QHBoxLayout()
        across.setContentsMargins(24, 8, 24, 8)
        across.setSpacing(12)
        across.addWidget(self.status, 1)
        across.addWidget(self.discard)
        across.addWidget(self.send)
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(0)
        down.addWidget(rule())
        down.addLayout(across)


def _own_draft(tools: Tools, draft: ReceiptId) -> DraftRow:
    """Raises NotFound for a draft that is gone or somebody else's."""
    for row in tools.desk.reads.my_drafts():
        if row.id == draft:
            return row
    raise NotFound()


def _without_gate(sheet: Sheet) -> Sheet:
    """The sheet as it is asked here: the first gate is answered already."""
    return replace(
        sheet,
        sections=tuple(
            replace(
                section,
                fields=tuple(each for each in section.fields if each.key != _GATED),
            )
            for section in sheet.sections
        ),
    )
