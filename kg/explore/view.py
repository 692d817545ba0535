"""The map as a file: SVG or PNG as graphviz draws it, or one HTML page with the sentences behind every arrow."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.errors import OutputError
from kg.explore import chart, dot, map_page, movement
from kg.explore.words import words
from kg.graph import files
from kg.suggestion import meant

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from kg.explore.chart import Chart
    from kg.explore.movement import Movement, Scope
    from kg.graph.store import Graph

FORMATS = (".svg", ".png", ".html")
"""What a picture can be written as, by the ending of the file."""


def check(output: Path, *, force: bool) -> None:
    """Find out whether a picture can be written before anything is read.

    Raises:
        OutputError: The ending is no format, the folder is missing or closed, or the file is there and `force` is not.
    """
    if output.suffix.lower() not in FORMATS:
        what = f"no picture ends in {output.suffix or 'nothing'}"
        raise OutputError(what, where=str(output), hint=meant(output.suffix, FORMATS, f"use {', '.join(FORMATS)}"))
    files.check_place(output, force=force)


def view(graph: Graph, output: Path, scope: Scope | None = None, language: str = "sv") -> int:
    """Draw who referred what to which body.

    Args:
        graph: The graph.
        output: The file; its ending is one of `FORMATS`.
        scope: What is drawn of it.
        language: `sv` or `en`: of the words in the picture; names stand as they are.

    Returns:
        How many movements the picture shows.

    Raises:
        NothingFoundError: No movement is within the scope.
        TimeLimitError: The layout takes too long.
        OutputError: graphviz failed, or the file cannot be written.
    """
    told = movement.movements(graph, scope)
    drawn = _drawn(told, scope, language)
    ending = output.suffix.lower()
    if ending == ".html":
        with files.replacing(output) as stream:
            stream.write(map_page.page(drawn, language))
    else:
        picture = dot.draw(drawn.text, ending.removeprefix("."), drawn.legend)
        with files.replacing(output) as stream:
            stream.buffer.write(picture)
    return len(told)


def page(graph: Graph, scope: Scope | None = None, language: str = "sv") -> str:
    """Draw who referred what to which body as one HTML page.

    Raises:
        NothingFoundError: No movement is within the scope.
        TimeLimitError: The layout takes too long.
        OutputError: The layout failed.
    """
    return map_page.page(_drawn(movement.movements(graph, scope), scope, language), language)


def _drawn(told: Sequence[Movement], scope: Scope | None, language: str) -> Chart:
    said = words(language)
    narrowed = (
        (scope.organisation, scope.body, scope.case, scope.since and f"{said['since']} {scope.since}") if scope else ()
    )
    title = ": ".join(part for part in (said["map"], ", ".join(filter(None, narrowed))) if part)
    return chart.referral_map(told, title, language)
