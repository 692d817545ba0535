"""Headings in the middle of their texts, in a column at the left, where nothing tells whose is whose: left out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.language import grammar
from kg.lines import labels

if TYPE_CHECKING:
    from collections.abc import Sequence
    from collections.abc import Set as AbstractSet

    from kg.lines.furniture import Raw

_INDENT = 8
_LEAST = 2
"""So many headings within a sentence show that they stand in the middle of their texts, not above."""
_BESIDE = re.compile(r"\S {2,}(?=\S)")
_ENDS = ".:;!?"
_OPEN_END = grammar.pattern("running", "open-end")


def untold(raw: Sequence[Raw], paragraphs: Sequence[Sequence[int]], told: AbstractSet[int]) -> list[tuple[int, int]]:
    """Give the rows of the paragraphs (§) in such columns, from and to; `told` are rows that are read otherwise."""
    within = sum(_is_within(raw, rows, k) for rows in paragraphs for k in range(1, len(rows)))
    if within < _LEAST:
        return []
    return [
        (text[0], rows[-1] + 1)
        for rows in paragraphs
        if any(_heading(raw[row]) for row in rows)
        and (text := [row for row in rows if raw[row].column >= _INDENT or _heading(raw[row])])
        and not told & {*rows}
    ]


def _heading(line: Raw) -> bool:
    """Whether a row has a known heading at the left, alone or with text beside it."""
    return line.column < _INDENT and labels.heads_section(_BESIDE.split(f"{line.text} ", maxsplit=1)[0].strip() or " ")


def _is_within(raw: Sequence[Raw], rows: Sequence[int], k: int) -> bool:
    """Whether a heading stands within a sentence of the column right of it: the row above has not ended."""
    above, line = raw[rows[k - 1]], raw[rows[k]]
    if rows[k] - rows[k - 1] > 1 or above.column < _INDENT or not _heading(line):
        return False
    beside = _BESIDE.search(line.text)
    after = line.text[beside.end() :] if beside else next((raw[row].text for row in rows[k + 1 : k + 2]), "")
    goes_on = after[:1].islower() and not after.startswith("att ")
    return above.text[-1] not in _ENDS and (goes_on or _OPEN_END.search(above.text) is not None)
