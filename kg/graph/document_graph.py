"""The graph of one document on its way to a file."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kg.model import Coverage

if TYPE_CHECKING:
    from kg.graph.resolve import Named
    from kg.graph.tellings import Paragraph


@dataclass(slots=True)
class DocumentGraph:
    """The triples of one document, as N-Triples terms, and what it says of things that others name too."""

    minutes: str
    sha256: str
    complete: bool = False
    paged: bool = False
    corrected: bool = False
    """Whether it calls itself corrected."""
    settled_on: str = ""
    """The day of its correction or adjustment, the later one."""
    items: list[str] = field(default_factory=list)
    """The paragraphs that it records."""
    triples: set[tuple[str, str, str]] = field(default_factory=set)
    agents: dict[str, Named] = field(default_factory=dict)
    classes: dict[str, str] = field(default_factory=dict)
    """The class of each shared thing that is no agent: meetings, paragraphs, cases, laws."""
    labels: dict[str, str] = field(default_factory=dict)
    """What each of these is called here."""
    counts: dict[str, int] = field(default_factory=dict)
    """How many facts of each kind."""
    paragraphs: list[Paragraph] = field(default_factory=list)
    """What its paragraphs tell of matters that others tell of too."""
    dropped: list[str] = field(default_factory=list)
    coverage: Coverage = field(default_factory=Coverage)
    """How much of the document was understood, as far as it came into the graph."""
