"""Pictures made of boxes and lines of text, as elements of SVG: what no graph is laid out for."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from kg.explore import drawing, plain
from kg.explore.dot import FONT

if TYPE_CHECKING:
    from collections.abc import Iterable

_WIDE = 0.54
"""How wide a letter is on an average, in sizes of type: names have few wide ones."""


def text(  # noqa: PLR0913 - where and how letters stand, each a thing of its own
    x: float,
    y: float,
    said: str,
    size: float = 13,
    *,
    anchor: str = "start",
    bold: bool = False,
    turned: float = 0,
    colour: str = drawing.INK,
) -> str:
    """Write a line of text; `y` is its base line, `turned` in degrees around its beginning."""
    weight = ' font-weight="bold"' if bold else ""
    turn = f' transform="rotate({turned} {x:.1f} {y:.1f})"' if turned else ""
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-family="{FONT}" font-size="{size}" text-anchor="{anchor}" '
        f'fill="{colour}"{weight}{turn}>{escape(plain.text(said))}</text>'
    )


def box(  # noqa: PLR0913 - where and how large, each a thing of its own
    x: float, y: float, width: float, height: float, fill: str, *, frame: str = ""
) -> str:
    """Draw a box, with a frame where a colour for it is given."""
    stroke = f' stroke="{frame}"' if frame else ""
    return f'<rect x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}" fill="{fill}"{stroke}/>'


def length(said: str, size: float = 13) -> float:
    """Say about how wide a line of text is, in points."""
    return _WIDE * size * len(said)


def short(name: str, letters: int) -> str:
    """Cut a name that has more letters, and mark it."""
    return name if len(name) <= letters else f"{name[: letters - 1].rstrip()}…"


def document(width: float, height: float, elements: Iterable[str]) -> str:
    """Write a picture as graphviz heads its own: a legend is put below it, and it is made pixels and paper of."""
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="no"?>\n'
        f'<svg width="{width:.0f}pt" height="{height:.0f}pt"\n viewBox="0.00 0.00 {width:.2f} {height:.2f}" '
        'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">\n'
        + "".join(f"{one}\n" for one in elements)
        + "</svg>\n"
    )
