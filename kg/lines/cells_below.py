"""Lists of those present whose cells stand below each other, as a converter writes a table: each row on one line."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.language import agents, roster_labels
from kg.letters import LOWER, UPPER
from kg.model import join

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.model import Line

_NAME = re.compile(agents.NAME)
_PARTY = re.compile(rf"\(?(?:[{UPPER}]{{1,6}}|-)\)?")
_BEHIND = re.compile(rf"[{LOWER}\d].{{2,50}}")
"""What a row may have behind the party: an office, whom somebody serves for."""
_FEWEST = 3
"""So many names, each with its party below, are a table."""


def in_rows(lines: Sequence[Line], head: int) -> list[Line]:
    """Join the cells of each row in the head of a document, where names have their parties below them.

    A label stands above the first of them: so it is the name that comes first.
    """
    rows = [at for at in range(1, min(head, len(lines) - 1)) if _is_row(lines, at)]
    if len(rows) < _FEWEST or roster_labels.kind(lines[rows[0] - 1].text) is None:
        return list(lines)
    found: list[Line] = []
    at = 0
    begins = frozenset(rows)
    while at < len(lines):
        end = at + 1
        if at in begins:
            end += 1
            while end < len(lines) and end not in begins and _goes_on(lines, end):
                end += 1
        group = lines[at:end]
        found.append(
            replace(lines[at], flow=join([line.flow for line in group], ", ")) if len(group) > 1 else lines[at]
        )
        at = end
    return found


def _is_row(lines: Sequence[Line], at: int) -> bool:
    name, party = lines[at], lines[at + 1]
    bare = not (name.mark or name.level or party.mark) and _PARTY.fullmatch(party.text) is not None
    return bare and _NAME.fullmatch(name.text) is not None and roster_labels.kind(name.text) is None


def _goes_on(lines: Sequence[Line], at: int) -> bool:
    line = lines[at]
    if _BEHIND.fullmatch(line.text) is None or line.mark:
        return False
    return line.text[0].islower() or roster_labels.kind(line.text) is None
