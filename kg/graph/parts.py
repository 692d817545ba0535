"""Some documents of a graph as a graph of their own in memory, with what is said across documents of what they name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.graph.iri import identities_of
from kg.graph.spool import triple

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from kg.graph.store import Graph

_OF_A_DOCUMENT = "minutes/"
_JOINED = "joined/"
_LINKED = "SELECT DISTINCT ?in { VALUES ?thing { %s } GRAPH ?in { ?thing a ?class } }"


def part(graph: Graph, documents: Mapping[str, bytes], also: Iterable[str] = ()) -> Graph:
    """Give some documents as a graph of their own.

    With them come the documents in which what they tell goes on: where a proposal of theirs was settled, where a
    matter that they sent was taken up.

    Args:
        graph: The whole.
        documents: The lines of each, by the IRI of its Minutes; at least one.
        also: More lines of N-Triples.
    """
    shared = identities_of(min(documents))
    base = shared.removesuffix("graph/identities")
    told, known = _shared(graph, shared, documents.values(), base, set())
    linked = _linked(graph, told, known, base) - set(documents)
    more = [graph.document(name) for name in sorted(linked)]
    if more:
        beside, _ = _shared(graph, shared, more, base, known)
        told |= beside
    lines = "".join((*told, *also)).encode()
    return graph.of_lines(b"".join((*documents.values(), *more, lines)))


def _shared(
    graph: Graph, shared: str, lines: Iterable[bytes], base: str, known: Collection[str]
) -> tuple[set[str], set[str]]:
    """Give what is said across documents of what some lines name, and all things that were asked about."""
    # What has a fragment is a stretch of a text: nothing is said of it across documents.
    named = re.compile(rb"<(%s[^>#]*)>" % re.escape(base.encode()))
    things = {one.decode() for text in lines for one in set(named.findall(text))} - {*known}
    asked, told = {*known}, set[str]()
    while things:
        asked |= things
        found = graph.shared(shared, things)
        told |= found
        # What follows from several documents is a statement of its own, with what it states.
        begun = f"<{base}{_JOINED}"
        things = {line[1 : line.index("> ")] for line in found if line.startswith(begun)} - asked
    return told, asked


def _linked(graph: Graph, told: Iterable[str], known: Collection[str], base: str) -> set[str]:
    """Give the documents of what facts of the known things lead to, and of the facts that lead to them."""
    facts = f"<{base}{_OF_A_DOCUMENT}"
    ends: set[str] = set()
    for line in told:
        if not line.startswith(facts):
            continue
        subject, _, value = triple(line)
        ends |= {end for end in (subject, value) if end.startswith(f"<{base}") and end[1:-1] not in known}
    if not ends:
        return set()
    rows = graph.select(_LINKED % " ".join(sorted(ends))).rows
    return {row[0].value for row in rows if row[0] and _OF_A_DOCUMENT in row[0].value}
