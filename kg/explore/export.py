"""A writer per file format: a projection as GraphML, GEXF, CSV, DOT or Cytoscape, tables, any form of RDF."""

from __future__ import annotations

import csv
import json
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any, TextIO
from xml.etree import ElementTree as ET

import networkx as nx

from kg.errors import GraphError, OutputError, QueryError
from kg.explore import bare, dot, neo4j, network, plain, popolo, research, table_files, web_annotations
from kg.graph import files
from kg.graph.forms import FORMS
from kg.suggestion import meant

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence
    from pathlib import Path

    from kg.explore.movement import Scope
    from kg.graph.store import Graph

# What GEXF reads as its own: a property of ours that is called so gets a `_`.
_GEXF_NODE = frozenset({"viz", "start", "end", "pid", "slices", "id", "for"})
_GEXF_EDGE = frozenset({"viz", "start", "end", "type", "kind", "slices", "key"})


def write_graphml(stream: TextIO, given: nx.Graph[str]) -> None:
    """Write GraphML; an edge's `id` is its id there."""
    lines = nx.generate_graphml(given, named_key_ids=True, edge_id_from_attribute="id")
    stream.writelines(f"{line}\n" for line in lines)


def write_gexf(stream: TextIO, given: nx.Graph[str]) -> None:
    """Write GEXF 1.2, without the day of writing: the same network gives the same bytes.

    What has a first and a last date is there from the one to the other, so that the timeline of Gephi plays it; what
    has none is there always.
    """
    copy = given.copy()
    for _, data in copy.nodes(data=True):
        _rename(data, _GEXF_NODE)
        data.update(_span(data))
    for _, _, data in copy.edges(data=True):
        _rename(data, _GEXF_EDGE)
        data.update(_span(data))
    text = "\n".join(nx.generate_gexf(copy, version="1.2draft"))
    namespace = "http://www.gexf.net/1.2draft"
    ET.register_namespace("", namespace)
    root = ET.fromstring(text)  # noqa: S314 - written by networkx one line above
    for meta in root.iter(f"{{{namespace}}}meta"):
        meta.attrib.pop("lastmodifieddate", None)
    ET.indent(root)
    stream.write('<?xml version="1.0" encoding="UTF-8"?>\n')
    stream.write(ET.tostring(root, encoding="unicode"))
    stream.write("\n")


def write_dot(stream: TextIO, given: nx.Graph[str]) -> None:
    """Write DOT: every property of ours is an attribute there."""
    arrow, kind = ("->", "digraph") if given.is_directed() else ("--", "graph")
    stream.write(f"{kind} {{\n")
    stream.writelines(f"  {dot.quoted(node)}{_attributes(data)};\n" for node, data in given.nodes(data=True))
    stream.writelines(
        f"  {dot.quoted(source)} {arrow} {dot.quoted(target)}{_attributes(data)};\n"
        for source, target, data in given.edges(data=True)
    )
    stream.write("}\n")


def write_nodes(stream: TextIO, given: nx.Graph[str]) -> None:
    """Write the nodes as CSV, in the columns that Gephi and Cytoscape know: id, label, then all properties."""
    records = [{"id": node, **_without(data, "id")} for node, data in given.nodes(data=True)]
    _write_csv(stream, ("id", "label"), records)


def write_edges(stream: TextIO, given: nx.Graph[str]) -> None:
    """Write the edges as CSV: source, target, type (directed or not), weight, then all properties."""
    kind = "Directed" if given.is_directed() else "Undirected"
    records = [
        {"source": source, "target": target, "type": kind, "weight": data.get("weight", 1), **_without(data, "type")}
        for source, target, data in given.edges(data=True)
    ]
    _write_csv(stream, ("source", "target", "type", "weight"), records)


def write_cytoscape(stream: TextIO, given: nx.Graph[str]) -> None:
    """Write the JSON that Cytoscape and Cytoscape.js open: each element's properties in its `data`."""
    told = nx.cytoscape_data(given)
    # An element is found by its id: networkx gives edges none.
    for at, edge in enumerate(told["elements"]["edges"], start=1):
        edge["data"].setdefault("id", f"e{at}")
    json.dump(told, stream, ensure_ascii=False, indent=1)
    stream.write("\n")


Writer = tuple[str, "Callable[[TextIO, nx.Graph[str]], None]"]
WRITERS: dict[str, tuple[Writer, ...]] = {
    ".graphml": (("", write_graphml),),
    ".gexf": (("", write_gexf),),
    ".dot": (("", write_dot),),
    ".cyjs": (("", write_cytoscape),),
    # Two files: a table of nodes and one of edges.
    ".csv": ((".nodes", write_nodes), (".edges", write_edges)),
}
"""By the ending of the output: what stands before the ending of each file, and what writes it."""


DOCUMENTS: dict[str, tuple[str, Callable[[Graph, Scope | None], str]]] = {
    "popolo": (".json", popolo.write),
    "annotations": (".jsonld", web_annotations.write),
}
"""Views that are one document of a form of their own: its ending, and what gives its text."""
_NEO4J = "neo4j"
VIEWS = (*network.VIEWS, *research.TABLES, _NEO4J, *DOCUMENTS)
"""All that `--view` names."""


