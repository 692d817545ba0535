"""Some documents of a graph, or their paragraphs of a matter, as a graph in memory, with what is said across them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.graph.iri import identities_of
from kg.graph.paragraphs import paragraphs
from kg.graph.spool import triple

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping

    from kg.graph.store import Graph

_OF_A_DOCUMENT = "minutes/"
_JOINED = "joined/"
_LINKED = "SELECT DISTINCT ?in ?thing { VALUES ?thing { %s } GRAPH ?in { ?thing a ?class } }"


def part(graph: Graph, documents: Mapping[str, bytes], also: Iterable[str] = ()) -> Graph:
    """Give some documents as a graph of their own.

    With them come the documents in which what they tell goes on: where a proposal of theirs was settled, where a
    matter that they sent was taken up.

    Args:
        graph: The whole.
        documents: The lines of each, by the IRI of its Minutes; at least one.
        also: More lines of N-Triples.
    """

    def read(name: str, _: Collection[str]) -> bytes:
        return b"" if name in documents else graph.document(name)

    return _with_what_follows(graph, documents, also, read)


def told_part(graph: Graph, documents: Mapping[str, bytes], also: Iterable[str] = ()) -> Graph:
    """Give what some documents tell of something as a graph of its own, with the paragraphs in which it goes on.

    Args:
        graph: The whole.
        documents: What `told` gives of each, by the IRI of its Minutes; at least one.
        also: More lines of N-Triples.
    """
    return _with_what_follows(graph, documents, also, lambda name, things: told(graph, name, things))


def told(graph: Graph, minutes: str, things: Iterable[str], *, whole: bool = True) -> bytes:
    """Give what a document tells of some things, as lines of N-Triples: by whole paragraphs, or by facts alone."""
    return "".join(paragraphs(graph, minutes, things, whole=whole)).encode()


def _with_what_follows(
    graph: Graph, documents: Mapping[str, bytes], also: Iterable[str], read: Callable[[str, Collection[str]], bytes]
) -> Graph:
    shared = identities_of(min(documents))
    base = shared.removesuffix("graph/identities")
    said, known = _shared(graph, shared, documents.values(), base, set())
    more = [read(name, ends) for name, ends in sorted(_linked(graph, said, known, base).items())]
    if more:
        beside, _ = _shared(graph, shared, more, base, known)
        said |= beside
    lines = "".join((*said, *also)).encode()
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


def _linked(graph: Graph, told: Iterable[str], known: Collection[str], base: str) -> dict[str, set[str]]:
    """Give, by document, the facts that facts of the known things lead to, and those that lead to them."""
    facts = f"<{base}{_OF_A_DOCUMENT}"
    ends: set[str] = set()
    for line in told:
        if not line.startswith(facts):
            continue
        subject, _, value = triple(line)
        ends |= {end for end in (subject, value) if end.startswith(f"<{base}") and end[1:-1] not in known}
    found: dict[str, set[str]] = {}
    for within, thing in graph.select(_LINKED % " ".join(sorted(ends))).rows if ends else ():
        if within and thing and _OF_A_DOCUMENT in within.value:
            found.setdefault(within.value, set()).add(thing.value)
    return found
