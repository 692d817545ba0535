"""Tables for research: every movement of a matter as a row, and who cast which ballot as a matrix."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from kg.explore import movement, network, sheets, swedish
from kg.explore.movement import Scope, rows

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from kg.explore.sheets import Table
    from kg.graph.store import Graph

_CASES = "SELECT DISTINCT ?fact ?case { ?fact a gov:Referral ; gov:concerns ?case . ?case a gov:Case }"
_PARAGRAPHS = """SELECT DISTINCT ?item ?number ?title { ?item gov:hasVote ?vote ; gov:number ?number .
  OPTIONAL { ?item dcterms:title ?title } }"""
_EVENTS = ["date", "from", "to", "kind", "case", "iri", "from_label", "to_label", "case_label", "anticipated"]
_VOTES = ["vote", "date", "body", "paragraph", "title", "item"]


def events(graph: Graph, scope: Scope | None = None) -> dict[str, Table]:
    """Give each movement as a row: date, sender, receiver, kind, case and the movement itself as IRIs, then the names.

    Raises:
        NothingFoundError: No movement is within the scope.
    """
    concerned: dict[str, set[str]] = defaultdict(set)
    for row in rows(graph, _CASES):
        concerned[row["fact"]].add(row["case"])
    told = [
        [
            one.date,
            one.sender.iri,
            one.receiver.iri,
            one.kind,
            "; ".join(sorted(concerned[one.iri])),
            one.iri,
            one.sender.label,
            one.receiver.label,
            "; ".join(one.cases),
            str(one.anticipated).lower(),
        ]
        for one in movement.movements(graph, scope)
    ]
    return {"": (_EVENTS, told)}


def ballots(graph: Graph, scope: Scope | None = None) -> dict[str, Table]:
    """Give who cast which ballot: a row a person, a column a vote (its IRI); and the votes, with date and body.

    A cell is empty where no ballot of that person is printed: who had no seat, was away or voted in secret looks alike.
    Where a list prints a person twice, the cell has both.

    Raises:
        NothingFoundError: No ballots are printed within the scope.
    """
    cells: dict[tuple[str, str], set[str]] = defaultdict(set)
    people: dict[str, str] = {}
    parties: dict[str, set[str]] = defaultdict(set)
    held: dict[str, dict[str, str]] = {}
    for row in network.ballots(graph, scope):
        cells[row["who"], row["fact"]].add(row["option"])
        people[row["who"]] = row["label"]
        parties[row["who"]] |= {row["party"]} - {""}
        held[row["fact"]] = row
    if not held:
        raise movement.nothing("no ballots are printed", graph, scope or Scope())
    order = sorted(held, key=lambda vote: (held[vote]["day"], swedish.key(held[vote]["body"]), vote))
    paragraphs = {row["item"]: row for row in rows(graph, _PARAGRAPHS)}
    matrix = [
        [iri, people[iri], "; ".join(sorted(parties[iri])), *("; ".join(sorted(cells[iri, vote])) for vote in order)]
        for iri in sorted(people, key=lambda iri: (swedish.key(people[iri]), iri))
    ]
    about = []
    for vote in order:
        item = held[vote]["item"]
        told = paragraphs.get(item, defaultdict(str))
        about.append([vote, held[vote]["day"], held[vote]["body"], told["number"], told["title"], item])
    return {".ballots": (["person", "label", "party", *order], matrix), ".votes": (_VOTES, about)}


TABLES: Mapping[str, tuple[tuple[str, ...], Callable[[Graph, Scope | None], dict[str, Table]]]] = {
    "events": (("",), events),
    "ballots": ((".ballots", ".votes"), ballots),
    "tables": (tuple(f".{name}" for name in sheets.SHEETS), sheets.tables),
}
"""By the view: what stands before the ending in the name of each file, and what gives their tables."""
