"""Letters that stand beside each other in Swedish words: where they do not, the letters are not those written."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from itertools import pairwise

from kg.resources import phrases

_WORD = re.compile(r"(?<!\S)[(\"\u201d]*([^\W\d_]{2,})[).,:;\"\u201d?!]*(?!\S)")
_LEAST = 0.45
"""The least share of frequent pairs: of 1,800 stretches of minutes none has fewer than 64 of 100, English and lists of
names from everywhere have 49 and more, and texts whose letters were mixed up have 19 (97 of 100 of these fewer than
45)."""

_BOUND, _CHANCE = 0.58, 1.25
"""A short text may have fewer by chance: what is asked of it falls by the second over the root of its pairs."""
_FEW, _MANY = 8, 25
"""So many pairs of letters let a line look garbled, and show that a text is."""


@cache
def _frequent() -> frozenset[str]:
    return frozenset(
        first + second
        for first, listed in phrases("letters", "after").items()
        for letters in listed
        for second in letters
    )


def seems_garbled(text: str) -> bool:
    """Whether few pairs of letters of a line are frequent ones: it may be of another language, or a name."""
    frequent, every = _counted(text)
    return every >= _FEW and frequent < _LEAST * every


def is_garbled(text: str) -> bool:
    """Whether so few pairs of letters of a text are frequent ones that its letters are not those that were written."""
    frequent, every = _counted(text)
    return every >= _MANY and frequent < min(_LEAST, _BOUND - _CHANCE / every**0.5) * every


def _counted(text: str) -> tuple[int, int]:
    """Count the frequent pairs of letters and all: a capital after a small letter is no frequent one.

    What holds digits or other signs is no word: addresses, checksums. Each word counts once: one that is printed all
    over says no more than once.
    """
    found = Counter(pair for word in dict.fromkeys(_WORD.findall(text)) for pair in pairwise(word))
    cased = ((f"{one}{two}", count) for (one, two), count in found.items() if one.isupper() or two.islower())
    return sum(count for pair, count in cased if pair.casefold() in _frequent()), found.total()
