"""Colours of letters and of what lies behind them: which ones nobody can tell apart."""

from __future__ import annotations

import re

Colour = tuple[int, int, int]
"""Red, green and blue, of 255."""

WHITE: Colour = (255, 255, 255)
BLACK: Colour = (0, 0, 0)
_CONTRAST = 24
"""Ink and paper that differ by less than this, of 255, cannot be told apart."""
_HEX = re.compile(r"#?([0-9a-f]{6}|[0-9a-f]{3})", re.IGNORECASE)
_NAMES: dict[str, Colour] = {
    "white": WHITE, "black": BLACK, "yellow": (255, 255, 0), "red": (255, 0, 0), "blue": (0, 0, 255),
    "cyan": (0, 255, 255), "aqua": (0, 255, 255), "magenta": (255, 0, 255), "fuchsia": (255, 0, 255),
    "lime": (0, 255, 0), "silver": (192, 192, 192), "snow": (255, 250, 250), "ivory": (255, 255, 240),
    "ghostwhite": (248, 248, 255), "whitesmoke": (245, 245, 245), "floralwhite": (255, 250, 240),
    "azure": (240, 255, 255), "mintcream": (245, 255, 250),
}  # fmt: skip


def colour(words: str) -> Colour | None:
    """Give the colour that hexadecimal digits or a name stand for; nothing where they are neither.

    >>> colour("#fff"), colour("000080"), colour("auto")
    ((255, 255, 255), (0, 0, 128), None)
    """
    if not (match := _HEX.fullmatch(words.strip())):
        return _NAMES.get(words.strip().casefold())
    digits = match[1] if len(match[1]) == 6 else "".join(2 * digit for digit in match[1])
    return int(digits[:2], 16), int(digits[2:4], 16), int(digits[4:], 16)


def alike(one: Colour, other: Colour) -> bool:
    """Whether nobody can tell two colours apart."""
    return all(abs(first - second) < _CONTRAST for first, second in zip(one, other, strict=True))
