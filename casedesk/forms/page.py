"""The frame of every printed page: who sends it, that it is confidential, which copy.

domain §3: association, name of the sheet, confidentiality, case, sheet number, time of
print, copy, addressee, page, by which role; at the foot what a stranger must do with
it, and the anchor code of the journal.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from casedesk.circuit.paper import Mark, Paper
from casedesk.forms.bilingual import looks, once, versions
from casedesk.forms.block import Block, NewPage, Rule, Space, Stack
from casedesk.forms.head import running_head
from casedesk.forms.look import Look
from casedesk.forms.pen import GREY, HEIGHT, MARGIN, MM, TEXT_WIDTH, Pen

TOP = 11 * MM
BOTTOM = 8 * MM
_CUT = 5 * MM  # from the foot over the dashed line to the coupon

Page = list[tuple[Block, float]]
"""Blocks, and how far below the head each begins."""

Opening = Callable[[str], Block]
"""The head of the first page, given which page it is of how many."""


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands around the text of one paper."""

    paper: Paper
    look: Look
    opening: Opening
    coupon: Block | None

    def pages(self, body: Sequence[Block]) -> list[Page]:
        """The text spread over pages; the last one has room for the whole coupon."""
        first, other = (self._room(self._head(number, 1)) for number in (1, 2))
        pages = flow(body, first, other)
        room = first if len(pages) == 1 else other
        if _used(pages[-1]) > room - self._coupon_takes():
            pages.append(_taken_along(pages[-1], other - self._coupon_takes()))
        return pages

    def draw(self, pen: Pen, pages: Sequence[Page]) -> None:
        for number, page in enumerate(pages, start=1):
            stamp(pen, self.paper.mark, looks(self.paper, self.look))
            head = self._head(number, len(pages))
            head.draw(pen, MARGIN, TOP, TEXT_WIDTH)
            top = TOP + head.height(TEXT_WIDTH)
            for block, below in page:
                block.draw(pen, MARGIN, top + below, TEXT_WIDTH)
            self._draw_foot(pen, last=number == len(pages))
            pen.next_page()

    def _head(self, number: int, count: int) -> Block:
        which = f"{number}/{count}"
        if number == 1:
            return self.opening(which)
        return running_head(self.paper, self.look, which)

    def _room(self, head: Block) -> float:
        taken = head.height(TEXT_WIDTH) + self._foot().height(TEXT_WIDTH)
        return HEIGHT - TOP - BOTTOM - taken

    def _coupon_takes(self) -> float:
        return self.coupon.height(TEXT_WIDTH) + _CUT if self.coupon else 0

    def _draw_foot(self, pen: Pen, *, last: bool) -> None:
        """The foot, above the coupon: it must not leave the sheet with it."""
        foot, bottom = self._foot(), HEIGHT - BOTTOM
        if self.coupon and last:
            bottom -= self.coupon.height(TEXT_WIDTH)
            self.coupon.draw(pen, MARGIN, bottom, TEXT_WIDTH)
            bottom -= _CUT
            pen.cut_here(bottom + _CUT / 2)
        foot.draw(pen, MARGIN, bottom - foot.height(TEXT_WIDTH), TEXT_WIDTH)

    def _foot(self) -> Block:
        blocks: list[Block] = [Rule(above=6, below=3)]
        for side in versions(self.paper, self.look):
            _ = side.look.words.gettext
            stranger = _(
                "À remettre en main propre ou sous pli fermé. Si vous recevez cette "
                "fiche par erreur, prévenez l'association sans la lire ni la diffuser."
            )
            blocks.append(side.look.set(stranger, 6.6, grey=GREY))
        if self.paper.anchor and self.paper.mark is not Mark.PREVIEW:
            blocks.append(self.look.answer(self.paper.anchor, 6.6, grey=GREY))
        return Stack(tuple(blocks))


def stamp(pen: Pen, mark: Mark, looks: Iterable[Look]) -> None:
    """Say across the page that it is no original, in each of its languages."""
    if mark is not Mark.ORIGINAL:
        pen.across(*once([_said(mark, look) for look in looks]))


def _said(mark: Mark, look: Look) -> str:
    _ = look.words.gettext
    return _("APERÇU") if mark is Mark.PREVIEW else _("SPECIMEN")


def flow(body: Sequence[Block], first: float, other: float) -> list[Page]:
    """Blocks set under each other, on as many pages as they need.

    `first` and `other` are the room on the first page and on those that follow.
    """
    pages: list[Page] = [[]]
    waiting, below = deque(body), 0.0
    while waiting:
        block = waiting.popleft()
        room = (first if len(pages) == 1 else other) - below
        here, rest = _parted(block, room, alone=not _written(pages[-1]))
        if here:
            pages[-1].append((here, below))
            below += here.height(TEXT_WIDTH)
        if rest:
            waiting.appendleft(rest)
            pages.append([])
            below = 0.0
    return pages


def _parted(
    block: Block, room: float, *, alone: bool
) -> tuple[Block | None, Block | None]:
    """What of a block goes on this page, and what on the next one."""
    if isinstance(block, NewPage):
        return (None, None) if alone else (None, Space(0))
    if block.height(TEXT_WIDTH) <= room:
        return block, None
    parts = block.split(TEXT_WIDTH, room)
    if parts:
        return parts
    return (block, None) if alone else (None, block)


def _taken_along(page: Page, room: float) -> Page:
    """The last block of a page, which its coupon takes with it: it is signed there.

    Nothing, where it is all that stands on its page, or too high for the next one.
    """
    written = _written(page)
    if len(written) < 2 or page[written[-1]][0].height(TEXT_WIDTH) > room:
        return []
    (block, _), *_spaces = page[written[-1] :]
    del page[written[-1] :]
    return [(block, 0.0)]


def _written(page: Page) -> list[int]:
    """Which blocks of a page are more than space."""
    return [at for at, (block, _) in enumerate(page) if not isinstance(block, Space)]


def _used(page: Page) -> float:
    return max((below + block.height(TEXT_WIDTH) for block, below in page), default=0)
