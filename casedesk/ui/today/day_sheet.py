"""The sheet of the day: numbers, hours, whom to call, boxes to tick; no name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from casedesk.circuit.codes import Language
from casedesk.circuit.dates import local
from casedesk.circuit.directory import Organisation, checks_by_day
from casedesk.circuit.due import WEEK, Day, DueKind, DueRow
from casedesk.circuit.handover import TaskKind
from casedesk.circuit.paper import Certificate
from casedesk.i18n import _, current, on_paper
from casedesk.i18n.formats import apart, isolate, long_date, near_date, time_of_day
from casedesk.i18n.labels import label
from casedesk.ui.widgets.letterhead import AtDesk, letterhead


@on_paper()
def day_sheet(day: Day, seat: AtDesk) -> Certificate:
    """In the language of the screen, to be gone through with a pen in hand."""
    known = {each.id: each for each in seat.desk.reads.organisations()}
    today = long_date(local(seat.clock()).date())
    sheet = letterhead(seat).certificate(
        _("Feuille du jour"),
        ((_("Jour"), today),),
        (
            _(
                "Cocher ce qui est fait, le noter dans casedesk, puis déchirer cette "
                "feuille."
            ),
        ),
    )
    parts = (
        (_("En retard"), day.late),
        (_("Aujourd'hui"), day.today),
        (_("Cette semaine"), day.week),
    )
    lists = tuple((title, _lines(rows, known)) for title, rows in parts if rows)
    dated = checks_by_day(known.values(), local(seat.clock()).date() + WEEK)
    checks = tuple(map(_check, dated))
    told = ((_("Annuaire à vérifier"), checks),) if checks else ()
    return replace(sheet, lists=(*lists, *told))


def _check(each: Organisation) -> str:
    name = each.name.as_name(current())
    return apart((name, each.phone))


def _lines(
    rows: Sequence[DueRow], known: Mapping[str, Organisation]
) -> tuple[str, ...]:
    return tuple(
        " · ".join(
            (isolate(each.case_number), what(each, known), when(each)),
        )
        for each in rows
    )


def what(row: DueRow, known: Mapping[str, Organisation]) -> str:
    """`Suivi`, `Tâche : appeler`, `Appeler UPE Salé, 05 37 …`."""
    if row.kind is DueKind.STAGE:
        return label(row.stage)
    if row.kind is DueKind.REVIEW:
        return _("Bilan du suivi")
    if row.kind is DueKind.TASK:
        return _("Tâche : %(kind)s") % {"kind": label(TaskKind(row.task))}
    name = row.service_ar if current() is Language.ARABIC else row.service_fr
    if row.kind is DueKind.SEND:
        return _("Fiche à envoyer : %(service)s") % {"service": isolate(name)}
    called = {"service": isolate(name), "phone": isolate(_phone(row, known))}
    if called["phone"] == isolate(""):
        return _("Appeler %(service)s") % called
    return _("Appeler %(service)s, %(phone)s") % called


def when(row: DueRow) -> str:
    """`jeu. 5 mars, 16 h 40`"""
    at = local(row.due_at)
    told = _("%(date)s, %(time)s")
    return told % {"date": near_date(at.date()), "time": time_of_day(at)}


def _phone(row: DueRow, known: Mapping[str, Organisation]) -> str:
    """Of the service, as the directory has it today; never anybody's own."""
    organisation = known.get(row.organisation)
    return organisation.phone if organisation else ""
