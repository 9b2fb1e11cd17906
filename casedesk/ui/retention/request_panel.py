"""One request: confirmed by another person, declined, or carried out."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from casedesk.circuit.commands.erasure import ConfirmRequest, DeclineRequest
from casedesk.circuit.errors import Refused, Trouble
from casedesk.circuit.people import Person
from casedesk.circuit.queries import RequestRow
from casedesk.circuit.rights import Right
from casedesk.circuit.two_people import ERASURES, LIFE, Act, RequestState, Witness
from casedesk.i18n import _, current
from casedesk.i18n.formats import isolate, moment
from casedesk.i18n.labels import label, sentence
from casedesk.ui.navigation import CasePlace
from casedesk.ui.refusals import settle, tell
from casedesk.ui.widgets.buttons import TwoStep, primary, secondary
from casedesk.ui.widgets.combo import Combo
from casedesk.ui.widgets.field import Field
from casedesk.ui.widgets.layout import Card, Notice, Page, Row, paragraph, title
from casedesk.ui.widgets.progress import Progress
from casedesk.ui.widgets.text import PassphraseEdit
from casedesk.ui.workspace import Tools
from casedesk.vault.errors import WrongPassphrase

# Code lists of the reasons for what takes two.
_WHY = {Act.ERASE: ERASURES, Act.MOVE: ERASURES, Act.REOPEN: "REOPEN"}


class RequestPanel(Page):
    """`carry_out()` when the person who directs erases for good."""

    carry_out = Signal()

    def __init__(
        self, tools: Tools, row: RequestRow, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent, wide=True)
        self._tools, self._row = tools, row
        self._notice = Notice("warning")
        self.second = Combo(
            [(each.id, each.label) for each in self._who_may()], unset=_("Choisir…")
        )
        self.passphrase = PassphraseEdit()
        self.fields = {
            "second": Field(_("La &seconde personne"), self.second),
            "passphrase": Field(
                _("Sa &phrase de passe"),
                self.passphrase,
                hint=_("Elle la tape elle-même ; elle n'ouvre rien d'autre ici."),
            ),
        }
        self._progress = Progress()
        self._buttons: list[QWidget] = []
        self.add(title(row.case_number), paragraph(self._facts(), muted=True))
        self.add(self._answering(), self._notice)
        self.body.addStretch(1)

    def _answering(self) -> Card:
        request, actor = self._row.request, self._tools.desk.actor
        mine = request.asked_by == actor.person
        if request.state is RequestState.CONFIRMED:
            return self._carrying_out()
        return self._on_this_screen() if mine else self._in_ones_own_sitting()

    def _in_ones_own_sitting(self) -> Card:
        card = Card(_("Votre accord"))
        card.add(
            paragraph(_("Votre signature sera inscrite au journal.")),
            self._row_of(
                primary(_("Confirmer"), self._on_confirm, icon="check"),
                secondary(_("Refuser"), self._on_decline, icon="x"),
            ),
        )
        return card

    def _on_this_screen(self) -> Card:
        card = Card(_("L'accord d'une seconde personne"))
        card.add(
            paragraph(
                _(
                    "Elle peut confirmer en ouvrant le coffre à son nom, ou ici même, "
                    "avec sa phrase de passe."
                )
            ),
            *self.fields.values(),
            self._progress,
            self._row_of(
                primary(_("Confirmer à deux"), self._on_witness, icon="users"),
                secondary(_("Retirer la demande"), self._on_decline, icon="x"),
            ),
        )
        return card

    def _carrying_out(self) -> Card:
        card = Card(_("Confirmé par deux personnes"))
        if self._row.request.act is not Act.ERASE:
            to_case = CasePlace(self._row.request.case_id)
            open_ = secondary(
                _("Ouvrir le dossier"), lambda: self._tools.go_to(to_case)
            )
            card.add(paragraph(_("Le dossier peut être mis à part.")), Row(open_))
        elif self._tools.desk.actor.may(Right.REQUEST_ERASURE):
            erase = TwoStep(
                _("Effacer le dossier"), _("Effacer pour toujours : confirmer")
            )
            erase.confirmed.connect(self.carry_out)
            decline = secondary(_("Retirer la demande"), self._on_decline, icon="x")
            card.add(
                paragraph(_("Après cela, plus personne ne pourra le lire.")),
                self._row_of(erase, decline),
            )
        else:
            card.add(paragraph(_("La direction peut maintenant effacer ce dossier.")))
        return card

    def _row_of(self, *buttons: QWidget) -> Row:
        self._buttons += buttons
        return Row(*buttons)

    def _who_may(self) -> tuple[Person, ...]:
        rights, asked_by = self._tools.rules.rights, self._row.request.asked_by
        return tuple(
            each
            for each in self._tools.desk.reads.people()
            if each.is_active
            and each.id != asked_by
            and Right.CONFIRM_ERASURE in rights.of(each)
        )

    def _facts(self) -> str:
        request, reads = self._row.request, self._tools.desk.reads
        since = request.decided_at or request.asked_at
        facts = [
            label(request.act),
            self._tools.rules.codes.label(_WHY[request.act], request.reason, current()),
            _("demandé par %(who)s le %(when)s")
            % {
                "who": isolate(reads.person_label(request.asked_by)),
                "when": moment(request.asked_at),
            },
            label(request.state),
            _("valable jusqu'au %(when)s") % {"when": moment(since + LIFE)},
        ]
        return " · ".join(each for each in facts if each)

    def _on_confirm(self) -> None:
        self._answer(ConfirmRequest(self._row.request.id))

    def _on_decline(self) -> None:
        self._answer(DeclineRequest(self._row.request.id))

    def _answer(self, command: ConfirmRequest | DeclineRequest) -> None:
        settle(self.fields.values(), self._notice)
        try:
            self._tools.desk.do(command)
        except (Refused, Trouble) as error:
            tell(error, self._notice)

    def _on_witness(self) -> None:
        settle(self.fields.values(), self._notice)
        person = next(
            (each for each in self._who_may() if each.id == self.second.value()), None
        )
        phrase = self.passphrase.text()
        if person is None or not phrase:
            self._ask_for(person)
            return
        request, erasures = self._row.request, self._tools.sitting.erasures
        self._wait(_("Vérification de la phrase…"))
        self._tools.jobs.run(
            lambda: erasures.witness(request, person, phrase),
            self._on_signed,
            self._on_failed,
            owner=self,
        )

    def _ask_for(self, person: Person | None) -> None:
        if person is None:
            self.fields["second"].complain(_("Choisir la seconde personne."))
            self.second.setFocus()
        else:
            self.fields["passphrase"].complain(_("Taper sa phrase de passe."))
            self.passphrase.setFocus()

    def _on_signed(self, witness: Witness) -> None:
        self._wait("")
        self.passphrase.clear()
        self._answer(ConfirmRequest(self._row.request.id, witness))

    def _on_failed(self, error: Exception) -> None:
        self._wait("")
        self.passphrase.clear()
        match error:
            case WrongPassphrase():
                self.fields["passphrase"].complain(sentence(error))
                self.passphrase.setFocus()
            case Refused() | Trouble():
                tell(error, self._notice)
            case _:
                raise error

    def _wait(self, doing: str) -> None:
        for each in (*self.fields.values(), *self._buttons):
            each.setEnabled(not doing)
        if doing:
            self._progress.start(doing)
        else:
            self._progress.stop()
