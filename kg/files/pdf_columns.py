"""Running text in two columns, and two pages on one sheet: which pieces of a page are read before which."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from kg.language.headings import heading_kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.files.pdf_rows import Piece

_MIDDLE = (0.4, 0.65)
"""Where the second column begins, as shares of the page's width: the text of a label begins before that."""
_GUTTER = 6.0
"""At least so many points are empty between two columns."""
_ALIGNED = 3.0
"""Lines of one column begin within so many points."""
_SAME_ROW = 0.4
_GAP = 1.35
"""Lines further apart than this times the usual distance begin a paragraph, or the next row of a table."""
_FAR = 2.2
"""A row further than so many heights from all others, at a page's edge, is its header or footer."""
_MOST_EDGE = 3
"""A header or footer has no more rows."""
_FULL = 0.75
"""A line of running text fills so much of its column before it goes on with a small letter."""
_LEAST_WORDS, _LEAST_FLOWS, _LEAST_LINES, _LEAST_STARTS = 4, 3, 3, 3
_ROWS_OF_A_TABLE = 0.6
_UNPAIRED = 0.4
"""So large a share of lines have nothing beside them where two columns have their own distances."""
_TALL = 2.5
"""Lines with so many heights between them are no lines of one paragraph."""
_CELLS = 2.0
"""What stands on one line of a column with such a gap between, in heights, is cells: justified text has less."""
_NUMBERED = re.compile(r"(?:\w{2,5}\s)?§\s?\d")


class Sheet(NamedTuple):
    """A page as it is shown: its left edge, width and height in points, and what stands on it."""

    left: float
    width: float
    height: float
    pieces: list[Piece]


class _Line(NamedTuple):
    """A line of one column; one that is parted into cells has no text."""

    left: float
    right: float
    middle: float
    height: float
    text: str


class _Pair(NamedTuple):
    """The lines of two columns beside each other, from the top down."""

    left: list[_Line]
    right: list[_Line]


class _Band(NamedTuple):
    """Rows of a page between what stands across both columns, or such rows."""

    pieces: list[Piece]
    across: bool


def read_order(sheets: Sequence[Sheet]) -> list[list[list[Piece]]]:
    """Give the pages, each as the parts that are read one after the other: most have one, the whole page.

    Where two pages stand on one sheet, each is a page of its own. Columns are told by running text on both sides of an
    empty gutter in the middle; what stands across it parts the columns above from those below. Cells of a table begin
    at one height, row for row: those stay beside each other, and so do lists of names and labels with their text.
    """
    if (halves := _halves(sheets)) is not None:
        return halves
    starts = [_second_column(sheet) for sheet in sheets]
    bands = [[] if start is None else _bands(sheet.pieces, start) for sheet, start in zip(sheets, starts, strict=True)]
    pairs = [
        pair
        for page, start in zip(bands, starts, strict=True)
        for band in page
        if start is not None and (pair := _columns(band, start)) is not None
    ]
    if not _flow_on_both(pairs, _LEAST_FLOWS) or _is_table(pairs):
        return [[sheet.pieces] for sheet in sheets]
    return [
        [sheet.pieces] if start is None else _parts(page, start)
        for sheet, page, start in zip(sheets, bands, starts, strict=True)
    ]


def _halves(sheets: Sequence[Sheet]) -> list[list[list[Piece]]] | None:
    """Give the pages of sheets that hold two each: as wide margins in both halves, and nothing across the middle."""
    if any(sheet.width <= sheet.height for sheet in sheets):
        return None
    pairs: list[_Pair] = []
    margins: tuple[list[float], list[float]] = ([], [])
    for sheet in sheets:
        middle = sheet.left + sheet.width / 2
        if any(piece.left < middle < piece.right for piece in sheet.pieces):
            return None
        pair = _pair(sheet.pieces, middle)
        pairs.append(pair)
        margins[0].extend(line.left - sheet.left for line in pair.left)
        margins[1].extend(line.left - middle for line in pair.right)
    first, second = map(_margin, margins)
    if first is None or second is None or abs(first - second) > _ALIGNED or _is_table(pairs):
        return None
    if not (_are_headed(pairs) or any(map(_is_unpaired, pairs)) or _flow_on_both(pairs, _LEAST_FLOWS)):
        return None
    pages = []
    for sheet in sheets:
        left, right = _apart(sheet.pieces, sheet.left + sheet.width / 2)
        pages += [[left], [_moved(right, sheet.width / 2)]]
    return pages if pages[-1][0] else pages[:-1]


def _margin(places: Sequence[float]) -> float | None:
    """Give the leftmost place where several lines begin."""
    shared = (
        place for place in sorted(places) if sum(0 <= other - place <= _ALIGNED for other in places) >= _LEAST_LINES
    )
    return next(shared, None)


def _second_column(sheet: Sheet) -> float | None:
    """Give where most lines begin of those that begin around the middle of the page."""
    low, high = (sheet.left + share * sheet.width for share in _MIDDLE)
    places = Counter(round(piece.left) for piece in sheet.pieces if low < piece.left < high)
    if not places:
        return None
    most = max(places, key=lambda place: (sum(places[place + step] for step in (-1, 0, 1)), -place))
    near = sum(places[most + step] for step in (-1, 0, 1))
    return most - _ALIGNED if near >= _LEAST_LINES else None


def _rows(pieces: Sequence[Piece]) -> list[list[Piece]]:
    rows: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda piece: (-piece.middle, piece.left)):
        if rows and rows[-1][0].middle - piece.middle < _SAME_ROW * max(rows[-1][0].height, piece.height):
            rows[-1].append(piece)
        else:
            rows.append([piece])
    return rows


