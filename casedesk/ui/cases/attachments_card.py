"""What was brought for a case: the list, and the way to one more."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtWidgets import QVBoxLayout, QWidget

from casedesk.circuit.attachment import Attachment
from casedesk.circuit.dates import local
from casedesk.circuit.rights import Right
from casedesk.i18n import _
from casedesk.i18n.formats import file_size, isolate, moment, near_moment
from casedesk.i18n.labels import label
from casedesk.ui import theme
from casedesk.ui.casefile.answers import Teller
from casedesk.ui.widgets.buttons import link, secondary
from casedesk.ui.widgets.layout import Card, Row, paragraph, rule
from casedesk.ui.workspace import Tools


class AttachmentsCard(Card):
    """`look` is given the one to look at, `add` asks for another."""

    def __init__(
        self,
        tools: Tools,
        found: tuple[Attachment, ...],
        teller: Teller,
        look: Callable[[Attachment], None],
        add: Callable[[], None],
    ) -> None:
        super().__init__(_("Pièces jointes"))
        self._look = look
        now = tools.clock()
        if not found:
            self.add(paragraph(_("Aucune pour l'instant."), muted=True))
        for number, each in enumerate(found):
            if number:
                self.add(rule())
            self.add(self._part(each, teller, now))
        if tools.desk.actor.may(Right.ATTACH):
            warning = _(
                "Ne pas photographier l'enfant. Aucune image intime ne se garde ici : "
                "remettre l'appareil à la police, sans copier ni envoyer l'image."
            )
            button = secondary(_("Ajouter une pièce"), add, icon="plus")
            self.add(button, theme.look(paragraph(warning), "small"))

    def _part(self, each: Attachment, teller: Teller, now: datetime) -> QWidget:
        part = QWidget()
        down = QVBoxLayout(part)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(2)
        down.addWidget(theme.look(paragraph(each.label), "strong"))
        this_year = local(each.added_at).year == local(now).year
        when = near_moment(each.added_at) if this_year else moment(each.added_at)
        what = label(each.kind), file_size(each.size)
        down.addWidget(paragraph(" · ".join(what), muted=True))
        by = _("Ajouté par %(who)s le %(when)s")
        who = {"who": isolate(teller.person(each.author)), "when": when}
        down.addWidget(paragraph(by % who, muted=True))
        if each.note:
            down.addWidget(paragraph(each.note))
        look = link(_("Regarder"), lambda: self._look(each))
        look.setAccessibleDescription(each.label)
        down.addWidget(Row(look, gap=4))
        return part
