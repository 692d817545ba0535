"""Pieces of text with their place on a page become rows of cells, and the rows of all pages one text."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from kg.files import pdf_spacing
from kg.model import Page, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

_WORD_SPACE = 0.475
"""Pieces with a smaller gap between, as a share of the row's height, are one cell."""
_SAME_ROW = 0.4
"""Middles of two pieces nearer than this share of the height stand on one row; lines are at least a height apart."""
_OVER, _OVER_BESIDE = 1.0, 1.2
"""What reaches so many points into another piece lies over it; a label too long for its column reaches into it by a
letter, this share of the height."""
_LEAST_COLUMN = 1.5
"""A character of the written text stands for at least so many points of the page."""
_USUAL_COLUMN = 6.0
BULLET = re.compile(r"[•\-–*·▪●○◦o]|(?:\d{1,2}|[a-z])[.)]")


class Piece(NamedTuple):
    """Text that stands in one place: its left and right edge, its middle (up is more), its height, all in points."""

    left: float
    right: float
    middle: float
    height: float
    text: str
    near: bool = False
    """Whether it is a cell of its own, however near it stands to the one before."""


class Row(NamedTuple):
    """What stands at one height of a page: its cells from left to right."""

    middle: float
    height: float
    cells: list[Piece]


def rows_of(pieces: Sequence[Piece]) -> list[Row]:
    """Put pieces of one height on one row, rows from the top down; what overlaps there stands on a row of its own."""
    rows: list[Row] = []
    for piece in sorted(pieces, key=lambda piece: (-piece.middle, piece.left)):
        row = rows[-1] if rows else None
        if row is not None and row.middle - piece.middle < _SAME_ROW * max(row.height, piece.height):
            most = _OVER_BESIDE * piece.height if piece.near else _OVER
            over = [cell for cell in row.cells if min(cell.right, piece.right) - max(cell.left, piece.left) > most]
            if any(cell.text == piece.text for cell in over):  # printed twice to look bold
                continue
            if not over:
                row.cells.append(piece)
                if piece.height > row.height:
                    rows[-1] = Row(piece.middle, piece.height, row.cells)
                continue
        rows.append(Row(piece.middle, piece.height, [piece]))
    return [Row(row.middle, row.height, _joined(row)) for row in rows]


def _joined(row: Row) -> list[Piece]:
    """Put together what has no gap between: a raised figure and its word, a bullet and its point."""
    cells = sorted(row.cells)
    found = cells[:1]
    for cell in cells[1:]:
        before = found[-1]
        gap = (cell.left - before.right) / row.height
        if not cell.near and (gap < _WORD_SPACE or (gap < 4 and BULLET.fullmatch(before.text))):
            between = "" if gap < 0.1 else " "
            found[-1] = Piece(before.left, cell.right, before.middle, before.height, before.text + between + cell.text)
        else:
            found.append(cell)
    return found


def write(pages: Sequence[list[Row]]) -> tuple[str, tuple[Page, ...]]:
    """Write the rows of pages as text, a form feed between pages, and say where the text of each lies."""
    parted = pdf_spacing.parted(pages)
    left, width = _grid(pages)
    parts: list[str] = []
    spans: list[Page] = []
    begin = 0
    for number, rows in enumerate(pages, 1):
        columns = any(len(row.cells) > 1 for row in rows)
        lines: list[str] = []
        for row, apart in zip(rows, parted[number - 1], strict=True):
            if apart:
                lines.append("")
            lines.append(_line(row, left, width) if columns else row.cells[0].text)
        text = "".join(f"{line}\n" for line in lines)
        parts.append(text)
        spans.append(Page(number, Span(begin, begin + len(text))))
        begin += len(text) + 1
    return "\f".join(parts), tuple(spans)


def _grid(pages: Sequence[list[Row]]) -> tuple[float, float]:
    """Give the left edge of all columns and how many points a character stands for: no cell may reach the next one."""
    rows = [row for page in pages if any(len(row.cells) > 1 for row in page) for row in page]
    width = _USUAL_COLUMN
    for row in rows:
        for cell, after in pairwise(row.cells):
            width = min(width, (after.left - cell.left) / (len(cell.text) + 3))
    return min((row.cells[0].left for row in rows), default=0.0), max(width, _LEAST_COLUMN)


def _line(row: Row, left: float, width: float) -> str:
    """Write a row: each cell at its place, at least two spaces behind the one before."""
    line = ""
    for cell in row.cells:
        place = max(round((cell.left - left) / width), 0)
        line += " " * max(place - len(line), 2 if line else 0) + cell.text
    return line
