"""One call: which number, what to say, and one press for what came of it."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from casedesk.circuit.codes import PAPER, Language
from casedesk.circuit.command import CaseCommand
from casedesk.circuit.commands.chasing import NoReply, NoteChase
from casedesk.circuit.commands.referrals import CancelReferral
from casedesk.circuit.errors import Refused, Trouble
from casedesk.circuit.queries import WaitingRow
from casedesk.circuit.referral import ChaseMeans, ChaseResult
from casedesk.circuit.referral_table import Move, NextAct
from casedesk.circuit.sheet import Gap, Incomplete, Lack
from casedesk.i18n import _
from casedesk.i18n.formats import isolate, listed, long_date, near_moment
from casedesk.i18n.labels import label
from casedesk.ui import theme
from casedesk.ui.casefile.addressees import name_of
from casedesk.ui.navigation import AnswerPlace, CasePlace, ReferPlace
from casedesk.ui.refusals import settle, tell
from casedesk.ui.widgets.buttons import link, primary, secondary
from casedesk.ui.widgets.choice import Choice
from casedesk.ui.widgets.due import Due
from casedesk.ui.widgets.editors_dates import DateEditor
from casedesk.ui.widgets.field import Field
from casedesk.ui.widgets.flow import Flow
from casedesk.ui.widgets.layout import Card, Notice, Row, heading, paragraph, rule
from casedesk.ui.widgets.text import LineEdit
from casedesk.ui.workspace import Tools


class CallCard(Card):
    """For one referral; `noted` with a sentence once something is in the journal."""

    noted = Signal(str)

    def __init__(
        self, tools: Tools, row: WaitingRow, parent: QWidget | None = None
    ) -> None:
        super().__init__(name_of(row.referral), parent)
        self._tools, self.row = tools, row
        self._wait = tools.rules.referrals.waits[row.referral.state]
        self._notice = Notice("warning")
        self.means = Choice([(each.value, label(each)) for each in ChaseMeans])
        self.means.set_value(ChaseMeans.PHONE)
        self.spoke_to = LineEdit()
        self.again = DateEditor(tools.clock)
        self.reason = LineEdit()
        self.fields: dict[str, Field[QWidget]] = {
            "means": Field(_("Par quel moyen"), self.means),
            "spoke_to": Field(
                _("Qui a répondu au téléphone"),
                self.spoke_to,
                hint=_("La fonction, pas le nom ; vide si personne."),
            ),
            "again_on": Field(_("Rappeler le"), self.again),
            "reason": Field(
                _("Motif, pour ne plus attendre ou pour annuler"), self.reason
            ),
        }
        self._tell_where()
        if self._wait.is_called_for:
            self._tell_what_to_say()
            self._offer_results()
        else:
            self._offer_sheet()
        self._offer_end()

    def _tell_where(self) -> None:
        row, referral = self.row, self.row.referral
        due = Due(wraps=True)
        due.tell(referral.wakes_at, self._tools.clock(), f"{label(self._wait.next)} ·")
        to_case = CasePlace(row.case_id)
        case = link(row.case_number, lambda: self._tools.go_to(to_case))
        self.add(Row(case), due)
        for each in _numbers(row) if self._wait.is_called_for else ():
            self.add(theme.look(paragraph(each), "strong"))
        if referral.address:
            self.add(paragraph(referral.address, muted=True))
        if row.last is not None:
            self.add(paragraph(self._last_try(), muted=True))
        if row.safe_contact:
            safe = _("Contact sûr de la famille : %(contact)s")
            self.add(paragraph(safe % {"contact": isolate(row.safe_contact)}))

    def _last_try(self) -> str:
        last = self.row.last
        if last is None:
            return ""
        told = _("Dernière relance : %(when)s, %(who)s, %(means)s, %(result)s") % {
            "when": near_moment(last.at),
            "who": isolate(self._tools.desk.reads.person_label(last.by)),
            "means": label(last.means).lower(),
            "result": label(last.result),
        }
        more = [each for each in (last.spoke_to, last.note) if each]
        return " — ".join([told, *map(isolate, more)])

    def _tell_what_to_say(self) -> None:
        """In both languages: one does not know who takes the call."""
        if self._wait.say is None:
            return
        self.add(rule(), heading(_("Que dire")))
        self.add(paragraph(_("Ni le nom de l'enfant, ni ce qui se passe."), muted=True))
        for language in PAPER:
            said = paragraph(self._said(language))
            said.setAccessibleName(listed((label(language), said.text())))
            self.add(said)

    def _said(self, language: Language) -> str:
        referral = self.row.referral
        say = self._wait.say
        day = referral.sent_on
        return (say.in_language(language) if say else "").format(
            association=isolate(self._tools.desk.reads.sender().name),
            day=long_date(day, language) if day else "",
            coupon=isolate(referral.coupon),
        )

    def _offer_results(self) -> None:
        self.add(rule(), self._notice, self.fields["means"], self.fields["spoke_to"])
        self.not_reached = secondary(_("Pas joint"), self._on_not_reached)
        self.call_back = secondary(_("Rappeler ce jour-là"), self._on_call_back)
        answered = AnswerPlace(referral=self.row.id)
        self.answered = primary(
            _("A répondu…"), lambda: self._tools.go_to(answered), icon="reply"
        )
        presses = QWidget()
        flow = Flow(presses)
        for each in (self.answered, self.not_reached):
            flow.addWidget(each)
        self.add(presses, self.fields["again_on"], self.call_back)

    def _offer_sheet(self) -> None:
        text = (
            _("Écrire la fiche")
            if self._wait.next is NextAct.WRITE
            else _("Imprimer et envoyer")
        )
        place = ReferPlace(self.row.case_id, self.row.id)
        go = primary(text, lambda: self._tools.go_to(place), icon="send")
        self.add(rule(), self._notice, go)

    def _offer_end(self) -> None:
        self.add(rule(), self.fields["reason"])
        self.no_reply = secondary(_("Sans réponse : ne plus attendre"), self._on_none)
        may = self._tools.rules.referrals.may
        self.no_reply.setVisible(may(self.row.referral.state, Move.GIVE_UP))
        self.cancel = secondary(_("Annuler l'orientation"), self._on_cancel)
        ends = QWidget()
        flow = Flow(ends)
        for each in (self.no_reply, self.cancel):
            flow.addWidget(each)
        self.add(ends)

    def _on_not_reached(self) -> None:
        self._do(self._try(ChaseResult.NOT_REACHED), _("Relance notée."))

    def _on_call_back(self) -> None:
        try:
            again = date.fromisoformat(str(self.again.value()))
        except ValueError:
            lack = Lack.NOT_A_DATE if self.again.value() else Lack.MISSING
            tell(Incomplete(Gap("again_on", lack)), self._notice, self.fields)
            return
        self._do(self._try(ChaseResult.CALL_BACK, again), _("Rappel noté."))

    def _try(self, result: ChaseResult, again: date | None = None) -> NoteChase:
        means = ChaseMeans(self.means.value() or ChaseMeans.PHONE)
        return NoteChase(self.row.id, means, result, again, self.spoke_to.value())

    def _on_none(self) -> None:
        told = _("Absence de réponse notée : le dossier attend un autre service.")
        if self._do(NoReply(self.row.id, self.reason.value()), told):
            self._tools.go_to(CasePlace(self.row.case_id))

    def _on_cancel(self) -> None:
        told = _("Orientation annulée.")
        self._do(CancelReferral(self.row.id, self.reason.value()), told)

    def _do(self, command: CaseCommand[None], told: str) -> bool:
        settle(self.fields.values(), self._notice)
        try:
            self._tools.desk.do(command)
        except (Refused, Trouble) as error:
            tell(error, self._notice, self.fields)
            return False
        self.noted.emit(told)
        return True


def _numbers(row: WaitingRow) -> list[str]:
    """The number of today; that of the day of the referral where it was another."""
    now, then = row.phone, row.referral.phone
    told = []
    if now:
        told.append(_("Téléphone du service : %(number)s") % {"number": isolate(now)})
    if then and then != now:
        known = {"number": isolate(then)}
        told.append(_("Numéro à la date de la fiche : %(number)s") % known)
    return told or [_("Aucun numéro dans l'annuaire : le chercher, puis l'y inscrire.")]
