"""A sheet without answers, to be filled in by hand: every question, room to write.

Nothing on it comes from any case but its number, when it is printed for one. The code
brings the sheet back to where it belongs.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from casedesk.circuit.codes import Label
from casedesk.circuit.paper import BlankPaper
from casedesk.circuit.sheet import Field, FieldType, Section, SheetCode
from casedesk.forms.bilingual import (
    Together,
    Version,
    columns,
    joined,
    pair,
    versions,
)
from casedesk.forms.block import (
    Apart,
    Block,
    NewPage,
    Row,
    Rule,
    Setting,
    Space,
    Stack,
    Whole,
)
from casedesk.forms.coupon import Scanned, Tick
from casedesk.forms.head import (
    Particular,
    letterhead,
    particulars,
    printed_at,
    signed,
    title,
)
from casedesk.forms.look import Look
from casedesk.forms.pen import GREY, MM, TEXT_WIDTH, Pen
from casedesk.forms.values import FOR_THE_CHILD
from casedesk.i18n.formats import headed, isolate

ABOUT_PAPER = "paper"  # the section on what was on paper first: this is that paper
SIZE = 9.4
_LINE = 7.8 * MM  # from one line of handwriting to the next
_LINES = 3  # in a box for paragraphs
_WIDE = frozenset({"words", "register_account"})  # somebody's very words: more room
_MOST_LINES = 7
_ROWS = 4  # of a table to be filled in
_SIGNING = 22 * MM
_SCANNED = 15 * MM
_UNITS = 6
_SHORT = frozenset({FieldType.INTEGER, FieldType.DATE, FieldType.BIRTH})
_HALF = frozenset({FieldType.NAME, FieldType.PERSON, FieldType.AUTO})


@dataclass(frozen=True, slots=True)
class Lines:
    """Rules to write on, one under the other."""

    count: int

    def height(self, width: float) -> float:
        return self.count * _LINE

    def split(self, width: float, room: float) -> tuple[Block, Block] | None:
        fitting = int(room / _LINE)
        if fitting < 1 or fitting >= self.count:
            return None
        return Lines(fitting), Lines(self.count - fitting)

    def draw(self, pen: Pen, x: float, y: float, width: float) -> None:
        for at in range(1, self.count + 1):
            pen.rule(x, y + at * _LINE, width, weight=0.5)


@dataclass(frozen=True, slots=True)
class _Writer:
    """Sets the questions of one blank sheet in its one language, or in both."""

    sides: tuple[Version, ...]

    @property
    def look(self) -> Look:
        return self.sides[0].look

    def beside(self, texts: Sequence[str], size: float, *, bold: bool = False) -> Block:
        """One text in each language, from either side."""
        told = zip(self.sides, texts, strict=True)
        said = [each.look.set(text, size, bold=bold) for each, text in told]
        return pair(said, self.look.rtl)

    def labels(self, label: Label) -> list[str]:
        return [label.in_language(each.look.language) for each in self.sides]

    def words(self, message: str) -> list[str]:
        """A word of the program, in the language or languages of the sheet."""
        return [each.look.words.gettext(message) for each in self.sides]

    def section(self, section: Section) -> Block:
        title = self.beside(self.labels(section.title), self.look.body + 1, bold=True)
        ruled = Whole((title, Rule(above=0.5, below=4, weight=0.6, grey=GREY)))
        rows = self._rows(section.fields)
        return Stack((ruled, *rows), titled=True)

    def _rows(self, fields: Sequence[Field]) -> Iterator[Block]:
        """Short questions side by side, long ones over the whole width."""
        waiting: list[Field] = []
        for each in fields:
            if waiting and (
                _units(each) != _units(waiting[0])
                or len(waiting) * _units(each) >= _UNITS
            ):
                yield from self._beside_each_other(waiting)
                waiting = []
            waiting.append(each)
        if waiting:
            yield from self._beside_each_other(waiting)

    def _beside_each_other(self, fields: Sequence[Field]) -> Iterator[Block]:
        if len(fields) == 1 and _units(fields[0]) == _UNITS:
            yield self.question(fields[0])
        else:
            places = _UNITS // _units(fields[0])
            empty = [Space(0)] * (places - len(fields))
            blocks = (*map(self.question, fields), *empty)
            yield Row(blocks, (1,) * places, self.look.rtl)
        yield Space(5)

    def question(self, asked: Field) -> Block:
        label = self.beside(self._asked(asked), self.look.body * 0.92)
        match asked.type:
            case FieldType.SIGNATURE:
                return Apart(label, Setting.BOX, self.look.rtl, least=_SIGNING)
            case FieldType.LONG:
                count = _MOST_LINES if asked.key in _WIDE else _LINES
                return Stack((label, Lines(count)), titled=True)
            case FieldType.CODE | FieldType.CODES:
                return self._asking(label, self._ticks(self._options(asked)))
            case FieldType.YES_NO | FieldType.YES_NO_UNKNOWN:
                return self._asking(label, self._ticks(self._yes_no(asked)))
            case FieldType.MOMENT:
                return Whole((label, self._moment()))
            case FieldType.ROWS:
                return self._table(asked, label)
            case FieldType.AUTO if asked.key == FOR_THE_CHILD:
                return Stack((label, Space(4), self._read_out(asked.help)))
            case _:
                return Whole((label, Lines(1)))

    def _read_out(self, told: Label) -> Block:
        """What is read with a child, from a sheet filled in by hand as well."""
        said = zip(self.sides, self.labels(told), strict=True)
        sides = [
            Stack(tuple(each.look.set(line) for line in text.split("\n") if line))
            for each, text in said
        ]
        return columns(sides, self.look.rtl)

    def _asking(self, label: Block, ticks: Block) -> Block:
        """A question, on one page with the first of its boxes."""
        return Stack((Whole((label, Space(2))), ticks), titled=True)

    def _asked(self, asked: Field) -> list[str]:
        told = self.labels(asked.label)
        if asked.type is FieldType.CODES:
            more = self.words(_several())
        elif asked.shown_when:
            more = self.words(_if_any())
        else:
            return told
        return [f"{one} ({two})" for one, two in zip(told, more, strict=True)]

    def _options(self, asked: Field) -> list[str]:
        codes = self.sides[0].paper.codes.options(asked.list)
        return [joined(self.labels(each.label)) for each in codes]

    def _yes_no(self, asked: Field) -> list[str]:
        _ = _marked
        told = [_("Oui"), _("Non")]
        if asked.type is FieldType.YES_NO_UNKNOWN:
            told.append(_("Ne sait pas"))
        return [joined(self.words(each)) for each in told]

    def _small(self, texts: Sequence[str]) -> Block:
        told = zip(self.sides, texts, strict=True)
        said = tuple(each.look.label(text) for each, text in told)
        return Together(said, self.look.rtl)

    def _ticks(self, options: Sequence[str]) -> Block:
        """As many beside each other as their words leave room for."""
        size = self.look.body * 0.86
        widest = max(self.look.set(each, size).natural_width() for each in options)
        places = min(max(int(TEXT_WIDTH / (widest + 22)), 1), 5, len(options))
        rows: list[Block] = []
        for at in range(0, len(options), places):
            ticks = [
                Tick(self.look.set(each, size), self.look.rtl)
                for each in options[at : at + places]
            ]
            empty = [Space(0)] * (places - len(ticks))
            rows += [Row((*ticks, *empty), (1,) * places, self.look.rtl), Space(3)]
        return Stack(tuple(rows[:-1]))

    def _moment(self) -> Block:
        """`__/__/____ à __ h __`, and how sure one is."""
        _ = _marked
        sure = [
            Tick(self.look.set(each, self.look.body * 0.86), self.look.rtl)
            for each in map(
                joined,
                map(
                    self.words,
                    (_("précisément"), _("à peu près"), _("moment inconnu")),
                ),
            )
        ]
        day, hour = (self._small(self.words(each)) for each in (_("Date"), _("Heure")))
        spaced = [Stack((Space(_LINE * 0.5), each)) for each in sure]
        written = (Stack((day, Lines(1))), Stack((hour, Lines(1))))
        return Row((*written, *spaced), (3, 2, 2, 2, 3), self.look.rtl)

    def _table(self, asked: Field, label: Block) -> Block:
        """Its columns with room for a few rows; what a column may say stands below."""
        heads = [self._small(self.labels(column.label)) for column in asked.columns]
        shares = tuple(
            2.0 if column.type is FieldType.LONG else 1.0 for column in asked.columns
        )
        empty = Row(tuple(Lines(1) for _ in heads), shares, self.look.rtl)
        lists = [
            self.look.label(
                headed(
                    joined(self.labels(column.label)),
                    " / ".join(map(isolate, self._options(column))),
                    self.look.language,
                )
            )
            for column in asked.columns
            if column.list
        ]
        lines: list[Block] = [empty] * _ROWS
        head = Whole((label, Space(2), Row(tuple(heads), shares, self.look.rtl)))
        return Stack((head, *lines, Space(2), *lists), titled=True)


def body(blank: BlankPaper, look: Look) -> list[Block]:
    """Every question in the order of its declaration; on F-A also how to listen."""
    writer = _Writer(versions(blank.paper, look))
    found: list[Block] = []
    for section in blank.paper.sheet.sections:
        if section.key == ABOUT_PAPER:
            continue
        if section.separate_page:
            found.append(NewPage())
        found += [writer.section(section), Space(look.body * 0.6)]
    if blank.paper.sheet.code is SheetCode.CONCERN:
        found += [NewPage(), *_guidance(writer)]
    return found


def opening(blank: BlankPaper, look: Look, which: str) -> Block:
    """The head of the first page: which sheet it is, and its code."""
    sides = versions(blank.paper, look)
    told = Stack(
        (
            title(sides, 14),
            Rule(above=3, below=4, weight=0.8, grey=0),
            particulars(
                sides, partial(_particulars, blank.code, which), (2.4, 2.6, 3.4, 0.8)
            ),
            Space(3),
            *(each.look.label(each.look.words.gettext(_how_to())) for each in sides),
        )
    )
    beside = Row((told, Scanned(blank.code, _SCANNED)), (5.2, 1), look.rtl)
    return Stack((letterhead(signed(sides)), Space(8), beside, Rule(below=6)))


def _particulars(code: str, which: str, side: Version) -> list[Particular]:
    _ = side.look.words.gettext
    paper = side.paper
    by = _("par\u00a0: %(role)s") % {"role": isolate(paper.printed_by)}
    number = (paper.case_number,) if paper.case_number else (" ", _dots())
    return [
        (_("Dossier"), *number),
        (_("Fiche vierge"), code),
        (_("Imprimée le"), printed_at(paper), by),
        (_("Page"), which),
    ]


def _guidance(writer: _Writer) -> Iterator[Block]:
    """Domain §3.a, in our own words."""
    look = writer.look
    heading, *told = _listening()
    yield writer.beside(writer.words(heading), look.body + 3, bold=True)
    yield Rule(above=2, below=6, weight=0.6, grey=GREY)
    for each in told:
        said = [
            side.look.set(f"– {text}", look.body + 0.8)
            for side, text in zip(writer.sides, writer.words(each), strict=True)
        ]
        yield columns(said, look.rtl)
        yield Space(5)


def _units(asked: Field) -> int:
    if asked.key == FOR_THE_CHILD:
        return _UNITS
    if asked.type in _SHORT:
        return 2
    return 3 if asked.type in _HALF or asked.type is FieldType.SIGNATURE else _UNITS


def _marked(message: str) -> str:
    """Named `_` where it is used, so that the words are gathered; said later, in the
    languages of the sheet."""
    return message


def _dots() -> str:
    return "…………………"


def _several() -> str:
    _ = _marked
    return _("plusieurs réponses possibles")


def _if_any() -> str:
    _ = _marked
    return _("s'il y a lieu")


def _how_to() -> str:
    _ = _marked
    return _(
        "À remplir au stylo. De retour à l'association, saisir ce code dans casedesk "
        "pour joindre la fiche au bon dossier."
    )


def _listening() -> tuple[str, ...]:
    _ = _marked
    return (
        _("Écouter un enfant"),
        _("Rester calme, dans un lieu sûr, sans se presser."),
        _("Laisser l'enfant parler avec ses mots, dans sa langue."),
        _(
            "N'inviter à parler que par des questions ouvertes : « Raconte-moi », « Et "
            "après ? ». Jamais « Pourquoi ? » ; ne proposer ni nom, ni geste."
        ),
        _("Ne pas faire répéter."),
        _("Ne pas promettre le secret."),
        _("Dire qu'il a raison de parler, et que ce n'est pas sa faute."),
        _("Dire ce qui va se passer ensuite."),
        _("Noter le plus tôt possible, le jour même, mot pour mot."),
        _(
            "Ne pas examiner, ne pas photographier, ne pas enregistrer, ne pas "
            "confronter, ne pas appeler la famille avant d'avoir vu le référent."
        ),
    )
