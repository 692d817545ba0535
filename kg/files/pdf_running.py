"""Lines of columns that stand beside each other: whether running text goes down them, or rows of a table across."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from itertools import chain, pairwise
from typing import TYPE_CHECKING, NamedTuple

from kg.files import pdf_rows
from kg.language import roster_labels
from kg.language.headings import heading_kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.files.pdf_rows import Piece

_SAME_ROW = 0.4
_GAP = 1.35
"""Lines further apart than this times the usual distance begin a paragraph, or the next row of a table."""
_FULL = 0.75
"""A line of running text fills so much of its column before it goes on with a small letter."""
_WIDE, _LEAST_WORDS, _OF_NARROW = 15, 4, 3
"""A line has at least four words, in a column narrower than so many heights three."""
LEAST_LINES, _LEAST_STARTS, _LEAST_FLOWS, _LEAST_LABELS = 3, 3, 3, 2
_ROWS_OF_A_TABLE = 0.6
_CELLED = 0.3
"""So large a share of the lines of a column are no cells, even where a table stands in it."""
_UNPAIRED = 0.4
"""So large a share of lines have nothing beside them where two columns have their own distances."""
_TALL = 2.5
"""Lines with so many heights between them are no lines of one paragraph."""
_CELLS = 2.0
"""What stands on one line of a column with such a gap between, in heights, is cells: justified text has less."""
_EVEN = 0.2
"""The gaps of a justified line differ by less than this share of its height: those are of ink, not of letters."""
_ENDS = ".:;!?"
_NUMBERED = re.compile(r"(?:\w{2,5}\s)?§\s?\d")
_FIGURES = re.compile(r"§\s?(\d+)")
_ALONE = re.compile(_NUMBERED.pattern + r"{1,4}(?:\s?/\s?\d+)?(?:[\s:.–-]+[A-ZÅÄÖ\d].*)?")


class Line(NamedTuple):
    """A line of one column; one that is parted into cells has no text."""

    left: float
    right: float
    middle: float
    height: float
    text: str


Columns = list[list[Line]]
"""The lines of columns beside each other, each from the top down."""


def rows(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """Put together what stands at one height of a page, from the top down."""
    found: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda piece: (-piece.middle, piece.left)):
        if found and found[-1][0].middle - piece.middle < _SAME_ROW * max(found[-1][0].height, piece.height):
            found[-1].append(piece)
        else:
            found.append([piece])
    return found


def lines(pieces: Sequence[Piece]) -> list[Line]:
    """Give the lines of one column."""
    return [_line(row) for row in rows(pieces)]


def _line(row: Sequence[Piece]) -> Line:
    cells = sorted(row)
    height = max(piece.height for piece in cells)
    parted = any(after.left - cell.right > _CELLS * height for cell, after in pairwise(cells))
    text = "" if parted else " ".join(piece.text for piece in cells)
    return Line(cells[0].left, max(piece.right for piece in cells), row[0].middle, height, text)


def is_alone(row: Sequence[Piece], grid: Sequence[float]) -> bool:
    """Whether what stands on a row is in the first of the columns of which all others begin at the places given."""
    return all(piece.left < grid[0] for piece in row)


def apart(pieces: Sequence[Piece], grid: Sequence[float]) -> list[list[Piece]]:
    """Give what stands in each column."""
    columns: list[list[Piece]] = [[] for _ in range(len(grid) + 1)]
    for piece in pieces:
        columns[bisect_right(grid, piece.left)].append(piece)
    return columns


def closed(pieces: Sequence[Piece]) -> list[Piece]:
    """Put together the words of justified lines of a column: they end at its edge and have even gaps, however wide."""
    found = rows(pieces)
    ends = Counter(round(max(piece.right for piece in row)) for row in found)
    kept: list[Piece] = []
    for at, row in enumerate(found):
        cells = sorted(row)
        gaps = [after.left - cell.right for cell, after in pairwise(cells)]
        if gaps and pdf_rows.BULLET.fullmatch(cells[0].text):
            gaps = gaps[1:]
        below = min(found[at + 1]).text if at + 1 < len(found) else ""
        even = max(gaps) - min(gaps) < _EVEN * row[0].height if len(gaps) > 1 else bool(gaps) and below[:1].islower()
        end = round(cells[-1].right)
        if even and sum(ends[end + step] for step in (-1, 0, 1)) >= LEAST_LINES and end + 1 >= max(ends):
            first = len(cells) - 1 - len(gaps)
            words = " ".join(piece.text for piece in cells[first:])
            kept += [*cells[:first], cells[first]._replace(right=cells[-1].right, text=words)]
        else:
            kept += cells
    return kept


def are_running(bands: Sequence[Columns]) -> bool:
    """Whether running text goes down columns: all of them, or some by so much that the others are its lists."""
    if flow_in_all(bands, _LEAST_FLOWS) or any(map(is_told, bands)) or any(map(is_labelled, bands)):
        return True
    amount = sum(flows(column) for columns in bands for column in columns)
    told = any(map(is_unpaired, bands)) or (are_headed(bands) and any(map(is_headed_apart, bands)))
    return flow_in_all(bands, 1) and amount >= _LEAST_FLOWS * len(bands[0]) and told


def is_told(columns: Columns) -> bool:
    """Whether two columns, however short, cannot be read across.

    A sentence that fills the foot of the first goes on at the head of the second, or a heading stands in the second
    beside the middle of a sentence: a label stands on the left, and the heading of a table above it.
    """
    if len(columns) != 2 or min(map(len, columns)) < LEAST_LINES - 1:
        return False
    first, second = columns
    goes_on = [below for line, below in pairwise(first) if flows([line, below])]
    if any(is_heading(line.text) and stands_beside(line, goes_on) for line in second):
        return True
    edge, end = min(line.left for line in first), max(line.right for line in first)
    filled = first[-1].right - edge >= _FULL * (end - edge) and len(first[-1].text.split()) >= _LEAST_WORDS
    told = any(is_heading(line.text) for line in second) or flows(second) > 0
    return filled and told and runs_over(columns)


def is_headed_apart(columns: Columns) -> bool:
    """Whether a heading stands in a column with no heading beside it: two lists beside each other have theirs level."""
    heads = [[line for line in column if is_heading(line.text)] for column in columns]
    return any(
        not any(stands_beside(line, other) for other in heads if other is not own) for own in heads for line in own
    )


def is_labelled(columns: Columns) -> bool:
    """Whether both of two columns have labels of a front page with what they label below, none beside one of the other.

    Offices are no such labels: they stand beside names too.
    """
    if len(columns) != 2:
        return False
    labels = [
        [line for line, below in pairwise(column) if _is_label(line.text) and not _is_label(below.text)]
        for column in columns
    ]
    first, second = labels
    return min(map(len, labels)) >= _LEAST_LABELS and not any(stands_beside(line, second) for line in first)


def _is_label(text: str) -> bool:
    label = roster_labels.kind(text)
    return label is not None and label[1] not in roster_labels.PRESIDING | {"secretary", "adjuster"}


def is_headed(columns: Columns) -> bool:
    """Whether running text goes down a column, and all have headings, of which one has none of another column beside.

    On a front page that may be so of a list of those present and the paragraphs that begin beside it.
    """
    return sum(map(flows, columns)) >= _LEAST_FLOWS and are_headed([columns]) and is_headed_apart(columns)


def flow_in_all(bands: Sequence[Columns], least: int) -> bool:
    """Whether each column has so many lines that fill its width and go on in the next with a small letter."""
    return all(sum(map(flows, column)) >= least for column in zip(*bands, strict=True)) if bands else False


def flows(column: Sequence[Line]) -> int:
    """Count the lines of a column that fill its width and go on in the next with a small letter."""
    if not column:
        return 0
    edge, end = min(line.left for line in column), max(line.right for line in column)
    return sum(
        line.right - edge >= _FULL * (end - edge)
        and len(line.text.split()) >= (_LEAST_WORDS if end - edge > _WIDE * line.height else _OF_NARROW)
        and after.text[:1].islower()
        and line.middle - after.middle < _TALL * line.height
        for line, after in pairwise(column)
    )


def runs_over(columns: Columns) -> bool:
    """Whether a sentence begins at the foot of a column and goes on with a small letter at the head of the next."""
    return any(
        before and after and before[-1].text and before[-1].text[-1] not in _ENDS and after[0].text[:1].islower()
        for before, after in pairwise(columns)
    )


def is_unpaired(columns: Columns) -> bool:
    """Whether the columns have distances of their own: many lines of the one have no line of the other beside them."""
    return all(_is_unpaired(*sorted(pair, key=len)) for pair in pairwise(columns))


def _is_unpaired(shorter: Sequence[Line], longer: Sequence[Line]) -> bool:
    alone = sum(not stands_beside(line, longer) for line in shorter)
    return len(shorter) >= LEAST_LINES and alone >= _UNPAIRED * len(shorter)


def stands_beside(line: Line | Piece, others: Sequence[Line]) -> bool:
    """Whether a line of another column stands at the height of this one."""
    return any(abs(line.middle - other.middle) < _SAME_ROW * max(line.height, other.height) for other in others)


def is_table(bands: Sequence[Columns]) -> bool:
    """Whether what is set apart in one column begins beside what is set apart in the next: rows of a table.

    Paragraphs (§) that happen to be as long do too; no table has headings of theirs in all columns. Where the lines of
    one column are cells themselves, a table has more columns than these.
    """
    for column in zip(*bands, strict=False):
        if sum(not line.text for line in chain(*column)) > _CELLED * sum(map(len, column)):
            return True
    fewest = beside = 0
    for pair in (pair for columns in bands for pair in pairwise(columns)):
        fewer, more = sorted((list(_set_apart(side)) for side in pair), key=len)
        fewest += len(fewer)
        beside += sum(stands_beside(line, more) for line in fewer)
    return fewest >= _LEAST_STARTS and beside >= _ROWS_OF_A_TABLE * fewest and not are_headed(bands)


def are_headed(bands: Sequence[Columns]) -> bool:
    """Whether all columns have headings of paragraphs (§), or of what stands in them."""
    return all(any(is_heading(line.text) for line in chain(*column)) for column in zip(*bands, strict=True))


def is_heading(text: str) -> bool:
    """Whether a line is the heading of a paragraph (§), or of what stands in one."""
    return _NUMBERED.match(text) is not None or heading_kind(text) is not None


def is_numbered(text: str) -> bool:
    """Whether a line is the heading of a paragraph (§): a sentence may begin a line with `§ 14, och`."""
    return _ALONE.fullmatch(text) is not None


def _set_apart(column: Sequence[Line]) -> Iterator[Line]:
    """Give the lines with more space above than lines of one paragraph have; the first has none."""
    steps = sorted(above.middle - line.middle for above, line in pairwise(column))
    if steps:
        usual = steps[len(steps) // 4]
        yield from (line for above, line in pairwise(column) if above.middle - line.middle > _GAP * usual)


def number(text: str) -> int:
    """Give the number of the paragraph (§) that a line heads; 0 where it heads none."""
    return int(_FIGURES.findall(text)[0]) if is_numbered(text) else 0
