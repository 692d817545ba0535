"""Words that stand on one line of a page are cut into cells: at wide gaps, and at narrow ones that others share."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_WIDE = 0.95
"""A gap wider than this share of the line's height parts two cells: a word space has a quarter, at most a half."""
NARROW = 0.4
"""A gap of this share parts cells where what follows begins where cells of other rows begin."""
_ALIGNED = 1.5
"""Cells of one column begin within so many points."""
_LEAST_LINES, _CROSSED = 8, 0.2
"""So many lines with a word behind a narrow gap at one place, and hardly a word across it, show a gutter there."""


class Word(NamedTuple):
    """A word of a line: where it stands in the text, its edges, and the gap in front as a share of the height."""

    begin: int
    end: int
    left: float
    right: float
    gap: float


class Line(NamedTuple):
    """A line of words, and how high up it stands."""

    middle: float
    words: list[Word]


def cut(lines: Sequence[Line]) -> Iterator[list[list[Word]]]:
    """Give the cells of each line of a page."""
    wide = Counter(_place(word) for line in lines for word in line.words if word.gap > _WIDE)
    gutters = _gutters(lines)
    for _, words in lines:
        several = any(word.gap > _WIDE for word in words)
        cells: list[list[Word]] = []
        for word in words:
            under = word.gap > NARROW and ((several and _near(wide, _place(word)) > 1) or _place(word) in gutters)
            if not cells or word.gap > _WIDE or word.gap < -1.0 or under:
                cells.append([])
            cells[-1].append(word)
        yield cells


def _place(word: Word) -> int:
    return round(word.left / _ALIGNED)


def _near(counted: Counter[int], place: int) -> int:
    return sum(counted[place + step] for step in (-1, 0, 1))


def _gutters(lines: Sequence[Line]) -> frozenset[int]:
    """Give the places right of a gutter: words of many lines begin there behind a gap, and hardly one goes across."""
    begun = Counter(_place(word) for line in lines for word in line.words if word.gap > NARROW)
    found: set[int] = set()
    for place in (place for place in begun if _near(begun, place) >= _LEAST_LINES):
        lined = [line.middle for line in lines if any(_begins(word, place) for word in line.words)]
        within = [line for line in lines if min(lined) <= line.middle <= max(lined)]
        edge = (place - 1) * _ALIGNED
        across = sum(word.left < edge - _ALIGNED and word.right > edge for line in within for word in line.words)
        if across <= _CROSSED * len(lined):
            found.add(place)
    return frozenset(found)


def _begins(word: Word, place: int) -> bool:
    return word.gap > NARROW and abs(_place(word) - place) <= 1
