"""Pages of a text that stand in columns, as `pdftotext -layout` writes them: their lines in the order of reading."""

from __future__ import annotations

from collections import Counter
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, NamedTuple

from kg.files import pdf_columns, pdf_running
from kg.files.pdf_rows import Piece
from kg.language.headings import heading_kind
from kg.lines import breaks, stacked_columns
from kg.lines.cells import CELL
from kg.lines.furniture import Raw

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet


_STEP = 2.0
"""A character is one point wide; a line is as high as two of them, and stands so far below the one before."""
_INDENT = 15
"""A column is no narrower than so many characters."""
_OFF = 6
"""So many characters further left a line begins than the others of its column, where the line beside it is short."""


_FULL, _LEAST_WORDS, _ENDS = 0.75, 3, ".:;!?"
"""A line of running text fills so much of its column, has so many words and no full stop, and the next goes on with a
small letter."""
_LEAST_APART, _APART = 2, 0.2
"""So many of those, and such a share, have a row between where the lines of the next column stand between them."""
_INSIDE = frozenset({"decision", "notified", "documents", "background", "motions"})
"""Headings of what stands in a paragraph (§)."""
_MOST_APART = 3
"""Lines of one paragraph stand no further apart than so many rows, whatever stands beside."""
_MOST_ROWS = 75
"""A page has no more rows than these."""

_Cells = list[tuple[int, str]]
"""What stands on a row between gaps: where each begins, and its text."""
_Column = dict[int, tuple[int, int]]
"""Where what a column has on each row begins and ends."""
_Read = tuple[Raw, bool]
"""A line, and whether it is left out."""


class _Told(NamedTuple):
    """A page as one of a PDF, the cells of its rows, where most of them begin, and whether one was parted by guess."""

    sheet: pdf_columns.Sheet
    cells: dict[int, _Cells]
    starts: list[int]
    unclear: bool


class Ordered(NamedTuple):
    """The lines of a text in the order of reading, which of them are not read, and where pages begin that none can."""

    lines: list[Raw]
    skipped: frozenset[int]
    doubtful: tuple[int, ...] = ()


def in_order(lines: Sequence[Raw], furniture: frozenset[int]) -> Ordered:
    """Put the lines of pages in columns in the order of reading: what one column has on a row is a line of its own.

    Which pages are, and what on them, is told as for a PDF (kg/files/pdf_columns.py), of characters for points. Where
    the characters do not tell one column from the next the page is not read, nor what follows before the next paragraph
    (§) begins: what stands there would be taken for a part of another one.
    """
    pages = list(_pages(lines, furniture))
    sheets, parted = _parted(lines, pages, furniture)
    unclear: set[int] = set()
    if not any(line.page for line in lines):
        ends = {at: _stacked(lines, parts) for at, parts in parted.items()}
        unclear = {pages[at].start for at, (_, doubt) in ends.items() if doubt}
        if any(rows for rows, _ in ends.values()):
            pages = [one for at, page in enumerate(pages) for one in _cut(page, ends.get(at, ([], False))[0])]
            sheets, parted = _parted(lines, pages, furniture)
    if not any(part.column for parts in parted.values() for part in parts):
        return Ordered(list(lines), furniture)
    found: list[tuple[Raw, bool]] = []
    doubtful: list[int] = []
    lost = numbered = False
    for at, page in enumerate(pages):
        read = _page(lines, page, parted.get(at, ()), furniture)
        most = 0 if len(pages) > 1 else _MOST_ROWS
        begin = _doubt(sheets[at], parted[at], most, known=page.start not in unclear) if at in sheets else 0
        if not begin and not any(part.column for part in parted.get(at, ())):
            begin = _across(lines, [row for row in page if row not in furniture], numbered=numbered)
        numbered = numbered or any(pdf_running.is_numbered(line.text) for line, _ in read)
        if begin:
            doubtful.append(lines[begin].begin)
            read = [(lines[row], row in furniture or row >= begin) for row in page]
            lost, read, rest = True, [*_until_paragraph(read[: begin - page.start], lost)], read[begin - page.start :]
            found += [*read, *rest]
            continue
        found += _until_paragraph(read, lost)
        lost = lost and not any(pdf_running.is_numbered(line.text) for line, _ in read)
    skipped = frozenset(at for at, (_, skip) in enumerate(found) if skip)
    return Ordered([line for line, _ in found], skipped, tuple(doubtful))


