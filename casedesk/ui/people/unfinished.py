"""What was cut short and still waits for the direction: enrolments and departures."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from casedesk.circuit.people import Newcomer, NewPerson, PersonId
from casedesk.i18n import _
from casedesk.i18n.formats import isolate
from casedesk.i18n.labels import label
from casedesk.ui.navigation import DeparturePlace
from casedesk.ui.people.phrase_card import Offer, PhraseCard
from casedesk.ui.widgets.buttons import quiet, secondary
from casedesk.ui.widgets.layout import Banner, Banners, Row
from casedesk.ui.workspace import Tools


class Unfinished(Banners):
    """A banner for each, with the way to its end; mostly nothing at all."""

    def __init__(
        self, tools: Tools, phrases: PhraseCard, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._tools, self._phrases = tools, phrases

    def refresh(self) -> None:
        sitting = self._tools.sitting
        arriving = map(self._arriving, sitting.newcomers())
        leaving = map(self._leaving, sitting.keys.departures_to_finish())
        self.show_banners([*arriving, *leaving])

    def _arriving(self, newcomer: Newcomer) -> Banner:
        told = _("L'inscription de « %(who)s » (%(role)s) n'est pas terminée.")
        who = {"who": isolate(newcomer.label), "role": label(newcomer.role)}
        banner = Banner("warning", told % who)
        banner.body.addWidget(
            Row(
                secondary(_("Terminer l'inscription"), partial(self._finish, newcomer)),
                quiet(_("Retirer…"), partial(self._go_to_departure, newcomer.id)),
            )
        )
        return banner

    def _leaving(self, person: PersonId) -> Banner:
        told = _("Le départ de « %(who)s » est commencé ; les clés restent à changer.")
        who = isolate(self._tools.desk.reads.person_label(person))
        way = secondary(_("Terminer le départ"), partial(self._go_to_departure, person))
        return Banner("warning", told % {"who": who}, way)

    def _go_to_departure(self, person: PersonId) -> None:
        self._tools.go_to(DeparturePlace(person))

    def _finish(self, newcomer: Newcomer) -> None:
        """Under another passphrase: of the first nobody can say who has seen it."""
        told = _(
            "Phrase de passe de « %(label)s », à remettre de vive voix. « C'est noté » "
            "termine l'inscription."
        )
        sitting, phrase = self._tools.sitting, self._tools.draw_passphrase()

        def enrol(new: NewPerson) -> None:
            sitting.enrol(new, newcomer.role, ())

        self._phrases.offer(
            Offer(
                told % {"label": isolate(newcomer.label)},
                phrase,
                make=partial(sitting.keys.renew, newcomer.id, phrase),
                then=enrol,
            )
        )
