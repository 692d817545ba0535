"""Running text in columns: which pieces of a page are read before which."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from itertools import chain, groupby, pairwise
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from kg.files import pdf_halves, pdf_running, pdf_sections

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from collections.abc import Set as AbstractSet

    from kg.files.pdf_rows import Piece

_MIDDLE = (0.4, 0.65)
"""Where the second of two columns begins, as shares of the page's width: the text of a label begins before that."""
_MOST_COLUMNS = 4
_GUTTER = 2.0
"""At least so many points are empty between two columns."""
_ALIGNED = 3.0
"""Lines of one column begin within so many points."""
_NEAR = 8.0
"""Columns begin no further from where they begin on other pages than so many points."""
_FAR = 2.2
"""A row further than so many heights from all others, at a page's edge, is its header or footer."""
_LEVEL = 1.6
"""The first lines of columns stand no further apart than so many heights."""
_BALANCED = 5.0
"""Columns that end above something else end no further apart than so many heights."""
_MOST_EDGE = 3
"""A header or footer has no more rows."""
_LONGEST_HEAD = 5
"""A heading above columns has no more lines, with the diary number below it."""

Grid = tuple[float, ...]
"""Where the columns of a page begin, all but the first."""


class Sheet(NamedTuple):
    """A page as it is shown: its left edge, width and height in points, and what stands on it."""

    left: float
    width: float
    height: float
    pieces: list[Piece]
    levelled: list[Piece]
    """The same, each at its own height: a row drawn across columns has what stands on several."""


class _Band(NamedTuple):
    """Rows of a page between what stands across its columns, or such rows."""

    pieces: list[Piece]
    across: bool


class Part(NamedTuple):
    """What is read of a page before what follows: pieces of its whole width, or a column, and how far right that is."""

    pieces: list[Piece]
    column: bool = False
    aside: float = 0.0


def read_order(sheets: Sequence[Sheet]) -> list[list[list[Piece]]]:
    """Give the pages, each as the pieces of its parts, columns moved to the place of the first.

    Where two pages stand on one sheet, each is a page of its own.
    """
    if (pages := pdf_halves.halves(sheets)) is not None:
        return pages
    return [
        [
            pdf_halves.moved(pdf_running.closed(part.pieces), part.aside) if part.column else part.pieces
            for part in parts
        ]
        for parts in in_parts(sheets)
    ]


def in_parts(sheets: Sequence[Sheet], grid_of: Callable[[Sheet, int], Grid] | None = None) -> list[list[Part]]:
    """Give the parts of each page that are read one after the other: most have one, the whole page.

    Columns are told by running text on both sides of empty gutters: of two columns in the middle, of three and more at
    equal distances. What stands across a gutter parts the columns above from those below. Cells of a table begin at one
    height, row for row: those stay beside each other, and so do lists of names and labels with their text.
    A sheet that is no page of a PDF may say otherwise where so many columns begin.
    """
    order = [[Part(sheet.pieces)] for sheet in sheets]
    rest = set(range(len(sheets)))
    for count in range(_MOST_COLUMNS, 1, -1):  # two of three columns flow as two do
        grids = {at: grid for at in rest if (grid := (grid_of or _grid)(sheets[at], count))}
        headed = any(_are_headed(sheets[at].levelled, grid) for at, grid in grids.items())
        sectioned = pdf_sections.told({at: (sheets[at].levelled, grid) for at, grid in grids.items()})
        bands = {at: _bands(sheets[at].levelled, grid, headed=headed) for at, grid in grids.items()}
        found = {at: [c for band in bands[at] if (c := _columns(band, grid))] for at, grid in grids.items()}
        everywhere = [columns for page in found.values() for columns in page]
        if not sectioned and (not pdf_running.are_running(everywhere) or pdf_running.is_table(everywhere)):
            continue
        told = sectioned or {at for at, columns in found.items() if columns}
        usual = Counter(grids[at] for at in grids if at in told).most_common(1)[0][0]
        for at in sorted(rest):
            own = grids.get(at, usual)
            grid = own if at in told or all(abs(a - b) <= _NEAR for a, b in zip(own, usual, strict=True)) else usual
            heads = pdf_sections.heads(sheets[at].levelled, grid) if sectioned else frozenset[int]()
            parts = _parts(_bands(sheets[at].levelled, grid, headed=headed, heads=heads), grid, sectioned=bool(heads))
            if len(parts) > 1:
                order[at] = parts
                rest.discard(at)
    return order


