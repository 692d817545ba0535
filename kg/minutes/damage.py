"""What a text has suffered before it came here, where names and sentences in it are no longer to be trusted."""

from __future__ import annotations

import re
from itertools import pairwise

from kg.files import accents
from kg.language import pairs

_LETTERS = 1000
"""A text of fewer letters may have few capitals, and few å, ä and ö, by chance."""
_SWEDISH, _CAPITALS = 0.01, 0.003
"""The least shares of å, ä and ö and of capitals: of hundred whole documents none has less than 3.4 and 1.3 of 100."""
_STRAY = 9
"""So many accents that stand beside no letter of theirs are of letters that are lost."""
_ENOUGH = 20_000
"""So many characters show which letters a text has."""
_LINES = 40
_ONE_WORD, _TWICE, _ONE_LINE = 0.9, 0.8, 0.5
"""Shares that no whole document comes near: of lines of one word, of lines that stand twice, of the longest line."""
_CUT = 0.14
"""Of hundred whole documents none has more than eight in hundred lines of its greatest length."""
_WORD = 8
"""Where no word has room there are as many lines that lack a few letters as full ones; of lines cut off hardly any."""
_NARROW, _WIDE = 20, 200
"""Shorter lines are cells of a table; longer ones are paragraphs."""


def told(text: str) -> str:
    """Say what has happened to a text; nothing where it can be read."""
    some = text[:_ENOUGH]
    letters = sum(map(str.isalpha, some))
    lines = [line.rstrip("\r") for line in re.split(r"[\n\f]", text) if line.strip()]
    filled = [line.strip() for line in lines]
    if letters >= _LETTERS:
        if pairs.is_garbled(some):
            return "its letters are not those that were written"
        if sum(map(some.count, "åäöÅÄÖ")) < _SWEDISH * letters or accents.stray(some) > _STRAY:
            return "its å, ä and ö are lost"
        if sum(map(str.isupper, some)) < _CAPITALS * letters:
            return "its capitals are lost"
        if max(map(len, filled)) > _ONE_LINE * len(text):
            return "its line breaks are lost"
    if len(lines) < _LINES:
        return ""
    if sum(len(line.split()) == 1 for line in filled) > _ONE_WORD * len(filled):
        return "each word stands on a line of its own"
    different = len(set(filled))
    if sum(one == other for one, other in pairwise(filled)) > _TWICE / 2 * len(filled) and different > len(filled) / 4:
        return "each line stands there twice"
    longest = max(map(len, lines))
    if longest >= _WIDE or sum(len(line) == longest for line in lines) <= _CUT * len(lines):
        return ""
    shapes = [len(line) for line in {re.sub(r"\d+", "#", line): line for line in lines}.values()]
    longest = max(shapes)
    if len(shapes) < _LINES or not _NARROW < longest < _WIDE:
        return ""
    # Lines that end where a word has no more room differ in length, and so do justified ones.
    full, nearly = shapes.count(longest), sum(longest - _WORD <= length < longest for length in shapes)
    return "its lines are cut off at the right" if full > max(_CUT * len(shapes), nearly) else ""
