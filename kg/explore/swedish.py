"""The order of the Swedish alphabet, which SPARQL does not know: å, ä, ö after z, numbers by their value."""

from __future__ import annotations

import re
import unicodedata
from struct import Struct

Key = tuple[str, str]

_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_DIGITS = re.compile(r"(\d+)")
_FLOAT, _BITS = Struct(">d"), Struct(">Q")
_SIGN, _ALL = 1 << 63, (1 << 64) - 1
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
        return _number(composed), composed
    parts = _DIGITS.split(composed.casefold())
    parts[::2] = [part.translate(_WEIGHTS) for part in parts[::2]]
    parts[1::2] = map(_number, parts[1::2])
    # Equal but for accents or case: the spelling decides, so that the order never depends on the input's.
    return "".join(parts), composed


def _number(digits: str) -> str:
    """Weigh a number by its value: as many characters for each, so that what stands behind it decides among equals."""
    (bits,) = _BITS.unpack(_FLOAT.pack(float(digits)))
    return f"\1{bits ^ (_SIGN if bits < _SIGN else _ALL):016x}"


class _Weights(dict[int, str]):
    """What each letter weighs, in two characters: signs come before numbers, numbers before letters, å, ä, ö last."""

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        if letter in _PLACES:
            weight = f"\3{chr(_PLACES[letter])}"
        else:
            plain = _PLAIN.get(letter) or unicodedata.normalize("NFD", letter)[0]
            weight = "".join(f"\2{one}" if one.isalpha() else f"\0{one}" for one in plain)
        self[code] = weight
        return weight


_WEIGHTS = _Weights()
