"""Tables that a text writes with the tags of a web page, as converters to Markdown do: their rows with bars."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.model import join

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.model import Flow, Line

_ROW = re.compile(r"<tr\b[^>]*>(?P<cells>.*?)</tr>", re.IGNORECASE)
_BEGINS, _ENDS = re.compile(r"<tr\b", re.IGNORECASE), re.compile(r"</tr>", re.IGNORECASE)
_CELL = re.compile(r"<t(?P<kind>[dh])\b[^>]*>\s*(?P<cell>.*?)\s*</t(?P=kind)>", re.IGNORECASE)
_TAGS = re.compile(r"(?:</?(?!t[dhr]\b)(?:t|c)[a-z]+\b[^>]*>\s*)+", re.IGNORECASE)
"""What is around the rows of a table: its own tag, its parts, its columns."""
_LONGEST = 80
"""A row runs over no more lines than this."""


def barred(read: Sequence[Line]) -> Iterator[Line]:
    """Give lines with the rows of such tables as `| Anna Ek | S |`; what is never closed stays as it is."""
    at = 0
    while at < len(read):
        line = read[at]
        end = _end(read, at) if _BEGINS.search(line.text) else 0
        if end:
            yield from _rows(line, join([one.flow for one in read[at:end]], " "))
            at = end
            continue
        if not _TAGS.fullmatch(line.text):
            yield line
        at += 1


def _end(read: Sequence[Line], at: int) -> int:
    """Give behind which line the last row that begins on a line is closed; 0 where none is."""
    opened = 0
    for end in range(at, min(at + _LONGEST, len(read))):
        opened += len(_BEGINS.findall(read[end].text)) - len(_ENDS.findall(read[end].text))
        if not opened:
            return end + 1
    return 0


def _rows(line: Line, whole: Flow) -> Iterator[Line]:
    for row in _ROW.finditer(whole.text):
        cells = [whole.cut(*one.span("cell")) for one in _CELL.finditer(whole.text, *row.span("cells"))]
        if cells:
            flow = join([whole.cut(row.start(), row.start()), cells[0]], "| ")
            for cell in cells[1:]:
                flow = join([flow, cell], " | ")
            yield replace(line, flow=flow)
            line = replace(line, gap=False)
