"""What the processes with the graph are asked: functions of a graph and one argument, whose results can be pickled."""

from __future__ import annotations

import os
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING

from kg.errors import GraphError
from kg.explore import answers, dot, labels, overview, queries, search, sifted, tables, view
from kg.explore import around as around_thing
from kg.explore import leaf as leaves
from kg.explore.map_page import Site
from kg.explore.narrowing import Narrowing, narrowed, sure
from kg.explore.whole import Whole
from kg.graph.terms import Rows, Term, Triples
from kg.graph.vocab import term

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from kg.explore.answers import Table
    from kg.explore.leaf import Leaf
    from kg.explore.movement import Agent, Scope
    from kg.explore.overview import Home, Latest
    from kg.explore.queries import Question
    from kg.explore.search import Entry
    from kg.explore.whole import Answers
    from kg.graph.store import Graph
    from kg.graph.terms import Answer
    from kg.web.links import Links


@dataclass(frozen=True, slots=True)
class Asking:
    """A question with its values and the language of the answer."""

    question: Question
    values: Mapping[str, str] = field(default_factory=dict)
    language: str = "sv"
    narrowing: Narrowing = field(default_factory=Narrowing)


def summary(graph: Graph, _: None) -> Path | None:
    """Give where what the graph says as a whole may be kept."""
    return graph.summary()


def entries(graph: Graph, _: None) -> list[Entry]:
    """Give all that can be found."""
    return search.entries(graph)


def homes(graph: Graph, languages: tuple[str, ...]) -> dict[str, Home]:
    """Give what is loaded, in several languages."""
    return overview.homes(graph, languages)


def latest(graph: Graph, narrowing: Narrowing) -> tuple[Latest, ...]:
    """Give what was decided last."""
    return overview.latest(graph, narrowing)


def home(graph: Graph, given: tuple[str, Narrowing]) -> Home:
    """Give what is loaded."""
    language, narrowing = given
    return overview.home(graph, language, narrowing)


def warm(graph: Graph, languages: tuple[str, ...]) -> None:
    """Look up what the first page would wait for: what things are called, and which documents are the newest."""
    around_thing.warm(graph)
    for language in languages:
        labels.terms(language)
        labels.concepts(language)


def draw(_graph: Graph, _: None) -> None:
    """Make ready to draw, which takes two seconds the first time."""
    dot.draw("graph {}", "svg")


def documents(graph: Graph, _: None) -> int:
    """Count the minutes."""
    return len(graph.select("SELECT DISTINCT ?minutes { ?minutes a gov:Minutes }").rows)


def page(graph: Graph, given: tuple[str, str, Narrowing, Answers | None]) -> Leaf:
    """Make the page of an IRI in a language, narrowed, from what is kept as far as that goes."""
    iri, language, narrowing, kept = given
    return leaves.leaf(graph, iri, language, narrowing, kept)


def triples_of_page(graph: Graph, given: tuple[str, Narrowing]) -> str:
    """Give what is said of an IRI, and where its page is narrowed of the facts that are left there, as Turtle."""
    iri, narrowing = given
    if not narrowing.given():
        return triples(graph, iri)
    told = leaves.leaf(graph, iri, "sv", narrowing)
    blocks = [block for block in (told.first, *told.blocks) if block]
    near = around_thing.around(graph, iri, told.kind, narrowing.until).graph if narrowing.confidence else graph
    narrow = sure(near, narrowing.confidence)
    return _triples_of(narrow, [iri, *(fact for block in blocks for fact in block.table.facts)])


def triples_of_answer(graph: Graph, asking: Asking) -> str:
    """Give what is said of the facts behind the rows of an answer, as Turtle."""
    narrow = sure(around_thing.for_question(graph, asking.question, asking.values), asking.narrowing.confidence)
    return _triples_of(narrow, table(graph, asking).facts)


def _triples_of(graph: Graph, things: Iterable[str]) -> str:
    found = dict.fromkeys(thing for things_ in things for thing in things_.split())
    lines = {line for thing in found for line in triples(graph, thing).splitlines(keepends=True)}
    return "".join(sorted(lines))