def _parted(
    lines: Sequence[Raw], pages: Sequence[range], furniture: frozenset[int]
) -> tuple[dict[int, _Told], dict[int, list[pdf_columns.Part]]]:
    """Give the pages on which lines stand beside each other, and the parts of each."""
    sheets = {at: sheet for at, page in enumerate(pages) if (sheet := _sheet(lines, page, furniture)) is not None}
    parts = pdf_columns.in_parts([one.sheet for one in sheets.values()], _grid)
    return sheets, dict(zip(sheets, parts, strict=True))


def _stacked(lines: Sequence[Raw], parts: Sequence[pdf_columns.Part]) -> tuple[list[int], bool]:
    """Give the rows where a next page begins within columns, for want of form feeds, and whether it is unclear."""
    found: list[int] = []
    doubt = False
    for is_column, several in groupby(parts, key=lambda part: part.column):
        columns = [_by_row(part) for part in several] if is_column else []
        texts = [{row: _text(lines[row], place) for row, place in column.items()} for column in columns]
        rows, unclear = stacked_columns.begins(texts, _MOST_ROWS)
        found += rows
        doubt = doubt or unclear
    return found, doubt


def _cut(page: range, rows: Sequence[int]) -> Iterator[range]:
    """Part the rows of a page where others begin."""
    edges = [page.start, *rows, page.stop]
    yield from (range(begin, end) for begin, end in pairwise(edges))


def _until_paragraph(read: Sequence[_Read], lost: bool) -> Iterator[_Read]:
    """Give lines, those unread that stand before the next paragraph (§) where the one they belong to is lost."""
    for line, skip in read:
        lost = lost and not pdf_running.is_numbered(line.text)
        yield line, skip or lost


def _page(
    lines: Sequence[Raw], page: range, parts: Sequence[pdf_columns.Part], furniture: frozenset[int]
) -> list[_Read]:
    """Give the lines of a page in the order of reading."""
    found: list[_Read] = []
    begin = page.start
    for is_column, several in groupby(parts, key=lambda part: part.column):
        columns = [_by_row(part) for part in several]
        if not is_column:
            continue  # as they stand, with what is blank between
        first, end = min(map(min, columns)), max(map(max, columns)) + 1
        among = [row for row in range(first, end) if row in furniture]
        found += [(lines[row], row in furniture) for row in (*range(begin, first), *among)]
        step = _step(lines, columns)
        for column in columns:
            found += [(line, False) for line in _down(lines, column, step, opens=column is not columns[0])]
        begin = end
    return [*found, *((lines[row], row in furniture) for row in range(begin, page.stop))]


def _doubt(told: _Told, parts: Sequence[pdf_columns.Part], most: int, *, known: bool) -> int:
    """Give the row from which on nobody can tell what stands in which column of a page; 0 where all can be told.

    Where the page is not parted a paragraph (§) begins right of something else. Where it is, a line reaches over a
    gutter in the middle of lines that do not, or it is not clear where in it the gutter is; or the columns have more
    rows than the `most` that a page has, if any, or it is not `known` where a page ends: the form feeds were left out.
    """
    cells, starts = told.cells, told.starts
    right = {row for row, listed in cells.items() if any(_level(place, starts) in starts for place, _ in listed[-1:])}
    first = min(right, default=0)
    if not any(part.column for part in parts):
        headed = any(pdf_running.is_numbered(text) for listed in cells.values() for _, text in listed[1:])
        return first if headed else 0
    over = any(_reaches_over(cells, row, right) for row in cells if row not in right)
    rows = [round(-piece.middle / _STEP) for part in parts if part.column for piece in part.pieces]
    return first if told.unclear or over or not known or 0 < most < max(rows) - min(rows) else 0


def _across(lines: Sequence[Raw], rows: Sequence[int], *, numbered: bool) -> int:
    """Give the row of a page from which on what stands in columns is not parted; 0 where nothing does.

    Other pages have columns, this one too few lines of them. A heading of what stands in a paragraph (§) is right of
    something else, or running text is, where such paragraphs have begun: above them labels stand beside their text.
    """
    for row in rows:
        numbered = numbered or pdf_running.is_numbered(lines[row].text)
        cells = _cells(lines[row])
        for place, text in cells[1:] if cells and cells[0][0] < _INDENT else cells:
            if place >= _INDENT and (
                heading_kind(text) in _INSIDE or (numbered and text[0].islower() and len(text.split()) > _LEAST_WORDS)
            ):
                return row
    return 0


