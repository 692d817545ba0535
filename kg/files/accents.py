"""Accents that are characters of their own beside their letters (`fo¨r`, `f¨or`, `A˚r`): on which side they stand."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

_MARKS = {"\u00a8": "\u0308", "\u0308": "\u0308", "\u02da": "\u030a", "\u030a": "\u030a", "\u00b4": "\u0301"}
_DEGREE = "\u00b0"
"""Where nothing else is a ring, this is one: `A°r`."""
_SURE = frozenset(_MARKS) - {"\u00b4"}
"""An acute accent is an apostrophe elsewhere (`kommunen´s`): it tells nothing by itself."""
_RING = "\u030a"
_BASES = {"\u0308": "aoueAOUE", _RING: "aA", "\u0301": "eaEA"}
"""The letters that each mark stands on in Swedish names."""
_FEWEST = 5
"""Fewer of them show no side."""
_MOSTLY = 0.9
"""On so large a share of the places that tell a side it is the same one."""
_SIGN = re.compile(f"[{''.join(_MARKS)}{_DEGREE}]")


class _Place(NamedTuple):
    """Where an accent stands, and what it would be with the letter on its left or right, over a blank or not."""

    begin: int
    end: int
    made: str


def stray(text: str) -> int:
    """Count the accents that stand beside letters, as characters of their own.

    >>> stray("fo¨r kommunen"), stray("för kommunen, 20 °C")
    (1, 0)
    """
    return sum(text.count(sign) for sign in _SURE if not unicodedata.combining(sign))


def composed(text: str) -> dict[int, tuple[int, str]]:
    """Give where accents and their letters stand, by the place where they begin: the end, and the letter they are.

    On which side of its letter an accent stands, and whether a blank parts them, is one thing throughout a text;
    nothing is given where it is not told.

    >>> text = "Ra˚d fo¨r A˚r, o¨vriga a¨renden"
    >>> [(text[begin:end], made) for begin, (end, made) in composed(text).items()]
    [('a˚', 'å'), ('o¨', 'ö'), ('A˚', 'Å'), ('o¨', 'ö'), ('a¨', 'ä')]
    """
    signs = [match.start() for match in _SIGN.finditer(text)]
    if not any(text[at] in _SURE for at in signs):
        return {}
    rings = sum(_MARKS.get(text[at]) == _RING for at in signs)
    signs = [at for at in signs if text[at] != _DEGREE or (not rings and not text[at - 1 : at].strip().isdigit())]
    told = [(_beside(text, at, -1), _beside(text, at, 1)) for at in signs]
    left = [one for one, other in told if one and not other]
    right = [other for one, other in told if other and not one]
    side = left if len(left) > len(right) else right
    if len(side) < _FEWEST or len(side) < _MOSTLY * (len(left) + len(right)):
        return {}
    apart = sum(one.end - one.begin > _LETTER_AND_MARK for one in side) > len(side) / 2
    found = (one if side is left else other for one, other in told)
    return {
        one.begin: (one.end, one.made) for one in found if one and (apart or one.end - one.begin == _LETTER_AND_MARK)
    }


_LETTER_AND_MARK = 2


def _beside(text: str, at: int, step: int) -> _Place | None:
    """Give an accent with the letter on one side of it, if that is one that it stands on."""
    mark = _MARKS.get(text[at], _RING)
    for near in (at + step, at + 2 * step):
        if not 0 <= near < len(text):
            return None
        if text[near] in _BASES[mark]:
            made = unicodedata.normalize("NFC", text[near] + mark)
            return _Place(min(at, near), max(at, near) + 1, made)
        if text[near] != " " or text[at] == _DEGREE:
            return None
    return None
