"""One person of the list: a forgotten passphrase, a departure."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from casedesk.circuit.people import Person, PersonId
from casedesk.i18n import _
from casedesk.i18n.formats import isolate
from casedesk.i18n.labels import label
from casedesk.ui.drafts import drafts_told
from casedesk.ui.navigation import DeparturePlace
from casedesk.ui.people.phrase_card import Offer, PhraseCard
from casedesk.ui.people.reopen_card import has_sheets
from casedesk.ui.widgets import buttons
from casedesk.ui.widgets.layout import Card, Row, paragraph
from casedesk.ui.workspace import Tools


class PersonCard(Card):
    """Another passphrase is shown in `phrases`, and in force once it is noted."""

    def __init__(
        self, tools: Tools, phrases: PhraseCard, parent: QWidget | None = None
    ) -> None:
        super().__init__("", parent)
        self._tools, self._phrases = tools, phrases
        self._person: Person | None = None
        self._who = paragraph("")
        self._lost = paragraph("", muted=True)
        self.renew = buttons.TwoStep(
            _("A oublié sa phrase de passe"), _("Oui, lui en donner une autre")
        )
        self.renew.confirmed.connect(self._on_renew)
        self.depart = buttons.secondary(
            _("Quitte l'association…"), self._on_depart, icon="log-out"
        )
        self.add(self._who, self._lost, Row(self.renew, self.depart))
        self.hide()

    def show_person(self, person: Person, me: PersonId) -> None:
        """Nobody renews or removes themselves."""
        self._person = person
        told = _("%(who)s : %(role)s")
        self._who.setText(
            told % {"who": isolate(person.label), "role": label(person.role)}
        )
        drafts = drafts_told(self._tools.desk.reads.unsent_drafts_of(person.id))
        self._lost.setText(f"{drafts} {self._after()}".strip())
        self.setVisible(person.is_active and person.id != me)

    def _after(self) -> str:
        """What another passphrase leaves of what has not been sent."""
        if has_sheets(self._tools):
            return _(
                "Avec une autre phrase, ce qui n'est pas encore transmis reste fermé "
                "jusqu'à ce que deux feuilles de secours le rouvrent ; ses reçus ne "
                "se rouvrent pas."
            )
        return _(
            "Avec une autre phrase, ce qui n'est pas encore transmis est perdu : ce "
            "coffre n'a pas de feuilles de secours."
        )

    def _on_renew(self) -> None:
        person = self._person
        if person is None:
            return
        told = _(
            "Nouvelle phrase de passe de « %(label)s », à remettre de vive voix. "
            "« C'est noté » la met à la place de l'ancienne."
        )
        keys, phrase = self._tools.sitting.keys, self._tools.draw_passphrase()
        self._phrases.offer(
            Offer(
                f"{told % {'label': isolate(person.label)}} {self._after()}",
                phrase,
                make=partial(keys.renew, person.id, phrase),
                then=keys.note_renewal,
            )
        )

    def _on_depart(self) -> None:
        if self._person is not None:
            self._tools.go_to(DeparturePlace(self._person.id))
