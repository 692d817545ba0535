"""Text of a web page that a browser sets and nobody sees: clear, cut off, out of the page, too small, of its ground."""

from __future__ import annotations

import colorsys
import re
from typing import TYPE_CHECKING

from kg.files import ink

if TYPE_CHECKING:
    from collections.abc import Mapping

_NUMBER = re.compile(r"(-?(?:\d+\.?\d*|\.\d+))\s*([a-z%]*)", re.IGNORECASE)
_PIXELS = {"px": 1.0, "": 1.0, "pt": 4 / 3, "em": 16.0, "rem": 16.0, "ex": 8.0, "ch": 8.0, "vw": 12.0, "vh": 8.0,
           "cm": 37.8, "mm": 3.78, "in": 96.0, "pc": 16.0}  # fmt: skip
_AWAY = -500.0
"""What is moved so many pixels to the left or up is out of the page."""
_CLEAR = 0.1
"""What is less opaque than this may not be seen."""
_TINY = 2.0
"""Letters lower than this, in pixels, are read by nobody."""
_NOTHING = 1.0
"""A box of so many pixels holds no letter."""
_CLIPPED = re.compile(
    r"rect\(\s*[01](?:px)?(?:[\s,]+[01](?:px)?){3}\s*\)|inset\(\s*(?:[5-9]\d|100)%[^)]*\)|circle\(\s*0\D[^)]*\)"
)
_MOVED = re.compile(r"translate(?:x|y|3d)?\(([^)]*)\)", re.IGNORECASE)
_SHRUNK = re.compile(r"scale(?:x|y)?\(\s*0(?:\.0+)?\s*[,)]", re.IGNORECASE)
_FADED = re.compile(r"opacity\(\s*([\d.]+%?)\s*\)", re.IGNORECASE)
_RGB = re.compile(r"rgba?\(\s*(\d+)[\s,]+(\d+)[\s,]+(\d+)\s*(?:[,/]\s*([\d.]+%?))?\s*\)", re.IGNORECASE)
_HSL = re.compile(
    r"hsla?\(\s*([\d.]+)(?:deg)?[\s,]+([\d.]+)%[\s,]+([\d.]+)%\s*(?:[,/]\s*([\d.]+%?))?\s*\)", re.IGNORECASE
)
_PAINTED = re.compile(r"url\(|gradient\(|var\(", re.IGNORECASE)


def out_of_sight(style: Mapping[str, str]) -> bool:
    """Whether an element with all that is in it is clear, cut off or out of the page.

    What moves or fades is not: a script shows it while somebody reads on.
    """
    if any(key.startswith(("transition", "animation")) for key in style):
        return False
    faded = _FADED.search(style.get("filter", ""))
    return (
        _share(style.get("opacity", "1")) < _CLEAR
        or (faded is not None and _share(faded[1]) < _CLEAR)
        or _is_cut_off(style)
        or _is_away(style)
        or _SHRUNK.search(style.get("transform", "")) is not None
    )


def _is_cut_off(style: Mapping[str, str]) -> bool:
    placed = style.get("position") in {"absolute", "fixed"}
    if (placed and _CLIPPED.search(style.get("clip", ""))) or _CLIPPED.search(style.get("clip-path", "")):
        return True
    cuts = any(style.get(key, "").startswith(("hidden", "clip")) for key in ("overflow", "overflow-x", "overflow-y"))
    sizes = (style.get(key, "") for key in ("height", "max-height", "width", "max-width"))
    return cuts and any(abs(size) <= _NOTHING for words in sizes if (size := _pixels(words)) is not None)


def _is_away(style: Mapping[str, str]) -> bool:
    moved = [style.get(key, "") for key in ("text-indent", "margin-left", "margin-top")]
    moved += [part for match in _MOVED.finditer(style.get("transform", "")) for part in match[1].split(",")]
    if style.get("position") in {"absolute", "fixed", "relative"}:
        moved += [style.get("left", ""), style.get("top", "")]
    return any(by < _AWAY for words in moved if (by := _pixels(words)) is not None)


def is_tiny(size: str) -> bool | None:
    """Whether letters of a size are too small to be read; nothing where the size is one of what is around them.

    >>> is_tiny("0"), is_tiny("12px"), is_tiny("80%")
    (True, False, None)
    """
    pixels = _pixels(size)
    match = _NUMBER.fullmatch(size.strip())
    if match and float(match[1]) and match[2] in {"em", "ex", "ch", "%"}:
        return None
    return (pixels is not None and pixels < _TINY) or (match is not None and not float(match[1]))


def shade(words: str) -> tuple[bool, ink.Colour | None]:
    """Say whether something is painted in a colour, and which, where that is known.

    >>> shade("#fff"), shade("transparent"), shade("url(a.png)")
    ((True, (255, 255, 255)), (False, None), (True, None))
    """
    if match := _RGB.search(words) or _HSL.search(words):
        if match[4] and _share(match[4]) < _CLEAR:
            return False, None
        if match.re is _RGB:
            return True, (int(match[1]), int(match[2]), int(match[3]))
        made = colorsys.hls_to_rgb(float(match[1]) / 360, float(match[3]) / 100, float(match[2]) / 100)
        red, green, blue = (round(255 * part) for part in made)
        return True, (red, green, blue)
    if _PAINTED.search(words):
        return True, None
    if known := next(filter(None, map(ink.colour, words.split())), None):
        return True, known
    return not set(words.casefold().split()) & {"transparent", "none", "inherit", "initial", "unset"}, None


def _share(words: str) -> float:
    match = _NUMBER.fullmatch(words.strip())
    return float(match[1]) / (100 if match[2] == "%" else 1) if match else 1.0


def _pixels(words: str) -> float | None:
    match = _NUMBER.fullmatch(words.strip())
    per = _PIXELS.get(match[2].casefold()) if match else None
    return float(match[1]) * per if match and per is not None else None
