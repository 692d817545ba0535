"""Boxes beside the options on the line of each voter: `Anna Ek (S)  ☒ Ja  ☐ Nej`, `Bo Al (M)  Ja [ ]  Nej [x]`."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import NamedTuple

from kg.language import grammar

_BOX = re.compile(r"(?P<ticked>[☒☑☓✓✔✗■]|[\[(][xX✓][\])])|[☐□]|[\[(] {0,2}[\])]")
_OPTION = grammar.pattern("vote", "boxed-option")
_BETWEEN = " \t:.,;–-"
_LEAST = 2


class Boxes(NamedTuple):
    """Where the boxes of a line begin, and the option that is ticked with its place; empty where not one is."""

    begin: int
    option: str = ""
    at: tuple[int, int] = (0, 0)


def read(text: str, begin: int, end: int) -> Boxes | None:
    """Read a line that ends with boxes and options by turns; None where it does not.

    >>> read("Bo Al (M) Ja [ ] Nej [x]", 0, 24)
    Boxes(begin=10, option='no', at=(17, 20))
    """
    parts = sorted(
        [(match.start(), match) for match in _BOX.finditer(text, begin, end)]
        + [(match.start(), match) for match in _OPTION.finditer(text, begin, end)]
    )
    marks = [match for _, match in parts]
    turns = ["ticked" in match.re.groupindex for match in marks]
    if len(marks) < 2 * _LEAST or len(marks) % 2 or turns != [turns[0], not turns[0]] * (len(marks) // 2):
        return None
    edges = [(one.end(), other.start()) for one, other in pairwise(marks)]
    if any(text[first:last].strip(_BETWEEN) for first, last in (*edges, (marks[-1].end(), end))):
        return None
    pairs = [pair if turns[0] else pair[::-1] for pair in zip(marks[::2], marks[1::2], strict=True)]
    ticked = [option for box, option in pairs if box["ticked"]]
    if len(ticked) != 1:
        return Boxes(marks[0].start())
    return Boxes(marks[0].start(), next(name for name, said in ticked[0].groupdict().items() if said), ticked[0].span())
