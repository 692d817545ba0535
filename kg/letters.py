"""The letters of the Latin alphabets, capitals and small, and signs, as what stands inside `[...]` of a pattern."""

from __future__ import annotations

from itertools import chain

_LATIN = "".join(map(chr, chain(range(0x41, 0x250), range(0x1E00, 0x1F00))))
UPPER = "".join(letter for letter in _LATIN if letter.isupper())
"""A-Z, Å, Ä, Ö and every other capital that a name of Europe or Latin letters elsewhere may begin with: Ç, Ş, Ł, Þ."""
LOWER = "".join(letter for letter in _LATIN if letter.islower() and letter.isalpha())
"""Their small letters, and those that have no capital of their own."""

TICKS = "×✓✔√☑☒"
"""The signs, beside an x, that are set where somebody was present or how he voted."""


def lowered(text: str) -> str:
    """Put a text in lower case, every character still in its place."""
    low = text.lower()
    return low if len(low) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