def _reaches_over(cells: Mapping[int, _Cells], row: int, right: AbstractSet[int]) -> bool:
    """Whether a line reaches over the gutter between lines that do not, or right below one that does not.

    Lines of the other column may stand on rows of their own. What is set apart below the columns may be of full width.
    """
    begin, text = cells[row][0]
    near = [cells[other][-1][0] for other in range(row - 2, row + 3) if other in right]
    if not near or (start := min(near)) < _INDENT:
        return False
    between = {row - 1, row + 1} <= right or {row - 1, row + 2} <= right or {row - 2, row + 1} <= right
    if between:
        return begin + len(text) > start
    below = row - 1 in right and not pdf_running.is_numbered(text)
    return below and begin + len(text) > start + _INDENT


def _pages(lines: Sequence[Raw], furniture: frozenset[int]) -> Iterator[range]:
    """Give the rows of each page: a form feed begins one, or furniture that stands between."""
    fed = any(line.page for line in lines)
    begin = 0
    for at in range(1, len(lines)):
        if lines[at].page if fed else at - 1 in furniture and at not in furniture:
            yield range(begin, at)
            begin = at
    yield range(begin, len(lines))


def _sheet(lines: Sequence[Raw], page: range, furniture: frozenset[int]) -> _Told | None:
    """Give a page as one of a PDF, or nothing where hardly a line stands beside another."""
    rows = [row for row in page if lines[row].text and row not in furniture]
    if sum(lines[row].column >= _INDENT or "  " in lines[row].text for row in rows) < pdf_running.LEAST_LINES:
        return None
    cells = {row: _cells(lines[row]) for row in rows}
    starts = _starts(place for listed in cells.values() for place, _ in listed)
    if not starts:
        return None
    unclear = False
    for row in (*rows, *rows[::-1]):
        unclear |= _part(cells, row, starts)
    moved = _moved(cells, rows, min(starts))
    pieces = [
        Piece(_level(moved.get((row, place), place), starts), place + len(text), -_STEP * row, _STEP, text)
        for row, listed in cells.items()
        for place, text in listed
    ]
    left, right = min(piece.left for piece in pieces), max(piece.right for piece in pieces)
    sheet = pdf_columns.Sheet(left, right - left, _STEP * len(page), pieces, pieces)
    return _Told(sheet, cells, starts, unclear)


def _cells(line: Raw) -> _Cells:
    return [(line.column + match.start(), match[0]) for match in CELL.finditer(line.text)]


def _starts(places: Iterable[int]) -> list[int]:
    """Give where most cells begin that are not at the left edge, the most frequent place first: no two are near."""
    often = Counter(places)
    edge = min(often)
    near = {place: sum(often[place + step] for step in (-1, 0, 1)) for place in often if place >= edge + _INDENT}
    found: list[int] = []
    for place in sorted(near, key=lambda place: (-near[place], place)):
        if near[place] >= pdf_running.LEAST_LINES and all(abs(place - other) >= _INDENT for other in found):
            found.append(place)
    return found


def _part(cells: dict[int, _Cells], row: int, starts: Sequence[int]) -> bool:
    """Part a cell one blank before the place where a column begins right above or below: a long line fills its column.

    Returns:
        Whether that place is only one of these two lines, which may have been moved by what stands left of them.
    """
    around = [cells.get(other, ()) for other in (row - 1, row + 1)]
    beside = {place for listed in around for place, _ in listed}
    for start in starts:
        if not any(place < start - _OFF for listed in around for place, _ in listed):
            continue  # above or below a line that stands across
        near = sorted((abs(place - start), place) for place in beside if start - _OFF <= place <= start + 1)
        for off, place in near[:1]:
            for at, (begin, text) in enumerate(cells[row]):
                ends = (place - begin, *(() if off > 1 else (place - begin - 1, place - begin + 1)))
                behind = next((end for end in ends if 1 < end < len(text) and text[end - 1] == " "), 0)
                if behind and not _ends_heading(cells, row, text[behind:]):
                    cells[row][at : at + 1] = [(begin, text[: behind - 1]), (begin + behind, text[behind:])]
                    return off > 1
    return False


