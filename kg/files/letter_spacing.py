"""Letter-spaced type in a PDF (spärrad stil): the letters become words again, by the gaps between them."""

from __future__ import annotations

import re
from itertools import pairwise
from statistics import median
from typing import NamedTuple

_DAY = re.compile(r"(?:19|20)\d\d([-–.])\d\d\1\d\d")
_FEWEST = 4
"""Fewer letters than this show no spacing; figures and marks of a table are none."""
_DIFFERENT = 5
"""Letters of words differ, so many of them at least; the marks in a row of a table of votes do not."""
_LEAST, _WIDEST, _SMALL = 0.08, 1.3, 4
"""Gaps of letters are between these shares of the height; wider only where more letters are small than so many."""
_SPACE = 0.12
"""A space between words widens a gap by at least this share of the line's height."""
_CELL = 1.2
"""A gap wider by this share parts cells."""


class Glyph(NamedTuple):
    """A character of a line, where it stands in the text, and its edges by its font."""

    at: int
    text: str
    left: float
    right: float


class Words(NamedTuple):
    """Words that stand beside each other, and their edges."""

    left: float
    right: float
    text: str


def is_spaced(line: str) -> bool:
    """Say whether the letters of a line may stand apart as words do: `is_even` looks at the gaps.

    >>> is_spaced("B e s l u t"), is_spaced("X X X X"), is_spaced("Beslut")
    (True, False, False)
    >>> is_spaced("2 0 3 1 - 0 3 - 1 1"), is_spaced("1 0 0 2 3 4")
    (True, False)
    """
    if len(line) < 2 * _FEWEST - 1 or 4 * line.count(" ") < len(line) - 1:
        return False
    if _DAY.fullmatch(line.replace(" ", "")):
        return True
    letters = {ch for ch in line.casefold() if ch.isalpha()}
    return len(letters) >= _DIFFERENT or (line[0] == "§" and bool(letters))


def is_even(glyphs: list[Glyph], height: float) -> bool:
    """Say whether the characters of a line stand apart evenly, as letters do and the cells of a table do not."""
    gaps = [after.left - before.right for before, after in pairwise(glyphs)]
    if len(gaps) < _FEWEST - 1 or (usual := median(gaps)) < _LEAST * height:
        return False
    small = sum(glyph.text.islower() for glyph in glyphs)
    return usual < _WIDEST * height or small > _SMALL


def words(glyphs: list[Glyph], height: float) -> list[Words]:
    """Put the characters of a line together to words: a gap is a space where it is wider than those of most letters.

    Args:
        glyphs: The characters that are no white space, from left to right.
        height: That of the line.
    """
    gaps = [after.left - before.right for before, after in pairwise(glyphs)]
    usual = median(gaps)
    found: list[Words] = []
    for glyph, gap in zip(glyphs, [None, *gaps], strict=True):
        if gap is None or gap > 2 * max(usual, 0) + _CELL * height:
            found.append(Words(glyph.left, glyph.right, glyph.text))
            continue
        last = found[-1]
        between = " " if gap > usual + _SPACE * height else ""
        found[-1] = Words(last.left, glyph.right, last.text + between + glyph.text)
    return found
