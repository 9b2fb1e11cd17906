"""The child as known, in both scripts, and how to reach the family safely."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtWidgets import QWidget

from casedesk.circuit.case import Child
from casedesk.circuit.dates import Birth, local
from casedesk.circuit.family import YES, Asked
from casedesk.circuit.queries import CasePage
from casedesk.circuit.rights import Right
from casedesk.circuit.sheet import SheetCode
from casedesk.i18n import _, ngettext
from casedesk.i18n.formats import birth, listed, near_moment
from casedesk.ui import theme
from casedesk.ui.casefile.answers import Teller
from casedesk.ui.casefile.passage import Passage
from casedesk.ui.navigation import AroundPlace
from casedesk.ui.widgets.buttons import link
from casedesk.ui.widgets.flow import Flow
from casedesk.ui.widgets.layout import Card, leading, paragraph
from casedesk.ui.workspace import Tools


class ChildCard(Card):
    """What one must know before calling anybody."""

    def __init__(
        self,
        tools: Tools,
        page: CasePage,
        teller: Teller,
        now: datetime,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(_("Enfant et foyer"), parent)
        child = page.child
        for name in _names(child):
            self.add(leading(theme.look(paragraph(name), "strong")))
        if not _names(child):
            self.add(paragraph(_("Nom inconnu."), muted=True))
        if child.unaccompanied == YES:
            self.add(paragraph(_unaccompanied()))
        for title, text in (*_facts(child, teller, now), *_whom_to_call(tools, page)):
            if text:
                self.add(Passage(title, text))
        if tools.desk.actor.may(Right.ASSESS):
            self._offer(tools, page)

    def _offer(self, tools: Tools, page: CasePage) -> None:
        correct = AroundPlace(page.case.id, Asked.CHILD)
        contact = AroundPlace(page.case.id, Asked.SAFE_CONTACT)
        ways = QWidget()
        flow = Flow(ways)
        flow.addWidget(link(_("Préciser…"), lambda: tools.go_to(correct)))
        flow.addWidget(link(_("Noter un contact sûr…"), lambda: tools.go_to(contact)))
        self.add(ways)


def _names(child: Child) -> list[str]:
    names = (
        f"{child.given_latin} {child.family_latin}".strip(),
        f"{child.given_arabic} {child.family_arabic}".strip(),
    )
    return [each for each in names if each]


def _unaccompanied() -> str:
    return _(
        "Sans représentant légal : le procureur doit le savoir, pour que quelqu'un "
        "représente l'enfant."
    )


def _facts(child: Child, teller: Teller, now: datetime) -> tuple[tuple[str, str], ...]:
    sex = teller.code("SEX", child.sex) if child.sex else ""
    told = listed((sex, _age(child, now)))
    living = teller.code("LIVING", child.living) if child.living else ""
    title = teller.code("CARE_TITLE", child.care_title) if child.care_title else ""
    disabilities = (teller.code("DISAB", each) for each in child.disabilities)
    needs = (child.communication, child.place_needs, child.support_person)
    return (
        ("", told),
        (_("Nom d'usage"), child.usual_name),
        (_("Né ou née"), birth(Birth.parse(child.birth)) if child.birth else ""),
        (_("Commune"), child.commune),
        (_("Vit"), living),
        (_("Titre de la prise en charge"), _joined(title, child.care_detail)),
        (_("Pour bien l'accueillir"), _joined(*disabilities, *needs)),
    )


def _whom_to_call(tools: Tools, page: CasePage) -> tuple[tuple[str, str], ...]:
    """The latest contact that was noted; before there is one, what F-A says."""
    concern = page.file.sheet(SheetCode.CONCERN)
    noted = concern.content if concern else {}
    where = (_("Où, à la transmission"), str(noted.get("where_now") or ""))
    if page.safe_contacts:
        latest = page.safe_contacts[-1]
        asked = tools.rules.asked[Asked.SAFE_CONTACT]
        title = _("Contact sûr, noté le %(when)s") % {
            "when": near_moment(latest.noted_at)
        }
        return where, (title, latest.told(asked, tools.rules.codes))
    return where, (_("Contact sûr"), str(noted.get("safe_contact") or _("non noté")))


def _joined(*parts: str) -> str:
    return " · ".join(filter(None, parts))


def _age(child: Child, now: datetime) -> str:
    age = child.age_on(local(now).date())
    return "" if age is None else ngettext("%(n)d an", "%(n)d ans", age) % {"n": age}
