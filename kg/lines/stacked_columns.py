"""Pages in columns one below the other in a text without form feeds: where one ends and the next begins."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from kg.files import pdf_running

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    Texts = dict[int, str]
    """What stands in a column, by its row."""

_BLANK = 2
"""So many rows are blank in all columns where a page may end."""
_ENDS = ".:;!?"
_LEAST_WORDS = 3
_DESCENT = 2
"""A paragraph (§) with a lower number than the one before it weighs as much as so many sentences."""


def begins(columns: Sequence[Texts], most: int) -> tuple[list[int], bool]:
    """Give the rows where the columns of a next page begin, and whether that is unclear.

    Rows that are blank in all columns part pages, or paragraphs that end at one height by chance: what tells is where
    sentences go on, down the column or at the head of the next, and the order of the paragraphs' numbers; no page has
    more rows than `most`.

    >>> begins([{1: "Nämnden beslutar att", 5: "Ärendet avslås."}, {1: "bifalla motionen.", 5: "Jäv anmäls."}], 75)
    ([5], False)
    """
    rows = sorted({row for column in columns for row in column})
    cuts = [row for before, row in pairwise(rows) if row - before > _BLANK]
    if not cuts or len(columns) < 2:
        return [], False
    edges = [rows[0], *cuts, rows[-1] + 1]
    pages = [[_within(column, *edge) for column in columns] for edge in pairwise(edges)]
    down = _score([page[at] for at in range(len(columns)) for page in pages])
    across = _score([column for page in pages for column in page])
    return (cuts, False) if across > down or (across == down and rows[-1] - rows[0] > most) else ([], across == down)


def _within(column: Texts, first: int, end: int) -> list[str]:
    return [column[row] for row in sorted(column) if first <= row < end]


def _score(order: Sequence[list[str]]) -> int:
    """Give how well the stretches of text follow each other."""
    filled = [texts for texts in order if texts]
    numbers = [number for texts in filled for text in texts if (number := pdf_running.number(text))]
    descents = sum(after < before for before, after in pairwise(numbers))
    return sum(_seams(filled)) - _DESCENT * descents


def _seams(order: Sequence[list[str]]) -> Iterator[int]:
    for before, after in pairwise(order):
        last, first = before[-1], after[0]
        is_open = last[-1] not in _ENDS and len(last.split()) >= _LEAST_WORDS
        small = first[0].islower() and not first.startswith("att ")
        yield 1 if is_open and small else -1 if small else 0
