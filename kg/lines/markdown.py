"""Markdown beyond headings and stars: escapes, links and emphasis inside a line, line breaks, rows of tables."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from itertools import takewhile
from typing import TYPE_CHECKING

from kg.lines import label_tables, roster_heads, rosters, table_tags
from kg.lines.cells import NUMBER
from kg.model import join
from kg.resources import phrases

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kg.model import Flow, Line

_STRUCK = re.compile(r"~~(?P<words>(?=\S).+?)~~|<(?P<tag>s|del|strike)>(?P<text>.*?)</(?P=tag)>")
_MARKUP = re.compile(
    r"\\(?=[!-/:-@\[-`{-~]|$)"  # an escaped sign, or the end of a line that breaks here
    r"|(?<![\w\\])_{1,2}(?=[^\s_])|(?<=[^\s_\\])_{1,2}(?!\w)"  # emphasis; underscores inside words are letters
    rf"|{_STRUCK.pattern}"  # what is struck out is no longer said
    r"|</?(?:b|strong|i|em|u)>"
    r"|!?\[(?=[^\[\]]*\]\()|\]\([^()\s]*(?:\s\"[^\"]*\")?\)"  # [words](address): the words stay
)
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_OPEN = re.compile(rf"(?:{NUMBER.pattern}) ?\|")
_BAR = re.compile(r"\|")
_PERSON = re.compile(r"[A-ZÅÄÖ][\w'-]+ .*\([A-ZÅÄÖa-zåäö-]{1,6}\)")
_LONGEST_MARK = 3
_OPTIONS = {"ja", "nej"}


def struck(text: str) -> list[str]:
    """Give what is struck out in a text."""
    return [match["words"] or match["text"] for match in _STRUCK.finditer(text)]


def kept(text: str) -> Iterator[tuple[int, int]]:
    """Give the stretches of a line that are read: what is only markup is left out."""
    begin = 0
    if "\\" in text or "_" in text or "](" in text or "</" in text or "~~" in text:
        for match in _MARKUP.finditer(text):
            yield begin, match.start()
            begin = match.end()
    yield begin, len(text)


@cache
def _labels() -> frozenset[str]:
    """Give the labels that heads of minutes have, lower case."""
    parts = (phrases("roster", "heading"), phrases("roster", "other"), phrases("headings", "label"))
    return frozenset(words.rstrip(":") for part in parts for listed in part.values() for words in listed)


def lines(read: Sequence[Line]) -> Iterator[Line]:
    """Part lines at `<br>`, and read the rows of tables that are labels and values of the head.

    A label in front heads the cells on its right, and the rows below whose first cell is empty; labels that fill a row
    head the columns below. Other rows (of people, of votes) stay as they are: their cells are read by their bars.
    """
    read = list(table_tags.barred(read)) if any("<t" in line.text for line in read) else read
    at = 0
    labelled = False
    while at < len(read):
        line = read[at]
        cells = _cells(line.flow)
        if cells is not None and (end := _roster(read[at:])):
            yield from map(_unbroken, read[at : at + end])
            at += end
            labelled = False
            continue
        if (cells is not None or _OPEN.match(line.text)) and (rows := _paragraph(read[at:])):
            at += len(rows)
            labelled = False
            yield from _headed(rows)
            continue
        if cells is not None and (table := label_tables.read(_rows(read[at:]))):
            at += len(table)
            labelled = False
            for one, flows in label_tables.written(table):
                yield from _parts(one, flows)
            continue
        at += 1
        if cells is None:
            labelled = False
            yield from _broken(line, line.flow)
            continue
        filled = [cell.text for cell in cells if cell.text]
        if len(filled) > 1 and all(map(is_label, filled)):
            below = list(takewhile(_goes_below, read[at:]))
            at += len(below)
            yield from _columns(line, cells, below)
            labelled = False
            continue
        labelled = not _heads_votes(filled) and (
            (bool(filled) and is_label(filled[0])) or (labelled and not cells[0].text)
        )
        if not labelled:
            yield _unbroken(line)
            continue
        yield from _parts(line, _values(line.flow, cells))


def _rows(read: Sequence[Line]) -> list[tuple[Line, list[Flow]]]:
    """Give the rows of a table with their cells, up to the head of a paragraph; a rule below the first parts none."""
    rows: list[tuple[Line, list[Flow]]] = []
    for line in read:
        cells = _cells(line.flow)
        if cells is None or (rows and ((line.gap and len(rows) > 1) or NUMBER.fullmatch(cells[0].text))):
            break
        rows.append((line, cells))
    return rows


def _roster(read: Sequence[Line]) -> int:
    """Give how many rows a table of those present has that the first of these lines heads; 0 where it heads none."""
    first = rosters.cells(read[0].text, 0)
    if not roster_heads.may_head([cell.text for cell in first]):
        return 0
    rows = takewhile(bool, (rosters.cells(line.text, 0) if line.text.startswith("|") else [] for line in read))
    table = rosters.read(list(rows))
    return table.end if table else 0


def _paragraph(read: Sequence[Line]) -> list[tuple[Line, list[Flow]]]:
    """Give the rows, with what their cells hold, from the head of a paragraph on: `| § 12 | Taxa | Dnr KS 2031/46 |`.

    Several such rows in one table are a list of contents, or of what else has paragraphs.
    """
    rows: list[tuple[Line, list[Flow]]] = []
    for line in read:
        filled = [cell for cell in _cells(line.flow) or _open(line.flow) if cell.text]
        apart = line.gap and (len(rows) > 1 or line.text[0] != "|" or bool(filled and NUMBER.fullmatch(filled[0].text)))
        if not filled or (rows and (apart or _roster([line]) or _heads_votes(cell.text for cell in filled))):
            break
        rows.append((line, filled))
    numbers = [NUMBER.fullmatch(filled[0].text) for _, filled in rows]
    headed = bool(rows) and numbers[0] is not None and len(rows[0][1]) > 1 and not any(numbers[1:])
    return rows if headed and any(letter.isalpha() for letter in rows[0][1][1].text) else []


def _open(flow: Flow) -> list[Flow]:
    """Cut the head of a paragraph that has bars between its cells and none around them: `§ 12 | Taxa`."""
    if not _OPEN.match(flow.text):
        return []
    bars = [match.start() for match in _BAR.finditer(flow.text)]
    cells = [
        flow.cut(begin, end)
        for begin, end in zip([0, *(bar + 1 for bar in bars)], [*bars, len(flow.text)], strict=True)
    ]
    return [cell.cut(len(cell.text) - len(cell.text.lstrip()), len(cell.text.rstrip())) for cell in cells]


def _headed(rows: Sequence[tuple[Line, list[Flow]]]) -> Iterator[Line]:
    """Write the head of a paragraph on one line, and every other cell on its own."""
    (head, (number, title, *rest)), *below = rows
    yield replace(head, flow=join([number, title]), gap=True)
    yield from (replace(head, flow=cell, gap=True) for cell in rest)
    for line, filled in below:
        yield from _parts(replace(line, gap=True), filled)


def _parts(line: Line, flows: Iterable[Flow]) -> Iterator[Line]:
    """Give stretches of a line as lines, each parted at its `<br>`."""
    for flow in flows:
        for part in _broken(line, flow):
            yield part
            line = replace(line, gap=False, furniture=False)


def _heads_votes(filled: Iterable[str]) -> bool:
    return {text.casefold().strip(" .:") for text in filled} >= _OPTIONS


def _goes_below(line: Line) -> bool:
    """Whether a row goes on with the columns that the labels above head."""
    cells = _cells(line.flow)
    return cells is not None and not any(is_label(cell.text) for cell in cells)


def _columns(heads: Line, cells: Sequence[Flow], below: Sequence[Line]) -> Iterator[Line]:
    """Read the rows under labels column by column; where one holds marks the rows say who was there, and stay."""
    rows = [(row, _cells(row.flow) or []) for row in below]
    if any(0 < len(cell.text) <= _LONGEST_MARK for _, row in rows for cell in row):
        yield from map(_unbroken, (heads, *below))
        return
    for place, head in enumerate(cells):
        if not head.text:
            continue
        yield replace(heads, flow=head)
        for row, listed in rows:
            if place < len(listed) and listed[place].text:
                yield from _parts(replace(row, gap=False), [listed[place]])


def is_label(text: str) -> bool:
    """Whether words are a label of the head of minutes."""
    return text.casefold().strip(" :.…") in _labels()


def _values(flow: Flow, cells: list[Flow]) -> Iterator[Flow]:
    """Give labels and values of a row: cells behind a label are one value with bars inside, but people are several."""
    filled = [cell for cell in cells if cell.text]
    while filled:
        label = filled[:1] if is_label(filled[0].text) else []
        yield from label
        filled = filled[len(label) :]
        # Behind a name `ordförande` is what it is there, and heads nothing.
        heads = (at for at, cell in enumerate(filled[:-1]) if is_label(cell.text) and cell.text[0].isupper())
        end = next(heads, len(filled))
        values, filled = filled[:end], filled[end:]
        if sum(_PERSON.match(cell.text) is not None for cell in values) > 1:
            yield from values
        elif values:
            end = _place(flow, values[-1]) + len(values[-1].text)
            yield flow.cut(_place(flow, values[0]), end if filled or len(values) == 1 else len(flow.text))


def _place(flow: Flow, part: Flow) -> int:
    """Give where in a line a part of it begins."""
    origin = part.origin(0)
    return next(at for at in range(len(flow.text)) if flow.origin(at) == origin)


def _unbroken(line: Line) -> Line:
    """Give a row with a space for each `<br>`."""
    parts = list(_broken(line, line.flow))
    return line if len(parts) == 1 else replace(line, flow=join(part.flow for part in parts))


def _cells(flow: Flow) -> list[Flow] | None:
    """Cut a row of a table into its cells; None for other lines."""
    if not flow.text.startswith("|") or flow.text.count("|") < 2:
        return None
    bars = [match.start() for match in _BAR.finditer(flow.text)]
    ends = [*bars[1:], *([len(flow.text)] if flow.text[bars[-1] + 1 :].strip() else [])]
    return [flow.cut(begin + 1, end) for begin, end in zip(bars, ends, strict=False)]


def _broken(line: Line, flow: Flow) -> Iterator[Line]:
    """Give a line, or the lines that `<br>` parts it into."""
    if "<" not in flow.text:
        yield line if flow is line.flow else replace(line, flow=flow)
        return
    begin, first = 0, True
    for end, after in [*((match.start(), match.end()) for match in _BREAK.finditer(flow.text)), (len(flow.text),) * 2]:
        part = flow.cut(begin, end)
        if part.text:
            yield replace(line, flow=part) if first else replace(line, flow=part, mark="", gap=False, furniture=False)
            first = False
        begin = after
