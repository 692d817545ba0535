"""A whole graph as the two tables that `neo4j-admin database import` takes: nodes and relationships.

Source: the operations manual of Neo4j, "Import": a header names the columns `:ID`, `:LABEL`, `:START_ID`, `:END_ID` and
`:TYPE`, and gives others their type behind a colon.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.explore import plain

if TYPE_CHECKING:
    from collections.abc import Iterable

    import networkx as nx

    from kg.explore.plain import Plain
    from kg.explore.sheets import Table

# Types of relationships are written in capitals there: hasItem is HAS_ITEM.
_PARTED = re.compile("(?<=[a-z])(?=[A-Z])")
PARTS = (".nodes", ".relationships")
_TYPES = {bool: "boolean", int: "long", float: "double", str: "string"}


def tables(given: nx.Graph[str]) -> dict[str, Table]:
    """Give the nodes and the relationships of a network, by what stands before `.csv` in the name of each file.

    A node's classes are its labels; an edge's name is its type; all other properties are columns.
    """
    found = plain.network(given)
    nodes = [(node, str(data.get("type", "")).replace("; ", ";"), data) for node, data in found.nodes(data=True)]
    names = _columns(data for _, _, data in nodes)
    head = ["iri:ID", ":LABEL", *(f"{name}:{kind}" for name, kind in names.items())]
    rows = [[node, labels, *(_cell(data.get(name)) for name in names)] for node, labels, data in nodes]
    edges = [
        [source, target, _PARTED.sub("_", str(data["label"])).upper()]
        for source, target, data in found.edges(data=True)
    ]
    return dict(zip(PARTS, ((head, rows), ([":START_ID", ":END_ID", ":TYPE"], edges)), strict=True))


def _columns(records: Iterable[dict[str, Plain]]) -> dict[str, str]:
    """Give the properties there are, each with the type that it has everywhere."""
    found = {name: _TYPES[type(value)] for record in records for name, value in record.items() if name != "type"}
    return dict(sorted(found.items()))


def _cell(value: Plain | None) -> str:
    return "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)
