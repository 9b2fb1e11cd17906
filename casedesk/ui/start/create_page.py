"""The first-run wizard: an association, a first person, a passphrase on paper."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from casedesk.circuit.codes import Language
from casedesk.circuit.entrance import Entrance, Founding
from casedesk.circuit.errors import Refused, Trouble
from casedesk.circuit.keys import PaperShares, ShareGroup
from casedesk.circuit.paper import Sender
from casedesk.circuit.threshold import Unlocked, VaultUnusable
from casedesk.i18n import _
from casedesk.i18n.labels import sentence
from casedesk.ui import theme
from casedesk.ui.jobs import Jobs
from casedesk.ui.prompts import Prompts
from casedesk.ui.start.folders import documents, free_folder
from casedesk.ui.way_in import WayIn
from casedesk.ui.widgets import buttons
from casedesk.ui.widgets.combo import Combo
from casedesk.ui.widgets.field import Field
from casedesk.ui.widgets.layout import (
    Banner,
    Notice,
    Page,
    Row,
    paragraph,
    tab_through,
    title,
)
from casedesk.ui.widgets.phrase import Phrase, TypedAgain
from casedesk.ui.widgets.press import PaperWay
from casedesk.ui.widgets.progress import Progress
from casedesk.ui.widgets.share_sheets import ShareSheets
from casedesk.ui.widgets.text import CodeEdit, LineEdit
from casedesk.vault.errors import BadLabel, WeakPassphrase

_NAME = "coffre"
_SHOWN, _AGAIN, _LAST = 1, 2, 3


class CreatePage(WayIn):
    """Four short steps; nothing is written before the last.

    `created(Path, Unlocked)`, or `given_up()`: then the words of the sheets are gone.
    """

    created = Signal(object, object)
    given_up = Signal()

    def __init__(
        self,
        entrance: Entrance,
        prompts: Prompts,
        jobs: Jobs,
        paper: Callable[[CreatePage, Sender, str], PaperWay],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._entrance, self._prompts, self._jobs = entrance, prompts, jobs
        self._paper = paper
        self._passphrase = entrance.draw_passphrase()
        self._drawn: PaperShares | None = None
        self.sheets: ShareSheets | None = None
        self._are_confirmed = False
        self._chosen = free_folder(documents(), _NAME)
        self._at = 0
        self.furnish()

    def furnished(self) -> QWidget:
        self._step = theme.look(QLabel(), "small")
        self._notice = Notice()
        self._build_boxes()
        place = QWidget()
        self._sheets_place = QVBoxLayout(place)
        self._sheets_place.setContentsMargins(0, 0, 0, 0)
        self._steps = (self._who(), self._phrase(), self._again(), _step(place))
        self._progress = Progress()
        self._back = buttons.secondary(_("Re&tour"), self._on_back)
        self.way_on = buttons.primary(_("&Continuer"), self._on_continue)
        ways = Row(self.way_on, self._back)
        page = Page()
        page.add(self.languages, title(_("Créer un coffre")), self._step, self._notice)
        page.add(*self._steps, self._progress, ways)
        page.body.addStretch(1)
        tab_through(*self._steps, ways, self.languages)
        if self._drawn is not None and self._at == _LAST:
            self._lay_sheets(self._drawn)
        self._show_where()
        return page

    def speak(self, language: Language) -> None:
        """A name that was only proposed is proposed in the other language."""
        is_proposed = self._label.box.text() == _first_person()
        super().speak(language)
        if is_proposed:
            self._label.box.setText(_first_person())

    def tell(self, why_not: Refused | Trouble) -> None:
        """Say why a sheet did not come out."""
        self._notice.say(sentence(why_not))

    def _build_boxes(self) -> None:
        self._association = Field(_("Nom de l'&association"), LineEdit())
        self._territory = Field(
            _("&Territoire"),
            Combo(self._entrance.territories(), unset=_("Choisir…")),
        )
        self._label = Field(
            _("&Première personne"),
            LineEdit(),
            hint=_(
                "Une fonction suffit, sans nom : elle se voit sur la page d'ouverture. "
                "Cette personne dirige le coffre et peut en inscrire d'autres."
            ),
        )
        self._label.box.setText(_first_person())
        self._folder = Field(_("Dossier du coffre"), CodeEdit())
        self._folder.box.setReadOnly(True)
        self._folder.box.setText(str(self._chosen))
        self._typed = TypedAgain(_("Retaper la &phrase en lisant le papier"))
        self._typed.box.returnPressed.connect(self._on_continue)
        self.words = Phrase(self._passphrase)

    def _who(self) -> QWidget:
        other = buttons.secondary(
            _("Choisir un autre &emplacement…"), self._on_place, icon="folder-open"
        )
        return _step(
            self._association, self._territory, self._label, self._folder, Row(other)
        )

    def _phrase(self) -> QWidget:
        other = buttons.link(_("Proposer une &autre phrase"), self._on_other_phrase)
        return _step(
            paragraph(
                _(
                    "Voici votre phrase de passe. L'écrire à la main sur un papier, et "
                    "ranger ce papier sous clé. Elle ne sera plus jamais affichée."
                )
            ),
            self.words,
            Row(other),
            Banner(
                "warning",
                _(
                    "Si cette phrase est perdue et que personne d'autre ne peut ouvrir "
                    "le coffre, tout ce qu'il contient est perdu : personne au monde "
                    "ne peut le rouvrir."
                ),
            ),
        )

    def _again(self) -> QWidget:
        return _step(
            paragraph(
                _("Pour être sûr que la phrase est bien notée, la taper une fois.")
            ),
            self._typed,
        )

    def _show_step(self, number: int) -> None:
        self._notice.say("")
        self._at = number
        if number == _LAST:
            self._show_sheets()
        self._show_where()
        if number != _LAST:
            (self._association.box, self.way_on, self._typed.box)[number].setFocus()

    def _show_where(self) -> None:
        """The step one is at, and the way on from it."""
        is_last = self._at == _LAST
        for at, step in enumerate(self._steps):
            step.setVisible(at == self._at)
        told = _("Étape %(step)d sur %(steps)d")
        self._step.setText(told % {"step": self._at + 1, "steps": len(self._steps)})
        self.way_on.setText(_("&Créer le coffre") if is_last else _("&Continuer"))
        self.way_on.setEnabled(not is_last or self._are_confirmed)

    def _show_sheets(self) -> None:
        """Those that were drawn, or new ones; two are to be typed back."""
        if self.sheets is not None:
            self.sheets.deleteLater()
        if self._drawn is None:
            self._drawn = self._entrance.draw_shares()
        self._are_confirmed = False
        self._lay_sheets(self._drawn)

    def _lay_sheets(self, drawn: PaperShares) -> None:
        group = ShareGroup.TEAM
        self.sheets = ShareSheets(drawn, group, self._way_out, are_kept=True)
        self.sheets.confirmed.connect(self._on_sheets)
        self._sheets_place.addWidget(self.sheets)

    def _way_out(self) -> PaperWay:
        """Sheets in the name of what was typed at the first step."""
        territory = self._territory.box.currentText()
        sender = Sender(self._association.box.value(), territory, "", "")
        return self._paper(self, sender, self._label.box.value())

    def _on_sheets(self) -> None:
        self._notice.say("")
        self._are_confirmed = True
        self.way_on.setEnabled(True)
        self.way_on.setFocus()

    def _on_back(self) -> None:
        if self._at:
            self._show_step(self._at - 1)
        else:
            self._forget()
            self.given_up.emit()

    def _on_continue(self) -> None:
        if self._at == 0 and self._lacks_an_answer():
            return
        if self._at == _AGAIN and not self._typed.is_like(self._passphrase):
            return
        if self._at == _LAST:
            self._on_create()
        else:
            self._show_step(self._at + 1)

    def _lacks_an_answer(self) -> bool:
        answers = (
            (self._label, _("Indiquer la fonction de cette personne.")),
            (self._territory, _("Choisir le territoire.")),
            (self._association, _("Indiquer le nom de l'association.")),
        )
        lacks = False
        for field, told in answers:
            field.settle()
            if not field.box.value():
                field.complain(told)
                field.box.setFocus()
                lacks = True
        return lacks

    def _on_place(self) -> None:
        self._prompts.choose_folder(
            self,
            _("Où ranger le coffre ?"),
            Path(self._folder.box.text()).parent,
            self._on_chosen,
        )

    def _on_chosen(self, parent: Path) -> None:
        self._chosen = free_folder(parent, _NAME)
        self._folder.box.setText(str(self._chosen))

    def _on_other_phrase(self) -> None:
        self._passphrase = self._entrance.draw_passphrase()
        self.words.show_words(self._passphrase)

    def _on_create(self) -> None:
        self._notice.say("")
        founding = Founding(
            folder=Path(self._folder.box.text()),
            association=self._association.box.value(),
            territory=self._territory.box.value(),
            label=self._label.box.value(),
            passphrase=self._passphrase,
            recovery=self._drawn,
        )
        self._wait(_("Création du coffre…"))
        self._jobs.run(
            lambda: self._entrance.create(founding),
            lambda unlocked: self._on_created(founding.folder, unlocked),
            self._on_failed,
        )

    def _on_created(self, folder: Path, unlocked: Unlocked) -> None:
        self._wait("")
        self._forget()
        self.created.emit(folder, unlocked)

    def _on_failed(self, error: Exception) -> None:
        self._wait("")
        match error:
            case BadLabel():
                self._show_step(0)
                self._label.complain(sentence(error))
                self._label.box.setFocus()
            case WeakPassphrase():  # drawn by lot, it may still hold the town's name
                self._show_step(_SHOWN)
                self._on_other_phrase()
                self._notice.say(sentence(error))
            case VaultUnusable():
                self._show_step(0)
                self._notice.say(sentence(error))
            case _:
                self._forget()
                self._show_step(0)
                raise error

    def _forget(self) -> None:
        """Whoever comes back to the sheets is given others."""
        if self._drawn is not None:
            self._drawn.close()
            self._drawn = None
        self._are_confirmed = False
        if self.sheets is not None:
            self.sheets.deleteLater()
            self.sheets = None

    def _wait(self, doing: str) -> None:
        for widget in (*self._steps, self.way_on, self._back, self.languages):
            widget.setEnabled(not doing)
        if doing:
            self._progress.start(doing)
        else:
            self._progress.stop()


def _step(*widgets: QWidget) -> QWidget:
    step = QWidget()
    down = QVBoxLayout(step)
    down.setContentsMargins(0, 0, 0, 0)
    down.setSpacing(16)
    for widget in widgets:
        down.addWidget(widget)
    down.addStretch(1)
    return step


def _first_person() -> str:
    return _("Directrice")
