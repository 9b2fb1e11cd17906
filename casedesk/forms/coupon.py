"""The return coupon: what the addressee tears off, fills in and sends back.

domain §3.i. It carries no name, only references and a code that opens the referral
when it is typed or scanned. It speaks both languages: who answers is not who reads.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from casedesk.circuit.paper import Mark, Paper
from casedesk.circuit.paper_language import side_by_side
from casedesk.forms.bilingual import pair
from casedesk.forms.block import Apart, Block, Row, Setting, Space, Stack
from casedesk.forms.look import Look
from casedesk.forms.pen import GREY, MM, Pen
from casedesk.forms.values import printable
from casedesk.i18n import Words
from casedesk.i18n.formats import isolate

_GAP = 1.5 * MM
_LINE = 9.4 * MM  # a box to write one line in
_STAMP = 20.85 * MM
_SCANNED = 20 * MM  # the width of the QR code: 21 modules
_QUIET = 3.8 * MM  # what must stay white around it: four modules


def coupon(paper: Paper, look: Look) -> Block | None:
    """The coupon, or nothing where nothing comes back; a preview shows its place."""
    if not paper.sheet.addressees:
        return None
    whole = _Coupon(paper, look).block()
    if paper.mark is Mark.PREVIEW:
        return _Place(whole, look)
    return whole if paper.coupon else None


@dataclass(frozen=True, slots=True)
class _Coupon:
    paper: Paper
    look: Look

    def block(self) -> Block:
        row = Row((self._questions(), self._code()), (4.5, 1), self.look.rtl, gap=_GAP)
        references = [_reference(self.paper, each) for each in self._sides]
        return Stack((self._title(), *references, Space(_GAP), row))

    @property
    def _sides(self) -> tuple[Look, Look]:
        """The paper's own language, or the one that leads, then the other one."""
        _, other = side_by_side(self.look.language)
        return self.look, self.look.speaking(other)

    def _title(self) -> Block:
        titles = [
            look.set(
                look.words.gettext("Coupon de retour – à renvoyer à l'association"),
                10.5,
                bold=True,
            )
            for look in self._sides
        ]
        return pair(titles, self.look.rtl)

    def _questions(self) -> Block:
        here, there = (_asked(look.words) for look in self._sides)
        asked = zip(here, there, strict=True)
        boxes = [self._box(self._labels(each)) for each in asked]
        lines: list[Block] = [self._beside(boxes[:2], (3, 2)), Space(_GAP)]
        lines += [self._answers(), Space(_GAP)]
        for at in (2, 4, 6):
            lines += [self._beside(boxes[at : at + 2], (1, 1)), Space(_GAP)]
        return Stack(tuple(lines[:-1]))

    def _answers(self) -> Block:
        asked = [look.words.gettext("Suite donnée") for look in self._sides]
        options = (_answers(look.words) for look in self._sides)
        ticks = [
            Tick(
                Stack(
                    (self.look.set(one, 7.2), self.look.answer(other, 6.2, grey=GREY))
                ),
                self.look.rtl,
            )
            for one, other in zip(*options, strict=True)
        ]
        row = Row(tuple(ticks), (4, 4, 4, 5, 4.4), self.look.rtl, gap=4)
        return self._box(Stack((self._labels(asked), Space(1.5), row)))

    def _code(self) -> Block:
        stamps = tuple(
            look.set(
                look.words.gettext("Signature et cachet"),
                6.2,
                grey=GREY,
                align="centre",
            )
            for look in self._sides
        )
        return Stack(
            (
                Scanned(self.paper.coupon),
                self.look.answer(self.paper.coupon, 11.5, bold=True, align="centre"),
                Space(_GAP),
                Apart(Stack(stamps), Setting.BOX, self.look.rtl, least=_STAMP),
            )
        )

    def _beside(self, boxes: list[Block], shares: tuple[float, float]) -> Block:
        return Row(tuple(boxes), shares, self.look.rtl, gap=_GAP)

    def _box(self, inner: Block) -> Block:
        return Apart(inner, Setting.BOX, self.look.rtl, padding=4, least=_LINE)

    def _labels(self, texts: Sequence[str]) -> Block:
        told = zip(self._sides, texts, strict=True)
        return pair(
            [look.set(text, 6.2, grey=GREY) for look, text in told], self.look.rtl
        )


def _reference(paper: Paper, look: Look) -> Block:
    _ = look.words.gettext
    told = _(
        "%(association)s · Fiche n° %(sheet)s · Dossier %(case)s · "
        "Ne pas y écrire le nom de l'enfant."
    )
    known = {
        "association": isolate(printable(paper.sender.name)),
        "sheet": isolate(paper.sheet_number),
        "case": isolate(paper.case_number),
    }
    return look.set(told % known, 7.4, grey=GREY)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where the coupon will be, as high as the coupon itself."""

    coupon: Block
    look: Look

    def height(self, width: float) -> float:
        return self.coupon.height(width)

    def split(self, width: float, room: float) -> tuple[Block, Block] | None:
        return None

    def draw(self, pen: Pen, x: float, y: float, width: float) -> None:
        _ = self.look.words.gettext
        note = _("À l'impression, le coupon de retour prendra cette place.")
        height = self.height(width)
        pen.box(x, y, width, height)
        shown = self.look.set(note, 9, grey=GREY, align="centre")
        shown.draw(pen, x, y + height / 2 - 9, width)


@dataclass(frozen=True, slots=True)
class Scanned:
    """A QR code in the middle of white."""

    text: str
    side: float = _SCANNED

    def height(self, width: float) -> float:
        return self.side + 2 * _QUIET

    def split(self, width: float, room: float) -> tuple[Block, Block] | None:
        return None

    def draw(self, pen: Pen, x: float, y: float, width: float) -> None:
        pen.code_to_scan(self.text, x + (width - self.side) / 2, y + _QUIET, self.side)


@dataclass(frozen=True, slots=True)
class Tick:
    """A square to tick, beside what it means."""

    block: Block
    rtl: bool
    side: float = 2.6 * MM

    def height(self, width: float) -> float:
        return self.block.height(width - self._taken)

    def split(self, width: float, room: float) -> tuple[Block, Block] | None:
        return None

    def draw(self, pen: Pen, x: float, y: float, width: float) -> None:
        square = x + width - self.side if self.rtl else x
        pen.box(square, y + 1.5, self.side, self.side, grey=GREY)
        text = x if self.rtl else x + self._taken
        self.block.draw(pen, text, y, width - self._taken)

    @property
    def _taken(self) -> float:
        return self.side + 3


def _asked(say: Words) -> tuple[str, ...]:
    _ = say.gettext
    return (
        _("Service qui répond, fonction du signataire"),
        _("Fiche reçue le"),
        _("Référent désigné (fonction), tél."),
        _("Prochaine étape, rendez-vous"),
        _("Information complémentaire demandée"),
        _("Parquet, police\u00a0: n° d'enregistrement ou de PV"),
        _("Fin d'intervention\u00a0: date, motif"),
        _("Observations non confidentielles"),
    )


def _answers(say: Words) -> tuple[str, ...]:
    _ = say.gettext
    return (
        _("Pris en charge"),
        _("En évaluation"),
        _("Déjà suivi"),
        _("Réorienté vers"),
        _("Refusé (motif)"),
    )
