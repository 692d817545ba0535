"""`kg export`: each file is read back by the library of its kind and holds what the graph says."""

from __future__ import annotations

import csv
import json
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import networkx as nx
import pytest
from click.testing import CliRunner

from kg.cli import main
from kg.errors import GraphError, NothingFoundError, OutputError, QueryError
from kg.explore import dot, export, movement, network, plain, queries, research
from kg.explore.movement import Scope
from kg.graph.forms import FORMS
from kg.graph.store import open_graph
from kg.graph.terms import Rows

if TYPE_CHECKING:
    from kg.graph.store import Graph

NASTY = 'Ängs"nämnden"\x0c<&>\\N\ud800'


def nasty() -> nx.DiGraph[str]:
    """Give a network with what breaks formats: quotes, controls, dates, lists, sets, mixed types, None, big numbers."""
    given: nx.DiGraph[str] = nx.DiGraph()
    given.add_node("a", label=NASTY, days=["2025-01-01", None, 3], mixed=1, id="x", start="s")
    given.add_node("b", label="Å\r\nÄ", days=None, mixed="två", many={"ö", "å"}, share=float("nan"))
    given.add_edge("a", "b", weight=2, type="t", kind="k", key="q", big=2**70, yes=True)
    return given


def written(tmp_path: Path, ending: str) -> list[Path]:
    found = plain.network(nasty())
    paths = export.outputs(tmp_path / f"x{ending}")
    for path, (_, writer) in zip(paths, export.WRITERS[ending], strict=True):
        with path.open("w", encoding="utf-8") as stream:
            writer(stream, found)
    return paths


def test_a_movement_told_by_two_bodies_counts_once(sample_graph: Graph) -> None:
    told = movement.movements(sample_graph)
    pairs = {
        frozenset((row["one"], row["other"]))
        for row in movement.rows(sample_graph, "SELECT ?one ?other { ?one gov:sameMovementAs ?other }")
    }
    assert pairs
    kept = {one.iri for one in told}
    assert all(len(pair & kept) <= 1 for pair in pairs)
    whole = network.referrals(sample_graph)
    assert sum(data["weight"] for *_, data in whole.edges(data=True)) == len(told)


def test_the_weights_are_those_of_the_kinds(sample_graph: Graph) -> None:
    for *_, data in network.referrals(sample_graph).edges(data=True):
        assert data["weight"] == sum(data[kind] for kind in network.KINDS)
        assert data["anticipated"] <= data["weight"]


def test_a_case_narrows_to_its_path(sample_graph: Graph) -> None:
    whole = network.referrals(sample_graph, Scope(case="HSN 1187-2024"))
    sent_back = [
        (whole.nodes[one]["label"], whole.nodes[other]["label"])
        for one, other, data in whole.edges(data=True)
        if data["refers-back"]
    ]
    assert sent_back == [("Regionfullmäktige", "Hälso- och sjukvårdsnämnden")]
    with pytest.raises(NothingFoundError, match="no movement"):
        network.referrals(sample_graph, Scope(case="XYZ 1-1900"))


@pytest.mark.parametrize("view", sorted(network.VIEWS))
def test_every_view_of_the_sample_has_nodes_and_edges(view: str, sample_graph: Graph) -> None:
    found = network.VIEWS[view](sample_graph, None)
    assert found.number_of_edges() > 0
    assert all(data["label"] for _, data in found.nodes(data=True))


@pytest.mark.parametrize("view", ["referrals", "cases", "people", "votes"])
def test_no_edge_has_weight_nothing(view: str, sample_graph: Graph) -> None:
    weights = [data["weight"] for *_, data in network.VIEWS[view](sample_graph, None).edges(data=True)]
    assert min(weights) > 0


def test_graphml_reads_back(tmp_path: Path) -> None:
    (path,) = written(tmp_path, ".graphml")
    found = nx.read_graphml(path)
    assert found.nodes["a"]["label"] == 'Ängs"nämnden" <&>\\N\ufffd'
    assert found.nodes["a"]["days"] == "2025-01-01; 3"
    assert found.nodes["a"]["mixed"] == "1"
    assert found.nodes["b"]["many"] == "å; ö"
    assert found["a"]["b"]["weight"] == 2
    assert found["a"]["b"]["big"] == str(2**70)


def test_gexf_reads_back_and_is_the_same_each_day(tmp_path: Path) -> None:
    (path,) = written(tmp_path, ".gexf")
    found = nx.read_gexf(path, version="1.2draft")
    assert found.nodes["b"]["label"] == "Å\nÄ"
    assert found["a"]["b"]["weight"] == 2
    assert found["a"]["b"]["kind_"] == "k"
    assert "lastmodifieddate" not in path.read_text(encoding="utf-8")


