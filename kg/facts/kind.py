"""What a kind of fact is: its record, how it is extracted, and which terms of the ontology say it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from kg import model

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from kg.model import Item, Minutes, Span

FieldType = Literal[
    "agent",
    "concept",
    "string",
    "integer",
    "decimal",
    "boolean",
    "date",
    "time",
    "fact",
    "nested",
    "item",
    "case",
    "cited",
]
"""How the value of a field is written: `agent` a Mention to be resolved, `fact` another record of the same paragraph,
`nested` records below this one, `item` the number of a paragraph of this meeting, `cited` a record of facts.cited."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """What every fact carries: the paragraph it belongs to, the passages that say it, how sure the rule is."""

    item: str = ""
    at: tuple[Span, ...]
    confidence: float = 0.9
    rule: str = ""
    """Which rule of its kind read it, where it is another than the usual one."""
    inferred: bool = False
    """Whether it names somebody whom only a pipeline found that the user named: it is never called stated."""


BODIES = model.BODIES
ACTORS = ("Person", "Party")
"""Who moves, votes, reserves himself: what a `Field` of theirs takes."""
OFFICIALS = ("Person", "Post")


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a record and the property that says it; `scheme` is the concept scheme of a concept.

    What the shapes ask of its values is made from here: how often it stands there from the record, its datatype from
    its type, and its class from the ontology, or from `takes` where that may be one of several.
    """

    name: str
    property: str
    type: FieldType
    scheme: str = ""
    kind: Kind | None = None
    takes: tuple[str, ...] = ()
    """The classes one of which every value is of."""
    only: tuple[str, ...] = ()
    """The concepts of the scheme that it takes, where it does not take all."""
    least: int = 0
    """The smallest number that it may be."""


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of fact.

    A kind with a `term` makes a resource of that class, hung on the paragraph (or the Minutes) with `link`; a kind
    without is a direct property of the paragraph, and its one field says which.
    `key` names the fields by which two facts of one paragraph are the same; without it every fact stands alone.
    Every fact has the fields of `key` and `needs`: it is dropped where one of them names nobody certain.
    """

    name: str
    record: type[Fact]
    fields: tuple[Field, ...]
    term: str = ""
    link: str = ""
    subject: Literal["item", "minutes", "meeting"] = "item"
    key: tuple[str, ...] = ()
    apart: tuple[str, ...] = ()
    """Fields of which two facts with one `key` are still two where both say them, and differently."""
    needs: tuple[str, ...] = ()
    ordered: bool = False
    """Whether its resources carry their order in the paragraph."""
    of_case: bool = False
    """Whether its resources carry the case of the paragraph."""
    other_matter: str = ""
    """The field that says, where it is true, that a fact is of another matter than its paragraph."""
    link_stated: bool = False
    """Whether the link itself is a direct property with a statement of its own."""
    reads_frames: bool = False
    """Whether its extractor looks for the frames itself, those that the user adds too: in the clauses of decisions."""
    accept: Callable[[ItemText, Any], Any | None] | None = None
    """Says whether a fact that a frame gives is one, or mends it: who is on no roster cannot act in the room."""
    extract_item: Callable[[ItemText], Iterable[Any]] | None = None
    extract_document: Callable[[DocumentText], Iterable[Any]] | None = None

    @property
    def stated(self) -> tuple[str, ...]:
        """The properties of a paragraph or of the Minutes each value of which has a statement with passages."""
        if not self.term:
            return tuple(one.property for one in self.fields)
        return (self.link,) if self.link_stated else ()

    @property
    def required(self) -> tuple[str, ...]:
        """The fields that every fact has."""
        return (*self.key, *self.needs)


@dataclass(frozen=True, slots=True)
class Outside:
    """What the user says of documents that do not say it, and how a document and its folders are called."""

    body: str = ""
    date: str = ""
    organisation: str = ""
    """Whose minutes they are, where no letterhead says otherwise."""
    path: tuple[str, ...] = ()
    """The names of the folders above a document and its own, without ending."""


@dataclass(frozen=True, slots=True)
class DocumentText:
    """What an extractor of document facts may read: the minutes, the facts before it, what is said besides."""

    minutes: Minutes
    before: Mapping[str, Sequence[Any]] = field(default_factory=dict)
    outside: Outside = field(default_factory=Outside)


@dataclass(frozen=True, slots=True)
class ItemText:
    """What an extractor of paragraph facts may read: the paragraph and the facts of the kinds before it in it."""

    item: Item
    minutes: Minutes
    before: Mapping[str, Sequence[Any]] = field(default_factory=dict)
