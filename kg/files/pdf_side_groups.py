"""Which text is whose where headings of sections stand in a column beside it: told by words and exact heights."""

from __future__ import annotations

import re
from itertools import pairwise
from math import inf
from typing import TYPE_CHECKING, NamedTuple

from kg.language import headings, listed_headings

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

LEVEL = 0.3
"""Middles nearer than this share of the height stand at one height."""
_CENTRED = 0.16
"""Middles of a heading and its text are alike within this share of the height."""
_BESIDE = 0.75
"""A line of text that is this near to a heading, in heights, stands beside it."""
_NEXT = 1.7
"""The lines of one heading follow each other within so many heights."""
_MOST_LINES = 7
"""A heading is wrapped over no more lines than these."""
_LARGER = 1.08
"""The letters of a title are larger than those of the text by this."""
_SPACE_ABOVE = 1.5
"""A line so many times the usual distance below the one above has white space above it."""
_WORDS = re.compile(r"[^\W\d_][^\W\d_ -]+(?:[ -][^\W\d_]+)*:?")
_NO_WORD = re.compile(r"[^\W\d_aeiouyåäö]+")
"""Letters without a vowel are the end of a word."""


class Run(NamedTuple):
    """Letters that were drawn together: where they stand in the text, their edges, middle and height."""

    begin: int
    end: int
    left: float
    right: float
    middle: float
    height: float
    pieced: bool = False
    """Whether they are a word whose letters were drawn one by one: the next one goes on with the line, or not."""


class Line(NamedTuple):
    """What a column has at one height, from left to right, and its words."""

    runs: tuple[Run, ...]
    words: str

    @property
    def left(self) -> float:
        return self.runs[0].left

    @property
    def middle(self) -> float:
        return self.runs[0].middle

    @property
    def height(self) -> float:
        return max(run.height for run in self.runs)


class Heading(NamedTuple):
    """A heading: its words, the lines it is wrapped over, and whether the lexicon has it."""

    words: str
    lines: tuple[Line, ...]
    known: bool

    @property
    def middle(self) -> float:
        return (self.lines[0].middle + self.lines[-1].middle) / 2


class Group(NamedTuple):
    """A heading and the lines of its text; what stands above the first heading has none."""

    heading: Heading | None
    lines: tuple[Line, ...]


def level(one: Run | Line, other: Run | Line) -> bool:
    """Whether two stand at one height."""
    return abs(one.middle - other.middle) < LEVEL * max(one.height, other.height)


def headed(
    labels: Sequence[Line], texts: Sequence[Line], least: float
) -> tuple[list[Heading], int, Sequence[Line]] | None:
    """Read the lines of a column as headings, from the first one that is known.

    Returns:
        The headings, which line is the first of them, and the text beside; nothing where most lines are no headings.
    """
    for at in range(len(labels)):
        found = _headings(labels[at:])
        if not (found and found[0].known):
            continue
        known = sum(len(one.lines) for one in found if one.known)
        if known < least * len(labels[at:]) or sum(len(one.lines) for one in found) < len(labels[at:]):
            return None
        above = min((line.middle for line in labels[:at]), default=inf)
        below = _below_title([line for line in texts if line.middle < above], found[0])
        beside = any(any(map(_is_beside(one), below)) for one in found if one.known)
        return (found, at, below) if beside else None
    return None


def _below_title(texts: Sequence[Line], heading: Heading) -> Sequence[Line]:
    """Give the lines of text without those that the title of the paragraph (§) has: white space stands below it."""
    steps = [above.middle - below.middle for above, below in pairwise(texts)]
    for at, step in enumerate(steps, 1):
        if texts[at - 1].middle < heading.middle + _BESIDE * texts[at - 1].height:
            break
        larger = texts[at - 1].height > _LARGER * texts[at].height
        if larger or step > _SPACE_ABOVE * min((one for one in steps if one > texts[at].height), default=step):
            return texts[at:]
    return texts


def _is_beside(heading: Heading) -> Callable[[Line], bool]:
    """Say how to tell that a line of text stands beside a heading."""
    return lambda line: any(abs(own.middle - line.middle) < _BESIDE * line.height for own in heading.lines)


