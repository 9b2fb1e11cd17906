"""All cases two by two that may be of one child, the likeliest first."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import (
    QHBoxLayout,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from casedesk.circuit.apart import LikelyPair, Looked
from casedesk.circuit.changes import Changes
from casedesk.circuit.circles import CASE_TEAM, CircleId
from casedesk.circuit.rights import Right
from casedesk.i18n import _, ngettext
from casedesk.i18n.formats import isolate
from casedesk.ui import theme
from casedesk.ui.duplicates.pair_card import PairCard
from casedesk.ui.navigation import DuplicatesPlace
from casedesk.ui.refusals import tell_failed
from casedesk.ui.screen import Screen
from casedesk.ui.widgets.buttons import WordyButton, secondary
from casedesk.ui.widgets.layout import (
    EmptyState,
    Notice,
    Page,
    Row,
    paragraph,
    title,
)
from casedesk.ui.widgets.progress import LongProgress
from casedesk.ui.workspace import Tools

_SHOWN = 100  # pairs in the list; the others follow as these are settled
_LEAST = 22  # times the size of a letter: two numbers side by side


class DuplicatesScreen(Screen):
    """One decision after the other: what is settled goes, and the next is there.

    The search is a job that can be stopped; what it has found until then is shown.
    """

    def __init__(
        self, tools: Tools, place: DuplicatesPlace, parent: QWidget | None = None
    ) -> None:
        tools.desk.actor.require(Right.SEE_ALL_CASES)
        super().__init__(tools, parent)
        self._tools = tools
        self.pairs: list[LikelyPair] = []
        self._whole = self._compared_all = True
        self._notice = Notice("warning")
        self._unready = Notice("info")
        self._count = paragraph("", muted=True)
        self.progress = LongProgress()
        self.again = secondary(_("Chercher de nouveau"), self.look, icon="refresh-cw")
        self._listed = QWidget()
        self._rows: list[QPushButton] = []
        self._beside = QStackedWidget()
        self.card: PairCard | None = None
        self._shown: QWidget = EmptyState("")
        self._lay_out()
        self.look()

    def title(self) -> str:
        return _("Dossiers qui sont peut-être du même enfant")

    def refresh(self) -> None:
        """What was found is shown until one looks again, or could not see them all."""
        if not self._compared_all and self._tools.desk.reads.can_compare_all():
            self.look()

    def concerns(self, changes: Changes) -> bool:
        return False

    def look(self) -> None:
        office, circle = self._tools.sitting.duplicates, self._circle
        self._notice.say("")
        self._compared_all = self._tools.desk.reads.can_compare_all()
        self.again.hide()
        task = self._tools.jobs.run_long(
            lambda report: office.look(report, circle),
            self._on_found,
            self._on_failed,
            owner=self,
        )
        self.progress.follow(task, _("Comparaison des dossiers…"))

    @property
    def _circle(self) -> CircleId:
        circles, here = self._tools.sitting.circles.items(), self._tools.desk
        return next((each for each, desk in circles if desk is here), CASE_TEAM)

    def _lay_out(self) -> None:
        self._left = Page(wide=True)
        self._left.setMinimumWidth(_LEAST * self.fontInfo().pixelSize())
        self._left.add(title(self.title()), self._count)
        self._left.add(self._unready, self._notice, self.progress)
        self._left.add(Row(self.again), self._listed)
        self.again.hide()
        self._left.body.addStretch(1)
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        across.addWidget(self._left, 4)
        across.addWidget(self._beside, 7)
        self._show(EmptyState(""))

    def _on_found(self, found: Looked) -> None:
        self.pairs, self._whole = list(found.pairs), found.whole
        self._unready.say("" if self._compared_all else _not_all_indexed())
        self.again.show()
        self._list()
        self._choose(0)

    def _on_failed(self, error: Exception) -> None:
        self.again.show()
        tell_failed(error, self._notice)

    def _list(self) -> None:
        n = len(self.pairs)
        counted = ngettext(
            "%(n)d paire de dossiers à regarder.",
            "%(n)d paires de dossiers à regarder.",
            n,
        ) % {"n": n}
        stopped = "" if self._whole else _("La comparaison a été arrêtée avant la fin.")
        self._count.setText(" ".join(filter(None, (counted if n else "", stopped))))
        listed = QWidget()
        down = QVBoxLayout(listed)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(8)
        self._rows.clear()
        for number, pair in enumerate(self.pairs[:_SHOWN]):
            told = f"{isolate(pair.older.number)} · {isolate(pair.newer.number)}"
            row = theme.look(WordyButton(told), "row")
            row.setAutoDefault(False)
            row.setCheckable(True)
            row.clicked.connect(partial(self._on_row, number))
            down.addWidget(row)
            self._rows.append(row)
        self._left.body.replaceWidget(self._listed, listed)
        self._listed.hide()
        self._listed.deleteLater()
        listed.setVisible(bool(self.pairs))
        self._listed = listed

    def _on_row(self, number: int, _checked: bool) -> None:
        self._choose(number)

    def _choose(self, number: int) -> None:
        """Show this pair; where there is none, say so."""
        if not self.pairs:
            self.card = None
            none = _("Aucun dossier ne semble être du même enfant qu'un autre.")
            self._show(EmptyState(none))
            return
        number = min(number, len(self.pairs) - 1)
        for at, row in enumerate(self._rows):
            row.setChecked(at == number)
        pair = self.pairs[number]
        self.card = PairCard(self._tools, pair)
        self.card.settled.connect(partial(self._on_settled, pair))
        self.card.later.connect(partial(self._on_later, pair))
        self._show(self.card)
        self.card.first.setFocus()

    def _on_settled(self, pair: LikelyPair, told: str) -> None:
        number = self.pairs.index(pair)
        self.pairs.remove(pair)
        self._list()
        self._choose(number)
        self.told.emit(told)

    def _on_later(self, pair: LikelyPair) -> None:
        self._choose((self.pairs.index(pair) + 1) % len(self.pairs))

    def _show(self, widget: QWidget) -> None:
        gone, self._shown = self._shown, widget
        self._beside.addWidget(widget)
        self._beside.setCurrentWidget(widget)
        if gone is not widget:
            self._beside.removeWidget(gone)
            gone.deleteLater()


def _not_all_indexed() -> str:
    return _(
        "L'index se prépare : il manque encore des paires. Elles paraîtront ici dans "
        "un moment."
    )
