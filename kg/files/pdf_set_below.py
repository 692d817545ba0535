"""A page of a PDF whose headings stand beside their text is set anew: each above its text, in one column."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from kg.files.pdf_rows import Piece
from kg.files.pdf_text import Boxed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from kg.files.pdf_side_groups import Line
    from kg.files.pdf_side_headings import Told
    from kg.files.pdf_text import Text

_ABOVE = 2.4
"""So many steps of a line stand between a heading and what is above it: white space."""
_LEAST_STEP = 0.8
_USUAL_STEP = 1.2


class _Block(NamedTuple):
    """What stands in two columns as it is set anew, and how much lower that ends than before."""

    top: float
    pieces: list[Piece]
    growth: float


def rest(text: Text, lines: Sequence[Boxed], told: Sequence[Told]) -> list[Boxed]:
    """Give the lines of a page without what stands in two columns."""
    taken = sorted((run.begin, run.end) for one in told for line in one.lines for run in line.runs)
    found: list[Boxed] = []
    for line in lines:
        begin, kept = line.begin, []
        for first, last in taken:
            if line.begin <= first < line.end:
                kept.append((begin, first))
                begin = max(begin, last)
        if not kept:
            found.append(line)
            continue
        for first, last in (*kept, (begin, line.end)):
            words = text.text[first:last]
            opens = first + len(words) - len(words.lstrip())
            ends = opens + len(words.strip())
            if opens < ends and (boxes := text.boxes(opens, ends)):
                found.append(Boxed(opens, ends, boxes))
    return found


def below(
    text: Text, told: Sequence[Told], others: Sequence[Piece], make: Callable[[Text, list[Boxed]], list[Piece]]
) -> list[Piece]:
    """Give the pieces of a page, with the two columns of some rows set below each other; what is below moves down."""
    blocks = [_block(text, one, make) for one in told]
    found: list[Piece] = []
    down = 0.0
    for block in blocks:
        found += [piece._replace(middle=piece.middle - down) for piece in block.pieces]
        down += block.growth
    for piece in others:
        moved = sum(block.growth for block in blocks if piece.middle < block.top)
        found.append(piece._replace(middle=piece.middle - moved))
    return found


def _block(text: Text, told: Told, make: Callable[[Text, list[Boxed]], list[Piece]]) -> _Block:
    top, foot = told.lines[0].middle, told.lines[-1].middle
    if not told.groups:
        return _Block(top, [], 0.0)
    texts = [line for group in told.groups for line in group.lines]
    height = texts[0].height
    steps = (a.middle - b.middle for a, b in pairwise(texts))
    step = min((step for step in steps if step > _LEAST_STEP * height), default=_USUAL_STEP * height)
    left = min(line.left for line in texts)
    pieces: list[Piece] = []
    at = top
    for number, group in enumerate(told.groups):
        if group.heading is not None:
            at -= _ABOVE * step if number else 0.0
            words = group.heading.words
            pieces.append(Piece(left, left + height * len(words) / 2, at, height, words))
            at -= step
        if group.lines:
            off = at - group.lines[0].middle
            made = make(text, list(_boxed(text, group.lines)))
            pieces += [piece._replace(middle=piece.middle + off) for piece in made]
            at = group.lines[-1].middle + off
    return _Block(top, pieces, foot - at)


def _boxed(text: Text, lines: Sequence[Line]) -> Iterator[Boxed]:
    """Give the stretches of text of some lines: runs that follow each other are one."""
    for line in lines:
        begin, end = line.runs[0].begin, line.runs[0].end
        for run in line.runs[1:]:
            if run.begin >= end and not text.text[end : run.begin].strip() and "\n" not in text.text[end : run.begin]:
                end = run.end
                continue
            yield Boxed(begin, end, text.boxes(begin, end))
            begin, end = run.begin, run.end
        yield Boxed(begin, end, text.boxes(begin, end))