@pytest.mark.parametrize("view", ["people", "votes"])
def test_who_stood_together_has_party_body_and_time_that_gephi_plays(
    view: str, tmp_path: Path, sample_graph: Graph
) -> None:
    (path,) = export.export(sample_graph, tmp_path / "x.gexf", view)
    head = path.read_text(encoding="utf-8")
    assert 'mode="dynamic"' in head
    assert 'timeformat="date"' in head
    found = nx.read_gexf(path, version="1.2draft")
    assert any(data.get("party") for _, data in found.nodes(data=True))
    for one, other, data in found.edges(data=True):
        assert data["body"]
        assert (data["start"], data["end"]) == (data["first"], data["last"])
        for end in (one, other):  # an edge is never there without its ends
            assert found.nodes[end]["start"] <= data["start"] <= data["end"] <= found.nodes[end]["end"]


def table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def test_events_are_the_movements_with_iris(tmp_path: Path, sample_graph: Graph) -> None:
    (path,) = export.export(sample_graph, tmp_path / "x.csv", "events")
    told = table(path)
    assert [row["iri"] for row in told] == [one.iri for one in movement.movements(sample_graph)]
    nodes = set(network.referrals(sample_graph))
    assert {row["from"] for row in told} | {row["to"] for row in told} == nodes
    known = {row["c"] for row in movement.rows(sample_graph, "SELECT DISTINCT ?c { ?c a gov:Case }")}
    assert {case for row in told for case in row["case"].split("; ") if case} <= known
    assert any(row["case"] for row in told)


def test_ballots_are_persons_by_votes(tmp_path: Path, sample_graph: Graph) -> None:
    matrix, votes = export.export(sample_graph, tmp_path / "x.csv", "ballots")
    held = {row["vote"]: row for row in table(votes)}
    people = table(matrix)
    cast = Counter((row["person"], vote, row[vote]) for row in people for vote in held if row[vote])
    printed = {(row["who"], row["fact"], row["option"]) for row in network.ballots(sample_graph)}
    assert set(cast) == printed
    assert all(row["date"] and row["body"] and row["paragraph"] for row in held.values())
    assert any(row["party"] for row in people)


def test_a_table_is_csv(tmp_path: Path, sample_graph: Graph) -> None:
    for view in ("events", "ballots"):
        with pytest.raises(QueryError, match=r"is a table.*use \.csv"):
            export.export(sample_graph, tmp_path / "x.gexf", view)


def test_csv_is_a_table_of_nodes_and_one_of_edges(tmp_path: Path) -> None:
    nodes, edges = written(tmp_path, ".csv")
    assert (nodes.name, edges.name) == ("x.nodes.csv", "x.edges.csv")
    with nodes.open(encoding="utf-8", newline="") as stream:
        assert {row["label"] for row in csv.DictReader(stream)} == {'Ängs"nämnden" <&>\\N\ufffd', "Å\nÄ"}
    with edges.open(encoding="utf-8", newline="") as stream:
        (row,) = csv.DictReader(stream)
    assert (row["source"], row["target"], row["type"], row["weight"]) == ("a", "b", "Directed", "2")


def test_dot_is_understood_by_graphviz(tmp_path: Path) -> None:
    (path,) = written(tmp_path, ".dot")
    told = json.loads(dot.draw(path.read_text(encoding="utf-8"), "json"))
    # graphviz keeps the escapes of a label: it reads them when it draws.
    labels = [one["label"].replace("\\n", "\n").replace("\\\\", "\\") for one in told["objects"]]
    assert Counter(labels) == Counter(['Ängs"nämnden" <&>\\N\ufffd', "Å\nÄ"])
    assert told["edges"][0]["weight"] == "2"


def test_the_whole_graph_as_a_network_and_as_rdf(tmp_path: Path, small_graph: Graph) -> None:
    (path,) = export.export(small_graph, tmp_path / "x.graphml", "full")
    assert nx.read_graphml(path).number_of_edges() == network.full(small_graph).number_of_edges() > 20
    (rdf,) = export.export(small_graph, tmp_path / "x.nq")
    query = "SELECT DISTINCT ?s ?p ?o { ?s ?p ?o }"
    assert set(open_graph(rdf).select(query).rows) == set(small_graph.select(query).rows)
    with pytest.raises(QueryError, match="RDF has no form"):
        export.export(small_graph, tmp_path / "y.nq", "referrals")


