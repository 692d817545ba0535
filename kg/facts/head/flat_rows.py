"""Lists of those present whose columns stand one space apart: `Anna Ek m N Ja`, `Bo Ås c F (Eva Vik) Tj Nej`."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from kg.facts.head import printed_party
from kg.language import agents, grammar
from kg.language.roster_labels import OF_ELECTED
from kg.model import join

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kg.facts.head.roster_notes import Group
    from kg.model import Flow, Line

_ROW = grammar.pattern("attendance", "flat-row")
_AWAY = grammar.pattern("attendance", "flat-row-away")
_SERVES = grammar.pattern("attendance", "flat-row-serves")
_OPTION = grammar.pattern("attendance", "flat-row-option")
_LEAST = 3
"""So many rows with a mark or a vote make lines such a list."""
_LISTS = OF_ELECTED | {"unknown"}


class Row(NamedTuple):
    """A row: who has the seat, the party, the mark of presence, who serves for them, and the votes in their order."""

    name: Flow
    party: Flow
    mark: Flow | None
    serving: Flow | None
    votes: tuple[Flow, ...]

    @property
    def is_away(self) -> bool:
        """Whether the one who has the seat is marked as absent."""
        return self.mark is not None and _AWAY.fullmatch(self.mark.text) is not None

    @property
    def voter(self) -> Flow:
        """Who votes in the row: whoever serves, else the one who has the seat."""
        return self.serving if self.serving is not None else self.name


def read(flow: Flow) -> Row | None:
    """Read one row; nothing where the line is none, or where two names of one party might be meant."""
    match = _ROW.fullmatch(flow.text)
    if match is None or not (match["mark"] or match["votes"] or match["serving"]):
        return None
    people = agents.people(flow.cut(*match.span("name")), capitals=True)
    if len(people) != 1 or printed_party.is_no_party(match["party"].upper()):
        return None
    begin = match.start("votes")
    votes = tuple(flow.cut(begin + one.start(), begin + one.end()) for one in _OPTION.finditer(match["votes"] or ""))
    cells = [flow.cut(*match.span(name)) if match[name] else None for name in ("mark", "serving")]
    return Row(flow.cut(*match.span("name")), flow.cut(*match.span("party")), cells[0], cells[1], votes)


def rows(lines: Sequence[Line]) -> list[tuple[Line, Row]]:
    """Give the rows of lines that hold such a list; nothing where fewer than three have a mark or a vote."""
    found = [(line, row) for line in lines if (row := read(line.flow)) is not None]
    return found if len(found) >= _LEAST else []


def told(found: Sequence[Group]) -> list[Group]:
    """Write the rows of such lists as entries elsewhere are: name, party, whom somebody serves for; nobody away."""
    whole = [line for group in found if group.name in _LISTS for line in group.lines]
    listed = {line.number: row for line, row in rows(whole)}
    if not listed:
        return list(found)
    return [part for group in found for part in (_parted(group, listed) if group.name in _LISTS else [group])]


def _parted(group: Group, listed: Mapping[int, Row]) -> Iterator[Group]:
    """Give a list with its rows as entries; substitutes that a mark calls serving stand in a list of their own."""
    serving = [line for line in group.lines if group.name == "substitute" and _serves(listed.get(line.number))]
    waiting = [line for line in group.lines if line not in serving]
    yield group._replace(lines=[one for line in waiting for one in _entry(line, listed.get(line.number))])
    if serving:
        entries = [one for line in serving for one in _entry(line, listed.get(line.number))]
        yield group._replace(name="serving-substitute", lines=entries)


def _serves(row: Row | None) -> bool:
    return row is not None and row.mark is not None and _SERVES.fullmatch(row.mark.text) is not None


def _entry(line: Line, row: Row | None) -> Iterator[Line]:
    if row is None:
        yield line
    elif row.serving is not None:
        yield replace(line, flow=join([row.serving, join([row.name, row.party], ", ")], " ersätter "))
    elif not row.is_away:
        yield replace(line, flow=join([row.name, row.party], ", "))
