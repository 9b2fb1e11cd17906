"""Reading every journal through, and what that found."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from casedesk.circuit.changes import Home
from casedesk.circuit.commands.verification import NoteVerified
from casedesk.circuit.errors import Refused, Trouble
from casedesk.circuit.journal import CompartmentVerdict
from casedesk.circuit.longwork import Report
from casedesk.circuit.numbers import anchor
from casedesk.i18n import _, ngettext
from casedesk.i18n.formats import headed, isolate, moment
from casedesk.i18n.journal import finding
from casedesk.i18n.labels import sentence
from casedesk.ui.jobs import Task
from casedesk.ui.journal.minutes import minutes
from casedesk.ui.refusals import tell, tell_failed
from casedesk.ui.widgets.buttons import primary
from casedesk.ui.widgets.layout import Banner, Card, Notice, paragraph
from casedesk.ui.widgets.press import paper_way
from casedesk.ui.widgets.print_certificate import PrintCertificate
from casedesk.ui.widgets.progress import LongProgress
from casedesk.ui.workspace import Tools

_MOST = 20  # findings told one by one


class VerificationCard(Card):
    """A button, how far it is, and one banner for each journal that was read.

    `grown()` when there is more of it to see.
    """

    grown = Signal()

    def __init__(self, tools: Tools, parent: QWidget | None = None) -> None:
        super().__init__(_("Vérifier le journal"), parent)
        self._tools = tools
        self._task: Task | None = None
        self._last = paragraph("", muted=True)
        self._thorough = QCheckBox(_("Relire aussi toutes les signatures"))
        self._begin = primary(_("Vérifier maintenant"), self._on_begin)
        self._progress = LongProgress()
        self._notice = Notice("warning")
        self._found = QWidget()
        self.add(
            self._notice,
            self._found,
            self._last,
            self._thorough,
            self._begin,
            self._progress,
        )

    def refresh(self) -> None:
        """When each journal was last found sound."""
        reads = self._tools.desk.reads
        noted = [(home, reads.last_verified(home)) for home in (Home.CASES, Home.DESK)]
        told = [
            _("%(name)s : vérifié le %(when)s")
            % {"name": name_of(home), "when": moment(each.at)}
            for home, each in noted
            if each is not None
        ]
        self._last.setText("\n".join(told) or _("Pas encore vérifié."))

    def stop(self) -> None:
        """Nobody will look at it: let it end."""
        if self._task is not None:
            self._task.cancel()

    def _on_begin(self) -> None:
        self._notice.say("")
        self._show(())
        sitting, thorough = self._tools.sitting, self._thorough.isChecked()
        reads = self._tools.desk.reads
        known = {
            home: noted.head
            for home in Home
            if (noted := reads.last_verified(home)) is not None
        }

        def work(report: Report) -> tuple[CompartmentVerdict, ...]:
            return sitting.verify(report, known=known, thorough=thorough)

        self._task = self._tools.jobs.run_long(
            work, self._on_verified, self._on_failed, owner=self
        )
        self._task.ended.connect(self._on_ended)
        self._begin.setEnabled(False)
        self._progress.follow(self._task, _("Relecture des journaux…"))
        self.grown.emit()

    def _on_ended(self) -> None:
        self._task = None
        self._begin.setEnabled(True)

    def _on_verified(self, verdicts: tuple[CompartmentVerdict, ...]) -> None:
        self._show(verdicts)
        self.grown.emit()
        try:
            for each in verdicts:
                if each.trouble is None and each.compartment in tuple(Home):
                    home = Home(each.compartment)
                    self._tools.desk.do(NoteVerified(home, each.head, each.is_sound))
        except (Refused, Trouble) as error:
            tell(error, self._notice)
        self.refresh()

    def _on_failed(self, error: Exception) -> None:
        tell_failed(error, self._notice)

    def _minutes(self, verdicts: tuple[CompartmentVerdict, ...]) -> QWidget:
        paper = paper_way(self._tools)
        write = partial(minutes, verdicts, name_of, paper)
        return PrintCertificate(write, paper, text=_("Imprimer le procès-verbal"))

    def _show(self, verdicts: tuple[CompartmentVerdict, ...]) -> None:
        shown = QWidget()
        down = QVBoxLayout(shown)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(8)
        for each in verdicts:
            down.addWidget(self._banner(each))
        if verdicts and all(each.is_sound for each in verdicts):
            down.addWidget(self._minutes(verdicts))
        self.body.replaceWidget(self._found, shown)
        self._found.hide()
        self._found.deleteLater()
        shown.show()
        self._found = shown

    def _banner(self, verdict: CompartmentVerdict) -> Banner:
        name = name_of(verdict.compartment)
        if verdict.is_sound:
            return Banner("info", _sound(name, verdict))
        if verdict.trouble is not None:
            return Banner("danger", headed(name, sentence(verdict.trouble)))
        banner = Banner(
            "danger",
            _("%(name)s : tout n'est pas comme il a été écrit.") % {"name": name},
        )
        for told in self._findings(verdict):
            banner.body.addWidget(paragraph(told))
        banner.body.addWidget(paragraph(_what_now()))
        return banner

    def _findings(self, verdict: CompartmentVerdict) -> list[str]:
        reads = self._tools.desk.reads
        cases = verdict.compartment == Home.CASES
        told = [
            finding(each, reads.case_of_problem(Home.CASES, each) if cases else "")
            for each in verdict.problems[:_MOST]
        ]
        rest = len(verdict.problems) - _MOST
        if rest > 0:
            more = ngettext(
                "et %(n)d autre constat.", "et %(n)d autres constats.", rest
            )
            told.append(more % {"n": rest})
        return told


def name_of(compartment: str) -> str:
    """A journal, as people know it; circles have no name here."""
    return {
        str(Home.CASES): _("Journal des dossiers"),
        str(Home.DESK): _("Journal commun"),
    }.get(str(compartment), _("Journal d'un cercle"))


def _sound(name: str, verdict: CompartmentVerdict) -> str:
    if not verdict.entries:
        return _("%(name)s : intact, encore vide.") % {"name": name}
    lines = ngettext(
        "%(name)s : intact, %(n)d ligne, repère %(anchor)s",
        "%(name)s : intact, %(n)d lignes, repère %(anchor)s",
        verdict.entries,
    )
    head = anchor(verdict.head.sequence, verdict.head.hash)
    return lines % {"name": name, "n": verdict.entries, "anchor": isolate(head)}


def _what_now() -> str:
    return _(
        "Ne rien corriger. Copier le dossier du coffre sur une clé, prévenir la "
        "présidence, et comparer avec les fiches imprimées et la dernière sauvegarde."
    )
