"""Headings of sections in a column beside their text on a page of a PDF, told by the places of what is drawn.

Each heading is put above its text, so that what reads lines finds nothing beside each other. Letters that no gap parts
are parted where the column begins; a heading at the top or in the middle of its text is told by exact heights.
"""

from __future__ import annotations

from collections import Counter
from ctypes import addressof
from dataclasses import dataclass
from itertools import pairwise
from math import inf, isinf
from typing import TYPE_CHECKING, NamedTuple

from pypdfium2 import raw as lib

from kg.files import pdf_running, pdf_text
from kg.files.layout import opens_paragraph
from kg.files.pdf_side_groups import LEVEL, Group, Heading, Line, Run, by_middle, by_top, headed, level
from kg.language import headings

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.files.pdf_text import Text

_ALIGNED = 1.5
"""What stands in one column begins within so many points."""
_OVER = 2.0
"""What reaches so many points over the edge of a column stands across it."""
_NARROWEST = 18.0
"""A column of headings is at least so wide, in points."""
_MOST_RUNS = 2000
"""On a page with more runs of letters each is a word or less: nothing is told by them."""
_MOST_EDGES = 8
"""Of the places where the second column may begin so many are looked at: the most frequent."""
_LEAST = 2
"""So many headings with text beside them show a column."""
_MOSTLY = 0.6
"""So many lines of the column are those of known headings."""
_SPACE = 0.1
"""A gap of so many heights is a blank."""
_ALONE = 0.25
"""So large a share of the lines of a column of text have no heading beside them."""
_FLOWS = 2
"""So many lines of running text go on in the next on either side where a page has two columns of it."""
_MOSTLY_WHERE_KNOWN = 0.3
"""The same where other pages have shown where the column is."""


class Region(NamedTuple):
    """Rows of a page in two columns: the headings, at the right or not, all lines, and the ways to part these."""

    right: bool
    edge: float
    headings: tuple[Heading, ...]
    lines: tuple[Line, ...]
    at_top: tuple[Group, ...]
    """Where each heading stands at the top of its text; nothing where that cannot be."""
    in_middle: tuple[Group, ...]

    @property
    def known(self) -> int:
        return sum(one.known for one in self.headings)

    @property
    def top(self) -> float:
        return max(line.middle for line in self.lines)

    @property
    def foot(self) -> float:
        return min(line.middle for line in self.lines)

    def meets(self, other: Region) -> bool:
        """Whether another one has rows of this one."""
        return self.top >= other.foot and other.top >= self.foot


class Told(NamedTuple):
    """Rows of a page in two columns: all their lines, and what each heading has; nothing where nobody can tell."""

    lines: tuple[Line, ...]
    groups: tuple[Group, ...]
    of: Told | None = None
    """What it is a part of."""


@dataclass(slots=True)
class State:
    """What the pages so far have shown: on which sides headings stand, at the top of their text or in the middle."""

    sides: frozenset[bool] = frozenset()
    top: int = 0
    middle: int = 0
    edges: frozenset[float] = frozenset()
    """Where the second column begins: on a page with one heading at the right no other line does."""
    known: bool = False
    """Whether all pages were looked at before: nothing is added."""
    lost: bool = False
    """Whether what stands above the next heading belongs to something that was not read."""


class _Page(NamedTuple):
    """A page parted at a place: what stands left of it and right of it, and at which heights something goes across."""

    left: list[Line]
    right: list[Line]
    across: list[float]


def find(text: Text, state: State) -> list[Told]:
    """Give what stands in two columns on a page, headings left or right of their text, from the top down."""
    runs = list(_runs(text))
    if not 0 < len(runs) <= _MOST_RUNS or not _may_have(text, runs, 1 if state.known else _LEAST):
        return []
    shown = state.edges if state.known else frozenset[float]()
    edges = {*_edges(runs), *shown}
    least = _MOSTLY_WHERE_KNOWN if state.known else _MOSTLY
    parted = [(edge, _parted(text, runs, edge)) for edge in sorted(edges)]
    parted = [(edge, page) for edge, page in parted if edge in shown or _is_column(page, edge)]
    prose = any(_is_prose(page, edge) for edge, page in parted)
    found = [] if prose else [region for edge, page in parted for region in _regions(page, edge, least)]
    kept: list[Region] = []
    for one in sorted(found, key=lambda one: (-one.known, not (one.at_top or one.in_middle), len(one.lines))):
        if not any(map(one.meets, kept)):
            kept.append(one)
    if not state.known:
        for right in (False, True):
            if sum(one.known for one in kept if one.right is right) >= _LEAST:
                state.sides |= {right}
    kept = [one for one in kept if one.right in state.sides]
    if not state.known:
        state.top += sum(bool(one.at_top) and not one.in_middle for one in kept)
        state.middle += sum(bool(one.in_middle) and not one.at_top for one in kept)
        state.edges |= {one.edge for one in kept}
    if any(run.pieced for run in runs) and state.middle <= state.top:
        # Of words put together of letters less is sure: what reads the lines may tell the headings at the top.
        kept = [one for one in kept if _told(one, state)]
    told = [Told(one.lines, _told(one, state)) for one in sorted(kept, key=lambda one: -one.top)]
    return _without_lost(text, runs, told, state) if state.lost or not all(one.groups for one in told) else told


