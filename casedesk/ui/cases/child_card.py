"""The child as known, in both scripts, and how to reach the family safely."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtWidgets import QWidget

from casedesk.circuit.case import Child
from casedesk.circuit.dates import Birth, local
from casedesk.circuit.queries import CasePage
from casedesk.circuit.sheet import SheetCode
from casedesk.i18n import _, ngettext
from casedesk.i18n.formats import birth
from casedesk.ui import theme
from casedesk.ui.casefile.answers import Teller
from casedesk.ui.casefile.passage import Passage
from casedesk.ui.widgets.layout import Card, paragraph


class ChildCard(Card):
    """What one must know before calling anybody."""

    def __init__(
        self,
        page: CasePage,
        teller: Teller,
        now: datetime,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(_("Enfant et foyer"), parent)
        child = page.child
        names = (
            f"{child.given_latin} {child.family_latin}".strip(),
            f"{child.given_arabic} {child.family_arabic}".strip(),
        )
        known = [each for each in names if each]
        for name in known:
            self.add(theme.look(paragraph(name), "strong"))
        if not known:
            self.add(paragraph(_("Nom inconnu."), muted=True))
        for title, text in self._facts(page, child, teller, now):
            if text:
                self.add(Passage(title, text))

    def _facts(
        self, page: CasePage, child: Child, teller: Teller, now: datetime
    ) -> tuple[tuple[str, str], ...]:
        concern = page.file.sheet(SheetCode.CONCERN)
        noted = concern.content if concern else {}
        sex = teller.code("SEX", child.sex) if child.sex else ""
        told = ", ".join(filter(None, (sex, _age(child, now))))
        return (
            ("", told),
            (_("Nom d'usage"), child.usual_name),
            (_("Né ou née"), birth(Birth.parse(child.birth)) if child.birth else ""),
            (_("Commune"), child.commune),
            (_("Où, à la transmission"), str(noted.get("where_now") or "")),
            (_("Contact sûr"), str(noted.get("safe_contact") or _("non noté"))),
        )


def _age(child: Child, now: datetime) -> str:
    age = child.age_on(local(now).date())
    return "" if age is None else ngettext("%(n)d an", "%(n)d ans", age) % {"n": age}