def triples(graph: Graph, iri: str) -> str:
    """Give what is said of an IRI and of what lies below it, as Turtle (of the plain kind, a triple a line)."""
    below = f"{iri}/"
    found = {(subject, predicate, value) for subject, predicate, value, _ in graph.match(iri)}
    for _, _, value, _ in graph.match(iri):
        if value.kind == "iri" and value.value.startswith(below):
            found |= {(subject, predicate, one) for subject, predicate, one, _ in graph.match(value.value)}
    return tables.as_ntriples(Triples(sorted(found)))


def map_page(graph: Graph, given: tuple[Scope, Links, bool]) -> str:
    """Draw the map of what is within a scope: of the busiest bodies, or of all."""
    scope, links, everything = given
    asks = {name: value for name, value in asdict(scope).items() if value}

    def around(agent: Agent) -> str:
        own = {"organisation": agent.organisation} if agent.organisation != agent.label else {}
        return links.at("/map", body=agent.label, **own)

    def site(parts: int) -> Site:
        whole = links.at("/map", **asks, all="1") if parts else ""
        return Site(links.at("/"), whole, parts, around, lambda agent: links.to(agent.iri))

    return view.page(around_thing.for_scope(graph, scope), scope, links.language, everything=everything, site=site)


def table(graph: Graph, asking: Asking) -> Table:
    """Answer a question for a page."""
    part = sure(around_thing.for_question(graph, asking.question, asking.values), asking.narrowing.confidence)
    return answers.table(graph, asking.question, asking.values, asking.language, asking.narrowing, part=part)


def whole(graph: Graph, given: tuple[str, tuple[str, ...]]) -> Whole:
    """Answer a question about all there is, in several languages.

    Raises:
        QueryError: It has no rows.
    """
    name, languages = given
    question = queries.find(name)
    told = queries.ask(graph, question, {})
    tables = {language: answers.shown(graph, question, told, language).trimmed() for language in languages}
    rows = told.rows if isinstance(told, Rows) else []
    # Others are asked too seldom for what it takes to keep them.
    fits = {
        parameter: [sifted.values(sieve, question.columns, row) for row in rows]
        for parameter, sieve in sifted.sieves(question).items()
        if parameter in leaves.bound_by_pages(name)
    }
    return Whole(tables, fits)


def give_way(_graph: Graph, _: None) -> None:
    """Let other processes of the machine go first, where a system knows that."""
    if hasattr(os, "nice"):
        os.nice(10)


def answer(graph: Graph, asking: Asking) -> Answer:
    """Answer a question for a file or a program."""
    part = sure(around_thing.for_question(graph, asking.question, asking.values), asking.narrowing.confidence)
    return narrowed(queries.ask(part, asking.question, asking.values), asking.narrowing)


def passages(graph: Graph, minutes: str) -> list[tuple[int, int, str, str]]:
    """Give the passages of a document in the order of its text: begin, end, words, page."""
    query = f"""SELECT DISTINCT ?begin ?end ?words ?page {{
      ?text gov:textOf {Term("iri", minutes).written()} .
      ?passage nif:referenceContext ?text ; nif:beginIndex ?begin ; nif:endIndex ?end ; nif:anchorOf ?words .
      OPTIONAL {{ ?passage gov:page ?page }}
    }}"""
    rows = graph.select(query).rows
    return sorted((int(b.value), int(e.value), w.value, p.value if p else "") for b, e, w, p in rows if b and e and w)


def source(graph: Graph, minutes: str) -> str:
    """Give what the source of a document is called; empty where there is no such document."""
    return min((value.value for _, _, value, _ in graph.match(minutes, term("dcterms:source"))), default="")


def sparql(graph: Graph, given: tuple[str, tuple[str, ...]]) -> Answer:
    """Answer SPARQL over the graphs that are named, or the union of all."""
    query, graphs = given
    return graph.ask(query, graph=graphs)


def base(graph: Graph, _: None) -> str:
    """Give what the IRIs of the graph begin with.

    Raises:
        GraphError: It holds no minutes.
    """
    row = next(iter(graph.select("SELECT ?minutes { ?minutes a gov:Minutes } LIMIT 1").rows), None)
    if row is None or row[0] is None:
        raise GraphError("holds no minutes", hint="make a graph with: kg build PATH... -o FILE")
    return row[0].value.rpartition("minutes/")[0]
