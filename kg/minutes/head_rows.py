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
    from collections.abc import Iterator, Sequence

    from kg.model import Flow, Line

_CELL = re.compile(r"[^|]+")
_NUMBER = re.compile(
    rf"(?:(?P<body>{heading_cases.BODY}\.?)\s?)?(?:§\s?)?(?P<number>\d{{1,4}})(?:\s?§)?(?:/\d\d(?:\d\d)?)?[.:]?"
)
_OTHER = grammar.pattern("paragraph", "marks-of-other-series")
_MOST_CELLS = 5
_MOST_ROWS = 3
"""The head of a paragraph has no more: number and case above the title, or below it."""


def as_lines(lines: list[Line]) -> list[Line]:
    """Make lines of the rows that are heads: their numbers run without a gap, and below most something is decided.

    A table of contents is none: it has more rows.
    """
    if any("§" in line.text and line.gap and heading.opening(line.text) for line in lines):
        return lines
    rows = {at: (end, cells) for at, end in _tables(lines) if (cells := _cells(lines[at:end]))}
    numbers = [int(match["number"]) for _, cells in rows.values() if (match := _NUMBER.fullmatch(cells[0].text))]
    whole = len(numbers) >= learnt_numbers.FEWEST and all(after - before == 1 for before, after in pairwise(numbers))
    if not whole or not learnt_numbers.most_decide(lines, list(rows)):
        return lines
    below = {row for at, (end, _) in rows.items() for row in range(at + 1, end)}
    return [
        replace(line, flow=join(rows[at][1], "   " if len(rows[at][1]) > 2 else " "), gap=True) if at in rows else line
        for at, line in enumerate(lines)
        if at not in below
    ]


def _tables(lines: Sequence[Line]) -> Iterator[tuple[int, int]]:
    """Give where tables of few rows begin and end, if text stands below them."""
    at = 0
    while at < len(lines):
        end = at
        while end < len(lines) and lines[end].text.startswith("|") and (end == at or not lines[end].gap):
            end += 1
        if at < end < len(lines) and end - at <= _MOST_ROWS:
            yield at, end
        at = max(end, at + 1)


def _cells(rows: Sequence[Line]) -> Sequence[Flow]:
    """Give the filled cells of a table of which one has a number, with or without the sign: that one in front.

    Sign and number may have a cell each. The number without a sign stands first, the title begins with a capital.
    """
    found = [cell for line in rows for hit in _CELL.finditer(line.text) if (cell := line.flow.cut(*hit.span())).text]
    for at, (sign, number) in enumerate(pairwise(found)):
        if sign.text == "§" and number.text.isdigit():
            found[at : at + 2] = [join([sign, number])]
            break
    signed = (at for at, cell in enumerate(found) if "§" in cell.text and _NUMBER.fullmatch(cell.text))
    first = next(signed, 0)
    match = _NUMBER.fullmatch(found[first].text) if 2 <= len(found) <= _MOST_CELLS else None
    of_others = match is not None and _OTHER.fullmatch(match["body"] or "") is not None  # `Sida 12`, `Bilaga 3`
    if match is None or of_others:
        return ()
    behind = [*found[:first], *found[first + 1 :]]
    return [found[first], *behind] if behind[0].text[0].isupper() else ()
