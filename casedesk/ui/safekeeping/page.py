"""Making a backup and proving it: what there is, what to do, what came of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from casedesk.circuit.errors import Refused, Trouble
from casedesk.circuit.longwork import Report
from casedesk.circuit.safekeeping import BackupSet, Drill, Made, SetVerdict
from casedesk.i18n import _
from casedesk.i18n.formats import isolate
from casedesk.ui.jobs import Task
from casedesk.ui.refusals import tell, tell_failed
from casedesk.ui.safekeeping.certificate import drill_certificate
from casedesk.ui.safekeeping.drill_card import DrillCard
from casedesk.ui.safekeeping.keeping import Keeping
from casedesk.ui.safekeeping.outcomes import (
    drill_in_words,
    made_in_words,
    verdict_in_words,
)
from casedesk.ui.safekeeping.set_card import SetCard
from casedesk.ui.safekeeping.table_model import SIZE, STATE, WHERE, SetsModel
from casedesk.ui.widgets import buttons
from casedesk.ui.widgets.backup_age import BackupAge
from casedesk.ui.widgets.layout import (
    Card,
    EmptyState,
    Notice,
    Page,
    Row,
    edges,
    paragraph,
    tab_through,
    title,
)
from casedesk.ui.widgets.print_certificate import PrintCertificate
from casedesk.ui.widgets.progress import LongProgress
from casedesk.ui.widgets.table import Table

_LOOK_EVERY = 4000  # milliseconds, for a stick that was put in or pulled out
_STATE = 110  # pixels: over a few lines
T = TypeVar("T")


def headline() -> str:
    return _("Sauvegarder, et le prouver")


class SafekeepingPage(QWidget):
    """`restore(BackupSet)` when one of them is to be restored."""

    restore = Signal(object)

    def __init__(self, keeping: Keeping, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._keeping, self._office = keeping, keeping.office
        self._task: Task | None = None
        self._stick: Path | None = None
        self._others: list[Path] = []  # chosen on this page
        self.age = BackupAge()
        self._whereto = paragraph("", muted=True)
        self._always_in = Notice("warning")
        self._alone = Notice("warning")
        self._notice = Notice("warning")
        self.now = buttons.primary(
            _("&Sauvegarder maintenant"), self._on_now, icon="save"
        )
        self.elsewhere = buttons.secondary(
            _("Sur une &autre clé…"), self._on_elsewhere, icon="folder-open"
        )
        self.progress = LongProgress()
        self._found = QVBoxLayout()
        self._found.setSpacing(8)
        self.model = SetsModel(self._office.local, self)
        self.table = Table(self.model, _("Les sauvegardes"))
        header = self.table.horizontalHeader()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(STATE, QHeaderView.ResizeMode.Stretch)
        self.table.wrap(STATE)
        self.table.give_way(WHERE, SIZE, least=_STATE)
        self._lists = QStackedWidget()
        self._panel = Page(wide=True)
        self.set = SetCard(self.model, directs=keeping.may_restore)
        self.drill = DrillCard(keeping)
        self._seconds = QTimer(self)
        self._seconds.setInterval(_LOOK_EVERY)
        self._connect()
        self._lay_out()
        self.refresh()

    def refresh(self) -> None:
        """Ask again what there is, on this machine and on the sticks."""
        self._stick = self._office.known_stick()
        now = self._keeping.clock()
        self.age.show_age(self._office.last_verified(), now)
        self._always_in.say(_always_in() if self._office.stick_always_in() else "")
        self._alone.say("" if self._keeping.two_may_restore() else _alone())
        self._whereto.setText(self._destination_in_words())
        self.model.show_sets(self._sets(), self._keeping.people())
        some = self.model.rowCount() > 0
        self._lists.setCurrentIndex(0 if some else 1)
        self.drill.refresh(some=some)

    def look(self) -> None:
        """Only when a stick came or went is there anything new."""
        if self._task is None and self._office.known_stick() != self._stick:
            self.refresh()

    def stop(self) -> None:
        """Nobody will look at it: let it end."""
        if self._task is not None:
            self._task.cancel()

    @property
    def is_at_work(self) -> bool:
        return self._task is not None

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._seconds.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._seconds.stop()

    def _sets(self) -> list[BackupSet]:
        folders = [self._office.local, *self._others]
        folders += [self._stick] if self._stick else []
        found = {each.folder: each for at in folders for each in self._office.sets(at)}
        return sorted(found.values(), key=lambda each: each.created, reverse=True)

    def _destination_in_words(self) -> str:
        if self._stick is None:
            return _(
                "Sur cet ordinateur\u00a0: brancher la clé des sauvegardes protège "
                "aussi de sa perte."
            )
        told = _("Sur la clé des sauvegardes, branchée\u00a0: %(folder)s")
        return told % {"folder": isolate(str(self._stick))}

    def _on_now(self) -> None:
        self._back_up(self._stick or self._office.local)

    def _on_elsewhere(self) -> None:
        ask = self._keeping.prompts.choose_folder
        ask(self, _("Sur quelle clé sauvegarder ?"), None, self._on_chosen)

    def _on_chosen(self, root: Path) -> None:
        try:
            folder = self._office.remember_stick(root)
        except (Refused, Trouble) as error:
            tell(error, self._notice)
            return
        self._others.append(folder)
        self._back_up(folder)

    def _back_up(self, folder: Path) -> None:
        self._run(
            lambda report: self._office.back_up(folder, report),
            self._on_made,
            _("Copie, puis relecture de la copie… Rester sur cette page."),
        )

    def _on_made(self, made: Made) -> None:
        on_a_stick = made.set.folder.parent != self._office.local
        shown: list[QWidget] = [*made_in_words(made, on_a_stick=on_a_stick)]
        if self._keeping.may_restore and made.has_shrunk:
            shown.append(self._accepting(made.set.folder.parent))
        self._show(shown)
        self._note(made)

    def _accepting(self, folder: Path) -> QWidget:
        """The way on for a director who knows why there is less than before."""
        card = Card()
        accept = buttons.TwoStep(
            _("C'est voulu, repartir d'ici"), _("Oui, ce changement est voulu")
        )
        accept.confirmed.connect(lambda: self._on_accepted(folder))
        card.add(paragraph(_accepting(), muted=True), Row(accept))
        return card

    def _on_accepted(self, folder: Path) -> None:
        self._run(
            lambda report: self._office.accept(folder, report),
            self._on_made,
            _("Copie, puis relecture de la copie… Rester sur cette page."),
        )

    def _on_verify(self, chosen: BackupSet) -> None:
        self._run(
            lambda report: self._office.verify(chosen.folder, report),
            lambda verdict: self._on_verified(verdict, chosen),
            _("Relecture de la sauvegarde…"),
        )

    def _on_verified(self, verdict: SetVerdict, chosen: BackupSet) -> None:
        self._show(verdict_in_words(verdict))
        self.model.note(verdict, chosen.folder)
        self._note(verdict)
        self.set.show_set(chosen)

    def _on_renew(self, chosen: BackupSet) -> None:
        self._run(
            lambda report: self._office.renew(chosen.folder.parent, report),
            self._on_made,
            _("Nouvelle sauvegarde, puis retrait des anciennes…"),
        )

    def _on_drill(self) -> None:
        newest = self.model.sets[0].folder.parent
        self._run(
            lambda report: self._office.drill(newest, report),
            self._on_drilled,
            _("Exercice\u00a0: relecture de la sauvegarde la plus récente…"),
        )

    def _on_drilled(self, drill: Drill) -> None:
        shown: list[QWidget] = [*drill_in_words(drill)]
        paper = self._keeping.paper
        if paper is not None and drill.verdict.is_sound:
            by = self._keeping.people().get(drill.by, paper.printed_by)
            write = partial(drill_certificate, drill, paper, by)
            shown.append(PrintCertificate(write, paper))
        self._show(shown)
        if drill.set is not None:
            self.model.note(drill.verdict, drill.set.folder)
        self._note(drill)

    def _note(self, outcome: Made | SetVerdict | Drill) -> None:
        try:
            self._office.note(outcome)
        except (Refused, Trouble) as error:
            tell(error, self._notice)
        self.refresh()

    def _run(
        self, work: Callable[[Report], T], done: Callable[[T], None], doing: str
    ) -> None:
        if self._task is not None:
            return
        self._notice.say("")
        self._show(())
        self._task = self._keeping.jobs.run_long(
            work, done, self._on_failed, owner=self
        )
        self._task.ended.connect(self._on_ended)
        self._rest(rests=False)
        self.progress.follow(self._task, doing)

    def _on_ended(self) -> None:
        self._task = None
        self._rest(rests=True)

    def _on_failed(self, error: Exception) -> None:
        tell_failed(error, self._notice)
        self.refresh()

    def _rest(self, *, rests: bool) -> None:
        for each in (self.now, self.elsewhere, self.set, self.drill):
            each.setEnabled(rests)

    def _show(self, widgets: Sequence[QWidget]) -> None:
        """What came of it, instead of what came of the time before."""
        while (gone := self._found.takeAt(0)) is not None:
            if (widget := gone.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for widget in widgets:
            self._found.addWidget(widget)
            widget.show()

    def _on_row(self, now: QModelIndex, _before: QModelIndex) -> None:
        self.set.show_set(now.data(Qt.ItemDataRole.UserRole) if now.isValid() else None)

    def _connect(self) -> None:
        self._seconds.timeout.connect(self.look)
        self.table.selectionModel().currentRowChanged.connect(self._on_row)
        self.model.modelReset.connect(lambda: self.set.show_set(None))
        self.set.verify.connect(self._on_verify)
        self.set.renew.connect(self._on_renew)
        self.set.restore.connect(self.restore)
        self.drill.begin.connect(self._on_drill)

    def _lay_out(self) -> None:
        head = QVBoxLayout()
        head.setContentsMargins(24, 24, 24, 0)
        head.setSpacing(8)
        told = (self._always_in, self._alone, self._notice)
        parts = (title(headline()), self.age, *told)
        for part in (*parts, Row(self.now, self.elsewhere), self._whereto):
            head.addWidget(part)
        head.addWidget(self.progress)
        self._lists.addWidget(self.table)
        self._lists.addWidget(EmptyState(_nothing_yet()))
        lists = QVBoxLayout()
        lists.setContentsMargins(edges(24, 8, 8, 24))
        lists.addWidget(self._lists)
        self._panel.body.setContentsMargins(edges(16, 8, 24, 24))
        self._panel.body.addLayout(self._found)
        self._panel.add(self.set, self.drill)
        self._panel.body.addStretch(1)
        across = QHBoxLayout()
        across.setSpacing(0)
        across.addLayout(lists, 8)
        across.addWidget(self._panel, 6)
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(4)
        down.addLayout(head)
        down.addLayout(across, 1)
        tab_through(self.now, self.elsewhere, self.table, self.set, self.drill)


def _always_in() -> str:
    return _(
        "La clé des sauvegardes reste branchée depuis trois jours\u00a0: ce qui arrive "
        "à l'ordinateur lui arriverait aussi. La retirer après chaque sauvegarde."
    )


def _alone() -> str:
    return _(
        "Une restauration se fait à deux, et personne ne peut encore être la deuxième. "
        "La direction peut inscrire quelqu'un du bureau, ou chargé de la technique."
    )


def _accepting() -> str:
    return _(
        "Après un effacement ou une restauration, ce changement peut être voulu\u00a0: "
        "une nouvelle sauvegarde sert alors de point de départ. Celles d'avant restent."
    )


def _nothing_yet() -> str:
    return _(
        "Aucune sauvegarde ici. Brancher la clé des sauvegardes pour voir les siennes, "
        "ou en faire une maintenant."
    )