@pytest.mark.parametrize("ending", [ending for ending, form in FORMS.items() if form.names_graphs])
def test_a_union_is_written_in_no_form_that_names_graphs(ending: str, tmp_path: Path, small_graph: Graph) -> None:
    (union,) = export.export(small_graph, tmp_path / "x.ttl")
    with pytest.raises(GraphError, match="holds statements without a graph"):
        export.export(open_graph(union), tmp_path / f"y{ending}")


def test_a_body_narrows_rdf_to_its_documents(tmp_path: Path, sample_graph: Graph) -> None:
    (path,) = export.export(sample_graph, tmp_path / "x.trig", scope=Scope(body="Vårdutskottet"))
    assert [row["n"] for row in movement.rows(open_graph(path), "SELECT (COUNT(?m) AS ?n) { ?m a gov:Minutes }")] == [
        "1"
    ]


CASE = "HSN 1187-2024"


@pytest.mark.parametrize("view", ["cases", "people", "votes"])
def test_a_case_narrows_every_network(view: str, sample_graph: Graph) -> None:
    whole, narrow = (network.VIEWS[view](sample_graph, Scope(case=case)) for case in ("", CASE))
    assert 0 < len(narrow) < len(whole)
    assert set(narrow) < set(whole)
    if view == "cases":
        assert [iri.rpartition("/case/")[2] for iri in narrow if "/case/" in iri] == ["region-norradal/HSN/1187-2024"]


@pytest.mark.parametrize("view", ["referrals", "cases", "people", "votes"])
def test_an_organisation_narrows_every_network(view: str, sample_graph: Graph) -> None:
    whole, narrow = (network.VIEWS[view](sample_graph, Scope(organisation=name)) for name in ("", "tallvikens kommun"))
    assert 0 < len(narrow) < len(whole)
    ours = [iri for iri in narrow if "/org/" in iri or "/case/" in iri]
    assert ours == [iri for iri in ours if "/org/granfors-" not in iri and "/case/granfors-" not in iri]


def test_an_organisation_narrows_rdf_to_its_documents(tmp_path: Path, sample_graph: Graph) -> None:
    (path,) = export.export(sample_graph, tmp_path / "x.trig", scope=Scope(organisation="Granfors kommun"))
    named = [row["s"] for row in movement.rows(open_graph(path), "SELECT ?s { ?m a gov:Minutes ; dcterms:source ?s }")]
    assert len(named) == 2
    assert all(name.startswith("granfors-") for name in named)


def test_a_case_narrows_the_tables_of_votes(sample_graph: Graph) -> None:
    tables = research.ballots(sample_graph, Scope(case=CASE))
    votes = queries.ask(sample_graph, queries.find("votes"), {"case": CASE})
    assert isinstance(votes, Rows)
    printed = {row[0] for row in tables[".votes"][1]}
    assert printed < {row[-1].value for row in votes.rows if row[-1]}  # of one vote no ballots are printed
    assert len(printed) == 3


def test_a_case_narrows_rdf_to_the_documents_that_speak_of_it(tmp_path: Path, sample_graph: Graph) -> None:
    (path,) = export.export(sample_graph, tmp_path / "x.trig", scope=Scope(case=CASE))
    on_it = f"?m gov:recordOf/gov:hasItem/gov:concerns/dcterms:identifier ?case FILTER(STR(?case) = {CASE!r})"
    wanted = {row["m"] for row in movement.rows(sample_graph, f"SELECT DISTINCT ?m {{ {on_it} }}")}
    assert {row["m"] for row in movement.rows(open_graph(path), "SELECT ?m { ?m a gov:Minutes }")} == wanted


def test_the_command_writes_refuses_and_says_why(tmp_path: Path, sample: Path) -> None:
    def run(*arguments: str | Path) -> tuple[int, str]:
        done = CliRunner().invoke(main, ["export", str(sample), *map(str, arguments)])
        return done.exit_code, done.stdout + done.stderr

    assert run("-o", tmp_path / "x.csv") == (0, f"{tmp_path}/x.nodes.csv\n{tmp_path}/x.edges.csv\n")
    assert run("-o", tmp_path / "x.csv")[0] == 1
    assert run("-o", tmp_path / "x.csv", "--force")[0] == 0
    assert run("-o", tmp_path / "x.dot", "--case", "XYZ 1-1900")[0] == 5
    assert "use .graphml, .gexf, .dot, .cyjs, .csv" in run("-o", tmp_path / "x.xyz")[1]
    with pytest.raises(OutputError, match="no format"):
        export.outputs(Path("x"))