def _ends_heading(cells: dict[int, _Cells], row: int, text: str) -> bool:
    """Whether words end the heading of a paragraph (§) above all columns: it is set apart, they are few."""
    few = len(text.split()) < _LEAST_WORDS and not pdf_running.is_heading(text)
    return few and row - 1 not in cells and pdf_running.is_numbered(cells[row][0][1])


def _moved(cells: dict[int, _Cells], rows: Sequence[int], start: int) -> dict[tuple[int, int], int]:
    """Give the cells of the second column that begin further left beside or in a heading of a paragraph (§).

    That is set in larger type, and `pdftotext` gives each letter one place. Its other lines begin where the first does.
    """
    found: dict[tuple[int, int], int] = {}
    for at, row in enumerate(rows):
        listed = cells[row]
        place = listed[1][0] if len(listed) == 2 else start
        if not (
            max(_INDENT, start // 2) <= place < start - _OFF
            and any(map(pdf_running.is_numbered, dict(listed).values()))
        ):
            continue
        near = (cells[other] for other in (*rows[max(at - 3, 0) : at], *rows[at + 1 : at + 4]))
        if not any(_level(other[-1][0], (start,)) == start for other in near):
            continue
        for below in rows[at:]:
            last = cells[below][-1][0]
            if abs(last - place) > 1:
                break
            found[below, last] = start
    return found


def _level(place: int, starts: Sequence[int]) -> int:
    """Give where the column of a cell begins that begins a little further left than the others of that column."""
    return next((start for start in starts if start - _OFF <= place < start), place)


def _grid(sheet: pdf_columns.Sheet, count: int) -> pdf_columns.Grid:
    """Give where so many columns begin, but for the first."""
    starts = _starts(round(piece.left) for piece in sheet.pieces)
    return tuple(float(start) for start in sorted(starts[: count - 1])) if len(starts) >= count - 1 else ()


def _by_row(part: pdf_columns.Part) -> _Column:
    """Give where what a part has on each row begins and ends."""
    found: dict[int, tuple[int, int]] = {}
    for piece in part.pieces:
        row, right = round(-piece.middle / _STEP), round(piece.right)
        left = right - len(piece.text)
        begin, end = found.get(row, (left, right))
        found[row] = min(begin, left), max(end, right)
    return found


def _step(lines: Sequence[Raw], columns: Sequence[_Column]) -> int:
    """Give how many rows further down the next line of a paragraph stands, at most: two where columns have their own.

    Their lines stand between those of the column beside them, by turns or here and there.
    """
    steps = Counter(
        below - row
        for column in columns
        for row, below in pairwise(sorted(column))
        if _goes_on(lines, column, row, below)
    )
    return 2 if steps[2] >= max(_LEAST_APART, _APART * steps.total()) else 1


def _goes_on(lines: Sequence[Raw], column: _Column, row: int, below: int) -> bool:
    """Whether a line of running text goes on with a later one of its column: it is full, and no sentence ends there."""
    text, after = (_text(lines[at], column[at]) for at in (row, below))
    left, right = min(left for left, _ in column.values()), max(right for _, right in column.values())
    full = column[row][1] - left >= _FULL * (right - left) and len(text.split()) >= _LEAST_WORDS
    full = full or pdf_running.is_numbered(text)  # in larger type
    return full and text[-1] not in _ENDS and after[0].islower() and not after.startswith("att ")


def _text(line: Raw, place: tuple[int, int]) -> str:
    """Give what stands on a line between two places."""
    return line.text[place[0] - line.column : place[1] - line.column]


def _down(lines: Sequence[Raw], column: _Column, step: int, *, opens: bool) -> Iterator[Raw]:
    """Give the lines of a column; what is blank above the one that `opens` the next column parts nothing.

    Nor does what is blank between lines that stand no further apart than those of a paragraph, which are a `step`.
    """
    edge = min(left for left, _ in column.values())
    before = min(column) - 1
    for row in sorted(column):
        apart = row - before > step
        if apart and before in column and row - before <= _MOST_APART:
            apart = not (
                _goes_on(lines, column, before, row)
                or breaks.parts(*(_text(lines[at], column[at]) for at in (before, row)))
            )
        if apart:
            blank = lines[row - 1]
            yield blank._replace(end=blank.begin, text="", column=0, page=False)
        before = row
        line = lines[row]
        left, right = column[row][0] - line.column, column[row][1] - line.column
        page = row == min(column) if opens else line.page
        yield Raw(line.begin + left, line.begin + right, line.text[left:right], column[row][0] - edge, page)
