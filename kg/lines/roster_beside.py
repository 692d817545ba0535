"""Columns of substitutes in a table of those present: whether they stand beside those who are not there."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.lines import roster_marks
from kg.lines.roster_margin import NAME

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.lines.rosters import Cell

_PARTY_OF = re.compile(r"[(\[]([A-ZÅÄÖa-zåäö]{1,6})[)\]]")


def absentees(at: int, before: Sequence[str], rows: Sequence[dict[int, Cell]]) -> bool:
    """Whether a column of substitutes has somebody only in the rows of those who are not there."""
    if "name" not in before:
        return False
    name = len(before) - 1 - before[::-1].index("name")
    columns = {kind: k for k, kind in enumerate(before) if k > name}
    if not {"present", "absent"}.intersection(columns):
        return False
    filled = [row for row in rows if at in row]
    named = (row for row in filled if NAME.fullmatch(row[at].text) and columns.get("absent", -1) not in row)
    whole = (row for row in named if not roster_marks.is_limited(row, columns, at))
    return bool(filled) and not any(roster_marks.is_there(row, columns) for row in whole)


def some(at: int, before: Sequence[str], rows: Sequence[dict[int, Cell]]) -> bool:
    """Whether a column of names stands beside some rows, and not from the first to one: no list.

    Who has a name there was not present: `Anna Ek | S | Bo Ås` below `Ledamöter | Parti | Tjänstgörande ersättare`.
    Where parties stand with the names, both of each pair have the same.
    """
    if "name" not in before or {"present", "absent"}.intersection(before):
        return False
    name = before.index("name")
    listed = [row for row in rows if name in row and NAME.fullmatch(row[name].text)]
    filled = [at in row for row in listed]
    named = all(NAME.fullmatch(row[at].text) for row in rows if at in row)
    if "party" not in before:
        pairs = [[_PARTY_OF.findall(row[place].text)[:1] for place in (name, at)] for row in listed if at in row]
        named = named and all(one and one == other for one, other in pairs)
    return named and sum(filled) < len(filled) and filled != sorted(filled, reverse=True)
