"""Rows of a table whose cells stand in the middle of their row: label and text are set at the row's top.

`td { vertical-align: middle }` is what a web page does where nothing else is said: of four members the first two stand
above their label and the last two below, and nothing but the places says to which label a line belongs.
"""

from __future__ import annotations

from itertools import islice, pairwise
from typing import TYPE_CHECKING, NamedTuple

from kg.files import pdf_running

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from kg.files.pdf_rows import Piece

_ALIGNED = 1.5
"""Cells of one column begin within so many points."""
_SAME = 1.5
"""Middles, and the white space between rows, are alike within so many points: they are rounded to pixels."""
_FAR = 3.0
"""Cells of one table follow within so many heights."""
_LONGEST_LABEL = 5
_MOST_LINES = 40
"""A column of more lines is a list or prose."""
_LEAST_ROWS = 2
_RUNNING = 3
"""Where so many lines go on in the next, no labels stand on the left but running text."""
_LEAST_STEP = 0.8
"""Lines below each other are further apart than this share of their height."""
_WAYS = 8
"""Where there are more ways than these to part a table, nothing is told by it."""


class _Row(NamedTuple):
    """A row of a table: the levels of its label, each with all that stands on it, and of the text beside it."""

    label: Sequence[list[Piece]]
    text: Sequence[list[Piece]]


class _Table(NamedTuple):
    """What may be a table: the levels on the left and the lines of one column on the right, from the top down."""

    labels: list[list[Piece]]
    lines: list[list[Piece]]
    label_step: float
    line_step: float

    def height(self, row: _Row) -> float:
        return max(len(row.label) * self.label_step, len(row.text) * self.line_step)


class _Edges(NamedTuple):
    """How high up a row begins and ends."""

    top: float
    foot: float


def raised(pieces: Sequence[Piece]) -> list[Piece]:
    """Give the pieces with the cells of vertically centred tables moved up to the top of their rows.

    That a table is centred is seen by its places alone: there is one way to part it into rows in which the middle of
    each label is that of its text, with the same white space between all rows, and none in which both begin at the top.
    """
    place = {id(piece): at for at, piece in enumerate(pieces)}
    by: dict[int, float] = {}
    for table in _tables(pieces):
        by |= {place[piece]: up for piece, up in _centred(table).items()}
    return [piece._replace(middle=piece.middle + by.get(at, 0.0)) for at, piece in enumerate(pieces)]


def _tables(pieces: Sequence[Piece]) -> Iterator[_Table]:
    """Give each column of several lines, with nothing on its right, with what stands on its left."""
    for lines in _runs(pieces):
        if not _LEAST_ROWS < len(lines) <= _MOST_LINES:
            continue
        left = min(piece.left for piece in lines)
        top, foot = lines[0].middle + _SAME, lines[-1].middle - _SAME
        between = [piece for piece in pieces if foot < piece.middle < top]
        if any(piece.left > left + 2 * _ALIGNED for piece in between):
            continue
        beside = [piece for piece in between if piece.right < left]
        labels = _levels(beside)
        if len(labels) >= _LEAST_ROWS and pdf_running.flows(pdf_running.lines(beside)) < _RUNNING:
            levels = [[piece] for piece in lines]
            step = _step(levels)
            yield _Table(labels, levels, min(_step(labels), step), step)


def _runs(pieces: Sequence[Piece]) -> Iterator[list[Piece]]:
    """Give what stands below each other in one column, from the top down, without white space as wide as lines."""
    columns: list[list[Piece]] = []
    for piece in sorted(pieces):
        if columns and piece.left - columns[-1][-1].left <= _ALIGNED:
            columns[-1].append(piece)
        else:
            columns.append([piece])
    for column in columns:
        column.sort(key=lambda piece: -piece.middle)
        run = column[:1]
        for piece in column[1:]:
            if run[-1].middle - piece.middle > _FAR * piece.height:
                yield run
                run = []
            run.append(piece)
        yield run


