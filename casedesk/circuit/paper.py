"""What a printed sheet shows: everything `forms` needs, and nothing it must look up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol

from casedesk.circuit.codes import CodeBook, Language
from casedesk.circuit.deadlines import Span
from casedesk.circuit.directory import Entry, Hotline, Organisation
from casedesk.circuit.followup import Followed
from casedesk.circuit.people import Role
from casedesk.circuit.retention import Closing
from casedesk.circuit.sheet import Content, Sheet
from casedesk.circuit.stages import Step


class Mark(StrEnum):
    """What kind of copy this is; only an original carries codes."""

    ORIGINAL = "original"
    PREVIEW = "preview"
    SPECIMEN = "specimen"  # an original of a training vault


@dataclass(frozen=True, slots=True)
class Sender:
    """The association, as it signs."""

    name: str
    territory: str
    address: str = ""
    phone: str = ""
    registration: str = ""  # récépissé


@dataclass(frozen=True, slots=True)
class Addition:
    """Something added to a sheet after it was signed; a reason stays in the house."""

    at: datetime  # local
    author: str
    text: str = field(repr=False)
    reason: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Paper:
    """One sheet ready to be typeset. Times are already local (Africa/Casablanca).

    `people` has the labels of PERSON values. What AUTO fields say comes from the rest.
    """

    sheet: Sheet
    content: Content = field(repr=False)
    codes: CodeBook = field(repr=False)
    language: Language
    sender: Sender
    case_number: str
    sheet_number: str
    printed_at: datetime
    printed_by: str
    mark: Mark
    copy: int = 1
    addressee_name: str = ""
    addressee_address: str = ""
    anchor: str = ""  # "J 004213 · 7F3K-9QXM-2D4R-8T1V·C"; empty on a preview
    coupon: str = ""  # "7F3K-9QXM-2": empty on a preview and where nothing comes back
    written_at: datetime | None = None
    author: str = ""  # the label of whoever wrote the sheet
    birth: str = field(default="", repr=False)  # circuit.dates.Birth, stored form
    people: Mapping[str, str] = field(default_factory=dict, repr=False)
    withdrawn_on: date | None = None  # of an agreement that was taken back since
    derogation: str = field(default="", repr=False)  # what was decided without one
    additions: tuple[Addition, ...] = ()
    figures: Followed | None = None  # on the sheets of follow-up and closing
    closing: Closing | None = None  # of a closing sheet, once signed twice
    signed_at: datetime | None = None
    signed_by: str = ""
    is_held: bool = False
    beside: Paper | None = None  # the same in the other language, printed with it


@dataclass(frozen=True, slots=True)
class BlankPaper:
    """A sheet to be filled in by hand; its paper has no content."""

    paper: Paper
    code: str


@dataclass(frozen=True, slots=True)
class Certificate:
    """A page kept as proof that something was done; its words are in its language.

    Times are already local. `listed` is to be gone through with a pen in hand.
    """

    title: str
    sender: Sender
    language: Language
    printed_at: datetime
    printed_by: str
    mark: Mark
    facts: tuple[tuple[str, str], ...]  # label and value
    paragraphs: tuple[str, ...] = ()
    list_title: str = ""
    listed: tuple[str, ...] = ()
    lists: tuple[tuple[str, tuple[str, ...]], ...] = ()  # more of them, with titles
    signatures: tuple[str, ...] = ()
    lines: tuple[tuple[str, str], ...] = ()  # a day or a moment, and what happened
    anchor: str = ""
    words: str = field(default="", repr=False)  # to keep: numbered, and to be scanned
    beside: Certificate | None = None  # as of a sheet


@dataclass(frozen=True, slots=True)
class LeafletFrame:
    """Whose paper it is, for where, in which language, when."""

    sender: Sender
    territory: str  # its label
    language: Language
    printed_at: datetime  # already local
    mark: Mark


@dataclass(frozen=True, slots=True)
class PosterStep:
    """One step of the circuit: who takes it, and how long it may wait."""

    step: Step
    who: tuple[Role, ...]
    within: Span | None = None
    urgent: Span | None = None


@dataclass(frozen=True, slots=True)
class Poster:
    """The circuit of a territory on one page."""

    frame: LeafletFrame
    steps: tuple[PosterStep, ...]
    fast: PosterStep | None  # where the table has an urgent path
    partners: tuple[Organisation, ...]
    hotlines: tuple[Hotline, ...]


@dataclass(frozen=True, slots=True)
class Repertory:
    """Where a family of a territory finds help."""

    frame: LeafletFrame
    entries: tuple[Entry, ...]
    hotlines: tuple[Hotline, ...]
    codes: CodeBook


class Typesetter(Protocol):
    """Turns a paper into a PDF, in memory."""

    def typeset(self, paper: Paper) -> bytes: ...
    def certify(self, certificate: Certificate) -> bytes: ...
    def hang(self, *posters: Poster) -> bytes: ...
    def list_help(self, *repertories: Repertory) -> bytes: ...
    def blank(self, blank: BlankPaper) -> bytes: ...
