"""Words that stand on one line of a page are cut into cells: at wide gaps, and at narrow ones that others share."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from kg.letters import TICKS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_WIDE = 0.95
"""A gap wider than this share of the line's height parts two cells: a word space has a quarter, at most a half."""
NARROW = 0.4
"""A gap of this share parts cells where what follows begins where cells of other rows begin."""
_ALIGNED = 1.5
"""Cells of one column begin within so many points."""
_MARKS = frozenset(f"Xx{TICKS}")
_MOST_HEADINGS = 12
_LEAST_LINES, _CROSSED = 8, 0.2
"""So many lines with a word behind a narrow gap at one place, and hardly a word across it, show a gutter there."""


class Word(NamedTuple):
    """A word of a line: where it stands in the text, its edges, and the gap in front as a share of the height."""

    begin: int
    end: int
    left: float
    right: float
    gap: float
    text: str


class Line(NamedTuple):
    """A line of words, and how high up it stands."""

    middle: float
    words: list[Word]


class Cell(NamedTuple):
    """Words of one cell; `near` where hardly more than a word space parts it from the one before."""

    words: list[Word]
    near: bool


def may_be_near(line: str) -> bool:
    """Say whether a line may have cells as near to each other as words: one with a mark at its end, or headings."""
    words = line.split()
    if not 1 < len(words) <= _MOST_HEADINGS:
        return False
    return words[-1] in _MARKS or (line[-1] not in ".:," and sum(word[0].isupper() for word in words) > 2)


def cut(lines: Sequence[Line]) -> Iterator[list[Cell]]:
    """Give the cells of each line of a page."""
    wide = Counter(_place(word) for line in lines for word in line.words if word.gap > _WIDE)
    gutters = _gutters(lines)
    near = _near_cells(lines)
    for line, begun in zip(lines, near, strict=True):
        several = any(word.gap > _WIDE for word in line.words)
        cells: list[Cell] = []
        for at, word in enumerate(line.words):
            under = word.gap > NARROW and ((several and _near(wide, _place(word)) > 1) or _place(word) in gutters)
            if not cells or word.gap > _WIDE or word.gap < -1.0 or under or at in begun:
                cells.append(Cell([], at in begun))
            cells[-1].words.append(word)
        yield cells


def _near_cells(lines: Sequence[Line]) -> list[set[int]]:
    """Give which words of each line begin cells, however near: marks, and the headings that they stand under."""
    found: list[set[int]] = [set() for _ in lines]
    marked = [at for at, line in enumerate(lines) if len(line.words) > 1 and line.words[-1].text in _MARKS]
    under: dict[int, list[int]] = {}
    for at in marked:
        mark = lines[at].words[-1]
        above = [k for k, line in enumerate(lines) if line.middle > lines[at].middle and k not in marked]
        heads = (k for k in sorted(above, key=lambda k: lines[k].middle) if _heading_over(mark, lines[k]))
        if (head := next(heads, None)) is not None:
            under.setdefault(head, []).append(at)
        if lines[at].words[-2].text.endswith(")"):
            found[at].add(len(lines[at].words) - 1)
    for head, rows in under.items():
        if len(rows) < 2:
            continue
        for at in rows:
            found[at].add(len(lines[at].words) - 1)
        first = min(_heading_over(lines[at].words[-1], lines[head]) for at in rows)
        found[head] |= {k for k, word in enumerate(lines[head].words) if k >= first and word.text[0].isupper()}
    return found


def _heading_over(mark: Word, line: Line) -> int:
    """Give which word of a line stands over a mark, begun or centred where it is; 0 where none does."""
    middle = (mark.left + mark.right) / 2
    over = (
        at
        for at, word in enumerate(line.words)
        if abs(word.left - mark.left) <= _ALIGNED or abs((word.left + word.right) / 2 - middle) <= _ALIGNED
    )
    return next(over, 0)


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