def _levels(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """Put together what stands at one height, from the top down."""
    found: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda piece: -piece.middle):
        if found and found[-1][0].middle - piece.middle < _SAME:
            found[-1].append(piece)
        else:
            found.append([piece])
    return found


def _step(levels: Sequence[list[Piece]]) -> float:
    """Give how far below each other the lines of one cell stand."""
    height = levels[0][0].height
    steps = [above[0].middle - below[0].middle for above, below in pairwise(levels)]
    return min((step for step in steps if step > _LEAST_STEP * height), default=height)


def _centred(table: _Table) -> dict[int, float]:
    """Say how far up the pieces of a table move that is centred; none where it is not, or its rows cannot be told."""
    if next(_parted(table, _from_top), None) is not None:
        return {}
    ways = [_moves(rows) for rows in islice(_parted(table, _from_middle), _WAYS + 1)]
    return ways[0] if 0 < len(ways) <= _WAYS and all(way == ways[0] for way in ways) else {}


def _moves(rows: Sequence[_Row]) -> dict[int, float]:
    """Say how far up each piece moves to the top of its row."""
    found: dict[int, float] = {}
    for row in rows:
        cells = [cell for cell in row if cell]
        top = max(cell[0][0].middle for cell in cells)
        for cell in cells:
            found |= {id(piece): top - cell[0][0].middle for level in cell for piece in level}
    return {piece: up for piece, up in found.items() if up}


def _from_top(table: _Table, row: _Row) -> _Edges | None:
    """Give the edges of a row whose cells begin at its top, or None where they do not."""
    firsts = [cell[0][0].middle for cell in row if cell]
    top = firsts[0] + table.line_step / 2
    return _Edges(top, top - table.height(row)) if max(firsts) - min(firsts) < _SAME else None


def _from_middle(table: _Table, row: _Row) -> _Edges | None:
    """Give the edges of a row whose cells stand in its middle, or None where they do not."""
    middles = [(cell[0][0].middle + cell[-1][0].middle) / 2 for cell in row if cell]
    half = table.height(row) / 2
    return _Edges(middles[0] + half, middles[0] - half) if max(middles) - min(middles) < _SAME else None


def _parted(table: _Table, edges: Callable[[_Table, _Row], _Edges | None]) -> Iterator[list[_Row]]:
    """Give the ways to part a table into rows that follow each other at one distance."""
    labels, lines = table.labels, table.lines
    dead: set[tuple[int, int, int, int | None]] = set()

    def rest(label: int, line: int, foot: float | None, between: float | None) -> Iterator[list[_Row]]:
        if label == len(labels):
            if line == len(lines):
                yield []
            return
        state = (label, line, round(foot or 0.0), None if between is None else round(between))
        if state in dead:
            return
        led = False
        for row in _next_rows(table, label, line):
            edge = edges(table, row)
            space = 0.0 if edge is None or foot is None else foot - edge.top
            if edge is None or space < -_SAME or abs(space - (space if between is None else between)) > _SAME:
                continue
            ahead = (label + len(row.label), line + len(row.text))
            for rows in rest(*ahead, edge.foot, space if between is None and foot is not None else between):
                led = True
                yield [row, *rows]
        if not led:
            dead.add(state)

    return rest(0, 0, None, None)


def _next_rows(table: _Table, label: int, line: int) -> Iterator[_Row]:
    """Give what may be the next row: one line of a label or several, and any number of lines beside it, or none."""
    for label_end in range(label + 1, min(label + _LONGEST_LABEL, len(table.labels)) + 1):
        of_label = table.labels[label:label_end]
        if not _even(of_label, table.label_step):
            return
        for line_end in range(line + 1, len(table.lines) + 1):
            text = table.lines[line:line_end]
            if not _even(text, table.line_step):
                break
            yield _Row(of_label, text)
        yield _Row(of_label, [])


def _even(levels: Sequence[list[Piece]], step: float) -> bool:
    """Whether lines follow each other as those of one cell do."""
    return all(abs(above[0].middle - below[0].middle - step) < _SAME for above, below in pairwise(levels))
