"""Lists that stand side by side without a heading: where the second one begins."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.letters import LOWER, UPPER
from kg.lines import labels
from kg.lines.cells import SLACK

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.lines.cells import Cell

_LEAST_ROWS = 3
_MOSTLY = 0.6
_ENTRY = re.compile(
    rf"[{UPPER}][\w'’´.-]*(?: (?:(?!för |och |vid |som |ej )[{LOWER}]{{1,3}} )?[{UPPER}][\w'’´.-]*){{1,4}}?"
    r"(?:(?P<party>,? \([A-ZÅÄÖa-zåäö-]{1,6}\)|,? (?:[A-ZÅÄÖ]{1,4}|[a-zåäö]{1,4})(?=,|$)"
    r"| (?:ej )?§.{1,30}\([A-ZÅÄÖa-zåäö]{1,5}\)$)|(?P<title>,? [a-zåäö][\w -]{3,50})|$)"
)
"""An entry of a list: a name with its party, however set, or with a title."""
_LEAST_LISTED, _TITLED = 2, 3
"""So many rows of two lists side by side, where all of them say more than names; name, name and title are so many."""


def second_list(rows: Sequence[Sequence[Cell]]) -> int | None:
    """Give where the second of two lists of names begins that stand side by side, or nothing."""
    both = [row for row in rows if len(row) > 1]
    if len(both) < _LEAST_LISTED or len(both) < _MOSTLY * len(rows):
        return None
    starts = [row[1].column for row in both]
    if max(starts) - min(starts) > 2 * SLACK:
        return None
    # Right of the second list their titles may stand, in a column of their own.
    titles = {row[2].column for row in both if len(row) == _TITLED}
    if any(len(row) > _TITLED for row in both) or (titles and max(titles) - min(titles) > 2 * SLACK):
        return None
    for place in (0, 1):
        names = [match for row in both if (match := _ENTRY.match(row[place].text))]
        told = len(names) if titles and place else sum(bool(name["party"] or name["title"]) for name in names)
        if len(names) < _MOSTLY * len(both) or told < len(names) * (1 if len(both) < _LEAST_ROWS else 0.5):
            return None
    return min(starts)


def lists_names(head: Cell, rows: Sequence[Sequence[Cell]]) -> bool:
    """Whether people stand in the column below a heading."""
    return any(
        abs(cell.column - head.column) <= SLACK and labels.NAME.fullmatch(cell.text) for row in rows for cell in row[:1]
    )


def column_of(cell: Cell, edges: Sequence[float]) -> int:
    """Give the column that a cell stands in, by where each begins; the first holds what stands left of all."""
    return max(place for place, edge in enumerate(edges) if cell.column >= edge or not place)
