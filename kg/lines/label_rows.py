"""Headings of sections in a column beside their text, told by the rows of a whole paragraph (§): left of it or right.

A heading may be wrapped or hyphenated to any width, and stand at the top of its text or in the middle of it.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from kg.language import headings
from kg.lines import label_middle, labels
from kg.lines.cells import PARAGRAPH, SLACK, Cell

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from kg.lines.furniture import Raw

_STARTS = re.compile(r"(?<=[ \u00a0]{2})(?<!(?<!\S)[xX–-]  )(?<!(?<!\S)[xX–-]   )\S")
"""Where a column may begin; a mark of presence belongs to the name behind it."""
_BLANK = re.compile(r"(?<=\S) (?=\S)")
_NEAR = 6
"""A text that fills its column reaches near the next: there the places of a page are off by so many characters."""
_UNKNOWN = re.compile(r"[^\W\d_][^\W\d_ -]+(?:[ -][^\W\d_]+)*:?")
_MOST_LINES = 6
"""A heading is wrapped over no more lines than these."""
_MOST_PLACES = 6
"""Of the places where the second column may begin so many are looked at: the most frequent."""
_MOST_ABOVE = 5
"""So many rows of a title, and of what stands above the headings."""
_LEAST = 2
"""A column of its own has so many headings in one paragraph; one alone counts where another paragraph has these."""
_MOSTLY = 0.6
"""So many of the headings at the left are known ones."""
_OFFS = ((1, 2), (0, 1, 2, 3))
"""How many rows more than twice its middle the rows of a heading begin and end at, together."""


class Heading(NamedTuple):
    """A heading: its cells without the hyphens that part its words, what is between them, and if it is a known one."""

    cells: tuple[Cell, ...]
    glues: tuple[str, ...]
    known: bool


class Labelled(NamedTuple):
    """A heading and the rows of text beside it, nothing where it has none."""

    heading: Heading
    text: tuple[Cell, ...]


class Block(NamedTuple):
    """Rows in two columns: how far they go, and what each heading has; nothing where nobody can tell."""

    begin: int
    end: int
    found: tuple[Labelled, ...]


class _Told(NamedTuple):
    """Where the second column begins, if the headings are in it, the headings, and the rows with their text."""

    edge: int
    right: bool
    headings: tuple[Heading, ...]
    rows: tuple[tuple[int, Cell | None], ...]

    @property
    def known(self) -> int:
        return sum(one.known for one in self.headings)


def left_out(
    raw: Sequence[Raw], skip: frozenset[int], votes: Mapping[int, int], blocks: Collection[Block]
) -> list[Block]:
    """Give the blocks, of those found and others, of which nobody can tell which text is whose heading's."""
    told = {row for block in blocks for row in range(block.begin, block.end)}
    middle = label_middle.untold(raw, list(_paragraphs(raw, skip, votes)), told)
    return [*(block for block in blocks if not block.found), *(Block(*rows, ()) for rows in middle)]


def find(raw: Sequence[Raw], skip: frozenset[int], votes: Mapping[int, int]) -> dict[int, Block]:
    """Give the blocks of a text by the row that each begins with; `votes` says which rows begin a table of votes."""
    paragraphs = list(_paragraphs(raw, skip, votes))
    read = [_told(raw, rows) for rows in paragraphs]
    sure = {(one.right, one.edge) for one in read if one is not None and one.known >= _LEAST}
    near = {(right, edge + off) for right, edge in sure for off in (-1, 0, 1)}
    told = [one for one in read if one is not None and (one.right, one.edge) in near]
    lost = [
        Block(rows[0], rows[-1] + 1, ())
        for rows, one in zip(paragraphs, read, strict=True)
        if near and _is_beside(raw, _rest(rows, one if one in told else None), near)
    ]
    told = [one for one in told if not any(block.begin <= one.rows[0][0] < block.end for block in lost)]
    parted = any("" in heading.glues for one in read if one is not None for heading in one.headings if heading.known)
    if not parted and not any(right for right, _ in sure):
        return {}  # headings that are whole at the left are told row by row (label_column.py)
    below_title = [_below_title(one) for one in told]
    told = below_title if all(map(_on_top, below_title)) else told
    on_top = [_on_top(one) for one in told]
    middles = [() if all(on_top) else _by_gaps(raw, one) or _by_middles(one) for one in told]
    off_top = [begins for top, begins in zip(on_top, middles, strict=True) if not top]
    centred = bool(off_top) and (all(off_top) or len(off_top) >= len(told) - len(off_top))
    blocks = (
        _block(one, begins if centred else _tops(one) if top else ())
        for one, top, begins in zip(told, on_top, middles, strict=True)
    )
    return {block.begin: block for block in (*blocks, *lost)}


