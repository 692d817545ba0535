"""`-p confidence=`: a question is asked of the facts that the program is sure enough of, and of no others."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kg.errors import QueryError
from kg.explore import queries, questions
from kg.graph.store import Graph, open_graph
from kg.graph.terms import Rows

if TYPE_CHECKING:
    from pathlib import Path

    from kg.graph.terms import Answer

SHIPPED = [question.name for question in queries.shipped()]
GRAPH = """
PREFIX gov: <https://w3id.org/protokollgraf/ns#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
GRAPH <urn:a> {
  <urn:item> a gov:AgendaItem ; gov:confidence 0.3 .
  <urn:item> gov:hasMotion <urn:sure>, <urn:unsure> ; gov:notifies <urn:x>, <urn:y> .
  <urn:sure> a gov:Motion ; gov:confidence 0.85 .
  <urn:unsure> a gov:Motion ; gov:confidence 0.79 ; gov:text "x" .
  <urn:1> rdf:subject <urn:item> ; rdf:predicate gov:notifies ; rdf:object <urn:x> ; gov:confidence 0.5 .
  <urn:2> rdf:subject <urn:item> ; rdf:predicate gov:notifies ; rdf:object <urn:y> ; gov:confidence 0.9 .
  <urn:1> a rdf:Statement .
  <urn:2> a rdf:Statement .
}
"""


@pytest.fixture
def graph(tmp_path: Path) -> Graph:
    path = tmp_path / "a.trig"
    path.write_text(GRAPH, encoding="utf-8")
    return open_graph(path)


def values(answer: Answer) -> set[str]:
    assert isinstance(answer, Rows)
    return {term.value for row in answer.rows for term in row if term}


def asked(graph: Graph, query: str, least: str) -> set[str]:
    return values(queries.ask(graph, queries.plain(query), {"confidence": least}))


def test_a_thing_that_a_fact_is_is_gone_with_what_leads_to_it(graph: Graph) -> None:
    assert asked(graph, "SELECT ?m { ?item gov:hasMotion ?m }", "0.8") == {"urn:sure"}
    assert asked(graph, "SELECT ?s { ?s gov:text ?text }", "0.8") == set()
    assert asked(graph, "SELECT ?m { ?item gov:hasMotion ?m }", "0.79") == {"urn:sure", "urn:unsure"}


def test_a_direct_property_goes_by_the_confidence_of_its_statement(graph: Graph) -> None:
    assert asked(graph, "SELECT ?who { ?item gov:notifies ?who }", "0,8") == {"urn:y"}
    assert asked(graph, "SELECT ?who { GRAPH ?g { ?item gov:notifies ?who } }", "0.8") == {"urn:y"}


def test_a_paragraph_of_which_little_is_sure_stays(graph: Graph) -> None:
    assert asked(graph, "SELECT ?item { ?item a gov:AgendaItem }", "1") == {"urn:item"}


def test_a_file_without_named_graphs_is_narrowed_too(tmp_path: Path) -> None:
    path = tmp_path / "a.ttl"
    inner = GRAPH.partition("GRAPH <urn:a> {")
    path.write_text(inner[0] + inner[2].rpartition("}")[0], encoding="utf-8")
    assert asked(open_graph(path), "SELECT ?m { ?item gov:hasMotion ?m }", "0.8") == {"urn:sure"}


def test_the_graph_itself_is_as_it_was(graph: Graph) -> None:
    asked(graph, "SELECT ?m { ?item gov:hasMotion ?m }", "0.8")
    assert asked(graph, "SELECT ?m { ?item gov:hasMotion ?m }", "0") == {"urn:sure", "urn:unsure"}


@pytest.mark.parametrize("name", ["attendance", "who-referred-what", "decisions-of-a-body", "what-became-of-proposals"])
def test_a_confidence_that_all_have_changes_no_answer(name: str, sample_graph: Graph) -> None:
    question = queries.find(name)
    assert queries.ask(sample_graph, question, {"confidence": "0.01"}) == queries.ask(sample_graph, question, {})


@pytest.mark.parametrize("name", SHIPPED)
def test_every_question_takes_it(name: str) -> None:
    assert "-p confidence" not in queries.find(name).bound({"confidence": "0.8"})
    assert "confidence" in questions.in_full(queries.find(name))


@pytest.mark.parametrize("given", ["x", "1.1", "-0.1", "80 %", "nan", ""])
def test_what_is_no_confidence_is_refused_before_the_graph_is_loaded(given: str) -> None:
    with pytest.raises(QueryError, match="is no confidence"):
        queries.find("attendance").bound({"confidence": given})


def test_a_service_elsewhere_says_that_it_cannot() -> None:
    class Service:
        def ask(self, query: str) -> Answer:
            raise AssertionError(query)

    with pytest.raises(QueryError, match="cannot be asked of a service"):
        queries.ask(Service(), queries.find("attendance"), {"confidence": "0.8"})
