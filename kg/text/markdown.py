"""Markdown beyond headings and stars: escapes, links and emphasis inside a line, line breaks, rows of tables."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from kg.resources import phrases

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.model import Flow, Line

_MARKUP = re.compile(
    r"\\(?=[!-/:-@\[-`{-~]|$)"  # an escaped sign, or the end of a line that breaks here
    r"|(?<![\w\\])_{1,2}(?=[^\s_])|(?<=[^\s_\\])_{1,2}(?!\w)"  # emphasis; underscores inside words are letters
    r"|!?\[(?=[^\[\]]*\]\()|\]\([^()\s]*(?:\s\"[^\"]*\")?\)"  # [words](address): the words stay
)
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_BAR = re.compile(r"\|")
_OPTIONS = {"ja", "nej"}


def kept(text: str) -> Iterator[tuple[int, int]]:
    """Give the stretches of a line that are read: what is only markup is left out."""
    begin = 0
    if "\\" in text or "_" in text or "](" in text:
        for match in _MARKUP.finditer(text):
            yield begin, match.start()
            begin = match.end()
    yield begin, len(text)


@cache
def _labels() -> frozenset[str]:
    """Give the labels that heads of minutes have, lower case."""
    parts = (phrases("roster", "heading"), phrases("roster", "other"), phrases("headings", "label"))
    return frozenset(words.rstrip(":") for part in parts for listed in part.values() for words in listed)


def lines(read: Iterable[Line]) -> Iterator[Line]:
    """Part lines at `<br>`, and rows of a table where a cell is a label of the head: it heads the cells on its right.

    Rows that name somebody, and those of a table of votes, stay as they are: their cells are read by their bars. A row
    whose first cell is empty goes on with the values of the row above.
    """
    labelled = False
    for line in read:
        cells = _cells(line.flow)
        if cells is None:
            labelled = False
            yield from _broken(line, line.flow)
            continue
        first = next((cell.text for cell in cells if cell.text), "")
        options = {cell.text.casefold().strip(" .:") for cell in cells} >= _OPTIONS
        labelled = not options and (_is_label(first) or (labelled and not cells[0].text))
        if not labelled:
            yield line
            continue
        gap = line.gap
        for cell in cells:
            if cell.text:
                for part in _broken(replace(line, gap=gap), cell):
                    yield part
                    gap = False


def _is_label(text: str) -> bool:
    return text.casefold().strip(" :.…") in _labels()


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