def _bands(pieces: Sequence[Piece], start: float) -> list[_Band]:
    """Part a page at what reaches over the gutter, and at its header and footer where those have two ends."""
    rows = _rows(pieces)
    across = [any(piece.left < start and piece.right > start - _GUTTER for piece in row) for row in rows]
    for ordered in (rows, rows[::-1]):
        edge = _edge(ordered, start)
        for at in range(edge):
            across[at if ordered is rows else -1 - at] = True
    bands: list[_Band] = []
    for row, is_across in zip(rows, across, strict=True):
        if bands and bands[-1].across == is_across:
            bands[-1].pieces.extend(row)
        else:
            bands.append(_Band(list(row), is_across))
    return bands


def _edge(rows: Sequence[Sequence[Piece]], start: float) -> int:
    """Give how many rows are a header or footer with text at both ends: set far from the others, without headings."""
    for at, (row, after) in enumerate(pairwise(rows[: _MOST_EDGE + 1]), 1):
        if any(_is_heading(piece.text) for piece in row):
            break
        if abs(row[0].middle - after[0].middle) > _FAR * max(row[0].height, after[0].height):
            return at if any(len({piece.left < start for piece in one}) > 1 for one in rows[:at]) else 0
    return 0


def _columns(band: _Band, start: float) -> _Pair | None:
    """Give the lines of a band that has two columns: running text in both, or lines that nothing stands beside."""
    if band.across:
        return None
    pair = _pair(band.pieces, start)
    if min(map(len, pair)) < _LEAST_LINES or not (_flow_on_both([pair], 1) or _is_unpaired(pair)):
        return None
    return pair


def _parts(bands: Sequence[_Band], start: float) -> list[list[Piece]]:
    """Give the parts of a page in reading order; the second column is moved to the place of the first."""
    parts: list[list[Piece]] = []
    whole = False
    for band in bands:
        pair = _columns(band, start)
        if pair is None:
            if whole:
                parts[-1] += band.pieces
            else:
                parts.append(list(band.pieces))
        else:
            left, right = _apart(band.pieces, start)
            parts += [left, _moved(right, min(line.left for line in pair.right) - min(line.left for line in pair.left))]
        whole = pair is None
    return parts


def _apart(pieces: Sequence[Piece], start: float) -> tuple[list[Piece], list[Piece]]:
    return [piece for piece in pieces if piece.left < start], [piece for piece in pieces if piece.left >= start]


def _moved(pieces: Sequence[Piece], by: float) -> list[Piece]:
    return [piece._replace(left=piece.left - by, right=piece.right - by) for piece in pieces]


def _pair(pieces: Sequence[Piece], start: float) -> _Pair:
    left, right = _apart(pieces, start)
    return _Pair(list(map(_line, _rows(left))), list(map(_line, _rows(right))))


def _line(row: Sequence[Piece]) -> _Line:
    cells = sorted(row)
    height = max(piece.height for piece in cells)
    parted = any(after.left - cell.right > _CELLS * height for cell, after in pairwise(cells))
    text = "" if parted else " ".join(piece.text for piece in cells)
    return _Line(cells[0].left, max(piece.right for piece in cells), row[0].middle, height, text)


def _flow_on_both(pairs: Sequence[_Pair], least: int) -> bool:
    """Whether both columns have so many lines that fill their width and go on in the next with a small letter."""
    return all(sum(_flows(pair[side]) for pair in pairs) >= least for side in (0, 1))


def _flows(lines: Sequence[_Line]) -> int:
    if not lines:
        return 0
    edge, end = min(line.left for line in lines), max(line.right for line in lines)
    return sum(
        line.right - edge >= _FULL * (end - edge)
        and len(line.text.split()) >= _LEAST_WORDS
        and after.text[:1].islower()
        and line.middle - after.middle < _TALL * line.height
        for line, after in pairwise(lines)
    )


def _is_unpaired(pair: _Pair) -> bool:
    """Whether the columns have distances of their own: many lines of the one have no line of the other beside them."""
    shorter, longer = sorted(pair, key=len)
    alone = sum(not _stands_beside(line, longer) for line in shorter)
    return len(shorter) >= _LEAST_LINES and alone >= _UNPAIRED * len(shorter)


def _stands_beside(line: _Line, lines: Sequence[_Line]) -> bool:
    return any(abs(line.middle - other.middle) < _SAME_ROW * max(line.height, other.height) for other in lines)


def _is_table(pairs: Sequence[_Pair]) -> bool:
    """Whether what is set apart on the one side begins beside what is set apart on the other: rows of a table.

    Paragraphs (§) that happen to be as long do too; no table has headings of theirs in both columns.
    """
    fewest = beside = 0
    for pair in pairs:
        fewer, more = sorted((list(_set_apart(side)) for side in pair), key=len)
        fewest += len(fewer)
        beside += sum(_stands_beside(line, more) for line in fewer)
    return fewest >= _LEAST_STARTS and beside >= _ROWS_OF_A_TABLE * fewest and not _are_headed(pairs)


def _are_headed(pairs: Sequence[_Pair]) -> bool:
    """Whether both columns have headings of paragraphs (§), or of what stands in them."""
    return all(any(_is_heading(line.text) for pair in pairs for line in pair[side]) for side in (0, 1))


def _is_heading(text: str) -> bool:
    return _NUMBERED.match(text) is not None or heading_kind(text) is not None


def _set_apart(lines: Sequence[_Line]) -> Iterator[_Line]:
    """Give the lines with more space above than lines of one paragraph have; the first has none."""
    steps = sorted(above.middle - line.middle for above, line in pairwise(lines))
    if steps:
        usual = steps[len(steps) // 4]
        yield from (line for above, line in pairwise(lines) if above.middle - line.middle > _GAP * usual)
