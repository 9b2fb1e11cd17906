"""Every referral by how far it has come; keys or dragging move a card on."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QDropEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QGridLayout,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from casedesk.circuit.dates import local
from casedesk.circuit.queries import WaitingRow
from casedesk.circuit.referral import Answer, ReferralId, ReferralState
from casedesk.circuit.referral_table import MOVE_FOR, Move
from casedesk.i18n import _, ngettext
from casedesk.i18n.formats import due, listed
from casedesk.i18n.labels import label
from casedesk.ui import theme
from casedesk.ui.casefile.addressees import name_of
from casedesk.ui.navigation import (
    AnswerPlace,
    CasePlace,
    ChasePlace,
    Place,
    ReferPlace,
)
from casedesk.ui.widgets.buttons import Button
from casedesk.ui.widgets.flow import Flow
from casedesk.ui.widgets.layout import EmptyState, Page, heading, paragraph
from casedesk.ui.workspace import Tools

_ROW = Qt.ItemDataRole.UserRole
_LEAST = 11  # times the size of a letter: a column, and its longest words
_TALL = 14  # the same for its height
_LOOK_BACK = timedelta(days=30)  # for what came back and is over
_COLUMNS: tuple[tuple[ReferralState, ...], ...] = (
    (ReferralState.PREP, ReferralState.READY),
    (ReferralState.SENT,),
    (ReferralState.RECEIVED,),
    (ReferralState.ACCEPTED,),
    (
        ReferralState.DONE,
        ReferralState.REFUSED,
        ReferralState.REDIRECTED,
        ReferralState.CANCELLED,
    ),
    (ReferralState.NO_REPLY,),
)
# What is recorded when a card is brought into a column:
_INTO: Mapping[int, Answer] = {2: Answer.RECEIVED, 3: Answer.ACCEPTED, 4: Answer.DONE}
_UNANSWERED = 5


class Column(QListWidget):
    """The cards at one state. `pressed_on(int)`: -1 or 1, to bring a card sideways."""

    opened = Signal()
    brought = Signal(object)  # the WaitingRow dropped here
    sideways = Signal(int)
    carried = Signal(int)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setWordWrap(True)
        self.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setDragDropMode(QListWidget.DragDropMode.DragDrop)
        self.setDefaultDropAction(Qt.DropAction.CopyAction)
        theme.look(self, "cards")
        self.setViewportMargins(6, 0, 6, 0)
        self.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.itemActivated.connect(lambda _item: self.opened.emit())

    def show_rows(
        self, rows: list[WaitingRow], told: Callable[[WaitingRow], str]
    ) -> None:
        at = self.row_chosen()
        self.clear()
        for row in rows:
            item = QListWidgetItem(told(row))
            item.setData(_ROW, row)
            self.addItem(item)
            if at is not None and at.id == row.id:
                self.setCurrentItem(item)

    def choose(self, referral: ReferralId) -> None:
        for at in range(self.count()):
            if self.item(at).data(_ROW).id == referral:
                self.setCurrentRow(at)

    def row_chosen(self) -> WaitingRow | None:
        if self.currentRow() < 0:
            return None
        row: WaitingRow = self.currentItem().data(_ROW)
        return row

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go from column to column; with Ctrl they take the card along."""
        sideways = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(
            Qt.Key(event.key()), 0
        )
        if not sideways:
            super().keyPressEvent(event)
            return
        if self.layoutDirection() is Qt.LayoutDirection.RightToLeft:
            sideways = -sideways
        takes = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        (self.carried if takes else self.sideways).emit(sideways)

    def dropEvent(self, event: QDropEvent) -> None:
        """Nothing moves by itself: what the journal needs is asked first."""
        source = event.source()
        if isinstance(source, Column) and source is not self:
            row = source.row_chosen()
            if row is not None:
                self.brought.emit(row)
        event.setDropAction(Qt.DropAction.IgnoreAction)
        event.accept()


