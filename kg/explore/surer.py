"""Questions asked of sure facts alone: what is below a confidence is not in the graph that is asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.errors import QueryError
from kg.graph.store import Graph

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.graph.store import Asks

NAME = "confidence"
"""The parameter that every question takes."""
SAID = ("minsta säkerhet, 0 till 1, som ett faktum ska ha för att räknas", "least confidence, 0 to 1, of what counts")
EXAMPLE = "0.8"

# A paragraph or a meeting of which little is sure stays: what is said of it has confidences of its own.
_DOUBTFUL = """GRAPH ?in {{ ?doubtful gov:confidence ?confidence ; a ?class }}
  FILTER(?confidence < {least} && ?class NOT IN (gov:AgendaItem, gov:Meeting))"""
_WITHOUT = (
    # The direct property that a statement carries the confidence of.
    """DELETE {{ GRAPH ?any {{ ?subject ?property ?value }} }} WHERE {{ """
    + _DOUBTFUL
    + """ GRAPH ?in {{ ?doubtful a rdf:Statement ; rdf:subject ?subject ; rdf:predicate ?property ; rdf:object ?value }}
  GRAPH ?any {{ ?subject ?property ?value }} }}""",
    """DELETE {{ GRAPH ?any {{ ?subject ?property ?doubtful }} }} WHERE {{ """
    + _DOUBTFUL
    + """ GRAPH ?any {{ ?subject ?property ?doubtful }} }}""",
    """DELETE {{ GRAPH ?any {{ ?doubtful ?property ?value }} }} WHERE {{ """
    + _DOUBTFUL
    + """ GRAPH ?any {{ ?doubtful ?property ?value }} }}""",
)


def split(values: Mapping[str, str], where: str) -> tuple[dict[str, str], float]:
    """Give the values of a question's own parameters, and the least confidence that is asked for; 0 where none is.

    Raises:
        QueryError: The confidence is no number from 0 to 1.
    """
    own = {name: value for name, value in values.items() if name != NAME}
    given = values.get(NAME, "0")
    try:
        least = float(given.replace(",", "."))
    except ValueError:
        least = -1.0
    if not 0 <= least <= 1:
        raise QueryError(f"{given!r} is no confidence", where=f"{where} -p {NAME}", hint="give a number from 0 to 1")
    return own, least


def above(graph: Asks, least: float) -> Asks:
    """Give a graph without the facts that the program is less sure of.

    Raises:
        QueryError: It is a service elsewhere, which nothing is taken out of.
    """
    if not least:
        return graph
    if not isinstance(graph, Graph):
        hint = "ask a file or a store, or leave it out"
        raise QueryError(f"-p {NAME} cannot be asked of a service", hint=hint)
    return graph.changed(*(update.format(least=f"{least:f}") for update in _WITHOUT))
