"""One entry of the directory in full, with what one can do about it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from casedesk.circuit.changes import Home
from casedesk.circuit.commands.directory import NoteCheck, SetOrganisationStatus
from casedesk.circuit.dates import local
from casedesk.circuit.directory import (
    ACTIVE,
    CLOSED,
    LEFT,
    ON_LEAVE,
    Entry,
    FocalPoint,
    Organisation,
    Service,
    freshness,
    missing,
    opening,
    told,
)
from casedesk.circuit.errors import Refused, Trouble
from casedesk.circuit.queries import AnswerDelay, DirectoryChange
from casedesk.circuit.referral import SHEET_FOR
from casedesk.circuit.rights import Right
from casedesk.i18n import _, current, ngettext
from casedesk.i18n.formats import apart, isolate, listed, long_date, moment, number
from casedesk.i18n.journal import act_name
from casedesk.i18n.labels import label
from casedesk.ui import theme
from casedesk.ui.directory.table_model import mark_of
from casedesk.ui.directory.words import ages, coded, lined, particulars, territory_name
from casedesk.ui.navigation import OrganisationPlace
from casedesk.ui.refusals import tell
from casedesk.ui.widgets.buttons import TwoStep, primary, secondary
from casedesk.ui.widgets.flow import Flow
from casedesk.ui.widgets.layout import Card, Notice, Row, heading, paragraph, rule
from casedesk.ui.workspace import Tools

_HISTORY_SHOWN = 12


class EntryCard(Card):
    """`done()` when something about it was noted."""

    done = Signal()

    def __init__(
        self, tools: Tools, entry: Entry, parent: QWidget | None = None
    ) -> None:
        super().__init__(entry.organisation.name.as_name(current()), parent)
        self._tools, self._entry = tools, entry
        self._today = local(tools.clock()).date()
        self._notice = Notice("warning")
        self._say_name()
        self.add(self._mark(), *self._to_call(), self._notice)
        self._offer_acts()
        for line in self._lines():
            self.add(paragraph(line))
        self._tell_answers()
        self._tell_services()
        self._tell_points()
        self._tell_missing()
        self._tell_history()

    def _say_name(self) -> None:
        each = self._entry.organisation
        shown = each.name.as_name(current())
        also = [
            text for text in (each.name.fr, each.name.ar) if text not in ("", shown)
        ]
        if each.former_name:
            also.append(_("Autrefois %(name)s") % {"name": isolate(each.former_name)})
        for text in also:
            self.add(paragraph(text, muted=True))

    def _mark(self) -> QWidget:
        """How old the last check is: a colour, an icon and a word."""
        each, whole = self._entry.organisation, QWidget()
        icon, word = QLabel(), paragraph(self._checked(each))
        name, colour = mark_of(self._entry, self._today)
        icon.setPixmap(theme.picture(name, 20, colour, self.devicePixelRatioF()))
        across = QHBoxLayout(whole)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(8)
        across.addWidget(icon)
        across.addWidget(word, 1)
        return whole

    def _checked(self, each: Organisation) -> str:
        word = label(freshness(each, self._today))
        if each.verified_on is None:
            return _("%(word)s\u00a0: personne n'a encore appelé.") % {"word": word}
        whole = _("%(word)s\u00a0: le %(day)s par %(who)s (%(how)s)")
        return whole % {
            "word": word,
            "day": long_date(each.verified_on),
            "who": isolate(self._tools.desk.reads.person_label(each.verified_by)),
            "how": coded(self._tools.rules.codes, "CHECKED_BY", each.verified_how),
        }

    def _to_call(self) -> Iterator[QWidget]:
        each = self._entry.organisation
        numbers = apart((each.phone, each.phone_alt))
        yield theme.look(paragraph(numbers or _("Numéro à demander")), "section")
        yield paragraph(label(opening(each, local(self._tools.clock()))), muted=True)

    def _offer_acts(self) -> None:
        if not self._tools.desk.actor.may(Right.KEEP_DIRECTORY):
            return
        each = self._entry.organisation
        place = OrganisationPlace(each.id)
        changed = secondary(
            _("A changé, corriger"), lambda: self._tools.go_to(place), icon="pencil"
        )
        acts = QWidget()
        flow = Flow(acts)
        flow.addWidget(primary(_("Vérifié"), self._on_checked, icon="check"))
        flow.addWidget(changed)
        self.add(acts)
        if each.status == CLOSED:
            self.add(Row(secondary(_("Rouvrir"), lambda: self._set_status(ACTIVE))))
            return
        close = TwoStep(
            _("Noter sa fermeture"), _("Ne plus y orienter personne\u00a0?")
        )
        close.confirmed.connect(lambda: self._set_status(CLOSED))
        self.add(Row(theme.look(close, "secondary")))

    def _lines(self) -> Iterator[str]:
        each, codes = self._entry.organisation, self._tools.rules.codes
        names, language = particulars(), current()
        sheet = SHEET_FOR[each.addressee] if each.addressee else None
        facts = {
            "access": told(each.access, language),
            "documents": told(each.documents, language),
            "addressee": label(sheet) if sheet else _("aucune fiche ne s'y envoie"),
            "to_send": each.to_send,
            "mission": told(each.mission, language),
            "limits": each.limits,
            "kind": coded(codes, "ACTOR_TYPE", each.kind),
            "territory": listed(
                territory_name(codes, one)
                for one in (each.territory, *each.territories)
            ),
            "address": " · ".join(filter(None, (each.address, each.landmark))),
            "address_hidden": _("ne se donne à personne")
            if each.address_hidden
            else "",
            "open_days": _week(each, coded(codes, "WEEKDAY", *each.open_days)),
            "hours": each.hours,
            "closed_days": each.closed_days,
            "age_from": ages(each),
            "sex": coded(codes, "SEX", each.sex),
            "publics": coded(codes, "VULN", *each.publics),
            "disabilities": coded(codes, "DISAB", *each.disabilities),
            "violence": coded(codes, "VIOL", *each.violence),
            "languages": coded(codes, "LANG", *each.languages),
            "cost": coded(codes, "COST", each.cost),
            "capacity": each.capacity,
            "accessibility": each.accessibility,
            "announced_days": _days(each.announced_days),
            "fax": each.fax,
            "email": each.email,
            "web": each.web,
            "sector": coded(codes, "SECTOR", each.sector),
            "supervisor": each.supervisor,
            "agreement": each.agreement,
            "committees": coded(codes, "COMMITTEE", *each.committees),
            "status": coded(codes, "ORG_STATUS", each.status),
            "source": each.source,
        }
        for name, value in facts.items():
            if value:
                said = _("Âges") if name == "age_from" else names[name]
                yield lined(said, value)

    def _tell_answers(self) -> None:
        """How it answered so far, for whoever may know of referrals."""
        actor, reads = self._tools.desk.actor, self._tools.desk.reads
        if not (actor.may(Right.SEE_CASES) and self._tools.desk.holds(Home.CASES)):
            return
        seen = reads.answer_delays().get(self._entry.organisation.id)
        if seen is not None:
            self.add(paragraph(answers_line(seen)))

    def _tell_services(self) -> None:
        if not self._entry.offers:
            return
        self.add(rule(), heading(_("Ce que le service offre")))
        for each in self._entry.offers:
            self.add(paragraph(service_line(self._tools, each)))

    def _tell_points(self) -> None:
        if not self._entry.focal_points:
            return
        self.add(rule(), heading(_("Points focaux")))
        for each in self._entry.focal_points:
            line = paragraph(point_line(self._tools, each, self._today))
            if each.wants_a_look(self._today):
                theme.look(line, "refusal")
            self.add(line)

    def _tell_missing(self) -> None:
        names = particulars() | {"services": _("ce que le service offre")}
        gaps = [names[each].lower() for each in missing(self._entry)]
        if gaps:
            told_ = _("Il manque encore\u00a0: %(what)s.") % {"what": listed(gaps)}
            self.add(rule(), paragraph(told_, muted=True))

    def _tell_history(self) -> None:
        reads = self._tools.desk.reads
        history = reads.directory_history(self._entry.organisation.id)
        self.add(rule(), heading(_("Historique")))
        for each in history[:_HISTORY_SHOWN]:
            self.add(paragraph(change_line(self._tools, each), muted=True))

    def _on_checked(self) -> None:
        self._do(NoteCheck(self._entry.organisation.id, "PHONE"))

    def _set_status(self, status: str) -> None:
        self._do(SetOrganisationStatus(self._entry.organisation.id, status))

    def _do(self, command: NoteCheck | SetOrganisationStatus) -> None:
        try:
            self._tools.desk.do(command)
        except (Refused, Trouble) as error:
            tell(error, self._notice)
        else:
            self.done.emit()


def answers_line(seen: AnswerDelay) -> str:
    """How often it was written to, what came of it, and how long that took."""
    told_ = ngettext(
        "Observé\u00a0: %(n)s fiche envoyée, %(accepted)s prise en charge, "
        "%(refused)s refus, %(silent)s sans réponse",
        "Observé\u00a0: %(n)s fiches envoyées, %(accepted)s prises en charge, "
        "%(refused)s refus, %(silent)s sans réponse",
        seen.sent,
    ) % {
        "n": number(seen.sent),
        "accepted": number(seen.accepted),
        "refused": number(seen.refused),
        "silent": number(seen.no_reply),
    }
    if seen.median_days is None:
        return told_
    half = _("une réponse sur deux en %(n)s jours") % {"n": number(seen.median_days)}
    return f"{told_}. {half.capitalize()}."


def service_line(tools: Tools, each: Service) -> str:
    """What is offered, for whom, on what terms."""
    codes = tools.rules.codes
    terms = (
        each.details,
        ages(each),
        coded(codes, "SEX", each.sex),
        each.conditions,
        _days(each.delay_days),
        coded(codes, "COST", each.cost),
    )
    named = coded(codes, "SERVICE", each.service)
    beside = " · ".join(filter(None, terms))
    return lined(named, beside) if beside else named


def point_line(tools: Tools, each: FocalPoint, today: date) -> str:
    """The function, since when, how to reach it, and whether anybody is there."""
    codes = tools.rules.codes
    status = LEFT if each.is_over(today) else each.status
    state = coded(codes, "FOCAL_STATUS", status)
    if status == ON_LEAVE and each.back_on:
        state = _("%(state)s, de retour le %(day)s") % {
            "state": state,
            "day": long_date(each.back_on),
        }
    parts = (
        each.function,
        each.office,
        coded(codes, "FOCAL_ROLE", each.role),
        each.name,
        each.phone,
        each.email,
        _("depuis le %(day)s") % {"day": long_date(each.valid_from)},
        state,
        _("remplacé") if each.replaced_by else "",
    )
    return apart(parts)


def change_line(tools: Tools, each: DirectoryChange) -> str:
    """Who changed what, when."""
    names = particulars()
    changed = [names.get(one.field, one.field).lower() for one in each.changed]
    if len(changed) > 5:
        changed = [*changed[:5], "…"]
    whole = _("%(when)s, %(who)s\u00a0: %(act)s (%(what)s)")
    return whole % {
        "when": moment(each.at),
        "who": isolate(tools.desk.reads.person_label(each.actor)),
        "act": act_name(each.action),
        "what": listed(changed),
    }


def _week(each: Organisation, days: str) -> str:
    if not days:
        return ""
    if not each.opens:
        return days
    whole = _("%(days)s, de %(opens)s à %(closes)s")
    return whole % {
        "days": days,
        "opens": isolate(each.opens),
        "closes": isolate(each.closes),
    }


def _days(count: int | None) -> str:
    return "" if count is None else _("%(n)d jours") % {"n": count}