def _rest(rows: Sequence[int], told: _Told | None) -> list[int]:
    """Give the rows of a paragraph (§) that are not in two columns."""
    inside = range(told.rows[0][0], told.rows[-1][0] + 1) if told is not None else range(0)
    return [row for row in rows if row not in inside]


def _is_beside(raw: Sequence[Raw], rows: Sequence[int], edges: AbstractSet[tuple[bool, int]]) -> bool:
    """Whether some rows have the two columns of others, and a known heading among them or none: they are not told."""
    left = {edge for right, edge in edges if not right}
    behind = {edge for right, edge in edges if right}
    cells = [[raw[row].column + start for start in _starts(raw[row].text)] for row in rows]
    inset = sum(raw[row].column in left or bool(left & {*several}) for row, several in zip(rows, cells, strict=True))
    beside = sum(
        bool(behind & {*several[-1:]}) or raw[row].column in behind for row, several in zip(rows, cells, strict=True)
    )
    last = [raw[row].text.rpartition(" ") for row in rows if behind]
    return max(inset, beside) >= _LEAST or any(text and labels.heads_section(word) for text, _, word in last)


def _paragraphs(raw: Sequence[Raw], skip: frozenset[int], votes: Mapping[int, int]) -> Iterator[list[int]]:
    """Give the rows below the heading of each paragraph (§), up to the next or to a table of votes."""
    rows: list[int] | None = None
    title = -1
    for at, line in enumerate(raw):
        if not line.text or at in skip:
            continue
        if at in votes or PARAGRAPH.match(line.text):
            if rows:
                yield rows
            rows = None if at in votes else []
            title = at
        elif rows is not None:
            if rows and rows[0] == title + 1 and rows[-1] + 1 < at and len(rows) == rows[-1] - title < _MOST_ABOVE:
                rows = []  # what stands right below the number, with white space below it, is the rest of the title
                title = -1
            rows.append(at)
    if rows:
        yield rows


def _starts(text: str) -> list[int]:
    """Give where words stand behind a wide blank."""
    wide = "  " in text or "\u00a0" in text
    return [match.start() for match in _STARTS.finditer(text)] if wide else []


def _told(raw: Sequence[Raw], rows: Sequence[int]) -> _Told | None:
    """Give the columns of a paragraph (§), those with the most known headings; nothing where none are there."""
    starts: Counter[int] = Counter()
    for row in rows:
        line = raw[row]
        for place in {line.column, *(line.column + start for start in _starts(line.text))} - {0}:
            starts[place] += 1
    found = [
        told
        for edge, _ in starts.most_common(_MOST_PLACES)
        for right in (False, True)
        if (told := _at(raw, rows, edge, right=right)) is not None
    ]
    return max(found, key=lambda one: (one.known, len(one.rows)), default=None)


def _at(raw: Sequence[Raw], rows: Sequence[int], edge: int, *, right: bool) -> _Told | None:
    """Read rows as two columns, the second of which begins at a place: down to the row that goes over it."""
    for above in range(min(_MOST_ABOVE, len(rows))):
        cut: list[tuple[int, Cell | None, Cell | None]] = []
        for row in rows[above:]:
            parted = _cut(raw[row], row, edge, 2 if right else 1)
            if parted is None:
                break
            cut.append((row, *(parted[::-1] if right else parted)))
        headings = _headings([label for _, label, _ in cut if label is not None])
        last = _last(headings, [(label, text) for _, label, text in cut])
        if not last or not headings[0].known:
            continue
        end = next((k for k, (_, label, _) in enumerate(cut) if label is not None and label.row > last), len(cut))
        kept = tuple((row, text) for row, _, text in cut[:end])
        headings = tuple(one for one in headings if one.cells[0].row <= last)
        beside = {row for row, text in kept if text is not None}
        sided = [one for one in headings if any(cell.row in beside for cell in one.cells)]
        if any(one.known for one in sided) and len(sided) >= _MOSTLY * len(headings):
            return _Told(edge, right, headings, kept)
    return None


