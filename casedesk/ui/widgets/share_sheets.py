"""Three sheets of paper that give a lost vault back: printed, then two typed back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from casedesk.circuit.errors import Refused, Trouble
from casedesk.circuit.keys import PaperShares, ShareGroup
from casedesk.circuit.paper import Certificate
from casedesk.i18n import _, current, on_paper
from casedesk.i18n.formats import local
from casedesk.i18n.labels import sentence
from casedesk.ui.printing import PrinterTray
from casedesk.ui.widgets import buttons
from casedesk.ui.widgets.field import Field
from casedesk.ui.widgets.layout import Card, Notice, Row, paragraph
from casedesk.ui.widgets.phrase import Phrase
from casedesk.ui.widgets.press import PaperWay
from casedesk.ui.widgets.text import CodeEdit
from casedesk.vault.errors import BadShare
from casedesk.vault.shares import set_id


class TypedShares(QWidget):
    """Two sheets as somebody copies them in; says what is wrong beside which."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sheets = [
            Field(
                told,
                CodeEdit(),
                hint=_hint(),
            )
            for told in (_("&Une feuille"), _("Une &autre feuille"))
        ]
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(12)
        for field in self._sheets:
            down.addWidget(field)
            field.box.textChanged.connect(partial(self._count, field))

    def start(self) -> None:
        self._sheets[0].box.setFocus()

    def typed(self) -> tuple[str, ...] | None:
        """Both sheets, or None: then the one that is not whole says so."""
        for field in self._sheets:
            field.settle()
            try:
                set_id(field.box.text())
            except BadShare as bad:
                field.complain(sentence(bad))
                field.box.setFocus()
                return None
        return tuple(field.box.text() for field in self._sheets)

    def complain(self, bad: BadShare) -> None:
        """What is wrong with the two together."""
        self._sheets[-1].complain(sentence(bad))
        self._sheets[-1].box.setFocus()

    def clear(self) -> None:
        for field in self._sheets:
            field.box.clear()
            field.settle()

    def _count(self, field: Field[CodeEdit], text: str) -> None:
        count = len(text.split())
        told = _("%(n)d mots sur 20") % {"n": count} if count else ""
        field.hint(
            told or _("20 mots. Les quatre premières lettres de chacun suffisent.")
        )


