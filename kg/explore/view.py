"""The map as a file: SVG or PNG as graphviz draws it, or one HTML page with the sentences behind every arrow."""

from __future__ import annotations

import json
import re
from html import escape
from string import Template
from typing import TYPE_CHECKING

from kg.errors import OutputError
from kg.explore import chart, dot, movement, plain
from kg.explore.drawing import called
from kg.explore.words import TEMPLATES, words
from kg.graph import files

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from kg.explore.chart import Chart
    from kg.explore.movement import Movement, Scope
    from kg.graph.store import Graph

FORMATS = (".svg", ".png", ".html")
"""What a picture can be written as, by the ending of the file."""
_PROLOGUE = re.compile(r"^.*?(?=<svg\b)", re.DOTALL)
_COLUMNS = ("from", "to", "kind", "date", "case", "paragraph", "sentence", "document")


def check(output: Path, *, force: bool) -> None:
    """Find out whether a picture can be written before anything is read.

    Raises:
        OutputError: The ending is no format, the folder is missing or closed, or the file is there and `force` is not.
    """
    if output.suffix.lower() not in FORMATS:
        what = f"no picture ends in {output.suffix or 'nothing'}"
        raise OutputError(what, where=str(output), hint=f"use {', '.join(FORMATS)}")
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
        OutputError: graphviz is missing or failed, or the file cannot be written.
    """
    told = movement.movements(graph, scope)
    said = words(language)
    narrowed = (scope.body, scope.case, scope.since and f"{said['since']} {scope.since}") if scope else ()
    title = ": ".join(part for part in (said["map"], ", ".join(filter(None, narrowed))) if part)
    drawn = chart.referral_map(told, title, language)
    ending = output.suffix.lower()
    if ending == ".html":
        with files.replacing(output) as stream:
            stream.write(page(drawn, language))
    else:
        picture = dot.draw(drawn.text, ending.removeprefix("."))
        with files.replacing(output) as stream:
            stream.buffer.write(picture)
    return len(told)


def page(drawn: Chart, language: str = "sv") -> str:
    """Lay the map and the list of its movements out as one HTML page that loads nothing.

    Raises:
        OutputError: graphviz is missing or failed.
    """
    said = words(language)
    svg = _PROLOGUE.sub("", dot.draw(drawn.text, "svg").decode("utf-8"))
    head = "".join(f"<th>{escape(said[name])}</th>" for name in _COLUMNS)
    return Template((TEMPLATES / "map.html").read_text(encoding="utf-8")).substitute(
        language=language,
        title=_safe(drawn.title),
        count=_safe(said["movements"].format(count=sum(map(len, drawn.edges.values())))),
        search=_safe(said["search"]),
        hint=_safe(said["hint"]),
        all=_safe(said["list"]),
        svg=svg,
        head=head,
        rows="\n".join(_rows(drawn, language)),
        # No `</script>` inside a name can end the script.
        nodes=json.dumps(dict(drawn.nodes), ensure_ascii=False).replace("<", "\\u003c"),
    )


def _rows(drawn: Chart, language: str) -> Iterator[str]:
    """Write the list of movements, in the order of time; each row knows its arrow and the two ends of it."""
    listed = [(edge, one) for edge, told in drawn.edges.items() for one in told]
    for edge, one in sorted(listed, key=lambda pair: (not pair[1].date, pair[1].date, pair[1].iri)):
        cells = "".join(f"<td>{_safe(cell)}</td>" for cell in _cells(one, language))
        yield f'<tr data-at="{edge} {" ".join(drawn.ends[edge])}">{cells}</tr>'


def _cells(one: Movement, language: str) -> tuple[str, ...]:
    said = words(language)
    kind = called(one.kind, language) + (f" ({said['anticipated']})" if one.anticipated else "")
    number = f"§ {one.paragraph}" if one.paragraph else ""
    paragraph = ", ".join(part for part in (one.meeting_of, one.met, number) if part)
    cases = "; ".join(one.cases) or one.title
    return one.sender.label, one.receiver.label, kind, one.date, cases, paragraph, one.sentence, one.document


def _safe(text: str) -> str:
    return escape(plain.text(text))