def _cut(line: Raw, row: int, edge: int, gap: int) -> tuple[Cell | None, Cell | None] | None:
    """Cut a row in two at a place; nothing where a word goes over it."""
    at = edge - line.column
    if gap > 1 and (known := _known_at_end(line, edge)):
        left = line.text[: known - 1].rstrip()
        own = Cell(line.column, line.begin, left, row)
        return own, Cell(line.column + known, line.begin + known, line.text[known:], row)
    if at <= SLACK:
        return None, Cell(line.column, line.begin, line.text, row)
    if (" " not in line.text or labels.heads_section(line.text)) and gap == 1:
        return Cell(line.column, line.begin, line.text, row), None  # alone on its row it may reach further
    if line.text[at - SLACK - 1 : at - SLACK].isspace() and not line.text[at - SLACK : at].isspace():
        at -= SLACK  # places on a page are rounded
    left, right = line.text[:at].rstrip(), line.text[at:]
    if right.strip() and len(left) > at - gap:
        return None
    stripped = right.lstrip()
    if not stripped:
        return Cell(line.column, line.begin, left, row), None
    begin = len(line.text) - len(stripped)
    return Cell(line.column, line.begin, left, row), Cell(line.column + begin, line.begin + begin, stripped, row)


def _known_at_end(line: Raw, edge: int) -> int:
    """Give where a known heading begins that ends a row, one blank behind its text and near its column; else 0."""
    blanks = (match.end() for match in _BLANK.finditer(line.text) if abs(line.column + match.end() - edge) <= _NEAR)
    return next((at for at in blanks if line.text[at].isupper() and labels.heads_section(line.text[at:])), 0)


def _headings(cells: Sequence[Cell]) -> tuple[Heading, ...]:
    """Give the headings that the cells of a column make, the longest wordings first, up to one that is none."""
    found: list[Heading] = []
    at = 0
    while at < len(cells):
        several = (_heading(cells[at : at + count]) for count in range(min(_MOST_LINES, len(cells) - at), 0, -1))
        one = next(filter(None, several), None) or _unknown(cells[at:])
        if one is None:
            break
        found.append(one)
        at += len(one.cells)
    return tuple(found)


def _heading(cells: Sequence[Cell]) -> Heading | None:
    """Give the known heading that cells make together: where a word had no room it is parted, with a hyphen or none."""
    if not cells[0].text[0].isupper() or not (cells[1:] == [] or cells[-1].row - cells[0].row < 2 * len(cells)):
        return None
    found = headings.wrapped([cell.text for cell in cells], labels.heads_section)
    if found is None:
        return None
    return Heading((*(_bare(cell) for cell in cells[:-1]), cells[-1]), found[1], known=True)


def _bare(cell: Cell) -> Cell:
    return cell._replace(text=cell.text.rstrip(headings.HYPHENS))


def _unknown(cells: Sequence[Cell]) -> Heading | None:
    """Give the heading of a wording that no list has: words with a capital first, small letters on the rows below."""
    label = [cells[0]]
    for cell in cells[1:_MOST_LINES]:
        if not cell.text[0].islower() or cell.row - label[-1].row > 1:
            break
        label.append(cell)
    bare = [_bare(cell) for cell in label[:-1]]
    glues = tuple("" if a.text != b.text else " " for a, b in zip(label[:-1], bare, strict=True))
    worded = all(_UNKNOWN.fullmatch(cell.text) for cell in (*bare, label[-1]))
    if not (worded and label[0].text[0].isupper()) or labels.is_label(label[0]):
        return None
    return Heading((*bare, label[-1]), glues, known=False)


def _last(headings: Sequence[Heading], cut: Sequence[tuple[Cell | None, Cell | None]]) -> int:
    """Give the last row of the last heading up to which most are known; 0 where there are none.

    What stands beside a heading on its row is text: another heading there heads a list, and a number is one of a table.
    """
    beside = {text.row: text.text for _, text in cut if text is not None}
    last = known = 0
    for count, one in enumerate(headings, 1):
        text = beside.get(one.cells[0].row, "")
        if text and (labels.heads_section(text) or text.strip(" .").isdecimal()):
            break
        known += one.known
        if known >= _MOSTLY * count:
            last = one.cells[-1].row
    return last