def _grid(sheet: Sheet, count: int) -> Grid:
    """Give where the columns of a page begin that has so many, if lines begin so; nothing where none do."""
    places = Counter(round(piece.left) for piece in sheet.levelled)

    def near(place: float) -> int:
        return sum(places[round(place) + step] for step in (-1, 0, 1))

    if count == 2:
        low, high = (sheet.left + share * sheet.width for share in _MIDDLE)
        starts = [place for place in places if low < place < high]
        most = max(starts, key=lambda place: (near(place), -place), default=0)
        return (most - _ALIGNED,) if starts and near(most) >= pdf_running.LEAST_LINES else ()
    margin = next((place for place in sorted(places) if near(place) >= pdf_running.LEAST_LINES), None)
    if margin is None:
        return ()
    widest = (sheet.left + sheet.width - margin) / count
    grids = []
    for place in (place for place in places if 0.7 * widest < place - margin <= widest + _ALIGNED):
        starts = [margin + k * (place - margin) for k in range(1, count)]
        on = [near(start) for start in starts]
        if min(on) >= pdf_running.LEAST_LINES:
            grids.append((sum(on), tuple(start - _ALIGNED for start in starts)))
    return max(grids)[1] if grids else ()


def _are_headed(pieces: Sequence[Piece], grid: Grid) -> bool:
    """Whether paragraphs (§) begin within columns: headings stand in the second one too."""
    return any(piece.left >= grid[0] and pdf_running.is_numbered(piece.text) for piece in pieces)


def _bands(pieces: Sequence[Piece], grid: Grid, *, headed: bool, heads: AbstractSet[int] = frozenset()) -> list[_Band]:
    """Part a page at what reaches over a gutter, at its header and footer, and at headings above columns.

    The last are looked for only where no column is `headed`; `heads` are the rows of those of sections.
    """
    rows = pdf_running.rows(pieces)
    across = [any(_reaches_over(piece, start) for piece in row for start in grid) for row in rows]
    for ordered in (rows, rows[::-1]):
        for at in range(_edge(ordered, grid)):
            across[at if ordered is rows else -1 - at] = True
    for at in () if headed else (*_headings_above(rows, grid), *heads):
        across[at] = True
    for at in _below_columns(rows, grid, across):
        across[at] = True
    bands: list[_Band] = []
    for is_across, group in groupby(zip(rows, across, strict=True), key=itemgetter(1)):
        band = [row for row, _ in group]
        above = 0 if is_across else _above_columns(band, grid)
        for some, whole in ((band[:above], True), (band[above:], is_across)):
            if not some:
                continue
            if bands and bands[-1].across and whole:
                bands[-1].pieces.extend(chain.from_iterable(some))
            else:
                bands.append(_Band(list(chain.from_iterable(some)), whole))
    return bands


def _above_columns(rows: Sequence[Sequence[Piece]], grid: Grid) -> int:
    """Give how many rows stand above the place where all columns have begun: they begin at one height, or nearly.

    What stands higher in the first one, alone or with text beside it, is what the page has above its columns.
    """
    begun: set[int] = set()
    last = rows[0][0].middle
    for row in rows:
        columns = {bisect_right(grid, piece.left) for piece in row}
        if not columns <= begun:
            begun |= columns
            last = row[0].middle
    above = (row[0].middle - last > _LEVEL * row[0].height and row[0].left < grid[0] for row in rows)
    return max((at + 1 for at, is_above in enumerate(above) if is_above), default=0)


def _reaches_over(piece: Piece, start: float) -> bool:
    return piece.left < start and piece.right > start + _ALIGNED - _GUTTER


def _edge(rows: Sequence[Sequence[Piece]], grid: Grid) -> int:
    """Give how many rows are a header or footer with text at both ends: set far from the others, without headings."""
    for at, (row, after) in enumerate(pairwise(rows[: _MOST_EDGE + 1]), 1):
        if any(pdf_running.is_heading(piece.text) for piece in row):
            break
        if abs(row[0].middle - after[0].middle) > _FAR * max(row[0].height, after[0].height):
            return at if any(len({bisect_right(grid, piece.left) for piece in one}) > 1 for one in rows[:at]) else 0
    return 0