def _is_prose(page: _Page, edge: float) -> bool:
    """Whether running text goes down both sides: headings in one of two columns of a page are of what stands below."""
    if len(page.across) > len(page.right) / 2:
        return False  # words that begin below each other in the middle of lines
    left = [line for line in page.left if max(run.right for run in line.runs) < edge + _OVER]
    flows = [
        pdf_running.flows(
            [
                pdf_running.Line(line.runs[0].left, line.runs[-1].right, line.middle, line.height, line.words)
                for line in side
            ]
        )
        for side in (left, page.right)
    ]
    return min(flows) >= _FLOWS and sum(flows) > 2 * _FLOWS


def _may_have(text: Text, runs: Sequence[Run], least: int) -> bool:
    """Whether what may begin so many headings has something beside it: quicker than to look for columns."""
    begun = (run for run in runs if headings.may_begin(text.text[run.begin : run.end]))
    return sum(any(_is_beside(one, other) for other in runs) for one in begun) >= least


def _is_beside(one: Run, other: Run) -> bool:
    apart = other.left > one.right - one.height or other.right < one.left + one.height
    return other is not one and apart and abs(one.middle - other.middle) < one.height


def _without_lost(text: Text, runs: Sequence[Run], told: Sequence[Told], state: State) -> list[Told]:
    """Leave out what follows rows that nobody can tell, up to the next heading or paragraph (§)."""
    inside = {run: one for one in told for line in one.lines for run in line.runs}
    found: list[Told] = []
    for line in _lines(text, runs):
        one = next((inside[run] for run in line.runs if run in inside), None)
        if one is None:
            state.lost = state.lost and not opens(line.words)
            found += [Told((line,), ())] if state.lost else []
        elif not (found and found[-1].of is one):
            begun = one.groups[1:] if one.groups and one.groups[0].heading is None and state.lost else one.groups
            state.lost = not begun
            found.append(Told(one.lines, begun, one))
    return found


def opens(words: str) -> bool:
    """Whether a line is the heading of a paragraph (§); a sentence may begin a line with `§ 14, och`."""
    return pdf_running.is_numbered(words) or (opens_paragraph(words) and words.partition("§")[0].strip().isdecimal())


def _told(region: Region, state: State) -> tuple[Group, ...]:
    """Give what each heading has, in the way that the others of the document have it."""
    if region.at_top == region.in_middle:
        return region.at_top
    if state.top != state.middle:
        return region.at_top if state.top > state.middle else region.in_middle
    return ()


def _runs(text: Text) -> Iterator[Run]:
    """Give the letters of each line that were drawn together; of letters that were drawn one by one, the words."""
    for begin, end in pdf_text.lines(text.text):
        word: Run | None = None
        for run in _drawn(text, begin, end):
            if word and run.end - run.begin == 1 and _goes_on(word, run):
                word = word._replace(end=run.end, right=run.right, pieced=True)
                continue
            if word:
                yield word
            word = run
        if word:
            yield word


def _goes_on(word: Run, letter: Run) -> bool:
    """Whether a letter goes on with the word whose letters were drawn one by one."""
    alone = word.pieced or word.end - word.begin == 1
    near = -_SPACE * letter.height < letter.left - word.right < _SPACE * letter.height
    return alone and near and word.end == letter.begin and abs(word.middle - letter.middle) < LEVEL * letter.height


def _drawn(text: Text, begin: int, end: int) -> Iterator[Run]:
    """Give the letters of a line that were drawn together."""
    first, key = begin, 0
    for at in range(begin, end + 1):
        blank = at == end or text.text[at].isspace()
        here = 0 if blank else _object(text, at)
        if at < end and blank:
            continue
        if here != key or at == end:
            if key and (run := _run(text, first, at)):
                yield run
            first, key = at, here