def _firsts(told: _Told) -> tuple[int, ...]:
    """Give the places of the rows that the headings begin on."""
    places = {row: place for place, (row, _) in enumerate(told.rows)}
    return tuple(places[one.cells[0].row] for one in told.headings)


def _tops(told: _Told) -> tuple[int, ...]:
    """Give where the rows of each heading begin that stands on top of them.

    One alone on its row that has room there stands in the middle: it has as many rows above it as below.
    """
    begins = list(_firsts(told))
    for k, one in enumerate(told.headings[1:], 1):
        at, end = begins[k], begins[k + 1] if k + 1 < len(begins) else len(told.rows)
        above = told.headings[k - 1].cells[-1].row
        alone = len(one.cells) == 1 and told.rows[at][1] is None and one.cells[0].end < told.edge
        first = 2 * at + 1 - end
        if alone and first < at and told.rows[max(first, 0)][0] > above and _begins_text(told, first):
            begins[k] = first
    return tuple(begins)


def _below_title(told: _Told) -> _Told:
    """Leave out rows above the first heading at the right: the title goes on there, if all are on top without them."""
    first = _firsts(told)[0]
    return told if first > _MOST_ABOVE or not told.right else told._replace(rows=told.rows[first:])


def _on_top(told: _Told) -> bool:
    """Whether the first row has a heading, and a text begins beside each."""
    firsts = _firsts(told)
    return firsts[0] == 0 and all(_begins_text(told, at) for at in firsts[1:])


def _block(told: _Told, begins: Sequence[int]) -> Block:
    """Give each heading the rows that begin at one of the places; nothing is told where there are none."""
    begin, end = told.rows[0][0], told.rows[-1][0] + 1
    if not begins:
        return Block(begin, end, ())
    found = [
        Labelled(one, tuple(text for _, text in told.rows[first:after] if text is not None))
        for one, (first, after) in zip(told.headings, pairwise((*begins, len(told.rows))), strict=True)
    ]
    return Block(begin, end, tuple(found))


def _by_gaps(raw: Sequence[Raw], told: _Told) -> tuple[int, ...]:
    """Give where the rows of each heading begin, where white space parts them from the next; nothing otherwise."""
    rows = [row for row, _ in told.rows]
    places = [0, *(k for k in range(1, len(rows)) if not all(raw[i].text for i in range(rows[k - 1] + 1, rows[k])))]
    parts = [range(rows[begin], rows[end - 1] + 1) for begin, end in pairwise((*places, len(rows)))]
    owners = [
        {k for k, one in enumerate(told.headings) if {cell.row for cell in one.cells} & {*part}} for part in parts
    ]
    return tuple(places) if owners == [{k} for k in range(len(told.headings))] else ()


def _by_middles(told: _Told) -> tuple[int, ...]:
    """Give where the rows of each heading begin that stands in the middle of them; nothing where several are as good.

    All texts begin as texts do: with a capital, below a line that ends. A heading is a row off the middle where the
    number of rows is even; more only where nothing else is possible: rows of a PDF are rounded.
    """
    places = {row: place for place, (row, _) in enumerate(told.rows)}
    spans = [(places[one.cells[0].row], places[one.cells[-1].row]) for one in told.headings]
    for offs in _OFFS:
        found = list(_middles(told, spans, 0, offs))
        if found:
            return found[0] if len(found) == 1 else ()
    return ()


def _middles(
    told: _Told, spans: Sequence[tuple[int, int]], begin: int, offs: Sequence[int]
) -> Iterator[tuple[int, ...]]:
    """Give each way to part the rows from one on between the headings that are left."""
    (first, last), *rest = spans
    for end in (first + last + off - begin for off in offs):
        if not begin <= first <= last < end <= len(told.rows):
            continue
        if not rest and end == len(told.rows):
            yield (begin,)
        elif rest and end < len(told.rows) and _begins_text(told, end):
            yield from ((begin, *more) for more in _middles(told, rest, end, offs))


def _begins_text(told: _Told, at: int) -> bool:
    """Whether a text may begin on a row: with no small letter but of `att`, and what is above it has ended."""
    text = next((text.text for _, text in told.rows[at:] if text is not None), "")
    above = next((text.text for _, text in told.rows[at - 1 :: -1] if text is not None), "")
    return (not text[:1].islower() or text.startswith("att ")) and not above.endswith((",", "-"))
