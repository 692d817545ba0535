"""What somebody put around the lines of a text: numbers or quotation signs in the margin, a blank line after each."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.lines.furniture import Raw

_FEWEST = 20
"""Fewer lines with text than this show no habit."""
_NEARLY_ALL = 0.9
_NUMBER = re.compile(r"(\d{1,5})[.:|]?(?=\s|$)\s*")
_QUOTED = re.compile(r"(?:>\s?)+")
_FEW = 0.05
"""No larger a share of the lines of a text in double spacing stands right below another."""
_RUN_ON = 0.04
"""A share of such lines goes on with a sentence in lower case: where each line is a paragraph, hardly any does."""
_FULL_STOP = (".", ":", ";", "!", "?")


def without(lines: Sequence[Raw]) -> list[Raw]:
    """Give the lines without what stands in the margin of nearly all, and without the blank lines of double spacing."""
    filled = [line for line in lines if line.text]
    if len(filled) < _FEWEST:
        return list(lines)
    first = filled[_FEWEST // 2].text[0]
    if first.isdecimal() and _counts(filled):
        lines = [_cut(line, _NUMBER) for line in lines]
    elif first == ">" and sum(line.text[0] == ">" for line in filled) >= _NEARLY_ALL * len(filled):
        lines = [_cut(line, _QUOTED) for line in lines]
    return _single(lines) if _is_double(lines) else list(lines)


def _counts(filled: Sequence[Raw]) -> bool:
    """Whether nearly every line begins with the number after that of the line before."""
    numbers = [int(match[1]) if (match := _NUMBER.match(line.text)) else -1 for line in filled]
    follows = sum(after - before in {1, 2} for before, after in pairwise(numbers))
    return follows >= _NEARLY_ALL * (len(filled) - 1)


def _cut(line: Raw, margin: re.Pattern[str]) -> Raw:
    match = margin.match(line.text)
    if match is None:
        return line
    at = match.end()
    return line._replace(begin=min(line.begin + at, line.end), text=line.text[at:], column=line.column + at)


def _is_double(lines: Sequence[Raw]) -> bool:
    """Whether a blank line stands after each line, and more where the text has one."""
    places = [at for at, line in enumerate(lines) if line.text]
    if len(places) < _FEWEST:
        return False
    steps = [after - before for before, after in pairwise(places)]
    if steps.count(1) > _FEW * len(steps) or max(steps) <= 2:
        return False
    runs_on = sum(
        after - before == 2
        and lines[after].text[0].islower()
        and not lines[after].text.startswith("att ")
        and not lines[before].text.endswith(_FULL_STOP)
        for before, after in pairwise(places)
    )
    return runs_on > _RUN_ON * len(places)


def _single(lines: Sequence[Raw]) -> list[Raw]:
    """Leave out the first blank line after each line with text."""
    return [line for before, line in pairwise([None, *lines]) if line and (line.text or not (before and before.text))]