def _object(text: Text, at: int) -> int:
    """Give the address of the object that draws a letter."""
    drawn = lib.FPDFText_GetTextObject(text.raw, text.index(at))
    return addressof(drawn.contents) if drawn else 0


def _run(text: Text, begin: int, end: int) -> Run | None:
    end = begin + len(text.text[begin:end].rstrip())
    if end <= begin or not text.upright(begin):
        return None
    left, _, bottom, top = text.line_box(begin)
    right = text.line_box(end - 1)[1]
    return Run(begin, end, left, right, (bottom + top) / 2, max(top - bottom, 1.0))


def _edges(runs: Sequence[Run]) -> list[float]:
    """Give where several runs begin that do not stand at the left edge, the most frequent places first."""
    margin = min(run.left for run in runs)
    often = Counter(round(run.left / _ALIGNED) for run in runs if run.left > margin + _NARROWEST)
    near = {place: sum(often[place + step] for step in (-1, 0, 1)) for place in often}
    found: list[float] = []
    for place in sorted(near, key=lambda place: (-near[place], place)):
        exact = Counter(round(run.left, 1) for run in runs if abs(round(run.left / _ALIGNED) - place) <= 1)
        if near[place] >= _LEAST and all(abs(exact.most_common(1)[0][0] - other) > _ALIGNED for other in found):
            found.append(exact.most_common(1)[0][0])
    return found[:_MOST_EDGES]


def _parted(text: Text, runs: Sequence[Run], edge: float) -> _Page:
    """Part a page at a place; a heading alone may reach over it by a letter."""
    starts = [run for run in runs if abs(run.left - edge) <= 2 * _ALIGNED]
    across = [
        run.middle
        for run in runs
        if run.left < edge - _OVER
        and run.right > edge + _OVER
        and not (run.right < edge + run.height and any(level(run, other) for other in starts))
    ]
    sides: tuple[list[Run], list[Run]] = ([], [])
    for run in runs:
        sides[run.left >= edge - _OVER].append(run)
    left, right = (list(_lines(text, side)) for side in sides)
    first = min(run.left for run in runs)
    across += [line.middle for line in left if line.left < first + edge and opens(line.words)]
    return _Page(left, right, across)


def _is_column(page: _Page, edge: float) -> bool:
    """Whether lines begin at a place, and not words within lines drawn letter by letter: some have nothing left."""
    begun = [line for line in page.right if abs(line.left - edge) <= 2 * _ALIGNED]
    alone = sum(not any(level(line, other) for other in page.left) for line in begun)
    pieced = any(run.pieced for line in begun for run in line.runs)
    return not pieced or alone > max(1, _ALONE * len(begun))


def _lines(text: Text, runs: Sequence[Run]) -> Iterator[Line]:
    """Put together what a column has at one height."""
    rows: list[list[Run]] = []
    for run in sorted(runs, key=lambda run: (-run.middle, run.left)):
        if rows and level(rows[-1][0], run):
            rows[-1].append(run)
        else:
            rows.append([run])
    for row in rows:
        row.sort(key=lambda run: run.left)
        words = pdf_text.clean(text, row[0].begin, row[0].end)
        for before, run in pairwise(row):
            space = " " if run.left - before.right > _SPACE * run.height else ""
            words += space + pdf_text.clean(text, run.begin, run.end)
        yield Line(tuple(row), words)


def _regions(page: _Page, edge: float, least: float) -> Iterator[Region]:
    """Give what stands in two columns between what goes across the page.

    Args:
        page: The page, parted at the edge.
        edge: Where the second column begins.
        least: So large a share of the lines of the column are those of known headings.
    """
    for top, foot in pairwise([inf, *sorted(page.across, reverse=True), -inf]):
        left, right = ([line for line in side if _within(line, foot, top)] for side in (page.left, page.right))
        for at_right, labels, texts in ((False, left, right), (True, right, left)):
            if texts and (read := headed(labels, texts, least)):
                found, first, below = read
                lines = tuple(sorted((*labels[first:], *below), key=lambda line: -line.middle))
                in_middle = by_middle(found, below, goes_on=isinf(foot))
                yield Region(at_right, edge, tuple(found), lines, by_top(found, below), in_middle)


def _within(line: Line, foot: float, top: float) -> bool:
    off = LEVEL * line.height
    return foot + off < line.middle < top - off
