"""Those around the child: household, guardians and what to do about each, siblings."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from casedesk.circuit.commands.family import CopyHousehold
from casedesk.circuit.consent import Counsel, counsel
from casedesk.circuit.dates import Birth, local
from casedesk.circuit.errors import Refused, Trouble
from casedesk.circuit.family import NO, YES, Asked, Relative
from casedesk.circuit.queries import CasePage
from casedesk.circuit.rights import Right
from casedesk.i18n import _, ngettext
from casedesk.i18n.formats import headed, isolate
from casedesk.i18n.labels import label
from casedesk.ui import theme
from casedesk.ui.casefile.answers import Teller
from casedesk.ui.navigation import AllegedPlace, AroundPlace, CasePlace
from casedesk.ui.refusals import tell
from casedesk.ui.widgets.buttons import link, secondary
from casedesk.ui.widgets.layout import Card, Notice, Row, paragraph, rule
from casedesk.ui.workspace import Tools


class HouseholdCard(Card):
    """`told` once a household was taken over into another case."""

    told = Signal(str)

    def __init__(
        self,
        tools: Tools,
        page: CasePage,
        teller: Teller,
        now: datetime,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(_("Foyer, représentants, fratrie"), parent)
        self._tools, self._page = tools, page
        self._teller, self._now = teller, now
        self._may = tools.desk.actor.may
        self.notice = Notice("warning")
        if not page.relatives:
            self.add(paragraph(_("Personne n'est noté."), muted=True))
        for number, each in enumerate(page.relatives):
            if number:
                self.add(rule())
            self.add(self._part(each))
        self.add(self.notice)
        self._offer()

    def _offer(self) -> None:
        case, tools = self._page.case.id, self._tools
        if self._may(Right.ASSESS):
            new = AroundPlace(case, Asked.RELATIVE)
            self.add(Row(link(_("Ajouter une personne…"), lambda: tools.go_to(new))))
        if self._may(Right.SEE_AUTHORS):
            box = AllegedPlace(case)
            self.add(Row(link(_("Encadré réservé…"), lambda: tools.go_to(box))))

    def _part(self, each: Relative) -> QWidget:
        part = QWidget()
        down = QVBoxLayout(part)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(2)
        down.addWidget(theme.look(paragraph(self._who(each)), "strong"))
        for line in (*_names(each), self._situation(each), *self._caution(each)):
            if line:
                down.addWidget(paragraph(line, muted=True))
        for row in self._links(each):
            down.addWidget(row)
        return part

    def _who(self, each: Relative) -> str:
        relation = self._teller.code("KIN", each.relation)
        if each.relation_detail:
            relation = f"{relation} ({isolate(each.relation_detail)})"
        if each.represents and each.title:
            title = self._teller.code("LEGALREP", each.title)
            if title == relation:
                return _("%(relation)s, représente légalement l'enfant") % {
                    "relation": relation
                }
            return _("%(relation)s, représentant légal : %(title)s") % {
                "relation": relation,
                "title": title.lower(),
            }
        return relation

    def _situation(self, each: Relative) -> str:
        home = {YES: _("vit avec l'enfant"), NO: _("vit ailleurs")}.get(each.at_home)
        copied = ""
        if each.copied_from:
            copied = _("repris du dossier %(number)s, à relire") % {
                "number": isolate(each.copied_from)
            }
        return " · ".join(filter(None, (self._age(each), home, copied)))

    def _age(self, each: Relative) -> str:
        if not each.birth:
            return ""
        n = Birth.parse(each.birth).age_on(local(self._now).date())
        return ngettext("%(n)d an", "%(n)d ans", n) % {"n": n}

    def _caution(self, each: Relative) -> tuple[str, ...]:
        """How to reach a guardian is not shown of one whom nobody may reach."""
        consents = self._page.consents
        if not each.represents:
            warned = each.is_implicated(consents.links)
            return (label(Counsel.MUST_NOT),) if warned else ()
        advice = counsel(consents, each)
        if advice is Counsel.MUST_NOT:
            return (label(advice),)
        return (label(advice), self._reached(each), self._informed(each))

    def _reached(self, each: Relative) -> str:
        if not each.reach:
            return ""
        told = self._teller.code("CONTACTABLE", each.reach)
        detail = isolate(each.reach_detail)
        return headed(told, detail) if each.reach_detail else told

    def _informed(self, each: Relative) -> str:
        if each.informed == YES:
            return _("Informé ou informée")
        if each.informed == NO and each.not_informed:
            why = self._teller.code("INFORM_REASON", each.not_informed).lower()
            return _("Pas informé ou informée : %(why)s") % {"why": why}
        return ""

    def _links(self, each: Relative) -> list[QWidget]:
        tools, case = self._tools, self._page.case.id
        rows: list[QWidget] = []
        number = self._page.own_numbers.get(each.own_case)
        if number is not None:
            own = CasePlace(each.own_case)
            told = _("Son dossier : %(number)s") % {"number": number}
            rows.append(Row(link(told, lambda: tools.go_to(own))))
            if self._may(Right.SEE_ALL_CASES):
                copy = _("Y reprendre ce foyer")
                rows.append(Row(link(copy, lambda: self._copy(each.id))))
        if not self._may(Right.ASSESS):
            return rows
        if each.is_child and each.at_risk == YES and not each.own_case:
            opens = AroundPlace(case, Asked.SIBLING, each.id)
            button = secondary(
                _("Ouvrir son dossier"),
                lambda: tools.go_to(opens),
                icon="folder-plus",
            )
            rows.append(Row(button))
        corrects = AroundPlace(case, Asked.RELATIVE, each.id)
        correct = link(_("Corriger"), lambda: tools.go_to(corrects))
        correct.setAccessibleDescription(self._who(each))
        rows.append(Row(correct))
        return rows

    def _copy(self, relative: str) -> None:
        self.notice.say("")
        try:
            n = self._tools.desk.do(CopyHousehold(self._page.case.id, relative))
        except (Refused, Trouble) as error:
            tell(error, self.notice)
        else:
            words = ngettext(
                "%(n)d personne reprise dans l'autre dossier, à y relire.",
                "%(n)d personnes reprises dans l'autre dossier, à y relire.",
                n,
            )
            self.told.emit(words % {"n": n})


def _names(each: Relative) -> list[str]:
    names = (
        f"{each.given_latin} {each.family_latin}".strip(),
        f"{each.given_arabic} {each.family_arabic}".strip(),
    )
    return [name for name in names if name]
