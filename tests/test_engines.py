"""The graph is the same in every tool: counts of every class, rows of every shipped question, triples of every form."""

from __future__ import annotations

import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from rdflib.query import ResultRow

import kg
from kg.cli import main
from kg.explore import engines, queries
from kg.graph.endpoint import Endpoint
from kg.graph.push import Store, push
from kg.graph.store import Rows, open_graph, statements
from tests.servers import VIRTUOSO, oxigraph, virtuoso

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from rdflib import Dataset

    from kg.graph.store import Asks, Graph

pytestmark = pytest.mark.filterwarnings(r"ignore:(Dataset|ConjunctiveGraph)\b:DeprecationWarning")
SHIPPED = [question.name for question in queries.shipped()]
FORMS = (".trig", ".nq", ".ttl", ".nt", ".jsonld")
COUNTS = """SELECT ?class (COUNT(?x) AS ?n) { ?x a ?class
  FILTER(STRSTARTS(STR(?class), "https://w3id.org/protokollgraf/")) } GROUP BY ?class"""
Table = list[tuple[str | None, ...]]


@pytest.fixture(scope="module", autouse=True)
def _no_proxy() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NO_PROXY", "127.0.0.1")
        patch.setenv("no_proxy", "127.0.0.1")
        yield


@pytest.fixture(scope="module")
def in_rdflib(sample: Path) -> Dataset:
    return kg.load(sample)


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
        yield Endpoint(f"{url}/sparql")


def rows(store: Asks, query: str) -> Table:
    answer = store.ask(query)
    assert isinstance(answer, Rows)
    return sorted((tuple(term.value if term else None for term in row) for row in answer.rows), key=str)


def rows_of_rdflib(dataset: Dataset, query: str) -> Table:
    found = [row for row in dataset.query(query) if isinstance(row, ResultRow)]
    return sorted((tuple(None if term is None else str(term) for term in row) for row in found), key=str)


@pytest.mark.parametrize("form", FORMS)
def test_a_plain_count_of_every_class_is_the_same_in_every_form(form: str, sample: Path, tmp_path: Path) -> None:
    other = tmp_path / f"x{form}"
    assert CliRunner().invoke(main, ["export", str(sample), "-o", str(other)]).exit_code == 0
    once = COUNTS.replace("COUNT(?x)", "COUNT(DISTINCT ?x)")
    counts = rows(open_graph(sample), once)
    assert len(counts) > 20
    assert rows(open_graph(other), COUNTS) == counts
    assert rows_of_rdflib(kg.load(other), COUNTS) == counts


def test_a_plain_count_of_every_class_is_the_same_on_a_server(in_oxigraph: Endpoint, sample_graph: Graph) -> None:
    assert rows(in_oxigraph, COUNTS) == rows(sample_graph, COUNTS)


def test_a_plain_count_of_every_class_is_the_same_on_virtuoso(in_virtuoso: Endpoint, sample_graph: Graph) -> None:
    assert rows(in_virtuoso, COUNTS) == rows(sample_graph, COUNTS)


@pytest.mark.parametrize("name", SHIPPED)
def test_a_shipped_question_gives_the_same_rows_in_rdflib(name: str, in_rdflib: Dataset, sample_graph: Graph) -> None:
    if engines.warning("rdflib", name):
        pytest.skip("docs/engines.md: rdflib takes too long")
    query = queries.find(name).bound({})
    assert rows_of_rdflib(in_rdflib, query) == rows(sample_graph, query)


@pytest.mark.parametrize("name", SHIPPED)
def test_a_shipped_question_gives_the_same_rows_on_virtuoso(
    name: str, in_virtuoso: Endpoint, sample_graph: Graph
) -> None:
    query = queries.find(name).bound({})
    if engines.warning("Virtuoso/07.20", name):
        pytest.skip("docs/engines.md: Virtuoso's own")
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
    form: str, sample: Path, tmp_path: Path
) -> None:
    other = tmp_path / f"x{form}"
    assert CliRunner().invoke(main, ["export", str(sample), "-o", str(other)]).exit_code == 0
    union = form in {".ttl", ".nt"}
    built = {(*one[:3], "" if union else one[3]) for one in statements(sample)}
    assert set(statements(other)) == built
    checked = CliRunner().invoke(main, ["check", str(other)])
    assert (checked.exit_code, checked.stdout.splitlines()[-1:]) == (0, ["13 documents, 0 violations, 0 warnings"])


@pytest.mark.parametrize(
    ("program", "form", "syntax"),
    [
        (program, form, syntax)
        for program in ("rapper", "serdi")
        for form, syntax in ((".ttl", "turtle"), (".nt", "ntriples"), (".nq", "nquads"), (".trig", "trig"))
    ],
)
def test_tools_of_others_read_the_same_triples(
    program: str, form: str, syntax: str, sample: Path, tmp_path: Path
) -> None:
    if shutil.which(program) is None:
        pytest.skip(f"{program} is not installed")
    other = tmp_path / f"x{form}"
    assert CliRunner().invoke(main, ["export", str(sample), "-o", str(other)]).exit_code == 0
    quads = syntax in {"nquads", "trig"} and program == "serdi"
    out = "nquads" if quads else "ntriples"
    command = {"rapper": ["rapper", "-q", "-i", syntax, "-o", out, str(other)],
               "serdi": ["serdi", "-i", syntax, "-o", out, str(other)]}[program]  # fmt: skip
    done = subprocess.run(command, capture_output=True, check=True)
    said = tmp_path / ("y.nq" if quads else "y.nt")
    said.write_bytes(done.stdout)
    assert {one[:3] for one in statements(said)} == {one[:3] for one in statements(sample)}
