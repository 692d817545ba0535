"""Paragraphs, headings, lists and tables of a document format, written as the lines of text that the reading knows."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_APART = 3
"""How many spaces at least stand between two cells of a row."""
_PROSE = 100
"""A line of a cell that is longer, in characters, is running text: its row is no row of a table."""
_PARAGRAPH = re.compile(r"(?:\w{2,5}\s)?§\s?\d|\d{1,4}\s?§")
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
    def lines(self) -> list[str]:
        """Its text line by line, without runs of spaces: those part columns."""
        return [_SPACES.sub(" ", line).strip() for block in self.blocks for line in _lines(block) if line.strip()]


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its rows, each with the cells that begin in it."""

    rows: tuple[tuple[Cell, ...], ...]


Block = Paragraph | Table


def write(blocks: Iterable[Block]) -> str:
    """Write the blocks of a document as one text.

    Headings begin with the `#` of Markdown, points with their mark. A row of a table is a line, its cells padded so
    that a column begins at the same place on every row, as `pdftotext -layout` writes it; a cell of several lines goes
    on below itself. Tables that only place running text on the page are written as that text.
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
            yield from _aligned_tabs([block for block in group if isinstance(block, Paragraph)])
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
    texts = [text for line in block.lines if (text := line.strip())]
    if block.level:
        words = " ".join([block.mark, *texts] if block.mark else texts)
        if words:
            yield f"{'#' * min(block.level, 6)} {words}"
        return
    if block.mark:
        texts[:1] = [f"{block.mark} {texts[0]}" if texts else block.mark]
    yield from texts


def _has_tabs(block: Block) -> bool:
    return isinstance(block, Paragraph) and not block.level and len(block.lines) == 1 and "\t" in block.lines[0].strip()


def _aligned_tabs(group: Sequence[Paragraph]) -> Iterator[str]:
    """Write lines with tabs as a table where every line has as many: then one tab leads to one column.

    Where the numbers differ, several tabs were needed to go past the shorter names, and which column is meant depends
    on the width of the letters: the tabs stay as they are, and nobody takes them for columns.
    """
    rows = [[_SPACES.sub(" ", part).strip() for part in one.lines[0].strip(" ").split("\t")] for one in group]
    if len({len(row) for row in rows}) == 1 and len(rows) > 1:
        padded = _padded([{at: [text] for at, text in enumerate(row) if text} for row in rows], {})
        texts = [next(iter(lines), "") for lines in padded]
    else:
        texts = ["\t".join(row) for row in rows]
    for one, text in zip(group, texts, strict=True):
        if one.gap:
            yield ""
        yield f"{one.mark} {text}" if one.mark else text
        if one.after:
            yield ""


def _table(table: Table) -> Iterator[str]:
    rows = [row for row in table.rows if any(cell.lines for cell in row)]
    columns = {cell.column for row in rows for cell in row if cell.lines}
    as_rows = [len(columns) > 1 and not any(_is_prose(cell) for cell in row) for row in rows]
    texts = [{cell.column: cell.lines for cell in row if cell.lines} for row in rows]
    spans = {(at, cell.column): cell.span for at, row in enumerate(rows) for cell in row if cell.span > 1}
    aligned = iter(
        _padded(
            [cells for cells, is_row in zip(texts, as_rows, strict=True) if is_row],
            _renumbered(spans, as_rows),
        )
    )
    several = False
    for row, is_row in zip(rows, as_rows, strict=True):
        if not is_row:
            for cell in row:
                yield ""
                yield from _written(cell.blocks)
            yield ""
            several = False
            continue
        lines = next(aligned)
        if several or len(lines) > 1:
            yield ""
        several = len(lines) > 1
        yield from lines


def _renumbered(spans: dict[tuple[int, int], int], kept: Sequence[bool]) -> dict[tuple[int, int], int]:
    """Give the spans by the place of their row among those that are kept."""
    places = {at: place for place, at in enumerate(at for at, keep in enumerate(kept) if keep)}
    return {(places[at], column): span for (at, column), span in spans.items() if at in places}


def _padded(rows: Sequence[dict[int, list[str]]], spans: dict[tuple[int, int], int]) -> list[list[str]]:
    """Pad the cells of rows so that every column begins at one place; a cell over several columns widens none."""
    columns = sorted({column for row in rows for column in row})
    begins: dict[int, int] = {}
    for column in columns:
        begins[column] = 0
        for at, row in enumerate(rows):
            for before, lines in row.items():
                reach = before + spans.get((at, before), 1)
                if before < column and reach <= column:
                    widest = begins[before] + max(map(len, lines), default=0)
                    begins[column] = max(begins[column], widest + _APART)
        earlier = [begins[before] for before in columns if before < column]
        begins[column] = max(begins[column], max(earlier) + _APART if earlier else 0)
    found = []
    for row in rows:
        lines = []
        for at in range(max(map(len, row.values()), default=0)):
            line = ""
            for column in sorted(row):
                if at < len(row[column]):
                    line = f"{line:{begins[column]}}{row[column][at]}"
            lines.append(line)
        found.append(lines)
    return found


def _is_prose(cell: Cell) -> bool:
    """Whether a cell holds running text, headings or a table: the table around it only places them on the page."""
    return any(
        isinstance(block, Table)
        or block.level > 0
        or any(len(line) > _PROSE or (len(cell.blocks) > 1 and _PARAGRAPH.match(line)) for line in block.lines)
        for block in cell.blocks
    )
