"""What no list of cases shows: alerts without a sheet, drafts that wait, odd drops."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from PySide6.QtWidgets import QPushButton, QWidget

from casedesk.circuit.queries import RequestRow
from casedesk.circuit.rights import Right
from casedesk.circuit.two_people import Act, RequestState
from casedesk.circuit.ways_in import reminder
from casedesk.i18n import _, ngettext
from casedesk.i18n.formats import ago, isolate, near_moment
from casedesk.i18n.labels import label
from casedesk.ui.awaiting import awaiting
from casedesk.ui.circles import alarms
from casedesk.ui.navigation import (
    CasePlace,
    KeysPlace,
    PeoplePlace,
    Place,
    RetentionPlace,
)
from casedesk.ui.widgets.buttons import secondary
from casedesk.ui.widgets.layout import Banner, Banners
from casedesk.ui.workspace import Tools

_UNSENT_AFTER = timedelta(hours=24)
_TOLD_FOR = timedelta(days=7)
_IN_DANGER = "yes"


class WatchList(Banners):
    """A line for each; nothing at all when there is nothing to look at."""

    def __init__(self, tools: Tools, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tools = tools

    def refresh(self) -> None:
        told = (
            ("danger", self._alerts()),
            ("warning", self._unsent()),
            *(("warning", [told]) for told in self._emergencies()),
            ("warning", self._set_aside()),
        )
        tools = self._tools
        banners = alarms(tools.sitting, tools.desk, tools.enter)
        banners += [Banner(kind, " ".join(each)) for kind, each in told if each]
        banners += awaiting(tools)
        requests = self._requests()
        if waiting := self._waiting(requests):
            see = self._way(_("Voir les demandes"), RetentionPlace())
            banners.append(Banner("info", waiting, see))
        banners += self._under_way(requests)
        leaving = self._departures()
        if leaving:
            see = self._way(_("Voir les départs"), PeoplePlace())
            banners.append(Banner("warning", leaving, see))
        if keys := [each for each in (self._sheets(), self._circles()) if each]:
            see = self._way(_("Voir les clés"), KeysPlace())
            banners.append(Banner("warning", " ".join(keys), see))
        self.show_banners(banners)

    def _way(self, text: str, place: Place) -> QPushButton:
        return secondary(text, lambda: self._tools.go_to(place))

    def _alerts(self) -> list[str]:
        return [
            (
                _("Alerte sans fiche : danger maintenant, %(who)s, %(when)s.")
                if alert.danger == _IN_DANGER
                else _("Alerte sans fiche : danger possible, %(who)s, %(when)s.")
            )
            % {
                "who": isolate(self._tools.desk.reads.person_label(alert.author)),
                "when": near_moment(alert.written_at),
            }
            for alert in self._tools.desk.reads.alerts()
        ]

    def _unsent(self) -> list[str]:
        now = self._tools.clock()
        return [
            _("Brouillon non transmis : %(who)s, commencé %(when)s.")
            % {
                "who": isolate(self._tools.desk.reads.person_label(draft.author)),
                "when": ago(draft.started_at, now),
            }
            for draft in self._tools.desk.reads.unsent_drafts(now - _UNSENT_AFTER)
        ]

    def _emergencies(self) -> list[str]:
        """For a week, in full: whose case it is and the direction are to know why."""
        reads, now = self._tools.desk.reads, self._tools.clock()
        told = _("%(who)s a ouvert en urgence le dossier %(number)s %(when)s : %(why)s")
        return [
            told
            % {
                "who": isolate(reads.person_label(each.by)),
                "number": isolate(each.number),
                "when": near_moment(each.at),
                "why": isolate(each.reason),
            }
            for each in reads.emergency_openings(now - _TOLD_FOR)
        ]

    def _requests(self) -> Sequence[RequestRow]:
        """What takes two people, for whoever may be the second."""
        tools = self._tools
        may = tools.desk.actor.may(Right.CONFIRM_ERASURE)
        return tools.desk.reads.requests(tools.clock()) if may else ()

    def _waiting(self, requests: Sequence[RequestRow]) -> str:
        """Those that wait for this person's word."""
        n = sum(
            each.request.state is RequestState.OPEN
            and each.request.act is not Act.REOPEN
            and each.request.asked_by != self._tools.desk.actor.person
            for each in requests
        )
        if not n:
            return ""
        told = ngettext(
            "%(n)d demande attend votre accord.",
            "%(n)d demandes attendent votre accord.",
            n,
        )
        return told % {"n": n}

    def _under_way(self, requests: Sequence[RequestRow]) -> list[Banner]:
        """Cases that were left between here and their circle, each with its way."""
        told = _("Le dossier %(number)s est en route vers son cercle : le finir.")
        return [
            Banner(
                "warning",
                told % {"number": isolate(each.case_number)},
                self._way(_("Voir le dossier"), CasePlace(each.request.case_id)),
            )
            for each in requests
            if each.request.is_under_way
        ]

    def _departures(self) -> str:
        """Those that were cut short; at the desk that leads to the people only."""
        sitting = self._tools.sitting
        if not self._manages_here:
            return ""
        n = len(sitting.keys.departures_to_finish())
        if not n:
            return ""
        told = ngettext(
            "%(n)d départ est commencé : les clés restent à changer.",
            "%(n)d départs sont commencés : les clés restent à changer.",
            n,
        )
        return told % {"n": n}

    def _sheets(self) -> str:
        """For whoever can see to it: two ways into the vault are to stand."""
        if not self._tools.desk.actor.may(Right.MANAGE_PEOPLE):
            return ""
        reached, now = self._tools.sitting.keys.reach(), self._tools.clock()
        first = reminder(reached, now)
        return label(first) if first else ""

    def _circles(self) -> str:
        """While one is missing, a concern about the direction has nowhere to go."""
        if not (self._manages_here and self._tools.sitting.circle_keys.missing()):
            return ""
        return _("Les cercles restreints ne sont pas tous prêts.")

    @property
    def _manages_here(self) -> bool:
        sitting = self._tools.sitting
        inside = self._tools.desk in sitting.circles.values()
        return not inside and sitting.desk.actor.may(Right.MANAGE_PEOPLE)

    def _set_aside(self) -> list[str]:
        n = len(self._tools.desk.reads.set_aside())
        if not n:
            return []
        told = ngettext(
            "%(n)d envoi n'a pas pu être lu : il est gardé de côté. "
            "Demander à qui l'a écrit de recommencer.",
            "%(n)d envois n'ont pas pu être lus : ils sont gardés de côté. "
            "Demander à qui les a écrits de recommencer.",
            n,
        )
        return [told % {"n": n}]
