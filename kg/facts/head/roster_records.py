"""What the readers of rosters hand on: how a document prints them, a line as it is read, one person's entry."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from kg.facts.head import limits
from kg.model import Mention

if TYPE_CHECKING:
    from kg.facts.head.limits import Limits
    from kg.facts.head.printed_party import Apart
    from kg.model import Flow


class Style(NamedTuple):
    """What the other entries of a document say of how to read one: which parties they print, and how."""

    known: frozenset[str]
    lower: bool
    year: int | None
    bare: bool = False
    """Whether parties stand in small letters right behind the names, with nothing between: `Anna Ek s`."""
    commas: bool = True
    """Whether parties not known stand behind a comma: else `Anna Ek, PRO` may say whom somebody speaks for."""
    towns: frozenset[str] = frozenset()
    """What stands in brackets behind the names and is where they come from: `Anna Ek (Ekby)`."""
    offices: frozenset[str] = frozenset()
    """What without brackets is no party there but may be an office: `Bo Ek, sd` among the officials."""
    letter: bool = False
    """Whether the V of `Anna Ek, V ordförande` is a party: parties stand behind commas, and nobody else presides."""


@dataclass(slots=True)
class Entry:
    """One person's entry; `roles` are those it names with the limits that stand beside each."""

    flow: Flow
    name: str
    begin: int
    place: str = ""
    party: str = ""
    party_at: tuple[int, int] = (0, 0)
    known_party: bool = True
    roles: list[tuple[str, str]] = field(default_factory=list)
    title: str = ""
    titled_before: bool = False
    """Whether an office stands in front of the name: no member is named so."""
    in_office: bool = False
    """Whether the place on a list of all who were there says that this one is of the administration."""
    serves_for: Mention | None = None
    serves: bool = False
    waits: bool = False
    """Whether it is said beside the name that this one does not serve: `ej tjg ers`."""
    steps_in: bool = False
    """Whether the one served for is named first: `Anna Ek (S), i vars ställe Bo Ek (S)`."""
    rest: str = ""
    """What stands behind name and party up to the next entry."""
    absent: bool = False
    here: bool = False
    """Whether it is said beside the name that this one was there."""
    replaced: bool = False
    """Whether somebody else serves in this one's place all the time: then nothing says that this one was there."""
    first: int = 0
    end: int = 0
    unread: list[str] = field(default_factory=list)
    limit: Limits = field(default_factory=lambda: limits.Limits("", ""))

    @property
    def extent(self) -> tuple[int, int]:
        """From where to where the entry stands in its flow."""
        return min(self.begin, self.first), max(self.end, self.begin + len(self.name))

    @property
    def person(self) -> Mention:
        """The one who is there."""
        end = self.party_at[1] if self.party and self.party_at[0] >= self.begin else self.begin + len(self.name)
        return Mention("person", self.name, self.flow.span(self.begin, end), self.party, self.place)

    @property
    def party_mention(self) -> Mention | None:
        """The party as printed, in the place where it is printed."""
        return Mention("party", self.party, self.flow.span(*self.party_at)) if self.party else None


class Line(NamedTuple):
    """A line as it is read: parties without brackets are blanks in its text, and stand apart under where they were."""

    flow: Flow
    text: str
    apart: dict[int, Apart]
    style: Style
    politicians: bool
