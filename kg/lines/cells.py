"""Cells of a line that has kept its columns: where they stand, and how near the columns of two rows must be."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from kg.language import grammar
from kg.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.model import Flow

_CUT = re.compile(r"\S {2,}\S|\|")
CELL = re.compile(r"(?:(?<!\S)[xX–-][ \u00a0]{2,3}(?=[A-ZÅÄÖ][\w’-]+,?\s[A-ZÅÄÖ]))?\S+(?:[ \u00a0]\S+)*")
"""A mark of presence belongs to the name behind it: `x  Ek, Anna`."""
SLACK = 1
"""How many characters the cells of one column may begin apart: a place on the page is rounded."""
PARAGRAPH = re.compile(r"(?:[A-ZÅÄÖ]\w{1,5} )?(?:§ ?\d|\d{1,4} ?§)")
NUMBER = grammar.pattern("furniture", "cell-number")
"""A cell that holds the number of a paragraph alone."""
_OF_A_HEAD = grammar.pattern("furniture", "cell-of-a-page-head")
_APART = re.compile(r"\S+(?:\s{1,2}\S+)*")


class Cell(NamedTuple):
    """A cell of a line: how far right it begins, where in the source, what it says, on which line."""

    column: int
    begin: int
    text: str
    row: int

    @property
    def end(self) -> int:
        return self.column + len(self.text)


def fold(text: str) -> str:
    """Write what a cell says for comparing: in lower case, without its colon."""
    return text.casefold().strip(" :.…")


def has_cells(text: str) -> bool:
    """Whether a line is parted into cells, by bars or wide blanks: most have neither."""
    return ("  " in text or "|" in text) and _CUT.search(text) is not None


def heads_a_page(row: Sequence[Cell]) -> bool:
    """Whether a row is the head of a page, met in the middle of others: `NORRNÄS STAD     PROTOKOLL     Sida 3`."""
    return len(row) > 1 and any(_OF_A_HEAD.fullmatch(cell.text) for cell in row)


def cells(text: str, begin: int) -> Iterator[Span]:
    """Give where the cells of a row stand that begins at `begin`."""
    for match in _APART.finditer(text):
        yield Span(begin + match.start(), begin + match.end())


def apart(flow: Flow, least: int) -> list[Flow]:
    """Part a line at its blanks that are so many characters wide in the document; none where it has no such blank."""
    blanks = [at for at, char in enumerate(flow.text[:-1]) if char == " "]
    wide = [at for at in blanks if flow.origin(at + 1) - flow.origin(at) >= least]
    edges = zip([0, *(at + 1 for at in wide)], [*wide, len(flow.text)], strict=True)
    return [flow.cut(begin, end) for begin, end in edges if wide]


def barred(flow: Flow) -> list[Flow]:
    """Give the cells of a row that begins with a bar, empty ones too: `| Uppdrag | Ny |`."""
    found: list[Flow] = []
    begin = 1
    while begin < len(flow.text):
        end = flow.text.find("|", begin)
        end = len(flow.text) if end < 0 else end
        inside = flow.text[begin:end]
        left = begin + len(inside) - len(inside.lstrip())
        found.append(flow.cut(min(left, end), max(min(left, end), begin + len(inside.rstrip()))))
        begin = end + 1
    return found
