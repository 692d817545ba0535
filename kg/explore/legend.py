"""The legend below a picture: what its lines and boxes mean, each shown as it is drawn, whatever fonts there are."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

WIDTH, HEIGHT = 46, 16
"""How large a sample is."""
_SIZE = re.compile(r'width="\d+pt" height="\d+pt"\s+viewBox="0\.00 0\.00 ([\d.]+) ([\d.]+)"')
_MARGIN, _ROW, _GAP, _COLUMNS = 22, 26, 10, 5
_LETTER, _TITLE_LETTER = 7.6, 10
"""How wide a letter is at most on an average, at the two sizes of type."""
_MIDDLE, _NECK, _BACK = HEIGHT / 2, WIDTH - 12, WIDTH - 21
# What stands behind the tip of an arrow, by graphviz's name for it: filled, or hollow with an `o`.
_BEHIND = {
    "box": f'<rect x="{_BACK}" y="4" width="9" height="8"',
    "dot": f'<circle cx="{_BACK + 4.5}" cy="{_MIDDLE}" r="4"',
    "diamond": f'<path d="M{_BACK},{_MIDDLE}l4.5,-4 4.5,4 -4.5,4z"',
}
_CORNERS = "M8,6l6,-6M32,0l6,6M38,10l-6,6M14,16l-6,-6"
_DASHES = {"dashed": ' stroke-dasharray="6,3"', "dotted": ' stroke-dasharray="1.5,4"'}
_END = "</svg>\n"


@dataclass(frozen=True, slots=True)
class Line:
    """An arrow: its colour, `solid`, `double`, `dotted` or `dashed`, and its head by graphviz's name."""

    colour: str
    line: str
    head: str


@dataclass(frozen=True, slots=True)
class Box:
    """A node: graphviz's styles of it, how it is filled and how thick its frame is."""

    style: str
    fill: str
    frame: float = 1


@dataclass(frozen=True, slots=True)
class Legend:
    """What stands below a picture.

    Args:
        title: What the picture shows.
        lines: Samples of its arrows with what they mean.
        boxes: The same of its nodes.
        note: What is to be said besides.
    """

    title: str
    lines: tuple[tuple[Line, str], ...] = ()
    boxes: tuple[tuple[Box, str], ...] = ()
    note: str = ""


def sample(one: Line | Box, ink: str = "#1a1a1a") -> str:
    """Draw a sample, `WIDTH` by `HEIGHT`, as elements of SVG."""
    return _line(one) if isinstance(one, Line) else _box(one, ink)


def _line(one: Line) -> str:
    behind = one.head.removeprefix("normal")
    hollow = behind.startswith("o")
    end = _BACK if behind else _NECK
    heights, width = ((_MIDDLE - 2, _MIDDLE + 2), 1.3) if one.line == "double" else ((_MIDDLE,), 2.2)
    lines = "".join(f"M0,{y}H{end}" for y in heights)
    mark = _BEHIND[behind.removeprefix("o")] + f' fill="{"#ffffff" if hollow else one.colour}"/>' if behind else ""
    return (
        f'<g stroke="{one.colour}" fill="none"><path d="{lines}" stroke-width="{width}"{_DASHES.get(one.line, "")}/>'
        f'{mark}<path d="M{_NECK},2.5L{WIDTH},{_MIDDLE}L{_NECK},13.5z" fill="{one.colour}" stroke="none"/></g>'
    )


def _box(one: Box, ink: str) -> str:
    rounded = ' rx="6"' if "rounded" in one.style else ""
    corners = f'<path d="{_CORNERS}"/>' if "diagonals" in one.style else ""
    return (
        f'<g stroke="{ink}" stroke-width="{one.frame}" fill="{one.fill}">'
        f'<rect x="8" y="0" width="30" height="{HEIGHT}"{rounded}/>{corners}</g>'
    )


def below(svg: str, legend: Legend, font: str) -> str:
    """Write a legend below a picture of graphviz, and make the picture as much higher, and wider where need be."""
    size = _SIZE.search(svg)
    if size is None:
        return svg
    width, height = float(size[1]), float(size[2])
    entries = (*legend.lines, *legend.boxes)
    column = WIDTH + 3 * _GAP + _LETTER * max((len(said) for _, said in entries), default=0)
    wide = max(width, 2 * _MARGIN + max(column, _TITLE_LETTER * len(legend.title), _LETTER * len(legend.note)))
    columns = min(max(int((wide - 2 * _MARGIN) // column), 1), _COLUMNS)
    rows = [part[at : at + columns] for part in (legend.lines, legend.boxes) for at in range(0, len(part), columns)]
    y = height + _ROW
    drawn = [_text(_MARGIN, y, legend.title, font, ' font-size="18" font-weight="bold"')]
    for row in rows:
        y += _ROW
        drawn += _row(row, y, column, font)
    if legend.note:
        y += _ROW
        drawn.append(_text(_MARGIN, y, legend.note, font))
    high = y + _ROW / 2 + 4
    head = f'width="{wide:.0f}pt" height="{high:.0f}pt"\n viewBox="0.00 0.00 {wide:.2f} {high:.2f}"'
    ground = f'<rect width="{wide:.0f}" height="{high:.0f}" fill="#ffffff"/>\n'
    start = svg.index(">", size.end()) + 1
    before, after = svg[: size.start()] + head + svg[size.end() : start], svg[start:].removesuffix(_END)
    return f"{before}{ground}{after}{''.join(drawn)}{_END}"


def _row(entries: Sequence[tuple[Line | Box, str]], y: float, column: float, font: str) -> list[str]:
    drawn = []
    for at, (one, said) in enumerate(entries):
        x = _MARGIN + at * column
        drawn += [
            f'<g transform="translate({x:.1f} {y - 13:.1f})">{sample(one)}</g>',
            _text(x + WIDTH + _GAP, y, said, font),
        ]
    return drawn


def _text(x: float, y: float, said: str, font: str, size: str = ' font-size="15"') -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" font-family="{font}"{size}>{escape(said)}</text>\n'
