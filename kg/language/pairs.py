"""Letters that stand beside each other in Swedish words: where they do not, the letters are not those written."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise

from kg.resources import phrases

_WORD = re.compile(r"(?<!\S)[(\"\u201d]*([^\W\d_]{2,})[).,:;\"\u201d?!]*(?!\S)")
_LEAST = 0.45
"""The least share of frequent pairs: of 1,800 stretches of minutes none has fewer than 64 of 100, English and lists of
names from everywhere have 49 and more, and texts whose letters were mixed up have 19 (97 of 100 of these fewer than
45)."""


@cache
def _frequent() -> frozenset[str]:
    return frozenset(
        first + second
        for first, listed in phrases("letters", "after").items()
        for letters in listed
        for second in letters
    )


def is_garbled(text: str, least: int) -> bool:
    """Whether a text has so many pairs of letters and few that are frequent: its letters are others.

    A capital after a small letter is not. What holds digits or other signs is no word: addresses, checksums.
    """
    # Each word once: one that is printed all over says no more than once.
    found = [pair for word in dict.fromkeys(_WORD.findall(text)) for pair in map("".join, pairwise(word))]
    frequent = sum((pair[0].isupper() or pair[1].islower()) and pair.casefold() in _frequent() for pair in found)
    return len(found) >= least and frequent < _LEAST * len(found)
