"""What a graph holds, at a glance: whose minutes, of which time, the largest flows, the latest decisions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.explore import answers, queries
from kg.explore.answers import Cell

if TYPE_CHECKING:
    from kg.explore.answers import Table
    from kg.graph.store import Graph

_COUNTS = "SELECT ?class (COUNT(DISTINCT ?thing) AS ?count) { ?thing a ?class } GROUP BY ?class"
_HELD = """SELECT ?organisation ?unit ?body ?name (COUNT(DISTINCT ?meeting) AS ?meetings) (MIN(?day) AS ?first)
  (MAX(?day) AS ?last) {
  ?meeting a gov:Meeting ; gov:heldBy ?body .
  ?body rdfs:label ?name .
  OPTIONAL { ?meeting gov:firstDate ?day }
  OPTIONAL { ?body org:unitOf ?unit . ?unit rdfs:label ?organisation }
} GROUP BY ?organisation ?unit ?body ?name"""
_DECISIONS = """SELECT DISTINCT ?day ?item ?number ?title ?body ?name {
  ?meeting gov:heldBy ?body ; gov:firstDate ?day ; gov:hasItem ?item .
  ?item gov:hasDecision ?decision ; gov:number ?number ; dcterms:title ?title .
  ?decision gov:decisionKind <https://w3id.org/protokollgraf/decision-kind/decision> .
  ?body rdfs:label ?name
} ORDER BY DESC(?day) ?item LIMIT 12"""
_FLOWS = 12
SHOWN = ("Minutes", "Meeting", "AgendaItem", "Decision", "Referral", "Motion", "Vote", "Person", "Case")


@dataclass(frozen=True, slots=True)
class Held:
    """A body whose minutes are here: how many meetings, from when to when."""

    body: Cell
    meetings: int
    first: str
    last: str


@dataclass(frozen=True, slots=True)
class Latest:
    """A paragraph in which something was decided."""

    date: str
    body: Cell
    item: Cell


@dataclass(frozen=True, slots=True)
class Overview:
    """What a graph holds."""

    counts: dict[str, int]
    held: dict[str, tuple[Held, ...]]
    """By the name of the organisation."""
    flows: Table
    latest: tuple[Latest, ...]


def overview(graph: Graph, language: str) -> Overview:
    """Look over a graph."""
    counts = {one.value.rpartition("#")[2]: int(n.value) for one, n in graph.select(_COUNTS).rows if one and n}
    held: dict[str, list[Held]] = {}
    for organisation, _, body, name, meetings, first, last in graph.select(_HELD).rows:
        if body and name and meetings:
            one = Held(
                Cell(name.value, body.value),
                int(meetings.value),
                first.value if first else "",
                last.value if last else "",
            )
            held.setdefault(organisation.value if organisation else "", []).append(one)
    flows = answers.table(graph, queries.find("referral-matrix"), {}, language)
    if "movements" in flows.columns:
        flows = flows.sorted("movements", falling=True).first(_FLOWS)
    latest = [
        Latest(day.value, Cell(name.value, body.value), Cell(f"§ {number.value} {title.value}", item.value))
        for day, item, number, title, body, name in graph.select(_DECISIONS).rows
        if day and item and number and title and body and name
    ]
    return Overview(
        {name: counts.get(name, 0) for name in SHOWN},
        {name: tuple(sorted(ones, key=lambda one: -one.meetings)) for name, ones in sorted(held.items())},
        flows,
        tuple(latest),
    )
