"""Paragraphs, headings, lists and tables of a document format, written as the lines of text that the reading knows."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING

from kg.language import label_columns

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_PROSE = 100
"""A line of a cell that is longer, in characters, is running text: its row is no row of a table."""
_PARAGRAPH = re.compile(r"(?:\w{2,5}\s)?§\s?\d|\d{1,4}\s?§")
_TWO = 2
_SPACES = re.compile(r"[ \u00a0\t]+")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph, heading or point of a list: its lines, with tabs where the format has them."""

    lines: tuple[str, ...]
    level: int = 0
    """Of a heading, from 1; 0 for text."""
    mark: str = ""
    """The bullet or number in front."""
    gap: bool = False
    """Whether white space stands above."""
    after: bool = False
    """Whether white space stands below."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table: its first column, how many it goes over, and what is in it; merged rows have it once."""

    column: int
    span: int
    blocks: tuple[Block, ...]

    @property
    def filled(self) -> list[str]:
        """Its lines that are not blank; a bar in one would part it."""
        lines = (line for block in self.blocks for line in _lines(block))
        return [text.replace("|", "/") for line in lines if (text := _SPACES.sub(" ", line).strip())]


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its rows, each with the cells that begin in it."""

    rows: tuple[tuple[Cell, ...], ...]


Block = Paragraph | Table


def write(blocks: Iterable[Block]) -> str:
    """Write the blocks of a document as one text.

    Headings begin with the `#` of Markdown, points with their mark. A row of a table is a line with Markdown's bars
    between the cells, so that none is taken for a part of its neighbour, and `<br>` between the lines of one. Tables
    that only place running text on the page are written as that text.
    """
    lines: list[str] = []
    for line in _written(blocks):
        if line or (lines and lines[-1]):
            lines.append(line)
    return "\n".join(lines).strip("\n") + "\n" if any(lines) else ""


def _written(blocks: Iterable[Block]) -> Iterator[str]:
    """Give the lines of blocks, blank ones where white space stands."""
    for tabbed, run in groupby(blocks, _has_tabs):
        group = list(run)
        if tabbed:
            yield from _by_tabs([block for block in group if isinstance(block, Paragraph)])
            continue
        for block in group:
            yield from _lines(block)


def _lines(block: Block) -> Iterator[str]:
    if isinstance(block, Table):
        yield ""
        yield from _table(block)
        yield ""
        return
    if block.gap or block.level:
        yield ""
    yield from _texts(block)
    if block.after or block.level:
        yield ""


def _texts(block: Paragraph) -> Iterator[str]:
    texts = [line.strip() for line in block.lines]
    if block.level:
        words = " ".join([block.mark, *filter(None, texts)] if block.mark else filter(None, texts))
        if words:
            yield f"{'#' * min(block.level, 6)} {words}"
        return
    if block.mark:
        texts[:1] = [f"{block.mark} {texts[0]}" if texts else block.mark]
    yield from texts


def _has_tabs(block: Block) -> bool:
    return (
        isinstance(block, Paragraph)
        and not (block.level or block.mark)
        and len(block.lines) == 1
        and "\t" in block.lines[0].strip()
        and not _PARAGRAPH.match(block.lines[0].strip())
    )


def _by_tabs(group: Sequence[Paragraph]) -> Iterator[str]:
    """Write lines with tabs as a table where every line has as many: then one tab leads to one column.

    Where the numbers differ, several tabs were needed to go past the shorter names, and which column is meant depends
    on the width of the letters: the tabs stay as they are, and nobody takes them for columns.
    """
    rows = [[_SPACES.sub(" ", part).strip() for part in one.lines[0].strip(" ").split("\t")] for one in group]
    if len({len(row) for row in rows}) == 1 and len(rows) > 1:
        texts = _barred([dict(enumerate(row)) for row in rows])
    else:
        texts = ["\t".join(row) for row in rows]
    for one, text in zip(group, texts, strict=True):
        if one.gap:
            yield ""
        yield text
        if one.after:
            yield ""


def _table(table: Table) -> Iterator[str]:
    rows = [row for row in (tuple(cell for cell in row if cell.filled) for row in table.rows) if row]
    rows = _labels_first(rows)
    several = len({cell.column for row in rows for cell in row}) > 1
    heads = [_opens_paragraph(row) for row in rows]
    several = several and not _is_label_column(rows)
    headed = [
        len(row) == _TWO and label_columns.heads(" ".join(row[0].filled)) and not row[1].filled[0].isdecimal()
        for row in rows
    ]
    headed = headed if sum(headed) >= _TWO else [False] * len(rows)
    forms = [
        "text"
        if headed[at]
        else _form(row, several=several, listed=any(heads[max(at - 1, 0) : at] + heads[at + 1 : at + 2]))
        for at, row in enumerate(rows)
    ]
    cells = ({cell.column: "<br>".join(cell.filled) for cell in row} for row in rows)
    barred = iter(_barred([row for row, form in zip(cells, forms, strict=True) if form == "row"]))
    for row, form in zip(rows, forms, strict=True):
        match form:
            case "row":
                yield next(barred)
            case "heading":
                yield from ("", " ".join(line for cell in row for line in cell.filled), "")
            case "title":
                yield from row[0].filled
            case _:
                yield from _apart(row)


def _form(row: Sequence[Cell], *, several: bool, listed: bool) -> str:
    """Say how a row is written: as running text, heading of a paragraph, title over the columns, or row."""
    if not several or any(map(_is_prose, row)):
        return "text"
    if _opens_paragraph(row) and not listed:
        return "heading"
    return "title" if len(row) == 1 and row[0].span > 1 else "row"


def _apart(row: Sequence[Cell]) -> Iterator[str]:
    """Give the cells of a row as running text, one after the other."""
    for cell in row:
        yield ""
        yield from _written(cell.blocks)
    yield ""


def _labels_first(rows: list[tuple[Cell, ...]]) -> list[tuple[Cell, ...]]:
    """Put the second of two columns first where it holds the labels of what stands in the first one."""
    columns = sorted({cell.column for row in rows for cell in row})
    if len(columns) != _TWO:
        return rows
    texts, labels = ([" ".join(c.filled) for row in rows for c in row if c.column == column] for column in columns)
    if not label_columns.hold_labels(labels, texts):
        return rows
    return [tuple(replace(cell, column=sum(columns) - cell.column) for cell in reversed(row)) for row in rows]


def _is_label_column(rows: Sequence[Sequence[Cell]]) -> bool:
    """Whether the first of two columns holds headings of sections, few of them unknown: the other has their text."""
    columns = sorted({cell.column for row in rows for cell in row})
    labels = [" ".join(row[0].filled) for row in rows if row[0].column == columns[0]]
    return len(columns) == _TWO and bool(labels) and label_columns.hold_headings(labels)


def opens_paragraph(words: str) -> bool:
    """Whether words begin as the heading of a paragraph (§) does."""
    return _PARAGRAPH.match(words) is not None


def _opens_paragraph(row: Sequence[Cell]) -> bool:
    """Whether a row is the heading of a paragraph (§): one that stands among others is a list of paragraphs instead."""
    return _PARAGRAPH.match(row[0].filled[0]) is not None and len(row[0].filled) == 1


def _barred(rows: Sequence[dict[int, str]]) -> list[str]:
    """Write rows between bars; cells are not padded, as runs of spaces part columns where there are no bars."""
    places = sorted({place for row in rows for place in row})
    return [f"| {' | '.join(row.get(place, '') for place in places)} |" for row in rows]


def _is_prose(cell: Cell) -> bool:
    """Whether a cell holds running text, headings or a table: the table around it only places them on the page."""
    return any(
        isinstance(block, Table)
        or block.level > 0
        or any(len(line) > _PROSE or (len(cell.filled) > 1 and _PARAGRAPH.match(line)) for line in block.lines)
        for block in cell.blocks
    )
