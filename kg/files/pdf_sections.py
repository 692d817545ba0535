"""Columns that each section of a paragraph (§) has of its own: its heading stands above them, on a row of its own."""

from __future__ import annotations

from itertools import chain, pairwise
from typing import TYPE_CHECKING

from kg.files import pdf_running
from kg.language import roster_labels

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kg.files.pdf_rows import Piece

_LEVEL = 1.6
"""The first lines of columns stand no further apart than so many heights."""
_FILLED = 0.7
"""The last line of a column fills so much of it where its sentence goes on in the next."""
_LEAST_WORDS = 3
_LONGEST_HEAD, _NO_HEAD = 4, ".,;:-"
"""A heading of no known kind has no more words, and does not end so."""
_ENDS = ".:!?"
_LEAST_BEGUN, _LEAST_TOLD = 3, 2
"""So many sections have columns, and in so many a sentence goes on at the head of the next column."""


def told(pages: Mapping[int, tuple[Sequence[Piece], Sequence[float]]]) -> frozenset[int]:
    """Give the pages whose sections have columns of their own.

    A table may stand so too: what tells are sentences that go on at the head of the next column.

    Args:
        pages: What stands on each, and where its columns begin, but for the first.
    """
    found: dict[int, list[pdf_running.Columns]] = {}
    for at, (pieces, grid) in pages.items():
        rows = pdf_running.rows(pieces)
        sections = list(_sections(rows, sorted(_heads(rows, grid)), grid))
        if any(_is_heading(head) for head, _ in sections):  # those present may stand beside labels
            found[at] = [columns for _, columns in sections]
    everywhere = list(chain.from_iterable(found.values()))
    enough = len(everywhere) >= _LEAST_BEGUN and sum(map(_goes_on, everywhere)) >= _LEAST_TOLD
    return frozenset(found) if enough else frozenset()


def heads(pieces: Sequence[Piece], grid: Sequence[float]) -> frozenset[int]:
    """Give the rows of headings of a page whose sections have columns of their own; none where it is no such page."""
    return _heads(pdf_running.rows(pieces), grid)


def _heads(rows: Sequence[Sequence[Piece]], grid: Sequence[float]) -> frozenset[int]:
    """Give the rows of headings and of labels of lists: in the first column, with nothing beside them.

    Below each all columns begin at one height. There are none where one stands beside something or has other columns.
    """
    found: list[int] = []
    below = True
    for at, row in reversed(list(enumerate(rows))):
        heading = any(map(_is_heading, row))
        if heading and not pdf_running.is_alone(row, grid):
            return frozenset()
        alone = len(row) == 1 and pdf_running.is_alone(row, grid)
        # `Ordförande` at the foot of a column labels who stands at the head of the next one.
        label = roster_labels.kind(row[0].text) if alone else None
        is_label = label is not None and (not below or label[1] in roster_labels.OF_ELECTED)
        below = heading or is_label or (alone and _is_between(rows, at, grid))
        if below:
            found.append(at)
    level = all(_begin_level(columns) for _, columns in _sections(rows, found[::-1], grid))
    return frozenset(found) if level else frozenset()


def _is_heading(piece: Piece) -> bool:
    """Whether a piece is the heading of a paragraph (§) or of a section: a sentence may go on with `§ 18 förslaget`."""
    if "§" in piece.text:
        return pdf_running.is_numbered(piece.text)
    return piece.text[0].isupper() and pdf_running.is_heading(piece.text)


def _is_between(rows: Sequence[Sequence[Piece]], at: int, grid: Sequence[float]) -> bool:
    """Whether a row is a heading, of whatever kind, between columns: others begin right below it, or ended above it.

    They have ended where the first is left in the middle of a sentence and the last one has come to its end.
    """
    text = rows[at][0].text
    if len(text.split()) > _LONGEST_HEAD or not text[0].isupper() or text[-1] in _NO_HEAD:
        return False
    if at + 1 < len(rows) and not pdf_running.is_alone(rows[at + 1], grid):
        return True
    above = sorted(rows[at - 1]) if at else []
    return len(above) > 1 and above[0].text[-1] not in _ENDS and above[-1].text[-1] in _ENDS


def _sections(
    rows: Sequence[Sequence[Piece]], heads: Sequence[int], grid: Sequence[float]
) -> Iterator[tuple[Piece, pdf_running.Columns]]:
    """Give each heading that has several columns, and those."""
    for head, end in pairwise([*heads, len(rows)]):
        below = [piece for row in rows[head + 1 : end] for piece in row]
        columns = [pdf_running.lines(column) for column in pdf_running.apart(below, grid)]
        if columns[0] and any(columns[1:]):
            yield rows[head][0], columns


def _begin_level(columns: pdf_running.Columns) -> bool:
    first = columns[0][0]
    return all(abs(column[0].middle - first.middle) < _LEVEL * first.height for column in columns[1:] if column)


def _goes_on(columns: pdf_running.Columns) -> bool:
    """Whether a sentence fills the foot of a column and goes on at the head of the next."""
    for before, after in pairwise(columns):
        if not before or not after:
            continue
        edge, end = min(line.left for line in before), max(line.right for line in before)
        last = before[-1]
        full = last.right - edge >= _FILLED * (end - edge) and len(last.text.split()) >= _LEAST_WORDS
        if full and pdf_running.runs_over([before, after]):
            return True
    return False
