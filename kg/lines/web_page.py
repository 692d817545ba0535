"""A page of a website that was printed: the site's menu above the minutes, its foot below, the browser's edges."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from kg.language import grammar

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.lines.furniture import Raw

_HEAD_LINES = 30
"""A menu stands among so many lines with text at the beginning."""
_FOOT_LINES, _ASIDES = 40, 3
"""A foot has no more lines, and between two that sites have there are no more others (`Ekefors kommun`, `Torget 1`)."""
_LONGEST = 60
_PARTS = r"[\s|/·•>»›,–-]*"
_ADDRESS = r"(?:(?:https?|file)://\S+|www\.\S+)"
_COUNTED = r"(?:(?:sida|page)\.? ?)?\d{1,3} ?(?:/|av|of|\() ?\d{1,3}\)?"
_BROWSER_FOOT = re.compile(rf"{_ADDRESS}\s+{_COUNTED}|{_COUNTED}\s+{_ADDRESS}|{_ADDRESS}\s+\d[\d/. :,-]+(?:[ap]m)?")
"""`https://www.ekefors.se/a/b 1/2`, `Sida 1 av 4 https://...`: what browsers print at the foot of each page."""
_BROWSER_HEAD = re.compile(r"\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4},? +\d{1,2}[.:]\d\d(?:[.:]\d\d)?(?: ?[ap]m)?(?:\s+\S.*)?")
"""`11/29/26, 3:13 PM   Protokoll`, at the head of each page whose foot has the address."""
_CONTACT = grammar.pattern("furniture", "contact")


@cache
def _phrases(place: str) -> re.Pattern[str]:
    """Compile what a line of a menu, or of a foot, is made of: one such phrase, or several."""
    return re.compile(rf"{_PARTS}(?:(?:{grammar.pattern('furniture', place).pattern}){_PARTS})+")


def find(lines: Sequence[Raw]) -> frozenset[int]:
    """Find the lines of a printed web page that are the site's or the browser's; give their places in `lines`."""
    filled = [(at, " ".join(line.text.casefold().split())) for at, line in enumerate(lines) if line.text]
    return frozenset((*_menu(filled), *_foot(filled), *_edges(filled)))


def _menu(filled: Sequence[tuple[int, str]]) -> list[int]:
    begin = filled[:_HEAD_LINES]
    paragraph = next((k for k, (_, text) in enumerate(begin) if "§" in text), len(begin))
    return [at for at, text in begin[:paragraph] if _phrases("menu").fullmatch(text)]


def _foot(filled: Sequence[tuple[int, str]]) -> list[int]:
    """Go up from the end of the text over lines that sites have at their foot, to the uppermost one of a site."""
    found: list[int] = []
    pending: list[int] = []
    asides = 0
    for at, text in reversed(filled[-_FOOT_LINES:]):
        if _phrases("foot").fullmatch(text):
            found += [*pending, at]
            pending, asides = [], 0
        elif _CONTACT.fullmatch(text) or _BROWSER_FOOT.fullmatch(text):
            pending.append(at)
        elif len(text) <= _LONGEST and text[-1] not in ".:;" and "§" not in text and asides < _ASIDES:
            pending.append(at)
            asides += 1
        else:
            break
    return found


def _edges(filled: Sequence[tuple[int, str]]) -> list[int]:
    """Find what a browser prints at the edges of each page: its foot, and the head on the next page."""
    feet = {k for k, (_, text) in enumerate(filled) if _BROWSER_FOOT.fullmatch(text)}
    heads = {
        k for k in (0, *(k + 1 for k in feet)) if feet and k < len(filled) and _BROWSER_HEAD.fullmatch(filled[k][1])
    }
    return [filled[k][0] for k in feet | heads]
