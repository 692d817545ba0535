"""The records that pass between the stages: frozen, with half-open offsets into one frozen text."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


BODIES = ("PublicOrganisation", "Organisation", "GoverningBody", "Administration", "Group")
"""Classes of those who send, receive, decide and hold."""
AGENTS = (*BODIES, "Person", "Party", "Post")
"""Classes of all who do something and have a name."""


class Span(NamedTuple):
    """A stretch `text[begin:end]` of a source's text, in code points."""

    begin: int
    end: int


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a source: its number, counted from 1, and where its text lies."""

    number: int
    span: Span
    recognised: float | None = None
    """How sure the words of a page are that was recognised (OCR), from 0 to 1; none where it has text of its own."""


@dataclass(frozen=True, slots=True)
class Source:
    """One document as it was read: its text is never changed afterwards, every offset points into it."""

    name: str
    sha256: str
    text: str
    text_sha256: str
    pages: tuple[Page, ...] = ()
    notes: tuple[str, ...] = ()
    address: str = ""
    """Where it is published, if the user says so."""

    def quote(self, span: Span) -> str:
        """Give the text of a span exactly as it stands."""
        return self.text[span.begin : span.end]

    def line(self, offset: int) -> int:
        """Give the line of an offset, counted from 1."""
        return self.text.count("\n", 0, offset) + 1

    def page(self, offset: int) -> int | None:
        """Give the page of an offset, or None where the source has no pages."""
        page = self._page(offset)
        return page.number if page else None

    def sure(self, offset: int) -> float | None:
        """Give how sure the words are of the page of an offset, where that page was recognised."""
        page = self._page(offset)
        return page.recognised if page else None

    def _page(self, offset: int) -> Page | None:
        at = bisect_right(self.pages, offset, key=lambda page: page.span.begin) - 1
        return self.pages[at] if at >= 0 and offset <= self.pages[at].span.end else None


@dataclass(frozen=True, slots=True)
class Flow:
    """Text as one reads it (one line, markup and furniture left out) that knows where each character came from.

    `starts[i]` is the place in `text` where the i-th piece begins, `origins[i]` its place in the source; inside
    a piece both run alike. Characters between pieces (the space for a line break) belong to the piece before.
    """

    text: str
    starts: tuple[int, ...]
    origins: tuple[int, ...]

    def origin(self, at: int) -> int:
        """Give the offset in the source of the character at `at`."""
        piece = max(bisect_right(self.starts, at) - 1, 0)
        return self.origins[piece] + at - self.starts[piece]

    def place(self, origin: int) -> int:
        """Give where in `text` the character stands that the source has at `origin`; -1 where it is not in it.

        Where a name stands that is printed shorter, pieces overlap in the source: the one that begins nearest is meant.
        """
        ends = (*self.starts[1:], len(self.text))
        pieces = zip(self.starts, ends, self.origins, strict=True)
        near = [(first, start) for start, end, first in pieces if 0 <= origin - first < end - start]
        first, start = max(near, default=(0, -1))
        return start + origin - first if near else -1

    def span(self, begin: int = 0, end: int | None = None) -> Span:
        """Give the span in the source of `text[begin:end]`, white space at both ends left out."""
        text = self.text
        end = len(text) if end is None else end
        while begin < end and text[begin].isspace():
            begin += 1
        while end > begin and text[end - 1].isspace():
            end -= 1
        if len(self.starts) == 1:
            ahead = self.origins[0] - self.starts[0]
            return Span(begin + ahead, end + ahead)  # most flows are one line of the source
        if begin == end:
            at = self.origin(begin) if self.starts else 0
            return Span(at, at)
        first, last = self.origin(begin), self.origin(end - 1) + 1
        if last - first < end - begin and len(self.starts) > 1:
            # Read in another order than printed (`Ek, Anna` as `Anna Ek`): all of it is meant, wherever it stands.
            places = [self.origin(at) for at in range(begin, end)]
            first, last = min(places), max(places) + 1
        return Span(first, last)

    def cut(self, begin: int = 0, end: int | None = None) -> Flow:
        """Give the part `text[begin:end]`, white space at both ends left out."""
        text = self.text
        end = len(text) if end is None else min(end, len(text))
        while begin < end and text[begin].isspace():
            begin += 1
        while end > begin and text[end - 1].isspace():
            end -= 1
        if self.starts == (0,):
            return Flow(text[begin:end], (0,), (self.origins[0] + begin,))
        first = max(bisect_right(self.starts, begin) - 1, 0)
        last = max(bisect_right(self.starts, max(end - 1, begin)), first + 1)
        starts = [max(s - begin, 0) for s in self.starts[first:last]]
        origins = list(self.origins[first:last])
        if starts and origins:
            origins[0] = self.origin(begin)
        return Flow(self.text[begin:end], tuple(starts), tuple(origins))


def join(flows: Iterable[Flow], between: str = " ") -> Flow:
    """Put flows behind each other, `between` (spaces as a rule) standing for what was left out."""
    flows = list(flows)
    if len(flows) == 1:
        return flows[0]
    texts: list[str] = []
    starts: list[int] = []
    origins: list[int] = []
    length = 0
    for flow in flows:
        if texts:
            texts.append(between)
            length += len(between)
        starts += [length + s for s in flow.starts]
        origins += flow.origins
        texts.append(flow.text)
        length += len(flow.text)
    return Flow("".join(texts), tuple(starts), tuple(origins))


@dataclass(frozen=True, slots=True)
class Line:
    """One line that is not furniture: its flow, and what its layout says."""

    flow: Flow
    number: int
    level: int = 0
    """Markdown heading level, or 7 for a line that is bold as a whole; 0 for plain text."""
    mark: str = ""
    """The bullet or number that opened the line (`•`, `1.`), left out of the flow."""
    gap: bool = False
    """Whether blank lines or furniture stand between this line and the one before."""
    furniture: bool = False
    """Whether page furniture stands between this line and the one before."""
    last: int = 0
    """How long its last printed line is, where it was put together of several; 0 for a line as it is printed."""

    @property
    def text(self) -> str:
        """The line as one reads it."""
        return self.flow.text

    @property
    def reach(self) -> int:
        """How far its last printed line reaches, in characters."""
        return self.last or len(self.flow.text)


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, or one point of a list, its lines joined."""

    flow: Flow
    lines: tuple[Line, ...]

    @property
    def text(self) -> str:
        """The paragraph as one reads it."""
        return self.flow.text

    @property
    def mark(self) -> str:
        """The bullet or number in front, or nothing."""
        return self.lines[0].mark