class ShareSheets(QWidget):
    """`confirmed()` once two of the sheets were typed back as they are.

    Nothing of it is kept: closing the page forgets the words. Without a printer each
    sheet can be copied by hand, one at a time. `paper` is asked for each time.
    """

    confirmed = Signal()

    def __init__(
        self,
        drawn: PaperShares,
        group: ShareGroup,
        paper: Callable[[], PaperWay],
        parent: QWidget | None = None,
        *,
        are_kept: bool = False,
    ) -> None:
        """`are_kept` by a page that shows the same ones again in another language."""
        super().__init__(parent)
        self._drawn, self._paper, self._are_kept = drawn, paper, are_kept
        self._is_printing = False
        self._by_hand: int | None = None
        self._holders = holders(group)
        self._group = group
        self._out: set[int] = set()
        self._notice = Notice("warning")
        self.words = Phrase()
        self.words.hide()
        self.typed = TypedShares()
        self.verify = buttons.primary(_("&Vérifier les deux feuilles"), self._on_verify)
        self._back = Card(_("Puis retaper deux des trois feuilles"))
        self._rows = [self._row(number) for number in range(len(drawn.shares))]
        self._lay_out()

    def _lay_out(self) -> None:
        sheets = Card(_("D'abord trois feuilles, pour trois personnes"))
        sheets.add(
            paragraph(
                _(
                    "Deux de ces feuilles rouvrent le coffre si une phrase de passe "
                    "est perdue ; une seule n'ouvre rien. Chacune va chez quelqu'un "
                    "d'autre."
                )
            ),
            *self._rows,
            self.words,
            self._notice,
        )
        self._back.add(
            paragraph(
                _("Pour être sûr qu'elles se lisent, en retaper deux."), muted=True
            ),
            self.typed,
            Row(self.verify),
        )
        self._back.setEnabled(False)
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(16)
        down.addWidget(sheets)
        down.addWidget(self._back)

    def _row(self, number: int) -> QWidget:
        told = {"n": number + 1, "who": self._holders[number]}
        out = buttons.secondary(
            _("Imprimer la feuille %(n)d") % told,
            partial(self._on_print, number),
            icon="printer",
        )
        by_hand = buttons.quiet(
            _("Recopier à la main"), partial(self.copy_by_hand, number), icon="pencil"
        )
        return Row(paragraph(_("Feuille %(n)d : %(who)s") % told), out, by_hand)

    def _on_print(self, number: int) -> None:
        self._notice.say("")
        self._is_printing = True
        way = self._paper()
        paper = share_paper(self._drawn.shares, number, self._group, way)
        way.jobs.run(
            partial(way.typesetter.certify, paper),
            partial(self._on_typeset, number, way.tray),
            self._on_failed,
            owner=self,
        )

    def _on_typeset(self, number: int, tray: PrinterTray, pdf: bytes) -> None:
        try:
            tray.print(pdf, 1, partial(self._on_paper, number))
        except (Refused, Trouble) as error:
            self._on_failed(error)

    def _on_paper(self, number: int, came_out: bool) -> None:
        self._is_printing = False
        if came_out:
            self._is_out(number)

    def must_stay(self) -> bool:
        """Sheets that were drawn are not drawn a second time."""
        return self._is_printing or not self._are_kept

    def carried(self) -> tuple[frozenset[int], int | None, bool]:
        """Which are out, which one is being copied, whether two may be typed back."""
        return frozenset(self._out), self._by_hand, self._back.isEnabled()

    def carry(self, state: tuple[frozenset[int], int | None, bool]) -> None:
        out, by_hand, may_be_typed = state
        if by_hand is not None:
            self.copy_by_hand(by_hand)
        self._out = set(out)
        self._back.setEnabled(may_be_typed)

    def copy_by_hand(self, number: int) -> None:
        """On the screen, for as long as it takes to write it down."""
        self._by_hand = number
        self.words.show_words(self._drawn.shares[number])
        self.words.show()
        self._is_out(number)

    def ask_again(self) -> None:
        """What was to follow did not: two typed back once more let it be tried."""
        self._back.setEnabled(True)

    def _is_out(self, number: int) -> None:
        self._out.add(number)
        if len(self._out) == len(self._rows):
            self._back.setEnabled(True)

    def _on_failed(self, error: Exception) -> None:
        self._is_printing = False
        if not isinstance(error, Refused | Trouble):
            raise error
        told = _("Sans imprimante, recopier chaque feuille à la main.")
        self._notice.say(f"{sentence(error)} {told}")

    def _on_verify(self) -> None:
        self._by_hand = None
        self.words.show_words("")
        self.words.hide()
        typed = self.typed.typed()
        if typed is None:
            return
        try:
            good = self._drawn.confirm(typed)
        except BadShare as bad:
            self.typed.complain(bad)
            return
        if not good:
            self.typed.complain(BadShare("other_set"))
            return
        self.typed.clear()
        self._back.setEnabled(False)
        self.confirmed.emit()


def _hint() -> str:
    return _("20 mots. Les quatre premières lettres de chacun suffisent.")


def holders(group: ShareGroup) -> tuple[str, str, str]:
    """Who keeps which sheet (security §0, §4.2): never the direction a circle's."""
    envelope = _("enveloppe scellée, hors du local")
    if group is ShareGroup.TEAM:
        return _("direction"), _("présidence"), envelope
    return _("présidence"), _("avocat ou fédération"), envelope


@on_paper()
def share_paper(
    shares: Sequence[str], number: int, group: ShareGroup, paper: PaperWay
) -> Certificate:
    """One sheet: its words, which of three it is, and what to do with it."""
    opens = (
        _("Le coffre : l'accueil de tous et les dossiers de l'équipe")
        if group is ShareGroup.TEAM
        else _("Les cercles restreints, et eux seuls")
    )
    facts = (
        (_("Feuille"), _("%(n)d sur 3") % {"n": number + 1}),
        (_("À garder par"), holders(group)[number]),
        (_("Série"), set_id(shares[number])),
        (_("Avec une autre feuille de la série, ouvre"), opens),
    )
    return Certificate(
        title=_("Feuille de secours"),
        sender=paper.sender,
        language=current(),
        printed_at=local(paper.clock()),
        printed_by=paper.printed_by,
        mark=paper.mark,
        facts=facts,
        paragraphs=(
            _(
                "Deux feuilles de la même série rouvrent le coffre quand une phrase de "
                "passe est perdue. Une feuille seule n'ouvre rien."
            ),
            _(
                "La ranger sous clé, loin de l'ordinateur et des deux autres. Ne pas "
                "la photographier, ne pas la copier. Si elle est perdue, ou vue, le "
                "dire à la direction : une nouvelle série remplace celle-ci."
            ),
        ),
        words=shares[number],
    )
