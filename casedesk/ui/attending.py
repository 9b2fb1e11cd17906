"""The window of somebody without keys: the backups, and their own passphrase."""

from __future__ import annotations

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from casedesk.circuit.codes import Language
from casedesk.circuit.entrance import Attendance
from casedesk.circuit.errors import Refused, Trouble
from casedesk.circuit.people import PersonId
from casedesk.i18n import _, current
from casedesk.ui import carrying, theme
from casedesk.ui.inside import Seat
from casedesk.ui.jobs import Jobs
from casedesk.ui.language import change_to
from casedesk.ui.lock.watch import USUAL
from casedesk.ui.safekeeping.keeping import Keeping
from casedesk.ui.safekeeping.page import SafekeepingPage
from casedesk.ui.widgets import buttons
from casedesk.ui.widgets.languages import Languages
from casedesk.ui.widgets.layout import Notice
from casedesk.ui.widgets.passphrase_form import PassphraseForm
from casedesk.ui.workspace import Surroundings


class KeylessSeat(Seat):
    """Two pages; there is no desk behind them, and no case to be seen."""

    def __init__(
        self,
        attendance: Attendance,
        around: Surroundings,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._attendance, self._around = attendance, around
        self._jobs = Jobs(self)
        self._jobs.idle.connect(self.settled)
        self._down = QVBoxLayout(self)
        self._down.setContentsMargins(0, 0, 0, 0)
        self._furnished: QWidget | None = None
        self._furnish()
        QShortcut(QKeySequence("Esc"), self, self._show_page)

    @property
    def person(self) -> PersonId:
        return self._attendance.person

    @property
    def training(self) -> bool:
        return self._attendance.training

    @property
    def idle_minutes(self) -> int:
        return USUAL

    @property
    def is_busy(self) -> bool:
        return self._jobs.is_busy

    @property
    def has_ended(self) -> bool:
        return False

    def begin(self) -> None:
        if self._attendance.must_change:
            self._show_form()
        else:
            self._show_page()

    def tick(self) -> None:
        """Nothing of theirs is sealed or emptied by the second."""

    def leave(self) -> None:
        self.page.stop()

    def close_down(self) -> None:
        self._jobs.close()

    def lock(self) -> None:
        self._attendance.safekeeping.close()

    def change_language(self, language: Language) -> None:
        gone, before = self._pages, current()
        carrying.require_at_rest(gone)
        parcel, at = carrying.pack(gone), gone.currentIndex()
        try:
            change_to(language)
            self._furnish()
            self._pages.setCurrentIndex(at)
            carrying.unpack(parcel, self._pages)
        except (Refused, Trouble):
            change_to(before)
            self._furnish()
            self._pages.setCurrentIndex(at)
            raise
        carrying.turn_to(parcel, self._pages)

    def _furnish(self) -> None:
        """Everything there is to see, in the language spoken now."""
        attendance, around = self._attendance, self._around
        self.page = SafekeepingPage(
            Keeping(
                office=attendance.safekeeping,
                jobs=self._jobs,
                prompts=around.prompts,
                clock=around.clock,
                people=attendance.people,
            )
        )
        self.form = PassphraseForm(
            attendance.change_passphrase,
            around.entrance.draw_passphrase,
            self._jobs,
            forced=attendance.must_change,
        )
        self.form.saved.connect(self._on_saved)
        self._told = Notice("info")
        self._pages = QStackedWidget()
        self._phrase = buttons.quiet(
            _("Changer ma phrase"), self._show_form, icon="key-round"
        )
        gone, self._furnished = self._furnished, self._laid_out()
        self._down.addWidget(self._furnished)
        self._furnished.show()  # at once: layouts do it with the next event only
        if gone is not None:
            self._down.removeWidget(gone)
            gone.hide()
            gone.deleteLater()

    def _laid_out(self) -> QWidget:
        self._pages.addWidget(self.page)
        self._pages.addWidget(self.form)
        name = theme.look(QLabel("casedesk"), "section")
        who = theme.look(QLabel(self._attendance.label), "small")
        languages = Languages()
        languages.chosen.connect(self.language_chosen)
        veil = buttons.quiet(_("Voiler"), self.veil_requested.emit, icon="eye-off")
        lock = buttons.quiet(_("Verrouiller"), self.lock_requested.emit, icon="lock")
        bar = theme.look(QWidget(), "page")
        across = QHBoxLayout(bar)
        across.setContentsMargins(24, 12, 24, 0)
        across.setSpacing(16)
        for each in (name, who):
            across.addWidget(each)
        across.addWidget(languages, 1)
        for button in (self._phrase, veil, lock):
            across.addWidget(button)
        whole = QWidget()
        down = QVBoxLayout(whole)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(0)
        down.addWidget(bar)
        down.addWidget(self._told)
        down.addWidget(self._pages, 1)
        return whole

    def _show_form(self) -> None:
        self._told.say("")
        self._pages.setCurrentWidget(self.form)

    def _show_page(self) -> None:
        """Before one has a passphrase of one's own there is only one place to be."""
        if self._attendance.must_change:
            return
        self._pages.setCurrentWidget(self.page)
        self.page.now.setFocus()

    def _on_saved(self) -> None:
        self._show_page()
        self._told.say(_("Phrase de passe changée"))