def _headings_above(rows: Sequence[Sequence[Piece]], grid: Grid) -> Iterator[int]:
    """Give the rows of headings of paragraphs (§) with nothing beside them, and columns below that begin at one height.

    Such a heading stands above all columns, though it is too short to reach over a gutter; what is above ends higher.
    """
    for at, row in enumerate(rows):
        if not _is_set_apart(rows, at, grid):
            continue
        end = at + 1
        while end < len(rows) and pdf_running.is_alone(rows[end], grid):
            end += 1
        if end == len(rows):
            continue
        if all(piece.left >= grid[0] for piece in rows[end]):  # on baselines of its own, or far below the first column
            end -= 1
            if rows[end][0].middle - rows[end + 1][0].middle >= _LEVEL * row[0].height:
                continue
        if 0 < end - at <= _LONGEST_HEAD:
            yield from range(at, end)


def _below_columns(rows: Sequence[Sequence[Piece]], grid: Grid, across: Sequence[bool]) -> Iterator[int]:
    """Give the rows of paragraphs (§) of the page's width below columns that end at one height, or nearly.

    Their headings, and what else is short, stand in the first column. What tells that they are not of that column: the
    last one has no later paragraph, and the lines go on with one that reaches over a gutter, or none is wrapped.
    """
    begin = 0
    while begin < len(rows):
        end = next((at for at in range(begin, len(rows)) if across[at]), len(rows))
        right = [at for at in range(begin, end) if not pdf_running.is_alone(rows[at], grid)]
        for at in range(right[-1] + 1 if right else end, end):
            if _is_set_apart(rows, at, grid):
                if _is_below(rows[begin:end], at - begin, grid, ends=end < len(rows)):
                    yield from range(at, end)
                break
        begin = end + 1


def _is_below(rows: Sequence[Sequence[Piece]], at: int, grid: Grid, *, ends: bool) -> bool:
    """Whether a row with a heading begins what stands below columns; `ends` where a row follows that reaches over."""
    columns = pdf_running.apart(list(chain(*rows[:at])), grid)
    lowest = [min((p.middle for p in column), default=0.0) for column in columns]
    if abs(lowest[0] - lowest[-1]) > _BALANCED * rows[at][0].height:
        return False
    later = [number for row in rows[:at] for p in row if p.left >= grid[0] and (number := pdf_running.number(p.text))]
    if later:
        return pdf_running.number(rows[at][0].text) > max(later)
    return ends or not pdf_running.flows(pdf_running.lines(list(chain(*rows[at:]))))


def _is_set_apart(rows: Sequence[Sequence[Piece]], at: int, grid: Grid) -> bool:
    """Whether a row is the heading of a paragraph (§) in the first column, with nothing beside and right above it."""
    row = rows[at]
    if not pdf_running.is_alone(row, grid) or not pdf_running.is_numbered(row[0].text):
        return False
    return not at or rows[at - 1][0].middle - row[0].middle >= _LEVEL * row[0].height


def _columns(band: _Band, grid: Grid, *, known: bool = False, listed: bool = False) -> pdf_running.Columns | None:
    """Give the lines of a band that has columns: running text in all, or lines that nothing stands beside.

    Where the page is known to have columns, running text or a heading in one is enough, and the last ones may be empty.
    Where those of each section are, a list is `listed` in columns too.
    """
    if band.across:
        return None
    columns = [pdf_running.lines(pieces) for pieces in pdf_running.apart(band.pieces, grid)]
    several = min(map(len, columns)) >= pdf_running.LEAST_LINES
    if several and (pdf_running.flow_in_all([columns], 1) or pdf_running.is_unpaired(columns)):
        return columns
    labelled = several and (pdf_running.is_headed(columns) or pdf_running.is_labelled(columns))
    if pdf_running.is_told(columns) or labelled:
        return columns
    filled = [column for column in columns if column]
    if known and len(filled) > 1 and filled == columns[: len(filled)] and not pdf_running.is_table([filled]):
        headed = any(pdf_running.is_heading(line.text) for column in filled[1:] for line in column)
        flows = any(pdf_running.flow_in_all([[column]], 1) for column in filled)
        return filled if listed or headed or flows or pdf_running.runs_over(filled) else None
    return None


def _parts(bands: Sequence[_Band], grid: Grid, *, sectioned: bool) -> list[Part]:
    """Give the parts of a page in reading order."""
    parts: list[Part] = []
    for band in bands:
        columns = _columns(band, grid, known=True, listed=sectioned)
        if columns is None:
            if parts and not parts[-1].column:
                parts[-1].pieces.extend(band.pieces)
            else:
                parts.append(Part(list(band.pieces)))
        else:
            first = min(line.left for line in columns[0])
            for pieces, lines in zip(pdf_running.apart(band.pieces, grid), columns, strict=False):
                parts.append(Part(pieces, column=True, aside=min(line.left for line in lines) - first))
    return parts