class BoardView(QWidget):
    """À envoyer · Envoyée · Reçue · Prise en charge · Revenue · Sans réponse."""

    def __init__(self, tools: Tools, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tools = tools
        self.columns = [Column(name) for name in _names()]
        self._heads = [heading(name) for name in _names()]
        self.moves = QWidget()
        self._told = paragraph("", muted=True)
        self._empty = EmptyState(
            _("Aucune orientation en cours. Une décision d'orienter paraît ici.")
        )
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(4)
        self._in_a_row = 0
        for at, column in enumerate(self.columns):
            column.setMinimumHeight(_TALL * self.fontInfo().pixelSize())
            self._listen(at, column)
        self._arrange(len(self.columns))
        self._beneath = QVBoxLayout()
        self._beneath.addWidget(self._told)
        self._beneath.addWidget(self.moves)
        self._page = Page(wide=True)
        self._page.body.setContentsMargins(0, 0, 0, 8)
        self._page.body.setSpacing(8)
        self._page.add(self._empty)
        self._page.body.addLayout(self._grid, 1)
        self._page.body.addLayout(self._beneath)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._page)
        self.setFocusProxy(self.columns[0])

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Half of them stand below the others where words would be cut."""
        super().resizeEvent(event)
        least = len(self.columns) * _LEAST * self.fontInfo().pixelSize()
        enough = event.size().width() >= least
        self._arrange(len(self.columns) // (1 if enough else 2))

    def _arrange(self, in_a_row: int) -> None:
        if in_a_row == self._in_a_row:
            return
        self._in_a_row = in_a_row
        for at, (head, column) in enumerate(
            zip(self._heads, self.columns, strict=True)
        ):
            row, across = divmod(at, in_a_row)
            self._grid.addWidget(head, 2 * row, across)
            self._grid.addWidget(column, 2 * row + 1, across)
        for each in range(len(self.columns)):
            self._grid.setColumnStretch(each, int(each < in_a_row))
            self._grid.setRowStretch(2 * each + 1, int(each * in_a_row < len(_names())))

    def refresh(self) -> None:
        now = self._tools.clock()
        since = local(now).date() - _LOOK_BACK
        rows = self._tools.desk.reads.referral_board(since)
        self._empty.setVisible(not rows)
        for name, head, column, states in zip(
            _names(), self._heads, self.columns, _COLUMNS, strict=True
        ):
            fitting = [row for row in rows if row.referral.state in states]
            head.setText(f"{name}  {len(fitting)}")
            column.show_rows(fitting, lambda row: _card(row, self._tools))
        self._offer()

    def chosen(self) -> WaitingRow | None:
        """The card one is at."""
        column = next((each for each in self.columns if each.hasFocus()), None)
        column = column or next((c for c in self.columns if c.row_chosen()), None)
        return column.row_chosen() if column else None

    def choose(self, referral: ReferralId) -> None:
        """Be at this card again, if it is still there."""
        for column in self.columns:
            column.choose(referral)

    def _listen(self, at: int, column: Column) -> None:
        column.opened.connect(lambda: self._open(column))
        column.brought.connect(lambda row: self._bring(row, at))
        column.sideways.connect(lambda step: self._go(at + step))
        column.carried.connect(lambda step: self._carry(column, at + step))
        column.currentItemChanged.connect(lambda _now, _before: self._offer())
        column.installEventFilter(self)

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        """The buttons beneath are those of the card one is at."""
        if event.type() == QEvent.Type.FocusIn:
            self._offer()
        return False

    def _go(self, at: int) -> None:
        if 0 <= at < len(self.columns):
            column = self.columns[at]
            column.setFocus(Qt.FocusReason.TabFocusReason)
            if column.count() and column.currentRow() < 0:
                column.setCurrentRow(0)

    def _carry(self, column: Column, to: int) -> None:
        row = column.row_chosen()
        if row is not None and 0 <= to < len(self.columns):
            self._bring(row, to)

    def _bring(self, row: WaitingRow, to: int) -> None:
        """Go where the journal is told what it needs; say so where nothing leads."""
        place = self._place(row, to)
        if place is None:
            self._told.setText(
                _("De « %(state)s », cette fiche ne passe pas là.")
                % {"state": label(row.referral.state)}
            )
            return
        self._tools.go_to(place)

    def _place(self, row: WaitingRow, to: int) -> Place | None:
        referral, table = row.referral, self._tools.rules.referrals
        may = table.may
        if to <= 1:
            unsent = referral.state in _COLUMNS[0]
            return ReferPlace(row.case_id, row.id) if unsent else None
        if to == _UNANSWERED:
            return ChasePlace() if may(referral.state, Move.GIVE_UP) else None
        answer = _INTO[to]
        if not may(referral.state, MOVE_FOR[answer]):
            return None
        return AnswerPlace(referral=row.id, answer=answer)

    def _open(self, column: Column) -> None:
        row = column.row_chosen()
        if row is not None:
            self._tools.go_to(CasePlace(row.case_id))

    def _offer(self) -> None:
        """What may happen to the card one is at, as buttons."""
        gone, self.moves = self.moves, QWidget()
        flow = Flow(self.moves)
        row = self.chosen()
        if row is not None:
            self._told.setText(f"{row.case_number} · {name_of(row.referral)}")
            for text, place in self._ways(row):
                button = theme.look(Button(text), "choice")
                button.setAutoDefault(False)
                button.clicked.connect(lambda _=False, to=place: self._tools.go_to(to))
                flow.addWidget(button)
        self._beneath.replaceWidget(gone, self.moves)
        gone.hide()
        gone.deleteLater()
        self.moves.show()

    def _ways(self, row: WaitingRow) -> list[tuple[str, Place]]:
        may, state = self._tools.rules.referrals.may, row.referral.state
        ways: list[tuple[str, Place]] = []
        for move in (Move.PREPARE, Move.SEND):
            if may(state, move):
                ways.append((label(move), ReferPlace(row.case_id, row.id)))
        for answer in _shown_answers():
            if may(state, MOVE_FOR[answer]):
                place = AnswerPlace(referral=row.id, answer=answer)
                ways.append((label(MOVE_FOR[answer]), place))
        if may(state, Move.GIVE_UP):
            ways.append((label(Move.GIVE_UP), ChasePlace()))
        return [*ways, (_("Ouvrir le dossier"), CasePlace(row.case_id))]


def _shown_answers() -> tuple[Answer, ...]:
    """One for each move."""
    return (
        Answer.RECEIVED,
        Answer.ACCEPTED,
        Answer.REFUSED,
        Answer.REDIRECTED,
        Answer.DONE,
    )


def _card(row: WaitingRow, tools: Tools) -> str:
    """Number, addressee, how long it has been there, the next call."""
    referral, now = row.referral, tools.clock()
    days = (now - (referral.since or referral.created_at)).days
    told = [row.case_number, name_of(referral)]
    stands = _("depuis aujourd'hui")
    if days:
        since = ngettext("depuis %(n)d jour", "depuis %(n)d jours", days)
        stands = since % {"n": days}
    if referral.state not in _SINGLE:
        stands = listed((label(referral.state), stands))
    told.append(stands)
    if referral.is_waiting:
        told.append(due(referral.wakes_at, now))
    return "\n".join(told)


_SINGLE = frozenset(states[0] for states in _COLUMNS if len(states) == 1)


def _names() -> list[str]:
    return [
        _("À envoyer"),
        _("Envoyée"),
        _("Reçue"),
        _("Prise en charge"),
        _("Revenue"),
        _("Sans réponse"),
    ]
