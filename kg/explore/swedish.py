"""The order of the Swedish alphabet, which SPARQL does not know: å, ä, ö after z, numbers by their value."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

Key = tuple[tuple[tuple[int, float], ...], str]

_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_DIGITS = re.compile(r"(\d+)")
# Letters with a place of their own behind z; æ and ø stand with their Swedish neighbours, ü is an y.
_PLACES = {"å": 1, "ä": 2, "æ": 2, "ö": 3, "ø": 3}
_PLAIN = {"ü": "y", "ß": "ss", "đ": "d", "ð": "d", "þ": "th", "ł": "l"}


def key(text: str) -> Key:
    """Give what to sort a text by.

    >>> sorted(["Östra", "Åre", "Zeta", "Ängby", "§ 10", "§ 9"], key=key)
    ['§ 9', '§ 10', 'Zeta', 'Åre', 'Ängby', 'Östra']
    """
    composed = unicodedata.normalize("NFC", text).strip()
    if _NUMBER.fullmatch(composed):
        return ((1, float(composed)),), composed
    weights: list[tuple[int, float]] = []
    for part in _DIGITS.split(composed.casefold()):
        if _DIGITS.fullmatch(part):
            weights.append((1, float(part)))
        else:
            weights += [weight for letter in part for weight in _weights(letter)]
    # Equal but for accents or case: the spelling decides, so that the order never depends on the input's.
    return tuple(weights), composed


@cache
def _weights(letter: str) -> tuple[tuple[int, float], ...]:
    if letter in _PLACES:
        return ((3, _PLACES[letter]),)
    plain = _PLAIN.get(letter) or unicodedata.normalize("NFD", letter)[0]
    return tuple((2, ord(one)) if one.isalpha() else (0, ord(one)) for one in plain)
