"""The graph is the same in every tool: counts of every class, rows of every shipped question, triples of every form."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from rdflib.query import ResultRow

import kg
from kg.cli import main
from kg.explore import engines, queries
from kg.graph.endpoint import Change, Endpoint, send
from kg.graph.login import Login
from kg.graph.push import Store, push
from kg.graph.store import open_graph, statements
from kg.graph.terms import Rows, Term
from kg.graph.vocab import PREFIXES
from tests.built import write
from tests.servers import VIRTUOSO, oxigraph, virtuoso

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from rdflib import Dataset

    from kg.graph.store import Asks, Graph

pytestmark = [
    pytest.mark.filterwarnings(r"ignore:(Dataset|ConjunctiveGraph)\b:DeprecationWarning"),
    pytest.mark.usefixtures("no_proxy"),
]
SHIPPED = [question.name for question in queries.shipped()]
FORMS = (".trig", ".nq", ".ttl", ".nt", ".jsonld")
SYNTAXES = {".ttl": "turtle", ".nt": "ntriples", ".nq": "nquads", ".trig": "trig"}
"""What tools of others call the forms that they read."""
COUNTS = """SELECT ?class (COUNT(?x) AS ?n) { ?x a ?class
  FILTER(STRSTARTS(STR(?class), "https://w3id.org/protokollgraf/")) } GROUP BY ?class"""
PROPERTIES = """SELECT ?p (COUNT(?o) AS ?n) { ?s ?p ?o
  FILTER(STRSTARTS(STR(?p), "https://w3id.org/protokollgraf/") || STRSTARTS(STR(?p), "http://purl.org/dc/terms/"))
  FILTER(?p NOT IN (gov:sharedStatement, gov:graphDigest)) } GROUP BY ?p"""
JOINS = """SELECT ?body (COUNT(?case) AS ?n) { ?meeting gov:heldBy ?body ; gov:firstDate ?day ; gov:hasItem ?item .
  ?item gov:number ?number ; gov:concerns ?case . ?case dcterms:identifier ?written } GROUP BY ?body"""
OURS = f"PREFIX gov: <{PREFIXES['gov']}> PREFIX dcterms: <{PREFIXES['dcterms']}> "
PLAIN = {"classes": COUNTS, "properties": OURS + PROPERTIES, "joins": OURS + JOINS}
"""Counts as somebody writes them who does not know that a triple may stand in several graphs."""
TWICE = {"hasItem", "number", "heldBy", "firstDate", "identifier", "registeredBy", "title"}
"""What several documents of the sample state of one meeting, paragraph or case, each in its own graph."""
SAMPLE = Path(__file__).resolve().parent.parent / "data" / "sample"
FEW = (
    "granfors-kommunfullmaktige-2025-03-31.md",
    "granfors-kommunstyrelsen-2025-03-19.txt",
    "norradal-regionfullmaktige-2025-04-23.txt",
    "norradal-vardutskottet-2025-02-11.txt",
    "tallviken-kommunstyrelsen-2025-04-07.txt",
)
DEAR = {
    *("assignments", "never-heard-of-again", "open-initiatives", "paragraphs-without-decision", "who-holds-a-case"),
    *("ballots", "path-of-a-case", "persons", "who-voted-with-whom"),
}
"""What takes rdflib as long as all other questions together; Virtuoso is asked them in the quick run too."""
DEAR_THERE = {"documents-of-a-paragraph", "never-heard-of-again", "notified"} | (set(SHIPPED[::2]) - DEAR)
"""What Virtuoso is asked in the slow run alone: what is dear there, and half of what rdflib is asked in the other."""
Table = list[tuple[str | None, ...]]
Quad = tuple[Term, Term, Term, str]


@pytest.fixture(scope="module", params=[False, pytest.param(True, marks=pytest.mark.slow)], ids=["few", "all"])
def whole(request: pytest.FixtureRequest) -> bool:
    """Say whether all documents of the sample are asked of: engines in Python take minutes for them."""
    return bool(request.param)


@pytest.fixture(scope="module")
def sample(sample: Path, tmp_path_factory: pytest.TempPathFactory, *, whole: bool) -> Path:
    """Give the sample built, or so many of its documents that every question has an answer."""
    return sample if whole else write([SAMPLE / name for name in FEW], tmp_path_factory.mktemp("few") / "few.trig")


@pytest.fixture(scope="module")
def sample_graph(sample: Path) -> Graph:
    """Give its graph, opened."""
    return open_graph(sample)


@pytest.fixture(scope="module")
def in_rdflib(sample: Path) -> Dataset:
    return kg.load(sample)


@pytest.fixture(scope="module")
def exported(sample: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """Give the sample exported in a form, which is done once."""
    folder = tmp_path_factory.mktemp("exported")

    def made(form: str) -> Path:
        other = folder / f"x{form}"
        if not other.exists():
            assert CliRunner().invoke(main, ["export", str(sample), "-o", str(other)]).exit_code == 0
        return other

    return made


@pytest.fixture(scope="module")
def stated(sample: Path) -> set[Quad]:
    """Give what the sample states, with the graph that states it."""
    return set(statements(sample))


@pytest.fixture(scope="module")
def in_oxigraph(sample_graph: Graph, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Endpoint]:
    for url in oxigraph(tmp_path_factory.mktemp("oxigraph") / "db"):
        push(sample_graph, Store(f"{url}/store"))
        yield Endpoint(f"{url}/query")


@pytest.fixture(scope="module")
def in_virtuoso(sample_graph: Graph, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Endpoint]:
    if VIRTUOSO is None:
        pytest.skip("virtuoso-opensource-7-bin is not installed")
    for url in virtuoso(tmp_path_factory.mktemp("virtuoso") / "db"):
        push(sample_graph, Store(f"{url.replace('//', '//dba:dba@')}/sparql-graph-crud-auth"))
        yield Endpoint(f"{url}/sparql", timeout=600)  # it may be one of many that run


def rows(store: Asks, query: str) -> Table:
    answer = store.ask(query)
    assert isinstance(answer, Rows)
    return sorted((tuple(term.value if term else None for term in row) for row in answer.rows), key=str)


def rows_of_rdflib(dataset: Dataset, query: str) -> Table:
    found = [row for row in dataset.query(query) if isinstance(row, ResultRow)]
    return sorted((tuple(None if term is None else str(term) for term in row) for row in found), key=str)


@pytest.fixture(scope="module")
def counted(exported: Callable[[str], Path]) -> dict[str, Table]:
    """Give the plain counts of the union as one set of triples, by rdflib, which has no part in ours."""
    union = kg.load(exported(".nt"))
    found = {name: rows_of_rdflib(union, query) for name, query in PLAIN.items()}
    assert [len(rows) > least for rows, least in zip(found.values(), (20, 80, 4), strict=True)] == [True] * 3
    return found


def test_the_sample_has_triples_that_several_documents_state(sample_graph: Graph) -> None:
    several = "SELECT DISTINCT ?p { GRAPH ?a { ?s ?p ?o } GRAPH ?b { ?s ?p ?o } FILTER(?a != ?b) }"
    assert len(rows(sample_graph, several)) > 4


@pytest.mark.parametrize(
    "form",
    [pytest.param(form, marks=[pytest.mark.slow] if form in {".nq", ".nt", ".jsonld"} else []) for form in FORMS],
)
def test_plain_counts_of_classes_properties_and_joins_are_right_in_every_form(
    form: str, counted: dict[str, Table], exported: Callable[[str], Path]
) -> None:
    graph, dataset = open_graph(exported(form)), kg.load(exported(form))
    for name, query in PLAIN.items():
        assert rows(graph, query) == counted[name]
        assert rows_of_rdflib(dataset, query) == counted[name]


@pytest.mark.parametrize("name", PLAIN)
def test_plain_counts_are_right_on_a_server(name: str, in_oxigraph: Endpoint, counted: dict[str, Table]) -> None:
    assert rows(in_oxigraph, PLAIN[name]) == counted[name]


def test_a_server_that_loads_the_file_itself_counts_every_class_right(
    sample: Path, counted: dict[str, Table], tmp_path: Path
) -> None:
    for url in oxigraph(tmp_path / "db"):
        send(Change("POST", f"{url}/store", sample.read_bytes(), "application/trig"), Login(), 60)
        there = Endpoint(f"{url}/query")
        assert rows(there, PLAIN["classes"]) == counted["classes"]
        # What it counts once a document, as docs/engines.md says.
        twice = {found[0] or "" for found in set(rows(there, PLAIN["properties"])) - set(counted["properties"])}
        assert {name.rpartition("/")[2].rpartition("#")[2] for name in twice} == TWICE


@pytest.mark.parametrize("name", PLAIN)
def test_plain_counts_are_right_on_virtuoso(name: str, in_virtuoso: Endpoint, counted: dict[str, Table]) -> None:
    assert rows(in_virtuoso, PLAIN[name]) == counted[name]


@pytest.mark.parametrize("name", [pytest.param(name, marks=[pytest.mark.slow] * (name in DEAR)) for name in SHIPPED])
def test_a_shipped_question_gives_the_same_rows_in_rdflib(name: str, in_rdflib: Dataset, sample_graph: Graph) -> None:
    query = queries.find(name).bound({})
    answer = rows(sample_graph, query)
    assert answer
    assert rows_of_rdflib(in_rdflib, query) == answer


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=[pytest.mark.slow] * (name in DEAR_THERE)) for name in SHIPPED]
)
def test_a_shipped_question_gives_the_same_rows_on_virtuoso(
    name: str, in_virtuoso: Endpoint, sample_graph: Graph
) -> None:
    query = queries.find(name).bound({})
    assert rows(in_virtuoso, query) == rows(sample_graph, query)


def test_who_asks_a_service_that_deviates_is_warned(in_virtuoso: Endpoint) -> None:
    done = CliRunner().invoke(main, ["query", "--endpoint", in_virtuoso.name, "open-initiatives"])
    assert "Virtuoso does not answer open-initiatives rightly" in done.stderr
    done = CliRunner().invoke(main, ["query", "--endpoint", in_virtuoso.name, "votes"])
    assert (done.exit_code, done.stderr) == (0, "")


def test_the_table_of_deviations_names_shipped_questions_only() -> None:
    assert {name for engine in engines.known() for name in engine.questions} <= set(SHIPPED)


@pytest.mark.parametrize("form", FORMS)
def test_an_export_says_letter_for_letter_what_was_built_and_passes_the_check(
    form: str, stated: set[Quad], exported: Callable[[str], Path], *, whole: bool
) -> None:
    union = form in {".ttl", ".nt"}
    assert set(statements(exported(form))) == {(*one[:3], "" if union else one[3]) for one in stated}
    checked = CliRunner().invoke(main, ["check", str(exported(form))])
    assert (checked.exit_code, checked.stdout.splitlines()[-1:]) == (
        0,
        [f"{13 if whole else len(FEW)} documents, 0 violations, 0 warnings"],
    )


@pytest.mark.parametrize("program", ["rapper", "serdi"])
@pytest.mark.parametrize("form", SYNTAXES)
def test_tools_of_others_read_the_same_triples(
    program: str, form: str, stated: set[Quad], exported: Callable[[str], Path], tmp_path: Path
) -> None:
    if shutil.which(program) is None:
        pytest.skip(f"{program} is not installed")
    other, syntax = exported(form), SYNTAXES[form]
    quads = syntax in {"nquads", "trig"} and program == "serdi"
    out = "nquads" if quads else "ntriples"
    command = {"rapper": ["rapper", "-q", "-i", syntax, "-o", out, str(other)],
               "serdi": ["serdi", "-i", syntax, "-o", out, str(other)]}[program]  # fmt: skip
    done = subprocess.run(command, capture_output=True, check=True)
    said = tmp_path / ("y.nq" if quads else "y.nt")
    said.write_bytes(done.stdout)
    assert {one[:3] for one in statements(said)} == {one[:3] for one in stated}
