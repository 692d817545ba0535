"""Labels behind what they are of, right of it in the head or below it in a whole text, are put above it."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from kg.language import headings, roster_labels
from kg.lines import labels
from kg.lines.cells import CELL, PARAGRAPH, SLACK, Cell
from kg.lines.reading import OPEN_END

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from kg.lines.furniture import Raw

_HEAD = 200
"""The head of minutes has no more lines than these."""
_LEAST = 2
"""So many labels make a column, and so many paragraphs show that headings stand below their texts."""
_MOSTLY = 0.8
_MOST_LINES = 4

_OF_NO_TEXT = frozenset({"procedure", "delegation", "other"})
_SENTENCE = ".:!?"

Reads = list[tuple["Raw", bool]]
"""Lines of a text, each with whether it is furniture."""


class Ordered(NamedTuple):
    """Lines with each label above what it is of, which are furniture, and where nobody can tell whose a label is."""

    lines: list[Raw]
    furniture: frozenset[int]
    untold: tuple[int, ...]


def above(raw: Sequence[Raw], furniture: frozenset[int]) -> Ordered:
    """Put labels above what they are of; a text that has none of them behind stays as it is.

    Where most headings stand below their texts, and some do not, it is not told whose they are: none is read.
    """
    marked = [(line, at in furniture) for at, line in enumerate(raw)]
    first = next((at for at, line in enumerate(raw) if PARAGRAPH.match(line.text)), len(raw))
    untold: tuple[int, ...] = ()
    if below := _from_below(marked, first):
        read, untold = below
    elif right := _from_the_right(marked, min(first, _HEAD)):
        read = right
    else:
        return Ordered(list(raw), furniture, ())
    return Ordered([line for line, _ in read], frozenset(at for at, (_, aside) in enumerate(read) if aside), untold)


def is_of_section(text: str) -> bool:
    """Whether words are the heading of a section of a paragraph (§), or of a list of voters."""
    return labels.heads_section(text) or headings.heads_voters(text)


# -- labels at the right of the head


def _from_the_right(read: Reads, end: int) -> Reads | None:
    rows = [at for at in range(end) if read[at][0].text and not read[at][1]]
    cut = {
        at: [_cell(read[at][0], match.start(), match[0], at) for match in CELL.finditer(read[at][0].text)]
        for at in rows
    }
    edges = sorted({row[-1].column for row in cut.values() if len(row) > 1 and roster_labels.is_no_title(row[-1].text)})
    columns = ((edge, column) for edge in edges if (column := _column(cut, rows, edge)))
    edge, labelled = max(columns, key=lambda one: len(one[1]), default=(0, {}))
    if not labelled:
        return None
    told: Reads = []
    begin = min(labelled)
    for at, (line, aside) in enumerate(read):
        if at < begin or at not in cut:
            told.append((line, aside))
            continue
        for label in labelled.get(at, ()):
            blank = () if label is not labelled[at][0] else ((_part(line, label)._replace(text=""), False),)
            told += [*blank, (_part(read[label.row][0], label), False)]
        if left := [cell for cell in cut[at] if cell.column < edge - SLACK]:
            text = line.text[: left[-1].end - line.column]
            told.append((line._replace(end=line.begin + len(text), text=text), False))
    return told


def _cell(line: Raw, at: int, text: str, row: int) -> Cell:
    return Cell(line.column + at, line.begin + at, text, row)


def _part(line: Raw, cell: Cell) -> Raw:
    return line._replace(begin=cell.begin, end=cell.begin + len(cell.text), text=cell.text, column=0, page=False)


def _column(cut: dict[int, list[Cell]], rows: Sequence[int], edge: int) -> dict[int, list[Cell]]:
    """Give the labels that begin at a place, by the row of the first of their lines; none where it has other cells."""
    right = [row[-1] for at in rows if abs((row := cut[at])[-1].column - edge) <= SLACK]
    found: dict[int, list[Cell]] = {}
    others = at = 0
    while at < len(right):
        known, used = roster_labels.wrapped([cell.text for cell in right[at : at + _MOST_LINES]])
        used = used if known else 1
        words = " ".join(cell.text for cell in right[at : at + used])
        beside = cut[right[at].row][:-1]
        if roster_labels.is_no_title(words) and beside and not roster_labels.is_no_title(beside[-1].text):
            found[right[at].row] = right[at : at + used]
        else:
            others += 1
        at += used
    return found if len(found) >= _LEAST and len(found) >= _MOSTLY * (len(found) + others) else {}


# -- labels below what they are of


def _from_below(read: Reads, first: int) -> tuple[Reads, tuple[int, ...]] | None:
    begins = [at for at, (line, _) in enumerate(read) if PARAGRAPH.match(line.text)]
    parts = [range(begin, end) for begin, end in pairwise([*begins, len(read)])]
    told = [(part, list(_labels(read, part[1:], is_of_section))) for part in parts]
    headed = [_is_headed_below(read, part[1:], found) for part, found in told if found]
    sides = [side for part, found in told for side in _decides(read, part[1:], found)]
    if sum(headed) < _LEAST or sum(headed) <= len(headed) / 2 or sum(sides) < _LEAST or sum(sides) <= len(sides) / 2:
        return None
    head = list(_labels(read, range(first), roster_labels.is_no_title))
    moved = _moved(read, range(first), head, near=True)
    for part, found in told:
        own = _moved(read, part[1:], found, near=False) if all(headed) else _left_out(read, part)
        moved += [read[part[0]], *own]
    return moved, () if all(headed) else tuple(read[part[0]][0].begin for part, found in told if found)


def _left_out(read: Reads, part: Sequence[int]) -> Reads:
    """Give the lines of a paragraph (§) as if they were furniture, but for those that its title goes on with."""
    told: Reads = []
    title = True
    for before, at in pairwise(part):
        line = read[at][0]
        title = (
            title and bool(line.text) and (line.text[0].islower() or OPEN_END.search(read[before][0].text) is not None)
        )
        told.append((line, read[at][1] or not title))
    return told


def _filled(read: Reads, part: Sequence[int]) -> list[int]:
    return [at for at in part if read[at][0].text and not read[at][1]]


def _labels(read: Reads, part: Sequence[int], known: Callable[[str], bool]) -> Iterator[list[int]]:
    """Give the rows of each label of a part of the text: one alone, or several that it runs over."""
    rows = _filled(read, part)
    at = 0
    while at < len(rows):
        for count in range(min(_MOST_LINES, len(rows) - at), 0, -1):
            some = rows[at : at + count]
            apart = any(after - before > 1 for before, after in pairwise(some))
            small = all(read[row][0].text[0].islower() for row in some[1:])
            if not apart and small and known(" ".join(read[row][0].text for row in some)):
                yield some
                at += count - 1
                break
        at += 1


def _is_headed_below(read: Reads, part: Sequence[int], found: Sequence[Sequence[int]]) -> bool:
    """Whether a paragraph ends with a label and does not begin with one, and no label stands right on another.

    What stands above its first one is no title: it ends as a sentence does. A label of no text, at the end, is none.
    """
    rows = _filled(read, part)
    heads = {row for label in found for row in label}
    last = " ".join(read[row][0].text for row in found[-1])
    above = read[rows[max(rows.index(found[0][0]) - 1, 0)]][0].text
    return (
        rows[-1] in heads
        and rows[0] not in heads
        and headings.heading_kind(last) not in _OF_NO_TEXT
        and above[-1] in _SENTENCE
        and not any(found[k][-1] == rows[rows.index(label[0]) - 1] for k, label in enumerate(found[1:]))
    )


def _decides(read: Reads, part: Sequence[int], found: Sequence[Sequence[int]]) -> Iterator[bool]:
    """Say of each heading of a decision whether what is decided stands above it, and not below."""
    begins = [part[0], *(label[-1] + 1 for label in found)] if found else []
    ends = [*(label[0] for label in found), part[-1] + 1] if found else []
    blocks = [_filled(read, range(begin, end)) for begin, end in zip(begins, ends, strict=True)]
    for k, label in enumerate(found):
        if headings.heading_kind(" ".join(read[row][0].text for row in label)) == "decision":
            above, below = (any(read[row][0].text.startswith("att ") for row in blocks[k + side]) for side in (0, 1))
            if above or below:
                yield not below


def _moved(read: Reads, part: Sequence[int], found: Sequence[Sequence[int]], *, near: bool) -> Reads:
    """Put each label above the rows between it and the label before; above the first only those `near` it."""
    told: Reads = []
    begin = part[0] if part else 0
    for label in found:
        own = list(range(begin, label[0]))
        if near and label is found[0]:
            rows = _filled(read, own)
            top = next(
                (row for row in reversed(rows[:-1]) if not all(read[at][0].text for at in range(row, rows[-1]))), begin
            )
            own = [row for row in own if row > top]
            told += [read[row] for row in range(begin, top + 1)]
        top_line = read[label[0]][0]
        words = " ".join(read[row][0].text for row in label)
        whole = top_line._replace(end=read[label[-1]][0].end, text=words, page=False)
        told += [(top_line._replace(end=top_line.begin, text="", page=False), False), (whole, False)]
        told += [read[row] for row in own]
        begin = label[-1] + 1
    return told + [read[row] for row in range(begin, part[-1] + 1 if part else 0)]
