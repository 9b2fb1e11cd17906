"""A follow-up in words: how long, with whom, how the danger went."""

from __future__ import annotations

from casedesk.circuit.codes import CodeBook, Language
from casedesk.circuit.followup import Followed
from casedesk.circuit.referral import Referral
from casedesk.i18n import current, words
from casedesk.i18n.formats import isolate, long_date
from casedesk.i18n.labels import label


def period(figures: Followed, language: Language | None = None) -> str:
    """`Du 2 mars au 5 juin 2026 · 7 contacts · 2 tentatives`."""
    say = words(language)
    told = say.gettext("Du %(since)s au %(until)s") % {
        "since": long_date(figures.since, language),
        "until": long_date(figures.until, language),
    }
    n = figures.contacts
    contacts = say.ngettext("%(n)d contact", "%(n)d contacts", n) % {"n": n}
    if not n:
        contacts = say.gettext("aucun contact")
    parts = [told, contacts]
    n = figures.attempts
    if n:
        tried = say.ngettext(
            "%(n)d tentative sans réponse", "%(n)d tentatives sans réponse", n
        )
        parts.append(tried % {"n": n})
    return " · ".join(parts)


def services(
    figures: Followed, codes: CodeBook, language: Language | None = None
) -> str:
    """One line for each service that was turned to, and how far it came."""
    return "\n".join(
        _service(referral, progress, codes, language)
        for referral, progress in figures.services
    )


def _service(
    referral: Referral, progress: str, codes: CodeBook, language: Language | None
) -> str:
    spoken = language or current()
    name = referral.name.as_name(spoken)
    parts = [label(referral.state, language)]
    if progress:
        parts.append(codes.label("PROGRESS", progress, spoken))
    return words(language).gettext("%(service)s\u00a0: %(how_far)s") % {
        "service": isolate(name),
        "how_far": " · ".join(parts),
    }


def danger_path(figures: Followed, language: Language | None = None) -> str:
    """`3 (2 mars 2026) · 1 (5 juin 2026)`; empty where it was never rated."""
    return " · ".join(
        f"{level} ({long_date(day, language)})" for day, level in figures.dangers
    )