@dataclass(frozen=True, slots=True)
class Section:
    """What stands under one heading of an item; `kind` is the lexicon's name for the heading."""

    kind: str
    heading: Flow | None
    lines: tuple[Line, ...]
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """A paragraph (§) of the minutes."""

    number: str
    """What it is called here: its number, with a suffix for the second one of that number."""
    order: int
    heading: Flow
    title: Flow
    cases: tuple[Flow, ...]
    """Its diary numbers as printed: one as a rule."""
    fields: Mapping[str, tuple[Flow, ...]]
    sections: tuple[Section, ...]
    span: Span
    printed: str = ""
    """Its number as it is printed."""

    def of(self, *kinds: str) -> tuple[Section, ...]:
        """Give the sections of these kinds, in the order of the document."""
        return tuple(s for s in self.sections if s.kind in kinds)


@dataclass(frozen=True, slots=True, eq=False)
class Minutes:
    """A document cut into its parts: what stands before the first paragraph, the paragraphs, the end.

    Compared by identity: what several rules ask of one document is worked out once and kept by it.
    """

    source: Source
    head: tuple[Line, ...]
    items: tuple[Item, ...]
    tail: tuple[Line, ...]
    furniture: tuple[Span, ...]
    signed: tuple[Span, ...] = ()
    """What a signing service printed, lines on each page and evidence: skipped, and nobody reads a fact from it."""
    contents: tuple[str, ...] = ()
    """Paragraph numbers of the table of contents, where there is one."""
    width: int = 80
    """How many characters a full line has."""
    notes: tuple[str, ...] = ()
    astray: tuple[Span, ...] = ()
    """Headings of paragraphs that stand out of their order, as in a file whose pages were mixed up."""


