"""Changing a passphrase: a drawn one, or a long sentence of one's own."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from casedesk.i18n import _
from casedesk.i18n.labels import sentence
from casedesk.ui.jobs import Jobs
from casedesk.ui.widgets import buttons
from casedesk.ui.widgets.choice import Choice
from casedesk.ui.widgets.field import Field
from casedesk.ui.widgets.layout import Card, Page, Row, paragraph, title
from casedesk.ui.widgets.phrase import Phrase
from casedesk.ui.widgets.progress import Progress
from casedesk.ui.widgets.text import PassphraseEdit
from casedesk.vault.errors import WeakPassphrase, WrongPassphrase
from casedesk.vault.passphrase import normalise

_DRAWN, _OWN = "drawn", "own"


class PassphraseForm(QWidget):
    """`saved()` once the new one opens and the old one does not any more."""

    saved = Signal()

    def __init__(
        self,
        change: Callable[[str, str], None],
        draw: Callable[[], str],
        jobs: Jobs,
        parent: QWidget | None = None,
        *,
        forced: bool = False,
    ) -> None:
        super().__init__(parent)
        self._change, self._draw, self._jobs = change, draw, jobs
        self._forced = forced
        self._old = Field(_("Phrase de passe &actuelle"), PassphraseEdit())
        self._way = Field(
            _("La &nouvelle phrase"),
            Choice(
                [
                    (_DRAWN, _("Six mots tirés au sort")),
                    (_OWN, _("Une phrase à moi")),
                ]
            ),
        )
        self._drawn = ""
        self._words = Phrase()
        self._another = buttons.link(_("Proposer d'au&tres mots"), self._on_draw)
        self._new = Field(_("&Taper la nouvelle phrase"), PassphraseEdit())
        self._again = Field(_("La taper &encore une fois"), PassphraseEdit())
        self._save = buttons.primary(_("&Changer ma phrase"), self._on_save)
        self._progress = Progress()
        self._way.box.chosen.connect(self._show_way)
        self._again.box.returnPressed.connect(self._on_save)
        self._lay_out()
        self._way.box.set_value(_DRAWN)
        self._on_draw()
        self._show_way()

    def title(self) -> str:
        if self._forced:
            return _("Choisir sa propre phrase de passe")
        return _("Changer sa phrase de passe")

    def carried(self) -> str:
        """The words drawn: they may be on paper already."""
        return self._drawn

    def carry(self, state: str) -> None:
        self._drawn = state
        self._words.show_words(state)

    def _lay_out(self) -> None:
        page = Page()
        page.add(title(self.title()), paragraph(self._why(), muted=True))
        card = Card()
        card.add(self._old, self._way, self._words, Row(self._another))
        card.add(self._new, self._again, self._progress, Row(self._save))
        page.add(card)
        page.body.addStretch(1)
        across = QVBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.addWidget(page)

    def _why(self) -> str:
        if self._forced:
            return _(
                "La phrase reçue ne sert qu'une fois. En choisir une que personne "
                "d'autre ne connaît : elle seule ouvre ce qui vous est confié."
            )
        return _("L'ancienne phrase n'ouvrira plus rien.")

    def _show_way(self) -> None:
        drawn = self._way.box.value() == _DRAWN
        self._words.setVisible(drawn)
        self._another.setVisible(drawn)
        self._new.hint(
            _("La copier d'abord sur un papier, à ranger sous clé.")
            if drawn
            else _("Au moins quinze caractères : plusieurs mots sans lien entre eux.")
        )

    def _on_draw(self) -> None:
        self._drawn = self._draw()
        self._words.show_words(self._drawn)

    def _on_save(self) -> None:
        if self._lacks_an_answer():
            return
        old, new = self._old.box.text(), self._new.box.text()
        self._wait(_("Changement de la phrase…"))
        self._jobs.run(
            lambda: self._change(old, new),
            self._on_saved,
            self._on_failed,
            owner=self,
        )

    def _lacks_an_answer(self) -> bool:
        for field in (self._old, self._new, self._again):
            field.settle()
        new = normalise(self._new.box.text())
        drawn = self._way.box.value() == _DRAWN
        if not self._old.box.text():
            field, told = self._old, _("Taper la phrase de passe actuelle.")
        elif not new:
            field, told = self._new, _("Taper la nouvelle phrase.")
        elif drawn and new != normalise(self._drawn):
            field, told = self._new, _("Ce ne sont pas les six mots affichés.")
        elif new != normalise(self._again.box.text()):
            field, told = self._again, _("Les deux phrases ne sont pas les mêmes.")
        else:
            return False
        field.complain(told)
        field.box.setFocus()
        return True

    def _on_saved(self, _done: None) -> None:
        self._wait("")
        for field in (self._old, self._new, self._again):
            field.box.clear()
        self.saved.emit()

    def _on_failed(self, error: Exception) -> None:
        self._wait("")
        match error:
            case WrongPassphrase():
                field, told = self._old, _("Ce n'est pas la phrase actuelle.")
            case WeakPassphrase():
                field, told = self._new, sentence(error)
            case _:
                raise error
        field.complain(told)
        field.box.setFocus()

    def _wait(self, doing: str) -> None:
        for field in (self._old, self._way, self._new, self._again, self._save):
            field.setEnabled(not doing)
        if doing:
            self._progress.start(doing)
        else:
            self._progress.stop()
