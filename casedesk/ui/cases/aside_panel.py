"""Setting a case apart: who is involved, who shall read, and a second person's word."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from casedesk.circuit.circles import CASE_TEAM, CircleId, would_read
from casedesk.circuit.command import Command
from casedesk.circuit.commands.erasure import (
    ConfirmRequest,
    DeclineRequest,
    RequestAct,
)
from casedesk.circuit.errors import Refused, Trouble
from casedesk.circuit.journal import ActKind, JournalFilter
from casedesk.circuit.moving import Passage
from casedesk.circuit.people import Person, PersonId
from casedesk.circuit.queries import CasePage
from casedesk.circuit.rights import Right
from casedesk.circuit.two_people import (
    LIFE,
    Act,
    MoveUnderWay,
    Request,
    RequestState,
    Witness,
)
from casedesk.i18n import _
from casedesk.i18n.formats import isolate, moment
from casedesk.i18n.labels import sentence
from casedesk.ui.cases.aside_readers import AsideReaders, members
from casedesk.ui.keychange import ChangeOfKeys
from casedesk.ui.refusals import settle, tell
from casedesk.ui.widgets.buttons import TwoStep, link, primary, secondary
from casedesk.ui.widgets.combo import Combo
from casedesk.ui.widgets.field import Field
from casedesk.ui.widgets.layout import Card, Notice, Row, paragraph
from casedesk.ui.widgets.progress import Progress
from casedesk.ui.widgets.text import PassphraseEdit
from casedesk.ui.workspace import Tools
from casedesk.vault.errors import VaultError, WrongPassphrase

_LOOKS = 30  # lines of who opened it


class AsidePanel(Card):
    """A link until somebody presses it, or a request is under way.

    `opened` when somebody pressed it; `gone` once the case is no longer here; `over`
    when all that follows is done.
    """

    opened = Signal()
    gone = Signal()
    over = Signal()

    def __init__(
        self, tools: Tools, page: CasePage, parent: QWidget | None = None
    ) -> None:
        super().__init__(_("Cercle restreint"), parent)
        self._tools, self._page = tools, page
        self.is_moving = False
        self._passage: Passage | None = None
        self.notice = Notice("warning")
        self.progress = Progress()
        self._change = ChangeOfKeys(tools.jobs)
        self._change.over.connect(self._on_new_file)
        self.open = link(_("Mettre à part dans un cercle…"), self._on_pressed)
        self.passphrase = PassphraseEdit()
        self._shown: QWidget = QWidget()
        self.add(Row(self.open), self._shown)
        self.add(self.notice, self.progress, self._change)
        self._request = self._under_way()
        if self._request is not None:
            self._on_open()

    def carried(self) -> bool:
        return self.open.isHidden()

    def carry(self, state: bool) -> None:
        if state:
            self._on_open()
        else:
            self._on_close()

    @staticmethod
    def is_offered(tools: Tools) -> bool:
        return tools.desk.actor.may(Right.REQUEST_MOVE) and bool(
            tools.desk.reads.circles()
        )

    def _on_pressed(self) -> None:
        self._on_open()
        self.readers.involved.setFocus()
        self.opened.emit()

    def _on_open(self) -> None:
        self.open.hide()
        request = self._request
        if request is None:
            self._show(self._asking())
        elif request.state is RequestState.CONFIRMED:
            self._show(self._carrying_out(request))
        else:
            self._show(self._answering(request))

    def _asking(self) -> QWidget:
        readers = AsideReaders(self._tools, self._here)
        self.readers = readers
        ask = primary(_("Demander à mettre à part"), self._on_ask, icon="lock")
        ask.setEnabled(False)
        alone, me = Notice("warning"), self._tools.desk.actor.person

        def follow() -> None:
            circle = readers.circle()
            second = bool(circle and self._who_may(circle, me))
            ask.setEnabled(second)
            alone.say(_alone() if circle and not second else "")

        readers.chosen.connect(follow)
        return _down(
            readers,
            alone,
            *map(paragraph, self._to_know()),
            Row(ask, self._close_link()),
        )

    def _to_know(self) -> tuple[str, ...]:
        return (
            _(
                "Une seconde personne, parmi celles qui liront le dossier, doit donner "
                "son accord dans les sept jours. Rien ne change avant."
            ),
            _(
                "Les sauvegardes déjà faites et les copies sur papier contiennent "
                "encore ce dossier : renouveler les sauvegardes, reprendre les copies."
            ),
            _(
                "La personne mise en cause l'a peut-être déjà lu. Il a été ouvert "
                "par : %(who)s."
            )
            % {"who": self._who_looked()},
        )

    def _answering(self, request: Request) -> QWidget:
        may = self._who_may(request.circle, request.asked_by)
        options = [(each.id, isolate(each.label)) for each in may]
        self.second = Combo(options, unset=_("Choisir…"))
        self.fields = {
            "second": Field(_("La &seconde personne"), self.second),
            "passphrase": Field(
                _("Sa &phrase de passe"),
                self.passphrase,
                hint=_("Elle la tape elle-même ; elle n'ouvre rien d'autre ici."),
            ),
        }
        me = self._tools.desk.actor.person
        own = primary(_("Donner mon accord"), self._on_confirm, icon="check")
        own.setVisible(me in {each.id for each in may})
        return _down(
            paragraph(self._asked_for(request)),
            Row(own),
            *self.fields.values(),
            Row(
                primary(_("Confirmer à deux"), self._on_witness, icon="users"),
                secondary(_("Retirer la demande"), self._on_decline, icon="x"),
            ),
        )

    def _carrying_out(self, request: Request) -> QWidget:
        go = TwoStep(
            _("Mettre le dossier à part"), _("Il ne sera plus visible ici : confirmer")
        )
        go.confirmed.connect(self._on_go)
        if request.is_under_way:
            return _down(paragraph(sentence(MoveUnderWay())), Row(go))
        decline = secondary(_("Retirer la demande"), self._on_decline, icon="x")
        return _down(paragraph(self._asked_for(request)), Row(go, decline))

    def _asked_for(self, request: Request) -> str:
        told = _(
            "Demandé par %(who)s le %(when)s, valable jusqu'au %(until)s. Liront le "
            "dossier : %(readers)s."
        )
        since = request.decided_at or request.asked_at
        return told % {
            "until": moment(since + LIFE),
            "who": isolate(self._tools.desk.reads.person_label(request.asked_by)),
            "when": moment(request.asked_at),
            "readers": members(self._tools, request.circle),
        }

    def _who_looked(self) -> str:
        """Each once, with the last time."""
        number = self._page.case.number
        which = JournalFilter(kind=ActKind.OPENED, case_number=number)
        reads, last = self._tools.desk.reads, dict[str, str]()
        for line in reads.journal(which, None, _LOOKS):
            last.setdefault(reads.person_label(line.actor), moment(line.at))
        return _(", ").join(f"{isolate(who)} ({when})" for who, when in last.items())

    def _who_may(self, circle: CircleId, asked_by: PersonId) -> list[Person]:
        """Those who can agree to a move there, as ConfirmRequest sees it."""
        reads, rights = self._tools.desk.reads, self._tools.rules.rights
        circles = reads.circles()
        return [
            each
            for each in reads.people()
            if each.is_active
            and each.id != asked_by
            and Right.CONFIRM_ERASURE in rights.of(each)
            and would_read(circles, circle, each.id, each.role)
        ]

    def _under_way(self) -> Request | None:
        found = self._tools.desk.reads.requests(self._tools.clock())
        return next(
            (
                each.request
                for each in found
                if each.request.case_id == self._page.case.id
                and each.request.act is Act.MOVE
            ),
            None,
        )

    @property
    def _here(self) -> CircleId:
        circles = self._tools.sitting.circles.items()
        return next((c for c, desk in circles if desk is self._tools.desk), CASE_TEAM)

    def _on_ask(self) -> None:
        circle = self.readers.circle()
        self._do(RequestAct(self._page.case.id, Act.MOVE, "", circle))

    def _on_confirm(self) -> None:
        if self._request is not None:
            self._do(ConfirmRequest(self._request.id))

    def _on_decline(self) -> None:
        if self._request is not None:
            self._do(DeclineRequest(self._request.id))

    def _do(self, command: Command[Any, Any]) -> None:
        """The page is read again after it, and this panel made anew."""
        self.notice.say("")
        try:
            self._tools.desk.do(command)
        except (Refused, Trouble) as error:
            tell(error, self.notice)

    def _on_witness(self) -> None:
        settle(self.fields.values(), self.notice)
        request, erasures = self._request, self._tools.sitting.erasures
        known = {each.id: each for each in self._tools.desk.reads.people()}
        person = next(
            (each for key, each in known.items() if key == self.second.value()), None
        )
        phrase = self.passphrase.text()
        if request is None or person is None or not phrase:
            missing = "second" if person is None else "passphrase"
            self.fields[missing].complain(_("À remplir pour confirmer à deux."))
            return
        self._shown.setEnabled(False)
        self.progress.start(_("Vérification de la phrase…"))
        self._tools.jobs.run(
            lambda: erasures.witness(request, person, phrase),
            self._on_signed,
            self._on_failed,
            owner=self,
        )

    def _on_signed(self, witness: Witness) -> None:
        self._rest()
        if self._request is not None:
            self._do(ConfirmRequest(self._request.id, witness))

    def _on_failed(self, error: Exception) -> None:
        self._rest()
        if isinstance(error, WrongPassphrase):
            self.fields["passphrase"].complain(sentence(error))
            self.passphrase.setFocus()
            return
        if not isinstance(error, Refused | Trouble | VaultError):
            raise error
        self.notice.say(sentence(error))

    def _rest(self) -> None:
        self.passphrase.clear()
        self.progress.stop()
        self._shown.setEnabled(True)

    def _on_go(self) -> None:
        if self._request is None:
            return
        self.notice.say("")
        moves, request = self._tools.sitting.moves, self._request.id
        self.is_moving = True  # until it is over, or stopped: the page stays as it is
        if self._tried(lambda: self._begin(moves.begin(request, self._here))):
            self._shown.setEnabled(False)
            self._later()

    def _begin(self, passage: Passage) -> None:
        self._passage = passage

    def _later(self) -> None:
        passage = self._passage
        if passage is None:
            return
        told = _("Partie %(n)s sur %(of)s, scellée pour le cercle…")
        self.progress.start(told % {"n": passage.done + 1, "of": passage.total})
        QTimer.singleShot(0, self, self._on_step)

    def _on_step(self) -> None:
        """One part at a time, so that the window stays alive; then the last act."""
        passage = self._passage
        if passage is None:
            return
        if passage.done < passage.total:
            if self._tried(passage.step):
                self._later()
            return
        self._tried(self._erase)

    def _erase(self) -> None:
        passage, self._passage = self._passage, None
        if passage is None:
            return
        change = passage.erase()
        self._rest()
        self._shown.hide()
        self.gone.emit()
        if change is None:
            self.over.emit()
        else:
            self._change.start(change)

    def stop(self) -> None:
        """What is sealed by then harms nothing: one begins again."""
        self._passage, self.is_moving = None, False

    def _tried(self, act: Callable[[], None]) -> bool:
        try:
            act()
        except (Refused, Trouble, VaultError) as error:
            self.stop()
            self._on_failed(error)
            return False
        return True

    def _on_new_file(self, why_not: str, _changed: bool) -> None:
        self.notice.say(why_not)
        self.over.emit()

    def _close_link(self) -> QWidget:
        return link(_("Plus tard"), self._on_close)

    def _on_close(self) -> None:
        self._show(QWidget())
        self.open.show()

    def _show(self, shown: QWidget) -> None:
        self.body.replaceWidget(self._shown, shown)
        self._shown.hide()
        self._shown.deleteLater()
        shown.show()
        self._shown = shown


def _alone() -> str:
    return _(
        "Personne d'autre ne peut encore donner son accord. Donner d'abord la clé de "
        "ce cercle à quelqu'un d'autre (Clés)."
    )


def _down(*parts: QWidget) -> QWidget:
    column = Card("")
    column.add(*parts)
    return column
