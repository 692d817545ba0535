"""Parties in a column of their own left of the names of a table of those present, under the heading of both."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from kg.language import agents
from kg.letters import LOWER, UPPER

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.lines.roster_heads import Cell

_SLACK = 1
"""How many characters a party may begin beside the heading."""
NAME = re.compile(
    rf"(?:\d{{1,3}}[.)]? )?[*(]{{0,2}}(?:[{LOWER}]{{2,4}}-)?[{UPPER}][\w'’´.-]*,? (?:[{LOWER}]{{1,3}} ){{0,2}}"
    rf"(?:[{LOWER}]{{2,4}}-)?[{UPPER}][\w'’´-]*.*"
)


def parties_in_front(heads: Sequence[Cell], rows: Sequence[Sequence[Cell]]) -> dict[int, tuple[Cell, Cell]]:
    """Give under the place of each heading whose names have parties left of them the widest party and its name."""
    found: dict[int, tuple[Cell, Cell]] = {}
    for at, head in enumerate(heads):
        after = heads[at + 1].begin if at + 1 < len(heads) else None
        both = [
            (party, name)
            for row in rows
            for party, name in pairwise(row)
            if abs(party.begin - head.begin) <= _SLACK
            and party.text.strip("()").upper() in agents.parties()
            and NAME.match(name.text)
            and (after is None or name.begin < after)
        ]
        if len(both) > 1:
            found[at] = max(both, key=lambda cells: cells[0].end)
    return found
