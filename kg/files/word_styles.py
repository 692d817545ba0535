"""What the styles of a Word document say: levels of headings, lists, white space, what is bold, hidden or struck."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from lxml import etree

from kg.language import grammar

if TYPE_CHECKING:
    from collections.abc import Iterator

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_HEADING_NAME = grammar.pattern("headings", "style")
_MEASURE = re.compile(r"(?P<number>-?\d+(?:\.\d+)?)(?P<unit>mm|cm|in|pt|pc|pi)?")
_TWENTIETHS = {"mm": 56.7, "cm": 567, "in": 1440, "pt": 20, "pc": 240, "pi": 240}
"""How many twentieths of a point the units have that a measure may be given in."""


class Styles:
    """What the styles say that a paragraph names, each through those it is based on."""

    def __init__(self, root: Any) -> None:
        root = etree.Element("none") if root is None else root
        self._toggles: dict[tuple[str, str], bool] = {}
        self._by_id = {style.get(f"{W}styleId"): style for style in root.findall(f"{W}style")}
        self._default = next(
            (
                style.get(f"{W}styleId")
                for style in self._by_id.values()
                if style.get(f"{W}type") == "paragraph" and style.get(f"{W}default") in {"1", "true"}
            ),
            "",
        )
        self._defaults = root.find(f"{W}docDefaults/{W}pPrDefault/{W}pPr")
        self._run_defaults = root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
        self._of_styles: dict[tuple[str, str], list[Any]] = {}

    def of(self, paragraph: Any) -> str:
        """Give the style of a paragraph."""
        return value_of(paragraph.find(f"{W}pPr/{W}pStyle")) or self._default

    def _chain(self, style: str) -> Iterator[Any]:
        seen: set[str] = set()
        while style in self._by_id and style not in seen:
            seen.add(style)
            yield self._by_id[style]
            style = value_of(self._by_id[style].find(f"{W}basedOn"))

    def of_paragraph(self, paragraph: Any, style: str, name: str) -> Iterator[Any]:
        """Give what the paragraph itself, then its style and those before say of one property."""
        for holder in (paragraph, *self._chain(style)):
            found = holder.find(f"{W}pPr/{W}{name}")
            if found is not None:
                yield found
        if self._defaults is not None and (found := self._defaults.find(f"{W}{name}")) is not None:
            yield found

    def of_run(self, run: Any, style: str, name: str) -> Iterator[Any]:
        """Give what a run itself, then its style, then that of its paragraph say of one property."""
        own = run.find(f"{W}rPr")
        if own is not None:
            yield from own.findall(f"{W}{name}")
            yield from self._of_style(value_of(own.find(f"{W}rStyle")), name)
        yield from self._of_style(style, name)
        if self._run_defaults is not None:
            yield from self._run_defaults.findall(f"{W}{name}")

    def _of_style(self, style: str, name: str) -> list[Any]:
        if (style, name) not in self._of_styles:
            self._of_styles[style, name] = [
                said for one in self._chain(style) for said in one.findall(f"{W}rPr/{W}{name}")
            ]
        return self._of_styles[style, name]

    def shades(self, style: str) -> bool:
        """Whether a style of tables shades some of its cells."""
        return any(next(one.iter(f"{W}shd"), None) is not None for one in self._chain(style))

    def level(self, paragraph: Any, style: str) -> int:
        """Give the level of a heading, 0 for text."""
        for outline in self.of_paragraph(paragraph, style, "outlineLvl"):
            level = int(value_of(outline) or 9)
            return level + 1 if level < 9 else 0
        for one in self._chain(style):
            name = value_of(one.find(f"{W}name"))
            if match := _HEADING_NAME.fullmatch(name):
                return int(match["level"])
            if name.casefold() == "title":
                return 1
        return 0

    def number(self, paragraph: Any, style: str) -> tuple[str, int]:
        """Give the list and the level in it; the list is empty where the paragraph is in none."""
        number = level = ""
        for said in self.of_paragraph(paragraph, style, "numPr"):
            number = number or value_of(said.find(f"{W}numId"))
            level = level or value_of(said.find(f"{W}ilvl"))
        if number and not level:
            level = self._numbers_level(style)
        return ("", 0) if number in {"", "0"} else (number, int(level or 0))

    def _numbers_level(self, style: str) -> str:
        for one in self._chain(style):
            if level := value_of(one.find(f"{W}pPr/{W}numPr/{W}ilvl")):
                return level
        return ""

    def spacing(self, paragraph: Any, style: str, side: str) -> int:
        """Give the white space `before` or `after` a paragraph, in twentieths of a point."""
        for said in self.of_paragraph(paragraph, style, "spacing"):
            if (space := said.get(f"{W}{side}")) is not None:
                return _twentieths(space)
        return 0

    def contextual(self, paragraph: Any, style: str) -> bool:
        """Whether paragraphs of one style stand together."""
        return any(is_on(said) for said in self.of_paragraph(paragraph, style, "contextualSpacing"))

    def bold(self, run: Any, style: str) -> bool:
        """Whether a run is bold, by itself, its character style or its paragraph's style."""
        own = run.find(f"{W}rPr/{W}b")
        if own is not None:
            return is_on(own)
        named = value_of(run.find(f"{W}rPr/{W}rStyle"))
        for one in (*self._chain(named), *self._chain(style)):
            said = one.find(f"{W}rPr/{W}b")
            if said is not None:
                return is_on(said)
        return False

    def hidden(self, run: Any, style: str) -> bool:
        """Whether Word does not show a run."""
        return self._toggled(run, style, "vanish")

    def struck(self, run: Any, style: str) -> bool:
        """Whether a run is struck out."""
        return self._toggled(run, style, "strike") or self._toggled(run, style, "dstrike")

    def _toggled(self, run: Any, style: str, name: str) -> bool:
        """Give a property that is on where the run says so, else where one of its two styles does, not both.

        In two styles at once it is off again (ECMA-376 part 1, 17.7.3).
        """
        properties = run.find(f"{W}rPr")
        own = None if properties is None else properties.find(f"{W}{name}")
        if own is not None:
            return is_on(own)
        named = "" if properties is None else value_of(properties.find(f"{W}rStyle"))
        return self._in_style(named, name) != self._in_style(style, name)

    def _in_style(self, style: str, name: str) -> bool:
        if (style, name) not in self._toggles:
            said = (one.find(f"{W}rPr/{W}{name}") for one in self._chain(style))
            self._toggles[style, name] = next((is_on(one) for one in said if one is not None), False)
        return self._toggles[style, name]


def _twentieths(measure: str) -> int:
    """Give a measure in twentieths of a point: a number is one, one with a unit is reckoned.

    >>> _twentieths("6pt")
    120
    """
    match = _MEASURE.fullmatch(measure.strip())
    return int(float(match["number"]) * _TWENTIETHS.get(match["unit"], 1)) if match else 0


def value_of(node: Any) -> str:
    """Give the value of a property; empty where there is none."""
    return "" if node is None else str(node.get(f"{W}val") or "")


def is_on(node: Any) -> bool:
    """Whether a property that is there is on."""
    return node.get(f"{W}val") not in {"0", "false", "off"}
