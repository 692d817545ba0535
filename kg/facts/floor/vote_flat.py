"""Votes of a list of those present whose columns stand one space apart, below a line that names the paragraphs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.facts.floor.vote_reader import Table
from kg.facts.floor.vote_row import Row, option_of
from kg.facts.head import flat_rows
from kg.language import agents, grammar

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.model import Line, Mention

_OVER = grammar.pattern("vote", "over-flat-rows")
_ABOVE = 12
"""So many lines above the first row of such a list may name the paragraphs that were voted on."""


def read(lines: Sequence[Line]) -> Iterator[Table]:
    """Give a table for each vote that the rows show: the paragraphs above are as many as the votes of each row.

    A row with fewer votes than the others is left out: which of them it has is not said.
    """
    listed = [(line, row) for line, row in flat_rows.rows(lines) if row.votes]
    if not listed:
        return
    first = next(at for at, line in enumerate(lines) if line is listed[0][0])
    numbers = [match["number"] for line in lines[max(0, first - _ABOVE) : first] for match in _OVER.finditer(line.text)]
    if not numbers or len(set(numbers)) != len(numbers):
        return
    for place, number in enumerate(numbers):
        table = Table(listed[0][0].flow.span(), items=frozenset({number}))
        for line, row in listed:
            voter = _voter(row)
            if voter is None or len(row.votes) != len(numbers):
                table.doubts.append((line.flow.span().begin, "another number of votes than of columns"))
                continue
            option = option_of(row.votes[place].text)
            table.rows.append(Row(voter, option, (voter.span, row.votes[place].span())))
        yield table


def _voter(row: flat_rows.Row) -> Mention | None:
    return next(iter(agents.people(row.voter, capitals=True)), None)
