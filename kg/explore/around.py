"""The documents that name a thing, as a graph of their own: what is asked of the thing is asked of them alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.graph.iri import identities_of
from kg.graph.vocab import term

if TYPE_CHECKING:
    from kg.graph.store import Graph

MOST = 80
"""Of more documents no copy is made: it would take as long as it saves."""
_CLASSES = frozenset(("Person", "Case"))
"""The classes of which nothing is told by a document that does not name the thing."""
_SAME = "sameMatterAs"


def around(graph: Graph, iri: str, kind: str) -> Graph:
    """Give what a page of a thing is made from: the documents that name it, or the whole graph.

    Args:
        graph: The graph.
        iri: The thing; of a case every case that is the same matter is meant too.
        kind: Its class by its local name.
    """
    if kind not in _CLASSES:
        return graph
    documents: set[str] = set()
    things, known = {iri}, {iri}
    while things:
        thing = things.pop()
        told = [*graph.match(thing), *graph.match(value=thing)]
        documents |= {name for _, _, _, name in told if "/minutes/" in name}
        if len(documents) > MOST:
            return graph
        same = {end.value for s, predicate, o, _ in told if predicate.value == term(_SAME) for end in (s, o)}
        things |= same - known
        known |= same
    if not documents:
        return graph
    return graph.part(sorted(documents), identities_of(min(documents)))
