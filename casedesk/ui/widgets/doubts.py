"""What was not as it should be when somebody sat down, and what they can do."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtWidgets import QVBoxLayout, QWidget

from casedesk.circuit.commands.events import NoteEvent
from casedesk.circuit.entrance import Sitting
from casedesk.circuit.errors import Refused, Trouble
from casedesk.circuit.events import EventKind
from casedesk.circuit.ports import Clock
from casedesk.circuit.rights import Right
from casedesk.i18n import _, ngettext
from casedesk.i18n.formats import moment
from casedesk.i18n.labels import sentence
from casedesk.ui.widgets.buttons import secondary
from casedesk.ui.widgets.layout import Banner, Row


class Doubts(QWidget):
    """A banner for each; it stays until somebody says what is to be done.

    `look` shows the journal; `lock` goes back out without writing any more. `settled`
    are those somebody dealt with in this sitting: they are not told again, and more are
    put in.
    """

    def __init__(
        self,
        sitting: Sitting,
        clock: Clock,
        look: Callable[[], None],
        lock: Callable[[], None],
        settled: set[str] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._settled = set() if settled is None else settled
        self._sitting, self._clock = sitting, clock
        self._look, self._lock = look, lock
        self._down = QVBoxLayout(self)
        self._down.setContentsMargins(12, 8, 12, 0)
        self._down.setSpacing(8)
        self.banners: list[Banner] = []
        last = sitting.clock_doubt
        if last is not None and self._is_open("clock"):
            self._doubt_clock(last)
        if sitting.slot_warning and self._is_open("slots"):
            self._doubt_slots()
        if sitting.seal_missing and self._is_open("seal"):
            self._doubt_seal()
        if self._is_open("stick") and sitting.lies_on_stick:
            self._tell_stick()
        if sitting.wrong_tries and self._is_open("tries"):
            self._tell_tries(sitting.wrong_tries)
        self.setVisible(bool(self.banners))

    def _doubt_clock(self, last: datetime) -> None:
        told = _(
            "Cet ordinateur dit que nous sommes le %(now)s ; la dernière ligne écrite "
            "est du %(last)s. Si l'heure est fausse, verrouiller et la corriger avant "
            "d'écrire."
        )
        banner = self._banner(
            "clock",
            "warning",
            told % {"now": moment(self._clock()), "last": moment(last)},
        )
        self._offer(
            banner,
            (_("L'heure est juste"), lambda: self._confirm_clock(banner)),
            (_("Verrouiller"), self._lock),
        )

    def _doubt_slots(self) -> None:
        told = _(
            "La phrase de passe de quelqu'un a été changée en dehors de casedesk, ou "
            "le fichier vault.json est abîmé."
        )
        if not self._sitting.desk.actor.may(Right.MANAGE_PEOPLE):
            told = f"{told} {_('Le dire à la direction.')}"
            banner = self._banner("slots", "warning", told)
            self._offer(banner, (_("Compris"), lambda: self._settle(banner)))
            return
        banner = self._banner("slots", "warning", told)
        self._offer(
            banner,
            (
                _("Rétablir la copie"),
                lambda: self._do(banner, self._sitting.mend_slots),
            ),
            (
                _("Garder ce qui est là"),
                lambda: self._do(banner, self._sitting.accept_slots),
            ),
        )

    def _tell_stick(self) -> None:
        told = _(
            "Ce coffre se trouve sur un support amovible : retiré pendant l'écriture, "
            "il s'abîme, et perdu, il emporte tout. Le garder sur le disque de "
            "l'ordinateur, et le support pour les sauvegardes."
        )
        banner = self._banner("stick", "warning", told)
        accept = self._sitting.accept_stick
        self._offer(banner, (_("Compris"), lambda: self._do(banner, accept)))

    def _doubt_seal(self) -> None:
        banner = self._banner(
            "seal",
            "warning",
            _(
                "Rien, à côté du coffre, ne prouve qu'il est le plus récent. Comparer "
                "le journal avec le repère de la dernière fiche imprimée, et le dire à "
                "la direction."
            ),
        )
        self._offer(
            banner,
            (_("Voir le journal"), self._look),
            (_("Compris"), lambda: self._settle(banner)),
        )

    def _tell_tries(self, n: int) -> None:
        told = ngettext(
            "%(n)d phrase de passe fausse a été tapée à votre nom depuis votre "
            "dernière ouverture. Si ce n'était pas vous, le dire à la direction.",
            "%(n)d phrases de passe fausses ont été tapées à votre nom depuis votre "
            "dernière ouverture. Si ce n'était pas vous, le dire à la direction.",
            n,
        )
        banner = self._banner("tries", "info", told % {"n": n})
        self._offer(banner, (_("Compris"), lambda: self._settle(banner)))

    def _is_open(self, about: str) -> bool:
        return about not in self._settled

    def _banner(self, about: str, kind: str, told: str) -> Banner:
        banner = Banner(kind, told)
        banner.setObjectName(about)
        self.banners.append(banner)
        self._down.addWidget(banner)
        return banner

    def _offer(self, banner: Banner, *acts: tuple[str, Callable[[], None]]) -> None:
        banner.body.addWidget(Row(*(secondary(text, act) for text, act in acts)))

    def _confirm_clock(self, banner: Banner) -> None:
        """That somebody stands by the hour is worth a line of its own."""
        event = NoteEvent(EventKind.CLOCK_JUMP, {"confirmed": 1})
        self._do(banner, lambda: self._sitting.desk.do(event))

    def _do(self, banner: Banner, act: Callable[[], None]) -> None:
        try:
            act()
        except (Refused, Trouble) as why_not:
            banner.say(sentence(why_not))
        else:
            self._settle(banner)

    def _settle(self, banner: Banner) -> None:
        self._settled.add(banner.objectName())
        self.banners.remove(banner)
        banner.hide()
        banner.deleteLater()
        self.setVisible(bool(self.banners))
