"""Paragraphs (§) whose head is a row of a table (`| § 12 | Taxa för torg | KS 2031/33 |`): it is read as a line."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from kg.language import grammar
from kg.minutes import heading, heading_cases, learnt_numbers
from kg.model import join

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.model import Flow, Line

_CELL = re.compile(r"[^|]+")
_NUMBER = re.compile(
    rf"(?:(?P<body>{heading_cases.BODY}\.?)\s?)?(?:§\s?)?(?P<number>\d{{1,4}})(?:\s?§)?(?:/\d\d(?:\d\d)?)?[.:]?"
)
_OTHER = grammar.pattern("paragraph", "marks-of-other-series")
_MOST_CELLS = 4


def as_lines(lines: list[Line]) -> list[Line]:
    """Make lines of the rows that are heads: their numbers run without a gap, and below most something is decided.

    A table of contents is none: below its rows stands but the next one.
    """
    if any("§" in line.text and line.gap and heading.opening(line.text) for line in lines):
        return lines
    rows = {
        at: cells
        for at, (line, below) in enumerate(pairwise(lines))
        if line.text.startswith("|") and below.text[0] != "|" and (cells := _cells(line))
    }
    numbers = [int(match["number"]) for cells in rows.values() if (match := _NUMBER.fullmatch(cells[0].text))]
    whole = len(numbers) >= learnt_numbers.FEWEST and all(after - before == 1 for before, after in pairwise(numbers))
    if not whole or not learnt_numbers.most_decide(lines, list(rows)):
        return lines
    return [
        replace(line, flow=join(rows[at], "   " if len(rows[at]) > 2 else " "), gap=True) if at in rows else line
        for at, line in enumerate(lines)
    ]


def _cells(line: Line) -> Sequence[Flow]:
    """Give the filled cells of a row that has a number, with or without the sign, in the first, and a title behind."""
    found = [cell for match in _CELL.finditer(line.text) if (cell := line.flow.cut(*match.span())).text]
    match = _NUMBER.fullmatch(found[0].text) if 2 <= len(found) <= _MOST_CELLS else None
    of_others = match is not None and _OTHER.fullmatch(match["body"] or "") is not None  # `Sida 12`, `Bilaga 3`
    return found if match is not None and not of_others and found[1].text[0].isupper() else ()
