"""Numbers of lists in Word documents: they stand in no paragraph, but follow from the lists' definitions."""

from __future__ import annotations

import re
from typing import Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
BULLET = "•"
_LEVELS = 9
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
    (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_PLACE = re.compile(r"%([1-9])")


class Numbers:
    """Counts the points of all lists of one document, paragraph by paragraph."""

    def __init__(self, root: Any) -> None:
        abstract = (
            {} if root is None else {one.get(f"{W}abstractNumId"): one for one in root.findall(f"{W}abstractNum")}
        )
        numbered = [] if root is None else root.findall(f"{W}num")
        of_number = {one.get(f"{W}numId"): _value(one, "abstractNumId") for one in numbered}
        self._lists = {number: _linked(key, abstract) for number, key in of_number.items()}
        self._levels = {key: _levels(one) for key, one in abstract.items()}
        self._overrides = {one.get(f"{W}numId"): _overrides(one) for one in numbered}
        self._counted: dict[str, list[int | None]] = {}
        self._begun: set[str] = set()

    def of(self, number: str, level: int) -> str:
        """Count one paragraph of a list and give the number or bullet that Word prints in front of it."""
        key = self._lists.get(number, "")
        if key not in self._levels or not 0 <= level < _LEVELS:
            return ""
        own, starts = self._overrides[number]
        definitions = {**self._levels[key], **own}
        counted = self._counted.setdefault(key, [None] * _LEVELS)
        if number not in self._begun:
            self._begun.add(number)
            for at in starts:
                counted[at] = None
        begin = starts.get(level, _start(definitions.get(level)))
        counted[level] = begin if counted[level] is None else (counted[level] or 0) + 1
        for below in range(level + 1, _LEVELS):
            if _value(definitions.get(below), "lvlRestart") != "0":
                counted[below] = None
        return _printed(definitions, counted, level)


def _value(node: Any, name: str) -> str:
    found = None if node is None else node.find(f"{W}{name}")
    return "" if found is None else str(found.get(f"{W}val") or "")


def _levels(holder: Any) -> dict[int, Any]:
    return {int(one.get(f"{W}ilvl") or 0): one for one in holder.findall(f"{W}lvl")}


def _linked(key: str, abstract: dict[str, Any]) -> str:
    """Follow a list that is defined by a style of lists (`numStyleLink`) to the one that defines that style."""
    style = _value(abstract.get(key), "numStyleLink")
    if not style:
        return key
    return next((other for other, one in abstract.items() if _value(one, "styleLink") == style), key)


def _overrides(number: Any) -> tuple[dict[int, Any], dict[int, int]]:
    """Give the levels that one use of a list defines anew, and where it begins to count anew."""
    own: dict[int, Any] = {}
    starts: dict[int, int] = {}
    for one in number.findall(f"{W}lvlOverride"):
        level = int(one.get(f"{W}ilvl") or 0)
        if (definition := one.find(f"{W}lvl")) is not None:
            own[level] = definition
        if start := _value(one, "startOverride"):
            starts[level] = int(start)
    return own, starts


def _start(definition: Any) -> int:
    return int(_value(definition, "start") or 1)


def _printed(definitions: dict[int, Any], counted: list[int | None], level: int) -> str:
    definition = definitions.get(level)
    form, text = _value(definition, "numFmt"), _value(definition, "lvlText")
    if form == "bullet":
        return text if text in {"-", "–"} else BULLET
    legal = definition is not None and definition.find(f"{W}isLgl") is not None

    def number(match: re.Match[str]) -> str:
        at = int(match[1]) - 1
        count = counted[at]
        of = _value(definitions.get(at), "numFmt")
        return _formed(_start(definitions.get(at)) if count is None else count, "decimal" if legal else of)

    return " ".join(_PLACE.sub(number, text).split())


def _formed(count: int, form: str) -> str:
    if form in {"lowerLetter", "upperLetter"} and count > 0:
        letter = chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1)
        return letter.upper() if form == "upperLetter" else letter
    if form in {"lowerRoman", "upperRoman"}:
        found = ""
        for value, letters in _ROMAN:
            found += letters * (count // value)
            count %= value
        return found.upper() if form == "upperRoman" else found
    if form == "decimalZero":
        return f"{count:02}"
    return "" if form == "none" else str(count)
