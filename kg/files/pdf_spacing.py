"""White space between the rows of a PDF: which rows stand further apart than the lines of one paragraph do there."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.files.pdf_rows import Row

_APART = 1.35
"""Lines further apart than this times the usual distance have a blank line between them."""
_SHARE = 0.2
"""The smallest distance that this share of all lines have is the usual one: tables and headings have more."""
_TOO_FEW = 5
_LEAST_STEP = 12
_ALIKE = 0.06
"""Heights of one size of type, as a share."""
_ALIGNED = 3.0
"""Lines of one paragraph begin within so many points."""
_INDENT = 45.0
"""The text of a point stands at most so far from its bullet."""
_POINT = re.compile(r"(?:\W|\w[.)]|\d\d[.)])\s")
_RUN_ON_SHARE = 0.1
"""Such a share of the lines of a distance goes on with the sentence above; where white space stands, hardly any."""
_ENDS = ".:;!?"


class _Step(NamedTuple):
    """How a row follows the one above."""

    size: int
    """How far below it, in twentieths of its height."""
    alike: bool
    """Whether both have one size of type; the height of a point is that of its bullet."""
    runs_on: bool
    """Whether it goes on with the sentence above."""


def parted(pages: Sequence[Sequence[Row]]) -> list[list[bool]]:
    """Say of each row of each page whether white space stands above it.

    What lines of one paragraph have for distance is learnt from the document, which may have several: a head with
    lists in single spacing, a body in double spacing. A distance is one of lines where sentences go on over it: the
    line above fills its column, ends without a stop, and the one below begins with a small letter. Rows next to others
    that stand closer are judged by those: there, the distance of lines in another part of the document is white space.
    """
    edges = _edges(pages)
    steps = [_steps(rows, edges) for rows in pages]
    usual = _usual_distance(steps)
    lines = _distances_of_lines(steps, _APART * usual)
    return [[False, *_judged(page, usual, lines)][: len(rows)] for page, rows in zip(steps, pages, strict=True)]


def _judged(steps: Sequence[_Step], usual: float, lines: frozenset[int]) -> Iterator[bool]:
    for at, step in enumerate(steps):
        if step.size <= _APART * usual:
            yield False
            continue
        near = [one for one in steps[max(at - 1, 0) : at + 2] if one.alike and one.size >= _LEAST_STEP]
        closer = any(one.size * _APART < step.size for one in near)
        known = not lines.isdisjoint(range(step.size - 1, step.size + 2))
        yield not (step.alike and known and (step.runs_on or not closer))


def _steps(rows: Sequence[Row], edges: dict[int, float]) -> list[_Step]:
    return [
        _Step(
            round(20 * (above.middle - row.middle) / row.height),
            abs(above.height - row.height) <= _ALIKE * row.height or _POINT.match(above.cells[-1].text) is not None,
            _runs_on(above, row, edges),
        )
        for above, row in pairwise(rows)
    ]


def _edges(pages: Sequence[Sequence[Row]]) -> dict[int, float]:
    """Give how far right the lines reach that begin at one place, in points."""
    edges: dict[int, float] = {}
    for cell in (row.cells[-1] for rows in pages for row in rows):
        place = round(cell.left / _ALIGNED)
        edges[place] = max(edges.get(place, 0.0), cell.right)
    return edges


def _runs_on(above: Row, row: Row, edges: dict[int, float]) -> bool:
    """Whether a row goes on with the sentence of the one above, which had no room for its first word."""
    before, after = above.cells[-1], row.cells[-1]
    first = after.text.split(maxsplit=1)[0]
    point = _POINT.match(before.text) is not None
    aligned = -_ALIGNED <= after.left - before.left <= (_INDENT if point else _ALIGNED)
    if not aligned or before.text[-1] in _ENDS or not first[0].islower() or first == "att" or _POINT.match(after.text):
        return False
    width = (after.right - after.left) * (len(first) + 1) / len(after.text)
    return before.right + width > edges[round(before.left / _ALIGNED)]


def _usual_distance(pages: Sequence[Sequence[_Step]]) -> float:
    """Give the distance of a line from the one above, in twentieths of its height, that lines of one paragraph have."""
    steps = Counter(step.size for page in pages for step in page)
    if steps.total() < _TOO_FEW:
        return 20
    least = _SHARE * steps.total()
    near = (size for size in sorted(steps) if size > _LEAST_STEP and _near(steps, size) >= least)
    return next(near, 20)


def _distances_of_lines(pages: Sequence[Sequence[_Step]], beyond: float) -> frozenset[int]:
    """Give the distances beyond the usual one over which sentences go on."""
    alike = [step for page in pages for step in page if step.alike and step.size > beyond]
    sizes, running = Counter(step.size for step in alike), Counter(step.size for step in alike if step.runs_on)
    return frozenset(size for size in sizes if _near(running, size) >= max(1, _RUN_ON_SHARE * _near(sizes, size)))


def _near(steps: Counter[int], size: int) -> int:
    return sum(steps[size + k] for k in (-1, 0, 1))