def _headings(lines: Sequence[Line]) -> list[Heading]:
    """Give the headings that lines make, the longest wordings first, up to one that is none."""
    found: list[Heading] = []
    at = 0
    while at < len(lines):
        near = at + 1
        while near < len(lines) and lines[near - 1].middle - lines[near].middle < _NEXT * lines[near].height:
            near += 1
        counts = range(min(_MOST_LINES, near - at), 0, -1)
        one = next(filter(None, (_heading(lines[at : at + count]) for count in counts)), None)
        one = one or _unknown(lines[at:near])
        if one is None:
            break
        found.append(one)
        at += len(one.lines)
    return found


def _heading(lines: Sequence[Line]) -> Heading | None:
    """Give the known heading that lines make together: where a word had no room it is parted."""
    if not lines[0].words[:1].isupper():
        return None
    found = headings.wrapped([line.words for line in lines], listed_headings.is_listed)
    return Heading(found[0], tuple(lines), known=True) if found else None


def _unknown(lines: Sequence[Line]) -> Heading | None:
    """Give the heading of a wording that no list has: a capital first, small letters on the rows below."""
    end = 1
    while end < len(lines) and lines[end].words[:1].islower():
        end += 1
    words = lines[0].words
    for line in lines[1:end]:
        cut = words[-1] in headings.HYPHENS or _NO_WORD.fullmatch(line.words)
        words = words.rstrip(headings.HYPHENS) + line.words if cut else f"{words} {line.words}"
    return Heading(words, tuple(lines[:end]), known=False) if _WORDS.fullmatch(words) else None


def _begins(texts: Sequence[Line], at: int) -> bool:
    """Whether a text may begin with a line: with no small letter but of `att`, below one that has ended."""
    words = texts[at].words
    over = texts[at - 1].words if at else ""
    return (not words[:1].islower() or words.startswith("att ")) and not over.endswith((",", "-"))


def by_top(found: Sequence[Heading], texts: Sequence[Line]) -> tuple[Group, ...]:
    """Give what each heading has whose text begins at its height; nothing where one has no such text."""
    begins: list[int] = []
    for one in found:
        beside = (at for at, line in enumerate(texts) if level(one.lines[0], line))
        at = next(beside, None)
        if at is None or not _begins(texts, at):
            return ()
        begins.append(at)
    return _groups(found, texts, begins)


def _groups(found: Sequence[Heading], texts: Sequence[Line], begins: Sequence[int]) -> tuple[Group, ...]:
    groups = [Group(None, tuple(texts[: begins[0]]))] if begins[0] else []
    ends = (*begins[1:], len(texts))
    return (*groups, *(Group(one, tuple(texts[a:b])) for one, a, b in zip(found, begins, ends, strict=True)))


def by_middle(found: Sequence[Heading], texts: Sequence[Line], *, goes_on: bool) -> tuple[Group, ...]:
    """Give what each heading has that stands in the middle of its text, if there is one way to part it.

    Rows above the first one belong to what is above; the last one ends with the last row, or goes on on the next page.
    """
    for open_end in (False, True) if goes_on else (False,):
        ways = [begins for at in range(len(texts)) if (begins := _from(found, texts, at, open_end=open_end))]
        if ways:
            return _groups(found, texts, ways[0]) if len(ways) == 1 else ()
    return ()


def _from(found: Sequence[Heading], texts: Sequence[Line], start: int, *, open_end: bool) -> list[int]:
    """Give where the text of each heading begins, the first of them with a line; nothing where that cannot be."""
    begins: list[int] = []
    at = start
    for one in found:
        if at == len(texts) or not _begins(texts, at):
            return []
        begins.append(at)
        last = 2 * one.middle - texts[at].middle
        end = next((k for k in range(at, len(texts)) if _alike(texts[k], last)), None)
        if end is None and open_end and begins[1:] and one is found[-1] and last < texts[-1].middle:
            end = len(texts) - 1  # so much more stands below the heading on the next page
        if end is None:
            return []
        at = end + 1
    return begins if at == len(texts) else []


def _alike(line: Line, middle: float) -> bool:
    return abs(line.middle - middle) < 2 * _CENTRED * line.height
