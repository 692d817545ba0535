"""What a document tells of some things: the paragraphs that name them, with all their facts, and what these name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.graph.spool import triple
from kg.graph.vocab import term

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.graph.store import Graph


def paragraphs(graph: Graph, minutes: str, things: Iterable[str], *, whole: bool = True) -> set[str]:
    """Give the lines of N-Triples by which a document tells of some things.

    Args:
        graph: The graph that has the document.
        minutes: The IRI of its Minutes, which is that of its graph.
        things: What may be named in it, as cases and people are, and facts of its own.
        whole: Whether the paragraphs are told with all their facts and passages; else only the facts that name the
            things are, and of others what stands next to their paragraph.
    """
    reader = _Reader(graph, minutes)
    named = {*things}
    found = {one for one in named if one.startswith(reader.own)} | reader.naming(named)
    items, above = reader.above(found)
    if whole:
        reader.below(items)
    else:
        reader.near(items, above, reader.below({one for one in found if one.startswith(reader.own)}))
    reader.beside({minutes, *named, *items})
    return reader.lines


class _Reader:
    """Reads lines of one document, and keeps those that it has read."""

    def __init__(self, graph: Graph, minutes: str) -> None:
        self._graph = graph
        self._minutes = minutes
        self.own = f"{minutes}/"
        self.lines: set[str] = set()

    def _said(self, things: Iterable[str]) -> list[tuple[str, str, str]]:
        """Give what is said of things: subject, property and value, IRIs without their brackets."""
        read = map(triple, self._graph.lines_of(self._minutes, things, subjects=True))
        return [(subject[1:-1], name[1:-1], value) for subject, name, value in read]

    def naming(self, things: Iterable[str], name: str = "") -> set[str]:
        """Give the subjects that have things as values, of one property or of any."""
        lines = self._graph.lines_of(self._minutes, things, values=True, name=name)
        return {line[1 : line.index("> ")] for line in lines}

    def above(self, found: set[str]) -> tuple[set[str], set[str]]:
        """Climb from facts to the paragraphs that have them; what is said about a statement leads to its subject.

        Returns:
            The paragraphs, and the facts between.
        """
        items, known = set[str](), set[str]()
        while found:
            known |= found
            said = self._said(found)
            items |= {subject for subject, name, _ in said if name == term("recordedIn")}
            stated = {value[1:-1] for _, name, value in said if name == term("rdf:subject")}
            facts = {one for one in found if one.startswith(self.own)}
            found = (self.naming(facts) | stated) - known
        return items, {one for one in known if one.startswith(self.own)}

    def below(self, found: set[str]) -> set[str]:
        """Go down from paragraphs to their facts and the passages of these, with what is said about what they say."""
        known = set[str]()
        while found:
            known |= found
            lines = self._graph.lines_of(self._minutes, found, subjects=True)
            self.lines |= lines
            ends = {value[1:-1] for _, _, value in map(triple, lines) if value.startswith("<")}
            found = {one for one in ends | self.naming(found, term("rdf:subject")) if one.startswith(self.own)} - known
        return known

    def near(self, items: set[str], above: set[str], known: set[str]) -> None:
        """Read what is said of paragraphs and of what stands next to them; of facts further down only the known."""
        said = self._said(items)
        kept = items | above | known | {value[1:-1] for subject, _, value in said if value.startswith(f"<{self.own}")}
        for line in self._graph.lines_of(self._minutes, kept - known, subjects=True):
            value = triple(line)[2]
            if value[1:-1] in kept or not value.startswith(f"<{self.own}"):
                self.lines.add(line)

    def beside(self, known: set[str]) -> None:
        """Read what the lines name besides, people, bodies, meetings, and of other paragraphs what they are called."""
        found = {value[1:-1] for _, _, value in map(triple, self.lines) if value.startswith("<")} | known
        while found:
            known |= found
            # A paragraph, named or read, is one of its meeting's; the meeting's others are not told here.
            listed = self._graph.lines_of(self._minutes, found, values=True, name=term("hasItem"))
            held = self._graph.lines_of(self._minutes, self.naming(found, term("ofPerson")), subjects=True)
            said = [line for line in self._graph.lines_of(self._minutes, found, subjects=True) if self._is_of(line)]
            self.lines |= {*listed, *held, *said}
            ends = {end for line in (*listed, *said) for end in triple(line)[::2] if end.startswith("<")}
            found = {end[1:-1] for end in ends} - known

    def _is_of(self, line: str) -> bool:
        _, name, value = triple(line)
        return name[1:-1] != term("hasItem") and not value.startswith(f"<{self.own}")
