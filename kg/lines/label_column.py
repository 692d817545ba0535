"""Headings in a column of their own at the left: which cells are headings, and which text beside them is theirs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

ENDS = ".:;!?”"
"""What ends a sentence, or a list."""
GLUES = (" ", "")
"""What stands between the lines of a heading: nothing where a word had no room in a narrow column."""
_SLACK = 1
_BESIDE = 2
"""A row has so many cells where text stands beside a heading."""
_MOST_LINES = 4
"""A heading is wrapped over no more lines than these."""

Beside = tuple[list[Any], list[list[Any]]]
"""The cells of a heading, wrapped over several lines or in one, and the rows of cells beside it."""


def wrapped(first: Any, below: Iterable[Sequence[Any]], edge: int, is_heading: Callable[[str], bool]) -> list[Any]:
    """Give the cells that make one heading from `first` on, nothing where none is; the longest wording counts.

    Its lines stand left of the edge of the text beside it, below each other or up to that edge.
    """
    label, found = [first], [first] if is_heading(first.text) else []
    for row in below:
        cell = row[0] if row else None
        if cell is None or len(label) == _MOST_LINES:
            break
        if cell.column >= edge - _SLACK:
            continue
        label.append(cell)
        if any(is_heading(glue.join(part.text for part in label)) for glue in GLUES):
            found = list(label)
        if not cell.text[0].islower():
            break
    return found


def glue(label: Sequence[Any], is_heading: Callable[[str], bool]) -> str:
    """Give what stands between the lines of a heading."""
    whole = (glue for glue in GLUES if is_heading(glue.join(part.text for part in label)))
    return next(whole, GLUES[0])


def read(
    rows: Sequence[Sequence[Any]], is_heading: Callable[[str], bool], ends: Callable[[Sequence[Any]], bool]
) -> tuple[list[Beside], int]:
    """Read rows down, heading by heading, where the first begins with one and text stands beside it.

    Returns:
        What stands beside each heading, and how many rows were read; nothing where no column of headings is here.
    """
    if len(rows[0]) < _BESIDE:
        return [], 0
    left, edge = rows[0][0].column, rows[0][1].column
    label = wrapped(rows[0][0], rows[1:], edge, is_heading)
    if not label or is_heading(rows[0][1].text) or rows[0][1].text.strip(" .").isdecimal():
        return [], 0
    found: list[Beside] = []
    used: set[int] = set()
    for at, row in enumerate(rows):
        first = row[0]
        aside = first.column >= edge - _SLACK
        heads = [] if aside or id(first) in used else wrapped(first, rows[at + 1 :], edge, is_heading)
        astray = abs(first.column - left) > _SLACK and not heads and id(first) not in used
        if at and not aside and (first.end >= edge or astray or ends(row)):
            return found, at
        if aside:
            found[-1][1].append(list(row))
            continue
        if id(first) not in used:
            label = heads or [first]
            used |= set(map(id, label))
            found.append((label, []))
            if len(row) == 1 and len(label) == 1 and len(found) > 1:
                _centred(found, rows[at + 1 :], edge)
        if len(row) > 1:
            found[-1][1].append(list(row[1:]))
    return found, len(rows)


def _centred(found: list[Beside], below: Sequence[Sequence[Any]], edge: int) -> None:
    """Give a heading in the middle of its text as many rows from above it as stand below it."""
    after = 0
    for row in below:
        if row[0].column < edge - _SLACK:
            break
        after += 1
    above, own = found[-2][1], found[-1][1]
    last = found[-2][0][-1].row
    free = [row for row in above[-after:] if row[0].row > last] if after else []
    del above[len(above) - len(free) :]
    own += free
