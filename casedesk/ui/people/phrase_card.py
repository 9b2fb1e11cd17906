"""A passphrase that somebody is to be told: shown once, to be copied by hand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from casedesk.circuit.errors import Refused, Trouble
from casedesk.circuit.people import NewPerson
from casedesk.i18n import _
from casedesk.i18n.formats import isolate
from casedesk.ui import refusals
from casedesk.ui.jobs import Jobs
from casedesk.ui.widgets import buttons
from casedesk.ui.widgets.layout import Card, Notice, Row, paragraph
from casedesk.ui.widgets.phrase import Phrase
from casedesk.ui.widgets.progress import Progress


@dataclass(frozen=True, slots=True)
class Offer:
    """Words that come into force only once they are noted: `make` on a worker, `then`
    on the thread of the screens."""

    about: str
    passphrase: str = field(repr=False)
    make: Callable[[], NewPerson]
    then: Callable[[NewPerson], None]


class PhraseCard(Card):
    """`shown()` when there is something to copy, `noted()` once there is nothing left,
    `in_force(NewPerson)` after an offer.

    Nobody's passphrase is replaced by one that nobody has seen: whatever happens before
    the words are noted, the ones from before stay.
    """

    shown = Signal()
    noted = Signal()
    in_force = Signal(object)

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._jobs = jobs
        self._offer: Offer | None = None
        self._about = paragraph("")
        self._phrase = Phrase()
        self._notice = Notice()
        self._progress = Progress()
        self._done = buttons.primary(_("C'est &noté"), self._on_noted, icon="check")
        self._not = buttons.quiet(_("Ne rien changer"), self._rest)
        self.add(self._about, self._phrase, self._notice, self._progress)
        self.add(Row(self._done, self._not))
        self.hide()

    @property
    def is_making(self) -> bool:
        return self._progress.is_running()

    def must_stay(self) -> bool:
        """Whether there are words somebody has not noted yet."""
        return not self.isHidden()

    def tell(self, new: NewPerson) -> None:
        """Words in force already."""
        told = _(
            "Phrase de passe de « %(label)s », à remettre de vive voix. Elle n'est "
            "montrée que maintenant, et sera changée à la première ouverture."
        )
        self._offer = None
        self._show(told % {"label": isolate(new.label)}, new.passphrase)

    def offer(self, offer: Offer) -> None:
        """Words that are in force once they are noted; not while others are made."""
        if not self.is_making:
            self._offer = offer
            self._show(offer.about, offer.passphrase)

    def _show(self, about: str, passphrase: str) -> None:
        self._notice.say("")
        self._about.setText(about)
        self._phrase.show_words(passphrase)
        self._not.setVisible(self._offer is not None)
        self.show()
        self.shown.emit()

    def _on_noted(self) -> None:
        if self._offer is None:
            self._rest()
            return
        self._notice.say("")
        self._wait(_("Préparation des clés…"))
        made = partial(self._on_made, self._offer)
        self._jobs.run(self._offer.make, made, self._on_failed, owner=self)

    def _on_made(self, offer: Offer, new: NewPerson) -> None:
        self._wait("")
        try:
            offer.then(new)
        except (Refused, Trouble) as error:
            self._on_failed(error)
            return
        if self._offer is offer:
            self._rest()
        self.in_force.emit(new)

    def _on_failed(self, error: Exception) -> None:
        """The words stay: they can be noted again."""
        self._wait("")
        refusals.tell_failed(error, self._notice)

    def _rest(self) -> None:
        self._offer = None
        self._phrase.show_words("")
        self.hide()
        self.noted.emit()

    def _wait(self, doing: str) -> None:
        for button in (self._done, self._not):
            button.setEnabled(not doing)
        if doing:
            self._progress.start(doing)
        else:
            self._progress.stop()