def outputs(output: Path, view: str = "") -> list[Path]:
    """Give the files that an export writes: for CSV `x.nodes.csv` and `x.edges.csv`, or the tables of a view.

    Raises:
        OutputError: The ending is no format.
        QueryError: The view cannot be written in that format.
    """
    ending = output.suffix.lower()
    if view in DOCUMENTS:
        _need(view, ending, (DOCUMENTS[view][0],), output)
        return [output]
    if view == _NEO4J:
        _need(view, ending, (".csv",), output)
        return table_files.outputs(output, neo4j.PARTS)
    if view in research.TABLES:
        _need(view, ending, table_files.WRITERS, output)
        return table_files.outputs(output, research.TABLES[view][0])
    if ending in files.WRITERS:
        return [output]
    if ending in WRITERS:
        return [output.with_name(f"{output.stem}{part}{output.suffix}") for part, _ in WRITERS[ending]]
    if ending in table_files.WRITERS:
        raise QueryError(f"{view or 'referrals'} is a network", where=str(output), hint="--view tables gives tables")
    endings = (*WRITERS, *files.WRITERS, *table_files.WRITERS)
    hint = meant(ending, endings, f"use {', '.join(dict.fromkeys(endings))}")
    raise OutputError(f"no format ends in {ending or 'nothing'}", where=str(output), hint=hint)


def _need(view: str, ending: str, endings: Collection[str], output: Path) -> None:
    if ending not in endings:
        what = "a table" if view in research.TABLES else "a form of its own"
        raise QueryError(f"{view} is {what}", where=str(output), hint=f"use {', '.join(endings)}")


def check(output: Path, view: str = "", *, force: bool, facts_only: bool = False) -> None:
    """Find out whether an export can be written before anything is read.

    Raises:
        OutputError: The ending is no format, the folder is missing or closed, or a file is there and `force` is not.
        QueryError: The view cannot be written in that format, or has nothing but facts anyway.
    """
    for path in outputs(output, view):
        files.check_place(path, force=force)
    if facts_only and not _has_provenance(output, view):
        hint = "it is for a form of RDF, --view full and --view neo4j"
        raise QueryError(f"{view or 'referrals'} takes no --facts-only", where=str(output), hint=hint)


def _has_provenance(output: Path, view: str) -> bool:
    return view in {"full", _NEO4J} or (not view and output.suffix.lower() in files.WRITERS)


def export(
    graph: Graph, output: Path, view: str = "", scope: Scope | None = None, *, facts_only: bool = False
) -> list[Path]:
    """Write a graph, or a projection of it, in the format that the file's ending names.

    Args:
        graph: The graph.
        output: The file; its ending is one of `WRITERS`, of `table_files.WRITERS` or an ending of RDF.
        view: One of `VIEWS`; empty for `referrals`, or for the whole graph where the ending is one of RDF.
        scope: What is exported of it.
        facts_only: Leave out what tells where the facts stand and how sure they are.

    Returns:
        The files written.

    Raises:
        NothingFoundError: Nothing is within the scope.
        OutputError: The ending is no format, or the file cannot be written.
        QueryError: The view cannot be written in that format.
    """
    paths = outputs(output, view)
    if view in DOCUMENTS:
        text = DOCUMENTS[view][1](graph, scope)
        with files.replacing(output) as stream:
            stream.write(text)
        return paths
    if view in research.TABLES:
        table_files.write(research.TABLES[view][1](graph, scope), output)
        return paths
    ending = output.suffix.lower()
    if ending in files.WRITERS and view not in {"", "full"}:
        raise QueryError(f"{view} is a network, which RDF has no form for", hint=f"use {', '.join(WRITERS)}")
    if ending not in files.WRITERS and view not in {"full", _NEO4J}:
        _write_network(network.VIEWS[view or "referrals"](graph, scope), paths, ending)
        return paths
    found = network.chosen(graph, scope)
    if ending in files.WRITERS and FORMS[ending].names_graphs and "" in found:
        hint = "build it again as .trig, or export .ttl or .nt"
        raise GraphError(f"holds statements without a graph, which {ending} would lose", where=graph.name, hint=hint)
    found = bare.facts(found) if facts_only else found
    if ending in files.WRITERS:
        _write_rdf(found, output)
    elif view == _NEO4J:
        table_files.write(neo4j.tables(network.whole(found)), output)
    else:
        _write_network(network.whole(found), paths, ending)
    return paths


def _write_network(found: nx.Graph[str], paths: Sequence[Path], ending: str) -> None:
    told = plain.network(found)
    with ExitStack() as stack:
        for path, (_, writer) in zip(paths, WRITERS[ending], strict=True):
            writer(stack.enter_context(files.replacing(path)), told)


def _write_rdf(found: network.Quads, output: Path) -> None:
    graphs = {name: [(s.written(), p.written(), o.written()) for s, p, o in triples] for name, triples in found.items()}
    with files.replacing(output) as stream:
        files.WRITERS[output.suffix.lower()](stream, graphs)


def _rename(data: dict[str, Any], reserved: frozenset[str]) -> None:
    for name in sorted(reserved & data.keys()):
        data[f"{name}_"] = data.pop(name)


def _span(data: dict[str, Any]) -> dict[str, str]:
    """Give a node's or an edge's time in the words of GEXF: networkx then declares the graph dynamic."""
    return {"start": data["first"], "end": data["last"]} if data.get("first") and data.get("last") else {}


def _attributes(data: dict[str, Any]) -> str:
    told = ", ".join(f"{dot.quoted(name)}={dot.quoted(value)}" for name, value in data.items())
    return f" [{told}]" if told else ""


def _without(data: dict[str, Any], name: str) -> dict[str, Any]:
    """Keep our own property of that name under another, so that the column of the format is not lost."""
    return {f"{key}_" if key == name else key: value for key, value in data.items()}


def _write_csv(stream: TextIO, first: Sequence[str], records: Sequence[dict[str, Any]]) -> None:
    names = sorted({name for record in records for name in record} - set(first))
    writer = csv.DictWriter(stream, [*first, *names], restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(records)
