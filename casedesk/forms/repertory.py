"""The repertory a family takes along: who helps near here, and how to go about it.

No person's name, no hidden address, no committee; what nobody has checked says so.
"""

from __future__ import annotations

from collections.abc import Iterator

from casedesk.circuit.codes import Language
from casedesk.circuit.dates import Moment
from casedesk.circuit.directory import Entry, Organisation, told
from casedesk.circuit.paper import Repertory
from casedesk.circuit.sheet import Addressee
from casedesk.forms.block import Apart, Block, Row, Rule, Setting, Space, Stack, Whole
from casedesk.forms.direction import isolated
from casedesk.forms.look import Look
from casedesk.forms.page import BOTTOM, TOP, flow, stamp
from casedesk.forms.pen import GREY, HEIGHT, MARGIN, TEXT_WIDTH, Pen
from casedesk.forms.text import Span
from casedesk.forms.values import printable
from casedesk.i18n import Words, words
from casedesk.i18n.formats import civil_moment, isolate, listed, short_date

SIZE = 10.4  # of what is told, in points


def title(language: Language) -> str:
    return words(language).gettext("Où trouver de l'aide pour un enfant")


def draw(repertory: Repertory, look: Look, pen: Pen) -> None:
    """All of it, on as many pages as it needs."""
    room = HEIGHT - TOP - BOTTOM - _foot(repertory, look, "1/1").height(TEXT_WIDTH)
    pages = flow([*_body(repertory, look)], room, room)
    for at, page in enumerate(pages, start=1):
        stamp(pen, repertory.frame.mark, [look])
        for block, below in page:
            block.draw(pen, MARGIN, TOP + below, TEXT_WIDTH)
        foot = _foot(repertory, look, f"{at}/{len(pages)}")
        foot.draw(pen, MARGIN, HEIGHT - BOTTOM - foot.height(TEXT_WIDTH), TEXT_WIDTH)
        pen.next_page()


def _body(repertory: Repertory, look: Look) -> Iterator[Block]:
    frame = repertory.frame
    yield look.set(title(look.language), 19, bold=True)
    yield look.set(isolate(printable(frame.territory)), 14, bold=True, grey=GREY)
    yield Space(8)
    yield from _hotlines(repertory, look)
    for heading, addressees in _chapters(look.words):
        entries = [
            each
            for each in repertory.entries
            if each.organisation.addressee in addressees
        ]
        if not entries:
            continue
        head = Stack((Space(10), look.set(heading, 14, bold=True), Rule(2, 6, 0.8, 0)))
        first = _entry(entries[0], repertory, look)
        yield Whole((head, first))
        for each in entries[1:]:
            yield _entry(each, repertory, look)


def _hotlines(repertory: Repertory, look: Look) -> Iterator[Block]:
    _ = look.words.gettext
    called = tuple(
        Stack(
            (
                look.answer(each.number, 20, bold=True, align="centre"),
                look.set(each.name.as_name(look.language), 8.6, align="centre"),
                look.set(
                    each.about.in_language(look.language),
                    8,
                    grey=GREY,
                    align="centre",
                ),
            )
        )
        for each in repertory.hotlines
    )
    if called:
        first = look.set(_("Danger maintenant\u00a0: appeler"), 12, bold=True)
        row = Row(called, (1,) * len(called), look.rtl)
        yield Apart(Stack((first, Space(3), row)), Setting.PANEL, look.rtl, padding=8)


def _entry(entry: Entry, repertory: Repertory, look: Look) -> Block:
    each = entry.organisation
    name = look.answer(printable(told(each.name, look.language)), 11.4, bold=True)
    phone = each.phone or each.phone_alt
    called = look.answer(printable(phone), 12, bold=True, align="end")
    lines = [
        look.set((Span(f"{named} ", bold=True), Span(isolated(printable(said)))))
        for named, said in _facts(entry, repertory, look)
        if said
    ]
    head = Row((name, called), (2.6, 1), look.rtl) if phone else name
    return Whole((head, Space(1), *lines, Space(9)))


def _facts(entry: Entry, repertory: Repertory, look: Look) -> Iterator[tuple[str, str]]:
    _ = look.words.gettext
    each, language, codes = entry.organisation, look.language, repertory.codes
    offers = dict.fromkeys(
        codes.label("SERVICE", one.service, language) for one in entry.offers
    )
    yield _("Pour\u00a0:"), listed(offers, language)
    yield _("Comment s'y prendre\u00a0:"), told(each.access, language)
    yield _("Apporter\u00a0:"), told(each.documents, language)
    yield _("Quand\u00a0:"), _when(each, repertory, look)
    yield _("Où\u00a0:"), "" if each.address_hidden else _where(each)
    if each.cost:
        yield _("Prix\u00a0:"), codes.label("COST", each.cost, language)
    yield _("Site\u00a0:"), each.web
    if each.verified_on is None:
        yield _("À savoir\u00a0:"), _("pas encore vérifié, appeler avant de venir.")
    else:
        yield _("Vérifié le"), short_date(each.verified_on, language)


def _when(each: Organisation, repertory: Repertory, look: Look) -> str:
    _ = look.words.gettext
    if each.on_call:
        return _("jour et nuit")
    days = listed(
        (
            repertory.codes.label("WEEKDAY", day, look.language)
            for day in each.open_days
        ),
        look.language,
    )
    hours = ""
    if each.opens and each.closes:
        hours = _("de %(opens)s à %(closes)s") % {
            "opens": isolate(each.opens),
            "closes": isolate(each.closes),
        }
    return " · ".join(filter(None, (days, hours, each.hours, each.closed_days)))


def _where(each: Organisation) -> str:
    return " · ".join(filter(None, (each.address, each.landmark)))


def _foot(repertory: Repertory, look: Look, which: str) -> Block:
    _ = look.words.gettext
    frame = repertory.frame
    when = civil_moment(Moment(frame.printed_at), look.language)
    parts = (
        isolate(printable(frame.sender.name)),
        isolate(printable(frame.sender.phone)) if frame.sender.phone else "",
        _("imprimé le %(when)s") % {"when": isolate(when)},
        isolate(which),
    )
    told_ = " · ".join(filter(None, parts))
    return Stack((Rule(above=6, below=3), look.set(told_, 7.2, grey=GREY)))


def _chapters(say: Words) -> list[tuple[str, frozenset[Addressee | None]]]:
    """In the order a family needs them."""
    _ = say.gettext
    a = Addressee
    return [
        (_("Être écouté et protégé"), frozenset({a.UPE_CAPE, a.YOUTH_SERVICES})),
        (_("Se soigner"), frozenset({a.HOSPITAL, a.PSYCHOLOGIST})),
        (
            _("Police et justice"),
            frozenset({a.POLICE, a.PROSECUTOR, a.FAMILY_COURT, a.LAWYER}),
        ),
        (_("Être hébergé"), frozenset({a.SHELTER})),
        (_("École et papiers"), frozenset({a.SCHOOL, a.REGISTRY})),
        (_("Associations"), frozenset({a.ASSOCIATION})),
        (_("Appeler ou écrire"), frozenset({a.HOTLINE, None})),
    ]
