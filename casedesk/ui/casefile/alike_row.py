"""One other case that may be of the same child: who, how old, where, and why."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from casedesk.circuit.apart import LikelyRow
from casedesk.circuit.dates import Birth, local
from casedesk.circuit.duplicates import Judgement
from casedesk.circuit.stages import Stage
from casedesk.i18n import _, ngettext
from casedesk.i18n.formats import apart, isolate
from casedesk.i18n.labels import label
from casedesk.ui import theme
from casedesk.ui.casefile.answers import Teller
from casedesk.ui.widgets.flow import Flow
from casedesk.ui.widgets.layout import paragraph
from casedesk.ui.workspace import Tools


class AlikeRow(QWidget):
    """What is known of it in two or three lines, and under it the buttons given.

    Of a case that is somebody else's, number and owner only.
    """

    def __init__(
        self, tools: Tools, row: LikelyRow, *buttons: QWidget, why: bool = True
    ) -> None:
        super().__init__()
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(4)
        for line in _lines(tools, row, why=why):
            down.addWidget(line)
        if buttons:
            offered = QWidget()
            flow = Flow(offered)
            for each in buttons:
                each.setAccessibleDescription(row.number)
                flow.addWidget(each)
            down.addWidget(offered)


def why_alike(judgement: Judgement) -> str:
    """`Mêmes consonnes, même commune. Mais communes différentes.`"""
    reasons = _(", ").join(label(each) for each in judgement.reasons)
    told = [_("%(reasons)s.") % {"reasons": _sentence(reasons)}] if reasons else []
    if judgement.against:
        but = _(", ").join(label(each) for each in judgement.against)
        told.append(_("Mais : %(against)s.") % {"against": but})
    return " ".join(told)


def named(row: LikelyRow) -> str:
    """In each script it is known in; what one is called comes last."""
    names = list(row.names)
    if row.usual_name:
        usual = _("dit ou dite %(name)s") % {"name": isolate(row.usual_name)}
        names.append(usual)
    return apart(names) or _("Nom inconnu.")


def _lines(tools: Tools, row: LikelyRow, *, why: bool) -> list[QWidget]:
    teller = Teller.of(tools)
    if not row.visible:
        told = _(
            "Le dossier %(number)s concerne peut-être le même enfant. En parler avec "
            "%(owner)s, qui en est responsable."
        )
        words = {"number": isolate(row.number), "owner": teller.person(row.owner)}
        return [paragraph(told % words)]
    lines: list[QWidget] = [
        theme.look(paragraph(named(row)), "strong"),
        paragraph(_facts(tools, row, teller), muted=True),
    ]
    if why:
        lines.append(paragraph(why_alike(row.judgement)))
        if row.stage is Stage.CLOSED:
            over = _("Ce dossier est clos : le rouvrir d'abord, s'il doit continuer.")
            lines.append(paragraph(over, muted=True))
    return lines


def _facts(tools: Tools, row: LikelyRow, teller: Teller) -> str:
    sex = teller.code("SEX", row.sex) if row.sex else ""
    stage = label(row.stage) if row.stage else ""
    parts = (isolate(row.number), sex, _age(tools, row), isolate(row.commune), stage)
    return " · ".join(filter(None, parts))


def _age(tools: Tools, row: LikelyRow) -> str:
    if not row.birth:
        return ""
    n = Birth.parse(row.birth).age_on(local(tools.clock()).date())
    return ngettext("%(n)d an", "%(n)d ans", n) % {"n": n}


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]
