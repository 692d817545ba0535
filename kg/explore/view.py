"""Pictures as files: the map, the path of a case, the matrix of bodies, votes by party; the map as a page too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.errors import OutputError, QueryError
from kg.explore import chart, dot, folding, map_page, movement
from kg.explore.by_party import by_party
from kg.explore.legend import Legend
from kg.explore.matrix import matrix
from kg.explore.movement import Scope
from kg.explore.ranked import ranked
from kg.explore.timeline import timeline
from kg.explore.words import words
from kg.graph import files
from kg.suggestion import meant

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from kg.explore.chart import Chart
    from kg.explore.movement import Movement
    from kg.graph.store import Graph

FORMATS = (".svg", ".png", ".pdf", ".html")
"""What a picture can be written as, by the ending of the file."""
MAP, TIMELINE, MATRIX, VOTES = PICTURES = ("map", "timeline", "matrix", "votes")
"""What is drawn: who referred what to whom, the path of a case, the same as a table, votes by party."""
_PAGE = ".html"


def check(output: Path, picture: str = MAP, *, force: bool) -> None:
    """Find out whether a picture can be written before anything is read.

    Raises:
        OutputError: The ending is no format, the folder is missing or closed, or the file is there and `force` is not.
    """
    if picture != MAP and output.suffix.lower() == _PAGE:
        raise OutputError(f"the {picture} is no page", where=str(output), hint="write it as .svg, .png or .pdf")
    if output.suffix.lower() not in FORMATS:
        what = f"no picture ends in {output.suffix or 'nothing'}"
        raise OutputError(what, where=str(output), hint=meant(output.suffix, FORMATS, f"use {', '.join(FORMATS)}"))
    files.check_place(output, force=force)


def chosen(output: Path, scope: Scope, picture: str | None) -> str:
    """Say what is drawn: of one case its path, as a page and of all else the map, unless told."""
    return picture or (TIMELINE if scope.case and output.suffix.lower() != _PAGE else MAP)


def view(  # noqa: PLR0913, PLR0917 - what a picture is made from, each a thing of its own
    graph: Graph,
    output: Path,
    scope: Scope | None = None,
    language: str = "sv",
    most: int | None = None,
    picture: str = MAP,
) -> int:
    """Draw what a graph tells.

    Args:
        graph: The graph.
        output: The file; its ending is one of `FORMATS`.
        scope: What is drawn of it.
        language: `sv` or `en`: of the words in the picture; names stand as they are.
        most: How many agents it shows at first, the others folded; 0 for all; the strongest flows unless told.
        picture: One of `PICTURES`.

    Returns:
        How many movements, steps or votes the picture shows.

    Raises:
        NothingFoundError: Nothing is within the scope.
        QueryError: More is within the scope than a picture shows, or no case is given for its path.
        TimeLimitError: The layout takes too long.
        OutputError: graphviz failed, or the file cannot be written.
    """
    scope = scope or Scope()
    form = output.suffix.lower().removeprefix(".")
    if picture == TIMELINE:
        if not scope.case:
            raise QueryError("a timeline is of one case", hint="give --case NUMBER")
        path = timeline(graph, scope, language)
        return _written(output, dot.draw(path.text, form, path.legend, path.over), path.count)
    if picture == VOTES:
        drawn, count = by_party(graph, scope, language)
        return _written(output, dot.written(drawn, form, Legend(_title("by_party", scope, language))), count)
    told = movement.movements(graph, scope)
    if picture == MATRIX:
        table = dot.written(matrix(told, language, most), form, Legend(_title("matrix", scope, language)))
        return _written(output, table, len(told))
    return _map(told, output, scope, language, most)


def _written(output: Path, data: bytes, count: int) -> int:
    with files.replacing(output) as stream:
        stream.buffer.write(data)
    return count


def _map(told: Sequence[Movement], output: Path, scope: Scope, language: str, most: int | None) -> int:
    ending = output.suffix.lower()
    if most is None:
        few, counted = folding.strongest(told, language)
    else:
        few = counted = folding.folded(told, most, language) if most else list(told)
    drawn = _drawn(few, scope, language, counted=counted, merged=most is None and few != told)
    if ending == _PAGE:
        whole = _drawn(told, scope, language, "all-") if few != told else None
        with files.replacing(output) as stream:
            stream.write(map_page.page(drawn, language, told=told, whole=whole))
        return len(told)
    # What is folded on a sheet of paper, where nothing can be opened, stands beside the map by size.
    beside = ranked(told, language) if few != told and ending == ".pdf" else ""
    return _written(output, dot.draw(drawn.text, ending.removeprefix("."), drawn.legend, beside=beside), len(told))


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
    title = _title("map", scope, language)
    return chart.referral_map(told, title, language, front, counted=counted, merged=merged)


def _title(name: str, scope: Scope | None, language: str) -> str:
    """Say what a picture shows and what it is narrowed to."""
    said = words(language)
    narrowed = (
        (scope.organisation, scope.body, scope.case, scope.since and f"{said['since']} {scope.since}") if scope else ()
    )
    return ": ".join(part for part in (said[name], ", ".join(filter(None, narrowed))) if part)
