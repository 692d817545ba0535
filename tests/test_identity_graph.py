"""What is shared stands in the identity graph alone, and that graph is a function of the documents' graphs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kg import conductor
from kg.document import Options
from kg.graph import readback
from kg.graph.identities import Identities
from kg.graph.spool import pack
from kg.graph.store import open_graph
from tests.built import IDENTITIES

if TYPE_CHECKING:
    from pathlib import Path

    from kg.graph.store import Graph

TWICE = "SELECT ?class (COUNT(?x) AS ?n) (COUNT(DISTINCT ?x) AS ?one) { ?x a ?class } GROUP BY ?class"
SHARED = ("PublicOrganisation", "GoverningBody", "Person", "Party", "Meeting", "AgendaItem", "Case", "Law")
HEAD = "Granfors kommun\nKommunstyrelsen\nSammanträdesprotokoll\nSammanträdesdatum: 2025-03-{day}\n\nBeslutande\n"
BODY = """Alva Sandvik (S), ordförande
Bo Myrberg (M)

§ {number} Ny lekplats i Östervik (KS 2025/41)

Beslut
Kommunstyrelsen föreslår kommunfullmäktige besluta
att anlägga en lekplats enligt 8 kap. plan- och bygglagen.

Bakgrund
Kommunfullmäktige har den 24 februari 2025, § 9, återremitterat ärendet.
"""


@pytest.fixture
def two(tmp_path: Path) -> Graph:
    """Give the graph of two meetings that share body, people, case, law and a cited paragraph."""
    for day in ("11", "25"):
        text = HEAD.format(day=day) + BODY.format(number=int(day) + 20)
        (tmp_path / f"ks-{day}.txt").write_text(text, encoding="utf-8")
    conductor.save(conductor.build([tmp_path], Options()), tmp_path / "two.trig")
    return open_graph(tmp_path / "two.trig")


def test_a_plain_count_of_any_class_counts_each_thing_once(two: Graph, sample_graph: Graph) -> None:
    for graph in (two, sample_graph):
        rows = graph.select(TWICE).rows
        assert len(rows) > len(SHARED)
        assert [row for row in rows if row[1] != row[2]] == []


@pytest.mark.parametrize("name", SHARED)
def test_the_class_and_label_of_a_shared_thing_stand_in_the_identity_graph_alone(name: str, two: Graph) -> None:
    rows = two.select(
        f"SELECT DISTINCT ?g {{ ?x a gov:{name} . GRAPH ?g {{ {{ ?x a gov:{name} }} UNION {{ ?x rdfs:label ?l }} }} }}"
    ).rows
    assert [row[0].value for row in rows if row[0]] == [str(IDENTITIES)]


def test_the_identity_graph_can_be_made_anew_from_the_documents_graphs(two: Graph, sample_graph: Graph) -> None:
    for graph in (two, sample_graph):
        again = Identities()
        for document in readback.documents(graph):
            again.add(document)
        assert sorted(pack(again.triples()).splitlines()) == graph.lines()[str(IDENTITIES)].splitlines()


def test_an_identity_has_one_identifier_of_a_kind(two: Graph, sample_graph: Graph) -> None:
    for graph in (two, sample_graph):
        for name in ("dcterms:identifier", "gov:abbreviation", "rdfs:label", "foaf:name"):
            several = f"SELECT ?x {{ GRAPH <{IDENTITIES}> {{ ?x {name} ?v }} }} GROUP BY ?x HAVING (COUNT(?v) > 1)"
            assert graph.select(several).rows == []