@dataclass(frozen=True, slots=True)
class Mention:
    """An agent as the text names it, not yet known to be anybody.

    `kind` is `person`, `party`, `body`, `administration`, `post`, `organisation` or `agent` (one of the last four);
    `name` is words that may be a person's or an association's name.
    """

    kind: str
    text: str
    span: Span
    party: str = ""
    place: str = ""
    """The village that parts somebody from another of that name: `Lars Ek i Näs (C)`."""

    def may_be(self, other: Mention) -> bool:
        """Whether two mentions of one name can be of one person: with two parties, or two villages, they are two."""
        same_party = not self.party or not other.party or self.party == other.party
        same_place = not self.place or not other.place or self.place == other.place
        return self.text == other.text and same_party and same_place


@dataclass(frozen=True, slots=True)
class Entity:
    """Somebody: an IRI, its class in the ontology, the label and how it was matched."""

    iri: str
    term: str
    label: str
    matched: str = "exact"


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """How much of one document was understood, as counts; `signs` say what tells that its template is new to us."""

    paragraphs: int = 0
    titled: int = 0
    with_case: int = 0
    decided: int = 0
    characters: int = 0
    """Characters of text inside the paragraphs, headings and furniture left out."""
    known: int = 0
    """How many of them stand under a heading whose kind is known."""
    roster_lines: int = 0
    roster_understood: int = 0
    signs: tuple[str, ...] = ()
    factor: float = 1.0
    """What the confidence of every fact of the document is multiplied by."""

    def shares(self) -> dict[str, float]:
        """Give the shares of what the document has, in hundredths rounded down: 1 is all, and nothing has no share."""
        parts = {
            "titled": (self.titled, self.paragraphs),
            "decided": (self.decided, self.paragraphs),
            "with_case": (self.with_case, self.paragraphs),
            "known_sections": (self.known, self.characters),
            "understood_roster": (self.roster_understood, self.roster_lines),
        }
        return {name: 100 * part // whole / 100 for name, (part, whole) in parts.items() if whole}


@dataclass(frozen=True, slots=True)
class Unread:
    """A stretch of a document that was not understood: what it looks like, where it stands, and why if it is known."""

    kind: str
    """`heading`, `roster`, `name`, `sentence` or `table`."""
    span: Span
    item: str
    why: str


OTHER_PAPER = "annan handling"
"""The kind of what is no minutes and does not say what it is."""


@dataclass(slots=True)
class Report:
    """What the build says of one document."""

    name: str
    status: str = "ok"
    """`ok`, `kept` (not read again, as nothing changed), `same` (as bytes read before), `skipped` (no minutes: see
    `kind`) or `failed` (see `problem`)."""
    kind: str = ""
    """What a document is that was skipped."""
    coverage: Coverage = field(default_factory=Coverage)
    facts: dict[str, int] = field(default_factory=dict)
    matched: int = 0
    unmatched: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    problem: str = ""
    within: str = ""
    """The archive, where one was given and the document lies in it."""


@dataclass(frozen=True, slots=True)
class Learnt:
    """How documents are set: each form with how often it was met, the most frequent first."""

    documents: int = 1
    numbers: tuple[tuple[str, int], ...] = ()
    """How the number of a paragraph stands: `§ 12`, `KS § 12`, `12 §`, `§ 12/ÅÅÅÅ`."""
    titles: tuple[tuple[str, int], ...] = ()
    """Where its title stands: beside the number, below or above it."""
    cases: tuple[tuple[str, int], ...] = ()
    """Where its diary number stands."""
    parties: tuple[tuple[str, int], ...] = ()
    """How a party stands with a name: `Namn (S)`, `Namn, S`, `S Namn`, or apart from it."""
    entries: tuple[tuple[str, int], ...] = ()
    """What parts the entries of a roster: a line each, or a sign."""
    headings: tuple[tuple[str, str, int], ...] = ()
    """The headings of sections that the lexicon has: heading, kind, in how many paragraphs."""
    own: tuple[tuple[str, str, int], ...] = ()
    """Those that it has not, with the kind that what stands below them told: `other` where it told nothing."""
