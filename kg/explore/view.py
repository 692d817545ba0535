"""The map as a file: SVG, PNG or PDF as graphviz draws it, or one HTML page with the sentences behind every arrow."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.errors import OutputError
from kg.explore import chart, dot, folding, map_page, movement
from kg.explore.words import words
from kg.graph import files
from kg.suggestion import meant

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from kg.explore.chart import Chart
    from kg.explore.movement import Movement, Scope
    from kg.graph.store import Graph

FORMATS = (".svg", ".png", ".pdf", ".html")
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


def view(graph: Graph, output: Path, scope: Scope | None = None, language: str = "sv", most: int | None = None) -> int:
    """Draw who referred what to which body.

    Args:
        graph: The graph.
        output: The file; its ending is one of `FORMATS`.
        scope: What is drawn of it.
        language: `sv` or `en`: of the words in the picture; names stand as they are.
        most: How many agents it shows at first, the others folded; 0 for all; the strongest flows unless told.

    Returns:
        How many movements the picture shows.

    Raises:
        NothingFoundError: No movement is within the scope.
        TimeLimitError: The layout takes too long.
        OutputError: graphviz failed, or the file cannot be written.
    """
    told = movement.movements(graph, scope)
    ending = output.suffix.lower()
    if most is None:
        few, counted = folding.strongest(told, language)
    else:
        few = counted = folding.folded(told, most, language) if most else told
    drawn = _drawn(few, scope, language, counted=counted, merged=most is None and few != told)
    if ending == ".html":
        whole = _drawn(told, scope, language, "all-") if few != told else None
        with files.replacing(output) as stream:
            stream.write(map_page.page(drawn, language, told=told, whole=whole))
    else:
        picture = dot.draw(drawn.text, ending.removeprefix("."), drawn.legend)
        with files.replacing(output) as stream:
            stream.buffer.write(picture)
    return len(told)


def page(
    graph: Graph,
    scope: Scope | None = None,
    language: str = "sv",
    *,
    everything: bool,
    site: Callable[[int], map_page.Site],
) -> str:
    """Draw who referred what to which body as one HTML page of a site.

    Args:
        graph: The graph.
        scope: What is drawn of it.
        language: `sv` or `en`.
        everything: Whether it shows all bodies and kinds of step, and not only the strongest flows.
        site: Gives where it leads to, by how many parts it has with nothing folded; 0 where nothing is.

    Raises:
        NothingFoundError: No movement is within the scope.
        TimeLimitError: The layout takes too long.
        OutputError: The layout failed.
    """
    told = movement.movements(graph, scope)
    few, counted = (told, told) if everything else folding.strongest(told, language)
    leads = site(folding.parts(told) if few != told else 0)
    drawn = _drawn(few, scope, language, counted=counted, merged=few != told)
    return map_page.page(drawn, language, told=told, site=leads)


def _drawn(  # noqa: PLR0913 - what a picture is made from, each a thing of its own
    told: Sequence[Movement],
    scope: Scope | None,
    language: str,
    front: str = "",
    *,
    counted: Sequence[Movement] = (),
    merged: bool = False,
) -> Chart:
    said = words(language)
    narrowed = (
        (scope.organisation, scope.body, scope.case, scope.since and f"{said['since']} {scope.since}") if scope else ()
    )
    title = ": ".join(part for part in (said["map"], ", ".join(filter(None, narrowed))) if part)
    return chart.referral_map(told, title, language, front, counted=counted, merged=merged)
