"""List which movements of a graph are joined, and which are not though the other end's minutes are loaded.

`python -m tools.joins FILE` prints a line a movement: `joined` with both tellings, `taken-up` with the paragraph that
dealt with it next and tells nothing of the movement, `open` with where the other telling should stand: the paragraphs
of the other end about the same case, on that side in time. Read them against the texts.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from kg.explore.movement import local, rows
from kg.graph import readback
from kg.graph.store import open_graph

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.graph.store import Graph
    from kg.graph.tellings import Told

_COUNTED = "SELECT DISTINCT ?one ?other { ?one gov:countedAs ?other }"
_TAKEN_UP = "SELECT DISTINCT ?one ?other { ?one gov:takenUpAt ?other }"
_PREFERRED = "SELECT DISTINCT ?one ?other { ?one gov:preferredRecord ?other }"


class Line(NamedTuple):
    """A movement: whether it is joined, the telling, and the paragraphs where the other telling stands or should."""

    state: str
    told: Told
    others: tuple[str, ...]

    def __str__(self) -> str:
        """Write it as columns parted by tabs."""
        told = self.told
        ends = f"{local(told.source)}\t{local(told.target)}"
        return f"{self.state}\t{told.kind}\t{ends}\t{told.day}\t{told.item}\t{' '.join(self.others)}\t{told.passage}"


def lines(graph: Graph) -> Iterator[Line]:
    """Give the movements that were done, of preferred records, in the order of their IRIs."""
    counted = {row["one"]: row["other"] for row in rows(graph, _COUNTED)}
    taken_up = {row["one"]: row["other"] for row in rows(graph, _TAKEN_UP)}
    preferred = {row["one"]: row["other"] for row in rows(graph, _PREFERRED)}
    told: dict[str, tuple[Told, tuple[str, ...]]] = {}
    held: dict[tuple[str, str], set[tuple[str, str]]] = defaultdict(set)
    for document in readback.documents(graph):
        for paragraph in document.paragraphs:
            if preferred.get(paragraph.item, document.minutes) != document.minutes:
                continue
            told |= {one.iri: (one, paragraph.cases) for one in paragraph.told if not one.anticipated}
            for case in paragraph.cases:
                held[case, paragraph.body].add((paragraph.day, paragraph.item))
    partners = defaultdict(list)
    for retold, own in counted.items():
        partners[own].append(retold)
    for iri, (one, cases) in sorted(told.items()):
        if iri in counted:
            continue
        if iri in partners:
            yield Line("joined", one, tuple(told[other][0].item for other in sorted(partners[iri])))
            continue
        if iri in taken_up:
            yield Line("taken-up", one, (taken_up[iri],))
            continue
        sent = one.source == one.body
        end = one.target if sent else one.source
        near = {
            item
            for case in cases
            for day, item in held[case, end]
            if (day >= one.day if sent else day == one.date or (not one.date and day <= one.day))
        }
        if near:
            yield Line("open", one, tuple(sorted(near)))


if __name__ == "__main__":
    for line in lines(open_graph(Path(sys.argv[1]))):
        print(line)
